import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { CREDIT_OVERSIGHT } from '../../example/server/oversight-policy.js';
import { policyFor } from '../../example/server/policy.js';
import { sampleProposals } from '../../src/backends/sample-reviews.js';
import type { CaseRecord, OversightPolicy, PolicyAnswer, PolicyState, PolicyVersion, Review } from '../../src/core.js';
import { accept, openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';

const HOUR = 3_600_000;
const FIRST: OversightPolicy = {
  id: CREDIT_OVERSIGHT.id,
  version: '1',
  roles: CREDIT_OVERSIGHT.roles,
  rules: [
    { id: 'denial', when: { type: 'value', in: ['deny'] }, handling: { mode: 'review', profile: 'low' } },
    { id: 'sample', when: { type: 'sample', rate: 0.4, seed: 'test' }, handling: { mode: 'review', profile: 'low' } },
    { id: 'clear', when: { type: 'value', in: ['approve'] }, handling: { mode: 'auto', profile: 'low' } },
  ],
  otherwise: { mode: 'review', profile: 'low' },
};
const withoutSample: OversightPolicy = { ...FIRST, rules: FIRST.rules.filter(({ id }) => id !== 'sample') };

describe('versions of the oversight policy', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let now = Date.parse('2026-11-29T09:00:00Z');
  let amara: Visitor;
  let priya: Visitor;
  let jonas: Visitor;
  let lena: Visitor;

  beforeAll(async () => {
    engine = await openReusable();
    database = await engine.fresh();
    host = await startTestHost({ database, queueSize: 60, oversight: FIRST, clock: () => now });
    [amara, priya, jonas, lena] = await Promise.all([
      signIn(host.url, 'amara'),
      signIn(host.url, 'priya'),
      signIn(host.url, 'jonas'),
      signIn(host.url, 'lena'),
    ]);
  });
  afterAll(async () => {
    await host?.stop();
    await engine?.close();
  });

  const post = async (who: Visitor, path: string, body: unknown) => {
    const answer = await who.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as PolicyAnswer };
  };
  const state = (who = priya) => who.get<PolicyState>('/api/policy');
  const propose = async (who: Visitor, shape: object) =>
    (await post(who, '/api/policy/versions', { policy: FIRST, basedOn: '1', reason: 'Fewer', ...shape })).body;
  const confirm = async (who: Visitor, version: string) =>
    (await post(who, `/api/policy/versions/${version}/confirmation`, {})).body;

  it('begin with the program’s own, which those may read who supervise, adjudicate or audit', async () => {
    for (const who of [priya, jonas, lena]) expect((await state(who)).inForce.policy).toEqual(FIRST);
    for (const path of ['', '/versions', '/cases']) {
      expect((await amara.request(`/api/policy${path}`)).status).toBe(403);
    }
  });

  it('are weighed against what happened, without a trace of what is still to be decided (B-1)', async () => {
    const cases = async () => (await priya.get<CaseRecord>('/api/policy/cases')).cases;
    const before = await cases();
    const closed = await database.query("select id from reviews where status = 'closed'");
    expect(before.length).toBeGreaterThan(0);
    expect(before).toHaveLength(closed.length);
    const text = JSON.stringify(before);
    for (const { id } of await database.query<{ id: string }>('select id from reviews')) {
      expect(text).not.toContain(`"${id}"`);
    }
    const [open] = await database.query<{ body: Review }>(
      `select body from reviews where state = 'pending.open' and body -> 'route' ->> 'rule' = 'sample' limit 1`,
    );
    const claimed = await accept(amara, open?.body as Review, { type: 'claim' });
    await accept(amara, claimed, { type: 'approve' });
    const after = await cases();
    expect(after).toHaveLength(before.length + 1);
    expect(after.filter(({ answer }) => answer !== undefined)).toEqual([
      expect.objectContaining({ answer: 'agreed', chance: expect.closeTo(0.4) }),
    ]);
  });

  it('are proposed by a supervisor and by nobody else', async () => {
    for (const who of [amara, jonas, lena]) {
      expect(await propose(who, {})).toEqual({ outcome: 'forbidden', why: 'role' });
    }
    expect((await state()).newest).toBe('1');
  });

  it('are no versions where the policy cannot be used, or is another host’s', async () => {
    const problemsOf = async (change: object) => {
      const answer = await propose(priya, { policy: { ...FIRST, ...change } });
      return answer.outcome === 'invalid' ? answer.problems.map(({ path }) => path) : answer.outcome;
    };
    expect(await problemsOf({ otherwise: { mode: 'auto', profile: 'low' } })).toEqual(['otherwise.mode']);
    expect(await problemsOf({ roles: [...FIRST.roles, 'intern'] })).toEqual([`roles.${FIRST.roles.length}`]);
    expect(await problemsOf({ id: 'mine' })).toEqual(['id']);
    expect(await propose(priya, { policy: 'nothing' })).toMatchObject({ outcome: 'invalid' });
    expect((await post(priya, '/api/policy/versions', { policy: FIRST, basedOn: '1' })).status).toBe(400);
  });

  it('take effect on no day that is over', async () => {
    expect(await propose(priya, { effectiveFrom: new Date(now).toISOString() })).toEqual({ outcome: 'too-early' });
  });

  it('wait for a second person, and hold from their day on', async () => {
    const effectiveFrom = new Date(now + HOUR).toISOString();
    expect(await propose(priya, { policy: withoutSample, effectiveFrom })).toMatchObject({
      outcome: 'accepted',
      state: {
        newest: '2',
        waiting: { proposedBy: { id: 'priya' }, reason: 'Fewer' },
        inForce: { policy: { version: '1' } },
      },
    });
    expect(await confirm(priya, '2')).toEqual({ outcome: 'forbidden', why: 'same-person' });
    for (const who of [amara, lena]) expect(await confirm(who, '2')).toEqual({ outcome: 'forbidden', why: 'role' });
    expect(await confirm(jonas, '3')).toMatchObject({ outcome: 'conflict' });
    expect(await confirm(jonas, '2')).toMatchObject({
      outcome: 'accepted',
      state: { inForce: { policy: { version: '1' } }, upcoming: { confirmedBy: { id: 'jonas' }, effectiveFrom } },
    });
    now += HOUR;
    expect((await state()).inForce.policy).toEqual({ ...withoutSample, version: '2' });
    const versions = await priya.get<PolicyVersion[]>('/api/policy/versions');
    expect(versions.map(({ policy, asksSecond }) => [policy.version, asksSecond])).toEqual([
      ['2', true],
      ['1', false],
    ]);
  });

  it('refuse a change that began from another one', async () => {
    expect(await propose(priya, { basedOn: '1' })).toMatchObject({ outcome: 'conflict', state: { newest: '2' } });
  });

  it('send the cases that come after them', async () => {
    await host.store.open([{ ...sampleProposals.loan, id: 'later' }], ({ risk }) => policyFor(risk));
    const review = await priya.get<Review>('/api/reviews/later');
    expect(review.route?.policy).toEqual({ id: 'credit-oversight', version: '2' });
  });

  it('are never changed in the database, not even by this program', async () => {
    for (const statement of [
      "update policy_versions set reason = 'Another'",
      'delete from policy_versions',
      'truncate policy_versions cascade',
      "update policy_confirmations set confirmed_by = 'amara'",
      'delete from policy_confirmations',
    ]) {
      await expect(database.query(statement), statement).rejects.toThrow(/never changed/);
    }
  });
});
