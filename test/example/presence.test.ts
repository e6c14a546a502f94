import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import type { Page, Policy, PresentPerson, Review, ReviewSummary } from '../../src/core.js';
import { accept, openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';

const AMARA = { id: 'amara', name: 'Amara Osei' };
const MATEO = { id: 'mateo', name: 'Mateo Ruiz' };

describe('who has a case open, on two servers of one database', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let hosts: [Host, Host];
  let template: Review;
  let amara: Visitor;
  let mateo: Visitor;
  let priya: Visitor;
  let ahead = 0;
  const lines: string[] = [];

  beforeAll(async () => {
    engine = await openReusable();
    database = await engine.fresh();
    const given = { database, clock: () => Date.now() + ahead, log: (line: string) => void lines.push(line) };
    hosts = [await startTestHost({ ...given, queueSize: 1 }), await startTestHost(given)];
    [amara, mateo, priya] = await Promise.all([
      signIn(hosts[0].url, 'amara'),
      signIn(hosts[1].url, 'mateo'),
      signIn(hosts[0].url, 'priya'),
    ]);
    const [row] = (await amara.get<Page<ReviewSummary>>('/api/reviews')).items;
    template = await amara.get<Review>(`/api/reviews/${row?.id}`);
  });
  afterAll(async () => {
    for (const host of hosts ?? []) await host.stop();
    await engine?.close();
  });
  beforeEach(() => database.query('delete from presence'));

  let count = 0;
  async function openCase(policy: Partial<Policy> = {}): Promise<string> {
    const id = `present-${++count}`;
    await hosts[0].store.open([{ ...template.proposal, value: 'approve', id }], () => ({
      ...template.policy,
      ...{ blindFirst: false, secondReview: false, signature: false, recordViews: true },
      ...policy,
    }));
    return id;
  }
  const say = (visitor: Visitor, id: string, method = 'PUT', page = 'one') =>
    visitor.request(`/api/reviews/${id}/presence?page=${page}`, { method });
  async function others(visitor: Visitor, id: string): Promise<readonly PresentPerson[]> {
    const response = await say(visitor, id);
    expect(response.status).toBe(200);
    return (await response.json()).people;
  }
  const load = (visitor: Visitor, id: string) => visitor.get<Review>(`/api/reviews/${id}`);
  const rows = async () =>
    (await database.query<{ review_id: string }>('select review_id from presence')).map(({ review_id }) => review_id);

  it('tells each of the other, until one of them leaves', async () => {
    const id = await openCase();
    expect(await others(amara, id)).toEqual([]);
    expect(await others(mateo, id)).toEqual([AMARA]);
    expect(await others(amara, id)).toEqual([MATEO]);
    expect((await say(mateo, id, 'DELETE')).status).toBe(200);
    expect(await others(amara, id)).toEqual([]);
  });

  it('is over a minute after the last word, by the clock of the servers, and swept away', async () => {
    const id = await openCase();
    await others(amara, id);
    ahead += 59_000;
    expect(await others(mateo, id)).toEqual([AMARA]);
    ahead += 2_000;
    expect(await others(mateo, id)).toEqual([]);
    ahead += 60_000;
    expect(await rows()).not.toEqual([]);
    await expect.poll(rows, { timeout: 15_000 }).toEqual([]);
  }, 20_000);

  it('takes a person for one in all of their windows, and away with the last of them', async () => {
    const id = await openCase();
    await say(amara, id, 'PUT', 'one');
    await say(amara, id, 'PUT', 'other');
    expect(await others(mateo, id)).toEqual([AMARA]);
    await say(amara, id, 'DELETE', 'one');
    expect(await others(mateo, id)).toEqual([AMARA]);
    await say(amara, id, 'DELETE', 'other');
    expect(await others(mateo, id)).toEqual([]);
    for (const method of ['PUT', 'DELETE']) {
      const response = await say(amara, id, method, encodeURIComponent('<b>'));
      expect([response.status, (await response.json()).error.code]).toEqual([400, 'query-invalid']);
    }
  });

  it('remembers no more than twenty open cases of one person', async () => {
    const ids: string[] = [];
    for (let number = 0; number < 22; number += 1) {
      const id = await openCase();
      ids.push(id);
      ahead += 1;
      await others(amara, id);
    }
    expect((await rows()).sort()).toEqual(ids.slice(2).sort());
  });

  it('leaves nothing in record, case and access log, and is no view', async () => {
    const id = await openCase();
    const before = await load(amara, id);
    const logged = lines.length;
    await others(amara, id);
    await others(mateo, id);
    await say(mateo, id, 'DELETE');
    expect(lines.slice(logged)).toEqual([]);
    expect(await load(amara, id)).toEqual(before);
    const { items } = await amara.get<Page<{ type: string }>>(`/api/reviews/${id}/history`);
    expect(items.map(({ type }) => type)).toEqual(['proposed']);
    await say(amara, 'no-such-review');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ route: '/api/reviews/:id/presence', status: 404 });
  });

  it('tells nobody of anybody while two decide apart (B-19)', async () => {
    const id = await openCase({ secondReview: true });
    await others(amara, id);
    expect(await others(mateo, id)).toEqual([]);
    const begun = await accept(amara, await load(amara, id), { type: 'claim' });
    expect(await others(mateo, id)).toEqual([]);
    await accept(amara, begun, { type: 'approve' });
    expect(await others(amara, id)).toEqual([]);
    expect(await others(mateo, id)).toEqual([]);
    await accept(mateo, await accept(mateo, await load(mateo, id), { type: 'claim' }), { type: 'approve' });
    expect(await others(mateo, id)).toEqual([AMARA]);
  });

  it('tells nobody before their own answer of who may know the AI’s (B-1)', async () => {
    const id = await openCase({ blindFirst: true });
    await others(amara, id);
    expect(await others(mateo, id)).toEqual([]);
    const begun = await accept(mateo, await load(mateo, id), { type: 'claim' });
    expect(await others(mateo, id)).toEqual([]);
    await accept(mateo, begun, { type: 'judge', value: 'approve', confidence: 0.8 });
    expect(await others(mateo, id)).toEqual([AMARA]);
    expect(await others(amara, id)).toEqual([]);
  });

  it('lets nobody but its person hear of a check, whoever reads the record of checks included (B-14)', async () => {
    const id = await openCase();
    await database.query(
      `insert into checks (review_id, person_id, source_id, truth, comes_at, shown_at)
       values ($1, 'amara', $1, '"approve"'::json, now(), now())`,
      [id],
    );
    expect(await others(amara, id)).toEqual([]);
    for (const visitor of [mateo, priya]) {
      const [refused, unknown] = [await say(visitor, id), await say(visitor, 'no-such-review')];
      expect(refused.status).toBe(404);
      expect(await refused.text()).toBe((await unknown.text()).replace('no-such-review', id));
    }
    expect(await others(amara, id)).toEqual([]);
    expect(await rows()).toEqual([id]);
  });

  it('does not keep a session alive, and is for nobody who is not signed in', async () => {
    const id = await openCase();
    const seen = async () =>
      (
        await database.query<{ seen_at: Date }>(
          `select max(seen_at) as seen_at from sessions where person_id = 'mateo'`,
        )
      )[0]?.seen_at;
    const before = await seen();
    ahead += 10 * 60_000;
    await others(mateo, id);
    expect(await seen()).toEqual(before);
    await load(mateo, id);
    expect(await seen()).not.toEqual(before);
    const nobody = await fetch(`${hosts[0].url}/api/reviews/${id}/presence`, {
      method: 'PUT',
      headers: { 'x-requested-with': 'countersign' },
    });
    expect(nobody.status).toBe(401);
  });
});
