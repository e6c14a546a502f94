import {
  type ChainedEntry,
  type EntryDisclosures,
  type LogRecord,
  type RecordScope,
  writeLogFile,
} from 'countersign/core';
import { bounded, rowsOf } from './bounded-read.js';
import type { Database } from './database.js';
import { demandShown, type LogScope, type StoredReview, WAS_UNDONE } from './log-access.js';
import type { LogCheckpoints } from './log-checkpoints.js';
import type { LogKeys } from './log-keys.js';
import { tools } from './log-tools.js';
import { digits } from './log-tree.js';
import type { Sight } from './sight.js';

/** Lines that are read at a time at most, however long the log is. */
const CHUNK = 500;

export interface LogExportOptions {
  database: Database;
  checkpoints: LogCheckpoints;
  keys: LogKeys;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** What was being exported has changed under it: the file stays without its end, and is asked for again. */
export class ExportOvertakenError extends Error {
  override name = 'ExportOvertakenError';
}

const isPart = ({ reviewId, from, to }: RecordScope) =>
  reviewId !== undefined || from !== undefined || to !== undefined;

/** Conditions on `audit_lines as lines`, with the parameters from `$1` to `$4`. */
export const IN_SCOPE = `lines.place <= $1::bigint and ($2::text is null or lines.review_id = $2::text)
  and ($3::timestamptz is null and $4::timestamptz is null or exists (
    select from audit_entries where review_id = lines.review_id and seq = lines.seq
      and at >= coalesce($3::timestamptz, '-infinity') and at < coalesce($4::timestamptz, 'infinity')
  ))`;

const READ_LINES = bounded(
  `select lines.place::float8 as place, lines.line, lines.hash from audit_lines as lines
   where ${IN_SCOPE} and lines.place > $5::bigint order by lines.place limit $6`,
  'octet_length(line)',
  'place',
);

const READ_DISCLOSURES = bounded(
  `select lines.place::float8 as position,
     json_object_agg(pointer, json_build_object('salt', salt, 'value', value)) as values
   from (select place, review_id, seq from audit_lines as lines
         where ${IN_SCOPE} and lines.place > $5::bigint
           and exists (select from disclosures where review_id = lines.review_id and seq = lines.seq)
         order by lines.place limit $6) as lines
   join disclosures on disclosures.review_id = lines.review_id and disclosures.seq = lines.seq
   group by lines.place order by lines.place`,
  'octet_length("values"::text)',
  'position',
);

const READ_STATE = bounded(
  `select id, body, ${WAS_UNDONE} from reviews
   where id > $1 and ($2::text is null or id = $2::text) order by id limit $3`,
  'octet_length(body::text)',
  'id',
);

/** Where the log ends. */
export async function lastPlace(database: Database): Promise<number> {
  const [row] = await database.query<{ place: number }>(
    'select coalesce(max(place), 0)::float8 as place from audit_lines',
  );
  return row?.place ?? 0;
}

/**
 * The log, or a part of it, as a log file in pieces, docs/log-file.md. What is written is how the log stood when it was asked
 * for, however long its reader takes: lines never change, and where an erasure comes in between the file ends without its end.
 * A line that is not what it should be is written as it is: whoever verifies the file is told.
 */
export async function* exportLog(
  { database, checkpoints, keys, clock }: LogExportOptions,
  { isAbsent, ...scope }: LogScope,
): AsyncGenerator<string> {
  await checkpoints.take();
  const signed = await checkpoints.list();
  const { tree } = checkpoints;
  // Of a log that is not what was signed everything is written that is there by now, for the fault to be found.
  const size = checkpoints.fault === undefined ? (signed.at(-1)?.size ?? 0) : await lastPlace(database);
  const parameters = [isAbsent ? 0 : size, scope.reviewId ?? null, scope.from ?? null, scope.to ?? null];
  const [counted] = await database.query<{ count: number }>(
    `select count(*)::float8 as count from audit_lines as lines where ${IN_SCOPE}`,
    parameters,
  );

  async function* records(): AsyncGenerator<LogRecord & { line: string }> {
    type Row = { place: number; line: string; hash: string };
    for await (const { place, line, hash } of rowsOf<Row>(database, READ_LINES, parameters, (row) => row.place)) {
      // Whatever stands there, it stays one line.
      yield { entry: { position: place } as ChainedEntry, hash, line: line.replaceAll(/[\r\n]+/g, ' ') };
    }
  }

  async function* disclosures(): AsyncGenerator<EntryDisclosures> {
    yield* rowsOf<EntryDisclosures>(database, READ_DISCLOSURES, parameters, ({ position }) => position);
    // The entry that says so is not in the file, and what it erased may be missing. Other cases lost nothing by it.
    const overtaken = await database.query(
      `select from audit_entries as entries join audit_lines as later
         on later.review_id = entries.review_id and later.seq = entries.seq
       where entries.type = 'erased' and later.place > $1::bigint
         and exists (select from audit_lines as lines where lines.review_id = entries.review_id and ${IN_SCOPE}) limit 1`,
      parameters,
    );
    if (overtaken.length > 0) throw new ExportOvertakenError('Something was erased while the log was exported.');
  }

  yield* writeLogFile(tools, {
    header: {
      exportedAt: new Date(clock()).toISOString(),
      ...(isPart(scope) && { scope }),
      entries: counted?.count ?? 0,
      checkpoints: signed,
      keys: keys.list(),
    },
    records: records(),
    isAsStored: true,
    ...(isPart(scope) && {
      proof: (positions: readonly number[]) => {
        const within = Math.min(size, tree.size);
        const indices = positions.filter((position) => position <= within).map((position) => position - 1);
        return { size: within, nodes: digits(tree.multiProof(indices, within)) };
      },
    }),
    disclosures: disclosures(),
  });
}

/**
 * Every stored review, or one, a line of JSON each: what `npx countersign replay --state` holds the record against. They are read
 * as its reader takes them, so each is asked anew whether it is theirs to read: where one is not any more, nothing else comes.
 *
 * @throws {RequestError}
 */
export async function* exportState(
  database: Database,
  sight: Sight,
  { reviewId, isAbsent }: LogScope = {},
): AsyncGenerator<string> {
  if (isAbsent) return;
  for (let last = ''; ; ) {
    const rows = await database.query<StoredReview & { id: string }>(READ_STATE, [last, reviewId ?? null, CHUNK]);
    demandShown(rows, sight);
    if (rows.length > 0) yield rows.map(({ body }) => `${JSON.stringify(body)}\n`).join('');
    const end = rows.at(-1);
    if (!end) return;
    last = end.id;
  }
}

const encoder = new TextEncoder();
/** Bytes that are handed on at a time: few, so that whoever reads slowly is seen to read. */
const PIECE = 65_536;

/** Nobody has read on for too long. */
export class ExportStalledError extends Error {
  override name = 'ExportStalledError';
}

export interface StreamTimes {
  /** Called once it is over, however it ended; more than once does no harm. */
  onEnd: () => void;
  /** How long nobody may read on before it ends, in milliseconds. */
  idle: number;
  /** Called where it ended because nobody read on. */
  onStall?: () => void;
}

/**
 * A body that is read as fast as its reader takes it, and no further once the reader has gone or stands still.
 *
 * @param first what was read of it already
 */
export function streamOf(
  first: IteratorResult<string, void>,
  pieces: AsyncGenerator<string>,
  { onEnd, idle, onStall }: StreamTimes,
): ReadableStream<Uint8Array> {
  let next: IteratorResult<string, void> | undefined = first;
  let rest: Uint8Array = new Uint8Array();
  let timer: NodeJS.Timeout | undefined;
  const wait = (controller: ReadableStreamDefaultController) => {
    timer = setTimeout(() => {
      onEnd();
      controller.error(new ExportStalledError('Nobody has read on.'));
      pieces.return(undefined).catch(() => {});
      onStall?.();
    }, idle);
    timer.unref();
  };
  return new ReadableStream(
    {
      start: wait,
      async pull(controller) {
        clearTimeout(timer);
        try {
          while (rest.length === 0) {
            const { done, value } = next ?? (await pieces.next());
            next = undefined;
            if (done) {
              onEnd();
              controller.close();
              return;
            }
            rest = encoder.encode(value);
          }
          controller.enqueue(rest.subarray(0, PIECE));
          rest = rest.subarray(PIECE);
          wait(controller);
        } catch (error) {
          onEnd();
          controller.error(error);
        }
      },
      async cancel() {
        clearTimeout(timer);
        onEnd();
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
