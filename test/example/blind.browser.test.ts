import { resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { policyFor } from '../../example/server/policy.js';
import { readStaticFiles } from '../../example/server/static-files.js';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import {
  type Page as ListPage,
  type OversightPolicy,
  type Proposal,
  REVIEW_ORDERS,
  type ReviewSummary,
} from '../../src/core.js';
import { openReusable, signIn, startTestHost } from './host.fixtures.js';
import { findTraces, recordPage } from './wire-recorder.js';

const root = resolve(import.meta.dirname, '../..');
const CASE = 'ANSWER-FIRST';

/** What the model says of a case, each part with words or figures that stand nowhere else. */
const ANSWER = {
  value: 47_113,
  alternatives: [{ value: 58_229, probability: 0.1313 }],
  confidence: { value: 0.8437, interval: [0.7919, 0.8881], of: 'Kept at this amount' },
  coverage: 0.9173,
  signals: { novelty: 0.2749, otherModels: [{ model: { id: 'second-opinion', version: '6' }, value: 39_341 }] },
  explanation: {
    summary: 'Marzipan of the summary.',
    factors: [{ id: 'f1', name: 'Nougat of a factor', value: 'high', contribution: 0.6121 }],
    counterEvidence: [{ text: 'Praline against it.' }],
    evidence: [{ id: 'file', title: 'The file', required: true }],
    limits: ['Fudge of a limit.'],
  },
  why: ['Toffee near the threshold'],
} as const;
const RULE = { id: 'caramel-rule', why: 'Truffle: the factors disagree.' };

/** Nothing of this may reach somebody before their own answer. */
const TRACES = [
  /47[.,\s\u202f]?113|58[.,\s\u202f]?229|39[.,\s\u202f]?341/,
  /0[.,]?(8437|7919|8881|1313|9173|2749|6121)|\b84\s?%|79[–-]89\s?%/,
  /Marzipan|Nougat|Praline|Fudge|Toffee|Truffle|caramel-rule|second-opinion|Kept at this amount/,
  /factor-disagreement|"contribution"|"counterEvidence"/,
  /csn-confidence-badge|data-band/,
];

const OVERSIGHT: OversightPolicy = {
  id: 'oversight',
  version: '1',
  roles: ['reviewer'],
  rules: [
    {
      id: RULE.id,
      when: { type: 'value', atLeast: 47_000 },
      handling: { mode: 'review', profile: 'high' },
      why: RULE.why,
    },
  ],
  otherwise: { mode: 'review', profile: 'high' },
};

const proposalOf = (id: string, change: Partial<Proposal> = {}): Proposal =>
  ({
    id,
    revision: 1,
    kind: 'loan',
    subject: { title: 'A loan that is answered first', reference: id, facts: [{ name: 'Term', value: '48 months' }] },
    schema: { type: 'number', unit: 'EUR', min: 0, max: 100_000 },
    risk: 'medium',
    model: { id: 'credit', version: '4' },
    createdAt: '2026-11-29T08:00:00Z',
    dueAt: '2026-12-09T08:00:00Z',
    ...ANSWER,
    ...change,
  }) as unknown as Proposal;
const openOn = (host: Host, proposals: readonly Proposal[]) =>
  host.store.submit(proposals, ({ risk }) => ({ ...policyFor(risk), recordViews: true }), OVERSIGHT);

async function buildHostPage(): Promise<string> {
  process.env.COUNTERSIGN_SOURCE = '1';
  const { buildPage } = await import('../../example/build-page.js');
  return buildPage(root, resolve(root, 'src'));
}

describe('the browser of somebody who answers first (B-1)', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let host: Host;
  let browser: Browser;
  let page: Page;
  let recorder: Awaited<ReturnType<typeof recordPage>>;

  beforeAll(async () => {
    engine = await openReusable();
    const files = readStaticFiles(await buildHostPage());
    host = await startTestHost({ database: await engine.fresh(), page: files, queueSize: 0 });
    await openOn(host, [proposalOf(CASE)]);
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
    page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    page.setDefaultTimeout(30_000);
    recorder = await recordPage(page);
    await page.goto(`${host.url}`);
    await page.getByLabel('Person').selectOption({ label: 'Mateo Ruiz, Underwriter' });
    await page.getByLabel('Password').fill('countersign');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('grid').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    await engine?.close();
  });

  const article = () => page.getByRole('article');
  const ask = (path: string) =>
    page.evaluate(async (address) => {
      const response = await fetch(address, { headers: { 'x-requested-with': 'countersign' } });
      return response.text();
    }, path);
  it('receives, keeps and shows no trace of the model before the answer, and all of it afterwards', async () => {
    await recorder.begin();
    await page.getByRole('row').filter({ hasText: CASE }).getByRole('button').first().click();
    await article().waitFor();
    await recorder.look('before the case is taken');
    for (const path of ['', '/history', '/draft', '/explanation', '/export.csv', '/export.html']) {
      await ask(`/api/reviews/${CASE}${path}`);
    }
    for (const order of REVIEW_ORDERS) await ask(`/api/reviews?limit=1&order=${order}`);
    for (const path of ['/api/changes?since=0', '/api/log', '/api/effects', '/api/groups', '/api/agreement']) {
      await ask(path);
    }
    await page.getByRole('button', { name: 'Start review' }).click();
    await page.getByRole('button', { name: 'Record my answer' }).waitFor();
    const saved = page.waitForResponse((response) => response.url().endsWith('/draft'));
    await article().getByRole('textbox').or(article().getByRole('spinbutton')).first().fill('31000');
    await saved;
    await recorder.look('while the answer is typed');
    await page.reload();
    await page.getByRole('button', { name: 'Record my answer' }).waitFor();
    await recorder.look('after a reload');
    for (const path of ['', '/history', '/draft']) await ask(`/api/reviews/${CASE}${path}`);

    const before = recorder.take();
    const channels = new Set(before.map(({ channel }) => channel));
    for (const channel of ['body', 'header', 'event', 'database', 'document', 'accessibility tree'] as const) {
      expect(channels, channel).toContain(channel);
    }
    expect(findTraces(before, TRACES)).toEqual([]);
    // The search is no search that finds nothing: what may be seen is found on the same ways.
    expect(findTraces(before, ['A loan that is answered first']).join('\n')).toMatch(/body[\s\S]*accessibility tree/);

    await article().getByRole('radio').nth(4).check();
    await page.getByRole('button', { name: 'Record my answer' }).click();
    await page.getByRole('button', { name: 'Approve suggestion' }).waitFor();
    await article().getByText('Truffle: the factors disagree.').first().waitFor();
    await recorder.look('after the answer');
    const after = findTraces(recorder.take(), TRACES).join('\n');
    for (const channel of ['body', 'document', 'accessibility tree']) expect(after).toContain(`${channel} (`);
    for (const trace of TRACES.slice(0, 3)) expect(after).toContain(String(trace));
  });
});

describe('two hosts that differ in nothing but what the model says', () => {
  const IDS = Array.from({ length: 12 }, (_, index) => `CASE-${String(index + 1).padStart(2, '0')}`);
  /** In one the first case is the surest and the smallest, in the other the last is. */
  const world = (isTurned: boolean) =>
    IDS.map((id, index) => {
      const rank = isTurned ? IDS.length - 1 - index : index;
      const value = 40_000 + 1_000 * rank;
      return proposalOf(id, { value, confidence: { value: 0.5 + rank / 25 }, why: [`Rank ${rank}`] });
    });
  const engines: Awaited<ReturnType<typeof openReusable>>[] = [];
  const now = Date.parse('2026-11-29T09:00:00Z');

  /** Every answer that the cases can be seen in, as one reader gets it, byte by byte. */
  async function answers(proposals: readonly Proposal[], open = openOn): Promise<Map<string, string>> {
    const engine = await openReusable();
    engines.push(engine);
    const database: Database = await engine.fresh();
    const host = await startTestHost({ database, queueSize: 0, clock: () => now });
    try {
      await open(host, proposals);
      const amara = await signIn(host.url, 'amara');
      const said = new Map<string, string>();
      const note = async (path: string) => said.set(path, await (await amara.request(path)).text());
      for (const order of REVIEW_ORDERS) {
        await note(`/api/reviews?order=${order}`);
        // A page at a time: the place where it goes on must not tell by what it is sorted.
        let cursor: string | undefined;
        for (let count = 0; count < IDS.length; count++) {
          const path = `/api/reviews?order=${order}&limit=1${cursor ? `&cursor=${cursor}` : ''}`;
          const response = await amara.request(path);
          const page = (await response.json()) as ListPage<ReviewSummary>;
          said.set(`${order} ${count}`, JSON.stringify(page));
          cursor = page.next;
        }
      }
      for (const id of IDS) for (const path of ['', '/history']) await note(`/api/reviews/${id}${path}`);
      const claimed = await amara.backend.claims?.next?.({ order: 'least-confident' }, { idempotencyKey: 'next' });
      said.set('next', JSON.stringify(claimed).replace(/"holder":"[^"]*"/, ''));
      return said;
    } finally {
      await host.stop();
    }
  }
  afterAll(async () => {
    for (const engine of engines) await engine.close();
  });
  const differing = (one: Map<string, string>, other: Map<string, string>) =>
    [...one.keys()].filter((path) => one.get(path) !== other.get(path));

  it('say the same of every case before it is answered: rows, their order, cursors, cases, records and who is next', async () => {
    const [one, other] = [await answers(world(false)), await answers(world(true))];
    expect(one.size).toBe(other.size);
    expect(differing(one, other)).toEqual([]);
  });

  it('are told apart in all of them where a case is not answered first', async () => {
    const openly: typeof openOn = (host, proposals) =>
      host.store.submit(proposals, ({ risk }) => policyFor(risk), {
        ...OVERSIGHT,
        rules: [],
        otherwise: { mode: 'review', profile: 'low' },
      });
    const [one, other] = [await answers(world(false), openly), await answers(world(true), openly)];
    const told = differing(one, other);
    expect(told).toContain('next');
    expect(told).toContain('/api/reviews?order=least-confident');
    expect(told).toContain('/api/reviews/CASE-01');
    expect(told).toContain('/api/reviews/CASE-01/history');
    expect(told.some((path) => path.startsWith('least-confident '))).toBe(true);
  });
});
