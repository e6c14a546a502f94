import { createHash } from 'node:crypto';
import type { CommandResult } from 'countersign/core';
import { type Database, type Queryable, takeTime } from './database.js';

/** How long a key is kept, in milliseconds: docs/protocol.md says what becomes of a repeat that comes later. */
export const KEYS_KEPT = 30 * 24 * 3_600_000;

/** Forgets the keys whose time is over. */
export async function forgetKeys(database: Database, now: number): Promise<void> {
  await database.transaction(async (tx) => {
    await takeTime(tx);
    await tx.query('delete from idempotency_keys where at <= $1', [new Date(now - KEYS_KEPT).toISOString()]);
  });
}

/** A key that its person has used for something else. */
export class KeyReusedError extends Error {
  override name = 'KeyReusedError';
}

export interface KeyedRequest {
  personId: string;
  key: string;
  /** What is asked for: a repeat asks for the same. */
  request: unknown;
  /** ISO 8601. */
  at: string;
  /** What it is about, where that is known before it is answered. */
  reviewId?: string;
}

/** A proof is no part of what a key stands for, so the lack of one is no answer for good: the next try may bring it. */
const isUnproved = (answer: unknown) =>
  (answer as Partial<Extract<CommandResult, { outcome: 'forbidden' }>> | null)?.why?.code === 'signature-unproved';

/** The review that an answer tells of: an erasure has to find whatever holds its words. */
const reviewIn = (answer: unknown) => (answer as { review?: { id: string } } | null)?.review?.id;

/**
 * Does `work` for the first request with a key, and answers every other one as that one was answered. The key is taken
 * before anything else: a repeat that comes while the first is under way waits for it. Where `work` finds nothing to
 * answer about, or misses a proof, the key stays free.
 *
 * @throws {KeyReusedError}
 */
export async function answerOnce<Answer>(
  tx: Queryable,
  { personId, key, request, at, reviewId }: KeyedRequest,
  work: () => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const hash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const isFirst = await tx.query(
    `insert into idempotency_keys (person_id, key, request, answer, at) values ($1, $2, $3, 'null'::json, $4)
     on conflict (person_id, key) do nothing returning key`,
    [personId, key, hash, at],
  );
  if (isFirst.length === 0) {
    const [known] = await tx.query<{ request: string; answer: Answer }>(
      'select request, answer from idempotency_keys where person_id = $1 and key = $2',
      [personId, key],
    );
    if (known?.request !== hash) throw new KeyReusedError('The key was used for another request.');
    return known.answer;
  }
  const answer = await work();
  if (answer === undefined || isUnproved(answer)) {
    await tx.query('delete from idempotency_keys where person_id = $1 and key = $2', [personId, key]);
  } else {
    await tx.query('update idempotency_keys set answer = $3::json, review_id = $4 where person_id = $1 and key = $2', [
      personId,
      key,
      JSON.stringify(answer),
      reviewId ?? reviewIn(answer) ?? null,
    ]);
  }
  return answer;
}
