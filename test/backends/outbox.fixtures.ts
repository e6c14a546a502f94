import 'fake-indexeddb/auto';
import { vi } from 'vitest';
import { createFaultyBackend, type FaultyBackend } from '../../src/backends/faulty-backend.js';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import {
  createOutboxBackend,
  type OutboxBackend,
  type OutboxBackendOptions,
} from '../../src/backends/outbox-backend.js';
import { samplePolicy, sampleProposals, sampleReviewers } from '../../src/backends/sample-reviews.js';
import type { ReviewBackend, SendOptions } from '../../src/review/backend.types.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import type { Command, CommandResult } from '../../src/review/review.types.js';

/** Short enough for a test, and in the same order as the real ones. */
export const DELAYS = { firstRetry: 4, longestRetry: 12, answer: 120, storage: 400, lease: 90, look: 25 };

/** The locks of one browser: as the Web Locks specification has them, for one exclusive lock per name. */
export function createLocks() {
  type Waiting = { grant: () => void; isGone: () => boolean };
  const held = new Map<string, { fail: (error: unknown) => void } | undefined>();
  const queues = new Map<string, Waiting[]>();
  const abortError = () => new DOMException('The request was aborted.', 'AbortError');
  const next = (name: string) => {
    if (held.get(name)) return;
    const first = queues.get(name)?.shift();
    if (first?.isGone()) next(name);
    else first?.grant();
  };
  return {
    /** Whether somebody has the lock of this name. */
    isHeld: (name: string) => held.get(name) !== undefined,
    names: () => [...held].filter(([, holder]) => holder).map(([name]) => name),
    request: ((name: string, options: LockOptions, work: () => Promise<unknown>) =>
      new Promise((resolve, reject) => {
        let isGone = false;
        const grant = () => {
          const holder = { fail: reject };
          held.set(name, holder);
          const release = () => {
            if (held.get(name) !== holder) return;
            held.set(name, undefined);
            next(name);
          };
          work()
            .then(resolve as (value: unknown) => void, reject)
            .finally(release);
        };
        if (options.steal) {
          held.get(name)?.fail(abortError());
          grant();
          return;
        }
        options.signal?.addEventListener('abort', () => {
          isGone = true;
          reject(abortError());
        });
        queues.set(name, [...(queues.get(name) ?? []), { grant, isGone: () => isGone }]);
        next(name);
      })) as LockManager['request'],
  };
}

/** A server with some cases, one for each id. */
export function createServer(ids: readonly string[] = ['R-1', 'R-2', 'R-3']) {
  return createMemoryStore({
    reviews: ids.map((id) => initialReview({ ...sampleProposals.loan, id }, samplePolicy)),
  });
}

export type Server = ReturnType<typeof createServer>;

let devices = 0;

/** A browser of one person before one server, with as many windows as asked for. */
export function createDevice(server: Server = createServer()) {
  devices += 1;
  const scope = `device-${devices}`;
  const locks = createLocks();
  const open: OutboxBackend[] = [];
  const person = sampleReviewers.amara;
  return {
    server,
    scope,
    locks,
    /** Opens a window; what reaches the server passes through `backend`. */
    window(
      options: Partial<OutboxBackendOptions> & { wrap?: (backend: FaultyBackend) => ReviewBackend } = {},
    ): OutboxBackend & { behind: FaultyBackend } {
      const { wrap = (each) => each, reviewer = person, ...rest } = options;
      const behind = createFaultyBackend(server.backendFor(reviewer as typeof person));
      const made = createOutboxBackend({
        backend: wrap(behind),
        reviewer,
        scope,
        locks,
        delays: DELAYS,
        ...rest,
      });
      open.push(made);
      return Object.assign(made, { behind });
    },
    end() {
      for (const each of open.splice(0)) each.stop();
    },
  };
}

let keys = 0;
/** Options for a command on a version of a review. */
export function optionsFor(expectedVersion: number, more: Partial<SendOptions> = {}): SendOptions {
  keys += 1;
  return { idempotencyKey: `key-${keys}`, expectedVersion, ...more };
}

export const CLAIM: Command = { type: 'claim' };
export const HOLD: Command = { type: 'hold', reason: 'It looks wrong.', scope: 'review' };

/** What became of a promise so far. */
export function watch(promise: Promise<CommandResult>) {
  const seen: { result?: CommandResult; error?: unknown; isOpen: boolean } = { isOpen: true };
  promise.then(
    (result) => Object.assign(seen, { result, isOpen: false }),
    (error) => Object.assign(seen, { error, isOpen: false }),
  );
  return seen;
}

export const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 5_000, interval: 4 });
export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** Types the server counts for a review, the proposal aside. */
export const recordOf = (server: Server, id: string) =>
  server
    .entries(id)
    .slice(1)
    .map(({ type }) => type);
