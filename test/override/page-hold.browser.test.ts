import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What the page is under: nothing inline, neither script nor style. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'";

/** What every host of these tests has; the rest is what they differ in. */
const BASE = `
  header { position: sticky; top: 0; }
  .fixed { position: fixed; inset-inline-end: 0; inset-block-end: 0; }
  .tall { inline-size: 20rem; block-size: 3000px; margin: auto; }
  .scroll-area { block-size: 80px; overflow: auto; }
`;
const HOSTS: Record<string, string> = {
  'a plain page': '',
  'a page that always has its scrollbar': 'html { overflow-y: scroll; }',
  'a body that hides what sticks out, with a sticky header': 'body { overflow-x: hidden; }',
  'a page whose body has the scrollbar':
    'html, body { block-size: 100%; margin: 0; } html { overflow: hidden; } body { overflow: auto; }',
  'a shell that scrolls': 'html, body { block-size: 100%; margin: 0; } .shell { block-size: 100%; overflow: auto; }',
  'a page that keeps room at both edges': 'html { scrollbar-gutter: stable both-edges; }',
  'a page without a scrollbar': '.shell .tall { block-size: 10px; }',
  'a page from right to left': 'html { direction: rtl; }',
};

describe('the page behind the dialog', () => {
  let browser: Browser;
  let script: string;
  let sheet: string;
  let context: BrowserContext | undefined;

  beforeAll(async () => {
    const bundled = await build({
      entryPoints: { page: at('./dialog.page.tsx'), sheet: at('../../src/styles/index.css') },
      bundle: true,
      write: false,
      format: 'esm',
      jsx: 'automatic',
      outdir: '/out',
      define: { 'process.env.NODE_ENV': '"development"' },
    });
    const written = (name: string) => bundled.outputFiles.find(({ path }) => path.endsWith(name))?.text as string;
    script = written('page.js');
    sheet = written('sheet.css');
    // Playwright hides scrollbars, and what they take away is the point here.
    browser = await chromium.launch({
      executablePath: findChromium(),
      args: chromiumArgs,
      ignoreDefaultArgs: ['--hide-scrollbars'],
    });
  });
  afterEach(() => context?.close());
  afterAll(() => browser?.close());

  async function visit(host: string, { isLayered = false, height = 1200 } = {}): Promise<Page> {
    context = await browser.newContext({ viewport: { width: 1000, height }, hasTouch: true });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const files: Record<string, [type: string, body: string]> = {
      '/': [
        'text/html',
        '<!doctype html><title>Host</title><link rel="stylesheet" href="/host.css"><link rel="stylesheet" href="/kit.css"><div id="root"></div><script type="module" src="/page.js"></script>',
      ],
      '/host.css': ['text/css', BASE + host],
      '/kit.css': ['text/css', isLayered ? `@layer countersign {${sheet}}` : sheet],
      '/page.js': ['text/javascript', script],
    };
    await page.route('**/*', (route) => {
      const [contentType, body] = files[new URL(route.request().url()).pathname] ?? ['text/plain', ''];
      return route.fulfill({ contentType, body, headers: { 'content-security-policy': POLICY } });
    });
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) problems.push(message.text());
    });
    await page.goto('http://host.test/');
    await page.getByRole('button', { name: 'Open' }).waitFor();
    Object.assign(page, { problems });
    return page;
  }
  const problemsOf = (page: Page) => (page as Page & { problems: string[] }).problems;

  const open = async (page: Page) => {
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('dialog').waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === 'H2');
  };
  const closed = (page: Page) => page.getByRole('dialog').waitFor({ state: 'detached' });
  const OVERLAY = { x: 60, y: 300 };

  /** How far everything that can scroll outside the dialog has gone. */
  const scrolled = (page: Page) =>
    page.evaluate(() =>
      ['html', 'body', '.shell'].map((each) => document.querySelector(each)?.scrollTop ?? 0).reduce((a, b) => a + b, 0),
    );
  const placesOf = (page: Page) =>
    page.evaluate(() =>
      ['header', '.fixed', '.shell .tall'].map((each) => {
        const { left, right, top } = (document.querySelector(each) as Element).getBoundingClientRect();
        return { each, left, right, top };
      }),
    );
  /** Scrolling is animated: it has begun after a few frames, if it will. */
  const settle = (page: Page) => page.waitForTimeout(150);

  async function wheel(page: Page, { x, y }: { x: number; y: number }, by = 400) {
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, by);
    await settle(page);
  }
  async function swipe(page: Page, { x, y }: { x: number; y: number }) {
    const devtools = await page.context().newCDPSession(page);
    const gesture = { x, y, yDistance: -200, speed: 4000, gestureSourceType: 'touch' } as const;
    await devtools.send('Input.synthesizeScrollGesture', gesture);
    await settle(page);
  }
  async function press(page: Page) {
    for (const key of ['PageDown', 'Space', 'ArrowDown', 'End']) await page.keyboard.press(key);
    await settle(page);
  }

  // What the sheet says of the page must not matter: layered, all of it loses to the host's.
  it.each(
    Object.entries(HOSTS).flatMap(([name, host], index) => [
      [name, 'unlayered', host] as const,
      ...(index < 2 ? [[name, 'layered', host] as const] : []),
    ]),
  )('stands still: %s, %s sheet; nothing jumps or shifts', async (_name, kind, host) => {
    const page = await visit(host, { isLayered: kind === 'layered' });
    const canScroll = !host.includes('10px');
    await wheel(page, { x: 500, y: 600 }, 40);
    const start = await scrolled(page);
    expect(start).toBe(canScroll ? 40 : 0);
    const before = await placesOf(page);
    const styles = () => page.evaluate(() => document.documentElement.style.cssText + document.body.style.cssText);
    const styled = await styles();

    await open(page);
    expect(await placesOf(page)).toEqual(before);
    await wheel(page, OVERLAY);
    await wheel(page, { x: 500, y: 200 });
    await press(page);
    await swipe(page, OVERLAY);
    await swipe(page, { x: 500, y: 200 });
    expect(await scrolled(page)).toBe(start);
    expect(await placesOf(page)).toEqual(before);

    await page.mouse.click(OVERLAY.x, OVERLAY.y);
    await closed(page);
    expect(await placesOf(page)).toEqual(before);
    expect(await styles()).toBe(styled);
    if (canScroll) {
      await wheel(page, { x: 500, y: 600 });
      expect(await scrolled(page)).toBe(start + 400);
    }
    expect(problemsOf(page)).toEqual([]);
  });

  it('leaves what is in the dialog scrolling, and stays where it is at its end', async () => {
    const page = await visit('', { height: 420 });
    await open(page);
    const area = page.getByRole('region', { name: 'Terms' });
    const topOf = (name: 'dialog' | 'region') =>
      page
        .getByRole(name)
        .first()
        .evaluate((each) => each.scrollTop);
    const box = await area.boundingBox();
    await wheel(page, { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 20 }, 200);
    expect(await area.evaluate((each) => each.scrollTop)).toBe(200);
    expect(await topOf('dialog')).toBe(0);

    const heading = await page.getByRole('heading', { level: 2 }).boundingBox();
    const onTitle = { x: (heading?.x ?? 0) + 20, y: (heading?.y ?? 0) + 10 };
    await wheel(page, onTitle, 150);
    expect(await topOf('dialog')).toBe(150);
    await wheel(page, { x: 500, y: 200 }, 20_000);
    await wheel(page, { x: 500, y: 380 }, 20_000);
    const end = await topOf('dialog');
    expect(end).toBeGreaterThan(300);
    await swipe(page, { x: 500, y: 300 });
    expect(await scrolled(page)).toBe(0);
  });

  it('is held while the closing animation of a host runs, and no longer', async () => {
    const page = await visit(
      '@keyframes fade { to { opacity: 0; } } .csn-override-dialog-overlay[data-state="closed"] { animation: fade 1s; }',
    );
    await open(page);
    await page.keyboard.press('Escape');
    await closed(page);
    const overlay = page.locator('.csn-override-dialog-overlay');
    expect(await overlay.getAttribute('data-state')).toBe('closed');
    await wheel(page, OVERLAY);
    expect(await scrolled(page)).toBe(0);
    await overlay.waitFor({ state: 'detached' });
    await wheel(page, OVERLAY);
    expect(await scrolled(page)).toBe(400);
  });
});
