import { transition } from 'xstate';
import { errorFor } from '../internal/errors.js';
import {
  FORM_RULES,
  type GuardName,
  type LifecycleContext,
  type LifecycleEvent,
  lifecycleMachine,
  meets,
  missingText,
  RULES,
  rolesFor,
  unopenedEvidence,
} from './lifecycle.machine.js';
import { reasonIssues } from './policy.selectors.js';
import { effectiveValue, isIsoDate, proposalIssues, valueIssues } from './proposal.selectors.js';
import {
  type Actor,
  type AuditEntry,
  type CanDecide,
  COMMANDS,
  type Command,
  type CommandContext,
  type CommandResult,
  type CommandType,
  type EntryType,
  type Grounds,
  type Issue,
  type Policy,
  type Proposal,
  REASON_DEMANDS,
  REVIEW_STATES,
  type Refusal,
  type Review,
  type ReviewState,
  type ReviewStatus,
  type ReviewSummary,
  VERDICTS,
  type VerdictType,
} from './review.types.js';

/** The past tense of every command. */
export const ENTRY_OF = {
  claim: 'claimed',
  judge: 'judged',
  approve: 'approved',
  override: 'overridden',
  reject: 'rejected',
  respond: 'responded',
  abstain: 'abstained',
  release: 'released',
  escalate: 'escalated',
  ask: 'asked',
  answer: 'answered',
  lapse: 'lapsed',
  reopen: 'reopened',
  revise: 'revised',
  withdraw: 'withdrawn',
  expire: 'expired',
  hold: 'held',
  resume: 'resumed',
} as const satisfies Record<CommandType, EntryType>;

/** The public status of a state: its first word. */
export function statusOf(state: ReviewState): ReviewStatus {
  return state.split('.')[0] as ReviewStatus;
}

export function isVerdict(type: string): type is VerdictType {
  return (VERDICTS as readonly string[]).includes(type);
}

function snapshotOf(review: Review, canDecide: CanDecide | undefined) {
  const [status, nested] = review.state.split('.') as [ReviewStatus, string | undefined];
  const {
    state: _state,
    status: _status,
    version: _version,
    updatedAt: _updatedAt,
    decidedSeq: _seq,
    ...facts
  } = review;
  const context: LifecycleContext = { ...facts, ...(canDecide && { canDecide }) };
  const value = (nested === undefined ? status : { [status]: nested }) as never;
  return lifecycleMachine.resolveState({ value, context });
}

function stateOf(value: unknown): ReviewState {
  if (typeof value === 'string') return value as ReviewState;
  const [status, nested] = Object.entries(value as Record<string, string>)[0] ?? [];
  return `${status}.${nested}` as ReviewState;
}

/** Commands that a state knows at all, whoever sends them. */
export function commandsIn(state: ReviewState): CommandType[] {
  const [status, nested] = state.split('.') as [ReviewStatus, string | undefined];
  const node = lifecycleMachine.root.states[status];
  const own = nested === undefined ? undefined : node?.states[nested];
  return COMMANDS.filter((type) => node?.ownEvents.includes(type) || own?.ownEvents.includes(type));
}

function listProblems(issues: readonly Issue[]): string {
  return issues.map((issue) => `${issue.path ?? 'it'} (${issue.code})`).join(', ');
}

/** What is wrong with a policy; nothing when it can be applied. */
export function policyIssues(policy: unknown): Issue[] {
  if (typeof policy !== 'object' || policy === null) return [{ code: 'field-missing', path: 'policy' }];
  const given = policy as Partial<Policy>;
  const issues: Issue[] = [];
  if (!given.id) issues.push({ code: 'field-missing', path: 'id' });
  if (!given.version) issues.push({ code: 'field-missing', path: 'version' });
  for (const verdict of given.verdicts ?? []) {
    if (!isVerdict(verdict)) issues.push({ code: 'value-invalid', path: `verdicts.${String(verdict)}` });
  }
  if (given.verdicts?.length === 0) issues.push({ code: 'field-missing', path: 'verdicts' });
  for (const [verdict, demand] of Object.entries(given.reasons ?? {})) {
    if (!isVerdict(verdict) || !REASON_DEMANDS.includes(demand)) {
      issues.push({ code: 'value-invalid', path: `reasons.${verdict}` });
    }
  }
  for (const flag of ['blindFirst', 'evidenceGate', 'signature', 'secondReview'] as const) {
    if (given[flag] !== undefined && typeof given[flag] !== 'boolean') {
      issues.push({ code: 'value-invalid', path: flag, detail: { expected: 'boolean' } });
    }
  }
  if (given.onExpire !== undefined && given.onExpire !== 'close' && given.onExpire !== 'escalate') {
    issues.push({ code: 'value-invalid', path: 'onExpire', detail: { expected: ['close', 'escalate'] } });
  }
  return issues;
}

/**
 * A review as it begins: open, unclaimed, at version 1, whose one entry is `proposedEntry(review)`.
 *
 * @throws {CountersignError} `proposal-invalid`, `policy-invalid`
 */
export function initialReview(proposal: Proposal, policy: Policy): Review {
  const proposalProblems = proposalIssues(proposal);
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
    updatedAt: proposal.createdAt,
  };
}

/** The first entry of a review, which carries what `initialReview` was given. */
export function proposedEntry(review: Review): AuditEntry {
  const { proposal, policy } = review;
  return {
    id: `${review.id}:1`,
    reviewId: review.id,
    seq: 1,
    at: proposal.createdAt,
    by: { kind: 'model', id: proposal.model.id, name: `${proposal.model.id} ${proposal.model.version}` },
    type: 'proposed',
    command: { type: 'propose', proposal, policy },
    from: null,
    to: 'pending.open',
    oldValue: proposal.value,
    model: proposal.model,
    policy: { id: policy.id, version: policy.version },
  };
}

/** Words of a refusal for each rule that can fail, beside the outcomes that name the review's own state. */
function refuse(rule: GuardName, review: Review, event: LifecycleEvent, canDecide: CanDecide | undefined): Refusal {
  const { policy, proposal } = review;
  const grounds = event as Grounds;
  const invalid = (...issues: Issue[]): Refusal => ({ outcome: 'invalid', issues });
  switch (rule) {
    case 'isPerson':
      return { outcome: 'forbidden', why: { code: 'not-a-person' } };
    case 'isSystem':
      return { outcome: 'forbidden', why: { code: 'system-only' } };
    case 'isNotHeld':
      return review.hold ? { outcome: 'held', hold: review.hold } : { outcome: 'conflict', review };
    case 'isHeld':
      return invalid({ code: 'command-illegal', detail: { command: event.type, state: review.state } });
    case 'isCompetent': {
      const answer =
        event.by.kind === 'person' ? canDecide?.(event.by, snapshotOf(review, canDecide).context) : undefined;
      return {
        outcome: 'forbidden',
        why: { code: 'cannot-decide', ...(typeof answer === 'string' && { text: answer }) },
      };
    }
    case 'isIndependent':
      return { outcome: 'forbidden', why: { code: 'same-person' } };
    case 'isAdjudicator':
      return { outcome: 'forbidden', why: { code: 'not-adjudicator', roles: rolesFor(policy, 'adjudicate') } };
    case 'mayResume':
      return { outcome: 'forbidden', why: { code: 'role-missing', roles: rolesFor(policy, 'resume') } };
    case 'mayReopen':
      return { outcome: 'forbidden', why: { code: 'role-missing', roles: rolesFor(policy, 'reopen') } };
    case 'mayPropose':
      return { outcome: 'forbidden', why: { code: 'system-only', roles: rolesFor(policy, 'propose') } };
    case 'isClaimant':
      return { outcome: 'claim-lost', review };
    case 'isOffered':
      return invalid({ code: 'verdict-not-offered', detail: { verdict: event.type } });
    case 'hasSeenCurrent':
      return event.saw ? { outcome: 'conflict', review } : invalid({ code: 'saw-missing', path: 'saw' });
    case 'hasOpenedEvidence':
      return invalid(
        ...unopenedEvidence(proposal, grounds.evidenceOpened).map(
          (id): Issue => ({ code: 'evidence-unopened', path: `evidenceOpened.${id}`, detail: { id } }),
        ),
      );
    case 'hasText':
      return invalid(...missingText(event).map((field): Issue => ({ code: 'field-missing', path: field })));
    case 'hasValue':
      return invalid(...valueIssues((event as { value?: unknown }).value, proposal.schema));
    case 'hasChanged':
      return invalid({ code: 'value-unchanged', path: 'value' });
    case 'hasConfidence':
      return invalid({ code: 'probability-invalid', path: 'confidence' });
    case 'hasReason':
      return invalid(...reasonIssues(policy, event.type as VerdictType, grounds.reason));
    case 'hasChecked':
      return invalid({ code: 'check-missing', path: 'reason.checks' });
    case 'hasSignature':
      return invalid({ code: 'signature-missing', path: 'signature' });
    case 'isNewerRevision': {
      const next = (event as { proposal?: Proposal }).proposal;
      const issues = proposalIssues(next);
      return issues.length > 0
        ? invalid(...issues)
        : invalid({ code: 'revision-not-newer', path: 'proposal.revision', detail: { current: proposal.revision } });
    }
    default:
      return invalid({ code: 'command-illegal', detail: { command: event.type, state: review.state } });
  }
}

/** Why a state does not know a command: it is over, somebody else has it, or the claim is gone. */
function refuseHere(review: Review, type: string): Refusal {
  if (!(COMMANDS as readonly string[]).includes(type)) {
    return {
      outcome: 'invalid',
      issues: [{ code: 'command-unknown', path: 'type', detail: { command: String(type) } }],
    };
  }
  const forClaimant = isVerdict(type) || ['judge', 'release', 'escalate', 'ask'].includes(type);
  if (forClaimant || type === 'claim') {
    if (review.status === 'approved' || review.status === 'overridden' || review.status === 'closed') {
      return { outcome: 'already-decided', review };
    }
    if (review.status === 'pending' && forClaimant) return { outcome: 'claim-lost', review };
    if (review.status === 'reviewing' && type === 'claim') return { outcome: 'conflict', review };
  }
  return {
    outcome: 'invalid',
    issues: [{ code: 'command-illegal', path: 'type', detail: { command: type, state: review.state } }],
  };
}

function check(
  review: Review,
  command: Command,
  context: CommandContext,
  ignored: readonly GuardName[],
): { refusal: Refusal } | { refusal?: undefined; event: LifecycleEvent } {
  if (
    !(REVIEW_STATES as readonly string[]).includes(review.state) ||
    !commandsIn(review.state).includes(command.type)
  ) {
    return { refusal: refuseHere(review, command.type) };
  }
  const event: LifecycleEvent = {
    ...command,
    by: context.by,
    at: context.at,
    ...(context.saw && { saw: context.saw }),
  };
  const facts = snapshotOf(review, context.canDecide).context;
  const broken = RULES[command.type].find((rule: GuardName) => !ignored.includes(rule) && !meets(rule, facts, event));
  if (broken) return { refusal: refuse(broken, review, event, context.canDecide) };
  if (context.expectedVersion !== undefined && context.expectedVersion !== review.version) {
    return { refusal: { outcome: 'conflict', review } };
  }
  return { event };
}

/**
 * Applies one command. Nothing is changed in place; the caller stores `review` and `entry` together or neither.
 *
 * @returns the review after the command and its one entry, or a typed refusal
 * @throws {CountersignError} `time-invalid` when `context.at` is not ISO 8601
 */
export function applyCommand(review: Review, command: Command, context: CommandContext): CommandResult {
  if (!isIsoDate(context.at)) throw errorFor('time-invalid', 'context.at', String(context.at));
  const checked = check(review, command, context, []);
  if (checked.refusal) return checked.refusal;
  const { event } = checked;
  const [next] = transition(lifecycleMachine, snapshotOf(review, context.canDecide), event);
  const { canDecide: _canDecide, ...facts } = next.context;
  const state = stateOf(next.value);
  // Absent and undefined are one thing in storage, so they are here as well.
  const present = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  const version = review.version + 1;
  const decidedSeq = isVerdict(command.type) ? version : review.decidedSeq;
  const after: Review = {
    ...(present as unknown as Review),
    state,
    status: statusOf(state),
    ...(next.context.decision && decidedSeq !== undefined && { decidedSeq }),
    version,
    updatedAt: context.at,
  };
  return { outcome: 'accepted', review: after, entry: entryFor(review, command, context, after) };
}

function entryFor(before: Review, command: Command, context: CommandContext, after: Review): AuditEntry {
  const { by, at, saw } = context;
  const { proposal, policy } = before;
  const entry: AuditEntry = {
    id: `${before.id}:${after.version}`,
    reviewId: before.id,
    seq: after.version,
    at,
    by,
    type: ENTRY_OF[command.type],
    command,
    from: before.state,
    to: after.state,
    policy: { id: policy.id, version: policy.version },
  };
  if (saw) entry.saw = saw;
  if (command.type === 'judge') entry.newValue = command.value;
  if (command.type === 'revise') {
    entry.oldValue = proposal.value;
    entry.newValue = command.proposal.value;
    entry.model = command.proposal.model;
  }
  if (isVerdict(command.type)) {
    const { reason } = command as Grounds;
    entry.oldValue = proposal.value;
    entry.newValue = effectiveValue(proposal, command as { type: string });
    entry.model = proposal.model;
    if (reason) entry.reason = reason;
  }
  if (command.type === 'reopen') {
    entry.supersedes = before.decidedSeq;
  }
  return entry;
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
  return check(review, command, { ...context, expectedVersion: undefined }, FORM_RULES).refusal;
}

/**
 * The review that its entries lead to, by running their commands through the same chart.
 *
 * @param entries every entry of one review, oldest first
 * @throws {CountersignError} `history-invalid` where an entry is missing, out of order or not what the chart would do
 */
export function replay(entries: readonly AuditEntry[]): Review {
  const [first, ...rest] = entries;
  if (first?.command.type !== 'propose') throw errorFor('history-invalid', 'the first entry is not "proposed"');
  let review = initialReview(first.command.proposal, first.command.policy);
  for (const entry of rest) {
    const at = `entry ${entry.seq} ("${entry.type}")`;
    if (entry.reviewId !== review.id) throw errorFor('history-invalid', `${at} belongs to review ${entry.reviewId}`);
    if (entry.seq !== review.version + 1) throw errorFor('history-invalid', `${at} follows entry ${review.version}`);
    const context: CommandContext = { by: entry.by, at: entry.at, ...(entry.saw && { saw: entry.saw }) };
    const result = applyCommand(review, entry.command as Command, context);
    if (result.outcome !== 'accepted') throw errorFor('history-invalid', `${at} would be refused: ${result.outcome}`);
    if (result.entry.to !== entry.to) {
      throw errorFor('history-invalid', `${at} leads to ${result.entry.to}, and says ${entry.to}`);
    }
    review = result.review;
  }
  return review;
}

/** What a queue row may show of a review. */
export function summaryOf(review: Review): ReviewSummary {
  const { proposal, policy, claim, decision, hold } = review;
  const decided = review.status === 'approved' || review.status === 'overridden';
  // B-1: no trace of the AI before the reviewer's own answer, in the queue neither.
  const hidden = policy.blindFirst === true && !decided && review.state !== 'reviewing.revealed';
  return {
    id: review.id,
    title: proposal.subject.title,
    ...(proposal.subject.reference !== undefined && { reference: proposal.subject.reference }),
    ...(proposal.subject.area !== undefined && { area: proposal.subject.area }),
    kind: proposal.kind,
    status: review.status,
    state: review.state,
    risk: proposal.risk,
    why: hidden ? [] : (proposal.why ?? []),
    ...(!hidden && proposal.confidence && { confidence: proposal.confidence }),
    ...(hidden && { answerFirst: true }),
    ...(decision && { verdict: decision.verdict.type }),
    ...(claim && { claimedBy: { id: claim.by.id, name: claim.by.name } }),
    ...(hold && { held: true }),
    createdAt: proposal.createdAt,
    updatedAt: review.updatedAt,
    ...(proposal.dueAt !== undefined && { dueAt: proposal.dueAt }),
    version: review.version,
  };
}

/** Whether this person has the review claimed. */
export function isClaimedBy(review: Review, actor: Pick<Actor, 'id'>): boolean {
  return review.status === 'reviewing' && review.claim?.by.id === actor.id;
}
