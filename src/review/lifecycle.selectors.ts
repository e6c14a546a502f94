import { transition } from 'xstate';
import { canonicalJson, sameJson } from '../internal/canonical-json.js';
import { errorFor } from '../internal/errors.js';
import {
  FORM_RULES,
  type GuardName,
  judgementOf,
  type LifecycleContext,
  type LifecycleEvent,
  lifecycleMachine,
  meets,
  RULES,
  seatOf,
} from './lifecycle.machine.js';
import { policyIssues, retainUntil, safeguardsOf } from './policy.selectors.js';
import { effectiveValue, isIsoTime, proposalIssues } from './proposal.selectors.js';
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
  type EntryType,
  type Exposure,
  type Grounds,
  type Issue,
  type Policy,
  type Proposal,
  REVIEW_STATES,
  type Refusal,
  type Review,
  type ReviewState,
  type ReviewStatus,
  type ReviewSummary,
  type VerdictType,
} from './review.types.js';
import { isVerdict } from './verdict.selectors.js';
import { changedVersion } from './version.selectors.js';

export { policyIssues };

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
  undo: 'undone',
  reopen: 'reopened',
  revise: 'revised',
  withdraw: 'withdrawn',
  expire: 'expired',
  hold: 'held',
  resume: 'resumed',
  view: 'viewed',
  preserve: 'preserved',
  lift: 'lifted',
  erase: 'erased',
} as const satisfies Record<CommandType, EntryType>;

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
    retainUntil: retainUntil(policy, proposal.createdAt),
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
  { by, at, saw, isUndoable, isReplayed }: CommandContext,
): LifecycleEvent {
  // What was seen comes with the transport: a `saw` inside the command counts for nothing.
  return { ...command, by, at, saw, isUndoable, ...(isReplayed && { isReplayed }), seq: review.version + 1 };
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
    eventOf(review, sent, { ...said, isReplayed: context.isReplayed }),
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
  return { outcome: 'accepted', review: after, entry: entryFor(review, sent, said, after) };
}

/** What the claimant had before them when they decided. */
function exposureOf(
  review: Review,
  { type, evidenceOpened = [], activeMs }: Grounds & { type: VerdictType },
): Exposure {
  const { claim, policy } = review;
  const judgement = claim?.judgement;
  return {
    answerFirst: judgement !== undefined,
    revealedAt: judgement?.at ?? claim?.at ?? review.updatedAt,
    ...(judgement && { judgement }),
    evidenceOpened,
    ...(activeMs !== undefined && { activeMs }),
    safeguards: safeguardsOf(policy, review.id, seatOf(review), type),
  };
}

function entryFor(before: Review, command: Command, context: CommandContext, after: Review): AuditEntry {
  const { by, at, saw, sentAt } = context;
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
    retainUntil: retainUntil(policy, at),
  };
  if (sentAt !== undefined) entry.sentAt = sentAt;
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
    if (command.type === 'approve' || command.type === 'override') {
      entry.newValue = effectiveValue(proposal, command);
    }
    entry.model = proposal.model;
    if (reason) entry.reason = reason;
    entry.exposure = exposureOf(before, command as Grounds & { type: VerdictType });
    const raw = proposal.confidence?.value;
    const { confidenceShown } = command as Grounds;
    entry.confidence = {
      ...(typeof raw === 'number' && Number.isFinite(raw) && { raw }),
      ...(confidenceShown !== undefined && { shownAs: confidenceShown }),
    };
  }
  if (command.type === 'reopen' && before.decidedSeq !== undefined) entry.supersedes = before.decidedSeq;
  const taken = before.signatures.at(-1);
  if (command.type === 'undo' && taken) entry.supersedes = taken.seq;
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
  const canDecide = askedOnce(context.canDecide);
  return check(review, command, { ...context, canDecide, expectedVersion: undefined }, FORM_RULES);
}

/**
 * Fields of an entry that follow from the ones before it; `null`, as a database has it, is nothing. What else a server
 * keeps beside them is its own.
 */
const DERIVED = [
  'id',
  'reviewId',
  'seq',
  'at',
  'by',
  'type',
  'from',
  'to',
  'oldValue',
  'newValue',
  'reason',
  'model',
  'policy',
  'saw',
  'supersedes',
  'sentAt',
] as const satisfies readonly (keyof AuditEntry)[];
/** Fields that follow too, and that entries of earlier versions do not have. */
const DERIVED_LATER = ['confidence', 'exposure', 'retainUntil'] as const satisfies readonly (keyof AuditEntry)[];

/** A field as it follows from the entries before. */
function derived(entry: AuditEntry, field: keyof AuditEntry): unknown {
  if (field !== 'exposure' || !entry.exposure) return entry[field];
  // A server's own word.
  const { seeded: _seeded, ...exposure } = entry.exposure;
  return exposure;
}

/** What an entry says otherwise than the chart does; nothing where it says the same. */
function differenceOf(entry: AuditEntry, expected: AuditEntry): string | undefined {
  const later = DERIVED_LATER.filter((field) => entry[field] !== undefined && entry[field] !== null);
  const field = [...DERIVED, ...later].find((each) => !sameJson(derived(entry, each), derived(expected, each)));
  if (field === undefined) return undefined;
  const [said, due] = [entry[field], expected[field]].map((value) => canonicalJson(value));
  return `says ${field} ${said} where the chart says ${due}`;
}

/** The review after one more entry, or why the entry does not follow. */
export type ReplayedEntry = { review: Review; problem?: undefined } | { review?: undefined; problem: string };

function begin(entry: AuditEntry): ReplayedEntry {
  const { command } = entry;
  if (command.type !== 'propose') return { problem: 'is not "proposed"' };
  const review = initialReview(command.proposal, command.policy);
  const problem = differenceOf(entry, proposedEntry(review));
  return problem === undefined ? { review } : { problem };
}

function goOn(before: Review, entry: AuditEntry): ReplayedEntry {
  const { reviewId, seq, by, at, saw, sentAt, command } = entry;
  if (reviewId !== before.id) return { problem: `belongs to review ${canonicalJson(reviewId)}` };
  if (seq !== before.version + 1) return { problem: `follows entry ${before.version}` };
  const context = { by, at, ...(saw && { saw }), ...(sentAt && { sentAt }), isReplayed: true };
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

/**
 * What a queue row may show of a review. Under a policy that asks for the reviewer's own answer first it shows no trace
 * of the AI's (B-1) until the review is over, but to a viewer who gave theirs.
 *
 * @param viewer whose queue it is; without one the row is fit for everybody's
 */
export function summaryOf(review: Review, viewer?: Pick<Actor, 'id'>): ReviewSummary {
  const { proposal, policy, claim, decision, hold } = review;
  const hidden =
    policy.blindFirst === true &&
    (review.status === 'pending' || review.status === 'reviewing') &&
    seatOf(review) !== 'adjudicator' &&
    !(viewer && judgementOf(review, viewer));
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
    ...(review.views && { views: review.views }),
  };
}

/** Whether this person has the review claimed; with `holder`, in the sitting of that name. */
export function isClaimedBy(review: Review, actor: Pick<Actor, 'id'>, holder?: string): boolean {
  const { claim, status } = review;
  if (status !== 'reviewing' || claim?.by.id !== actor.id) return false;
  // A claim that names no sitting is the person's, wherever they are.
  return holder === undefined || claim.holder === undefined || claim.holder === holder;
}
