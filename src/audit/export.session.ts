import { notifyAll } from '../internal/notify.js';
import type { PersonRefusal } from './export.types.js';

/** Where an export is written. */
export interface FileSink {
  write(piece: string | Uint8Array): void | Promise<void>;
  /** Ends the file and hands it to the person. */
  close(): Promise<SavedFile>;
  /** Throws away what was written. */
  abort(): void | Promise<void>;
}

export interface SavedFile {
  name: string;
  bytes: number;
  /** Hands it over once more; absent where it is on the disk already. */
  saveAgain?: () => void;
  /** Frees what is kept for that. */
  forget?: () => void;
}

/** How far an export is: whoever makes the pieces counts here. */
export interface ExportProgress {
  /** Entries so far. */
  written: number;
  /** Entries in all, once that is known. */
  total?: number;
}

export interface ExportJob {
  /** Asks where to write; nothing where the person thought better of it. */
  open(): Promise<FileSink | undefined>;
  pieces(progress: ExportProgress, signal: AbortSignal): AsyncIterable<string | Uint8Array>;
}

/** Thrown by the pieces of an explanation that there is none of. */
export class ExportRefused extends Error {
  constructor(readonly why: PersonRefusal) {
    super(why);
  }
}

export const EXPORT_RUN_STATUSES = ['idle', 'running', 'done', 'cancelled', 'failed', 'refused'] as const;

/** An export at one moment. A new object for every change, the same one in between. */
export interface ExportRunSnapshot extends ExportProgress {
  status: (typeof EXPORT_RUN_STATUSES)[number];
  file?: SavedFile;
  /** What the backend said. */
  message?: string;
  why?: PersonRefusal;
}

export interface ExportRunOptions {
  /** Lets the page draw and answer. @default a task of the event loop */
  pause?: () => Promise<unknown>;
  /** Milliseconds. @default performance.now */
  clock?: () => number;
}

/** How long the page may be kept from drawing, in milliseconds: far below the 50 that count as a long task. */
const TURN = 8;
/** How often progress is told, in milliseconds. */
const TELLING = 100;

/** The next task: also in a tab that is not shown, where frames do not come. */
const nextTask = () => new Promise((resolve) => setTimeout(resolve, 0));

/** One export after the other, outside React: it goes on when the panel that began it is closed. */
export interface ExportRun {
  getSnapshot(): ExportRunSnapshot;
  subscribe(listener: () => void): () => void;
  /** Settles when it is done, cancelled or has failed; never rejects. Does nothing while one is running. */
  start(job: ExportJob): Promise<ExportRunSnapshot>;
  cancel(): void;
}

export function createExportRun({
  pause = nextTask,
  clock = () => performance.now(),
}: ExportRunOptions = {}): ExportRun {
  let snapshot: ExportRunSnapshot = { status: 'idle', written: 0 };
  let stop: AbortController | undefined;
  const listeners = new Set<() => void>();
  const set = (next: ExportRunSnapshot) => {
    snapshot = next;
    notifyAll(listeners);
  };

  async function write(job: ExportJob, sink: FileSink, progress: ExportProgress, signal: AbortSignal) {
    const pieces = job.pieces(progress, signal)[Symbol.asyncIterator]();
    const aborted = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
    });
    aborted.catch(() => {});
    let turnBegan = clock();
    let told = turnBegan;
    try {
      for (;;) {
        // A page of the record that never comes must not keep anybody from cancelling.
        const next = await Promise.race([pieces.next(), aborted]);
        if (signal.aborted) throw new Error('aborted');
        if (next.done) return;
        await sink.write(next.value);
        if (clock() - turnBegan < TURN) continue;
        if (clock() - told >= TELLING) {
          told = clock();
          set({ status: 'running', ...progress });
        }
        await pause();
        turnBegan = clock();
      }
    } catch (error) {
      // Not awaited: it would wait for the very page that does not come.
      void pieces.return?.().catch(() => {});
      throw error;
    }
  }

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start(job) {
      if (stop) return snapshot;
      const current = new AbortController();
      stop = current;
      snapshot.file?.forget?.();
      const progress: ExportProgress = { written: 0 };
      let sink: FileSink | undefined;
      let end: ExportRunSnapshot;
      set({ status: 'running', ...progress });
      try {
        sink = await job.open();
        if (sink && !current.signal.aborted) {
          await write(job, sink, progress, current.signal);
          end = { status: 'done', ...progress, file: await sink.close() };
        } else {
          await sink?.abort();
          end = { status: 'cancelled', ...progress };
        }
      } catch (error) {
        // What cannot be thrown away is no reason to leave the person waiting.
        await Promise.resolve(sink?.abort()).catch(() => {});
        if (error instanceof ExportRefused) end = { status: 'refused', ...progress, why: error.why };
        else if (current.signal.aborted) end = { status: 'cancelled', ...progress };
        else end = { status: 'failed', ...progress, message: error instanceof Error ? error.message : undefined };
      }
      stop = undefined;
      set(end);
      return end;
    },
    cancel() {
      stop?.abort();
    },
  };
}
