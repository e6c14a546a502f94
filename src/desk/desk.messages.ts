import type { Format } from '../internal/format.js';
import type { VerdictType } from '../review/review.types.js';

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
  verbNames: Record<VerdictType, string>;
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

  /* Desk */
  queueLabel: string;
  recordLabel: string;
  backToQueue: string;
  nothingOpen: string;
  nothingOpenText: string;
}

export const deskMessages: DeskMessages = {
  metaSeparator: ', ',
  assignedTo: (name) => `assigned to ${name}`,
  facts: 'Case',
  evidence: 'Evidence',
  why: 'Why this case is here',
  case: 'Case',
  loading: 'Loading the case',

  twoAnswers: 'Two answers, recorded separately',
  readingsDiffer: 'The two readings differ',
  yourFirstAnswer: 'Your first answer',
  ownEstimate: (band) => `${band}, in your own estimate.`,
  for: 'For',
  against: 'Against',
  trackRecord: (n, right, interval, f) =>
    `In the last ${f.number(n)} similar cases this was right ${right}${interval ? ` (${interval})` : ''}.`,
  explanation: 'Explanation, limits and model',
  explanationKept: 'Explanation kept with this entry.',
  youDecided: {
    approve: 'You approved',
    override: 'You entered',
    reject: 'You rejected',
    respond: 'You answered',
    abstain: 'You set the AI aside',
  },
  reviewerDecided: {
    approve: 'Reviewer approved',
    override: 'Reviewer entered',
    reject: 'Reviewer rejected',
    respond: 'Reviewer answered',
    abstain: 'Reviewer set the AI aside',
  },
  nothingTakesEffect: 'Nothing takes effect',
  aiNotUsed: 'Decided without the AI',
  youEntered: 'You entered',
  decision: 'Decision',
  firstDecision: 'First decision',
  secondDecision: 'Second decision',
  reason: (text) => `Reason: ${text}`,
  checked: (text) => `Checked: ${text}`,
  otherReason: 'Other',

  answerFirst:
    'Give your own answer first. Other answers open afterwards. Yours is kept as it is; you can still decide differently later.',
  answerQuestion: 'What is your answer?',
  estimateQuestion: 'How likely is it that you are right, in your own estimate?',
  recordAnswer: 'Record my answer',
  recordConsequence: 'Recording does not decide the case. Nothing is sent.',
  estimateMissing: 'Choose how likely it is.',

  decisionBar: 'Decision',
  verbs: {
    approve: 'Approve suggestion',
    override: 'Override suggestion',
    reject: 'Reject suggestion',
    respond: 'Answer the agent',
    abstain: 'Do not use AI',
  },
  verbNames: {
    approve: 'Approve:',
    override: 'Override:',
    reject: 'Reject:',
    respond: 'Answer:',
    abstain: 'Do not use AI:',
  },
  consequences: {
    approve: 'the suggestion takes effect.',
    override: 'you enter another outcome. Both values stay on the record.',
    reject: 'nothing takes effect. The suggestion stays on the record.',
    respond: 'your message goes back to the agent.',
    abstain: 'the case is decided without the AI.',
  },
  secondConsequence:
    'If you both agree, the decision takes effect. If not, an adjudicator decides with both on the table.',
  adjudicateConsequence: 'Your decision settles the difference and takes effect.',
  startReview: 'Start review',
  startConsequence: 'Nobody is reviewing this case. Starting assigns it to you.',
  reclaimConsequence: (from) => `${from}. Starting assigns the case to you.`,
  ask: 'Ask for information',
  escalate: 'Escalate',
  release: 'Give the case back',
  reopen: 'Reopen',
  answer: 'Answer the question',
  send: 'Send',
  cancel: 'Cancel',
  formFailed: 'The form could not be loaded. Choose again to try once more.',
  openFirst: (count, items, f) =>
    `${f.plural(count, { one: 'Open # more item before you decide:', other: 'Open # more items before you decide:' })} ${items}.`,
  gateOpen: 'You can decide now.',
  lookFirst: 'Look at the new suggestion before you decide.',
  claimFirst: 'The case is not assigned to you.',
  alreadyDecided: 'The case is decided already.',
  decidedAt: (when) => `Decided ${when}.`,
  stillReviewing: 'Still reviewing. The case stays with you until the record is written.',
  heldBar: 'No decision is possible while the case is halted. Your draft is kept.',
  asked: (to) => `Asked ${to}. The case waits for the answer.`,
  claimedBar: (name) => `${name} is reviewing this case.`,
  closedBar: 'No decision was made.',

  escalateTo: 'Escalate to',
  escalateNote: 'What should they know?',
  askTo: 'Who can answer?',
  question: 'What do you need to know?',
  reopenReason: 'Why is the case opened again?',
  yourAnswer: 'Your answer',
  optional: '(optional)',
  choose: 'Choose one',

  unavailable: 'The case could not be loaded',
  unavailableText: (message) => `The server did not answer as expected: ${message}`,
  tryAgain: 'Try again',
  claimedBy: (name) => `${name} is reviewing this case`,
  claimedText: (until) => (until ? `The claim ends ${until}. You can read along.` : 'You can read along.'),
  secondReviewer: 'You are the second reviewer',
  secondReviewerText: 'The first decision, its reason and its author open after you submit yours.',
  adjudicator: 'Two decisions differ',
  adjudicatorText: 'You settle the difference. Both decisions stay on the record.',
  heldBy: (name) => `Reviewing halted by ${name}`,
  heldText: (when, reason) => `${when}. Reason: “${reason}” No effect is sent while halted.`,
  notSaved: 'Not saved. Your draft is kept.',
  notSavedText: (message) => `Nothing is known to be stored. The server did not answer as expected: ${message}`,
  notStarted: 'The review could not be started',
  offlineText: 'It is sent again when the connection is back.',
  copyDraft: 'Copy my draft',
  copied: 'Draft copied.',
  copyFailed: 'Copying is not allowed here.',
  checkStored: 'Check what is stored',
  conflictDecided: (name) => `${name} decided while you were working`,
  conflictDecidedText: 'That decision is on the record. Yours is a draft and has no effect.',
  conflictChanged: 'The case changed while you were working',
  conflictChangedText: 'Nothing of yours was stored. Your draft is kept; look at what is new before you decide.',
  keepAndClaim: 'Keep my draft and go on',
  keepDraft: 'Keep my draft',
  discardDraft: 'Discard my draft',
  lost: 'The case is not assigned to you any more',
  lostText: 'The claim ended or was taken over. Your draft is kept and has no effect.',
  claimAgain: 'Claim again',
  leave: 'Go on reading',
  expiring: (when) => `Your claim ends at ${when}`,
  expiringText: 'Your draft is kept either way.',
  stale: 'The suggestion was revised',
  staleText: (seen, current, f) =>
    `You see revision ${f.number(seen)}; revision ${f.number(current)} is here. Your draft is kept.`,
  look: 'Look at the new suggestion',
  forbidden: 'This is not possible for you',
  invalid: 'The server did not accept this',
  dismiss: 'Close notice',
  offline: 'You are offline',
  offlineDetail: 'Decisions are sent when the connection is back. What you type is kept.',
  draftUnsaved: 'Your draft is not stored yet',
  draftUnsavedText: 'It is kept on this page.',
  waitingFor: (name) => `Waiting for an answer from ${name}`,
  answered: (name) => `Answered by ${name}`,
  escalatedTo: (name) => `Escalated to ${name}`,
  withdrawn: 'The suggestion was withdrawn',
  expired: 'The time for this case ran out',
  closedText: 'No person decided, and nothing took effect.',

  caseDone: {
    approve: (reference) => `Case ${reference} approved.`,
    override: (reference) => `Case ${reference} overridden.`,
    reject: (reference) => `Case ${reference} rejected.`,
    respond: (reference) => `Case ${reference} answered.`,
    abstain: (reference) => `Case ${reference} decided without the AI.`,
  },
  caseSigned: (reference) => `Your decision on case ${reference} is recorded.`,
  casePassed: (reference, status) => `Case ${reference}: ${status}.`,
  caseStarted: (reference) => `Case ${reference} is assigned to you.`,
  caseReleased: (reference) => `Case ${reference} is given back.`,

  queueLabel: 'Queue',
  recordLabel: 'Record',
  backToQueue: 'Back to the queue',
  nothingOpen: 'No case is open',
  nothingOpenText: 'Choose a case in the queue.',
};
