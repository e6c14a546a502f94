import { resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { readStaticFiles } from '../../example/server/static-files.js';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import type { AuditEntry, Page as PageOf, Review, ReviewSummary } from '../../src/core.js';
import { openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';

/** How often a page says that a case is open, in milliseconds. */
const HEARTBEAT = 20_000;

const root = resolve(import.meta.dirname, '../..');

describe('two people with one case open', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let browser: Browser;
  let auditor: Visitor;

  const rows = () => database.query('select from presence');

  async function sitDown(person: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1400, height: 1000 } });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.clock.install();
    await page.goto(host.url);
    await page.getByLabel('Person').selectOption({ label: person });
    await page.getByLabel('Password').fill('countersign');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('[data-review="OPEN-1"] button').click();
    await page.getByRole('heading', { name: 'Case OPEN-1' }).waitFor();
    return page;
  }

  beforeAll(async () => {
    process.env.COUNTERSIGN_SOURCE = '1';
    const { buildPage } = await import('../../example/build-page.js');
    engine = await openReusable();
    const files = readStaticFiles(await buildPage(root, resolve(root, 'src')));
    database = await engine.fresh();
    host = await startTestHost({ database, page: files, queueSize: 1 });
    auditor = await signIn(host.url, 'priya');
    const [row] = (await auditor.get<PageOf<ReviewSummary>>('/api/reviews')).items;
    const { proposal, policy } = await auditor.get<Review>(`/api/reviews/${row?.id}`);
    const subject = { ...proposal.subject, title: 'Case OPEN-1', reference: 'OPEN-1' };
    await host.store.open([{ ...proposal, id: 'OPEN-1', value: 'approve', subject }], () => ({
      ...policy,
      ...{ blindFirst: false, secondReview: false, recordViews: false },
    }));
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    await engine?.close();
  });

  it('read of each other, as long as both are there', async () => {
    const amara = await sitDown('Amara Osei, Senior underwriter');
    expect(await amara.getByText(/^Also open with/).count()).toBe(0);
    const mateo = await sitDown('Mateo Ruiz, Underwriter');
    await mateo.getByText('Also open with Amara Osei').waitFor();
    await amara.clock.fastForward(HEARTBEAT);
    await amara.getByText('Also open with Mateo Ruiz').waitFor();
    // What a page sends while it goes.
    await mateo.goto('about:blank');
    await expect.poll(async () => (await rows()).length, { timeout: 10_000 }).toBe(1);
    await amara.clock.fastForward(HEARTBEAT);
    await expect.poll(() => amara.getByText(/^Also open with/).count(), { timeout: 10_000 }).toBe(0);
    const { items } = await auditor.get<PageOf<AuditEntry>>('/api/reviews/OPEN-1/history');
    expect(items.map(({ type }) => type)).toEqual(['proposed']);
  }, 120_000);
});
