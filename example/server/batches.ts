import {
  type Batch,
  type BatchReality,
  batchFirst,
  batchIssue,
  batchRealityProblem,
  type Command,
  type CommandResult,
  type Review,
  type Reviewer,
} from 'countersign/core';
import { isThereFor } from './checks.js';
import type { Queryable } from './database.js';
import type { Sight } from './sight.js';

/** What was given under the id of a batch first: from then on it is that person's, of those cases. */
export const BATCH_TABLES: readonly string[] = [
  `create table batches (
    id text collate "C" primary key,
    person_id text not null,
    cases json not null,
    at timestamptz not null
  )`,
];

export function batchOf(command: { type: string; batch?: unknown }): Batch | undefined {
  return command.type === 'approve' ? (command.batch as Batch | undefined) : undefined;
}

/** Whether a person has a review on record as looked at, as `hasOpened` says it. */
async function isOpened(on: Queryable, reviewId: string, personId: string): Promise<boolean> {
  const [row] = await on.query<{ is_opened: boolean }>(
    `select exists (
       select from audit_entries where review_id = $1 and type = 'viewed' and actor_id = $2 and seq > (
         select coalesce(max(seq), 0) from audit_entries where review_id = $1 and type in ('proposed', 'revised', 'undone', 'reopened')
       )
     ) as is_opened`,
    [reviewId, personId],
  );
  return row?.is_opened === true;
}

/** A command with what only the record can say: whether its sender has opened the case. Called after the review was locked. */
export async function withOpened(tx: Queryable, command: Command, id: string, by: Reviewer): Promise<Command> {
  const batch = batchOf(command);
  if (!batch || typeof batch !== 'object') return command;
  return { ...command, batch: { ...batch, opened: await isOpened(tx, id, by.id) } } as Command;
}

/** What was given under the id of a batch, if anything. */
async function readKnown(tx: Queryable, id: string): Promise<BatchReality['known']> {
  const [row] = await tx.query<{ person_id: string; cases: string[] }>(
    'select person_id, cases from batches where id = $1',
    [id],
  );
  return row && { by: row.person_id, cases: row.cases };
}

/**
 * An answer of the chart, or why it is none where the batch does not fit what is stored (B-18): it is one person's, of the cases it
 * began with, each of which may be part of one, as many as the strictest policy among them allows, and it begins with the one that
 * was drawn and opened. A batch is known from its
 * first approval on; two of those at the same time meet at its key.
 */
export async function batchResult(tx: Queryable, result: CommandResult, sight: Sight): Promise<CommandResult> {
  const batch = result.outcome === 'accepted' ? batchOf(result.entry.command) : undefined;
  if (result.outcome !== 'accepted' || !batch) return result;
  const { id, cases } = batch;
  const { reader: by } = sight;
  const rows = await tx.query<{ body: Review }>(
    `select body from reviews
     where id = any($1::text[]) and ${isThereFor('reviews.id', '$2')}`,
    [cases, by.id],
  );
  const first = batchFirst(cases, by.id);
  const isFirstOpened = first !== undefined && (await isOpened(tx, first, by.id));
  const facts = {
    of: result.review.id,
    named: rows.map(({ body }) => sight.asTaken(body)),
    now: Date.parse(result.entry.at),
  };
  const problemWith = (known: BatchReality['known']) =>
    batchRealityProblem(batch, by, { ...facts, isFirstOpened, ...(known && { known }) });
  let problem = problemWith(await readKnown(tx, id));
  if (!problem) {
    await tx.query(
      'insert into batches (id, person_id, cases, at) values ($1, $2, $3, $4) on conflict (id) do nothing',
      [id, by.id, JSON.stringify(cases), result.entry.at],
    );
    problem = problemWith(await readKnown(tx, id));
  }
  return problem ? { outcome: 'invalid', issues: [batchIssue(problem)] } : result;
}
