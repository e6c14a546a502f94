import type { AssignedFilter, ReviewOrder } from '../review/backend.types.js';
import type { ReviewSummary } from '../review/review.types.js';
import { QUEUE_ORDERS, type QueueGroup, type QueueOrder, type QueueRows } from './filter.types.js';
import type { QueueQuery } from './queue.types.js';
import { dueTime, isByModel, type Ranking, type RankReason, rankKey } from './rank.selectors.js';
import { rowsOfList } from './row-list.selectors.js';

/** Whom a case is assigned to, as a query asks. */
function assignedOf({ assignedTo }: ReviewSummary): AssignedFilter {
  return assignedTo ? (assignedTo.isYou ? 'me' : 'others') : 'nobody';
}

/** Whether a query asks for this case. A backend may know more words of a case than its summary holds. */
export function matchesQuery(summary: ReviewSummary, query: QueueQuery): boolean {
  const text = query.text?.trim().toLocaleLowerCase();
  const isSkipped = summary.skippedBy !== undefined;
  return (
    (!query.status || query.status.includes(summary.status)) &&
    (!query.risk || query.risk.includes(summary.risk)) &&
    (query.kind === undefined || summary.kind === query.kind) &&
    (query.assigned === undefined || query.assigned === assignedOf(summary)) &&
    (query.skipped === undefined || query.skipped === isSkipped) &&
    (!text || `${summary.title} ${summary.reference ?? ''}`.toLocaleLowerCase().includes(text))
  );
}

/** The rows that can be shown, and the ids that came more than once: the first row of an id is kept. */
export function usableRows(rows: readonly ReviewSummary[]): {
  rows: readonly ReviewSummary[];
  duplicates: readonly string[];
} {
  const seen = new Set<string>();
  const duplicates: string[] = [];
  const kept = rows.filter((row) => {
    if (typeof row?.id !== 'string') return false;
    if (seen.has(row.id)) duplicates.push(row.id);
    return !seen.has(row.id) && seen.add(row.id);
  });
  return { rows: kept.length === rows.length ? rows : kept, duplicates };
}

/**
 * The rows as they are shown. In an order by the AI's score, cases to be answered first stand apart and by deadline:
 * their place among the others would give the score away (B-1).
 */
export function shownRows(rows: readonly ReviewSummary[], order: ReviewOrder | QueueOrder | undefined): QueueRows {
  const reasonOf = isOrder(order) ? (row: ReviewSummary) => listedReason(row, order) : undefined;
  if (!isOrderByModel(order) || !rows.some((row) => row.answerFirst)) return rowsOfList(rows, undefined, reasonOf);
  const scored = rows.filter((row) => !row.answerFirst);
  const answerFirst = rows
    .filter((row) => row.answerFirst)
    .sort((a, b) => {
      const [ofA, ofB] = [dueTime(a), dueTime(b)];
      return ofA === ofB ? (a.id < b.id ? -1 : 1) : ofA - ofB;
    });
  return rowsOfList([...scored, ...answerFirst], scoreGroups(scored.length, answerFirst.length), reasonOf);
}

/** Why a row stands where it does in a list that somebody else put in order. */
function listedReason(row: ReviewSummary, order: QueueOrder): RankReason {
  const by = rankingOf(order);
  if (row.answerFirst && isByModel(by)) return Number.isFinite(dueTime(row)) ? 'due' : 'no-deadline';
  // What a server orders by is known from the score where the row has no measure of its own.
  if (by === 'least-confidence' && row.confidence) return by;
  return Number.isFinite(rankKey(row, by)) ? by : 'not-measured';
}

/**
 * The same reason for what the row has come to be since: no measure of the model's is named of a case to be answered first
 * (B-1), and none that the row does not have.
 */
export function reasonToSay(row: ReviewSummary, reason: RankReason, order: QueueOrder): RankReason {
  const isMeasure = reason === 'not-measured' ? isOrderByModel(order) : isByModel(reason as Ranking);
  if (row.answerFirst && isMeasure) return 'answer-first';
  const isByDeadline = reason === 'due' || (reason === 'not-measured' && order === 'due');
  return isByDeadline && !Number.isFinite(dueTime(row)) ? 'no-deadline' : reason;
}

/** Headings over what the score orders and what it may not. */
export function scoreGroups(scored: number, answerFirst: number): readonly QueueGroup[] {
  const groups: readonly QueueGroup[] = [
    { by: 'score', value: 'scored', start: 0, length: scored },
    { by: 'score', value: 'answer-first', start: scored, length: answerFirst },
  ];
  return groups.filter(({ length }) => length > 0);
}

/** By what an order of a queue ranks. */
export function rankingOf(order: QueueOrder): Ranking {
  return order === 'least-confident' ? 'least-confidence' : order;
}

/** Whether what the model says is what orders. */
export function isOrderByModel(order: string | undefined): boolean {
  return isOrder(order) && isByModel(rankingOf(order));
}

function isOrder(order: string | undefined): order is QueueOrder {
  return QUEUE_ORDERS.includes(order as QueueOrder);
}

/** How long an open case has been waiting, in milliseconds; nothing for a decided one or a date that does not parse. */
export function waitedFor(row: ReviewSummary, now: number | undefined): number | undefined {
  if (now === undefined || (row.status !== 'pending' && row.status !== 'reviewing')) return undefined;
  const waited = now - Date.parse(row.createdAt);
  return waited >= 0 ? waited : undefined;
}
