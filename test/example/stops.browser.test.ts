import { resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '../../example/server/host.js';
import { readStaticFiles } from '../../example/server/static-files.js';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import type { Page as ListPage, Review, ReviewSummary, Stop, StopResult } from '../../src/core.js';
import { isSimple, openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';

const root = resolve(import.meta.dirname, '../..');
const WHY = 'Income is read from the wrong column since 08:00.';
const DRAFT = 'The payslip of October says more than the model has s';

async function buildHostPage(): Promise<string> {
  process.env.COUNTERSIGN_SOURCE = '1';
  const { buildPage } = await import('../../example/build-page.js');
  return buildPage(root, resolve(root, 'src'));
}

const PEOPLE = {
  amara: 'Amara Osei, Senior underwriter',
  mateo: 'Mateo Ruiz, Underwriter',
  priya: 'Priya Nair, Team lead',
};

describe('a stop in two browsers', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let files: ReturnType<typeof readStaticFiles>;
  let host: Host;
  let browser: Browser;
  let visitor: Visitor;
  let contexts: BrowserContext[] = [];

  beforeAll(async () => {
    engine = await openReusable();
    files = readStaticFiles(await buildHostPage());
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
  });
  afterAll(async () => {
    await browser?.close();
    await engine?.close();
  });
  beforeEach(async () => {
    host = await startTestHost({ database: await engine.fresh(), page: files, queueSize: 12 });
    visitor = await signIn(host.url, 'mateo');
  });
  afterEach(async () => {
    for (const context of contexts) await context.close();
    contexts = [];
    await host?.stop();
  });

  async function enter(person: keyof typeof PEOPLE, { blocked = false } = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1400, height: 1000 } });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    if (blocked) await page.route('**/api/events*', (route) => route.abort());
    await page.goto(host.url);
    await page.getByLabel('Person').selectOption({ label: PEOPLE[person] });
    await page.getByLabel('Password').fill('countersign');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('grid').waitFor();
    return page;
  }
  async function simpleCase(): Promise<string> {
    const { items } = await visitor.get<ListPage<ReviewSummary>>('/api/reviews?limit=200');
    return items.find(isSimple)?.id as string;
  }
  /** Opens a case, claims it, and types half a sentence of a rejection. */
  async function typeDraft(page: Page, id: string) {
    await page.getByRole('row').filter({ hasText: id }).getByRole('button').first().click();
    await page.getByRole('button', { name: 'Start review' }).click();
    await page.getByRole('button', { name: 'Reject suggestion' }).click();
    const saved = page.waitForResponse((response) => response.url().endsWith('/draft'));
    await page.getByRole('dialog').getByRole('textbox').first().fill(DRAFT);
    await saved;
    await page.keyboard.press('Escape');
  }
  async function stop(page: Page, what: RegExp) {
    await page.keyboard.press('Alt+Shift+S');
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('radio', { name: what }).check();
    await dialog.getByRole('textbox', { name: 'Why' }).fill(WHY);
    await dialog.getByRole('button', { name: 'Stop now' }).click();
    return dialog;
  }
  const banner = (page: Page) => page.getByRole('region', { name: 'Stops' });
  const stopsNow = async () => (await visitor.get<{ stops: Stop[] }>('/api/stops')).stops;
  /** As a curious person would, in the console of their own browser. */
  const resumeFrom = (page: Page, id: string) =>
    page.evaluate(async (stopId) => {
      const response = await fetch(`/api/stops/${stopId}/resume`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-requested-with': 'countersign',
          'idempotency-key': crypto.randomUUID(),
        },
        body: JSON.stringify({ reason: 'It looks fine to me.' }),
      });
      return (await response.json()) as unknown;
    }, id) as Promise<StopResult>;
  const decide = (page: Page) => page.getByRole('button', { name: 'Reject suggestion' });

  it.each([
    ['as it happens', false],
    ['without a stream', true],
  ])(
    'holds the open case of somebody else %s, keeps what they typed, and lets them go on after a supervisor has resumed',
    async (_, blocked) => {
      const id = await simpleCase();
      const mateo = await enter('mateo', { blocked });
      await typeDraft(mateo, id);
      const amara = await enter('amara');
      const begun = Date.now();
      await stop(amara, /^Model .*every version$/);
      await banner(amara).getByText('halted by Amara Osei').waitFor();

      await banner(mateo).getByText('halted by Amara Osei').waitFor();
      await mateo.getByRole('article').getByText('Reviewing halted by Amara Osei').waitFor();
      await mateo.getByText('No decision is possible while the case is halted. Your draft is kept.').first().waitFor();
      expect(Date.now() - begun, 'how long the other one could have gone on').toBeLessThan(blocked ? 9_000 : 5_000);
      // In the place of the verbs it says why there are none.
      expect(await decide(mateo).count()).toBe(0);
      expect(await banner(mateo).textContent()).toContain(WHY);
      expect(await banner(mateo).textContent()).toContain('Resuming takes the role: supervisor.');
      expect(await banner(mateo).getByRole('button').count()).toBe(0);
      if (blocked) expect(await banner(mateo).textContent()).toContain('News of stops may be late');

      const [made] = await stopsNow();
      for (const page of [mateo, amara]) {
        expect(await resumeFrom(page, made?.id as string)).toEqual({
          outcome: 'forbidden',
          why: { code: 'role-missing', roles: ['supervisor'] },
        });
      }
      // Opened again, it is held still, and so is what was typed kept.
      await mateo.reload();
      await banner(mateo).getByText('halted by Amara Osei').waitFor();
      await mateo.getByText('No decision is possible while the case is halted.').first().waitFor();

      const priya = await enter('priya');
      await banner(priya).getByRole('button', { name: 'Resume' }).click();
      await priya.getByRole('alertdialog').getByRole('textbox').fill('The column is right again.');
      await priya.getByRole('alertdialog').getByRole('button', { name: 'Resume now' }).click();
      await banner(mateo).getByText('halted by').waitFor({ state: 'detached' });
      await decide(mateo).click();
      const box = mateo.getByRole('dialog').getByRole('textbox').first();
      expect(await box.inputValue()).toBe(DRAFT);
      await mateo.getByRole('dialog').getByRole('radio').first().check();
      await mateo.getByRole('dialog').getByRole('button', { name: /^Sign/ }).click();
      const state = async () => (await visitor.get<Review>(`/api/reviews/${id}`)).state;
      await expect.poll(state, { timeout: 15_000 }).toBe('overridden');
    },
    120_000,
  );

  it('says that it has not arrived where the server cannot be reached, holds the screen, and arrives by itself', async () => {
    const amara = await enter('amara');
    await contexts[0]?.setOffline(true);
    const dialog = await stop(amara, /^Everything/);
    await dialog.getByText('The stop has not reached the server').first().waitFor();
    expect(await stopsNow()).toEqual([]);
    await amara.keyboard.press('Escape');
    // Nothing of the page is in reach meanwhile.
    expect(await amara.getByRole('grid').count()).toBe(0);
    await contexts[0]?.setOffline(false);
    await dialog.waitFor({ state: 'detached' });
    await banner(amara).getByText('Everything halted by Amara Osei').waitFor();
    expect(await stopsNow()).toHaveLength(1);
  }, 60_000);

  it('is in reach on the page of the record as well, and over a dialog that is open', async () => {
    const priya = await enter('priya');
    await priya.getByRole('button', { name: 'Record', exact: true }).click();
    await priya.keyboard.press('Alt+Shift+S');
    await priya.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
    await priya.goBack();
    await priya
      .getByRole('row')
      .filter({ hasText: await simpleCase() })
      .getByRole('button')
      .first()
      .click();
    await priya.getByRole('button', { name: 'Start review' }).click();
    await priya.getByRole('button', { name: 'Reject suggestion' }).click();
    await priya.getByRole('dialog').getByRole('textbox').first().fill('Half');
    const dialog = await stop(priya, /^This case only/);
    await dialog.waitFor({ state: 'detached' });
    await priya.getByRole('dialog').getByText('Reviewing halted by Priya Nair').first().waitFor();
    expect(await priya.getByRole('dialog').getByRole('textbox').first().inputValue()).toBe('Half');
    expect(await stopsNow()).toEqual([]);
  }, 60_000);
});
