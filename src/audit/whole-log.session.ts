import { notifyAll } from '../internal/notify.js';
import type { LogQuery, Page, RecordService, Unsubscribe } from '../review/backend.types.js';
import type { AuditEntry } from '../review/review.types.js';
import { entryKey } from './audit.selectors.js';
import type { AuditProblem } from './audit.types.js';

/** What is asked for, page after page. */
export type WholeLogQuery = Omit<LogQuery, 'cursor'>;

/** What the log of all reviews holds at one moment. A new object for every change, the same one in between. */
export interface WholeLogSnapshot {
  /** What was asked for: the entries may still be those of the question before, while `isLoading`. */
  query: WholeLogQuery;
  /** Newest first, each once. */
  entries: readonly AuditEntry[];
  /** What was proposed in the cases of those entries, where `withProposals` asks for it and no loaded entry says so. */
  proposals?: readonly AuditEntry[];
  /** How many there are in all, where the backend says. */
  total?: number;
  hasOlder: boolean;
  isLoading: boolean;
  isLoadingOlder: boolean;
  problem?: AuditProblem;
}

export interface WholeLogOptions {
  record: Pick<RecordService, 'log'>;
  /** What to begin with. @default everything, 50 entries a page */
  query?: WholeLogQuery;
  /**
   * Whether to ask for what was proposed in each case whose entries have codes or values, so that they read in words: one
   * request for each such case.
   * @default false
   */
  withProposals?: boolean;
}

/**
 * The record of all reviews, page by page, outside React. It never rejects and never throws away what it has: a backend that
 * fails is a `problem` with a `retry()`.
 */
export interface WholeLog {
  getSnapshot(): WholeLogSnapshot;
  subscribe(listener: () => void): Unsubscribe;
  /** Asks for something else. What is shown stays until the answer is there. */
  setQuery(query: WholeLogQuery): Promise<void>;
  /** Loads the page after the last one. Settles when it is there or has failed. */
  loadOlder(): Promise<void>;
  /** Asks again from the newest entry on. */
  refresh(): Promise<void>;
  /** Tries again what failed. */
  retry(): Promise<void>;
  /** No more requests, no more changes; a late answer is dropped. */
  stop(): void;
}

/** Opens the record of all reviews and loads its newest page. */
export function createWholeLog({ record, query = {}, withProposals = false }: WholeLogOptions): WholeLog {
  const listeners = new Set<() => void>();
  let cursor: string | undefined;
  /** Only the answer to the newest question counts. */
  let question = 0;
  let hasStopped = false;
  let older: Promise<void> | undefined;
  let snapshot: WholeLogSnapshot = {
    query,
    entries: [],
    hasOlder: false,
    isLoading: true,
    isLoadingOlder: false,
  };

  function update(change: Partial<WholeLogSnapshot>) {
    if (hasStopped) return;
    snapshot = { ...snapshot, ...change };
    notifyAll(listeners);
  }

  async function fetchPage(from?: string): Promise<Page<AuditEntry>> {
    const page = await record.log({ ...snapshot.query, ...(from !== undefined && { cursor: from }) });
    if (!Array.isArray(page?.items)) throw new Error();
    return { ...page, items: page.items.filter(Boolean) };
  }

  function fail(during: AuditProblem['during'], error: unknown): AuditProblem {
    const message = error instanceof Error ? error.message : typeof error === 'string' ? error : '';
    return { during, ...(message && { message }) };
  }

  /** What was not shown yet: pages counted from the newest entry move when one is written. */
  function fresh(items: readonly AuditEntry[], shown: readonly AuditEntry[]): AuditEntry[] {
    const known = new Set(shown.map(entryKey));
    return items.filter((entry) => {
      const isNew = !known.has(entryKey(entry));
      known.add(entryKey(entry));
      return isNew;
    });
  }

  /** Cases whose proposals were asked for. */
  const askedFor = new Set<string>();

  async function loadProposals(): Promise<void> {
    if (!withProposals) return;
    for (const { reviewId, reason, oldValue, newValue } of snapshot.entries) {
      if ((reason ?? oldValue ?? newValue) === undefined || askedFor.has(reviewId)) continue;
      askedFor.add(reviewId);
      try {
        const { items } = await record.log({ reviewId, types: ['proposed', 'revised'] });
        if (hasStopped) return;
        update({ proposals: [...(snapshot.proposals ?? []), ...items.filter(Boolean)] });
      } catch {
        // They stay codes until the next page asks again.
        askedFor.delete(reviewId);
        return;
      }
    }
  }

  async function ask(next: WholeLogQuery): Promise<void> {
    if (hasStopped) return;
    const mine = ++question;
    older = undefined;
    update({ query: next, isLoading: true, isLoadingOlder: false, problem: undefined });
    try {
      const page = await fetchPage();
      if (mine !== question) return;
      cursor = page.next;
      const { total: _, ...others } = snapshot;
      snapshot = others;
      update({
        entries: fresh(page.items, []),
        ...(page.total !== undefined && { total: page.total }),
        hasOlder: cursor !== undefined,
        isLoading: false,
      });
      void loadProposals();
    } catch (error) {
      if (mine === question) update({ isLoading: false, problem: fail('loading', error) });
    }
  }

  async function loadNextPage(mine: number): Promise<void> {
    update({ isLoadingOlder: true });
    try {
      let found: AuditEntry[] = [];
      while (found.length === 0 && cursor !== undefined) {
        const page: Page<AuditEntry> = await fetchPage(cursor);
        if (mine !== question || hasStopped) return;
        found = fresh(page.items, snapshot.entries);
        // The same cursor again would go round in circles.
        cursor = page.next === cursor ? undefined : page.next;
      }
      update({
        entries: [...snapshot.entries, ...found],
        hasOlder: cursor !== undefined,
        isLoadingOlder: false,
        problem: undefined,
      });
      void loadProposals();
    } catch (error) {
      if (mine === question) update({ isLoadingOlder: false, problem: fail('older', error) });
    }
  }

  function loadOlder(): Promise<void> {
    if (hasStopped || cursor === undefined || snapshot.isLoading) return Promise.resolve();
    older ??= loadNextPage(question).finally(() => {
      older = undefined;
    });
    return older;
  }

  void ask(query);

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setQuery: ask,
    loadOlder,
    refresh: () => ask(snapshot.query),
    retry: () => (snapshot.problem?.during === 'older' ? loadOlder() : ask(snapshot.query)),
    stop() {
      hasStopped = true;
      question += 1;
      listeners.clear();
    },
  };
}
