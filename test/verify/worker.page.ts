import { createEntryMarks, createLogVerifier, type VerifyMode } from '../../src/verify/index.js';

/** Verifies the file behind an address, and tells the longest time the page could do nothing else. */
async function verify(url: string, mode: VerifyMode, how: 'worker' | 'page' | 'broken') {
  const waits: number[] = [];
  const progress: number[] = [];
  let isOver = false;
  const verifier = createLogVerifier(
    how === 'worker'
      ? {}
      : { createWorker: () => (how === 'page' ? undefined : new Worker('/not-there.js', { type: 'module' })) },
  );
  const response = await fetch(url);
  const body = response.body as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>;
  const beat = async () => {
    let last = performance.now();
    while (!isOver) {
      await new Promise<void>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve();
        port2.postMessage(null);
      });
      const now = performance.now();
      waits.push(now - last);
      last = now;
    }
  };
  const beating = beat();
  const report = await verifier.verify(body, {
    mode,
    keepEntries: url.includes('extract'),
    onProgress: ({ bytes }) => progress.push(bytes),
  });
  isOver = true;
  await beating;
  verifier.dispose();
  const marks = createEntryMarks(report);
  const { kept, ...others } = report;
  const marked = kept?.map(({ entry }) => marks(entry));
  const edited = kept?.map(({ entry }) => marks({ ...entry, at: '2020-01-01T00:00:00Z' }));
  return { report: others, longest: Math.max(0, ...waits), progress, marked, edited };
}

async function cancel(url: string) {
  const verifier = createLogVerifier();
  const control = new AbortController();
  const { body } = await fetch(url);
  const running = verifier.verify(body as unknown as AsyncIterable<Uint8Array>, { signal: control.signal });
  control.abort();
  const first = await running.then(
    () => 'verified',
    (error: Error) => error.name,
  );
  // The worker goes on with the next file.
  const again = await fetch(url);
  const second = await verifier.verify(again.body as unknown as AsyncIterable<Uint8Array>);
  const third = verifier.verify((await fetch(url)).body as unknown as AsyncIterable<Uint8Array>);
  verifier.dispose();
  const disposed = await third.then(
    () => 'verified',
    (error: Error) => error.name,
  );
  return { first, second: second.isIntact, disposed };
}

Object.assign(window, { verify, cancel });
document.title = 'ready';
