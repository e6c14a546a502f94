import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright';
import { build as viteBuild } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import { extractOf, FILE, FILE_LINES, lineOf, MODES, short } from './verify.fixtures.js';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const EDITED = FILE_LINES.map((line, index) =>
  index === lineOf(333) ? line.replace('"id":"bare"', '"id":"lax"') : line,
).join('\n');

async function bundled(entry: string): Promise<string> {
  const result = await build({ entryPoints: [at(entry)], bundle: true, write: false, format: 'esm' });
  return result.outputFiles[0]?.text as string;
}

interface Seen {
  report: import('../../src/verify/index.js').LogReport;
  longest: number;
  progress: number[];
  marked?: string[];
  edited?: string[];
}

describe('verifying in a browser', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const files: Record<string, [type: string, body: string]> = {
      '/page.js': ['text/javascript', await bundled('./worker.page.ts')],
      '/verify-log.worker.js': ['text/javascript', await bundled('../../src/verify/verify-log.worker.ts')],
      '/log.jsonl': ['application/jsonl', FILE],
      '/edited.jsonl': ['application/jsonl', EDITED],
      '/extract.jsonl': ['application/jsonl', await extractOf('LN-2')],
      '/': ['text/html', '<!doctype html><script type="module" src="/page.js"></script>'],
    };
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
    page = await browser.newPage();
    await page.route('**/*', (route) => {
      const [contentType, body] = files[new URL(route.request().url()).pathname] ?? [];
      return contentType === undefined ? route.fulfill({ status: 404 }) : route.fulfill({ contentType, body });
    });
    await page.goto('http://localhost/');
    await page.waitForFunction(() => document.title === 'ready');
  });
  afterAll(() => browser?.close());

  const verify = (url: string, mode: string, how: string) =>
    page.evaluate(
      ([...args]) => (window as never as { verify: (...args: string[]) => Promise<Seen> }).verify(...args),
      [url, mode, how],
    );

  for (const how of ['worker', 'page', 'broken']) {
    for (const mode of MODES) {
      it(`finds the same as Node does: ${mode}, ${how}`, async () => {
        const whole = await verify('/log.jsonl', mode, how);
        expect(whole.report).toMatchObject({
          isIntact: true,
          mode,
          signatures: 'checked',
          signed: 600,
          entries: 600,
          bytes: FILE.length,
        });
        expect(whole.progress.at(-1)).toBe(FILE.length);
        const { report } = await verify('/edited.jsonl', mode, how);
        expect(report.faults.map(short)).toEqual(['changed 333']);
      });
    }
  }

  it('marks the entries on screen that were verified, and those that are not what the log holds', async () => {
    const { marked, edited } = await verify('/extract.jsonl', 'full', 'worker');
    expect(marked?.length).toBeGreaterThan(10);
    expect(new Set(marked)).toEqual(new Set(['signed']));
    expect(new Set(edited)).toEqual(new Set(['differs']));
  });

  it('stops when it is told to, goes on with the next file, and rejects when it is disposed of', async () => {
    expect(
      await page.evaluate(() =>
        (window as never as { cancel: (url: string) => Promise<unknown> }).cancel('/log.jsonl'),
      ),
    ).toEqual({ first: 'AbortError', second: true, disposed: 'AbortError' });
  });
});

describe('a bundler', () => {
  it('finds the worker beside the module (Vite)', async () => {
    const result = await viteBuild({
      configFile: false,
      logLevel: 'error',
      root: at('.'),
      worker: { format: 'es' },
      build: { write: false, rollupOptions: { input: at('./worker.page.ts') } },
    });
    const { output } = (Array.isArray(result) ? result[0] : result) as { output: { fileName: string }[] };
    expect(output.map(({ fileName }) => fileName)).toContainEqual(expect.stringMatching(/verify-log\.worker.*\.js$/));
  });
});
