import { resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../example/server/host.js';
import { readStaticFiles } from '../../example/server/static-files.js';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import type { Page as ListPage, ReviewSummary } from '../../src/core.js';
import { isSimple, openReusable, signIn, startTestHost } from './host.fixtures.js';

const root = resolve(import.meta.dirname, '../..');

async function buildHostPage(): Promise<string> {
  process.env.COUNTERSIGN_SOURCE = '1';
  const { buildPage } = await import('../../example/build-page.js');
  return buildPage(root, resolve(root, 'src'));
}

describe('a page that is left while somebody types', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let host: Host;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    engine = await openReusable();
    const files = readStaticFiles(await buildHostPage());
    host = await startTestHost({ database: await engine.fresh(), page: files, queueSize: 5 });
    const amara = await signIn(host.url, 'amara');
    const { items } = await amara.get<ListPage<ReviewSummary>>('/api/reviews');
    const { id } = items.find(isSimple) as ReviewSummary;
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
    page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    page.setDefaultTimeout(30_000);
    // The browser asks whether to leave; whoever does all the same must not lose a word either.
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(host.url);
    await page.getByLabel('Person').selectOption({ label: 'Amara Osei, Senior underwriter' });
    await page.getByLabel('Password').fill('countersign');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('row').filter({ hasText: id }).getByRole('button').first().click();
    await page.getByRole('button', { name: 'Start review' }).click();
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    await engine?.close();
  });

  it('loses nothing of it, also where the server hears of nothing any more', async () => {
    // What the device has is what counts.
    await page.route('**/draft', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
    const field = page.getByRole('dialog').getByRole('textbox').first();
    let typed = '';
    for (const words of ['The payslip', ' is newer', ' than the model knows.']) {
      await page.getByRole('button', { name: 'Reject suggestion' }).click();
      await expect.poll(() => field.inputValue()).toBe(typed);
      await field.press('End');
      await page.keyboard.insertText(words);
      // At once, and not one task later: nothing that was put off can still happen.
      await page.evaluate(() => window.location.reload());
      typed += words;
      await page.waitForLoadState('load');
    }
    await page.getByRole('button', { name: 'Reject suggestion' }).click();
    await expect.poll(() => field.inputValue()).toBe(typed);
  });
});
