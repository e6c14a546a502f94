import type { Queryable } from '../../example/server/database.js';
import type { AuditEntry, Review } from '../../src/core.js';

/** One review as it is stored, with everything that was written down of it. */
export interface StoredRecord {
  review: Review;
  /** Oldest first. */
  entries: AuditEntry[];
}

/** Reads reviews and entries as the tables hold them, past every rule of the host. */
export async function readRecords(database: Queryable, ids?: readonly string[]): Promise<StoredRecord[]> {
  const wanted = ids === undefined ? 'true' : 'review_id = any($1::text[])';
  const parameters = ids === undefined ? [] : [ids];
  const reviews = await database.query<{ body: Review }>(
    `select body from reviews where ${wanted.replace('review_id', 'id')} order by id`,
    parameters,
  );
  const entries = await database.query<{ body: AuditEntry }>(
    `select body from audit_entries where ${wanted} order by review_id, seq`,
    parameters,
  );
  const byReview = new Map<string, AuditEntry[]>(reviews.map(({ body }) => [body.id, []]));
  for (const { body } of entries) byReview.get(body.reviewId)?.push(body);
  return reviews.map(({ body }) => ({ review: body, entries: byReview.get(body.id) ?? [] }));
}
