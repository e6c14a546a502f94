import { inTime } from '../internal/in-time.js';
import type { Draft, DraftStore } from './backend.types.js';

export interface DraftWriter {
  save(draft: Draft, isLeaving?: boolean): Promise<void>;
  /** Keeps what must not be put over a stored draft that was not read; rejects where there is no place for it. */
  saveUnread(draft: Draft, isLeaving?: boolean): Promise<void>;
  /** @param until ISO 8601; what was typed later stays */
  clear(until: string): Promise<void>;
}

/**
 * Writes one draft in order: an older text never arrives over a newer one, nor a save after a clear. A write that takes
 * longer than `patience`, in milliseconds, has failed, and holds up no other.
 */
export function createDraftWriter(drafts: DraftStore | undefined, id: string, patience: number): DraftWriter {
  let writes: Promise<unknown> = Promise.resolve();
  let newest: Draft | undefined;

  function write(job: (store: DraftStore) => Promise<void>): Promise<void> {
    if (!drafts) return Promise.resolve();
    const written = writes.then(() => inTime(job(drafts), patience));
    writes = written.catch(() => {});
    return written;
  }

  /** Unless a newer text is waiting behind this one: it is enough. */
  function writeNewest(draft: Draft, job: (store: DraftStore) => Promise<void>): Promise<void> {
    newest = draft;
    return write(async (store) => {
      if (newest === draft) await job(store);
    });
  }

  /** Behind nothing: what waits in front of it may not be over before the page is. */
  function writeNow(draft: Draft, job: () => Promise<void>): Promise<void> {
    newest = draft;
    const written = Promise.all([writes, inTime(job(), patience)]).then(() => {});
    writes = written.catch(() => {});
    return written;
  }

  return {
    save: (draft, isLeaving) =>
      drafts && isLeaving
        ? writeNow(draft, () => drafts.save(id, draft, { isLeaving }))
        : writeNewest(draft, (store) => store.save(id, draft)),
    saveUnread(draft, isLeaving) {
      const { saveUnread } = drafts ?? {};
      if (!saveUnread) return Promise.reject(new Error('Drafts have one place only.'));
      return isLeaving
        ? writeNow(draft, () => saveUnread(id, draft, { isLeaving }))
        : writeNewest(draft, () => saveUnread(id, draft));
    },
    clear: (until) => write((store) => store.clear(id, { typedUntil: until })),
  };
}
