import { sameJson } from '../internal/canonical-json.js';
import { hasRole, isAmong, isOpenTo, rolesFor } from './authority.selectors.js';
import { batchProblem } from './batch.selectors.js';
import { commandIssues } from './command.selectors.js';
import { agrees, decisionOf, judgementOf, seatOf } from './decision.selectors.js';
import { holdOf } from './hold.selectors.js';
import type { LifecycleContext, LifecycleEvent } from './lifecycle.types.js';
import {
  asksSecond,
  assumptionIssues,
  checkIssues,
  dwellIssues,
  reasonMeets,
  signatureIssues,
  skipIssues,
} from './policy.selectors.js';
import { isErased, proposalIssues, sawOf, unopenedEvidence, valueIssues } from './proposal.selectors.js';
import {
  type Assignee,
  type CommandOf,
  type CommandType,
  ERASED,
  type Grounds,
  type Route,
  VERDICTS,
} from './review.types.js';
import { canTakeBack } from './undo.selectors.js';
import { isVerdict } from './verdict.selectors.js';

type GuardArgs = { context: LifecycleContext; event: LifecycleEvent };

/**
 * Whether no person has had a case: by what was noted since it was routed, or since it has only just been proposed. One that is sent
 * anew for whoever takes it was left with people the first time.
 */
function isUntouched({ context: { route, proposal, byPeople }, event }: GuardArgs): boolean {
  return route ? !byPeople && route.revision !== proposal.revision : event.seq === 2;
}

/** What whoever takes a case has to be. */
const TAKER_RULES = ['isCompetent', 'isIndependent', 'isFresh', 'isUninformed', 'isAdjudicator'] as const;

/** Whom a case is being assigned to, where it is not to the sender. A control that is only asked for names nobody yet. */
function otherAssignee(event: LifecycleEvent): Assignee | undefined {
  return event.type === 'assign' && event.to && event.to.id !== event.by.id ? event.to : undefined;
}

/** What keeps somebody from assigning a case to themselves; nothing where they may assign it to others. */
export function notForOneself(context: LifecycleContext, event: LifecycleEvent): GuardName | undefined {
  const isOpen =
    otherAssignee(event) || (!(event as CommandOf<'assign'>).to && isAmong(event.by, context.policy, 'assign'));
  return event.type !== 'assign' || isOpen ? undefined : TAKER_RULES.find((rule) => !meets(rule, context, event));
}

/** Whether a case is sent as before, but that its own profile is raised for whoever takes it now, or is not any more (B-23). */
function isForAnother(last: Route, next: Route | undefined): boolean {
  const same = ({ policy, rule, mode, profile, raisedFrom: own = profile }: Route) => ({ policy, rule, mode, own });
  return next !== undefined && next.profile !== last.profile && sameJson(same(last), same(next));
}

/** The stop that a hold or its end follows from. */
function stopOf(event: LifecycleEvent): string | undefined {
  return event.type === 'hold' || event.type === 'resume' ? event.stop : undefined;
}

/** Every rule of the chart, by name. A guard only answers; `refusal.selectors` says why. */
export const guards = {
  isPerson: ({ event }: GuardArgs) => event.by.kind === 'person',
  isSystem: ({ event }: GuardArgs) => event.by.kind === 'system' || event.by.kind === 'rule',
  // By this stop, or by none: holds stand side by side, and each is lifted by itself.
  isHeld: ({ context, event }: GuardArgs) => holdOf(context, stopOf(event)) !== undefined,
  isNotHeld: ({ context }: GuardArgs) => context.hold === undefined,
  isNotHeldSo: ({ context, event }: GuardArgs) => holdOf(context, stopOf(event)) === undefined,
  isCompetent: ({ context, event }: GuardArgs) =>
    event.by.kind === 'person' && (!context.canDecide || context.canDecide(event.by, context) === true),
  isClaimant: ({ context, event }: GuardArgs) => event.by.kind === 'person' && context.claim?.by.id === event.by.id,
  isFree: ({ context: { claim }, event }: GuardArgs) =>
    claim === undefined ||
    (claim.by.id === event.by.id &&
      event.type === 'claim' &&
      event.holder !== undefined &&
      event.holder !== claim.holder),
  isSigner: ({ context, event }: GuardArgs) => context.signatures.at(-1)?.by.id === event.by.id,
  isUndoable: ({ event }: GuardArgs) => event.isUndoable !== false,
  isUnshown: ({ context }: GuardArgs) => canTakeBack(context),
  isIndependent: ({ context, event }: GuardArgs) =>
    context.signatures.every((signature) => signature.by.id !== event.by.id),
  isFresh: ({ context, event }: GuardArgs) => context.formerSigners?.includes(event.by.id) !== true,
  isUninformed: ({ context, event }: GuardArgs) =>
    seatOf(context) !== 'second' || context.informed?.includes(event.by.id) !== true,
  isAdjudicator: ({ context, event }: GuardArgs) =>
    seatOf(context) !== 'adjudicator' || hasRole(event.by, rolesFor(context.policy, 'adjudicate')),
  mayResume: ({ context, event }: GuardArgs) => hasRole(event.by, rolesFor(context.policy, 'resume')),
  mayReopen: ({ context, event }: GuardArgs) =>
    context.policy.roles?.reopen === undefined || hasRole(event.by, rolesFor(context.policy, 'reopen')),
  mayHold: ({ context, event }: GuardArgs) => stopOf(event) !== undefined || isOpenTo(event.by, context.policy, 'hold'),
  mayAnswer: ({ context, event }: GuardArgs) => isOpenTo(event.by, context.policy, 'answer'),
  mayPropose: ({ context, event }: GuardArgs) => isAmong(event.by, context.policy, 'propose'),
  mayPreserve: ({ context, event }: GuardArgs) => isAmong(event.by, context.policy, 'preserve'),
  mayAssign: ({ context, event }: GuardArgs) => !otherAssignee(event) || isAmong(event.by, context.policy, 'assign'),
  mayTakeUp: ({ context, event }: GuardArgs): boolean => notForOneself(context, event) === undefined,
  // Who has signed is said where everybody may read it: of the first of two nothing is told (B-19).
  isUnsigned: ({ context: { signatures, formerSigners }, event }: GuardArgs) => {
    const id = otherAssignee(event)?.id;
    const known = signatures.length < 2 ? [] : signatures.map(({ by }) => by.id);
    return id === undefined || ![...known, ...(formerSigners ?? [])].includes(id);
  },
  isAssigned: ({ context }: GuardArgs) => context.assignment !== undefined,
  isAssignee: ({ context: { assignment, policy }, event }: GuardArgs) =>
    assignment === undefined ||
    assignment.to.id === event.by.id ||
    (event.type === 'assign' && isAmong(event.by, policy, 'assign')),
  mayUnassign: ({ context: { assignment, policy }, event }: GuardArgs) =>
    assignment?.to.id === event.by.id || isAmong(event.by, policy, 'assign'),
  mayErase: ({ context, event }: GuardArgs) => isAmong(event.by, context.policy, 'erase'),
  isPreserved: ({ context }: GuardArgs) => context.legalHold !== undefined,
  isNotPreserved: ({ context }: GuardArgs) => context.legalHold === undefined,
  recordsViews: ({ context }: GuardArgs) => context.policy.recordViews === true,
  isOffered: ({ context, event }: GuardArgs) =>
    !isVerdict(event.type) || (context.policy.verdicts ?? VERDICTS).includes(event.type),
  hasSeenCurrent: ({ context: { proposal }, event: { saw, isReplayed } }: GuardArgs) =>
    sameJson(saw, sawOf(proposal)) ||
    // Of what was erased since, nobody can tell any more what it looked like.
    (isReplayed === true && (isErased(proposal) || saw?.fingerprint === ERASED) && saw?.revision === proposal.revision),
  hasOpenedEvidence: ({ context, event }: GuardArgs) =>
    !context.policy.evidenceGate || unopenedEvidence(context.proposal, (event as Grounds).evidenceOpened).length === 0,
  hasValue: ({ context, event }: GuardArgs) =>
    (event.type !== 'override' && event.type !== 'judge') ||
    valueIssues(event.value, context.proposal.schema).length === 0,
  isUnrouted: ({ context: { route, proposal }, event }: GuardArgs) =>
    route?.revision !== proposal.revision || (event.type === 'route' && isForAnother(route, event.route)),
  isVetoOver: ({ context, event }: GuardArgs) => Date.parse(event.at) >= Date.parse(context.route?.vetoUntil ?? ''),
  hasChanged: ({ context, event }: GuardArgs) =>
    event.type !== 'override' || !sameJson(event.value, context.proposal.value),
  isWellFormed: ({ event }: GuardArgs) => commandIssues(event, event.isReplayed).length === 0,
  isKnownTarget: ({ context, event }: GuardArgs) =>
    event.type !== 'escalate' || (context.policy.escalateTo?.includes(event.to) ?? true),
  hasReason: ({ context, event }: GuardArgs) =>
    !isVerdict(event.type) || reasonMeets(context.policy, event.type, (event as Grounds).reason),
  hasChecked: ({ context, event }: GuardArgs) =>
    !isVerdict(event.type) || checkIssues(context.policy, event.type, (event as Grounds).reason).length === 0,
  hasAssumption: ({ context, event }: GuardArgs) =>
    !isVerdict(event.type) || assumptionIssues(context.policy, (event as Grounds).assumption).length === 0,
  // What was accepted once was waited for, whatever is left of why somebody did not.
  hasDwelt: ({ context, event }: GuardArgs) =>
    !isVerdict(event.type) || dwellIssues(context.policy, event as Grounds).length === 0,
  hasSignature: ({ context, event }: GuardArgs) =>
    !isVerdict(event.type) || signatureIssues(context.policy, event.type, (event as Grounds).signature).length === 0,
  mayBatch: ({ context, event }: GuardArgs) =>
    event.type !== 'approve' ||
    !event.batch ||
    batchProblem(context, event.batch, event.by, Date.parse(event.at)) === undefined,
  isNewerRevision: ({ context, event }: GuardArgs) =>
    event.type === 'revise' &&
    proposalIssues(event.proposal, event.isReplayed, event.at).length === 0 &&
    event.proposal.id === context.proposal.id &&
    event.proposal.revision > context.proposal.revision,
  offersSkip: ({ context }: GuardArgs) => context.policy.skips !== undefined,
  hasSkipReason: ({ context, event }: GuardArgs) =>
    event.type !== 'skip' || skipIssues(context.policy, event.reason).length === 0,
  // Where a legal command leads:
  // Whoever has seen the AI's answer cannot unsee it: a person is asked once, whatever happens to their claim.
  answersFirst: ({ context, event }: GuardArgs) =>
    context.policy.blindFirst === true && seatOf(context) !== 'adjudicator' && !judgementOf(context, event.by),
  needsSecond: ({ context }: GuardArgs) => asksSecond(context.policy, context.id) && seatOf(context) === 'first',
  differsFromFirst: ({ context, event }: GuardArgs) => {
    const first = context.signatures[0];
    if (seatOf(context) !== 'second' || !first) return false;
    const isSame = agrees(first, decisionOf(context, event));
    return isSame === undefined && event.isReplayed ? event.ledTo === 'pending.adjudicating' : isSame !== true;
  },
  // Whoever has been asked is not spared the answer: a case that people have looked at stays with them.
  goesAlone: ({ context, event }: GuardArgs) =>
    event.type === 'route' && event.route.mode === 'auto' && isUntouched({ context, event }),
  goesWatched: ({ context, event }: GuardArgs) =>
    event.type === 'route' && event.route.mode === 'monitor' && isUntouched({ context, event }),
  escalatesOnExpiry: ({ context }: GuardArgs) => context.policy.onExpire === 'escalate',
  // Of those who have skipped it, each counts once. One that is escalated already stays where it is.
  escalatesOnSkip: ({ context, event }: GuardArgs) => {
    const { claim, skips, policy } = context;
    const { escalateAfter } = policy.skips ?? {};
    const others = (skips ?? []).filter(({ by }) => by.id !== event.by.id).length;
    return escalateAfter !== undefined && claim?.from !== 'pending.escalated' && others + 1 >= escalateAfter;
  },
  cameFromEscalated: ({ context }: GuardArgs) => context.claim?.from === 'pending.escalated',
  cameFromSecond: ({ context }: GuardArgs) => context.claim?.from === 'pending.awaitingSecond',
  cameFromAdjudicating: ({ context }: GuardArgs) => context.claim?.from === 'pending.adjudicating',
};
export type GuardName = keyof typeof guards;

/** Whether one rule of the chart holds. */
export function meets(guard: GuardName, context: LifecycleContext, event: LifecycleEvent): boolean {
  return guards[guard]({ context, event });
}

/** What the form of a verdict must hold. */
const VERDICT_FORM_RULES = [
  'isWellFormed',
  'hasSeenCurrent',
  'hasValue',
  'hasChanged',
  'hasReason',
  'hasChecked',
  'hasAssumption',
  'hasDwelt',
  'hasSignature',
] as const satisfies readonly GuardName[];

/** What every verdict must meet. */
export const VERDICT_RULES = [
  'isPerson',
  'isClaimant',
  'isNotHeld',
  'isCompetent',
  'isUninformed',
  'isOffered',
  'hasOpenedEvidence',
  ...VERDICT_FORM_RULES,
] as const satisfies readonly GuardName[];

/** Approving may be done together with others: what a batch asks of each of its cases. */
export const APPROVE_RULES = [...VERDICT_RULES, 'mayBatch'] as const satisfies readonly GuardName[];

/** What each command must meet, in the order in which a refusal names it. The chart's guards are these lists. */
export const RULES = {
  claim: [
    'isPerson',
    'isFree',
    'isNotHeld',
    'isAssignee',
    'isCompetent',
    'isIndependent',
    'isFresh',
    'isUninformed',
    'isAdjudicator',
    'isWellFormed',
  ],
  judge: ['isPerson', 'isClaimant', 'isNotHeld', 'isCompetent', 'isUninformed', 'isWellFormed', 'hasValue'],
  approve: APPROVE_RULES,
  override: VERDICT_RULES,
  reject: VERDICT_RULES,
  respond: VERDICT_RULES,
  abstain: VERDICT_RULES,
  release: ['isClaimant', 'isWellFormed'],
  skip: ['isPerson', 'isClaimant', 'offersSkip', 'isWellFormed', 'hasSkipReason'],
  assign: ['isNotHeld', 'isAssignee', 'mayAssign', 'mayTakeUp', 'isWellFormed', 'isUnsigned'],
  unassign: ['isAssigned', 'mayUnassign', 'isWellFormed'],
  escalate: ['isPerson', 'isClaimant', 'isWellFormed', 'isKnownTarget'],
  ask: ['isPerson', 'isClaimant', 'isWellFormed'],
  answer: ['mayAnswer', 'isWellFormed'],
  lapse: ['isSystem', 'isWellFormed'],
  // A hold stops it too: what was decided is what the hold is about.
  undo: ['isPerson', 'isSigner', 'isNotHeld', 'isUnshown', 'isUndoable', 'isWellFormed'],
  reopen: ['isPerson', 'isCompetent', 'mayReopen', 'isWellFormed'],
  revise: ['mayPropose', 'isWellFormed', 'isNewerRevision'],
  withdraw: ['mayPropose', 'isWellFormed'],
  // A hold cancels nothing: the server sends it again once somebody has resumed.
  expire: ['isSystem', 'isNotHeld', 'isWellFormed'],
  route: ['isSystem', 'isNotHeld', 'isUnrouted', 'isWellFormed'],
  proceed: ['isSystem', 'isNotHeld', 'isVetoOver', 'isWellFormed'],
  hold: ['isNotHeldSo', 'mayHold', 'isWellFormed'],
  resume: ['isHeld', 'mayResume', 'isWellFormed'],
  view: ['isPerson', 'recordsViews', 'isWellFormed'],
  preserve: ['isNotPreserved', 'mayPreserve', 'isWellFormed'],
  lift: ['isPreserved', 'mayPreserve', 'isWellFormed'],
  erase: ['mayErase', 'isNotPreserved', 'isWellFormed'],
} as const satisfies Record<CommandType, readonly GuardName[]>;

/** Rules about what a form holds: a control may be on before they are met. */
export const FORM_RULES: readonly GuardName[] = [
  ...VERDICT_FORM_RULES,
  'hasSkipReason',
  'isKnownTarget',
  'isNewerRevision',
];
