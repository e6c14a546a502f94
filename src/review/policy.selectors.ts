import { sameJson } from '../internal/canonical-json.js';
import { valueIssues } from './proposal.selectors.js';
import type {
  Grounds,
  Issue,
  Policy,
  Proposal,
  Reason,
  ReasonCode,
  ReasonDemand,
  VerdictType,
} from './review.types.js';

// Rules about what a form must hold. Without the chart, so that a form does not bring the chart's engine.

/** The reason code that every policy has; it asks for words (B-10). */
export const OTHER_REASON = 'other';
/** Least length of the words after `other`, in characters, white space at the ends not counted (B-10). */
export const OTHER_REASON_MIN_LENGTH = 15;

const DEFAULT_REASONS: Record<VerdictType, ReasonDemand> = {
  approve: 'none',
  override: 'code',
  reject: 'code',
  respond: 'none',
  abstain: 'code',
};

/** What a verdict must give as its reason under a policy (B-10). */
export function reasonDemand(policy: Policy, verdict: VerdictType): ReasonDemand {
  return policy.reasons?.[verdict] ?? DEFAULT_REASONS[verdict];
}

/** The reason codes a policy offers for a verdict, apart from `other`, which is always there. */
export function reasonCodesFor(policy: Policy, verdict: VerdictType): ReasonCode[] {
  return (policy.reasonCodes ?? []).filter(
    (entry) => entry.code !== OTHER_REASON && (entry.verdicts?.includes(verdict) ?? true),
  );
}

/** Whether a reason meets what is asked, apart from the checks: a known code, and words for `other`. */
export function reasonMeets(policy: Policy, verdict: VerdictType, reason: Reason | undefined): boolean {
  return reasonIssues(policy, verdict, reason).length === 0;
}

/** What is wrong with the reason for a verdict, apart from the checks; nothing when it meets what is asked. */
export function reasonIssues(policy: Policy, verdict: VerdictType, reason: Reason | undefined): Issue[] {
  const codes = reason?.codes ?? [];
  if (reasonDemand(policy, verdict) !== 'none' && codes.length === 0) {
    return [{ code: 'reason-missing', path: 'reason.codes' }];
  }
  const offered = reasonCodesFor(policy, verdict);
  const unknown = codes.find((code) => code !== OTHER_REASON && !offered.some((entry) => entry.code === code));
  if (unknown !== undefined) return [{ code: 'reason-unknown', path: 'reason.codes', detail: { code: unknown } }];
  const length = reason?.text?.trim().length ?? 0;
  return codes.includes(OTHER_REASON) && length < OTHER_REASON_MIN_LENGTH
    ? [{ code: 'reason-text-too-short', path: 'reason.text', detail: { min: OTHER_REASON_MIN_LENGTH, length } }]
    : [];
}

/** What a form holds for a verdict. */
export interface VerdictForm extends Grounds {
  value?: unknown;
  message?: string;
}

/** Everything that keeps a form from being sent, in the order of its fields: the chart's own rules, all at once. */
export function verdictIssues(
  proposal: Proposal,
  policy: Policy,
  verdict: VerdictType,
  { value, message, reason, signature }: VerdictForm,
): Issue[] {
  const issues: Issue[] = [];
  if (verdict === 'override') {
    issues.push(...valueIssues(value, proposal.schema));
    if (issues.length === 0 && sameJson(value, proposal.value)) issues.push({ code: 'value-unchanged', path: 'value' });
  }
  if (verdict === 'respond' && !message?.trim()) issues.push({ code: 'field-missing', path: 'message' });
  issues.push(...reasonIssues(policy, verdict, reason));
  if (reasonDemand(policy, verdict) === 'code-and-check' && (reason?.checks?.length ?? 0) === 0) {
    issues.push({ code: 'check-missing', path: 'reason.checks' });
  }
  if (policy.signature && !signature?.printedName.trim()) issues.push({ code: 'signature-missing', path: 'signature' });
  return issues;
}
