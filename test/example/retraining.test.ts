import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import type { ModelState } from '../../example/server/model-service.js';
import type { AuditEntry, Page, Review, ReviewSummary } from '../../src/core.js';
import { accept, commandOn, isSimple, openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';

describe('retraining', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let amara: Visitor;
  let mateo: Visitor;
  let priya: Visitor;
  let unused: ReviewSummary[];

  beforeAll(async () => {
    engine = await openReusable();
    database = await engine.fresh();
    host = await startTestHost({ database, queueSize: 40 });
    [amara, mateo, priya] = (await Promise.all(
      ['amara', 'mateo', 'priya'].map((person) => signIn(host.url, person)),
    )) as [Visitor, Visitor, Visitor];
    const { items } = await amara.get<Page<ReviewSummary>>('/api/reviews?limit=200');
    unused = items.filter(isSimple);
  });
  afterAll(async () => {
    await host.stop();
    await engine.close();
  });

  const load = (id: string) => amara.get<Review>(`/api/reviews/${id}`);
  const claim = async (by: Visitor) => accept(by, await load(unused.shift()?.id ?? 'none'), { type: 'claim' });
  const decide = async () => accept(mateo, await claim(mateo), { type: 'approve' });
  async function retrain(by: Visitor): Promise<ModelState> {
    const response = await by.request('/api/model/retrain', { method: 'POST' });
    expect(response.status).toBe(200);
    return response.json();
  }
  const entriesOf = async (id: string) => (await amara.get<Page<AuditEntry>>(`/api/reviews/${id}/history`)).items;

  beforeEach(async () => {
    await decide();
  });

  it('happens once for many who ask at the same moment', async () => {
    const { id } = await load(unused.at(-1)?.id ?? 'none');
    const { version } = await amara.get<ModelState>('/api/model');
    const states = await Promise.all(Array.from({ length: 30 }, (_, index) => retrain(index % 2 ? amara : priya)));
    expect(new Set(states.map((state) => state.version))).toEqual(new Set([String(Number(version) + 1)]));
    expect((await entriesOf(id)).filter(({ type }) => type === 'revised')).toHaveLength(1);
  });

  it('changes nothing where nothing was decided since, and does where a decision was taken back', async () => {
    const decided = await decide();
    const first = await retrain(amara);
    expect(await retrain(priya)).toEqual(first);
    await accept(priya, decided, { type: 'reopen', reason: 'A letter came.' });
    expect(Number((await retrain(priya)).version)).toBe(Number(first.version) + 1);
  });

  it('leaves alone what somebody is at work on, where the same is proposed', async () => {
    const mine = await claim(amara);
    const { report } = await retrain(priya);
    expect(report?.revised).toBeGreaterThan(0);
    expect(await load(mine.id)).toEqual(mine);
    expect((await amara.post(mine.id, commandOn(mine, { type: 'approve' }))).body.outcome).toBe('accepted');
  });

  it('has what somebody is at work on looked at again, where something else is proposed', async () => {
    const mine = await claim(amara);
    const other = mine.proposal.value === 'deny' ? 'approve' : 'deny';
    await database.query(
      `update reviews set body = jsonb_set(body::jsonb, '{proposal,value}', to_jsonb($2::text))::json where id = $1`,
      [mine.id, other],
    );
    await retrain(priya);
    const stale = await load(mine.id);
    expect(stale).toMatchObject({ claim: { stale: true }, proposal: { value: mine.proposal.value } });
    expect(stale.proposal.revision).toBe(mine.proposal.revision + 1);
    const late = { ...commandOn(mine, { type: 'approve' }), expectedVersion: stale.version };
    expect((await amara.post(mine.id, late)).body.outcome).toBe('conflict');
  });

  it('says who asked for it, in what it answers and in every entry', async () => {
    const { id } = await load(unused.at(-1)?.id ?? 'none');
    expect((await retrain(priya)).report?.by).toEqual({ id: 'priya', name: 'Priya Nair' });
    expect((await entriesOf(id))[0]).toMatchObject({
      type: 'revised',
      by: { kind: 'system', id: 'trainer', name: 'Model training, asked for by Priya Nair' },
    });
  });
});
