import { sameJson } from '../internal/canonical-json.js';
import { batchShare } from './batch.selectors.js';
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

/** Whether an erasure took something of a decision that says whether another one is the same. */
function isPartlyErased({ verdict, saw }: Decision): boolean {
  return saw?.fingerprint === ERASED || (verdict.type === 'respond' && verdict.message === ERASED);
}

/**
 * Whether two people decided the same about the same: one verdict, one value, on one revision. Nothing where the rest of
 * it is the same and something was erased.
 */
export function agrees(first: Decision, second: Decision): boolean | undefined {
  const isAlike =
    first.verdict.type === second.verdict.type &&
    sameJson(first.value, second.value) &&
    first.saw?.revision === second.saw?.revision;
  if (isAlike && [first, second].some(isPartlyErased)) return undefined;
  return isAlike && sameJson(first.verdict, second.verdict) && sameJson(first.saw, second.saw);
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
    ...(grounds.assumption && { assumption: grounds.assumption }),
    ...(grounds.dwell && { dwell: grounds.dwell }),
    ...(grounds.evidenceOpened && { evidenceOpened: grounds.evidenceOpened }),
    ...(grounds.signature && { signature: grounds.signature }),
    ...(context.claim?.judgement && { judgement: context.claim.judgement }),
    ...(event.type === 'approve' && batchShare(event.batch)),
  };
}

/**
 * A decision without what its signer said in their own words, as an erasure leaves it. The fingerprint goes with them: of what
 * was on screen it would show whether somebody guessed right.
 */
export function withoutWords(decision: Decision): Decision {
  const { reason, assumption, dwell, verdict, saw } = decision;
  return {
    ...decision,
    ...(verdict.type === 'respond' && { verdict: { ...verdict, message: ERASED } }),
    ...(saw && { saw: { ...saw, fingerprint: ERASED } }),
    ...(reason?.text && { reason: { ...reason, text: ERASED } }),
    ...(assumption?.text && { assumption: { ...assumption, text: ERASED } }),
    ...(dwell?.waived && { dwell: { ...dwell, waived: ERASED } }),
  };
}
