import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Application } from '../../example/model/application.js';
import { splitApplications, train } from '../../example/model/credit-model.js';
import { generateApplications } from '../../example/model/generator.js';
import { proposalFor } from '../../example/model/proposal.js';
import type { Database } from '../../example/server/database.js';
import type { GroupPatterns } from '../../example/server/group-patterns.js';
import type { Host } from '../../example/server/host.js';
import type { ModelState } from '../../example/server/model-service.js';
import { CREDIT_OVERSIGHT } from '../../example/server/oversight-policy.js';
import { policyFor } from '../../example/server/policy.js';
import { routedReview } from '../../example/server/routing.js';
import {
  type AuditEntry,
  type Command,
  oversightPolicyProblems,
  type Page,
  type Proposal,
  type Review,
  replay,
  reviewAsSeenBy,
  route,
} from '../../src/core.js';
import { accept, commandOn, openReusable, SEED, signIn, startTestHost, type Visitor } from './host.fixtures.js';

/** No account overdrawn, 1,000 DM and more saved, from an area where credits often default: denied by the model. */
const APPLICANT = 'APP-0065';

describe('the host’s own policy', () => {
  it('has no problem', () => {
    expect(oversightPolicyProblems(CREDIT_OVERSIGHT)).toEqual([]);
  });
});

describe('an applicant with a good record of their own, from an area with defaults, whom the model denies', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let amara: Visitor;
  let mateo: Visitor;
  let priya: Visitor;

  beforeAll(async () => {
    engine = await openReusable();
    database = await engine.fresh();
    host = await startTestHost({ database, oversight: CREDIT_OVERSIGHT });
    [amara, mateo, priya] = (await Promise.all(['amara', 'mateo', 'priya'].map((id) => signIn(host.url, id)))) as [
      Visitor,
      Visitor,
      Visitor,
    ];
  });
  afterAll(async () => {
    await host?.stop();
    await engine?.close();
  });

  const stored = async () => {
    const [row] = await database.query<{ body: Review }>('select body from reviews where id = $1', [APPLICANT]);
    return row?.body as Review;
  };
  const historyOf = async (by: Visitor) =>
    (await by.get<Page<AuditEntry>>(`/api/reviews/${APPLICANT}/history`)).items.toReversed();

  it('is who they are said to be', () => {
    const { values, defaulted } = generateApplications(400, SEED).find(({ id }) => id === APPLICANT) as Application;
    expect(values).toMatchObject({ area_record: 'D3', checking_status: 'A14', savings: 'A64' });
    expect(defaulted).toBe(false);
  });

  it('is sent to a person because the factors disagree', async () => {
    const { route: sent, policy, proposal } = await stored();
    expect(sent).toMatchObject({ rule: 'factors-disagree', mode: 'review', profile: 'high' });
    expect(sent?.because).toContainEqual(expect.objectContaining({ type: 'factor-disagreement', side: 'at-least' }));
    expect(policy).toMatchObject({ blindFirst: true, evidenceGate: true });
    expect(proposal.value).toBe('deny');
    const area = proposal.explanation?.factors?.find(({ id }) => id === 'area_record');
    expect(area?.contribution).toBeGreaterThan(0.1);
  });

  it('is shown to that person without a trace of the model’s answer, nor of why it came', async () => {
    const [review, entries] = [await amara.get<Review>(`/api/reviews/${APPLICANT}`), await historyOf(amara)];
    for (const said of [review, entries]) {
      const text = JSON.stringify(said);
      expect(text).not.toMatch(/factors-disagree|factor-disagreement|contribution|confidence":\{/i);
    }
    expect(review.proposal.value).toBeNull();
    expect(entries[0]?.command).toMatchObject({ proposal: { value: null } });
    expect(review.route).not.toHaveProperty('rule');
    const { items } = await amara.get<Page<{ id: string }>>('/api/reviews?limit=200');
    const row = items.find(({ id }) => id === APPLICANT);
    expect(row).toMatchObject({ answerFirst: true, why: [] });
    expect(row).not.toHaveProperty('confidence');
  });

  it('cannot be told from a case that is no denial, by what its reader is told of it before their answer (B-1)', () => {
    const applications = generateApplications(2_000, SEED);
    const parts = splitApplications(applications, SEED);
    const at = '2026-11-29T10:00:00Z';
    const model = train({ applications, parts, version: '1', at });
    const told = new Map<string, Set<unknown>>();
    for (const application of applications) {
      const proposal = proposalFor(model, application, { createdAt: at, area: 'Generated applications' });
      const { review } = routedReview(proposal, policyFor(proposal.risk), CREDIT_OVERSIGHT, at);
      if (!review.policy.blindFirst) continue;
      const { route: sent, policy } = reviewAsSeenBy(review, { id: 'amara' });
      // How much is at stake is the host's word, and follows from the amount.
      const { secondReview: _drawn, ...safeguards } = policy;
      const key = JSON.stringify([proposal.risk, sent?.mode, sent?.profile, sent?.dueAt, sent?.safeguards, safeguards]);
      told.set(key, (told.get(key) ?? new Set()).add(proposal.value));
    }
    expect(told.size).toBeGreaterThan(2);
    for (const [key, values] of told) expect(values.size, key).toBeGreaterThanOrEqual(2);
  });

  it('is decided on their own record, against the model, by each who decides before they saw its answer', async () => {
    const override = {
      type: 'override',
      value: 'approve',
      reason: { codes: ['group-factor'], checks: ['application'] },
    } satisfies Command;
    async function decide(by: Visitor) {
      const load = () => by.get<Review>(`/api/reviews/${APPLICANT}`);
      expect((await load()).proposal.value).toBeNull();
      await accept(by, await load(), { type: 'claim' });
      await accept(by, await load(), { type: 'judge', value: 'approve', confidence: 0.8 });
      const revealed = await load();
      expect(revealed.proposal.value).toBe('deny');
      expect(revealed.route).toMatchObject({ rule: 'factors-disagree' });
      const early = await by.post(APPLICANT, commandOn(revealed, override));
      expect(early.body).toMatchObject({ outcome: 'invalid', issues: [{ code: 'evidence-unopened' }] });
      const informed = { ...override, evidenceOpened: ['application'] };
      const unasked = await by.post(APPLICANT, commandOn(revealed, informed));
      expect(unasked.body).toMatchObject({ outcome: 'invalid', issues: [{ code: 'assumption-missing' }] });
      await accept(by, revealed, { ...informed, assumption: { wording: 'holds', code: 'own-record' } });
    }
    await decide(amara);
    // The profile draws a tenth of its cases for a second look, and this one is among them.
    expect((await stored()).state).toBe('pending.awaitingSecond');
    await decide(mateo);

    const entries = await historyOf(priya);
    expect(entries.map(({ type }) => type)).toEqual([
      ...['proposed', 'routed'],
      ...['claimed', 'judged', 'overridden'],
      ...['claimed', 'judged', 'overridden'],
    ]);
    expect(entries.at(-1)).toMatchObject({
      oldValue: 'deny',
      newValue: 'approve',
      reason: { codes: ['group-factor'] },
      command: { assumption: { wording: 'holds', code: 'own-record' } },
      exposure: {
        switches: {
          profile: 'high',
          blindFirst: true,
          assumptionPrompt: true,
          signature: false,
          dwell: 0,
          paceWatch: true,
        },
      },
    });
    expect(replay(entries)).toMatchObject({ status: 'overridden' });
  });

  it('shows the supervisor, and nobody who decides, what becomes of denials by area', async () => {
    const patterns = await priya.get<GroupPatterns>('/api/groups');
    expect(patterns).toMatchObject({
      of: 'Credits in the postal area',
      groups: [{ name: 'often default', decided: 1, denials: 1, overturned: 1, interval: [expect.any(Number), 1] }],
    });
    expect((await amara.request('/api/groups')).status).toBe(403);
  });

  it('is learned from, and every case whose proposal changed is sent anew by the same policy', async () => {
    const before = await database.query<{ body: Review }>('select body from reviews order by id');
    const response = await amara.request('/api/model/retrain', { method: 'POST' });
    const state = (await response.json()) as ModelState;
    expect(state).toMatchObject({ version: '2', counts: { decisions: 1 }, report: { decisions: 1 } });
    expect(state.report?.revised).toBeGreaterThan(0);

    const after = await database.query<{ body: Review }>('select body from reviews order by id');
    const revised = after.filter(
      ({ body }, index) => body.proposal.revision > (before[index]?.body.proposal.revision ?? 0),
    );
    expect(revised.length).toBe(state.report?.revised);
    for (const { body } of revised) {
      const { at, revision, vetoUntil, ...sent } = body.route as NonNullable<Review['route']>;
      const { vetoUntil: _until, ...due } = route(body.proposal, CREDIT_OVERSIGHT, at);
      expect(sent).toEqual(due);
      expect(revision).toBe(body.proposal.revision);
      expect(body.policy.evidenceGate).toBe(sent.safeguards.evidenceGate);
    }
  });

  it('has the safeguards of what it is by then, where it came under a stop and was revised meanwhile', async () => {
    const { stops } = host.store;
    const given = await stops.stop(
      { scope: 'all', reason: 'Income is misread' },
      { id: 'priya', name: '', roles: [] },
      'k',
    );
    if (given.outcome !== 'accepted') throw new Error(given.outcome);
    const full = await stored();
    const clear: Proposal = { ...full.proposal, id: 'NEW-1', revision: 1, value: 'approve', risk: 'low' };
    await host.store.open([{ ...clear, confidence: { value: 0.12, of: 'Default' } }], () => policyFor('low'));
    const denied: Proposal = { ...full.proposal, id: 'NEW-1', revision: 2 };
    const by = { kind: 'system', id: 'trainer', name: 'Trainer' } as const;
    await database.transaction((tx) =>
      host.store.reviseOpen(tx, ({ id }) => (id === 'NEW-1' ? denied : undefined), by),
    );
    await stops.resume({ id: given.stop.id, reason: 'Read right now' }, { id: 'priya', name: '', roles: [] }, 'r');
    await host.store.stops.sweep();
    const [row] = await database.query<{ body: Review }>(`select body from reviews where id = 'NEW-1'`);
    expect(row?.body).toMatchObject({
      route: { rule: 'factors-disagree', profile: 'high', revision: 2 },
      policy: { blindFirst: true, evidenceGate: true },
    });
  });

  it('is sent anew once whoever had it gives it back', async () => {
    const { items } = await amara.get<Page<{ id: string }>>('/api/reviews?status=pending&limit=200');
    const read = (id: string) => priya.get<Review>(`/api/reviews/${id}`);
    const id = items.find((row) => row.id !== APPLICANT && !('held' in row))?.id as string;
    const claimed = await accept(priya, await read(id), { type: 'claim' });
    const next: Proposal = {
      ...(await host.store.load(id, { id: 'nobody', name: '', roles: [] }))?.proposal,
    } as Proposal;
    const full = (await database.query<{ body: Review }>('select body from reviews where id = $1', [id]))[0]?.body;
    const proposal: Proposal = { ...(full?.proposal as Proposal), revision: next.revision + 1, risk: 'critical' };
    await database.transaction((tx) =>
      host.store.reviseOpen(tx, (review) => (review.id === id ? proposal : undefined), {
        kind: 'system',
        id: 'trainer',
        name: 'Trainer',
      }),
    );
    expect((await read(id)).claim).toMatchObject({ by: { id: 'priya' }, stale: true });
    expect(await host.store.proceed()).toBe(0);
    await accept(priya, { ...(await read(id)), claim: (await read(id)).claim ?? claimed.claim } as Review, {
      type: 'release',
    });
    expect(await host.store.proceed()).toBe(1);
    const [row] = await database.query<{ body: Review }>('select body from reviews where id = $1', [id]);
    expect(row?.body).toMatchObject({
      route: { rule: 'critical', mode: 'second', revision: proposal.revision },
      policy: { secondReview: true, signature: true },
    });
    expect(await host.store.proceed()).toBe(0);
  });
});
