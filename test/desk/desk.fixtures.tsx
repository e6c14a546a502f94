import type { ReactNode } from 'react';
import { createFaultyBackend } from '../../src/backends/faulty-backend.js';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { samplePolicy, sampleProposals, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import { createReviewSession } from '../../src/review/review.session.js';
import type { PersonActor, Policy, Proposal } from '../../src/review/review.types.js';
import { ReviewProvider } from '../../src/review/review-context.js';
import type { Reauthenticate } from '../../src/review/session.types.js';

export const NOW = Date.parse('2026-11-21T09:48:00Z');
export const { amara, mateo, priya, jonas } = sampleReviewers;
export const { loan } = sampleProposals;
export const system = { kind: 'system', id: 'host', name: 'Host' } as const;

export interface SittingOptions {
  policy?: Partial<Policy>;
  proposal?: Proposal;
  reviewer?: PersonActor;
  /** Whether the reviewer has claimed it already. @default true */
  isClaimed?: boolean;
  /** How long a claim lasts, in milliseconds. @default without an end */
  lease?: number;
  /** How long ago the claim began, in milliseconds: only a long one is said to end minutes before. @default 0 */
  claimedFor?: number;
  reauthenticate?: Reauthenticate;
}

/** One case in a real store, a backend that can be made to fail, and one person's sitting with it. */
export function openSitting({
  policy,
  proposal = loan,
  reviewer = amara,
  isClaimed = true,
  lease,
  claimedFor = 0,
  reauthenticate,
}: SittingOptions = {}) {
  let now = NOW;
  const clock = () => now++;
  const store = createMemoryStore({
    reviews: [initialReview(proposal, { ...samplePolicy, ...policy })],
    clock,
    ...(lease !== undefined && { lease }),
  });
  const id = proposal.id;
  if (isClaimed) {
    const until = lease === undefined ? {} : { until: new Date(NOW + lease).toISOString() };
    const at = new Date(NOW - claimedFor).toISOString();
    store.apply(id, { type: 'claim', ...until }, reviewer, { at });
  }
  const backend = createFaultyBackend(store.backendFor(reviewer));
  const session = createReviewSession({
    backend,
    id,
    reviewer,
    clock,
    draftDelay: 5,
    ...(reauthenticate && { reauthenticate }),
  });
  const advance = (milliseconds: number) => {
    now += milliseconds;
  };
  return { store, backend, session, id, reviewer, advance };
}

/** The page around a case: language, time and the session. */
export function Page({ session, children }: { session: ReturnType<typeof createReviewSession>; children: ReactNode }) {
  return (
    <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => NOW}>
      <ReviewProvider session={session}>{children}</ReviewProvider>
    </LocaleProvider>
  );
}
