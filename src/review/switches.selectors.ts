import { asksSecond, reasonDemand } from './policy.selectors.js';
import {
  type Exposure,
  type Policy,
  type SafeguardSwitches,
  type Seat,
  SWITCHES,
  type SwitchName,
  type VerdictType,
} from './review.types.js';

/** How every switch stands under a policy for a verdict given in this seat (L-6). */
export function switchesOf(policy: Policy, reviewId: string, seat: Seat, verdict: VerdictType): SafeguardSwitches {
  const { profile, raisedFrom } = policy;
  return {
    ...(profile && { profile }),
    ...(raisedFrom && { raisedFrom }),
    blindFirst: policy.blindFirst === true && seat !== 'adjudicator',
    evidenceGate: policy.evidenceGate === true,
    assumptionPrompt: policy.assumptionPrompt === true,
    reason: reasonDemand(policy, verdict),
    signature: policy.signature === true,
    secondReview: asksSecond(policy, reviewId),
    seededChecks: policy.seededChecks ?? 0,
    weeklyBurst: policy.weeklyBurst === true,
    batchApprove: policy.batchApprove ?? 'off',
    dwell: policy.dwell ?? 0,
    agreementNudge: policy.agreementNudge === true,
    paceWatch: policy.paceWatch === true,
  };
}

/** Whether a switch is on; nothing where there is none, as of a limit on what is not offered. */
const IS_ON: Readonly<Record<SwitchName, (switches: SafeguardSwitches) => boolean | undefined>> = {
  'answer-first': ({ blindFirst }) => blindFirst,
  'evidence-gate': ({ evidenceGate }) => evidenceGate,
  reason: ({ reason }) => reason !== 'none',
  check: ({ reason }) => reason === 'code-and-check',
  signature: ({ signature }) => signature,
  'second-review': ({ secondReview }) => secondReview,
  assumption: ({ assumptionPrompt }) => assumptionPrompt,
  dwell: ({ dwell }) => dwell > 0,
  'seeded-checks': ({ seededChecks }) => seededChecks > 0,
  'weekly-burst': ({ weeklyBurst }) => weeklyBurst,
  'batch-limit': ({ batchApprove }) => (batchApprove === 'off' ? undefined : batchApprove === 'limited'),
  'agreement-nudge': ({ agreementNudge }) => agreementNudge,
  'pace-watch': ({ paceWatch }) => paceWatch,
};

/**
 * Which safeguards were on for a decision and which were off, by name; of an entry of an earlier version only those that it
 * names. What a newer version names comes last.
 */
export function safeguardsOnAndOff({ safeguards, switches }: Partial<Pick<Exposure, 'safeguards' | 'switches'>>): {
  on: readonly string[];
  off: readonly SwitchName[];
} {
  // What a server sends need not be what the types say.
  const named: readonly string[] = Array.isArray(safeguards) ? safeguards.map(String) : [];
  const known = (name: SwitchName) => (switches ? IS_ON[name](switches) : named.includes(name));
  return {
    on: [
      ...SWITCHES.filter((name) => known(name) === true),
      ...named.filter((name) => !SWITCHES.includes(name as SwitchName)),
    ],
    off: switches ? SWITCHES.filter((name) => known(name) === false) : [],
  };
}
