import { isIsoTime } from '../internal/iso-date.js';
import { laterBy } from '../internal/later-time.js';
import {
  type AuditEntry,
  type Decision,
  ENTRY_TYPES,
  OTHER_REASON,
  type RecordField,
  type Review,
  type ScalarSchema,
  type ValueSchema,
} from '../review/review.types.js';
import type {
  ExplainedReason,
  PersonExplanation,
  PersonExport,
  PersonExportOptions,
  PersonOutcome,
  PersonRefusal,
} from './export.types.js';

/** Days in which an adverse decision is to be explained (L-20: Colorado SB 26-189). */
export const EXPLAIN_WITHIN = 30;
/** More reasons than these confuse rather than explain: Regulation B, comment 9(b)(2)-1 of its official interpretation. */
export const FACTORS_TOLD = 4;

const OUTCOMES = {
  approve: 'approved',
  override: 'overridden',
  reject: 'rejected',
  respond: 'responded',
  abstain: 'abstained',
} as const satisfies Record<Decision['verdict']['type'], PersonOutcome>;

const DAY = 86_400_000;
const UNDECIDED: readonly PersonOutcome[] = ['pending', 'withdrawn', 'expired'];

/** Why there is no explanation of a review; nothing where there can be one. */
function refusalOf(
  review: Review,
  entries: readonly AuditEntry[],
  { isSeeded }: PersonExportOptions,
): PersonRefusal | undefined {
  const own = entries.filter((entry) => entry?.reviewId === review.id);
  if (isSeeded || own.some((entry) => entry.exposure?.seeded !== undefined)) return 'seeded';
  const seqs = new Set(own.map(({ seq }) => seq));
  const isWhole =
    own.length === entries.length &&
    Array.from({ length: review.version }, (_, at) => at + 1).every((seq) => seqs.has(seq));
  if (!isWhole) return 'incomplete';
  // Somebody else may read whether it was a check.
  return own.some(({ type }) => !ENTRY_TYPES.includes(type)) ? 'withheld' : undefined;
}

function outcomeOf({ status, state, decision }: Review): PersonOutcome {
  if (status === 'closed') return state.slice('closed.'.length) as PersonOutcome;
  const isDecided = status === 'approved' || status === 'overridden';
  return (isDecided && decision && OUTCOMES[decision.verdict.type]) || 'pending';
}

/** What the factors of this case are called outside, of those that it has. */
function factorNames(review: Review, ids: readonly string[], { factors = {} }: PersonExportOptions): string[] {
  const used = review.proposal.explanation?.factors ?? [];
  return ids.flatMap((id) => {
    const name = Object.hasOwn(factors, id) ? factors[id] : undefined;
    return name !== undefined && used.some((factor) => factor.id === id) ? [name] : [];
  });
}

/** What weighed most in the AI's value, strongest first. */
function strongest(review: Review, options: PersonExportOptions): string[] {
  const forIt = (review.proposal.explanation?.factors ?? []).filter(({ contribution }) => contribution > 0);
  const ids = [...forIt].sort((a, b) => b.contribution - a.contribution).map(({ id }) => id);
  return factorNames(review, ids, options).slice(0, FACTORS_TOLD);
}

/**
 * The reasons of a decision in the host's words, and whether there are others that could be asked for.
 *
 * @param isErased whether what the person wrote was erased since: there is nothing left to ask for
 */
function reasonsOf(
  review: Review,
  { reason }: Decision,
  options: PersonExportOptions,
  isErased: boolean,
): { reasons: ExplainedReason[]; hasOtherReason: boolean } {
  const known = options.reasons ?? {};
  const reasons: ExplainedReason[] = [];
  let hasOtherReason = false;
  for (const code of reason?.codes ?? []) {
    // Words of their own come below, where they are meant for this reader.
    if (code === OTHER_REASON) continue;
    const own = Object.hasOwn(known, code) ? known[code] : undefined;
    // What reviewers read of a reason may name people, scores and what is looked for.
    if (own?.text === undefined) hasOtherReason = true;
    else reasons.push({ text: own.text, factors: factorNames(review, own.factors ?? [], options) });
  }
  const words = isErased ? undefined : reason?.text?.trim();
  if (reason && words && options.isForPerson?.(reason)) reasons.push({ text: words, factors: [] });
  else if (reason?.codes.includes(OTHER_REASON) && !isErased) hasOtherReason = true;
  return { reasons, hasOtherReason };
}

/** What of a schema says how one value reads: no limits, and no answer that was not given. */
function readingOf(schema: ScalarSchema, value: unknown): ScalarSchema {
  switch (schema.type) {
    case 'choice':
      return {
        type: 'choice',
        options: schema.options
          .filter((each) => each.value === value)
          .map(({ label }) => ({ value: String(value), label })),
      };
    case 'number':
      return { type: 'number', ...(schema.unit !== undefined && { unit: schema.unit }) };
    case 'boolean':
      return value === true
        ? { type: 'boolean', trueLabel: schema.trueLabel }
        : { type: 'boolean', falseLabel: schema.falseLabel };
    default:
      return { type: 'text' };
  }
}

/** What takes effect, as far as the host releases it: a single value, and of several those that it names. */
function resultOf(
  value: unknown,
  schema: ValueSchema | undefined,
  { fields: released = {} }: PersonExportOptions,
): Pick<PersonExplanation, 'result' | 'hasOtherFields'> {
  const isComposed = typeof value === 'object' && value !== null;
  if (!isComposed && schema?.type !== 'record') {
    return { result: { value, ...(schema && { schema: readingOf(schema, value) }) }, hasOtherFields: false };
  }
  const record = (isComposed && !Array.isArray(value) ? value : {}) as { readonly [name: string]: unknown };
  const known: readonly Pick<RecordField, 'name' | 'schema'>[] =
    schema?.type === 'record'
      ? schema.fields
      : Object.keys(record).map((name) => ({ name, schema: { type: 'text' } as const }));
  const fields = known.flatMap(({ name, schema: own }): RecordField[] => {
    const label = Object.hasOwn(released, name) ? released[name] : undefined;
    const part = Object.hasOwn(record, name) ? record[name] : undefined;
    // What no schema of one value reads would be told whole.
    const isSingle = typeof part !== 'object' || part === null;
    return label === undefined || !isSingle ? [] : [{ name, label, schema: readingOf(own, part) }];
  });
  const told = Object.fromEntries(fields.map(({ name }) => [name, record[name] ?? null]));
  return {
    ...(fields.length > 0 && { result: { value: told, schema: { type: 'record', fields } } }),
    hasOtherFields: fields.length < known.length || Array.isArray(value),
  };
}

/**
 * What the affected person is told of a case (L-15: Regulation (EU) 2024/1689, article 86; L-35). Built from nothing but what
 * is named here: no names of people, no notes, no scores, no steps in between, and no label that was written for reviewers
 * but that of the answer itself. Whether the record is whole has to be seen, for
 * the sake of cases that were a check, so every entry of the review is asked for.
 *
 * @param entries of this review, any order
 */
export function explainToPerson(
  review: Review,
  entries: readonly AuditEntry[],
  options: PersonExportOptions,
): PersonExport {
  const why = refusalOf(review, entries, options);
  if (why) return { outcome: 'refused', why };
  const { proposal, decision, automated } = review;
  const outcome = outcomeOf(review);
  const erased = entries.findLast(({ type }) => type === 'erased');
  const { reference } = proposal.subject;
  const told = decision && !UNDECIDED.includes(outcome) ? decision : undefined;
  const takesEffect = outcome === 'approved' || outcome === 'overridden' || outcome === 'automated';
  const value = told ? told.value : proposal.value;
  const decidedAt = told?.at ?? automated?.at;
  const role = told?.by.roles.find((each) => Object.hasOwn(options.roles ?? {}, each));
  const isErased = erased !== undefined && told !== undefined && erased.seq > told.seq;
  const isAdverse = decidedAt !== undefined && options.isAdverse?.({ outcome, value });
  const { organisation, contest, madeAt, title, notUsed = [], explainWithin = EXPLAIN_WITHIN } = options;
  const explanation: PersonExplanation = {
    outcome,
    organisation,
    contest,
    madeAt,
    ...(title !== undefined && { title }),
    ...(reference !== undefined && { reference }),
    ...(decidedAt !== undefined && { decidedAt }),
    ...(role !== undefined && { role: options.roles?.[role] }),
    ...(takesEffect ? resultOf(value, proposal.schema, options) : { hasOtherFields: false }),
    ...(told ? reasonsOf(review, told, options, isErased) : { reasons: [], hasOtherReason: false }),
    // The factors are the AI's: they say why only where its suggestion was followed.
    factors: outcome === 'approved' || outcome === 'automated' ? strongest(review, options) : [],
    notUsed,
    ...(erased && { erasedAt: erased.at }),
    ...(isAdverse && isIsoTime(decidedAt) && { adverse: { explainBy: laterBy(decidedAt, explainWithin * DAY) } }),
  };
  return { outcome: 'made', explanation };
}
