'use client';
import { useId, useState } from 'react';
import { systemMessages } from '../oversight/system.messages.js';
import { SystemCard } from '../oversight/system-card.js';
import { useSystem } from '../oversight/system-context.js';
import { Button } from '../react/button.js';
import { ChevronDownIcon } from '../react/icons.js';
import { useMessages } from '../react/locale-context.js';
import { useReview } from '../review/review-context.js';
import { aboutSystem } from './about-system.variants.js';
import { useCard } from './review-card-context.js';

/**
 * What is known of the system behind the proposal, one click from the case (L-3). It says nothing of this case, so it may be
 * read before one's own answer (B-1).
 */
export function AboutSystem() {
  const messages = useMessages('oversight', systemMessages);
  const { level } = useCard('AboutSystem');
  const system = useSystem(useReview((snapshot) => snapshot.review?.proposal.model));
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  if (!system) return null;
  return (
    <div className={aboutSystem.root}>
      <Button
        variant="quiet"
        className={aboutSystem.button}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronDownIcon />
        {messages.aboutSystem}
      </Button>
      {isOpen && <SystemCard id={id} system={system} headingLevel={Math.min(level + 1, 5) as 4} />}
    </div>
  );
}
