import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sampleProposals, sampleReviewers } from '../../src/backends/sample-reviews.js';
import {
  INTERRUPT_ITEMS,
  interruptForm,
  NO_INTERRUPTS,
  withInterrupt,
  withItem,
} from '../../src/oversight/interrupts.selectors.js';
import {
  agreementFinding,
  HISTORY_MOST,
  medianActiveMs,
  medianOf,
  paceFinding,
  pastDecisionOf,
  valueProbability,
} from '../../src/oversight/self-check.selectors.js';
import { createSelfCheck, deviceHistory } from '../../src/oversight/self-check.session.js';
import type { OwnHistory, PastDecision } from '../../src/oversight/self-check.types.js';
import { approve, bare, claim, opened, override, run, send } from '../review/lifecycle.fixtures.js';

const START = Date.parse('2026-11-21T08:00:00Z');
const MINUTE = 60_000;

/** So many decisions, one a minute from a minute on. */
function decided(
  count: number,
  from: number,
  each: Partial<PastDecision> | ((at: number) => Partial<PastDecision>) = {},
): PastDecision[] {
  return Array.from({ length: count }, (_, index) => ({
    at: new Date(START + (from + index) * MINUTE).toISOString(),
    agreed: true,
    probability: 0.8,
    activeMs: 40_000,
    ...(typeof each === 'function' ? each(index) : each),
  }));
}
const usual = decided(20, 0);
/** Fifty in which nobody disagreed, in a quarter of the usual time: 10 wrong ones are expected. */
const hasty = decided(50, 20, { activeMs: 10_000 });

describe('the agreement nudge (B-15)', () => {
  it('finds 3 disagreements where 10 are implied, in a quarter of the usual time', () => {
    const some = hasty.map((each, at) => ({ ...each, agreed: at >= 3 }));
    const found = agreementFinding([...usual, ...some]);
    expect(found).toEqual({ kind: 'agreement', decisions: 50, disagreements: 3, expected: expect.closeTo(10) });
  });

  it('finds nothing from a third of the implied disagreements on', () => {
    const four = hasty.map((each, at) => ({ ...each, agreed: at >= 4 }));
    expect(agreementFinding([...usual, ...four])).toBeUndefined();
  });

  it('finds nothing where somebody takes half of their usual time or more', () => {
    const slower = hasty.map((each) => ({ ...each, activeMs: 20_000 }));
    expect(agreementFinding([...usual, ...slower])).toBeUndefined();
    expect(agreementFinding([...usual, ...hasty.map((each) => ({ ...each, activeMs: 19_999 }))])).toBeDefined();
  });

  it('rests on fifty calibrated scores and a baseline of one’s own, and on nothing less (B-4)', () => {
    expect(agreementFinding([...usual, ...hasty.slice(1)])).toBeUndefined();
    expect(agreementFinding(hasty)).toBeUndefined();
    const { probability: _probability, ...unscored } = hasty[0] as PastDecision;
    expect(agreementFinding([...usual, unscored, ...hasty.slice(1)])).toBeUndefined();
    for (const probability of [Number.NaN, 1.2, -0.1])
      expect(agreementFinding([...usual, { ...unscored, probability }, ...hasty.slice(1)])).toBeUndefined();
  });

  it('finds nothing where chance alone would do as much', () => {
    // 50 × 0.05 = 2.5 expected: none at all in one case of twelve.
    expect(agreementFinding([...usual, ...hasty.map((each) => ({ ...each, probability: 0.95 }))])).toBeUndefined();
    expect(agreementFinding([...usual, ...hasty.map((each) => ({ ...each, probability: 0.93 }))])).toBeDefined();
  });

  it('never speaks of more disagreement than there is room for, whatever the history', () => {
    const history = fc.array(
      fc.record(
        {
          at: fc.constant('2026-11-21T08:00:00Z'),
          agreed: fc.boolean(),
          probability: fc.double({ min: 0, max: 1, noNaN: true }),
          activeMs: fc.double(),
        },
        { requiredKeys: ['at', 'agreed'] },
      ),
      { maxLength: 150, size: 'max' },
    );
    fc.assert(
      fc.property(history, (decisions) => {
        const found = agreementFinding(decisions);
        if (!found) return;
        expect(found.disagreements).toBeLessThan(found.expected / 3);
        expect(found.expected).toBeLessThanOrEqual(50);
        // To disagree once more never brings it about.
        const one = decisions.map((each) => ({ ...each, agreed: false }));
        expect(agreementFinding(one)).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});

describe('the pace watch (B-16)', () => {
  const faster = (count: number, times: number) =>
    decided(count, 0, (at) => ({ activeMs: at < 20 ? 39_000 : 39_000 / times }));

  it('suggests a break after an hour, or a hundred cases, at more than 1.3 times one’s first pace', () => {
    expect(paceFinding(faster(61, 1.31))).toEqual({ kind: 'pace', items: 61, minutes: 60 });
    expect(paceFinding(faster(60, 1.31))).toBeUndefined();
    expect(paceFinding(faster(61, 1.3))).toBeUndefined();
    const quick = faster(100, 2).map((each, at) => ({ ...each, at: new Date(START + at * 20_000).toISOString() }));
    expect(paceFinding(quick)).toEqual({ kind: 'pace', items: 100, minutes: 33 });
    expect(paceFinding(quick.slice(0, 99))).toBeUndefined();
  });

  it('begins anew after a break, and after it was suggested', () => {
    const before = faster(61, 2);
    const after = decided(30, 61 + 14, { activeMs: 10_000 });
    expect(paceFinding([...before, ...after])).toBeUndefined();
    expect(paceFinding(before, before.at(-2)?.at)).toBeUndefined();
  });

  it('says nothing of somebody who keeps their pace, or slows down', () => {
    expect(paceFinding(faster(300, 1))).toBeUndefined();
    expect(paceFinding(faster(300, 0.5))).toBeUndefined();
    expect(paceFinding([])).toBeUndefined();
    expect(paceFinding(decided(200, 0, { activeMs: undefined }))).toBeUndefined();
  });
});

describe('one’s own median', () => {
  it('is known from twenty times on', () => {
    expect(medianOf([])).toBeUndefined();
    expect(medianOf([3, 1, 2])).toBe(2);
    expect(medianOf([4, 1, 2, 3])).toBe(2.5);
    expect(medianActiveMs(usual.slice(1))).toBeUndefined();
    expect(medianActiveMs(usual)).toBe(40_000);
  });
});

describe('what is remembered of a decision', () => {
  const { amara } = sampleReviewers;
  const at = Date.parse('2026-11-21T09:48:00Z');
  const settled = (...commands: Parameters<typeof send>[2][]) => {
    const review = run(opened(bare), [amara, claim]);
    const result = send(review, amara, commands[0] as never);
    if (result.outcome !== 'accepted' || !result.review.decision) throw new Error('not decided');
    return { review: result.review, decision: result.review.decision, entry: result.entry };
  };

  it('is neither whose case it was nor what was decided', () => {
    expect(pastDecisionOf(settled({ ...approve, activeMs: 7_000 } as never), at, () => 0.66)).toEqual({
      at: expect.any(String),
      agreed: true,
      probability: 0.66,
      activeMs: 7_000,
    });
    expect(pastDecisionOf(settled(override), at)).toMatchObject({ agreed: false });
  });

  it('has no score whose calibration is too old, and is nothing where no value was decided on', () => {
    expect(pastDecisionOf(settled(approve), at + 365 * 86_400_000, () => 0.66)).not.toHaveProperty('probability');
    expect(pastDecisionOf(settled({ type: 'respond', message: 'Ask for payslips' }), at)).toBeUndefined();
  });
});

describe('the probability that a value is right', () => {
  it('is the model’s own only where it is about the value: one of a default counts for nothing', () => {
    const { loan } = sampleProposals;
    expect(loan.confidence?.of).toBe('Default within 24 months');
    expect(valueProbability(loan)).toBeUndefined();
    const { of: _of, ...confidence } = loan.confidence ?? {};
    expect(valueProbability({ ...loan, confidence })).toBe(0.66);
    expect(valueProbability({ ...loan, confidence: undefined })).toBeUndefined();
  });
});

describe('the interrupt budget (B-17)', () => {
  it('lets one through in ten cases, and says the same of one case again in a line', () => {
    const hold = { kind: 'drift', caseId: 'LN-1' };
    let state = NO_INTERRUPTS;
    expect(interruptForm(state, hold)).toBe('whole');
    state = withInterrupt(state, hold);
    expect(interruptForm(state, hold)).toBe('line');
    expect(interruptForm(state, { ...hold, caseId: 'LN-2' })).toBe('later');
    for (let item = 1; item < INTERRUPT_ITEMS; item++) state = withItem(state);
    expect(interruptForm(state, { kind: 'pace' })).toBe('later');
    state = withItem(state);
    expect(interruptForm(state, { kind: 'pace' })).toBe('whole');
  });

  it('never lets more than one in ten through, however many ask', () => {
    const asked = fc.array(
      fc.option(fc.record({ kind: fc.constantFrom('a', 'b'), caseId: fc.constantFrom('1', '2', '3') }), {
        nil: undefined,
      }),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(asked, (steps) => {
        let state = NO_INTERRUPTS;
        const whole: number[] = [];
        for (const step of steps) {
          if (!step) state = withItem(state);
          else {
            if (interruptForm(state, step) === 'whole') whole.push(state.items);
            state = withInterrupt(state, step);
          }
        }
        for (const [at, item] of whole.entries())
          if (at > 0) expect(item - (whole[at - 1] as number)).toBeGreaterThanOrEqual(INTERRUPT_ITEMS);
      }),
    );
  });
});

describe('a self-check', () => {
  const on = { agreementNudge: true, paceWatch: true };
  const nudging = { agreementNudge: true };
  const flush = () => new Promise((done) => setTimeout(done));
  afterEach(() => localStorage.clear());

  it('tells once per session, until it is put away, and never again of the same fifty', () => {
    const check = createSelfCheck();
    const heard = vi.fn();
    check.subscribe(heard);
    for (const each of [...usual, ...hasty]) check.note(each, nudging);
    expect(check.getSnapshot().finding).toMatchObject({ kind: 'agreement', disagreements: 0 });
    check.dismiss();
    expect(check.getSnapshot()).not.toHaveProperty('finding');
    for (const each of decided(80, 70, { activeMs: 9_000 })) check.note(each, nudging);
    expect(check.getSnapshot()).not.toHaveProperty('finding');
    expect(heard).toHaveBeenCalled();
  });

  it('says nothing that the policy has switched off', () => {
    const check = createSelfCheck();
    for (const each of [...usual, ...hasty]) check.note(each, {});
    expect(check.getSnapshot()).not.toHaveProperty('finding');
  });

  it('suggests no breaks to whoever does not want them, kept for the next time', async () => {
    const store = deviceHistory('amara');
    const first = createSelfCheck({ store });
    first.subscribe(() => {});
    await flush();
    first.setPaceWatch(false);
    await flush();
    const second = createSelfCheck({ store });
    second.subscribe(() => {});
    await flush();
    expect(second.getSnapshot().isPaceWatchOff).toBe(true);
    for (const each of decided(120, 0, (at) => ({ activeMs: at < 20 ? 40_000 : 10_000 }))) second.note(each, on);
    expect(second.getSnapshot().finding?.kind).not.toBe('pace');
    second.setPaceWatch(true);
    expect(second.getSnapshot().isPaceWatchOff).toBe(false);
  });

  it('goes on from what was kept, keeps one person’s apart from another’s, and forgets what is old', async () => {
    const early = createSelfCheck({ store: deviceHistory('amara') });
    early.subscribe(() => {});
    await flush();
    for (const each of decided(HISTORY_MOST + 20, 0)) early.note(each, {});
    await flush();
    const kept = await deviceHistory('amara').load();
    expect(kept?.decisions).toHaveLength(HISTORY_MOST);
    expect(JSON.stringify(kept)).not.toMatch(/LN-|deny|Amara/);
    expect(await deviceHistory('mateo').load()).toBeUndefined();
    const later = createSelfCheck({ store: deviceHistory('amara') });
    later.note(decided(1, 900)[0] as PastDecision, {});
    await flush();
    expect((await deviceHistory('amara').load())?.decisions).toHaveLength(HISTORY_MOST);
    expect(later.getSnapshot().medianActiveMs).toBe(40_000);
  });

  /** A store whose first answers fail. */
  function failingStore(failures: number, kept: OwnHistory) {
    const state = { kept, saves: 0, left: failures };
    const store = {
      async load() {
        state.left -= 1;
        if (state.left >= 0) throw new Error('offline');
        return state.kept;
      },
      async save(history: OwnHistory) {
        state.saves += 1;
        state.kept = history;
      },
    };
    return { state, store };
  }

  it('writes nothing over a history that could not be read', async () => {
    const { state, store } = failingStore(Number.POSITIVE_INFINITY, { decisions: usual, isPaceWatchOff: true });
    const check = createSelfCheck({ store });
    check.subscribe(() => {});
    await flush();
    for (const each of decided(3, 900)) check.note(each, {});
    check.takeBack(usual[0]?.at ?? '');
    check.setPaceWatch(true);
    await flush();
    expect(state.saves).toBe(0);
    expect(state.kept).toEqual({ decisions: usual, isPaceWatchOff: true });
  });

  it('reads again before it writes, and keeps both', async () => {
    const { state, store } = failingStore(2, { decisions: usual, isPaceWatchOff: true });
    const check = createSelfCheck({ store });
    check.subscribe(() => {});
    await flush();
    const [first, second] = decided(2, 900) as [PastDecision, PastDecision];
    check.note(first, {});
    check.takeBack(usual.at(-1)?.at ?? '');
    await flush();
    check.note(second, {});
    await flush();
    expect(state.kept).toEqual({ decisions: [...usual.slice(0, -1), first, second], isPaceWatchOff: true });
    expect(check.getSnapshot().isPaceWatchOff).toBe(true);
  });

  it('reads again for a choice about breaks, and for what is taken back', async () => {
    const one = failingStore(1, { decisions: usual });
    const choosing = createSelfCheck({ store: one.store });
    choosing.subscribe(() => {});
    await flush();
    choosing.setPaceWatch(false);
    await flush();
    expect(one.state.kept).toEqual({ decisions: usual, isPaceWatchOff: true });
    const other = failingStore(1, { decisions: usual });
    const undoing = createSelfCheck({ store: other.store });
    undoing.subscribe(() => {});
    await flush();
    undoing.takeBack(usual[0]?.at ?? '');
    await flush();
    expect(other.state.kept).toEqual({ decisions: usual.slice(1) });
  });

  it.each<[string, { load: () => Promise<OwnHistory | undefined>; save: () => Promise<void> }]>([
    [
      'breaks',
      {
        load: () => Promise.reject(new Error('gone')),
        save: () => {
          throw new Error('full');
        },
      },
    ],
    [
      'holds what it should not',
      { load: async () => ({ decisions: ['x', null, { at: 'noon', agreed: true }] }) as never, save: async () => {} },
    ],
    ['holds nothing of use', { load: async () => 7 as never, save: async () => {} }],
  ])('works where its store %s', async (_name, store) => {
    const check = createSelfCheck({ store });
    check.subscribe(() => {});
    await flush();
    for (const each of [...usual, ...hasty]) check.note(each, nudging);
    await flush();
    expect(check.getSnapshot().finding?.kind).toBe('agreement');
  });
});
