import type { Source } from '../audit/log-file.selectors.js';
import type { LogReport, VerifyProgress, VerifySettings } from './verify.types.js';
import { verifyLogFile } from './verify-log-file.js';
import type { FromVerifier, ToVerifier } from './worker-words.types.js';

export interface VerifierCall extends VerifySettings {
  /** Rejects with its reason when it is aborted; the source is read no further. */
  signal?: AbortSignal;
  onProgress?: (progress: VerifyProgress) => void;
}

export interface LogVerifierOptions {
  /**
   * Makes the worker, where your bundler does not find `verify-log.worker.js` beside this file. Nothing verifies on the page,
   * in pieces of work that it does not feel.
   *
   * @default a module worker, where there are workers
   */
  createWorker?: () => Worker | undefined;
}

/** Verifies log files beside the page. */
export interface LogVerifier {
  /**
   * @param source the bytes of a log file: `backend.record.export(scope)`, the body of a response, a file's stream
   */
  verify(source: Source<Uint8Array>, call?: VerifierCall): Promise<LogReport>;
  /** Ends the worker. What is being verified rejects. */
  dispose(): void;
}

/** Bytes that are on their way to the worker before the source is asked for more. */
const AHEAD = 1 << 22;
/** So long, in milliseconds, a worker may take to begin before the page does its work. */
const PATIENCE = 5000;

function defaultWorker(): Worker | undefined {
  if (typeof Worker === 'undefined') return undefined;
  return new Worker(new URL('./verify-log.worker.js', import.meta.url), { type: 'module', name: 'countersign-verify' });
}

/** A worker once it runs; nothing where it cannot: a content policy forbids it, or the file is not there. */
function start(createWorker: () => Worker | undefined): Promise<Worker | undefined> {
  let worker: Worker | undefined;
  try {
    worker = createWorker();
  } catch {
    return Promise.resolve(undefined);
  }
  if (!worker) return Promise.resolve(undefined);
  const made = worker;
  return new Promise((resolve) => {
    const settle = (found: Worker | undefined) => {
      clearTimeout(timer);
      made.removeEventListener('message', isReady);
      made.removeEventListener('error', isBroken);
      if (!found) made.terminate();
      resolve(found);
    };
    const isReady = () => settle(made);
    const isBroken = (event: Event) => {
      event.preventDefault();
      settle(undefined);
    };
    const timer = setTimeout(() => settle(undefined), PATIENCE);
    made.addEventListener('message', isReady);
    made.addEventListener('error', isBroken);
  });
}

/** Verifies log files in a worker, which is made when the first one comes; on the page where there is none. */
export function createLogVerifier({ createWorker = defaultWorker }: LogVerifierOptions = {}): LogVerifier {
  let starting: Promise<Worker | undefined> | undefined;
  let files = 0;
  const disposal = new AbortController();

  async function verifyIn(worker: Worker, source: Source<Uint8Array>, call: VerifierCall, signal: AbortSignal) {
    const { onProgress, signal: _signal, ...settings } = call;
    const file = ++files;
    const say = (words: ToVerifier, transfer: Transferable[] = []) => worker.postMessage(words, transfer);
    let ahead = 0;
    let isOver = false;
    let wake = () => {};
    const listening = new AbortController();
    const answered = new Promise<LogReport>((resolve, reject) => {
      const { signal: until } = listening;
      worker.addEventListener(
        'message',
        ({ data }: MessageEvent<FromVerifier>) => {
          if (data.type === 'ready' || data.file !== file) return;
          if (data.type === 'taken') ahead -= data.bytes;
          else if (data.type === 'progress') onProgress?.(data.progress);
          else {
            isOver = true;
            if (data.type === 'report') resolve(data.report);
            else reject(new Error(data.message));
          }
          wake();
        },
        { signal: until },
      );
      worker.addEventListener('error', (event) => reject(new Error(event.message)), { signal: until });
      signal.addEventListener('abort', () => reject(signal.reason), { signal: until });
    });
    answered.catch(() => {
      isOver = true;
      wake();
    });
    const send = async () => {
      say({ type: 'begin', file, settings });
      for await (const bytes of source) {
        while (ahead > AHEAD && !isOver)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        if (isOver) return;
        // What is part of something larger stays with its owner.
        const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
        ahead += own.length;
        say({ type: 'bytes', file, bytes: own }, own.buffer instanceof ArrayBuffer ? [own.buffer] : []);
      }
      say({ type: 'end', file });
    };
    try {
      const [report] = await Promise.all([answered, send()]);
      return report;
    } catch (error) {
      say({ type: 'cancel', file });
      throw error;
    } finally {
      listening.abort();
    }
  }

  return {
    async verify(source, call = {}) {
      const signal = call.signal ? AbortSignal.any([call.signal, disposal.signal]) : disposal.signal;
      signal.throwIfAborted();
      starting ??= start(createWorker);
      const worker = await starting;
      signal.throwIfAborted();
      return worker ? verifyIn(worker, source, call, signal) : verifyLogFile(source, { ...call, signal });
    },
    dispose() {
      disposal.abort();
      starting?.then((worker) => worker?.terminate());
    },
  };
}
