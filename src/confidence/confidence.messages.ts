import type { TextFormat } from '../internal/format.js';
import type { Calibration, CalibrationLimits, CalibrationProblem, Icd203Band, IpccBand } from './confidence.types.js';

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

/** Words of the quantile dots; `amount` carries its unit. */
export interface QuantileDotsMessages {
  outcomesAbove: (above: number, count: number, amount: string, format: TextFormat) => string;
  /** Where no threshold is given. */
  outcomesBetween: (count: number, low: string, high: string, format: TextFormat) => string;
  outcomesNotAvailable: string;
}

export const quantileDotsMessages: QuantileDotsMessages = {
  outcomesAbove: (above, count, amount, f) =>
    f.plural(above, {
      one: `# of ${f.number(count)} equally likely outcomes is above ${amount}.`,
      other: `# of ${f.number(count)} equally likely outcomes are above ${amount}.`,
    }),
  outcomesBetween: (count, low, high, f) =>
    `${f.number(count)} equally likely outcomes lie between ${low} and ${high}.`,
  outcomesNotAvailable: 'Outcomes not available',
};

/** Words about how a score was calibrated. */
export interface CalibrationNoteMessages {
  calibration: (calibration: Calibration, format: TextFormat) => string;
  calibrationProblems: Record<
    CalibrationProblem,
    (calibration: Calibration, limits: CalibrationLimits, format: TextFormat) => string
  >;
}

export const calibrationNoteMessages: CalibrationNoteMessages = {
  calibration: ({ n, asOf, error }, f) =>
    `${f.plural(n, { one: '# case', other: '# cases' })}, ${f.date(asOf)}, error ${f.number(error)}`,
  calibrationProblems: {
    missing: () => 'Not provided',
    malformed: () => 'Not available',
    'error-too-high': ({ error }, { maxError }, f) =>
      `Error ${f.number(error)}, above the ${f.number(maxError)} allowed`,
    'too-old': ({ asOf }, { maxAgeDays }, f) =>
      `Measured on ${f.date(asOf)}, more than ${f.plural(maxAgeDays, { one: '# day', other: '# days' })} ago`,
    'too-few-cases': ({ n }, { minCases }, f) =>
      `${f.plural(n, { one: '# case', other: '# cases' })}, fewer than the ${f.number(minCases)} required`,
  },
};

/** Every word about how sure a model is. */
export interface ConfidenceMessages
  extends ConfidenceBadgeMessages,
    ConfidenceReadoutMessages,
    NBestMessages,
    QuantileDotsMessages,
    CalibrationNoteMessages {}

export const confidenceMessages: ConfidenceMessages = /* @__PURE__ */ Object.assign(
  {},
  confidenceBadgeMessages,
  confidenceReadoutMessages,
  nBestMessages,
  quantileDotsMessages,
  calibrationNoteMessages,
);
