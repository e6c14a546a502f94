import type { ReviewMessages } from './review.messages.js';

// By what a part shows, so that a badge does not carry the words of a case, nor a case those of a form.

/** How values read, apart from the rest, so that a part that shows a value does not carry every refusal. */
export const valueMessages = {
  yes: 'Yes',
  no: 'No',
  emptyValue: 'Empty',
  fieldText: (name: string, value: string) => `${name}: ${value}`,
  fieldSeparator: '; ',
} satisfies Partial<ReviewMessages>;

/** Whose value it is, in a word. */
export const markMessages = { ai: 'AI', you: 'You' } satisfies Partial<ReviewMessages>;

/** Words of the status badge. */
export const statusMessages = {
  states: {
    'pending.open': 'Pending',
    'pending.monitored': 'Monitored',
    'pending.escalated': 'Escalated',
    'pending.awaitingInfo': 'Information requested',
    'pending.awaitingSecond': 'Awaiting second review',
    'pending.adjudicating': 'Adjudicating',
    'reviewing.blind': 'Answer first',
    'reviewing.revealed': 'Reviewing',
    approved: 'Approved',
    overridden: 'Overridden',
    'closed.withdrawn': 'Withdrawn',
    'closed.expired': 'Expired',
    'closed.automated': 'Automated',
  },
  unknownStatus: (status) => `Unknown status: ${status}`,
  held: 'Halted',
  notSaved: 'Not saved',
  changedElsewhere: 'Changed by someone else',
  closed: 'Closed',
  verdicts: {
    approve: 'Approved',
    override: 'Overridden',
    reject: 'Rejected',
    respond: 'Answered',
    abstain: 'AI not used',
  },
} satisfies Partial<ReviewMessages>;

/** Words of the risk badge. */
export const riskMessages = {
  risks: { low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' },
  riskNoun: (risk) => `${risk} risk`,
  unknownRisk: (risk) => `Unknown risk: ${risk}`,
} satisfies Partial<ReviewMessages>;

/** Words around the values, and of the deadline. */
export const caseMessages = {
  notAvailable: 'Not available',
  notProvided: 'Not provided',
  notSigned: 'Not signed yet',
  meanings: {
    review: 'review',
    approval: 'approval',
    responsibility: 'responsibility',
    authorship: 'authorship',
    override: 'override',
    abstain: 'abstention',
  },
  signedMeaning: (meaning) => `Meaning: ${meaning}`,
  aiSuggestion: 'AI suggestion',
  aiSuggested: 'AI suggested',
  due: (when) => `Due ${when}`,
  wasDue: (when) => `Was due ${when}`,
  noDeadline: 'No deadline',
  pausedDeadline: (when) => `Due ${when}, paused`,
} satisfies Partial<ReviewMessages>;

/** Issues for which a control is off. */
export const gateIssues = {
  'command-illegal': () => 'This is not possible in the present state.',
  'verdict-not-offered': () => 'The policy of this case does not offer this.',
} satisfies Partial<ReviewMessages['issues']>;

/** Why somebody may not do something. */
export const forbiddenMessages = {
  forbidden: {
    'cannot-decide': () => 'You are not authorised to decide this case.',
    'not-a-person': () => 'Only a person can decide.',
    'same-person': () => 'You have signed this case. Somebody else has to decide next.',
    'not-fresh': () => 'You decided on this case before it was reopened. Somebody else has to decide next.',
    'not-independent': () => 'You assigned the first signer, or lifted their stop. Somebody else has to decide next.',
    'not-adjudicator': (roles, f) => `This difference is settled by: ${f.list(roles)}.`,
    assigned: ([name = 'another reviewer']) => `This case is assigned to ${name}.`,
    'assignee-signed': () => 'This person has signed the case. Assign it to somebody else.',
    'role-missing': (roles, f) => `Only these roles may do this: ${f.list(roles)}.`,
    'system-only': () => 'Only the system does this.',
    'not-signer': () => 'Only the person who decided can take it back.',
    'legal-hold': () => 'Under legal hold. Nothing of this record can be erased until the hold is lifted.',
    'signature-unproved': () => 'Your signature was not accepted: it has to be confirmed again.',
    'first-shown': () => 'The second decision showed the first, so it stays. Once decided, the case can be reopened.',
    'undo-over': () => 'This decision has taken effect. To change it, reopen the case.',
  },
} satisfies Partial<ReviewMessages>;
