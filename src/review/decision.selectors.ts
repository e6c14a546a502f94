import { sameJson } from '../internal/canonical-json.js';
import type { LifecycleContext, LifecycleEvent } from './lifecycle.types.js';
import { effectiveValue } from './proposal.selectors.js';
import {
  type Actor,
  type Decision,
  ERASED,
  type Grounds,
  type Judgement,
  type PersonActor,
  type ReviewFacts,
  type Saw,
  type Seat,
  type Verdict,
} from './review.types.js';

/** In which seat the next person decides: it follows from how many have signed already. */
export function seatOf(review: Pick<ReviewFacts, 'signatures'>): Seat {
  const signed = review.signatures.length;
  return signed === 0 ? 'first' : signed === 1 ? 'second' : 'adjudicator';
}

/** What a person answered before the AI's answer was shown, however often they claimed since. */
export function judgementOf(review: Pick<ReviewFacts, 'judgements'>, actor: Pick<Actor, 'id'>): Judgement | undefined {
  const given = review.judgements?.find(({ by }) => by.id === actor.id);
  if (!given) return undefined;
  const { by: _by, ...judgement } = given;
  return judgement;
}

function verdictOf(event: LifecycleEvent): Verdict {
  switch (event.type) {
    case 'override':
      return { type: 'override', value: event.value };
    case 'respond':
      return { type: 'respond', message: event.message };
    default:
      return { type: event.type as 'approve' | 'reject' | 'abstain' };
  }
}

/** Whether two people decided the same about the same: one verdict, one value, on one revision. */
export function agrees(first: Decision, second: Decision): boolean {
  return (
    sameJson(first.verdict, second.verdict) && sameJson(first.value, second.value) && sameJson(first.saw, second.saw)
  );
}

export function decisionOf(context: LifecycleContext, event: LifecycleEvent): Decision {
  const grounds = event as Grounds;
  const verdict = verdictOf(event);
  return {
    verdict,
    by: event.by as PersonActor,
    at: event.at,
    seat: seatOf(context),
    seq: event.seq,
    value: effectiveValue(context.proposal, verdict),
    saw: event.saw as Saw,
    ...(grounds.reason && { reason: grounds.reason }),
    ...(grounds.evidenceOpened && { evidenceOpened: grounds.evidenceOpened }),
    ...(grounds.signature && { signature: grounds.signature }),
    ...(context.claim?.judgement && { judgement: context.claim.judgement }),
  };
}

/** A decision without what its signer said in their own words, as an erasure leaves it. */
export function withoutWords(decision: Decision): Decision {
  const { reason } = decision;
  return !reason?.text ? decision : { ...decision, reason: { ...reason, text: ERASED } };
}
