import type { Format } from '../internal/format.js';
import type { VerdictType } from '../review/review.types.js';
import { cardMessages } from './card.messages.js';
import { formMessages } from './form.messages.js';
import { reviewDeskMessages } from './review-desk.messages.js';
import { sittingMessages } from './sitting.messages.js';

/** Words of the review card, the decision bar and the desk. */
export interface DeskMessages {
  /** "Consumer credit, LN-20417, assigned to Amara Osei": what is missing is left out. */
  metaSeparator: string;
  assignedTo: (name: string) => string;
  facts: string;
  evidence: string;
  why: string;
  case: string;
  loading: string;

  /* Answers */
  twoAnswers: string;
  readingsDiffer: string;
  yourFirstAnswer: string;
  ownEstimate: (band: string) => string;
  for: string;
  against: string;
  trackRecord: (n: number, right: string, interval: string | undefined, format: Format) => string;
  explanation: string;
  explanationKept: string;
  youDecided: Record<VerdictType, string>;
  reviewerDecided: Record<VerdictType, string>;
  nothingTakesEffect: string;
  aiNotUsed: string;
  youEntered: string;
  decision: string;
  firstDecision: string;
  secondDecision: string;
  reason: (text: string) => string;
  checked: (text: string) => string;
  otherReason: string;

  /* Answer before the AI */
  answerFirst: string;
  answerQuestion: string;
  estimateQuestion: string;
  recordAnswer: string;
  recordConsequence: string;
  estimateMissing: string;

  /* Decision bar */
  decisionBar: string;
  verbs: Record<VerdictType, string>;
  /** A verb before what it causes. */
  verbLead: (verb: string) => string;
  /** Approving before what it causes, with the suggested value: who approves a denial denies. */
  approveLead: (value: string) => string;
  consequences: Record<VerdictType, string>;
  secondConsequence: string;
  adjudicateConsequence: string;
  startReview: string;
  startConsequence: string;
  reclaimConsequence: (from: string) => string;
  ask: string;
  escalate: string;
  release: string;
  reopen: string;
  resume: string;
  answer: string;
  send: string;
  cancel: string;
  formFailed: string;
  openFirst: (count: number, items: string, format: Format) => string;
  gateOpen: string;
  lookFirst: string;
  claimFirst: string;
  alreadyDecided: string;
  decidedAt: (when: string) => string;
  stillReviewing: string;
  heldBar: string;
  asked: (to: string) => string;
  claimedBar: (name: string) => string;
  closedBar: string;

  /* Small forms */
  escalateTo: string;
  escalateNote: string;
  askTo: string;
  question: string;
  reopenReason: string;
  resumeReason: string;
  yourAnswer: string;
  optional: string;
  choose: string;

  /* Notices */
  unavailable: string;
  unavailableText: (message: string) => string;
  tryAgain: string;
  claimedBy: (name: string) => string;
  claimedText: (until: string | undefined) => string;
  secondReviewer: string;
  secondReviewerText: string;
  adjudicator: string;
  adjudicatorText: string;
  heldBy: (name: string) => string;
  heldText: (when: string, reason: string) => string;
  notSaved: string;
  notSavedText: (message: string) => string;
  notStarted: string;
  claimRefused: string;
  /** Who has the case, or has decided it; `undefined` where that is not known. */
  claimRefusedText: (name: string | undefined, isDecided: boolean) => string;
  /** Where the words for what happened could not be loaded. */
  partMissing: string;
  partMissingText: string;
  offlineText: string;
  copyDraft: string;
  copied: string;
  copyFailed: string;
  checkStored: string;
  conflictDecided: (name: string) => string;
  conflictDecidedText: string;
  conflictChanged: string;
  conflictChangedText: string;
  keepAndClaim: string;
  keepDraft: string;
  discardDraft: string;
  lost: string;
  lostText: string;
  claimAgain: string;
  leave: string;
  expiring: (when: string) => string;
  expiringText: string;
  stale: string;
  staleText: (seen: number, current: number, format: Format) => string;
  look: string;
  forbidden: string;
  invalid: string;
  dismiss: string;
  offline: string;
  offlineDetail: string;
  draftUnsaved: string;
  draftUnsavedText: string;
  waitingFor: (name: string) => string;
  answered: (name: string) => string;
  escalatedTo: (name: string) => string;
  withdrawn: string;
  expired: string;
  closedText: string;

  /* Announcements */
  caseDone: Record<VerdictType, (reference: string) => string>;
  caseSigned: (reference: string) => string;
  casePassed: (reference: string, status: string) => string;
  caseStarted: (reference: string) => string;
  caseReleased: (reference: string) => string;
  caseResumed: (reference: string) => string;

  /* Desk */
  queueLabel: string;
  recordLabel: string;
  backToQueue: string;
  nothingOpen: string;
  nothingOpenText: string;
  /** In place of a case that the backend does not have, or not for this person. */
  unknownCase: string;
  unknownCaseText: string;
}

export const deskMessages: DeskMessages = /* @__PURE__ */ Object.assign(
  {},
  cardMessages,
  sittingMessages,
  formMessages,
  reviewDeskMessages,
);
