import { useEffect, useState } from 'react';
import { createFaultyBackend, type FaultyBackend } from '../src/backends/faulty-backend.js';
import { createMemoryStore, type MemoryStore } from '../src/backends/memory-backend.js';
import { samplePolicy, sampleProposals, sampleReviewers } from '../src/backends/sample-reviews.js';
import { ReviewCard } from '../src/desk/index.js';
import { initialReview } from '../src/review/lifecycle.selectors.js';
import { createReviewSession } from '../src/review/review.session.js';
import type { PersonActor, Policy, Proposal } from '../src/review/review.types.js';
import { ReviewProvider } from '../src/review/review-context.js';
import type { Reauthenticate, ReviewSession } from '../src/review/session.types.js';

export const { amara, mateo, priya, jonas } = sampleReviewers;
export const { loan } = sampleProposals;
export const system = { kind: 'system', id: 'host', name: 'Host' } as const;
/** What an override of the sample loan rests on. */
export const grounds = { reason: { codes: ['income-covers'], checks: ['statements'] } };

const clock = () => Date.parse('2026-11-21T09:48:00Z');

export interface Sitting {
  session: ReviewSession;
  store: MemoryStore;
  backend: FaultyBackend;
  id: string;
}

export interface CaseProps {
  proposal?: Proposal;
  policy?: Partial<Policy>;
  /** Whether the reviewer has the case already. @default true */
  isClaimed?: boolean;
  /** What happened to the case before somebody sat down. */
  before?: (store: MemoryStore, id: string) => void;
  /** What happens once the case is on screen. */
  then?: (sitting: Sitting) => void;
  reviewer?: PersonActor;
  /** How long a claim lasts, in milliseconds. @default without an end */
  lease?: number;
  /** Names this window. */
  holder?: string;
  /** Whether the host opens no documents. @default false */
  opensNothing?: boolean;
  /** Asks the signer who they are. */
  reauthenticate?: Reauthenticate;
}

/** Where a host shows the document in its own viewer. */
const showDocument = () => {};

export function openCase({
  proposal = loan,
  policy,
  isClaimed = true,
  before,
  reviewer = amara,
  lease,
  holder,
  reauthenticate,
}: CaseProps): Sitting {
  const { id } = proposal;
  // A proposal that the kit would refuse may still come from a server that let it through.
  const review = { ...initialReview(loan, { ...samplePolicy, ...policy }), id, proposal };
  const store = createMemoryStore({
    reviews: [review],
    clock,
    people: [amara, mateo, jonas],
    ...(lease !== undefined && { lease }),
  });
  if (isClaimed) {
    const until = lease === undefined ? {} : { until: new Date(clock() + lease).toISOString() };
    // Half an hour ago: only of a long claim the last minutes are said.
    const at = new Date(clock() - 30 * 60_000).toISOString();
    store.apply(id, { type: 'claim', ...until }, reviewer, { at });
  }
  before?.(store, id);
  const backend = createFaultyBackend(store.backendFor(reviewer));
  return {
    session: createReviewSession({
      backend,
      id,
      reviewer,
      clock,
      ...(holder !== undefined && { holder }),
      ...(reauthenticate && { reauthenticate }),
    }),
    store,
    backend,
    id,
  };
}

/** A case of a real store, in the state that a story is about. */
export function Case(props: CaseProps) {
  const [sitting] = useState(() => openCase(props));
  const { then, opensNothing } = props;
  useEffect(() => {
    if (!then) return;
    let isDone = false;
    const stop = sitting.session.subscribe(() => {
      if (isDone || !sitting.session.getSnapshot().review) return;
      isDone = true;
      queueMicrotask(() => then(sitting));
    });
    return stop;
  }, [sitting, then]);
  return (
    <ReviewProvider session={sitting.session}>
      <ReviewCard.Root onEvidenceOpen={opensNothing ? undefined : showDocument} />
    </ReviewProvider>
  );
}
