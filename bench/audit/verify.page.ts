import { canonicalText } from '../../src/audit/canonical.selectors.js';
import { toHex } from '../../src/audit/chain-tools.selectors.js';
import { createLogVerifier, type VerifyMode } from '../../src/verify/index.js';
import { chainTools } from '../../src/verify/web-crypto.js';

const PIECE = 1 << 19;
let file: Uint8Array<ArrayBuffer>;
const inWorker = createLogVerifier();
const onPage = createLogVerifier({ createWorker: () => undefined });

async function load(url: string): Promise<void> {
  file = new Uint8Array(await (await fetch(url)).arrayBuffer());
}

/** As a network gives it: pieces of their own, that can be handed on. Made before anything is timed, as a network does. */
function pieces(): Uint8Array<ArrayBuffer>[] {
  return Array.from({ length: Math.ceil(file.length / PIECE) }, (_, at) => file.slice(at * PIECE, (at + 1) * PIECE));
}

async function bare(): Promise<number> {
  const start = performance.now();
  await crypto.subtle.digest('SHA-256', file);
  return performance.now() - start;
}

function loop(): number {
  const start = performance.now();
  for (const line of new TextDecoder().decode(file).split('\n')) {
    if (line.startsWith('{"at"')) toHex(chainTools.hash(chainTools.encode(canonicalText(JSON.parse(line)))));
  }
  return performance.now() - start;
}

/** How long a run takes, and the longest time in it that the page could do nothing else. */
async function run(mode: VerifyMode, where: 'worker' | 'page'): Promise<{ took: number; blocked: number }> {
  let isOver = false;
  let blocked = 0;
  const beat = async () => {
    const { port1, port2 } = new MessageChannel();
    let last = performance.now();
    while (!isOver) {
      await new Promise<void>((resolve) => {
        port1.onmessage = () => resolve();
        port2.postMessage(null);
      });
      blocked = Math.max(blocked, performance.now() - last);
      // The other one of two cores is to verify, not to listen to this.
      await new Promise((resolve) => setTimeout(resolve, 4));
      last = performance.now();
    }
  };
  const given = pieces();
  const beating = beat();
  const start = performance.now();
  const report = await (where === 'worker' ? inWorker : onPage).verify(given, { mode });
  const took = performance.now() - start;
  isOver = true;
  await beating;
  if (!report.isIntact) throw new Error(JSON.stringify(report.faults.slice(0, 3)));
  return { took, blocked };
}

Object.assign(window, { bench: { load, bare, loop, run } });
document.title = 'ready';
