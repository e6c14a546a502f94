import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';

/** Locks need a secure context, which a page on loopback is. */
const URL_OF_HOST = 'http://localhost/';

describe('the window that claims', () => {
  let browser: Browser;
  let script: string;
  let context: BrowserContext;

  beforeAll(async () => {
    const bundled = await build({
      entryPoints: [fileURLToPath(new URL('./holder.page.ts', import.meta.url))],
      bundle: true,
      write: false,
      format: 'esm',
    });
    script = bundled.outputFiles[0]?.text as string;
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
  });
  afterEach(() => context?.close());
  afterAll(() => browser?.close());

  async function visit(): Promise<Page> {
    context = await browser.newContext();
    await context.route('**/*', (route) =>
      route.request().url().endsWith('/page.js')
        ? route.fulfill({ contentType: 'text/javascript', body: script })
        : route.fulfill({
            contentType: 'text/html',
            body: '<!doctype html><script type="module" src="/page.js"></script>',
          }),
    );
    const page = await context.newPage();
    await page.goto(URL_OF_HOST);
    return page;
  }

  async function holderOf(page: Page): Promise<string> {
    await page.waitForFunction(() => document.title !== '');
    return page.title();
  }

  it('is the same after a reload, and after going away and back', async () => {
    const page = await visit();
    const first = await holderOf(page);
    for (let time = 0; time < 3; time++) {
      await page.reload();
      expect(await holderOf(page)).toBe(first);
    }
    await page.goto(`${URL_OF_HOST}elsewhere`);
    expect(await holderOf(page)).toBe(first);
    await page.goBack();
    expect(await holderOf(page)).toBe(first);
  });

  it('is another one in a copy of the tab, whose storage is a copy as well', async () => {
    const page = await visit();
    const first = await holderOf(page);
    const opened = context.waitForEvent('page');
    // A tab that this one opens gets a copy of its session storage, as a duplicated one does.
    await page.evaluate(() => void window.open('/'));
    const copy = await opened;
    const second = await holderOf(copy);
    expect(second).not.toBe(first);
    await copy.reload();
    expect(await holderOf(copy)).toBe(second);
    await page.reload();
    expect(await holderOf(page)).toBe(first);
  });
});
