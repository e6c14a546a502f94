import { sameJson } from '../internal/canonical-json.js';
import { drawIn } from '../internal/draw.js';
import { isRecord } from '../internal/is-record.js';
import { isProbability, valueIssues } from './proposal.selectors.js';
import {
  ASSUMPTION_MAX_LENGTH,
  ASSUMPTION_WORDINGS,
  type Assumption,
  type AssumptionWording,
  BATCH_APPROVALS,
  DWELL_LEAST,
  DWELL_MOST,
  type Dwell,
  type Grounds,
  type Issue,
  type Json,
  OTHER_REASON,
  OTHER_REASON_MIN_LENGTH,
  type Policy,
  type PolicyRoles,
  PROFILES,
  type Proposal,
  REASON_DEMANDS,
  type Reason,
  type ReasonCode,
  type ReasonDemand,
  SAFEGUARDS,
  type Safeguard,
  type Seat,
  type SignatureMeaning,
  VERDICTS,
  type VerdictType,
} from './review.types.js';

// Rules about what a form must hold. Without the chart, so that a form does not bring the chart's engine.

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
  return codeIssues(codes, reasonCodesFor(policy, verdict), reason?.text);
}

/** What is wrong with the reason for giving a case back: a code of the policy's, or `other` and words. */
export function skipIssues({ skips }: Policy, reason: Partial<Reason> | undefined): Issue[] {
  const codes = reason?.codes ?? [];
  return codes.length === 0
    ? [{ code: 'reason-missing', path: 'reason.codes' }]
    : codeIssues(codes, skips?.reasons ?? [], reason?.text);
}

/** What is wrong with the codes of a reason: one that is not offered, or `other` without enough words. */
function codeIssues(codes: readonly string[], offered: readonly { code: string }[], text: string | undefined): Issue[] {
  const unknown = codes.find((code) => code !== OTHER_REASON && !offered.some((entry) => entry.code === code));
  if (unknown !== undefined) return [{ code: 'reason-unknown', path: 'reason.codes', detail: { code: unknown } }];
  const length = text?.trim().length ?? 0;
  return codes.includes(OTHER_REASON) && length < OTHER_REASON_MIN_LENGTH
    ? [{ code: 'reason-text-too-short', path: 'reason.text', detail: { min: OTHER_REASON_MIN_LENGTH, length } }]
    : [];
}

/** What is wrong with how a verdict was checked: nothing given where it is asked for, or a check nobody offers. */
export function checkIssues(policy: Policy, verdict: VerdictType, reason: Reason | undefined): Issue[] {
  const given = reason?.checks ?? [];
  if (given.length === 0) {
    return reasonDemand(policy, verdict) === 'code-and-check' ? [{ code: 'check-missing', path: 'reason.checks' }] : [];
  }
  const unknown = given.find((code) => !policy.checks?.some((check) => check.code === code));
  return unknown === undefined
    ? []
    : [{ code: 'value-invalid', path: 'reason.checks', detail: { code: unknown, expected: 'check of the policy' } }];
}

/**
 * In which wording somebody is asked what their decision rests on (B-9): another one from case to case and person to person,
 * the same one however often they ask.
 */
export function assumptionWording(reviewId: string, personId: string): AssumptionWording {
  const place = Math.floor(drawIn(`assumption:${personId}`, reviewId) * ASSUMPTION_WORDINGS.length);
  return ASSUMPTION_WORDINGS[place] ?? ASSUMPTION_WORDINGS[0];
}

/** What is wrong with what a decision is said to rest on: the same for every verdict (B-9, B-11). */
export function assumptionIssues(policy: Policy, assumption: Partial<Assumption> | undefined): Issue[] {
  const { code, text, wording } = assumption ?? {};
  const length = text?.trim().length ?? 0;
  if (code === undefined && length === 0) {
    return policy.assumptionPrompt ? [{ code: 'assumption-missing', path: 'assumption' }] : [];
  }
  const issues: Issue[] = [];
  if (!ASSUMPTION_WORDINGS.includes(wording as AssumptionWording)) {
    issues.push({ code: 'value-invalid', path: 'assumption.wording', detail: { expected: ASSUMPTION_WORDINGS } });
  }
  if (code !== undefined && !policy.assumptions?.some((each) => each.code === code)) {
    issues.push({ code: 'choice-unknown', path: 'assumption', detail: { value: code } });
  }
  if (length > ASSUMPTION_MAX_LENGTH) {
    issues.push({ code: 'text-too-long', path: 'assumption', detail: { max: ASSUMPTION_MAX_LENGTH, length } });
  }
  return issues;
}

/**
 * How long somebody waits under a policy, in seconds; nothing where it asks for no wait. A quarter of how long they usually
 * take, where that is known, so that whoever reads slowly is not let through early and whoever is quick is not kept (B-12).
 *
 * @param medianMs the median of this person's own active times, in milliseconds
 */
export function dwellSeconds({ dwell }: Policy, medianMs?: number): number | undefined {
  if (!dwell) return undefined;
  const own = medianMs !== undefined && medianMs > 0 ? medianMs / 4_000 : dwell;
  return Math.min(Math.max(Math.round(own), DWELL_LEAST), DWELL_MOST);
}

/**
 * What is wrong with the wait before a verdict. Active time is what the sender's page says: a page that lies about it gets
 * through, as one that lies about a reason does.
 */
export function dwellIssues(policy: Policy, { dwell, activeMs = 0 }: Pick<Grounds, 'dwell' | 'activeMs'>): Issue[] {
  if (!policy.dwell) return [];
  const { seconds = policy.dwell, waived }: Partial<Dwell> = dwell ?? {};
  if (waived?.trim() || activeMs >= seconds * 1000) return [];
  return [{ code: 'dwell-short', path: 'dwell', detail: { seconds } }];
}

/** What a verdict's signature may mean (21 CFR 11.50): nothing that says otherwise than the verdict. */
export const VERDICT_MEANINGS: Readonly<Record<VerdictType, readonly SignatureMeaning[]>> = {
  approve: ['approval', 'review', 'responsibility', 'authorship'],
  override: ['override', 'review', 'responsibility', 'authorship'],
  reject: ['review', 'responsibility', 'authorship'],
  respond: ['authorship', 'review', 'responsibility'],
  abstain: ['abstain', 'review'],
};

/** What is wrong with a signature under a verdict; nothing where there is none and none is asked for. */
export function signatureIssues(policy: Policy, verdict: VerdictType, signature: Grounds['signature']): Issue[] {
  if (!signature) return policy.signature ? [{ code: 'signature-missing', path: 'signature' }] : [];
  const expected = VERDICT_MEANINGS[verdict];
  if (expected.includes(signature.meaning)) return [];
  return [{ code: 'value-invalid', path: 'signature.meaning', detail: { expected } }];
}

/** What a verdict's signature means where nobody says otherwise. */
export const MEANINGS: Readonly<Record<VerdictType, SignatureMeaning>> = {
  approve: 'approval',
  override: 'override',
  reject: 'review',
  respond: 'authorship',
  abstain: 'abstain',
};

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
  { value, message, reason, assumption, signature }: VerdictForm,
): Issue[] {
  const issues: Issue[] = [];
  if (verdict === 'override') {
    issues.push(...valueIssues(value, proposal.schema));
    if (issues.length === 0 && sameJson(value, proposal.value)) issues.push({ code: 'value-unchanged', path: 'value' });
  }
  if (verdict === 'respond' && !message?.trim()) issues.push({ code: 'field-missing', path: 'message' });
  issues.push(...reasonIssues(policy, verdict, reason));
  issues.push(...checkIssues(policy, verdict, reason));
  issues.push(...assumptionIssues(policy, assumption));
  if (policy.signature && !signature?.printedName.trim()) issues.push({ code: 'signature-missing', path: 'signature' });
  else issues.push(...signatureIssues(policy, verdict, signature));
  return issues;
}

/** An entry is kept at least this long, in months (L-11: Regulation (EU) 2024/1689, articles 19(1) and 26(6)). */
export const RETENTION_LEAST = 6;
/** Terms that laws name, in months: L-11, L-20 and L-31. Which of them bind a host is for its counsel to say. */
export const RETENTION_MONTHS = { 'eu-ai-act': RETENTION_LEAST, 'colorado-sb-26-189': 36, hipaa: 72 } as const;

/** Until when an entry of this moment has to be kept: the same day after so many months, or the last of that month. */
export function retainUntil(policy: Policy, at: string): string {
  const day = new Date(at);
  const end = new Date(day);
  end.setUTCMonth(end.getUTCMonth() + (policy.retentionMonths ?? RETENTION_LEAST));
  // A month that has no such day runs over into the next one.
  if (end.getUTCDate() !== day.getUTCDate()) end.setUTCDate(0);
  return end.toISOString();
}

/** Whether a second person decides on a case: always, never, or as the draw of its id says. */
export function asksSecond({ secondReview }: Policy, reviewId: string): boolean {
  if (typeof secondReview !== 'object') return secondReview === true;
  return drawIn(secondReview.seed, reviewId) < secondReview.rate;
}

/** The safeguards that a policy puts on a verdict given in this seat. */
export function safeguardsOf(policy: Policy, reviewId: string, seat: Seat, verdict: VerdictType): Safeguard[] {
  const demand = reasonDemand(policy, verdict);
  const inForce: Record<Safeguard, boolean> = {
    'answer-first': policy.blindFirst === true && seat !== 'adjudicator',
    'evidence-gate': policy.evidenceGate === true,
    reason: demand !== 'none',
    check: demand === 'code-and-check',
    signature: policy.signature === true,
    'second-review': asksSecond(policy, reviewId),
    assumption: policy.assumptionPrompt === true,
    dwell: (policy.dwell ?? 0) > 0,
  };
  return SAFEGUARDS.filter((safeguard) => inForce[safeguard]);
}

const KNOWN_FIELDS: readonly string[] = [
  'id',
  'version',
  'verdicts',
  'blindFirst',
  'evidenceGate',
  'reasons',
  'reasonCodes',
  'checks',
  'assumptionPrompt',
  'assumptions',
  'signature',
  'secondReview',
  'dwell',
  'seededChecks',
  'weeklyBurst',
  'batchApprove',
  'agreementNudge',
  'paceWatch',
  'profile',
  'raisedFrom',
  'freshReviewer',
  'recordViews',
  'retentionMonths',
  'onExpire',
  'escalateTo',
  'skips',
  'roles',
] satisfies (keyof Policy)[];
const KNOWN_ROLES = [
  'adjudicate',
  'resume',
  'reopen',
  'propose',
  'hold',
  'answer',
  'preserve',
  'assign',
  'erase',
] as const satisfies (keyof PolicyRoles)[];

const FLAGS = [
  'blindFirst',
  'evidenceGate',
  'assumptionPrompt',
  'signature',
  'weeklyBurst',
  'agreementNudge',
  'paceWatch',
  'freshReviewer',
  'recordViews',
] as const satisfies (keyof Policy)[];

/** Whether a wait of so many seconds can be asked for (B-12). */
export function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && value >= DWELL_LEAST && value <= DWELL_MOST;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isTexts(list: unknown): list is readonly string[] {
  return Array.isArray(list) && list.every((item) => typeof item === 'string');
}

/** What is wrong with a policy; nothing when it can be applied. A safeguard that is misspelt is not one that is off. */
export function policyIssues(policy: unknown): Issue[] {
  if (typeof policy !== 'object' || policy === null) return [{ code: 'field-missing', path: 'policy' }];
  const given = policy as { readonly [field: string]: unknown };
  const issues: Issue[] = [];
  const unlike = (path: string, expected: Json) => issues.push({ code: 'value-invalid', path, detail: { expected } });
  const missing = (path: string) => issues.push({ code: 'field-missing', path });
  const object = (field: string): { readonly [key: string]: unknown } => {
    const value = given[field];
    if (value === undefined) return {};
    if (isRecord(value)) return value;
    unlike(field, 'object');
    return {};
  };

  for (const field of Object.keys(given)) if (!KNOWN_FIELDS.includes(field)) unlike(field, 'field of a policy');
  for (const field of ['id', 'version']) {
    const text = given[field];
    if (typeof text !== 'string' || text.trim() === '') missing(field);
  }
  for (const flag of FLAGS) {
    if (given[flag] !== undefined && typeof given[flag] !== 'boolean') unlike(flag, 'boolean');
  }
  for (const [field, known] of [
    ['batchApprove', BATCH_APPROVALS] as const,
    ['profile', PROFILES] as const,
    ['raisedFrom', PROFILES] as const,
  ]) {
    if (given[field] !== undefined && !(known as readonly unknown[]).includes(given[field])) unlike(field, known);
  }
  const { dwell, seededChecks } = given;
  if (dwell !== undefined && dwell !== 0 && !isSeconds(dwell)) {
    unlike('dwell', `0, or seconds from ${DWELL_LEAST} to ${DWELL_MOST}`);
  }
  if (seededChecks !== undefined && !isProbability(seededChecks)) {
    issues.push({ code: 'probability-invalid', path: 'seededChecks' });
  }
  if (given.secondReview !== undefined && typeof given.secondReview !== 'boolean') {
    const { rate, seed } = object('secondReview');
    if (!isProbability(rate)) issues.push({ code: 'probability-invalid', path: 'secondReview.rate' });
    if (typeof seed !== 'string') missing('secondReview.seed');
  }
  const months = given.retentionMonths;
  if (months !== undefined && !(Number.isInteger(months) && (months as number) >= RETENTION_LEAST)) {
    unlike('retentionMonths', `whole number of months from ${RETENTION_LEAST}`);
  }
  if (given.verdicts !== undefined) {
    if (!Array.isArray(given.verdicts)) unlike('verdicts', 'list');
    else if (given.verdicts.length === 0) missing('verdicts');
    else {
      for (const [index, verdict] of given.verdicts.entries()) {
        if (!VERDICTS.includes(verdict)) unlike(`verdicts.${index}`, VERDICTS);
      }
    }
  }
  for (const list of ['reasonCodes', 'checks', 'assumptions']) {
    const codes = given[list];
    if (codes === undefined) continue;
    if (!Array.isArray(codes)) unlike(list, 'list');
    else if (!codes.every((item) => typeof item?.code === 'string')) missing(`${list}.code`);
    else if (new Set(codes.map(({ code }) => code)).size < codes.length) unlike(list, 'unique codes');
  }
  for (const [verdict, demand] of Object.entries(object('reasons'))) {
    if (!VERDICTS.includes(verdict as VerdictType) || !REASON_DEMANDS.includes(demand as ReasonDemand)) {
      unlike(`reasons.${verdict}`, REASON_DEMANDS);
    } else if (demand === 'code-and-check' && !(Array.isArray(given.checks) && given.checks.length > 0)) {
      // Asked for and not offered: nobody could ever decide so.
      missing('checks');
    }
  }
  if (given.onExpire !== undefined && given.onExpire !== 'close' && given.onExpire !== 'escalate') {
    unlike('onExpire', ['close', 'escalate']);
  }
  if (given.skips !== undefined) {
    const { reasons, escalateAfter, to, ...unknown } = object('skips');
    for (const field of Object.keys(unknown)) unlike(`skips.${field}`, ['reasons', 'escalateAfter', 'to']);
    if (isRecord(given.skips)) {
      const isCodes = Array.isArray(reasons) && reasons.every((item) => isText(item?.code) && isText(item?.label));
      if (!isCodes || reasons.length === 0) missing('skips.reasons');
      else if (new Set(reasons.map(({ code }) => code)).size < reasons.length) unlike('skips.reasons', 'unique codes');
      if (escalateAfter !== undefined && !(Number.isInteger(escalateAfter) && (escalateAfter as number) >= 1)) {
        unlike('skips.escalateAfter', 'whole number from 1');
      }
      if (to !== undefined && !isText(to)) unlike('skips.to', 'text');
      // An address that nothing is ever sent to.
      if (to !== undefined && escalateAfter === undefined) missing('skips.escalateAfter');
    }
  }
  if (given.escalateTo !== undefined && !isTexts(given.escalateTo)) unlike('escalateTo', 'list of texts');
  for (const [what, roles] of Object.entries(object('roles'))) {
    if (!KNOWN_ROLES.includes(what as keyof PolicyRoles)) unlike(`roles.${what}`, KNOWN_ROLES);
    else if (roles !== undefined && !isTexts(roles)) unlike(`roles.${what}`, 'list of texts');
    // A hold that nobody lifts and a difference that nobody settles would stay for ever.
    else if (roles?.length === 0 && (what === 'adjudicate' || what === 'resume')) missing(`roles.${what}`);
  }
  return issues;
}
