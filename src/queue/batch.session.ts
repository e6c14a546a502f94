import { sameJson } from '../internal/canonical-json.js';
import { inTime } from '../internal/in-time.js';
import { notifyAll } from '../internal/notify.js';
import type { Timers } from '../internal/timers.types.js';
import type { ReviewBackend, Unsubscribe } from '../review/backend.types.js';
import { BATCH_LEAST, BATCH_MOST, batchFirst, batchRuleProblem } from '../review/batch.selectors.js';
import { planBatch } from '../review/batch-plan.selectors.js';
import { windowHolder } from '../review/holder.session.js';
import { sawOf } from '../review/proposal.selectors.js';
import type { Batch, CanDecide, CommandResult, PersonActor, Review, Reviewer, Saw } from '../review/review.types.js';
import { countOf, failureOf, failureOfError, isRetryable, reviewIn, undoUntilOf } from './batch.selectors.js';
import type { BatchCase, BatchPhase, BatchSession, BatchSnapshot } from './batch.types.js';
import { createBatchLook } from './batch-look.session.js';
import { createBatchSender } from './batch-sender.session.js';

/** So many of the chosen cases are looked at; the rest is more than could ever be approved together. */
const MOST_CHOSEN = 100;
const PATIENCE = 30_000;
/** How long the next case waits until one that was taken back is given back, in milliseconds. */
const RELEASE = 3_000;
/** How often it is asked whether the first case was opened, in milliseconds. */
const LOOK = 5_000;
/** Milliseconds after a change until the cases are looked at again: changes come in groups. */
const SETTLE = 200;

export interface BatchOptions {
  backend: ReviewBackend;
  /** The chosen cases. */
  ids: readonly string[];
  /** Who approves them. */
  reviewer: Reviewer;
  /** Whether this person may decide; the backend is asked again with every command. */
  canDecide?: CanDecide;
  /** Milliseconds since 1970. @default Date.now */
  clock?: () => number;
  /** Makes the id of the batch and idempotency keys. @default crypto.randomUUID */
  createId?: () => string;
  /** Names the window that claims. @default an id of this tab */
  holder?: string;
  /** After so many milliseconds without an answer the backend counts as unreachable. @default 30000 */
  patience?: number;
  /** @default the page's timers */
  timers?: Timers;
  /** Called with every answer that changed a case. */
  onSettle?: (result: Extract<CommandResult, { outcome: 'accepted' }>) => void;
}

/** The way of one case through the batch: what was sent keeps its key until it was answered. */
interface Flight {
  claimKey: string;
  approveKey: string;
  undoKey: string;
  claimed?: Review;
  /** Whether something was sent that has no answer. */
  isUnknown?: boolean;
}

/**
 * Several cases to be approved together. Each is claimed and approved by itself, one after another, and each has an answer of its own:
 * what fails fails alone. It belongs outside the component that shows it, so that leaving a page stops nothing half-way.
 */
export function createBatch(options: BatchOptions): BatchSession {
  const { backend, reviewer, clock = Date.now, createId = () => crypto.randomUUID(), patience = PATIENCE } = options;
  const timers: Timers = options.timers ?? {
    setTimeout: (callback, milliseconds) => (globalThis as unknown as Timers).setTimeout(callback, milliseconds),
    clearTimeout: (handle) => (globalThis as unknown as Timers).clearTimeout(handle),
  };
  const actor: PersonActor = { kind: 'person', ...reviewer };
  const ids = [...new Set(options.ids)];
  const listeners = new Set<() => void>();
  const flights = new Map<string, Flight>();
  /** What was listed when the batch was given: nothing else of a case is approved, however often it is tried. */
  const listedAs = new Map<string, Saw>();
  const endings: Unsubscribe[] = [];
  const now = () => backend.now?.() ?? clock();

  let phase: BatchPhase = 'checking';
  let cases: readonly BatchCase[] = ids.map((id) => ({ id, status: 'checking' }));
  let most: number = BATCH_MOST.allowed;
  let first: BatchSnapshot['first'];
  /** Of the run that is on, or was last. */
  let batch: Batch | undefined;
  /** Whether the case that was drawn is approved: a batch begins with it, and without it no other one is sent. */
  let isBegun = false;
  let progress = { total: 0, done: 0 };
  let sending: string | undefined;
  /** Only the newest look counts. */
  let look = 0;
  let isStopping = false;
  let isEnded = false;
  let timer: unknown;
  let snapshot = snapshotNow();

  const reader = createBatchLook({ backend, by: reviewer.id, patience, timers });
  const sender = createBatchSender({
    backend,
    by: reviewer.id,
    clock,
    createId,
    timers,
    patience,
    onSend(key) {
      sending = key;
      publish();
    },
  });

  function snapshotNow(): BatchSnapshot {
    const undoUntil = undoUntilOf(cases);
    const outbox = backend.outbox?.getSnapshot();
    const waiting = outbox?.items.find(({ options: sent }) => sent.idempotencyKey === sending);
    const isWaiting = waiting !== undefined && (waiting.attempts > 0 || outbox?.isOffline === true);
    return {
      phase,
      cases,
      most,
      ...(first && { first }),
      canApprove: phase === 'ready' && first?.isOpened === true && countOf(cases, 'ready') >= BATCH_LEAST,
      progress,
      isWaiting,
      ...(undoUntil !== undefined && { undoUntil }),
    };
  }

  function publish() {
    snapshot = snapshotNow();
    notifyAll(listeners);
  }

  const find = (id: string) => cases.find((each) => each.id === id) as BatchCase;
  /** A case as it stands now: what it said before goes. */
  function put(next: BatchCase) {
    cases = cases.map((each) => (each.id === next.id ? next : each));
    publish();
  }
  const withReview = (review: Review | undefined) => (review ? { review } : {});

  /* Looking at the cases -------------------------------------------------------------------------------------------- */

  async function check() {
    if (isEnded || (phase !== 'checking' && phase !== 'ready')) return;
    look += 1;
    const mine = look;
    const isCurrent = () => mine === look && !isEnded && (phase === 'checking' || phase === 'ready');
    const chosen = ids.slice(0, MOST_CHOSEN);
    const found = await reader.loadAll(chosen);
    if (!isCurrent()) return;
    const canDecide = options.canDecide && { canDecide: options.canDecide };
    const plan = planBatch(
      chosen.map((id) => ({ id, ...withReview(found.get(id)) })),
      actor,
      { now: now(), ...canDecide },
    );
    const left = new Map(plan.left.map(({ id, ...obstacle }) => [id, obstacle]));
    cases = ids.map((id): BatchCase => {
      const review = withReview(found.get(id));
      if (plan.together.some((each) => each.id === id)) return { id, ...review, status: 'ready' };
      return { id, ...review, status: 'left', obstacle: left.get(id) ?? { problem: 'too-many' } };
    });
    most = plan.most;
    phase = 'ready';
    const isSame = first?.id === plan.first;
    first = plan.first === undefined ? undefined : { id: plan.first, isOpened: isSame && first?.isOpened === true };
    publish();
    await lookAtFirst();
  }

  /** Asks the record whether the first case was opened. What cannot be asked now is asked again soon. */
  async function lookAtFirst() {
    const asked = first?.id;
    if (asked === undefined || phase !== 'ready' || isEnded) return;
    let isOpened = first?.isOpened === true;
    try {
      isOpened = await reader.isOpened(asked);
    } catch {
      // The next look asks again.
    }
    if (first?.id !== asked || phase !== 'ready' || isEnded) return;
    if (first.isOpened !== isOpened) {
      first = { id: asked, isOpened };
      publish();
    }
    timers.clearTimeout(timer);
    if (!isOpened && listeners.size > 0) timer = timers.setTimeout(() => void lookAtFirst(), LOOK);
  }

  let settling: unknown;
  function follow() {
    const later = () => {
      timers.clearTimeout(settling);
      settling = timers.setTimeout(() => void check(), SETTLE);
    };
    const unsubscribe = backend.subscribe?.(({ summary }) => ids.includes(summary?.id) && later(), {
      onGapFind: later,
    });
    const outbox = backend.outbox?.subscribe(() => {
      if (snapshotNow().isWaiting !== snapshot.isWaiting) publish();
    });
    for (const end of [unsubscribe, outbox]) if (end) endings.push(end);
  }

  function unfollow() {
    timers.clearTimeout(timer);
    timers.clearTimeout(settling);
    for (const end of endings.splice(0)) end();
  }

  /* Approving ------------------------------------------------------------------------------------------------------- */

  function flightOf(id: string): Flight {
    const flight = flights.get(id) ?? { claimKey: createId(), approveKey: createId(), undoKey: createId() };
    flights.set(id, flight);
    return flight;
  }

  /** A command whose answer is looked at: what it changed is told. */
  async function deliver(...sent: Parameters<typeof sender.send>): Promise<CommandResult> {
    const flight = flightOf(sent[0]);
    flight.isUnknown = true;
    const result = await sender.send(...sent);
    flight.isUnknown = false;
    if (result.outcome === 'accepted') options.onSettle?.(result);
    return result;
  }

  /** Nothing stays claimed that was not approved. */
  function letGo(id: string, holder: string): Promise<void> {
    const flight = flights.get(id);
    flights.delete(id);
    if (flight?.claimed) return sender.release(flight.claimed);
    return flight?.isUnknown ? sender.releaseUnknown(id, holder) : Promise.resolve();
  }

  const isOwn = ({ decision }: Review, given: Batch) =>
    decision?.by.id === reviewer.id && decision.batch?.id === given.id;

  /** One case, from claim to answer. @returns whether the next one can follow */
  async function approveOne(
    { id, review: listed }: BatchCase,
    holder: string,
    given: Batch,
    isAgain: boolean,
  ): Promise<boolean> {
    if (!listed) return true;
    const isAnew = isAgain && !flights.has(id);
    const flight = flightOf(id);
    const saw = listedAs.get(id) ?? sawOf(listed.proposal);
    const fail = async (failure: NonNullable<BatchCase['failure']>, review: Review | undefined) => {
      const isOpenEnded = failure.why === 'unreachable' || failure.why === 'signed-out';
      if (!isOpenEnded) await letGo(id, holder);
      put({ id, ...withReview(review), status: 'failed', failure });
      // What one case cannot reach none can.
      return !isOpenEnded;
    };
    put({ id, review: listed, status: 'sending' });
    try {
      if (!flight.claimed) {
        // What was let go of has moved on by that.
        const present = isAnew ? await reader.load(id) : listed;
        if (!sameJson(sawOf(present.proposal), saw)) return fail({ why: 'changed' }, present);
        const claim = { type: 'claim', holder } as const;
        const result = await deliver(id, claim, { expectedVersion: present.version }, flight.claimKey);
        if (result.outcome === 'already-decided' && isOwn(result.review, given)) {
          // An earlier try had arrived.
          flights.delete(id);
          isBegun = true;
          put({ id, review: result.review, status: 'approved' });
          return true;
        }
        if (result.outcome !== 'accepted') return fail(failureOf(result, 'claim'), reviewIn(result, listed));
        flight.claimed = result.review;
      }
      const { claimed } = flight;
      // What was listed is what is approved: anything else has not been shown to anybody.
      const isAsListed = sameJson(sawOf(claimed.proposal), saw) && !batchRuleProblem(claimed, now());
      if (!isAsListed) return fail({ why: 'changed' }, claimed);
      const fence = claimed.claim?.fence;
      const result = await deliver(
        id,
        { type: 'approve', batch: given },
        { expectedVersion: claimed.version, saw, ...(fence !== undefined && { fence }) },
        flight.approveKey,
      );
      if (result.outcome !== 'accepted') return fail(failureOf(result, 'approve'), reviewIn(result, claimed));
      flights.delete(id);
      isBegun = true;
      put({ id, review: result.review, status: 'approved' });
      return true;
    } catch (error) {
      if ((error as { code?: unknown } | null)?.code === 'command-given-up') {
        await letGo(id, holder);
        put({ id, review: listed, status: 'untried' });
        return false;
      }
      return fail(failureOfError(error), listed);
    }
  }

  async function run(wanted: readonly string[], given: Batch, isAgain = false) {
    phase = 'running';
    isStopping = false;
    progress = { total: wanted.length, done: 0 };
    look += 1;
    timers.clearTimeout(timer);
    cases = cases.map((each): BatchCase => {
      const { id, review } = each;
      return wanted.includes(id) ? { id, ...withReview(review), status: 'ready' } : each;
    });
    publish();
    const holder = options.holder ?? (await windowHolder());
    for (const id of wanted) {
      if (isStopping) break;
      const canGoOn = await approveOne(find(id), holder, given, isAgain);
      progress = { ...progress, done: progress.done + 1 };
      publish();
      if (!canGoOn || !isBegun) break;
    }
    // Whoever stops it does not mean to try again at once.
    if (isStopping || isEnded) for (const { id, status } of cases) if (status === 'failed') void letGo(id, holder);
    cases = cases.map((each): BatchCase => (each.status === 'ready' ? { ...each, status: 'untried' } : each));
    phase = 'done';
    publish();
  }

  /* Taking back ----------------------------------------------------------------------------------------------------- */

  /** @returns whether the next one can follow */
  async function undoOne({ id, review }: BatchCase, holder: string): Promise<boolean> {
    if (!review) return true;
    const keep = (failure: NonNullable<BatchCase['failure']>, present: Review | undefined) =>
      put({ id, ...withReview(present), status: 'kept', failure });
    const flight = flightOf(id);
    put({ id, review, status: 'undoing' });
    try {
      const undo = { type: 'undo', holder } as const;
      let result = await deliver(id, undo, { expectedVersion: review.version }, flight.undoKey);
      if (result.outcome === 'conflict' && result.review.decision?.seq === review.decision?.seq) {
        // Something was done to it that is none of this: the same decision stands.
        result = await deliver(id, undo, { expectedVersion: result.review.version }, createId());
      }
      flights.delete(id);
      if (result.outcome !== 'accepted') {
        keep(failureOf(result, 'undo'), reviewIn(result, review));
        return true;
      }
      put({ id, review: result.review, status: 'undone' });
      // Somebody else can have it; what waits for a connection keeps nobody waiting.
      await inTime(sender.release(result.review), RELEASE, timers).catch(() => {});
      return true;
    } catch (error) {
      const failure = failureOfError(error);
      const isOpenEnded = failure.why === 'unreachable' || failure.why === 'signed-out';
      // The next try is the same one: it may have happened.
      put({ id, review, status: isOpenEnded ? 'approved' : 'kept', failure });
      return !isOpenEnded;
    }
  }

  async function takeBack() {
    const wanted = cases.filter(({ status }) => status === 'approved').reverse();
    phase = 'undoing';
    isStopping = false;
    progress = { total: wanted.length, done: 0 };
    publish();
    const holder = options.holder ?? (await windowHolder());
    for (const each of wanted) {
      const canGoOn = await undoOne(each, holder);
      progress = { ...progress, done: progress.done + 1 };
      publish();
      if (!canGoOn) break;
    }
    phase = 'done';
    publish();
  }

  /** Looks at what was chosen anew: another case has to be opened first. */
  function begin() {
    phase = 'checking';
    first = undefined;
    cases = ids.map((id) => ({ id, status: 'checking' }));
    publish();
    void check();
  }

  const isIdle = () => phase === 'ready' || phase === 'done';

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size === 1 && !isEnded) {
        follow();
        void check();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) unfollow();
      };
    },
    refresh: () => void check(),
    approve() {
      if (!snapshot.canApprove) return;
      const chosen = cases.filter(({ status }) => status === 'ready').map(({ id }) => id);
      const drawn = batchFirst(chosen, reviewer.id);
      const wanted = [...chosen].sort((a, b) => Number(b === drawn) - Number(a === drawn));
      batch = { id: createId(), cases: wanted };
      isBegun = false;
      for (const { id, review } of cases) if (review) listedAs.set(id, sawOf(review.proposal));
      void run(wanted, batch);
    },
    stop() {
      if (phase !== 'running') return;
      isStopping = true;
      phase = 'stopping';
      publish();
      sender.giveUp();
      if (sending !== undefined) void backend.outbox?.dismiss(sending).catch(() => {});
    },
    retry() {
      if (phase !== 'done' || !batch || isEnded) return;
      const isWanted = ({ status, failure }: BatchCase) =>
        status === 'untried' || (status === 'failed' && isRetryable(failure));
      // In the order of the batch, which begins with the case that was drawn.
      const wanted = batch.cases.filter((id) => isWanted(find(id)));
      if (wanted.length === 0) return;
      if (isBegun || wanted[0] === batch.cases[0]) void run(wanted, batch, true);
      else begin();
    },
    undo() {
      if (phase === 'done' && !isEnded && countOf(cases, 'approved') > 0) void takeBack();
    },
    now,
    end() {
      if (isEnded) return;
      isEnded = true;
      if (!isIdle()) {
        isStopping = true;
        sender.giveUp();
      }
      unfollow();
      if (!isIdle() || flights.size === 0) return;
      const unanswered = cases.filter(({ status }) => status === 'failed').map(({ id }) => id);
      void Promise.resolve(options.holder ?? windowHolder()).then((holder) =>
        Promise.all(unanswered.map((id) => letGo(id, holder))),
      );
    },
  };
}
