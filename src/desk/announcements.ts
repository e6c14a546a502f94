import { visibleText } from '../internal/plain-text.js';
import type { Announce } from '../react/announcer.js';
import type { DraftStatus, ReviewSession, SessionSnapshot } from '../review/session.types.js';
import { isWithheld } from '../review/withheld-name.selectors.js';
import { assigneeText } from './assignee-text.js';
import { referenceOf, winnerOf } from './review-card.selectors.js';
import { sittingMessages } from './sitting.messages.js';
import type { useCaseWords } from './use-case-words.js';
import { commandName } from './waiting.selectors.js';

type CaseWords = Pick<ReturnType<typeof useCaseWords>, 'desk' | 'words' | 'format'>;

/** What a change of the sitting says aloud (A-22). A person's own deed is said once, others' changes politely. */
export function announceChange(
  before: SessionSnapshot,
  after: SessionSnapshot,
  session: ReviewSession,
  { desk: theirs, words, format }: CaseWords,
  announce: Announce,
): void {
  const desk = { ...sittingMessages, ...theirs };
  const { review, settled, problem } = after;
  const reference = review ? visibleText(referenceOf(review)) : '';
  if (review?.hold && !before.review?.hold && before.review) {
    announce(desk.heldBy(visibleText(review.hold.by.name)), { assertive: true });
  }
  if (settled && settled !== before.settled) {
    const verdict = settled.decision?.verdict.type;
    announce(
      verdict
        ? settled.review.decision
          ? desk.caseDone[verdict](reference)
          : desk.caseSigned(reference)
        : desk.casePassed(reference, words.states[settled.review.state]),
    );
    return;
  }
  if (before.status !== after.status) {
    if (after.status === 'failed' && problem?.kind === 'unreachable') {
      if (problem.during === 'sending') announce(desk.notSaved, { assertive: true });
      else announce(problem.during === 'loading' ? desk.unavailable : desk.notStarted, { assertive: true });
      return;
    }
    if (after.status === 'conflict') {
      const by = review?.decision?.by;
      announce(by && by.id !== after.reviewer.id ? desk.conflictDecided(visibleText(by.name)) : desk.conflictChanged);
      return;
    }
    if (after.status === 'lost') {
      announce(
        after.lostReason === 'somebody-else' && review?.claim
          ? desk.claimedBy(isWithheld(review.claim.by) ? desk.anotherReviewer : visibleText(review.claim.by.name))
          : desk.lost[after.lostReason ?? 'ended'],
      );
      return;
    }
  }
  if (problem && problem !== before.problem) {
    if (problem.kind === 'forbidden') announce(desk.forbidden);
    if (problem.kind === 'signing') announce(problem.why === 'offline' ? desk.signingOffline : desk.signingFailed);
    if (problem.kind === 'invalid') announce(desk.invalid);
    if (problem.kind === 'claim-refused') {
      const { by, isDecided } = winnerOf(after);
      announce(`${desk.claimRefused}. ${desk.claimRefusedText(by && visibleText(by.name), isDecided)}`);
    }
    if (problem.kind === 'held') announce(desk.heldBar, { assertive: true });
    return;
  }
  if (before.pending?.type === 'undo' && !after.pending && after.status === 'deciding') {
    announce(desk.undone(reference));
    return;
  }
  if (!before.isWaiting && after.isWaiting && after.pending) {
    announce(desk.waitingTitle(commandName(after.pending.type, desk, words.verdicts)));
  }
  if (before.undo && !after.undo && after.status === before.status && !after.pending) announce(desk.undoOver);
  if (before.pending?.type === 'claim' && !after.pending && after.status === 'deciding') {
    announce(desk.caseStarted(reference));
  }
  if (
    (before.pending?.type === 'release' || before.pending?.type === 'skip') &&
    !after.pending &&
    after.status === 'viewing'
  )
    announce(desk.caseReleased(reference));
  if ((before.pending?.type === 'assign' || before.pending?.type === 'unassign') && !after.pending && review) {
    announce(review.assignment ? assigneeText(review.assignment.to, after.reviewer, desk) : desk.unassigned);
  }
  if (before.review?.hold && review && !review.hold) announce(desk.caseResumed(reference));
  if (before.opened !== after.opened && after.status === 'deciding' && session.can('approve')) {
    const hadAll = Object.keys(before.opened).length === Object.keys(after.opened).length;
    const wasGated = after.review?.proposal.explanation?.evidence?.some(
      (item) => item.required && !before.opened[item.id],
    );
    if (!hadAll && wasGated && after.review?.policy.evidenceGate) announce(desk.gateOpen);
  }
  announceClaim(before, after, session, desk, format, announce);
  announceSaving(before.draftStatus, after.draftStatus, desk, announce);
}

type Words = typeof sittingMessages;

/** A claim that ends soon, once for each time it comes near its end, and that it goes on. */
function announceClaim(
  before: SessionSnapshot,
  after: SessionSnapshot,
  session: ReviewSession,
  desk: Words,
  format: CaseWords['format'],
  announce: Announce,
): void {
  if (before.claimStatus === after.claimStatus) return;
  const until = after.review?.claim?.until;
  if (after.claimStatus === 'elsewhere' && after.status !== 'lost') announce(desk.elsewhere);
  if (until === undefined) return;
  if (after.claimStatus === 'expiring') {
    const minutes = Math.max(1, Math.ceil((Date.parse(until) - session.now()) / 60_000));
    announce(`${desk.expiring(format.duration(minutes * 60_000))}. ${desk.keepReviewing}?`);
  } else if (before.claimStatus === 'expiring' && after.claimStatus === 'held') {
    announce(desk.extended(format.time(until) ?? ''));
  }
}

/** Saving is said when it fails, and when it works again: never with each key. */
function announceSaving(before: DraftStatus, after: DraftStatus, desk: Words, announce: Announce): void {
  if (before === after) return;
  if (after === 'failed') announce(desk.draftUnsaved);
  if (after === 'offline') announce(desk.draftOffline);
}
