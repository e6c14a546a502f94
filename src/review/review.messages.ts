import type { Format } from '../internal/format.js';
import type { ForbiddenCode, IssueCode, ReviewState, Risk, VerdictType } from './review.types.js';

/** Words about a review that several components share. */
export interface ReviewMessages {
  notAvailable: string;
  notProvided: string;
  states: Record<ReviewState, string>;
  unknownStatus: (status: string) => string;
  held: string;
  /** A decision that could not be stored. */
  notSaved: string;
  /** Somebody else decided, or the suggestion changed. */
  changedElsewhere: string;
  /** A closed review whose reason is not known. */
  closed: string;
  risks: Record<Risk, string>;
  /** "High risk" where no heading says that it is the risk. */
  riskNoun: (risk: string) => string;
  unknownRisk: (risk: string) => string;
  verdicts: Record<VerdictType, string>;
  yes: string;
  no: string;
  /** A value that is absent on purpose. */
  emptyValue: string;
  /** One field of a record in running text. */
  fieldText: (name: string, value: string) => string;
  fieldSeparator: string;
  /** Under a value that a person entered and has not signed. */
  notSigned: string;
  aiSuggestion: string;
  aiSuggested: string;
  ai: string;
  you: string;
  due: (when: string) => string;
  wasDue: (when: string) => string;
  noDeadline: string;
  pausedDeadline: (when: string) => string;
  issues: Record<IssueCode, (detail: { readonly [key: string]: unknown }, format: Format) => string>;
  forbidden: Record<ForbiddenCode, (roles: readonly string[], format: Format) => string>;
}

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

export const reviewMessages: ReviewMessages = /* @__PURE__ */ Object.assign({}, valueMessages, markMessages, {
  notAvailable: 'Not available',
  notProvided: 'Not provided',
  states: {
    'pending.open': 'Pending',
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
  },
  unknownStatus: (status) => `Unknown status: ${status}`,
  held: 'Halted',
  notSaved: 'Not saved',
  changedElsewhere: 'Changed by someone else',
  closed: 'Closed',
  risks: { low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' },
  riskNoun: (risk) => `${risk} risk`,
  unknownRisk: (risk) => `Unknown risk: ${risk}`,
  verdicts: {
    approve: 'Approved',
    override: 'Overridden',
    reject: 'Rejected',
    respond: 'Answered',
    abstain: 'AI not used',
  },
  notSigned: 'Not signed yet',
  aiSuggestion: 'AI suggestion',
  aiSuggested: 'AI suggested',
  due: (when) => `Due ${when}`,
  wasDue: (when) => `Was due ${when}`,
  noDeadline: 'No deadline',
  pausedDeadline: (when) => `Due ${when}, paused`,
  issues: {
    'command-unknown': ({ command }) => `This version does not know the command “${command}”.`,
    'command-illegal': () => 'This is not possible in the present state.',
    'field-missing': () => 'Fill this in.',
    'verdict-not-offered': () => 'The policy of this case does not offer this.',
    'value-invalid': () => 'This does not fit what is asked for.',
    'value-unchanged': () => 'This is what the AI suggested. Choose another value, or approve the suggestion.',
    'number-out-of-range': ({ min, max }, f) =>
      typeof min === 'number' && typeof max === 'number'
        ? `Enter a number from ${f.number(min)} to ${f.number(max)}.`
        : typeof min === 'number'
          ? `Enter ${f.number(min)} or more.`
          : `Enter ${f.number(Number(max))} or less.`,
    'number-off-step': ({ step }, f) => `Enter a number in steps of ${f.number(Number(step))}.`,
    'choice-unknown': () => 'Choose one of the options.',
    'text-too-long': ({ max, length }, f) =>
      `Shorten this from ${f.number(Number(length))} to ${f.number(Number(max))} characters.`,
    'date-invalid': () => 'This is not a date.',
    'probability-invalid': () => 'Enter a probability from 0 to 100%.',
    'revision-not-newer': () => 'A newer revision is already here.',
    'reason-missing': () => 'Choose a reason.',
    'reason-unknown': () => 'Choose one of the reasons offered.',
    'reason-text-too-short': ({ length }, f) =>
      `Describe the other reason in ${f.number(15)} characters or more.${length ? ` You wrote ${f.number(Number(length))}.` : ''}`,
    'check-missing': () => 'Say how you checked.',
    'evidence-unopened': () => 'Open the required evidence first.',
    'signature-missing': () => 'Sign the decision.',
    'saw-missing': () => 'Look at the suggestion first.',
  },
  forbidden: {
    'cannot-decide': () => 'You are not authorised to decide this case.',
    'not-a-person': () => 'Only a person can decide.',
    'same-person': () => 'You have signed this case already. The second decision has to come from somebody else.',
    'not-adjudicator': (roles, f) => `This difference is settled by: ${f.list(roles)}.`,
    'role-missing': (roles, f) => `Only these roles may do this: ${f.list(roles)}.`,
    'system-only': () => 'Only the system does this.',
  },
} satisfies Omit<ReviewMessages, keyof typeof valueMessages | keyof typeof markMessages>);
