import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Host } from '../../example/server/host.js';
import type { Page as PageOf, Review, ReviewSummary } from '../../src/core.js';
import { openReusable, signIn, startTestHost } from './host.fixtures.js';
import { hostPage, openBrowser, signedIn } from './page.fixtures.js';

describe('a supervisor and a reviewer at their desks', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let host: Host;
  let browser: Browser;

  async function sitDown(person: string): Promise<Page> {
    const page = await signedIn(browser, host.url, person);
    await page.locator('[data-review="GIVEN-1"]').waitFor();
    return page;
  }

  beforeAll(async () => {
    engine = await openReusable();
    host = await startTestHost({ database: await engine.fresh(), page: await hostPage(), queueSize: 1 });
    const priya = await signIn(host.url, 'priya');
    const [row] = (await priya.get<PageOf<ReviewSummary>>('/api/reviews')).items;
    const { proposal, policy } = await priya.get<Review>(`/api/reviews/${row?.id}`);
    await host.store.open(
      ['GIVEN-1', 'GIVEN-2'].map((id, index) => ({
        ...proposal,
        ...{ id, value: 'approve', createdAt: `2026-01-0${index + 1}T08:00:00Z` },
        subject: { ...proposal.subject, title: `Case ${id}`, reference: id },
      })),
      () => ({ ...policy, blindFirst: false, secondReview: false }),
    );
    browser = await openBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    await engine?.close();
  });

  it('give and take a case: it is the next one of whom it was given to, and cannot be started by others', async () => {
    const priya = await sitDown('priya');
    await priya.locator('[data-review="GIVEN-2"] button').click();
    await priya.getByRole('button', { name: 'Assign to somebody' }).click();
    await priya.getByLabel('Who is to have the case?').selectOption({ label: 'Mateo Ruiz · Underwriter' });
    await priya.getByLabel('What should they know?').fill('You spoke with them in May.');
    await priya.getByRole('button', { name: 'Send' }).click();
    await priya.getByText('Assigned to Mateo Ruiz', { exact: true }).waitFor();
    await priya.getByText('This case is assigned to Mateo Ruiz.').waitFor();

    const mateo = await sitDown('mateo');
    await mateo.locator('[data-review="GIVEN-2"]').getByText('assigned to you').waitFor();
    await mateo.locator('[data-review="GIVEN-1"] button').click();
    await mateo.getByRole('heading', { name: 'Case GIVEN-1' }).waitFor();
    await mateo.locator('[data-review="GIVEN-2"] button').click();
    await mateo.getByText('Assigned to you', { exact: true }).waitFor();
    await mateo.getByText('You spoke with them in May.').first().waitFor();
    await mateo.getByRole('button', { name: 'Start review' }).click();
    await mateo.getByRole('button', { name: 'Approve suggestion' }).waitFor();
  });
});
