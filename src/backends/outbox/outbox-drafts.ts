import { sameJson } from '../../internal/canonical-json.js';
import { inTime } from '../../internal/in-time.js';
import { isLater, laterOf } from '../../internal/later-time.js';
import type { Draft, DraftSaveOptions, DraftStore } from '../../review/backend.types.js';
import { type KeptDraft, type OutboxDelays, type OutboxTimers, RECORD_FORMAT } from './outbox.types.js';
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
  /** This device's clock, and the server's as far as it is known here, in milliseconds since 1970. */
  clock: () => number;
  now: () => number;
  delays: OutboxDelays;
  timers: OutboxTimers;
}

/** Drafts on this device, told to the backend behind as soon as it listens. */
export interface OutboxDrafts extends Required<DraftStore> {
  /**
   * Throws away what had been typed at a time of this device, here at once and by and by at the backend behind; never
   * rejects.
   */
  forget(id: string, at: string): Promise<void>;
  /** Tells the backend behind what it has not heard of. */
  sync(): Promise<void>;
}

/** What was typed before a decision is written down so long after it at the most, in milliseconds. */
const WRITING = 2_000;

export function createOutboxDrafts(deps: DraftDeps): OutboxDrafts {
  const { storage, remote, by, isSignedIn, createId, clock, now, delays, timers } = deps;
  /** One after the other per review: an older text must not arrive over a newer one. */
  const syncing = new Map<string, Promise<void>>();
  /** What the device was last heard to hold. */
  const known = new Map<string, KeptDraft | undefined>();
  /** How often each was saved here. */
  const turns = new Map<string, number>();
  const answered = <T>(answer: Promise<T>, milliseconds = delays.answer) => inTime(answer, milliseconds, timers);

  /** What was typed here over what the server has, as late as the later of the two. */
  function withTheirs({ isUnread: _isUnread, ...kept }: KeptDraft, found: Draft | undefined): KeptDraft {
    const { typedAt, ...theirs } = found ?? {};
    const isTheirsLater = typedAt !== undefined && isLater(typedAt, kept.typedAt);
    return {
      ...kept,
      stamp: createId(),
      draft: { ...theirs, ...kept.draft },
      ...(isTheirsLater && { typedAt }),
    };
  }

  /** Joins what was typed without knowing the server's draft with that draft. */
  async function joined(store: DraftStore, kept: KeptDraft): Promise<KeptDraft | undefined> {
    const next = withTheirs(kept, await answered(store.load(kept.id, { by })));
    await storage.exchangeDraft(kept.id, kept.stamp, next);
    const present = await storage.draft(kept.id);
    return present?.stamp === next.stamp ? present : undefined;
  }

  /** Tells the backend behind of one draft; rejects where it does not listen. */
  async function tell(id: string): Promise<void> {
    if (!remote || !(await isSignedIn())) return;
    let told: string | undefined;
    // Again where it was changed meanwhile; not where only the note of it could not be written.
    for (let kept = await storage.draft(id); kept?.isUnsynced && kept.stamp !== told; kept = await storage.draft(id)) {
      const whole = kept.isUnread ? await joined(remote, kept) : kept;
      if (!whole) {
        // Another one was written meanwhile, or the device takes none.
        if ((await storage.draft(id))?.stamp === kept.stamp) return;
        continue;
      }
      told = whole.stamp;
      const { draft, typedAt, isCleared } = whole;
      await answered(
        isCleared
          ? remote.clear(id, { by, ...(typedAt !== undefined && { typedUntil: typedAt }) })
          : remote.save(id, { ...draft, ...(typedAt !== undefined && { typedAt }) }, { by }),
      );
      await storage.exchangeDraft(id, told, isCleared ? undefined : { ...whole, isUnsynced: false });
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
    known.set(draft.id, draft);
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
    known.delete(id);
    await storage.exchangeDraft(id, (await storage.draft(id))?.stamp, undefined);
  }

  const isoNow = () => new Date(now()).toISOString();

  function stamped(id: string, { typedAt = isoNow(), ...draft }: Draft): KeptDraft {
    return { format: RECORD_FORMAT, id, draft, typedAt, stamp: createId(), isUnsynced: true };
  }

  async function heldOf(id: string): Promise<KeptDraft | undefined> {
    const kept = await storage.draft(id);
    known.set(id, kept);
    return kept;
  }

  /**
   * Writes down what is made of what the device holds. A page that is left goes by what it heard last, where it heard anything:
   * asking would take a task that it may not live to see.
   */
  async function put(id: string, { isLeaving = false }: DraftSaveOptions, make: (before?: KeptDraft) => KeptDraft) {
    const turn = (turns.get(id) ?? 0) + 1;
    turns.set(id, turn);
    const before = isLeaving && known.has(id) ? known.get(id) : await heldOf(id);
    // One that did not ask has overtaken it, and is newer.
    if (turns.get(id) !== turn) return;
    await keep(make(before));
  }

  /** As it is written down here: never earlier than what it was written over. */
  function written(id: string, draft: Draft, before: KeptDraft | undefined): KeptDraft {
    const next = stamped(id, draft);
    const typedAt = laterOf(next.typedAt, before?.typedAt);
    return { ...next, keptAt: new Date(clock()).toISOString(), ...(typedAt !== undefined && { typedAt }) };
  }

  async function clearUntil(id: string, typedUntil: string): Promise<void> {
    const kept = await storage.draft(id);
    if (kept && isLater(kept.typedAt, typedUntil)) return;
    if (remote) await keep({ ...stamped(id, { typedAt: typedUntil }), isCleared: true });
    else await drop(id);
  }

  return {
    save: (id, draft, options = {}) =>
      put(id, options, (before) => {
        // What was typed before the server's draft was read is still to be joined with it.
        const isUnread = remote && before?.isUnread;
        return { ...written(id, plain(draft), before), ...(isUnread && { isUnread }) };
      }),
    saveUnread: (id, draft, options = {}) =>
      put(id, options, (before) => {
        // What the server has not heard of is not known to whoever could not read it.
        const under = before?.isUnsynced && !before.isCleared ? before.draft : {};
        const isUnread = remote && (before?.isUnread || !before?.isUnsynced);
        return { ...written(id, { ...under, ...plain(draft) }, before), ...(isUnread && { isUnread: true }) };
      }),
    async load(id) {
      const kept = await heldOf(id);
      const own = kept?.isCleared ? undefined : kept?.draft;
      // Another person's would be shown to this one, and put in the place of theirs.
      if (!remote || !(await isSignedIn())) return own;
      let found: Draft | undefined;
      try {
        // Who has something to show does not wait long for something else.
        found = await answered(remote.load(id, { by }), own ? delays.storage : delays.answer);
      } catch (error) {
        if (own || kept?.isUnsynced) return own;
        throw error;
      }
      const theirs = found && { ...stamped(id, found), isUnsynced: false };
      if (kept?.isUnread) {
        const joint = withTheirs(kept, found);
        known.set(id, joint);
        await storage.exchangeDraft(id, kept.stamp, joint);
        return joint.draft;
      }
      // What the server has not heard of goes before what it has, unless that was typed later, on another device.
      if (kept?.isUnsynced && !isLater(found?.typedAt, kept.typedAt)) return own;
      known.set(id, theirs);
      if (!sameJson(theirs?.draft, own)) await storage.exchangeDraft(id, kept?.stamp, theirs);
      return theirs?.draft;
    },
    clear: (id, { typedUntil = isoNow() } = {}) => clearUntil(id, typedUntil),
    async forget(id, at) {
      const kept = await storage.draft(id);
      // Both by this device's clock: whatever is known of the server's.
      if (kept?.keptAt !== undefined && Date.parse(kept.keptAt) > Date.parse(at) + WRITING) return;
      const decidedAt = new Date(Date.parse(at) + now() - clock()).toISOString();
      const typedUntil = (kept?.keptAt !== undefined && kept.typedAt) || decidedAt;
      await clearUntil(id, typedUntil).catch(() => {});
    },
    async sync() {
      const kept = await storage.drafts();
      await Promise.all(kept.filter(({ isUnsynced }) => isUnsynced).map(({ id }) => syncOne(id).catch(() => {})));
    },
  };
}
