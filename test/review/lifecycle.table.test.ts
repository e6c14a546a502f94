import { describe, expect, it } from 'vitest';
import { initialTransition, type StateFrom } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import { lifecycleMachine } from '../../src/review/lifecycle.machine.js';
import { applyCommand, commandsIn, statusOf } from '../../src/review/lifecycle.selectors.js';
import type { LifecycleEvent } from '../../src/review/lifecycle.types.js';
import { RULES } from '../../src/review/lifecycle-rules.selectors.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import {
  type Actor,
  COMMANDS,
  type Command,
  type CommandType,
  type Policy,
  type Proposal,
  REVIEW_STATES,
  REVIEW_STATUSES,
  type Review,
  type ReviewState,
} from '../../src/review/review.types.js';
import { amara, bare, jonas, mateo, model, priya, routeTo, system } from './lifecycle.fixtures.js';

/**
 * Architecture §2, by hand: where each command leads from each state, and with which outcome it is refused elsewhere.
 * `=` is the same state, `a / b` depends on policy, seat or where the claim was taken.
 */
const TABLE = `
           | pending.open        | pending.escalated   | pending.awaitingInfo | pending.awaitingSecond | pending.adjudicating
claim      | blind / revealed    | blind / revealed    | !invalid             | blind / revealed       | revealed
judge      | !claim-lost         | !claim-lost         | !claim-lost          | !claim-lost            | !claim-lost
approve    | !claim-lost         | !claim-lost         | !claim-lost          | !claim-lost            | !claim-lost
override   | !claim-lost         | !claim-lost         | !claim-lost          | !claim-lost            | !claim-lost
reject     | !claim-lost         | !claim-lost         | !claim-lost          | !claim-lost            | !claim-lost
respond    | !claim-lost         | !claim-lost         | !claim-lost          | !claim-lost            | !claim-lost
abstain    | !claim-lost         | !claim-lost         | !claim-lost          | !claim-lost            | !claim-lost
release    | !claim-lost         | !claim-lost         | !claim-lost          | !claim-lost            | !claim-lost
skip       | !claim-lost         | !claim-lost         | !claim-lost          | !claim-lost            | !claim-lost
assign     | =                   | =                   | !invalid             | =                      | =
unassign   | =                   | =                   | !invalid             | =                      | =
escalate   | !claim-lost         | !claim-lost         | !claim-lost          | !claim-lost            | !claim-lost
ask        | !claim-lost         | !claim-lost         | !claim-lost          | !claim-lost            | !claim-lost
answer     | !invalid            | !invalid            | open                 | !invalid               | !invalid
lapse      | !invalid            | !invalid            | !invalid             | !invalid               | !invalid
undo       | !invalid            | !invalid            | !invalid             | revealed               | !forbidden
reopen     | !invalid            | !invalid            | !invalid             | !invalid               | !invalid
revise     | =                   | =                   | =                    | =                      | =
withdraw   | withdrawn           | withdrawn           | withdrawn            | withdrawn              | withdrawn
expire     | expired / escalated | expired / escalated | expired / escalated  | expired / escalated    | expired / escalated
route      | = / monitored / automated | !invalid        | !invalid             | !invalid               | !invalid
proceed    | !invalid            | !invalid            | !invalid             | !invalid               | !invalid
hold       | =                   | =                   | =                    | =                      | =
resume     | =                   | =                   | =                    | =                      | =
view       | =                   | =                   | =                    | =                      | =
preserve   | =                   | =                   | =                    | =                      | =
lift       | =                   | =                   | =                    | =                      | =
erase      | !invalid            | !invalid            | !invalid             | !invalid               | !invalid

           | reviewing.blind     | reviewing.revealed                                | approved         | overridden
claim      | =                   | =                                                 | !already-decided | !already-decided
judge      | revealed            | !invalid                                          | !already-decided | !already-decided
approve    | !invalid            | approved / awaitingSecond / adjudicating          | !already-decided | !already-decided
override   | !invalid            | overridden / awaitingSecond / adjudicating        | !already-decided | !already-decided
reject     | !invalid            | overridden / awaitingSecond / adjudicating        | !already-decided | !already-decided
respond    | !invalid            | overridden / awaitingSecond / adjudicating        | !already-decided | !already-decided
abstain    | !invalid            | overridden / awaitingSecond / adjudicating        | !already-decided | !already-decided
release    | open / escalated / awaitingSecond | open / escalated / awaitingSecond / adjudicating | !already-decided | !already-decided
skip       | open / escalated / awaitingSecond | open / escalated / awaitingSecond / adjudicating | !already-decided | !already-decided
assign     | !conflict           | !conflict                                         | !already-decided | !already-decided
unassign   | !invalid            | !invalid                                          | !invalid         | !invalid
escalate   | escalated           | escalated                                         | !already-decided | !already-decided
ask        | awaitingInfo        | awaitingInfo                                      | !already-decided | !already-decided
answer     | !invalid            | !invalid                                          | !invalid         | !invalid
lapse      | open / escalated / awaitingSecond | open / escalated / awaitingSecond / adjudicating | !invalid | !invalid
undo       | !invalid            | !invalid                                          | revealed         | revealed
reopen     | !invalid            | !invalid                                          | open             | open
revise     | =                   | =                                                 | =                | =
withdraw   | withdrawn           | withdrawn                                         | !invalid         | !invalid
expire     | expired / escalated | expired / escalated                               | !invalid         | !invalid
route      | !invalid            | !invalid                                          | !invalid         | !invalid
proceed    | !invalid            | !invalid                                          | !invalid         | !invalid
hold       | =                   | =                                                 | =                | =
resume     | =                   | =                                                 | =                | =
view       | =                   | =                                                 | =                | =
preserve   | =                   | =                                                 | =                | =
lift       | =                   | =                                                 | =                | =
erase      | !invalid            | !invalid                                          | =                | =

           | closed.withdrawn    | closed.expired    | closed.automated    | pending.monitored
claim      | !already-decided    | !already-decided  | !already-decided    | blind / revealed
judge      | !already-decided    | !already-decided  | !already-decided    | !claim-lost
approve    | !already-decided    | !already-decided  | !already-decided    | !claim-lost
override   | !already-decided    | !already-decided  | !already-decided    | !claim-lost
reject     | !already-decided    | !already-decided  | !already-decided    | !claim-lost
respond    | !already-decided    | !already-decided  | !already-decided    | !claim-lost
abstain    | !already-decided    | !already-decided  | !already-decided    | !claim-lost
release    | !already-decided    | !already-decided  | !already-decided    | !claim-lost
skip       | !already-decided    | !already-decided  | !already-decided    | !claim-lost
assign     | !already-decided    | !already-decided  | !already-decided    | !invalid
unassign   | !invalid            | !invalid          | !invalid            | !invalid
escalate   | !already-decided    | !already-decided  | !already-decided    | !claim-lost
ask        | !already-decided    | !already-decided  | !already-decided    | !claim-lost
answer     | !invalid            | !invalid          | !invalid            | !invalid
lapse      | !invalid            | !invalid          | !invalid            | !invalid
undo       | !invalid            | !invalid          | !invalid            | !invalid
reopen     | !invalid            | !invalid          | open                | !invalid
revise     | !invalid            | !invalid          | !invalid            | open
withdraw   | !invalid            | !invalid          | !invalid            | withdrawn
expire     | !invalid            | !invalid          | !invalid            | expired / escalated
route      | !invalid            | !invalid            | !invalid            | !invalid
proceed    | !invalid            | !invalid            | !invalid            | automated
hold       | !invalid            | !invalid          | =                   | =
resume     | !invalid            | !invalid          | =                   | =
view       | =                   | =                 | =                   | =
preserve   | =                   | =                 | =                   | =
lift       | =                   | =                 | =                   | =
erase      | =                   | =                 | =                   | !invalid
`;

interface Cell {
  state: ReviewState;
  command: CommandType;
  /** Full names of where it may lead; empty where it is refused. */
  targets: string[];
  refusal?: string;
}

function readTable(): Cell[] {
  const full = (name: string) => REVIEW_STATES.find((state) => state === name || state.endsWith(`.${name}`)) ?? name;
  return TABLE.trim()
    .split('\n\n')
    .flatMap((block) => {
      const [head = '', ...rows] = block.split('\n');
      const states = head.split('|').slice(1);
      return rows.flatMap((row) => {
        const [command = '', ...cells] = row.split('|').map((cell) => cell.trim());
        return cells.map((cell, column): Cell => {
          const state = states[column]?.trim() as ReviewState;
          const targets = cell.startsWith('!')
            ? []
            : cell.split(' / ').map((name) => (name === '=' ? state : full(name)));
          return {
            state,
            command: command as CommandType,
            targets: targets.sort(),
            ...(cell.startsWith('!') && { refusal: cell.slice(1) }),
          };
        });
      });
    });
}

const cells = readTable();

type Snapshot = StateFrom<typeof lifecycleMachine>;

const AT = '2026-11-21T09:48:00Z';
/** Without what no rule reads, so that thousands of moments are looked at in little time. */
const small: Proposal = {
  id: 'LN-1',
  revision: 1,
  kind: 'loan',
  subject: { title: 'Loan' },
  value: 'deny',
  risk: 'high',
  model: { id: 'credit-risk', version: '4.2' },
  createdAt: AT,
};
const people: readonly Actor[] = [amara, mateo, jonas];
const verdicts: readonly Command[] = [
  { type: 'approve' },
  { type: 'override', value: 'approve' },
  { type: 'reject' },
  { type: 'respond', message: 'Ask for payslips' },
  { type: 'abstain' },
];
const byPeople: readonly Command[] = [
  { type: 'claim' },
  { type: 'judge', value: 'approve', confidence: 0.7 },
  ...verdicts,
  { type: 'release' },
  { type: 'skip', reason: { codes: ['not-my-field'] } },
  { type: 'escalate', to: 'Board' },
  { type: 'ask', question: 'Which employer?', to: 'Applicant' },
];
const byOthers: readonly (readonly [Actor, Command])[] = [
  [model, { type: 'answer', answer: 'The city' }],
  [system, { type: 'lapse' }],
  [amara, { type: 'claim', holder: 'window-2' }],
  [amara, { type: 'undo' }],
  [mateo, { type: 'undo' }],
  [priya, { type: 'reopen', reason: 'New payslip' }],
  [model, { type: 'revise', proposal: { ...small, revision: 2, value: 'refer' } }],
  [system, { type: 'withdraw' }],
  [system, { type: 'expire' }],
  [system, routeTo('auto')],
  [system, routeTo('monitor')],
  [system, routeTo('review')],
  [system, { type: 'proceed' }],
  [amara, { type: 'hold', reason: 'Drift', scope: 'review' }],
  [priya, { type: 'resume' }],
  [priya, { type: 'assign', to: { id: amara.id, name: amara.name } }],
  [priya, { type: 'unassign' }],
  [mateo, { type: 'view', of: 'case' }],
  [priya, { type: 'preserve', reason: 'A complaint' }],
  [priya, { type: 'lift', reason: 'The complaint was settled' }],
  [system, { type: 'erase', reason: 'The applicant asked for it' }],
];

/** Every command as somebody would send it who sees what is stored. */
function eventsIn({ context }: Snapshot): LifecycleEvent[] {
  const said = (by: Actor, command: Command) => ({ ...command, by, at: AT, seq: 2, saw: sawOf(context.proposal) });
  return [
    ...people.flatMap((by) => byPeople.map((command) => said(by, command))),
    ...byOthers.map(([by, command]) => said(by, command)),
  ] as LifecycleEvent[];
}

const nameOf = ({ value }: Pick<Snapshot, 'value'>) =>
  (typeof value === 'string' ? value : Object.entries(value)[0]?.join('.')) as ReviewState;

/** What makes two moments of a review differ for the rules. */
function serialize(snapshot: Snapshot): string {
  const { claim, signatures, hold, legalHold, proposal, judgements, decision, route, byPeople, assignment } =
    snapshot.context;
  return JSON.stringify([
    nameOf(snapshot),
    claim && [claim.by.id, claim.from, claim.seat, claim.stale, claim.holder],
    signatures.map(({ by, verdict }) => [by.id, verdict.type === 'approve']),
    hold !== undefined,
    // Of a case that nobody has: for how long it is kept once somebody has it makes no difference here.
    !claim && assignment?.to.id,
    // It stands in the way of erasing alone: one moment of each state is enough.
    legalHold !== undefined && [claim, signatures.length, judgements],
    proposal.revision,
    // Once somebody has looked at it, a route changes nothing any more.
    signatures.length === 0 && !claim && [route?.revision, byPeople],
    judgements?.map(({ by }) => by.id).sort(),
    decision?.by.id,
  ]);
}

const viewed: Policy = {
  ...bare,
  recordViews: true,
  skips: { reasons: [{ code: 'not-my-field', label: 'Not mine' }] },
};
const policies: readonly Policy[] = [
  viewed,
  { ...viewed, blindFirst: true, onExpire: 'escalate' },
  { ...viewed, secondReview: true, onExpire: 'escalate' },
  { ...viewed, secondReview: true, blindFirst: true, verdicts: ['approve', 'override'] },
];

/** One snapshot of every kind that commands can lead to under a policy. */
function reach(policy: Policy): Snapshot[] {
  // Every rule on at once has four times as many moments: there, a hold is one of the others' business.
  const isLargest = policy.secondReview === true && policy.blindFirst === true;
  const events = (snapshot: Snapshot) =>
    eventsIn(snapshot).filter(
      ({ type }) => !isLargest || !['hold', 'preserve', 'lift', 'erase', 'route', 'assign'].includes(type),
    );
  const paths = getShortestPaths(lifecycleMachine, {
    input: { id: small.id, proposal: small, policy },
    events: events as never,
    serializeState: serialize as never,
    // Which verdict it was makes no difference to where a review can go on from there.
    serializeEvent: (event) =>
      `${event.type}:${(event as LifecycleEvent).by?.id}:${'holder' in event}:${JSON.stringify('route' in event && event.route)}`,
  });
  return paths.map(({ state }) => state as Snapshot);
}

function reviewOf(snapshot: Snapshot): Review {
  const { canDecide: _canDecide, ...facts } = snapshot.context;
  const state = nameOf(snapshot);
  return { ...facts, state, status: statusOf(state), version: 1, updatedAt: AT };
}

const reached = policies.flatMap(reach);

describe('the table of architecture §2', () => {
  it('has every state and every command once', () => {
    expect(cells.map(({ state, command }) => `${state} ${command}`).sort()).toEqual(
      REVIEW_STATES.flatMap((state) => COMMANDS.map((command) => `${state} ${command}`)).sort(),
    );
  });

  it('has rules for every command', () => {
    expect(Object.keys(RULES).sort()).toEqual([...COMMANDS].sort());
  });
});

describe('states', () => {
  const leaves = Object.entries(lifecycleMachine.root.states).flatMap(([status, node]) => {
    const nested = Object.keys(node.states);
    return nested.length === 0 ? [status] : nested.map((name) => `${status}.${name}`);
  });

  it('are the same in the chart and in the types', () => {
    expect([...leaves].sort()).toEqual([...REVIEW_STATES].sort());
    expect(Object.keys(lifecycleMachine.root.states).sort()).toEqual([...REVIEW_STATUSES].sort());
  });

  it('are all reachable', () => {
    expect([...new Set(reached.map(nameOf))].sort()).toEqual([...REVIEW_STATES].sort());
  });

  it('are none of them final: what was decided can be reopened', () => {
    const types = Object.values(lifecycleMachine.root.states).flatMap((node) => [
      node.type,
      ...Object.values(node.states).map(({ type }) => type),
    ]);
    expect(types).not.toContain('final');
  });

  it('wait for nobody: no invocation, no delay, no transition without a command', () => {
    const nodes = lifecycleMachine.root.states;
    for (const node of [
      lifecycleMachine.root,
      ...Object.values(nodes),
      ...Object.values(nodes).flatMap((n) => Object.values(n.states)),
    ]) {
      expect(node.invoke).toEqual([]);
      expect(node.after).toEqual([]);
      expect(node.always ?? []).toEqual([]);
    }
  });

  it('begin with an open review that nobody has', () => {
    const [begun] = initialTransition(lifecycleMachine, { id: small.id, proposal: small, policy: bare });
    expect(nameOf(begun)).toBe('pending.open');
  });
});

describe('over every reachable path', () => {
  const found = new Map<string, Set<string>>();
  const refusals = new Map<string, Set<string>>();
  const disagreements: string[] = [];
  const broken: string[] = [];

  for (const snapshot of reached) {
    const review = reviewOf(snapshot);
    if ((review.claim !== undefined) !== (review.status === 'reviewing'))
      broken.push(`claim in ${serialize(snapshot)}`);
    const isDecided = review.status === 'approved' || review.status === 'overridden';
    if ((review.decision !== undefined) !== isDecided) broken.push(`decision in ${serialize(snapshot)}`);
    if ((review.automated !== undefined) !== (review.state === 'closed.automated'))
      broken.push(`automation in ${serialize(snapshot)}`);
    for (const event of eventsIn(snapshot)) {
      const { by, at, saw, seq: _seq, ...command } = event;
      const key = `${review.state} ${command.type}`;
      const result = applyCommand(review, command as Command, { by, at, ...(saw && { saw }) });
      if (snapshot.can(event) !== (result.outcome === 'accepted')) disagreements.push(`${key} by ${by.id}`);
      if (result.outcome === 'accepted') {
        found.set(key, (found.get(key) ?? new Set()).add(result.review.state));
      } else {
        refusals.set(key, (refusals.get(key) ?? new Set()).add(result.outcome));
      }
    }
  }

  it('explores enough to mean something', () => {
    expect(reached.length).toBeGreaterThan(400);
  });

  it.each(cells.filter(({ targets }) => targets.length > 0))('$command leads from $state to $targets', (cell) => {
    expect([...(found.get(`${cell.state} ${cell.command}`) ?? [])].sort()).toEqual(cell.targets);
  });

  it.each(cells.filter(({ refusal }) => refusal))('$command in $state is $refusal', ({ state, command, refusal }) => {
    expect(found.get(`${state} ${command}`)).toBeUndefined();
    expect([...(refusals.get(`${state} ${command}`) ?? [])]).toEqual([refusal]);
    expect(commandsIn(state)).not.toContain(command);
  });

  it('accepts by applyCommand exactly what the chart does', () => {
    expect(disagreements).toEqual([]);
  });

  it('has a claim exactly while somebody reviews, and a decision exactly where one is in effect', () => {
    expect(broken).toEqual([]);
  });
});
