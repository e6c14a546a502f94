import type { Json, OversightMode, Risk, Signals } from '../review/review.types.js';

/* What happened --------------------------------------------------------------------------------------------------- */

/** What the conditions of a policy ask of a proposal. A whole proposal is one. */
export interface ProposalFacts {
  id: string;
  kind: string;
  value: Json;
  risk: Risk;
  confidence?: { readonly value?: number; readonly of?: string };
  alternatives?: readonly { readonly value: Json; readonly confidence?: number }[];
  signals?: Signals;
  explanation?: { readonly factors?: readonly { readonly contribution: number }[] };
}

/** One case as the record has it: what was proposed, how it could come to be looked at, and what came of it. */
export interface RecordedCase {
  proposal: ProposalFacts;
  /** When it was sent somewhere, ISO 8601. */
  at: string;
  /**
   * The chance, 0 to 1, with which it came to be known whether the AI's value was right: that of coming to a person under the
   * policy then in force. 1 where a rule sent it to people, the rate where only a sample was drawn, 0 where nobody could get it
   * (`peopleChances` reckons it). 1 also where the host comes to know the true outcome of every such case.
   */
  chance: number;
  /**
   * What the person said whom it came to by that chance: the AI's value, or another one. Absent where nobody has, and where
   * somebody looked for another reason, such as a complaint: that is `truth`.
   */
  answer?: 'agreed' | 'changed';
  /** Whether the AI's value turned out right, where that is known by now (B-27); it counts before the person's answer. */
  truth?: 'right' | 'wrong';
  /** The group of people that it concerns, where the host allows it to be looked at. */
  group?: string;
}

/** The cases of a period. */
export interface CaseRecord {
  /** ISO 8601. */
  from: string;
  /** ISO 8601; after `from`. */
  until: string;
  cases: readonly RecordedCase[];
}

/* What would have happened ---------------------------------------------------------------------------------------- */

/** A number that is reckoned from a part, with its 95 % interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

/** What is known of the cases that would take effect without a person. */
export interface PassingEstimate {
  /** How many would have, averaged over the draws of the policy's samples. */
  cases: number;
  /** Those of which something can be told; absent where that is none. */
  told?: {
    cases: number;
    /** How many looked-at cases it rests on. */
    known: number;
    /** Wrong ones among them. */
    wrong: Estimate;
    /** The same as a share, 0 to 1. */
    rate: Estimate;
  };
  /** Those of which nothing can be told: none of them, nor any that stands for them, was ever looked at. */
  untold: number;
  /** Wrong ones that are known by name, however that came: there are no fewer. */
  found: number;
}

export interface GroupEstimate {
  group: string;
  cases: number;
  /** How many of them would have come to people. */
  people: number;
  passing: PassingEstimate;
}

/** What a policy would have done with the cases of a record. */
export interface PolicyEstimate {
  cases: number;
  /** Length of the record. */
  days: number;
  /** Cases a day that come to people, in either mode. */
  people: Estimate;
  /** Cases a day by mode. */
  perDay: Readonly<Record<OversightMode, Estimate>>;
  passing: PassingEstimate;
  /** In the order of their names; empty where no case has one. */
  groups: readonly GroupEstimate[];
}

/* Along one threshold --------------------------------------------------------------------------------------------- */

/** One bound of one condition of a policy, that could stand elsewhere. */
export interface Threshold {
  /** Where: `rules.2.when.of.0.below`, as in `PolicyProblem`. */
  path: string;
  rule: string;
  side: 'atLeast' | 'below';
  value: number;
}

/** What a policy does with one of its thresholds at one place. */
export interface CurvePoint {
  threshold: number;
  /** Share of all cases that would take effect without a person, 0 to 1. */
  coverage: number;
  passing: PassingEstimate;
}
