import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../example/server/database.js';
import { readWebhook } from '../../example/server/effect-delivery.js';
import type { listEffects, summariseEffects } from '../../example/server/effect-desk.js';
import type { Host, HostOptions } from '../../example/server/host.js';
import { readSecrets } from '../../example/server/webhook-signature.js';
import type { Page, Review, ReviewSummary } from '../../src/core.js';
import { FAST, type Receiver, SECRET, startReceiver, UNDO_OVER } from './effects.fixtures.js';
import { accept, openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';

type Summary = Awaited<ReturnType<typeof summariseEffects>>;
type List = Awaited<ReturnType<typeof listEffects>>;

describe('looking after effects', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let receiver: Receiver;
  let priya: Visitor;
  let shift = 0;
  const clock = () => Date.now() + shift;

  async function start(options: Partial<HostOptions> = {}) {
    host = await startTestHost({ database, clock, deliveryTimes: FAST, ...options });
    priya = await signIn(host.url, 'priya');
  }
  beforeAll(async () => {
    engine = await openReusable();
    database = await engine.fresh();
    receiver = await startReceiver({ now: clock });
    await start();
  });
  afterAll(async () => {
    await host.stop();
    await receiver.close();
    await engine.close();
  });

  const summary = () => priya.get<Summary>('/api/effects/summary');
  const replay = (id: string) => priya.request(`/api/effects/${id}/replay`, { method: 'POST' });
  const codeOf = async (response: Response) => [response.status, (await response.json()).error.code];

  it('is for supervisors', async () => {
    for (const person of ['amara', 'jonas', 'lena']) {
      const visitor = await signIn(host.url, person);
      for (const path of ['/api/effects', '/api/effects/summary']) {
        expect(await codeOf(await visitor.request(path))).toEqual([403, 'role-missing']);
      }
      const response = await visitor.request('/api/effects/eff_1/replay', { method: 'POST' });
      expect(await codeOf(response)).toEqual([403, 'role-missing']);
    }
    expect((await fetch(`${host.url}/api/effects/summary`)).status).toBe(401);
  });

  it('counts what is kept where there is no webhook, and sends it once there is one', async () => {
    expect(await summary()).toEqual({
      webhook: 'none',
      ...{ waiting: 0, held: 0, undoable: 0, blocked: 0, delivered: 0, cancelled: 0, dead: 0 },
    });
    const { items } = await priya.get<Page<ReviewSummary>>('/api/reviews?risk=low');
    for (const { id } of items.slice(0, 2)) {
      const claimed = await accept(priya, await priya.get<Review>(`/api/reviews/${id}`), { type: 'claim' });
      await accept(priya, claimed, { type: 'approve' });
    }
    expect(await summary()).toMatchObject({ webhook: 'none', waiting: 2, undoable: 2, delivered: 0 });
    shift += UNDO_OVER;
    const kept = await summary();
    expect(kept).toMatchObject({ webhook: 'none', waiting: 2, undoable: 0, delivered: 0 });
    expect(Date.parse(kept.oldestWaiting ?? '')).toBeLessThanOrEqual(clock() - UNDO_OVER);
    await host.stop();

    receiver.behave = ({ reviewId }) => (reviewId === items[0]?.id ? 400 : 200);
    await start({ webhook: readWebhook(receiver.url, readSecrets(SECRET)) });
    await expect.poll(summary, { timeout: 10_000 }).toMatchObject({ webhook: 'active', delivered: 1, dead: 1 });
  });

  it('lists dead letters without what was decided, and sends one again', async () => {
    const dead = await priya.get<List>('/api/effects?status=dead');
    expect(dead).toEqual({
      total: 1,
      items: [
        {
          id: expect.stringMatching(/^eff_/),
          type: 'review.approved',
          reviewId: expect.any(String),
          seq: 3,
          status: 'dead',
          attempts: FAST.tries,
          blocks: 0,
          lastError: 'status 400',
          settledAt: expect.any(String),
        },
      ],
    });
    expect(await priya.get<List>('/api/effects')).toEqual(dead);
    receiver.behave = () => 200;
    const { id = '' } = dead.items[0] ?? {};
    expect((await replay(id)).status).toBe(200);
    await expect.poll(summary, { timeout: 10_000 }).toMatchObject({ delivered: 2, dead: 0 });
    expect(await codeOf(await replay(id))).toEqual([409, 'effect-not-dead']);
    expect(await database.query('select replayed_by from effects where id = $1', [id])).toEqual([
      { replayed_by: 'priya' },
    ]);
  });

  it('answers what is none with why', async () => {
    expect(await codeOf(await replay('eff_none'))).toEqual([404, 'effect-unknown']);
    expect(await codeOf(await replay('eff%00'))).toEqual([404, 'effect-unknown']);
    expect(await codeOf(await priya.request('/api/effects?status=lost'))).toEqual([400, 'query-invalid']);
    expect(await codeOf(await priya.request('/api/effects?cursor=first'))).toEqual([400, 'cursor-invalid']);
    expect((await priya.request('/api/effects/eff_none/replay')).status).toBe(404);
  });

  it('leads through long lists page by page', async () => {
    await database.query(
      `insert into effects (id, review_id, seq, type, status, is_held, next_at, body)
       select 'eff_x' || n, (select min(id) from reviews), 1000 + n, 'review.approved', 'cancelled', false, now(), '{}'
       from generate_series(1, 120) as n`,
    );
    const seqs: number[] = [];
    let cursor: string | undefined;
    do {
      const path = `/api/effects?status=cancelled${cursor ? `&cursor=${cursor}` : ''}`;
      const page = await priya.get<List>(path);
      expect(page.total).toBe(120);
      seqs.push(...page.items.map(({ seq }) => seq));
      cursor = page.next;
    } while (cursor);
    expect(seqs).toEqual(Array.from({ length: 120 }, (_, index) => 1001 + index));
  });
});
