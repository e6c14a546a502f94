import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { readEntries } from '../../example/server/log-lines.js';
import {
  type AuditEntry,
  type Command,
  type Page,
  type Policy,
  type Review,
  type ReviewSummary,
  replay,
} from '../../src/core.js';
import { accept, commandOn, openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';

const to = (id: string, name = 'x'): Command => ({ type: 'assign', to: { id, name } });

describe('cases that are assigned', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let template: Review;
  let amara: Visitor;
  let mateo: Visitor;
  let priya: Visitor;

  beforeAll(async () => {
    engine = await openReusable();
    database = await engine.fresh();
    host = await startTestHost({ database, queueSize: 1 });
    [amara, mateo, priya] = (await Promise.all(
      ['amara', 'mateo', 'priya'].map((person) => signIn(host.url, person)),
    )) as [Visitor, Visitor, Visitor];
    const [row] = (await amara.get<Page<ReviewSummary>>('/api/reviews')).items;
    template = await amara.get<Review>(`/api/reviews/${row?.id}`);
  });
  afterAll(async () => {
    await host?.stop();
    await engine?.close();
  });

  let count = 0;
  async function openCases(many: number, policy: Partial<Policy> = {}): Promise<string[]> {
    const kind = `assigned-${++count}`;
    const proposals = Array.from({ length: many }, (_, index) => ({
      ...template.proposal,
      value: 'approve',
      id: `${kind}-${index + 1}`,
      kind,
      createdAt: new Date(Date.parse('2026-11-21T08:00:00Z') + index * 1000).toISOString(),
    }));
    await host.store.open(proposals, () => ({ ...template.policy, blindFirst: false, secondReview: false, ...policy }));
    return proposals.map(({ id }) => id);
  }
  const load = (visitor: Visitor, id: string) => visitor.get<Review>(`/api/reviews/${id}`);
  const answer = async (visitor: Visitor, id: string, command: Command) =>
    visitor.post(id, commandOn(await load(visitor, id), command));
  const ids = async (visitor: Visitor, kind: string, assigned: string) =>
    (await visitor.get<Page<ReviewSummary>>(`/api/reviews?kind=${kind}&assigned=${assigned}`)).items.map(
      ({ id }) => id,
    );
  async function next(visitor: Visitor, kind: string): Promise<string | undefined> {
    const response = await visitor.request('/api/reviews/next', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ kind }),
    });
    return ((await response.json()) as { review: Review | null }).review?.id;
  }

  it('are those of one person first, and of nobody else', async () => {
    const [first, second, third] = (await openCases(3)) as [string, string, string];
    const kind = `assigned-${count}`;
    await accept(priya, await load(priya, first), to('mateo'));
    const kept = await accept(priya, await load(priya, third), { ...to('amara'), note: 'You know them' } as Command);
    expect(kept.assignment).toMatchObject({ to: { id: 'amara', name: 'Amara Osei' }, note: 'You know them' });
    expect((await answer(amara, first, { type: 'claim' })).body).toMatchObject({
      outcome: 'forbidden',
      why: { code: 'assigned', to: { id: 'mateo', name: 'Mateo Ruiz' } },
    });
    expect(await ids(amara, kind, 'me')).toEqual([third]);
    expect(await ids(amara, kind, 'others')).toEqual([first]);
    expect(await ids(amara, kind, 'nobody')).toEqual([second]);
    expect([await next(amara, kind), await next(amara, kind), await next(amara, kind)]).toEqual([
      third,
      second,
      undefined,
    ]);
    expect(await next(mateo, kind)).toBe(first);
    const { items } = await amara.get<Page<AuditEntry>>(`/api/reviews/${third}/history`);
    expect(items.map(({ type }) => type)).toEqual(['claimed', 'assigned', 'proposed']);
    const entries = await readEntries(database, [third]);
    expect(replay(entries).assignment?.to.id).toBe('amara');
  });

  it('go to whom the host knows, by whom the policy lets', async () => {
    const [id] = (await openCases(1)) as [string];
    const { people } = await amara.get<{ people: { id: string; name: string; title?: string }[] }>(
      '/api/people/assignable',
    );
    expect(people).toContainEqual({ id: 'mateo', name: 'Mateo Ruiz', title: 'Underwriter' });
    expect(people.map((person) => person.id)).not.toContain('noor');
    expect(JSON.stringify(people)).not.toMatch(/password|salt|roles/);
    expect((await fetch(`${host.url}/api/people/assignable`)).status).toBe(401);
    for (const stranger of ['nobody', 'noor', 'lena']) {
      expect((await answer(priya, id, to(stranger))).body).toMatchObject({
        outcome: 'invalid',
        issues: [{ code: 'choice-unknown', path: 'to' }],
      });
    }
    expect((await answer(mateo, id, to('amara'))).body).toMatchObject({
      outcome: 'forbidden',
      why: { code: 'role-missing' },
    });
    const own = await accept(mateo, await load(mateo, id), to('mateo', 'Somebody Else'));
    expect(own.assignment?.to).toEqual({ id: 'mateo', name: 'Mateo Ruiz' });
    const lena = await signIn(host.url, 'lena');
    expect((await answer(lena, id, to('lena'))).body).toMatchObject({ outcome: 'forbidden' });
  });

  it('tell nobody who may sign second whose they are, on any way (B-19)', async () => {
    const [id] = (await openCases(1, { secondReview: true })) as [string];
    const kind = `assigned-${count}`;
    await accept(priya, await load(priya, id), { ...to('amara'), note: 'You know the Ruddock family' } as Command);
    const seen = JSON.stringify([
      await load(mateo, id),
      await mateo.get(`/api/reviews?kind=${kind}`),
      await mateo.get(`/api/reviews/${id}/history`),
      (await answer(mateo, id, { type: 'claim' })).body,
      await ids(mateo, kind, 'others'),
    ]);
    expect(seen).toContain('"assigned"');
    expect(seen).not.toMatch(/amara|"priya"|Ruddock/i);
    await accept(amara, await accept(amara, await load(amara, id), { type: 'claim' }), { type: 'approve' });
    expect((await answer(priya, id, { type: 'claim' })).body).toMatchObject({ why: { code: 'not-independent' } });
    expect((await accept(mateo, await load(mateo, id), { type: 'claim' })).claim?.seat).toBe('second');
  });

  it('are no checks of somebody else, and a check that its person hands on ends (B-14)', async () => {
    const [shown, kept] = (await openCases(2)) as [string, string];
    for (const id of [shown, kept]) {
      await database.query(
        `insert into checks (review_id, person_id, source_id, truth, comes_at, shown_at)
         values ($1, 'priya', $1, '"approve"', now(), now())`,
        [id],
      );
    }
    const foreign = await amara.post(shown, { command: to('amara'), expectedVersion: 1 });
    expect(foreign.status).toBe(404);
    await accept(priya, await load(priya, kept), to('priya'));
    expect((await load(priya, kept)).status).toBe('pending');
    expect((await answer(priya, shown, to('amara'))).body).toMatchObject({ outcome: 'accepted' });
    expect((await load(priya, shown)).state).toBe('closed.withdrawn');
    expect((await amara.request(`/api/reviews/${shown}`)).status).toBe(404);
  });
});
