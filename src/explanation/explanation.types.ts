/** One reason for or against the proposed value. Text is the model's or the host's and is shown as plain text. */
export interface Factor {
  id: string;
  name: string;
  /** What this case has: "14.2%". */
  value?: string;
  /** What is usual, for comparison: "portfolio average 4.1%". */
  typical?: string;
  /** Signed weight in the unit of `Explanation.unit`: above 0 speaks for the proposed value, below 0 against it. */
  contribution: number;
  /** Evidence items that bear this factor out. */
  evidence?: readonly string[];
}

/** Something that speaks against the proposal, in words. */
export interface CounterEvidence {
  text: string;
  /** Evidence items that bear it out. */
  evidence?: readonly string[];
}

/** A source a reviewer can open. */
export interface EvidenceItem {
  id: string;
  title: string;
  note?: string;
  /** Where it opens; without one the host opens it from `onEvidenceOpen`, and without that it cannot be opened. */
  href?: string;
  /** Whether the evidence gate asks for it (B-13). */
  required?: boolean;
}

/** How often the model was right on similar cases (B-20). */
export interface TrackRecord {
  /** Share of similar cases in which it was right, 0 to 1. */
  right: number;
  /** How many similar cases; shown only with 30 or more. */
  n: number;
  /** Interval around `right`, each 0 to 1. */
  interval?: readonly [low: number, high: number];
  /** ISO 8601 date of the measurement. */
  asOf?: string;
}

/** Why the model proposes what it proposes. Every slot is optional; an empty one is shown as "Not provided" (D-1). */
export interface Explanation {
  summary?: string;
  factors?: readonly Factor[];
  /** What `Factor.contribution` counts, such as "log-odds". */
  unit?: string;
  counterEvidence?: readonly CounterEvidence[];
  evidence?: readonly EvidenceItem[];
  limits?: readonly string[];
  trackRecord?: TrackRecord;
  /** How the factors were found, such as "exact contributions of a linear model". */
  method?: string;
}

/** How much of an explanation is shown (D-8, the four levels of SAP's explainability guideline). */
export const EXPLANATION_DETAILS = ['none', 'indicator', 'summary', 'report'] as const;
export type ExplanationDetail = (typeof EXPLANATION_DETAILS)[number];
