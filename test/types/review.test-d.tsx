import { expectTypeOf, it } from 'vitest';
import { applyCommand, initialReview, replay, whyNot } from '../../src/review/lifecycle.selectors.js';
import type {
  AuditEntry,
  COMMANDS,
  Command,
  CommandContext,
  CommandOf,
  CommandResult,
  CommandType,
  ENTRY_TYPES,
  EntryType,
  MachineActor,
  PendingState,
  Policy,
  Proposal,
  Refusal,
  Review,
  ReviewState,
  ReviewStatus,
  Verdict,
  VerdictType,
} from '../../src/review/review.types.js';
import type { ReviewSession } from '../../src/review/session.types.js';

// The compiler is the test: `tsc -p tsconfig.json` reads this file, and an expectation that is not met is an error.

declare const review: Review;
declare const context: CommandContext;
declare const session: ReviewSession;
declare const proposal: Proposal;

it('knows every command', () => {
  expectTypeOf<CommandType>().toEqualTypeOf<(typeof COMMANDS)[number]>();
  expectTypeOf<VerdictType>().toEqualTypeOf<Verdict['type']>();
  expectTypeOf<EntryType>().toEqualTypeOf<(typeof ENTRY_TYPES)[number]>();
  expectTypeOf<ReviewState extends `${ReviewStatus}${string}` ? true : false>().toEqualTypeOf<true>();
  expectTypeOf<PendingState>().toEqualTypeOf<
    | 'pending.open'
    | 'pending.monitored'
    | 'pending.escalated'
    | 'pending.awaitingInfo'
    | 'pending.awaitingSecond'
    | 'pending.adjudicating'
  >();
});

it('takes no command that does not exist, and none that lacks what it says', () => {
  applyCommand(review, { type: 'approve' }, context);
  // @ts-expect-error there is no such command
  applyCommand(review, { type: 'accept' }, context);
  // @ts-expect-error past tense is for entries
  applyCommand(review, { type: 'approved' }, context);
  // @ts-expect-error only the first entry proposes
  applyCommand(review, { type: 'propose', proposal }, context);
  // @ts-expect-error an override needs a value
  applyCommand(review, { type: 'override' }, context);
  // @ts-expect-error a function is no value
  applyCommand(review, { type: 'override', value: () => 1 }, context);
  // @ts-expect-error an approval has no value of its own
  applyCommand(review, { type: 'approve', value: 'deny' }, context);
  // @ts-expect-error an answer to the agent needs words
  applyCommand(review, { type: 'respond' }, context);
  // @ts-expect-error a reopening needs a reason
  applyCommand(review, { type: 'reopen' }, context);
  // @ts-expect-error a reason has codes
  applyCommand(review, { type: 'reject', reason: { text: 'because' } }, context);
  // @ts-expect-error codes are a list
  applyCommand(review, { type: 'reject', reason: { codes: 'other' } }, context);
  // @ts-expect-error an escalation goes to somebody
  applyCommand(review, { type: 'escalate', note: 'Limit' }, context);
  // @ts-expect-error a question needs words
  applyCommand(review, { type: 'ask', to: 'Applicant' }, context);
  // @ts-expect-error a hold says how far it reaches
  applyCommand(review, { type: 'hold', reason: 'Drift' }, context);
  // @ts-expect-error a hold reaches no further than everything
  applyCommand(review, { type: 'hold', reason: 'Drift', scope: 'galaxy' }, context);
  // @ts-expect-error a signature says what it means
  applyCommand(review, { type: 'approve', signature: { printedName: 'Amara Osei' } }, context);
  // @ts-expect-error nobody decides without a moment
  applyCommand(review, { type: 'approve' }, { by: context.by });
  // @ts-expect-error a machine has no roles
  applyCommand(review, { type: 'lapse' }, { at: '', by: { kind: 'system', id: 'x', name: 'x', roles: [] } });
});

it('gives every answer a type', () => {
  const result = applyCommand(review, { type: 'claim' }, context);
  expectTypeOf(result).toEqualTypeOf<CommandResult>();
  if (result.outcome === 'accepted') expectTypeOf(result.entry).toEqualTypeOf<AuditEntry>();
  else expectTypeOf(result).toEqualTypeOf<Refusal>();
  // @ts-expect-error a refusal has no entry
  result.entry;
  expectTypeOf(whyNot(review, 'approve', context)).toEqualTypeOf<Refusal | undefined>();
  // @ts-expect-error there is no such control
  whyNot(review, 'bless', context);
  expectTypeOf(replay).parameter(0).toEqualTypeOf<readonly AuditEntry[]>();
  expectTypeOf<CommandOf<'escalate'>>().toEqualTypeOf<{ type: 'escalate'; to: string; note?: string }>();
});

it('takes no policy or proposal that says less than it must', () => {
  // @ts-expect-error no value of onExpire approves
  const approving: Policy = { id: 'p', version: '1', onExpire: 'approve' };
  // @ts-expect-error a safeguard misspelt
  const misspelt: Policy = { id: 'p', version: '1', blindfirst: true };
  // @ts-expect-error a policy has a version
  const unversioned: Policy = { id: 'p' };
  // @ts-expect-error a proposal has a risk and a model
  initialReview({ id: 'a', revision: 1, kind: 'k', subject: { title: 't' }, value: 1, createdAt: '' }, approving);
  void [misspelt, unversioned];
});

it('changes nothing in place', () => {
  // @ts-expect-error signatures are added by the chart
  review.signatures.push(review.signatures[0]);
  const machine: MachineActor = { kind: 'model', id: 'm', name: 'm' };
  // @ts-expect-error only a person claims
  const claim: Review['claim'] = { by: machine, at: '', seat: 'first', from: 'pending.open' };
  void claim;
});

it('asks a session for whole verdicts', () => {
  session.decide({ type: 'approve' });
  session.decide({ type: 'override', value: 12 }, { reason: { codes: ['other'], text: 'Called the employer' } });
  // @ts-expect-error a command that is no verdict
  session.decide({ type: 'claim' });
  // @ts-expect-error an override needs a value
  session.decide({ type: 'override' });
  // @ts-expect-error a reopening needs a reason
  session.reopen({});
  // @ts-expect-error a hold needs a scope
  session.hold({ reason: 'Drift' });
  const command: Command = { type: 'release' };
  void command;
});
