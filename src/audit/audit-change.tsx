'use client';
import { Fragment, forwardRef, type HTMLAttributes } from 'react';
import { ArrowIcon } from '../react/icons.js';
import { useFormat } from '../react/locale-context.js';
import { joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { InlineValue } from '../review/inline-value.js';
import type { CommandOf } from '../review/review.types.js';
import { useValueText } from '../review/value-text.js';
import { changesOf, holdsAnswer } from './audit.selectors.js';
import type { ValueChange } from './audit.types.js';
import { timeline } from './audit.variants.js';
import { said, useEntry, useTimeline } from './audit-context.js';

/** "A. Osei" for "Amara Osei"; a name of one word, or of a script without word spaces, stays whole. */
function shortName(name: string): string {
  const words = name.trim().split(/\s+/);
  return [...words.slice(0, -1).map((word) => `${[...word][0]}.`), words.at(-1)].join(' ');
}

/** The value before and after, each with the mark of who gave it. Renders a `<p>`, or nothing where no value is at stake. */
export const Change = forwardRef<HTMLParagraphElement, HTMLAttributes<HTMLParagraphElement>>(function Change(
  { className, children, ...rest },
  ref,
) {
  const { messages: m, isBlind } = useTimeline('Change');
  const { entry, facts } = useEntry('Change');
  const text = useValueText();
  const format = useFormat();
  const changes = changesOf(entry, facts.schema);
  const name = said(entry.by?.name);
  const value = ({ schema }: ValueChange, given: ValueChange['to']) =>
    given && (
      <InlineValue origin={given.origin} by={given.origin === 'human' && name ? shortName(name) : m.unknownActor}>
        <bdi>{text(given.value, schema)}</bdi>
      </InlineValue>
    );
  if (!children && changes.length === 0) return null;
  const { confidence } = (entry.command ?? {}) as Partial<CommandOf<'judge'>>;
  return (
    <p {...rest} ref={ref} className={joinClasses(timeline.change(), className)}>
      {children ??
        (isBlind && holdsAnswer(entry) ? (
          m.answerHidden
        ) : (
          <>
            {changes.map((change) => (
              <Fragment key={change.field ?? ''}>
                {change.field && <span>{m.fieldName(change.field)}</span>}
                {value(change, change.from)}
                {change.from && change.to ? (
                  <span className={timeline.changeTo()}>
                    <ArrowIcon />
                    <span className={primitives.hidden()}> {m.changedTo} </span>
                    {value(change, change.to)}
                  </span>
                ) : (
                  value(change, change.to)
                )}
              </Fragment>
            ))}
            {typeof confidence === 'number' && <span>{m.ownProbability(format.percent(confidence))}</span>}
          </>
        ))}
    </p>
  );
});
