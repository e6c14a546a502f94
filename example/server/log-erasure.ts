import {
  type AuditEntry,
  type CommandResult,
  type Decision,
  ERASED,
  entryAsSeenBy,
  type Hold,
  openEntry,
  type Review,
  reviewAsSeenBy,
  sealEntry,
  withoutWords,
} from 'countersign/core';
import type { Queryable } from './database.js';
import type { Effect } from './effects.js';
import { LINE_COLUMNS, type LineRow, readLine } from './log-lines.js';
import { tools } from './log-tools.js';
import type { Change } from './review-rows.js';

/** Does what triggers let nobody do but an erasure of this review. */
async function erasing(tx: Queryable, reviewId: string, work: () => Promise<unknown>): Promise<void> {
  await tx.query(`select set_config('countersign.erasing', $1, true)`, [reviewId]);
  await work();
  await tx.query(`select set_config('countersign.erasing', '', true)`);
}

/** Forgets what the entries of a review before `seq` said in words. The record keeps that something was said. */
export function eraseDisclosures(tx: Queryable, reviewId: string, seq: number): Promise<void> {
  return erasing(tx, reviewId, () =>
    tx.query('delete from disclosures where review_id = $1 and seq < $2', [reviewId, seq]),
  );
}

/** Where an outcome is known from is said in somebody's own words. What was recorded since stays. */
function eraseOutcomes(tx: Queryable, reviewId: string, at: string): Promise<void> {
  return erasing(tx, reviewId, () =>
    tx.query('update outcomes set source = $2 where review_id = $1 and recorded_at <= $3::timestamptz', [
      reviewId,
      ERASED,
      at,
    ]),
  );
}

/** Nobody's unfinished words stay, and none that a device sends late come back: they were typed before. */
async function eraseDrafts(tx: Queryable, reviewId: string, at: string): Promise<void> {
  await tx.query('update drafts set body = null, typed_at = $2 where review_id = $1', [reviewId, at]);
}

/** Nothing is kept of what it seals, so that nobody has to guess it. */
const NO_SALT = () => new Uint8Array(16);

/** An entry as an erasure of today leaves it, whatever of it was sealed when it was written. */
function withoutErasable(entry: AuditEntry): AuditEntry {
  const { entry: left, erased } = openEntry(sealEntry(tools, entry, NO_SALT).entry);
  const all = [...new Set([...(entry.erased ?? []), ...erased])];
  return all.length > 0 ? { ...left, erased: all } : left;
}

/** An answer that was given before, as it would be given to the same person now. */
export function answerAfterErasure<Answer extends object>(
  answer: Answer,
  review: Review,
  entries: ReadonlyMap<number, AuditEntry>,
  personId: string,
): Answer {
  const reader = { id: personId };
  const { review: shown, entry, hold } = answer as { review?: Review | null; entry?: AuditEntry; hold?: Hold };
  const read = entry && entries.get(entry.seq);
  return {
    ...answer,
    ...(shown && { review: reviewAsSeenBy(review, reader) }),
    ...(read && { entry: entryAsSeenBy(read, review, reader, 0) }),
    ...(hold && { hold: { ...hold, reason: ERASED } }),
  };
}

/** @param seq of the entry that says that something was erased: what was said since stays */
async function eraseAnswers(tx: Queryable, review: Review, seq: number): Promise<void> {
  const rows = await tx.query<{ person_id: string; key: string; answer: CommandResult }>(
    'select person_id, key, answer from idempotency_keys where review_id = $1',
    [review.id],
  );
  if (rows.length === 0) return;
  const lines = await tx.query<LineRow>(`select ${LINE_COLUMNS} from audit_lines as lines where lines.review_id = $1`, [
    review.id,
  ]);
  const entries = new Map(
    lines.map(readLine).map(({ entry }) => [entry.seq, entry.seq < seq ? withoutErasable(entry) : entry]),
  );
  for (const { person_id, key, answer } of rows) {
    // The one of this moment is being written.
    if (answer === null) continue;
    await tx.query('update idempotency_keys set answer = $3::json where person_id = $1 and key = $2', [
      person_id,
      key,
      JSON.stringify(answerAfterErasure(answer, review, entries, person_id)),
    ]);
  }
}

/** What was delivered is in somebody else's hands; what waits leaves without the words. */
async function eraseEffects(tx: Queryable, reviewId: string, seq: number): Promise<void> {
  const rows = await tx.query<{ id: string; body: Effect }>(
    'select id, body from effects where review_id = $1 and seq < $2',
    [reviewId, seq],
  );
  for (const { id, body } of rows) {
    const { reference: _reference, ...proposal } = body.proposal;
    const effect: Effect = { ...body, proposal, ...(body.decision && { decision: withoutWords(body.decision) }) };
    await tx.query('update effects set body = $2::json, last_error = null where id = $1', [id, JSON.stringify(effect)]);
  }
}

/**
 * Erases, with the entries that say so and in their transaction, what else holds the same words: docs/security.md has every
 * table. The review itself is stored as the chart left it, and with it the columns that the queue searches.
 */
export async function eraseWords(tx: Queryable, changes: readonly Change[]): Promise<void> {
  for (const { review, entry } of changes) {
    if (entry.type !== 'erased') continue;
    await eraseDisclosures(tx, review.id, entry.seq);
    await eraseDrafts(tx, review.id, entry.at);
    await eraseAnswers(tx, review, entry.seq);
    await eraseEffects(tx, review.id, entry.seq);
    await eraseOutcomes(tx, review.id, entry.at);
  }
}

/** A review as an erasure of today leaves it, where one of an earlier version left more. What was decided since stays. */
function mended(review: Review, seq: number): Review {
  const { signatures, decision } = review;
  const { explanation: _explanation, why: _why, ...proposal } = review.proposal;
  const mend = (each: Decision) => (each.seq < seq ? withoutWords(each) : each);
  return {
    ...review,
    ...(proposal.subject.title === ERASED && { proposal }),
    signatures: signatures.map(mend),
    ...(decision && { decision: mend(decision) }),
  };
}

/**
 * Takes from everything but the log what an erasure takes today. Earlier versions left why a person was asked, the message of an
 * answer and the fingerprint of what was on screen. What a line holds in the open cannot be taken out of it: docs/retention.md.
 */
export async function finishErasures(tx: Queryable): Promise<void> {
  const rows = await tx.query<{ body: Review; seq: number; at: string }>(
    `select body, erased.seq, to_json(erased.at) as at from reviews
     join (select distinct on (review_id) review_id, seq, at from audit_entries
           where type = 'erased' order by review_id, seq desc) as erased on erased.review_id = reviews.id
     for update of reviews`,
  );
  for (const { body, seq, at } of rows) {
    const review = mended(body, seq);
    await tx.query('update reviews set body = $2::json where id = $1', [review.id, JSON.stringify(review)]);
    // What was typed since is about the case as it is now.
    await tx.query(
      `update drafts set body = null, typed_at = $2::timestamptz
       where review_id = $1 and (typed_at is null or typed_at <= $2::timestamptz)`,
      [review.id, at],
    );
    await eraseAnswers(tx, review, seq);
    await eraseEffects(tx, review.id, seq);
  }
}

/** Takes the words from outcomes of cases that were erased while an outcome still kept them. */
export async function finishOutcomeErasures(tx: Queryable): Promise<void> {
  const rows = await tx.query<{ review_id: string; at: string }>(
    `select review_id, to_json(max(at)) as at from audit_entries
     where type = 'erased' and review_id in (select review_id from outcomes) group by review_id`,
  );
  for (const { review_id, at } of rows) await eraseOutcomes(tx, review_id, at);
}
