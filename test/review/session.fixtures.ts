import { vi } from 'vitest';
import { createFaultyBackend } from '../../src/backends/faulty-backend.js';
import { createMemoryStore, type MemoryStore, type MemoryStoreOptions } from '../../src/backends/memory-backend.js';
import { samplePolicy, sampleProposals, sampleReview, sampleReviewers } from '../../src/backends/sample-reviews.js';
import type { ReviewBackend } from '../../src/review/backend.types.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import { createReviewSession } from '../../src/review/review.session.js';
import type { Policy } from '../../src/review/review.types.js';
import type { ReviewSessionOptions } from '../../src/review/session.types.js';

export const { amara, mateo, priya } = sampleReviewers;
export const system = { kind: 'system', id: 'clock', name: 'System' } as const;
export const id = 'LN-20417';
export const reason = { codes: ['newer-file'], checks: ['statements'] };
/** A decision typed and not sent, to see that it survives. */
export const typed = { verdict: 'override', value: 'approve', reason: { codes: ['other'], text: 'I spoke' } } as const;

export const MINUTE = 60_000;
export const LEASE = 15 * MINUTE;
export const START = Date.parse('2026-11-21T09:00:00.000Z');

export function leasedStore(options: MemoryStoreOptions & { policy?: Policy } = {}): MemoryStore {
  const { policy = samplePolicy, ...rest } = options;
  return createMemoryStore({ reviews: [sampleReview('loan', policy)], lease: LEASE, ...rest });
}

const open: (() => void)[] = [];

/** Ends what a test opened, so that it asks nothing of the next one's page. */
export function closeWindows() {
  for (const close of open.splice(0)) close();
}

/** A window of a person: a session that has been opened, and what the backend was asked. */
export function openWindow(
  store: MemoryStore,
  {
    backend: changes,
    ...options
  }: Partial<Omit<ReviewSessionOptions, 'backend'>> & { backend?: Partial<ReviewBackend> } = {},
) {
  const reviewer = options.reviewer ?? amara;
  const faulty = createFaultyBackend(store.backendFor(reviewer));
  const renew = vi.fn(faulty.claims?.renew);
  const send = vi.fn(faulty.send);
  const backend: ReviewBackend = { ...faulty, send, claims: { renew }, ...changes };
  const onCommandSettle = vi.fn();
  const session = createReviewSession({
    holder: 'window-1',
    draftDelay: 1,
    onCommandSettle,
    id,
    ...options,
    reviewer,
    backend,
  });
  session.subscribe(() => {});
  open.push(() => session.stop());
  return { session, backend, faulty, send, renew, onCommandSettle };
}

/** Lets everything happen that is due, without time going by. */
export async function flush() {
  for (let round = 0; round < 5; round++) await vi.advanceTimersByTimeAsync(1);
}

let stamp = 0;

/** The person does something on the page; each time long enough after the last for it to count. */
export function doSomething() {
  stamp += 10_000;
  const event = new Event('keydown', { bubbles: true });
  Object.defineProperty(event, 'timeStamp', { value: stamp });
  document.dispatchEvent(event);
}

export function setVisibility(state: 'visible' | 'hidden') {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}

export function sawNowOf(store: MemoryStore, reviewId: string) {
  return { saw: sawOf(store.get(reviewId).proposal) };
}

export const sawNow = (store: MemoryStore) => sawNowOf(store, id);

export function revise(store: MemoryStore, revision = 2) {
  store.apply(id, { type: 'revise', proposal: { ...sampleProposals.loan, revision, value: 'approve' } }, system);
}
