import { createActor, fromPromise } from 'xstate';
import { errorFor } from '../internal/errors.js';
import { inTime } from '../internal/in-time.js';
import { notifyAll } from '../internal/notify.js';
import { warnOnce } from '../internal/warn.js';
import { createAttention } from './attention.session.js';
import type { Draft } from './backend.types.js';
import { createDraftWriter } from './draft-writer.session.js';
import { createDwellGate } from './dwell.session.js';
import { windowHolder } from './holder.session.js';
import { createLeaveGuard } from './leaving.session.js';
import { isAttended, watchPresence } from './presence.session.js';
import { readableReview } from './received.selectors.js';
import { COMMAND_OUTCOMES, type Command, type CommandResult, type Grounds, type Verdict } from './review.types.js';
import { sessionMachine } from './session.machine.js';
import { type DraftRegion, draftToStore, hasUnsaved } from './session.selectors.js';
import type { Reauthenticated, ReviewSessionOptions } from './session.types.js';
import type { PendingCommand, SessionContext, SessionEvent } from './session-context.types.js';
import { createSigning, signatureOf } from './signing.session.js';
import { snapshotOf } from './sitting.selectors.js';
import type { Sitting, SittingSnapshot, SittingVerbs } from './sitting.types.js';
import { watchStops } from './stopping.session.js';
import { createUnreadDraft } from './unread-draft.session.js';
import { isVerdict } from './verdict.selectors.js';
import { changedVersion } from './version.selectors.js';
import { createViewing } from './viewing.session.js';
import { watchWaiting } from './waiting.session.js';

/** Events by which a person says that they have read why something was refused. */
const READ: readonly SessionEvent['type'][] = [
  'acknowledge',
  'forsake',
  'reclaim',
  'dismiss',
  'send',
  'edit',
  'restore',
];

/** A backend may be anything: what it answers is looked at before it is believed. */
function checkedResult(answer: CommandResult): CommandResult {
  if (!COMMAND_OUTCOMES.includes(answer?.outcome))
    throw new Error('The backend answered with an outcome that is not known.');
  return 'review' in answer ? { ...answer, review: readableReview(answer.review) } : answer;
}

/** In milliseconds. */
const PATIENCE = 30_000;
/** Where the stored draft is not known. */
const UNREAD: readonly DraftRegion[] = ['loading', 'unread'];

export function createSitting(options: ReviewSessionOptions): Sitting {
  const { backend, id, reviewer, clock = Date.now, createId = () => crypto.randomUUID() } = options;
  const { outbox, claims } = backend;
  const { patience = PATIENCE } = options;
  const storesDrafts = backend.drafts !== undefined;
  const drafts = createDraftWriter(backend.drafts, id, patience);
  const answered = <T>(answer: Promise<T>) => inTime(answer, patience);
  const waiting = watchWaiting(outbox, id, clock());
  /** How far the server's clock is ahead, by the last entry it wrote for us: where the backend does not know better. */
  let ahead = 0;
  const now = () => backend.now?.() ?? clock() + ahead;

  /** Asks for the answer to a command: the same way for one that is given now and one that waited from before. */
  function deliver({ command, options: sent, isResumed, refusal }: PendingCommand): Promise<CommandResult> {
    waiting.note(sent.idempotencyKey);
    if (refusal) return Promise.resolve(refusal);
    // A proof is written down nowhere, and an outbox writes: it passes this one on.
    if (outbox && sent.proof === undefined)
      return isResumed ? outbox.settle(sent.idempotencyKey) : backend.send(id, command, sent);
    return answered(backend.send(id, command, sent));
  }

  function readClock(result: CommandResult) {
    const difference = result.outcome === 'accepted' ? Date.parse(result.entry?.at) - clock() : Number.NaN;
    if (Number.isFinite(difference)) ahead = difference;
  }

  const signing = createSigning(options);
  const attention = createAttention(clock);
  const dwelling = createDwellGate(attention.read, () => options.medianActiveMs?.(), tell);
  const viewing = createViewing({
    send: (...command) => (outbox ? backend.send(...command) : answered(backend.send(...command))),
    id,
    look: () => actor.getSnapshot().context,
    clock,
    createId,
  });
  /** A draft with how long the case was looked at: on its own that is nothing to save. */
  function toStore(context: SessionContext): Draft {
    const activeMs = attention.read();
    return { ...draftToStore(context), ...(activeMs && { activeMs }) };
  }

  const actor = createActor(
    sessionMachine.provide({
      actors: {
        loadReview: fromPromise(async () => readableReview(await answered(backend.load(id)))),
        loadDraft: fromPromise(async () => {
          const stored = await (backend.drafts && answered(backend.drafts.load(id)));
          attention.raiseTo(stored?.activeMs);
          return stored;
        }),
        reauthenticate: fromPromise<Reauthenticated, SessionContext>(({ input, signal }) => signing.ask(input, signal)),
        sendCommand: fromPromise<CommandResult, PendingCommand>(async ({ input }) => {
          try {
            const result = checkedResult(await deliver(input));
            signing.noteAnswer(input, result);
            if (!input.isResumed) readClock(result);
            return result;
          } catch (error) {
            signing.noteAnswer(input, { error });
            throw error;
          }
        }),
        renewClaim: fromPromise(async ({ input }) => {
          if (!claims) throw new Error('The backend does not renew claims.');
          const answer = await claims.renew(id, input);
          return answer.outcome === 'claim-lost' ? { ...answer, review: readableReview(answer.review) } : answer;
        }),
        saveDraft: fromPromise(({ input }) => drafts.save(toStore(input), isLeaving)),
      },
      delays: { draftDelay: options.draftDelay ?? 400 },
      guards: {
        storesDrafts: () => storesDrafts,
        renewsClaims: () => claims !== undefined,
        isSignatureDue: ({ context, event }) => event.type === 'send' && signing.isNeeded(context, event.command),
      },
      actions: {
        notifySettle: ({ context }, result) => {
          if (result.outcome === 'accepted') forgetNote(context);
          countAnew(context, result);
          const { onCommandSettle } = options;
          if (onCommandSettle && context.pending)
            notifyAll([onCommandSettle], { command: context.pending.command, result });
        },
        // One that stays stored is offered again at the next load.
        clearStoredDraft: (_, { until }) => void drafts.clear(until).catch(() => {}),
      },
    }),
    {
      input: {
        reviewer,
        now,
        device: clock,
        isOffline: typeof navigator !== 'undefined' && navigator.onLine === false,
        ...(options.review && { review: options.review }),
      },
    },
  );

  /** What was typed for a command is done with once that is on the record. */
  function forgetNote({ pending, draft: { notes = {} } }: SessionContext) {
    const { [pending?.command.type ?? '']: note, ...others } = notes;
    if (!note) return;
    const change = { notes: Object.keys(others).length > 0 ? others : undefined };
    // After the answer has been taken in.
    queueMicrotask(() => isStopped || actor.send({ type: 'edit', change }));
  }

  /** How long the case had been looked at when it was decided here. */
  let decidedAfter: number | undefined;

  /** A decision has the time up to it; one that is taken back goes on with its own. */
  function countAnew({ pending }: SessionContext, { outcome }: CommandResult) {
    const command = outcome === 'accepted' ? pending?.command : undefined;
    if (!command || !(isVerdict(command.type) || command.type === 'undo')) return;
    attention.reset();
    if (command.type === 'undo') attention.raiseTo(decidedAfter);
    else decidedAfter = (command as Grounds).activeMs;
  }

  const guardLeaving = createLeaveGuard();
  const unread = createUnreadDraft(
    (context, isLast) => drafts.saveUnread(toStore(context), isLast),
    () => isStopped || tell(),
  );

  let isStarted = false;
  let isRunning = false;
  let isStopped = false;
  let kept: { from: unknown; snapshot: SittingSnapshot } | undefined;
  /** Given before it is known which window this is. */
  const early: SessionEvent[] = [];
  const listeners = new Set<() => void>();
  const stops: (() => void)[] = [];

  function start() {
    if (isStarted || isStopped) return;
    isStarted = true;
    const holder = options.holder ?? windowHolder();
    if (typeof holder === 'string') run(holder);
    else void holder.then((found) => isStopped || run(found));
  }

  function run(holder: string) {
    isRunning = true;
    actor.subscribe(() => {
      const { value, context } = actor.getSnapshot();
      if (backend.drafts?.saveUnread && UNREAD.includes(value.draft)) unread.keep(context);
      tell();
      takeUp();
      viewing.goOn();
    });
    actor.start();
    actor.send({ type: 'seat', holder });
    for (const event of early.splice(0)) actor.send(event);
    const refresh = () => actor.send({ type: 'refresh' });
    const unsubscribe = backend.subscribe?.(
      ({ summary }) => {
        const known = actor.getSnapshot().context.review?.version ?? 0;
        // That somebody looked at the case changes nothing on screen.
        if (summary.id === id && changedVersion(summary) > known) refresh();
      },
      { onGapFind: refresh },
    );
    for (const end of [unsubscribe, watchStops(backend, refresh)]) if (end) stops.push(end);
    const followAttention = () => {
      attention.setAttended(isAttended());
      noteCase();
    };
    stops.push(
      watchPresence({
        onInput: () => {
          // A click into the page may come before the browser says that it has focus.
          followAttention();
          attention.note();
          actor.send({ type: 'active' });
        },
        onWake: () => actor.send({ type: 'wake' }),
        onLeave: leave,
        onAttentionChange: followAttention,
      }),
    );
    followAttention();
    for (const type of ['online', 'offline'] as const) {
      const listener = () => actor.send({ type });
      globalThis.addEventListener?.(type, listener);
      stops.push(() => globalThis.removeEventListener?.(type, listener));
    }
    if (outbox) {
      stops.push(
        outbox.subscribe(() => {
          tell();
          takeUp();
        }),
      );
    }
    takeUp();
  }

  /** Whether the page goes out of sight in this very task, and may never come back. */
  let isLeaving = false;

  function leave() {
    isLeaving = true;
    actor.send({ type: 'leave' });
    const { value, context } = actor.getSnapshot();
    if (backend.drafts?.saveUnread && UNREAD.includes(value.draft)) unread.keep(context, true);
    isLeaving = false;
  }

  function tell() {
    const { hasUnsaved, review } = getSnapshot();
    guardLeaving(hasUnsaved);
    if (!isStopped) dwelling.follow(review);
    notifyAll(listeners);
  }

  /** How many views say that the case is on screen. */
  let shown = 0;

  function noteCase() {
    if (shown > 0 && typeof document !== 'undefined' && document.visibilityState !== 'hidden') viewing.note('case');
  }

  /** Goes on with a command that waits, as soon as the sitting can. */
  function takeUp() {
    const pending = isStopped ? undefined : waiting.next();
    if (!pending) return;
    const event: SessionEvent = { type: 'resume', pending };
    if (!actor.getSnapshot().can(event)) return;
    waiting.note(pending.options.idempotencyKey);
    actor.send(event);
  }

  function send(verb: string, event: SessionEvent) {
    if (isStopped) throw errorFor('session-stopped', verb);
    start();
    if (!isRunning) {
      early.push(event);
      return;
    }
    if (!actor.getSnapshot().can(event)) warnIllegal(verb);
    else if (READ.includes(event.type)) waiting.dismiss();
    actor.send(event);
  }

  function warnIllegal(verb: string) {
    warnOnce(
      `session.${verb}() does nothing while the session is "${getSnapshot().status}". Ask session.can() or read the status before calling it.`,
    );
  }

  const command = (verb: string, value: Command) => send(verb, { type: 'send', command: value, key: createId() });
  const reclaim = (verb: string) => send(verb, { type: 'reclaim', key: createId() });

  function getSnapshot(): SittingSnapshot {
    const from = actor.getSnapshot();
    const { context } = from;
    const box = outbox?.getSnapshot();
    const item = waiting.find(context.pending?.options.idempotencyKey);
    const isOffline = context.isOffline || box?.isOffline === true;
    const isWaiting = item !== undefined && (isOffline || item.attempts > 0 || item.stopped !== undefined);
    const { sitting } = from.value;
    // While the signature is asked for nothing is on its way: the draft has it all.
    const atStake = sitting === 'signing' ? { ...context, pending: undefined } : context;
    const isUnsaved = hasUnsaved(
      atStake as SessionContext,
      from.value.draft,
      storesDrafts,
      item && box,
      unread.isKept(context),
    );
    const before = kept?.snapshot;
    const dwell = dwelling.read(context.review);
    const isSame =
      before?.isOffline === isOffline &&
      before.isWaiting === isWaiting &&
      before.hasUnsaved === isUnsaved &&
      before.dwell === dwell;
    if (kept?.from === from && isSame) return kept.snapshot;
    const snapshot = snapshotOf(from, {
      ...{ reviewer, storesDrafts, isOffline, isWaiting, hasUnsaved: isUnsaved },
      ...(dwell && { dwell }),
    });
    kept = { from, snapshot };
    return snapshot;
  }

  const verbs: SittingVerbs = {
    claim: () => command('claim', { type: 'claim' }),
    takeOver() {
      const { claimStatus, status } = getSnapshot();
      if (claimStatus !== 'elsewhere') warnIllegal('takeOver');
      else if (status === 'viewing') command('takeOver', { type: 'claim' });
      else reclaim('takeOver');
    },
    extend: () => send('extend', { type: 'extend' }),
    release: () => command('release', { type: 'release' }),
    judge: (answer) => command('judge', { type: 'judge', ...answer }),
    decide: (verdict, grounds = {}) => {
      const evidenceOpened = Object.keys(getSnapshot().opened);
      const activeMs = attention.read();
      const { seconds } = getSnapshot().dwell ?? {};
      const given: Verdict & Grounds = {
        ...verdict,
        evidenceOpened,
        ...(activeMs !== undefined && { activeMs }),
        ...(seconds !== undefined && { dwell: { seconds } }),
        ...grounds,
      };
      const isSigned = signing.isNeeded(actor.getSnapshot().context, {
        ...given,
        signature: signatureOf(given, reviewer.name),
      });
      // What is confirmed is what is sent, also where a host's own form does not say it.
      command('decide', isSigned ? { ...given, signature: signatureOf(given, reviewer.name) } : given);
    },
    skip: (details) => command('skip', { type: 'skip', ...details }),
    assign: (details) => command('assign', { type: 'assign', ...details }),
    unassign: () => command('unassign', { type: 'unassign' }),
    escalate: (details) => command('escalate', { type: 'escalate', ...details }),
    ask: (details) => command('ask', { type: 'ask', ...details }),
    answer: (details) => command('answer', { type: 'answer', ...details }),
    undo: () => command('undo', { type: 'undo' }),
    reopen: (details) => command('reopen', { type: 'reopen', ...details }),
    hold: (details) => command('hold', { type: 'hold', ...details }),
    resume: (details) => command('resume', { type: 'resume', ...details }),

    editDraft: (change) => send('editDraft', { type: 'edit', change }),
    restoreDraft: (draft) => send('restoreDraft', { type: 'restore', draft }),
    discardDraft: () => send('discardDraft', { type: 'discard' }),
    show() {
      shown += 1;
      attention.setShown(true);
      noteCase();
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        shown -= 1;
        attention.setShown(shown > 0);
      };
    },
    openExplanation: () => viewing.note('explanation'),
    openEvidence: (evidenceId) => {
      viewing.note('evidence', evidenceId);
      // The first time counts.
      if (getSnapshot().opened[evidenceId] !== undefined) return;
      send('openEvidence', { type: 'open', evidenceId, at: new Date(now()).toISOString() });
    },
    look: () => send('look', { type: 'look' }),

    retry() {
      if (getSnapshot().isWaiting) outbox?.flush();
      else send('retry', { type: 'retry' });
    },
    cancelSigning: () => send('cancelSigning', { type: 'unsign' }),
    acknowledge: () => send('acknowledge', { type: 'acknowledge' }),
    discardMine: () => send('discardMine', { type: 'forsake' }),
    reclaim: () => reclaim('reclaim'),
    dismissProblem: () => send('dismissProblem', { type: 'dismiss' }),
    refresh: () => send('refresh', { type: 'refresh' }),
    stop() {
      if (isStopped) return;
      isStopped = true;
      for (const stop of stops) stop();
      viewing.stop();
      dwelling.stop();
      guardLeaving(false);
      listeners.clear();
      if (!isRunning) return;
      const { value, context } = actor.getSnapshot();
      if (value.draft === 'dirty') drafts.save(toStore(context)).catch(() => {});
      actor.stop();
    },
  };

  return { verbs, now, start, getSnapshot, getContext: () => actor.getSnapshot().context, listeners };
}
