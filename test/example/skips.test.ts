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

const skip: Command = { type: 'skip', reason: { codes: ['not-judgeable'], text: 'The second page is missing' } };

describe('cases that are given back with a reason', () => {
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
    const kind = `skips-${++count}`;
    const proposals = Array.from({ length: many }, (_, index) => ({
      ...template.proposal,
      value: 'approve',
      id: `${kind}-${index + 1}`,
      kind,
      createdAt: new Date(Date.parse('2026-11-21T08:00:00Z') + index * 1000).toISOString(),
    }));
    await host.store.open(proposals, () => ({
      ...template.policy,
      blindFirst: false,
      secondReview: false,
      ...policy,
    }));
    return proposals.map(({ id }) => id);
  }
  const kindOf = (id: string) => id.replace(/-\d+$/, '');
  const load = (visitor: Visitor, id: string) => visitor.get<Review>(`/api/reviews/${id}`);
  const skipAs = async (visitor: Visitor, id: string, command = skip) =>
    accept(visitor, await accept(visitor, await load(visitor, id), { type: 'claim' }), command);
  const listed = async (visitor: Visitor, search: string) =>
    (await visitor.get<Page<ReviewSummary>>(`/api/reviews?${search}`)).items;
  async function next(visitor: Visitor, kind: string): Promise<string | undefined> {
    const response = await visitor.request('/api/reviews/next', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ kind }),
    });
    return ((await response.json()) as { review: Review | null }).review?.id;
  }

  it('go to others next, are found in the queue by how many, and tell no row by whom', async () => {
    const [first, second] = (await openCases(2)) as [string, string];
    const kind = kindOf(first);
    expect((await skipAs(amara, first)).state).toBe('pending.open');
    expect(await next(amara, kind)).toBe(second);
    expect(await next(amara, kind)).toBeUndefined();
    const [row, ...others] = await listed(priya, `kind=${kind}&skipped=true`);
    expect([row?.id, row?.skippedBy, others]).toEqual([first, 1, []]);
    expect(JSON.stringify(row)).not.toMatch(/amara|Amara|missing/);
    expect((await listed(priya, `kind=${kind}&skipped=false`)).map(({ id }) => id)).toEqual([second]);
    expect(await next(mateo, kind)).toBe(first);
  });

  it('go to a role once two have skipped them, with both reasons on the record', async () => {
    const [id] = (await openCases(1)) as [string];
    await skipAs(amara, id);
    const escalated = await skipAs(mateo, id, { type: 'skip', reason: { codes: ['conflict'] } });
    expect(escalated).toMatchObject({
      state: 'pending.escalated',
      escalation: { to: 'Credit committee', by: { kind: 'rule' } },
    });
    const { items } = await priya.get<Page<AuditEntry>>(`/api/reviews/${id}/history`);
    expect(items.filter(({ type }) => type === 'skipped').map(({ by, reason, to }) => [by.id, reason, to])).toEqual([
      ['mateo', { codes: ['conflict'] }, 'pending.escalated'],
      ['amara', skip.reason, 'pending.open'],
    ]);
    const [stored] = await database.query<{ body: Review }>('select body from reviews where id = $1', [id]);
    expect(replay(await readEntries(database, [id]))).toEqual(stored?.body);
  });

  it('keep what was typed on them', async () => {
    const [id] = (await openCases(1)) as [string];
    await accept(amara, await load(amara, id), { type: 'claim' });
    await amara.request(`/api/reviews/${id}/draft`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ message: 'Half a thought' }),
    });
    await accept(amara, await load(amara, id), skip);
    expect(await amara.get(`/api/reviews/${id}/draft`)).toMatchObject({ draft: { message: 'Half a thought' } });
  });

  it('say nothing of the first signer to the second one', async () => {
    const [id] = (await openCases(1, { secondReview: true })) as [string];
    await skipAs(amara, id);
    const seen = JSON.stringify([
      await load(mateo, id),
      await mateo.get(`/api/reviews/${id}/history`),
      await listed(mateo, `kind=${kindOf(id)}`),
    ]);
    expect(seen).not.toMatch(/"amara"|Amara Osei|missing/);
    expect(seen).toContain('"skippedBy":1');
  });

  it('are refused without a reason that the policy offers, in words', async () => {
    const [id] = (await openCases(1)) as [string];
    const claimed = await accept(amara, await load(amara, id), { type: 'claim' });
    const sent = commandOn(claimed, { type: 'skip', reason: { codes: ['bored'] } });
    const { body } = await amara.post(id, sent);
    expect(body).toMatchObject({
      outcome: 'invalid',
      issues: [{ code: 'reason-unknown', path: 'reason.codes', detail: { code: 'bored' } }],
    });
    expect(await amara.request('/api/reviews?skipped=perhaps').then(({ status }) => status)).toBe(400);
  });
});
