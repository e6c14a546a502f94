import type { TextFormat } from '../internal/format.js';
import type { SignatureMeaning } from '../review/review.types.js';
import type { ActionPhrase, AuditProblem, NamedActorKind, TimelineOrder } from './audit.types.js';

/** Words of the timeline without what is loaded on demand. `{}` marks where a name, a quotation or a link stands. */
export interface TimelineMessages {
  title: string;
  orders: Record<TimelineOrder, string>;
  /** Accessible name of the list: "Record of LN-20417, newest first". */
  listLabel: (title: string, order: string, reference?: string) => string;
  /** "50 of 1,204 entries, newest first". */
  count: (shown: number, total: number, order: string, format: TextFormat) => string;
  /** What follows after the actor: past tense. `withheld` stands alone. */
  actions: Record<ActionPhrase, string>;
  /** Stands between the actor and what they did. */
  actorEnd: string;
  actorKinds: Record<NamedActorKind, string>;
  unknownActor: string;
  /** In place of a name that is withheld from the reader until they have decided. */
  withheldActor: string;
  /** Read between the old and the new value, where the eye sees an arrow. */
  changedTo: string;
  fieldName: (field: string) => string;
  /** In place of an answer that a reviewer must not see before giving their own. */
  answerHidden: string;
  ownProbability: (percent: string) => string;
  quote: string;
  otherReason: string;
  checked: string;
  checkSeparator: string;
  meanings: Record<SignatureMeaning, string>;
  /** `{}` is the name; when and how the signer was recognised, where the server took it down. */
  signed: (meaning: string, when?: string, method?: string) => string;
  /** Ways to recognise a signer; another one reads as the server says it. */
  signingMethods: { readonly [method: string]: string };
  awaitsSecond: string;
  awaitsAdjudication: string;
  /** What follows the name in a link to another entry, before its time. */
  nameEnd: string;
  supersededBy: string;
  supersedes: string;
  entryNotLoaded: (seq: string) => string;
  /** When and by whom: the words of a link to the entry that tells of the erasure. */
  erased: string;
  erasedBecause: string;
  /** Where the entry that tells of it is not loaded. */
  erasedByLaw: string;
  /** Greater or less than before by so much, the sign included. */
  difference: string;
  /** The time by the clock of the sender's device. */
  deviceClock: string;
  /** Heading of the warning that a check found something. */
  brokenTitle: string;
  /** Heading of what a person had before them when they decided. */
  behindDecision: string;
  /** Which case an entry is about, where they are of several. */
  caseOf: string;
  timeNotAvailable: string;
  loading: string;
  empty: string;
  problems: Record<AuditProblem['during'], string>;
  tryAgain: string;
  loadOlder: (count: number, format: TextFormat) => string;
  olderLoaded: (count: number, shown: number, total: number | undefined, format: TextFormat) => string;
  newEntries: (count: number, format: TextFormat) => string;
  showNewEntries: (count: number, format: TextFormat) => string;
}

const entries = (count: number, format: TextFormat) => format.plural(count, { one: '# entry', other: '# entries' });

export const timelineMessages: TimelineMessages = {
  title: 'Record',
  orders: { 'newest-first': 'newest first', 'oldest-first': 'oldest first' },
  listLabel: (title, order, reference) => `${title}${reference ? ` of ${reference}` : ''}, ${order}`,
  count: (shown, total, order, f) =>
    `${total > shown ? `${f.number(shown)} of ` : ''}${entries(Math.max(shown, total), f)}, ${order}`,
  actions: {
    proposed: 'made this suggestion',
    claimed: 'started the review',
    judged: 'recorded a first answer, before the AI was shown',
    approved: 'approved the AI suggestion',
    overridden: 'overrode the AI suggestion',
    rejected: 'rejected the AI suggestion',
    responded: 'sent an answer to the AI',
    abstained: 'decided not to use the AI for this case',
    released: 'released the case',
    skipped: 'gave the case back undecided',
    'skipped-escalated': 'gave the case back undecided, and it is escalated',
    assigned: 'assigned the case to {}',
    'assigned-withheld': 'assigned the case to another person',
    unassigned: 'gave the case to everybody again',
    escalated: 'escalated the case to {}',
    asked: 'asked {} for information',
    answered: 'answered the question',
    lapsed: 'released the case because the claim ran out',
    undone: 'took back the decision',
    reopened: 'reopened the case',
    revised: 'revised the suggestion',
    withdrawn: 'withdrew the suggestion',
    expired: 'closed the case because its time ran out',
    proceeded: 'let the suggestion take effect: nobody stepped in',
    routed: 'sent the case to people',
    'routed-auto': 'let the suggestion take effect without a person',
    'routed-monitor': 'let the suggestion wait, for anybody to step in',
    'claimed-over': 'went on in another window',
    'expired-escalated': 'escalated the case because its time ran out',
    held: 'halted this case',
    'held-model': 'halted all cases of this model',
    'held-all': 'halted all cases',
    resumed: 'resumed the case',
    viewed: 'looked at the case',
    'viewed-explanation': 'opened the explanation',
    'viewed-evidence': 'opened the evidence {}',
    preserved: 'put the record under legal hold',
    lifted: 'lifted the legal hold',
    erased: 'erased what the law asks to erase',
    decided: 'recorded a decision',
    withheld: 'An entry that is withheld until you have decided',
    unknown: 'recorded “{}”',
  },
  actorEnd: '',
  actorKinds: { model: 'AI', rule: 'Rule' },
  unknownActor: 'Unknown actor',
  withheldActor: 'Another person',
  changedTo: 'changed to',
  fieldName: (field) => `${field}:`,
  answerHidden: 'Shown after your own answer',
  ownProbability: (percent) => `Own probability ${percent}`,
  quote: '“{}”',
  otherReason: 'Other reason',
  checked: 'Checked: {}.',
  checkSeparator: ', ',
  meanings: {
    review: 'review',
    approval: 'approval',
    responsibility: 'responsibility',
    authorship: 'authorship',
    override: 'override',
    abstain: 'AI not used',
  },
  signed: (meaning, when, method) =>
    `Signed by {}${when ? ` on ${when}` : ''}, meaning: ${meaning}.${method ? ` Confirmed by ${method}.` : ''}`,
  signingMethods: { password: 'password', passkey: 'passkey' },
  awaitsSecond: 'A second person decides next.',
  awaitsAdjudication: 'The two decisions differ. An adjudicator decides next.',
  nameEnd: ', ',
  supersededBy: 'Superseded by {}',
  supersedes: 'Supersedes {}',
  entryNotLoaded: (seq) => `entry ${seq}, not loaded yet`,
  erased: 'Erased on {}, by {}',
  erasedBecause: ', because “{}”.',
  erasedByLaw: 'Erased, because the law asks for it.',
  difference: 'Difference {}',
  deviceClock: 'Device’s clock: {}',
  brokenTitle: 'This record is not what was written',
  behindDecision: 'What stood behind this decision',
  caseOf: 'Case {}',
  timeNotAvailable: 'Time not available',
  loading: 'Loading the record',
  empty: 'No entries yet',
  problems: {
    loading: 'The record could not be loaded',
    older: 'Older entries could not be loaded. What is shown stays.',
    newer: 'New entries could not be loaded. What is shown stays.',
  },
  tryAgain: 'Try again',
  loadOlder: (count, f) => `Load ${f.number(count)} older`,
  olderLoaded: (count, shown, total, f) =>
    `${f.plural(count, { one: '# older entry', other: '# older entries' })} loaded, ${f.number(shown)}${
      total === undefined ? ' shown' : ` of ${f.number(total)}`
    }`,
  newEntries: (count, f) => f.plural(count, { one: '# new entry', other: '# new entries' }),
  showNewEntries: (count, f) => f.plural(count, { one: 'Show # new entry', other: 'Show # new entries' }),
};
