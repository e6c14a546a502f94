import type { ReviewOrder } from '../review/backend.types.js';
import type { ReviewSummary } from '../review/review.types.js';
import type { QueueQuery } from './queue.types.js';

/** Whether a query asks for this case. A backend may know more words of a case than its summary holds. */
export function matchesQuery(summary: ReviewSummary, query: QueueQuery): boolean {
  const text = query.text?.trim().toLocaleLowerCase();
  return (
    (!query.status || query.status.includes(summary.status)) &&
    (!query.risk || query.risk.includes(summary.risk)) &&
    (query.kind === undefined || summary.kind === query.kind) &&
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

/** Rows under one heading. */
export interface RowGroup {
  id: 'scored' | 'answer-first' | 'all';
  rows: readonly ReviewSummary[];
}

/**
 * The rows as they are shown. In an order by the AI's score, cases to be answered first stand apart and by deadline:
 * their place among the others would give the score away (B-1).
 */
export function groupRows(rows: readonly ReviewSummary[], order: ReviewOrder | undefined): readonly RowGroup[] {
  if (order !== 'least-confident' || !rows.some((row) => row.answerFirst)) return [{ id: 'all', rows }];
  const scored = rows.filter((row) => !row.answerFirst);
  const due = (row: ReviewSummary) => {
    const time = Date.parse(row.dueAt ?? '');
    return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time;
  };
  const answerFirst = rows
    .filter((row) => row.answerFirst)
    .sort((a, b) => (due(a) === due(b) ? (a.id < b.id ? -1 : 1) : due(a) - due(b)));
  const groups: RowGroup[] = [
    { id: 'scored', rows: scored },
    { id: 'answer-first', rows: answerFirst },
  ];
  return groups.filter((group) => group.rows.length > 0);
}

/** How long an open case has been waiting, in milliseconds; nothing for a decided one or a date that does not parse. */
export function waitedFor(row: ReviewSummary, now: number | undefined): number | undefined {
  if (now === undefined || (row.status !== 'pending' && row.status !== 'reviewing')) return undefined;
  const waited = now - Date.parse(row.createdAt);
  return waited >= 0 ? waited : undefined;
}
