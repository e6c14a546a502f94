'use client';
import { useEffect, useRef } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useAnnounce } from '../react/announcer.js';
import { PersonIcon } from '../react/icons.js';
import { useFormat, useMessages } from '../react/locale-context.js';
import { alsoOpen } from './also-open.variants.js';
import { useCard } from './review-card-context.js';
import { sittingMessages } from './sitting.messages.js';
import { useOthersPresent } from './use-others-present.js';

/** Names that are said; the others are counted. */
const MOST_NAMES = 3;

/**
 * Who else has the case open right now, in one quiet line. Renders a `<p>`, nothing while there is nobody; said aloud politely
 * the first time.
 */
export function AlsoOpen() {
  const desk = useMessages('desk', sittingMessages);
  const format = useFormat();
  const announce = useAnnounce();
  const { titleRef } = useCard('AlsoOpen');
  const people = useOthersPresent(titleRef);
  const isSaid = useRef(false);
  const names = people.slice(0, MOST_NAMES).map(({ name }) => visibleText(name));
  const more = people.length - names.length;
  if (more > 0) names.push(desk.otherPeople(more, format));
  const text = names.length > 0 ? desk.alsoOpen(format.list(names)) : '';
  useEffect(() => {
    if (text === '' || isSaid.current) return;
    isSaid.current = true;
    announce(text);
  }, [announce, text]);
  if (text === '') return null;
  return (
    <p className={alsoOpen.root}>
      <PersonIcon className={alsoOpen.icon} />
      <span>{text}</span>
    </p>
  );
}
