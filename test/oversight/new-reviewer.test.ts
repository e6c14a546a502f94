import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplePolicy, sampleProposals } from '../../src/backends/sample-reviews.js';
import {
  isNewReviewer,
  NEW_REVIEWER_CASES,
  PROFILE_SETTINGS,
  profileFor,
  type ReviewerExperience,
  raisedProfile,
  reviewPolicyOf,
  settingsOf,
} from '../../src/oversight/profile.selectors.js';
import { route, routeFor } from '../../src/oversight/route.selectors.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import { policyIssues } from '../../src/review/policy.selectors.js';
import {
  BATCH_APPROVALS,
  type Policy,
  PROFILES,
  REASON_DEMANDS,
  type Review,
  type Route,
  type Routing,
  type SafeguardSettings,
  VERDICTS,
} from '../../src/review/review.types.js';
import { amara, bare, claim, release, run, send, system } from '../review/lifecycle.fixtures.js';
import { policyOf } from './oversight.fixtures.js';

const NEW = { decided: 3 };
const { loan } = sampleProposals;

/** How much a switch asks, to compare. */
function frictions({ reasons, batchApprove, ...settings }: SafeguardSettings): number[] {
  return [
    ...(['blindFirst', 'evidenceGate', 'assumptionPrompt', 'signature', 'secondReview', 'seededChecks'] as const).map(
      (name) => Number(settings[name]),
    ),
    ...VERDICTS.map((verdict) => REASON_DEMANDS.indexOf(reasons[verdict])),
    -BATCH_APPROVALS.indexOf(batchApprove),
  ];
}

describe('a new reviewer (B-23)', () => {
  it('is whoever the host says, or has decided fewer than a hundred cases', () => {
    expect(isNewReviewer({ decided: 0 })).toBe(true);
    expect(isNewReviewer({ decided: NEW_REVIEWER_CASES - 1 })).toBe(true);
    expect(isNewReviewer({ decided: NEW_REVIEWER_CASES })).toBe(false);
    expect(isNewReviewer({ decided: 3, isNew: false })).toBe(false);
    expect(isNewReviewer({ decided: 3_000, isNew: true })).toBe(true);
    expect(isNewReviewer({})).toBe(false);
  });

  it('has the next profile, up to the last', () => {
    expect(PROFILES.map(raisedProfile)).toEqual(['standard', 'high', 'regulated', 'regulated']);
    expect(PROFILES.map((profile) => profileFor(profile, NEW))).toEqual(PROFILES.map(raisedProfile));
    expect(PROFILES.map((profile) => profileFor(profile))).toEqual(PROFILES);
  });

  it('is asked for no less than others by any switch, and signs where others do', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PROFILES),
        fc.record({ dwell: fc.constantFrom(3, 10), assumptionPrompt: fc.boolean() }, { requiredKeys: [] }),
        (profile, safeguards) => {
          const [usual, raised] = [settingsOf({ profile, safeguards }), settingsOf({ profile, safeguards }, NEW)];
          const before = frictions(usual);
          for (const [at, now] of frictions(raised).entries()) expect(now).toBeGreaterThanOrEqual(before[at] as number);
          expect(raised.signature).toBe(usual.signature);
          // What an author set by name stays as they set it.
          expect(raised).toMatchObject(safeguards);
        },
      ),
    );
    expect(settingsOf({ profile: 'high' }, NEW)).toEqual({ ...PROFILE_SETTINGS.regulated, signature: false });
  });

  it('stands in the route, in the policy of the review and in the record of the decision', () => {
    const oversight = policyOf();
    expect(route(loan, oversight)).not.toHaveProperty('raisedFrom');
    const sent = route(loan, oversight, undefined, NEW);
    expect(sent).toMatchObject({ profile: 'high', raisedFrom: 'standard' });
    const policy = { ...reviewPolicyOf(samplePolicy, sent, loan.id), blindFirst: false, secondReview: false };
    expect(policy).toMatchObject({ profile: 'high', raisedFrom: 'standard', assumptionPrompt: true, paceWatch: true });
    const claimed = run(initialReview(loan, policy), [system, { type: 'route', route: sent }], [amara, claim]);
    const result = send(claimed, amara, {
      type: 'approve',
      reason: { codes: ['newer-file'], checks: ['spoke'] },
      assumption: { wording: 'holds', text: 'The payslips are genuine' },
      evidenceOpened: ['statements', 'letter'],
    });
    expect(result.outcome === 'accepted' && result.entry.exposure?.switches).toMatchObject({
      profile: 'high',
      raisedFrom: 'standard',
    });
  });

  it('is told by a pool once they take a case, which goes as it went, with more asked of it', () => {
    const oversight = policyOf();
    const at = '2026-11-21T09:40:00Z';
    for (const proposal of Object.values(sampleProposals)) {
      const sent = route(proposal, oversight, at);
      const raised = routeFor(sent, oversight, NEW);
      expect(raised ?? sent).toEqual(route(proposal, oversight, at, NEW));
      if (!raised) continue;
      expect(routeFor(raised, oversight, NEW)).toBeUndefined();
      expect(routeFor(raised, oversight, { decided: NEW_REVIEWER_CASES })).toEqual(sent);
    }
    expect(routeFor(route(loan, oversight), oversight, {})).toBeUndefined();
  });

  it('says nothing of a case that another policy has sent', () => {
    const oversight = policyOf();
    const sent = route(loan, oversight);
    expect(routeFor(sent, { ...oversight, version: 'other' }, NEW)).toBeUndefined();
    expect(routeFor(sent, { ...oversight, id: 'other' }, NEW)).toBeUndefined();
    expect(routeFor({ ...sent, rule: 'gone' }, oversight, NEW)).toBeUndefined();
    expect(routeFor({ ...sent, profile: 'low' }, oversight, NEW)).toBeUndefined();
  });

  it('leaves nothing behind with whoever takes the case after them', () => {
    const oversight = policyOf();
    const at = '2026-11-21T09:40:00Z';
    const sent = route(loan, oversight, at);
    const begun = initialReview(loan, reviewPolicyOf(samplePolicy, sent, loan.id));
    const routed = run(begun, [system, { type: 'route', route: sent }]);
    const rerouted = (review: Review, experience: ReviewerExperience) => {
      const next = routeFor(review.route as Routing, oversight, experience) as Route;
      return run(review, [
        system,
        { type: 'route', route: next, policy: reviewPolicyOf(review.policy, next, loan.id) },
      ]);
    };
    const taken = rerouted(routed, NEW);
    expect(taken.policy).toMatchObject({ profile: 'high', raisedFrom: 'standard', batchApprove: 'off' });
    const back = rerouted(run(taken, [amara, claim], [amara, release]), {});
    expect(back.policy).toEqual(routed.policy);
    const { at: _now, ...same } = routed.route as Routing;
    expect(back.route).toMatchObject(same);
    expect(back.route).not.toHaveProperty('raisedFrom');
  });

  it('makes no policy that a host without checks could not work with', () => {
    const oversight = policyOf();
    const base: Policy = { ...bare, reasonCodes: [{ code: 'newer-file', label: 'Newer file' }] };
    const policy = reviewPolicyOf(base, route(loan, oversight, undefined, NEW), loan.id);
    expect(policyIssues(policy)).toEqual([]);
    expect(policy.reasons).toEqual({
      approve: 'code',
      override: 'code',
      reject: 'code',
      respond: 'none',
      abstain: 'code',
    });
  });
});
