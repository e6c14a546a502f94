import { isIsoTime } from '../internal/iso-date.js';
import {
  type AuditEntry,
  type Decision,
  ENTRY_TYPES,
  ERASED,
  OTHER_REASON,
  type Reason,
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
  if (status === 'closed') return state === 'closed.expired' ? 'expired' : 'withdrawn';
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

function reasonsOf(review: Review, { reason }: Decision, options: PersonExportOptions): ExplainedReason[] {
  const known = options.reasons ?? {};
  const reasons = (reason?.codes ?? []).flatMap((code): ExplainedReason[] => {
    const own = Object.hasOwn(known, code) ? known[code] : undefined;
    const text = own?.text ?? review.policy.reasonCodes?.find((each) => each.code === code)?.label;
    // Words of their own come below, where they are meant for this reader.
    return text === undefined || code === OTHER_REASON
      ? []
      : [{ text, factors: factorNames(review, own?.factors ?? [], options) }];
  });
  const words = reason?.text?.trim();
  if (reason && words && words !== ERASED && options.isForPerson?.(reason)) reasons.push({ text: words, factors: [] });
  return reasons;
}

/** Whether a reason stands in words that are not told here and could be asked for. */
function hasUntoldReason(reason: Reason | undefined, { isForPerson }: PersonExportOptions): boolean {
  return reason?.codes.includes(OTHER_REASON) === true && reason.text !== ERASED && !isForPerson?.(reason);
}

/** What of a schema says how one value reads: no limits, and no answer that was not given. */
function readingOf(schema: ValueSchema, value: unknown): ValueSchema {
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
    case 'record': {
      const record = (typeof value === 'object' && value !== null ? value : {}) as { readonly [name: string]: unknown };
      const fields = schema.fields.map(({ name, label, schema: own }) => ({
        ...{ name, label },
        schema: readingOf(own, record[name]) as ScalarSchema,
      }));
      return { type: 'record', fields };
    }
    default:
      return { type: 'text' };
  }
}

/** So many days later, ISO 8601. */
function daysAfter(iso: string, days: number): string {
  return new Date(Date.parse(iso) + days * 86_400_000).toISOString();
}

/**
 * What the affected person is told of a case (L-15: Regulation (EU) 2024/1689, article 86; L-35). Built from nothing but what
 * is named here: no names of people, no notes, no scores, no steps in between. Whether the record is whole has to be seen, for
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
  const { proposal, decision } = review;
  const outcome = outcomeOf(review);
  const erased = entries.findLast(({ type }) => type === 'erased');
  const { title, reference } = proposal.subject;
  const told = decision && !UNDECIDED.includes(outcome) ? decision : undefined;
  const takesEffect = told && (outcome === 'approved' || outcome === 'overridden');
  const role = told?.by.roles.find((each) => Object.hasOwn(options.roles ?? {}, each));
  const reasons = told ? reasonsOf(review, told, options) : [];
  const isAdverse = told && options.isAdverse?.({ outcome, value: told.value });
  const { organisation, contest, madeAt, notUsed = [], explainWithin = EXPLAIN_WITHIN } = options;
  const explanation: PersonExplanation = {
    outcome,
    organisation,
    contest,
    madeAt,
    ...(title !== ERASED && { title }),
    ...(reference !== undefined && reference !== ERASED && { reference }),
    ...(told && { decidedAt: told.at }),
    ...(role !== undefined && { role: options.roles?.[role] }),
    ...(takesEffect && {
      result: { value: told.value, ...(proposal.schema && { schema: readingOf(proposal.schema, told.value) }) },
    }),
    reasons,
    hasOtherReason: hasUntoldReason(told?.reason, options),
    // The factors are the AI's: they say why only where its suggestion was followed.
    factors: outcome === 'approved' ? strongest(review, options) : [],
    notUsed,
    ...(erased && { erasedAt: erased.at }),
    ...(isAdverse && isIsoTime(told.at) && { adverse: { explainBy: daysAfter(told.at, explainWithin) } }),
  };
  return { outcome: 'made', explanation };
}
