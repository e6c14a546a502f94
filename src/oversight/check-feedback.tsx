'use client';
import { forwardRef, type HTMLAttributes, type ReactNode, useId } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import type { CheckOutcome } from '../review/check.types.js';
import { InlineValue } from '../review/inline-value.js';
import type { ValueSchema } from '../review/proposal.types.js';
import { useValueText } from '../review/value-text.js';
import { learningMessages } from './learning.messages.js';
import { checkFeedback } from './oversight.variants.js';

export interface CheckFeedbackProps extends HTMLAttributes<HTMLElement> {
  outcome: CheckOutcome;
  /** How its values read. */
  schema?: ValueSchema;
  /** The host's own number for the case, where the case itself is not beside it. */
  reference?: string;
  /**
   * Whether the case was among others, or in a set to practise on.
   * @default 'check'
   */
  kind?: 'check' | 'practice';
  /**
   * Level of the heading.
   * @default 3
   */
  headingLevel?: 2 | 3 | 4 | 5;
  /** Buttons that lead on. */
  actions?: ReactNode;
}

/**
 * What was known of a case beforehand, for whoever has just decided it: their answer, the AI's, the known one, and what in the
 * case tells it (B-14, B-22). Renders a `<section>`.
 *
 * @selector [data-outcome] `same`, `other`, or `open` where the person left the case open
 */
export const CheckFeedback = forwardRef<HTMLElement, CheckFeedbackProps>(function CheckFeedback(
  { outcome, schema, reference, kind = 'check', headingLevel = 3, actions, className, children, ...rest },
  ref,
) {
  const messages = useMessages('oversight', learningMessages);
  const locale = useLocaleAttributes();
  const text = useValueText();
  const titleId = useId();
  const Heading = `h${headingLevel}` as 'h3';
  const { truth, proposed, decided, isRight, because } = outcome;
  const found = decided === undefined ? 'open' : isRight ? 'same' : 'other';
  const said = { same: messages.answerSame, other: messages.answerOther, open: messages.answerOpen }[found];
  return (
    <section
      aria-labelledby={titleId}
      {...locale}
      {...rest}
      {...dataAttributes({ outcome: found })}
      ref={ref}
      className={joinClasses(primitives('root'), checkFeedback.root(), className)}
    >
      <div className={checkFeedback.head()}>
        <Heading id={titleId} className={checkFeedback.title()}>
          {kind === 'check' ? messages.checkTitle : messages.practiceTitle}
          {reference !== undefined && (
            <>
              {' '}
              <bdi className={checkFeedback.reference()}>{visibleText(reference)}</bdi>
            </>
          )}
        </Heading>
        <p className={checkFeedback.text()}>
          <strong className={checkFeedback.said()}>{said}</strong> {kind === 'check' && messages.checkText}
        </p>
      </div>
      <dl className={checkFeedback.list()}>
        <div className={checkFeedback.row()}>
          <dt className={checkFeedback.name()}>{messages.knownAnswer}</dt>
          <dd className={checkFeedback.known()}>
            <bdi>{text(truth, schema)}</bdi>
          </dd>
        </div>
        <div className={checkFeedback.row()}>
          <dt className={checkFeedback.name()}>{messages.yourAnswerIs}</dt>
          <dd className={checkFeedback.value()}>
            {decided === undefined ? (
              messages.leftOpen
            ) : (
              <InlineValue origin="human" mark={null}>
                <bdi>{text(decided, schema)}</bdi>
              </InlineValue>
            )}
          </dd>
        </div>
        <div className={checkFeedback.row()}>
          <dt className={checkFeedback.name()}>{messages.aiProposed}</dt>
          <dd className={checkFeedback.value()}>
            <InlineValue origin="ai" mark={null}>
              <bdi>{text(proposed, schema)}</bdi>
            </InlineValue>
          </dd>
        </div>
        {because !== undefined && because.trim() !== '' && (
          <div className={checkFeedback.row()}>
            <dt className={checkFeedback.name()}>{messages.tellsIt}</dt>
            <dd className={checkFeedback.value()}>
              <bdi>{visibleText(because)}</bdi>
            </dd>
          </div>
        )}
      </dl>
      {children}
      {actions && <div className={checkFeedback.actions()}>{actions}</div>}
    </section>
  );
});
