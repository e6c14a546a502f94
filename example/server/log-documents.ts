import type { RecordedEntry } from 'countersign/core';
import { bounded, rowsOf } from './bounded-read.js';
import type { Database } from './database.js';
import type { LogScope } from './log-access.js';
import { IN_SCOPE, lastPlace } from './log-export.js';
import { LINE_COLUMNS, type LineRow, readLine } from './log-lines.js';

const READ_ENTRIES = bounded(
  `select ${LINE_COLUMNS} from audit_lines as lines
   where ${IN_SCOPE} and lines.place > $5::bigint order by lines.place limit $6`,
  'octet_length(line) + coalesce(octet_length(disclosed::text), 0)',
  'place',
);

/**
 * The entries of a part of the log, oldest first, each with its place and its digest, for a table or a document. None that was
 * added after the first was asked for is among them. Nothing is redacted: whom something is kept from gets none of it.
 */
export async function* entriesOf(
  database: Database,
  { reviewId, from, to, isAbsent }: LogScope,
): AsyncGenerator<RecordedEntry> {
  const size = isAbsent ? 0 : await lastPlace(database);
  const parameters = [size, reviewId ?? null, from ?? null, to ?? null];
  for await (const row of rowsOf<LineRow>(database, READ_ENTRIES, parameters, ({ place }) => place)) {
    const { entry, place, hash } = readLine(row);
    yield { ...entry, proof: { position: place, hash } };
  }
}
