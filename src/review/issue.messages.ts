import { gateIssues } from './case.messages.js';
import type { ReviewMessages } from './review.messages.js';

const formIssues: Omit<ReviewMessages['issues'], keyof typeof gateIssues> = {
  'command-unknown': ({ command }) => `This version does not know the command “${command}”.`,
  'field-missing': () => 'Fill this in.',
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
  'text-reserved': ({ text }) => `“${text}” stands for what was erased by law. Write something else.`,
  'date-invalid': () => 'This is not a date.',
  'date-ahead': () => 'This is in the future.',
  'probability-invalid': () => 'Enter a probability from 0 to 100%.',
  'revision-not-newer': () => 'A newer revision is already here.',
  'reason-missing': () => 'Choose a reason.',
  'reason-unknown': () => 'Choose one of the reasons offered.',
  'reason-text-too-short': ({ length }, f) =>
    `Describe the other reason in ${f.number(15)} characters or more.${length ? ` You wrote ${f.number(Number(length))}.` : ''}`,
  'check-missing': () => 'Say how you checked.',
  'assumption-missing': () => 'Answer the question that is asked before you sign.',
  'dwell-short': ({ seconds }, f) =>
    `Have the case on screen for ${f.number(Number(seconds), { style: 'unit', unit: 'second', unitDisplay: 'long' })}, or say why you do not wait.`,
  'evidence-unopened': () => 'Open the required evidence first.',
  'signature-missing': () => 'Sign the decision.',
  'saw-missing': () => 'Look at the suggestion first.',
  'batch-refused': () => 'Open this case and decide on it alone.',
};

/** What does not fit, in a form or in what a server did not accept. */
export const issueMessages = {
  issues: /* @__PURE__ */ Object.assign({}, gateIssues, formIssues),
} satisfies Partial<ReviewMessages>;
