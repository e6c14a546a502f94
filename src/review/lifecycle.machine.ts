import { and, assign, setup } from 'xstate';
import { sameJson } from '../internal/canonical-json.js';
import { commandIssues } from './command.selectors.js';
import { asksSecond, checkIssues, reasonMeets } from './policy.selectors.js';
import { effectiveValue, isErased, proposalIssues, sawOf, valueIssues, withoutSubject } from './proposal.selectors.js';
import {
  type Actor,
  type CanDecide,
  type ClaimableState,
  type Command,
  type CommandOf,
  type CommandType,
  type Decision,
  ERASED,
  type Grounds,
  type Judgement,
  type PersonActor,
  type Policy,
  type PolicyRoles,
  type Proposal,
  type ReviewFacts,
  type Saw,
  type Seat,
  VERDICTS,
  type Verdict,
} from './review.types.js';
import { isVerdict } from './verdict.selectors.js';

/** A command as the chart takes it: with who sent it, when, what they saw, and the number its entry will have. */
export type LifecycleEvent = Command & {
  by: Actor;
  at: string;
  seq: number;
  saw?: Saw;
  isUndoable?: boolean;
  isReplayed?: boolean;
};

export interface LifecycleContext extends ReviewFacts {
  canDecide?: CanDecide;
}

export interface LifecycleInput {
  id: string;
  proposal: Proposal;
  policy: Policy;
  canDecide?: CanDecide;
}

/** In which seat the next person decides: it follows from how many have signed already. */
export function seatOf(review: Pick<ReviewFacts, 'signatures'>): Seat {
  const signed = review.signatures.length;
  return signed === 0 ? 'first' : signed === 1 ? 'second' : 'adjudicator';
}

/** Roles that may do what a policy names, with the defaults of `PolicyRoles`. */
export function rolesFor(policy: Policy, what: keyof PolicyRoles): readonly string[] {
  const defaults = {
    adjudicate: ['adjudicator'],
    resume: ['supervisor'],
    reopen: [],
    propose: [],
    hold: [],
    answer: [],
    preserve: ['supervisor'],
    erase: [],
  };
  return policy.roles?.[what] ?? defaults[what];
}

function hasRole(actor: Actor, roles: readonly string[]): boolean {
  return actor.kind === 'person' && actor.roles.some((role) => roles.includes(role));
}

/** Whether somebody may do what a policy leaves to few. The host's own systems are never asked for a role. */
function isAmong(actor: Actor, policy: Policy, what: keyof PolicyRoles): boolean {
  return actor.kind !== 'person' || hasRole(actor, rolesFor(policy, what));
}

/** Whether a policy leaves to everybody what its roles may name. The host's own systems are never asked for a role. */
function isOpenTo(actor: Actor, policy: Policy, what: 'hold' | 'answer'): boolean {
  return policy.roles?.[what] === undefined || isAmong(actor, policy, what);
}

/** Ids of required evidence that was not opened. */
export function unopenedEvidence(proposal: Proposal, opened: readonly string[] | undefined): string[] {
  const items = proposal.explanation?.evidence ?? [];
  const ids: readonly unknown[] = Array.isArray(opened) ? opened : [];
  return items.filter((item) => item.required && !ids.includes(item.id)).map((item) => item.id);
}

/** What a person answered before the AI's answer was shown, however often they claimed since. */
export function judgementOf(review: Pick<ReviewFacts, 'judgements'>, actor: Pick<Actor, 'id'>): Judgement | undefined {
  const given = review.judgements?.find(({ by }) => by.id === actor.id);
  if (!given) return undefined;
  const { by: _by, ...judgement } = given;
  return judgement;
}

type GuardArgs = { context: LifecycleContext; event: LifecycleEvent };

/** Every rule of the chart, by name. A guard only answers; `lifecycle.selectors` says why in words. */
const guards = {
  isPerson: ({ event }: GuardArgs) => event.by.kind === 'person',
  isSystem: ({ event }: GuardArgs) => event.by.kind === 'system' || event.by.kind === 'rule',
  isHeld: ({ context }: GuardArgs) => context.hold !== undefined,
  isNotHeld: ({ context }: GuardArgs) => context.hold === undefined,
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
  isIndependent: ({ context, event }: GuardArgs) =>
    context.signatures.every((signature) => signature.by.id !== event.by.id),
  isFresh: ({ context, event }: GuardArgs) => context.formerSigners?.includes(event.by.id) !== true,
  isAdjudicator: ({ context, event }: GuardArgs) =>
    seatOf(context) !== 'adjudicator' || hasRole(event.by, rolesFor(context.policy, 'adjudicate')),
  mayResume: ({ context, event }: GuardArgs) => hasRole(event.by, rolesFor(context.policy, 'resume')),
  mayReopen: ({ context, event }: GuardArgs) =>
    context.policy.roles?.reopen === undefined || hasRole(event.by, rolesFor(context.policy, 'reopen')),
  mayHold: ({ context, event }: GuardArgs) => isOpenTo(event.by, context.policy, 'hold'),
  mayAnswer: ({ context, event }: GuardArgs) => isOpenTo(event.by, context.policy, 'answer'),
  mayPropose: ({ context, event }: GuardArgs) => isAmong(event.by, context.policy, 'propose'),
  mayPreserve: ({ context, event }: GuardArgs) => isAmong(event.by, context.policy, 'preserve'),
  mayErase: ({ context, event }: GuardArgs) => isAmong(event.by, context.policy, 'erase'),
  isPreserved: ({ context }: GuardArgs) => context.legalHold !== undefined,
  isNotPreserved: ({ context }: GuardArgs) => context.legalHold === undefined,
  recordsViews: ({ context }: GuardArgs) => context.policy.recordViews === true,
  isOffered: ({ context, event }: GuardArgs) =>
    !isVerdict(event.type) || (context.policy.verdicts ?? VERDICTS).includes(event.type),
  hasSeenCurrent: ({ context: { proposal }, event: { saw, isReplayed } }: GuardArgs) =>
    sameJson(saw, sawOf(proposal)) ||
    // Of what was erased since, nobody can tell any more what it looked like.
    (isReplayed === true && isErased(proposal) && saw?.revision === proposal.revision),
  hasOpenedEvidence: ({ context, event }: GuardArgs) =>
    !context.policy.evidenceGate || unopenedEvidence(context.proposal, (event as Grounds).evidenceOpened).length === 0,
  hasValue: ({ context, event }: GuardArgs) =>
    (event.type !== 'override' && event.type !== 'judge') ||
    valueIssues(event.value, context.proposal.schema).length === 0,
  hasChanged: ({ context, event }: GuardArgs) =>
    event.type !== 'override' || !sameJson(event.value, context.proposal.value),
  isWellFormed: ({ event }: GuardArgs) => commandIssues(event).length === 0,
  isKnownTarget: ({ context, event }: GuardArgs) =>
    event.type !== 'escalate' || (context.policy.escalateTo?.includes(event.to) ?? true),
  hasReason: ({ context, event }: GuardArgs) =>
    !isVerdict(event.type) || reasonMeets(context.policy, event.type, (event as Grounds).reason),
  hasChecked: ({ context, event }: GuardArgs) =>
    !isVerdict(event.type) || checkIssues(context.policy, event.type, (event as Grounds).reason).length === 0,
  hasSignature: ({ context, event }: GuardArgs) =>
    !context.policy.signature || (event as Grounds).signature !== undefined,
  isNewerRevision: ({ context, event }: GuardArgs) =>
    event.type === 'revise' &&
    proposalIssues(event.proposal).length === 0 &&
    event.proposal.id === context.proposal.id &&
    event.proposal.revision > context.proposal.revision,
  // Where a legal command leads:
  // Whoever has seen the AI's answer cannot unsee it: a person is asked once, whatever happens to their claim.
  answersFirst: ({ context, event }: GuardArgs) =>
    context.policy.blindFirst === true && seatOf(context) !== 'adjudicator' && !judgementOf(context, event.by),
  needsSecond: ({ context }: GuardArgs) => asksSecond(context.policy, context.id) && seatOf(context) === 'first',
  differsFromFirst: ({ context, event }: GuardArgs) => {
    const first = context.signatures[0];
    return seatOf(context) === 'second' && first !== undefined && !agrees(first, decisionOf(context, event));
  },
  escalatesOnExpiry: ({ context }: GuardArgs) => context.policy.onExpire === 'escalate',
  cameFromEscalated: ({ context }: GuardArgs) => context.claim?.from === 'pending.escalated',
  cameFromSecond: ({ context }: GuardArgs) => context.claim?.from === 'pending.awaitingSecond',
  cameFromAdjudicating: ({ context }: GuardArgs) => context.claim?.from === 'pending.adjudicating',
};
export type GuardName = keyof typeof guards;

/** Whether one rule of the chart holds. */
export function meets(guard: GuardName, context: LifecycleContext, event: LifecycleEvent): boolean {
  return guards[guard]({ context, event });
}

const VERDICT_RULES = [
  'isPerson',
  'isClaimant',
  'isNotHeld',
  'isCompetent',
  'isOffered',
  'hasOpenedEvidence',
  'isWellFormed',
  'hasSeenCurrent',
  'hasValue',
  'hasChanged',
  'hasReason',
  'hasChecked',
  'hasSignature',
] as const satisfies readonly GuardName[];

/** What each command must meet, in the order in which a refusal names it. The chart's guards are these lists. */
export const RULES = {
  claim: [
    'isPerson',
    'isFree',
    'isNotHeld',
    'isCompetent',
    'isIndependent',
    'isFresh',
    'isAdjudicator',
    'isWellFormed',
  ],
  judge: ['isPerson', 'isClaimant', 'isNotHeld', 'isCompetent', 'isWellFormed', 'hasValue'],
  approve: VERDICT_RULES,
  override: VERDICT_RULES,
  reject: VERDICT_RULES,
  respond: VERDICT_RULES,
  abstain: VERDICT_RULES,
  release: ['isClaimant', 'isWellFormed'],
  escalate: ['isPerson', 'isClaimant', 'isWellFormed', 'isKnownTarget'],
  ask: ['isPerson', 'isClaimant', 'isWellFormed'],
  answer: ['mayAnswer', 'isWellFormed'],
  lapse: ['isSystem', 'isWellFormed'],
  // A hold stops it too: what was decided is what the hold is about.
  undo: ['isPerson', 'isSigner', 'isNotHeld', 'isUndoable', 'isWellFormed'],
  reopen: ['isPerson', 'isCompetent', 'mayReopen', 'isWellFormed'],
  revise: ['mayPropose', 'isWellFormed', 'isNewerRevision'],
  withdraw: ['mayPropose', 'isWellFormed'],
  // A hold cancels nothing: the server sends it again once somebody has resumed.
  expire: ['isSystem', 'isNotHeld', 'isWellFormed'],
  hold: ['isNotHeld', 'mayHold', 'isWellFormed'],
  resume: ['isHeld', 'mayResume', 'isWellFormed'],
  view: ['isPerson', 'recordsViews', 'isWellFormed'],
  preserve: ['isNotPreserved', 'mayPreserve', 'isWellFormed'],
  lift: ['isPreserved', 'mayPreserve', 'isWellFormed'],
  erase: ['mayErase', 'isNotPreserved', 'isWellFormed'],
} as const satisfies Record<CommandType, readonly GuardName[]>;

/** Rules about what a form holds: a control may be on before they are met. */
export const FORM_RULES: readonly GuardName[] = [
  'isWellFormed',
  'isKnownTarget',
  'hasSeenCurrent',
  'hasValue',
  'hasChanged',
  'hasReason',
  'hasChecked',
  'hasSignature',
  'isNewerRevision',
];

function verdictOf(event: LifecycleEvent): Verdict {
  switch (event.type) {
    case 'override':
      return { type: 'override', value: event.value };
    case 'respond':
      return { type: 'respond', message: event.message };
    default:
      return { type: event.type as 'approve' | 'reject' | 'abstain' };
  }
}

/** Whether two people decided the same about the same: one verdict, one value, on one revision. */
function agrees(first: Decision, second: Decision): boolean {
  return (
    sameJson(first.verdict, second.verdict) && sameJson(first.value, second.value) && sameJson(first.saw, second.saw)
  );
}

function decisionOf(context: LifecycleContext, event: LifecycleEvent): Decision {
  const grounds = event as Grounds;
  const verdict = verdictOf(event);
  return {
    verdict,
    by: event.by as PersonActor,
    at: event.at,
    seat: seatOf(context),
    seq: event.seq,
    value: effectiveValue(context.proposal, verdict),
    saw: event.saw as Saw,
    ...(grounds.reason && { reason: grounds.reason }),
    ...(grounds.evidenceOpened && { evidenceOpened: grounds.evidenceOpened }),
    ...(grounds.signature && { signature: grounds.signature }),
    ...(context.claim?.judgement && { judgement: context.claim.judgement }),
  };
}

/** What a claim has of the command that gave it. */
function leaseOf({ at, seq, holder, until }: { at: string; seq: number; holder?: string; until?: string }) {
  return { at, fence: seq, ...(holder !== undefined && { holder }), ...(until !== undefined && { until }) };
}

/** Where a case waits for each seat. */
const PENDING_FOR = {
  first: 'pending.open',
  second: 'pending.awaitingSecond',
  adjudicator: 'pending.adjudicating',
} as const satisfies Record<Seat, ClaimableState>;

const chart = setup({
  types: {
    context: {} as LifecycleContext,
    events: {} as LifecycleEvent,
    input: {} as LifecycleInput,
  },
  guards,
  actions: {
    recordClaim: assign({
      claim: ({ context, event }, { from }: { from: ClaimableState }) => {
        const judgement = judgementOf(context, event.by);
        return {
          by: event.by as PersonActor,
          ...leaseOf(event as LifecycleEvent & CommandOf<'claim'>),
          seat: seatOf(context),
          from,
          ...(judgement && { judgement }),
        };
      },
    }),
    recordTakeOver: assign({
      claim: ({ context, event }) => {
        if (!context.claim) return undefined;
        // What the earlier window was given does not hold for this one.
        const { until: _until, ...claim } = context.claim;
        return { ...claim, ...leaseOf(event as LifecycleEvent & CommandOf<'claim'>) };
      },
    }),
    recordUndo: assign(({ context, event }) => {
      const signatures = context.signatures.slice(0, -1);
      const seat = seatOf({ signatures });
      const judgement = judgementOf(context, event.by);
      return {
        decision: undefined,
        signatures,
        claim: {
          by: event.by as PersonActor,
          ...leaseOf(event as LifecycleEvent & CommandOf<'undo'>),
          seat,
          from: PENDING_FOR[seat],
          ...(judgement && { judgement }),
        },
      };
    }),
    dropClaim: assign({ claim: undefined }),
    recordJudgement: assign(({ context, event }) => {
      const { value, confidence } = event as CommandOf<'judge'>;
      const judgement: Judgement = { value, at: event.at, ...(confidence !== undefined && { confidence }) };
      return {
        claim: context.claim && { ...context.claim, judgement },
        judgements: [...(context.judgements ?? []), { ...judgement, by: event.by as PersonActor }],
      };
    }),
    recordSignature: assign({
      signatures: ({ context, event }) => [...context.signatures, decisionOf(context, event)],
    }),
    recordDecision: assign({ decision: ({ context, event }) => decisionOf(context, event) }),
    recordEscalation: assign({
      escalation: ({ context, event }) => {
        const { to, note } = event as CommandOf<'escalate'>;
        // Time that runs out names nobody: the policy's first address, or the role that lifts holds.
        const address = to ?? context.policy.escalateTo?.[0] ?? rolesFor(context.policy, 'resume')[0] ?? '';
        return { to: address, by: event.by, at: event.at, ...(note && { note }) };
      },
    }),
    recordQuestion: assign({
      question: ({ event }) => {
        const { question, to } = event as CommandOf<'ask'>;
        return { question, to, by: event.by as PersonActor, at: event.at };
      },
    }),
    recordAnswer: assign({
      question: ({ context, event }) =>
        context.question && {
          ...context.question,
          answer: (event as CommandOf<'answer'>).answer,
          answeredBy: event.by,
          answeredAt: event.at,
        },
    }),
    clearDecision: assign(({ context }) => ({
      decision: undefined,
      signatures: [],
      escalation: undefined,
      question: undefined,
      formerSigners: context.policy.freshReviewer
        ? [...new Set([...(context.formerSigners ?? []), ...context.signatures.map(({ by }) => by.id)])]
        : undefined,
    })),
    recordRevision: assign({ proposal: ({ event }) => (event as CommandOf<'revise'>).proposal }),
    markStale: assign({ claim: ({ context }) => context.claim && { ...context.claim, stale: true as const } }),
    recordHold: assign({
      hold: ({ event }) => {
        const { reason, scope } = event as CommandOf<'hold'>;
        return { reason, scope, by: event.by, at: event.at };
      },
    }),
    dropHold: assign({ hold: undefined }),
    changeNothing: assign({}),
    recordLegalHold: assign({
      legalHold: ({ event }) => ({ reason: (event as CommandOf<'preserve'>).reason, by: event.by, at: event.at }),
    }),
    dropLegalHold: assign({ legalHold: undefined }),
    eraseWords: assign(({ context }) => ({
      proposal: withoutSubject(context.proposal),
      signatures: context.signatures.map(withoutWords),
      decision: context.decision && withoutWords(context.decision),
      hold: context.hold && { ...context.hold, reason: ERASED },
      escalation: context.escalation?.note === undefined ? context.escalation : { ...context.escalation, note: ERASED },
      question: context.question && {
        ...context.question,
        question: ERASED,
        ...(context.question.answer !== undefined && { answer: ERASED }),
      },
    })),
  },
});

/** `claim` from one pending state: to the reviewer's own answer first, or to the AI's suggestion. */
function claimFrom(from: ClaimableState) {
  const actions = { type: 'recordClaim', params: { from } } as const;
  return [
    { guard: and(['answersFirst', and(RULES.claim)]), target: '#review.reviewing.blind', actions },
    { guard: and(RULES.claim), target: '#review.reviewing.revealed', actions },
  ] as const;
}

/** One verdict: to a second signer, to an adjudicator where the two differ, or into effect. */
function verdictTo(target: '#review.approved' | '#review.overridden') {
  return [
    {
      guard: and(['needsSecond', and(VERDICT_RULES)]),
      target: '#review.pending.awaitingSecond',
      actions: ['recordSignature', 'dropClaim'],
    },
    {
      guard: and(['differsFromFirst', and(VERDICT_RULES)]),
      target: '#review.pending.adjudicating',
      actions: ['recordSignature', 'dropClaim'],
    },
    { guard: and(VERDICT_RULES), target, actions: ['recordDecision', 'recordSignature', 'dropClaim'] },
  ] as const;
}

/** Back to where the claim was taken. */
function backFrom(rules: readonly GuardName[]) {
  return [
    { guard: and(['cameFromEscalated', and(rules)]), target: '#review.pending.escalated', actions: 'dropClaim' },
    { guard: and(['cameFromSecond', and(rules)]), target: '#review.pending.awaitingSecond', actions: 'dropClaim' },
    { guard: and(['cameFromAdjudicating', and(rules)]), target: '#review.pending.adjudicating', actions: 'dropClaim' },
    { guard: and(rules), target: '#review.pending.open', actions: 'dropClaim' },
  ] as const;
}

/** A decision without what its signer said in their own words, as an erasure leaves it. */
export function withoutWords(decision: Decision): Decision {
  const { reason } = decision;
  return !reason?.text ? decision : { ...decision, reason: { ...reason, text: ERASED } };
}

const revise = { guard: and(RULES.revise), actions: ['recordRevision'] } as const;
const hold = { guard: and(RULES.hold), actions: 'recordHold' } as const;
const resume = { guard: and(RULES.resume), actions: 'dropHold' } as const;
const withdraw = {
  guard: and(RULES.withdraw),
  target: '#review.closed.withdrawn',
  // Nobody could lift a hold from a closed review.
  actions: ['dropClaim', 'dropHold'],
} as const;
const expire = [
  {
    guard: and(['escalatesOnExpiry', and(RULES.expire)]),
    target: '#review.pending.escalated',
    actions: ['recordEscalation', 'dropClaim'],
  },
  { guard: and(RULES.expire), target: '#review.closed.expired', actions: 'dropClaim' },
] as const;
/** What is done to the record and not to the case: possible wherever the case stands. */
const record = {
  // A transition without an action is one that the chart does not have.
  view: { guard: and(RULES.view), actions: 'changeNothing' },
  preserve: { guard: and(RULES.preserve), actions: 'recordLegalHold' },
  lift: { guard: and(RULES.lift), actions: 'dropLegalHold' },
} as const;
/** Only of a case that nobody works on any more. */
const erase = { guard: and(RULES.erase), actions: 'eraseWords' } as const;
const undo = { guard: and(RULES.undo), target: '#review.reviewing.revealed', actions: 'recordUndo' } as const;
const reopen = { guard: and(RULES.reopen), target: '#review.pending.open', actions: 'clearDecision' } as const;

/**
 * What is true of a review. Pure: the same chart decides in the browser and on the server. Every accepted command is
 * one audit entry, and no path by which time passes approves anything.
 */
export const lifecycleMachine = chart.createMachine({
  id: 'review',
  context: ({ input }) => ({
    id: input.id,
    proposal: input.proposal,
    policy: input.policy,
    signatures: [],
    canDecide: input.canDecide,
  }),
  initial: 'pending',
  states: {
    pending: {
      initial: 'open',
      on: { revise, withdraw, expire, hold, resume, ...record },
      states: {
        open: { on: { claim: claimFrom('pending.open') } },
        escalated: {
          on: {
            claim: claimFrom('pending.escalated'),
            // Already escalated: to whom, by whom and why stays.
            expire: { guard: and(['escalatesOnExpiry', and(RULES.expire)]), target: 'escalated' },
          },
        },
        awaitingInfo: {
          on: { answer: { guard: and(RULES.answer), target: 'open', actions: 'recordAnswer' } },
        },
        awaitingSecond: { on: { claim: claimFrom('pending.awaitingSecond'), undo } },
        adjudicating: { on: { claim: claimFrom('pending.adjudicating'), undo } },
      },
    },
    reviewing: {
      initial: 'revealed',
      on: {
        // Another window of the same person.
        claim: { guard: and(RULES.claim), actions: 'recordTakeOver' },
        release: backFrom(RULES.release),
        lapse: backFrom(RULES.lapse),
        escalate: {
          guard: and(RULES.escalate),
          target: '#review.pending.escalated',
          actions: ['recordEscalation', 'dropClaim'],
        },
        ask: {
          guard: and(RULES.ask),
          target: '#review.pending.awaitingInfo',
          actions: ['recordQuestion', 'dropClaim'],
        },
        revise: { guard: and(RULES.revise), actions: ['recordRevision', 'markStale'] },
        withdraw,
        expire,
        hold,
        resume,
        ...record,
      },
      states: {
        blind: {
          on: { judge: { guard: and(RULES.judge), target: 'revealed', actions: 'recordJudgement' } },
        },
        revealed: {
          on: {
            approve: verdictTo('#review.approved'),
            override: verdictTo('#review.overridden'),
            reject: verdictTo('#review.overridden'),
            respond: verdictTo('#review.overridden'),
            abstain: verdictTo('#review.overridden'),
          },
        },
      },
    },
    approved: { on: { undo, reopen, revise, hold, resume, ...record, erase } },
    overridden: { on: { undo, reopen, revise, hold, resume, ...record, erase } },
    closed: { initial: 'withdrawn', on: { ...record, erase }, states: { withdrawn: {}, expired: {} } },
  },
});
