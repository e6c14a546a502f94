import { createActor, fromPromise } from 'xstate';
import { errorFor } from '../internal/errors.js';
import { notifyAll } from '../internal/notify.js';
import { warnOnce } from '../internal/warn.js';
import type { Draft, DraftStore } from './backend.types.js';
import { isVerdict, whyNot } from './lifecycle.selectors.js';
import { readableReview } from './received.selectors.js';
import {
  type CanDecide,
  COMMAND_OUTCOMES,
  type Command,
  type CommandResult,
  type CommandType,
  type PersonActor,
  type Refusal,
  type Review,
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

/** What is true of a sitting under every rule. */
type SittingSnapshot = Omit<SessionSnapshot, 'mayDecide'>;

/** What acts on a sitting, whatever the rule. */
type SittingVerbs = Omit<
  ReviewSession,
  'id' | 'reviewer' | 'backend' | 'getSnapshot' | 'subscribe' | 'whyNot' | 'can' | 'setCanDecide'
>;

interface Sitting {
  key: object;
  withRule: (canDecide: CanDecide | undefined) => ReviewSession;
}

const sittings = new WeakMap<ReviewSession, Sitting>();

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
  const { backend, id, reviewer, clock = Date.now, createId = () => crypto.randomUUID() } = options;
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
  let kept: { from: unknown; snapshot: SittingSnapshot } | undefined;
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
        `session.${verb}() does nothing while the session is "${getSitting().status}". Ask session.can() or read the status before calling it.`,
      );
    }
    actor.send(event);
  }

  const command = (verb: string, value: Command) => send(verb, { type: 'send', command: value, key: createId() });

  function getSitting(): SittingSnapshot {
    const from = actor.getSnapshot();
    if (kept?.from === from) return kept.snapshot;
    const { context } = from;
    const { sitting, draft, claim } = from.value;
    const isSettlingIn = sitting === 'arriving' || sitting === 'placing';
    const snapshot: SittingSnapshot = {
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

  const verbs: SittingVerbs = {
    claim: () => command('claim', { type: 'claim' }),
    release: () => command('release', { type: 'release' }),
    judge: (answer) => command('judge', { type: 'judge', ...answer }),
    decide: (verdict, grounds = {}) => {
      const evidenceOpened = Object.keys(getSitting().opened);
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

  function withRule(first: CanDecide | undefined): ReviewSession {
    let canDecide = first;
    let asked: { review: Review; answer: true | string } | undefined;
    let shown: { from: SittingSnapshot; snapshot: SessionSnapshot } | undefined;
    const mine = new Set<() => void>();

    /** Asked once per review and rule: a rule that words its answer anew each time changes nothing on screen by that. */
    function mayDecide(review: Review | undefined): true | string {
      if (!review || !canDecide) return true;
      if (asked?.review !== review) asked = { review, answer: canDecide(actorOf, review) };
      return asked.answer;
    }

    function getSnapshot(): SessionSnapshot {
      const from = getSitting();
      if (shown?.from !== from) shown = { from, snapshot: { ...from, mayDecide: mayDecide(from.review) } };
      return shown.snapshot;
    }

    function whyNotNow(type: CommandType): Refusal | undefined {
      const { review, seen, opened } = getSitting();
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

    const session: ReviewSession = {
      id,
      reviewer,
      backend,
      getSnapshot,
      subscribe(listener) {
        // One listener may hear the sitting under two rules.
        const hear = () => listener();
        mine.add(hear);
        listeners.add(hear);
        start();
        return () => {
          mine.delete(hear);
          listeners.delete(hear);
        };
      },
      whyNot: whyNotNow,
      can: (type) => whyNotNow(type) === undefined,
      setCanDecide(next) {
        const before = getSnapshot().mayDecide;
        canDecide = next;
        asked = undefined;
        const { review } = getSitting();
        if (mayDecide(review) === before) return;
        shown = undefined;
        notifyAll(mine);
      },
      ...verbs,
    };
    sittings.set(session, { key: verbs, withRule });
    return session;
  }
  return withRule(options.canDecide);
}

/** The same sitting under a rule of its own: what is typed, opened and sent is shared, what is off is not. */
export function sessionWithRule(session: ReviewSession, canDecide: CanDecide | undefined): ReviewSession {
  return sittings.get(session)?.withRule(canDecide) ?? session;
}

/** The same object for all sessions of one sitting: a key for what is kept beside it. */
export function sittingOf(session: ReviewSession): object {
  return sittings.get(session)?.key ?? session;
}
