import type { Draft, DraftStore } from './backend.types.js';

export interface DraftWriter {
  save(draft: Draft): Promise<void>;
  clear(): Promise<void>;
}

/** Writes one draft in order: an older text never arrives over a newer one, nor a save after a clear. */
export function createDraftWriter(drafts: DraftStore | undefined, id: string): DraftWriter {
  let writes: Promise<unknown> = Promise.resolve();
  let newest: Draft | undefined;

  function write(job: (store: DraftStore) => Promise<void>): Promise<void> {
    if (!drafts) return Promise.resolve();
    const written = writes.then(() => job(drafts));
    writes = written.catch(() => {});
    return written;
  }

  return {
    save(draft) {
      newest = draft;
      // A newer text is waiting behind this one: it is enough.
      return write(async (store) => {
        if (newest === draft) await store.save(id, draft);
      });
    },
    clear: () => write((store) => store.clear(id)),
  };
}
