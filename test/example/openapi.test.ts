import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agreementRoutes } from '../../example/server/agreement.js';
import { assigneeRoutes } from '../../example/server/assignees.js';
import { changeRoutes } from '../../example/server/change-routes.js';
import { checkRoutes } from '../../example/server/check-results.js';
import { readWebhook } from '../../example/server/effect-delivery.js';
import { effectRoutes } from '../../example/server/effect-routes.js';
import { exportRoutes } from '../../example/server/export-routes.js';
import { groupRoutes } from '../../example/server/group-patterns.js';
import type { Host } from '../../example/server/host.js';
import { logRoutes } from '../../example/server/log-routes.js';
import { modelRoutes } from '../../example/server/model-routes.js';
import { outcomeRoutes } from '../../example/server/outcomes.js';
import { CREDIT_OVERSIGHT } from '../../example/server/oversight-policy.js';
import { policyRoutes } from '../../example/server/policy-routes.js';
import { type PracticeOffer, practiceRoutes } from '../../example/server/practice.js';
import { presenceRoutes } from '../../example/server/presence.js';
import { reauthenticationRoutes } from '../../example/server/reauthentication.js';
import { reviewRoutes } from '../../example/server/review-routes.js';
import { type Env, signInRoutes } from '../../example/server/sign-in.js';
import { stopRoutes } from '../../example/server/stop-routes.js';
import type {
  AuditEntry,
  ClaimService,
  DraftStore,
  Page,
  RecordService,
  Review,
  ReviewSummary,
} from '../../src/core.js';
import { isWithheldEntry } from '../../src/review/withheld-entry.selectors.js';
import { accept, openReusable, prove, signIn, startTestHost, type Visitor } from './host.fixtures.js';
import {
  codesOf,
  fieldsOf,
  OPERATIONS,
  type Operation,
  outcomesOf,
  recordTraffic,
  type Traffic,
} from './openapi.fixtures.js';

const folder = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const sorted = (values: Iterable<string>) => [...new Set(values)].sort();

const operations = [...OPERATIONS];
const ofProtocol = operations.filter(([, { tags }]) => tags.includes('protocol'));

/** Every code by its status, in one list: `404 review-unknown`. */
const refusalsOf = (some: readonly [string, Operation][]) =>
  sorted(
    some.flatMap(([, operation]) =>
      [...codesOf(operation)].flatMap(([status, codes]) => codes.map((code) => `${status} ${code}`)),
    ),
  );

describe('docs/openapi.yaml', () => {
  it('has every route of the server, and no other', () => {
    // What a route does is made when it is asked: to list them takes nothing of the server.
    const none = {} as never;
    const mounted: [string, Hono<Env>][] = [
      ['', signInRoutes(none)],
      ['/reviews', reviewRoutes(none)],
      ['/reviews', exportRoutes(none)],
      ['', changeRoutes(none, none)],
      ['', reauthenticationRoutes(none)],
      ['', agreementRoutes(none)],
      ['', groupRoutes(none)],
      ['/policy', policyRoutes(none, none, none)],
      ['/model', modelRoutes(none)],
      ['/practice', practiceRoutes(none, none)],
      ['/reviews', presenceRoutes(none)],
      ['', checkRoutes(none)],
      ['', assigneeRoutes(none)],
      ['', outcomeRoutes(none)],
      ['/stops', stopRoutes(none, none)],
      ['/effects', effectRoutes(none)],
      ['/log', logRoutes({} as never)],
    ];
    const routes = mounted.flatMap(([base, { routes: own }]) =>
      own
        .filter(({ method }) => method !== 'ALL')
        .map(({ method, path }) => `${method} ${(base + path).replace(/\/$/, '').replaceAll(/:(\w+)/g, '{$1}')}`),
    );
    expect(sorted(OPERATIONS.keys())).toEqual(sorted(routes));
  });

  it('has every code that the server refuses with, and no other', () => {
    const sources = readdirSync(folder('example/server')).map((name) =>
      readFileSync(folder(`example/server/${name}`), 'utf8'),
    );
    const thrown = sources.flatMap((source) =>
      [...source.matchAll(/new RequestError\(\s*(\d+),\s*'([a-z-]+)'/g)].map(([, status, code]) => `${status} ${code}`),
    );
    const answered = sources.flatMap((source) =>
      [...source.matchAll(/error: \{ code: '([a-z-]+)',[^;]*?\} \},\s*(\d{3})\b/g)].map(
        ([, code, status]) => `${status} ${code}`,
      ),
    );
    // The page of an application and a path that is none are no part of the interface.
    const elsewhere = ['404 application-unknown', '404 not-found'];
    expect(refusalsOf(operations)).toEqual(
      sorted([...thrown, ...answered]).filter((each) => !elsewhere.includes(each)),
    );
  });
});

describe('docs/protocol.md', () => {
  const text = readFileSync(folder('docs/protocol.md'), 'utf8');
  const rowsBelow = (head: string) => {
    const table = text.split(head)[1]?.split('\n\n')[0] ?? '';
    return table.split('\n').filter((line) => line.startsWith('| '));
  };
  const codeIn = (line: string) => [...line.matchAll(/`([^`]+)`/g)].map(([, code]) => code as string);

  it('names the same paths', () => {
    const named = rowsBelow('| Method and path | Answers with |\n').flatMap((row) => {
      const words = codeIn(row.split('|')[1] ?? '');
      const path = words.at(-1)?.split(' ')[1];
      return words.map((word) => `${word.split(' ')[0]} ${path}`);
    });
    expect(sorted(named)).toEqual(sorted(ofProtocol.map(([key]) => key)));
  });

  it('names the same statuses and codes', () => {
    const named = rowsBelow('| Status | Codes | The backend rejects with |\n').flatMap((row) => {
      const [, statuses = '', codes = ''] = row.split('|');
      const numbers = statuses.match(/\d{3}/g) ?? [];
      return codeIn(codes)
        .filter((code) => /^[a-z-]+$/.test(code))
        .map((code, at) => `${numbers[Math.min(at, numbers.length - 1)]} ${code}`);
    });
    expect(sorted(named)).toEqual(refusalsOf(ofProtocol));
  });

  it('names the same outcomes of a command, with what comes with them', () => {
    const named = rowsBelow('| `outcome` | Besides | |\n').map((row) => codeIn(row)[0] as string);
    expect(sorted(named)).toEqual(sorted(outcomesOf('CommandResult')));
  });

  it('names the same parameters of the queue', () => {
    const query = (operation: Operation | undefined) =>
      operation?.parameters.filter((each) => each.in === 'query').map(({ name }) => name) ?? [];
    const named = rowsBelow('| Parameter | |\n').flatMap((row) => codeIn(row.split('|')[1] ?? ''));
    expect(sorted(named)).toEqual(sorted(query(OPERATIONS.get('GET /reviews'))));
  });

  it('names every other parameter, and every field of a body', () => {
    const parameters = ofProtocol.flatMap(([, { parameters: own }]) => own.map(({ name }) => name));
    const headers = ofProtocol.flatMap(([, { responses }]) =>
      Object.values(responses).flatMap((each) => Object.keys(each.headers ?? {})),
    );
    const fields = [
      'CommandRequest',
      'RenewRequest',
      'NextRequest',
      'NextAnswer',
      'ChangesAnswer',
      'DraftAnswer',
      'StopOrder',
      'ResumeOrder',
      'Stop',
      'StopReach',
    ].flatMap(fieldsOf);
    const missing = sorted([...parameters, ...headers, ...fields]).filter(
      (name) => !new RegExp(`[\`"?{]${name}\\b`).test(text),
    );
    expect(missing).toEqual([]);
  });
});

describe('traffic with a running server', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let host: Host;
  let traffic: Traffic;
  let amara: Visitor;
  let priya: Visitor;
  let ahead = 0;

  beforeAll(async () => {
    engine = await openReusable();
    const database = await engine.fresh();
    // Nobody answers there: what is sent is given up at once.
    const webhook = readWebhook('http://127.0.0.1:9/', [Buffer.alloc(32, 7)]);
    const deliveryTimes = { poll: 20, timeout: 1_000, tries: 1 };
    host = await startTestHost({ database, webhook, deliveryTimes, clock: () => Date.now() + ahead });
    traffic = recordTraffic();
    [amara, priya] = [await signIn(host.url, 'amara'), await signIn(host.url, 'priya')];
  });
  afterAll(async () => {
    traffic?.stop();
    await host?.stop();
    await engine?.close();
  });

  const firstOf = async (visitor: Visitor, search: string) => {
    const { items } = await visitor.get<Page<ReviewSummary>>(`/api/reviews?${search}`);
    return visitor.get<Review>(`/api/reviews/${items[0]?.id}`);
  };
  const write = (visitor: Visitor, method: string, path: string, body?: unknown) =>
    visitor.request(path, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });

  /** A host of its own: the other one sends its cases by no policy. */
  async function policyTraffic() {
    await priya.get('/api/policy');
    const policied = await openReusable();
    const other = await startTestHost({ database: await policied.fresh(), oversight: CREDIT_OVERSIGHT });
    const [supervisor, adjudicator, reviewer] = await Promise.all(
      ['priya', 'jonas', 'amara'].map((name) => signIn(other.url, name)),
    );
    const draft = { policy: CREDIT_OVERSIGHT, basedOn: '1', reason: 'Reviewed', effectiveFrom: '2999-01-01T00:00:00Z' };
    await reviewer?.get('/api/policy');
    await reviewer?.request('/api/policy/versions/2/confirmation', { method: 'POST' });
    for (const body of [
      draft,
      draft,
      { ...draft, policy: {} },
      { ...draft, basedOn: '2', effectiveFrom: '2000-01-01T00:00:00Z' },
    ])
      await write(supervisor as Visitor, 'POST', '/api/policy/versions', body);
    await supervisor?.request('/api/policy/versions/2/confirmation', { method: 'POST' });
    await adjudicator?.request('/api/policy/versions/2/confirmation', { method: 'POST' });
    for (const path of ['', '/versions', '/cases']) await supervisor?.get(`/api/policy${path}`);
    await other.stop();
    await policied.close();
  }

  it('fits the document, both ways', async () => {
    const { backend } = amara;
    const heard: string[] = [];
    const stop = backend.subscribe?.(({ summary }) => heard.push(summary.id), { since: '999999999' });
    const query = { order: 'risk', status: ['pending'], risk: ['low', 'medium', 'high'], limit: 5, text: 'a' } as const;
    const page = await backend.list(query);
    await backend.list({ ...query, cursor: page.next as string });

    const key = () => ({ idempotencyKey: crypto.randomUUID() });
    const reason = 'The model drifts.';
    await backend.stops?.reach?.({ scope: 'all' });
    const stopped = await backend.stops?.stop(
      { scope: 'model', model: { id: 'credit-risk', version: '1' }, reason },
      key(),
    );
    if (stopped?.outcome !== 'accepted') throw new Error('The model was not stopped.');
    await backend.stops?.stop({ scope: 'model', model: { id: 'credit-risk', version: '1' }, reason }, key());
    await backend.stops?.list();
    await backend.stops?.resume({ id: stopped.stop.id, reason }, key());
    await priya.backend.stops?.resume({ id: stopped.stop.id, reason }, key());
    await priya.backend.stops?.resume({ id: stopped.stop.id, reason }, key());

    // One case through everything that a person does with it.
    let review = await firstOf(amara, 'status=pending&risk=low&kind=credit-application');
    const { id } = review;
    review = await accept(amara, review, { type: 'claim', holder: 'window' });
    await (backend.claims as ClaimService).renew(id, { fence: review.claim?.fence ?? 0 });
    await (backend.claims as ClaimService).renew(id, { fence: 999 });
    const drafts = backend.drafts as DraftStore;
    await drafts.save(id, { verdict: 'override', value: 'deny', message: '', opened: {}, revision: 1 });
    await drafts.load(id);
    await drafts.clear(id);
    await drafts.load(id);
    review = await accept(amara, review, { type: 'ask', question: 'Is the income net?', to: 'Branch' });
    review = await accept(priya, review, { type: 'answer', answer: 'Yes.' });
    review = await accept(amara, review, { type: 'claim' });
    review = await accept(amara, review, { type: 'skip', reason: { codes: ['not-my-field'] } });
    await amara.get('/api/reviews?skipped=true');
    review = await accept(priya, review, { type: 'assign', to: { id: 'amara', name: 'Amara Osei' }, note: 'Yours.' });
    await amara.get('/api/reviews?assigned=me');
    await amara.get('/api/people/assignable');
    await priya.post(id, { command: { type: 'claim' }, expectedVersion: review.version });
    review = await accept(priya, review, { type: 'unassign' });
    review = await accept(amara, review, { type: 'claim' });
    review = await accept(amara, review, { type: 'escalate', to: 'Credit committee', note: 'Unusual.' });
    review = await accept(priya, review, { type: 'hold', reason: 'Fraud check', scope: 'review' });
    await priya.post(id, { command: { type: 'claim' }, expectedVersion: review.version });
    review = await accept(priya, review, { type: 'resume' });
    review = await accept(amara, review, { type: 'claim' });
    await priya.post(id, { command: { type: 'approve' }, expectedVersion: review.version });
    await amara.post(id, { command: { type: 'claim' }, expectedVersion: 1 });
    review = await accept(amara, review, { type: 'approve' });
    review = await accept(amara, review, { type: 'undo', holder: 'window' });
    review = await accept(amara, review, { type: 'approve' });
    // Nobody may take it back any more: its effect is sent, and nobody is there.
    ahead += 11 * 60_000;
    const dead = () => priya.get<Page<{ id: string }>>('/api/effects');
    await expect.poll(async () => (await dead()).items.length, { timeout: 10_000 }).toBe(1);
    review = await accept(priya, review, { type: 'reopen', reason: 'A letter came.' });
    await backend.history(id);
    await amara.get(`/api/reviews/${id}/history?cursor=3`);
    const next = await (backend.claims as ClaimService).next?.(
      { risk: ['high'] },
      { idempotencyKey: 'one', holder: 'w' },
    );
    await accept(amara, next as Review, { type: 'approve' });
    await (backend.claims as ClaimService).next?.({ kind: 'none' }, { idempotencyKey: 'two' });

    // Changes and events, from the beginning and from nowhere.
    await amara.get('/api/changes?wait=0');
    await amara.get('/api/changes?since=0');
    await amara.get('/api/changes?since=999999999&wait=1');
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBeGreaterThan(0);
    stop?.();

    // What is taken away: the loan that was decided above.
    const lena = await signIn(host.url, 'lena');
    for (const what of [
      'export.csv',
      'export.html?lang=de',
      'export.html?lang=xx',
      'explanation',
      'explanation?lang=ar',
    ]) {
      await lena.request(`/api/reviews/${next?.id}/${what}`);
    }
    await amara.request(`/api/reviews/${next?.id}/export.csv`);
    await lena.request('/api/reviews/nowhere/explanation');

    // What is this host's own.
    await amara.get('/api/people');
    await amara.get('/api/session');
    await fetch(`${host.url}/api/session`);
    await amara.get('/api/model');
    await write(amara, 'POST', '/api/model/retrain');
    await amara.get('/api/model');
    await priya.get('/api/agreement');
    await priya.get('/api/groups');
    for (const method of ['PUT', 'DELETE']) await write(amara, method, `/api/reviews/${id}/presence?page=one`);
    await write(priya, 'PUT', `/api/reviews/${id}/presence`);
    await amara.get(`/api/reviews/${id}/check`);
    await write(priya, 'PUT', `/api/reviews/${next?.id}/outcome`, {
      value: 'deny',
      knownAt: '2026-11-01T00:00:00Z',
      source: 'Loan ledger',
    });
    await write(priya, 'PUT', `/api/reviews/${next?.id}/outcome`, { value: 'perhaps' });
    await write(amara, 'PUT', `/api/reviews/${next?.id}/outcome`, {});
    await lena.get(`/api/reviews/${next?.id}/outcome`);
    await amara.get('/api/checks/own');
    await amara.get('/api/outcomes/own');
    const { cases, drawn } = await amara.get<PracticeOffer>('/api/practice/burst');
    const answers = cases.map(({ proposal }) => ({ reviewId: proposal.id, decided: proposal.value }));
    await write(amara, 'POST', '/api/practice/burst/results', { drawn, answers });
    await write(amara, 'POST', '/api/practice/burst/results', { drawn, answers: [] });
    await amara.get('/api/practice/none');
    await lena.get('/api/practice/burst');
    await (await signIn(host.url, 'noor')).get('/api/practice/onboarding');
    await policyTraffic();
    await prove(amara, id);
    await priya.get('/api/effects/summary');
    await priya.get('/api/effects?status=cancelled');
    const [effect] = (await dead()).items;
    await write(priya, 'POST', `/api/effects/${effect?.id}/replay`);
    await priya.get('/api/effects?status=waiting');
    // The record, for whoever checks it.
    const record = lena.backend.record as RecordService;
    await record.log({ types: ['approved'], from: '2026-01-01T00:00:00Z', to: '2999-01-01T00:00:00Z', actor: 'amara' });
    await record.log({ reviewId: id, limit: 2, text: 'a', cursor: '99' });
    for await (const _ of record.export({ reviewId: id }));
    for await (const _ of record.export({}));
    for await (const _ of record.table?.({ from: '2026-01-01T00:00:00Z' }) ?? []);
    await lena.request('/api/log/export.html?lang=ar&to=2999-01-01T00:00:00Z');
    await lena.request('/api/log/export.html?lang=xx');
    await record.keys();
    await lena.request('/api/log/state').then((answer) => answer.text());
    const { checkpoint } = await lena.get<{ checkpoint: { size: number } }>('/api/log/checkpoint');
    await lena.get(`/api/log/consistency?from=1&to=${checkpoint.size}`);
    await lena.get('/api/log/inclusion?position=1');
    await lena.get('/api/log/inclusion?position=0');
    await amara.get('/api/log');
    await write(amara, 'DELETE', '/api/session');
    await write(lena, 'DELETE', '/api/sessions');

    expect(await traffic.misfits()).toEqual([]);
  });

  it('fits the document also in what is withheld of a first person until a second one has decided', async () => {
    const [first, second] = [await signIn(host.url, 'amara'), await signIn(host.url, 'mateo')];
    let review = await firstOf(priya, 'status=pending&risk=critical');
    const { id } = review;
    review = await accept(priya, review, { type: 'assign', to: { id: 'amara', name: 'Amara Osei' }, note: 'Yours.' });
    review = await accept(priya, review, { type: 'unassign' });
    review = await accept(first, review, { type: 'claim' });
    review = await accept(first, review, { type: 'release' });
    review = await accept(first, review, { type: 'claim' });
    review = await accept(first, review, { type: 'skip', reason: { codes: ['conflict'] } });
    review = await accept(first, review, { type: 'claim' });
    review = await accept(first, review, { type: 'approve' });
    await accept(first, review, { type: 'undo', holder: 'window' });
    await second.get(`/api/reviews/${id}`);
    const { items } = await second.get<Page<AuditEntry>>(`/api/reviews/${id}/history`);
    const withheld = items.filter(isWithheldEntry).map(({ type }) => type);
    const named = ['assigned', 'unassigned', 'claimed', 'released', 'skipped', 'undone', 'withheld'];
    expect(sorted(withheld)).toEqual(sorted(named));
    expect(await traffic.misfits()).toEqual([]);
  });

  it('touches every operation', () => {
    expect(sorted(OPERATIONS.keys()).filter((key) => !traffic.answered.has(key))).toEqual([]);
  });
});
