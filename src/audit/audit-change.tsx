'use client';
import { Fragment } from 'react';
import { ArrowIcon } from '../react/icons.js';
import { primitives } from '../react/primitives.variants.js';
import { InlineValue } from '../review/inline-value.js';
import type { CommandOf } from '../review/review.types.js';
import { changesOf, holdsAnswer } from './audit.selectors.js';
import type { ValueChange } from './audit.types.js';
import { timeline } from './audit.variants.js';
import { entryPart, said } from './audit-context.js';

/** "A. Osei" for "Amara Osei"; a name of one word, or of a script without word spaces, stays whole. */
function shortName(name: string): string {
  const words = name.trim().split(/\s+/);
  return [...words.slice(0, -1).map((word) => `${[...word][0]}.`), words.at(-1)].join(' ');
}

/** The value before and after, each with the mark of who gave it. Renders a `<p>`, or nothing where no value is at stake. */
export const Change = entryPart<HTMLParagraphElement>('Change', 'p', timeline.change, (state) => {
  const { messages: m, isBlind, entry, own, text, format } = state;
  const changes = changesOf(entry, own.schema);
  if (changes.length === 0) return { children: false };
  if (isBlind && holdsAnswer(entry)) return { children: m.answerHidden };
  const name = said(entry.by?.name);
  const value = ({ schema }: ValueChange, given: ValueChange['to']) =>
    given && (
      <InlineValue origin={given.origin} by={given.origin === 'human' && name ? shortName(name) : m.unknownActor}>
        <bdi>{text(given.value, schema)}</bdi>
      </InlineValue>
    );
  const { confidence } = (entry.command ?? {}) as Partial<CommandOf<'judge'>>;
  return {
    children: changes.map((change) => (
      <Fragment key={change.field ?? ''}>
        {change.field && <span>{m.fieldName(change.field)}</span>}
        {value(change, change.from)}
        {change.from && change.to ? (
          <span className={timeline.changeTo()}>
            <ArrowIcon />
            <span className={primitives('visually-hidden')}> {m.changedTo} </span>
            {value(change, change.to)}
          </span>
        ) : (
          value(change, change.to)
        )}
      </Fragment>
    )),
    after: typeof confidence === 'number' && <span>{m.ownProbability(format.percent(confidence))}</span>,
  };
});
