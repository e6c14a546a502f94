import { resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { readStaticFiles, type StaticFiles } from '../../example/server/static-files.js';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import type { Page as ListPage, Review, ReviewSummary } from '../../src/core.js';
import { accept, isSimple, signIn } from './host.fixtures.js';
import { asAdministrator, LOG_DATABASES, type LogBench, openLogBench } from './log.fixtures.js';

const root = resolve(import.meta.dirname, '../..');
const WORDS = 'The file has a newer payslip than the model saw.';

async function buildHostPage(): Promise<StaticFiles> {
  process.env.COUNTERSIGN_SOURCE = '1';
  const { buildPage } = await import('../../example/build-page.js');
  return readStaticFiles(await buildPage(root, resolve(root, 'src')));
}

describe.each(LOG_DATABASES)('the page of an auditor, over %s', (name) => {
  let bench: LogBench;
  let database: Database;
  let host: Host;
  let browser: Browser;
  let page: Page;
  let files: StaticFiles;
  /** The case that was decided, and the place of the decision in the log. */
  let decided: { id: string; place: number; seq: number };

  beforeAll(async () => {
    bench = await openLogBench(name);
    database = await bench.fresh();
    files = await buildHostPage();
    host = await bench.start(database, { page: files, queueSize: 8 });
    const amara = await signIn(host.url, 'amara');
    const { items } = await amara.get<ListPage<ReviewSummary>>('/api/reviews');
    const row = items.find(isSimple) as ReviewSummary;
    const review = await amara.get<Review>(`/api/reviews/${row.id}`);
    const claimed = await accept(amara, review, { type: 'claim', holder: 'window' });
    await accept(amara, claimed, { type: 'abstain', reason: { codes: ['other'], text: WORDS } });
    const [line] = await database.query<{ place: number; seq: number }>(
      'select place::int as place, seq from audit_lines where review_id = $1 order by seq desc limit 1',
      [row.id],
    );
    decided = { id: row.id, place: Number(line?.place), seq: Number(line?.seq) };
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    page.setDefaultTimeout(30_000);
    await page.goto(host.url);
    await page.getByLabel('Person').selectOption({ label: 'Lena Vogt, Internal audit, reads only' });
    await page.getByLabel('Password').fill('countersign');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByRole('heading', { name: 'Record of all cases' }).waitFor();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    await bench?.close();
  });

  const check = () => page.getByRole('button', { name: 'Check the record' }).click();
  const decision = () => page.locator('[data-type="abstained"]').first();

  it('finds nothing wrong with a record that nobody touched, and marks each entry', async () => {
    await check();
    await page.getByText(/All \d+ entries verified/).waitFor();
    expect(await decision().innerText()).toContain('Verified');
  });

  it('plays the case again, entry by entry', async () => {
    await decision().getByRole('button', { name: decided.id }).click();
    const slider = page.getByRole('slider');
    await slider.waitFor();
    await slider.press('End');
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/Amara Osei.*decided not to use the AI/);
    await check();
    await page.getByText(/All \d+ entries verified/).waitFor();
  });

  it('shows what the applicant is told of the AI, with what they can do (L-14)', async () => {
    await page.getByText('What the applicant is told of the AI').click();
    const told = page.getByRole('region', { name: 'An AI system takes part in this decision' });
    await told.getByText(/^The system makes a proposal. A person decides/).waitFor();
    expect(await told.innerText()).toContain('Credit default model: Estimates how likely a borrower is to default');
    const links = await told.getByRole('link').evaluateAll((found) => found.map((link) => link.getAttribute('href')));
    expect(links).toEqual([
      `/api/reviews/${decided.id}/explanation?lang=en`,
      `mailto:decisions@credit-desk.example?subject=${decided.id}`,
      `mailto:decisions@credit-desk.example?subject=${decided.id}`,
    ]);
    await page.getByRole('button', { name: 'Record of all cases' }).click();
    await page.getByRole('heading', { name: 'Record of all cases' }).waitFor();
  });

  it('names the entry whose line an administrator changed behind the server’s back', async () => {
    await asAdministrator(database, (tx) =>
      tx.query(`update audit_lines set line = replace(line, '"Amara Osei"', '"Mateo Ruiz"') where place = $1`, [
        decided.place,
      ]),
    );
    await check();
    await expect
      .poll(() => page.locator('body').innerText(), { timeout: 15_000 })
      .toMatch(/changed after it was written/i);
    expect(await page.locator('body').innerText()).toContain(`${decided.id}:${decided.seq}`);
    expect(await page.getByText(/All \d+ entries verified/).count()).toBe(0);
    await asAdministrator(database, (tx) =>
      tx.query(`update audit_lines set line = replace(line, '"Mateo Ruiz"', '"Amara Osei"') where place = $1`, [
        decided.place,
      ]),
    );
  });

  it('names the entry whose words were exchanged where they may be erased', async () => {
    const exchange = (from: string, to: string) =>
      asAdministrator(database, (tx) =>
        tx.query(
          'update disclosures set value = $3::json where review_id = $1 and seq = $2 and value::text = $4::json::text',
          [decided.id, decided.seq, JSON.stringify(to), JSON.stringify(from)],
        ),
      );
    await exchange(WORDS, 'The applicant is a friend of mine.');
    await check();
    await expect
      .poll(() => page.locator('body').innerText(), { timeout: 15_000 })
      .toMatch(/changed after it was written/i);
    expect(await page.locator('body').innerText()).toContain(`${decided.id}:${decided.seq}`);
    await exchange('The applicant is a friend of mine.', WORDS);
    await check();
    await page.getByText(/All \d+ entries verified/).waitFor();
  });

  it('says unmistakably that a log which was written anew no longer contains what was verified', async () => {
    await check();
    await page.getByText(/All \d+ entries verified/).waitFor();
    const { port } = new URL(host.url);
    await host.stop();
    await bench.replace(database, decided.place, (entry) => ({ ...entry, to: 'approved' }));
    host = await bench.start(database, { page: files, queueSize: 8, port: Number(port) });

    await page.reload();
    const alert = page.getByRole('alert').filter({ hasText: /no longer contains what was verified on/ });
    await alert.waitFor();
    await check();
    await page.getByText('This record is not what was written').waitFor();
    await page.getByText(/The log no longer contains what was signed on/).waitFor();
    expect(await page.getByText(/All \d+ entries verified/).count()).toBe(0);
    expect(await decision().innerText()).toContain('Cannot be verified');

    // On the page of a case a proof has to show it.
    await decision().getByRole('button', { name: decided.id }).click();
    await alert.waitFor();
    await check();
    await page.getByText('This record is not what was written').waitFor();

    // Whoever knows why goes on from there.
    await page.getByRole('button', { name: 'Record of all cases' }).click();
    await alert.waitFor();
    await page.getByRole('button', { name: 'Begin with the record as it is now' }).click();
    await page.getByText(/All \d+ entries verified/).waitFor();
    expect(await alert.count()).toBe(0);
    await page.reload();
    await page.getByText(/still contains what was verified in this browser on/).waitFor();
  });
});
