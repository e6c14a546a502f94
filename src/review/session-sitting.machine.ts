import { and, raise } from 'xstate';
import type { CommandOutcome, CommandResult, Review } from './review.types.js';
import { keepTaken, keepVerdict } from './session.selectors.js';
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
type Asked = { event: { output: Reauthenticated } };
const proof = ({ event }: Asked) => ({ answer: event.output });

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

/** Where the sitting stands: what the reviewer sees, and what is on its way. */
export const sittingRegion = sessionSetup.createStateConfig({
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
          actions: ['forgetCommand', { type: 'noteSigningFailed', params: ({ event }) => ({ error: event.error }) }],
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
});
