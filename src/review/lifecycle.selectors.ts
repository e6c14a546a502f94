import { transition } from 'xstate';
import { canonicalJson } from '../internal/canonical-json.js';
import { errorFor } from '../internal/errors.js';
import { differenceOf, entryFor } from './entry.selectors.js';
import { lifecycleMachine } from './lifecycle.machine.js';
import type { LifecycleContext, LifecycleEvent } from './lifecycle.types.js';
import { FORM_RULES, type GuardName, meets, RULES } from './lifecycle-rules.selectors.js';
import { policyIssues, retainUntil } from './policy.selectors.js';
import { isIsoTime, proposalIssues } from './proposal.selectors.js';
import { refuse, refuseHere } from './refusal.selectors.js';
import {
  type Actor,
  type AuditEntry,
  type CanDecide,
  COMMANDS,
  type Command,
  type CommandContext,
  type CommandResult,
  type CommandType,
  type Grounds,
  type Issue,
  type Policy,
  type Proposal,
  REVIEW_STATES,
  type Refusal,
  type Review,
  type ReviewState,
  type ReviewStatus,
} from './review.types.js';
import { isVerdict } from './verdict.selectors.js';
import { changedVersion } from './version.selectors.js';

export { policyIssues };

/** The public status of a state: its first word. */
export function statusOf(state: ReviewState): ReviewStatus {
  return state.split('.')[0] as ReviewStatus;
}

function factsOf(review: Review, canDecide: CanDecide | undefined): LifecycleContext {
  const {
    state: _state,
    status: _status,
    version: _version,
    updatedAt: _updatedAt,
    decidedSeq: _seq,
    undo: _undo,
    views: _views,
    ...facts
  } = review;
  return { ...facts, ...(canDecide && { canDecide }) };
}

function snapshotOf(review: Review, canDecide: CanDecide | undefined) {
  const [status, nested] = review.state.split('.') as [ReviewStatus, string | undefined];
  const value = (nested === undefined ? status : { [status]: nested }) as never;
  return lifecycleMachine.resolveState({ value, context: factsOf(review, canDecide) });
}

function stateOf(value: unknown): ReviewState {
  if (typeof value === 'string') return value as ReviewState;
  const [status, nested] = Object.entries(value as Record<string, string>)[0] ?? [];
  return `${status}.${nested}` as ReviewState;
}

/** Read from the chart once: it is asked with every command and by every control. */
const COMMANDS_IN = /* @__PURE__ */ new Map(
  REVIEW_STATES.map((state) => {
    const [status, nested] = state.split('.') as [ReviewStatus, string | undefined];
    const node = lifecycleMachine.root.states[status];
    const events: readonly string[] = [
      ...(node?.ownEvents ?? []),
      ...(nested === undefined ? [] : (node?.states[nested]?.ownEvents ?? [])),
    ];
    return [state, COMMANDS.filter((type) => events.includes(type))] as const;
  }),
);

/** Commands that a state knows at all, whoever sends them. */
export function commandsIn(state: ReviewState): readonly CommandType[] {
  return COMMANDS_IN.get(state) ?? [];
}

function listProblems(issues: readonly Issue[]): string {
  return issues.map((issue) => `${issue.path ?? 'it'} (${issue.code})`).join(', ');
}

/**
 * A review as it begins: open, unclaimed, at version 1, whose one entry is `proposedEntry(review)`.
 *
 * @param at server time, ISO 8601: `createdAt` is what the sender of the proposal says. A proposal from more than a
 * minute later is refused. @default `proposal.createdAt`, where it was made by the same clock
 * @throws {CountersignError} `proposal-invalid`, `policy-invalid`, `time-invalid` when `at` is not ISO 8601
 */
export function initialReview(proposal: Proposal, policy: Policy, at?: string): Review {
  return begunReview(proposal, policy, at, false);
}

function begunReview(proposal: Proposal, policy: Policy, at: string | undefined, isReplayed: boolean): Review {
  if (at !== undefined && !isIsoTime(at)) throw errorFor('time-invalid', 'at', canonicalJson(at));
  const proposalProblems = proposalIssues(proposal, isReplayed, at);
  if (proposalProblems.length > 0) throw errorFor('proposal-invalid', listProblems(proposalProblems));
  const policyProblems = policyIssues(policy);
  if (policyProblems.length > 0) throw errorFor('policy-invalid', listProblems(policyProblems));
  return {
    id: proposal.id,
    proposal,
    policy,
    state: 'pending.open',
    status: 'pending',
    signatures: [],
    version: 1,
    updatedAt: at ?? proposal.createdAt,
  };
}

/** The first entry of a review, which carries what `initialReview` was given. @param review as it begins */
export function proposedEntry(review: Review): AuditEntry {
  const { proposal, policy, updatedAt: at } = review;
  return {
    id: `${review.id}:1`,
    reviewId: review.id,
    seq: 1,
    at,
    by: { kind: 'model', id: proposal.model.id, name: `${proposal.model.id} ${proposal.model.version}` },
    type: 'proposed',
    command: { type: 'propose', proposal, policy },
    from: null,
    to: 'pending.open',
    oldValue: proposal.value,
    model: proposal.model,
    policy: { id: policy.id, version: policy.version },
    retainUntil: retainUntil(policy, at),
  };
}

/** Asks the host once per command: two rules never hear two answers. */
function askedOnce(canDecide: CanDecide | undefined): CanDecide | undefined {
  const answers: (true | string)[] = [];
  return (
    canDecide &&
    ((actor, review) => {
      if (answers.length === 0) answers.push(canDecide(actor, review));
      return answers[0] as true | string;
    })
  );
}

function eventOf(
  review: Review,
  command: Command,
  { by, at, saw, isUndoable, isReplayed, ledTo }: CommandContext,
): LifecycleEvent {
  // What was seen comes with the transport: a `saw` inside the command counts for nothing.
  return { ...command, by, at, saw, isUndoable, ...(isReplayed && { isReplayed, ledTo }), seq: review.version + 1 };
}

/** Commands that need the claim. */
function isUnderClaim(type: CommandType): boolean {
  return (RULES[type] as readonly GuardName[]).includes('isClaimant');
}

function check(
  review: Review,
  command: Command,
  context: CommandContext,
  ignored: readonly GuardName[] = [],
): Refusal | undefined {
  const type = command?.type;
  if (!commandsIn(review.state).includes(type)) return refuseHere(review, type);
  const { claim } = review;
  // Before anything else is said: whose token is old acts on what is no longer theirs.
  if (claim && context.fence !== undefined && context.fence !== claim.fence && isUnderClaim(type)) {
    return { outcome: 'claim-lost', review };
  }
  const event = eventOf(review, command, context);
  const facts = factsOf(review, context.canDecide);
  const broken = RULES[type].find((rule: GuardName) => !ignored.includes(rule) && !meets(rule, facts, event));
  if (broken) return refuse(broken, review, event, facts);
  const { expectedVersion = review.version } = context;
  // What somebody looked at they looked at, whatever happened since.
  if (type === 'view') return undefined;
  if (expectedVersion > review.version || expectedVersion < changedVersion(review)) {
    return { outcome: 'conflict', review };
  }
  return undefined;
}

/**
 * Applies one command. Nothing is changed in place; the caller stores `review` and `entry` together or neither.
 *
 * @returns the review after the command and its one entry, or a typed refusal
 * @throws {CountersignError} `time-invalid` when `context.at` is not ISO 8601
 */
export function applyCommand(review: Review, command: Command, context: CommandContext): CommandResult {
  if (!isIsoTime(context.at)) throw errorFor('time-invalid', 'context.at', canonicalJson(context.at));
  const canDecide = askedOnce(context.canDecide);
  const refusal = check(review, command, { ...context, canDecide });
  if (refusal) return refusal;
  // A copy as storage would give it back: nothing undefined, nothing that the caller can still change.
  const { sent, ...said } = JSON.parse(
    JSON.stringify({ by: context.by, at: context.at, saw: context.saw, sentAt: context.sentAt, sent: command }),
  ) as Pick<CommandContext, 'by' | 'at' | 'saw' | 'sentAt'> & { sent: Command };
  const { at } = said;
  const [next] = transition(
    lifecycleMachine,
    snapshotOf(review, canDecide),
    eventOf(review, sent, { ...said, isReplayed: context.isReplayed, ledTo: context.ledTo }),
  );
  const { canDecide: _canDecide, ...facts } = next.context;
  const state = stateOf(next.value);
  // Absent and undefined are one thing in storage, so they are here as well.
  const present = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  const version = review.version + 1;
  const decidedSeq = isVerdict(sent.type) ? version : review.decidedSeq;
  const after: Review = {
    ...(present as unknown as Review),
    state,
    status: statusOf(state),
    ...(next.context.decision && decidedSeq !== undefined && { decidedSeq }),
    version,
    ...(sent.type === 'view' && { views: (review.views ?? 0) + 1 }),
    updatedAt: sent.type === 'view' ? review.updatedAt : at,
  };
  const entry = entryFor(review, sent, { ...said, isReplayed: context.isReplayed }, after);
  return { outcome: 'accepted', review: after, entry };
}

/**
 * Why a control for this command is off, or nothing when it is on. What a form still has to hold (value, reason,
 * signature) is not asked: the form asks for it.
 */
export function whyNot(
  review: Review,
  type: CommandType,
  context: CommandContext & Pick<Grounds, 'evidenceOpened'>,
): Refusal | undefined {
  const command = { type, evidenceOpened: context.evidenceOpened } as Command;
  const canDecide = askedOnce(context.canDecide);
  return check(review, command, { ...context, canDecide, expectedVersion: undefined }, FORM_RULES);
}

/** The review after one more entry, or why the entry does not follow. */
export type ReplayedEntry = { review: Review; problem?: undefined } | { review?: undefined; problem: string };

function begin(entry: AuditEntry): ReplayedEntry {
  const { command } = entry;
  if (command.type !== 'propose') return { problem: 'is not "proposed"' };
  const review = begunReview(command.proposal, command.policy, entry.at, true);
  const problem = differenceOf(entry, proposedEntry(review));
  return problem === undefined ? { review } : { problem };
}

function goOn(before: Review, entry: AuditEntry): ReplayedEntry {
  const { reviewId, seq, by, at, saw, sentAt, command } = entry;
  if (reviewId !== before.id) return { problem: `belongs to review ${canonicalJson(reviewId)}` };
  if (seq !== before.version + 1) return { problem: `follows entry ${before.version}` };
  const context = { by, at, ...(saw && { saw }), ...(sentAt && { sentAt }), isReplayed: true, ledTo: entry.to };
  const result = applyCommand(before, command as Command, context);
  if (result.outcome !== 'accepted') return { problem: `would be refused: ${result.outcome}` };
  const problem = differenceOf(entry, result.entry);
  return problem === undefined ? { review: result.review } : { problem };
}

/**
 * One step of `replay`: the review after one more entry, by running its command through the same chart. It never throws,
 * whatever shape the entry has.
 *
 * @param before the review as the entries before lead to it; nothing for the first entry
 */
export function replayEntry(before: Review | undefined, entry: AuditEntry): ReplayedEntry {
  try {
    return before ? goOn(before, entry) : begin(entry);
  } catch (error) {
    return { problem: `cannot be read (${error instanceof Error ? error.message : error})` };
  }
}

/**
 * The review that its entries lead to, by running their commands through the same chart. Whether the host's `canDecide`
 * allowed each one is not asked again: it did then.
 *
 * @param entries every entry of one review, oldest first
 * @throws {CountersignError} `history-invalid` where an entry is missing, out of order or not what the chart would do
 */
export function replay(entries: readonly AuditEntry[]): Review {
  if (entries[0]?.command?.type !== 'propose') throw errorFor('history-invalid', 'the first entry is not "proposed"');
  let review: Review | undefined;
  for (const [index, entry] of entries.entries()) {
    const step = replayEntry(review, entry);
    if (step.problem !== undefined) {
      const name =
        index === 0
          ? 'entry 1 ("proposed")'
          : `entry ${canonicalJson(entry?.seq ?? index + 1)} (${canonicalJson(entry?.type)})`;
      throw errorFor('history-invalid', `${name} ${step.problem}`);
    }
    review = step.review;
  }
  return review as Review;
}

/** Whether this person has the review claimed; with `holder`, in the sitting of that name. */
export function isClaimedBy(review: Review, actor: Pick<Actor, 'id'>, holder?: string): boolean {
  const { claim, status } = review;
  if (status !== 'reviewing' || claim?.by.id !== actor.id) return false;
  // A claim that names no sitting is the person's, wherever they are.
  return holder === undefined || claim.holder === undefined || claim.holder === holder;
}
