import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Database, openServer } from '../../example/server/database.js';
import { isBusy } from '../../example/server/database-failures.js';
import { stopOf } from '../../src/backends/outbox/send-failures.js';
import type { Command, Page, Review, ReviewSummary } from '../../src/core.js';
import { accept, commandOn, openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';
import { findPostgres, startPostgres } from './postgres.fixtures.js';

/** How long people crowd at one queue, in milliseconds. */
const CROWDED = 3_000;
const unlimited = { burst: 1e6, perSecond: 1e6 };

const next = async (visitor: Visitor, body: object = {}) => {
  const answer = await visitor.request('/api/reviews/next', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify(body),
  });
  return { status: answer.status, review: ((await answer.json()) as { review?: Review | null }).review };
};

const programs = findPostgres();

describe.runIf(programs)('transactions that meet on a PostgreSQL server', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let engine: Awaited<ReturnType<typeof openReusable>>;
  beforeAll(async () => {
    postgres = await startPostgres(programs as string);
    engine = await openReusable(openServer(postgres.url));
  });
  afterAll(async () => {
    await engine?.close();
    await postgres?.stop();
  });

  it('are begun again where the database ends one of them, and both are done', async () => {
    const database = await engine.fresh();
    await database.query('create table counts (name text primary key, n int not null)');
    await database.query(`insert into counts values ('a', 0), ('b', 0)`);
    let tries = 0;
    const add = (order: readonly string[]) =>
      database.transaction(async (tx) => {
        tries++;
        for (const name of order) {
          await tx.query('update counts set n = n + 1 where name = $1', [name]);
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      });
    await Promise.all([add(['a', 'b']), add(['b', 'a'])]);
    expect(tries).toBe(3);
    expect(await database.query('select n from counts')).toEqual([{ n: 2 }, { n: 2 }]);
  });

  it('are not begun again for any other fault', async () => {
    const database = await engine.fresh();
    const work = vi.fn((tx: { query: Database['query'] }) => tx.query('select 1 / 0'));
    await expect(database.transaction(work)).rejects.toThrow('division by zero');
    expect(work).toHaveBeenCalledOnce();
  });

  it('let go of a case that was stopped between the look and the lock, before they wait for another one', async () => {
    const database = await engine.fresh();
    const other = openServer(postgres.url);
    let look = async () => {};
    const host = await startTestHost({
      database: {
        ...database,
        transaction: (work) =>
          database.transaction((tx) =>
            work({
              async query<Row>(sql: string, parameters?: readonly unknown[]) {
                const rows = await tx.query<Row>(sql, parameters);
                if (sql.startsWith('select id, body from reviews')) await look();
                return rows;
              },
            }),
          ),
      },
      queueSize: 2,
    });
    try {
      const amara = await signIn(host.url, 'amara');
      const mateo = await signIn(host.url, 'mateo');
      const { items } = await amara.get<Page<ReviewSummary>>('/api/reviews');
      const [first = '', second = ''] = items.map(({ id }) => id);
      const stopped = await amara.get<Review>(`/api/reviews/${first}`);

      let isFree = false;
      let ended = Promise.resolve();
      look = async () => {
        look = async () => {};
        await accept(mateo, stopped, { type: 'hold', reason: 'Wait.', scope: 'review' });
        await new Promise<void>((locked) => {
          ended = other.transaction(async (tx) => {
            await tx.query('select id from reviews where id = $1 for update', [second]);
            locked();
            await new Promise((resolve) => setTimeout(resolve, 300));
            // Whoever waits for the second case by now must not have the first one.
            isFree =
              (await tx.query('select id from reviews where id = $1 for update skip locked', [first])).length > 0;
          });
        });
      };
      expect(await next(amara)).toMatchObject({ status: 200, review: { id: second } });
      await ended;
      expect(isFree).toBe(true);
    } finally {
      await host.stop();
      await other.close();
    }
  });

  it('are told to come again where somebody stands in their way, while whoever only reads is answered', async () => {
    await engine.fresh();
    const host = await startTestHost({ database: openServer(postgres.url, { lock: 300, connection: 600 }) });
    const frozen = new pg.Client({ connectionString: postgres.url });
    await frozen.connect();
    try {
      const amara = await signIn(host.url, 'amara');
      const { items } = await amara.get<Page<ReviewSummary>>('/api/reviews');
      const reviews = await Promise.all(items.slice(0, 6).map(({ id }) => amara.get<Review>(`/api/reviews/${id}`)));
      // As a server between "append" and "commit" has it.
      await frozen.query('begin');
      await frozen.query('select pg_advisory_xact_lock(7302)');
      const waiting = reviews.map((review) =>
        amara.backend.send(review.id, { type: 'claim' }, { idempotencyKey: `claim ${review.id}`, expectedVersion: 1 }),
      );
      for (const claim of waiting) claim.catch(() => {});
      expect((await amara.request('/api/reviews')).status).toBe(200);
      for (const claim of waiting) {
        const error = await claim.catch((reason: unknown) => reason);
        expect(error).toMatchObject({ code: 'server-failed', status: 503 });
        // Nothing that an outbox would give up for.
        expect(stopOf(error)).toBeUndefined();
      }
      const refused = await amara.request(`/api/reviews/${reviews[0]?.id}/claim/renew`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ fence: 1 }),
      });
      expect(refused.status).toBe(200);
      const stopped = await amara.request('/api/reviews/next', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'while frozen' },
        body: '{}',
      });
      expect(stopped.status).toBe(503);
      expect(stopped.headers.get('retry-after')).toBe('2');
      expect(await stopped.json()).toMatchObject({ error: { code: 'server-busy' } });

      await frozen.query('rollback');
      const [first] = reviews;
      const again = { idempotencyKey: `claim ${first?.id}`, expectedVersion: 1 };
      expect(await amara.backend.send(first?.id ?? '', { type: 'claim' }, again)).toMatchObject({
        outcome: 'accepted',
      });
    } finally {
      await frozen.end();
      await host.stop();
    }
  });

  it('lose their locks where their process stands still inside', async () => {
    const database = openServer(postgres.url, { idle: 200 });
    try {
      let locked = () => {};
      const isLocked = new Promise<void>((resolve) => {
        locked = resolve;
      });
      const frozen = database.transaction(async (tx) => {
        await tx.query('select pg_advisory_xact_lock(7302)');
        locked();
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        await tx.query('select 1');
      });
      frozen.catch(() => {});
      await isLocked;
      const begun = performance.now();
      await database.transaction((tx) => tx.query('select pg_advisory_xact_lock(7302)'));
      expect(performance.now() - begun).toBeLessThan(900);
      await expect(frozen).rejects.toThrow();
    } finally {
      await database.close();
    }
  });

  it('do not wait for a connection for ever', async () => {
    const database = openServer(postgres.url, { connection: 200 });
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const busy = Array.from({ length: 10 }, () => database.transaction(() => ended));
    const late = await database.query('select 1').catch((error: unknown) => error);
    expect(isBusy(late)).toBe(true);
    end();
    await Promise.all(busy);
    await database.close();
  });

  it('never fail where many people crowd at one queue of two servers', async () => {
    const database = await engine.fresh();
    const options = { writes: unlimited, queueSize: 20, lease: 1_000 };
    const hosts = await Promise.all([
      startTestHost({ database, ...options }),
      startTestHost({ database: openServer(postgres.url), ...options }),
    ]);
    const failures = vi.spyOn(console, 'error').mockImplementation(() => {});
    try {
      const people = await Promise.all(
        hosts.flatMap(({ url }) => ['amara', 'mateo', 'priya'].map((person) => signIn(url, person))),
      );
      const statuses = new Map<number, number>();
      const count = (status: number) => statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const send = async (visitor: Visitor, review: Review, command: Command) => {
        const { status, body } = await visitor.post(review.id, commandOn(review, command));
        count(status);
        return body;
      };
      const orders = ['oldest', 'newest', 'risk', 'due', 'least-confident'];
      const end = performance.now() + CROWDED;
      const work = async (visitor: Visitor, first: number) => {
        for (let turn = first; performance.now() < end; turn++) {
          const { status, review } = await next(visitor, { order: orders[turn % orders.length] });
          count(status);
          if (review) {
            if (turn % 3 === 0) await send(visitor, review, { type: 'hold', reason: 'Wait.', scope: 'review' });
            else if (turn % 3 === 1) await send(visitor, review, { type: 'release' });
            else await send(visitor, review, { type: 'approve' });
          } else {
            const { items } = await visitor.get<Page<ReviewSummary>>('/api/reviews');
            const full = await visitor.get<Review>(`/api/reviews/${items[turn % items.length]?.id}`);
            if (full.hold) await send(visitor, full, { type: 'resume', reason: 'Go on.' });
            else await send(visitor, full, full.undo ? { type: 'undo' } : { type: 'reopen', reason: 'Once more.' });
          }
        }
      };
      await Promise.all(
        Array.from({ length: 24 }, (_, index) => work(people[index % people.length] as Visitor, index)),
      );
      expect([...statuses.keys()]).toEqual([200]);
      expect(failures.mock.calls).toEqual([]);
    } finally {
      failures.mockRestore();
      for (const host of hosts) await host.stop();
    }
  });
});
