import type { Format } from '../internal/format.js';
import type { ReplayFault } from '../review/replay.selectors.js';
import type { Seat } from '../review/review.types.js';

/** Words of the replay of a review. */
export interface ReplayMessages {
  replayTitle: (reference: string | undefined) => string;
  replayPosition: (seq: string, total: string) => string;
  /** `what` is "Amara Osei overrode the AI suggestion"; `when` is absent where the time cannot be read. */
  replayValue: (position: string, what: string, when: string | undefined) => string;
  replaySlider: string;
  replayKeys: string;
  replayControls: string;
  replayFirst: string;
  replayPrevious: string;
  replayPlay: string;
  replayPause: string;
  replayNext: string;
  replayLast: string;
  replayStill: string;
  replayCard: string;
  replayEntries: string;
  /** `total` is absent where the backend does not say it. */
  replayLoading: (loaded: number, total: number | undefined, format: Format) => string;
  replayEmpty: string;
  replayFailed: string;
  /** Where a history breaks. */
  replayBroken: Record<ReplayFault, (seq: string) => string>;
  /** `seq` is absent where nothing replays. */
  replayUpTo: (seq: string | undefined) => string;
  replayGoTo: (seq: string) => string;
  replayStates: (state: string) => string;
  replayBlind: (name: string) => string;
  replaySecond: (name: string) => string;
  replayPreserved: (name: string) => string;
  /** When and why something was halted or kept. */
  replayBecause: (when: string, reason: string) => string;
  replayRevision: (revision: string) => string;
  replayAnswers: string;
  replaySeats: Record<Seat, string>;
  replayShowSeen: (name: string) => string;
  replayHideSeen: (name: string) => string;
  replayWithheldEntry: string;
}

export const replayMessages: ReplayMessages = {
  replayTitle: (reference) => (reference ? `Replay of ${reference}` : 'Replay'),
  replayPosition: (seq, total) => `Entry ${seq} of ${total}`,
  replayValue: (position, what, when) => `${position}: ${what}${when ? `, ${when}` : ''}`,
  replaySlider: 'Position in the record',
  replayKeys:
    'Arrow keys step by entry, Page Up goes to the next decision and Page Down to the one before, Home and End to the ends.',
  replayControls: 'Step through the record',
  replayFirst: 'First',
  replayPrevious: 'Previous',
  replayPlay: 'Play',
  replayPause: 'Pause',
  replayNext: 'Next',
  replayLast: 'Last',
  replayStill: 'Play is off, because this device asks for less motion.',
  replayCard: 'The case after this entry',
  replayEntries: 'All entries',
  replayLoading: (loaded, total, f) =>
    loaded === 0
      ? 'Loading the record'
      : `Loading the record, ${f.number(loaded)}${total === undefined ? '' : ` of ${f.number(total)}`} entries so far`,
  replayEmpty: 'There is no entry to replay',
  replayFailed: 'The record could not be loaded whole, so it cannot be replayed yet',
  replayBroken: {
    withheld: (seq) => `Entry ${seq} is withheld from you`,
    missing: (seq) => `Entries before entry ${seq} are missing`,
    unknown: (seq) => `Entry ${seq} is of a kind that this version does not know`,
    foreign: (seq) => `Entry ${seq} belongs to another review`,
    mismatch: (seq) => `Entry ${seq} does not follow from the ones before`,
  },
  replayUpTo: (seq) =>
    seq
      ? `Replays up to entry ${seq}. What stood after that cannot be rebuilt.`
      : 'Nothing of this record can be replayed.',
  replayGoTo: (seq) => `Go to entry ${seq}`,
  replayStates: (state) => `The entry itself says that the case stood at “${state}” afterwards.`,
  replayBlind: (name) => `${name} was answering first. The AI’s answer was hidden from them.`,
  replaySecond: (name) =>
    `${name} was deciding second. The first decision, its reason and its author were hidden from them.`,
  replayPreserved: (name) => `Under legal hold by ${name}`,
  replayRevision: (revision) => `revision ${revision}`,
  replayAnswers: 'Own answers first',
  replayBecause: (when, reason) => `${when}. Reason: “${reason}”`,
  replaySeats: { first: 'First decision', second: 'Second decision', adjudicator: 'Decision of the adjudicator' },
  replayShowSeen: (name) => `Show what ${name} saw`,
  replayHideSeen: (name) => `Hide what ${name} saw`,
  replayWithheldEntry: 'What this entry holds is withheld from you',
};
