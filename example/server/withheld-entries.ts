import type { AuditEntry, Review } from 'countersign/core';
import { isThereFor, readsChecks } from './checks.js';
import type { Queryable } from './database.js';
import { LINE_COLUMNS, type LineRow, readLine } from './log-lines.js';
import type { Sight } from './sight.js';

/** Reviews that are looked at together. */
const CHUNK = 500;

/** `seq` of the newest entry that reopened a review, 0 where there is none. @param reviewColumn a column of the statement */
export const reopenedAt = (reviewColumn: string): string =>
  `(select coalesce(max(seq), 0)::int from audit_entries where review_id = ${reviewColumn} and type = 'reopened')`;

/** Entries that are looked at together in one review. */
const LOOK = 20;

/** `seq` of the first entry of a review that is kept from a reader; nothing where there is none. */
export async function firstWithheld(
  on: Queryable,
  review: Review,
  sight: Sight,
  reopened: number,
): Promise<number | undefined> {
  const { status, policy, id } = sight.asTaken(review);
  if ((status !== 'pending' && status !== 'reviewing') || !('secondReview' in policy || 'blindFirst' in policy)) {
    return undefined;
  }
  for (let last = 0; ; ) {
    // Nobody's own entries are kept from them, but for what a model proposed; nor does it take the words of an entry to know.
    const rows = await on.query<LineRow>(
      `select lines.review_id, lines.seq, lines.line, lines.hash, lines.place::float8 as place, null as disclosed
       from audit_lines as lines
       join audit_entries as entries on entries.review_id = lines.review_id and entries.seq = lines.seq
       where lines.review_id = $1 and lines.seq > $2
         and (entries.actor_id <> $3 or entries.type in ('proposed', 'revised'))
       order by lines.seq limit $4`,
      [id, last, sight.reader.id, LOOK],
    );
    const first = rows.find((row) => {
      const { entry } = readLine(row);
      return sight.entry(entry, review, reopened) !== entry;
    });
    const end = rows.at(-1);
    if (first || !end) return first?.seq;
    last = end.seq;
  }
}

/** What one reader may see of the record of a review of which something is kept from them. */
export interface PartlyShown {
  /** `seq` of the first entry that is kept from them. */
  from: number;
  /** Its entries as they are shown, oldest first, with their positions. */
  entries: readonly { entry: AuditEntry; position: number }[];
}

type Row = LineRow & { position: number };

function partOf(review: Review, rows: readonly Row[], sight: Sight): PartlyShown | undefined {
  const stored = rows.map((row) => readLine(row).entry);
  const reopenedAt = stored.findLast(({ type }) => type === 'reopened')?.seq ?? 0;
  const shown = stored.map((entry) => sight.entry(entry, review, reopenedAt));
  const from = rows.find((_, at) => shown[at] !== stored[at])?.seq;
  if (from === undefined) return undefined;
  return { from, entries: rows.map(({ position }, at) => ({ entry: shown[at] as AuditEntry, position })) };
}

/** The reviews of whose record something is kept from a reader, by id: among all of them, or the one that is named. */
export async function findPartlyShown(
  on: Queryable,
  sight: Sight,
  reviewId?: string,
): Promise<Map<string, PartlyShown>> {
  const { reader } = sight;
  const found = new Map<string, PartlyShown>();
  for (let last = ''; ; ) {
    // Where the policy asks for neither, nothing is kept from anybody, and nothing needs to be read.
    const reviews = await on.query<{ id: string; body: Review }>(
      `select id, body from reviews
       where status in ('pending', 'reviewing') and id > $1 and ($2::text is null or id = $2::text)
         and body::text ~ '"(secondReview|blindFirst)"' and ($4::text is null or ${isThereFor('reviews.id', '$4')})
       order by id limit $3`,
      [last, reviewId ?? null, CHUNK, readsChecks(reader) ? null : reader.id],
    );
    const rows = await on.query<Row>(
      `select entries.position::float8 as position, ${LINE_COLUMNS}
       from audit_lines as lines
       join audit_entries as entries on entries.review_id = lines.review_id and entries.seq = lines.seq
       where lines.review_id = any($1::text[]) order by lines.seq`,
      [reviews.map(({ id }) => id)],
    );
    const byReview = new Map<string, Row[]>(reviews.map(({ id }) => [id, []]));
    for (const row of rows) byReview.get(row.review_id)?.push(row);
    for (const { id, body } of reviews) {
      const part = partOf(body, byReview.get(id) ?? [], sight);
      if (part) found.set(id, part);
    }
    const end = reviews.at(-1);
    if (!end || reviews.length < CHUNK) return found;
    last = end.id;
  }
}
