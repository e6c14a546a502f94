import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { readEntries } from '../../example/server/log-lines.js';
import { fixedOversight } from '../../example/server/oversight-policy.js';
import { policyFor } from '../../example/server/policy.js';
import { fillDistances } from '../../example/server/review-rows.js';
import { createSights } from '../../example/server/sight.js';
import { sampleProposals } from '../../src/backends/sample-reviews.js';
import {
  asksSecond,
  batchFirst,
  type Command,
  NEW_REVIEWER_CASES,
  type OversightPolicy,
  type Page,
  type PolicyAnswer,
  type Proposal,
  type Review,
  type Reviewer,
  type ReviewSummary,
  type Route,
  replay,
  reviewPolicyOf,
  route,
} from '../../src/core.js';
import { accept, commandOn, openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';

/** Everything comes to one person; what somebody new is asked differs by kind. */
const POOL: OversightPolicy = {
  id: 'pool',
  version: '1',
  roles: ['reviewer'],
  rules: [
    {
      id: 'openly',
      when: { type: 'kind', in: ['openly'] },
      handling: { mode: 'review', profile: 'standard', safeguards: { blindFirst: false, secondReview: false } },
    },
    {
      id: 'strictly',
      when: { type: 'kind', in: ['strictly'] },
      handling: { mode: 'review', profile: 'regulated', safeguards: { blindFirst: false, secondReview: false } },
    },
    { id: 'by-share', when: { type: 'kind', in: ['by-share'] }, handling: { mode: 'review', profile: 'standard' } },
    { id: 'alone', when: { type: 'kind', in: ['alone'] }, handling: { mode: 'auto', profile: 'low' } },
    {
      id: 'watched',
      when: { type: 'kind', in: ['watched'] },
      handling: { mode: 'monitor', profile: 'standard', safeguards: { secondReview: false }, vetoMinutes: 5 },
    },
    { id: 'small', when: { type: 'value', below: 10 }, handling: { mode: 'review', profile: 'low' } },
  ],
  otherwise: { mode: 'review', profile: 'standard', safeguards: { secondReview: false }, hours: 72 },
};
const NOW = Date.parse('2026-11-30T08:00:00Z');
const MINUTE = 60_000;

/** What nobody new may come across before they have answered. */
const SECRET = {
  value: 417.25,
  confidence: { value: 0.8125, of: 'Amount is right' },
  explanation: { summary: 'I read seventeen mugs from the order.' },
  why: ['The amount is unusual'],
};
const TRACES = ['417.25', '0.8125', 'seventeen mugs', 'unusual'];
const tracesIn = (text: string) => TRACES.filter((trace) => text.includes(trace));

const reason = { codes: ['file-newer'], checks: ['application'] };
const assumption = { wording: 'holds', text: 'The order is the right one' } as const;
const judge: Command = { type: 'judge', value: 12 };
const approve: Command = { type: 'approve', reason, assumption };

function proposalOf(id: string, change: Partial<Proposal> = {}): Proposal {
  const { alternatives: _alternatives, dueAt: _dueAt, ...refund } = sampleProposals.refund;
  const subject = { title: 'A refund of some mugs', reference: id };
  return { ...refund, ...SECRET, id, kind: 'pool', subject, createdAt: new Date(NOW).toISOString(), ...change };
}

/** The first ids of that beginning that the share of the profile does not have answered first. */
function unsampled(prefix: string, many: number): string[] {
  const ids = Array.from({ length: 10 * many }, (_, at) => `${prefix}-${at + 1}`);
  const isAsked = (id: string) =>
    reviewPolicyOf(policyFor('medium'), route(proposalOf(id), POOL), id).blindFirst === true;
  return ids.filter((id) => !isAsked(id)).slice(0, many);
}

describe('somebody who is new on a host that is a pool (B-23)', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let now: number;
  let amara: Visitor;
  let mateo: Visitor;
  let noor: Visitor;
  let priya: Visitor;

  beforeAll(async () => {
    engine = await openReusable();
  });
  beforeEach(async () => {
    now = NOW;
    database = await engine.fresh();
    host = await startTestHost({ database, queueSize: 0, oversight: POOL, clock: () => now, ping: 60 });
    // She has passed the practice set, and decided nothing yet.
    await database.query(`update people set roles = '["reviewer"]' where id = 'noor'`);
    [amara, mateo, noor, priya] = (await Promise.all(
      ['amara', 'mateo', 'noor', 'priya'].map((person) => signIn(host.url, person)),
    )) as [Visitor, Visitor, Visitor, Visitor];
  });
  afterEach(async () => {
    await host?.stop();
  });
  afterAll(async () => {
    await engine?.close();
  });

  const open = (proposals: readonly Proposal[]) =>
    host.store.open(proposals, ({ risk }) => ({ ...policyFor(risk), recordViews: true }));
  async function openOne(change: Partial<Proposal> = {}): Promise<string> {
    const [id = ''] = unsampled('CASE', 1);
    await open([proposalOf(id, change)]);
    return id;
  }
  const load = (visitor: Visitor, id: string) => visitor.get<Review>(`/api/reviews/${id}`);
  const claimAs = async (visitor: Visitor, id: string) => accept(visitor, await load(visitor, id), { type: 'claim' });
  const recordOf = (id: string) => readEntries(database, [id]);
  const storedOf = async (id: string) => {
    const [row] = await database.query<{ body: Review }>('select body from reviews where id = $1', [id]);
    return row?.body as Review;
  };
  const textOf = async (visitor: Visitor, path: string) => (await visitor.request(path)).text();
  const setDecidedBefore = (id: string, count: number) =>
    database.query('update people set decided_before = $2 where id = $1', [id, count]);
  async function next(visitor: Visitor, query: object = {}): Promise<Review | null> {
    const response = await visitor.request('/api/reviews/next', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify(query),
    });
    return ((await response.json()) as { review: Review | null }).review;
  }
  /** Everything that somebody can ask about a case without having it. */
  const everythingOf = async (visitor: Visitor, id: string) =>
    Promise.all(
      [
        '/api/reviews',
        '/api/reviews?order=least-confident',
        `/api/reviews?text=${id}`,
        `/api/reviews/${id}`,
        `/api/reviews/${id}/history`,
        `/api/reviews/${id}/explanation`,
        '/api/changes?since=0',
      ].map((path) => textOf(visitor, path)),
    );

  it('is told nothing of the AI’s answer before they have the case and have answered, where others are', async () => {
    const stream = await noor.request('/api/events');
    const heard = { text: '' };
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of stream.body ?? []) heard.text += decoder.decode(chunk, { stream: true });
    })().catch(() => {});
    const id = await openOne();
    await vi.waitFor(() => expect(heard.text).toContain(`"id":"${id}"`));

    for (const text of await everythingOf(noor, id)) expect(tracesIn(text)).toEqual([]);
    const { items } = await noor.get<Page<ReviewSummary>>('/api/reviews');
    expect(items).toMatchObject([{ id, answerFirst: true, why: [] }]);
    expect(await load(noor, id)).toMatchObject({ proposal: { value: null }, policy: { blindFirst: true } });
    expect(tracesIn((await everythingOf(amara, id)).join())).toEqual(TRACES);
    expect((await amara.get<Page<ReviewSummary>>('/api/reviews')).items).toMatchObject([
      { id, confidence: SECRET.confidence },
    ]);

    // While somebody else has it, and once they have given it back, it may still become theirs.
    const taken = await claimAs(amara, id);
    for (const text of await everythingOf(noor, id)) expect(tracesIn(text)).toEqual([]);
    const refused = await noor.post(id, commandOn(await load(noor, id), { type: 'claim' }));
    expect(refused.body.outcome).toBe('conflict');
    expect(tracesIn(JSON.stringify(refused.body))).toEqual([]);
    await accept(amara, taken, { type: 'ask', question: 'How many mugs?', to: 'Priya Nair' });
    for (const text of await everythingOf(noor, id)) expect(tracesIn(text)).toEqual([]);
    await accept(amara, await load(amara, id), { type: 'answer', answer: 'One.' });

    const review = await next(noor);
    expect(review).toMatchObject({ id, state: 'reviewing.blind' });
    expect(tracesIn(JSON.stringify(review))).toEqual([]);
    for (const text of await everythingOf(noor, id)) expect(tracesIn(text)).toEqual([]);
    expect(tracesIn(heard.text)).toEqual([]);
    const revealed = await accept(noor, review as Review, judge);
    expect(tracesIn(JSON.stringify(revealed))).toEqual(TRACES);
    await host.stop();
    await reading;
  });

  it('has what is asked of them on record before their claim, by the rule and at the same moment', async () => {
    const id = await openOne();
    const before = await storedOf(id);
    now += 5 * MINUTE;
    const claimed = await claimAs(noor, id);
    const entries = await recordOf(id);
    expect(entries.map(({ type, by }) => [type, by.id])).toEqual([
      ['proposed', 'support-agent'],
      ['routed', 'pool'],
      ['routed', 'pool'],
      ['claimed', 'noor'],
    ]);
    const [, first, second, claim] = entries;
    expect(second?.at).toBe(claim?.at);
    expect(second?.command).toMatchObject({ route: { profile: 'high', raisedFrom: 'standard' } });
    // Nothing of it changed but the profile and what it asks: the time that there is for it, least of all.
    const [sent, again] = [first, second].map((entry) => (entry as { command: { route: Route } }).command.route);
    const { profile: _usual, safeguards: _less, ...same } = sent as Route;
    const { profile: _raised, raisedFrom: _from, safeguards: _more, ...kept } = again as Route;
    expect(kept).toEqual(same);
    expect(claimed.policy).toEqual(reviewPolicyOf(before.policy, again as Route, id));
    expect(claimed).toMatchObject({ policy: { profile: 'high', raisedFrom: 'standard', batchApprove: 'off' } });
    expect(replay(entries)).toEqual(await storedOf(id));
    const decided = await accept(noor, await accept(noor, claimed, judge), approve);
    expect(decided.status).toBe('approved');
    const [last] = (await recordOf(id)).slice(-1);
    expect(last?.exposure?.switches).toMatchObject({ profile: 'high', raisedFrom: 'standard', blindFirst: true });
  });

  it('gives a case back, and whoever is not new has it as it was', async () => {
    const id = await openOne();
    const before = await storedOf(id);
    await accept(noor, await accept(noor, await claimAs(noor, id), judge), { type: 'release' });
    expect(await storedOf(id)).toMatchObject({ state: 'pending.open', policy: { raisedFrom: 'standard' } });
    // They see it as they will have it.
    expect(tracesIn(JSON.stringify(await load(amara, id)))).toEqual(TRACES);
    expect((await load(amara, id)).policy).toEqual(before.policy);
    expect(tracesIn(JSON.stringify(await load(noor, id)))).toEqual([]);
    const claimed = await claimAs(amara, id);
    expect(claimed.state).toBe('reviewing.revealed');
    expect(claimed.policy).toEqual(before.policy);
    expect(claimed.route).not.toHaveProperty('raisedFrom');
    const entries = await recordOf(id);
    expect(entries.slice(2).map(({ type }) => type)).toEqual([
      ...['routed', 'claimed', 'judged', 'released'],
      ...['routed', 'claimed'],
    ]);
    expect(replay(entries)).toEqual(await storedOf(id));
    await accept(amara, claimed, { type: 'release' });
    // What they answered before stands: nobody is asked twice.
    expect(await claimAs(noor, id)).toMatchObject({ state: 'reviewing.revealed', policy: { raisedFrom: 'standard' } });
  });

  it('tells nobody what they answered who may sign second after them, also once they gave it back', async () => {
    const caseOf = (id: string) => proposalOf(id, { kind: 'by-share' });
    const asksTwo = (id: string, isNew: boolean) =>
      asksSecond(reviewPolicyOf(policyFor('medium'), route(caseOf(id), POOL, undefined, { isNew }), id), id);
    const [id = ''] = unsampled('TWO', 400).filter((each) => asksTwo(each, true) && !asksTwo(each, false));
    await open([caseOf(id)]);
    const answered = await accept(noor, await claimAs(noor, id), { ...judge, value: 12.75 });
    await accept(noor, answered, { type: 'release' });
    for (const text of await everythingOf(amara, id)) expect(text).not.toMatch(/12\.75|Noor/);
    expect(await load(amara, id)).toMatchObject({ policy: { raisedFrom: 'standard', blindFirst: true } });
    await accept(noor, await claimAs(noor, id), { type: 'override', value: 12.75, reason, assumption });
    expect((await storedOf(id)).state).toBe('pending.awaitingSecond');
    for (const text of await everythingOf(amara, id)) expect(text).not.toMatch(/12\.75|Noor/);
    expect((await claimAs(amara, id)).state).toBe('reviewing.blind');
    expect(replay(await recordOf(id))).toEqual(await storedOf(id));
  });

  it('is sent nothing anew where it would change nothing', async () => {
    const [mine = '', usual = '', strict = ''] = unsampled('SAME', 3);
    await open([proposalOf(mine), proposalOf(usual), proposalOf(strict, { kind: 'strictly' })]);
    await accept(noor, await claimAs(noor, mine), { type: 'release' });
    await claimAs(noor, mine);
    expect((await recordOf(mine)).map(({ type }) => type).filter((type) => type === 'routed')).toHaveLength(2);
    await claimAs(amara, usual);
    expect((await recordOf(usual)).map(({ type }) => type)).toEqual(['proposed', 'routed', 'claimed']);
    await claimAs(noor, strict);
    expect((await recordOf(strict)).map(({ type }) => type)).toEqual(['proposed', 'routed', 'claimed']);
  });

  it('leaves nothing on record where the claim was refused', async () => {
    const id = await openOne();
    await accept(priya, await load(priya, id), { type: 'assign', to: { id: 'amara', name: 'Amara Osei' } });
    const { body } = await noor.post(id, commandOn(await load(noor, id), { type: 'claim' }));
    expect(body.outcome).not.toBe('accepted');
    expect((await recordOf(id)).map(({ type }) => type)).toEqual(['proposed', 'routed', 'assigned']);
  });

  it('is not new any more after as many cases as the kit says, checks among them, once for each case', async () => {
    await setDecidedBefore('noor', NEW_REVIEWER_CASES - 2);
    const [check = '', id = '', last = '', after = ''] = unsampled('COUNT', 4);
    await open([check, id, last, after].map((each) => proposalOf(each)));
    const isRaised = async (visitor: Visitor, caseId: string) =>
      (await load(visitor, caseId)).policy.raisedFrom !== undefined;
    await database.query(
      `insert into checks (review_id, person_id, source_id, truth, shown_at) values ($1, 'noor', 'source', '12', now())`,
      [check],
    );
    // A check is as raised as a case, and counts as one: nobody can tell it by that.
    expect(await isRaised(noor, check)).toBe(true);
    const claimed = await claimAs(noor, check);
    expect(claimed.policy).toMatchObject({ raisedFrom: 'standard' });
    await accept(noor, await accept(noor, claimed, judge), approve);
    expect(await isRaised(noor, id)).toBe(true);
    const decided = await accept(noor, await accept(noor, await claimAs(noor, id), judge), approve);
    expect(await isRaised(noor, last)).toBe(false);
    // What is taken back is not decided.
    const undone = await accept(noor, decided, { type: 'undo' });
    expect(await isRaised(noor, last)).toBe(true);
    await accept(noor, undone, approve);
    expect(await isRaised(noor, last)).toBe(false);
    expect(await claimAs(noor, last)).toMatchObject({ state: 'reviewing.revealed' });
    expect((await recordOf(last)).map(({ type }) => type)).toEqual(['proposed', 'routed', 'claimed']);
    expect(tracesIn(await textOf(noor, `/api/reviews/${after}`))).toEqual(TRACES);
  });

  it('counts no reader as new, and whoever is in training before they are asked anything', async () => {
    const id = await openOne();
    const lena = await signIn(host.url, 'lena');
    expect(tracesIn(await textOf(lena, `/api/reviews/${id}`))).toEqual(TRACES);
    await database.query(`update people set roles = '["trainee"]' where id = 'noor'`);
    expect(tracesIn(await textOf(noor, `/api/reviews/${id}`))).toEqual([]);
  });

  it('is told nothing by an order, nor by where the next page begins', async () => {
    const scores = [0.95, 0.51, 0.7, 0.6];
    const ids = unsampled('ORDER', scores.length);
    await open(ids.map((id, at) => proposalOf(id, { confidence: { value: scores[at] as number, of: 'It is right' } })));
    const orderFor = async (visitor: Visitor) => {
      const path = '/api/reviews?order=least-confident';
      const { items } = await visitor.get<Page<ReviewSummary>>(path);
      const paged = await visitor.get<Page<ReviewSummary>>(`${path}&limit=2`);
      const rest = await visitor.get<Page<ReviewSummary>>(`${path}&limit=2&cursor=${paged.next}`);
      const found = items.map(({ id }) => id);
      expect([...paged.items, ...rest.items].map(({ id }) => id)).toEqual(found);
      return { found, cursor: Buffer.from(String(paged.next), 'base64url').toString() };
    };
    const byScore = [1, 3, 2, 0].map((at) => ids[at]);
    expect((await orderFor(amara)).found).toEqual(byScore);
    const told = await orderFor(noor);
    expect(told.found).toEqual([...ids].sort());
    expect(JSON.parse(told.cursor)[1]).toBe('1');
    // The next case comes in the order that its person is shown.
    expect((await next(noor, { order: 'least-confident' }))?.id).toBe([...ids].sort()[0]);
    expect((await next(amara, { order: 'least-confident' }))?.id).toBe(byScore.find((id) => id !== [...ids].sort()[0]));
  });

  it('stands in an order by what it says where it says it, whatever was stored before', async () => {
    const ids = [...unsampled('STORED', 2), 'OPEN-1'];
    await open([...ids.slice(0, 2).map((id) => proposalOf(id)), proposalOf('OPEN-1', { kind: 'openly' })]);
    const read = () =>
      database.query<{ id: string; known: number; told: number }>(
        'select id, distance_from_even as known, distance_if_new as told from reviews order by id',
      );
    const rows = await read();
    const known = Math.abs(SECRET.confidence.value - 0.5);
    expect(rows).toEqual([...ids].sort().map((id) => ({ id, known, told: id === 'OPEN-1' ? known : 1 })));
    expect(tracesIn(await textOf(noor, '/api/reviews/OPEN-1'))).toEqual(TRACES);
    await database.query('update reviews set distance_if_new = distance_from_even');
    await fillDistances(database);
    expect(await read()).toEqual(rows);
  });

  it('approves nothing together with others that the raised profile keeps apart', async () => {
    const confidence = { ...sampleProposals.refund.confidence, value: 0.97, ofValue: 0.97 };
    const ids = ['BATCH-1', 'BATCH-2'];
    await open(ids.map((id) => proposalOf(id, { kind: 'openly', risk: 'low', confidence })));
    const together = async (visitor: Visitor, person: string) => {
      const first = batchFirst(ids, person) as string;
      const claimed = await claimAs(visitor, first);
      const seen = await accept(visitor, claimed, { type: 'view', of: 'case' });
      const batch = { id: `batch-of-${person}`, cases: ids };
      const { body } = await visitor.post(first, commandOn(seen, { type: 'approve', batch, reason, assumption }));
      if (body.outcome !== 'accepted') await accept(visitor, seen, { type: 'release' });
      return body;
    };
    expect(await together(noor, 'noor')).toMatchObject({
      outcome: 'invalid',
      issues: [{ code: 'batch-refused', detail: { problem: 'off' } }],
    });
    // What is left of it stops nobody else: each of the two is as it is for them, the one too that they have not taken yet.
    for (const id of ids) await accept(noor, await claimAs(noor, id), { type: 'release' });
    expect(await together(amara, 'amara')).toMatchObject({ outcome: 'accepted', review: { status: 'approved' } });
  });

  it('is sent by the version that sent the case, also once another one holds', async () => {
    const id = await openOne();
    const send = async (visitor: Visitor, path: string, body: object): Promise<PolicyAnswer> =>
      (
        await visitor.request(`/api/policy/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).json() as Promise<PolicyAnswer>;
    const policy = { ...POOL, otherwise: { mode: 'review', profile: 'low' } };
    const proposed = await send(priya, 'versions', { policy, basedOn: '1', reason: 'Fewer questions' });
    expect(proposed).toMatchObject({ outcome: 'accepted' });
    const jonas = await signIn(host.url, 'jonas');
    expect((await send(jonas, 'versions/2/confirmation', {})).outcome).toBe('accepted');
    expect(await claimAs(noor, id)).toMatchObject({
      route: { policy: { id: 'pool', version: '1' }, profile: 'high', raisedFrom: 'standard' },
    });
  });

  it('is told nothing before their claim of what a version sent that is not known, or was not when they asked', async () => {
    const [id = ''] = unsampled('UNKNOWN', 1);
    const { reviewer } = await noor.get<{ reviewer: Reviewer }>('/api/session');
    const before = await createSights(fixedOversight({ ...POOL, version: '0' }))(database, reviewer);
    await openOne();
    for (const { body } of await database.query<{ body: Review }>('select body from reviews')) {
      expect(tracesIn(JSON.stringify([before.review(body), before.summary(body)]))).toEqual([]);
    }
    await host.store.submit([proposalOf(id)], ({ risk }) => policyFor(risk), { ...POOL, version: '9' });
    for (const text of await everythingOf(noor, id)) expect(tracesIn(text)).toEqual([]);
    expect(tracesIn(await textOf(amara, `/api/reviews/${id}`))).toEqual(TRACES);
    // It stays as it was sent.
    expect(await claimAs(noor, id)).toMatchObject({ state: 'reviewing.revealed', route: { profile: 'standard' } });
  });

  it('is told nothing of what is held or stopped, before it was sent or after', async () => {
    const [held = '', stopped = ''] = unsampled('HELD', 2);
    await open([proposalOf(held)]);
    await accept(amara, await load(amara, held), { type: 'hold', reason: 'It is forged', scope: 'review' });
    const { reviewer } = await priya.get<{ reviewer: Reviewer }>('/api/session');
    const order = { scope: 'all', reason: 'The model drifts' } as const;
    const { stop } = (await host.store.stops.stop(order, reviewer, 'stop-1')) as { stop: { id: string } };
    await open([proposalOf(stopped)]);
    await host.store.stops.sweep();
    expect(await storedOf(stopped)).not.toHaveProperty('route');
    for (const id of [held, stopped]) {
      for (const text of await everythingOf(noor, id)) expect(tracesIn(text)).toEqual([]);
      expect(tracesIn(await textOf(amara, `/api/reviews/${id}`))).toEqual(TRACES);
    }
    const { items } = await noor.get<Page<ReviewSummary>>('/api/reviews?order=least-confident');
    expect(items.map(({ id }) => id)).toEqual([held, stopped].sort());
    await host.store.stops.resume({ id: stop.id, reason: 'It does not' }, reviewer, 'resume-1');
    await host.store.stops.sweep();
    expect(await claimAs(noor, stopped)).toMatchObject({
      state: 'reviewing.blind',
      policy: { raisedFrom: 'standard' },
    });
  });

  it('has a case with people that was to go past them, but that a stop kept it from', async () => {
    const [watched = ''] = unsampled('WATCHED', 1);
    const { reviewer } = await priya.get<{ reviewer: Reviewer }>('/api/session');
    const order = { scope: 'all', reason: 'The model drifts' } as const;
    const { stop } = (await host.store.stops.stop(order, reviewer, 'stop-1')) as { stop: { id: string } };
    await open([proposalOf('ALONE-1', { kind: 'alone' }), proposalOf(watched, { kind: 'watched' })]);
    await host.store.stops.resume({ id: stop.id, reason: 'It does not' }, reviewer, 'resume-1');
    await host.store.stops.sweep();
    for (const id of ['ALONE-1', watched]) {
      expect(await storedOf(id)).toMatchObject({ state: 'pending.open' });
      const { body } = await noor.post(id, commandOn(await load(noor, id), { type: 'claim' }));
      expect(body).toMatchObject({ outcome: 'accepted', review: { status: 'reviewing' } });
      await accept(noor, await load(noor, id), { type: 'release' });
      // Nor is it past people once it is as it was.
      const claimed = await claimAs(amara, id);
      expect(claimed.route).not.toHaveProperty('raisedFrom');
      expect(replay(await recordOf(id))).toEqual(await storedOf(id));
    }
  });

  it('is not asked for an answer first of a case that they stepped in on, and so have read', async () => {
    const [id = ''] = unsampled('READ', 1);
    await open([proposalOf(id, { kind: 'watched' })]);
    const steppedIn = await claimAs(noor, id);
    expect(tracesIn(JSON.stringify(steppedIn))).toEqual(TRACES);
    await accept(noor, steppedIn, { type: 'release' });
    const again = await claimAs(noor, id);
    expect(again.state).toBe('reviewing.revealed');
    expect((await accept(noor, again, { type: 'approve' })).status).toBe('approved');
    const entries = await recordOf(id);
    expect(entries.at(-1)?.exposure).toMatchObject({ answerFirst: false });
    expect(replay(entries)).toEqual(await storedOf(id));
  });

  it('is told nothing by an order of what was revised while they had it', async () => {
    const [id = ''] = unsampled('REVISED', 1);
    await open([proposalOf(id, { value: 5 })]);
    const claimed = await claimAs(noor, id);
    expect(claimed).toMatchObject({ state: 'reviewing.revealed', policy: { raisedFrom: 'low' } });
    const machine = { kind: 'system', id: 'host', name: 'Host' } as const;
    await database.transaction((tx) =>
      host.store.reviseOpen(tx, ({ proposal }) => ({ ...proposal, ...SECRET, revision: 2 }), machine),
    );
    await accept(noor, await load(noor, id), { type: 'release' });
    for (const text of await everythingOf(noor, id)) expect(tracesIn(text)).toEqual([]);
    const [row] = await database.query('select distance_if_new as told from reviews where id = $1', [id]);
    expect(row).toEqual({ told: 1 });
  });

  it('is sent a case that was revised in somebody’s hands by the policy in force', async () => {
    const id = await openOne();
    const taken = await claimAs(amara, id);
    const machine = { kind: 'system', id: 'host', name: 'Host' } as const;
    await database.transaction((tx) =>
      host.store.reviseOpen(tx, ({ proposal }) => ({ ...proposal, revision: 2, why: ['Another one'] }), machine),
    );
    await accept(amara, await load(amara, taken.id), { type: 'release' });
    expect((await storedOf(id)).route?.revision).toBe(1);
    for (const text of await everythingOf(noor, id)) expect(tracesIn(text)).toEqual([]);
    expect(await claimAs(noor, id)).toMatchObject({
      state: 'reviewing.blind',
      route: { revision: 2, profile: 'high', raisedFrom: 'standard' },
    });
    expect(replay(await recordOf(id))).toEqual(await storedOf(id));
  });

  it('reads of the whole record what they may read of each case, whatever their role', async () => {
    const id = await openOne();
    await setDecidedBefore('priya', 0);
    const paths = ['/api/log', `/api/log?text=mugs`, `/api/reviews/${id}/export.csv`, `/api/reviews/${id}/export.html`];
    for (const path of paths) {
      const text = await textOf(priya, path);
      expect(text).toContain(path.includes('export') ? 'pool' : id);
      expect(tracesIn(text)).toEqual([]);
    }
    expect((await priya.get<Page<object>>('/api/log?text=seventeen')).items).toEqual([]);
    for (const path of ['export', 'export.csv', 'state', 'inclusion?position=1']) {
      const answer = await priya.request(`/api/log/${path}`);
      expect([path, answer.status, await answer.text()]).toEqual([
        path,
        403,
        expect.stringContaining('record-withheld'),
      ]);
    }
    await setDecidedBefore('priya', NEW_REVIEWER_CASES);
    expect((await priya.get<Page<object>>('/api/log?text=seventeen')).items).toHaveLength(1);
    expect(tracesIn(await textOf(priya, '/api/log/state'))).toEqual(TRACES);
  });

  it('hears of nobody beside them who may know the answer, before they give their own', async () => {
    const id = await openOne();
    const beside = async (visitor: Visitor) =>
      (
        (await (await visitor.request(`/api/reviews/${id}/presence?page=a`, { method: 'PUT' })).json()) as {
          people: object[];
        }
      ).people;
    await beside(mateo);
    expect(await beside(amara)).toHaveLength(1);
    expect(await beside(noor)).toEqual([]);
  });
});

describe('what the reference host has stored', () => {
  const folder = join(import.meta.dirname, '../../example/server');

  it('reaches nobody but through the sight of one person', () => {
    const files = readdirSync(folder).filter((file) => /\w+AsSeenBy\b/.test(readFileSync(join(folder, file), 'utf8')));
    // What is erased is over, and the same to everybody.
    expect(files.sort()).toEqual(['log-erasure.ts', 'sight.ts']);
  });
});
