import { describe, expectTypeOf, it } from 'vitest';
import {
  type ClaimableState,
  type Command,
  type CommandOf,
  type CommandResult,
  ConfidenceBadge,
  type Issue,
  type Messages,
  type Policy,
  type ReviewBackend,
  ReviewQueue,
  type ReviewSession,
  StatusBadge,
  type Verdict,
} from '../../src/index.js';

const session = {} as ReviewSession;
const backend = {} as ReviewBackend;

describe('commands', () => {
  it('are the ones of the table', () => {
    // @ts-expect-error there is no such command
    const wrong: Command = { type: 'rubber-stamp' };
    // @ts-expect-error an override has a value
    const empty: Command = { type: 'override' };
    // @ts-expect-error reopening has a reason
    const silent: Command = { type: 'reopen' };
    expectTypeOf<CommandOf<'ask'>>().toHaveProperty('question');
    void [wrong, empty, silent];
  });

  it('of a session take what they need', () => {
    // @ts-expect-error a response has a message
    session.decide({ type: 'respond' });
    // @ts-expect-error reopening has a reason
    session.reopen();
    session.decide({ type: 'override', value: 12 }, { reason: { codes: ['other'], text: 'The invoice says twelve.' } });
    // @ts-expect-error a reason has codes
    session.decide({ type: 'reject' }, { reason: { text: 'No.' } });
    expectTypeOf(session.whyNot('approve')).toExtend<{ outcome: string } | undefined>();
  });

  it('carry their key and version to the backend', () => {
    // @ts-expect-error an idempotency key is needed
    void backend.send('LN-1', { type: 'claim' }, { expectedVersion: 1 });
    expectTypeOf(backend.send).returns.resolves.toEqualTypeOf<CommandResult>();
  });
});

describe('results', () => {
  it('narrow by outcome', () => {
    const result = {} as CommandResult;
    if (result.outcome === 'accepted') expectTypeOf(result.entry.seq).toBeNumber();
    // @ts-expect-error only a conflict and its like hold the review
    if (result.outcome === 'held') void result.review;
    if (result.outcome === 'invalid') expectTypeOf(result.issues).toExtend<readonly Issue[]>();
  });
});

describe('states and policies', () => {
  it('name only what there is', () => {
    expectTypeOf<'pending.awaitingInfo'>().not.toExtend<ClaimableState>();
    // @ts-expect-error no value approves when time runs out
    const policy: Policy = { id: 'p', version: '1', onExpire: 'approve' };
    // @ts-expect-error approving is not a value
    const verdict: Verdict = { type: 'override', value: () => {} };
    void [policy, verdict];
  });
});

describe('parts', () => {
  it('take what their element takes, and no unknown prop', () => {
    void (<ConfidenceBadge.Root confidence={{ value: 0.4 }} id="score" title="Score" />);
    // @ts-expect-error a badge is given its confidence, or told that there is none
    void (<ConfidenceBadge.Root />);
    // @ts-expect-error sizes are a list
    void (<ConfidenceBadge.Root confidence={null} size="huge" />);
    void (<StatusBadge state="a-newer-servers-word" />);
    // @ts-expect-error a callback gets one object
    void (<ReviewQueue.Root rows={[]} onRowOpen={(id: string) => id} />);
  });
});

describe('messages', () => {
  it('are complete or are not a catalogue', () => {
    // @ts-expect-error words are missing
    const some: Messages = { review: {} };
    void some;
  });
});
