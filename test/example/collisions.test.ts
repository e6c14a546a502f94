import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Database, openServer } from '../../example/server/database.js';
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
