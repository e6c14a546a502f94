import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { readEntries } from '../../example/server/log-lines.js';
import { policyFor } from '../../example/server/policy.js';
import { sampleProposals } from '../../src/backends/sample-reviews.js';
import { type OversightPolicy, type Proposal, type Review, replay } from '../../src/core.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import { accept, openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';

const OVERSIGHT: OversightPolicy = {
  id: 'credit-oversight',
  version: '1',
  roles: ['reviewer'],
  rules: [
    { id: 'alone', when: { type: 'kind', in: ['alone'] }, handling: { mode: 'auto', profile: 'low' } },
    {
      id: 'watched',
      when: { type: 'kind', in: ['watched'] },
      handling: { mode: 'monitor', profile: 'low', vetoMinutes: 5 },
    },
  ],
  otherwise: { mode: 'review', profile: 'low' },
};
const MINUTE = 60_000;

describe('what the host sends past people', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let now = Date.parse('2026-11-29T09:00:00Z');
  let amara: Visitor;
  let priya: Visitor;

  beforeAll(async () => {
    engine = await openReusable();
    database = await engine.fresh();
    host = await startTestHost({ database, queueSize: 1, clock: () => now });
    [amara, priya] = await Promise.all([signIn(host.url, 'amara'), signIn(host.url, 'priya')]);
  });
  afterAll(async () => {
    await host?.stop();
    await engine?.close();
  });

  let count = 0;
  async function submit(kind: string, createdAt = now): Promise<Review> {
    const proposal: Proposal = {
      ...sampleProposals.refund,
      id: `${kind}-${++count}`,
      kind,
      createdAt: new Date(createdAt).toISOString(),
    };
    const [review] = await host.store.submit([proposal], () => policyFor('low'), OVERSIGHT);
    return review as Review;
  }
  const read = (id: string) => amara.get<Review>(`/api/reviews/${id}`);
  const effectsOf = async (id: string) => {
    const rows = await database.query<{ type: string; status: string; is_held: boolean; body: { value?: unknown } }>(
      'select type, status, is_held, body from effects where review_id = $1 order by seq',
      [id],
    );
    return rows.map(({ type, status, is_held, body }) => [type, status, is_held, body.value]);
  };
  const recordOf = (id: string) => readEntries(database, [id]);
  const { value } = sampleProposals.refund;

  it('is on the record with its rule, and has its effect, which names no decision', async () => {
    const { id } = await submit('alone');
    expect(await read(id)).toMatchObject({ state: 'closed.automated', route: { rule: 'alone', mode: 'auto' } });
    const entries = await recordOf(id);
    expect(entries.map(({ type, by }) => [type, by.kind])).toEqual([
      ['proposed', 'model'],
      ['routed', 'rule'],
    ]);
    expect(replay(entries)).toEqual(await read(id));
    expect(await effectsOf(id)).toEqual([['review.routed', 'waiting', false, value]]);
  });

  it('is nobody’s next case, and takes effect once its time is over', async () => {
    const { id } = await submit('watched');
    expect(await read(id)).toMatchObject({ state: 'pending.monitored' });
    const next = await amara.request('/api/reviews/next', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'next-watched' },
      body: JSON.stringify({ kind: 'watched' }),
    });
    expect(next.status).toBe(200);
    expect(await next.json()).toEqual({ review: null });
    await host.store.proceed();
    expect(await effectsOf(id)).toEqual([]);
    now += 6 * MINUTE;
    await host.store.proceed();
    expect(await read(id)).toMatchObject({ state: 'closed.automated', automated: { seq: 3 } });
    expect(await effectsOf(id)).toEqual([['review.proceeded', 'waiting', false, value]]);
    expect(replay(await recordOf(id))).toEqual(await read(id));
  });

  it('leaves time to step in, however long the proposal was on its way', async () => {
    const { id } = await submit('watched', now - 60 * MINUTE);
    await host.store.proceed();
    expect((await read(id)).state).toBe('pending.monitored');
  });

  it('waits while it is held, and for nobody but a person once one has stepped in', async () => {
    const held = await submit('watched');
    const taken = await submit('watched');
    await accept(amara, held, { type: 'hold', reason: 'The model drifts', scope: 'review' });
    await accept(amara, await accept(amara, taken, { type: 'claim' }), { type: 'release' });
    now += 6 * MINUTE;
    await host.store.proceed();
    expect((await read(held.id)).state).toBe('pending.monitored');
    expect((await read(taken.id)).state).toBe('pending.open');
    await accept(priya, await read(held.id), { type: 'resume' });
    await host.store.proceed();
    // As much time as was left when it was held.
    expect((await read(held.id)).state).toBe('pending.monitored');
    now += 6 * MINUTE;
    await host.store.proceed();
    expect((await read(held.id)).state).toBe('closed.automated');
  });

  it('is taken back by whoever may reopen, with its effect', async () => {
    const { id } = await submit('alone');
    await accept(priya, await read(id), { type: 'reopen', reason: 'The customer asks for a person' });
    expect((await read(id)).state).toBe('pending.open');
    expect(await effectsOf(id)).toEqual([
      ['review.routed', 'cancelled', false, value],
      ['review.reopened', 'waiting', false, undefined],
    ]);
    const { items } = await priya.get<{ items: { type: string; supersedes?: number }[] }>(`/api/reviews/${id}/history`);
    expect(items.find(({ type }) => type === 'reopened')).toMatchObject({ supersedes: 2 });
  });

  it('is nothing that a person can ask for', async () => {
    const { id, version, proposal } = await submit('watched');
    const { route } = await read(id);
    for (const command of [{ type: 'proceed' }, { type: 'route', route }]) {
      const response = await amara.request(`/api/reviews/${id}/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': `${command.type}-${id}` },
        body: JSON.stringify({ command, expectedVersion: version, saw: sawOf(proposal) }),
      });
      const answer = await response.json();
      expect(answer, JSON.stringify(answer)).toMatchObject(
        command.type === 'proceed'
          ? { outcome: 'forbidden', why: { code: 'system-only' } }
          : { outcome: 'invalid', issues: [{ code: 'command-illegal' }] },
      );
    }
    expect(await read(id)).toMatchObject({ state: 'pending.monitored', version });
  });
});
