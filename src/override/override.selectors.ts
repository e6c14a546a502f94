import { isRecord } from '../internal/is-record.js';
import type { Draft } from '../review/backend.types.js';
import type { DwellState } from '../review/dwell.types.js';
import {
  assumptionWording,
  MEANINGS,
  reasonCodesFor,
  reasonDemand,
  verdictIssues,
} from '../review/policy.selectors.js';
import {
  type Grounds,
  type Issue,
  type Json,
  OTHER_REASON,
  type Policy,
  type Proposal,
  type Reason,
  type Reviewer,
  type ScalarSchema,
  type ValueSchema,
  type Verdict,
  type VerdictType,
} from '../review/review.types.js';
import { isEmptyValue } from '../review/value.selectors.js';
import { parseNumber } from './number-text.selectors.js';

export { MEANINGS };

/** Text beyond this length gets several lines where the schema does not say. */
const ONE_LINE = 60;

/**
 * The schema that the editor follows: the proposal's, or one read off its value where the host gave none. Nothing for
 * values that no editor here can change: lists, nested records, schemas of a newer version.
 */
export function editorSchema(schema: ValueSchema | undefined, value: Json | undefined): ValueSchema | undefined {
  if (schema) {
    return ['choice', 'number', 'text', 'boolean', 'record'].includes(schema.type) ? schema : undefined;
  }
  const scalar = scalarSchema(value);
  if (scalar || !isRecord(value)) return scalar;
  const fields = Object.entries(value).map(([name, each]) => ({ name, label: name, schema: scalarSchema(each) }));
  return fields.every((field) => field.schema !== undefined)
    ? { type: 'record', fields: fields as { name: string; label: string; schema: ScalarSchema }[] }
    : undefined;
}

function scalarSchema(value: Json | undefined): ScalarSchema | undefined {
  switch (typeof value) {
    case 'string':
      return { type: 'text', multiline: value.length > ONE_LINE || value.includes('\n') };
    case 'number':
      return { type: 'number' };
    case 'boolean':
      return { type: 'boolean' };
    default:
      return undefined;
  }
}

/**
 * What was typed, as the value it means: numbers are read in the locale, an emptied optional field is `null`, a record
 * is the AI's with the changed fields in place. What means nothing stays as it is, for `valueIssues` to name.
 */
export function readTyped(
  typed: Json | undefined,
  schema: ValueSchema | undefined,
  locale: string,
  base?: Json,
): Json | undefined {
  switch (schema?.type) {
    case 'number':
      if (typeof typed !== 'string') return typed;
      return isBlank(typed) ? undefined : (parseNumber(typed, locale, schema.unit) ?? typed);
    case 'text':
      return isBlank(typed) ? undefined : typed;
    case 'record': {
      const changed = isRecord(typed) ? typed : {};
      if (typed === undefined || typed === null) {
        if (base === undefined) return undefined;
      } else if (!isRecord(typed)) return typed;
      const record: Record<string, Json> = isRecord(base) ? { ...base } : {};
      for (const field of schema.fields) {
        if (!(field.name in changed)) continue;
        const value = readTyped(changed[field.name], field.schema, locale);
        record[field.name] = value ?? null;
      }
      return record;
    }
    default:
      return typed;
  }
}

function isBlank(typed: Json | undefined): boolean {
  return isEmptyValue(typed) || (typeof typed === 'string' && typed.trim() === '');
}

/** A record's draft with one field changed, or back to the AI's with `undefined`. */
export function withField(typed: Json | undefined, name: string, value: Json | undefined): Json {
  const { [name]: _before, ...others } = isRecord(typed) ? typed : {};
  return value === undefined ? others : { ...others, [name]: value };
}

/** The part of a draft's reason that the form of this verdict shows; what belongs to another verdict is left out. */
export function shownReason(draft: Draft, policy: Policy, verdict: VerdictType): Reason {
  const offered = [...reasonCodesFor(policy, verdict).map(({ code }) => code), OTHER_REASON];
  const checks = (draft.reason?.checks ?? []).filter((code) => policy.checks?.some((check) => check.code === code));
  const text = draft.reason?.text;
  return {
    codes: (draft.reason?.codes ?? []).filter((code) => offered.includes(code)),
    ...(text !== undefined && { text }),
    ...(checks.length > 0 && { checks }),
  };
}

/** The part of a draft that says what the decision rests on, as far as the policy asks; a code that it no longer has is left out. */
export function shownAssumption({ assumption }: Draft, policy: Policy): NonNullable<Draft['assumption']> {
  const { code, text } = (policy.assumptionPrompt && assumption) || {};
  return {
    ...(policy.assumptions?.some((each) => each.code === code) && { code }),
    ...(text !== undefined && { text }),
  };
}

/** Whether a decision cannot be signed yet: the wait is not over, and nobody said why not to wait (B-12). */
export function mustWait(dwell: DwellState | undefined, { waived }: Draft): boolean {
  return dwell !== undefined && !dwell.isOver && isBlank(waived);
}

export interface Submission {
  verdict: Verdict;
  grounds: Grounds;
}

/** What a draft amounts to: the verdict and its grounds, or everything that is still missing. */
export function submissionOf(
  verdict: VerdictType,
  draft: Draft,
  {
    proposal,
    policy,
    reviewer,
    locale,
    dwell,
  }: { proposal: Proposal; policy: Policy; reviewer: Reviewer; locale: string; dwell?: DwellState },
): { issues: Issue[]; submission?: Submission } {
  const schema = editorSchema(proposal.schema, proposal.value);
  const value = verdict === 'override' ? readTyped(draft.value, schema, locale, proposal.value) : undefined;
  const { text, ...chosen } = shownReason(draft, policy, verdict);
  const reason: Reason = { ...chosen, ...(!isBlank(text) && { text }) };
  const { text: rests, ...picked } = shownAssumption(draft, policy);
  const assumption = { ...picked, ...(!isBlank(rests) && { text: rests }) };
  const grounds: Grounds = {
    ...((reason.codes.length > 0 || reason.text || reason.checks) && { reason }),
    ...(Object.keys(assumption).length > 0 && {
      assumption: { wording: assumptionWording(proposal.id, reviewer.id), ...assumption },
    }),
    ...(dwell &&
      !dwell.isOver &&
      !isBlank(draft.waived) && { dwell: { seconds: dwell.seconds, waived: draft.waived } }),
    signature: { printedName: reviewer.name, meaning: MEANINGS[verdict] },
  };
  const issues = verdictIssues({ ...proposal, schema }, policy, verdict, {
    value,
    message: draft.message,
    ...grounds,
  });
  if (issues.length > 0) return { issues };
  const given: Verdict =
    verdict === 'override'
      ? { type: verdict, value: value as Json }
      : verdict === 'respond'
        ? { type: verdict, message: draft.message ?? '' }
        : { type: verdict };
  return { issues, submission: { verdict: given, grounds } };
}

/** Whether the form of a verdict has a field at this path, for a link to lead to. */
export function isFieldPath(
  path: string,
  verdict: VerdictType,
  schema: ValueSchema | undefined,
  policy: Policy,
): boolean {
  switch (path) {
    case 'value':
      return verdict === 'override';
    case 'message':
      return verdict === 'respond';
    case 'reason.codes':
      return asksForReason(policy, verdict);
    case 'reason.text':
      return true;
    case 'assumption':
      return policy.assumptionPrompt === true;
    case 'reason.checks':
      return (policy.checks?.length ?? 0) > 0;
    default:
      return (
        verdict === 'override' &&
        schema?.type === 'record' &&
        schema.fields.some((field) => path === `value.${field.name}`)
      );
  }
}

/** Whether the form has reasons to choose from: codes are offered, or one is demanded. */
export function asksForReason(policy: Policy, verdict: VerdictType): boolean {
  return reasonCodesFor(policy, verdict).length > 0 || reasonDemand(policy, verdict) !== 'none';
}
