import { createActor, fromPromise } from 'xstate';
import { errorFor } from '../internal/errors.js';
import { notifyAll } from '../internal/notify.js';
import { warnOnce } from '../internal/warn.js';
import type { Draft, DraftStore } from './backend.types.js';
import { isVerdict, whyNot } from './lifecycle.selectors.js';
import { readableReview } from './received.selectors.js';
import {
  COMMAND_OUTCOMES,
  type Command,
  type CommandResult,
  type CommandType,
  type PersonActor,
  type Refusal,
} from './review.types.js';
import { type PendingCommand, type SessionEvent, sessionMachine } from './session.machine.js';
import type {
  ClaimStatus,
  DraftStatus,
  ReviewSession,
  ReviewSessionOptions,
  SessionSnapshot,
  SessionStatus,
} from './session.types.js';

const DRAFT_STATUS = {
  arriving: 'clean',
  loading: 'clean',
  unread: 'failed',
  clean: 'clean',
  dirty: 'dirty',
  saving: 'saving',
  saved: 'saved',
  failed: 'failed',
} as const satisfies Record<string, DraftStatus>;

/** A backend may be anything: what it answers is looked at before it is believed. */
function checkedResult(answer: CommandResult): CommandResult {
  if (!COMMAND_OUTCOMES.includes(answer?.outcome))
    throw new Error('The backend answered with an outcome that is not known.');
  return 'review' in answer ? { ...answer, review: readableReview(answer.review) } : answer;
}

/**
 * Opens a sitting with one review. It loads on the first subscription (never while rendering on a server) and lives
 * until `stop()`, however often a component that shows it mounts and unmounts.
 *
 * @throws {CountersignError} `backend-invalid` when the backend lacks `load` or `send`
 */
export function createReviewSession(options: ReviewSessionOptions): ReviewSession {
  const { backend, id, reviewer, clock = Date.now, createId = () => crypto.randomUUID(), canDecide } = options;
  if (typeof backend?.load !== 'function' || typeof backend.send !== 'function') {
    throw errorFor('backend-invalid', 'load() or send() is missing');
  }
  const actorOf: PersonActor = { kind: 'person', ...reviewer };
  // Draft writes go one after the other: an older text must not arrive over a newer one, nor a save after a clear.
  let writes: Promise<unknown> = Promise.resolve();
  let newest: Draft | undefined;
  const isoNow = () => new Date(clock()).toISOString();

  function writeDraft(write: (drafts: DraftStore) => Promise<void>): Promise<void> {
    const { drafts } = backend;
    if (!drafts) return Promise.resolve();
    const written = writes.then(() => write(drafts));
    writes = written.catch(() => {});
    return written;
  }

  function saveDraft(draft: Draft): Promise<void> {
    newest = draft;
    // A newer text is waiting behind this one: it is enough.
    return writeDraft(async (drafts) => {
      if (newest === draft) await drafts.save(id, draft);
    });
  }

  const actor = createActor(
    sessionMachine.provide({
      actors: {
        loadReview: fromPromise(async () => readableReview(await backend.load(id))),
        loadDraft: fromPromise(async () => backend.drafts?.load(id)),
        sendCommand: fromPromise<CommandResult, PendingCommand>(async ({ input }) =>
          checkedResult(await backend.send(id, input.command, input.options)),
        ),
        saveDraft: fromPromise(({ input }) => saveDraft(input)),
      },
      delays: { draftDelay: options.draftDelay ?? 400 },
      guards: { storesDrafts: () => backend.drafts !== undefined },
      actions: {
        notifySettle: ({ context }, result) => {
          const { onCommandSettle } = options;
          if (onCommandSettle && context.pending)
            notifyAll([onCommandSettle], { command: context.pending.command, result });
        },
        // One that stays stored is offered again at the next load.
        clearStoredDraft: () => void writeDraft((drafts) => drafts.clear(id)).catch(() => {}),
      },
    }),
    {
      input: {
        reviewer,
        now: clock,
        isOffline: typeof navigator !== 'undefined' && navigator.onLine === false,
        ...(options.review && { review: options.review }),
      },
    },
  );

  let isStarted = false;
  let isStopped = false;
  let kept: { from: unknown; snapshot: SessionSnapshot } | undefined;
  const listeners = new Set<() => void>();
  const stops: (() => void)[] = [];

  function start() {
    if (isStarted || isStopped) return;
    isStarted = true;
    actor.subscribe(() => {
      notifyAll(listeners);
    });
    actor.start();
    const unsubscribe = backend.subscribe?.((change) => {
      const known = actor.getSnapshot().context.review?.version ?? 0;
      if (change.summary.id === id && change.summary.version > known) actor.send({ type: 'refresh' });
    });
    if (unsubscribe) stops.push(unsubscribe);
    const leave = () => {
      if (document.visibilityState === 'hidden') actor.send({ type: 'leave' });
    };
    if (typeof document !== 'undefined') {
      document.addEventListener('visibilitychange', leave);
      stops.push(() => document.removeEventListener('visibilitychange', leave));
    }
    for (const type of ['online', 'offline'] as const) {
      const listener = () => actor.send({ type });
      globalThis.addEventListener?.(type, listener);
      stops.push(() => globalThis.removeEventListener?.(type, listener));
    }
  }

  function send(verb: string, event: SessionEvent) {
    if (isStopped) throw errorFor('session-stopped', verb);
    start();
    if (!actor.getSnapshot().can(event)) {
      warnOnce(
        `session.${verb}() does nothing while the session is "${getSnapshot().status}". Ask session.can() or read the status before calling it.`,
      );
    }
    actor.send(event);
  }

  const command = (verb: string, value: Command) => send(verb, { type: 'send', command: value, key: createId() });

  function getSnapshot(): SessionSnapshot {
    const from = actor.getSnapshot();
    if (kept?.from === from) return kept.snapshot;
    const { context } = from;
    const { sitting, draft, claim } = from.value;
    const isSettlingIn = sitting === 'arriving' || sitting === 'placing';
    const snapshot: SessionSnapshot = {
      status: isSettlingIn ? 'loading' : (sitting as SessionStatus),
      reviewer,
      draft: context.draft,
      draftStatus: DRAFT_STATUS[draft],
      claimStatus: claim as ClaimStatus,
      opened: context.opened,
      isOffline: context.isOffline,
      ...(context.review && { review: context.review }),
      ...(context.seen && { seen: context.seen }),
      ...(context.problem && { problem: context.problem }),
      ...(context.pending && { pending: context.pending.command }),
      ...(context.settled && { settled: context.settled }),
    };
    kept = { from, snapshot };
    return snapshot;
  }

  function whyNotNow(type: CommandType): Refusal | undefined {
    const { review, seen, opened } = getSnapshot();
    if (!review) return { outcome: 'invalid', issues: [{ code: 'command-illegal' }] };
    // What is on screen was revised meanwhile: it has to be looked at before anything is decided on it.
    if (seen && seen.revision !== review.proposal.revision && isVerdict(type)) return { outcome: 'conflict', review };
    return whyNot(review, type, {
      by: actorOf,
      at: isoNow(),
      evidenceOpened: Object.keys(opened),
      ...(canDecide && { canDecide }),
    });
  }

  return {
    id,
    reviewer,
    backend,
    getSnapshot,
    subscribe(listener) {
      listeners.add(listener);
      start();
      return () => listeners.delete(listener);
    },
    whyNot: whyNotNow,
    can: (type) => whyNotNow(type) === undefined,

    claim: () => command('claim', { type: 'claim' }),
    release: () => command('release', { type: 'release' }),
    judge: (answer) => command('judge', { type: 'judge', ...answer }),
    decide: (verdict, grounds = {}) => {
      const evidenceOpened = Object.keys(getSnapshot().opened);
      command('decide', { ...verdict, evidenceOpened, ...grounds });
    },
    escalate: (details) => command('escalate', { type: 'escalate', ...details }),
    ask: (details) => command('ask', { type: 'ask', ...details }),
    answer: (details) => command('answer', { type: 'answer', ...details }),
    reopen: (details) => command('reopen', { type: 'reopen', ...details }),
    hold: (details) => command('hold', { type: 'hold', ...details }),
    resume: (details) => command('resume', { type: 'resume', ...details }),

    editDraft: (change) => send('editDraft', { type: 'edit', change }),
    restoreDraft: (draft) => send('restoreDraft', { type: 'restore', draft }),
    discardDraft: () => send('discardDraft', { type: 'discard' }),
    openEvidence: (evidenceId) => send('openEvidence', { type: 'open', evidenceId, at: isoNow() }),
    look: () => send('look', { type: 'look' }),

    retry: () => send('retry', { type: 'retry' }),
    acknowledge: () => send('acknowledge', { type: 'acknowledge' }),
    reclaim: () => send('reclaim', { type: 'reclaim', key: createId() }),
    dismissProblem: () => send('dismissProblem', { type: 'dismiss' }),
    refresh: () => send('refresh', { type: 'refresh' }),
    stop() {
      if (isStopped) return;
      isStopped = true;
      for (const stop of stops) stop();
      listeners.clear();
      if (!isStarted) return;
      const { value, context } = actor.getSnapshot();
      if (value.draft === 'dirty') saveDraft(context.draft).catch(() => {});
      actor.stop();
    },
  };
}
