import { resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fitsTruth } from '../../example/model/check.js';
import { generateApplications } from '../../example/model/generator.js';
import type { Host } from '../../example/server/host.js';
import type { PracticeOffer } from '../../example/server/practice.js';
import { readStaticFiles } from '../../example/server/static-files.js';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import { openReusable, SEED, signIn, startTestHost } from './host.fixtures.js';

const root = resolve(import.meta.dirname, '../..');

describe('somebody in training (B-22)', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let host: Host;
  let browser: Browser;
  let page: Page;
  let offer: PracticeOffer;

  beforeAll(async () => {
    process.env.COUNTERSIGN_SOURCE = '1';
    const { buildPage } = await import('../../example/build-page.js');
    engine = await openReusable();
    host = await startTestHost({
      database: await engine.fresh(),
      page: readStaticFiles(await buildPage(root, resolve(root, 'src'))),
      loadApplications: () => generateApplications(1_200, SEED),
      queueSize: 8,
    });
    offer = await (await signIn(host.url, 'noor')).get<PracticeOffer>('/api/practice/onboarding');
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
    const context = await browser.newContext({ viewport: { width: 1280, height: 1200 }, locale: 'en' });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(host.url);
    await page.getByLabel('Person', { exact: true }).selectOption('noor');
    await page.getByLabel('Password').fill('countersign');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Case 1 of 20').waitFor();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    await engine?.close();
  });

  const known = () => page.getByRole('region', { name: /^What is known of this case/ });

  /** Decides the case on screen as its end says, as long as that is what the model says as well; `found` cases otherwise. */
  async function decide(isFound: (isWrong: boolean) => boolean) {
    const text = await page.locator('article').innerText();
    const number = text.match(/Practice \d+/)?.[0];
    const practised = offer.cases.find(({ proposal }) => proposal.subject.reference === number);
    if (!practised) throw new Error(`no case ${number}`);
    const { proposal, truth } = practised;
    await page.getByRole('button', { name: 'Start review' }).click();
    if (isFound(!fitsTruth(truth, proposal.value))) {
      await page.getByRole('button', { name: 'Override suggestion' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio', { name: truth === 'deny' ? /^Deny/ : /^Approve(?! with)/ }).click();
      await dialog.getByRole('radio', { name: /^The file says more/ }).click();
      await dialog.getByRole('checkbox', { name: /^Read the whole application/ }).check();
      await dialog.getByRole('button', { name: 'Sign override' }).click();
    } else {
      await page.getByRole('button', { name: 'Approve suggestion' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Sign approval' }).click();
    }
    await known().waitFor();
  }

  it('goes through the set, sees what was known after each case, and goes on after a reload', async () => {
    await decide(() => false);
    expect(await known().innerText()).toMatch(/This borrower (defaulted|repaid)/);
    await page.reload();
    await known().waitFor();
    await known().getByRole('button', { name: 'Next case' }).click();
    await page.getByText('Case 2 of 20').waitFor();
  });

  it('is told that answers could not be sent, and otherwise that their set is out of date, and begins the new one', async () => {
    const before = page;
    const context = await browser.newContext({ viewport: { width: 1280, height: 1200 }, locale: 'en' });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    // A set of two, so that it is soon over.
    const isWrong = ({ proposal, truth }: PracticeOffer['cases'][number]) => !fitsTruth(truth, proposal.value);
    const cases = [offer.cases.find(isWrong), offer.cases.find((each) => !isWrong(each))];
    const short = { ...offer, cases, demand: { cases: 2, aiWrong: 1 } };
    await page.route('**/api/practice/onboarding', (route) => route.fulfill({ json: short }));
    let tries = 0;
    await page.route('**/api/practice/onboarding/results', (route) => {
      tries += 1;
      const error = { code: 'practice-invalid', message: 'The set is out of date.' };
      return tries === 1 ? route.abort() : route.fulfill({ status: 400, json: { error } });
    });
    try {
      await page.goto(host.url);
      await page.getByLabel('Person', { exact: true }).selectOption('noor');
      await page.getByLabel('Password').fill('countersign');
      await page.getByRole('button', { name: 'Sign in' }).click();
      for (const next of ['Next case', 'See what came of all cases']) {
        await decide(() => false);
        await known().getByRole('button', { name: next }).click();
      }
      await page.getByText('Your answers are kept here, but could not be sent.').waitFor();
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('These answers are of a set that is out of date.').waitFor();
      expect(await page.getByText('could not be sent').count()).toBe(0);
      await page.getByRole('button', { name: 'Begin the new set' }).click();
      await page.getByText('Case 1 of 2').waitFor();
      expect(tries).toBe(2);
    } finally {
      page = before;
      await context.close();
    }
  }, 120_000);

  it('may decide once the model’s mistakes were found, and not before', async () => {
    let found = 0;
    for (let at = 2; at <= 20; at++) {
      await page.getByText(`Case ${at} of 20`).waitFor();
      await decide((isWrong) => isWrong && found++ < 6);
      await known()
        .getByRole('button', { name: at === 20 ? 'See what came of all cases' : 'Next case' })
        .click();
    }
    await page.getByText('You can decide cases from now on').waitFor();
    await page.getByRole('button', { name: 'Go to the cases' }).click();
    await page.getByRole('grid').waitFor();
    await page.getByRole('gridcell').getByRole('button').first().click();
    await page.getByRole('button', { name: 'Start review' }).waitFor();
  }, 180_000);
});
