import { resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../example/server/host.js';
import { readStaticFiles } from '../../example/server/static-files.js';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import type { Page as ListPage, Review, ReviewSummary } from '../../src/core.js';
import { accept, isSimple, openReusable, signIn, startTestHost } from './host.fixtures.js';

const root = resolve(import.meta.dirname, '../..');

async function buildHostPage(): Promise<string> {
  process.env.COUNTERSIGN_SOURCE = '1';
  const { buildPage } = await import('../../example/build-page.js');
  return buildPage(root, resolve(root, 'src'));
}

describe('the record of a case, for whoever keeps records', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let host: Host;
  let browser: Browser;
  let page: Page;
  let reference: string;

  beforeAll(async () => {
    engine = await openReusable();
    const files = readStaticFiles(await buildHostPage());
    host = await startTestHost({ database: await engine.fresh(), page: files, queueSize: 8 });
    const amara = await signIn(host.url, 'amara');
    const { items } = await amara.get<ListPage<ReviewSummary>>('/api/reviews');
    const row = items.find(isSimple) as ReviewSummary;
    const claimed = await accept(amara, await amara.get<Review>(`/api/reviews/${row.id}`), {
      type: 'claim',
      holder: 'window',
    });
    await accept(amara, claimed, { type: 'abstain', reason: { codes: ['out-of-scope'] } });
    reference = row.id;
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    page.setDefaultTimeout(30_000);
    await page.goto(host.url);
    const person = page.getByLabel('Person');
    const priya = await person.locator('option').filter({ hasText: 'Priya Nair' }).getAttribute('value');
    await person.selectOption(priya);
    await page.getByLabel('Password').fill('countersign');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await button('Record').click();
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    await engine?.close();
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');

  it('has focus on its heading when it is opened from the whole record, and back', async () => {
    await page.locator('[data-type="abstained"]').getByRole('button', { name: reference }).click();
    await expect.poll(focused).toBe(`Record of ${reference}`);
    await button('Record of all cases').click();
    await expect.poll(focused).toContain('Record of all cases');
    await page.getByRole('button', { name: reference }).first().click();
    await expect.poll(focused).toBe(`Record of ${reference}`);
  });

  it('asks for a reason at its field, and says above all who put it under legal hold, since when and why', async () => {
    await button('Put under legal hold').click();
    await button('Confirm').click();
    const reason = page.getByLabel('Put under legal hold: Reason');
    await expect.poll(() => reason.getAttribute('aria-invalid')).toBe('true');
    expect(await reason.evaluate((element) => element === document.activeElement)).toBe(true);
    const described = (await reason.getAttribute('aria-describedby')) ?? '';
    expect(await page.locator(`[id="${described}"]`).innerText()).toContain('Say why');
    await reason.fill('Complaint BF-118');
    await button('Confirm').click();
    await page.getByText(/^Under legal hold by Priya Nair since .*\d{4}/).waitFor();
    await page.getByText('Reason: “Complaint BF-118” Nothing of this record can be erased', { exact: false }).waitFor();
    expect(await focused()).toBe(`Record of ${reference}`);
    await button('Lift the legal hold').click();
    await page.getByLabel('Lift the legal hold: Reason').fill('Settled');
    await button('Confirm').click();
    await button('Put under legal hold').waitFor();
    expect(await focused()).toBe(`Record of ${reference}`);
    expect(await page.getByText('Under legal hold by').count()).toBe(0);
  });

  it('says what an erasure takes for good before it is asked for, and keeps focus', async () => {
    await button('Erase what the law asks to erase').click();
    await page.getByText(/Erased for good: .* salt .* Nobody can bring it back/).waitFor();
    await page.getByText(/What stays: every entry and the chain.* when and why/).waitFor();
    await button('Cancel').click();
    await expect.poll(focused).toBe('Erase what the law asks to erase');
    await button('Erase what the law asks to erase').click();
    await page.getByLabel('Erase what the law asks to erase: Reason').fill('Request of the applicant');
    await button('Confirm').click();
    await page.getByText('erased what the law asks to erase').first().waitFor();
    expect(await focused()).toMatch(/^Record of /);
  });

  it('verifies the whole record quickly or in full, and says what each finds', async () => {
    await button('Record of all cases').click();
    await page.getByText(/^Full: reads every entry for itself/).waitFor();
    await page.getByLabel('How much').selectOption({ label: 'Quick' });
    await page.getByText(/^Quick: finds whether anything of the signed record was changed/).waitFor();
    await button('Check the record').click();
    await page.getByText('Checked: nothing was changed after it was written.').waitFor();
  });
});
