import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openServer } from '../../example/server/database.js';
import { readEntries } from '../../example/server/log-lines.js';
import { migrate } from '../../example/server/migrations.js';
import { backendConformance, CONFORMANCE_CAPABILITIES } from '../../src/backends/conformance/index.js';
import type { Page, Review, ReviewSummary } from '../../src/core.js';
import { replay } from '../../src/core.js';
import { openHost } from './conformance.fixtures.js';
import { accept, commandOn, openReusable, signIn, startTestHost } from './host.fixtures.js';
import { findPostgres, startPostgres } from './postgres.fixtures.js';

const programs = findPostgres();
if (!programs) console.warn('PostgreSQL is not installed: the reference host was not tried on it.');

describe.runIf(programs)('the reference host on a PostgreSQL server', () => {
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

  const cases = backendConformance({
    open: async (reviews) => openHost(await engine.fresh(), reviews),
    mustOffer: CONFORMANCE_CAPABILITIES,
  });
  for (const { name, run } of cases) it(name, run);

  it('lets two servers that start together share one database and one queue', async () => {
    const database = await engine.fresh();
    const other = openServer(postgres.url);
    const [one, two] = await Promise.all([startTestHost({ database }), startTestHost({ database: other })]);
    try {
      const amara = await signIn(one.url, 'amara');
      const mateo = await signIn(two.url, 'mateo');
      const { items } = await amara.get<Page<ReviewSummary>>('/api/reviews?limit=200');
      expect(items).toHaveLength(20);
      const ids = items.map(({ id }) => id);

      // What one server stores, the other one's readers hear.
      const [id = ''] = ids;
      const heard = new Promise<ReviewSummary>((resolve) => {
        const stop = mateo.backend.subscribe?.(({ summary }) => {
          if (summary.id !== id) return;
          stop?.();
          resolve(summary);
        });
      });
      await new Promise((resolve) => setTimeout(resolve, 500));
      const mine = await accept(amara, await amara.get<Review>(`/api/reviews/${id}`), { type: 'claim' });
      expect((await heard).claimedBy?.id).toBe('amara');
      await accept(amara, mine, { type: 'release' });

      // Both claim everything at once: each case goes to exactly one of them.
      const claims = await Promise.all(
        ids.flatMap((each) =>
          [amara, mateo].map(async (visitor) => {
            const review = await visitor.get<Review>(`/api/reviews/${each}`);
            return (await visitor.post(each, commandOn(review, { type: 'claim' }))).body.outcome;
          }),
        ),
      );
      expect(claims.filter((outcome) => outcome === 'accepted')).toHaveLength(20);
      await Promise.all(
        ids.map(async (each) => {
          const review = await amara.get<Review>(`/api/reviews/${each}`);
          await accept(review.claim?.by.id === 'amara' ? amara : mateo, review, { type: 'approve' });
        }),
      );
      const entries = await readEntries(database);
      expect(entries).toHaveLength(62);
      const stored = await database.query<{ body: Review }>('select body from reviews');
      for (const { body: review } of stored) {
        const own = entries.filter(({ reviewId }) => reviewId === review.id);
        expect(replay(own)).toEqual(review);
      }
    } finally {
      await one.stop();
      await two.stop();
    }
  });

  it('outlives a connection that is ended inside a transaction, as when the database is restarted', async () => {
    const database = await engine.fresh();
    const lost = database.transaction(async (tx) => {
      const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      // Between two statements, where nothing waits for an answer; without a listener the process would end.
      await database.query('select pg_terminate_backend($1)', [row?.pid]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await tx.query('select 1');
    });
    await expect(lost).rejects.toThrow();
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('keeps the record from being changed', async () => {
    const database: Database = await engine.fresh();
    await migrate(database);
    await startTestHost({ database }).then((host) => host.stop());
    await expect(database.query(`update audit_entries set type = 'approved'`)).rejects.toThrow(/append-only/);
    await expect(database.query('delete from audit_entries')).rejects.toThrow(/append-only/);
    await expect(database.query('truncate audit_entries cascade')).rejects.toThrow(/append-only/);
  });
});
