import type { TextFormat } from '../internal/format.js';
import { type EvidenceMessages, evidenceMessages } from './evidence.messages.js';

/** Words of the panel. */
export interface ExplanationPanelMessages {
  /** Says where the explanation comes from. */
  mark: string;
  /** `value` is the proposed one, absent where it has no words. */
  title: (value: string | undefined) => string;
  slots: {
    summary: string;
    factors: string;
    counterEvidence: string;
    evidence: string;
    limits: string;
    trackRecord: string;
    model: string;
  };
  /** An empty slot. */
  notProvided: string;
  showAllFactors: (count: number, format: TextFormat) => string;
  /** Over the bars: `value` is the proposed one. */
  for: (value: string | undefined) => string;
  against: string;
  /** What the weights count: "log-odds". */
  weightsIn: (unit: string) => string;
  /** "For, 0.31". */
  weightFor: (weight: string) => string;
  weightAgainst: (weight: string) => string;
  noWeight: string;
  /** Before the sources of one claim. */
  evidenceFor: string;
  /** `range` is "57–70%". */
  trackRecord: (n: number, right: string, range: string | undefined, format: TextFormat) => string;
  measuredOn: (date: string) => string;
  tooFewSimilar: (n: number, format: TextFormat) => string;
  facts: { model: string; calibration: string; method: string };
  /** `released` is a date, absent where it is not known. */
  modelVersion: (id: string, version: string, released: string | undefined) => string;
}

export const explanationPanelMessages: ExplanationPanelMessages = {
  mark: 'AI explanation',
  title: (value) => (value ? `Why “${value}” is suggested` : 'Why this is suggested'),
  slots: {
    summary: 'Summary',
    factors: 'Factors',
    counterEvidence: 'Counter-evidence',
    evidence: 'Evidence',
    limits: 'Limits',
    trackRecord: 'Track record',
    model: 'Model and version',
  },
  notProvided: 'Not provided',
  showAllFactors: (count, f) => `Show all ${f.number(count)} factors`,
  for: (value) => (value ? `For “${value}”` : 'For'),
  against: 'Against',
  weightsIn: (unit) => `Weights in ${unit}`,
  weightFor: (weight) => `For, ${weight}`,
  weightAgainst: (weight) => `Against, ${weight}`,
  noWeight: 'No weight',
  evidenceFor: 'Evidence:',
  trackRecord: (n, right, range, f) =>
    `In the last ${f.plural(n, { one: '# similar case', other: '# similar cases' })} this was right ${right}${range ? ` (${range})` : ''}.`,
  measuredOn: (date) => `Measured on ${date}.`,
  tooFewSimilar: (n, f) =>
    `${f.plural(n, { one: '# similar case', other: '# similar cases' })}, too few to say how often this was right.`,
  facts: { model: 'Model', calibration: 'Calibration', method: 'Explanation method' },
  modelVersion: (id, version, released) => `${id} ${version}${released ? `, from ${released}` : ''}`,
};

/** Every word of an explanation. */
export interface ExplanationMessages extends EvidenceMessages, ExplanationPanelMessages {}

export const explanationMessages: ExplanationMessages = /* @__PURE__ */ Object.assign(
  {},
  evidenceMessages,
  explanationPanelMessages,
);
