import { canonicalJson } from '../internal/canonical-json.js';
import {
  type Issue,
  type Json,
  type Proposal,
  type RecordField,
  RISKS,
  type Saw,
  type ValueSchema,
} from './review.types.js';

/** Whether text is a date or a date and time that ISO 8601 knows and a calendar has. */
export function isIsoDate(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4}-\d{2}-\d{2}/.test(text) && Number.isFinite(Date.parse(text));
}

/** Whether a number can be a probability: finite, 0 to 1. */
export function isProbability(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function filled(text: unknown): boolean {
  return typeof text === 'string' && text.trim() !== '';
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
  if (!schema) return [];
  switch (schema.type) {
    case 'choice':
      return schema.options.some((option) => option.value === value)
        ? []
        : [{ code: 'choice-unknown', path, detail: { value: String(value) } }];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [{ code: 'value-invalid', path, detail: { expected: 'boolean' } }];
    case 'text': {
      if (typeof value !== 'string') return [{ code: 'value-invalid', path, detail: { expected: 'text' } }];
      const max = schema.maxLength;
      return max !== undefined && value.length > max
        ? [{ code: 'text-too-long', path, detail: { max, length: value.length } }]
        : [];
    }
    case 'number': {
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        return [{ code: 'value-invalid', path, detail: { expected: 'number' } }];
      }
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
      if (typeof value !== 'object' || Array.isArray(value)) {
        return [{ code: 'value-invalid', path, detail: { expected: 'record' } }];
      }
      const record = value as { [key: string]: unknown };
      return schema.fields.flatMap((field: RecordField) =>
        field.optional && (record[field.name] === null || record[field.name] === undefined)
          ? []
          : valueIssues(record[field.name], field.schema, `${path}.${field.name}`),
      );
    }
    default:
      // A newer server's schema: the value is shown as it is and cannot be edited here.
      return [];
  }
}

/**
 * What is wrong with a proposal, as `initialReview` and `revise` ask. A score that is not a probability is not listed:
 * the badge says that it is not available, and the rest of the case stays reviewable.
 */
export function proposalIssues(proposal: unknown): Issue[] {
  if (typeof proposal !== 'object' || proposal === null) return [{ code: 'field-missing', path: 'proposal' }];
  const given = proposal as Partial<Proposal>;
  const issues: Issue[] = [];
  const missing = (path: string) => issues.push({ code: 'field-missing', path });

  if (!filled(given.id)) missing('id');
  if (!filled(given.kind)) missing('kind');
  if (!Number.isInteger(given.revision) || (given.revision ?? 0) < 1) {
    issues.push({ code: 'value-invalid', path: 'revision', detail: { expected: 'whole number from 1' } });
  }
  if (!filled(given.subject?.title)) missing('subject.title');
  if (!filled(given.model?.id)) missing('model.id');
  if (!filled(given.model?.version)) missing('model.version');
  if (!RISKS.includes(given.risk as never)) {
    issues.push({ code: 'value-invalid', path: 'risk', detail: { expected: RISKS } });
  }
  if (!isIsoDate(given.createdAt)) issues.push({ code: 'date-invalid', path: 'createdAt' });
  if (given.dueAt !== undefined && !isIsoDate(given.dueAt)) issues.push({ code: 'date-invalid', path: 'dueAt' });
  if (given.value === undefined) missing('value');
  else issues.push(...valueIssues(given.value, given.schema));
  issues.push(...duplicateIssues(given.explanation?.evidence, 'explanation.evidence'));
  issues.push(...duplicateIssues(given.explanation?.factors, 'explanation.factors'));
  return issues;
}

function duplicateIssues(items: readonly { id: string }[] | undefined, path: string): Issue[] {
  const seen = new Set<string>();
  const issues: Issue[] = [];
  for (const { id } of items ?? []) {
    if (seen.has(id)) issues.push({ code: 'value-invalid', path: `${path}.${id}`, detail: { expected: 'unique id' } });
    seen.add(id);
  }
  return issues;
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
