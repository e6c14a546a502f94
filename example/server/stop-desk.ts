import { randomUUID } from 'node:crypto';
import {
  type Actor,
  isSameTarget,
  type ResumeOrder,
  type Review,
  type Reviewer,
  type Stop,
  type StopEnd,
  type StopOrder,
  type StopReach,
  type StopResult,
  type StopTarget,
} from 'countersign/core';
import { authorityOf } from './authority.js';
import { isThereFor } from './checks.js';
import { nextTime, writeChanges } from './commands.js';
import { type Database, isStorable, type Queryable } from './database.js';
import { answerOnce, KeyReusedError } from './idempotency.js';
import { STOP_ROLES } from './policy.js';
import type { Change } from './review-rows.js';
import { COVERS, heedStops, moveStops } from './stop-lock.js';
import { currentStops, followStops, IS_COMING, lockStop, stopsInForce } from './stops.js';
import { createTurns } from './turns.js';

/** Reviews that follow a stop in one transaction: with thousands at once nobody else would get a turn. */
const SLICE = 50;

/* Reviews after one id that have not followed a stop. */
const STILL_HELD = `select id from reviews where id > $2 and id in (select review_id from stop_holds where stop_id = $1)
  order by id limit $3 for update`;
const NOT_HELD = `select reviews.id from reviews join stops on stops.id = $1
  where reviews.id > $2 and ${COVERS} and ${IS_COMING}
    and not exists (select from stop_holds where stop_id = $1 and review_id = reviews.id)
  order by reviews.id limit $3 for update of reviews`;
const IS_LIFTED = 'update stops set is_lifted = true where id = $1 and end_body is not null';
const IS_RECORDED = 'update stops set is_recorded = true where id = $1';

/** What may be asked about stops. Who may is asked inside the transaction. */
export interface StopDesk {
  list(): Promise<Stop[]>;
  stop(order: StopOrder, by: Reviewer, key: string): Promise<StopResult>;
  resume(order: ResumeOrder, by: Reviewer, key: string): Promise<StopResult>;
  /** As a person sees it: their own checks are cases to them, and those of others are not there. */
  reach(target: StopTarget, reader: Reviewer): Promise<StopReach>;
  /** Lets reviews follow stops that were put in force or ended; how many did. Also finishes what a killed server began. */
  sweep(): Promise<number>;
}

export interface StopDeskOptions {
  database: Database;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Called after every commit that changed something. */
  onChange: () => void;
}

const missing = (roles: readonly string[]): StopResult => ({
  outcome: 'forbidden',
  why: { code: 'role-missing', roles },
});
const invalid = (path: string): StopResult => ({ outcome: 'invalid', issues: [{ code: 'value-invalid', path }] });

/** Roles of which a review's own policy wants one from whoever lifts its hold, for all that a stop holds. */
async function policyRoles(tx: Queryable, id: string): Promise<(readonly string[])[]> {
  const rows = await tx.query<{ roles: string }>(
    'select distinct resume_roles::text as roles from stop_holds where stop_id = $1',
    [id],
  );
  return rows.map(({ roles }) => JSON.parse(roles));
}

/** Which of some reviews wait for their route. */
async function unroutedAmong(tx: Queryable, rows: readonly { id: string }[]): Promise<ReadonlySet<string>> {
  const found = await tx.query<{ review_id: string }>(
    'select review_id from unrouted where review_id = any($1::text[])',
    [rows.map(({ id }) => id)],
  );
  return new Set(found.map(({ review_id }) => review_id));
}

export function createStopDesk({ database, clock, onChange }: StopDeskOptions): StopDesk {
  const inTurn = createTurns();
  const now = () => new Date(clock()).toISOString();

  async function order(
    kind: string,
    asked: object,
    by: Reviewer,
    key: string,
    work: (tx: Queryable, by: Actor & Reviewer) => Promise<StopResult>,
  ): Promise<StopResult> {
    const keyed = { personId: by.id, key, request: [kind, asked], at: now() };
    try {
      const result = await database.transaction((tx) =>
        answerOnce(tx, keyed, async () => {
          await moveStops(tx);
          return work(tx, { kind: 'person', ...(await authorityOf(tx, by)) });
        }),
      );
      if (result?.outcome === 'accepted') onChange();
      return result as StopResult;
    } catch (error) {
      if (!(error instanceof KeyReusedError)) throw error;
      return invalid('idempotencyKey');
    }
  }

  async function begin(tx: Queryable, asked: StopOrder, by: Actor & Reviewer): Promise<StopResult> {
    if (!by.roles.some((role) => STOP_ROLES.stop.includes(role))) return missing(STOP_ROLES.stop);
    const known = (await stopsInForce(tx)).find((stop) => isSameTarget(stop, asked));
    if (known) return { outcome: 'conflict', stop: known };
    const stop: Stop = { ...asked, id: `stop_${randomUUID()}`, by, at: now(), resumeRoles: STOP_ROLES.resume };
    await tx.query(
      'insert into stops (id, scope, model_id, model_version, at, body) values ($1, $2, $3, $4, $5, $6::json)',
      [stop.id, stop.scope, stop.model?.id ?? null, stop.model?.version ?? null, stop.at, JSON.stringify(stop)],
    );
    return { outcome: 'accepted', stop: { ...stop, held: 0 } };
  }

  async function finish(tx: Queryable, { id, reason }: ResumeOrder, by: Actor & Reviewer): Promise<StopResult> {
    const known = await lockStop(tx, id);
    if (!known) return invalid('id');
    if (known.end) return { outcome: 'conflict', ...known };
    const may = (roles: readonly string[]) => by.roles.some((role) => roles.includes(role));
    // All that it holds, or nothing: a case that stayed behind would be held by a stop that is gone.
    for (const roles of [STOP_ROLES.resume, ...(await policyRoles(tx, id))]) if (!may(roles)) return missing(roles);
    const end: StopEnd = { by, at: now(), reason };
    await tx.query('update stops set end_body = $2::json where id = $1', [id, JSON.stringify(end)]);
    return { outcome: 'accepted', stop: known.stop, end };
  }

  /** One part of what follows a stop. `isWhole` says whether every earlier review followed: else the stop stays among those that are swept */
  async function slice(
    id: string,
    isOver: boolean,
    { after, isWhole }: { after: string; isWhole: boolean },
  ): Promise<{ last?: string; count: number; isWhole: boolean }> {
    return database.transaction(async (tx) => {
      await heedStops(tx);
      const rows = await tx.query<{ id: string }>(isOver ? STILL_HELD : NOT_HELD, [id, after, SLICE]);
      const stops = await currentStops(tx);
      // A statement of its own: the one that waited for the locks sees the reviews as they were before.
      const locked = await tx.query<{ body: Review }>(
        'select body from reviews where id = any($1::text[]) order by id',
        [rows.map((row) => row.id)],
      );
      const unrouted = await unroutedAmong(tx, rows);
      const changes: Change[] = [];
      let areAll = isWhole;
      for (const { body: review } of locked) {
        const at = await nextTime(tx, review, clock());
        try {
          changes.push(...(await followStops(tx, review, at, { stops, isRouted: !unrouted.has(review.id) })));
        } catch (error) {
          // One case does not keep the others waiting: the next sweep comes back to it.
          areAll = false;
          console.error((error as Error).message);
        }
      }
      if (changes.length > 0) await writeChanges(tx, changes);
      const last = rows.at(-1)?.id;
      if (rows.length === SLICE && last !== undefined) {
        return { last, count: changes.length, isWhole: areAll };
      }
      // Whatever comes later follows the stops when it is opened or revised.
      if (areAll) await tx.query(isOver ? IS_LIFTED : IS_RECORDED, [id]);
      return { count: changes.length, isWhole: areAll };
    });
  }

  async function follow(id: string, isOver: boolean): Promise<number> {
    let count = 0;
    let isWhole = true;
    for (let after: string | undefined = ''; after !== undefined; ) {
      const done = await slice(id, isOver, { after, isWhole });
      count += done.count;
      if (done.count > 0) onChange();
      after = done.last;
      isWhole = done.isWhole;
      // The embedded database answers without a pause: whoever asks meanwhile would wait for all of them.
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return count;
  }

  async function sweep(): Promise<number> {
    const open = await database.query<{ id: string; is_over: boolean }>(
      `select id, end_body is not null as is_over from stops
       where (end_body is null and not is_recorded) or (end_body is not null and not is_lifted) order by at, id`,
    );
    let count = 0;
    for (const { id, is_over } of open) {
      try {
        count += await follow(id, is_over);
      } catch (error) {
        // Nor does one stop keep the others waiting.
        console.error(`Reviews could not follow the stop ${id}: ${(error as Error).message}`);
      }
    }
    return count;
  }

  return {
    list: () => stopsInForce(database),
    stop: (asked, by, key) =>
      isStorable(asked.model?.id ?? '') && isStorable(asked.model?.version ?? '')
        ? order('stop', asked, by, key, (tx, actor) => begin(tx, asked, actor))
        : Promise.resolve(invalid('model')),
    resume: (asked, by, key) =>
      isStorable(asked.id)
        ? order('resume', asked, by, key, (tx, actor) => finish(tx, asked, actor))
        : Promise.resolve(invalid('id')),
    async reach({ scope, model }, reader) {
      const [row] = await database.query<StopReach & { effects: number }>(
        `select count(*) filter (where status in ('pending', 'reviewing'))::int as open,
           count(*) filter (where status = 'reviewing')::int as claimed,
           (select count(*) from effects join reviews as decided on decided.id = effects.review_id
            where effects.status = 'waiting' and ($1 = 'all' or (decided.model_id = $2
              and ($3::text is null or decided.model_version = $3))))::int as effects
         from reviews where ${isThereFor('reviews.id', '$4')} and ($1 = 'all' or (model_id = $2 and ($3::text is null or model_version = $3)))`,
        [scope, model?.id ?? '', model?.version ?? null, reader.id],
      );
      return row as StopReach;
    },
    sweep: () => inTurn('stops', sweep),
  };
}
