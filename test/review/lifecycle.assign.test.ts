import { describe, expect, it } from 'vitest';
import { whyNot } from '../../src/review/lifecycle.selectors.js';
import { type Actor, type Command, ERASED, type Policy, type Review } from '../../src/review/review.types.js';
import { entryAsSeenBy, resultAsSeenBy, reviewAsSeenBy, summaryAsSeenBy } from '../../src/review/withheld.selectors.js';
import {
  amara,
  approve,
  bare,
  claim,
  jonas,
  later,
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
  twoPeople,
} from './lifecycle.fixtures.js';

const to = ({ id, name }: Actor) => ({ id, name });
const assign = (person: Actor, note?: string): Command => ({
  type: 'assign',
  to: to(person),
  ...(note !== undefined && { note }),
});
const unassign: Command = { type: 'unassign' };
const forAmara = (policy: Policy = bare) => run(opened(policy), [priya, assign(amara, 'You know the file')]);

describe('a case that is assigned', () => {
  it('is kept for that person, with who said so and why', () => {
    const result = send(opened(), priya, assign(amara, 'You know the file'));
    expect(result).toMatchObject({
      outcome: 'accepted',
      review: {
        state: 'pending.open',
        assignment: { to: { id: 'amara', name: 'Amara Osei' }, by: { id: 'priya' }, note: 'You know the file' },
      },
      entry: { type: 'assigned', from: 'pending.open', to: 'pending.open' },
    });
    expect(summaryAsSeenBy(forAmara(), amara).assignedTo).toEqual({ ...to(amara), isYou: true });
    expect(summaryAsSeenBy(forAmara(), mateo).assignedTo).toEqual(to(amara));
  });

  it('is claimed by nobody else, who are told whose it is, until it is assigned anew or given to everybody', () => {
    const refused = send(forAmara(), mateo, claim);
    expect(refused).toEqual({ outcome: 'forbidden', why: { code: 'assigned', to: to(amara) } });
    expect(refusalOf(send(forAmara(), priya, claim))).toBe('forbidden assigned');
    expect(run(forAmara(), [amara, claim]).state).toBe('reviewing.revealed');
    expect(run(forAmara(), [priya, assign(mateo)], [mateo, claim]).claim?.by.id).toBe('mateo');
    expect(run(forAmara(), [amara, unassign], [mateo, claim]).claim?.by.id).toBe('mateo');
    expect(run(forAmara(), [priya, unassign]).assignment).toBeUndefined();
  });

  it.each<[string, Review, Actor]>([
    ['pending.open', reviewIn['pending.open'](), amara],
    ['pending.escalated', reviewIn['pending.escalated'](), amara],
    ['pending.awaitingSecond', reviewIn['pending.awaitingSecond'](), mateo],
    ['pending.adjudicating', reviewIn['pending.adjudicating'](), jonas],
  ])('waits in %s', (state, review, person) => {
    const kept = run(review, [priya, assign(person)]);
    expect(kept.state).toBe(state);
    expect(run(kept, [person, claim]).claim?.from).toBe(state);
  });

  it('stays theirs when they give it back without a word, ask, or the proposal is revised', () => {
    const claimed = run(forAmara(), [amara, claim]);
    expect(run(claimed, [amara, release]).assignment?.to.id).toBe('amara');
    expect(run(claimed, [system, { type: 'lapse' }]).assignment?.to.id).toBe('amara');
    const question: Command = { type: 'ask', question: 'Which employer?', to: 'Applicant' };
    expect(run(claimed, [amara, question], [model, { type: 'answer', answer: 'The city' }]).assignment?.to.id).toBe(
      'amara',
    );
    expect(run(forAmara(), [model, { type: 'revise', proposal: revised(2) }]).assignment?.to.id).toBe('amara');
  });

  it.each<[string, Command, Policy?]>([
    ['decided', approve],
    ['signed by the first of two', approve, twoPeople],
    ['skipped', { type: 'skip', reason: { codes: ['other'], text: 'I know the applicant well' } }],
    ['escalated', { type: 'escalate', to: 'Board' }],
  ])('is nobody’s any more once it is %s', (_, command, policy) => {
    const skips = { reasons: [{ code: 'conflict', label: 'Conflict' }] };
    const left = run(forAmara({ ...(policy ?? bare), skips }), [amara, claim], [amara, command]);
    expect(left.assignment).toBeUndefined();
  });

  it.each<Command['type']>(['withdraw', 'expire'])('is nobody’s after %s', (type) => {
    expect(run(forAmara(), [system, { type } as Command]).assignment).toBeUndefined();
    expect(run(forAmara({ ...bare, onExpire: 'escalate' }), [system, { type } as Command]).assignment).toBeUndefined();
  });

  it('waits with its stop, and is assigned to nobody else meanwhile', () => {
    const hold: Command = { type: 'hold', reason: 'Drift', scope: 'review' };
    const held = run(forAmara(), [system, hold]);
    expect([refusalOf(send(held, amara, claim)), refusalOf(send(held, priya, assign(mateo)))]).toEqual([
      'held',
      'held',
    ]);
    expect(run(held, [priya, { type: 'resume' }], [amara, claim]).claim?.by.id).toBe('amara');
  });

  it('is people’s from then on, whatever a policy sends it to', () => {
    const routed = run(opened(), [system, routeTo('review')], [system, assign(amara)]);
    const anew = run(routed, [model, { type: 'revise', proposal: revised(2) }], [system, routeTo('auto')]);
    expect([anew.state, anew.assignment?.to.id]).toEqual(['pending.open', 'amara']);
  });

  it('is not assigned while somebody has it, nor once it is decided', () => {
    expect(refusalOf(send(reviewIn['reviewing.revealed'](), priya, assign(mateo)))).toBe('conflict');
    expect(refusalOf(send(reviewIn.approved(), priya, assign(mateo)))).toBe('already-decided');
    expect(refusalOf(send(reviewIn['pending.awaitingInfo'](), priya, assign(mateo)))).toBe(
      'invalid command-illegal type',
    );
  });

  it('is what an earlier seat was assigned no more, when the first of two takes a decision back', () => {
    const kept = run(reviewIn['pending.awaitingSecond'](), [priya, assign(mateo)], [amara, { type: 'undo' }]);
    expect(kept.assignment).toBeUndefined();
  });

  it('loses the note, and not whose it was, when it is erased by law', () => {
    const decided = run(opened(), [priya, assign(amara)]);
    const noted = { ...reviewIn.approved(), assignment: { ...decided.assignment, note: 'Her aunt' } } as Review;
    expect(run(noted, [system, { type: 'erase', reason: 'Asked for' }]).assignment).toMatchObject({
      to: to(amara),
      note: ERASED,
    });
  });
});

describe('who assigns', () => {
  it('is a supervisor, or whom the policy names, and the host itself', () => {
    expect(refusalOf(send(opened(), mateo, assign(amara)))).toBe('forbidden role-missing [supervisor]');
    const open: Policy = { ...bare, roles: { assign: ['reviewer'] } };
    expect(run(opened(open), [mateo, assign(amara)]).assignment?.to.id).toBe('amara');
    expect(run(opened(), [system, assign(amara)]).assignment?.by.kind).toBe('system');
    expect(refusalOf(send(forAmara(), mateo, unassign))).toBe('forbidden role-missing [supervisor]');
    expect(refusalOf(send(opened(), priya, unassign))).toBe('invalid command-illegal');
  });

  it('is everybody who may decide, to themselves', () => {
    expect(run(opened(), [mateo, assign(mateo)]).assignment?.to.id).toBe('mateo');
    expect(refusalOf(send(forAmara(), mateo, assign(mateo)))).toBe('forbidden assigned');
    const canDecide = () => 'Your licence ran out' as const;
    expect(refusalOf(send(opened(), mateo, assign(mateo), { canDecide }))).toBe('forbidden cannot-decide');
    expect(refusalOf(send(reviewIn['pending.awaitingSecond'](), amara, assign(amara)))).toBe('forbidden same-person');
    expect(refusalOf(send(reviewIn['pending.adjudicating'](), priya, assign(priya)))).toBe(
      'forbidden not-adjudicator [adjudicator]',
    );
  });

  it('is asked for by a control before anybody is named', () => {
    const ask = (review: Review, by: Actor) => refusalOf(whyNot(review, 'assign', { by, at: later() }));
    expect([ask(opened(), mateo), ask(forAmara(), mateo), ask(forAmara(), priya)]).toEqual([
      'none',
      'forbidden assigned',
      'none',
    ]);
    expect(ask(reviewIn['pending.awaitingSecond'](), amara)).toBe('forbidden same-person');
  });

  it.each<[string, unknown, string]>([
    ['nobody', { type: 'assign' }, 'invalid field-missing to'],
    ['a name alone', { type: 'assign', to: 'Amara' }, 'invalid value-invalid to'],
    ['no name', { type: 'assign', to: { id: 'amara' } }, 'invalid field-missing to.name'],
    ['an empty id', { type: 'assign', to: { id: ' ', name: 'Amara' } }, 'invalid field-missing to.id'],
    ['a note that is none', { type: 'assign', to: to(amara), note: 5 }, 'invalid value-invalid note'],
  ])('is refused with %s', (_, command, refusal) => {
    expect(refusalOf(send(opened(), priya, command as Command))).toBe(refusal);
  });
});

describe('an assignment of what two people decide (B-19)', () => {
  const kept = forAmara(twoPeople);

  it('tells nobody but the two whose it is before the first has signed', () => {
    for (const reader of [mateo, jonas]) {
      expect(JSON.stringify(reviewAsSeenBy(kept, reader))).not.toMatch(/amara|priya|know the file/i);
      expect(summaryAsSeenBy(kept, reader).assignedTo?.id).toBe('withheld');
    }
    expect(reviewAsSeenBy(kept, amara).assignment).toEqual(kept.assignment);
    expect(reviewAsSeenBy(kept, priya).assignment).toEqual(kept.assignment);
  });

  it('is refused without the name to whoever may not know it', () => {
    const seen = (by: Actor & { kind: 'person' }) => resultAsSeenBy(send(kept, by, claim), kept, by);
    expect(seen(mateo)).toEqual({
      outcome: 'forbidden',
      why: { code: 'assigned', to: { id: 'withheld', name: expect.any(String) } },
    });
    expect(seen(priya)).toMatchObject({ why: { to: to(amara) } });
  });

  it('keeps whoever assigned it from signing second: they know who the first is', () => {
    const signed = run(kept, [amara, claim], [amara, approve]);
    expect(signed.informed).toEqual(['priya']);
    expect(refusalOf(send(signed, priya, claim))).toBe('forbidden not-independent');
    expect(run(signed, [mateo, claim]).claim?.seat).toBe('second');
    // Who kept it for themselves knows nothing of anybody else.
    expect(run(opened(twoPeople), [amara, assign(amara)], [amara, claim], [amara, approve]).informed).toBeUndefined();
    // Neither does whose assignment was another's by then, nor anybody where one decides.
    const anew = run(kept, [{ ...priya, id: 'nora' }, assign(mateo)], [mateo, claim], [mateo, approve]);
    expect(anew.informed).toEqual(['nora']);
    expect(run(forAmara(), [amara, claim], [amara, approve]).informed).toBeUndefined();
  });

  it('says of nobody that they have signed, until everybody may read it', () => {
    expect(run(reviewIn['pending.awaitingSecond'](), [priya, assign(amara)]).assignment?.to.id).toBe('amara');
    expect(refusalOf(send(reviewIn['pending.adjudicating'](), priya, assign(amara)))).toBe('forbidden assignee-signed');
    const fresh = run(opened({ ...bare, freshReviewer: true }), [amara, claim], [amara, approve]);
    const again = run(fresh, [priya, { type: 'reopen', reason: 'New file' }]);
    expect(refusalOf(send(again, priya, assign(amara)))).toBe('forbidden assignee-signed');
  });

  it('leaves entries that name nobody to whoever decides next', () => {
    const result = send(opened(twoPeople), priya, assign(amara, 'You know the file'));
    if (result.outcome !== 'accepted') throw new Error(result.outcome);
    const after = run(result.review, [amara, claim], [amara, approve]);
    for (const review of [result.review, after]) {
      const entry = entryAsSeenBy(result.entry, review, mateo, 0);
      expect(entry).toMatchObject({ type: 'assigned', by: { id: 'withheld' }, command: { type: 'withheld' } });
      expect(JSON.stringify(entry)).not.toMatch(/amara|priya|know the file/i);
    }
    expect(entryAsSeenBy(result.entry, after, priya, 0)).toEqual(result.entry);
    const done = run(after, [mateo, claim], [mateo, approve]);
    expect(entryAsSeenBy(result.entry, done, mateo, 0)).toEqual(result.entry);
  });

  it('by the host is kept back as well', () => {
    const result = send(opened(twoPeople), system, assign(amara));
    if (result.outcome !== 'accepted') throw new Error(result.outcome);
    expect(JSON.stringify(entryAsSeenBy(result.entry, result.review, mateo, 0))).not.toMatch(/amara/);
  });

  it('by the first of two does not name them to the second', () => {
    const boss = { ...priya, roles: ['reviewer', 'supervisor'] };
    const first = run(opened(twoPeople), [boss, claim], [boss, override]);
    const result = send(first, boss, assign(mateo, 'I rejected it'));
    if (result.outcome !== 'accepted') throw new Error(result.outcome);
    const shown = JSON.stringify([
      reviewAsSeenBy(result.review, mateo),
      entryAsSeenBy(result.entry, result.review, mateo, 0),
    ]);
    expect(shown).not.toMatch(/priya|rejected it/i);
    expect(reviewAsSeenBy(result.review, mateo).assignment?.to.id).toBe('mateo');
  });
});

it('tells nothing of the AI before the own answer: the note may say it (B-1)', () => {
  const result = send(opened({ ...bare, blindFirst: true }), priya, assign(amara, 'It says deny'));
  if (result.outcome !== 'accepted') throw new Error(result.outcome);
  const { review, entry } = result;
  expect(JSON.stringify([reviewAsSeenBy(review, amara), entryAsSeenBy(entry, review, amara, 0)])).not.toContain(
    'It says',
  );
  expect(reviewAsSeenBy(review, amara).assignment).toMatchObject({ to: to(amara) });
  expect(entryAsSeenBy(entry, review, amara, 0)).toMatchObject({ command: { type: 'assign', to: to(amara) } });
  expect(reviewAsSeenBy(review, priya).assignment?.note).toBe('It says deny');
});
