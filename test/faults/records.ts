import { setTimeout as sleep } from 'node:timers/promises';
import type { Queryable } from '../../example/server/database.js';
import { readEntries } from '../../example/server/log-lines.js';
import type { AuditEntry, Review } from '../../src/core.js';

/** What a decision causes outside, as it is stored. */
export interface StoredEffect {
  /** That of the entry behind it. */
  seq: number;
  type: string;
  status: 'waiting' | 'delivered' | 'cancelled' | 'dead';
}

/** One review as it is stored, with everything that was written down of it. */
export interface StoredRecord {
  review: Review;
  /** Oldest first. */
  entries: AuditEntry[];
  effects: StoredEffect[];
}

/** Has every verdict take effect now, as when the time for its undo is over, and waits until what it causes has left. */
export async function releaseEffects(database: Queryable, ids: readonly string[], patience = 15_000): Promise<void> {
  const end = performance.now() + patience;
  await database.query(`update undo_windows set until = 'epoch' where review_id = any($1::text[])`, [ids]);
  for (;;) {
    const waiting = await database.query(
      `select from effects where status = 'waiting' and review_id = any($1::text[]) limit 1`,
      [ids],
    );
    // What has not left by then is found in the record.
    if (waiting.length === 0 || performance.now() > end) return;
    await sleep(20);
  }
}

/** Reads reviews and entries as the tables hold them, past every rule of the host. */
export async function readRecords(database: Queryable, ids?: readonly string[]): Promise<StoredRecord[]> {
  const wanted = ids === undefined ? 'true' : 'review_id = any($1::text[])';
  const parameters = ids === undefined ? [] : [ids];
  const reviews = await database.query<{ body: Review }>(
    `select body from reviews where ${wanted.replace('review_id', 'id')} order by id`,
    parameters,
  );
  const entries = await readEntries(database, ids);
  const effects = await database.query<StoredEffect & { review_id: string }>(
    `select review_id, seq, type, status from effects where ${wanted} order by review_id, seq`,
    parameters,
  );
  const records = reviews.map(({ body }): StoredRecord => ({ review: body, entries: [], effects: [] }));
  const byReview = new Map(records.map((record) => [record.review.id, record]));
  for (const entry of entries) byReview.get(entry.reviewId)?.entries.push(entry);
  for (const { review_id, ...effect } of effects) byReview.get(review_id)?.effects.push(effect);
  return records;
}
