import { and, raise } from 'xstate';
import type { RenewResult } from './backend.types.js';
import type { CommandOutcome, CommandResult, Review } from './review.types.js';
import { clearedUntil, isoNow, keepTaken, keepVerdict } from './session.selectors.js';
import type { Reauthenticated } from './session.types.js';
import type { PendingCommand } from './session-context.types.js';
import { sessionSetup } from './session-setup.machine.js';

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

type Loaded = { event: { output: Review } };
const review = ({ event }: Loaded) => event.output;
const loaded = ({ event }: Loaded) => ({ review: event.output });
const renewal = ({ event }: { event: { output: RenewResult } }) => ({ answer: event.output });

type Asked = { event: { output: Reauthenticated } };
const proof = ({ event }: Asked) => ({ answer: event.output });

/** Enters the same state once more, so that its timers count from now. */
const again = <T extends string>(target: T) => ({ target, reenter: true }) as const;
/** Counted for the next wait; forgotten by an answer, and where somebody or the browser gives a reason to try now. */
const noteDraftFailure = { type: 'noteFailure', params: { of: 'draft' } } as const;
const forgetDraftFailures = { type: 'forgetFailures', params: { of: 'draft' } } as const;
const noteFeedFailure = { type: 'noteFailure', params: { of: 'feed' } } as const;
const forgetFeedFailures = { type: 'forgetFailures', params: { of: 'feed' } } as const;

const lapse = { guard: 'lacksClaim', target: 'lost' } as const;

/** A command while nothing is being decided: a claim has a state of its own, for its own answers. */
const sendFromRest = [
  { guard: 'isClaimCommand', target: 'claiming', actions: 'prepareCommand' },
  { target: 'sending', actions: 'prepareCommand' },
] as const;

/** One that waits since before this page was loaded, or that another window gave. */
const resume = [
  { guard: 'isClaimResumed', target: 'claiming', actions: 'resumeCommand' },
  { target: 'sending', actions: 'resumeCommand' },
] as const;

/** Whether it arrived is not known, or it waits no more: the backend says what is true now. */
const whereNotWaiting = { guard: 'isResumed', target: 'loading', actions: 'forgetCommand' } as const;

/** The person gave it up while it waited. An earlier try may have arrived: the backend says what is true now. */
const isGivenUp = {
  type: 'isGivenUp',
  params: ({ event }: { event: { error: unknown } }) => ({ error: event.error }),
} as const;

/**
 * One reviewer's sitting with one review. Client only: it loads, sends and saves through the actors it is given, and
 * keeps the draft through every failure.
 */
export const sessionMachine = sessionSetup.createMachine({
  id: 'session',
  type: 'parallel',
  context: ({ input }) => ({
    reviewer: input.reviewer,
    now: input.now,
    device: input.device,
    draft: {},
    opened: {},
    keepsSeen: false,
    isActive: false,
    isOffline: input.isOffline,
    failures: { feed: 0, draft: 0 },
    ...(input.review && { review: input.review, seen: input.review.proposal }),
  }),
  on: {
    seat: { actions: 'noteHolder' },
    look: { actions: ['showCurrent', 'noteLooked'] },
    dismiss: { guard: 'isDismissable', actions: 'dismissProblem' },
  },
  states: {
    /** A region of its own: what a region does when the browser is online again would hide a transition of the root. */
    network: {
      on: {
        offline: { actions: 'noteOffline' },
        online: { actions: 'noteOnline' },
      },
    },
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
          entry: 'showCurrent',
          on: {
            send: sendFromRest,
            resume,
            received: { guard: 'holdsClaim', target: 'deciding' },
          },
        },
        claiming: {
          invoke: {
            src: 'sendCommand',
            input: ({ context }) => context.pending as PendingCommand,
            onDone: [
              {
                guard: 'isTakeOver',
                target: 'placing',
                actions: [
                  ...receiveAnswer,
                  { type: 'noteClaimRefused', params: answer },
                  'forgetCommand',
                  raise({ type: 'tookOver' }),
                ],
              },
              {
                target: 'placing',
                actions: [...receiveAnswer, { type: 'noteClaimRefused', params: answer }, 'forgetCommand'],
              },
            ],
            onError: [
              { guard: isGivenUp, target: 'loading', actions: 'forgetCommand' },
              whereNotWaiting,
              {
                target: 'failed',
                actions: {
                  type: 'noteUnreachable',
                  params: ({ event }) => ({ during: 'claiming', error: event.error }),
                },
              },
            ],
          },
        },
        deciding: {
          on: {
            seat: { guard: 'isElsewhereAt', target: 'viewing', actions: 'noteHolder' },
            send: [
              // What was not looked at is not decided: whoever calls hears that this does nothing.
              { guard: 'isUnseenVerdict' },
              {
                guard: and(['isSignatureDue', 'isOffline']),
                actions: [
                  'prepareCommand',
                  raise(({ context }) => keepVerdict(context)),
                  'forgetCommand',
                  'noteSigningOffline',
                ],
              },
              {
                guard: 'isSignatureDue',
                target: 'signing',
                // Nothing is sent yet, and nobody knows how long it takes: the draft keeps it.
                actions: ['prepareCommand', raise(({ context }) => keepVerdict(context))],
              },
              // The time seems to be over, maybe slept through: the server is asked before anything is sent.
              {
                guard: 'isClaimOver',
                target: 'confirming',
                // Not sent yet, and so in no outbox: the draft keeps it.
                actions: ['prepareCommand', raise(({ context }) => keepVerdict(context))],
              },
              { target: 'sending', actions: 'prepareCommand' },
            ],
            resume,
            received: [
              // Signed in another window of the same person: there is nothing to settle.
              { guard: 'isDecidedByMe', target: 'placing', actions: raise({ type: 'recorded' }) },
              { guard: 'isDecided', target: 'conflict' },
              { guard: 'lacksClaim', target: 'lost' },
            ],
          },
        },
        /** The signer says who they are before their decision is sent (L-30). No time runs out here. */
        signing: {
          invoke: {
            src: 'reauthenticate',
            input: ({ context }) => context,
            onDone: [
              { guard: { type: 'isCancelled', params: proof }, target: 'deciding', actions: 'forgetCommand' },
              {
                guard: 'isClaimOver',
                target: 'confirming',
                actions: { type: 'noteProof', params: proof },
              },
              { target: 'sending', actions: { type: 'noteProof', params: proof } },
            ],
            onError: {
              target: 'deciding',
              actions: [
                'forgetCommand',
                { type: 'noteSigningFailed', params: ({ event }) => ({ error: event.error }) },
              ],
            },
          },
          on: {
            unsign: { target: 'deciding', actions: 'forgetCommand' },
            received: [
              {
                guard: 'isDecidedByMe',
                target: 'placing',
                actions: ['forgetCommand', raise({ type: 'recorded' })],
              },
              { guard: 'isDecided', target: 'conflict', actions: 'forgetCommand' },
              { guard: 'lacksClaim', target: 'lost', actions: 'forgetCommand' },
              // Nobody signs what is not what they looked at.
              { guard: 'needsLook', target: 'deciding', actions: 'forgetCommand' },
            ],
          },
        },
        /** A command waits for the server's word whether its claim still stands. */
        confirming: {
          invoke: {
            src: 'loadReview',
            onDone: [
              {
                guard: { type: 'isClaimStill', params: loaded },
                target: 'sending',
                actions: { type: 'receiveReview', params: review },
              },
              {
                guard: { type: 'isDecidedNow', params: loaded },
                target: 'conflict',
                actions: [
                  raise(({ context }) => keepVerdict(context)),
                  { type: 'receiveReview', params: review },
                  'forgetCommand',
                ],
              },
              {
                target: 'lost',
                actions: [
                  raise(({ context }) => keepVerdict(context)),
                  { type: 'receiveReview', params: review },
                  'forgetCommand',
                ],
              },
            ],
            onError: {
              target: 'failed',
              actions: { type: 'noteUnreachable', params: ({ event }) => ({ during: 'sending', error: event.error }) },
            },
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
                actions: [raise(({ context }) => keepVerdict(context)), ...receiveAnswer, 'forgetCommand'],
              },
              {
                guard: { type: 'isOutcome', params: outcomes('claim-lost') },
                target: 'lost',
                actions: [raise(({ context }) => keepVerdict(context)), ...receiveAnswer, 'forgetCommand'],
              },
              {
                guard: { type: 'isUndone', params: answer },
                target: 'placing',
                // Before the answer, which knows nothing of the decision any more.
                actions: [raise(({ context }) => keepTaken(context)), ...receiveAnswer, 'forgetCommand'],
              },
              {
                target: 'placing',
                actions: [raise(({ context }) => keepVerdict(context)), ...receiveAnswer, 'forgetCommand'],
              },
            ],
            onError: [
              {
                guard: isGivenUp,
                target: 'loading',
                actions: [raise(({ context }) => keepVerdict(context)), 'forgetCommand'],
              },
              whereNotWaiting,
              {
                target: 'failed',
                actions: {
                  type: 'noteUnreachable',
                  params: ({ event }) => ({ during: 'sending', error: event.error }),
                },
              },
            ],
          },
        },
        settled: {
          entry: 'showCurrent',
          on: {
            send: sendFromRest,
            resume,
            received: { guard: 'hasMovedOn', target: 'placing' },
          },
        },
        /** Somebody decided, or the proposal changed: the draft is kept, both are shown. */
        conflict: {
          entry: 'keepSeen',
          on: {
            acknowledge: { target: 'placing', actions: 'showCurrent' },
            forsake: { target: 'placing', actions: ['showCurrent', raise({ type: 'discard' })] },
            reclaim: [
              { guard: 'holdsClaim', target: 'deciding' },
              { target: 'claiming', actions: 'prepareClaim' },
            ],
          },
        },
        /** The claim lapsed or was taken over: the draft is kept. */
        lost: {
          entry: 'keepSeen',
          on: {
            acknowledge: 'placing',
            forsake: { target: 'placing', actions: raise({ type: 'discard' }) },
            reclaim: { target: 'claiming', actions: 'prepareClaim' },
            received: [
              { guard: 'holdsClaim', target: 'deciding' },
              { guard: 'isDecidedOverDraft', target: 'conflict' },
            ],
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
              { guard: 'failedToLoad', target: 'loading', actions: 'dismissProblem' },
              { guard: 'failedToClaim', target: 'claiming', actions: 'dismissProblem' },
              { target: 'sending', actions: 'dismissProblem' },
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
        keep: { guard: 'isWorthKeeping', target: '.dirty', actions: 'restoreDraft' },
        open: { target: '.dirty', actions: 'noteOpened' },
        discard: [
          // What was opened stays opened, whatever is thrown away.
          { guard: 'hasOpened', target: '.dirty', actions: 'clearDraft' },
          {
            target: '.clean',
            actions: [
              { type: 'clearStoredDraft', params: ({ context }) => ({ until: isoNow(context) }) },
              'clearDraft',
            ],
          },
        ],
        recorded: {
          target: '.clean',
          actions: [
            { type: 'clearStoredDraft', params: ({ context }) => ({ until: clearedUntil(context) }) },
            'clearDraft',
          ],
        },
      },
      states: {
        arriving: { always: [{ guard: 'storesDrafts', target: 'loading' }, { target: 'clean' }] },
        // Nothing is saved before the stored draft was read: it would be overwritten unseen.
        loading: {
          invoke: {
            src: 'loadDraft',
            onDone: [
              {
                guard: 'hasInput',
                target: 'dirty',
                actions: [
                  forgetDraftFailures,
                  { type: 'receiveDraft', params: ({ event }) => ({ stored: event.output }) },
                ],
              },
              {
                guard: { type: 'isStored', params: ({ event }) => ({ stored: event.output }) },
                target: 'saved',
                actions: [
                  forgetDraftFailures,
                  { type: 'receiveDraft', params: ({ event }) => ({ stored: event.output }) },
                ],
              },
              { target: 'clean', actions: forgetDraftFailures },
            ],
            onError: { target: 'unread', actions: noteDraftFailure },
          },
          on: {
            edit: { actions: 'editDraft' },
            restore: { actions: 'restoreDraft' },
            keep: { guard: 'isWorthKeeping', actions: 'restoreDraft' },
            open: { actions: 'noteOpened' },
          },
        },
        unread: {
          on: {
            edit: { actions: 'editDraft' },
            restore: { actions: 'restoreDraft' },
            keep: { guard: 'isWorthKeeping', actions: 'restoreDraft' },
            open: { actions: 'noteOpened' },
            retry: { target: 'loading', actions: forgetDraftFailures },
            online: { target: 'loading', actions: forgetDraftFailures },
          },
          after: { untilNextDraftTry: 'loading' },
        },
        clean: { on: { tookOver: { guard: 'storesDrafts', target: 'rereading' } } },
        /** The window that had the claim may have saved more. */
        rereading: {
          invoke: {
            src: 'loadDraft',
            onDone: {
              target: 'saved',
              actions: { type: 'rereadDraft', params: ({ event }) => ({ stored: event.output }) },
            },
            onError: 'saved',
          },
        },
        dirty: {
          after: { draftDelay: { guard: 'storesDrafts', target: 'saving' } },
          on: { leave: { guard: 'storesDrafts', target: 'saving' } },
        },
        saving: {
          invoke: {
            src: 'saveDraft',
            input: ({ context }) => context,
            onDone: { target: 'saved', actions: forgetDraftFailures },
            onError: { target: 'failed', actions: noteDraftFailure },
          },
        },
        saved: { on: { tookOver: 'rereading' } },
        failed: {
          after: { untilNextDraftTry: 'saving' },
          on: {
            retry: { target: 'saving', actions: forgetDraftFailures },
            online: { target: 'saving', actions: forgetDraftFailures },
          },
        },
      },
    },
    claim: {
      initial: 'none',
      states: {
        none: {
          always: [
            { guard: 'holdsClaim', target: 'held' },
            { guard: 'isElsewhere', target: 'elsewhere' },
          ],
        },
        elsewhere: {
          always: [
            { guard: 'holdsClaim', target: 'held' },
            { guard: 'isNotElsewhere', target: 'none' },
          ],
        },
        held: {
          always: { guard: 'lacksClaim', target: 'none' },
          // The clock may have been put right meanwhile, or the page have slept: what is left is counted anew.
          after: { untilWarning: [{ guard: 'isClaimEnding', target: 'expiring' }, again('held')] },
          on: {
            renewed: again('held'),
            received: again('held'),
            wake: [{ guard: 'isClaimEnding', target: 'expiring' }, again('held')],
          },
        },
        expiring: {
          always: lapse,
          after: { untilEnd: [{ guard: 'isClaimOver', target: 'ending' }, again('expiring')] },
          on: {
            renewed: 'held',
            received: { guard: 'isClaimSafe', target: 'held' },
            wake: [{ guard: 'isClaimOver', target: 'ending' }, again('expiring')],
          },
        },
        /** The server's clock decides: at the end it is asked, not assumed. */
        ending: {
          entry: raise({ type: 'refresh' }),
          always: lapse,
          after: { untilNextTry: again('ending') },
          on: { renewed: 'held', received: { guard: 'isClaimSafe', target: 'held' }, wake: again('ending') },
        },
        lost: {
          always: [
            { guard: 'holdsClaim', target: 'held' },
            { guard: 'isElsewhere', target: 'elsewhere' },
          ],
        },
      },
    },
    /** Keeps the claim while the person does something here; an abandoned page lets it end. */
    heartbeat: {
      initial: 'off',
      on: { active: { guard: 'isNewlyActive', actions: 'noteActive' } },
      states: {
        off: { always: { guard: and(['renewsClaims', 'hasLease']), target: 'resting' } },
        resting: {
          entry: 'noteRested',
          always: { guard: 'lacksLease', target: 'off' },
          after: { heartbeat: 'due' },
          on: { extend: 'renewing' },
        },
        due: {
          always: [
            { guard: 'lacksLease', target: 'off' },
            { guard: 'isActive', target: 'renewing' },
          ],
          on: { extend: 'renewing' },
        },
        renewing: {
          invoke: {
            src: 'renewClaim',
            input: ({ context }) => ({ fence: context.review?.claim?.fence ?? 0 }),
            onDone: [
              {
                guard: { type: 'isRenewed', params: renewal },
                target: 'resting',
                actions: [{ type: 'receiveRenewal', params: renewal }, raise({ type: 'renewed' })],
              },
              {
                target: 'off',
                actions: [{ type: 'receiveRenewal', params: renewal }, raise({ type: 'received' })],
              },
            ],
            onError: 'missed',
          },
          // One that hangs is no reason to lose the case: the claim is asked for again while it still stands.
          after: { untilNextBeat: 'missed' },
          on: { extend: again('renewing'), online: again('renewing') },
        },
        missed: {
          always: { guard: 'lacksLease', target: 'off' },
          after: { untilNextBeat: 'renewing' },
          on: { extend: 'renewing', online: 'renewing' },
        },
      },
    },
    /** The time in which the last verdict can be taken back, counted by the server's clock. */
    undo: {
      initial: 'closed',
      states: {
        closed: { always: { guard: 'isUndoable', target: 'open' } },
        open: {
          always: { guard: 'isUndoOver', target: 'closed' },
          after: { untilUndoEnd: [{ guard: 'isUndoOver', target: 'closed' }, again('open')] },
          on: { wake: again('open'), received: again('open') },
        },
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
              actions: [
                { type: 'receiveReview', params: ({ event }) => event.output },
                forgetFeedFailures,
                raise({ type: 'received' }),
              ],
            },
            onError: { target: 'stale', actions: noteFeedFailure },
          },
        },
        /** What is on screen is known to be old: nothing else may ever say so again. */
        stale: {
          after: { untilNextLoad: 'loading' },
          on: {
            retry: { target: 'loading', actions: forgetFeedFailures },
            online: { target: 'loading', actions: forgetFeedFailures },
            wake: 'loading',
          },
        },
      },
    },
  },
});
