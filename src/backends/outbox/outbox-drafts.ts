import { sameJson } from '../../internal/canonical-json.js';
import type { Draft, DraftStore } from '../../review/backend.types.js';
import { type KeptDraft, RECORD_FORMAT } from './outbox.types.js';
import { plain } from './outbox-records.js';
import type { OutboxStorage } from './outbox-storage.js';

interface DraftDeps {
  storage: OutboxStorage;
  /** The drafts of the backend behind, where it keeps any. */
  remote: DraftStore | undefined;
  /** The id of the person whose drafts these are: the backend behind may have come to serve somebody else. */
  by: string;
  isSignedIn: () => boolean | Promise<boolean>;
  createId: () => string;
}

/** Drafts on this device, told to the backend behind as soon as it listens. */
export interface OutboxDrafts extends DraftStore {
  /** Throws a draft away on this device, and the backend behind hears of it by and by; never rejects. */
  forget(id: string): Promise<void>;
  /** Tells the backend behind what it has not heard of. */
  sync(): Promise<void>;
}

export function createOutboxDrafts({ storage, remote, by, isSignedIn, createId }: DraftDeps): OutboxDrafts {
  /** One after the other per review: an older text must not arrive over a newer one. */
  const syncing = new Map<string, Promise<void>>();

  /** Tells the backend behind of one draft; rejects where it does not listen. */
  async function tell(id: string): Promise<void> {
    if (!remote || !(await isSignedIn())) return;
    let told: string | undefined;
    // Again where it was changed meanwhile; not where only the note of it could not be written.
    for (let kept = await storage.draft(id); kept?.isUnsynced && kept.stamp !== told; kept = await storage.draft(id)) {
      told = kept.stamp;
      await (kept.isCleared ? remote.clear(id, { by }) : remote.save(id, kept.draft, { by }));
      await storage.exchangeDraft(id, kept.stamp, kept.isCleared ? undefined : { ...kept, isUnsynced: false });
    }
  }

  function syncOne(id: string): Promise<void> {
    const before = syncing.get(id) ?? Promise.resolve();
    const told = before.catch(() => {}).then(() => tell(id));
    syncing.set(id, told);
    const forget = () => {
      if (syncing.get(id) === told) syncing.delete(id);
    };
    told.then(forget, forget);
    return told;
  }

  async function keep(draft: KeptDraft): Promise<void> {
    const isOnDevice = await storage.putDraft(draft);
    const told = syncOne(draft.id);
    if (isOnDevice) {
      told.catch(() => {});
      return;
    }
    // Nothing but this page has it, unless the backend behind takes it: "saved" would not be true.
    await told;
    if ((await storage.draft(draft.id))?.isUnsynced) throw new Error('The draft is in the memory of this page only.');
  }

  async function drop(id: string): Promise<void> {
    await storage.exchangeDraft(id, (await storage.draft(id))?.stamp, undefined);
  }

  const stamped = (id: string, draft: Draft): KeptDraft => ({
    format: RECORD_FORMAT,
    id,
    draft,
    stamp: createId(),
    isUnsynced: true,
  });

  return {
    save: async (id, draft) => keep(stamped(id, plain(draft))),
    async load(id) {
      const kept = await storage.draft(id);
      const own = kept?.isCleared ? undefined : kept?.draft;
      // What the server has not heard of is newer than what it has.
      if (kept?.isUnsynced || !remote) return own;
      // Another person's would be shown to this one, and put in the place of theirs.
      if (!(await isSignedIn())) return own;
      let theirs: Draft | undefined;
      try {
        theirs = await remote.load(id, { by });
      } catch (error) {
        if (own) return own;
        throw error;
      }
      // The server had ours: what it has now was typed, or thrown away, after that, maybe on another device.
      if (!sameJson(theirs, own)) {
        await storage.exchangeDraft(id, kept?.stamp, theirs && { ...stamped(id, theirs), isUnsynced: false });
      }
      return theirs;
    },
    async clear(id) {
      if (remote) await keep({ ...stamped(id, {}), isCleared: true });
      else await drop(id);
    },
    async forget(id) {
      if (!remote) return drop(id);
      await storage.putDraft({ ...stamped(id, {}), isCleared: true });
      syncOne(id).catch(() => {});
    },
    async sync() {
      const kept = await storage.drafts();
      await Promise.all(kept.filter(({ isUnsynced }) => isUnsynced).map(({ id }) => syncOne(id).catch(() => {})));
    },
  };
}
