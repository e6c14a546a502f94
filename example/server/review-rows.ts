import { type AuditEntry, type Review, type ReviewSummary, RISKS, summaryOf } from 'countersign/core';
import type { Queryable } from './database.js';
import { mayHideFromNew } from './experience.js';
import { type Columns, insert } from './insert-rows.js';
import { appendLines } from './log-lines.js';

/** One entry is numbered and committed at a time, so that no reader sees a later number before an earlier one. */
const LOCK_POSITIONS = 7_302;

/** A review as a command left it, with the command's entry. */
export interface Change {
  review: Review;
  entry: AuditEntry;
}

const REVIEW_COLUMNS = [
  ['id', 'text'],
  ['kind', 'text'],
  ['status', 'text'],
  ['state', 'text'],
  ['risk', 'text'],
  ['risk_rank', 'int'],
  ['title', 'text'],
  ['reference', 'text'],
  ['distance_from_even', 'double precision'],
  ['distance_if_new', 'double precision'],
  ['created_at', 'timestamptz'],
  ['due_at', 'timestamptz'],
  ['version', 'int'],
  ['model_id', 'text'],
  ['model_version', 'text'],
  ['skipped_by', 'int'],
  ['assigned_to', 'text'],
  ['body', 'json'],
] as const satisfies Columns;

/** PostgreSQL's text holds no NUL; these columns only serve searching and sorting. */
export const searchable = (text: string) => text.replaceAll('\u0000', '');

/** How far a row's confidence is from even; as far as can be where it says none. */
function distanceOf({ confidence }: ReviewSummary): number {
  const value = confidence?.value;
  return typeof value === 'number' && Number.isFinite(value) ? Math.abs(value - 0.5) : 1;
}

/** The same as somebody new is told of it (B-23). */
function distanceIfNew(review: Review, summary: ReviewSummary): number {
  if (!mayHideFromNew(review)) return distanceOf(summary);
  return distanceOf(summaryOf({ ...review, policy: { ...review.policy, blindFirst: true } }));
}

function rowOf(review: Review): unknown[] {
  // Without a viewer on purpose: this is for searching and ordering only. The order is one for everybody but those who are new,
  // and what a blind reader may not see must not show in it either. What a reader is shown comes from their sight.
  const summary = summaryOf(review);
  return [
    review.id,
    summary.kind,
    review.status,
    review.state,
    summary.risk,
    RISKS.indexOf(summary.risk),
    searchable(summary.title),
    summary.reference === undefined ? null : searchable(summary.reference),
    distanceOf(summary),
    distanceIfNew(review, summary),
    summary.createdAt,
    summary.dueAt ?? 'infinity',
    review.version,
    searchable(review.proposal.model.id),
    searchable(review.proposal.model.version),
    summary.skippedBy ?? 0,
    summary.assignedTo?.id ?? null,
    JSON.stringify(review),
  ];
}

const ENTRY_COLUMNS = [
  ['review_id', 'text'],
  ['seq', 'int'],
  ['at', 'timestamptz'],
  ['type', 'text'],
  ['actor_id', 'text'],
] as const satisfies Columns;

/** What the log is searched by. What an entry says stands in its line. */
function entryRow({ reviewId, seq, at, type, by }: AuditEntry): unknown[] {
  return [reviewId, seq, at, type, by.id];
}

/** Writes reviews that are not stored yet. */
export function insertReviews(tx: Queryable, reviews: readonly Review[]): Promise<void> {
  return insert(tx, 'reviews', REVIEW_COLUMNS, reviews.map(rowOf));
}

/** Writes reviews over what is stored of them. */
export function overwriteReviews(tx: Queryable, reviews: readonly Review[]): Promise<void> {
  const set = REVIEW_COLUMNS.slice(1).map(([name]) => `${name} = excluded.${name}`);
  return insert(tx, 'reviews', REVIEW_COLUMNS, reviews.map(rowOf), `on conflict (id) do update set ${set.join(', ')}`);
}

/** Cases that are looked at together. */
const CHUNK = 500;

/** Says of open cases that a policy has sent, or is to send, where they stand for somebody new: all others stand where they did. */
export async function fillDistances(tx: Queryable): Promise<void> {
  for (let last = ''; ; ) {
    const rows = await tx.query<{ id: string; body: Review }>(
      `select id, body from reviews where id > $1 and status in ('pending', 'reviewing')
         and (body -> 'route' is not null or body -> 'policy' -> 'profile' is not null) order by id limit $2`,
      [last, CHUNK],
    );
    await tx.query(
      `update reviews set distance_if_new = given.distance
       from unnest($1::text[], $2::double precision[]) as given (id, distance) where reviews.id = given.id`,
      [rows.map(({ id }) => id), rows.map(({ body }) => distanceIfNew(body, summaryOf(body)))],
    );
    const end = rows.at(-1);
    if (!end || rows.length < CHUNK) return;
    last = end.id;
  }
}

/** Adds entries to the record. From here to the end of the transaction nobody else adds any. */
export async function appendEntries(tx: Queryable, entries: readonly AuditEntry[]): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [LOCK_POSITIONS]);
  await insert(tx, 'audit_entries', ENTRY_COLUMNS, entries.map(entryRow));
  await appendLines(tx, entries);
}
