import type { TextFormat } from '../internal/format.js';
import type { EntryType, SwitchName } from '../review/review.types.js';
import type { EntryMark, SignatureState } from './audit.types.js';
import { type VerifyMessages, verifyMessages } from './log-fault.messages.js';

/** Words of the filters, which arrive on demand. */
export interface FilterMessages {
  /** Names the tools: which record they are for. */
  filters: (title: string, reference?: string) => string;
  search: string;
  searchHint: string;
  person: string;
  everybody: string;
  type: string;
  everyType: string;
  /** How a type reads in a list to choose from. */
  types: Record<EntryType, string>;
  field: string;
  everyField: string;
  jumpTo: string;
  jump: string;
  /** "12 of 340 entries shown". */
  shownOf: (shown: number, total: number, format: TextFormat) => string;
  /** Where some are not loaded, and not searched. */
  olderNotSearched: string;
  filtered: string;
  showAll: string;
  nothingFound: string;
  jumped: (day: string) => string;
  jumpedNear: (day: string, nearest: string) => string;
  nowhereToJump: string;
  filtersFailed: string;
}

/** Words of what a check of the chain, and of the signatures, came to. */
export interface VerificationMessages {
  /** What a check says of an entry. `changed` is said of one that is `broken` because its words are others. */
  marks: Record<EntryMark | 'changed', string>;
  signatureStates: Record<SignatureState, string>;
  verification: string;
  notChecked: string;
  allVerified: (count: number, moment: string | undefined, format: TextFormat) => string;
  checking: (checked: number, total: number, format: TextFormat) => string;
  brokenText: string;
  faults: VerifyMessages;
  moreFaults: (count: number, format: TextFormat) => string;
  showFirstFault: string;
  signedBy: (key: string) => string;
}

/** Words of what a person had before them. */
export interface ExposureMessages {
  answeredFirst: string;
  notAnsweredFirst: string;
  revealedAt: string;
  ownAnswer: string;
  aiShown: string;
  evidenceOpened: string;
  noEvidence: string;
  listSeparator: string;
  safeguards: string;
  noSafeguards: string;
  /** Those that were off, as the host or the profile had them. */
  safeguardsOff: string;
  safeguardNames: Record<SwitchName, string>;
  /** Of a case that asked for more because its reviewer was new. */
  raised: string;
  raisedText: string;
  /** Before the words of somebody who did not wait. */
  waived: string;
  activeTime: string;
  /** A plain length of time. */
  duration: (minutes: number, seconds: number, format: TextFormat) => string;
  confidenceShown: string;
  /** Approved together with others, */
  batch: string;
  /** as one of so many, with this one opened or not. */
  batchText: (size: number, isOpened: boolean, format: TextFormat) => string;
  seeded: string;
}

/** Words that are read where a text was changed, and seen as colour and line. */
export interface DiffMessages {
  removedWords: string;
  addedWords: string;
  endOfChange: string;
}

/** Words of the log of all reviews. */
export interface LogMessages {
  logTitle: string;
  logFrom: string;
  logTo: string;
  /** The first day asked for is later than the last. */
  logDaysReversed: string;
  logPerson: string;
  logApply: string;
  openCase: (reference: string) => string;
  logEmpty: string;
}

export const filterMessages: FilterMessages = {
  filters: (title, reference) => `Search and filter: ${title}${reference ? ` of ${reference}` : ''}`,
  search: 'Search',
  searchHint: 'Names and words',
  person: 'Person',
  everybody: 'Everybody',
  type: 'What happened',
  everyType: 'Everything',
  types: {
    proposed: 'Suggestion made',
    claimed: 'Review started',
    judged: 'First answer recorded',
    approved: 'Approved',
    overridden: 'Overridden',
    rejected: 'Rejected',
    responded: 'Answered to the AI',
    abstained: 'AI not used',
    released: 'Released',
    skipped: 'Given back with a reason',
    assigned: 'Assigned',
    unassigned: 'Assignment ended',
    escalated: 'Escalated',
    asked: 'Information asked for',
    answered: 'Question answered',
    lapsed: 'Claim ran out',
    undone: 'Decision taken back',
    reopened: 'Reopened',
    revised: 'Suggestion revised',
    withdrawn: 'Suggestion withdrawn',
    expired: 'Time ran out',
    routed: 'Routed',
    proceeded: 'Took effect unstopped',
    held: 'Halted',
    resumed: 'Resumed',
    viewed: 'Looked at',
    preserved: 'Put under legal hold',
    lifted: 'Legal hold lifted',
    erased: 'Erased by law',
  },
  field: 'Field',
  everyField: 'Any field',
  jumpTo: 'Jump to a day',
  jump: 'Jump',
  shownOf: (shown, total, f) =>
    `${f.number(shown)} of ${f.plural(total, { one: '# entry', other: '# entries' })} shown`,
  olderNotSearched: 'Older entries are not loaded, and not searched.',
  filtered: 'Filtered:',
  showAll: 'Show all',
  nothingFound: 'No entry fits the filter.',
  jumped: (day) => `${day}, first entry shown`,
  jumpedNear: (day, nearest) => `No entry on ${day}. The nearest one is of ${nearest}.`,
  nowhereToJump: 'There is no entry to jump to.',
  filtersFailed: 'The filters could not be loaded',
};

export const verificationMessages: VerificationMessages = {
  marks: {
    verified: 'Verified',
    changed: 'Changed after it was written',
    broken: 'Does not fit the record',
    unsure: 'Cannot be verified',
    unchecked: 'Not checked yet',
  },
  signatureStates: {
    matches: 'Signature matches what was signed',
    changed: 'Signature no longer matches: what was signed has been changed',
    'earlier-revision': 'Signature covers an earlier revision of the suggestion',
    unchecked: 'Signature cannot be checked here',
  },
  verification: 'Verification',
  notChecked: 'This record has not been checked.',
  allVerified: (count, moment, f) =>
    `${f.plural(count, { one: 'The one entry', other: 'All # entries' })} verified${moment ? ` at ${moment}` : ''}. Nothing was changed after it was written.`,
  checking: (checked, total, f) =>
    `Checking: ${f.number(checked)} of ${f.plural(total, { one: '# entry', other: '# entries' })}`,
  brokenText: 'Rely on no entry that is not marked as verified. Tell whoever is responsible for the record.',
  faults: verifyMessages,
  moreFaults: (count, f) => f.plural(count, { one: '# more fault', other: '# more faults' }),
  showFirstFault: 'Show the first bad entry',
  signedBy: (key) => `Signed with key ${key}.`,
};

export const exposureMessages: ExposureMessages = {
  answeredFirst: 'Answered before the AI’s suggestion was shown',
  notAnsweredFirst: 'Saw the AI’s suggestion from the start',
  revealedAt: 'Suggestion shown',
  ownAnswer: 'Own answer before that',
  aiShown: 'Order',
  evidenceOpened: 'Evidence opened',
  noEvidence: 'None',
  listSeparator: ', ',
  safeguards: 'Safeguards in force',
  noSafeguards: 'None',
  safeguardsOff: 'Safeguards not in force',
  raised: 'New reviewer',
  raisedText: 'More was asked for than of others',
  waived: 'Signed without waiting, because',
  safeguardNames: {
    'answer-first': 'Own answer first',
    'evidence-gate': 'Required evidence opened',
    reason: 'Reason given',
    check: 'Way of checking given',
    signature: 'Signature',
    'second-review': 'Second person',
    assumption: 'Asked what must be true',
    dwell: 'Wait before signing',
    'seeded-checks': 'Check cases among the others',
    'weekly-burst': 'Weekly round of check cases',
    'batch-limit': 'Limit on approving several at once',
    'agreement-nudge': 'Notice about agreeing with the AI',
    'pace-watch': 'Suggestion to take a break',
  },
  activeTime: 'Time with the case on screen',
  duration: (minutes, seconds, f) => {
    const unit = (value: number, unit: string) => f.number(value, { style: 'unit', unit, unitDisplay: 'long' });
    return minutes > 0 ? `${unit(minutes, 'minute')} ${unit(seconds, 'second')}` : unit(seconds, 'second');
  },
  confidenceShown: 'The AI’s confidence, as shown',
  batch: 'Approved together',
  batchText: (size, isOpened, f) =>
    `One of ${f.number(size)} cases at once. This one ${isOpened ? 'had been opened' : 'had not been opened'}.`,
  seeded: 'A check case: nothing followed from the decision',
};

export const diffMessages: DiffMessages = {
  removedWords: '[taken out:',
  addedWords: '[put in:',
  endOfChange: ']',
};

export const logMessages: LogMessages = {
  logTitle: 'Record of all cases',
  logFrom: 'From',
  logTo: 'Up to',
  logDaysReversed:
    'This day is before the day in “From”. Choose the same day or a later one here, or an earlier one there.',
  logPerson: 'Id of a person',
  logApply: 'Search',
  openCase: (reference) => `Open case ${reference}`,
  logEmpty: 'No entry fits the search.',
};
