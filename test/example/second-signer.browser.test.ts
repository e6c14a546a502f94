import { resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../example/server/host.js';
import { readStaticFiles } from '../../example/server/static-files.js';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import type { Command, Page as ListPage, Review, ReviewSummary } from '../../src/core.js';
import { accept, commandOn, openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';
import { findTraces, recordPage } from './wire-recorder.js';

const root = resolve(import.meta.dirname, '../..');
const CASE = 'TWO-SIGNERS';

const WORDS = 'The guarantor of this borrower withdrew on Monday.';
const TAKEN_BACK = 'A first thought that was taken back again.';
const STOP = 'I signed this and now doubt the payslip.';
const VALUE = 17_317;
const first = (value: number, text: string): Command => ({
  type: 'override',
  value,
  reason: { codes: ['security'], checks: ['spoke'], text },
});

/** Nothing of this may reach the second signer before they have decided. */
const TRACES = [
  WORDS,
  TAKEN_BACK,
  STOP,
  /17[.,\s\u202f]?317|23[.,\s\u202f]?232/,
  /\bamara\b/i,
  /Osei/,
  // A reason that was given; those that can be given stand in the policy.
  /"codes":\["security"\]/,
  /"checks":\["spoke"\]/,
  // What kind of decision it was; the filters of the queue and the policy name all of them.
  /"verdict":(\{"type":)?"override"/,
  /"type":"(overridden|override)"/,
];

async function buildHostPage(): Promise<string> {
  process.env.COUNTERSIGN_SOURCE = '1';
  const { buildPage } = await import('../../example/build-page.js');
  return buildPage(root, resolve(root, 'src'));
}

describe('the browser of a second signer', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let host: Host;
  let browser: Browser;
  let page: Page;
  let recorder: Awaited<ReturnType<typeof recordPage>>;
  let amara: Visitor;
  let priya: Visitor;
  let jonas: Visitor;

  beforeAll(async () => {
    engine = await openReusable();
    const files = readStaticFiles(await buildHostPage());
    host = await startTestHost({ database: await engine.fresh(), page: files, queueSize: 5 });
    [amara, priya, jonas] = await Promise.all([
      signIn(host.url, 'amara'),
      signIn(host.url, 'priya'),
      signIn(host.url, 'jonas'),
    ]);
    const { items } = await amara.get<ListPage<ReviewSummary>>('/api/reviews');
    const template = await amara.get<Review>(`/api/reviews/${items[0]?.id}`);
    const { explanation: _explanation, alternatives: _alternatives, why: _why, ...rest } = template.proposal;
    const proposal = {
      ...rest,
      id: CASE,
      subject: { title: 'A loan that two people decide on', reference: CASE },
      schema: { type: 'number', unit: 'EUR', min: 0, max: 100_000 } as const,
      value: 12_000,
    };
    await host.store.open([proposal], () => ({ ...template.policy, secondReview: true, recordViews: true }));
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
    page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    page.setDefaultTimeout(30_000);
    recorder = await recordPage(page);
    await page.goto(host.url);
    await page.getByLabel('Person').selectOption({ label: 'Mateo Ruiz, Underwriter' });
    await page.getByLabel('Password').fill('countersign');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('grid').waitFor();
    await recorder.begin();
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    await engine?.close();
  });

  const load = (visitor: Visitor) => visitor.get<Review>(`/api/reviews/${CASE}`);
  const article = () => page.getByRole('article');
  /** As a curious person would, in the console of their own browser. */
  const ask = (path: string, init: object = {}) =>
    page.evaluate(
      async ([address, options]) => {
        const headers = { 'content-type': 'application/json', 'x-requested-with': 'countersign' };
        const response = await fetch(address as string, { headers, ...(options as object) });
        return response.text();
      },
      [path, init] as const,
    );
  const command = (review: Review, given: Command, key: string) =>
    ask(`/api/reviews/${CASE}/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-requested-with': 'countersign', 'idempotency-key': key },
      body: JSON.stringify(commandOn(review, given)),
    });

  it('receives, keeps and shows nothing of the first decision before they submit theirs, and all of it afterwards', async () => {
    // Mateo looks at the queue while Amara works: live, as things happen.
    let review = await accept(amara, await load(amara), { type: 'claim', holder: 'amaras-window' });
    const early = review;
    review = await accept(amara, review, { type: 'view', of: 'case' });
    await page.getByRole('row').filter({ hasText: CASE }).getByRole('button').first().click();
    await article().waitFor();
    await recorder.look('while the first signer is at work');
    review = await accept(amara, review, first(23_232, TAKEN_BACK));
    review = await accept(amara, review, { type: 'undo', holder: 'amaras-window' });
    await recorder.look('after the first decision was taken back');
    await command(early, { type: 'claim' }, 'too-early');
    review = await accept(amara, review, first(VALUE, WORDS));
    expect(review.state).toBe('pending.awaitingSecond');
    review = await accept(amara, review, { type: 'hold', reason: STOP, scope: 'review' });
    await page.reload();
    await article().waitFor();
    // A stop of the first signer, in the refusal as well.
    await command(await load(amara), { type: 'claim' }, 'while-stopped');
    await recorder.look('while the first signer has stopped it');
    await accept(priya, await load(priya), { type: 'resume', reason: 'The payslip is genuine.' });

    // Everything that can be asked for, by whoever looks for it, and twice with one key.
    for (const path of ['', '/history', '/draft']) await ask(`/api/reviews/${CASE}${path}`);
    for (const path of [
      '/api/reviews?limit=200',
      '/api/changes?since=0',
      '/api/log',
      '/api/agreement',
      '/api/effects',
    ]) {
      await ask(path);
    }
    for (let tries = 0; tries < 2; tries++) await command(early, { type: 'claim' }, 'stale');

    await page.reload();
    await page.getByRole('button', { name: 'Start review' }).click();
    await page.getByRole('button', { name: 'Approve suggestion' }).waitFor();
    await article().getByText('You are the second reviewer').waitFor();
    // What they type themselves is another verdict, so that it is not taken for the first one.
    await page.getByRole('button', { name: 'Reject suggestion' }).click();
    const saved = page.waitForResponse((response) => response.url().endsWith('/draft'));
    await page.getByRole('dialog').getByRole('textbox').first().fill('My own words');
    await saved;
    await page.keyboard.press('Escape');
    await recorder.look('while the second signer decides');
    const before = recorder.take();
    // What was recorded is there to be found: their own words, the case, events and entries of the record.
    const channels = new Set(before.map(({ channel }) => channel));
    for (const channel of ['body', 'header', 'event', 'database', 'document', 'accessibility tree'] as const) {
      expect(channels, channel).toContain(channel);
    }
    expect(findTraces(before, ['My own words', 'Withheld until the second decision']).join('\n')).toMatch(
      /document[\s\S]*My own words/,
    );
    expect(findTraces(before, TRACES)).toEqual([]);

    await page.getByRole('button', { name: 'Approve suggestion' }).click();
    // What they typed is offered with whatever they decide.
    await page.getByRole('button', { name: 'Sign approval' }).click();
    const state = async () => (await load(jonas)).state;
    await expect.poll(state, { timeout: 20_000 }).toBe('pending.adjudicating');
    await page.reload();
    await page.getByText(WORDS).first().waitFor();
    await recorder.look('after the second decision');
    const after = findTraces(recorder.take(), [WORDS, 'Amara Osei', String(VALUE)]);
    expect(after.join('\n')).toMatch(/body .*Monday[\s\S]*Amara Osei/);

    // Who settles it sees both, with their reasons.
    const settling = JSON.stringify(await load(jonas));
    for (const trace of [WORDS, 'Amara Osei', 'Mateo Ruiz', String(VALUE)]) expect(settling).toContain(trace);
  });

  it('is recorded on every way: what is put there on purpose is found', async () => {
    const secret = 'planted-by-the-test';
    await recorder.begin();
    await page.route('**/api/planted', (route) =>
      route.fulfill({ body: secret, headers: { 'x-planted': secret, 'content-type': 'text/plain' } }),
    );
    await page.route('**/api/planted-events', (route) =>
      route.fulfill({ body: `data: ${secret}\n\n`, headers: { 'content-type': 'text/event-stream' } }),
    );
    await ask('/api/planted');
    await page.evaluate(async (text) => {
      localStorage.setItem('planted', text);
      sessionStorage.setItem('planted', text);
      console.log(text);
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('planted');
        request.onupgradeneeded = () => request.result.createObjectStore('rows', { autoIncrement: true });
        request.onsuccess = () => resolve(request.result);
      });
      await new Promise((resolve) => {
        const writing = database.transaction('rows', 'readwrite');
        writing.objectStore('rows').add(text);
        writing.oncomplete = resolve;
      });
      database.close();
      // It stands there for a moment only.
      const briefly = document.body.appendChild(document.createElement('p'));
      briefly.textContent = text;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      briefly.remove();
      const hidden = document.body.appendChild(document.createElement('button'));
      hidden.ariaLabel = text;
      await new Promise<void>((resolve) => {
        const events = new EventSource('/api/planted-events');
        events.onmessage = () => {
          events.close();
          resolve();
        };
      });
    }, secret);
    await recorder.look('planted');
    const found = findTraces(recorder.take(), [secret]).map((line) => line.split(' (')[0]);
    expect([...new Set(found)].sort()).toEqual([
      'accessibility tree',
      'body',
      'console',
      'database',
      'document',
      'event',
      'header',
      'local storage',
      'session storage',
    ]);
  });
});
