import { verifyLogFile } from './verify-log-file.js';
import type { FromVerifier, ToVerifier } from './worker-words.types.js';

/** A file that comes in. */
interface Incoming {
  chunks: Uint8Array[];
  isEnded: boolean;
  wake: () => void;
  control: AbortController;
}

const files = new Map<number, Incoming>();
const say = (words: FromVerifier) => globalThis.postMessage(words);

async function* bytesOf(number: number, file: Incoming): AsyncGenerator<Uint8Array> {
  for (;;) {
    const next = file.chunks.shift();
    if (next) {
      yield next;
      say({ type: 'taken', file: number, bytes: next.length });
    } else if (file.isEnded) return;
    else
      await new Promise<void>((resolve) => {
        file.wake = resolve;
      });
  }
}

globalThis.addEventListener('message', ({ data }: MessageEvent<ToVerifier>) => {
  const number = data.file;
  if (data.type === 'begin') {
    const file: Incoming = { chunks: [], isEnded: false, wake: () => {}, control: new AbortController() };
    files.set(number, file);
    verifyLogFile(bytesOf(number, file), {
      ...data.settings,
      signal: file.control.signal,
      onProgress: (progress) => say({ type: 'progress', file: number, progress }),
    })
      .then(
        (report) => say({ type: 'report', file: number, report }),
        (error: unknown) => say({ type: 'failed', file: number, message: String(error) }),
      )
      .finally(() => files.delete(number));
    return;
  }
  const file = files.get(number);
  if (!file) return;
  if (data.type === 'bytes') file.chunks.push(data.bytes);
  else if (data.type === 'end') file.isEnded = true;
  else file.control.abort();
  if (data.type === 'cancel') file.isEnded = true;
  file.wake();
});
say({ type: 'ready' });
