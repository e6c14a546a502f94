'use client';
import { Fragment, type ReactNode } from 'react';
import { ArrowIcon } from '../react/icons.js';
import { createOnDemand } from '../react/on-demand.js';
import { primitives } from '../react/primitives.variants.js';
import { InlineValue } from '../review/inline-value.js';
import type { CommandOf } from '../review/review.types.js';
import { changesOf, holdsAnswer } from './audit.selectors.js';
import type { ValueChange } from './audit.types.js';
import { timeline } from './audit.variants.js';
import { entryPart, filled, said } from './audit-context.js';

/** "A. Osei" for "Amara Osei"; a name of one word, or of a script without word spaces, stays whole. */
function shortName(name: string): string {
  const words = name.trim().split(/\s+/);
  return [...words.slice(0, -1).map((word) => `${[...word][0]}.`), words.at(-1)].join(' ');
}

const useDiff = /* @__PURE__ */ createOnDemand(() => import('./audit-diff.js').then((module) => module.TextDiff));

/** Two sentences, which read better as one with what changed in it. */
function isText({ from, to, schema }: ValueChange): boolean {
  if (schema && schema.type !== 'text') return false;
  return [from?.value, to?.value].every(
    (value) => typeof value === 'string' && value.length >= 24 && /\S\s+\S/.test(value),
  );
}

/**
 * The value before and after, each with the mark of who gave it: a number with the difference, sentences as one with what was
 * taken out and put in. Renders a `<p>`, or nothing where no value is at stake.
 */
export const Change = entryPart<HTMLParagraphElement>('Change', 'p', timeline.change, function useChange(state) {
  const { messages: m, isBlind, entry, own, text, format } = state;
  const changes = changesOf(entry, own.schema);
  const { loaded: TextDiff } = useDiff(!isBlind && changes.some(isText));
  if (changes.length === 0) return { children: false };
  if (isBlind && holdsAnswer(entry)) return { children: m.answerHidden };
  const name = said(entry.by?.name);
  const value = ({ schema }: ValueChange, given: ValueChange['to'], words?: ReactNode) =>
    given && (
      <InlineValue origin={given.origin} by={given.origin === 'human' && name ? shortName(name) : m.unknownActor}>
        {words ?? <bdi>{text(given.value, schema)}</bdi>}
      </InlineValue>
    );
  /** Of two numbers. */
  const difference = ({ from, to, schema }: ValueChange) => {
    if (typeof from?.value !== 'number' || typeof to?.value !== 'number') return;
    // 15 digits: a 16th would show binary noise, as in 0.30000000000000004.
    const by = Number((to.value - from.value).toPrecision(15));
    const sign = by < 0 ? '\u2212' : '+';
    return (
      <span className={timeline.difference()}>
        {' '}
        {filled(
          m.difference,
          <bdi>
            {sign}
            {text(Math.abs(by), schema)}
          </bdi>,
        )}
      </span>
    );
  };
  const { confidence } = (entry.command ?? {}) as Partial<CommandOf<'judge'>>;
  return {
    children: changes.map((change) => (
      <Fragment key={change.field ?? ''}>
        {change.field && <span>{m.fieldName(change.field)}</span>}
        {TextDiff && isText(change)
          ? value(change, change.to, <TextDiff from={String(change.from?.value)} to={String(change.to?.value)} />)
          : value(change, change.from)}
        {TextDiff && isText(change) ? null : change.from && change.to ? (
          <span className={timeline.changeTo()}>
            <ArrowIcon />
            <span className={primitives('visually-hidden')}> {m.changedTo} </span>
            {value(change, change.to)}
          </span>
        ) : (
          value(change, change.to)
        )}
        {difference(change)}
      </Fragment>
    )),
    after: typeof confidence === 'number' && <span>{m.ownProbability(format.percent(confidence))}</span>,
  };
});
