import { canonicalJson, isJson } from '../internal/canonical-json.js';
import { isRecord } from '../internal/is-record.js';
import { isIsoDate, isIsoTime } from '../internal/iso-date.js';
import { ERASED, type Issue, type Json, type Proposal, RISKS, type Saw, type ValueSchema } from './review.types.js';

export { isIsoDate, isIsoTime };

/** Whether a number can be a probability: finite, 0 to 1. */
export function isProbability(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function filled(text: unknown): boolean {
  return typeof text === 'string' && text.trim() !== '';
}

function unlike(expected: Json, path: string): Issue {
  return { code: 'value-invalid', path, detail: { expected } };
}

/**
 * What is wrong with a value under its schema; nothing when it fits. Without a schema any JSON but `undefined` fits.
 *
 * @param path where the value stands, for the issues: `value`, `value.amount`
 */
export function valueIssues(value: unknown, schema: ValueSchema | undefined, path = 'value'): Issue[] {
  if (value === undefined || value === null) {
    return schema || value === undefined ? [{ code: 'field-missing', path }] : [];
  }
  switch (schema?.type) {
    case 'choice':
      return schema.options.some((option) => option.value === value)
        ? []
        : [{ code: 'choice-unknown', path, ...(isJson(value) && { detail: { value: value as Json } }) }];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [unlike('boolean', path)];
    case 'text': {
      if (typeof value !== 'string') return [unlike('text', path)];
      const max = schema.maxLength;
      return max !== undefined && value.length > max
        ? [{ code: 'text-too-long', path, detail: { max, length: value.length } }]
        : [];
    }
    case 'number': {
      if (typeof value !== 'number' || !Number.isFinite(value)) return [unlike('number', path)];
      const { min, max, step } = schema;
      if ((min !== undefined && value < min) || (max !== undefined && value > max)) {
        return [{ code: 'number-out-of-range', path, detail: { min: min ?? null, max: max ?? null } }];
      }
      if (step !== undefined && step > 0) {
        const steps = (value - (min ?? 0)) / step;
        // Decimal steps are not binary ones: 0.3 / 0.1 is 2.9999999999999996.
        if (Math.abs(steps - Math.round(steps)) > 1e-9 * Math.max(1, Math.abs(steps))) {
          return [{ code: 'number-off-step', path, detail: { step, min: min ?? 0 } }];
        }
      }
      return [];
    }
    case 'record': {
      if (!isRecord(value)) return [unlike('record', path)];
      const own = (name: string) => (Object.hasOwn(value, name) ? value[name] : undefined);
      const issues = schema.fields.flatMap((field) =>
        field.optional && (own(field.name) ?? null) === null
          ? []
          : valueIssues(own(field.name), field.schema, `${path}.${field.name}`),
      );
      // The card shows the fields of the schema: what it does not show must not take effect.
      const hidden = Object.keys(value).filter(
        (name) => value[name] !== undefined && !schema.fields.some((field) => field.name === name),
      );
      return [...issues, ...hidden.map((name) => unlike('field of the schema', `${path}.${name}`))];
    }
    default:
      // No schema, or one of a newer server: the value is shown as it is and cannot be edited here.
      return isJson(value) ? [] : [unlike('JSON', path)];
  }
}

/** What is wrong with a schema itself: one that is malformed would fit nothing, or everything. */
function schemaIssues(schema: unknown, path: string): Issue[] {
  if (!isRecord(schema)) return [unlike('schema', path)];
  switch (schema.type) {
    case 'choice':
      return listIssues(schema.options, `${path}.options`, 'value', true);
    case 'number': {
      const bounds = ['min', 'max', 'step'].filter((name) => schema[name] !== undefined);
      const wrong = bounds.filter((name) => !Number.isFinite(schema[name]));
      if (wrong.length > 0) return wrong.map((name) => unlike('number', `${path}.${name}`));
      const { min, max } = schema as { min?: number; max?: number };
      return min !== undefined && max !== undefined && min > max ? [unlike('at least min', `${path}.max`)] : [];
    }
    case 'record': {
      const issues = listIssues(schema.fields, `${path}.fields`, 'name', true);
      if (issues.length > 0) return issues;
      return (schema.fields as { name: string; schema: unknown }[]).flatMap((field) =>
        isRecord(field.schema) && field.schema.type === 'record'
          ? [unlike('flat record', `${path}.fields.${field.name}`)]
          : schemaIssues(field.schema, `${path}.fields.${field.name}`),
      );
    }
    case 'text':
      return schema.maxLength === undefined || Number.isFinite(schema.maxLength)
        ? []
        : [unlike('number', `${path}.maxLength`)];
    default:
      return filled(schema.type) ? [] : [{ code: 'field-missing', path: `${path}.type` }];
  }
}

/** What is wrong with a list of items, each told apart by one of its texts where `key` is given. */
function listIssues(list: unknown, path: string, key?: string, isNeeded = false): Issue[] {
  if (list === undefined) return isNeeded ? [{ code: 'field-missing', path }] : [];
  if (!Array.isArray(list)) return [unlike('list', path)];
  if (isNeeded && list.length === 0) return [{ code: 'field-missing', path }];
  const seen = new Set<unknown>();
  return list.flatMap((item, index): Issue[] => {
    if (key === undefined) return isRecord(item) ? [] : [unlike('object', `${path}.${index}`)];
    const id = isRecord(item) ? item[key] : undefined;
    if (typeof id !== 'string') return [{ code: 'field-missing', path: `${path}.${index}.${key}` }];
    const isTwice = seen.has(id);
    seen.add(id);
    return isTwice ? [unlike(`unique ${key}`, `${path}.${id}`)] : [];
  });
}

function textIssues(list: unknown, path: string): Issue[] {
  if (list === undefined || (Array.isArray(list) && list.every((item) => typeof item === 'string'))) return [];
  return [unlike('list of texts', path)];
}

/** How far the clock of whoever makes proposals may be ahead of the server's, in milliseconds. */
const CLOCK_TOLERANCE = 60_000;

/**
 * What is wrong with a proposal, as `initialReview` and `revise` ask. A score that is not a probability is not listed:
 * the badge says that it is not available, and the rest of the case stays reviewable.
 *
 * @param isReplayed whether it was accepted before: what it is about may have been erased since
 * @param at server time, ISO 8601; without it, it is not asked whether the proposal is from later
 */
export function proposalIssues(proposal: unknown, isReplayed = false, at?: string): Issue[] {
  if (!isRecord(proposal)) return [{ code: 'field-missing', path: 'proposal' }];
  if (!isJson(proposal, true)) return [unlike('JSON', 'proposal')];
  const given = proposal as Partial<Proposal>;
  const issues: Issue[] = [];
  const missing = (path: string) => issues.push({ code: 'field-missing', path });

  if (!filled(given.id)) missing('id');
  if (!filled(given.kind)) missing('kind');
  if (!Number.isInteger(given.revision) || (given.revision ?? 0) < 1) {
    issues.push(unlike('whole number from 1', 'revision'));
  }
  if (!filled(given.subject?.title)) missing('subject.title');
  // Whoever could write that themselves would have a case, or a verdict on any screen, pass for an erased one.
  for (const name of ['title', 'reference'] as const) {
    const text: unknown = given.subject?.[name];
    if (!isReplayed && typeof text === 'string' && text.trim() === ERASED) {
      issues.push({ code: 'text-reserved', path: `subject.${name}`, detail: { text: ERASED } });
    }
  }
  if (!filled(given.model?.id)) missing('model.id');
  if (!filled(given.model?.version)) missing('model.version');
  if (!RISKS.includes(given.risk as never)) issues.push(unlike(RISKS, 'risk'));
  if (!isIsoTime(given.createdAt)) issues.push({ code: 'date-invalid', path: 'createdAt' });
  else if (!isReplayed && Date.parse(given.createdAt) > Date.parse(at ?? '') + CLOCK_TOLERANCE) {
    issues.push({ code: 'date-ahead', path: 'createdAt' });
  }
  if (given.dueAt !== undefined && !isIsoDate(given.dueAt)) issues.push({ code: 'date-invalid', path: 'dueAt' });

  const ofSchema = given.schema === undefined ? [] : schemaIssues(given.schema, 'schema');
  issues.push(...ofSchema);
  if (given.value === undefined) missing('value');
  else if (ofSchema.length === 0) issues.push(...valueIssues(given.value, given.schema));

  const { explanation, signals } = given;
  issues.push(
    ...textIssues(given.why, 'why'),
    ...listIssues(given.alternatives, 'alternatives'),
    ...listIssues(given.subject?.facts, 'subject.facts'),
    ...(signals === undefined || isRecord(signals) ? [] : [unlike('object', 'signals')]),
    ...listIssues(signals?.otherModels, 'signals.otherModels'),
    ...(signals?.fields === undefined || isRecord(signals.fields) ? [] : [unlike('object', 'signals.fields')]),
    ...(explanation === undefined || isRecord(explanation) ? [] : [unlike('object', 'explanation')]),
    ...listIssues(explanation?.factors, 'explanation.factors', 'id'),
    ...listIssues(explanation?.counterEvidence, 'explanation.counterEvidence'),
    ...listIssues(explanation?.evidence, 'explanation.evidence', 'id'),
    ...textIssues(explanation?.limits, 'explanation.limits'),
  );
  return issues;
}

/** Ids of required evidence that was not opened. */
export function unopenedEvidence(proposal: Proposal, opened: readonly string[] | undefined): string[] {
  const items = proposal.explanation?.evidence ?? [];
  const ids: readonly unknown[] = Array.isArray(opened) ? opened : [];
  return items.filter((item) => item.required && !ids.includes(item.id)).map((item) => item.id);
}

/** Whether what a proposal is about was erased: only what was proposed is left of it. */
export function isErased({ subject }: Pick<Proposal, 'subject'>): boolean {
  return subject.title === ERASED;
}

/** What an erasure leaves of a proposal: what was proposed, not what the case is about, nor why, nor why a person is asked. */
export function withoutSubject({ explanation: _explanation, why: _why, ...proposal }: Proposal): Proposal {
  return { ...proposal, subject: { title: ERASED } };
}

/** What a verdict is given on: the proposal's revision and a fingerprint of everything in it that the card shows. */
export function sawOf(proposal: Proposal): Saw {
  return { revision: proposal.revision, fingerprint: fingerprint(canonicalJson(proposal)) };
}

/**
 * Two 32-bit FNV-1a hashes from different offsets, as 16 hex digits. It tells two proposals apart; it is no defence
 * against somebody who wants a collision, and needs none: the server holds the proposal and computes its own.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
 */
function fingerprint(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit ^ (index & 0xff), 0x01000193);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}

/** The value a verdict puts into effect; `null` where nothing of the proposal does. */
export function effectiveValue(proposal: Proposal, verdict: { type: string; value?: Json }): Json {
  if (verdict.type === 'approve') return proposal.value;
  if (verdict.type === 'override') return verdict.value ?? null;
  return null;
}
