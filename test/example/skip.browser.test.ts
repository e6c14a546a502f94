import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../example/server/host.js';
import type { AuditEntry, Page as PageOf, Review, ReviewSummary } from '../../src/core.js';
import { openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';
import { hostPage, openBrowser, signedIn } from './page.fixtures.js';

describe('two people at their desks', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let host: Host;
  let browser: Browser;
  let amara: Page;
  let mateo: Page;
  let auditor: Visitor;
  const asked: string[] = [];

  async function sitDown(person: string): Promise<Page> {
    const page = await signedIn(browser, host.url, person);
    await page.locator('[data-review="SKIP-1"]').waitFor();
    return page;
  }

  beforeAll(async () => {
    engine = await openReusable();
    host = await startTestHost({ database: await engine.fresh(), page: await hostPage(), queueSize: 1 });
    auditor = await signIn(host.url, 'priya');
    const [row] = (await auditor.get<PageOf<ReviewSummary>>('/api/reviews')).items;
    const { proposal, policy } = await auditor.get<Review>(`/api/reviews/${row?.id}`);
    // Looking at a case is on record, so that a case which was only loaded would show.
    await host.store.open(
      ['SKIP-1', 'SKIP-2'].map((id, index) => ({
        ...proposal,
        ...{ id, value: 'approve', createdAt: `2026-01-0${index + 1}T08:00:00Z` },
        subject: { ...proposal.subject, title: `Case ${id}`, reference: id },
      })),
      () => ({ ...policy, blindFirst: false, secondReview: false, recordViews: true }),
    );
    browser = await openBrowser();
    amara = await sitDown('amara');
    amara.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    mateo = await sitDown('mateo');
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    await engine?.close();
  });

  const typesOf = async (id: string) =>
    (await auditor.get<PageOf<AuditEntry>>(`/api/reviews/${id}/history`)).items.map(({ type }) => type).reverse();

  it('have the next case at hand before it is opened, and nothing on its record', async () => {
    await amara.locator('[data-review="SKIP-1"] button').click();
    await amara.getByRole('heading', { name: 'Case SKIP-1' }).waitFor();
    await expect.poll(() => asked).toContain('GET /api/reviews/SKIP-2');
    expect(await typesOf('SKIP-2')).toEqual(['proposed']);
    expect(asked.filter((each) => each.startsWith('POST /api/reviews/SKIP-2'))).toEqual([]);
    await amara.route('**/api/reviews/SKIP-2', () => {});
    await amara.locator('[data-review="SKIP-2"] button').click();
    // The server never answers for it any more.
    await amara.getByRole('heading', { name: 'Case SKIP-2' }).waitFor({ timeout: 5_000 });
    await amara.unroute('**/api/reviews/SKIP-2');
  });

  it('hand a case on that one of them cannot judge: the other one is given it, and reads why on the record', async () => {
    await amara.locator('[data-review="SKIP-1"] button').click();
    await amara.getByRole('button', { name: 'Start review' }).click();
    await amara.getByRole('button', { name: 'Skip with a reason' }).click();
    await amara.getByLabel('Why do you give it back?').selectOption({ label: 'Cannot be judged from what is here' });
    await amara.getByLabel('What should the next person know?').fill('The payslip of May is missing.');
    await amara.getByRole('button', { name: 'Send' }).click();
    await amara.getByRole('button', { name: 'Start review' }).waitFor();
    await expect.poll(() => amara.locator('[data-review="SKIP-1"]').textContent()).toContain('skipped by 1');
    await amara.locator('[data-review="SKIP-2"] button').click();
    await amara.getByRole('heading', { name: 'Case SKIP-2' }).waitFor();

    await mateo.getByRole('button', { name: 'Next case' }).click();
    await mateo.getByRole('heading', { name: 'Case SKIP-1' }).waitFor();
    await mateo.getByText('The payslip of May is missing.').waitFor();
    await mateo.getByText('gave the case back undecided').waitFor();
    await mateo.getByText('Cannot be judged from what is here.').waitFor();
    const row = await mateo.locator('[data-review="SKIP-1"]').textContent();
    expect(row).not.toContain('Amara');
  });
});
