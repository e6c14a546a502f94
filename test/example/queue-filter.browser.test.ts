import { resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../example/server/host.js';
import { readStaticFiles } from '../../example/server/static-files.js';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import { openReusable, startTestHost } from './host.fixtures.js';

const root = resolve(import.meta.dirname, '../..');

describe('the queue of the desk, narrowed by its reader', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let host: Host;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    process.env.COUNTERSIGN_SOURCE = '1';
    const { buildPage } = await import('../../example/build-page.js');
    engine = await openReusable();
    const files = readStaticFiles(await buildPage(root, resolve(root, 'src')));
    host = await startTestHost({ database: await engine.fresh(), page: files, queueSize: 12 });
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
    page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    page.setDefaultTimeout(30_000);
    await page.goto(host.url);
    await page.getByLabel('Person').selectOption({ label: 'Amara Osei, Senior underwriter' });
    await page.getByLabel('Password').fill('countersign');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('[data-review]').first().waitFor();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    await engine?.close();
  });

  const ids = () =>
    page.locator('[data-review]').evaluateAll((all) => all.map((row) => row.getAttribute('data-review')));
  const field = () => page.getByRole('searchbox', { name: 'Search cases' });

  it('asks the server for the words, and shows all again', async () => {
    const all = await ids();
    const [first] = all;
    await field().fill(String(first));
    await expect.poll(ids).toEqual([first]);
    await field().press('Escape');
    await expect.poll(ids).toEqual(all);
  });

  it('narrows by risk, and keeps that as a view of this person', async () => {
    const risks = await page
      .locator('[data-review]')
      .evaluateAll((all) => all.map((row) => row.getAttribute('data-risk')));
    const [risk] = risks;
    await page.getByRole('button', { name: 'Filter' }).click();
    const name = { low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' }[risk as 'low'];
    await page.getByRole('checkbox', { name }).check();
    await expect.poll(async () => (await ids()).length).toBe(risks.filter((each) => each === risk).length);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByLabel('Name of this view').fill('Mine');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.reload();
    await page.locator('[data-review]').first().waitFor();
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('button', { name: 'Mine', exact: true }).click();
    await expect.poll(async () => (await ids()).length).toBe(risks.filter((each) => each === risk).length);
  });
});
