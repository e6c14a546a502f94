import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingOf } from '../../src/oversight/condition.selectors.js';
import { isPersonMode } from '../../src/oversight/mode.selectors.js';
import { type Condition, OVERSIGHT_MODES, type OversightPolicy } from '../../src/oversight/oversight.types.js';
import { oversightPolicyProblems } from '../../src/oversight/oversight-policy.selectors.js';
import { route } from '../../src/oversight/route.selectors.js';
import { type Proposal, RISKS } from '../../src/review/review.types.js';
import { nobody, POLICY, person, policyOf, proposalWith } from './oversight.fixtures.js';

/* Random proposals and policies ----------------------------------------------------------------------------------- */

const share = fc.double({ min: 0, max: 1, noNaN: true });
const strange = fc.constantFrom<number | undefined>(undefined, Number.NaN, -1, 2);
const proposals: fc.Arbitrary<Proposal> = fc
  .record({
    id: fc.string({ minLength: 1 }),
    risk: fc.constantFrom(...RISKS),
    kind: fc.constantFrom('credit', 'refund'),
    value: fc.constantFrom('approve', 'deny', 12, 5_000),
    confidence: fc.option(fc.record({ value: fc.oneof(share, strange) }), { nil: undefined }),
    alternatives: fc.option(
      fc.array(fc.record({ value: fc.string(), confidence: fc.oneof(share, strange) }), { maxLength: 3 }),
      {
        nil: undefined,
      },
    ),
    signals: fc.option(fc.record({ novelty: fc.oneof(share, strange) }), { nil: undefined }),
  })
  .map((shape) => proposalWith(shape as Partial<Proposal>));

const bounds = fc
  .tuple(share, share, fc.constantFrom('both', 'least', 'below'))
  .map(([a, b, ends]) => {
    const [atLeast, below] = [Math.min(a, b), Math.max(a, b) + 1e-9];
    return ends === 'both'
      ? { atLeast, below: Math.min(below, 1) }
      : ends === 'least'
        ? { atLeast }
        : { below: Math.min(below, 1) };
  })
  .filter((range) => !('atLeast' in range && 'below' in range) || (range.atLeast as number) < (range.below as number));
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  bounds.map((range): Condition => ({ type: 'confidence', ...range })),
  bounds.map((range): Condition => ({ type: 'margin', ...range })),
  bounds.map((range): Condition => ({ type: 'entropy', ...range })),
  bounds.map((range): Condition => ({ type: 'novelty', ...range })),
  bounds.map((range): Condition => ({ type: 'disagreement', between: 'factors', ...range })),
  fc.subarray([...RISKS], { minLength: 1 }).map((list): Condition => ({ type: 'risk', in: list })),
  fc.constantFrom('credit', 'refund').map((kind): Condition => ({ type: 'kind', in: [kind] })),
  fc
    .record({ rate: share, seed: fc.constantFrom('a', 'b') })
    .map((sample): Condition => ({ type: 'sample', ...sample })),
);
const conditions = fc.letrec<{ any: Condition }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((of): Condition => ({ type: 'and', of })),
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((of): Condition => ({ type: 'or', of })),
    tie('any').map((of): Condition => ({ type: 'not', of })),
  ),
})).any;
const handlings = fc.constantFrom(
  person,
  nobody,
  { ...person, mode: 'second' } as const,
  {
    mode: 'monitor',
    profile: 'low',
    vetoMinutes: 30,
  } as const,
);
const policies: fc.Arbitrary<OversightPolicy> = fc
  .array(fc.record({ when: conditions, handling: handlings }), { maxLength: 5 })
  .map((rules) => policyOf(...rules));

describe('routing', () => {
  it('is total: every proposal goes somewhere, with a reason that says what was so', () => {
    fc.assert(
      fc.property(proposals, policies, (proposal, policy) => {
        const found = route(proposal, policy);
        expect(OVERSIGHT_MODES).toContain(found.mode);
        if (found.rule !== undefined) expect(found.because.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('is deterministic: whatever is asked in between, and after a journey as JSON', () => {
    fc.assert(
      fc.property(proposals, proposals, policies, (proposal, other, policy) => {
        const first = route(proposal, policy);
        route(other, policy);
        expect(route(proposal, policy)).toEqual(first);
        expect(route(proposal, JSON.parse(JSON.stringify(policy)))).toEqual(first);
      }),
      { numRuns: 300 },
    );
  });

  it('spares people nothing without a rule that says so and is known to hold', () => {
    fc.assert(
      fc.property(proposals, policies, (proposal, policy) => {
        const { mode, rule } = route(proposal, policy);
        if (isPersonMode(mode)) return;
        const said = policy.rules.find(({ id }) => id === rule);
        expect(said?.handling.mode).toBe(mode);
        expect(findingOf(said?.when as Condition, proposal).holds).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('has a way out for time that approves nothing', () => {
    fc.assert(
      fc.property(proposals, policies, (proposal, policy) => {
        expect(['close', 'escalate']).toContain(route(proposal, policy).onExpire);
      }),
    );
  });

  it('sends what a proposal does not say to people, and spares nobody for it', () => {
    const unsure = proposalWith({ confidence: undefined } as never);
    const sure: Condition = { type: 'confidence', atLeast: 0.9 };
    expect(route(unsure, policyOf({ when: sure, handling: nobody })).rule).toBeUndefined();
    const { rule, because } = route(unsure, policyOf({ when: sure, handling: person }));
    expect(rule).toBe('r0');
    expect(because).toEqual([{ type: 'unknown', measure: 'confidence', why: 'absent' }]);
    const negated: Condition = { type: 'not', of: { type: 'confidence', below: 0.9 } };
    expect(route(unsure, policyOf({ when: negated, handling: nobody })).rule).toBeUndefined();
  });

  it('takes the first rule that holds', () => {
    expect(route(proposalWith({ risk: 'critical' }), POLICY)).toMatchObject({
      rule: 'critical',
      mode: 'second',
      role: 'senior',
    });
    const sure = { confidence: { value: 0.97 }, alternatives: [{ value: 'approve', confidence: 0.03 }] };
    const oneSided = { explanation: { factors: [{ id: 'a', name: 'a', contribution: 1 }] } };
    expect(route(proposalWith({ risk: 'low', ...sure, ...oneSided }), POLICY)).toMatchObject({
      rule: 'small',
      mode: 'auto',
    });
    expect(route(proposalWith({ risk: 'high', ...sure, ...oneSided }), POLICY)).toMatchObject({ mode: 'review' });
  });

  it('says what made a rule hold, and of a disjunction only what did', () => {
    const found = route(proposalWith({ explanation: { factors: [{ id: 'a', name: 'a', contribution: 1 }] } }), POLICY);
    expect(found.rule).toBe('close');
    expect(found.because).toEqual([
      { type: 'confidence', is: 0.66, side: 'below', limits: [0.8], of: ['Default within 24 months'] },
    ]);
    const near = proposalWith({
      confidence: { value: 0.48 },
      alternatives: [
        { value: 'approve', confidence: 0.46 },
        { value: 'x', confidence: 0.06 },
      ],
    });
    const { because } = route(near, policyOf({ when: { type: 'margin', below: 0.1 } }));
    expect(because).toEqual([
      { type: 'margin', is: expect.closeTo(0.02, 9), side: 'below', limits: [0.1], of: ['deny', 'approve'] },
    ]);
  });

  it('routes the applicant with a record of their own in an area with past defaults to a person: the factors disagree', () => {
    expect(route(proposalWith(), POLICY)).toMatchObject({
      rule: 'factors-disagree',
      mode: 'review',
      profile: 'high',
      safeguards: { blindFirst: true, evidenceGate: true },
      why: expect.stringContaining('record of their own'),
    });
  });

  it('counts the time to decide and to step in from the proposal, and keeps a sooner deadline', () => {
    const { createdAt } = proposalWith();
    const due = (hours: number, dueAt?: string) =>
      route(
        proposalWith({ dueAt } as never),
        policyOf({ handling: { ...person, hours }, when: { type: 'kind', in: ['credit-application'] } }),
      ).dueAt;
    expect(due(24)).toBe(new Date(Date.parse(createdAt) + 24 * 3_600_000).toISOString());
    expect(due(24, '2026-11-21T13:00:00Z')).toBe('2026-11-21T13:00:00Z');
    const watched = route(
      proposalWith(),
      policyOf({
        when: { type: 'kind', in: ['credit-application'] },
        handling: { mode: 'monitor', profile: 'low', vetoMinutes: 90 },
      }),
    );
    expect(watched).toMatchObject({
      mode: 'monitor',
      vetoUntil: new Date(Date.parse(createdAt) + 90 * 60_000).toISOString(),
    });
    expect(watched.dueAt).toBeUndefined();
  });
});

describe('a policy that cannot be applied', () => {
  const below = (threshold: unknown) =>
    policyOf({ when: { type: 'confidence', below: threshold } as Condition, handling: nobody });

  it.each([
    [
      'a threshold of "90", by which a case would go past everybody',
      below('90'),
      /rules\.0\.when\.below is wrong-type .*"90"/,
    ],
    ['a threshold of 1.5', below(1.5), /rules\.0\.when\.below is out-of-range .*1\.5/],
    ['an empty "and"', policyOf({ when: { type: 'and', of: [] } }), /rules\.0\.when\.of is list-empty/],
    [
      'a condition of an unknown type',
      policyOf({ when: { type: 'mood' } as never }),
      /rules\.0\.when\.type is not-one-of/,
    ],
    [
      'a role that there is not',
      { ...POLICY, otherwise: { ...person, role: 'boss' } },
      /otherwise\.role is role-unknown/,
    ],
    [
      'a circle of roles',
      { ...POLICY, escalations: { reviewer: 'reviewer' } },
      /escalations\.reviewer is escalation-cycle/,
    ],
    ['everything else past everybody', { ...POLICY, otherwise: nobody }, /otherwise\.mode is people-bypassed/],
    ['no policy at all', undefined, /the whole is wrong-type/],
  ])('sends no case: %s', (_, policy, message) => {
    const send = () => route(proposalWith({}), policy as OversightPolicy);
    expect(send).toThrow(message);
    // Nor at a second try.
    expect(send).toThrow(expect.objectContaining({ code: 'oversight-policy-invalid' }));
  });

  it('is none with a rule that has no cases: the others send as they do', () => {
    const never: Condition = { type: 'not', of: { type: 'risk', in: [...RISKS] } };
    const policy = policyOf({ when: never });
    expect(oversightPolicyProblems(policy)).toMatchObject([{ code: 'never-holds' }]);
    expect(route(proposalWith({}), policy)).toMatchObject(policy.otherwise);
  });
});

describe('sampling', () => {
  const drawn = (rate: number, seed: string, ids: readonly string[]) =>
    ids.filter((id) => findingOf({ type: 'sample', rate, seed }, proposalWith({ id })).holds);
  const ids = Array.from({ length: 20_000 }, (_, number) => `case-${number}`);

  it.each([0.005, 0.02, 0.1, 0.5, 0.9])('hits a rate of %f within its binomial interval', (rate) => {
    // Four standard deviations: one run in 15,000 would miss by chance, and these seeds are always the same ones.
    for (const seed of ['2026', 'credit', 'x']) {
      const wide = 4 * Math.sqrt(rate * (1 - rate) * ids.length);
      expect(Math.abs(drawn(rate, seed, ids).length - rate * ids.length)).toBeLessThan(wide);
    }
  });

  it('never flips a case, keeps those of a smaller rate in a greater one, and draws others by another seed', () => {
    expect(drawn(0.02, 'a', ids)).toEqual(drawn(0.02, 'a', [...ids].reverse()).reverse());
    const larger = new Set(drawn(0.1, 'a', ids));
    expect(drawn(0.02, 'a', ids).every((id) => larger.has(id))).toBe(true);
    const both = drawn(0.1, 'b', ids).filter((id) => larger.has(id)).length;
    // As two independent draws would: a hundredth.
    expect(both / ids.length).toBeGreaterThan(0.007);
    expect(both / ids.length).toBeLessThan(0.013);
  });

  it('draws nobody at a rate of 0 and everybody at 1', () => {
    expect(drawn(0, 'a', ids)).toEqual([]);
    expect(drawn(1, 'a', ids)).toEqual(ids);
  });
});

describe('what a policy is told before it is used', () => {
  const problemsOf = (policy: unknown) => oversightPolicyProblems(policy).map(({ code, path }) => `${code} ${path}`);
  const when = (condition: unknown) => problemsOf(policyOf({ when: condition as Condition }));

  it('is nothing where it can be used', () => {
    expect(problemsOf(POLICY)).toEqual([]);
  });

  it.each([
    [
      'a field that nobody knows',
      { type: 'confidence', bellow: 0.5 },
      ['field-unknown rules.0.when.bellow', 'bounds-missing rules.0.when'],
    ],
    ['a threshold of 1.5', { type: 'confidence', below: 1.5 }, ['out-of-range rules.0.when.below']],
    ['a threshold of "90"', { type: 'confidence', below: '90' }, ['wrong-type rules.0.when.below']],
    ['a threshold that is no number', { type: 'margin', atLeast: Number.NaN }, ['wrong-type rules.0.when.atLeast']],
    ['an empty "and"', { type: 'and', of: [] }, ['list-empty rules.0.when.of']],
    ['a range with nothing in it', { type: 'entropy', atLeast: 0.5, below: 0.5 }, ['bounds-empty rules.0.when']],
    ['no bound at all', { type: 'novelty' }, ['bounds-missing rules.0.when']],
    ['a condition of an unknown type', { type: 'mood', below: 1 }, ['not-one-of rules.0.when.type']],
    ['a condition without a type', { below: 1 }, ['field-missing rules.0.when.type']],
    ['a risk that there is not', { type: 'risk', in: ['huge'] }, ['not-one-of rules.0.when.in.0']],
    ['a sample without a seed', { type: 'sample', rate: 0.1 }, ['field-missing rules.0.when.seed']],
    [
      'something deep inside',
      { type: 'not', of: { type: 'or', of: [{ type: 'risk', in: [] }] } },
      ['list-empty rules.0.when.of.of.0.in'],
    ],
    ['text instead of a condition', 'confidence < 0.9', ['wrong-type rules.0.when']],
  ])('is what is wrong, and where: %s', (_, condition, expected) => {
    expect(when(condition)).toEqual(expected);
  });

  it.each([
    ['a role that the host does not know', { ...person, role: 'boss' }, ['role-unknown rules.0.handling.role']],
    [
      'watching without a time to step in',
      { mode: 'monitor', profile: 'low' },
      ['veto-missing rules.0.handling.vetoMinutes'],
    ],
    [
      'an expiry that nobody gets',
      { ...person, role: 'reviewer', onExpire: 'escalate' },
      ['escalation-missing rules.0.handling.onExpire'],
    ],
    ['an expiry that approves', { ...person, onExpire: 'approve' }, ['not-one-of rules.0.handling.onExpire']],
    [
      'a dwell of one second',
      { ...person, safeguards: { dwell: 1 } },
      ['out-of-range rules.0.handling.safeguards.dwell'],
    ],
    [
      'a misspelt safeguard',
      { ...person, safeguards: { blindfirst: true } },
      ['field-unknown rules.0.handling.safeguards.blindfirst'],
    ],
  ])('is what is wrong with a handling: %s', (_, handling, expected) => {
    expect(problemsOf(policyOf({ handling: handling as never }))).toEqual(expected);
  });

  it('is that no rule may stand for "everything else goes through"', () => {
    expect(problemsOf({ ...POLICY, otherwise: nobody })).toEqual(['people-bypassed otherwise.mode']);
  });

  it('is a circle of escalations, once', () => {
    const escalations = { reviewer: 'senior', senior: 'committee', committee: 'reviewer' };
    expect(problemsOf({ ...POLICY, escalations })).toEqual(['escalation-cycle escalations.committee']);
    expect(problemsOf({ ...POLICY, escalations: { reviewer: 'reviewer' } })).toContain(
      'escalation-cycle escalations.reviewer',
    );
  });

  it('is no crash, whatever it is given', () => {
    for (const given of [
      null,
      undefined,
      7,
      'policy',
      [],
      { rules: 7 },
      { rules: [null] },
      { rules: [{ handling: 3 }] },
    ])
      expect(oversightPolicyProblems(given).length).toBeGreaterThan(0);
    fc.assert(fc.property(fc.anything(), (given) => void oversightPolicyProblems(given)));
  });

  it('is that a rule can never hold', () => {
    const both: Condition = {
      type: 'and',
      of: [
        { type: 'confidence', below: 0.2 },
        { type: 'confidence', atLeast: 0.8 },
      ],
    };
    expect(when(both)).toEqual(['never-holds rules.0.when']);
    expect(
      when({
        type: 'and',
        of: [
          { type: 'risk', in: ['low'] },
          { type: 'not', of: { type: 'risk', in: ['low', 'medium'] } },
        ],
      }),
    ).toEqual(['never-holds rules.0.when']);
    expect(when({ type: 'confidence', below: 0 })).toEqual(['never-holds rules.0.when']);
    expect(when({ type: 'not', of: { type: 'risk', in: [...RISKS] } })).toEqual(['never-holds rules.0.when']);
    expect(when({ type: 'sample', rate: 0, seed: 'a' })).toEqual(['never-holds rules.0.when']);
  });

  it('is that a rule is never reached, for those before it', () => {
    const all: Condition = { type: 'risk', in: [...RISKS] };
    expect(problemsOf(policyOf({ when: all }, { when: { type: 'confidence', below: 0.5 } }))).toEqual([
      'never-reached rules.1',
    ]);
    const wide: Condition = { type: 'confidence', below: 0.8 };
    expect(problemsOf(policyOf({ when: wide }, { when: { type: 'confidence', below: 0.7 } }))).toEqual([
      'never-reached rules.1',
    ]);
    // Two that share all of it between them; one that asks for people has what is not known as well.
    const rest: Condition = { type: 'confidence', atLeast: 0.8 };
    expect(problemsOf(policyOf({ when: wide }, { when: rest, handling: nobody }, { when: all }))).toEqual([
      'never-reached rules.2',
    ]);
    const watched = { mode: 'monitor', profile: 'low', vetoMinutes: 5 } as const;
    expect(
      problemsOf(policyOf({ when: wide, handling: watched }, { when: rest, handling: nobody }, { when: all })),
    ).toEqual([]);
  });

  it('is right about every rule that it calls unreachable', () => {
    fc.assert(
      fc.property(policies, fc.array(proposals, { minLength: 5, maxLength: 30 }), (policy, cases) => {
        const dead = new Set(
          oversightPolicyProblems(policy)
            .filter(({ code }) => code === 'never-reached')
            .map(({ detail }) => detail?.rule),
        );
        for (const each of cases) expect(dead.has(route(each, policy).rule as string)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
