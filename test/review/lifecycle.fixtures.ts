import { sampleProposals, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { PROFILE_SETTINGS } from '../../src/oversight/profile.selectors.js';
import { applyCommand, initialReview } from '../../src/review/lifecycle.selectors.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import type {
  Actor,
  Command,
  CommandContext,
  CommandResult,
  MachineActor,
  Policy,
  Proposal,
  Review,
  Route,
} from '../../src/review/review.types.js';

export const { amara, mateo, priya, jonas } = sampleReviewers;
export const system = { kind: 'system', id: 'clock', name: 'Clock' } as const satisfies MachineActor;
export const model = { kind: 'model', id: 'credit-risk', name: 'credit-risk 4.2' } as const satisfies MachineActor;

/** Nothing switched on: each test names the safeguard it is about. */
export const bare: Policy = {
  id: 'bare',
  version: '1',
  reasons: { override: 'none', reject: 'none', abstain: 'none' },
};
export const twoPeople: Policy = { ...bare, secondReview: true };

export const loan: Proposal = sampleProposals.loan;
/** The same case, recommended anew. */
export function revised(revision: number, change: Partial<Proposal> = {}): Proposal {
  return { ...loan, revision, ...change };
}

let tick = 0;
/** A later moment with each call, so that no test depends on two commands having one time. */
export function later(): string {
  tick += 1;
  return new Date(Date.UTC(2026, 10, 21, 9, 48, tick)).toISOString();
}

/** Sends a command as somebody who sees what is stored. */
export function send(
  review: Review,
  by: Actor,
  command: Command,
  context: Partial<CommandContext> = {},
): CommandResult {
  return applyCommand(review, command, { by, at: later(), saw: sawOf(review.proposal), ...context });
}

type Step = readonly [by: Actor, command: Command, context?: Partial<CommandContext>];

/** Sends commands that must all be accepted. */
export function run(start: Review, ...steps: Step[]): Review {
  return steps.reduce((review, [by, command, context]) => {
    const result = send(review, by, command, context);
    if (result.outcome !== 'accepted') {
      throw new Error(`${command.type} in ${review.state}: ${JSON.stringify(refusalOf(result))}`);
    }
    return result.review;
  }, start);
}

export function opened(policy: Policy = bare, proposal: Proposal = loan): Review {
  return initialReview(proposal, policy);
}

/** Where a policy may send a case. */
export function routeTo(mode: Route['mode'], change: Partial<Route> = {}): Command {
  const route: Route = {
    policy: { id: 'oversight', version: '1' },
    mode,
    profile: 'low',
    safeguards: PROFILE_SETTINGS.low,
    onExpire: 'close',
    because: [],
    ...(mode === 'monitor' && { vetoUntil: loan.createdAt }),
    ...change,
  };
  return { type: 'route', route };
}

export const claim: Command = { type: 'claim' };
export const approve: Command = { type: 'approve' };
export const override: Command = { type: 'override', value: 'approve' };
export const release: Command = { type: 'release' };
export const judge: Command = { type: 'judge', value: 'approve', confidence: 0.7 };

/** One review in each state, and the shortest way there. */
export const reviewIn = {
  'pending.open': () => opened(),
  'pending.monitored': () => run(opened(), [system, routeTo('monitor')]),
  'pending.escalated': () =>
    run(opened(), [amara, claim], [amara, { type: 'escalate', to: 'Credit committee', note: 'Above my limit' }]),
  'pending.awaitingInfo': () =>
    run(opened(), [amara, claim], [amara, { type: 'ask', question: 'Which employer?', to: 'Applicant' }]),
  'pending.awaitingSecond': () => run(opened(twoPeople), [amara, claim], [amara, approve]),
  'pending.adjudicating': () =>
    run(opened(twoPeople), [amara, claim], [amara, approve], [mateo, claim], [mateo, override]),
  'reviewing.blind': () => run(opened({ ...bare, blindFirst: true }), [amara, claim]),
  'reviewing.revealed': () => run(opened(), [amara, claim]),
  approved: () => run(opened(), [amara, claim], [amara, approve]),
  overridden: () => run(opened(), [amara, claim], [amara, override]),
  'closed.withdrawn': () => run(opened(), [system, { type: 'withdraw' }]),
  'closed.expired': () => run(opened(), [system, { type: 'expire' }]),
  'closed.automated': () => run(opened(), [system, routeTo('auto')]),
} as const satisfies Record<Review['state'], () => Review>;

/** Outcome, codes and paths of an answer in short, to compare. */
export function refusalOf(result: CommandResult | undefined): string {
  if (!result) return 'none';
  switch (result.outcome) {
    case 'forbidden':
      return `forbidden ${result.why.code}${result.why.roles ? ` [${result.why.roles}]` : ''}`;
    case 'invalid':
      return `invalid ${result.issues.map(({ code, path }) => (path ? `${code} ${path}` : code)).join(', ')}`;
    default:
      return result.outcome;
  }
}

/** What a database or a wire would give back. */
export function throughJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** Freezes all the way down, so that a change in place throws. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
