import { assign, fromPromise, raise, setup } from 'xstate';
import type { Draft, SendOptions } from './backend.types.js';
import { isClaimedBy, isVerdict } from './lifecycle.selectors.js';
import { sawOf } from './proposal.selectors.js';
import type {
  AuditEntry,
  Command,
  CommandOutcome,
  CommandResult,
  Decision,
  Proposal,
  Review,
  Reviewer,
} from './review.types.js';
import type { SessionProblem } from './session.types.js';

/** A command on its way. The key stays the same for every try. */
export interface PendingCommand {
  command: Command;
  options: SendOptions;
}

export interface SessionContext {
  reviewer: Reviewer;
  /** Milliseconds since 1970, from the clock that was injected. */
  now: () => number;
  review?: Review;
  seen?: Proposal;
  draft: Draft;
  opened: { readonly [evidenceId: string]: string };
  problem?: SessionProblem;
  pending?: PendingCommand;
  isOffline: boolean;
  settled?: { review: Review; decision?: Decision; entry: AuditEntry };
}

export interface SessionInput {
  reviewer: Reviewer;
  now: () => number;
  isOffline: boolean;
  review?: Review;
}

export type SessionEvent =
  | { type: 'send'; command: Command; key: string }
  | { type: 'edit'; change: Partial<Draft> }
  | { type: 'restore'; draft: Draft }
  | { type: 'discard' }
  | { type: 'open'; evidenceId: string; at: string }
  | { type: 'look' }
  | { type: 'retry' }
  | { type: 'acknowledge' }
  | { type: 'reclaim'; key: string }
  | { type: 'dismiss' }
  | { type: 'refresh' }
  | { type: 'online' }
  | { type: 'offline' }
  /** The page goes out of sight, maybe for good. */
  | { type: 'leave' }
  /** Raised inside: the review arrived while the sitting went on. */
  | { type: 'received' }
  /** Raised inside: a verdict is on the record, so its draft is done with. */
  | { type: 'recorded' };

/** A reviewer is told this long before a claim ends, in milliseconds. */
const CLAIM_WARNING = 120_000;
/** The longest delay that a browser's timer takes. */
const LONGEST_DELAY = 2_147_483_647;

/** Milliseconds until a claim of this sitting ends; nothing where it has no end. */
function claimLeft({ review, now }: SessionContext): number | undefined {
  const end = Date.parse(review?.claim?.until ?? '');
  return Number.isFinite(end) ? end - now() : undefined;
}

function holdsClaim({ review, reviewer }: SessionContext): boolean {
  return review !== undefined && isClaimedBy(review, reviewer);
}

/** Commands after which this sitting is over: the verdicts, and passing the case on. */
function endsSitting(type: string | undefined): boolean {
  return type !== undefined && (isVerdict(type) || type === 'escalate' || type === 'ask');
}

/**
 * What stays on screen when a review arrives. Only a revision under this sitting's claim waits to be looked at; the
 * same revision may hold more now, since an answer-first case shows the AI's side after the reviewer's own answer.
 */
function seenAfter(context: SessionContext, review: Review): Proposal {
  const { seen, reviewer } = context;
  const isRevisedUnderClaim =
    seen !== undefined &&
    seen.revision !== review.proposal.revision &&
    holdsClaim(context) &&
    isClaimedBy(review, reviewer);
  return isRevisedUnderClaim ? seen : review.proposal;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): { code?: string } {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? { code } : {};
}

const chart = setup({
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
    loadDraft: fromPromise<Draft | undefined, void>(() => Promise.reject(new Error('loadDraft is not provided'))),
    saveDraft: fromPromise<void, Draft>(() => Promise.reject(new Error('saveDraft is not provided'))),
  },
  delays: {
    draftDelay: 400,
    untilWarning: ({ context }) =>
      Math.min(Math.max(0, (claimLeft(context) ?? LONGEST_DELAY) - CLAIM_WARNING), LONGEST_DELAY),
    untilEnd: ({ context }) => Math.min(Math.max(0, claimLeft(context) ?? LONGEST_DELAY), LONGEST_DELAY),
  },
  guards: {
    knowsReview: ({ context }) => context.review !== undefined,
    holdsClaim: ({ context }) => holdsClaim(context),
    lacksClaim: ({ context }) => !holdsClaim(context),
    isDecidedByMe: ({ context }) => context.review?.decision?.by.id === context.reviewer.id,
    isDecidedByOther: ({ context }) =>
      context.review !== undefined && context.review.status !== 'pending' && context.review.status !== 'reviewing',
    isClaimEnding: ({ context }) => (claimLeft(context) ?? Number.POSITIVE_INFINITY) <= CLAIM_WARNING,
    isClaimCommand: ({ event }) => event.type === 'send' && event.command.type === 'claim',
    hasMovedOn: ({ context }) => (context.review?.version ?? 0) > (context.settled?.review.version ?? 0),
    isStored: (_, { stored }: { stored: Draft | undefined }) => Object.keys(stored ?? {}).length > 0,
    hasDraft: ({ context }) => Object.keys(context.draft).length > 0,
    failedToLoad: ({ context }) => context.problem?.kind === 'unreachable' && context.problem.during === 'loading',
    failedToClaim: ({ context }) => context.problem?.kind === 'unreachable' && context.problem.during === 'claiming',
    isOutcome: (_, { result, is }: { result: CommandResult; is: readonly CommandOutcome[] }) =>
      is.includes(result.outcome),
    isRecorded: ({ context }, result: CommandResult) =>
      result.outcome === 'accepted' && endsSitting(context.pending?.command.type),
    isVerdictRecorded: ({ context }, result: CommandResult) =>
      result.outcome === 'accepted' && context.pending !== undefined && isVerdict(context.pending.command.type),
    isDismissable: ({ context }) => context.problem?.kind !== 'unreachable',
    storesDrafts: () => false,
  },
  actions: {
    notifySettle: (_, _result: CommandResult) => {},
    clearStoredDraft: () => {},
    receiveReview: assign(({ context }, review: Review) => {
      // A late answer never takes the sitting back in time.
      if (context.review && context.review.version > review.version) return {};
      return { review, seen: seenAfter(context, review) };
    }),
    // What was typed while the stored draft was on its way stands over it, field by field.
    receiveDraft: assign({
      draft: ({ context }, { stored }: { stored: Draft | undefined }) => ({ ...stored, ...context.draft }),
    }),
    receiveResult: assign(({ context }, result: CommandResult) => {
      const review = 'review' in result ? result.review : undefined;
      if (!review || (context.review && context.review.version > review.version)) return {};
      return { review, seen: seenAfter(context, review) };
    }),
    prepareCommand: assign({
      pending: ({ context, event }) =>
        event.type === 'send' ? pendingFor(context, event.command, event.key) : context.pending,
      problem: undefined,
    }),
    prepareClaim: assign({
      pending: ({ context, event }) =>
        pendingFor(context, { type: 'claim' }, event.type === 'reclaim' ? event.key : ''),
      problem: undefined,
    }),
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
    editDraft: assign({
      draft: ({ context, event }) => (event.type === 'edit' ? { ...context.draft, ...event.change } : context.draft),
    }),
    restoreDraft: assign({ draft: ({ context, event }) => (event.type === 'restore' ? event.draft : context.draft) }),
    clearDraft: assign({ draft: {} }),
    noteOpened: assign({
      opened: ({ context, event }) =>
        event.type === 'open' ? { [event.evidenceId]: event.at, ...context.opened } : context.opened,
    }),
    showCurrent: assign({ seen: ({ context }) => context.review?.proposal }),
    noteOnline: assign({ isOffline: false }),
    noteOffline: assign({ isOffline: true }),
  },
});

function pendingFor(context: SessionContext, command: Command, key: string): PendingCommand {
  const { review, seen, reviewer } = context;
  return {
    command,
    options: {
      idempotencyKey: key,
      expectedVersion: review?.version ?? 0,
      ...(seen && isVerdict(command.type) && { saw: sawOf(seen) }),
      ...(review?.claim && isClaimedBy(review, reviewer) && { fence: review.claim.fence }),
    },
  };
}

type Answer = { event: { output: CommandResult } };
const answer = ({ event }: Answer) => event.output;
const outcomes =
  (...is: CommandOutcome[]) =>
  ({ event }: Answer) => ({ result: event.output, is });

const receiveAnswer = [
  { type: 'receiveResult', params: answer },
  { type: 'noteRefusal', params: answer },
  { type: 'notifySettle', params: answer },
] as const;

/** A command while nothing is being decided: a claim has a state of its own, for its own answers. */
const sendFromRest = [
  { guard: 'isClaimCommand', target: 'claiming', actions: 'prepareCommand' },
  { target: 'sending', actions: 'prepareCommand' },
] as const;

/**
 * One reviewer's sitting with one review. Client only: it loads, sends and saves through the actors it is given, and
 * keeps the draft through every failure.
 */
export const sessionMachine = chart.createMachine({
  id: 'session',
  type: 'parallel',
  context: ({ input }) => ({
    reviewer: input.reviewer,
    now: input.now,
    draft: {},
    opened: {},
    isOffline: input.isOffline,
    ...(input.review && { review: input.review, seen: input.review.proposal }),
  }),
  on: {
    open: { actions: 'noteOpened' },
    look: { actions: 'showCurrent' },
    dismiss: { guard: 'isDismissable', actions: 'dismissProblem' },
    offline: { actions: 'noteOffline' },
    online: { actions: 'noteOnline' },
  },
  states: {
    sitting: {
      initial: 'arriving',
      states: {
        arriving: { always: [{ guard: 'knowsReview', target: 'placing' }, { target: 'loading' }] },
        loading: {
          invoke: {
            src: 'loadReview',
            onDone: {
              target: 'placing',
              actions: [
                { type: 'receiveReview', params: ({ event }) => event.output },
                'forgetCommand',
                'dismissProblem',
                raise({ type: 'received' }),
              ],
            },
            onError: {
              target: 'failed',
              actions: { type: 'noteUnreachable', params: ({ event }) => ({ during: 'loading', error: event.error }) },
            },
          },
        },
        // The review says where the sitting goes on: a claim survives a reload.
        placing: { always: [{ guard: 'holdsClaim', target: 'deciding' }, { target: 'viewing' }] },
        viewing: {
          on: {
            send: sendFromRest,
            received: { guard: 'holdsClaim', target: 'deciding' },
          },
        },
        claiming: {
          invoke: {
            src: 'sendCommand',
            input: ({ context }) => context.pending as PendingCommand,
            onDone: {
              target: 'placing',
              actions: [...receiveAnswer, { type: 'noteClaimRefused', params: answer }, 'forgetCommand'],
            },
            onError: {
              target: 'failed',
              actions: { type: 'noteUnreachable', params: ({ event }) => ({ during: 'claiming', error: event.error }) },
            },
          },
        },
        deciding: {
          on: {
            send: { target: 'sending', actions: 'prepareCommand' },
            received: [
              // Signed in another window of the same person: there is nothing to settle.
              { guard: 'isDecidedByMe', target: 'placing', actions: raise({ type: 'recorded' }) },
              { guard: 'isDecidedByOther', target: 'conflict' },
              { guard: 'lacksClaim', target: 'lost' },
            ],
          },
        },
        sending: {
          invoke: {
            src: 'sendCommand',
            input: ({ context }) => context.pending as PendingCommand,
            onDone: [
              {
                guard: { type: 'isVerdictRecorded', params: answer },
                target: 'settled',
                actions: [
                  { type: 'noteSettled', params: answer },
                  ...receiveAnswer,
                  'forgetCommand',
                  raise({ type: 'recorded' }),
                ],
              },
              {
                guard: { type: 'isRecorded', params: answer },
                target: 'settled',
                actions: [{ type: 'noteSettled', params: answer }, ...receiveAnswer, 'forgetCommand'],
              },
              {
                guard: { type: 'isOutcome', params: outcomes('conflict', 'already-decided') },
                target: 'conflict',
                actions: [...receiveAnswer, 'forgetCommand'],
              },
              {
                guard: { type: 'isOutcome', params: outcomes('claim-lost') },
                target: 'lost',
                actions: [...receiveAnswer, 'forgetCommand'],
              },
              { target: 'placing', actions: [...receiveAnswer, 'forgetCommand'] },
            ],
            onError: {
              target: 'failed',
              actions: { type: 'noteUnreachable', params: ({ event }) => ({ during: 'sending', error: event.error }) },
            },
          },
        },
        settled: {
          on: {
            send: sendFromRest,
            received: { guard: 'hasMovedOn', target: 'placing' },
          },
        },
        /** Somebody decided, or the proposal changed: the draft is kept, both are shown. */
        conflict: {
          on: {
            acknowledge: { target: 'placing', actions: 'showCurrent' },
            reclaim: [
              { guard: 'holdsClaim', target: 'deciding', actions: 'showCurrent' },
              { target: 'claiming', actions: 'prepareClaim' },
            ],
          },
        },
        /** The claim lapsed or was taken over: the draft is kept. */
        lost: {
          on: {
            acknowledge: 'placing',
            reclaim: { target: 'claiming', actions: 'prepareClaim' },
            received: { guard: 'holdsClaim', target: 'deciding' },
          },
        },
        /** Nothing was heard: the same command can be sent again, under the same key. */
        failed: {
          on: {
            retry: [
              { guard: 'failedToLoad', target: 'loading', actions: 'dismissProblem' },
              { guard: 'failedToClaim', target: 'claiming', actions: 'dismissProblem' },
              { target: 'sending', actions: 'dismissProblem' },
            ],
            online: [
              { guard: 'failedToLoad', target: 'loading', actions: ['noteOnline', 'dismissProblem'] },
              { guard: 'failedToClaim', target: 'claiming', actions: ['noteOnline', 'dismissProblem'] },
              { target: 'sending', actions: ['noteOnline', 'dismissProblem'] },
            ],
            // Whether the command arrived is not known: the backend says what is true now.
            acknowledge: { target: 'loading', actions: ['forgetCommand', 'dismissProblem'] },
          },
        },
      },
    },
    draft: {
      initial: 'arriving',
      on: {
        edit: { target: '.dirty', actions: 'editDraft' },
        restore: { target: '.dirty', actions: 'restoreDraft' },
        discard: { target: '.clean', actions: ['clearDraft', 'clearStoredDraft'] },
        recorded: { target: '.clean', actions: ['clearDraft', 'clearStoredDraft'] },
      },
      states: {
        arriving: { always: [{ guard: 'storesDrafts', target: 'loading' }, { target: 'clean' }] },
        // Nothing is saved before the stored draft was read: it would be overwritten unseen.
        loading: {
          invoke: {
            src: 'loadDraft',
            onDone: [
              {
                guard: 'hasDraft',
                target: 'dirty',
                actions: { type: 'receiveDraft', params: ({ event }) => ({ stored: event.output }) },
              },
              {
                guard: { type: 'isStored', params: ({ event }) => ({ stored: event.output }) },
                target: 'saved',
                actions: { type: 'receiveDraft', params: ({ event }) => ({ stored: event.output }) },
              },
              { target: 'clean' },
            ],
            onError: 'unread',
          },
          on: { edit: { actions: 'editDraft' }, restore: { actions: 'restoreDraft' } },
        },
        unread: {
          on: {
            edit: { actions: 'editDraft' },
            restore: { actions: 'restoreDraft' },
            retry: 'loading',
            online: 'loading',
          },
        },
        clean: {},
        dirty: {
          after: { draftDelay: { guard: 'storesDrafts', target: 'saving' } },
          on: { leave: { guard: 'storesDrafts', target: 'saving' } },
        },
        saving: {
          invoke: {
            src: 'saveDraft',
            input: ({ context }) => context.draft,
            onDone: 'saved',
            onError: 'failed',
          },
        },
        saved: {},
        failed: { on: { retry: 'saving', online: 'saving' } },
      },
    },
    claim: {
      initial: 'none',
      states: {
        none: { always: { guard: 'holdsClaim', target: 'held' } },
        held: {
          always: { guard: 'lacksClaim', target: 'none' },
          after: { untilWarning: { guard: 'isClaimEnding', target: 'expiring' } },
        },
        expiring: {
          always: { guard: 'lacksClaim', target: 'lost' },
          // The server's clock decides: at the end it is asked, not assumed.
          after: { untilEnd: { actions: raise({ type: 'refresh' }) } },
        },
        lost: { always: { guard: 'holdsClaim', target: 'held' } },
      },
    },
    feed: {
      initial: 'idle',
      on: { refresh: { target: '.loading' } },
      states: {
        idle: {},
        loading: {
          invoke: {
            src: 'loadReview',
            onDone: {
              target: 'idle',
              actions: [{ type: 'receiveReview', params: ({ event }) => event.output }, raise({ type: 'received' })],
            },
            onError: 'idle',
          },
        },
      },
    },
  },
});
