import type { TextFormat } from '../internal/format.js';
import type { ReasonDemand, VerdictType } from '../review/review.types.js';
import type { BatchSetting, SafeguardSettings } from './oversight.types.js';

/** What is said of the single safeguards of a rule, and of the roles that follow one another. */
export interface PolicySafeguardMessages {
  /** Over the safeguards of a rule: how many are set by name. */
  safeguardsSet: (count: number, format: TextFormat) => string;
  safeguardNames: Record<keyof SafeguardSettings, string>;
  /** What stands in brackets is left out where the profile is not known. */
  asProfile: (value: string | undefined) => string;
  /** Within a sentence, as all settings. */
  switched: Record<'on' | 'off', string>;
  inAShare: string;
  shareOf: (safeguard: string) => string;
  secondsOf: (safeguard: string) => string;
  emptyIsProfile: (value: string | undefined) => string;
  batchSettings: Record<BatchSetting, string>;
  forEachVerdict: string;
  verdictNames: Record<VerdictType, string>;
  reasonDemands: Record<ReasonDemand, string>;
  demandOf: (verdict: string, demand: string) => string;
  /** A setting that no longer is what the profile says, without having been changed. */
  stays: (what: string, value: string) => string;
  asksNothing: (profile: string) => string;
  asksLess: (profile: string) => string;
  /** Of approving several at once. */
  allowsMore: (profile: string) => string;
  /** Of what is set by name, where their higher profile would ask for more. */
  noMoreOfNew: string;
  escalationsHint: string;
  escalationsSet: (count: number, format: TextFormat) => string;
  noNextRole: string;
}

export const policySafeguardMessages: PolicySafeguardMessages = {
  safeguardsSet: (count, format) =>
    count === 0
      ? 'Single safeguards: all as the profile says'
      : format.plural(count, {
          one: 'Single safeguards: # set by name',
          other: 'Single safeguards: # set by name',
        }),
  safeguardNames: {
    blindFirst: 'Own answer first',
    evidenceGate: 'Required evidence opened',
    assumptionPrompt: 'Asked what must be true',
    reasons: 'Reasons',
    signature: 'Signature',
    secondReview: 'Second person',
    seededChecks: 'Check cases among the others',
    weeklyBurst: 'Weekly round of check cases',
    batchApprove: 'Approving several at once',
    dwell: 'Wait before signing',
    agreementNudge: 'Notice about agreeing with the AI',
    paceWatch: 'Suggestion to take a break',
  },
  asProfile: (value) => `as the profile says${value === undefined ? '' : ` (${value})`}`,
  switched: { on: 'on', off: 'off' },
  inAShare: 'in a share of the cases',
  shareOf: (safeguard) => `${safeguard}: share of the cases`,
  secondsOf: (safeguard) => `${safeguard}: seconds`,
  emptyIsProfile: (value) => `Empty: as the profile says${value === undefined ? '' : ` (${value})`}.`,
  batchSettings: { off: 'off', limited: 'limited', allowed: 'allowed' },
  forEachVerdict: 'set for each verdict',
  verdictNames: {
    approve: 'Approve',
    override: 'Override',
    reject: 'Reject',
    respond: 'Answer',
    abstain: 'Not use the AI',
  },
  reasonDemands: { none: 'nothing', code: 'a reason', 'code-and-check': 'a reason and how it was checked' },
  demandOf: (verdict, demand) => `${verdict}: ${demand}`,
  stays: (what, value) => `${what}: stays ${value}`,
  asksNothing: (profile) => `Turned off, though the profile “${profile}” has it on.`,
  asksLess: (profile) => `Asks for less than the profile “${profile}”.`,
  allowsMore: (profile) => `Allows more than the profile “${profile}” does.`,
  noMoreOfNew: 'New reviewers are asked no more than this.',
  escalationsHint: 'Where the cases of a role go when their time is over and nobody decided.',
  escalationsSet: (count, format) =>
    count === 0
      ? 'Next roles: none'
      : format.plural(count, { one: 'Next roles: of # role', other: 'Next roles: of # roles' }),
  noNextRole: 'Nobody: they close',
};
