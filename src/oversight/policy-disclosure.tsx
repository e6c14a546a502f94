'use client';
import { type ReactNode, useState } from 'react';
import { policyEditor } from './policy.variants.js';

/** What is there on demand, drawn once it is opened. Renders a `<details>`; the id is that of its `<summary>`. */
export function Disclosure({
  id,
  summary,
  isHeldOpen = false,
  children,
}: {
  id?: string;
  summary: ReactNode;
  /** Whether something inside has to be seen: it cannot be closed then. */
  isHeldOpen?: boolean;
  children: ReactNode;
}) {
  const [isAsked, setAsked] = useState(false);
  // Once nothing holds it any more it stays: it would be gone from under whoever mends what is wrong in it.
  if (isHeldOpen && !isAsked) setAsked(true);
  const isOpen = isAsked || isHeldOpen;
  return (
    <details className={policyEditor.details()} open={isOpen}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is interactive. */}
      <summary
        id={id}
        className={policyEditor.summary()}
        onClick={(event) => {
          // Kept here and not by the browser: what is held open would be shut by it all the same.
          event.preventDefault();
          if (!isHeldOpen) setAsked(!isAsked);
        }}
      >
        {summary}
      </summary>
      {isOpen && children}
    </details>
  );
}
