import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import { freePort, type HostProcess, startProcess } from './host.process.js';

async function signIn(page: Page, url: string, name: string) {
  await page.goto(url);
  await page.getByLabel('Person').selectOption({ label: name });
  await page.getByLabel('Password').fill('countersign');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('grid').waitFor();
}

/** The row of a case, by its reference. */
const rowOf = (page: Page, reference: string) => page.getByRole('row').filter({ hasText: reference });
const openCase = (page: Page, reference: string) => rowOf(page, reference).getByRole('button').first().click();

describe('the reference host in a real browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-e2e-'));
  const problems: string[] = [];
  let host: HostProcess;
  let port: number;
  let browser: Browser;
  let amara: Page;
  let mateo: Page;
  const contexts: BrowserContext[] = [];

  async function openWindow(): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1400, height: 1000 } });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    // What the page's own policy refuses. Unlike the console's line it names the directive.
    await page.exposeFunction('reportRefusal', (refusal: string) => problems.push(refusal));
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
        (window as unknown as { reportRefusal(refusal: string): void }).reportRefusal(
          `${effectiveDirective} refused ${blockedURI}`,
        );
      });
    });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      // A server that restarts is a connection that fails, and says so here.
      const isConnection = /ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY|net::/.test(message.text());
      if (['error', 'warning'].includes(message.type()) && !isConnection) problems.push(message.text());
    });
    return page;
  }

  beforeAll(async () => {
    port = await freePort();
    host = await startProcess({ folder, port });
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
    amara = await openWindow();
    mateo = await openWindow();
    await signIn(amara, host.url, 'Amara Osei, Senior underwriter');
    await signIn(mateo, host.url, 'Mateo Ruiz, Underwriter');
  });
  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await browser?.close();
    await host?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('serves a policy under which nothing inline runs or styles', async () => {
    const { headers } = await fetch(host.url);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self';");
    expect(policy).not.toContain('unsafe');
  });

  // One story, told in order: each step stands on the one before. The last test finds what the policy refused on the way.
  it('lets a person approve one, override one with a reason, and finds both after a restart', async () => {
    const approved = 'APP-0019';
    const overridden = 'APP-0062';

    await openCase(amara, approved);
    await amara.getByRole('button', { name: 'Start review' }).click();
    await amara.getByRole('button', { name: 'Approve suggestion' }).click();
    await amara.getByRole('button', { name: 'Sign approval' }).click();
    await amara.getByRole('article').getByText('You approved').waitFor();

    await openCase(amara, overridden);
    await amara.getByRole('button', { name: 'Start review' }).click();
    await amara.getByRole('button', { name: 'Override suggestion' }).click();
    const dialog = amara.getByRole('dialog', { name: 'Override the suggestion' });
    await dialog.getByRole('radio', { name: /^Approve with conditions/ }).click();
    await dialog.getByRole('radio', { name: /^The security changes the risk/ }).click();
    await dialog
      .getByRole('textbox', { name: /^What did you see/ })
      .fill('A guarantor with real estate signed on Monday.');
    await dialog.getByRole('checkbox', { name: 'Spoke with the applicant' }).click();
    await dialog.getByRole('button', { name: 'Sign override' }).click();
    await dialog.waitFor({ state: 'detached' });
    await amara.getByRole('article').getByText('A guarantor with real estate signed on Monday.').waitFor();

    // The other window hears of it: nothing moves under the reader, a bar offers to show it.
    await mateo.getByText('2 cases updated').waitFor();
    await mateo.getByRole('button', { name: 'Show', exact: true }).click();
    await expect.poll(() => rowOf(mateo, approved).textContent()).toContain('Approved');
    await expect.poll(() => rowOf(mateo, overridden).textContent()).toContain('Overridden');

    const everythingIsThere = async (page: Page, who: string) => {
      await openCase(page, approved);
      await page.getByRole('article').getByText(`${who} approved`).waitFor();
      await openCase(page, overridden);
      const card = page.getByRole('article');
      await card.getByText('A guarantor with real estate signed on Monday.').waitFor();
      const shown = (await card.textContent()) ?? '';
      expect(shown).toContain('AI suggested');
      expect(shown).toMatch(/AI suggested[\s\S]*Approve/);
      expect(shown).toContain('Approve with conditions');
      const record = page.getByRole('list').filter({ hasText: 'made this suggestion' });
      // Looks at a case of low risk are on record as well: they are asked for where cases are approved together.
      await expect
        .poll(
          () =>
            record
              .getByRole('listitem')
              .filter({ hasText: 'Amara Osei', hasNotText: /looked at the case|opened the/ })
              .count(),
          { timeout: 20_000 },
        )
        .toBe(2);
    };
    await amara.reload();
    await amara.getByRole('grid').waitFor();
    await everythingIsThere(amara, 'You');
    await everythingIsThere(mateo, 'Reviewer');

    expect(await host.stop()).toBe(0);
    host = await startProcess({ folder, port });
    await amara.reload();
    // Still signed in: the session is in the database as well.
    await amara.getByRole('grid').waitFor();
    await everythingIsThere(amara, 'You');

    // The window that was never reloaded finds its way back by itself and hears what happens next.
    await openCase(amara, 'APP-0005');
    await amara.getByRole('button', { name: 'Start review' }).click();
    await amara.getByRole('button', { name: 'Approve suggestion' }).waitFor();
    await mateo.getByText('1 case updated').waitFor({ timeout: 40_000 });
  });

  it('keeps a draft that was never signed, across a reload', async () => {
    await amara.getByRole('button', { name: 'Override suggestion' }).click();
    const dialog = amara.getByRole('dialog', { name: 'Override the suggestion' });
    const saved = amara.waitForResponse(
      (response) => response.url().endsWith('/draft') && response.request().method() === 'PUT',
    );
    await dialog.getByRole('textbox', { name: /^What did you see/ }).fill('Half a sen');
    await saved;
    // The address names the case: nobody has to look for it again.
    await amara.reload();
    await amara.getByRole('button', { name: 'Override suggestion' }).click();
    await expect.poll(() => dialog.getByRole('textbox', { name: /^What did you see/ }).inputValue()).toBe('Half a sen');
    await amara.keyboard.press('Escape');
  });

  it('walks between cases and the list with Back and Forward', async () => {
    const title = (page: Page) => page.getByRole('article').getByRole('heading').first().textContent();
    const inAddress = () => mateo.evaluate(() => window.location.hash);
    await mateo.goto(host.url);
    await mateo.getByText('No case is open').waitFor();
    await openCase(mateo, 'APP-0019');
    await expect.poll(() => title(mateo)).not.toBe('Loading the case');
    const first = { title: await title(mateo), hash: await inAddress() };
    await openCase(mateo, 'APP-0062');
    await expect.poll(async () => ['Loading the case', first.title].includes((await title(mateo)) ?? '')).toBe(false);
    const second = { title: await title(mateo), hash: await inAddress() };
    expect(first.hash).toMatch(/^#case\/./);
    expect(second.hash).not.toBe(first.hash);

    await mateo.goBack();
    await expect.poll(() => title(mateo)).toBe(first.title);
    // What was gone to is read out: its heading has focus.
    await expect.poll(() => mateo.evaluate(() => document.activeElement?.textContent)).toBe(first.title);
    await mateo.goBack();
    await mateo.getByText('No case is open').waitFor();
    expect(await inAddress()).toBe('');
    await mateo.goForward();
    await mateo.goForward();
    await expect.poll(() => title(mateo)).toBe(second.title);
    await mateo.reload();
    await expect.poll(() => title(mateo).catch(() => '')).toBe(second.title);

    // Where there is room for one column, the way back to the list is a step as well.
    await mateo.setViewportSize({ width: 380, height: 800 });
    await mateo.getByRole('button', { name: 'Back to the queue' }).click();
    await rowOf(mateo, 'APP-0062').waitFor();
    expect(await inAddress()).toBe('');
    await mateo.goBack();
    await expect.poll(() => title(mateo)).toBe(second.title);
    await mateo.setViewportSize({ width: 1400, height: 1000 });
  });

  it.each(['APP-9999', '%E0%A4%A', 'a%2Fb%00'])('says that there is no case "%s" and leads back', async (id) => {
    // A window of its own: the browser logs that the server has no such case.
    const page = await (await mateo.context()).newPage();
    await page.goto(`${host.url}/#case/${id}`);
    await page.getByText('There is no such case').waitFor();
    expect(await page.getByText('could not be loaded').count()).toBe(0);
    await page.getByRole('button', { name: 'Back to the queue' }).click();
    await page.getByText('No case is open').waitFor();
    expect(await page.evaluate(() => window.location.hash)).toBe('');
    await page.close();
  });

  it('retrains with what people decided and says what changed', async () => {
    await amara.getByRole('button', { name: 'Model', exact: true }).click();
    const panel = amara.getByRole('region', { name: 'Model' });
    await panel.getByText('2 decisions to learn from, 2 of them new.').waitFor();
    await panel.getByRole('button', { name: 'Retrain' }).click();
    await panel.getByText('What version 2 changed from version 1').waitFor();
    await panel.getByText('It learned from 2 decisions').waitFor();
    const rows = panel.getByRole('row');
    expect(await rows.count()).toBe(4);
    expect(await rows.nth(1).textContent()).toMatch(/Accuracy.*%.*%.*95% interval/);
    await panel.getByText('2 decisions to learn from, 0 of them new.').waitFor();
  });

  it('speaks German and Arabic, from right to left', async () => {
    await mateo.getByLabel('Language').selectOption('de');
    await mateo.getByRole('heading', { name: 'Kreditprüfung' }).waitFor();
    await mateo.getByLabel('Sprache').selectOption('ar');
    await mateo.getByRole('heading', { name: 'مكتب الائتمان' }).waitFor();
    expect(await mateo.evaluate(() => [document.documentElement.dir, document.documentElement.lang])).toEqual([
      'rtl',
      'ar',
    ]);
  });

  it('shows a case file under the same policy, with its own style', async () => {
    const file = await amara.context().newPage();
    file.on('console', (message) => problems.push(message.text()));
    await file.goto(`${host.url}/applications/APP-0006`);
    await file.getByRole('heading', { name: 'Application APP-0006' }).waitFor();
    expect(
      await file
        .locator('table')
        .first()
        .evaluate((table) => getComputedStyle(table).borderCollapse),
    ).toBe('collapse');
    await file.close();
  });

  it('says so where signing out did not reach the server, and leaves nothing running where it did', async () => {
    const jonas = await openWindow();
    await signIn(jonas, host.url, 'Jonas Weber, Credit committee');
    const signOut = jonas.getByRole('button', { name: 'Sign out' });
    await jonas.route('**/api/session', (route) => route.abort());
    await signOut.click();
    await jonas.getByText('You are still signed in.').waitFor();
    await jonas.unroute('**/api/session');

    await jonas.evaluate(() => Object.assign(window, { ofJonas: true }));
    await signOut.click();
    await jonas.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await jonas.evaluate(() => 'ofJonas' in window)).toBe(false);
    const asked: string[] = [];
    jonas.on('request', (request) => asked.push(request.url()));
    // Longer than a live connection that was left behind waits before it tries again.
    await jonas.waitForTimeout(3_000);
    expect(asked).toEqual([]);
  });

  it('has said nothing on the console that nobody expected, and met nothing that its policy refuses', () => {
    expect(problems).toEqual([]);
  });
});
