import {
  type AuditEntry,
  type CommandResult,
  type Decision,
  isVerdict,
  type Proposal,
  type Review,
  type Reviewer,
  type ReviewSummary,
  summaryOf,
} from 'countersign/core';

/** Stands where something is kept from this reader until they have decided. */
const WITHHELD = { kind: 'system', id: 'withheld', name: 'Withheld until the second decision' } as const;

function isDecided(review: Review): boolean {
  return review.status === 'approved' || review.status === 'overridden';
}

/** Whether the AI's answer is kept from a reader: until they have given their own, where the policy asks for it. */
export function hidesAnswer(review: Review, reader: Pick<Reviewer, 'id'>): boolean {
  if (!review.policy.blindFirst || isDecided(review) || review.status === 'closed') return false;
  if (review.signatures.some(({ by }) => by.id === reader.id)) return false;
  // An adjudicator settles a difference and sees both sides.
  if (review.signatures.length >= 2) return false;
  return !(review.state === 'reviewing.revealed' && review.claim?.by.id === reader.id);
}

/** Whether an earlier signer's decision is kept from a reader, so that the second one is independent of it. */
export function hidesFirstDecision(review: Review, reader: Pick<Reviewer, 'id'>): boolean {
  return (
    review.policy.secondReview === true &&
    review.signatures.length === 1 &&
    !isDecided(review) &&
    review.status !== 'closed' &&
    review.signatures[0]?.by.id !== reader.id
  );
}

function withoutAnswer(proposal: Proposal): Proposal {
  const {
    confidence: _confidence,
    explanation,
    alternatives: _alternatives,
    coverage: _coverage,
    why: _why,
    ...open
  } = proposal;
  return {
    ...open,
    value: null,
    // Documents belong to the case, not to the AI.
    ...(explanation?.evidence && { explanation: { evidence: explanation.evidence } }),
  };
}

/** A decision of which only the seat is told. The verdict `withheld` is none of the five: it is shown as it stands. */
function withheldDecision({ at, seat, seq, saw }: Decision): Decision {
  return {
    verdict: { type: 'withheld' } as never,
    by: { ...WITHHELD, kind: 'person', roles: [] },
    at,
    seat,
    seq,
    saw: { ...saw, fingerprint: '' },
    value: null,
  };
}

/** Whether other people's own answers are kept from a reader: they would colour the reader's. */
function hidesJudgements({ policy, status, signatures }: Review): boolean {
  return policy.blindFirst === true && (status === 'pending' || status === 'reviewing') && signatures.length < 2;
}

/** A review as one reader may see it. The stored one is never changed. */
export function redactReview(review: Review, reader: Pick<Reviewer, 'id'>): Review {
  const { claim, judgements } = review;
  const isForeign = hidesJudgements(review);
  const shown: Review = {
    ...review,
    ...(hidesAnswer(review, reader) && { proposal: withoutAnswer(review.proposal) }),
    ...(hidesFirstDecision(review, reader) && { signatures: review.signatures.map(withheldDecision) }),
  };
  if (isForeign && judgements) shown.judgements = judgements.filter(({ by }) => by.id === reader.id);
  if (isForeign && claim?.judgement && claim.by.id !== reader.id) {
    const { judgement: _judgement, ...open } = claim;
    shown.claim = open;
  }
  return shown;
}

function isProposing(type: string): boolean {
  return type === 'propose' || type === 'revise';
}

/** Whether somebody who may still sign second is kept from verdicts that were taken back before the case was decided. */
function hidesUndone(review: Review, entry: AuditEntry, reopenedAt: number): boolean {
  return (
    review.policy.secondReview === true &&
    review.signatures.length === 0 &&
    !isDecided(review) &&
    review.status !== 'closed' &&
    // What was decided before the case was reopened has been everybody's to read.
    entry.seq > reopenedAt
  );
}

/**
 * An entry as one reader may see it, given the review as it stands now.
 *
 * @param reopenedAt `seq` of the newest `reopened` entry; 0 where there is none
 */
export function redactEntry(
  entry: AuditEntry,
  review: Review,
  reader: Pick<Reviewer, 'id'>,
  reopenedAt: number,
): AuditEntry {
  const { command } = entry;
  if (isProposing(command.type) && hidesAnswer(review, reader)) {
    const { oldValue: _old, newValue: _new, ...open } = entry;
    return {
      ...open,
      command: { ...command, proposal: withoutAnswer((command as { proposal: Proposal }).proposal) },
    } as AuditEntry;
  }
  const isAnswer = isVerdict(command.type) || command.type === 'judge';
  // These tell who it was, and nothing of what they answered.
  const isClaim = command.type === 'claim' || command.type === 'undo';
  const kept =
    entry.by.id !== reader.id &&
    ((hidesFirstDecision(review, reader) && (isAnswer || isClaim)) ||
      (hidesUndone(review, entry, reopenedAt) && isAnswer) ||
      (hidesAnswer(review, reader) && isAnswer));
  if (!kept) return entry;
  const { id, reviewId, seq, at, from, to, policy } = entry;
  return {
    ...{ id, reviewId, seq, at, from, to, policy, by: WITHHELD },
    type: isClaim ? entry.type : 'withheld',
    command: { type: isClaim ? command.type : 'withheld' },
  } as unknown as AuditEntry;
}

/** A queue row as one reader may see it. */
export function redactSummary(review: Review, reader: Pick<Reviewer, 'id'>): ReviewSummary {
  const summary = summaryOf(review, reader);
  if (!hidesAnswer(review, reader)) return summary;
  const { confidence: _confidence, ...open } = summary;
  return { ...open, why: [], answerFirst: true };
}

/** An answer to a command, for the person who sent it. */
export function redactResult(result: CommandResult, reader: Pick<Reviewer, 'id'>): CommandResult {
  switch (result.outcome) {
    case 'accepted':
      return {
        outcome: 'accepted',
        review: redactReview(result.review, reader),
        entry: redactEntry(result.entry, result.review, reader, 0),
      };
    case 'conflict':
    case 'claim-lost':
    case 'already-decided':
      return { ...result, review: redactReview(result.review, reader) };
    default:
      return result;
  }
}
