import { assign, fromPromise, setup } from 'xstate';
import { laterOf } from '../internal/later-time.js';
import type { Draft, RenewResult } from './backend.types.js';
import { isClaimedBy } from './lifecycle.selectors.js';
import type { CommandOutcome, CommandResult, Review } from './review.types.js';
import {
  afterOpened,
  afterReview,
  beatDelay,
  claimLeft,
  claimWarning,
  delayOf,
  draftKept,
  endsSitting,
  hasAnswer,
  hasContent,
  hasLease,
  heartbeatDelay,
  holdsClaim,
  isDecided,
  isElsewhere,
  isoNow,
  isWorthKeeping,
  needsLook,
  pendingFor,
  retryDelay,
  undoLeft,
  withPast,
} from './session.selectors.js';
import type { Reauthenticated } from './session.types.js';
import type {
  Failures,
  Heartbeat,
  PendingCommand,
  SessionContext,
  SessionEvent,
  SessionInput,
} from './session-context.types.js';
import { isVerdict } from './verdict.selectors.js';
import { changedVersion } from './version.selectors.js';

type Stored = { stored: Draft | undefined };
type Answered = { answer: Reauthenticated };

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): { code?: string } {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? { code } : {};
}

/** A draft as it stands in the sitting: what is kept beside it has places of its own. */
function withDraft(context: SessionContext, draft: Draft): Partial<SessionContext> {
  const { opened, revision: _revision, typedAt: _typedAt, activeMs: _activeMs, ...typed } = draft;
  return { draft: typed, typedAt: isoNow(context), ...(opened && { opened: { ...opened, ...context.opened } }) };
}

/** A stored draft under what was typed here; what was opened waits for the review it was opened on. */
function withStored(context: SessionContext, stored: Draft | undefined, typed: Draft): Partial<SessionContext> {
  const { opened, revision, typedAt, activeMs: _activeMs, ...rest } = stored ?? {};
  const draftRevision = hasContent(rest) ? (revision ?? context.draftRevision) : context.draftRevision;
  const found = opened && { opened, ...(revision !== undefined && { revision }) };
  return {
    draft: { ...rest, ...typed },
    // Joined, it is later than both.
    typedAt: laterOf(typedAt, context.typedAt),
    ...(draftRevision !== undefined && { draftRevision }),
    ...afterOpened(context, context.review, found ?? context.found),
  };
}

/** What a sitting can ask and do, by name; `session.machine` says when. */
export const sessionSetup = setup({
  types: {
    context: {} as SessionContext,
    events: {} as SessionEvent,
    input: {} as SessionInput,
  },
  actors: {
    loadReview: fromPromise<Review, void>(() => Promise.reject(new Error('loadReview is not provided'))),
    sendCommand: fromPromise<CommandResult, PendingCommand>(() =>
      Promise.reject(new Error('sendCommand is not provided')),
    ),
    reauthenticate: fromPromise<Reauthenticated, SessionContext>(() =>
      Promise.reject(new Error('reauthenticate is not provided')),
    ),
    renewClaim: fromPromise<RenewResult, Heartbeat>(() => Promise.reject(new Error('renewClaim is not provided'))),
    loadDraft: fromPromise<Draft | undefined, void>(() => Promise.reject(new Error('loadDraft is not provided'))),
    saveDraft: fromPromise<void, SessionContext>(() => Promise.reject(new Error('saveDraft is not provided'))),
  },
  delays: {
    draftDelay: 400,
    untilWarning: ({ context }) => delayOf((claimLeft(context) ?? Number.POSITIVE_INFINITY) - claimWarning(context)),
    untilEnd: ({ context }) => delayOf(claimLeft(context)),
    untilUndoEnd: ({ context }) => delayOf(undoLeft(context)),
    heartbeat: ({ context }) => heartbeatDelay(context),
    /** Until a heartbeat without an answer counts as missed, and from there to the next. */
    untilNextBeat: ({ context }) => beatDelay(context),
    /** Before the server is asked again whether a claim ended. */
    untilNextTry: 10_000,
    untilNextLoad: ({ context }) => retryDelay(context.failures.feed),
    untilNextDraftTry: ({ context }) => retryDelay(context.failures.draft),
  },
  guards: {
    knowsReview: ({ context }) => context.review !== undefined,
    holdsClaim: ({ context }) => holdsClaim(context),
    lacksClaim: ({ context }) => !holdsClaim(context),
    isElsewhere: ({ context }) => isElsewhere(context),
    isNotElsewhere: ({ context }) => !isElsewhere(context),
    isDecidedByMe: ({ context }) => context.review?.decision?.by.id === context.reviewer.id,
    isDecided: ({ context }) => context.review !== undefined && isDecided(context.review),
    isDecidedOverDraft: ({ context }) =>
      context.review !== undefined && isDecided(context.review) && hasAnswer(context.draft),
    isClaimEnding: ({ context }) => (claimLeft(context) ?? Number.POSITIVE_INFINITY) <= claimWarning(context),
    isClaimOver: ({ context }) => (claimLeft(context) ?? Number.POSITIVE_INFINITY) <= 0,
    isClaimSafe: ({ context }) => (claimLeft(context) ?? Number.POSITIVE_INFINITY) > claimWarning(context),
    hasLease: ({ context }) => hasLease(context),
    lacksLease: ({ context }) => !hasLease(context),
    /** Whether the claim turns out to be another window's, now that it is known which one this is. */
    isElsewhereAt: ({ context, event }) => event.type === 'seat' && isElsewhere({ ...context, holder: event.holder }),
    isClaimStill: ({ context: { reviewer, holder, pending } }, { review }: { review: Review }) =>
      isClaimedBy(review, reviewer, holder) && review.claim?.fence === pending?.options.fence,
    isDecidedNow: (_, { review }: { review: Review }) => isDecided(review),
    isActive: ({ context }) => context.isActive,
    isNewlyActive: ({ context }) => !context.isActive,
    isUndoable: ({ context }) => undoLeft(context) !== undefined,
    isUndoOver: ({ context }) => undoLeft(context) === undefined,
    isClaimCommand: ({ event }) => event.type === 'send' && event.command.type === 'claim',
    isClaimResumed: ({ event }) => event.type === 'resume' && event.pending.command.type === 'claim',
    isUnseenVerdict: ({ context, event }) =>
      event.type === 'send' && isVerdict(event.command.type) && needsLook(context),
    hasMovedOn: ({ context: { review, settled } }) =>
      (review ? changedVersion(review) : 0) > (settled?.review.version ?? 0),
    isStored: (_, { stored }: Stored) => hasContent(stored),
    hasInput: ({ context }) => hasContent(context.draft) || hasContent(context.opened),
    isWorthKeeping: ({ context, event }) => event.type === 'keep' && isWorthKeeping(context, event),
    hasOpened: ({ context }) => hasContent(context.opened),
    isTakeOver: ({ context }) => context.pending?.takesOver === true,
    isResumed: ({ context }) => context.pending?.isResumed === true,
    isGivenUp: (_, { error }: { error: unknown }) => codeOf(error).code === 'command-given-up',
    failedToLoad: ({ context }) => context.problem?.kind === 'unreachable' && context.problem.during === 'loading',
    failedToClaim: ({ context }) => context.problem?.kind === 'unreachable' && context.problem.during === 'claiming',
    isOutcome: (_, { result, is }: { result: CommandResult; is: readonly CommandOutcome[] }) =>
      is.includes(result.outcome),
    isRecorded: ({ context }, result: CommandResult) =>
      result.outcome === 'accepted' && endsSitting(context.pending?.command.type),
    isVerdictRecorded: ({ context }, result: CommandResult) =>
      result.outcome === 'accepted' && context.pending !== undefined && isVerdict(context.pending.command.type),
    isUndone: ({ context }, result: CommandResult) =>
      result.outcome === 'accepted' && context.pending?.command.type === 'undo',
    isRenewed: (_, { answer }: { answer: RenewResult }) => answer.outcome === 'renewed',
    isDismissable: ({ context }) => context.problem?.kind !== 'unreachable',
    /** Whether the signer is asked who they are before this command is sent. */
    isSignatureDue: () => false,
    isOffline: ({ context }) => context.isOffline,
    needsLook: ({ context }) => needsLook(context),
    isCancelled: (_, { answer }: Answered) => 'cancelled' in answer,
    storesDrafts: () => false,
    renewsClaims: () => false,
  },
  actions: {
    notifySettle: (_, _result: CommandResult) => {},
    /** Throws away what had been typed by a time. */
    clearStoredDraft: (_, _params: { until: string }) => {},
    noteHolder: assign(({ event }) => (event.type === 'seat' ? { holder: event.holder } : {})),
    receiveReview: assign(({ context }, review: Review) => afterReview(context, review)),
    receiveResult: assign(({ context }, result: CommandResult) =>
      afterReview(context, 'review' in result ? result.review : undefined),
    ),
    receiveRenewal: assign(({ context }, { answer }: { answer: RenewResult }) => {
      if (answer.outcome === 'claim-lost') return afterReview(context, answer.review);
      const { review } = context;
      if (!review?.claim) return {};
      const next = { ...review, claim: { ...review.claim, until: answer.until } };
      const { fence } = review.claim;
      return { review: next, renewed: { fence, length: claimLeft({ ...context, review: next }) ?? 0 } };
    }),
    // What was typed while the stored draft was on its way stands over it, field by field.
    receiveDraft: assign(({ context }, { stored }: Stored) => withStored(context, stored, context.draft)),
    rereadDraft: assign(({ context }, { stored }: Stored) => withStored(context, stored, {})),
    prepareCommand: assign(({ context, event }) =>
      event.type === 'send'
        ? { pending: pendingFor(context, event.command, event.key), problem: undefined, givenAt: isoNow(context) }
        : { problem: undefined },
    ),
    prepareClaim: assign(({ context, event }) => ({
      pending: pendingFor(context, { type: 'claim' }, event.type === 'reclaim' ? event.key : ''),
      problem: undefined,
    })),
    resumeCommand: assign(({ context, event }) =>
      event.type === 'resume' ? { pending: withPast(context, event.pending), problem: undefined } : {},
    ),
    forgetCommand: assign({ pending: undefined }),
    noteSettled: assign((_, result: CommandResult) => {
      if (result.outcome !== 'accepted') return {};
      const { review, entry } = result;
      const decision = review.decision ?? review.signatures.at(-1);
      return { settled: { review, entry, ...(isVerdict(entry.command.type) && decision && { decision }) } };
    }),
    noteUnreachable: assign({
      problem: (_, { during, error }: { during: 'loading' | 'claiming' | 'sending'; error: unknown }) => ({
        kind: 'unreachable' as const,
        during,
        message: messageOf(error),
        ...codeOf(error),
      }),
    }),
    noteSigningOffline: assign({ problem: { kind: 'signing' as const, why: 'offline' as const } }),
    noteSigningFailed: assign({
      problem: (_, { error }: { error: unknown }) => ({
        kind: 'signing' as const,
        why: 'failed' as const,
        message: messageOf(error),
      }),
    }),
    noteProof: assign(({ context: { pending } }, { answer }: Answered) =>
      pending && 'proof' in answer
        ? { pending: { ...pending, options: { ...pending.options, proof: answer.proof } } }
        : {},
    ),
    noteClaimRefused: assign((_, result: CommandResult) =>
      result.outcome === 'conflict' || result.outcome === 'claim-lost' || result.outcome === 'already-decided'
        ? { problem: { kind: 'claim-refused' as const, outcome: result.outcome } }
        : {},
    ),
    noteRefusal: assign((_, result: CommandResult) => {
      if (result.outcome === 'forbidden') return { problem: { kind: 'forbidden' as const, why: result.why } };
      if (result.outcome === 'invalid') return { problem: { kind: 'invalid' as const, issues: result.issues } };
      if (result.outcome === 'held') return { problem: { kind: 'held' as const, hold: result.hold } };
      return {};
    }),
    dismissProblem: assign({ problem: undefined }),
    editDraft: assign(({ context, event }) => {
      if (event.type !== 'edit') return {};
      const draftRevision = hasContent(context.draft) ? context.draftRevision : context.seen?.revision;
      return {
        ...withDraft(context, { ...context.draft, ...event.change }),
        ...(draftRevision !== undefined && { draftRevision }),
      };
    }),
    restoreDraft: assign(({ context, event }) => {
      if (event.type !== 'restore' && event.type !== 'keep') return {};
      const draftRevision = event.revision ?? context.draftRevision ?? context.seen?.revision;
      const draft = event.type === 'keep' ? draftKept(context, event) : event.draft;
      return { ...withDraft(context, draft), draftRevision };
    }),
    clearDraft: assign(({ context }) => ({
      draft: {},
      draftRevision: undefined,
      // What was opened is saved on, as of now.
      typedAt: hasContent(context.opened) ? isoNow(context) : undefined,
      failures: { ...context.failures, draft: 0 },
    })),
    noteOpened: assign(({ context, event }) =>
      event.type === 'open'
        ? { opened: { [event.evidenceId]: event.at, ...context.opened }, typedAt: isoNow(context) }
        : {},
    ),
    /** Two revisions stay apart until somebody looks. */
    keepSeen: assign({ keepsSeen: true }),
    /** What is true now is on screen. */
    showCurrent: assign(({ context }) => ({ seen: context.review?.proposal, keepsSeen: false })),
    /** The draft is meant for what is on screen from here on. */
    noteLooked: assign(({ context }) => ({
      draftRevision: hasContent(context.draft) ? context.review?.proposal.revision : undefined,
    })),
    noteActive: assign({ isActive: true }),
    noteRested: assign({ isActive: false }),
    noteFailure: assign(({ context: { failures } }, { of }: { of: keyof Failures }) => ({
      failures: { ...failures, [of]: failures[of] + 1 },
    })),
    forgetFailures: assign(({ context: { failures } }, { of }: { of: keyof Failures }) => ({
      failures: { ...failures, [of]: 0 },
    })),
    noteOnline: assign({ isOffline: false }),
    noteOffline: assign({ isOffline: true }),
  },
});
