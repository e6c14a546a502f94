import { raise } from 'xstate';
import { sessionSetup } from './session-setup.machine.js';

/** Counted for the next wait; forgotten by an answer, and where somebody or the browser gives a reason to try now. */
const noteFeedFailure = { type: 'noteFailure', params: { of: 'feed' } } as const;
const forgetFeedFailures = { type: 'forgetFailures', params: { of: 'feed' } } as const;

/** What is heard of the case from elsewhere. */
export const feedRegion = sessionSetup.createStateConfig({
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
});
