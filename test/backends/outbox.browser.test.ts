import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import { createMemoryStore, type MemoryStore } from '../../src/backends/memory-backend.js';
import { samplePolicy, sampleProposals, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';

/** What the server does with a command: answers it · hears it and cuts the line · cuts the line before it heard. */
type Manner = 'answers' | 'applies and cuts' | 'cuts';

interface Shown {
  waiting: number;
  storage: string;
  isOffline: boolean;
  answers: string[];
}

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 50 });

describe('the outbox in a real browser', () => {
  let script: string;
  let folder: string;
  let store: MemoryStore;
  let server: Server;
  let url: string;
  let manner: Manner;
  /** Reviews of the commands that arrived, in order. */
  let arrived: string[];
  let context: BrowserContext;

  beforeAll(async () => {
    const bundled = await build({
      entryPoints: [fileURLToPath(new URL('./outbox-page.ts', import.meta.url))],
      bundle: true,
      write: false,
      format: 'esm',
      define: { 'process.env.NODE_ENV': '"development"' },
    });
    script = bundled.outputFiles[0]?.text as string;
  });

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    if (path === '/page.js') return response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    if (!path.startsWith('/api/')) {
      const html = '<!doctype html><title>Host</title><body><script type="module" src="/page.js"></script>';
      return response.writeHead(200, { 'content-type': 'text/html' }).end(html);
    }
    const id = path.split('/')[3] as string;
    let body = '';
    for await (const chunk of request) body += chunk;
    if (manner === 'cuts') return request.socket.destroy();
    arrived.push(id);
    const { command, ...options } = JSON.parse(body);
    const idempotencyKey = request.headers['idempotency-key'] as string;
    const result = await store.backendFor(sampleReviewers.amara).send(id, command, { ...options, idempotencyKey });
    if (manner === 'applies and cuts') return request.socket.destroy();
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  }

  beforeEach(async () => {
    manner = 'answers';
    arrived = [];
    store = createMemoryStore({
      reviews: ['R-1', 'R-2'].map((id) => initialReview({ ...sampleProposals.loan, id }, samplePolicy)),
    });
    server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    folder = mkdtempSync(join(tmpdir(), 'countersign-outbox-'));
    await openBrowser();
  });
  afterEach(async () => {
    await context.close();
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function openBrowser() {
    context = await chromium.launchPersistentContext(folder, { executablePath: findChromium(), args: chromiumArgs });
  }
  async function openWindow(search = ''): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(url + search);
    await page.locator('textarea').waitFor();
    return page;
  }
  const shown = async (page: Page) => JSON.parse((await page.locator('output').textContent()) ?? '{}') as Shown;
  const claim = (page: Page, id: string) => page.getByRole('button', { name: `Claim ${id}` }).click();
  const record = (id: string) => store.entries(id).map(({ type }) => type);

  it.each<[Manner, string]>([
    ['cuts', 'heard nothing of it'],
    ['applies and cuts', 'had applied it'],
  ])('delivers once what was decided right before the page died; the server %s: it %s', async (first) => {
    manner = first;
    const page = await openWindow();
    const devtools = await context.newCDPSession(page);
    await page.evaluate(() => document.querySelector('button')?.click());
    devtools.send('Page.crash').catch(() => {});
    await page.waitForEvent('crash');
    await context.close();
    expect(record('R-1').length).toBeLessThanOrEqual(2);

    manner = 'answers';
    await openBrowser();
    const again = await openWindow();
    await until(() => expect(record('R-1')).toEqual(['proposed', 'claimed']));
    await until(async () => expect(await shown(again)).toMatchObject({ waiting: 0, storage: 'device' }));
    await again.reload();
    await again.waitForTimeout(600);
    expect(record('R-1')).toEqual(['proposed', 'claimed']);
  });

  it('has it on the device though the page is left in the very task of the click', async () => {
    manner = 'cuts';
    const page = await openWindow();
    await page.evaluate(() => {
      document.querySelector('button')?.click();
      location.href = '/?as=mateo';
    });
    await page.waitForURL(/mateo/);
    await page.locator('textarea').waitFor();
    expect(await shown(page)).toMatchObject({ waiting: 0 });
    manner = 'answers';
    await openWindow();
    await until(() => expect(record('R-1')).toEqual(['proposed', 'claimed']));
    expect(arrived).toEqual(['R-1']);
  });

  it('sends when the browser is online again, and says meanwhile that it is not', async () => {
    const page = await openWindow();
    await context.setOffline(true);
    await claim(page, 'R-1');
    await until(async () => expect(await shown(page)).toMatchObject({ waiting: 1, isOffline: true, answers: [] }));
    await context.setOffline(false);
    await until(async () => expect((await shown(page)).answers).toEqual(['R-1 accepted']));
    expect(await shown(page)).toMatchObject({ waiting: 0, isOffline: false });
    expect(arrived).toEqual(['R-1']);
  });

  it('sends after a restart what was decided offline', async () => {
    const page = await openWindow();
    await context.setOffline(true);
    await claim(page, 'R-1');
    await until(async () => expect((await shown(page)).waiting).toBe(1));
    // With the window, what kept it offline ends: nothing of its last moments shall arrive.
    manner = 'cuts';
    await context.close();
    manner = 'answers';
    await openBrowser();
    await openWindow();
    await until(() => expect(record('R-1')).toEqual(['proposed', 'claimed']));
    expect(arrived).toEqual(['R-1']);
  });

  it.each(['', '?locks=off'])('sends each command of two windows once, and both see it %s', async (search) => {
    const [one, two] = [await openWindow(search), await openWindow(search)];
    await context.setOffline(true);
    await claim(one, 'R-1');
    await claim(two, 'R-2');
    for (const page of [one, two]) await until(async () => expect((await shown(page)).waiting).toBe(2));
    await context.setOffline(false);
    await until(async () => expect((await shown(one)).answers).toEqual(['R-1 accepted']));
    await until(async () => expect((await shown(two)).answers).toEqual(['R-2 accepted']));
    for (const page of [one, two]) await until(async () => expect((await shown(page)).waiting).toBe(0));
    expect(arrived.sort()).toEqual(['R-1', 'R-2']);
  });

  it.each(['', '?locks=off'])('goes on in the other window when the one that sends is killed %s', async (search) => {
    manner = 'cuts';
    const one = await openWindow(search);
    await claim(one, 'R-1');
    await until(async () => expect((await shown(one)).waiting).toBe(1));
    const two = await openWindow(search);
    const devtools = await context.newCDPSession(one);
    devtools.send('Page.crash').catch(() => {});
    await one.waitForEvent('crash');
    manner = 'answers';
    await until(() => expect(record('R-1')).toEqual(['proposed', 'claimed']));
    await until(async () => expect((await shown(two)).waiting).toBe(0));
  });

  it('keeps in memory what a full device does not take, and guards the page as long as that is so', async () => {
    manner = 'cuts';
    const page = await openWindow();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: url.slice(0, -1), quotaSize: 1 });
    await claim(page, 'R-1');
    await until(async () => expect(await shown(page)).toMatchObject({ waiting: 1, storage: 'memory' }));
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    manner = 'answers';
    await until(async () => expect((await shown(page)).answers).toEqual(['R-1 accepted']));
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: url.slice(0, -1) });
    // Nothing is lost with the page any more: it closes without a word.
    const closed = page.waitForEvent('close');
    await page.close({ runBeforeUnload: true });
    await closed;
  });

  it('keeps a draft as typed through a crash, and shows it to nobody else', async () => {
    const page = await openWindow();
    await page.locator('textarea').fill('Half a sen');
    await until(async () => expect(await page.evaluate(() => indexedDB.databases().then((all) => all.length))).toBe(1));
    await page.waitForTimeout(100);
    const devtools = await context.newCDPSession(page);
    devtools.send('Page.crash').catch(() => {});
    await page.waitForEvent('crash');
    await context.close();
    await openBrowser();
    expect(await (await openWindow('?as=mateo')).locator('textarea').inputValue()).toBe('');
    expect(await (await openWindow()).locator('textarea').inputValue()).toBe('Half a sen');
  });
});
