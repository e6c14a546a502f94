import { describe, expect, it } from 'vitest';
import { whyNot } from '../../src/review/lifecycle.selectors.js';
import { FORM_RULES, type GuardName, RULES } from '../../src/review/lifecycle-rules.selectors.js';
import type { Actor, Command, CommandContext, Policy, Review } from '../../src/review/review.types.js';
import {
  amara,
  approve,
  bare,
  claim,
  jonas,
  judge,
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
} from './lifecycle.fixtures.js';

type Sent = readonly [review: Review, by: Actor, command: Command, context?: Partial<CommandContext>];
interface Case {
  refused: Sent;
  as: string;
  accepted: Sent;
}

const claimed = (policy: Policy) => run(opened(policy), [amara, claim]);
const waiting = (policy?: Policy) =>
  run(opened(policy), [amara, claim], [amara, { type: 'ask', question: 'Which employer?', to: 'Applicant' }]);
const skippable: Policy = { ...bare, skips: { reasons: [{ code: 'not-my-field', label: 'Not my field' }] } };
const skip: Command = { type: 'skip', reason: { codes: ['not-my-field'] } };
const assign: Command = { type: 'assign', to: { id: 'amara', name: 'Amara Osei' } };
const kept = run(opened(), [priya, assign]);
const revealed = reviewIn['reviewing.revealed']();
const blind = reviewIn['reviewing.blind']();
const adjudicating = reviewIn['pending.adjudicating']();
const proceed: Command = { type: 'proceed' };
const undo: Command = { type: 'undo' };
const held = run(opened(), [system, { type: 'hold', reason: 'Drift', scope: 'all' }]);
const heldByStop = run(opened(), [system, { type: 'hold', reason: 'Drift', scope: 'all', stop: 'stop-1' }]);
const monitored = reviewIn['pending.monitored']();
const routed = run(opened(), [system, routeTo('review')]);
const preserved = run(reviewIn.approved(), [priya, { type: 'preserve', reason: 'A complaint' }]);
const asking: Policy = {
  ...bare,
  reasons: { override: 'code-and-check', approve: 'code' },
  reasonCodes: [{ code: 'newer-file', label: 'Newer file', verdicts: ['override'] }],
  checks: [{ code: 'spoke', label: 'Spoke with the applicant' }],
};
const asked = claimed(asking);
const gated = claimed({ ...bare, evidenceGate: true });
const signed = claimed({ ...bare, signature: true });

const twice = run(reviewIn['pending.awaitingSecond'](), [mateo, claim], [mateo, approve]);
/** The first signer has stopped the case and said why, and a supervisor has lifted the stop. */
const stopped = (...before: (readonly [Actor, Command])[]) =>
  run(
    reviewIn['pending.awaitingSecond'](),
    ...before,
    [amara, { type: 'hold', reason: 'I rejected this', scope: 'review' }],
    [priya, { type: 'resume' }],
  );

const reopenedFresh = run(
  claimed({ ...bare, freshReviewer: true }),
  [amara, approve],
  [priya, { type: 'reopen', reason: 'New file' }],
);

/** One command that each rule refuses, in the words of the answer, and one that it lets pass. */
const CASES: Record<string, Case> = {
  isPerson: { refused: [opened(), model, claim], as: 'forbidden not-a-person', accepted: [opened(), amara, claim] },
  isSystem: {
    refused: [revealed, priya, { type: 'lapse' }],
    as: 'forbidden system-only',
    accepted: [revealed, { kind: 'rule', id: 'lease', name: 'Lease' }, { type: 'lapse' }],
  },
  isHeld: {
    refused: [opened(), priya, { type: 'resume' }],
    as: 'invalid command-illegal',
    accepted: [held, priya, { type: 'resume' }],
  },
  isNotHeldSo: {
    refused: [heldByStop, system, { type: 'hold', reason: 'Again', scope: 'all', stop: 'stop-1' }],
    as: 'held',
    accepted: [heldByStop, amara, { type: 'hold', reason: 'This one too', scope: 'review' }],
  },
  isNotHeld: { refused: [held, amara, claim], as: 'held', accepted: [opened(), amara, claim] },
  isCompetent: {
    refused: [opened(), amara, claim, { canDecide: () => 'Your licence ran out' }],
    as: 'forbidden cannot-decide',
    accepted: [
      opened(),
      amara,
      claim,
      { canDecide: (actor, review) => (actor.id === 'amara' && review.claim === undefined) || 'no' },
    ],
  },
  isClaimant: { refused: [revealed, mateo, approve], as: 'claim-lost', accepted: [revealed, amara, approve] },
  isFree: {
    refused: [revealed, amara, claim],
    as: 'conflict',
    accepted: [revealed, amara, { type: 'claim', holder: 'window-2' }],
  },
  isSigner: {
    refused: [reviewIn.approved(), mateo, undo],
    as: 'forbidden not-signer',
    accepted: [reviewIn.approved(), amara, undo],
  },
  isUndoable: {
    refused: [reviewIn.approved(), amara, undo, { isUndoable: false }],
    as: 'forbidden undo-over',
    accepted: [reviewIn.approved(), amara, undo, { isUndoable: true }],
  },
  isUnshown: {
    refused: [twice, mateo, undo],
    as: 'forbidden first-shown',
    accepted: [reviewIn['pending.awaitingSecond'](), amara, undo],
  },
  isUninformed: {
    refused: [stopped(), priya, claim],
    as: 'forbidden not-independent',
    accepted: [stopped(), mateo, claim],
  },
  isIndependent: {
    refused: [reviewIn['pending.awaitingSecond'](), amara, claim],
    as: 'forbidden same-person',
    accepted: [reviewIn['pending.awaitingSecond'](), mateo, claim],
  },
  isFresh: {
    refused: [reopenedFresh, amara, claim],
    as: 'forbidden not-fresh',
    accepted: [reopenedFresh, mateo, claim],
  },
  isAdjudicator: {
    refused: [adjudicating, priya, claim],
    as: 'forbidden not-adjudicator [adjudicator]',
    accepted: [adjudicating, jonas, claim],
  },
  mayResume: {
    refused: [held, jonas, { type: 'resume' }],
    as: 'forbidden role-missing [supervisor]',
    accepted: [held, priya, { type: 'resume' }],
  },
  mayReopen: {
    refused: [
      run(claimed({ ...bare, roles: { reopen: ['supervisor'] } }), [amara, approve]),
      amara,
      { type: 'reopen', reason: 'New payslip' },
    ],
    as: 'forbidden role-missing [supervisor]',
    accepted: [
      run(claimed({ ...bare, roles: { reopen: ['supervisor'] } }), [amara, approve]),
      priya,
      { type: 'reopen', reason: 'New payslip' },
    ],
  },
  mayHold: {
    refused: [
      opened({ ...bare, roles: { hold: ['reviewer'] } }),
      jonas,
      { type: 'hold', reason: 'Drift', scope: 'review' },
    ],
    as: 'forbidden role-missing [reviewer]',
    accepted: [
      opened({ ...bare, roles: { hold: ['reviewer'] } }),
      amara,
      { type: 'hold', reason: 'Drift', scope: 'review' },
    ],
  },
  mayAnswer: {
    refused: [waiting({ ...bare, roles: { answer: ['reviewer'] } }), jonas, { type: 'answer', answer: 'The city' }],
    as: 'forbidden role-missing [reviewer]',
    accepted: [waiting({ ...bare, roles: { answer: ['reviewer'] } }), mateo, { type: 'answer', answer: 'The city' }],
  },
  mayPreserve: {
    refused: [opened(), amara, { type: 'preserve', reason: 'A complaint' }],
    as: 'forbidden role-missing [supervisor]',
    accepted: [opened(), priya, { type: 'preserve', reason: 'A complaint' }],
  },
  mayErase: {
    refused: [reviewIn.approved(), priya, { type: 'erase', reason: 'The applicant asked for it' }],
    as: 'forbidden system-only []',
    accepted: [reviewIn.approved(), system, { type: 'erase', reason: 'The applicant asked for it' }],
  },
  isPreserved: {
    refused: [opened(), priya, { type: 'lift', reason: 'Settled' }],
    as: 'invalid command-illegal',
    accepted: [preserved, priya, { type: 'lift', reason: 'Settled' }],
  },
  isNotPreserved: {
    refused: [preserved, system, { type: 'erase', reason: 'The applicant asked for it' }],
    as: 'forbidden legal-hold',
    accepted: [
      run(preserved, [priya, { type: 'lift', reason: 'Settled' }]),
      system,
      { type: 'erase', reason: 'The applicant asked for it' },
    ],
  },
  recordsViews: {
    refused: [opened(), amara, { type: 'view', of: 'case' }],
    as: 'invalid command-illegal',
    accepted: [opened({ ...bare, recordViews: true }), amara, { type: 'view', of: 'case' }],
  },
  mayPropose: {
    refused: [opened(), priya, { type: 'withdraw' }],
    as: 'forbidden system-only []',
    accepted: [opened({ ...bare, roles: { propose: ['supervisor'] } }), priya, { type: 'withdraw' }],
  },
  isOffered: {
    refused: [claimed({ ...bare, verdicts: ['approve'] }), amara, override],
    as: 'invalid verdict-not-offered',
    accepted: [claimed({ ...bare, verdicts: ['approve'] }), amara, approve],
  },
  hasOpenedEvidence: {
    refused: [gated, amara, { ...approve, evidenceOpened: ['payslips', 'letter'] } as Command],
    as: 'invalid evidence-unopened evidenceOpened.statements',
    accepted: [gated, amara, { ...approve, evidenceOpened: ['statements', 'letter'] } as Command],
  },
  isWellFormed: {
    refused: [opened(), system, { type: 'hold', reason: ' ', scope: 'all' }],
    as: 'invalid field-missing reason',
    accepted: [opened(), amara, { type: 'hold', reason: 'Drift', scope: 'all' }],
  },
  isKnownTarget: {
    refused: [claimed({ ...bare, escalateTo: ['Board'] }), amara, { type: 'escalate', to: 'My cousin' }],
    as: 'invalid choice-unknown to',
    accepted: [claimed({ ...bare, escalateTo: ['Board'] }), amara, { type: 'escalate', to: 'Board' }],
  },
  isAssignee: {
    refused: [kept, mateo, claim],
    as: 'forbidden assigned',
    accepted: [kept, amara, claim],
  },
  isAssigned: {
    refused: [opened(), priya, { type: 'unassign' }],
    as: 'invalid command-illegal',
    accepted: [kept, priya, { type: 'unassign' }],
  },
  mayAssign: {
    refused: [opened(), mateo, assign],
    as: 'forbidden role-missing [supervisor]',
    accepted: [opened(), priya, assign],
  },
  mayUnassign: {
    refused: [kept, mateo, { type: 'unassign' }],
    as: 'forbidden role-missing [supervisor]',
    accepted: [kept, amara, { type: 'unassign' }],
  },
  mayTakeUp: {
    refused: [reviewIn['pending.awaitingSecond'](), amara, assign],
    as: 'forbidden same-person',
    accepted: [opened(), amara, assign],
  },
  isUnsigned: {
    refused: [adjudicating, priya, assign],
    as: 'forbidden assignee-signed',
    accepted: [adjudicating, priya, { type: 'assign', to: { id: 'jonas', name: 'Jonas Weber' } }],
  },
  offersSkip: {
    refused: [claimed(bare), amara, skip],
    as: 'invalid command-illegal',
    accepted: [claimed(skippable), amara, skip],
  },
  hasSkipReason: {
    refused: [claimed(skippable), amara, { type: 'skip', reason: { codes: ['bored'] } }],
    as: 'invalid reason-unknown reason.codes',
    accepted: [claimed(skippable), amara, skip],
  },
  hasSeenCurrent: {
    refused: [revealed, amara, approve, { saw: { revision: 1, fingerprint: '0000000000000000' } }],
    as: 'conflict',
    accepted: [revealed, amara, approve],
  },
  hasValue: {
    refused: [blind, amara, { type: 'judge', value: 'perhaps' }],
    as: 'invalid choice-unknown value',
    accepted: [blind, amara, judge],
  },
  hasChanged: {
    refused: [revealed, amara, { type: 'override', value: 'deny' }],
    as: 'invalid value-unchanged value',
    accepted: [revealed, amara, override],
  },
  hasReason: {
    refused: [asked, amara, { type: 'approve', reason: { codes: ['newer-file'] } }],
    as: 'invalid reason-unknown reason.codes',
    accepted: [asked, amara, { type: 'approve', reason: { codes: ['other'], text: 'Called the employer' } }],
  },
  hasChecked: {
    refused: [asked, amara, { type: 'override', value: 'approve', reason: { codes: ['newer-file'] } }],
    as: 'invalid check-missing reason.checks',
    accepted: [
      asked,
      amara,
      { type: 'override', value: 'approve', reason: { codes: ['newer-file'], checks: ['spoke'] } },
    ],
  },
  hasAssumption: {
    refused: [
      claimed({ ...bare, assumptionPrompt: true }),
      amara,
      { type: 'approve', assumption: { wording: 'holds' } },
    ],
    as: 'invalid assumption-missing assumption',
    accepted: [
      claimed({ ...bare, assumptionPrompt: true }),
      amara,
      { type: 'override', value: 'approve', assumption: { wording: 'rests-on', text: 'The payslips are genuine' } },
    ],
  },
  hasDwelt: {
    refused: [claimed({ ...bare, dwell: 5 }), amara, { type: 'override', value: 'approve', activeMs: 4_999 }],
    as: 'invalid dwell-short dwell',
    accepted: [claimed({ ...bare, dwell: 5 }), amara, { type: 'approve', activeMs: 5_000 }],
  },
  mayBatch: {
    refused: [revealed, amara, { type: 'approve', batch: { id: 'b', cases: ['LN-20417', 'LN-2'] } }],
    as: 'invalid batch-refused batch',
    accepted: [revealed, amara, approve],
  },
  hasSignature: {
    refused: [signed, amara, approve],
    as: 'invalid signature-missing signature',
    accepted: [signed, amara, { type: 'approve', signature: { printedName: 'Amara Osei', meaning: 'approval' } }],
  },
  isUnrouted: {
    refused: [routed, system, routeTo('auto')],
    as: 'invalid command-illegal',
    accepted: [run(routed, [model, { type: 'revise', proposal: revised(2) }]), system, routeTo('auto')],
  },
  isVetoOver: {
    refused: [run(opened(), [system, routeTo('monitor', { vetoUntil: '2099-01-01T00:00:00Z' })]), system, proceed],
    as: 'invalid command-illegal',
    accepted: [monitored, system, proceed],
  },
  isNewerRevision: {
    refused: [opened(), model, { type: 'revise', proposal: revised(1) }],
    as: 'invalid revision-not-newer proposal.revision',
    accepted: [opened(), model, { type: 'revise', proposal: revised(2) }],
  },
};

describe('every rule', () => {
  const names = [...new Set(Object.values(RULES).flat() as GuardName[])];

  it('has a case here, and every case is a rule', () => {
    expect(Object.keys(CASES).sort()).toEqual([...names].sort());
    for (const name of FORM_RULES) expect(names).toContain(name);
  });

  it.each(Object.entries(CASES))('%s refuses, and lets pass', (_, { refused, as, accepted }) => {
    expect(refusalOf(send(...refused))).toBe(as);
    expect(send(...accepted).outcome, refusalOf(send(...accepted))).toBe('accepted');
  });
});

describe('an independent second decision', () => {
  const verdicts: Command[] = [approve, override, { type: 'reject' }];

  it.each(verdicts)('cannot be taken back once it has shown the first one: $type', (command) => {
    const after = run(reviewIn['pending.awaitingSecond'](), [mateo, claim], [mateo, command]);
    for (const by of [amara, mateo, priya]) {
      expect(refusalOf(send(after, by, undo))).toMatch(/^forbidden (first-shown|not-signer)$/);
    }
    expect(refusalOf(send(after, mateo, undo))).toBe('forbidden first-shown');
    expect(whyNot(after, 'undo', { by: mateo, at: later() })).toMatchObject({ why: { code: 'first-shown' } });
  });

  it('leaves the undo of the first signer and of an adjudicator as it is', () => {
    expect(send(reviewIn['pending.awaitingSecond'](), amara, undo).outcome).toBe('accepted');
    const settled = run(adjudicating, [jonas, claim], [jonas, approve]);
    const back = run(settled, [jonas, undo]);
    expect([back.state, back.signatures.length, back.claim?.from]).toEqual([
      'reviewing.revealed',
      2,
      'pending.adjudicating',
    ]);
  });

  it('comes from nobody who lifted a stop of the first signer, in this round, and knows them from the record', () => {
    const lifted = stopped();
    expect(lifted.informed).toEqual(['priya']);
    expect(refusalOf(send(lifted, priya, claim))).toBe('forbidden not-independent');
    // Another stop tells nothing of the first decision, and whoever lifts their own knows it already.
    const foreign = run(
      reviewIn['pending.awaitingSecond'](),
      [system, { type: 'hold', reason: 'Drift', scope: 'all' }],
      [priya, { type: 'resume' }],
    );
    expect(foreign).not.toHaveProperty('informed');
    expect(send(foreign, priya, claim).outcome).toBe('accepted');
    // The first signer may take theirs back meanwhile; what was read is read.
    const again = run(lifted, [amara, undo], [amara, approve]);
    expect(refusalOf(send(again, priya, claim))).toBe('forbidden not-independent');
    // Reopened, everybody may read it.
    const reopened = run(lifted, [mateo, claim], [mateo, approve], [priya, { type: 'reopen', reason: 'New file' }]);
    expect(reopened).not.toHaveProperty('informed');
    expect(run(reopened, [amara, claim], [amara, approve], [priya, claim]).claim?.seat).toBe('second');
  });

  it('comes from nobody who lifted it while they were at work: they can give the case back', () => {
    const mine = stopped([priya, claim]);
    for (const command of [approve, override]) {
      expect(refusalOf(send(mine, priya, command))).toBe('forbidden not-independent');
    }
    expect(run(mine, [priya, release]).state).toBe('pending.awaitingSecond');
  });
});

describe('holding and answering', () => {
  const hold: Command = { type: 'hold', reason: 'Drift', scope: 'review' };
  const answer: Command = { type: 'answer', answer: 'The city' };

  it('are everybody’s unless the policy names roles', () => {
    expect(send(opened(), jonas, hold).outcome).toBe('accepted');
    expect(send(waiting(), jonas, answer).outcome).toBe('accepted');
  });

  it('stay open to the host’s own systems, whoever among people may', () => {
    const roles = { hold: [], answer: [] };
    expect(refusalOf(send(opened({ ...bare, roles }), priya, hold))).toBe('forbidden role-missing []');
    expect(send(opened({ ...bare, roles }), system, hold).outcome).toBe('accepted');
    expect(send(waiting({ ...bare, roles }), model, answer).outcome).toBe('accepted');
  });
});

describe('refusals in detail', () => {
  it('carries the host’s own words', () => {
    expect(send(opened(), amara, claim, { canDecide: () => 'Your licence ran out on 1 March.' })).toEqual({
      outcome: 'forbidden',
      why: { code: 'cannot-decide', text: 'Your licence ran out on 1 March.' },
    });
    expect(send(opened(), amara, claim, { canDecide: (() => undefined) as never })).toEqual({
      outcome: 'forbidden',
      why: { code: 'cannot-decide' },
    });
  });

  it('says what a signature may mean under a verdict, whether or not one is asked for', () => {
    const signature = { printedName: 'Amara Osei', meaning: 'approval' } as const;
    const reason = { codes: ['other'], text: 'The applicant rang and explained the gap' };
    const reject: Command = { type: 'reject', reason, signature };
    for (const review of [signed, opened()]) {
      const mine = review.claim ? review : run(review, [amara, claim]);
      expect(send(mine, amara, reject)).toEqual({
        outcome: 'invalid',
        issues: [
          {
            code: 'value-invalid',
            path: 'signature.meaning',
            detail: { expected: ['review', 'responsibility', 'authorship'] },
          },
        ],
      });
      expect(send(mine, amara, { ...reject, signature: { ...signature, meaning: 'review' } }).outcome).toBe('accepted');
    }
  });

  it('names every evidence item that was not opened', () => {
    expect(refusalOf(send(gated, amara, approve))).toBe(
      'invalid evidence-unopened evidenceOpened.statements, evidence-unopened evidenceOpened.letter',
    );
  });

  it('says what was asked of a reason', () => {
    const given = (reason?: object) => refusalOf(send(asked, amara, { ...override, reason } as Command));
    expect(given()).toBe('invalid reason-missing reason.codes');
    expect(given({ codes: [] })).toBe('invalid reason-missing reason.codes');
    expect(given({ codes: ['constructor'] })).toBe('invalid reason-unknown reason.codes');
    expect(given({ codes: ['other'], text: 'too short', checks: ['spoke'] })).toBe(
      'invalid reason-text-too-short reason.text',
    );
    expect(given({ codes: ['newer-file'], checks: ['guessed'] })).toBe('invalid value-invalid reason.checks');
  });

  it('says whether a screen was wrong or not said at all', () => {
    expect(refusalOf(send(revealed, amara, approve, { saw: undefined }))).toBe('invalid saw-missing saw');
    expect(refusalOf(send(revealed, amara, approve, { saw: 'yes' as never }))).toBe('conflict');
  });

  it.each([0, 1, 0.5])('takes %s as a person’s own probability', (confidence) => {
    expect(send(blind, amara, { type: 'judge', value: 'approve', confidence }).outcome).toBe('accepted');
  });

  it.each([-0.1, 1.1, Number.NaN, '0.5', null])('refuses %s as a person’s own probability', (confidence) => {
    const command = { type: 'judge', value: 'approve', confidence } as Command;
    expect(refusalOf(send(blind, amara, command))).toBe('invalid probability-invalid confidence');
  });

  it('tells a reviewer who came late what is true now', () => {
    const decided = reviewIn.approved();
    expect(send(decided, mateo, claim)).toEqual({ outcome: 'already-decided', review: decided });
    expect(send(revealed, mateo, claim)).toEqual({ outcome: 'conflict', review: revealed });
    const released = run(revealed, [amara, release]);
    expect(send(released, amara, approve)).toEqual({ outcome: 'claim-lost', review: released });
  });
});

describe('what a decision carries', () => {
  it('is who, when, why and what they had seen', () => {
    const decided = run(asked, [
      amara,
      {
        type: 'override',
        value: 'approve',
        reason: { codes: ['newer-file'], text: 'The payslips are of October', checks: ['spoke'] },
        evidenceOpened: ['letter'],
      },
      { at: '2026-11-21T10:30:00+01:00' },
    ]);
    expect(decided.decision).toEqual({
      verdict: { type: 'override', value: 'approve' },
      by: amara,
      at: '2026-11-21T10:30:00+01:00',
      seat: 'first',
      seq: 3,
      value: 'approve',
      saw: { revision: 1, fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) },
      reason: { codes: ['newer-file'], text: 'The payslips are of October', checks: ['spoke'] },
      evidenceOpened: ['letter'],
    });
    expect(decided).toMatchObject({ status: 'overridden', decidedSeq: 3, version: 3, signatures: [decided.decision] });
  });

  it.each<[Command, unknown]>([
    [approve, 'deny'],
    [override, 'approve'],
    [{ type: 'reject' }, null],
    [{ type: 'respond', message: 'Ask for payslips' }, null],
    [{ type: 'abstain' }, null],
  ])('puts into effect what $type means', (command, value) => {
    expect(run(revealed, [amara, command]).decision?.value).toBe(value);
  });
});
