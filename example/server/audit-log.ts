import {
  type AuditEntry,
  entryAsSeenBy,
  type Page,
  type Review,
  type Reviewer,
  type ReviewSummary,
  summaryAsSeenBy,
} from 'countersign/core';
import type { Database } from './database.js';
import { CursorError } from './review-query.js';

const PAGE = 50;
/** Greatest whole number of a column of type `int`. */
const LARGEST_SEQ = 2_147_483_647;

/** A review that changed, as it is now. */
export interface LoggedChange {
  /** Position in the durable log of entries. */
  position: string;
  summary: ReviewSummary;
}

/** The record of one review, newest first; nothing where there is no such review. */
export async function historyOf(
  database: Database,
  id: string,
  reader: Reviewer,
  cursor?: string,
): Promise<Page<AuditEntry> | undefined> {
  const before = cursor === undefined ? LARGEST_SEQ : Number(cursor);
  if ((cursor !== undefined && !/^[1-9]\d*$/.test(cursor)) || before > LARGEST_SEQ) {
    throw new CursorError('The cursor does not belong to this history. Load the newest entries again.');
  }
  return database.transaction(async (tx) => {
    const [row] = await tx.query<{ body: Review }>('select body from reviews where id = $1', [id]);
    if (!row) return undefined;
    const entries = await tx.query<{ body: AuditEntry }>(
      'select body from audit_entries where review_id = $1 and seq < $2 order by seq desc limit $3',
      [id, before, PAGE + 1],
    );
    const [reopened] = await tx.query<{ seq: number }>(
      `select coalesce(max(seq), 0)::int as seq from audit_entries where review_id = $1 and type = 'reopened'`,
      [id],
    );
    const items = entries
      .slice(0, PAGE)
      .map(({ body }) => entryAsSeenBy(body, row.body, reader, Number(reopened?.seq ?? 0)));
    const last = items.at(-1);
    return {
      items,
      total: row.body.version,
      ...(entries.length > PAGE && last && { next: String(last.seq) }),
    };
  });
}

/** What changed after a position, each review once with its newest entry, oldest first. */
export async function changesAfter(
  database: Database,
  position: string,
  reader: Reviewer,
  limit: number,
): Promise<LoggedChange[]> {
  const rows = await database.query<{ position: string; body: Review }>(
    `select newest.position::text as position, reviews.body
     from (select review_id, max(position) as position from audit_entries where position > $1::bigint
           group by review_id order by 2 limit $2) as newest
     join reviews on reviews.id = newest.review_id
     order by newest.position`,
    [position, limit],
  );
  return rows.map((row) => ({ position: row.position, summary: summaryAsSeenBy(row.body, reader) }));
}

/** Where the log ends. */
export async function lastPosition(database: Database): Promise<string> {
  const [row] = await database.query<{ position: string }>(
    'select coalesce(max(position), 0)::text as position from audit_entries',
  );
  return row?.position ?? '0';
}
