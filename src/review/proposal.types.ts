import type { Alternative, Confidence } from '../confidence/confidence.types.js';
import type { Explanation } from '../explanation/explanation.types.js';
import type { Json } from './json.types.js';

export interface ChoiceOption {
  value: string;
  label: string;
  /** What choosing it causes, said above the decision buttons. */
  consequence?: string;
}

export interface ChoiceSchema {
  type: 'choice';
  options: readonly ChoiceOption[];
}

export interface NumberSchema {
  type: 'number';
  /** ISO 4217 currency code (`EUR`) or a unit as text (`mg`). */
  unit?: string;
  /** Least value allowed, inclusive, in `unit`. */
  min?: number;
  /** Greatest value allowed, inclusive, in `unit`. */
  max?: number;
  /** Step counted from `min` (or 0); `1` means whole numbers. */
  step?: number;
}

export interface TextSchema {
  type: 'text';
  /** Greatest length in UTF-16 code units. */
  maxLength?: number;
  multiline?: boolean;
}

export interface BooleanSchema {
  type: 'boolean';
  /** How `true` and `false` read; the catalogue's "Yes" and "No" otherwise. */
  trueLabel?: string;
  falseLabel?: string;
}

export type ScalarSchema = ChoiceSchema | NumberSchema | TextSchema | BooleanSchema;

export interface RecordField {
  name: string;
  label: string;
  schema: ScalarSchema;
  /** Whether the field may be left out (`null`). */
  optional?: boolean;
}

/** A flat record: what a form, a tool call or an extracted document holds. */
export interface RecordSchema {
  type: 'record';
  fields: readonly RecordField[];
}

/** The shape of a proposal's value: it picks the editor, checks the input and says how the value reads. */
export type ValueSchema = ScalarSchema | RecordSchema;

export const RISKS = ['low', 'medium', 'high', 'critical'] as const;
/** Declared by the host, never by the model, so it may be shown before the AI's answer. */
export type Risk = (typeof RISKS)[number];

/** One fact about the case, as the host wants it read: "Amount and term", "€18,000 over 48 months". */
export interface Fact {
  name: string;
  value: string;
}

/** What the case is about: never anything from the model. */
export interface Subject {
  /** "Home renovation loan: €18,000 for a skilled electrician". */
  title: string;
  /** The host's own number for the case: "LN-20417". */
  reference?: string;
  /** Where it belongs: "Consumer credit". */
  area?: string;
  facts?: readonly Fact[];
  /** Heading over the facts: "Application". */
  factsTitle?: string;
}

export interface ModelRef {
  id: string;
  version: string;
  /** ISO 8601 date. */
  releasedAt?: string;
}

/** What another model says of the same case. */
export interface OtherModel {
  model: ModelRef;
  value: Json;
}

/** What tells how far to trust a model on this case, besides its own confidence. Kept from whoever answers first. */
export interface Signals {
  /** How unlike the case is to what the model was made with: 0 like most, 1 like none. How it is measured is the host's. */
  novelty?: number;
  /** Probability that each field of a record is right, 0 to 1, by the field's name. */
  fields?: { readonly [field: string]: number };
  otherModels?: readonly OtherModel[];
}

/** What an AI recommends. Immutable: a changed recommendation is a new `revision`. */
export interface Proposal {
  id: string;
  /** Counts up from 1. */
  revision: number;
  /** What sort of case it is, in the host's words: `credit-application`. */
  kind: string;
  subject: Subject;
  value: Json;
  schema?: ValueSchema;
  alternatives?: readonly Alternative<Json>[];
  /** Share of similar cases whose true value is among value and alternatives, 0 to 1. */
  coverage?: number;
  confidence?: Confidence;
  explanation?: Explanation;
  risk: Risk;
  model: ModelRef;
  signals?: Signals;
  /** Why a person is asked, in words: "Score near the threshold". */
  why?: readonly string[];
  /** ISO 8601 with offset. */
  createdAt: string;
  /** ISO 8601 with offset. */
  dueAt?: string;
}
