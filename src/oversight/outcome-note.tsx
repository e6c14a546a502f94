'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useFormat, useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import type { KnownOutcome } from '../review/outcome.types.js';
import type { ValueSchema } from '../review/proposal.types.js';
import { useValueText } from '../review/value-text.js';
import { learningMessages } from './learning.messages.js';
import { outcomeNote } from './oversight.variants.js';

export interface OutcomeNoteProps extends HTMLAttributes<HTMLDivElement> {
  outcome: KnownOutcome;
  /** How its value reads. */
  schema?: ValueSchema;
}

/** What a decided case turned out to be, since when that is known and from where (B-27). Renders a `<div>`. */
export const OutcomeNote = forwardRef<HTMLDivElement, OutcomeNoteProps>(function OutcomeNote(
  { outcome: { value, knownAt, source }, schema, className, children, ...rest },
  ref,
) {
  const messages = useMessages('oversight', learningMessages);
  const format = useFormat();
  const text = useValueText();
  return (
    <div
      {...useLocaleAttributes()}
      {...rest}
      ref={ref}
      className={joinClasses(primitives('root'), outcomeNote.root(), className)}
    >
      <p className={outcomeNote.text()}>
        <span className={outcomeNote.title()}>{messages.outcomeTitle}: </span>
        <bdi>{text(value, schema)}</bdi>
      </p>
      <p className={outcomeNote.source()}>
        {messages.outcomeKnown(format.date(knownAt) ?? visibleText(knownAt), visibleText(source))}
      </p>
      {children}
    </div>
  );
});
