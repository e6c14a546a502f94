import type { Page, ReviewBackend, Unsubscribe } from '../review/backend.types.js';
import type { AuditEntry } from '../review/review.types.js';
import { entryKey, orderEntries } from './audit.selectors.js';
import type { AuditProblem } from './audit.types.js';

/** What a log holds at one moment. A new object for every change, the same one in between. */
export interface AuditLogSnapshot {
  /** What is shown, oldest first, each entry once. */
  entries: readonly AuditEntry[];
  /** How many newer entries wait for `showNew()`. */
  newCount: number;
  /** How many entries the record has in all, where the backend says. */
  total?: number;
  hasOlder: boolean;
  /** Whether the first page is on its way. */
  isLoading: boolean;
  isLoadingOlder: boolean;
  problem?: AuditProblem;
}

export interface AuditLogOptions {
  backend: Pick<ReviewBackend, 'history'>;
  /** Id of the review. */
  id: string;
  /** Id of the reader: their own entries show at once instead of waiting behind "3 new entries". */
  own?: string;
}

/**
 * The record of one review, page by page, outside React. It never rejects and never throws away what it has: a backend
 * that fails is a `problem` with a `retry()`.
 */
export interface AuditLog {
  readonly id: string;
  getSnapshot(): AuditLogSnapshot;
  subscribe(listener: () => void): Unsubscribe;
  /** Loads the page before the oldest entry shown. Settles when it is there or has failed. */
  loadOlder(): Promise<void>;
  /** Looks for entries newer than those known. Call it when the review changed. */
  refresh(): Promise<void>;
  /** Shows the entries that wait. */
  showNew(): void;
  /** Tries again what failed. */
  retry(): Promise<void>;
  /** No more requests, no more changes; a late answer is dropped. */
  stop(): void;
}

/** Opens the record of one review and loads its newest page. */
export function createAuditLog({ backend, id, own }: AuditLogOptions): AuditLog {
  const listeners = new Set<() => void>();
  const known = new Set<string>();
  let waiting: readonly AuditEntry[] = [];
  let cursor: string | undefined;
  let hasStopped = false;
  let older: Promise<void> | undefined;
  let newer: Promise<void> | undefined;
  let isNewerWanted = false;
  let snapshot: AuditLogSnapshot = {
    entries: [],
    newCount: 0,
    hasOlder: false,
    isLoading: true,
    isLoadingOlder: false,
  };

  function update(change: Partial<AuditLogSnapshot>) {
    if (hasStopped) return;
    snapshot = { ...snapshot, ...change, newCount: waiting.length };
    for (const listener of [...listeners]) listener();
  }

  /** One page; what is no page fails like a backend that cannot be reached. */
  async function fetchPage(from?: string): Promise<Page<AuditEntry>> {
    const page = await backend.history(id, from);
    if (!Array.isArray(page?.items)) throw new Error();
    return page;
  }

  /** What is not known yet, and is from now on: call it only where the entries are kept. */
  function learn(items: readonly AuditEntry[]): AuditEntry[] {
    const fresh = orderEntries(items, 'oldest-first').filter((entry) => !known.has(entryKey(entry)));
    for (const entry of fresh) known.add(entryKey(entry));
    return fresh;
  }

  const shownWith = (entries: readonly AuditEntry[]) => orderEntries([...snapshot.entries, ...entries], 'oldest-first');
  const settled = (during: AuditProblem['during']) =>
    snapshot.problem?.during === during ? undefined : snapshot.problem;

  function fail(during: AuditProblem['during'], error: unknown): AuditProblem {
    const message = error instanceof Error ? error.message : typeof error === 'string' ? error : '';
    return { during, ...(message && { message }) };
  }

  async function loadFirst() {
    try {
      const page = await fetchPage();
      const entries = learn(page.items);
      cursor = page.next;
      update({
        entries: shownWith(entries),
        total: page.total,
        hasOlder: cursor !== undefined,
        isLoading: false,
        problem: undefined,
      });
    } catch (error) {
      update({ isLoading: false, problem: fail('loading', error) });
    }
  }

  async function loadNextPage() {
    update({ isLoadingOlder: true });
    try {
      let found: AuditEntry[] = [];
      let total = snapshot.total;
      // Pages counted from the newest entry move when one is written: what comes back then is known already.
      while (found.length === 0 && cursor !== undefined && !hasStopped) {
        const page: Page<AuditEntry> = await fetchPage(cursor);
        found = learn(page.items);
        // The same cursor again would go round in circles.
        cursor = page.next === cursor ? undefined : page.next;
        total = page.total ?? total;
      }
      update({
        entries: shownWith(found),
        total,
        hasOlder: cursor !== undefined,
        isLoadingOlder: false,
        problem: settled('older'),
      });
    } catch (error) {
      update({ isLoadingOlder: false, problem: fail('older', error) });
    }
  }

  async function loadNewer() {
    try {
      const newest = (waiting.at(-1) ?? snapshot.entries.at(-1))?.seq ?? 0;
      const found: AuditEntry[] = [];
      let next: string | undefined;
      let total: number | undefined;
      let isConnected = false;
      // Back from the newest entry until what is known, so that a burst of entries leaves no gap.
      do {
        const page: Page<AuditEntry> = await fetchPage(next);
        total ??= page.total;
        const newItems = page.items.filter((entry) => entry && !(entry.seq <= newest));
        isConnected = newItems.length < page.items.length || page.next === next;
        found.push(...newItems);
        next = page.next;
      } while (!isConnected && next !== undefined && !hasStopped);
      const all = orderEntries([...waiting, ...learn(found)], 'oldest-first');
      // Up to the reader's own entry everything shows: a record with a hole in it would mislead.
      const upTo = all.map((entry) => own !== undefined && entry.by?.id === own).lastIndexOf(true);
      waiting = all.slice(upTo + 1);
      update({ entries: shownWith(all.slice(0, upTo + 1)), total: total ?? snapshot.total, problem: settled('newer') });
    } catch (error) {
      update({ problem: fail('newer', error) });
    }
  }

  let first: Promise<void> | undefined;
  function load(): Promise<void> {
    first ??= loadFirst().finally(() => {
      first = undefined;
    });
    return first;
  }

  function refresh(): Promise<void> {
    if (hasStopped) return Promise.resolve();
    if (first) {
      // The page on its way may be from before the change.
      return first.then(() => (snapshot.problem ? undefined : refresh()));
    }
    if (snapshot.problem?.during === 'loading') return retry();
    isNewerWanted = true;
    newer ??= (async () => {
      while (isNewerWanted && !hasStopped) {
        isNewerWanted = false;
        await loadNewer();
      }
    })().finally(() => {
      newer = undefined;
    });
    return newer;
  }

  function loadOlder(): Promise<void> {
    if (hasStopped || cursor === undefined) return Promise.resolve();
    older ??= loadNextPage().finally(() => {
      older = undefined;
    });
    return older;
  }

  function retry(): Promise<void> {
    switch (hasStopped ? undefined : snapshot.problem?.during) {
      case 'loading':
        update({ isLoading: true });
        return load();
      case 'older':
        return loadOlder();
      case 'newer':
        return refresh();
      default:
        return Promise.resolve();
    }
  }

  void load();

  return {
    id,
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    loadOlder,
    refresh,
    showNew() {
      if (waiting.length === 0) return;
      const shown = shownWith(waiting);
      waiting = [];
      update({ entries: shown });
    },
    retry,
    stop() {
      hasStopped = true;
      listeners.clear();
    },
  };
}
