import { clearedUntil, isoNow } from './session.selectors.js';
import { sessionSetup } from './session-setup.machine.js';

/** Counted for the next wait; forgotten by an answer, and where somebody or the browser gives a reason to try now. */
const noteDraftFailure = { type: 'noteFailure', params: { of: 'draft' } } as const;
const forgetDraftFailures = { type: 'forgetFailures', params: { of: 'draft' } } as const;

/** What was typed, and whether it is saved. */
export const draftRegion = sessionSetup.createStateConfig({
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
        actions: [{ type: 'clearStoredDraft', params: ({ context }) => ({ until: isoNow(context) }) }, 'clearDraft'],
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
            actions: [forgetDraftFailures, { type: 'receiveDraft', params: ({ event }) => ({ stored: event.output }) }],
          },
          {
            guard: { type: 'isStored', params: ({ event }) => ({ stored: event.output }) },
            target: 'saved',
            actions: [forgetDraftFailures, { type: 'receiveDraft', params: ({ event }) => ({ stored: event.output }) }],
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
      // What was begun may take longer than the page lasts.
      on: { leave: { target: 'saving', reenter: true } },
    },
    saved: { on: { tookOver: 'rereading' } },
    failed: {
      after: { untilNextDraftTry: 'saving' },
      on: {
        leave: 'saving',
        retry: { target: 'saving', actions: forgetDraftFailures },
        online: { target: 'saving', actions: forgetDraftFailures },
      },
    },
  },
});
