import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposedEntry, replay } from '../../src/review/lifecycle.selectors.js';
import { assumptionIssues, assumptionWording, dwellSeconds, policyIssues } from '../../src/review/policy.selectors.js';
import {
  ASSUMPTION_MAX_LENGTH,
  ASSUMPTION_WORDINGS,
  type AuditEntry,
  type Command,
  ERASED,
  type Policy,
  SWITCHES,
} from '../../src/review/review.types.js';
import { safeguardsOnAndOff } from '../../src/review/switches.selectors.js';
import { isVerdict } from '../../src/review/verdict.selectors.js';
import { entryAsSeenBy } from '../../src/review/withheld.selectors.js';
import { policies, steps, tell } from './histories.fixtures.js';
import { amara, bare, claim, mateo, opened, refusalOf, run, send, system } from './lifecycle.fixtures.js';

const asked: Policy = {
  ...bare,
  assumptionPrompt: true,
  assumptions: [{ code: 'genuine', label: 'The documents are genuine' }],
};
const rests = { wording: 'holds', text: 'The payslips are genuine' } as const;
const verdicts: readonly Command[] = [
  { type: 'approve' },
  { type: 'override', value: 'approve' },
  { type: 'reject' },
  { type: 'respond', message: 'Ask for payslips' },
  { type: 'abstain' },
];

/** The entry of one verdict under a policy. */
function entryUnder(policy: Policy, command: Command): AuditEntry {
  const result = send(run(opened(policy), [amara, claim]), amara, command);
  if (result.outcome !== 'accepted') throw new Error(refusalOf(result));
  return result.entry;
}

describe('the assumption prompt (B-9)', () => {
  it('asks every verdict alike, so that no verb is the shorter way (B-11)', () => {
    for (const command of verdicts) {
      const review = run(opened(asked), [amara, claim]);
      expect(refusalOf(send(review, amara, command))).toBe('invalid assumption-missing assumption');
      expect(send(review, amara, { ...command, assumption: rests } as Command).outcome).toBe('accepted');
    }
  });

  it('takes words, or one of the answers that the policy lists', () => {
    const said = (assumption: object) => assumptionIssues(asked, assumption).map(({ code }) => code);
    expect(said({ wording: 'holds', code: 'genuine' })).toEqual([]);
    expect(said({ wording: 'holds', code: 'made-up' })).toEqual(['choice-unknown']);
    expect(said({ wording: 'holds', text: '  ' })).toEqual(['assumption-missing']);
    expect(said({ wording: 'holds', text: 'a'.repeat(ASSUMPTION_MAX_LENGTH + 1) })).toEqual(['text-too-long']);
    expect(said({ wording: 'shouted', text: 'It is so' })).toEqual(['value-invalid']);
  });

  it('asks one person about one case in one wording, and uses all three over many cases alike', () => {
    const counts = new Map<string, number>();
    for (let at = 0; at < 3_000; at++) {
      const wording = assumptionWording(`LN-${at}`, 'amara');
      expect(assumptionWording(`LN-${at}`, 'amara')).toBe(wording);
      counts.set(wording, (counts.get(wording) ?? 0) + 1);
    }
    // Five standard deviations of a third of 3,000 draws are 129.
    for (const wording of ASSUMPTION_WORDINGS) expect(Math.abs((counts.get(wording) ?? 0) - 1_000)).toBeLessThan(129);
    const others = Array.from({ length: 100 }, (_, at) => assumptionWording(`LN-${at}`, 'mateo'));
    expect(others).not.toEqual(others.map((_, at) => assumptionWording(`LN-${at}`, 'amara')));
  });

  it('stands in the decision and is erased with the other words of a person', () => {
    const decided = run(opened(asked), [amara, claim], [amara, { type: 'approve', assumption: rests }]);
    expect(decided.decision?.assumption).toEqual(rests);
    const erased = run(decided, [system, { type: 'erase', reason: 'The applicant asked for it' }]);
    expect(erased.decision?.assumption).toEqual({ wording: 'holds', text: ERASED });
  });
});

describe('the wait before a decision (B-12)', () => {
  const waiting: Policy = { ...bare, dwell: 10 };

  it('is the same for every verdict', () => {
    for (const command of verdicts) {
      const review = run(opened(waiting), [amara, claim]);
      expect(refusalOf(send(review, amara, { ...command, activeMs: 9_000 } as Command))).toBe(
        'invalid dwell-short dwell',
      );
      expect(send(review, amara, { ...command, activeMs: 10_000 } as Command).outcome).toBe('accepted');
    }
  });

  it('can be waived with a reason, which is recorded, and not without one', () => {
    const review = run(opened(waiting), [amara, claim]);
    const waive = (waived: string): Command => ({ type: 'approve', activeMs: 0, dwell: { seconds: 10, waived } });
    expect(refusalOf(send(review, amara, waive(' ')))).toBe('invalid dwell-short dwell');
    expect(entryUnder(waiting, waive('Read it on paper')).command).toMatchObject({
      dwell: { seconds: 10, waived: 'Read it on paper' },
    });
  });

  it('takes no wait that is none, and none that is a punishment', () => {
    const review = run(opened(waiting), [amara, claim]);
    for (const seconds of [0, 2.9, 15.1, Number.NaN]) {
      expect(refusalOf(send(review, amara, { type: 'approve', activeMs: 60_000, dwell: { seconds } }))).toBe(
        'invalid value-invalid dwell.seconds',
      );
    }
  });

  it('is a quarter of what a person usually takes, from 3 to 15 seconds', () => {
    expect(dwellSeconds({ ...waiting, dwell: 0 })).toBeUndefined();
    expect(dwellSeconds(waiting)).toBe(10);
    expect(dwellSeconds(waiting, 24_000)).toBe(6);
    expect(dwellSeconds(waiting, 1_000)).toBe(3);
    expect(dwellSeconds(waiting, 3_600_000)).toBe(15);
    fc.assert(
      fc.property(fc.double(), (median) => {
        const seconds = dwellSeconds(waiting, median);
        expect(seconds).toBeGreaterThanOrEqual(3);
        expect(seconds).toBeLessThanOrEqual(15);
      }),
    );
  });
});

describe('the record of a decision (L-6)', () => {
  it('says of every switch how it stood, those that a host turned off included', () => {
    const policy: Policy = { ...asked, profile: 'high', dwell: 5, paceWatch: false, batchApprove: 'allowed' };
    const { exposure } = entryUnder(policy, { type: 'approve', assumption: rests, activeMs: 5_000 });
    expect(exposure?.switches).toEqual({
      profile: 'high',
      blindFirst: false,
      evidenceGate: false,
      assumptionPrompt: true,
      reason: 'none',
      signature: false,
      secondReview: false,
      seededChecks: 0,
      weeklyBurst: false,
      batchApprove: 'allowed',
      dwell: 5,
      agreementNudge: false,
      paceWatch: false,
    });
    expect(safeguardsOnAndOff(exposure ?? {})).toEqual({
      on: ['assumption', 'dwell'],
      off: [
        'answer-first',
        'evidence-gate',
        'reason',
        'check',
        'signature',
        'second-review',
        'seeded-checks',
        'weekly-burst',
        'batch-limit',
        'agreement-nudge',
        'pace-watch',
      ],
    });
  });

  it('counts each switch once, and what a newer server names last', () => {
    const { exposure } = entryUnder(bare, { type: 'approve' });
    const { on, off } = safeguardsOnAndOff({ safeguards: ['hologram' as never], switches: exposure?.switches });
    expect(on).toEqual(['hologram']);
    expect(new Set([...off, 'batch-limit'])).toEqual(new Set(SWITCHES));
    expect(safeguardsOnAndOff({ safeguards: ['reason'] })).toEqual({ on: ['reason'], off: [] });
    expect(safeguardsOnAndOff({ safeguards: 'all' as never })).toEqual({ on: [], off: [] });
  });

  it('has the switches of the policy in every verdict of any history, and replays with and without them', () => {
    let count = 0;
    fc.assert(
      fc.property(policies, steps, (policy, sent) => {
        const { review, entries } = tell(policy, sent);
        for (const { exposure } of entries) if (exposure?.switches) count += 1;
        expect(entries.every(({ command, exposure }) => (exposure !== undefined) === isVerdict(command.type))).toBe(
          true,
        );
        const older = entries.map((entry) => {
          if (!entry.exposure) return entry;
          const { switches: _switches, ...exposure } = entry.exposure;
          return { ...entry, exposure };
        });
        expect(replay(entries)).toEqual(review);
        expect(replay(older)).toEqual(review);
      }),
      { numRuns: 100 },
    );
    expect(count).toBeGreaterThan(50);
  });

  it('does not replay where somebody wrote that a safeguard was on which was off', () => {
    const begun = opened(bare);
    const first = send(begun, amara, claim);
    if (first.outcome !== 'accepted') throw new Error('not claimed');
    const result = send(first.review, amara, { type: 'approve' });
    if (result.outcome !== 'accepted') throw new Error('not approved');
    const { entry } = result;
    const exposure = entry.exposure && {
      ...entry.exposure,
      switches: { ...entry.exposure.switches, blindFirst: true } as never,
    };
    expect(() => replay([proposedEntry(begun), first.entry, { ...entry, exposure } as AuditEntry])).toThrow(/exposure/);
  });

  it('tells a reader nothing before their own answer (B-1)', () => {
    const policy: Policy = { ...asked, blindFirst: true, secondReview: true };
    const review = run(opened(policy), [amara, claim], [amara, { type: 'judge', value: 'approve' }]);
    const result = send(review, amara, { type: 'approve', assumption: rests });
    if (result.outcome !== 'accepted') throw new Error(refusalOf(result));
    const seen = JSON.stringify(entryAsSeenBy(result.entry, result.review, mateo, 0));
    for (const word of ['payslips', 'switches', 'assumption', 'deny']) expect(seen).not.toContain(word);
  });
});

describe('a policy', () => {
  it.each([
    [{ dwell: 2 }, 'dwell'],
    [{ dwell: '5' }, 'dwell'],
    [{ assumptionPrompt: 'yes' }, 'assumptionPrompt'],
    [{ seededChecks: 2 }, 'seededChecks'],
    [{ batchApprove: 'sometimes' }, 'batchApprove'],
    [{ profile: 'extreme' }, 'profile'],
    [{ assumptions: [{ label: 'Without a code' }] }, 'assumptions.code'],
  ])('with %o is refused where it is wrong', (change, path) => {
    expect(policyIssues({ ...bare, ...change }).map((issue) => issue.path)).toEqual([path]);
  });
});
