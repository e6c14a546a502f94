import type { Format } from '../internal/format.js';
import type { Safeguard, Seat } from '../review/review.types.js';
import type { KeptBack, SeenGap } from '../review/seen.selectors.js';

/** Words of the card that shows what somebody saw when they decided. */
export interface SeenMessages {
  /** `when` is absent where the time cannot be read. */
  seenTitle: (name: string, when: string | undefined) => string;
  /** Over the card, so that nobody takes it for the case itself. */
  seenMark: string;
  /** `list` is "1, 2 and 4". */
  seenSources: (count: number, list: string) => string;
  seenNothing: (seq: string) => string;
  seenErased: (when: string | undefined, name: string, reason: string) => string;
  seenGapsTitle: string;
  seenGaps: Record<SeenGap, string>;
  seenTheirAnswer: (name: string) => string;
  seenTheirEstimate: (band: string) => string;
  seenConditions: string;
  seenSeat: string;
  seenSeats: Record<Seat, string>;
  seenAnswerFirst: string;
  seenAnswerFirstYes: string;
  seenAnswerFirstNo: string;
  seenRevealed: string;
  seenConfidence: string;
  seenSafeguards: string;
  seenSafeguard: Record<Safeguard, string>;
  seenNoSafeguards: string;
  seenKeptBack: string;
  seenKept: Record<KeptBack['what'], (seq: string) => string>;
  seenNothingKept: string;
  seenPolicy: string;
  seenPolicyVersion: (id: string, version: string) => string;
  seenRevision: string;
  seenModel: string;
  seenActive: string;
  /** "4 minutes", from milliseconds; seconds below one minute. */
  seenActiveTime: (milliseconds: number, format: Format) => string;
  seenNotOnRecord: string;
  seenNoEvidence: string;
}

export const seenMessages: SeenMessages = {
  seenTitle: (name, when) => `What ${name} saw when they decided${when ? `, ${when}` : ''}`,
  seenMark: 'Reconstruction',
  seenSources: (count, list) =>
    `Rebuilt from ${count === 1 ? 'entry' : 'entries'} ${list} of the record. This is not the live case, and nothing here can be changed.`,
  seenNothing: (seq) =>
    `What was seen cannot be rebuilt: entry ${seq} is no decision of a person, is withheld from you, or is not there.`,
  seenErased: (when, name, reason) =>
    `What the case was about was erased${when ? ` on ${when}` : ''} by ${name}, because: “${reason}”`,
  seenGapsTitle: 'What the record cannot tell',
  seenGaps: {
    entries: 'Entries before the decision are missing, or withheld from you.',
    proposal: 'The revision they saw is in no entry that is here.',
    fingerprint: 'The suggestion in the record is not the one they saw: the fingerprints differ.',
    erased: 'What the case was about and the explanation were erased by law.',
    exposure: 'The entry is from before it was recorded what stood on the screen. What other entries tell is shown.',
    confidence: 'How the confidence read on their screen.',
    evidence: 'Which evidence they had opened.',
    'evidence-times': 'When they opened some of the evidence.',
    'active-time': 'How long they had the case in view.',
  },
  seenTheirAnswer: (name) => `First answer of ${name}, before the AI was shown`,
  seenTheirEstimate: (band) => `${band}, in their own estimate.`,
  seenConditions: 'How they decided',
  seenSeat: 'Decided as',
  seenSeats: {
    first: 'First signer',
    second: 'Second signer',
    adjudicator: 'Adjudicator, with both decisions on the table',
  },
  seenAnswerFirst: 'Own answer first',
  seenAnswerFirstYes: 'Yes, the AI’s answer was hidden until then',
  seenAnswerFirstNo: 'No',
  seenRevealed: 'AI’s answer shown',
  seenConfidence: 'Confidence on their screen',
  seenSafeguards: 'Asked of them',
  seenSafeguard: {
    'answer-first': 'to answer before the AI',
    'evidence-gate': 'to open the required evidence',
    reason: 'to give a reason',
    check: 'to say how they checked',
    signature: 'to sign',
    'second-review': 'a second, independent decision',
    assumption: 'to say what must be true',
    dwell: 'to wait before signing',
  },
  seenNoSafeguards: 'Nothing beyond the decision',
  seenKeptBack: 'Kept from them',
  seenKept: {
    answer: () => 'The AI’s answer, until they had given their own',
    'first-decision': (seq) => `The first decision, its reason and its author (entry ${seq}), until theirs was in`,
  },
  seenNothingKept: 'Nothing',
  seenPolicy: 'Policy in force',
  seenPolicyVersion: (id, version) => `${id}, version ${version}`,
  seenRevision: 'Revision of the suggestion',
  seenModel: 'Model',
  seenActive: 'Case in view',
  seenActiveTime: (ms, f) =>
    ms < 60_000 ? f.plural(Math.round(ms / 1000), { one: '# second', other: '# seconds' }) : f.duration(ms),
  seenNotOnRecord: 'Not on record',
  seenNoEvidence: 'None of it is on record',
};
