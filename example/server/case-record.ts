import type { RecordedEntry, Review } from 'countersign/core';
import { shownEntry } from './audit-log.js';
import type { Database } from './database.js';
import { LINE_COLUMNS, type LineRow, readLine } from './log-lines.js';
import type { Sight } from './sight.js';
import { reopenedAt } from './withheld-entries.js';

/** Entries that are read at a time. */
const CHUNK = 200;

/** A review at one moment, with its entries up to then. */
export interface CaseRecord {
  review: Review;
  /** Oldest first, read as they are asked for. */
  entries: AsyncGenerator<RecordedEntry>;
}

/**
 * A review and its record as one person may see them at this moment; nothing where there is no such review. However long it
 * takes to read, no entry of a later moment is among them, and nobody sees more of an entry than they may at this one.
 */
export async function openCase(database: Database, id: string, sight: Sight): Promise<CaseRecord | undefined> {
  const [row] = await database.query<{ body: Review; reopened_at: number }>(
    `select body, ${reopenedAt('reviews.id')} as reopened_at from reviews where id = $1`,
    [id],
  );
  if (!row) return undefined;
  const { body, reopened_at: reopened } = row;
  async function* entries() {
    let withheldFrom: number | undefined;
    for (let seq = 0; seq < body.version; ) {
      const lines = await database.query<LineRow>(
        `select ${LINE_COLUMNS} from audit_lines as lines
         where lines.review_id = $1 and lines.seq > $2 and lines.seq <= $3 order by lines.seq limit $4`,
        [id, seq, body.version, CHUNK],
      );
      for (const line of lines) {
        const shown = shownEntry(readLine(line), body, sight, reopened, withheldFrom);
        // They come in order: the first without is the first that is kept from the reader.
        if (!shown.proof) withheldFrom ??= line.seq;
        yield shown;
      }
      const last = lines.at(-1);
      // Somebody has taken the lines away that were last.
      if (!last) return;
      seq = last.seq;
    }
  }
  return { review: sight.review(body), entries: entries() };
}
