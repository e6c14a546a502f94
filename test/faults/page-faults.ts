import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { DEMO_PASSWORD } from '../../example/server/people.js';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import type { Bench, Place } from './bench.js';
import { type Fault, isCommand, type Outcome } from './fault.js';
import type { StoredRecord } from './records.js';

const PATIENCE = 20_000;

/** A real browser at the page of the reference host, whose windows can be killed while its profile stays. */
async function openChromium({ line }: Place, id: string) {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-faults-browser-'));
  // Where memory is short a browser puts windows of one site into one process, and a crash would end them all.
  const args = [...chromiumArgs, '--renderer-process-limit=50'];
  const launch = () => chromium.launchPersistentContext(folder, { executablePath: findChromium(), args });
  let context: BrowserContext = await launch();

  async function openWindow(): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.goto(`${line.url}/#case/${id}`);
    return page;
  }

  async function signIn(page: Page): Promise<void> {
    await page.getByLabel('Person').selectOption('amara');
    await page.getByLabel('Password').fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  return {
    openWindow,
    context: () => context,
    signIn,
    async claim(page: Page) {
      await page.getByRole('button', { name: 'Start review' }).click();
      await page.getByRole('button', { name: 'Approve suggestion' }).waitFor();
    },
    async decide(page: Page) {
      await page.getByRole('button', { name: 'Approve suggestion' }).click();
      await page.getByRole('button', { name: 'Sign approval' }).click();
    },
    isTold: (page: Page) => page.getByRole('article').getByText('You approved').waitFor(),
    /** Ends the process of a window, as a crash does. */
    async kill(page: Page) {
      const devtools = await context.newCDPSession(page);
      const crashed = page.waitForEvent('crash');
      devtools.send('Page.crash').catch(() => {});
      await crashed;
    },
    /** The whole browser goes, and its person comes back: a session's cookie does not outlive the browser. */
    async comeBack() {
      await context.close();
      context = await launch();
      const page = await openWindow();
      await signIn(page);
      return page;
    },
    async close() {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Chromium = Awaited<ReturnType<typeof openChromium>>;

/** The page says "You approved": that is its word, and the record has to hold exactly that. */
function outcomeOf(id: string, isStruck: boolean): Outcome {
  const of = (type: string) => (record: StoredRecord) => record.entries.filter((entry) => entry.type === type).length;
  return {
    isStruck,
    reviewIds: [id],
    given: [],
    shown: [],
    expected: [
      { reviewId: id, what: 'claimed', count: 1, of: of('claimed') },
      { reviewId: id, what: 'approved', count: 1, of: of('approved') },
    ],
  };
}

function inChromium(
  name: string,
  run: (browser: Chromium, place: Place, page: Page, number: number) => Promise<boolean>,
): Fault {
  return {
    name,
    on: ['PGlite', 'PostgreSQL'],
    server: 'page',
    async run(bench: Bench, number) {
      const id = await bench.openReview();
      const place = await bench.at('page');
      const browser = await openChromium(place, id);
      try {
        const page = await browser.openWindow();
        await browser.signIn(page);
        await browser.claim(page);
        return outcomeOf(id, await run(browser, place, page, number));
      } finally {
        await browser.close();
      }
    },
  };
}

export const pageFaults: readonly Fault[] = [
  inChromium('page killed between click and answer', async (browser, { line }, page, number) => {
    // In every second try the server never hears of it before the page is dead.
    const letThrough = line.hold(isCommand);
    const held = line.held();
    await browser.decide(page);
    await held;
    if (number % 2 === 0) line.strike('hang before', isCommand);
    await browser.kill(page);
    letThrough();
    await browser.isTold(await browser.comeBack());
    return true;
  }),
  inChromium('page killed while it was offline, after the click', async (browser, _place, page) => {
    // The form was never opened: it has to be here all the same.
    await page.waitForLoadState('networkidle');
    await browser.context().setOffline(true);
    await browser.decide(page);
    await page
      .getByText(/1 (decision|step) waits to be sent/)
      .first()
      .waitFor();
    await browser.kill(page);
    await browser.isTold(await browser.comeBack());
    return true;
  }),
  inChromium('page killed after the click, with a second window open', async (browser, { line }, page) => {
    const letThrough = line.hold(isCommand);
    const held = line.held();
    const other = await browser.openWindow();
    let isOtherAlive = true;
    other.once('crash', () => {
      isOtherAlive = false;
    });
    await other.getByRole('article').waitFor();
    await browser.decide(page);
    await held;
    await browser.kill(page);
    letThrough();
    // Nothing is loaded again: the window that is left has to send it, and hear the answer.
    await browser.isTold(other);
    return isOtherAlive;
  }),
];
