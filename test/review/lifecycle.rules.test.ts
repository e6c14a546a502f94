import { describe, expect, it, vi } from 'vitest';
import { proposedEntry, replay, whyNot } from '../../src/review/lifecycle.selectors.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import type {
  Actor,
  AuditEntry,
  Command,
  CommandOf,
  PersonActor,
  Policy,
  Review,
} from '../../src/review/review.types.js';
import { summaryOf } from '../../src/review/summary.selectors.js';
import { entryAsSeenBy, reviewAsSeenBy } from '../../src/review/withheld.selectors.js';
import { WITHHELD } from '../../src/review/withheld-name.selectors.js';
import {
  amara,
  approve,
  bare,
  claim,
  jonas,
  judge,
  later,
  loan,
  mateo,
  model,
  opened,
  override,
  priya,
  refusalOf,
  release,
  reviewIn,
  revised,
  routeTo,
  run,
  send,
  system,
  throughJson,
  twoPeople,
} from './lifecycle.fixtures.js';

const blindFirst: Policy = { ...bare, blindFirst: true };

describe('a person’s own answer comes before the AI’s, once', () => {
  it('does not let a reviewer who has seen the AI’s answer give theirs again after a release', () => {
    const seen = run(opened(blindFirst), [amara, claim], [amara, judge], [amara, release]);
    const again = run(seen, [amara, claim]);
    expect(again.state).toBe('reviewing.revealed');
    expect(again.claim?.judgement).toMatchObject({ value: 'approve', confidence: 0.7 });
    const decided = run(again, [amara, approve]);
    expect(decided.decision?.judgement).toEqual(again.claim?.judgement);
  });

  it.each<[string, Command]>([
    ['a lapse', { type: 'lapse' }],
    ['an escalation on expiry', { type: 'expire' }],
  ])('keeps the answer through %s', (_, command) => {
    const policy: Policy = { ...blindFirst, onExpire: 'escalate' };
    const left = run(opened(policy), [amara, claim], [amara, judge], [system, command]);
    expect(run(left, [amara, claim]).state).toBe('reviewing.revealed');
    expect(run(left, [mateo, claim]).state).toBe('reviewing.blind');
  });

  it('keeps the answer when the decision is reopened', () => {
    const reopened = run(
      opened(blindFirst),
      [amara, claim],
      [amara, judge],
      [amara, approve],
      [priya, { type: 'reopen', reason: 'New payslip' }],
    );
    expect(run(reopened, [amara, claim]).claim?.judgement?.value).toBe('approve');
  });

  it('asks the second reviewer for their own answer too, and not the adjudicator', () => {
    const both: Policy = { ...blindFirst, secondReview: true };
    const second = run(opened(both), [amara, claim], [amara, judge], [amara, approve], [mateo, claim]);
    expect(second.state).toBe('reviewing.blind');
    const third = run(second, [mateo, judge], [mateo, override], [jonas, claim]);
    expect(third.state).toBe('reviewing.revealed');
  });

  it('takes no second answer in one claim', () => {
    const judged = run(opened(blindFirst), [amara, claim], [amara, judge]);
    expect(refusalOf(send(judged, amara, judge))).toBe('invalid command-illegal type');
  });

  it('shows the AI’s score in a queue row only to the reviewer to whom it is revealed', () => {
    const judged = run(opened(blindFirst), [amara, claim], [amara, judge]);
    expect(summaryOf(judged, amara).confidence).toBeDefined();
    expect(summaryOf(judged, mateo)).toMatchObject({ answerFirst: true, why: [] });
    expect(summaryOf(judged, mateo).confidence).toBeUndefined();
    expect(summaryOf(judged).confidence).toBeUndefined();
  });

  it('hides nothing in a queue row once nobody will be asked for their own answer', () => {
    const closed = run(opened(blindFirst), [system, { type: 'withdraw' }]);
    expect(summaryOf(closed).answerFirst).toBeUndefined();
    expect(summaryOf(reviewIn.approved()).confidence).toBeDefined();
  });
});

describe('two people agree on one thing, or a third decides', () => {
  const signedOnce = (command: Command = approve) => run(opened(twoPeople), [amara, claim], [amara, command]);
  const second = (review: Review, command: Command) => run(review, [mateo, claim], [mateo, command]).state;

  it('takes effect where both approve what both have seen', () => {
    expect(second(signedOnce(), approve)).toBe('approved');
    expect(second(signedOnce(override), override)).toBe('overridden');
    expect(second(signedOnce({ type: 'reject' }), { type: 'reject' })).toBe('overridden');
  });

  it.each<[string, Command, Command]>([
    ['one approves, one overrides', approve, override],
    ['two values', override, { type: 'override', value: 'approve-with-conditions' }],
    ['reject and abstain', { type: 'reject' }, { type: 'abstain' }],
    [
      'two answers to the agent',
      { type: 'respond', message: 'Ask for payslips' },
      { type: 'respond', message: 'Stop here' },
    ],
  ])('goes to an adjudicator: %s', (_, first, other) => {
    expect(second(signedOnce(first), other)).toBe('pending.adjudicating');
  });

  it('does not count a signature given on an earlier revision, even for the same value', () => {
    const risen = run(signedOnce(), [model, { type: 'revise', proposal: revised(2, { risk: 'critical' }) }]);
    expect(second(risen, approve)).toBe('pending.adjudicating');
  });

  it.each<[string, Command]>([
    ['escalated', { type: 'escalate', to: 'Credit committee' }],
    ['released', release],
  ])('keeps the first signature and the second seat when the second reviewer %s', (_, command) => {
    const back = run(signedOnce(), [mateo, claim], [mateo, command]);
    expect(back.signatures).toHaveLength(1);
    expect(refusalOf(send(back, amara, claim))).toBe('forbidden same-person');
    expect(run(back, [priya, claim]).claim?.seat).toBe('second');
    expect(run(back, [priya, claim], [priya, approve]).state).toBe('approved');
  });

  it('keeps the first signature and the seat while a question is open', () => {
    const answered = run(
      signedOnce(),
      [mateo, claim],
      [mateo, { type: 'ask', question: 'Which employer?', to: 'Applicant' }],
      [system, { type: 'answer', answer: 'The city' }],
    );
    expect(answered.state).toBe('pending.open');
    expect(refusalOf(send(answered, amara, claim))).toBe('forbidden same-person');
    expect(run(answered, [mateo, claim], [mateo, override]).state).toBe('pending.adjudicating');
  });

  it('asks for an adjudicator by role, whatever the way to the third seat', () => {
    const differing = reviewIn['pending.adjudicating']();
    expect(refusalOf(send(differing, priya, claim))).toBe('forbidden not-adjudicator [adjudicator]');
    const escalated = run(differing, [jonas, claim], [jonas, { type: 'escalate', to: 'Board' }]);
    expect(refusalOf(send(escalated, priya, claim))).toBe('forbidden not-adjudicator [adjudicator]');
    const settled = run(escalated, [jonas, claim], [jonas, approve]);
    expect(settled.decision).toMatchObject({ seat: 'adjudicator', by: { id: 'jonas' } });
    expect(settled.signatures.map(({ seat }) => seat)).toEqual(['first', 'second', 'adjudicator']);
  });

  it('keeps an adjudicator who signed before out', () => {
    const wearsBoth: PersonActor = { ...mateo, roles: ['reviewer', 'adjudicator'] };
    const differing = run(
      opened(twoPeople),
      [amara, claim],
      [amara, approve],
      [wearsBoth, claim],
      [wearsBoth, override],
    );
    expect(refusalOf(send(differing, wearsBoth, claim))).toBe('forbidden same-person');
  });
});

describe('a revised proposal', () => {
  it('makes a claimed review stale, and a verdict on the earlier one a conflict', () => {
    const claimed = reviewIn['reviewing.revealed']();
    const risen = run(claimed, [model, { type: 'revise', proposal: revised(2, { value: 'approve' }) }]);
    expect(risen).toMatchObject({ state: 'reviewing.revealed', claim: { stale: true } });
    const late = send(risen, amara, approve, { saw: sawOf(claimed.proposal) });
    expect(late).toEqual({ outcome: 'conflict', review: risen });
    const looked = run(risen, [amara, approve]);
    expect(looked.decision).toMatchObject({ value: 'approve', saw: { revision: 2 } });
    expect(looked.claim).toBeUndefined();
  });

  it('leaves a decision in effect as it is: the new value takes effect only when somebody decides on it', () => {
    const risen = run(reviewIn.approved(), [model, { type: 'revise', proposal: revised(2, { value: 'approve' }) }]);
    expect(risen).toMatchObject({ state: 'approved', decision: { value: 'deny', saw: { revision: 1 } } });
  });

  it('is stale no longer once it was released and claimed anew', () => {
    const risen = run(reviewIn['reviewing.revealed'](), [model, { type: 'revise', proposal: revised(2) }]);
    expect(run(risen, [amara, release], [mateo, claim]).claim?.stale).toBeUndefined();
  });
});

describe('the stop control', () => {
  const stop: Command = { type: 'hold', reason: 'Drift', scope: 'model' };

  it.each(Object.entries(reviewIn).filter(([state]) => !state.startsWith('closed')))(
    'holds and resumes %s where it stands',
    (state, make) => {
      const held = run(make(), [system, stop]);
      expect(held).toMatchObject({ state, hold: { reason: 'Drift', scope: 'model' } });
      expect(refusalOf(send(held, amara, stop))).toBe('held');
      expect(refusalOf(send(held, amara, { type: 'resume' }))).toBe('forbidden role-missing [supervisor]');
      expect(refusalOf(send(held, system, { type: 'resume' }))).toBe('forbidden role-missing [supervisor]');
      const { hold, ...resumed } = run(held, [priya, { type: 'resume' }]);
      expect(hold).toBeUndefined();
      expect(resumed.state).toBe(state);
    },
  );

  describe('of a model or of everything', () => {
    const model = (id: string): Command => ({ type: 'hold', reason: `Because of ${id}`, scope: 'model', stop: id });
    const entryOf = (review: Review, by: Actor, command: Command): AuditEntry => {
      const result = send(review, by, command);
      if (result.outcome !== 'accepted') throw new Error(result.outcome);
      return result.entry;
    };
    const own: Command = { type: 'hold', reason: 'This one alone', scope: 'review' };
    const resume = (id?: string): Command => ({ type: 'resume', ...(id && { stop: id }) });

    it('holds until each of several stops is gone, in whichever order', () => {
      const held = run(opened(), [system, model('a')], [amara, own], [system, model('b')]);
      expect([held.hold?.stop, ...(held.alsoHeld ?? []).map(({ stop }) => stop)]).toEqual(['a', undefined, 'b']);
      for (const order of [
        ['a', 'b', undefined],
        [undefined, 'b', 'a'],
        ['b', undefined, 'a'],
      ] as const) {
        let review = held;
        for (const [index, id] of order.entries()) {
          expect(refusalOf(send(review, amara, claim))).toBe('held');
          review = run(review, [priya, resume(id)]);
          expect(review.hold !== undefined).toBe(index < 2);
        }
        expect(review).not.toHaveProperty('alsoHeld');
        run(review, [amara, claim]);
      }
    });

    it('says what still holds a case to whoever would lift what does not', () => {
      const held = run(opened(), [system, model('a')]);
      expect(send(held, priya, resume())).toMatchObject({ outcome: 'held', hold: { reason: 'Because of a' } });
      expect(send(held, priya, resume('b'))).toMatchObject({ outcome: 'held', hold: { reason: 'Because of a' } });
    });

    it('asks no policy of one review who may stop so much, and each of them who may resume', () => {
      const policy: Policy = { ...bare, roles: { hold: ['risk-officer'], resume: ['risk-officer'] } };
      expect(refusalOf(send(opened(policy), amara, own))).toBe('forbidden role-missing [risk-officer]');
      const held = run(opened(policy), [amara, model('a')]);
      expect(refusalOf(send(held, priya, resume('a')))).toBe('forbidden role-missing [risk-officer]');
    });

    it('gives back all the time to step in that two stops took together', () => {
      const sent = routeTo('monitor');
      const vetoUntil = (sent as CommandOf<'route'>).route.vetoUntil as string;
      const minute = (count: number) => new Date(Date.parse('2026-11-20T10:00:00.000Z') + count * 60_000).toISOString();
      let review = run(opened(), [system, sent]);
      const steps = [
        [0, model('a'), system],
        [2, model('b'), system],
        [5, resume('a'), priya],
        [6, model('c'), system],
        [7, resume('c'), priya],
        [9, resume('b'), priya],
      ] as const;
      for (const [at, command, by] of steps) {
        const result = send(review, by, command, { at: minute(at) });
        if (result.outcome !== 'accepted') throw new Error(result.outcome);
        review = result.review;
      }
      expect(review.route?.vetoUntil).toBe(new Date(Date.parse(vetoUntil) + 9 * 60_000).toISOString());
    });

    it('is told to everybody in the cases of its author as in all others: what is withheld would name the first signer', () => {
      const pair: Policy = { ...bare, secondReview: true };
      const signed = run(opened(pair), [amara, claim], [amara, approve]);
      const stopped = run(signed, [amara, model('a')]);
      const seen = reviewAsSeenBy(stopped, mateo);
      expect(seen.hold).toEqual(stopped.hold);
      const entry = entryOf(signed, amara, model('a'));
      expect(entryAsSeenBy(entry, stopped, mateo, 0)).toEqual(entry);
      // One that Amara makes for this case alone stays withheld.
      const alone = run(signed, [amara, own]);
      expect(reviewAsSeenBy(alone, mateo).hold).toMatchObject({ by: WITHHELD, reason: WITHHELD.name });
      expect(reviewAsSeenBy(run(stopped, [amara, own]), mateo).alsoHeld).toMatchObject([{ by: WITHHELD }]);
      // Lifting it told Priya of no case: she may sign second.
      run(stopped, [priya, resume('a')], [priya, claim]);
    });
  });

  it('lets no time run out while it holds', () => {
    const held = run(opened(), [system, stop]);
    expect(refusalOf(send(held, system, { type: 'expire' }))).toBe('held');
    expect(run(held, [priya, { type: 'resume' }], [system, { type: 'expire' }]).state).toBe('closed.expired');
  });

  it('holds nothing that was withdrawn: nobody could lift it', () => {
    expect(run(opened(), [system, stop], [system, { type: 'withdraw' }]).hold).toBeUndefined();
  });
});

describe('who may', () => {
  it('asks the host once per command, so that one answer decides', () => {
    const canDecide = vi.fn(() => true as const);
    const result = send(opened(blindFirst), amara, claim, { canDecide });
    expect(result.outcome).toBe('accepted');
    expect(canDecide).toHaveBeenCalledTimes(1);
  });

  it('never accepts what the chart then does not do', () => {
    const answers: (true | string)[] = [true, 'Your licence ran out'];
    const result = send(opened(), amara, claim, { canDecide: () => answers.shift() ?? 'Your licence ran out' });
    expect(result).toMatchObject({ outcome: 'accepted', review: { state: 'reviewing.revealed' } });
  });

  it('reopens for nobody where the policy lists no role', () => {
    const closedToAll = run(opened({ ...bare, roles: { reopen: [] } }), [amara, claim], [amara, approve]);
    expect(refusalOf(send(closedToAll, priya, { type: 'reopen', reason: 'New payslip' }))).toBe(
      'forbidden role-missing []',
    );
  });

  it('does not take a machine with a reviewer’s id for the reviewer', () => {
    const claimed = reviewIn['reviewing.revealed']();
    expect(refusalOf(send(claimed, { kind: 'model', id: 'amara', name: 'amara' }, release))).toBe('claim-lost');
  });

  it('takes what was seen from the transport only, never from the command', () => {
    const claimed = reviewIn['reviewing.revealed']();
    const sneaked = { type: 'approve', saw: sawOf(claimed.proposal) } as Command;
    expect(refusalOf(send(claimed, amara, sneaked, { saw: undefined }))).toBe('invalid saw-missing saw');
  });

  it('escalates on expiry to whom the policy names, and leaves a person’s escalation standing', () => {
    const policy: Policy = { ...bare, onExpire: 'escalate', escalateTo: ['Credit committee', 'Board'] };
    expect(run(opened(policy), [system, { type: 'expire' }]).escalation?.to).toBe('Credit committee');
    const escalated = run(opened(policy), [amara, claim], [amara, { type: 'escalate', to: 'Board', note: 'Limit' }]);
    expect(run(escalated, [system, { type: 'expire' }]).escalation).toEqual(escalated.escalation);
  });
});

describe('a control that is off says why and never throws', () => {
  const ask = (review: Review, type: Command['type'], by: PersonActor = amara) =>
    refusalOf(whyNot(review, type, { by, at: later() }));

  it('is on although the form is still empty', () => {
    const claimed = reviewIn['reviewing.revealed']();
    for (const type of ['approve', 'override', 'reject', 'respond', 'abstain', 'escalate', 'ask', 'hold'] as const) {
      expect(ask(claimed, type), type).toBe('none');
    }
    expect(ask(opened({ ...bare, roles: { propose: ['reviewer'] } }), 'revise')).toBe('none');
  });

  it('is off for a state, a command or a role that this version does not know', () => {
    const newer = { ...opened(), state: 'pending.delegated' } as unknown as Review;
    expect(ask(newer, 'claim')).toBe('invalid command-illegal type');
    expect(refusalOf(send(newer, amara, claim))).toBe('invalid command-illegal type');
    expect(ask(opened(), 'delegate' as never)).toBe('invalid command-unknown type');
    expect(ask(opened(), 'toString' as never)).toBe('invalid command-unknown type');
    expect(ask({ ...opened(), state: 'toString.constructor' } as never, 'claim')).toBe('invalid command-illegal type');
  });

  it('does not throw at a moment that cannot be read', () => {
    expect(refusalOf(whyNot(opened(), 'claim', { by: amara, at: 'noon' }))).toBe('none');
    expect(() => send(opened(), amara, claim, { at: '2026-02-31T09:00:00Z' })).toThrow(/time/);
    expect(() => send(opened(), amara, claim, { at: '2026-11-21T09:00:00' })).toThrow(/offset/);
  });
});

describe('a command from outside', () => {
  const claimed = reviewIn['reviewing.revealed']();
  it.each<[string, unknown, string]>([
    ['nothing', null, 'invalid command-unknown type'],
    ['text', 'approve', 'invalid command-unknown type'],
    ['a name that is no text', { type: { toString: false } }, 'invalid command-unknown type'],
    ['a reason that is text', { type: 'approve', reason: 'because' }, 'invalid value-invalid reason'],
    ['codes that are text', { type: 'approve', reason: { codes: 'other' } }, 'invalid value-invalid reason.codes'],
    ['codes that are no text', { type: 'approve', reason: { codes: [1] } }, 'invalid value-invalid reason.codes'],
    [
      'a reason that is a number',
      { type: 'approve', reason: { codes: [], text: 4 } },
      'invalid value-invalid reason.text',
    ],
    [
      'checks that are text',
      { type: 'approve', reason: { codes: [], checks: 'x' } },
      'invalid value-invalid reason.checks',
    ],
    ['evidence as text', { type: 'approve', evidenceOpened: 'letter' }, 'invalid value-invalid evidenceOpened'],
    ['a signature as text', { type: 'approve', signature: 'Amara' }, 'invalid value-invalid signature'],
    [
      'a meaning nobody knows',
      { type: 'approve', signature: { printedName: 'Amara Osei', meaning: 'fun' } },
      'invalid value-invalid signature.meaning',
    ],
    ['a note that is a record', { type: 'escalate', to: 'Board', note: {} }, 'invalid value-invalid note'],
    ['a target that is a number', { type: 'escalate', to: 7 }, 'invalid value-invalid to'],
    ['an empty target', { type: 'escalate', to: ' ' }, 'invalid field-missing to'],
    ['two texts missing', { type: 'ask' }, 'invalid field-missing question, field-missing to'],
    ['a scope nobody knows', { type: 'hold', reason: 'Drift', scope: 'galaxy' }, 'invalid value-invalid scope'],
    ['a hold without a scope', { type: 'hold', reason: 'Drift' }, 'invalid field-missing scope'],
    ['a value JSON cannot hold', { type: 'override', value: Number.NaN }, 'invalid value-invalid value'],
    ['an answer without words', { type: 'respond', message: '\n' }, 'invalid field-missing message'],
  ])('is refused: %s', (_, command, refusal) => {
    expect(refusalOf(send(claimed, amara, command as Command))).toBe(refusal);
  });

  it('is refused with a lease whose end cannot be read', () => {
    expect(refusalOf(send(opened(), amara, { type: 'claim', until: 'tomorrow' }))).toBe('invalid date-invalid until');
  });

  it('passes the evidence gate only with a list of ids, not with text that contains them', () => {
    const gated = run(opened({ ...bare, evidenceGate: true }), [amara, claim]);
    const asText = { type: 'approve', evidenceOpened: 'letter statements' } as unknown as Command;
    expect(refusalOf(send(gated, amara, asText))).toContain('evidence-unopened');
  });

  it.each<[string, unknown]>([
    ['not a number', Number.NaN],
    ['endless', Number.POSITIVE_INFINITY],
    ['a big integer', 10n],
    ['a function', () => 1],
    ['a date', new Date(0)],
    ['a map inside', { inside: new Map() }],
    ['undefined in a list', [undefined]],
    [
      'itself inside',
      (() => {
        const loop: Record<string, unknown> = {};
        loop.loop = loop;
        return loop;
      })(),
    ],
    ['a depth nobody reads', JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)],
  ])('never stores a value that JSON would change: %s', (_, value) => {
    const { schema: _schema, ...free } = loan;
    const review = run(opened(bare, free), [amara, claim]);
    expect(refusalOf(send(review, amara, { type: 'override', value } as Command))).toBe('invalid value-invalid value');
  });

  it('takes a field named __proto__ as data', () => {
    const { schema: _schema, ...free } = loan;
    const value = JSON.parse('{"__proto__":{"polluted":true},"constructor":1}');
    const decided = run(run(opened(bare, free), [amara, claim]), [amara, { type: 'override', value }]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(JSON.stringify(decided.decision?.value)).toBe('{"__proto__":{"polluted":true},"constructor":1}');
  });

  it('revises nothing with another case’s proposal, and says which field is wrong', () => {
    const other = revised(2, { id: 'LN-1' });
    expect(refusalOf(send(opened(), system, { type: 'revise', proposal: other }))).toBe(
      'invalid value-invalid proposal.id',
    );
    expect(refusalOf(send(opened(), system, { type: 'revise', proposal: revised(1) }))).toBe(
      'invalid revision-not-newer proposal.revision',
    );
    const broken = revised(2, { subject: { title: '' } });
    expect(refusalOf(send(opened(), system, { type: 'revise', proposal: broken }))).toBe(
      'invalid field-missing proposal.subject.title',
    );
    expect(refusalOf(send(opened(), system, { type: 'revise' } as Command))).toBe('invalid field-missing proposal');
  });

  it('revises nothing with a proposal from more than a minute later, and replays one that was let in before', () => {
    const of = (createdAt: string) => ({ type: 'revise', proposal: revised(2, { createdAt }) }) as const;
    const before = opened();
    const sent = send(before, system, of('2026-11-21T09:00:00Z'));
    const at = sent.outcome === 'accepted' ? Date.parse(sent.entry.at) : 0;
    const ahead = (ms: number) => of(new Date(at + ms).toISOString());
    expect(refusalOf(send(opened(), system, ahead(90_000)))).toBe('invalid date-ahead proposal.createdAt');
    const near = send(before, system, ahead(30_000));
    if (near.outcome !== 'accepted') throw new Error(near.outcome);
    const { proposal } = ahead(600_000);
    const stored = { ...near.entry, command: { type: 'revise', proposal } } as AuditEntry;
    expect(replay([proposedEntry(before), stored]).proposal).toEqual(proposal);
  });
});

describe('what an entry says', () => {
  it('gives a new value only where one takes effect', () => {
    const claimed = reviewIn['reviewing.revealed']();
    const entryOf = (command: Command) => {
      const result = send(claimed, amara, command);
      return result.outcome === 'accepted' ? result.entry : undefined;
    };
    expect(entryOf(approve)).toMatchObject({ type: 'approved', oldValue: 'deny', newValue: 'deny' });
    expect(entryOf(override)).toMatchObject({ type: 'overridden', oldValue: 'deny', newValue: 'approve' });
    expect(entryOf({ type: 'reject' })).toMatchObject({ type: 'rejected', oldValue: 'deny' });
    expect(entryOf({ type: 'reject' })).not.toHaveProperty('newValue');
  });

  it('points a reopening at the decision it takes back, and forgets the round', () => {
    const decided = run(opened(twoPeople), [amara, claim], [amara, approve], [mateo, claim], [mateo, approve]);
    expect(decided.decidedSeq).toBe(5);
    // Entries that came after the decision are not what is taken back.
    const resumed = run(
      decided,
      [system, { type: 'hold', reason: 'Drift', scope: 'all' }],
      [priya, { type: 'resume' }],
    );
    const result = send(resumed, priya, { type: 'reopen', reason: 'New payslip' });
    if (result.outcome !== 'accepted') throw new Error(refusalOf(result));
    expect(result.entry.supersedes).toBe(5);
    expect(result.review).toMatchObject({ state: 'pending.open', signatures: [] });
    expect(result.review).not.toHaveProperty('decision');
    expect(result.review).not.toHaveProperty('decidedSeq');
    expect(run(result.review, [amara, claim]).claim?.seat).toBe('first');
  });

  it('has no field that is undefined, so that what is stored is what was decided', () => {
    const command = { type: 'escalate', to: 'Board', note: undefined } as const;
    const result = send(reviewIn['reviewing.revealed'](), amara, command);
    expect(result).toStrictEqual(throughJson(result));
  });
});

describe('the version', () => {
  it('is a conflict where the sender had another one', () => {
    const review = opened();
    expect(send(review, amara, claim, { expectedVersion: 7 })).toEqual({ outcome: 'conflict', review });
    expect(send(review, amara, claim, { expectedVersion: 1 }).outcome).toBe('accepted');
  });
});
