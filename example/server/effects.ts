import { randomUUID } from 'node:crypto';
import { type AuditEntry, type Decision, type EntryType, isVerdict, type Json, type Review } from 'countersign/core';
import type { Database, Queryable } from './database.js';
import type { Change } from './review-rows.js';
import { COVERS, heedStops } from './stop-lock.js';

/** What a decision causes, as the host's system is told of it. */
export interface Effect {
  /** The same for every try: what a receiver keeps to do nothing twice. */
  id: string;
  /** `review.` and the type of the entry behind it: `review.approved`, `review.reopened`. */
  type: string;
  reviewId: string;
  /** `seq` of the entry: effects of one review leave in its order. */
  seq: number;
  /** ISO 8601 time of the entry. */
  at: string;
  by: AuditEntry['by'];
  /** What the case is in the host's own words, and which revision was decided. */
  proposal: { kind: string; revision: number; reference?: string };
  /** The decision that takes effect; absent where one is taken back, and where nobody has decided. */
  decision?: Decision;
  /** The AI's value, where it takes effect without a person having decided. */
  value?: Json;
  /** `seq` of the verdict that is taken back. */
  supersedes?: number;
}

/** An effect that one server has taken, to be sent now. */
export interface TakenEffect {
  position: string;
  effect: Effect;
  /** Counts from 1, also over the end of a server: it says who of two may write down what became of it. */
  attempt: number;
  /** Tries since it was recorded, or since somebody asked for it again. */
  tries: number;
}

function effectOf({ review, entry }: Change): Effect {
  const { proposal } = review;
  const { reference } = proposal.subject;
  return {
    // Neither person nor model has a hand in it, and it holds no full stop, which separates what is signed.
    id: `eff_${randomUUID()}`,
    type: `review.${entry.type}`,
    reviewId: entry.reviewId,
    seq: entry.seq,
    at: entry.at,
    by: entry.by,
    proposal: { kind: proposal.kind, revision: proposal.revision, ...(reference !== undefined && { reference }) },
    ...(isDecisive(review, entry) && { decision: review.decision }),
    ...(isAutomation(review, entry) && { value: proposal.value }),
    ...(entry.supersedes !== undefined && { supersedes: entry.supersedes }),
  };
}

/** Whether an entry puts a decision into effect: the first of two signatures does not. */
function isDecisive(review: Review, entry: AuditEntry): boolean {
  return isVerdict(entry.command.type) && review.decision !== undefined && review.decidedSeq === entry.seq;
}

/** Whether an entry puts the AI's value into effect without a person. */
function isAutomation({ automated }: Review, { seq }: AuditEntry): boolean {
  return automated?.seq === seq;
}

/** Effects that block the later ones of their review: they have not arrived. */
export const UNDELIVERED = `('waiting', 'dead')`;

/** Entries after which a review may be held that was not, or the reverse. */
const MOVES_HOLD: readonly EntryType[] = ['held', 'resumed', 'withdrawn'];

async function insertEffect(tx: Queryable, change: Change): Promise<void> {
  const effect = effectOf(change);
  await tx.query(
    `insert into effects (id, review_id, seq, supersedes, type, is_held, next_at, body)
     values ($1, $2, $3, $4, $5, $6, $7, $8::json)`,
    [
      effect.id,
      effect.reviewId,
      effect.seq,
      effect.supersedes ?? null,
      effect.type,
      change.review.hold !== undefined,
      effect.at,
      JSON.stringify(effect),
    ],
  );
}

/** Whether there was an effect that has not been tried, and now never will be. */
async function cancelUntried(tx: Queryable, reviewId: string, seq: number, at: string): Promise<boolean> {
  const cancelled = await tx.query(
    `update effects set status = 'cancelled', settled_at = $3
     where review_id = $1 and seq = $2 and status = 'waiting' and attempts = 0 returning id`,
    [reviewId, seq, at],
  );
  return cancelled.length > 0;
}

async function isRecorded(tx: Queryable, reviewId: string, seq: number): Promise<boolean> {
  const rows = await tx.query(`select id from effects where review_id = $1 and seq = $2`, [reviewId, seq]);
  return rows.length > 0;
}

/**
 * Writes down what changes cause outside, in their own transaction: both are stored or neither is. What has not left is
 * cancelled by whatever takes its verdict back; what may have left is followed by an effect that takes it back.
 */
export async function recordEffects(tx: Queryable, changes: readonly Change[]): Promise<void> {
  for (const change of changes) {
    const { review, entry } = change;
    if (isDecisive(review, entry) || isAutomation(review, entry)) await insertEffect(tx, change);
    else if ((entry.type === 'undone' || entry.type === 'reopened') && entry.supersedes !== undefined) {
      const isCancelled = await cancelUntried(tx, review.id, entry.supersedes, entry.at);
      // Only a reopening is news to a host that never heard of the verdict: it may be waiting for an answer.
      const isNews = entry.type === 'reopened' || (!isCancelled && (await isRecorded(tx, review.id, entry.supersedes)));
      if (isNews) await insertEffect(tx, change);
    }
  }
  await moveHolds(tx, changes);
}

/** Holds back what has not arrived of reviews that are held now, and lets go on the rest: a stop moves thousands at once. */
async function moveHolds(tx: Queryable, changes: readonly Change[]): Promise<void> {
  const moved = new Set(changes.flatMap(({ review, entry }) => (MOVES_HOLD.includes(entry.type) ? [review.id] : [])));
  if (moved.size === 0) return;
  const newest = new Map(changes.map(({ review }) => [review.id, review]));
  const ids = [...moved];
  await tx.query(
    `update effects set is_held = item.is_held from unnest($1::text[], $2::boolean[]) as item (review_id, is_held)
     where effects.review_id = item.review_id and status in ${UNDELIVERED}`,
    [ids, ids.map((id) => newest.get(id)?.hold !== undefined)],
  );
}

/** Whether an effect waits for an earlier one of its review. */
export const HAS_EARLIER = `exists (
  select from effects earlier
  where earlier.review_id = effects.review_id and earlier.seq < effects.seq and earlier.status in ${UNDELIVERED}
)`;

/** A verdict waits for the undo of its review (B-24). What takes one back waits for nothing. */
export const isUndoable = (now: string) => `effects.supersedes is null and exists (
  select from undo_windows where undo_windows.review_id = effects.review_id and undo_windows.until > ${now}::timestamptz
)`;

export interface TakeOptions {
  /** Milliseconds since 1970. */
  now: number;
  /** How long nobody else takes them, in milliseconds. */
  lease: number;
  limit: number;
  /** Fingerprint of where they are sent. */
  endpoint: string;
}

/**
 * Takes effects that are due, at most one of each review. Any number of servers may ask at once: each effect goes to one
 * of them. When its time is over without word of what became of it, because the server was killed, it is due again.
 */
export async function takeEffects(database: Database, options: TakeOptions): Promise<TakenEffect[]> {
  const { now, lease, limit, endpoint } = options;
  // The review is locked as well: whoever is just undoing or holding it has begun before, and comes first. A stop of a model
  // counts before its reviews have it on record.
  const rows = await database.transaction(async (tx) => {
    await heedStops(tx);
    return tx.query<{ position: string; body: Effect; attempts: number; tries: number }>(
      `with due as (
       select effects.position from effects join reviews on reviews.id = effects.review_id
       where effects.status = 'waiting' and not effects.is_held and effects.next_at <= $1::timestamptz
         and not ${HAS_EARLIER}
         and not (${isUndoable('$1')})
         and not exists (select from effects refused where refused.gone_from = $2)
         and not exists (select from stops where stops.end_body is null and ${COVERS})
       order by effects.next_at, effects.position
       limit $3
       for update of effects skip locked
       for share of reviews skip locked
     )
     update effects set attempts = attempts + 1, next_at = $4
     from due where effects.position = due.position
     returning effects.position::text as position, body, attempts, attempts - tried_before as tries`,
      [new Date(now).toISOString(), endpoint, limit, new Date(now + lease).toISOString()],
    );
  });
  return rows.map(({ position, body, attempts, tries }) => ({ position, effect: body, attempt: attempts, tries }));
}

/** What became of a try. */
export type Settlement =
  | { status: 'delivered' }
  /** To be tried again from `next` on, in milliseconds since 1970. */
  | { status: 'waiting'; next: number; error: string }
  /** Not tried any more until somebody asks for it. */
  | { status: 'dead'; error: string; goneFrom?: string };

/** Writes down what became of a try, unless the effect has been taken by another server meanwhile. */
export async function settleEffect(
  database: Database,
  { position, attempt }: TakenEffect,
  settlement: Settlement,
  now: number,
): Promise<void> {
  const { status } = settlement;
  await database.query(
    `update effects set status = $3, next_at = coalesce($4, next_at), last_error = $5, gone_from = $6, settled_at = $7
     where position = $1 and attempts = $2 and status = 'waiting'`,
    [
      position,
      attempt,
      status,
      status === 'waiting' ? new Date(settlement.next).toISOString() : null,
      status === 'delivered' ? null : settlement.error,
      status === 'dead' ? (settlement.goneFrom ?? null) : null,
      status === 'waiting' ? null : new Date(now).toISOString(),
    ],
  );
}
