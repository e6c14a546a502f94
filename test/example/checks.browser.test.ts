import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateApplications } from '../../example/model/generator.js';
import type { Database } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import type { OversightPolicy } from '../../src/core.js';
import { openReusable, SEED, startTestHost } from './host.fixtures.js';
import { hostPage, openBrowser, signedIn } from './page.fixtures.js';

const OVERSIGHT: OversightPolicy = {
  id: 'credit-oversight',
  version: '1',
  roles: ['reviewer'],
  rules: [],
  otherwise: {
    mode: 'review',
    profile: 'standard',
    safeguards: { blindFirst: false, secondReview: false, seededChecks: 0.1, signature: false },
  },
};

const FEEDBACK = /^This case was a check/;

describe('a check in the browser of its person', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let browser: Browser;

  beforeAll(async () => {
    engine = await openReusable();
    database = await engine.fresh();
    host = await startTestHost({
      database,
      page: await hostPage(),
      loadApplications: () => generateApplications(1_200, SEED),
      queueSize: 40,
      oversight: OVERSIGHT,
      hasChecks: true,
    });
    browser = await openBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    await engine?.close();
  });

  it('is a case like any other until it is decided, then says at once what it was, and can be read again', async () => {
    const [row] = await database.query<{ review_id: string }>(
      `update checks set comes_at = now() - interval '1 minute' where review_id = (
         select min(review_id) from checks where person_id = 'amara') returning review_id`,
    );
    const id = row?.review_id as string;
    await host.store.showChecks();
    const page = await signedIn(browser, `${host.url}#case/${id}`, 'amara');
    const bodies: Promise<string>[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/api/reviews') && !response.url().includes('events')) {
        bodies.push(response.text().catch(() => ''));
      }
    });
    await page.getByRole('button', { name: 'Start review' }).click();
    await page.getByRole('button', { name: 'Approve suggestion' }).click();
    expect((await Promise.all(bodies)).join('')).not.toMatch(/"seeded"|"truth"|"isRight"/);
    expect(await page.getByRole('region', { name: FEEDBACK }).count()).toBe(0);
    await page.getByRole('button', { name: 'Sign approval' }).click();
    const feedback = page.getByRole('region', { name: FEEDBACK });
    await feedback.waitFor();
    expect(await feedback.textContent()).toMatch(/This borrower (repaid|defaulted)/);
    expect(await page.evaluate(() => document.activeElement?.closest('[data-outcome]') ?? null)).toBeNull();
    expect(await page.getByRole('button', { name: /^Undo/ }).count()).toBe(0);
    await page.reload();
    await page.getByRole('region', { name: FEEDBACK }).waitFor();
    await page.getByRole('button', { name: 'Your checks' }).click();
    const own = page.getByRole('region', { name: 'Your checks' });
    await own.getByRole('region', { name: FEEDBACK }).waitFor();
    expect(await own.textContent()).toContain(id);
    expect(await page.getByRole('region', { name: 'Check cases' }).textContent()).toContain('up to five a week');
    await page.context().close();
  });

  it('is disclosed where the policy is read, and its results to nobody else', async () => {
    const page = await signedIn(browser, `${host.url}#policy`, 'priya');
    await page.getByRole('region', { name: 'Check cases' }).getByText('Nothing follows from your answer').waitFor();
    await page.getByRole('button', { name: 'Your checks' }).click();
    await page.getByText('None of your decided cases was a check so far.').waitFor();
    await page.context().close();
  });
});
