'use client';
import { forwardRef, type HTMLAttributes, type ReactNode } from 'react';
import { useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { primitives } from '../react/primitives.variants.js';
import { markMessages } from './case.messages.js';
import type { Origin } from './provenance.js';
import { inlineValue } from './provenance.variants.js';

export interface InlineValueProps extends HTMLAttributes<HTMLSpanElement> {
  /**
   * Whose value it is: pencil for the AI, ink for a person.
   * @selector [data-origin]
   */
  origin: Origin;
  /** Who gave a person's value: "A. Osei". */
  by?: string;
  /** Replaces the mark; `null` leaves it out, where a column heading names the origin already. */
  mark?: ReactNode;
}

/** A value in running text or a row, with the mark of who gave it. Renders a `<span>`. */
export const InlineValue = forwardRef<HTMLSpanElement, InlineValueProps>(function InlineValue(
  { origin, by, mark, className, children, ...rest },
  ref,
) {
  const words = useMessages('review', markMessages);
  const shown = mark === undefined ? (origin === 'ai' ? words.ai : (by ?? words.you)) : mark;
  return (
    <span
      {...useLocaleAttributes()}
      {...rest}
      data-origin={origin}
      ref={ref}
      className={primitives('root', inlineValue.root({ className }))}
    >
      {shown !== null && (
        <>
          <span className={inlineValue.mark()} data-origin={origin}>
            {shown}
          </span>{' '}
        </>
      )}
      <span className={inlineValue.text()}>{children}</span>
    </span>
  );
});
