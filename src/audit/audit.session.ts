import { sameJson } from '../internal/canonical-json.js';
import { notifyAll } from '../internal/notify.js';
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
  /** `seq` of the newest entry known, shown or waiting. */
  newestSeq?: number;
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
  /**
   * Looks for entries newer than those known, and takes the newer copy of each entry it meets. Call it when the review
   * changed, or when a log kept for later is shown again: where nothing is new, nothing changes.
   */
  refresh(): Promise<void>;
  /**
   * Loads all that is known again, from the first page on. Call it when what is hidden from the reader changed: a server
   * may give them the same entries with more in them, or with less. What is shown stays until the new copies are there.
   */
  reload(): Promise<void>;
  /** Shows the entries that wait. */
  showNew(): void;
  /** Tries again what failed. */
  retry(): Promise<void>;
  /** No more requests, no more changes; a late answer is dropped. */
  stop(): void;
}

interface FetchedPage extends Page<AuditEntry> {
  /** Counted over all requests of the log. */
  request: number;
}

/** Opens the record of one review and loads its newest page. */
export function createAuditLog({ backend, id, own }: AuditLogOptions): AuditLog {
  const listeners = new Set<() => void>();
  /** The newest copy of every entry, and the request that brought it. */
  const known = new Map<string, { entry: AuditEntry; request: number }>();
  let requests = 0;
  let reloads = 0;
  let waiting: readonly AuditEntry[] = [];
  let cursor: string | undefined;
  let hasStopped = false;
  let older: Promise<void> | undefined;
  let newer: Promise<void> | undefined;
  let isNewerWanted = false;
  let isReloadWanted = false;
  let snapshot: AuditLogSnapshot = {
    entries: [],
    newCount: 0,
    hasOlder: false,
    isLoading: true,
    isLoadingOlder: false,
  };

  function update(change: Partial<AuditLogSnapshot>) {
    if (hasStopped) return;
    const next: AuditLogSnapshot = { ...snapshot, ...change, newCount: waiting.length };
    const newest = (waiting.at(-1) ?? next.entries.at(-1))?.seq;
    if (Number.isFinite(newest)) next.newestSeq = newest;
    const names = Object.keys(next) as (keyof AuditLogSnapshot)[];
    if (names.every((name) => next[name] === snapshot[name])) return;
    snapshot = next;
    notifyAll(listeners);
  }

  /** One page; what is no page fails like a backend that cannot be reached. */
  async function fetchPage(from?: string): Promise<FetchedPage> {
    const request = ++requests;
    const page = await backend.history(id, from);
    if (!Array.isArray(page?.items)) throw new Error();
    return { ...page, items: page.items.filter(Boolean), request };
  }

  /**
   * Keeps the copies that a request brought, unless a later request brought one before. Call it only where the entries
   * are kept.
   *
   * @returns what was not known yet
   */
  function learn(items: readonly AuditEntry[], request: number): AuditEntry[] {
    const fresh: AuditEntry[] = [];
    for (const entry of items) {
      const old = known.get(entryKey(entry));
      if (old && old.request > request) continue;
      if (!old) fresh.push(entry);
      known.set(entryKey(entry), { entry: old && sameJson(old.entry, entry) ? old.entry : entry, request });
    }
    return fresh;
  }

  /** The newest copies; the same list where none is newer. */
  function upToDate(entries: readonly AuditEntry[]): readonly AuditEntry[] {
    const copies = entries.map((entry) => known.get(entryKey(entry))?.entry ?? entry);
    return copies.every((copy, index) => copy === entries[index]) ? entries : copies;
  }

  const shownWith = (fresh: readonly AuditEntry[]) =>
    upToDate(fresh.length === 0 ? snapshot.entries : orderEntries([...snapshot.entries, ...fresh], 'oldest-first'));
  const settled = (during: AuditProblem['during']) =>
    snapshot.problem?.during === during ? undefined : snapshot.problem;

  function fail(during: AuditProblem['during'], error: unknown): AuditProblem {
    const message = error instanceof Error ? error.message : typeof error === 'string' ? error : '';
    return { during, ...(message && { message }) };
  }

  async function loadFirst() {
    try {
      const page = await fetchPage();
      const entries = learn(page.items, page.request);
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
        const before = reloads;
        const page: FetchedPage = await fetchPage(cursor);
        // From before a reload: it may hold too little, or too much.
        if (before !== reloads) continue;
        found = learn(page.items, page.request);
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
    const isAll = isReloadWanted;
    isReloadWanted = false;
    try {
      const oldest = () => [...snapshot.entries, ...waiting].find(({ seq }) => Number.isFinite(seq))?.seq ?? Infinity;
      const newest = snapshot.newestSeq ?? 0;
      const pages: FetchedPage[] = [];
      let next: string | undefined;
      let isConnected = false;
      // Back from the newest entry until what is known, so that a burst of entries leaves no gap.
      do {
        const page: FetchedPage = await fetchPage(next);
        pages.push(page);
        const isCircle = next !== undefined && page.next === next;
        const end = isAll ? oldest() : newest;
        isConnected = isCircle || page.items.some(({ seq }) => seq <= end);
        next = isCircle ? undefined : page.next;
      } while (!isConnected && next !== undefined && !hasStopped);
      // The page that reaches what is known may reach below it: a reload goes on from there, the reader asks for others.
      const end = isAll ? -Infinity : oldest();
      const inReach = (entry: AuditEntry) => !(entry.seq < end) || known.has(entryKey(entry));
      const fresh = pages.flatMap(({ items, request }) => learn(items.filter(inReach), request));
      if (isAll) cursor = next;
      const lastShown = snapshot.entries.at(-1)?.seq ?? 0;
      const inPlace = fresh.filter(({ seq }) => seq < lastShown);
      const after = fresh.filter(({ seq }) => !(seq < lastShown));
      const all = after.length === 0 ? waiting : orderEntries([...waiting, ...after], 'oldest-first');
      // Up to the reader's own entry everything shows: a record with a hole in it would mislead.
      const upTo = all.map((entry) => own !== undefined && entry.by?.id === own).lastIndexOf(true);
      waiting = upToDate(all.slice(upTo + 1));
      update({
        entries: shownWith([...inPlace, ...all.slice(0, upTo + 1)]),
        total: pages[0]?.total ?? snapshot.total,
        hasOlder: cursor !== undefined,
        problem: settled('newer'),
      });
    } catch (error) {
      isReloadWanted ||= isAll;
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

  function reload(): Promise<void> {
    isReloadWanted = true;
    reloads += 1;
    return refresh();
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
    reload,
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
