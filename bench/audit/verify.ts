import * as crypto from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import { canonicalText } from '../../src/audit/canonical.selectors.js';
import { chainEntry } from '../../src/audit/chain.selectors.js';
import type { Digest, LogRecord } from '../../src/audit/chain.types.js';
import { hash } from '../../src/bin/log-input.js';
import { type VerifyMode, verifyLogFile } from '../../src/verify/index.js';
import { checkpointAt, happened, headerOf, tools, write } from '../../test/audit/log.fixtures.js';

const ENTRIES = 100_000;
const ROUNDS = 9;
/** Rounds before those that count: both engines compile what runs often. */
const WARMING = 3;
const PIECE = 1 << 19;

interface Log {
  bytes: Uint8Array;
  /** Of an entry. */
  average: number;
  withWords: number;
}

/** Entries of real reviews, sealed and chained as a server does it, with a checkpoint after every 10,000. */
async function makeLog(): Promise<Log> {
  const last = new Map<string, Digest>();
  const records: LogRecord[] = [];
  const lines: string[] = [];
  for (const { entry, disclosed } of happened(ENTRIES)) {
    const record = chainEntry(tools, entry, records.length + 1, last.get(entry.reviewId));
    last.set(entry.reviewId, record.hash);
    records.push({ ...record, ...(disclosed && { disclosed }) });
    lines.push(canonicalText(record.entry));
  }
  const sizes = Array.from({ length: 10 }, (_, at) => ((at + 1) * ENTRIES) / 10);
  const checkpoints = sizes.map((size) => checkpointAt(records, lines, size));
  const text = await write({ header: headerOf(checkpoints, ENTRIES), records });
  return {
    bytes: new TextEncoder().encode(text),
    average: lines.reduce((sum, { length }) => sum + length, 0) / ENTRIES,
    withWords: records.filter(({ disclosed }) => disclosed).length / ENTRIES,
  };
}

/** Of the rounds that count. */
function median(all: readonly number[]): number {
  const numbers = all.slice(WARMING);
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] as number;
}

type Times = Record<'bare' | 'quick' | 'loop' | 'full', number>;

function inNodeBare(bytes: Uint8Array): number {
  const start = performance.now();
  crypto.createHash('sha256').update(bytes).digest();
  return performance.now() - start;
}

/** Every entry parsed, canonicalised and hashed, and nothing else. */
function inNodeLoop(bytes: Uint8Array): number {
  const start = performance.now();
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    if (line.startsWith('{"at"'))
      crypto
        .createHash('sha256')
        .update(canonicalText(JSON.parse(line)))
        .digest('hex');
  }
  return performance.now() - start;
}

async function inNodeRun(bytes: Uint8Array, mode: VerifyMode): Promise<number> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / PIECE) }, (_, at) =>
    bytes.subarray(at * PIECE, (at + 1) * PIECE),
  );
  const start = performance.now();
  const report = await verifyLogFile(pieces, { mode, hash });
  const took = performance.now() - start;
  if (!report.isIntact || report.signed !== ENTRIES) throw new Error(JSON.stringify(report.faults.slice(0, 3)));
  return took;
}

async function inNode({ bytes }: Log): Promise<Times> {
  const found: Record<keyof Times, number[]> = { bare: [], quick: [], loop: [], full: [] };
  for (let round = 0; round < WARMING + ROUNDS; round++) {
    found.bare.push(inNodeBare(bytes));
    found.quick.push(await inNodeRun(bytes, 'quick'));
    found.loop.push(inNodeLoop(bytes));
    found.full.push(await inNodeRun(bytes, 'full'));
  }
  return mediansOf(found);
}

const mediansOf = ({ bare, quick, loop, full }: Record<keyof Times, number[]>): Times => ({
  bare: median(bare),
  quick: median(quick),
  loop: median(loop),
  full: median(full),
});

interface Page {
  bench: {
    load(url: string): Promise<void>;
    bare(): Promise<number>;
    loop(): number;
    run(mode: VerifyMode, where: 'worker' | 'page'): Promise<{ took: number; blocked: number }>;
  };
}

type Blocked = Record<'worker' | 'page', Record<VerifyMode, number>>;

async function inChromium({ bytes }: Log): Promise<{ times: Times; blocked: Blocked; version: string }> {
  const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const bundled = await build({
    entryPoints: { page: at('./verify.page.ts'), 'verify-log.worker': at('../../src/verify/verify-log.worker.ts') },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    outdir: '/',
    minify: true,
  });
  const server = createServer(({ url }, response) => {
    const script = bundled.outputFiles.find(({ path }) => path === url);
    const type = script ? 'text/javascript' : url === '/log' ? 'application/jsonl' : 'text/html';
    response.writeHead(200, { 'content-type': type });
    response.end(
      script?.contents ?? (url === '/log' ? bytes : '<!doctype html><script type="module" src="/page.js"></script>'),
    );
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
  try {
    const found: Record<keyof Times, number[]> = { bare: [], quick: [], loop: [], full: [] };
    const blocked: Record<'worker' | 'page', Record<VerifyMode, number[]>> = {
      worker: { quick: [], full: [] },
      page: { quick: [], full: [] },
    };
    // A page for each: what one leaves behind for the collector is not the other's to clear away.
    for (const [mode, floor] of [['quick', 'bare'] as const, ['full', 'loop'] as const]) {
      for (const where of ['worker', 'page'] as const) {
        const page = await browser.newPage();
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
        await page.waitForFunction(() => document.title === 'ready');
        await page.evaluate(() => (window as never as Page).bench.load('/log'));
        for (let round = 0; round < WARMING + ROUNDS; round++) {
          if (where === 'worker')
            found[floor].push(await page.evaluate((name) => (window as never as Page).bench[name](), floor));
          const run = await page.evaluate(([...args]) => (window as never as Page).bench.run(...args), [
            mode,
            where,
          ] as const);
          blocked[where][mode].push(run.blocked);
          if (where === 'worker') found[mode].push(run.took);
        }
        await page.close();
      }
    }
    // The worst of a middling run: the machine has other things to do as well.
    const medians = ({ quick, full }: Record<VerifyMode, number[]>) => ({ quick: median(quick), full: median(full) });
    return {
      times: mediansOf(found),
      blocked: { worker: medians(blocked.worker), page: medians(blocked.page) },
      version: browser.version().split('.')[0] as string,
    };
  } finally {
    await browser.close();
    server.close();
  }
}

const ms = (value: number) => `${Math.round(value).toLocaleString('en')} ms`;
const ratio = (value: number, floor: number) => `${(value / floor).toFixed(2)}×`;

/** Tables in Markdown: the two ways to verify beside their floors, and how long the page waits. */
export async function verifyTables(): Promise<string> {
  const log = await makeLog();
  const node = await inNode(log);
  const { times: web, blocked, version } = await inChromium(log);
  const row = (name: string, own: keyof Times, floor: keyof Times, target: string) =>
    `| ${name} | ${ms(node[own])} | ${ratio(node[own], node[floor])} | ${ms(web[own])} | ${ratio(web[own], web[floor])} | ${target} |`;
  return `A log of ${ENTRIES.toLocaleString('en')} entries of real reviews, ${Math.round(log.average)} bytes each on average, ${Math.round(log.withWords * 100)} in 100 with words
that may be erased, and ten checkpoints: ${(log.bytes.length / 1e6).toFixed(1)} MB with its blocks and disclosures. Medians of ${ROUNDS} rounds after ${WARMING} to warm up, Chromium ${version}; there it is
verified in a worker that is handed the bytes.

| | Node | ratio | Chromium | ratio | target |
|---|---:|---:|---:|---:|---:|
${row('One bare SHA-256 over all bytes', 'bare', 'bare', '')}
${row('`verify`, quick', 'quick', 'bare', '3×')}
${row('Every entry parsed, canonicalised and hashed', 'loop', 'loop', '')}
${row('`verify`, full', 'full', 'loop', '1.5× (Node)')}

The longest time that the page could do nothing else, target 50 ms:

| | quick | full |
|---|---:|---:|
| verifying in the worker | ${ms(blocked.worker.quick)} | ${ms(blocked.worker.full)} |
| verifying on the page, where there is no worker | ${ms(blocked.page.quick)} | ${ms(blocked.page.full)} |`;
}
