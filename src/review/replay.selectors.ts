import { replayEntry } from './lifecycle.selectors.js';
import { type AuditEntry, ENTRY_TYPES, type Review } from './review.types.js';
import { isWithheldEntry } from './withheld-entry.selectors.js';

export { isWithheldEntry };

/** Why an entry cannot be followed. */
export type ReplayFault =
  /** A server keeps part of it from this reader. */
  | 'withheld'
  /** One or more entries before it are not there. */
  | 'missing'
  /** Of a newer version, or of nobody's. */
  | 'unknown'
  /** It is of another review. */
  | 'foreign'
  /** It says something else than the chart does, or the chart would have refused it. */
  | 'mismatch';

/** Where a history stops leading anywhere. Everything before it can still be looked at. */
export interface ReplayBreak {
  fault: ReplayFault;
  /** The first entry that does not follow. */
  entry: AuditEntry;
  /** `seq` of the last entry that does; 0 where none does. */
  lastSeq: number;
  /** For whoever has to mend it, in English: `says value "x" where the chart says "y"`. */
  problem: string;
}

/** What a history led to at one entry: the review, or where it broke before. */
export type ReplayedReview =
  | { entry: AuditEntry; review: Review; broken?: undefined }
  | { entry: AuditEntry; review?: undefined; broken: ReplayBreak };

/** A history that can be looked at entry by entry, in any order. */
export interface Replay {
  /** Oldest first, each once. */
  readonly entries: readonly AuditEntry[];
  /**
   * What stood after an entry. Each entry is run once, when it or a later one is asked for first; reviews share what did not
   * change, so that all of them are kept.
   *
   * @returns nothing where there is no entry of this `seq`
   */
  at(seq: number): ReplayedReview | undefined;
  /**
   * Runs what was not run yet, and says where the history breaks; nothing where it leads to its end.
   *
   * @param most how many entries at most, for a page that must stay responsive. @default all
   */
  check(most?: number): ReplayBreak | undefined;
  /** How many entries are run; all where the history is known to break. */
  readonly checked: number;
}

function faultOf(entry: AuditEntry, before: Review | undefined): ReplayFault {
  const id = before?.id ?? entry.reviewId;
  if (entry.reviewId !== id) return 'foreign';
  if (entry.seq > (before?.version ?? 0) + 1) return 'missing';
  if (isWithheldEntry(entry)) return 'withheld';
  return ENTRY_TYPES.includes(entry.type) ? 'mismatch' : 'unknown';
}

/** Oldest first, each once; of two with one id the last counts, as a server may have withheld part of it before. */
function inOrder(entries: readonly AuditEntry[]): AuditEntry[] {
  const known = new Map<string, AuditEntry>();
  for (const entry of entries) if (entry) known.set(String(entry.id ?? entry.seq), entry);
  const place = ({ seq }: AuditEntry) => (Number.isFinite(seq) ? seq : 0);
  return [...known.values()].sort((a, b) => place(a) - place(b));
}

/**
 * Opens the history of one review, to be stepped through. Nothing is run until it is asked for, and nothing twice. A history
 * that is broken says where, and shows everything before.
 *
 * @param given the entries in any order
 */
export function createReplay(given: readonly AuditEntry[]): Replay {
  const entries = inOrder(given);
  const places = new Map(entries.map(({ seq }, index) => [seq, index]));
  const reviews: Review[] = [];
  let broken: ReplayBreak | undefined;

  function run(end: number) {
    while (!broken && reviews.length < end) {
      const entry = entries[reviews.length] as AuditEntry;
      const before = reviews.at(-1);
      // What is withheld from a proposal may leave one behind that can be read, and is not the one.
      const { review, problem } = isWithheldEntry(entry)
        ? { problem: 'is withheld from this reader' }
        : replayEntry(before, entry);
      if (review) reviews.push(review);
      else broken = { fault: faultOf(entry, before), entry, lastSeq: before?.version ?? 0, problem: String(problem) };
    }
  }

  return {
    entries,
    at(seq) {
      const place = places.get(seq);
      if (place === undefined) return undefined;
      run(place + 1);
      const entry = entries[place] as AuditEntry;
      const review = reviews[place];
      return review ? { entry, review } : { entry, broken: broken as ReplayBreak };
    },
    check(most = entries.length) {
      run(Math.min(entries.length, reviews.length + most));
      return broken;
    },
    get checked() {
      return broken ? entries.length : reviews.length;
    },
  };
}

/**
 * The review as it stood after the entry of this `seq`. For one look; `createReplay` is for several.
 *
 * @param entries the entries of one review, in any order
 * @returns nothing where there is no such entry
 */
export function replayUntil(entries: readonly AuditEntry[], seq: number): ReplayedReview | undefined {
  return createReplay(entries).at(seq);
}
