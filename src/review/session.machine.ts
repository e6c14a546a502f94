import { claimRegion, heartbeatRegion, undoRegion } from './session-claim.machine.js';
import { draftRegion } from './session-draft.machine.js';
import { feedRegion } from './session-feed.machine.js';
import { sessionSetup } from './session-setup.machine.js';
import { sittingRegion } from './session-sitting.machine.js';

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
    sitting: sittingRegion,
    draft: draftRegion,
    claim: claimRegion,
    heartbeat: heartbeatRegion,
    undo: undoRegion,
    feed: feedRegion,
  },
});
