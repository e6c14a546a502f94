import { and, raise } from 'xstate';
import type { RenewResult } from './backend.types.js';
import { sessionSetup } from './session-setup.machine.js';

const renewal = ({ event }: { event: { output: RenewResult } }) => ({ answer: event.output });

/** Enters the same state once more, so that its timers count from now. */
const again = <T extends string>(target: T) => ({ target, reenter: true }) as const;
const lapse = { guard: 'lacksClaim', target: 'lost' } as const;

/** Whether this window has the case, and for how long. */
export const claimRegion = sessionSetup.createStateConfig({
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
});

/** Keeps the claim while the person does something here; an abandoned page lets it end. */
export const heartbeatRegion = sessionSetup.createStateConfig({
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
});

/** The time in which the last verdict can be taken back, counted by the server's clock. */
export const undoRegion = sessionSetup.createStateConfig({
  initial: 'closed',
  states: {
    closed: { always: { guard: 'isUndoable', target: 'open' } },
    open: {
      always: { guard: 'isUndoOver', target: 'closed' },
      after: { untilUndoEnd: [{ guard: 'isUndoOver', target: 'closed' }, again('open')] },
      on: { wake: again('open'), received: again('open') },
    },
  },
});
