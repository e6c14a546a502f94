import type { Format } from '../internal/format.js';
import type { OutboxStop } from '../review/backend.types.js';
import type { VerdictType } from '../review/review.types.js';
import type { LostReason } from '../review/session.types.js';
import { cardMessages } from './card.messages.js';
import { formMessages } from './form.messages.js';
import { type PracticeMessages, practiceMessages } from './practice.messages.js';
import { reauthenticationMessages } from './reauthentication.messages.js';
import type { ReauthenticationProblem } from './reauthentication.types.js';
import { type ReplayMessages, replayMessages } from './replay.messages.js';
import { reviewDeskMessages } from './review-desk.messages.js';
import { type SeenMessages, seenMessages } from './seen.messages.js';
import { type ShortcutMessages, shortcutMessages } from './shortcut.messages.js';
import { sittingMessages } from './sitting.messages.js';

/** Words of the review card, the decision bar and the desk. */
export interface DeskMessages extends PracticeMessages, SeenMessages, ReplayMessages, ShortcutMessages {
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
  skip: string;
  release: string;
  undo: string;
  /** `when` is the time at which a verdict takes effect in any case. */
  undoUntil: (when: string) => string;
  undoOver: string;
  reopen: string;
  resume: string;
  answer: string;
  send: string;
  cancel: string;
  formFailed: string;
  openFirst: (count: number, items: string, format: Format) => string;
  keptForYou: string;
  keptFor: (name: string) => string;
  /** Instead of a name that is kept from a second signer. */
  keptForAnother: string;
  /** Assigns the case to oneself. */
  takeUp: string;
  assign: string;
  unassign: string;
  unassigned: string;
  peopleFailed: string;
  gateOpen: string;
  lookFirst: string;
  claimFirst: string;
  alreadyDecided: string;
  decidedAt: (when: string) => string;
  stillReviewing: string;
  heldBar: string;
  asked: (to: string) => string;
  claimedBar: (name: string) => string;
  elsewhereBar: string;
  closedBar: string;

  /* Small forms */
  escalateTo: string;
  escalateNote: string;
  skipReason: string;
  skipText: string;
  assignTo: string;
  assignNote: string;
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
  legalHoldBy: (name: string) => string;
  legalHoldText: (when: string, reason: string) => string;
  erased: string;
  erasedText: string;
  /** Whoever has a case, where their name is kept from a second signer. */
  anotherReviewer: string;
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
  offlineLoadText: string;
  /** Before and after the first of two people decides. */
  firstOfTwo: string;
  firstOfTwoText: string;
  /** Who else has the case open right now, as a list in words; and how many more there are, as its last item. */
  alsoOpen: (names: string) => string;
  otherPeople: (count: number, f: Format) => string;
  copyDraft: string;
  copied: string;
  copyFailed: string;
  checkStored: string;
  conflictDecided: (name: string) => string;
  conflictDecidedText: string;
  keepDraft: string;
  leave: string;
  stale: string;
  look: string;
  forbidden: string;
  invalid: string;
  dismiss: string;
  offline: string;
  offlineDetail: string;
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
  outboxLabel: string;
  allSent: string;
  nextCase: string;
  noNextCase: string;
  nextFailed: string;
  /** Opens what approves the selected cases together. */
  approveTogether: string;
  togetherFailed: string;
  lastDecision: (reference: string, what: string) => string;
  /** Said aloud once what was known of a check has arrived. */
  checkTold: (reference: string) => string;
  /** Below it: that nothing of it is taken back, and why. */
  checkFinal: string;
  /** Where the part that shows it did not arrive. */
  checkUnread: (reference: string) => string;
  putCheckAside: string;

  /* Save state of the draft */
  draftNone: string;
  draftSaving: string;
  /** `when` is a time of day; absent where the draft was saved before this page was opened. */
  draftSaved: (when: string | undefined) => string;
  draftSavedOffline: string;
  draftInWindow: string;
  draftOffline: string;
  draftUnsaved: string;

  /* What waits to be sent */
  waiting: (count: number, format: Format) => string;
  /** Where not all that waits are decisions. */
  waitingSteps: (count: number, format: Format) => string;
  refused: (count: number, format: Format) => string;
  keptOnDevice: string;
  notKeptOnDevice: string;
  showWaiting: string;
  tryNow: string;
  openCase: string;
  dontSend: string;
  /** One waiting item: "Approved, given 14:02, not yet on the record". */
  waitingItem: (what: string, when: string) => string;
  refusedItem: (what: string, why: string) => string;
  stopped: Record<OutboxStop, string>;
  waitingTitle: (what: string) => string;
  waitingText: string;

  /* Claims */
  elsewhere: string;
  elsewhereText: string;
  takeOver: string;
  /** `left` is a length of time, "2 minutes". */
  expiring: (left: string) => string;
  expiringText: (when: string) => string;
  keepReviewing: string;
  extended: (when: string) => string;
  lost: Record<LostReason, string>;
  lostText: string;
  claimAgain: string;

  /* Conflict */
  conflictChanged: string;
  conflictChangedText: string;
  conflictReopen: string;
  discardDraft: string;
  keepAndClaim: string;
  lookAndGoOn: string;
  staleText: (seen: number, current: number, format: Format) => string;
  compared: string;
  comparedField: string;
  comparedBefore: string;
  comparedNow: string;
  comparedTheirs: (name: string) => string;
  comparedMine: string;
  comparedValue: string;
  comparedMessage: string;
  comparedReason: string;
  comparedRevision: string;
  notDecided: string;
  notTyped: string;
  noEntry: string;
  /** Behind a value that is not what it was. */
  changed: string;
  sameFields: (count: number, format: Format) => string;
  /** The revision suggests another value than the one the draft answers. */
  answersOld: (before: string, now: string) => string;
  answersOldRecord: string;
  suggestsMine: string;
  suggestsSame: string;

  /* Signing */
  signingTitle: string;
  signingWhat: (name: string, meaning: string) => string;
  signingFirst: string;
  signingLater: string;
  signingKept: string;
  signingUser: string;
  signingPassword: string;
  signingConfirm: string;
  signingPasskey: string;
  signingBack: string;
  signingBusy: string;
  signingProblems: Record<ReauthenticationProblem, string>;
  signingOffline: string;
  signingOfflineText: string;
  signingFailed: string;
  signingFailedText: (message: string) => string;

  /* Undo */
  undone: (reference: string) => string;
}

export const deskMessages: DeskMessages = /* @__PURE__ */ Object.assign(
  {},
  cardMessages,
  sittingMessages,
  formMessages,
  reauthenticationMessages,
  reviewDeskMessages,
  seenMessages,
  shortcutMessages,
  practiceMessages,
  replayMessages,
);
