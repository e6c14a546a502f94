import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import { table } from '../document.js';

/*
 * How long a record takes until it is on screen, in a real Chromium, from production builds: ours, a plain list of the same words, the timelines
 * of MUI and Ant Design, and what TanStack Virtual does alone. Each measurement has a page of its own.
 */

const bench = resolve(import.meta.dirname, '..');
const root = resolve(bench, '..');

const PAGES = ['ours', 'plain', 'mui', 'antd', 'virtual'] as const;
type PageName = (typeof PAGES)[number];

interface Run {
  painted: number;
  whole: number;
  /** The longest task until then; 0 where none was above 50 ms. */
  longest: number;
  items: number;
}
interface Scroll {
  longest: number;
  longTasks: number;
  frames: number;
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** Bundles the pages for production, each for itself, and what they load on demand. */
export async function bundle(folder: string, keepNames = false) {
  if (!existsSync(join(root, 'dist/audit/index.js'))) throw new Error('Nothing was built: run "npm run build" first.');
  if (!existsSync(join(bench, 'node_modules'))) {
    const { status } = spawnSync('npm', ['ci', '--prefix', bench, '--ignore-scripts', '--no-audit', '--no-fund'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    if (status !== 0)
      throw new Error('The peers could not be installed: "npm ci --prefix bench" has to reach the registry.');
  }
  for (const name of PAGES) {
    await build({
      entryPoints: [join(bench, `audit/${name}.page.tsx`)],
      outdir: join(folder, name),
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      jsx: 'automatic',
      minify: !keepNames,
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
            onResolve({ filter: /^countersign\// }, ({ path }) => ({
              path: join(root, 'dist', path.slice('countersign/'.length), 'index.js'),
            }));
          },
        },
      ],
    });
  }
}

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };

export async function serve(folder: string) {
  const css = readFileSync(join(root, 'dist/styles.css'), 'utf8');
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const [, name = '', file] = pathname.split('/');
    if (!file) {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      const style = name === 'ours' ? `<style>${css}</style>` : '';
      response.end(
        `<!doctype html><html lang="en"><title>${name}</title>${style}<div id="root"></div><script type="module" src="/${name}/${name}.page.js"></script>`,
      );
      return;
    }
    const path = join(folder, name, file);
    if (!existsSync(path)) {
      response.statusCode = 404;
      response.end();
      return;
    }
    response.setHeader('content-type', TYPES[extname(path)] ?? 'text/plain');
    response.end(readFileSync(path));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
}

/** One page, one list, one measurement. */
async function once(browser: Browser, url: string, count: number, scroll = 0): Promise<Run & { scroll?: Scroll }> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  try {
    page.setDefaultTimeout(120_000);
    await page.goto(url);
    await page.waitForFunction(() => 'run' in window);
    const run = await page.evaluate((n) => window.run(n), count);
    if (scroll === 0) return run;
    return { ...run, scroll: await page.evaluate((time) => window.scrollFor(time), scroll) };
  } finally {
    await page.close();
  }
}

interface Case {
  name: string;
  page: PageName;
  query?: string;
  count: number;
  times: number;
}

interface Measured extends Case, Run {
  scroll?: Scroll;
}

async function take(browser: Browser, base: string, cases: readonly Case[]): Promise<Measured[]> {
  const runs = cases.map(() => [] as (Run & { scroll?: Scroll })[]);
  const most = Math.max(...cases.map(({ times }) => times));
  // In turn, so that whatever else the machine does meets all of them. The first round only warms up.
  for (let round = 0; round <= most; round++) {
    for (const [at, { page, query = '', count, times }] of cases.entries()) {
      if (round > times) continue;
      const isLast = round === times;
      const run = await once(browser, `${base}/${page}/${query}`, count, isLast ? 3_000 : 0);
      if (round > 0) runs[at]?.push(run);
    }
  }
  return cases.map((each, at) => {
    const own = runs[at] as (Run & { scroll?: Scroll })[];
    return {
      ...each,
      painted: median(own.map(({ painted }) => painted)),
      whole: median(own.map(({ whole }) => whole)),
      longest: median(own.map(({ longest }) => longest)),
      items: own.at(-1)?.items ?? 0,
      ...(own.at(-1)?.scroll && { scroll: own.at(-1)?.scroll }),
    };
  });
}

const ms = (value: number) => `${value.toFixed(0)} ms`;
const number = (value: number) => value.toLocaleString('en');

function rowsOf(measured: readonly Measured[], baseOf: (each: Measured) => Measured | undefined): string[][] {
  const longest = (value: number) => (value > 50 ? ms(value) : 'none');
  return measured.map((each) => {
    const base = baseOf(each);
    const ratio = (what: 'painted' | 'whole') => (base ? `${(each[what] / base[what]).toFixed(2)}×` : '');
    return [
      each.name,
      number(each.count),
      ms(each.painted),
      ratio('painted'),
      ms(each.whole),
      ratio('whole'),
      number(each.items),
      longest(each.longest),
      each.scroll ? longest(each.scroll.longest) : '',
    ];
  });
}

/** Measures, and gives the tables as Markdown. */
export async function timelineTables(): Promise<string> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('This bench needs a Chromium: set CHROMIUM_PATH to its executable.');
  const folder = mkdtempSync(join(tmpdir(), 'countersign-timeline-'));
  let server: Awaited<ReturnType<typeof serve>> | undefined;
  let browser: Browser | undefined;
  try {
    await bundle(folder);
    server = await serve(folder);
    browser = await chromium.launch({ executablePath, args: chromiumArgs });
    const whole = await take(
      browser,
      server.url,
      [1_000, 10_000].flatMap((count) => [
        { name: 'AuditTimeline', page: 'ours' as const, count, times: 5 },
        { name: 'AuditTimeline, by day', page: 'ours' as const, query: '?days', count, times: 5 },
        { name: 'plain ol', page: 'plain' as const, count, times: 5 },
        { name: 'MUI Lab Timeline', page: 'mui' as const, count, times: count > 1_000 ? 3 : 5 },
        { name: 'Ant Design Timeline', page: 'antd' as const, count, times: count > 1_000 ? 3 : 5 },
      ]),
    );
    const windowed = await take(browser, server.url, [
      { name: 'AuditTimeline, windowed', page: 'ours', query: '?windowed', count: 1_001, times: 9 },
      { name: 'AuditTimeline, windowed', page: 'ours', query: '?windowed', count: 100_000, times: 9 },
      { name: 'TanStack Virtual alone', page: 'virtual', count: 1_001, times: 9 },
      { name: 'TanStack Virtual alone', page: 'virtual', count: 100_000, times: 9 },
    ]);
    const head = (base: string) => [
      'List',
      'entries',
      'first paint',
      `÷ ${base}`,
      'everything drawn',
      `÷ ${base}`,
      'in the document',
      'longest task until then',
      'longest task while scrolling',
    ];
    const cores = availableParallelism();
    return `Everything in the document, medians of the same run:

${table([head('plain ol'), ...rowsOf(whole, ({ count }) => whole.find((each) => each.page === 'plain' && each.count === count))])}

Windowed by choice:

${table([head('at 1,001'), ...rowsOf(windowed, ({ page }) => windowed.find((each) => each.page === page))])}

Chromium ${browser.version()}, headless, software rendering, ${cores} ${cores === 1 ? 'core' : 'cores'}. “First paint” is from the call that mounts the list until the
frame that shows it; “everything drawn” is when every entry is in the document, or every entry of the window. \`AuditTimeline\` has
its first hundred at first paint and brings the rest in bits between which the page has its turn, the others bring all at once.
Scrolling is 3 s at 3,000 pixels a second. A task is told of above 50 ms: “none” is none of these.`;
  } finally {
    await browser?.close();
    server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) console.log(await timelineTables());
