import { type CanDecide, type Policy, RETENTION_MONTHS, type Risk, type Sample } from 'countersign/core';

export const REVIEWER_ROLE = 'reviewer';
/** Roles that work on cases; whoever has none of them reads. */
export const DECIDING_ROLES: readonly string[] = [REVIEWER_ROLE, 'supervisor', 'adjudicator'];
/** Who works through the practice cases first (B-22), and reads meanwhile. */
const TRAINEE_ROLE = 'trainee';

/** Roles that read the record of all cases, take it along and count agreement. */
export const AUDITING_ROLES: readonly string[] = ['auditor', 'supervisor'];

/** Who stops a model or everything, and who resumes it: the same who do so with one case. */
export const STOP_ROLES = { stop: DECIDING_ROLES, resume: ['supervisor'] } as const;
/** Roles that may change how cases are sent, and who confirms it: somebody else. */
const TUNING_ROLE = 'supervisor';
const CONFIRMING_ROLES: readonly string[] = [TUNING_ROLE, 'adjudicator'];

/** Who erases what the law asks to erase. */
const RECORDS_ROLE = 'records';

/** Which high-risk cases two people decide, so that agreement is measured where one is enough. */
const SECOND_LOOK: Sample = { rate: 0.1, seed: 'credit-2026' };

const base: Policy = {
  id: 'credit',
  version: '3',
  reasons: { approve: 'none', override: 'code-and-check', reject: 'code', respond: 'none', abstain: 'code' },
  reasonCodes: [
    { code: 'file-newer', label: 'The file says more than the model has seen' },
    { code: 'income', label: 'Income and instalment do not fit the proposal', verdicts: ['override', 'reject'] },
    { code: 'security', label: 'The security changes the risk', verdicts: ['override', 'reject'] },
    { code: 'group-factor', label: 'A factor about a group does not fit this applicant' },
    { code: 'out-of-scope', label: 'The model is not made for this kind of case', verdicts: ['reject', 'abstain'] },
  ],
  checks: [
    { code: 'application', label: 'Read the whole application' },
    { code: 'recalculated', label: 'Recalculated the instalment' },
    { code: 'spoke', label: 'Spoke with the applicant' },
  ],
  // What such decisions rest on; words of one's own always do (B-9).
  assumptions: [
    { code: 'documents', label: 'The documents are genuine and complete' },
    { code: 'own-record', label: 'The applicant’s own record says more than that of their area' },
    { code: 'income', label: 'The income stays as it is for the term' },
  ],
  // Who gets a loan is a consequential decision; docs/retention.md says what that means for a host.
  retentionMonths: RETENTION_MONTHS['colorado-sb-26-189'],
  // Whoever decided before would defend it.
  freshReviewer: true,
  escalateTo: ['Credit committee', 'Priya Nair'],
  skips: {
    reasons: [
      { code: 'conflict', label: 'I know the applicant, or have an interest' },
      { code: 'not-my-field', label: 'Not my field' },
      { code: 'not-judgeable', label: 'Cannot be judged from what is here' },
    ],
    escalateAfter: 2,
    to: 'Credit committee',
  },
  roles: {
    adjudicate: ['adjudicator'],
    resume: STOP_ROLES.resume,
    reopen: ['supervisor'],
    hold: STOP_ROLES.stop,
    answer: DECIDING_ROLES,
    preserve: ['supervisor'],
    assign: ['supervisor'],
    // A role of its own, so that a host can give it to somebody who decides nothing.
    erase: [RECORDS_ROLE],
  },
};

/**
 * The host's safeguards. Where most is at stake two people decide, neither seeing the other's decision, each signs with their
 * password, and looking at a case is on the record too. A tenth of what comes next is decided by two as well.
 */
export function policyFor(risk: Risk): Policy {
  switch (risk) {
    case 'critical':
      return { ...base, id: 'credit-two-signers', secondReview: true, signature: true, recordViews: true };
    case 'high':
      return { ...base, id: 'credit-sampled', secondReview: SECOND_LOOK };
    case 'low':
      // What may be approved together with others has on record who has looked at it (B-18).
      return { ...base, recordViews: true };
    default:
      return base;
  }
}

export function mayAudit(roles: readonly string[]): boolean {
  return roles.some((role) => AUDITING_ROLES.includes(role));
}

/** Whether somebody with these roles keeps the records: erases, and says what became of cases. */
export function mayKeepRecords(roles: readonly string[]): boolean {
  return roles.includes(RECORDS_ROLE);
}

export function mayDecide(roles: readonly string[]): boolean {
  return roles.some((role) => DECIDING_ROLES.includes(role));
}

export const isTrainee = (roles: readonly string[]): boolean => roles.includes(TRAINEE_ROLE);

/** Asked inside the transaction of every command, with the roles that the sign-in knows. */
export const canDecide: CanDecide = (actor) => {
  if (mayDecide(actor.roles)) return true;
  return isTrainee(actor.roles)
    ? 'You are in training. Work through the practice cases first, then you can decide.'
    : 'Your account can read cases. Deciding takes the role of a reviewer.';
};

/** Whether somebody with these roles may read the oversight policy and what it would do. */
export const mayReadPolicy = (roles: readonly string[]): boolean =>
  roles.some((role) => CONFIRMING_ROLES.includes(role) || AUDITING_ROLES.includes(role));
export const mayProposePolicy = (roles: readonly string[]): boolean => roles.includes(TUNING_ROLE);
export const mayConfirmPolicy = (roles: readonly string[]): boolean =>
  roles.some((role) => CONFIRMING_ROLES.includes(role));
