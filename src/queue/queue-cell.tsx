// biome-ignore-all lint/a11y/useSemanticElements: browsers drop the roles of a table that is laid out as a grid
'use client';
import {
  type ButtonHTMLAttributes,
  forwardRef,
  type HTMLAttributes,
  type InputHTMLAttributes,
  type ReactNode,
} from 'react';
import { visibleText } from '../internal/plain-text.js';
import { field } from '../react/field.variants.js';
import { useFormat, useMessages, useNow } from '../react/locale-context.js';
import { composeHandlers, dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { Deadline } from '../review/deadline.js';
import type { ReviewSummary } from '../review/review.types.js';
import { reasonChips } from '../review/review.variants.js';
import { RiskBadge } from '../review/risk-badge.js';
import { StatusBadge } from '../review/status-badge.js';
import { isWithheld } from '../review/withheld-name.selectors.js';
import { placeText } from './place-text.js';
import { queueMessages } from './queue.messages.js';
import { waitedFor } from './queue.selectors.js';
import type { QueueColumn } from './queue.types.js';
import { reviewQueue } from './queue.variants.js';
import { useRow, useTabStop } from './queue-context.js';

export interface ReviewQueueCellProps extends HTMLAttributes<HTMLDivElement> {
  /**
   * Which column it stands in.
   * @selector [data-column]
   */
  column: QueueColumn;
  /** Something else than what this column shows of the case. */
  children?: ReactNode;
}

/** One column of one case. Renders a `<div role="gridcell">`. */
export const Cell = forwardRef<HTMLDivElement, ReviewQueueCellProps>(function ReviewQueueCell(
  { column, className, children, ...rest },
  ref,
) {
  const tabStop = useTabStop('Cell');
  // The control of these two takes focus in their place.
  const isFocusable = column !== 'select' && column !== 'case';
  return (
    <div
      role="gridcell"
      tabIndex={isFocusable ? (tabStop === column ? 0 : -1) : undefined}
      {...rest}
      {...dataAttributes({ column })}
      ref={ref}
      className={joinClasses(reviewQueue.cell(), className)}
    >
      {children ?? CONTENTS[column]}
    </div>
  );
});

export interface ReviewQueueCheckProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'checked'> {}

/** Selects the case. Renders an `<input type="checkbox">` in a `<label>` that is the target. */
export const Check = forwardRef<HTMLInputElement, ReviewQueueCheckProps>(function ReviewQueueCheck(
  { className, onChange, ...rest },
  ref,
) {
  const { row, isSelected, actions } = useRow('Check');
  const tabStop = useTabStop('Check');
  const messages = useMessages('queue', queueMessages);
  return (
    <label className={reviewQueue.check()}>
      <input
        aria-label={messages.select(visibleText(row.reference ?? titleOf(row)))}
        tabIndex={tabStop === 'select' ? 0 : -1}
        {...rest}
        data-cell-control=""
        ref={ref}
        type="checkbox"
        className={joinClasses(field.choiceControl(), className)}
        checked={isSelected}
        onChange={composeHandlers(onChange, () => actions.toggle(row.id))}
      />
    </label>
  );
});

export interface ReviewQueueCaseProps extends ButtonHTMLAttributes<HTMLButtonElement> {}

/** Opens the case, from anywhere on its row. Renders a `<button>`. */
export const Case = forwardRef<HTMLButtonElement, ReviewQueueCaseProps>(function ReviewQueueCase(
  { className, onClick, children, ...rest },
  ref,
) {
  const { row, actions } = useRow('Case');
  const tabStop = useTabStop('Case');
  return (
    <button
      type="button"
      tabIndex={tabStop === 'case' ? 0 : -1}
      {...rest}
      data-cell-control=""
      ref={ref}
      className={joinClasses(reviewQueue.case(), className)}
      onClick={composeHandlers(onClick, () => actions.open(row.id))}
    >
      {children ?? <bdi>{visibleText(titleOf(row))}</bdi>}
    </button>
  );
});

/** What a case is called: its title, or what else there is. */
function titleOf({ title, reference, id }: ReviewSummary): string {
  return title || reference || id;
}

function Notes() {
  const { row } = useRow('Cell');
  const messages = useMessages('queue', queueMessages);
  const format = useFormat();
  const now = useNow();
  const waited = waitedFor(row, now);
  const since = format.dayTime(row.createdAt, now);
  return (
    <>
      {(row.area || row.reference || row.claimedBy || row.assignedTo) && (
        <span className={reviewQueue.note()}>
          {joined(
            [
              row.area && <bdi key="area">{visibleText(row.area)}</bdi>,
              row.reference && (
                <bdi key="reference" className={primitives('mono')}>
                  {visibleText(row.reference)}
                </bdi>
              ),
              row.claimedBy?.name &&
                (isWithheld(row.claimedBy)
                  ? messages.claimedByAnother
                  : messages.claimedBy(visibleText(row.claimedBy.name))),
              // Whoever it is assigned to is named once.
              !row.claimedBy &&
                row.assignedTo &&
                (row.assignedTo.isYou
                  ? messages.assignedToYou
                  : isWithheld(row.assignedTo)
                    ? messages.assignedToAnother
                    : messages.assignedTo(visibleText(row.assignedTo.name))),
            ],
            messages.comma,
          )}
        </span>
      )}
      <span className={reviewQueue.note()}>
        {joined(
          [
            since === undefined ? (
              messages.sinceUnknown
            ) : (
              <time key="since" dateTime={row.createdAt}>
                {messages.since(since)}
              </time>
            ),
            waited !== undefined && messages.waiting(format.duration(waited)),
            row.skippedBy && messages.skippedBy(row.skippedBy, format),
          ],
          messages.comma,
        )}
      </span>
    </>
  );
}

/** Parts of a note with a comma between them. */
function joined(parts: ReactNode[], comma: string): ReactNode[] {
  return parts.filter(Boolean).flatMap((part, index) => (index === 0 ? [part] : [comma, part]));
}

/** Why a case is here. Of a case to be answered first only that: the reasons may come from the AI (B-1). */
function Why() {
  const { row } = useRow('Cell');
  const messages = useMessages('queue', queueMessages);
  const given = Array.isArray(row.why) ? row.why.map(String) : [];
  const reasons = row.answerFirst ? [messages.answerFirst] : [...new Set(given)];
  return (
    <>
      {reasons.length === 0 ? (
        <span className={reviewQueue.withheld()}>{messages.notProvided}</span>
      ) : (
        <Chips reasons={reasons} />
      )}
      <Place />
    </>
  );
}

/** Why a case stands where it does in the order of the queue: what its row does not say already. */
function Place() {
  const { row, reason } = useRow('Cell');
  const messages = useMessages('queue', queueMessages);
  const format = useFormat();
  const now = useNow();
  const words = reason && placeText(reason, row, messages, format, now);
  return words ? <span className={reviewQueue.note()}>{words}</span> : null;
}

function Chips({ reasons }: { reasons: readonly string[] }) {
  return (
    // Safari drops the role of a list without markers.
    // biome-ignore lint/a11y/noRedundantRoles: see above
    <ul className={reasonChips.list()} role="list">
      {reasons.map((reason) => (
        <li key={reason} className={reasonChips.chip()}>
          <bdi>{visibleText(reason)}</bdi>
        </li>
      ))}
    </ul>
  );
}

/**
 * What a value is, for the eye, where a case is a card: a time or a likelihood alone could be of anything. Screen readers
 * hear the heading of the column at every width.
 */
function Label({ column }: { column: 'score' | 'due' }) {
  const messages = useMessages('queue', queueMessages);
  return (
    <span aria-hidden="true" className={reviewQueue.label()}>
      {messages.columns[column]}
    </span>
  );
}

function Score() {
  const { row, renderConfidence } = useRow('Cell');
  const messages = useMessages('queue', queueMessages);
  if (!row.answerFirst && renderConfidence) return renderConfidence({ row });
  return (
    <span className={reviewQueue.withheld()}>{row.answerFirst ? messages.afterAnswer : messages.notProvided}</span>
  );
}

function RiskLevel() {
  return <RiskBadge risk={useRow('Cell').row.risk} />;
}

function Due() {
  const { row } = useRow('Cell');
  const format = useFormat();
  const now = useNow();
  const isOver = row.status === 'approved' || row.status === 'overridden' || row.status === 'closed';
  const when = isOver && row.dueAt !== undefined ? format.dayTime(row.dueAt, now) : undefined;
  // Nobody is late with what is decided.
  if (when !== undefined) return <time dateTime={row.dueAt}>{when}</time>;
  return <Deadline isShort dueAt={row.dueAt ?? undefined} />;
}

function Status() {
  const { row } = useRow('Cell');
  return <StatusBadge state={row.state ?? row.status} verdict={row.verdict} isHeld={row.held === true} />;
}

/** What each column shows: the same elements for every row, so that a cell alone renders when the tab stop moves. */
const CONTENTS: Record<QueueColumn, ReactNode> = {
  select: <Check />,
  case: (
    <>
      <Case />
      <Notes />
    </>
  ),
  why: <Why />,
  score: (
    <>
      <Label column="score" />
      <Score />
    </>
  ),
  risk: <RiskLevel />,
  due: (
    <>
      <Label column="due" />
      <Due />
    </>
  ),
  status: <Status />,
};
