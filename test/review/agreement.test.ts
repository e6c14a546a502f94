import { describe, expect, it } from 'vitest';
import { agreementOf, wilsonInterval } from '../../src/review/agreement.selectors.js';
import { applyCommand, initialReview, proposedEntry } from '../../src/review/lifecycle.selectors.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import type { Actor, AuditEntry, Command, Policy, Proposal } from '../../src/review/review.types.js';
import { amara, approve, claim, jonas, loan, mateo, override, priya, system, twoPeople } from './lifecycle.fixtures.js';

type Step = readonly [by: Actor, ...commands: Command[]];
let count = 0;

/** The entries of one case, oldest first. */
function caseOf(steps: readonly Step[], shape: Partial<Proposal> = {}, policy: Policy = twoPeople): AuditEntry[] {
  let review = initialReview({ ...loan, id: `CASE-${++count}`, ...shape }, policy);
  const entries = [proposedEntry(review)];
  for (const [by, ...commands] of steps) {
    for (const command of commands) {
      const at = new Date(Date.UTC(2026, 10, 21, 9, entries.length)).toISOString();
      const result = applyCommand(review, command, { by, at, saw: sawOf(review.proposal) });
      if (result.outcome !== 'accepted') throw new Error(`${command.type}: ${JSON.stringify(result)}`);
      review = result.review;
      entries.push(result.entry);
    }
  }
  return entries;
}

const both: Step[] = [
  [amara, claim, approve],
  [mateo, claim, approve],
];
const apart: Step[] = [
  [amara, claim, override],
  [mateo, claim, approve],
];
const reopen: Command = { type: 'reopen', reason: 'New file' };

describe('agreement', () => {
  it('counts pairs, and what chance alone would give', () => {
    const cases = [both, both, both, apart].flatMap((steps) => caseOf(steps));
    const { all } = agreementOf(cases);
    expect(all).toMatchObject({ pairs: 4, agreed: 3, excluded: 0, share: 0.75 });
    // Wilson 1927 by hand for 3 of 4.
    expect(all.interval?.[0]).toBeCloseTo(0.3006, 3);
    expect(all.interval?.[1]).toBeCloseTo(0.9544, 3);
    // The second always approves: chance gives 3/4 as well.
    expect(all.kappa).toBeCloseTo(0, 10);
  });

  it('gives Cohen’s kappa', () => {
    const swapped: Step[] = [
      [amara, claim, override],
      [mateo, claim, override],
    ];
    const cases = [both, both, swapped, apart].flatMap((steps) => caseOf(steps));
    // Observed 3/4; by chance 2/4 × 3/4 + 2/4 × 1/4 = 1/2.
    expect(agreementOf(cases).all.kappa).toBeCloseTo(0.5, 10);
    expect(agreementOf(caseOf(both)).all.kappa).toBeUndefined();
  });

  it('keeps kinds of cases and versions of the model apart', () => {
    const other = { kind: 'invoice' };
    const newer = { model: { ...loan.model, version: '9' } };
    const cases = [caseOf(both), caseOf(apart, other), caseOf(both, newer), caseOf(apart)].flat();
    const { groups, all } = agreementOf(cases);
    expect(all).toMatchObject({ pairs: 4, agreed: 2 });
    expect(
      groups.map(({ kind, model, agreement }) => [kind, model.version, agreement.pairs, agreement.agreed]),
    ).toEqual([
      [loan.kind, loan.model.version, 2, 1],
      ['invoice', loan.model.version, 1, 0],
      [loan.kind, '9', 1, 1],
    ]);
  });

  it('counts neither a first decision alone nor one person’s case, nor who settles a difference', () => {
    const alone = caseOf([[amara, claim, approve]]);
    const single = caseOf([[amara, claim, approve]], {}, { ...twoPeople, secondReview: false });
    const settled = caseOf([...apart, [jonas, claim, approve]]);
    expect(agreementOf([...alone, ...single, ...settled]).all).toMatchObject({ pairs: 1, agreed: 0, excluded: 0 });
    expect(agreementOf([]).all).toEqual({ pairs: 0, agreed: 0, excluded: 0 });
  });

  it.each<[string, Step[]]>([
    ['a case that was reopened: both have read what was decided', [...both, [priya, reopen], ...both]],
    [
      'a proposal that was revised between the two',
      [
        [amara, claim, approve],
        [system, { type: 'revise', proposal: { ...loan, id: '', revision: 2 } }],
        [mateo, claim, approve],
      ],
    ],
  ])('leaves out %s', (_what, steps) => {
    const id = `CASE-${count + 1}`;
    const own = steps.map(([by, ...commands]) => [
      by,
      ...commands.map((command) =>
        command.type === 'revise' ? { ...command, proposal: { ...command.proposal, id } } : command,
      ),
    ]) as unknown as Step[];
    const { all } = agreementOf(caseOf(own));
    expect(all.excluded).toBe(1);
    // The first round of the reopened one was blind.
    expect(all.pairs).toBe(steps.length === 5 ? 1 : 0);
  });

  it('counts a first decision once that was taken back and given again', () => {
    const entries = caseOf([
      [amara, claim, override, { type: 'undo' }, approve],
      [mateo, claim, approve],
    ]);
    expect(agreementOf(entries).all).toMatchObject({ pairs: 1, agreed: 1, excluded: 0 });
  });

  it('counts a pair still where the adjudicator takes their own decision back', () => {
    const entries = caseOf([...apart, [jonas, claim, approve, { type: 'undo' }, override]]);
    expect(agreementOf(entries).all).toMatchObject({ pairs: 1, agreed: 0, excluded: 0 });
  });

  it('reads entries of several cases in any mixture', () => {
    const [one, two] = [caseOf(both), caseOf(apart)];
    const mixed = one.flatMap((entry, index) => [entry, two[index]]).filter(Boolean) as AuditEntry[];
    expect(agreementOf(mixed).all).toEqual(agreementOf([...one, ...two]).all);
  });

  it('knows Wilson’s interval at its ends', () => {
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
    expect(wilsonInterval(0, 10)[0]).toBe(0);
    expect(wilsonInterval(10, 10)[1]).toBeCloseTo(1, 12);
  });
});
