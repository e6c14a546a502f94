import type { Format, PluralForms } from '../internal/format.js';
import type { BatchProblem } from '../review/batch.types.js';
import type { BatchCaseStatus, BatchFailureReason } from './batch.types.js';

/** How many cases of a batch stand how. */
export interface BatchCounts {
  approved: number;
  failed: number;
  untried: number;
  undone: number;
  kept: number;
}

export interface BatchMessages {
  title: string;
  /** While the cases are looked at. */
  checking: (selected: number, format: Format) => string;
  /** How many of those selected can be approved together; two at least. */
  summary: (together: number, selected: number, format: Format) => string;
  /** Where fewer than two can. */
  tooFew: (selected: number, format: Format) => string;
  most: (most: number, format: Format) => string;

  openFirst: (reference: string) => string;
  openFirstText: string;
  firstOpened: (reference: string) => string;
  open: string;
  openCase: (reference: string) => string;
  /** In the place of a title of a case that could not be had. */
  unknownCase: string;

  together: string;
  /** The same once they have been given. */
  given: string;
  left: string;
  approve: (count: number, format: Format) => string;
  /** What stands beside it, as large: every case by itself. */
  openEach: string;
  /** What approving together says of each. */
  recorded: string;
  /** Why the verb is off. */
  openBefore: (reference: string) => string;
  stop: string;
  stopping: string;
  retry: string;
  undo: (count: number, format: Format) => string;
  /** Until when that is possible. */
  undoUntil: (time: string) => string;
  close: string;

  approving: string;
  takingBack: string;
  progress: (done: number, total: number, format: Format) => string;
  waiting: string;
  started: (count: number, format: Format) => string;
  undoStarted: (count: number, format: Format) => string;
  result: (counts: BatchCounts, format: Format) => string;
  statuses: Record<BatchCaseStatus, string>;
  failures: Record<BatchFailureReason, string>;
  /** With the host’s own words, or why a case is stopped. */
  because: (sentence: string, words: string) => string;
  problems: Record<BatchProblem, string>;
}

const cases: PluralForms = { one: '# case', other: '# cases' };

export const batchMessages: BatchMessages = {
  title: 'Approve together',
  checking: (selected, f) => `Looking at ${f.plural(selected, { one: '# selected case', other: '# selected cases' })}`,
  summary: (together, selected, f) =>
    together === selected
      ? `All ${f.number(selected)} selected can be approved together.`
      : `${f.number(together)} of the ${f.number(selected)} selected can be approved together.`,
  tooFew: (selected, f) =>
    `Of the ${f.plural(selected, { one: '# selected case', other: '# selected cases' })}, no two can be approved together. Open them and decide on each.`,
  most: (most, f) => `${f.number(most)} at most.`,
  openFirst: (reference) => `Open ${reference} first`,
  openFirstText:
    'One in ten is drawn and looked at before the others follow. Selecting again draws the same case. The draw is by chance, not by what the AI says.',
  firstOpened: (reference) => `${reference} was drawn to be opened first, and has been opened.`,
  open: 'Open',
  openCase: (reference) => `Open ${reference}`,
  unknownCase: 'Not available',
  together: 'Can be approved together',
  given: 'In this batch',
  left: 'Left out',
  approve: (count, f) => `Approve ${f.plural(count, cases)}`,
  openEach: 'Open one by one',
  recorded: 'The record says of each case that it was one of several, and whether you had opened it.',
  openBefore: (reference) => `Open ${reference} before you approve.`,
  stop: 'Stop after this case',
  stopping: 'Stopping after this case',
  retry: 'Try again',
  undo: (count, f) => `Take back ${f.plural(count, cases)}`,
  undoUntil: (time) => `What was approved can be taken back until ${time} at the latest.`,
  close: 'Close',
  approving: 'Approving',
  takingBack: 'Taking back',
  progress: (done, total, f) => `${f.number(done)} of ${f.number(total)} done`,
  waiting: 'Waiting for a connection. Nothing is lost.',
  started: (count, f) => `Approving ${f.plural(count, cases)}, one after another.`,
  undoStarted: (count, f) => `Taking back ${f.plural(count, cases)}, one after another.`,
  result: ({ approved, failed, untried, undone, kept }, f) =>
    [
      approved > 0 && `${f.number(approved)} approved`,
      undone > 0 && `${f.number(undone)} taken back`,
      kept > 0 && `${f.number(kept)} could not be taken back and stay approved`,
      failed > 0 && `${f.number(failed)} not approved`,
      untried > 0 && `${f.number(untried)} not begun`,
    ]
      .filter(Boolean)
      .join(', ')
      .concat('.'),
  statuses: {
    checking: 'Being looked at',
    left: 'Left out',
    ready: 'Waiting',
    sending: 'Being approved',
    approved: 'Approved',
    failed: 'Not approved',
    untried: 'Not begun',
    undoing: 'Being taken back',
    undone: 'Taken back',
    kept: 'Stays approved',
  },
  failures: {
    taken: 'Somebody else is working on it.',
    decided: 'It was decided meanwhile. Open it to see how.',
    changed: 'It is not what was listed any more. Open it and decide on it alone.',
    lost: 'The claim ended before it was approved. Nothing was recorded; try again.',
    held: 'It is halted. Try again once it is resumed.',
    forbidden: 'This is not open to you.',
    refused: 'It was not accepted in this batch. Open it and decide on it alone.',
    gone: 'There is no such case.',
    'signed-out': 'You are not signed in any more. Sign in, and try again.',
    unreachable: 'No answer came, so it may have happened all the same. Trying again does nothing twice.',
    'undo-over': 'It has taken effect. Open it to reopen the case.',
  },
  because: (sentence, words) => `${sentence} “${words}”`,
  problems: {
    'answer-first': 'You answer before the AI is shown.',
    off: 'Its policy has each case decided alone.',
    risk: 'Its risk is above low.',
    'second-review': 'Two people decide on it.',
    signature: 'It has to be signed.',
    evidence: 'Its evidence has to be opened.',
    assumption: 'It asks what must be true.',
    reason: 'It asks for a reason.',
    dwell: 'It asks for time on screen.',
    'not-offered': 'Its policy does not offer to approve.',
    'views-unrecorded': 'Who looks at it is not recorded.',
    uncalibrated: 'How likely the suggestion is right is not known.',
    unlikely: 'The suggestion is less than very likely to be right.',
    decided: 'It is decided already.',
    held: 'It is halted.',
    claimed: 'Somebody else is working on it.',
    'own-claim': 'You are working on it. Decide on it there.',
    escalated: 'It was escalated.',
    waiting: 'It waits for an answer.',
    undecidable: 'You may not decide on it.',
    unreadable: 'It could not be loaded.',
    'too-few': 'It would be alone.',
    'too-many': 'There are as many already as may be approved at once.',
    'not-among': 'It was not among those selected.',
    unopened: 'The case that was drawn has not been opened.',
    'not-begun': 'The case to open first is not approved yet: the batch begins with it.',
    'unknown-case': 'One of the others does not exist any more.',
    'not-together': 'One of the others may not be approved together with others.',
    'other-batch': 'The batch is another one by now.',
  },
};
