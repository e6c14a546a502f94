import type { CanDecide, Policy, Risk } from 'countersign/core';

/** Roles that work on cases; whoever has none of them reads. */
export const DECIDING_ROLES: readonly string[] = ['reviewer', 'supervisor', 'adjudicator'];

const base: Policy = {
  id: 'credit',
  version: '2',
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
  escalateTo: ['Credit committee', 'Priya Nair'],
  roles: {
    adjudicate: ['adjudicator'],
    resume: ['supervisor'],
    reopen: ['supervisor'],
    hold: DECIDING_ROLES,
    answer: DECIDING_ROLES,
  },
};

/** The host's safeguards: where most is at stake, a second person decides without seeing the first decision. */
export function policyFor(risk: Risk): Policy {
  return risk === 'critical' ? { ...base, id: 'credit-two-signers', secondReview: true } : base;
}

export function mayDecide(roles: readonly string[]): boolean {
  return roles.some((role) => DECIDING_ROLES.includes(role));
}

/** Asked inside the transaction of every command, with the roles that the sign-in knows. */
export const canDecide: CanDecide = (actor) =>
  mayDecide(actor.roles) || 'Your account can read cases. Deciding takes the role of a reviewer.';
