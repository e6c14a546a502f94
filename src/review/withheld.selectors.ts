import { rolesFor } from './authority.selectors.js';
import { asksSecond } from './policy.selectors.js';
import type {
  Assignee,
  Assignment,
  AuditEntry,
  CommandResult,
  Decision,
  Hold,
  PersonActor,
  Proposal,
  RecordedCommand,
  Review,
  Reviewer,
  ReviewSummary,
  Route,
  Skip,
} from './review.types.js';
import { summaryOf } from './summary.selectors.js';
import { isVerdict } from './verdict.selectors.js';
import { WITHHELD } from './withheld-name.selectors.js';

// What a reader may not see yet, whoever stores it. A backend sends nothing that has not been through here: what a browser
// was never sent, no reader of its memory finds.

/** Whoever asks for something; the roles say who may read why a case was stopped. */
export type Reader = Pick<Reviewer, 'id'> & Partial<Pick<Reviewer, 'roles'>>;

const SOMEBODY: PersonActor = { ...WITHHELD, kind: 'person', roles: [] };
const SOMEONE: Assignee = { id: WITHHELD.id, name: WITHHELD.name };

function isOver({ status }: Review): boolean {
  return status === 'approved' || status === 'overridden' || status === 'closed';
}

/** Whether the AI's answer is kept from a reader: until they have given their own, where the policy asks for it (B-1). */
export function hidesAnswer(review: Review, reader: Reader): boolean {
  if (!review.policy.blindFirst || isOver(review)) return false;
  if (review.signatures.some(({ by }) => by.id === reader.id)) return false;
  // An adjudicator settles a difference and sees both sides.
  if (review.signatures.length >= 2) return false;
  return !(review.state === 'reviewing.revealed' && review.claim?.by.id === reader.id);
}

/** Whether two people decide on a case and have not yet: until then neither hears of the other (L-10, B-19). */
export function keepsApart(review: Review): boolean {
  return asksSecond(review.policy, review.id) && review.signatures.length < 2 && !isOver(review);
}

/** Whether an earlier signer's decision is kept from a reader, so that the second one is independent of it. */
export function hidesFirstDecision(review: Review, reader: Reader): boolean {
  const [first] = review.signatures;
  return keepsApart(review) && first !== undefined && first.by.id !== reader.id;
}

function withoutAnswer(proposal: Proposal): Proposal {
  const {
    confidence: _confidence,
    explanation,
    alternatives: _alternatives,
    coverage: _coverage,
    signals: _signals,
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

/**
 * Where a case was sent, without why: the facts tell of the AI's answer, and so may the name and the words of a rule, and how long it
 * gives. That people were to be spared it says the same: it came to them for a stop, and is a review.
 */
function withoutWhy<T extends Route>({ rule: _rule, why: _why, dueAt: _dueAt, ...route }: T) {
  return { ...route, because: [], ...(route.mode === 'auto' && { mode: 'review' as const }) };
}

/** A decision of which only the seat is told. The verdict `withheld` is none of the five: it is shown as it stands. */
function withheldDecision({ at, seat, seq, saw }: Decision): Decision {
  return {
    verdict: { type: 'withheld' } as never,
    by: SOMEBODY,
    at,
    seat,
    seq,
    saw: { ...saw, fingerprint: '' },
    value: null,
  };
}

/** Whether other people's own answers are kept from a reader: they would colour the reader's. */
function hidesJudgements(review: Review): boolean {
  return review.policy.blindFirst === true && !isOver(review) && review.signatures.length < 2;
}

/**
 * Why a case was stopped, by the first signer: who may lift the stop has to know, and nobody has to know who it was. A stop of
 * a model is told to everybody, and to withhold it in the cases of its author would tell which these are.
 */
function holdAsSeenBy(hold: Hold, review: Review, { roles = [] }: Reader): Hold {
  if (hold.stop !== undefined || hold.by.id !== review.signatures[0]?.by.id) return hold;
  const isLifter = roles.some((role) => rolesFor(review.policy, 'resume').includes(role));
  return { ...hold, by: WITHHELD, reason: isLifter ? hold.reason : WITHHELD.name };
}

/** What the first signer said besides their decision tells who they are, and may tell what they think. */
function withoutFirstSigner(review: Review, reader: Reader): Review {
  const first = review.signatures[0]?.by.id;
  const { hold, alsoHeld, legalHold, question, escalation } = review;
  const shown: Review = { ...review, signatures: review.signatures.map(withheldDecision) };
  if (hold) shown.hold = holdAsSeenBy(hold, review, reader);
  if (alsoHeld) shown.alsoHeld = alsoHeld.map((each) => holdAsSeenBy(each, review, reader));
  if (legalHold && legalHold.by.id === first) shown.legalHold = { ...legalHold, by: WITHHELD, reason: WITHHELD.name };
  if (question) {
    shown.question = {
      ...question,
      ...(question.by.id === first && { by: SOMEBODY, question: WITHHELD.name }),
      ...(question.answeredBy?.id === first && { answeredBy: WITHHELD, answer: WITHHELD.name }),
    };
  }
  if (escalation && escalation.by.id === first) {
    const { note: _note, ...open } = escalation;
    shown.escalation = { ...open, by: WITHHELD };
  }
  return shown;
}

/**
 * Who gave a case back and why, while that is kept from a reader: whoever has looked at it may be the first signer in a minute, or
 * say what the AI answered. How many they were is everybody's to know.
 */
function skipAsSeenBy(skip: Skip, review: Review, reader: Reader): Skip {
  if (skip.by.id === reader.id || !(keepsApart(review) || hidesAnswer(review, reader))) return skip;
  return { by: SOMEBODY, at: review.updatedAt, reason: { codes: [] } };
}

/** Whether a reader may not know whom a case is kept for: they may be the first signer in a minute. */
function hidesAssignee({ to, by }: Pick<Assignment, 'to' | 'by'>, review: Review, reader: Reader): boolean {
  return keepsApart(review) && review.signatures.length === 0 && to.id !== reader.id && by.id !== reader.id;
}

/** Whom a case is kept for, as far as a reader may know it. The note may say what the AI answered. */
function assignmentAsSeenBy(assignment: Assignment, review: Review, reader: Reader): Assignment {
  const { note, ...open } = assignment;
  if (hidesAssignee(assignment, review, reader)) return { ...open, to: SOMEONE, by: WITHHELD };
  const isFree = note !== undefined && (assignment.by.id === reader.id || !hidesAnswer(review, reader));
  // The first of two assigns the second, and is not known to them.
  const isNamed = !(hidesFirstDecision(review, reader) && assignment.by.id === review.signatures[0]?.by.id);
  return { ...open, ...(isNamed ? isFree && { note } : { by: WITHHELD }) };
}

/** A review as one reader may see it. The stored one is never changed. */
export function reviewAsSeenBy(review: Review, reader: Reader): Review {
  const shown: Review = hidesFirstDecision(review, reader) ? withoutFirstSigner(review, reader) : { ...review };
  if (hidesAnswer(review, reader)) {
    shown.proposal = withoutAnswer(review.proposal);
    if (review.route) shown.route = withoutWhy(review.route);
  }
  const { assignment, claim, judgements, skips } = review;
  if (assignment) shown.assignment = assignmentAsSeenBy(assignment, review, reader);
  if (skips) shown.skips = skips.map((skip) => skipAsSeenBy(skip, review, reader));
  const isForeign = hidesJudgements(review);
  if (isForeign && judgements) shown.judgements = judgements.filter(({ by }) => by.id === reader.id);
  if (claim && claim.by.id !== reader.id) {
    const { judgement, holder, ...open } = claim;
    // Whoever is at work may be the first signer in a minute.
    const isNameless = keepsApart(review) && claim.seat === 'first';
    shown.claim = {
      ...open,
      ...(isNameless ? { by: SOMEBODY } : holder !== undefined && { holder }),
      ...(judgement && !isForeign && { judgement }),
    };
  }
  return shown;
}

function isProposing(command: RecordedCommand): command is Extract<RecordedCommand, { proposal: Proposal }> {
  return command.type === 'propose' || command.type === 'revise';
}

/** Entries of a sitting that tell who it was, and nothing of what they answered. */
const TELLS_WHO: readonly string[] = ['claim', 'release', 'skip', 'assign', 'unassign', 'undo'];

/** Commands that are none without what is withheld of them: an assignment to nobody, a skip without a reason. */
const NONE_WITHOUT: readonly string[] = ['assign', 'skip'];

const isAnswer = (type: string) => isVerdict(type) || type === 'judge';

/** Whether a command followed from the stop of a model or of everything: it tells of no case. */
function isOfStop(command: RecordedCommand): boolean {
  return (command.type === 'hold' || command.type === 'resume') && command.stop !== undefined;
}

/** Whether one entry of another person is kept from a reader until both have decided. */
function isApart(entry: AuditEntry, review: Review, reader: Reader): boolean {
  const { by, command } = entry;
  const first = review.signatures[0]?.by.id;
  // Once one has signed, they know more than what is kept here; but for an answer that was taken back.
  if (isAnswer(command.type)) return true;
  if (first === reader.id || isOfStop(command)) return false;
  return by.id === first || command.type === 'view' || TELLS_WHO.includes(command.type);
}

/**
 * An entry as one reader may see it, given the review as it stands now.
 *
 * @param reopenedAt `seq` of the newest `reopened` entry; 0 where there is none
 */
export function entryAsSeenBy(entry: AuditEntry, review: Review, reader: Reader, reopenedAt: number): AuditEntry {
  const { command } = entry;
  if ((command.type === 'route' || command.type === 'proceed') && hidesAnswer(review, reader)) {
    const { oldValue: _old, ...open } = entry;
    return command.type === 'proceed' ? open : { ...open, command: { ...command, route: withoutWhy(command.route) } };
  }
  if (isProposing(command) && hidesAnswer(review, reader)) {
    const { oldValue: _old, newValue: _new, ...open } = entry;
    return { ...open, command: { ...command, proposal: withoutAnswer(command.proposal) } };
  }
  if (entry.by.id === reader.id) return entry;
  if (command.type === 'assign') {
    const { note, ...open } = command;
    // To whom it is kept is theirs to know; whoever was the first to sign is not named to the second.
    const isTheirs = command.to?.id === reader.id && entry.by.id !== review.signatures[0]?.by.id;
    const isKept = keepsApart(review) && entry.seq > reopenedAt && isApart(entry, review, reader) && !isTheirs;
    if (!isKept) return note !== undefined && hidesAnswer(review, reader) ? { ...entry, command: open } : entry;
  } else if (entry.by.kind !== 'person') return entry;
  // What was decided before the case was reopened has been everybody's to read.
  const isKept = keepsApart(review) && entry.seq > reopenedAt && isApart(entry, review, reader);
  const tellsOfAnswer = isAnswer(command.type) || command.type === 'skip';
  if (!isKept && !(hidesAnswer(review, reader) && tellsOfAnswer)) return entry;
  const { id, reviewId, seq, from, to, policy } = entry;
  const first = review.signatures[0];
  const isNamed = TELLS_WHO.includes(command.type);
  return {
    ...{ id, reviewId, seq, from, to, policy, by: WITHHELD },
    // How long the first signer took is theirs: all that is told is since when a second one is waited for.
    at: first && entry.by.id === first.by.id && entry.seq < first.seq ? first.at : entry.at,
    type: isNamed ? entry.type : 'withheld',
    command: { type: isNamed && !NONE_WITHOUT.includes(command.type) ? command.type : 'withheld' },
  } as unknown as AuditEntry;
}

/** A queue row as one reader may see it. */
export function summaryAsSeenBy(review: Review, reader: Reader): ReviewSummary {
  const summary = summaryOf(reviewAsSeenBy(review, reader), reader);
  if (!hidesAnswer(review, reader)) return summary;
  const { confidence: _confidence, ...open } = summary;
  return { ...open, why: [], answerFirst: true };
}

/**
 * An answer to a command, for the person who sent it.
 *
 * @param review the review as it stands after the command
 */
export function resultAsSeenBy(result: CommandResult, review: Review, reader: Reader): CommandResult {
  switch (result.outcome) {
    case 'accepted':
      return {
        outcome: 'accepted',
        review: reviewAsSeenBy(result.review, reader),
        entry: entryAsSeenBy(result.entry, result.review, reader, 0),
      };
    case 'conflict':
    case 'claim-lost':
    case 'already-decided':
      return { ...result, review: reviewAsSeenBy(result.review, reader) };
    case 'forbidden': {
      const { to } = result.why;
      const { assignment } = reviewAsSeenBy(review, reader);
      return to ? { ...result, why: { ...result.why, to: assignment?.to ?? SOMEONE } } : result;
    }
    case 'held':
      return { ...result, hold: reviewAsSeenBy(review, reader).hold ?? result.hold };
    default:
      return result;
  }
}
