import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replay } from '../../src/review/lifecycle.selectors.js';
import type { Actor, Command } from '../../src/review/review.types.js';
import { summaryOf } from '../../src/review/summary.selectors.js';
import { entryAsSeenBy, reviewAsSeenBy } from '../../src/review/withheld.selectors.js';
import { policies, type Step, steps, tell } from './histories.fixtures.js';
import {
  amara,
  approve,
  bare,
  claim,
  loan,
  mateo,
  model,
  opened,
  priya,
  refusalOf,
  release,
  revised,
  routeTo,
  run,
  send,
  system,
} from './lifecycle.fixtures.js';

const proceed: Command = { type: 'proceed' };
const reopen: Command = { type: 'reopen', reason: 'The applicant asks for a person' };
const monitored = () => run(opened(), [system, routeTo('monitor')]);
const inTime = { vetoUntil: '2099-01-01T00:00:00Z' };

describe('where a policy sends a case', () => {
  it.each([
    ['auto', 'closed.automated'],
    ['monitor', 'pending.monitored'],
    ['review', 'pending.open'],
    ['second', 'pending.open'],
  ] as const)('%s is an entry, and leads to %s', (mode, state) => {
    const result = send(opened(), system, routeTo(mode));
    expect(result).toMatchObject({
      outcome: 'accepted',
      review: { state, route: { mode, revision: 1, policy: { id: 'oversight', version: '1' } } },
      entry: { type: 'routed', from: 'pending.open', to: state, oldValue: loan.value, model: loan.model, by: system },
    });
  });

  it('is never "approved" by a rule: what takes effect alone says so', () => {
    const result = send(opened(), system, routeTo('auto'));
    expect(result).toMatchObject({ review: { status: 'closed', automated: { seq: 2 }, signatures: [] } });
    expect((result as { review: object }).review).not.toHaveProperty('decision');
  });

  it('is for the host to say, not for people, and once for each proposal', () => {
    expect(refusalOf(send(opened(), priya, routeTo('auto')))).toBe('forbidden system-only');
    const routed = run(opened(), [system, routeTo('review')]);
    expect(refusalOf(send(routed, system, routeTo('auto')))).toBe('invalid command-illegal');
    const anew = run(routed, [model, { type: 'revise', proposal: revised(2) }], [system, routeTo('auto')]);
    expect(anew).toMatchObject({ state: 'closed.automated', route: { revision: 2 } });
  });

  it('is for the same proposal said again only where more, or no longer more, is asked of whoever takes it', () => {
    const raised = { profile: 'standard', raisedFrom: 'low' } as const;
    const routed = run(opened(), [system, routeTo('review')]);
    for (const change of [
      {},
      { profile: 'standard' as const },
      { profile: 'high' as const, raisedFrom: 'standard' as const },
      { ...raised, rule: 'denial' },
      { ...raised, policy: { id: 'oversight', version: '2' } },
      { ...raised, mode: 'auto' as const },
    ]) {
      expect(refusalOf(send(routed, system, routeTo('review', change)))).toBe('invalid command-illegal');
    }
    expect(refusalOf(send(routed, system, { type: 'route' } as Command))).toBe('invalid command-illegal');
    expect(refusalOf(send(routed, priya, routeTo('review', raised)))).toBe('forbidden system-only');
    const forNew = run(routed, [system, routeTo('review', raised)]);
    expect(forNew).toMatchObject({ state: 'pending.open', route: { ...raised, revision: 1 } });
    expect(refusalOf(send(forNew, system, routeTo('review', raised)))).toBe('invalid command-illegal');
    expect(run(forNew, [system, routeTo('review')]).route).not.toHaveProperty('raisedFrom');
  });

  it('leaves a case with people for whoever takes it, that was stopped on its way past them', () => {
    const raised = { profile: 'standard', raisedFrom: 'low' } as const;
    for (const mode of ['auto', 'monitor'] as const) {
      const stopped = run(
        opened(),
        [priya, { type: 'hold', reason: 'It drifts', scope: 'review' }],
        [priya, { type: 'resume', reason: 'It does not' }],
      );
      const routed = run(stopped, [system, routeTo(mode)]);
      expect(routed.state).toBe('pending.open');
      const forNew = run(routed, [system, routeTo(mode, raised)]);
      expect(forNew).toMatchObject({ state: 'pending.open', route: raised });
      expect(run(forNew, [system, routeTo(mode)]).state).toBe('pending.open');
    }
  });

  it('leaves a case with people that came to them for a stop, also once its proposal is another one', () => {
    for (const mode of ['auto', 'monitor'] as const) {
      const routed = run(
        opened(),
        [priya, { type: 'hold', reason: 'It drifts', scope: 'review' }],
        [priya, { type: 'resume', reason: 'It does not' }],
        [system, routeTo(mode)],
      );
      const another = run(routed, [model, { type: 'revise', proposal: revised(2) }]);
      expect(run(another, [system, routeTo(mode)]).state).toBe('pending.open');
    }
  });

  it('tells nobody who answers first that people were to be spared a case (B-1)', () => {
    const stopped = run(
      opened({ ...bare, blindFirst: true }),
      [priya, { type: 'hold', reason: 'It drifts', scope: 'review' }],
      [priya, { type: 'resume', reason: 'It does not' }],
    );
    const result = send(stopped, system, routeTo('auto'));
    if (result.outcome !== 'accepted') throw new Error(result.outcome);
    const { review, entry } = result;
    expect(review.route?.mode).toBe('auto');
    for (const shown of [reviewAsSeenBy(review, amara), entryAsSeenBy(entry, review, amara, 0)])
      expect(JSON.stringify(shown)).not.toContain('"auto"');
    const answered = run(review, [amara, claim], [amara, { type: 'judge', value: 'deny' }]);
    expect(reviewAsSeenBy(answered, amara).route?.mode).toBe('auto');
  });

  it('says in a queue why a case is with people, where the proposal does not, and to nobody who answers first', () => {
    const { why: _why, ...quiet } = loan;
    const why = 'The factors disagree';
    const routed = run(opened(bare, quiet), [system, routeTo('review', { rule: 'disagree', why })]);
    expect(summaryOf(routed).why).toEqual([why]);
    expect(summaryOf(run(opened(), [system, routeTo('review', { rule: 'disagree', why })])).why).toEqual(loan.why);
    const blind = run(opened({ ...bare, blindFirst: true }, quiet), [
      system,
      routeTo('review', { rule: 'disagree', why }),
    ]);
    expect(summaryOf(blind).why).toEqual([]);
  });

  it('takes other safeguards with it where a new proposal is sent elsewhere', () => {
    const routed = run(opened(), [system, routeTo('review')], [model, { type: 'revise', proposal: revised(2) }]);
    const strict = { ...bare, id: 'strict', blindFirst: true };
    const sent = { ...routeTo('review', { profile: 'high' }), policy: strict } as Command;
    const result = send(routed, system, sent);
    expect(result).toMatchObject({
      review: { policy: strict, route: { revision: 2, profile: 'high' } },
      entry: { command: { policy: strict } },
    });
    expect(run((result as { review: typeof routed }).review, [amara, claim]).state).toBe('reviewing.blind');
    expect(refusalOf(send(routed, system, { ...sent, policy: { id: 'strict' } } as Command))).toBe(
      'invalid field-missing policy.version',
    );
  });

  it('spares nobody the answer who has been asked: a case that people looked at stays with them', () => {
    const judged = run(
      opened({ ...bare, blindFirst: true }),
      [amara, claim],
      [amara, { type: 'judge', value: 'approve' }],
      [amara, release],
    );
    for (const mode of ['auto', 'monitor'] as const) {
      expect(run(judged, [system, routeTo(mode)]).state).toBe('pending.open');
    }
  });

  it.each([
    ['given back', () => run(monitored(), [amara, claim], [amara, release])],
    ['taken back from a rule', () => run(opened(), [system, routeTo('auto')], [priya, reopen])],
    [
      'decided and reopened',
      () => run(opened(), [system, routeTo('review')], [amara, claim], [amara, approve], [priya, reopen]),
    ],
    [
      'decided, reopened and never routed before',
      () => run(opened(), [amara, claim], [amara, approve], [priya, reopen]),
    ],
  ])('leaves a case that was %s with people, whatever the AI says next', (_what, lead) => {
    for (const mode of ['auto', 'monitor'] as const) {
      const anew = run(lead(), [model, { type: 'revise', proposal: revised(2) }], [system, routeTo(mode)]);
      expect(anew).toMatchObject({ state: 'pending.open', route: { mode, revision: 2 } });
    }
  });

  it.each([
    ['route', 'missing', 'route', { type: 'route' }],
    ['mode', 'unknown', 'route.mode', routeTo('approve' as never)],
    ['policy', 'missing', 'route.policy', routeTo('auto', { policy: undefined as never })],
    ['vetoUntil', 'missing', 'route.vetoUntil', routeTo('monitor', { vetoUntil: undefined })],
    ['vetoUntil', 'no date', 'route.vetoUntil', routeTo('monitor', { vetoUntil: 'soon' })],
    ['because', 'no list', 'route.because', routeTo('auto', { because: 'so' as never })],
  ])('is refused with %s %s', (_field, _what, path, command) => {
    const result = send(opened(), system, command as Command);
    expect(refusalOf(result)).toMatch(new RegExp(`^invalid [a-z-]+ ${path}$`));
  });
});

describe('a case that takes effect unless somebody steps in', () => {
  const monitored = run(opened(), [system, routeTo('monitor')]);

  it('takes effect when the time is over, not before, and not while it is held', () => {
    const early = run(opened(), [system, routeTo('monitor', inTime)]);
    expect(refusalOf(send(early, system, proceed))).toBe('invalid command-illegal');
    const held = run(monitored, [amara, { type: 'hold', reason: 'It drifts', scope: 'review' }]);
    expect(refusalOf(send(held, system, proceed))).toBe('held');
    expect(refusalOf(send(monitored, amara, proceed))).toBe('forbidden system-only');
    const done = run(held, [priya, { type: 'resume' }], [system, proceed]);
    expect(done).toMatchObject({ state: 'closed.automated', status: 'closed', automated: { seq: 5 } });
  });

  it('gives as much time to step in after a hold as was left before', () => {
    const at = (time: string) => ({ at: time });
    const review = run(
      opened(),
      [system, routeTo('monitor', { vetoUntil: '2026-11-21T10:00:00Z' }), at('2026-11-21T09:00:00Z')],
      [amara, { type: 'hold', reason: 'It drifts', scope: 'review' }, at('2026-11-21T09:30:00Z')],
      [priya, { type: 'resume' }, at('2026-11-21T11:30:00Z')],
    );
    expect(review.route?.vetoUntil).toBe('2026-11-21T12:00:00.000Z');
    expect(refusalOf(send(review, system, proceed, at('2026-11-21T11:59:59Z')))).toBe('invalid command-illegal');
    expect(run(review, [system, proceed, at('2026-11-21T12:00:00Z')]).state).toBe('closed.automated');
  });

  it('stays with people once one of them has stepped in, also when they give it back', () => {
    const taken = run(monitored, [amara, claim]);
    expect(taken).toMatchObject({ state: 'reviewing.revealed', claim: { from: 'pending.open' } });
    const given = run(taken, [amara, release]);
    expect(given.state).toBe('pending.open');
    expect(refusalOf(send(given, system, proceed))).toBe('invalid command-illegal type');
    expect(run(taken, [amara, approve])).toMatchObject({ state: 'approved', decision: { by: { id: 'amara' } } });
  });

  it('is routed anew when the AI says something else meanwhile', () => {
    const anew = run(monitored, [model, { type: 'revise', proposal: revised(2, { value: 'approve' }) }]);
    expect(anew.state).toBe('pending.open');
    expect(refusalOf(send(anew, system, proceed))).toBe('invalid command-illegal type');
    expect(run(anew, [system, routeTo('auto')]).state).toBe('closed.automated');
  });
});

describe('what took effect without a person', () => {
  const automated = run(opened(), [system, routeTo('auto')]);

  it('can be held, and reopened for a person to decide (L-17), which takes it back', () => {
    expect(run(automated, [amara, { type: 'hold', reason: 'It drifts', scope: 'model' }])).toHaveProperty('hold');
    const result = send(automated, priya, reopen);
    expect(result).toMatchObject({ review: { state: 'pending.open' }, entry: { type: 'reopened', supersedes: 2 } });
    const { review } = result as { review: ReturnType<typeof opened> };
    expect(review).not.toHaveProperty('automated');
    expect(run(review, [mateo, claim], [mateo, approve]).state).toBe('approved');
  });
});

describe('time', () => {
  const clock: readonly Command['type'][] = ['proceed', 'expire', 'lapse', 'route'];

  it('approves nothing, whatever a host sends', () => {
    let proceeded = 0;
    fc.assert(
      fc.property(policies, steps, (policy, sent) => {
        const { entries } = tell(policy, sent);
        for (const { command, from, to, by } of entries) {
          if (from === to) continue;
          if (by.kind !== 'person' || clock.includes(command.type as Command['type'])) {
            expect(['approved', 'overridden']).not.toContain(to);
          }
          if (to !== 'closed.automated') continue;
          proceeded += 1;
          // Only what a rule has sent there is there.
          const routed = entries.findLast(({ type }) => type === 'routed');
          expect(routed?.command).toMatchObject({ route: { mode: expect.stringMatching(/^(auto|monitor)$/) } });
        }
      }),
      { numRuns: 400, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
    );
    expect(proceeded).toBeGreaterThan(20);
  }, 70_000);

  it('replays', () => {
    const step = (by: Actor, command: Command): Step => ({ by, command, saw: 'current', version: 'same' });
    const { review, entries } = tell(bare, [
      step(system, routeTo('monitor', { vetoUntil: '2026-11-21T07:30:00Z' })),
      step(system, proceed),
      step(priya, reopen),
    ]);
    expect(entries.map(({ type }) => type)).toEqual(['proposed', 'routed', 'proceeded', 'reopened']);
    expect(replay(entries)).toEqual(review);
  });
});

describe('why a case is here', () => {
  const policy = { ...bare, blindFirst: true };
  const why = { rule: 'unsure', why: 'The model is unsure', because: [{ type: 'risk', is: 'high' }] as const };

  it('is kept from whoever answers first until they have (B-1), on the review and in the record', () => {
    const result = send(opened(policy), system, routeTo('review', why));
    if (result.outcome !== 'accepted') throw new Error('The case was not routed.');
    const { review, entry } = result;
    const seen = JSON.stringify([reviewAsSeenBy(review, amara).route, entryAsSeenBy(entry, review, amara, 0)]);
    expect(seen).not.toMatch(/unsure|"high"|deny/);
    expect(seen).toContain('"mode":"review"');
    const answered = run(review, [amara, claim], [amara, { type: 'judge', value: 'approve' }]);
    expect(reviewAsSeenBy(answered, amara).route).toMatchObject(why);
    expect(entryAsSeenBy(entry, answered, amara, 0)).toEqual(entry);
    expect(JSON.stringify(reviewAsSeenBy(answered, mateo).route)).not.toContain('unsure');
  });
});
