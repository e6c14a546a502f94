import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BATCH_MOST,
  batchFirst,
  batchMost,
  batchProblem,
  batchRealityProblem,
  batchRuleProblem,
  hasOpened,
} from '../../src/review/batch.selectors.js';
import { planBatch } from '../../src/review/batch-plan.selectors.js';
import { withKnownFields } from '../../src/review/command-fields.selectors.js';
import { proposedEntry, replay } from '../../src/review/lifecycle.selectors.js';
import type { AuditEntry, Command, Policy, Proposal, Review } from '../../src/review/review.types.js';
import { small, smallReview, together } from './batch.fixtures.js';
import {
  amara,
  claim,
  mateo,
  refusalOf,
  release,
  routeTo,
  run,
  send,
  system,
  throughJson,
} from './lifecycle.fixtures.js';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const ids = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'];
/** Amara's first of these, and one that is not. */
const first = batchFirst(ids, amara.id) as string;
const other = ids.find((id) => id !== first) as string;
const approveIn = (cases: readonly string[], opened?: boolean, id = 'batch-1'): Command => ({
  type: 'approve',
  batch: { id, cases, ...(opened !== undefined && { opened }) },
});
const claimed = (id: string, policy: Policy = together, change: Partial<Proposal> = {}) =>
  run(smallReview(id, policy, change), [amara, claim]);
const problemIn = (review: Review, command: Command) => {
  const result = send(review, amara, command);
  return result.outcome === 'invalid' ? result.issues[0]?.detail?.problem : result.outcome;
};

const calibration = small('A').confidence?.calibration as NonNullable<
  NonNullable<Proposal['confidence']>['calibration']
>;

describe('a case that may be approved together with others', () => {
  it.each<[problem: string | undefined, policy: Partial<Policy>, proposal: Partial<Proposal>]>([
    [undefined, {}, {}],
    [undefined, { batchApprove: 'limited' }, {}],
    ['answer-first', { blindFirst: true, batchApprove: 'off' }, { risk: 'high' }],
    ['off', { batchApprove: 'off' }, {}],
    ['off', { batchApprove: undefined as never }, {}],
    ['risk', {}, { risk: 'medium' }],
    ['second-review', { secondReview: true }, {}],
    ['second-review', { secondReview: { rate: 1, seed: 's' } }, {}],
    [undefined, { secondReview: { rate: 0, seed: 's' } }, {}],
    ['signature', { signature: true }, {}],
    ['evidence', { evidenceGate: true }, {}],
    [undefined, { evidenceGate: true }, { explanation: { evidence: [] } }],
    ['assumption', { assumptionPrompt: true }, {}],
    ['reason', { reasons: { approve: 'code' } }, {}],
    ['dwell', { dwell: 5 }, {}],
    ['not-offered', { verdicts: ['override', 'reject'] }, {}],
    ['views-unrecorded', { recordViews: false }, {}],
    ['uncalibrated', {}, { confidence: undefined as never }],
    ['uncalibrated', {}, { confidence: { value: 0.95 } }],
    ['uncalibrated', {}, { confidence: { value: 0.95, calibration: { ...calibration, n: 199 } } }],
    ['uncalibrated', {}, { confidence: { value: 0.95, calibration: { ...calibration, asOf: '2026-06-01' } } }],
    // A probability of something else is none of the value.
    ['uncalibrated', {}, { confidence: { value: 0.95, of: 'Default', calibration } }],
    ['unlikely', {}, { confidence: { value: 0.79, calibration } }],
    [undefined, {}, { confidence: { value: 0.8, calibration } }],
    [undefined, {}, { confidence: { value: 0.97, calibration } }],
    ['unlikely', {}, { confidence: { value: 0.97, ofValue: 0.03, of: 'Default', calibration } }],
  ])('is told by its policy and its proposal: %s', (problem, policy, proposal) => {
    const review = smallReview('A', { ...together, ...policy }, proposal);
    expect(batchRuleProblem(review, NOW)).toBe(problem);
    // What a person could do by the rule they can do by the chart, and nothing else.
    const mine = smallReview('A', { ...together, ...policy, blindFirst: false }, proposal);
    if (problem === 'answer-first') return;
    const answer = refusalOf(send(run(mine, [amara, claim]), amara, approveIn(['A', 'B'], true)));
    expect(answer === 'accepted').toBe(problem === undefined);
  });

  it('is refused by the chart in a case that was answered first, also once the answer is shown', () => {
    const review = run(
      smallReview('A', { ...together, blindFirst: true }),
      [amara, claim],
      [amara, { type: 'judge', value: 'approve' }],
    );
    expect(problemIn(review, approveIn(['A', 'B'], true))).toBe('answer-first');
  });

  it.each<[problem: string, cases: readonly string[], opened: boolean | undefined, policy?: Partial<Policy>]>([
    ['accepted', ids, true],
    ['unopened', ids, undefined],
    ['unopened', ids, false],
    ['too-few', [first], true],
    ['not-among', [other, 'Z'], true],
    ['too-many', [...ids, 'K'], true],
    ['accepted', [first, ...ids.filter((id) => id !== first).slice(0, 4)], true, { batchApprove: 'limited' }],
    ['too-many', [first, ...ids.filter((id) => id !== first).slice(0, 5)], true, { batchApprove: 'limited' }],
  ])('fits the batch that it names: %s', (answer, cases, opened, policy = {}) => {
    expect(problemIn(claimed(first, { ...together, ...policy }), approveIn(cases, opened))).toBe(answer);
  });

  it('has to be opened only where it is the one that was drawn', () => {
    expect(problemIn(claimed(other), approveIn(ids))).toBe('accepted');
    expect(batchProblem(smallReview(first), { id: 'b', cases: ids }, amara, NOW)).toBe('unopened');
    expect(batchProblem(smallReview(first), { id: 'b', cases: ids, opened: true }, amara, NOW)).toBeUndefined();
  });

  it.each<[unknown, string]>([
    ['all', 'value-invalid batch'],
    [{ cases: ids }, 'field-missing batch.id'],
    [{ id: ' ', cases: ids }, 'field-missing batch.id'],
    [{ id: 'b', cases: 'A, B' }, 'value-invalid batch.cases'],
    [{ id: 'b', cases: ['A', 'A'] }, 'value-invalid batch.cases'],
    [{ id: 'b', cases: ['A', 1] }, 'value-invalid batch.cases'],
    [{ id: 'b', cases: ids, opened: 'yes' }, 'value-invalid batch.opened'],
  ])('is refused where the batch is none: %j', (batch, as) => {
    expect(refusalOf(send(claimed('A'), amara, { type: 'approve', batch } as Command))).toBe(`invalid ${as}`);
  });

  it('takes from a sender neither whether it was opened nor anything that a batch does not have', () => {
    const sent = { type: 'approve', batch: { id: 'b', cases: ids, opened: true, size: 2 }, junk: 1 } as Command;
    expect(withKnownFields(sent)).toEqual({ type: 'approve', batch: { id: 'b', cases: ids } });
  });
});

describe('the record of a batch', () => {
  it('says that a case was one of several, and whether it had been opened, and replays', () => {
    const start = smallReview(other);
    const entries: AuditEntry[] = [proposedEntry(start)];
    let review = start;
    for (const command of [claim, approveIn(ids)]) {
      const result = send(review, amara, command);
      if (result.outcome !== 'accepted') throw new Error(refusalOf(result));
      review = result.review;
      entries.push(result.entry);
    }
    const share = { id: 'batch-1', size: 10, opened: false };
    expect(entries.at(-1)?.exposure?.batch).toEqual(share);
    expect(review.decision?.batch).toEqual(share);
    expect(replay(throughJson(entries))).toEqual(review);
    const alone = send(claimed('A'), amara, { type: 'approve' });
    expect(alone).toMatchObject({ outcome: 'accepted' });
    expect(JSON.stringify(alone)).not.toContain('"batch"');
  });

  it('is broken where it says otherwise than was sent', () => {
    const before = claimed(other);
    const result = send(before, amara, approveIn(ids));
    if (result.outcome !== 'accepted') throw new Error(refusalOf(result));
    const [begun, taken] = [proposedEntry(smallReview(other)), send(smallReview(other), amara, claim)];
    if (taken.outcome !== 'accepted') throw new Error('claim');
    const told = structuredClone(result.entry) as AuditEntry;
    const size = {
      ...told,
      exposure: { ...told.exposure, batch: { id: 'batch-1', size: 2, opened: true } },
    } as AuditEntry;
    expect(() => replay([begun, taken.entry, size])).toThrow('exposure');
  });
});

describe('the case to open first', () => {
  const selection = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 10 });

  it('is one of them, whatever the order in which they were chosen', () => {
    fc.assert(
      fc.property(selection, fc.string(), (cases, person) => {
        const drawn = batchFirst(cases, person);
        expect(cases).toContain(drawn);
        expect(batchFirst([...cases].reverse(), person)).toBe(drawn);
      }),
    );
  });

  it('stays the same when others are taken out or put back, so that no selection chooses an easier one', () => {
    fc.assert(
      fc.property(
        selection,
        fc.string(),
        fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
        (cases, person, keep) => {
          const drawn = batchFirst(cases, person) as string;
          const fewer = cases.filter((id, index) => id === drawn || keep[index]);
          expect(batchFirst(fewer, person)).toBe(drawn);
        },
      ),
    );
  });

  it('falls on each of them about as often over many people', () => {
    const counts = new Map(ids.map((id) => [id, 0]));
    const people = 5_000;
    for (let person = 0; person < people; person++) {
      const drawn = batchFirst(ids, `person-${person}`) as string;
      counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
    }
    // Five standard deviations of a binomial with p = 0.1.
    const spread = 5 * Math.sqrt(people * 0.1 * 0.9);
    for (const count of counts.values()) expect(Math.abs(count - people / 10)).toBeLessThan(spread);
  });
});

describe('a plan of what can be approved together', () => {
  const plan = (reviews: readonly Review[], by = amara, canDecide?: () => true | string) =>
    planBatch(
      reviews.map((review) => ({ id: review.id, review })),
      by,
      { now: NOW, ...(canDecide && { canDecide }) },
    );
  const leftOf = (reviews: readonly Review[], ...rest: [typeof amara?, (() => true | string)?]) =>
    plan(reviews, ...rest).left.map(({ id, problem }) => `${id}: ${problem}`);

  it('says of each case that stays out why it does', () => {
    const left = leftOf([
      smallReview('open'),
      run(smallReview('theirs'), [mateo, claim]),
      run(smallReview('mine'), [amara, claim]),
      run(smallReview('given-back'), [mateo, claim], [mateo, release]),
      run(smallReview('decided'), [mateo, claim], [mateo, { type: 'override', value: 'deny' }]),
      run(smallReview('held'), [system, { type: 'hold', reason: 'Drift', scope: 'review' }]),
      run(smallReview('asked'), [mateo, claim], [mateo, { type: 'ask', question: 'Which?', to: 'Applicant' }]),
      run(smallReview('up'), [mateo, claim], [mateo, { type: 'escalate', to: 'Committee' }]),
      run(smallReview('two', { ...together, secondReview: true }), [mateo, claim], [mateo, { type: 'approve' }]),
      smallReview('first', { ...together, blindFirst: true }),
      smallReview('big', together, { risk: 'high' }),
    ]);
    expect(left).toEqual([
      'theirs: claimed',
      'mine: own-claim',
      'decided: decided',
      'held: held',
      'asked: waiting',
      'up: escalated',
      'two: second-review',
      'first: answer-first',
      'big: risk',
    ]);
  });

  it('says of a case that is answered first nothing but that, wherever it stands', () => {
    const blind = { ...together, blindFirst: true, batchApprove: 'off' } as const;
    const reviews = [
      smallReview('free', blind, { risk: 'critical', confidence: undefined as never }),
      run(smallReview('theirs', blind), [mateo, claim]),
      run(smallReview('held', blind), [system, { type: 'hold', reason: 'Drift', scope: 'review' }]),
    ];
    expect(plan(reviews).left.map(({ problem }) => problem)).toEqual(['answer-first', 'answer-first', 'answer-first']);
  });

  it('has a case that is with nobody while a veto could still come', () => {
    expect(leftOf([run(smallReview('A'), [system, routeTo('monitor')]), smallReview('B')])).toEqual([]);
  });

  it('gives the host’s own words where somebody may not decide', () => {
    expect(plan([smallReview('A')], amara, () => 'Only seniors.').left).toEqual([
      { id: 'A', problem: 'undecidable', text: 'Only seniors.' },
    ]);
  });

  it('lets in as many as the strictest of them allows', () => {
    const allowed = Array.from({ length: 12 }, (_, index) => smallReview(`A${index}`));
    expect(plan(allowed)).toMatchObject({ most: 10, together: { length: 10 } });
    expect(leftOf(allowed)).toEqual(['A10: too-many', 'A11: too-many']);
    const strict = smallReview('strict', { ...together, batchApprove: 'limited' });
    expect(leftOf([...allowed.slice(0, 6), strict])).toEqual(['strict: too-many']);
    expect(plan([strict, ...allowed])).toMatchObject({ most: 5, together: { length: 5 } });
  });

  it('names nothing to open where nothing can be approved together', () => {
    expect(plan([smallReview('A')]).first).toBeUndefined();
    expect(plan([smallReview('A'), smallReview('B')]).first).toBe(batchFirst(['A', 'B'], amara.id));
    expect(planBatch([{ id: 'gone' }], amara, { now: NOW }).left).toEqual([{ id: 'gone', problem: 'unreadable' }]);
  });

  it('plans only what the chart accepts', () => {
    const reviews = ids.map((id) => smallReview(id));
    const { together: planned } = plan(reviews);
    const cases = planned.map(({ id }) => id);
    for (const review of planned) {
      const taken = run(review, [amara, claim]);
      expect(problemIn(taken, approveIn(cases, review.id === first))).toBe('accepted');
    }
  });
});

describe('a batch and what is stored', () => {
  const drawn = batchFirst(['A', 'B'], amara.id) as string;
  const batch = { id: 'b', cases: ['A', 'B'] };
  const rest = batch.cases.find((id) => id !== drawn) as string;
  const others = (review: Review) => [smallReview(drawn), review];
  const named = others(smallReview(rest));
  const fits = { of: drawn, named, isFirstOpened: true, now: NOW };
  const approvedBy = (who: typeof amara | typeof mateo, command: Command = { type: 'approve' }) =>
    others(run(smallReview(rest), [who, claim], [who, command]));
  it.each<[string | undefined, Partial<Parameters<typeof batchRealityProblem>[2]>]>([
    [undefined, {}],
    [undefined, { of: rest, known: { by: amara.id, cases: ['B', 'A'] } }],
    ['unopened', { isFirstOpened: false }],
    ['not-begun', { of: rest }],
    ['unknown-case', { named: [smallReview(drawn), undefined] }],
    ['too-many', { named: others(smallReview(rest, { ...together, batchApprove: 'off' })) }],
    ['other-batch', { known: { by: mateo.id, cases: ['A', 'B'] } }],
    ['other-batch', { known: { by: amara.id, cases: ['A', 'C'] } }],
    ['other-batch', { known: { by: amara.id, cases: ['A', 'B', 'C'] } }],
    // What could be no part of one, whoever names it.
    ['not-together', { named: others(smallReview(rest, together, { risk: 'medium' })) }],
    ['not-together', { named: others(smallReview(rest, { ...together, blindFirst: true })) }],
    ['not-together', { now: NOW + 365 * 86_400_000 }],
    ['not-together', { named: approvedBy(amara) }],
    [
      'not-together',
      { named: approvedBy(amara, { type: 'approve', batch: { id: 'c', cases: ['A', 'B'], opened: true } }) },
    ],
    ['not-together', { named: others(run(smallReview(rest), [system, { type: 'withdraw', reason: 'Paid' }])) }],
    // An approval of this very batch whose row is not seen yet, and what somebody else was quicker with.
    [undefined, { named: approvedBy(amara, { type: 'approve', batch: { id: 'b', cases: ['A', 'B'], opened: true } }) }],
    [undefined, { named: approvedBy(mateo) }],
    [undefined, { named: others(run(smallReview(rest), [mateo, claim])) }],
  ])('fit each other: %s', (problem, reality) => {
    expect(batchRealityProblem(batch, amara, { ...fits, ...reality })).toBe(problem);
  });

  it('take a look for none once the case was taken back or opened again', () => {
    const viewed = { type: 'viewed', seq: 2, by: amara } as const;
    const isOpenedBefore = (type: 'undone' | 'reopened' | 'revised' | 'released') =>
      hasOpened([{ type: 'proposed', seq: 1, by: system }, viewed, { type, seq: 3, by: amara }], amara.id);
    expect([
      isOpenedBefore('released'),
      isOpenedBefore('undone'),
      isOpenedBefore('reopened'),
      isOpenedBefore('revised'),
    ]).toEqual([true, false, false, false]);
  });

  it('have the limits of the requirement as the widest', () => {
    expect(BATCH_MOST).toEqual({ off: 0, limited: 5, allowed: 10 });
    expect(batchMost([])).toBe(10);
    expect(batchMost([{ batchApprove: 'allowed' }, { batchApprove: 'sometimes' as never }])).toBe(0);
  });
});
