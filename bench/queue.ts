import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build } from 'esbuild';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright';
import { chromiumArgs, findChromium } from '../scripts/chromium.js';
import { serve } from './audit/timeline.js';
import { table, writePart } from './document.js';

/*
 * A queue of 100,000 cases in a real Chromium, from production builds: ours, a bare React list under `content-visibility`, what
 * TanStack Virtual does alone, and MUI X DataGrid; and a bare button as the floor of what a key can take. One run measures
 * all of it and writes docs/performance.md: `npm run bench:queue`.
 */

const bench = import.meta.dirname;
const root = resolve(bench, '..');

const COUNT = 100_000;
const LISTS = ['ours', 'virtual', 'mui', 'plain'] as const;
const PAGES = [...LISTS, 'button', 'pure'] as const;
type PageName = (typeof PAGES)[number];

const NAMES: Record<PageName, string> = {
  ours: 'ReviewQueue',
  virtual: 'TanStack Virtual alone',
  mui: 'MUI X DataGrid, pages of 100',
  plain: 'bare list, content-visibility',
  button: 'bare button, one text',
  pure: '',
};

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const quantile = (values: readonly number[], share: number) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))] as number;
const median = (values: readonly number[]) => quantile(values, 0.5);

async function bundle(folder: string) {
  if (!existsSync(join(root, 'dist/queue/index.js'))) throw new Error('Nothing was built: run "npm run build" first.');
  if (!existsSync(join(bench, 'node_modules/@mui/x-data-grid'))) {
    const { status } = spawnSync('npm', ['ci', '--prefix', bench, '--ignore-scripts', '--no-audit', '--no-fund'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    if (status !== 0)
      throw new Error('The peers could not be installed: "npm ci --prefix bench" has to reach the registry.');
  }
  for (const name of PAGES) {
    await build({
      entryPoints: [join(bench, `queue/${name}.page.${name === 'pure' ? 'ts' : 'tsx'}`)],
      outdir: join(folder, name),
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      jsx: 'automatic',
      minify: true,
      legalComments: 'none',
      logLevel: 'error',
      define: { 'process.env.NODE_ENV': '"production"' },
      // One React for all: the one that the peers are installed with.
      alias: Object.fromEntries(['react', 'react-dom'].map((each) => [each, join(bench, 'node_modules', each)])),
      nodePaths: [join(bench, 'node_modules')],
      plugins: [
        {
          name: 'built',
          setup({ onResolve }) {
            onResolve({ filter: /^countersign\// }, ({ path }) => {
              const entry = path.slice('countersign/'.length);
              return { path: join(root, 'dist', entry === 'core' ? 'core.js' : `${entry}/index.js`) };
            });
          },
        },
      ],
    });
  }
}

interface Opened {
  page: Page;
  cdp: CDPSession;
  run: { painted: number; longest: number; items: number };
}

async function open(browser: Browser, base: string, name: PageName): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  page.setDefaultTimeout(300_000);
  await page.goto(`${base}/${name}/`);
  await page.waitForFunction(() => 'mount' in window || 'pure' in window);
  const cdp = await page.context().newCDPSession(page);
  const run =
    name === 'pure' ? { painted: 0, longest: 0, items: 0 } : await page.evaluate((n) => window.mount(n), COUNT);
  return { page, cdp, run };
}

/** Longer than this nobody waits, and the bench does not: it counts as without end. */
const PATIENCE = 60_000;

/** Milliseconds from a key until what it led to was painted. */
async function taken(page: Page, what: 'count' | 'first' | 'case', act: () => Promise<unknown>): Promise<number> {
  await page.evaluate((each) => window.arm(each), what);
  const answer = act().then(() => page.evaluate(() => window.taken()));
  // A page that is closed over it answers with an error, which nobody waits for any more.
  answer.catch(() => undefined);
  const milliseconds = await Promise.race([answer, setTimeout(PATIENCE, Number.POSITIVE_INFINITY, { ref: false })]);
  if (Number.isFinite(milliseconds)) await page.waitForTimeout(60);
  return milliseconds;
}

interface Measured {
  painted: number;
  longest: number;
  items: number;
  heap: number;
  filter: number[];
  order: number[];
  scroll: { longest: number; frames: number };
}

/** Letters that each leave fewer rows than the one before, so that something else is shown. */
const WORDS = ['con', '517', '263'];
const ORDERS = ['newest', 'due', 'oldest', 'due', 'newest', 'oldest'];

async function typed(page: Page, words: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  await page.locator('input[type="search"]').focus();
  for (const [at, word] of words.entries()) {
    for (const _ of words[at - 1] ?? '') await page.keyboard.press('Backspace');
    await page.waitForTimeout(500);
    for (const key of word) times.push(await taken(page, 'count', () => page.keyboard.press(key)));
  }
  return times;
}

async function ordered(page: Page, orders: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const order of orders)
    times.push(await taken(page, 'first', () => page.evaluate((each) => window.choose(each), order)));
  return times;
}

async function measureList(browser: Browser, base: string, name: PageName): Promise<Measured> {
  const paints: number[] = [];
  const longest: number[] = [];
  const on = async <T>(work: (opened: Opened) => Promise<T>): Promise<T> => {
    const opened = await open(browser, base, name);
    try {
      return await work(opened);
    } finally {
      await opened.page.close();
    }
  };
  // The first round only warms up.
  for (let round = 0; round <= 3; round++)
    await on(async ({ run }) => {
      if (round === 0) return;
      paints.push(run.painted);
      longest.push(run.longest);
    });
  // With all rows in the document one letter takes most of a minute and an order more: asked once, each of a page of its own.
  const isSlow = name === 'plain';
  const rest = await on(async ({ page, cdp, run }) => {
    // Whatever is reckoned ahead of time has been.
    await page.waitForTimeout(1_000);
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    const scroll = await page.evaluate(() => window.scrollFor(3_000));
    return { items: run.items, heap: usedSize, scroll };
  });
  const filter = await on(({ page }) => typed(page, isSlow ? ['c'] : WORDS));
  const order = await on(({ page }) => ordered(page, isSlow ? ORDERS.slice(0, 1) : ORDERS));
  return { ...rest, painted: median(paints), longest: median(longest), filter, order };
}

/** Keys that approve a case, until the next one is painted. */
async function measureNext(browser: Browser, base: string, names: readonly PageName[], rate: number) {
  const times = new Map<PageName, number[]>(names.map((name) => [name, []]));
  // In turn, so that whatever else the machine does meets all of them.
  for (let round = 0; round < 2; round++) {
    for (const name of names) {
      const { page, cdp } = await open(browser, base, name);
      try {
        await page.waitForTimeout(1_000);
        await cdp.send('Emulation.setCPUThrottlingRate', { rate });
        // Warm, as somebody is who has decided a few.
        for (let key = 0; key < 5; key++) await taken(page, 'case', () => page.keyboard.press('F2'));
        // The slowest two of a hundred say something where there are hundreds.
        const keys = name === 'ours' || name === 'button' ? 150 : 20;
        for (let key = 0; key < keys; key++)
          times.get(name)?.push(await taken(page, 'case', () => page.keyboard.press('F2')));
      } finally {
        await page.close();
      }
    }
  }
  return times;
}

const ms = (value: number, digits = 0) =>
  Number.isFinite(value) ? `${value.toFixed(digits)} ms` : `over ${PATIENCE / 1000} s`;
const number = (value: number) => value.toLocaleString('en');

/** Slope and intercept of the straight line nearest to the points, and the share of their spread that it explains. */
function fit(points: readonly (readonly [x: number, y: number])[]) {
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const along = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  const across = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  const slope = along / across;
  const left = points.reduce((sum, point) => sum + (point[1] - y - slope * (point[0] - x)) ** 2, 0);
  const all = points.reduce((sum, point) => sum + (point[1] - y) ** 2, 0);
  return { slope, r2: 1 - left / all };
}

async function pureTable(browser: Browser, base: string): Promise<string> {
  const { page } = await open(browser, base, 'pure');
  const times = await page.evaluate((n) => window.pure(n), COUNT);
  const goals: Record<string, string> = { order: '16 ms', filter: '16 ms', 'take next': '1 ms' };
  const words: Record<string, string> = {
    make: 'make the queue of the rows, once',
    order: 'change the order',
    'order, first time': 'change to an order by the model that was not asked for yet',
    filter: 'one more letter, filtered, counted by facet and ordered',
    facets: 'what there is to choose, with counts',
    group: 'put all under headings',
    'take next': 'decide the first one and have the next',
    rankRows: 'rankRows, a tenth by chance, nothing kept',
    'Array.sort': 'Array.sort with a comparator, for comparison',
  };
  const rows = Object.entries(words).map(([name, text]) => {
    const own = times[name] ?? [];
    return [text, ms(median(own), 2), ms(quantile(own, 0.98), 2), goals[name] ?? ''];
  });
  const sizes = [12_500, 25_000, 50_000, 100_000, 200_000];
  const points: [number, number][] = [];
  for (let round = 0; round < 6; round++)
    for (const size of sizes) {
      const time = await page.evaluate((n) => window.routed(n), size);
      // The first round only warms up.
      if (round > 0) points.push([size, time]);
    }
  await page.close();
  const { slope, r2 } = fit(points);
  const power = fit(points.map(([x, y]) => [Math.log(x), Math.log(y)])).slope;
  const at = (size: number) => ms(median(points.filter(([x]) => x === size).map(([, y]) => y)));
  return `${table([['100,000 rows, without a page', 'median', 'p98', 'goal'], ...rows])}

Routing by a policy of three rules: ${sizes.map((size) => `${number(size)} proposals ${at(size)}`).join(', ')}. A straight line through all of
them has a slope of ${ms(slope * 100_000, 1)} for 100,000 and explains ${(r2 * 100).toFixed(1)} % of the spread; the time grows with the number to the power of ${power.toFixed(2)}, where 1 is linear.`;
}

function listTable(measured: ReadonlyMap<PageName, Measured>): string {
  const longest = (value: number) => (value > 50 ? ms(value) : 'none');
  const rows = [...measured].map(([name, each]) => [
    NAMES[name],
    ms(each.painted),
    longest(each.longest),
    number(each.items),
    `${(each.heap / 2 ** 20).toFixed(0)} MB`,
    ms(median(each.filter)),
    ms(Math.max(...each.filter)),
    ms(median(each.order)),
    longest(each.scroll.longest),
  ]);
  const head = [
    'List',
    'first rows',
    'longest task until then',
    'in the document',
    'heap',
    'letter to paint',
    'slowest',
    'order to paint',
    'long task while scrolling',
  ];
  return table([head, ...rows]);
}

function nextTable(slowed: readonly (readonly [rate: number, times: ReadonlyMap<PageName, number[]>])[]): string {
  const rows = slowed.flatMap(([rate, times]) => {
    const floor = quantile(times.get('button') ?? [], 0.98);
    return [...times].map(([name, own]) => [
      NAMES[name],
      rate === 1 ? 'as it is' : `${rate}× slower`,
      ms(median(own), 1),
      ms(quantile(own, 0.98), 1),
      `${(quantile(own, 0.98) / floor).toFixed(2)}×`,
    ]);
  });
  return table([['Approve and next', 'processor', 'p50', 'p98', 'p98 ÷ button'], ...rows]);
}

const executablePath = findChromium();
if (!executablePath) throw new Error('This bench needs a Chromium: set CHROMIUM_PATH to its executable.');
const folder = mkdtempSync(join(tmpdir(), 'countersign-queue-'));
const load = loadavg()[0] as number;
const PARTS = ['pure', 'lists', 'next'] as const;
/** One part, and which pages of it. Each part that was measured on all of its pages is written where it stands in the document. */
const [only, ...some] = process.argv.slice(2);
if (only !== undefined && !PARTS.some((part) => part === only)) {
  throw new Error(`There is no part "${only}": give one of ${PARTS.join(', ')}, or none for all of them.`);
}
const isWanted = (name: PageName) => some.length === 0 || some.includes(name);
let server: Awaited<ReturnType<typeof serve>> | undefined;
let browser: Browser | undefined;
try {
  await bundle(folder);
  server = await serve(folder);
  const { url } = server;
  browser = await chromium.launch({ executablePath, args: [...chromiumArgs, '--enable-precise-memory-info'] });
  const cores = availableParallelism();
  const where = `Chromium ${browser.version()}, headless, software rendering, ${cores} cores, load ${load.toFixed(1)} before the run.`;
  /** Shows a part, and writes it as soon as it is there: a run that is broken off has not been for nothing. */
  const add = (name: (typeof PARTS)[number], text: string) => {
    console.log(`${text}\n`);
    if (some.length > 0) return;
    writePart(`queue:${name}`, `${text}\n\n${where}`);
  };
  if (!only || only === 'pure') add('pure', await pureTable(browser, url));
  if (!only || only === 'lists') {
    const measured = new Map<PageName, Measured>();
    for (const name of LISTS.filter(isWanted)) measured.set(name, await measureList(browser, url, name));
    add('lists', listTable(measured));
  }
  if (!only || only === 'next') {
    const names = (['button', 'ours', 'virtual', 'mui'] as const).filter(isWanted);
    add(
      'next',
      nextTable([
        [1, await measureNext(browser, url, names, 1)],
        [4, await measureNext(browser, url, names, 4)],
      ]),
    );
  }
} finally {
  await browser?.close();
  server?.stop();
  rmSync(folder, { recursive: true, force: true });
}
