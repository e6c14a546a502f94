import type { Format, PluralForms } from '../internal/format.js';
import type { SignatureMeaning, VerdictType } from '../review/review.types.js';

export interface OverrideMessages {
  titles: Record<VerdictType, string>;
  /** Mark over what the person gives. */
  marks: Record<VerdictType, string>;
  /** What a verdict without a value causes. */
  effects: Record<Exclude<VerdictType, 'override' | 'approve' | 'respond'>, string>;
  submits: Record<VerdictType, string>;
  meanings: Record<SignatureMeaning, string>;
  /** The close button: what was typed is kept. */
  close: string;
  cancel: string;
  aiStays: string;
  reason: string;
  otherReason: string;
  otherReasonNote: (format: Format) => string;
  clearReason: string;
  note: string;
  checks: string;
  optional: string;
  /** Beside answers to pick from. */
  ownWords: string;
  /** Why it cannot be signed yet; `seconds` with its unit. */
  wait: (seconds: string) => string;
  waitOver: string;
  waive: string;
  waiveReason: string;
  /** The signer line, around the name. */
  signer: (title: string | undefined, meaning: string) => { before: string; after: string };
  /** Heading of the error summary. */
  missing: PluralForms;
  /** An error of one field of a record, in the summary. */
  fieldIssue: (field: string, issue: string) => string;
  /** Spoken while the signed decision is on its way. */
  sending: string;
  /** Value editors. */
  choose: string;
  enterNumber: string;
  enterValue: string;
  chooseValue: string;
  enterMessage: string;
  numberRange: (min: string | undefined, max: string | undefined) => string;
  wholeNumbers: string;
  readAs: (value: string) => string;
  startFromAi: string;
  same: string;
  change: string;
  changeField: (field: string) => string;
  keepAi: string;
  keepAiField: (field: string) => string;
  cannotEdit: string;
  suggestedOption: string;
}

export const overrideMessages: OverrideMessages = {
  titles: {
    approve: 'Approve the suggestion',
    override: 'Override the suggestion',
    reject: 'Reject the suggestion',
    respond: 'Answer the agent',
    abstain: 'Decide without the AI',
  },
  marks: {
    approve: 'You approve',
    override: 'You enter',
    reject: 'You reject',
    respond: 'You answer',
    abstain: 'You set the AI aside',
  },
  effects: {
    reject: 'Nothing of the suggestion takes effect.',
    abstain: 'The AI is not used for this case.',
  },
  submits: {
    approve: 'Sign approval',
    override: 'Sign override',
    reject: 'Sign rejection',
    respond: 'Sign answer',
    abstain: 'Sign abstention',
  },
  meanings: {
    review: 'review',
    approval: 'approval',
    responsibility: 'responsibility',
    authorship: 'authorship',
    override: 'override',
    abstain: 'abstention',
  },
  close: 'Close and keep the draft',
  cancel: 'Cancel',
  aiStays: 'Stays on the record with its explanation.',
  reason: 'Reason',
  otherReason: 'Another reason',
  otherReasonNote: (f) => `Describe it below in ${f.number(15)} characters or more.`,
  clearReason: 'Clear the reason',
  note: 'What did you see?',
  checks: 'How did you check?',
  optional: '(optional)',
  ownWords: 'In your own words',
  wait: (seconds) =>
    `You can sign once the case has been on screen for ${seconds}. Only time with this page in front of you counts.`,
  waitOver: 'You can sign now.',
  waive: 'Sign without waiting',
  waiveReason: 'Why do you not wait?',
  signer: (title, meaning) => ({
    before: 'You sign as ',
    after: `${title ? `, ${title}` : ''}. Meaning: ${meaning}.`,
  }),
  missing: { one: '# thing is missing or wrong', other: '# things are missing or wrong' },
  fieldIssue: (field, issue) => `${field}: ${issue}`,
  sending: 'Signing',
  choose: 'Choose a value',
  enterNumber: 'Enter a number.',
  enterValue: 'Enter your value.',
  chooseValue: 'Choose a value.',
  enterMessage: 'Write your answer.',
  numberRange: (min, max) => (min && max ? `From ${min} to ${max}` : min ? `${min} or more` : `${max} or less`),
  wholeNumbers: 'whole numbers',
  readAs: (value) => `Read as ${value}`,
  startFromAi: 'Start from the AI text',
  same: 'Same',
  change: 'Change',
  changeField: (field) => `Change ${field}`,
  keepAi: 'Keep',
  keepAiField: (field) => `Keep the AI value of ${field}`,
  cannotEdit: 'This kind of value cannot be edited here.',
  suggestedOption: 'AI suggestion',
};
