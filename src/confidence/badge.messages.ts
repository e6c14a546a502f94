import type { TextFormat } from '../internal/format.js';
import type { Icd203Band, IpccBand } from './confidence.types.js';

// Apart from the whole catalogue: bundlers that split code put what a file imports where the file is.

/** Words of every badge. */
export interface ConfidenceBadgeMessages {
  /** The score itself is missing or no probability. */
  notAvailable: string;
  /** The score does not pass the calibration gate. */
  notCalibrated: string;
  bands: Record<Icd203Band | IpccBand, string>;
}

export const confidenceBadgeMessages: ConfidenceBadgeMessages = {
  notAvailable: 'Score not available',
  notCalibrated: 'Score not calibrated',
  bands: {
    'almost-no-chance': 'Almost no chance',
    'very-unlikely': 'Very unlikely',
    unlikely: 'Unlikely',
    'roughly-even': 'Roughly even chance',
    likely: 'Likely',
    'very-likely': 'Very likely',
    'almost-certain': 'Almost certain',
    'as-likely-as-not': 'About as likely as not',
  },
};

/** Words of the readout. Texts with `{…}` take elements in these places. */
export interface ConfidenceReadoutMessages {
  /** What the score is about, before it: "Default within 24 months:". */
  about: (of: string) => string;
  /** `{range}` is the interval around the score. */
  interval: string;
  /** After a person decided. `{was}` is what the badge says, `{person}` a name. */
  decided: string;
  /** Stands for `{person}` where no name may be shown. */
  somebody: string;
  /** What a meter says: `low` without, `high` with its percent sign. */
  meter: (low: string, high: string, band: string) => string;
  /** What a number rests on. */
  basis: (n: number, date: string, format: TextFormat) => string;
}

export const confidenceReadoutMessages: ConfidenceReadoutMessages = {
  about: (of) => `${of}:`,
  interval: 'interval {range}',
  decided: 'was {was}, now decided by {person}',
  somebody: 'a person',
  meter: (low, high, band) => `${low} to ${high}, ${band}`,
  basis: (n, date, f) => `${f.plural(n, { one: '# case', other: '# cases' })}, ${date}`,
};

/** Words of the list of readings. */
export interface NBestMessages {
  /** Names the list. */
  readings: string;
  /** `share` is "95%". */
  coverage: (count: number, share: string, format: TextFormat) => string;
  /** More readings than can be compared. */
  noRecommendation: string;
  tooMany: (count: number, format: TextFormat) => string;
  /** A reading that is no text. */
  unreadable: string;
}

export const nBestMessages: NBestMessages = {
  readings: 'Possible readings',
  coverage: (count, share, f) =>
    f.plural(count, {
      one: `This reading covers ${share} of similar cases.`,
      other: `These # readings cover ${share} of similar cases.`,
    }),
  noRecommendation: 'No recommendation',
  tooMany: (count, f) => `${f.number(count)} readings are plausible, too many to recommend one.`,
  unreadable: 'Not available',
};
