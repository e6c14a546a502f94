import { notifyAll } from '../internal/notify.js';
import type { Unsubscribe } from '../review/backend.types.js';
import type { AuditEntry } from '../review/review.types.js';
import { type AuditLogOptions, createAuditLog } from './audit.session.js';
import type { AuditProblem } from './audit.types.js';

/** How far a whole record has come. A new object for every change, the same one in between. */
export interface ReplayLogSnapshot {
  /** What is there so far, oldest first, each entry once. */
  entries: readonly AuditEntry[];
  /** How many entries the record has in all, where the backend says. */
  total?: number;
  /** Whether pages are on their way. A replay begins at the oldest entry, which comes last. */
  isLoading: boolean;
  problem?: AuditProblem;
}

/** The whole record of one review, loaded to its beginning, outside React. It never rejects. */
export interface ReplayLog {
  readonly id: string;
  getSnapshot(): ReplayLogSnapshot;
  subscribe(listener: () => void): Unsubscribe;
  /** Looks for newer entries. Call it when the review changed. */
  refresh(): Promise<void>;
  /** Tries again what failed, and goes on from there. */
  retry(): Promise<void>;
  /** No more requests, no more changes; a late answer is dropped. */
  stop(): void;
}

/** Opens the record of one review and loads every page of it, the newest first, as a backend gives them. */
export function createReplayLog({ backend, id }: Pick<AuditLogOptions, 'backend' | 'id'>): ReplayLog {
  const log = createAuditLog({ backend, id });
  const listeners = new Set<() => void>();
  let snapshot: ReplayLogSnapshot = { entries: [], isLoading: true };

  let hasStopped = false;

  function goOn() {
    if (hasStopped) return;
    const { entries, total, newCount, hasOlder, isLoading, isLoadingOlder, problem } = log.getSnapshot();
    const isWaiting = isLoading || isLoadingOlder || hasOlder;
    const next: ReplayLogSnapshot = {
      entries,
      ...(total !== undefined && { total }),
      isLoading: isWaiting && !problem,
      ...(problem && { problem }),
    };
    const names = ['entries', 'total', 'isLoading', 'problem'] as const;
    if (names.some((name) => next[name] !== snapshot[name])) {
      snapshot = next;
      notifyAll(listeners);
    }
    // Nothing moves under a reader here: what is new stands after what they look at.
    if (newCount > 0) log.showNew();
    else if (hasOlder && !isLoading && !isLoadingOlder && !problem) void log.loadOlder().then(goOn);
  }
  log.subscribe(goOn);

  return {
    id,
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh: log.refresh,
    retry: log.retry,
    stop() {
      hasStopped = true;
      log.stop();
      listeners.clear();
    },
  };
}
