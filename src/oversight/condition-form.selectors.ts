import type { Json } from '../review/review.types.js';
import type { Bounds, Condition, ConditionType } from './oversight.types.js';

/** Conditions in the order in which they are offered. */
export const CONDITION_TYPES: readonly ConditionType[] = [
  'confidence',
  'margin',
  'entropy',
  'novelty',
  'disagreement',
  'value',
  'risk',
  'kind',
  'sample',
  'and',
  'or',
  'not',
];

const NEW: { readonly [Type in ConditionType]: Extract<Condition, { type: Type }> } = {
  and: { type: 'and', of: [{ type: 'confidence', below: 0.8 }] },
  or: { type: 'or', of: [{ type: 'confidence', below: 0.8 }] },
  not: { type: 'not', of: { type: 'confidence', below: 0.8 } },
  confidence: { type: 'confidence', below: 0.8 },
  margin: { type: 'margin', below: 0.1 },
  entropy: { type: 'entropy', atLeast: 0.8 },
  novelty: { type: 'novelty', atLeast: 0.5 },
  disagreement: { type: 'disagreement', between: 'factors', atLeast: 0.8 },
  value: { type: 'value', atLeast: 0 },
  risk: { type: 'risk', in: ['high', 'critical'] },
  kind: { type: 'kind', in: [] },
  sample: { type: 'sample', rate: 0.02, seed: 'sample' },
};

/** What somebody begins with who adds a condition. */
export const newCondition = (type: ConditionType = 'confidence'): Condition => NEW[type];

const partsOf = (condition: Condition): readonly Condition[] =>
  condition.type === 'and' || condition.type === 'or' ? condition.of : condition.type === 'not' ? [condition.of] : [];

function firstOf(condition: Condition, type: ConditionType): Condition | undefined {
  if (condition.type === type) return condition;
  for (const part of partsOf(condition)) {
    const found = firstOf(part, type);
    if (found) return found;
  }
  return undefined;
}

const SHARES: readonly ConditionType[] = ['confidence', 'margin', 'entropy', 'novelty', 'disagreement'];

/** The condition as another type, with as much of it as that type can hold. */
export function asType(condition: Condition, type: ConditionType): Condition {
  if (condition.type === type) return condition;
  if (type === 'and' || type === 'or')
    return { type, of: condition.type === 'and' || condition.type === 'or' ? condition.of : [condition] };
  if (type === 'not') return { type, of: condition };
  const inside = firstOf(condition, type);
  if (inside) return inside;
  if (SHARES.includes(type) && SHARES.includes(condition.type)) {
    const { atLeast, below } = condition as Bounds;
    return { ...NEW[type], atLeast, below } as Condition;
  }
  return NEW[type];
}

/** A value as a line that somebody types: a text as it is, anything else as JSON. */
export function lineOf(value: Json): string {
  return typeof value === 'string' && readLine(value) === value ? value : JSON.stringify(value);
}

/** What a line means: JSON where it is some, else a text. */
export function readLine(line: string): Json {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return line;
  }
}

/** A list as lines, and back; empty lines are none. */
export const linesOf = (list: readonly Json[] = []): string => list.map(lineOf).join('\n');
export const listOf = (lines: string): Json[] =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(readLine);
