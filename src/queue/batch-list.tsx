'use client';
import { forwardRef, type HTMLAttributes, type ReactNode, useId } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { Button } from '../react/button.js';
import { useMessages } from '../react/locale-context.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { setApart } from '../react/set-apart.js';
import { InlineValue } from '../review/inline-value.js';
import { ERASED } from '../review/review.types.js';
import { ValueText } from '../review/value-text.js';
import { batchMessages } from './batch.messages.js';
import { batchRemedy } from './batch.selectors.js';
import type { BatchCase } from './batch.types.js';
import { batchApproval } from './batch.variants.js';
import { isGiven, referenceIn, useBatch } from './batch-context.js';

type DivProps = HTMLAttributes<HTMLDivElement>;

/**
 * The cases that are approved together: what the AI suggests for each, how each came out, and the way to open it by itself. Renders
 * a `<div>`, nothing where there is none.
 */
export const Cases = forwardRef<HTMLDivElement, DivProps>(function BatchApprovalCases(
  { className, children, ...rest },
  ref,
) {
  const { snapshot, headingLevel } = useBatch('Cases');
  const messages = useMessages('batch', batchMessages);
  const titleId = useId();
  const together = snapshot.cases.filter(({ status }) => status !== 'left' && status !== 'checking');
  if (together.length === 0) return null;
  const Heading = `h${headingLevel + 1}` as 'h3';
  return (
    <div {...rest} ref={ref} className={joinClasses(batchApproval.cases(), className)}>
      {children ?? (
        <>
          <Heading id={titleId} className={batchApproval.listTitle()}>
            {isGiven(snapshot) ? messages.given : messages.together}
          </Heading>
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role where list-style is none. */}
          <ul role="list" aria-labelledby={titleId} className={batchApproval.list()}>
            {together.map((each) => (
              <Item key={each.id} item={each} hasValue />
            ))}
          </ul>
        </>
      )}
    </div>
  );
});

/** The selected cases that are no part of it, each with why. Renders a `<div>`, nothing where there is none. */
export const Left = forwardRef<HTMLDivElement, DivProps>(function BatchApprovalLeft(
  { className, children, ...rest },
  ref,
) {
  const { snapshot, headingLevel } = useBatch('Left');
  const messages = useMessages('batch', batchMessages);
  const titleId = useId();
  const left = snapshot.cases.filter(({ status }) => status === 'left');
  if (left.length === 0) return null;
  const Heading = `h${headingLevel + 1}` as 'h3';
  return (
    <div {...rest} ref={ref} className={joinClasses(batchApproval.left(), className)}>
      {children ?? (
        <>
          <Heading id={titleId} className={batchApproval.listTitle()}>
            {messages.left}
          </Heading>
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role where list-style is none. */}
          <ul role="list" aria-labelledby={titleId} className={batchApproval.list()}>
            {left.map((each) => (
              <Item key={each.id} item={each} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
});

/** Why a case is not part of it, or how it came out, in a sentence. */
function useSentence({ obstacle, failure }: BatchCase): ReactNode {
  const messages = useMessages('batch', batchMessages);
  const withWords = (sentence: string, words: string | undefined) =>
    words === undefined ? sentence : setApart(messages.because(sentence, visibleText(words)), visibleText(words));
  if (obstacle) return withWords(messages.problems[obstacle.problem], obstacle.text);
  if (!failure) return undefined;
  const { why, problem, text } = failure;
  return withWords(problem ? messages.problems[problem] : messages.failures[why], text);
}

function Item({ item, hasValue = false }: { item: BatchCase; hasValue?: boolean }) {
  const { snapshot, open, renderConfidence } = useBatch('Cases');
  const messages = useMessages('batch', batchMessages);
  const { review, status, failure } = item;
  const reference = referenceIn(item);
  const title = review?.proposal.subject.title;
  const sentence = useSentence(item);
  const canOpen = open !== undefined && (!failure || batchRemedy(failure) !== 'none');
  return (
    <li {...dataAttributes({ status })} className={batchApproval.item()}>
      <div className={batchApproval.itemName()}>
        <span className={batchApproval.itemTitle()}>
          <bdi>{title === undefined ? messages.unknownCase : title === ERASED ? reference : visibleText(title)}</bdi>
        </span>
        <span className={batchApproval.itemText()}>
          <bdi>{reference}</bdi>
        </span>
      </div>
      {hasValue && review && (
        <div className={batchApproval.itemValue()}>
          <InlineValue origin="ai">
            <ValueText value={review.proposal.value} schema={review.proposal.schema} />
          </InlineValue>
          {renderConfidence?.({ review })}
        </div>
      )}
      {(sentence !== undefined || isGiven(snapshot)) && (
        <div className={batchApproval.itemState()}>
          {hasValue && isGiven(snapshot) && (
            <span {...dataAttributes({ status })} className={batchApproval.itemTitle()}>
              {messages.statuses[status]}
            </span>
          )}
          {sentence !== undefined && <span className={batchApproval.itemText()}>{sentence}</span>}
        </div>
      )}
      {canOpen && (
        <Button
          variant="quiet"
          aria-label={messages.openCase(reference)}
          className={batchApproval.itemOpen()}
          onClick={() => open(item.id)}
        >
          {messages.open}
        </Button>
      )}
    </li>
  );
}
