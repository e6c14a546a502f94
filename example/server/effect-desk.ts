import type { Reviewer } from 'countersign/core';
import { demandAuthority } from './authority.js';
import type { Database, Queryable } from './database.js';
import { type Effect, HAS_EARLIER, isUndoable, UNDELIVERED } from './effects.js';

/** Who looks after deliveries. */
const ROLE = 'supervisor';

export function mayLookAfterEffects(roles: readonly string[]): boolean {
  return roles.includes(ROLE);
}

/** What anybody else is told. */
export const NOT_YOURS = `Effects are for the role of a ${ROLE}.`;

export const EFFECT_STATUSES = ['waiting', 'delivered', 'cancelled', 'dead'] as const;
/** Not arrived yet · arrived · taken back before it left · given up, until somebody asks for it again. */
export type EffectStatus = (typeof EFFECT_STATUSES)[number];

/** An effect as somebody sees it who looks after deliveries: without what was decided. */
export interface EffectRow {
  id: string;
  type: string;
  reviewId: string;
  seq: number;
  status: EffectStatus;
  attempts: number;
  /** How many later effects of the same review wait for this one. */
  blocks: number;
  isHeld?: true;
  /** What went wrong last. */
  lastError?: string;
  /** When it is tried next; it may have to wait longer for its undo or for an earlier one. */
  nextAt?: string;
  /** When it was delivered, cancelled or given up. */
  settledAt?: string;
}

const PAGE = 50;

/** Effects of one status, oldest first. */
export async function listEffects(
  database: Database,
  status: EffectStatus,
  after = '0',
): Promise<{ items: EffectRow[]; next?: string; total: number }> {
  const rows = await database.query<{
    position: string;
    id: string;
    type: string;
    review_id: string;
    seq: number;
    attempts: number;
    blocks: number;
    is_held: boolean;
    last_error: string | null;
    next_at: Date;
    settled_at: Date | null;
  }>(
    `select position::text as position, id, type, review_id, seq, attempts, is_held, last_error, next_at, settled_at,
       (select count(*) from effects later
        where effects.status in ${UNDELIVERED} and later.review_id = effects.review_id
          and later.seq > effects.seq and later.status = 'waiting')::int as blocks
     from effects where status = $1 and position > $2::bigint order by effects.position limit $3`,
    [status, after, PAGE + 1],
  );
  const [count] = await database.query<{ total: number }>(
    'select count(*)::int as total from effects where status = $1',
    [status],
  );
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => ({
      id: row.id,
      type: row.type,
      reviewId: row.review_id,
      seq: row.seq,
      status,
      attempts: row.attempts,
      blocks: row.blocks,
      ...(row.is_held && { isHeld: true as const }),
      ...(row.last_error !== null && { lastError: row.last_error }),
      ...(status === 'waiting' && { nextAt: row.next_at.toISOString() }),
      ...(row.settled_at && { settledAt: row.settled_at.toISOString() }),
    })),
    total: count?.total ?? 0,
    ...(rows.length > PAGE && last && { next: last.position }),
  };
}

/** How many effects stand where. `held`, `undoable` and `blocked` are among `waiting`. */
export interface EffectSummary {
  /** Nobody to deliver to · deliveries go out · the receiver said that it wants no more (410). */
  webhook: 'none' | 'active' | 'gone';
  waiting: number;
  /** A stop is on. */
  held: number;
  /** The verdict may still be taken back. */
  undoable: number;
  /** An earlier effect of the same review has not arrived. */
  blocked: number;
  delivered: number;
  cancelled: number;
  dead: number;
  /** ISO 8601 time of the entry behind the oldest effect that waits. */
  oldestWaiting?: string;
}

/** @param endpoint fingerprint of where effects are sent; nothing where they are only kept */
export async function summariseEffects(
  database: Database,
  endpoint: string | undefined,
  now: number,
): Promise<EffectSummary> {
  type Counts = Omit<EffectSummary, 'webhook' | 'oldestWaiting'>;
  const [row] = await database.query<Counts & { is_gone: boolean }>(
    `select
       count(*) filter (where status = 'waiting')::int as waiting,
       count(*) filter (where status = 'waiting' and is_held)::int as held,
       count(*) filter (where status = 'waiting' and ${isUndoable('$1')})::int as undoable,
       count(*) filter (where status = 'waiting' and ${HAS_EARLIER})::int as blocked,
       count(*) filter (where status = 'delivered')::int as delivered,
       count(*) filter (where status = 'cancelled')::int as cancelled,
       count(*) filter (where status = 'dead')::int as dead,
       coalesce(bool_or(gone_from = $2), false) as is_gone
     from effects`,
    [new Date(now).toISOString(), endpoint ?? ''],
  );
  const { is_gone, ...counts } = row as Counts & { is_gone: boolean };
  const [oldest] = await database.query<{ body: Effect }>(
    `select body from effects where status = 'waiting' order by position limit 1`,
  );
  return {
    webhook: endpoint === undefined ? 'none' : is_gone ? 'gone' : 'active',
    ...counts,
    ...(oldest && { oldestWaiting: oldest.body.at }),
  };
}

/**
 * Lets a dead effect be tried again, as often as a new one. Where its receiver had said that it wants no more, all others
 * go on as well: several are on their way at once, and each of them may have been answered so.
 *
 * @returns what the effect is instead, where it is not dead; nothing where there is none of this id
 */
export async function replayEffect(
  on: Queryable,
  id: string,
  by: string,
  now: number,
): Promise<'replayed' | Exclude<EffectStatus, 'dead'> | undefined> {
  const at = new Date(now).toISOString();
  const replayed = await on.query(
    `with sent as (
       select id, gone_from from effects where id = $1 and status = 'dead' for update
     ), let_go as (
       update effects set gone_from = null where gone_from = (select gone_from from sent) and id <> $1
     )
     update effects set status = 'waiting', tried_before = attempts, next_at = $2, gone_from = null, settled_at = null,
       replayed_by = $3, replayed_at = $2
     where id = (select id from sent) returning id`,
    [id, at, by],
  );
  if (replayed.length > 0) return 'replayed';
  const [row] = await on.query<{ status: Exclude<EffectStatus, 'dead'> }>('select status from effects where id = $1', [
    id,
  ]);
  return row?.status;
}

/** What those may ask who look after deliveries. */
export interface EffectDesk {
  summary(): Promise<EffectSummary>;
  list(status: EffectStatus, cursor?: string): ReturnType<typeof listEffects>;
  /** @throws {RequestError} where somebody may not */
  replay(id: string, by: Reviewer): ReturnType<typeof replayEffect>;
}

/**
 * @param clock milliseconds since 1970
 * @param endpoint fingerprint of where effects are sent; nothing where they are only kept
 */
export function createEffectDesk(database: Database, clock: () => number, endpoint?: string): EffectDesk {
  return {
    summary: () => summariseEffects(database, endpoint, clock()),
    list: (status, cursor) => listEffects(database, status, cursor),
    replay: (id, by) =>
      database.transaction(async (tx) => {
        await demandAuthority(tx, by, mayLookAfterEffects, NOT_YOURS);
        return replayEffect(tx, id, by.id, clock());
      }),
  };
}
