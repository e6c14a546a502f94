import { and } from 'xstate';
import { APPROVE_RULES, type GuardName, RULES, VERDICT_RULES } from './lifecycle-rules.selectors.js';
import { lifecycleSetup } from './lifecycle-setup.machine.js';
import type { ClaimableState } from './review.types.js';

/** `claim` from one pending state: to the reviewer's own answer first, or to the AI's suggestion. */
function claimFrom(from: ClaimableState) {
  const actions = [{ type: 'recordClaim', params: { from } }, 'noteStepIn'] as const;
  return [
    { guard: and(['answersFirst', and(RULES.claim)]), target: '#review.reviewing.blind', actions },
    { guard: and(RULES.claim), target: '#review.reviewing.revealed', actions },
  ] as const;
}

/** One verdict: to a second signer, to an adjudicator where the two differ, or into effect. */
function verdictTo(target: '#review.approved' | '#review.overridden', rules: readonly GuardName[] = VERDICT_RULES) {
  return [
    {
      guard: and(['needsSecond', and(rules)]),
      target: '#review.pending.awaitingSecond',
      actions: ['recordSignature', 'dropAssignment', 'dropClaim'],
    },
    {
      guard: and(['differsFromFirst', and(rules)]),
      target: '#review.pending.adjudicating',
      actions: ['recordSignature', 'dropAssignment', 'dropClaim'],
    },
    { guard: and(rules), target, actions: ['recordDecision', 'recordSignature', 'dropAssignment', 'dropClaim'] },
  ] as const;
}

/** Whoever gave it back is not the one that it is kept for any more. */
const SKIPPED = ['recordSkip', 'dropAssignment', 'dropClaim'] as const;

/** Back to where the claim was taken. */
function backFrom(rules: readonly GuardName[], actions: 'dropClaim' | typeof SKIPPED = 'dropClaim') {
  return [
    { guard: and(['cameFromEscalated', and(rules)]), target: '#review.pending.escalated', actions },
    { guard: and(['cameFromSecond', and(rules)]), target: '#review.pending.awaitingSecond', actions },
    { guard: and(['cameFromAdjudicating', and(rules)]), target: '#review.pending.adjudicating', actions },
    { guard: and(rules), target: '#review.pending.open', actions },
  ] as const;
}

/** Back as well, and to a role once so many have given it back. */
const skip = [
  {
    guard: and(['escalatesOnSkip', and(RULES.skip)]),
    target: '#review.pending.escalated',
    actions: [...SKIPPED, 'escalateSkipped'],
  },
  ...backFrom(RULES.skip, SKIPPED),
] as const;

const revise = { guard: and(RULES.revise), actions: ['recordRevision'] } as const;
const hold = { guard: and(RULES.hold), actions: 'recordHold' } as const;
const resume = { guard: and(RULES.resume), actions: 'liftHold' } as const;
const withdraw = {
  guard: and(RULES.withdraw),
  target: '#review.closed.withdrawn',
  // Nobody could lift a hold from a closed review.
  actions: ['dropAssignment', 'dropClaim', 'dropHold'],
} as const;
const expire = [
  {
    guard: and(['escalatesOnExpiry', and(RULES.expire)]),
    target: '#review.pending.escalated',
    actions: ['recordEscalation', 'dropAssignment', 'dropClaim'],
  },
  { guard: and(RULES.expire), target: '#review.closed.expired', actions: ['dropAssignment', 'dropClaim'] },
] as const;
/** Whom a case is kept for that nobody has: from then on it is people's. */
const assigning = {
  assign: { guard: and(RULES.assign), actions: ['recordAssignment', 'noteStepIn'] },
  unassign: { guard: and(RULES.unassign), actions: 'dropAssignment' },
} as const;
/** What is done to the record and not to the case: possible wherever the case stands. */
const record = {
  // A transition without an action is one that the chart does not have.
  view: { guard: and(RULES.view), actions: 'changeNothing' },
  preserve: { guard: and(RULES.preserve), actions: 'recordLegalHold' },
  lift: { guard: and(RULES.lift), actions: 'dropLegalHold' },
} as const;
/** Only of a case that nobody works on any more. */
const erase = { guard: and(RULES.erase), actions: 'eraseWords' } as const;
/** Where the policy sends a case: past people, past them unless one steps in, or to them. */
const route = [
  {
    guard: and(['goesAlone', and(RULES.route)]),
    target: '#review.closed.automated',
    actions: ['recordRoute', 'recordAutomation'],
  },
  { guard: and(['goesWatched', and(RULES.route)]), target: '#review.pending.monitored', actions: 'recordRoute' },
  { guard: and(RULES.route), actions: ['recordRoute', 'noteLeft'] },
] as const;
const proceed = {
  guard: and(RULES.proceed),
  target: '#review.closed.automated',
  actions: ['recordAutomation'],
} as const;
const undo = { guard: and(RULES.undo), target: '#review.reviewing.revealed', actions: 'recordUndo' } as const;
const reopen = {
  guard: and(RULES.reopen),
  target: '#review.pending.open',
  actions: ['clearDecision', 'noteStepIn'],
} as const;

/**
 * What is true of a review. Pure: the same chart decides in the browser and on the server. Every accepted command is
 * one audit entry, and no path by which time passes approves anything: what takes effect by rule is `closed.automated`.
 */
export const lifecycleMachine = lifecycleSetup.createMachine({
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
        open: { on: { claim: claimFrom('pending.open'), ...assigning, route } },
        monitored: {
          on: {
            // Whoever steps in takes the case to the people, and it stays with them.
            claim: claimFrom('pending.open'),
            // Another answer is another case: it is routed anew.
            revise: { ...revise, target: 'open' },
            proceed,
          },
        },
        escalated: {
          on: {
            claim: claimFrom('pending.escalated'),
            ...assigning,
            // Already escalated: to whom, by whom and why stays.
            expire: { guard: and(['escalatesOnExpiry', and(RULES.expire)]), target: 'escalated' },
          },
        },
        awaitingInfo: {
          on: { answer: { guard: and(RULES.answer), target: 'open', actions: 'recordAnswer' } },
        },
        awaitingSecond: { on: { claim: claimFrom('pending.awaitingSecond'), ...assigning, undo } },
        adjudicating: { on: { claim: claimFrom('pending.adjudicating'), ...assigning } },
      },
    },
    reviewing: {
      initial: 'revealed',
      on: {
        // Another window of the same person.
        claim: { guard: and(RULES.claim), actions: 'recordTakeOver' },
        release: backFrom(RULES.release),
        skip,
        lapse: backFrom(RULES.lapse),
        escalate: {
          guard: and(RULES.escalate),
          target: '#review.pending.escalated',
          actions: ['recordEscalation', 'dropAssignment', 'dropClaim'],
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
            approve: verdictTo('#review.approved', APPROVE_RULES),
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
    closed: {
      initial: 'withdrawn',
      on: { ...record, erase },
      states: { withdrawn: {}, expired: {}, automated: { on: { reopen, hold, resume } } },
    },
  },
});
