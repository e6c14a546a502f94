import type { Format, TextFormat } from '../internal/format.js';
import type { SwitchName } from '../review/review.types.js';
import type { SignatureState } from './audit.types.js';
import type { ExportKind, ExportScope, PersonOutcome, PersonRefusal } from './export.types.js';

/** Words of exports: of the panel that makes them, of the printed record, and of the explanation for the affected person. */
export interface ExportMessages {
  trigger: string;
  loading: string;
  /** The panel's own code did not arrive. */
  unavailable: string;
  tryAgain: string;
  panel: {
    title: string;
    close: string;
    kind: string;
    kinds: Record<ExportKind, { name: string; note: string }>;
    scope: string;
    scopes: Record<ExportScope, string>;
    from: string;
    to: string;
    /** What is wrong with the days of a period. */
    periodMissing: string;
    periodReversed: string;
    filtered: (description: string) => string;
    /** Said where a filter is set and the log file is chosen. */
    logUnfiltered: string;
    start: string;
    cancel: string;
    saveAgain: string;
    progressLabel: string;
    /** "12,000 of 100,000 entries". */
    progress: (written: number, total: number | undefined, format: TextFormat) => string;
    preparing: string;
    /** `{}` is the name of the file. */
    saved: (size: string) => string;
    cancelled: string;
    failed: string;
    refused: Record<PersonRefusal, string>;
  };
  document: {
    title: string;
    of: string;
    madeAt: string;
    madeBy: string;
    organisation: string;
    scope: string;
    scopeAll: string;
    period: (from: string | undefined, to: string | undefined) => string;
    order: string;
    filter: string;
    filtered: (description: string) => string;
    unfiltered: string;
    verification: string;
    intact: (at: string | undefined) => string;
    broken: (at: string | undefined) => string;
    unverified: string;
    checkpoint: string;
    /** Entries, time, key, root. */
    checkpointText: (size: number, at: string, format: TextFormat) => string;
    checkpointKey: string;
    checkpointRoot: string;
    caption: (of: string, order: string) => string;
    columns: Record<'seq' | 'when' | 'who' | 'what' | 'basis' | 'signature' | 'proof', string>;
    byDevice: string;
    actorId: string;
    roleOf: string;
    state: string;
    subject: string;
    suggested: string;
    given: string;
    reason: string;
    said: string;
    checks: string;
    supersedes: (seq: string) => string;
    model: string;
    policy: string;
    revision: string;
    confidence: string;
    confidenceShown: string;
    answeredFirst: string;
    ownAnswer: string;
    revealedAt: string;
    evidenceOpened: string;
    none: string;
    activeTime: string;
    seconds: (seconds: string) => string;
    safeguards: string;
    safeguardsOff: string;
    safeguardNames: Record<SwitchName, string>;
    raised: string;
    raisedText: string;
    waived: string;
    /** Of a case that was approved together with others: how many they were, and whether this one had been opened. */
    batch: (size: string, isOpened: boolean) => string;
    seeded: string;
    signedBy: string;
    signedAt: string;
    meaning: string;
    method: string;
    signatureStates: Record<SignatureState, string>;
    unsigned: string;
    position: string;
    hash: string;
    retainUntil: string;
    details: string;
    /** How many entries the reader was not shown, in whole or in part, and why. */
    withheld: (count: number, all: number, format: TextFormat) => string;
    /** Below the last entry, so that a document that was cut off is told from a whole one. */
    end: (count: number, format: TextFormat) => string;
  };
  person: {
    title: string;
    about: (organisation: string) => string;
    reference: (reference: string) => string;
    erased: (on: string | undefined) => string;
    outcomeTitle: string;
    effectiveSince: (date: string) => string;
    decidedOn: (date: string) => string;
    outcomes: Record<PersonOutcome, string>;
    result: (value: string) => string;
    roleTitle: string;
    /** What part the AI had, by what became of its suggestion. */
    ai: Record<PersonOutcome, string>;
    /** Who decided: a role, never a name. */
    person: (role: string | undefined) => string;
    nobody: string;
    reasonsTitle: string;
    reasons: string;
    /** "Income and instalment do not fit. This rests on: your income." */
    reason: (text: string, factors: readonly string[], format: Format) => string;
    otherFields: string;
    otherReason: string;
    noReasons: string;
    factors: string;
    notUsedTitle: string;
    notUsed: string;
    contestTitle: string;
    contact: (contact: string) => string;
    madeOn: (date: string) => string;
  };
}

const count = (n: number, format: TextFormat) => format.plural(n, { one: '# entry', other: '# entries' });

// By what needs them, so that the button does not carry the words of the documents, nor one document those of the other.

/** English of the button that opens the panel. */
export const exportTriggerMessages = {
  trigger: 'Export',
  loading: 'Loading',
  unavailable: 'The export could not be loaded',
  tryAgain: 'Try again',
} satisfies Partial<ExportMessages>;

/** English of the panel. */
export const exportPanelMessages: Pick<ExportMessages, 'panel'> = {
  panel: {
    title: 'Export the record',
    close: 'Close',
    kind: 'For whom',
    kinds: {
      log: {
        name: 'For the regulator: log file',
        note: 'Everything, with digests and proofs. Anybody can check that nobody changed it.',
      },
      csv: { name: 'For the regulator: table', note: 'CSV for a spreadsheet, one row per entry.' },
      html: { name: 'For the regulator: document', note: 'A page to read, print and file.' },
      person: {
        name: 'For the affected person: explanation',
        note: 'In plain language, without names, notes or scores.',
      },
    },
    scope: 'How much',
    scopes: { review: 'This case', period: 'A period', all: 'Everything' },
    from: 'From',
    to: 'To, this day included',
    periodMissing: 'Enter both days.',
    periodReversed: 'The last day lies before the first.',
    filtered: (description) => `Filtered: ${description}. The file has those entries only, and says so.`,
    logUnfiltered: 'The log file is never filtered: without every entry it would prove nothing.',
    start: 'Export',
    cancel: 'Cancel',
    saveAgain: 'Save again',
    progressLabel: 'Exporting',
    progress: (written, total, f) =>
      total === undefined ? count(written, f) : `${f.number(written)} of ${count(total, f)}`,
    preparing: 'Preparing the file',
    saved: (size) => `{}, ${size}, is saved`,
    cancelled: 'Cancelled. Nothing was saved.',
    failed: 'The export failed. Nothing was saved.',
    refused: {
      seeded:
        'This case was a check of the review itself. Nothing followed from it, so there is nobody to explain it to.',
      incomplete: 'Not every entry of this case can be read. An explanation cannot be made of a part.',
      withheld: 'Entries of this case are kept from you until a second person has decided.',
    },
  },
};

/** English of the printed record. */
export const exportDocumentMessages: Pick<ExportMessages, 'document'> = {
  document: {
    title: 'Record of decisions',
    of: 'Record of',
    madeAt: 'Made',
    madeBy: 'Made by',
    organisation: 'Organisation',
    scope: 'Period',
    scopeAll: 'From the first entry to the last',
    period: (from, to) =>
      `${from === undefined ? 'Up' : `From ${from}`}${to === undefined ? ' on' : ` to before ${to}`}`,
    order: 'Order',
    filter: 'Filter',
    filtered: (description) => `Filtered: ${description}`,
    unfiltered: 'None: every entry is here',
    verification: 'Verification',
    intact: (at) => `The record was verified${at ? ` on ${at}` : ''}: nothing was changed, removed or added.`,
    broken: (at) => `The record does not verify${at ? ` (${at})` : ''}. Do not rely on it.`,
    unverified: 'Not verified for this document. The log file can be verified at any time.',
    checkpoint: 'Signed checkpoint',
    checkpointText: (size, at, f) => `${count(size, f)}, ${at}`,
    checkpointKey: 'key',
    checkpointRoot: 'root',
    caption: (of, order) => `${of}, ${order}`,
    columns: {
      seq: 'Case, no.',
      when: 'When',
      who: 'Who',
      what: 'What happened and why',
      basis: 'What they had before them',
      signature: 'Signature',
      proof: 'Proof',
    },
    byDevice: 'By their device',
    actorId: 'ID',
    roleOf: 'Role',
    state: 'Then',
    subject: 'Subject',
    suggested: 'AI suggestion',
    given: 'New value',
    reason: 'Reason',
    said: 'In their words',
    checks: 'Checked',
    supersedes: (seq) => `Supersedes entry ${seq}`,
    model: 'Model',
    policy: 'Policy',
    revision: 'Revision',
    confidence: 'Confidence, raw',
    confidenceShown: 'Confidence, as shown',
    answeredFirst: 'Answered before the AI was shown',
    ownAnswer: 'Own first answer',
    revealedAt: 'AI shown',
    evidenceOpened: 'Evidence opened',
    none: 'None',
    activeTime: 'Active time',
    seconds: (seconds) => `${seconds} s`,
    safeguards: 'Safeguards',
    safeguardsOff: 'Safeguards not in force',
    raised: 'New reviewer',
    raisedText: 'more was asked for than of others',
    waived: 'Signed without waiting, because',
    safeguardNames: {
      'answer-first': 'own answer first',
      'evidence-gate': 'evidence opened',
      reason: 'reason',
      check: 'check named',
      signature: 'signature',
      'second-review': 'second person',
      assumption: 'asked what must be true',
      dwell: 'wait before signing',
      'seeded-checks': 'check cases',
      'weekly-burst': 'weekly check round',
      'batch-limit': 'limit on approving at once',
      'agreement-nudge': 'notice about agreeing',
      'pace-watch': 'break suggested',
    },
    batch: (size, isOpened) =>
      `Approved as one of ${size} together, ${isOpened ? 'after opening this case' : 'without opening this case'}`,
    seeded: 'Seeded check: nothing follows from this decision',
    signedBy: 'Signed by',
    signedAt: 'Signed',
    meaning: 'Meaning',
    method: 'Recognised by',
    signatureStates: {
      matches: 'The signature matches the record.',
      changed: 'The signature no longer matches the record.',
      'earlier-revision': 'The signature covers an earlier revision of the suggestion.',
      unchecked: 'The signature was not checked for this document.',
    },
    unsigned: 'Not signed',
    position: 'Place in the log',
    hash: 'SHA-256',
    retainUntil: 'Keep until',
    details: 'Details',
    withheld: (n, all, f) =>
      `${f.plural(n, { one: '# entry', other: '# entries' })} of ${f.number(all)} ${n === 1 ? 'is' : 'are'} withheld from whoever made this document, in whole or in part. They may still be asked for an answer of their own, and nobody sees somebody else’s before.`,
    end: (n, f) => `End of the document: ${count(n, f)}.`,
  },
};

/** English of the explanation for the affected person. */
export const personExportMessages: Pick<ExportMessages, 'person'> = {
  person: {
    title: 'How your case was decided',
    about: (organisation) => `This explanation comes from ${organisation}.`,
    reference: (reference) => `Your reference: ${reference}`,
    erased: (on) =>
      `Parts of what was on file were erased${on ? ` on ${on}` : ''}, as the law asks. They cannot be told any more.`,
    outcomeTitle: 'What was decided',
    effectiveSince: (date) => `It took effect on ${date}.`,
    decidedOn: (date) => `The decision was made on ${date}.`,
    outcomes: {
      approved: 'Your case was decided.',
      overridden: 'Your case was decided.',
      rejected: 'The suggestion in your case was turned down. Nothing takes effect on the basis of it.',
      responded: 'The suggestion in your case was sent back with an answer. Nothing takes effect on the basis of it.',
      abstained: 'Your case is decided without artificial intelligence.',
      pending: 'Your case is not decided yet.',
      withdrawn: 'The suggestion in your case was withdrawn. Nothing was decided on the basis of it.',
      expired: 'The time in which your case could be decided ran out. Nothing was decided, and nothing takes effect.',
      automated: 'The suggestion in your case has taken effect.',
    },
    result: (value) => `The result: ${value}`,
    roleTitle: 'What part artificial intelligence had',
    ai: {
      approved:
        'An artificial intelligence made a suggestion. It decided nothing by itself: a person looked at your case and came to the same result.',
      overridden:
        'An artificial intelligence made a suggestion. A person looked at your case and decided otherwise than it had suggested.',
      rejected:
        'An artificial intelligence made a suggestion. A person looked at your case and did not follow the suggestion.',
      responded:
        'An artificial intelligence made a suggestion. A person looked at your case and did not follow the suggestion.',
      abstained:
        'An artificial intelligence made a suggestion. A person decided that it is not to be used in your case.',
      pending: 'An artificial intelligence made a suggestion. It takes effect only if a person decides so.',
      withdrawn: 'An artificial intelligence made a suggestion. It was withdrawn and had no effect.',
      expired: 'An artificial intelligence made a suggestion. It had no effect.',
      automated:
        'An artificial intelligence made a suggestion. It took effect by a rule. You can ask for a person to look at your case and to decide.',
    },
    person: (role) =>
      role === undefined
        ? 'The decision was made by a person with the authority to decide otherwise.'
        : `The decision was made by a person with the authority to decide otherwise: ${role}.`,
    nobody: 'No person has made a decision.',
    reasonsTitle: 'The main reasons',
    reasons: 'The person who decided gave these reasons:',
    reason: (text, factors, f) =>
      factors.length === 0 ? text : `${text.replace(/[.\s]+$/, '')}. This rests on: ${f.list(factors)}.`,
    otherFields: 'What was decided has parts that are not written here. You can ask us for them.',
    otherReason: 'The person who decided also recorded a reason that is not written here. You can ask us for it.',
    noReasons: 'No single reason was recorded. You can ask us what the decision rests on.',
    factors: 'These points weighed most in the suggestion, the most important one first:',
    notUsedTitle: 'What played no part',
    notUsed: 'These played no part in the decision:',
    contestTitle: 'If you do not agree',
    contact: (contact) => `Questions: ${contact}`,
    madeOn: (date) => `This explanation was made on ${date}.`,
  },
};

export const exportMessages: ExportMessages = {
  ...exportTriggerMessages,
  ...exportPanelMessages,
  ...exportDocumentMessages,
  ...personExportMessages,
};
