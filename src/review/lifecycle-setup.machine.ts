import { assign, setup } from 'xstate';
import { laterBy } from '../internal/later-time.js';
import { rolesFor } from './authority.selectors.js';
import { decisionOf, judgementOf, seatOf, withoutWords } from './decision.selectors.js';
import { holdOf, withHold, withoutHold } from './hold.selectors.js';
import type { LifecycleContext, LifecycleEvent, LifecycleInput } from './lifecycle.types.js';
import { guards } from './lifecycle-rules.selectors.js';
import { asksSecond } from './policy.selectors.js';
import { withoutSubject } from './proposal.selectors.js';
import {
  type ClaimableState,
  type CommandOf,
  ERASED,
  type Judgement,
  type PersonActor,
  type Policy,
  type Routing,
  type Seat,
} from './review.types.js';

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

/** Where a case goes that nobody has sent anywhere. */
function firstAddress(policy: Policy): string {
  return policy.escalateTo?.[0] ?? rolesFor(policy, 'resume')[0] ?? '';
}

/** What the chart can ask and do, by name; `lifecycle.machine` says when. */
export const lifecycleSetup = setup({
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
        // Whom it was kept for meanwhile was to sign after this one.
        assignment: undefined,
        claim: {
          by: event.by as PersonActor,
          ...leaseOf(event as LifecycleEvent & CommandOf<'undo'>),
          seat,
          from: PENDING_FOR[seat],
          ...(judgement && { judgement }),
        },
      };
    }),
    /** Only where a policy is asked at all: a case that none has sent anywhere needs no note. */
    noteStepIn: assign({ byPeople: ({ context }) => (context.route ? (true as const) : undefined) }),
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
      // Whoever sent the case to the first signer knows who that is.
      informed: ({ context: { id, policy, assignment, signatures, informed }, event: { by } }) => {
        const sender = assignment?.to.id === by.id && assignment.by.kind === 'person' ? assignment.by.id : by.id;
        const knows = asksSecond(policy, id) && signatures.length === 0 && sender !== by.id;
        return knows ? [...new Set([...(informed ?? []), sender])] : informed;
      },
    }),
    recordDecision: assign({ decision: ({ context, event }) => decisionOf(context, event) }),
    recordAssignment: assign({
      assignment: ({ event }) => {
        const { to, note } = event as CommandOf<'assign'>;
        return { to, by: event.by, at: event.at, ...(note && { note }) };
      },
    }),
    dropAssignment: assign({ assignment: undefined }),
    recordEscalation: assign({
      escalation: ({ context, event }) => {
        const { to, note } = event as CommandOf<'escalate'>;
        // Time that runs out names nobody: the policy's first address, or the role that lifts holds.
        return { to: to ?? firstAddress(context.policy), by: event.by, at: event.at, ...(note && { note }) };
      },
    }),
    recordSkip: assign({
      // Once for each person, as they said it last.
      skips: ({ context, event }) => [
        ...(context.skips ?? []).filter(({ by }) => by.id !== event.by.id),
        { by: event.by as PersonActor, at: event.at, reason: (event as CommandOf<'skip'>).reason },
      ],
    }),
    escalateSkipped: assign({
      escalation: ({ context: { policy }, event }) => ({
        to: policy.skips?.to ?? firstAddress(policy),
        by: { kind: 'rule' as const, id: policy.id, name: policy.id },
        at: event.at,
      }),
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
      automated: undefined,
      signatures: [],
      escalation: undefined,
      question: undefined,
      // From here on everybody may read it.
      informed: undefined,
      formerSigners: context.policy.freshReviewer
        ? [...new Set([...(context.formerSigners ?? []), ...context.signatures.map(({ by }) => by.id)])]
        : undefined,
    })),
    recordRevision: assign({
      proposal: ({ event }) => (event as CommandOf<'revise'>).proposal,
      // Who could not judge the one before may well judge this one.
      skips: undefined,
    }),
    markStale: assign({ claim: ({ context }) => context.claim && { ...context.claim, stale: true as const } }),
    recordRoute: assign(({ context, event }) => {
      const { route, policy = context.policy } = event as LifecycleEvent & CommandOf<'route'>;
      return { policy, route: { ...route, at: event.at, revision: context.proposal.revision } };
    }),
    /** What a rule would have spared people is theirs once it has come to them. */
    noteLeft: assign(({ event }) => {
      const { mode } = (event as LifecycleEvent & CommandOf<'route'>).route;
      return mode === 'auto' || mode === 'monitor' ? { byPeople: true as const } : {};
    }),
    recordAutomation: assign({ automated: ({ event }) => ({ at: event.at, seq: event.seq }) }),
    recordHold: assign(({ context, event }) => {
      const { reason, scope, stop, since } = event as CommandOf<'hold'>;
      return withHold(context, {
        reason,
        scope,
        by: event.by,
        at: event.at,
        ...(stop !== undefined && { stop }),
        ...(since !== undefined && { since }),
      });
    }),
    dropHold: assign({ hold: undefined, alsoHeld: undefined }),
    liftHold: assign(({ context, event }) => {
      const { by, at } = event;
      const [first, second] = context.signatures;
      const { informed = [], route } = context;
      const lifted = holdOf(context, (event as CommandOf<'resume'>).stop);
      if (!lifted) return {};
      const left = withoutHold(context, lifted);
      // Nobody could step in meanwhile.
      const vetoUntil =
        !left.hold &&
        route?.vetoUntil &&
        !context.automated &&
        !context.byPeople &&
        laterBy(route.vetoUntil, Date.parse(at) - Date.parse(lifted.since ?? lifted.at));
      // Whoever lifts a stop of the first signer was told why it was made. One of a model tells of no case.
      const isTold =
        first && !second && lifted.stop === undefined && lifted.by.id === first.by.id && by.id !== first.by.id;
      return {
        ...left,
        ...(vetoUntil && { route: { ...route, vetoUntil } as Routing }),
        ...(isTold && !informed.includes(by.id) && { informed: [...informed, by.id] }),
      };
    }),
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
      alsoHeld: context.alsoHeld?.map((hold) => ({ ...hold, reason: ERASED })),
      escalation: context.escalation?.note === undefined ? context.escalation : { ...context.escalation, note: ERASED },
      assignment: context.assignment?.note === undefined ? context.assignment : { ...context.assignment, note: ERASED },
      skips: context.skips?.map((skip) =>
        skip.reason.text ? { ...skip, reason: { ...skip.reason, text: ERASED } } : skip,
      ),
      question: context.question && {
        ...context.question,
        question: ERASED,
        ...(context.question.answer !== undefined && { answer: ERASED }),
      },
    })),
  },
});
