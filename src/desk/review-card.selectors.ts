import { judgementOf } from '../review/decision.selectors.js';
import type { Actor, Decision, Proposal, Review, Verdict, VerdictType } from '../review/review.types.js';
import { VERDICTS } from '../review/review.types.js';
import type { SessionSnapshot } from '../review/session.types.js';
import { isVerdict } from '../review/verdict.selectors.js';

/** Where a sitting stands for the person who looks at the card. */
export type CardSituation =
  | 'loading'
  /** It could not be loaded at all. */
  | 'unavailable'
  /** Nobody has it; it can be started. */
  | 'pending'
  /** Waits for an answer from somebody else. */
  | 'waiting'
  /** Somebody else reviews it, or this person in another window. */
  | 'claimed'
  /** This person answers before the AI's answer is shown. */
  | 'blind'
  | 'deciding'
  | 'decided'
  | 'closed'
  /** A newer server's state. */
  | 'unknown';

export function situationOf({ review, reviewer, problem, claimStatus }: SessionSnapshot): CardSituation {
  if (!review) return problem?.kind === 'unreachable' ? 'unavailable' : 'loading';
  switch (review.status) {
    case 'pending':
      return review.state === 'pending.awaitingInfo' ? 'waiting' : 'pending';
    case 'reviewing':
      if (review.claim?.by.id !== reviewer.id || claimStatus === 'elsewhere') return 'claimed';
      return review.state === 'reviewing.blind' ? 'blind' : 'deciding';
    case 'approved':
    case 'overridden':
      return 'decided';
    case 'closed':
      return 'closed';
    default:
      return 'unknown';
  }
}

/** The proposal that is on screen: what was looked at, until a revision of it is. */
export function shownProposal({ review, seen }: SessionSnapshot): Proposal | undefined {
  return seen ?? review?.proposal;
}

/** Whether this person has decided on the case and waits for somebody else to. */
function hasSigned({ review, reviewer }: SessionSnapshot): boolean {
  return review?.signatures.some(({ by }) => by.id === reviewer.id) === true;
}

/** Whether the AI's answer may be on screen (B-1): not before the review begins, and never before an own answer. */
export function showsSuggestion(snapshot: SessionSnapshot): boolean {
  const situation = situationOf(snapshot);
  if (situation === 'deciding' || situation === 'decided') return true;
  // What somebody decided on, and what the other one decided, stays before them.
  if (situation !== 'closed' && hasSigned(snapshot)) return true;
  if (situation !== 'claimed' && situation !== 'waiting' && situation !== 'closed') return false;
  return snapshot.review?.policy.blindFirst !== true;
}

/** Whether the suggestion was revised since this person looked at it, or since they began to type. */
export function isStale({ review, seen, draftRevision }: SessionSnapshot): boolean {
  if (!review) return false;
  const { revision } = review.proposal;
  return (seen?.revision ?? revision) !== revision || (draftRevision ?? revision) !== revision;
}

/**
 * Decisions that may be on screen: all once decided, both signers' for the adjudicator and for themselves, one's own while
 * the second one is waited for, none for a second signer.
 */
export function shownDecisions(snapshot: SessionSnapshot): readonly Decision[] {
  const { review } = snapshot;
  if (!review) return [];
  if (situationOf(snapshot) === 'decided') return review.decision ? [review.decision] : [];
  if (situationOf(snapshot) !== 'deciding' && hasSigned(snapshot)) return review.signatures;
  return situationOf(snapshot) === 'deciding' && review.claim?.seat === 'adjudicator' ? review.signatures : [];
}

/** Verdicts the policy offers, in the kit's order. */
export function offeredVerdicts(review: Review): readonly VerdictType[] {
  return VERDICTS.filter((verdict) => (review.policy.verdicts ?? VERDICTS).includes(verdict));
}

/** Those with the weight of a decision: approve and override alike (B-11); where neither is offered, all there are. */
export function mainVerdicts(review: Review): readonly VerdictType[] {
  const offered = offeredVerdicts(review);
  const main = offered.filter((verdict) => verdict === 'approve' || verdict === 'override');
  return main.length > 0 ? main : offered;
}

/** What a person has put down and not signed: the command on its way, or else the draft. */
export function unsignedVerdict({ draft, pending }: SessionSnapshot): Partial<Verdict> | undefined {
  if (pending && isVerdict(pending.type)) return pending as Verdict;
  if (draft.verdict === undefined && draft.value === undefined && !draft.message) return undefined;
  return {
    type: draft.verdict ?? 'override',
    ...(draft.value !== undefined && { value: draft.value }),
    ...(draft.message !== undefined && { message: draft.message }),
  } as Partial<Verdict>;
}

/**
 * The verdict that waits on the card, unsigned: what stands between a command and its answer. An answer given blind is
 * no verdict, and is not shown as one.
 */
export function draftedVerdict(snapshot: SessionSnapshot): Partial<Verdict> | undefined {
  const { status, draft, pending, review, reviewer } = snapshot;
  // The record may be heard of before the answer to the command that made it.
  if (status === 'sending' && review?.decision?.by.id === reviewer.id) return undefined;
  if (status !== 'failed' && status !== 'conflict' && status !== 'lost' && status !== 'sending') return undefined;
  return isVerdict(pending?.type ?? draft.verdict ?? '') ? unsignedVerdict(snapshot) : undefined;
}

/** Whether the AI's answer may stand on the card: where it may be seen, and beside a verdict that was entered on it. */
export function mayShowSuggestion(snapshot: SessionSnapshot): boolean {
  if (showsSuggestion(snapshot)) return true;
  return situationOf(snapshot) !== 'blind' && draftedVerdict(snapshot) !== undefined;
}

/** Who was first where a claim was refused, and whether they have decided already. */
export function winnerOf({ review, reviewer }: SessionSnapshot): { by: Actor | undefined; isDecided: boolean } {
  const decision = review?.decision;
  const by = (decision ?? review?.claim)?.by;
  return { by: by?.id === reviewer.id ? undefined : by, isDecided: decision !== undefined };
}

/** Whether this person gave the first of two signatures, and nobody the second. */
export function isFirstOfTwo(snapshot: SessionSnapshot): boolean {
  const { review } = snapshot;
  return hasSigned(snapshot) && !review?.signatures[1] && !review?.decision && review?.status !== 'closed';
}

/** Whether something came between this person and their decision: its notices arrive after the card. */
export function hasSittingNotice(snapshot: SessionSnapshot): boolean {
  const { status, problem, claimStatus } = snapshot;
  return (
    snapshot.isWaiting ||
    isFirstOfTwo(snapshot) ||
    status === 'conflict' ||
    status === 'lost' ||
    claimStatus === 'expiring' ||
    claimStatus === 'elsewhere' ||
    (problem !== undefined && problem.kind !== 'held' && problem.kind !== 'unreachable') ||
    (isStale(snapshot) && situationOf(snapshot) === 'deciding')
  );
}

/** How a person names the case: the host's reference, or else its id. */
export function referenceOf(review: Review): string {
  return review.proposal.subject.reference ?? review.id;
}

/** Whether the record must keep answers back: the AI's before an own one (B-1), a first signer's from a second (B-19). */
export function hidesRecord(snapshot: SessionSnapshot): boolean {
  const { review } = snapshot;
  const situation = situationOf(snapshot);
  if (!review || situation === 'decided') return false;
  if (review.policy.blindFirst && !showsSuggestion(snapshot)) return true;
  return review.signatures.length > 0 && shownDecisions(snapshot).length === 0;
}

/**
 * What decides how much of the record this person may see, as one text that changes with it: a server may keep more back
 * than the kit hides, until a person has judged or signed.
 */
export function recordSight(snapshot: SessionSnapshot): string | undefined {
  const { review, reviewer } = snapshot;
  if (!review) return undefined;
  const { signatures, policy, status } = review;
  return [
    hidesRecord(snapshot),
    policy.blindFirst && showsSuggestion(snapshot),
    judgementOf(review, reviewer) !== undefined,
    signatures.some(({ by }) => by.id === reviewer.id),
    signatures.length > 1,
    status === 'closed',
  ].join();
}
