import { notifyAll } from '../internal/notify.js';
import { warnOnce } from '../internal/warn.js';
import type { Page, ReviewChange, StreamStatus, Unsubscribe } from '../review/backend.types.js';
import type { ReviewSummary } from '../review/review.types.js';
import { changedVersion } from '../review/version.selectors.js';
import { matchesQuery, usableRows } from './queue.selectors.js';
import type { QueueProblem, QueueQuery, QueueSnapshot, ReviewQueueOptions, ReviewQueueStore } from './queue.types.js';

/** Rows per page where the query does not say (`ReviewQuery.limit`). */
export const DEFAULT_PAGE = 50;
const LONGEST_PAGE = 200;
/** How long a connection may take, or take again, before the reader is told. */
const CONNECTING = 5_000;

interface Waiting {
  summary: ReviewSummary;
  /** When it was heard, counted over all changes. */
  heard: number;
}

/**
 * Makes the store behind a queue. It loads nothing before `start()`, and belongs outside the component that shows it.
 *
 * @example
 * const queue = createReviewQueue({ backend, query: { order: 'oldest', status: ['pending', 'reviewing'] } });
 */
export function createReviewQueue({ backend, query = {}, patience = 15_000 }: ReviewQueueOptions): ReviewQueueStore {
  let snapshot: QueueSnapshot = {
    query,
    rows: [],
    hasMore: false,
    isLoading: true,
    isLoadingMore: false,
    updateCount: 0,
    isPaused: false,
    isChecking: false,
  };
  const listeners = new Set<() => void>();
  const holders = new Set<symbol>();
  let next: string | undefined;
  let unsubscribe: Unsubscribe | undefined;
  let heardUpTo: string | undefined;
  let heard = 0;
  /** Only the answer to the newest request counts. */
  let request = 0;
  let impatience: ReturnType<typeof setTimeout> | undefined;
  let streamStatus: StreamStatus | undefined;
  let streamTimer: ReturnType<typeof setTimeout> | undefined;
  /** Only the answer to the newest check counts. */
  let check = 0;

  let versions = new Map<string, number>();
  const waiting = new Map<string, Waiting>();
  /** What the reader's own commands led to, and the newest request then: an older list does not know of it. */
  const own = new Map<string, { summary: ReviewSummary; request: number }>();
  /** Set while the backend pushes changes and cannot be listened to. */
  let deaf: QueueProblem | undefined;

  function set(change: Partial<QueueSnapshot>) {
    snapshot = { ...snapshot, ...change };
    notifyAll(listeners);
  }

  function setRows(rows: readonly ReviewSummary[], change: Partial<QueueSnapshot> = {}) {
    versions = new Map(rows.map((row) => [row.id, row.version]));
    set({ rows, ...change });
  }

  const counted = () => (snapshot.isPaused ? {} : { updateCount: waiting.size });

  /** A list asked for before the reader's own command must not bring the old row back. */
  function withOwn(rows: readonly ReviewSummary[]): readonly ReviewSummary[] {
    if (own.size === 0) return rows;
    return rows.flatMap((row) => {
      const mine = own.get(row.id)?.summary;
      if (!mine || row.version >= mine.version) {
        own.delete(row.id);
        return [row];
      }
      return matchesQuery(mine, snapshot.query) ? [mine] : [];
    });
  }

  /** Runs one request at a time: a newer one makes the answer to an older one worthless, however late it comes. */
  async function ask<T>(
    during: QueueProblem['during'],
    fetch: (isCurrent: () => boolean) => Promise<T>,
    settle: (answer: T, mine: number) => void,
  ) {
    request += 1;
    const mine = request;
    const isCurrent = () => mine === request;
    const isMore = during === 'more';
    clearTimeout(impatience);
    impatience = setTimeout(() => {
      if (isCurrent()) set({ problem: { during, kind: 'slow' }, isLoading: false, isLoadingMore: false });
    }, patience);
    set({ isLoading: !isMore, isLoadingMore: isMore });
    try {
      const answer = await fetch(isCurrent);
      if (!isCurrent()) return;
      clearTimeout(impatience);
      settle(answer, mine);
    } catch (error) {
      if (!isCurrent()) return;
      clearTimeout(impatience);
      set({ problem: broken(during, error), isLoading: false, isLoadingMore: false });
    }
  }

  /** As many rows as there are, as they are now. */
  async function fetchRows(isCurrent: () => boolean): Promise<Page<ReviewSummary>[]> {
    const { query: asked, rows } = snapshot;
    if (asksForNothing(asked)) return [{ items: [], total: 0 }];
    const wanted = rows.length;
    let page = checked(await backend.list({ ...asked, ...(wanted > 0 && { limit: pageLimit(asked, wanted) }) }));
    const pages: Page<ReviewSummary>[] = [page];
    let got = page.items.length;
    while (page.next !== undefined && got < wanted && isCurrent()) {
      const limit = pageLimit(asked, wanted - got);
      page = checked(await backend.list({ ...asked, cursor: page.next, limit }));
      pages.push(page);
      got += page.items.length;
    }
    return pages;
  }

  function list() {
    const mark = heard;
    ask('list', fetchRows, (pages, mine) => {
      const last = pages.at(-1) as Page<ReviewSummary>;
      const { rows } = usableRows(withOwn(pages.flatMap(({ items }) => items)));
      const listed = new Map(rows.map((row) => [row.id, row.version]));
      for (const [id, entry] of waiting) {
        const version = listed.get(id);
        if (version === undefined ? entry.heard <= mark : version >= entry.summary.version) waiting.delete(id);
      }
      for (const [id, { request: then }] of own) if (then < mine && !listed.has(id)) own.delete(id);
      next = last.next;
      setRows(rows, {
        total: last.total,
        hasMore: next !== undefined,
        isLoading: false,
        isLoadingMore: false,
        updateCount: waiting.size,
        problem: deaf,
        checkedAt: timeNow(),
      });
    });
  }

  /**
   * Finds out what changed where changes may have been missed. No row moves by itself: what is different is counted, as
   * if it had been heard.
   */
  async function checkRows() {
    check += 1;
    const mine = check;
    if (snapshot.isLoading || snapshot.rows.length === 0) {
      set({ isChecking: false });
      list();
      return;
    }
    const listed = request;
    const isCurrent = () => mine === check && listed === request && holders.size > 0;
    try {
      const pages = await fetchRows(isCurrent);
      if (!isCurrent()) {
        if (mine === check) set({ isChecking: false });
        return;
      }
      const now = usableRows(pages.flatMap(({ items }) => items)).rows;
      const lastShown = now.findLastIndex(({ id }) => versions.has(id));
      const isWhole = pages.at(-1)?.next === undefined;
      for (const [index, row] of now.entries()) {
        // What follows the last row shown is the next page's, as it was before.
        if (isWhole || index < lastShown || versions.has(row.id)) count(row);
      }
      const ids = new Set(now.map(({ id }) => id));
      for (const row of snapshot.rows) if (!ids.has(row.id)) wait(row);
      set({ ...counted(), checkedAt: timeNow(), isChecking: false });
    } catch {
      // How updates arrive is said already; the reader goes on with what is there.
      if (mine === check) set({ isChecking: false });
    }
  }

  function loadMore() {
    const cursor = next;
    if (cursor === undefined || snapshot.isLoading || snapshot.isLoadingMore) return;
    ask(
      'more',
      async () => checked(await backend.list({ ...snapshot.query, cursor })),
      (page) => {
        next = page.next;
        // A row that moved down meanwhile comes a second time: it stays where the reader saw it.
        const { rows } = usableRows([...snapshot.rows, ...withOwn(page.items)]);
        setRows(rows, {
          ...(page.total !== undefined && { total: page.total }),
          hasMore: next !== undefined,
          isLoadingMore: false,
          problem: deaf,
        });
      },
    );
  }

  function hear({ cursor, summary }: ReviewChange) {
    heardUpTo = cursor;
    if (typeof summary?.id !== 'string') return;
    count(summary);
    if (!snapshot.isPaused && snapshot.updateCount !== waiting.size) set(counted());
  }

  function wait(summary: ReviewSummary) {
    heard += 1;
    waiting.set(summary.id, { summary, heard });
  }

  /** Counts a case that is newer than what is known of it. */
  function count(summary: ReviewSummary) {
    const { id } = summary;
    const known = Math.max(
      versions.get(id) ?? 0,
      own.get(id)?.summary.version ?? 0,
      waiting.get(id)?.summary.version ?? 0,
    );
    // A newer version may tell of nothing but looking: whoever looks at a list wants no news of that.
    if (changedVersion(summary) <= known) return;
    const isShown = versions.has(id);
    if (isShown || matchesQuery(summary, snapshot.query)) wait(summary);
    else waiting.delete(id);
  }

  const timeNow = () => new Date(backend.now?.() ?? Date.now()).toISOString();

  function noteStream(status: StreamStatus) {
    const wasHeard = streamStatus === 'live' || streamStatus === 'polling';
    streamStatus = status;
    clearTimeout(streamTimer);
    if (wasHeard) set({ checkedAt: timeNow() });
    const tell = () => set({ streamStatus: status });
    // A connection that is there again in a moment is nothing to tell.
    if (status === 'connecting') streamTimer = setTimeout(tell, CONNECTING);
    else tell();
  }

  function listen() {
    if (!backend.subscribe || unsubscribe) return;
    try {
      deaf = undefined;
      unsubscribe = backend.subscribe(hear, {
        ...(heardUpTo !== undefined && { since: heardUpTo }),
        onGapFind: checkRows,
        onStatusChange: noteStream,
      });
    } catch (error) {
      deaf = broken('updates', error);
      set({ problem: deaf });
    }
  }

  function stop() {
    holders.clear();
    request += 1;
    clearTimeout(impatience);
    clearTimeout(streamTimer);
    unsubscribe?.();
    unsubscribe = undefined;
    streamStatus = undefined;
    set({ isLoading: false, isLoadingMore: false, isChecking: false, streamStatus: undefined });
  }

  return {
    hasUpdates: backend.subscribe !== undefined,
    baseQuery: query,
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      const holder = Symbol();
      holders.add(holder);
      if (holders.size === 1) {
        // Listening comes first: a change between the two is then counted, and dropped if the list holds it already.
        listen();
        list();
      }
      return () => {
        if (holders.delete(holder) && holders.size === 0) stop();
      };
    },
    stop,
    setQuery(asked) {
      next = undefined;
      waiting.clear();
      // Rows in another order than the one named above them would mislead.
      set({ query: asked, rows: [], total: undefined, hasMore: false, updateCount: 0 });
      versions.clear();
      if (holders.size > 0) list();
    },
    refresh: list,
    showUpdates: list,
    loadMore,
    pause() {
      if (!snapshot.isPaused) set({ isPaused: true });
    },
    resume() {
      if (snapshot.isPaused) set({ isPaused: false, updateCount: waiting.size });
    },
    retry() {
      const { problem } = snapshot;
      if (problem?.during === 'more') loadMore();
      else {
        listen();
        list();
      }
    },
    retryUpdates() {
      if (snapshot.isChecking || !unsubscribe) return;
      set({ isChecking: true });
      unsubscribe();
      unsubscribe = undefined;
      listen();
      void checkRows();
    },
    applyOwn(summary) {
      const { id, version } = summary;
      if (version <= (own.get(id)?.summary.version ?? 0)) return;
      own.set(id, { summary, request });
      const ahead = waiting.get(id);
      if (ahead && ahead.summary.version <= version) waiting.delete(id);
      const shown = versions.get(id);
      if (shown === undefined || version <= shown) {
        set(counted());
        return;
      }
      const stays = matchesQuery(summary, snapshot.query);
      const rows = snapshot.rows.flatMap((row) => (row.id === id ? (stays ? [summary] : []) : [row]));
      const { total } = snapshot;
      setRows(rows, { ...counted(), ...(!stays && total !== undefined && { total: Math.max(0, total - 1) }) });
    },
  };
}

function broken(during: QueueProblem['during'], error: unknown): QueueProblem {
  const message = error instanceof Error ? error.message : '';
  return { during, kind: 'unreachable', ...(message && { message }) };
}

/** What a backend does is state: an answer of another shape counts as no answer. */
function checked(page: Page<ReviewSummary>): Page<ReviewSummary> {
  if (!Array.isArray(page?.items)) throw new Error('');
  for (const id of usableRows(page.items).duplicates) {
    warnOnce(`One page of the queue holds the case "${id}" twice. The first row is shown.`);
  }
  return page;
}

/** An empty choice fits no case; in an address it would be lost, and ask for all of them. */
function asksForNothing({ status, risk }: QueueQuery): boolean {
  return status?.length === 0 || risk?.length === 0;
}

function pageLimit(query: QueueQuery, wanted: number): number {
  return Math.min(LONGEST_PAGE, Math.max(query.limit ?? DEFAULT_PAGE, wanted));
}
