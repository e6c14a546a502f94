import type { Page, RecordedEntry, Review, ReviewSummary } from 'countersign/core';
import { isThereFor } from './checks.js';
import type { Database } from './database.js';
import { LINE_COLUMNS, type LineRow, readLine, type StoredEntry } from './log-lines.js';
import { CursorError } from './review-query.js';
import type { Sight } from './sight.js';
import { firstWithheld, reopenedAt } from './withheld-entries.js';

const PAGE = 50;
/** Greatest whole number of a column of type `int`. */
const LARGEST_SEQ = 2_147_483_647;

/** A review that changed, as it is now. */
export interface LoggedChange {
  /** Position in the durable log of entries. */
  position: string;
  summary: ReviewSummary;
}

/**
 * An entry as one reader may see it, with its place in the log. The digest of what is kept from them is kept as well: whoever
 * knows the rest of an entry could try out what gives it. So are the digests of all that follows in the review, since each is of
 * the one before too.
 *
 * @param withheldFrom `seq` of the review's first entry that is kept from them, where there is one
 */
export function shownEntry(
  { entry, place, hash }: StoredEntry,
  review: Review,
  sight: Sight,
  reopenedAt: number,
  withheldFrom: number | undefined,
): RecordedEntry {
  const shown = sight.entry(entry, review, reopenedAt);
  const isTied = withheldFrom !== undefined && entry.seq >= withheldFrom;
  return shown === entry && !isTied ? { ...entry, proof: { position: place, hash } } : shown;
}

/** The record of one review, newest first; nothing where there is no such review. */
export async function historyOf(
  database: Database,
  id: string,
  sight: Sight,
  cursor?: string,
): Promise<Page<RecordedEntry> | undefined> {
  const before = cursor === undefined ? LARGEST_SEQ : Number(cursor);
  if ((cursor !== undefined && !/^[1-9]\d*$/.test(cursor)) || before > LARGEST_SEQ) {
    throw new CursorError('The cursor does not belong to this history. Load the newest entries again.');
  }
  return database.transaction(async (tx) => {
    const [row] = await tx.query<{ body: Review; reopened_at: number }>(
      `select body, ${reopenedAt('reviews.id')} as reopened_at from reviews where id = $1`,
      [id],
    );
    if (!row) return undefined;
    const { body, reopened_at: reopened } = row;
    const entries = await tx.query<LineRow>(
      `select ${LINE_COLUMNS} from audit_lines as lines
       where lines.review_id = $1 and lines.seq < $2 order by lines.seq desc limit $3`,
      [id, before, PAGE + 1],
    );
    const withheldFrom = await firstWithheld(tx, body, sight, reopened);
    const items = entries.slice(0, PAGE).map((line) => shownEntry(readLine(line), body, sight, reopened, withheldFrom));
    const last = items.at(-1);
    return {
      items,
      total: body.version,
      ...(entries.length > PAGE && last && { next: String(last.seq) }),
    };
  });
}

/** What changed after a position, each review once with its newest entry, oldest first. */
export async function changesAfter(
  database: Database,
  position: string,
  sight: Sight,
  limit: number,
): Promise<LoggedChange[]> {
  const rows = await database.query<{ position: string; body: Review }>(
    `select newest.position::text as position, reviews.body
     from (select review_id, max(position) as position from audit_entries
           where position > $1::bigint and ${isThereFor('audit_entries.review_id', '$3')}
           group by review_id order by 2 limit $2) as newest
     join reviews on reviews.id = newest.review_id
     order by newest.position`,
    [position, limit, sight.reader.id],
  );
  return rows.map((row) => ({ position: row.position, summary: sight.summary(row.body) }));
}

/** Where the log ends. */
export async function lastPosition(database: Database): Promise<string> {
  const [row] = await database.query<{ position: string }>(
    'select coalesce(max(position), 0)::text as position from audit_entries',
  );
  return row?.position ?? '0';
}
