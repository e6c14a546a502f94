import type { ReviewChange, StreamStatus } from '../review/backend.types.js';
import { type ChangesAnswer, isSummary, parseJson } from './http-answers.js';
import { HttpBackendError } from './http-errors.js';
import { type EventSourceLike, openStream, type StreamTiming } from './http-stream.js';

/** Times in milliseconds. */
export interface ChangesTiming extends StreamTiming {
  /** First and longest pause before another try; each is about twice the one before. */
  shortestWait: number;
  longestWait: number;
  /** A stream that lives this long counts as good: one that ends sooner is a cut. */
  steady: number;
  /** How many cuts in a row send the reader to asking. */
  cuts: number;
  /** How long to ask before a stream is tried again; longer each time. */
  streamAgain: number;
  /** How long the server may hold a question back until something changes. */
  hold: number;
  /** Pause between two questions to a server that does not hold them. */
  pace: number;
  /** Least time between two reports of a gap. */
  gap: number;
}

export const CHANGES_TIMING: ChangesTiming = {
  ready: 10_000,
  silence: 35_000,
  shortestWait: 1_000,
  longestWait: 30_000,
  steady: 30_000,
  cuts: 3,
  streamAgain: 5 * 60_000,
  hold: 25_000,
  pace: 5_000,
  gap: 2_000,
};

/** How many reviews are remembered with the version last told. */
const REMEMBERED = 2_000;
/** `streamAgain` grows up to this many times its length. */
const LONGEST_STREAM_AGAIN = 8;

/** Where changes come from. */
export interface ChangesSource {
  /** Opens a stream after a position; absent where there is none. */
  connect?: ((since: string | undefined) => EventSourceLike) | undefined;
  /** Asks for what changed after a position, held back for up to `hold` milliseconds until there is something. */
  ask(since: string | undefined, hold: number, signal: AbortSignal): Promise<ChangesAnswer>;
  timing: ChangesTiming;
}

export interface FollowOptions extends ChangesSource {
  since?: string | undefined;
  onChange(change: ReviewChange): void;
  onGapFind(): void;
  onStatusChange(status: StreamStatus): void;
}

export interface Following {
  readonly status: StreamStatus;
  /** Where the reader stands; nothing before the server has said so. */
  readonly position: string | undefined;
  /** Tries at once what waits to be tried again. */
  wake(): void;
  /** Says that something was read from the server as it was at a position. */
  noteRead(at: string): void;
  stop(): void;
}

/** Whether one position lies before another. Positions are whole numbers; others are only ever the same or not. */
export function isBefore(one: string, other: string): boolean {
  const isNumber = (text: string) => /^\d{1,30}$/.test(text);
  return isNumber(one) && isNumber(other) && BigInt(one) < BigInt(other);
}

/** With jitter: readers that were cut off together do not come back together. */
const jitter = (milliseconds: number) => milliseconds * (0.5 + Math.random() / 2);

/**
 * Follows the changes of a server, from a position on, through whatever lies between: by a stream where one gets
 * through, else by asking. What is heard twice or late never goes out as news.
 */
export function followChanges(options: FollowOptions): Following {
  const { connect, ask, timing, onChange } = options;
  let position = options.since;
  let status: StreamStatus = 'connecting';
  let isOver = false;
  /** Whether anything went wrong so far: until the server has named a position, changes are missed meanwhile. */
  let hasFailed = false;

  /* Telling -------------------------------------------------------------------------------------------------------- */

  const versions = new Map<string, number>();
  let gapTimer: ReturnType<typeof setTimeout> | undefined;
  let gapAt = Number.NEGATIVE_INFINITY;

  function setStatus(next: StreamStatus) {
    if (isOver || status === next) return;
    status = next;
    options.onStatusChange(next);
  }

  /** Says that changes were missed: soon, and not with every event of a stream that is nothing but gaps. */
  function reportGap() {
    if (gapTimer !== undefined || isOver) return;
    const wait = gapAt + timing.gap - performance.now();
    const report = () => {
      gapTimer = undefined;
      gapAt = performance.now();
      options.onGapFind();
    };
    if (wait > 0) gapTimer = setTimeout(report, wait);
    else report();
  }

  /** Begins anew, with a log that does not go on where the one before ended: of a database that was put back, say. */
  function restart(at: string | undefined) {
    position = at;
    // Versions may be counted anew as well: what comes next is the truth.
    versions.clear();
    reportGap();
  }

  /** The first position that the server named, where none was given. */
  let start: string | undefined;
  /** The oldest position that something on screen was read at, until the start is known. */
  let read: string | undefined;

  function begin(at: string) {
    if (position !== undefined) return;
    position = at;
    start = at;
    // What changed between the reading and the start was told to nobody.
    if (hasFailed || (read !== undefined && isBefore(read, at))) reportGap();
  }

  function noteRead(at: string) {
    if (position === undefined) read = read === undefined || isBefore(at, read) ? at : read;
    else if (start !== undefined && isBefore(at, start)) reportGap();
  }

  function take(change: ReviewChange) {
    const { id, version } = change.summary;
    const known = versions.get(id);
    const isLate = position !== undefined && isBefore(change.cursor, position);
    if (!isLate) position = change.cursor;
    if (known !== undefined && version <= known) return;
    // Later positions were heard before this one: others of that time may never come.
    if (isLate) reportGap();
    versions.delete(id);
    versions.set(id, version);
    for (const oldest of versions.keys()) {
      if (versions.size <= REMEMBERED) break;
      versions.delete(oldest);
    }
    onChange(change);
  }

  /* By a stream ---------------------------------------------------------------------------------------------------- */

  let closeStream: (() => void) | undefined;
  let streamTimer: ReturnType<typeof setTimeout> | undefined;
  /** What `streamTimer` waits to do. */
  let tryStream: (() => void) | undefined;
  let cuts = 0;
  let streamWait = timing.streamAgain;

  function streamIn(wait: number) {
    if (!connect || isOver) return;
    clearTimeout(streamTimer);
    tryStream = stream;
    streamTimer = setTimeout(stream, jitter(wait));
  }

  function stream() {
    clearTimeout(streamTimer);
    tryStream = undefined;
    if (!connect || isOver || closeStream) return;
    let asked = position;
    let readyAt: number | undefined;
    closeStream = openStream(() => connect(position), timing, {
      onReady(at) {
        readyAt = performance.now();
        // A server that begins elsewhere than asked leaves something out, or has lost its log.
        if (asked !== undefined && at !== undefined && at !== asked) restart(at);
        if (at !== undefined) begin(at);
        stopAsking();
        setStatus('live');
      },
      onReset(at) {
        asked = at ?? asked;
        restart(asked);
      },
      onReview(data, at) {
        const summary = parseJson(data);
        if (at !== undefined && isSummary(summary)) {
          take({ cursor: at, summary });
          return;
        }
        if (at !== undefined && !(position !== undefined && isBefore(at, position))) position = at;
        reportGap();
      },
      onEnd(why) {
        closeStream = undefined;
        hasFailed = true;
        const wasSteady = readyAt !== undefined && performance.now() - readyAt >= timing.steady;
        if (wasSteady) streamWait = timing.streamAgain;
        cuts = wasSteady ? 1 : cuts + 1;
        if (!asking) setStatus('connecting');
        if (!asking && why === 'cut' && cuts < timing.cuts) {
          streamIn(timing.shortestWait * 2 ** (cuts - 1));
          return;
        }
        streamIn(streamWait);
        streamWait = Math.min(streamWait * 2, timing.streamAgain * LONGEST_STREAM_AGAIN);
        if (!asking) void startAsking();
      },
    });
  }

  /* By asking ------------------------------------------------------------------------------------------------------ */

  /** The loop that asks, where there is one. */
  let asking: symbol | undefined;
  let abortQuestion: (() => void) | undefined;
  let endPause: (() => void) | undefined;

  function stopAsking() {
    asking = undefined;
    abortQuestion?.();
    endPause?.();
  }

  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => endPause?.(), milliseconds);
      endPause = () => {
        clearTimeout(timer);
        endPause = undefined;
        resolve();
      };
    });

  async function startAsking() {
    const mine = Symbol();
    asking = mine;
    let failures = 0;
    while (asking === mine) {
      const since = position;
      // The first answer says that somebody is there: it is not to be held back.
      const hold = status === 'polling' ? timing.hold : 0;
      const began = performance.now();
      const abort = new AbortController();
      abortQuestion = () => abort.abort();
      const tooLong = setTimeout(abortQuestion, hold + timing.ready);
      try {
        const answer = await ask(since, hold, abort.signal);
        if (asking !== mine) return;
        failures = 0;
        if (answer.reset || (since !== undefined && isBefore(answer.position, since))) {
          restart(answer.position);
        }
        for (const change of answer.changes) take(change);
        begin(answer.position);
        if (position !== undefined && isBefore(position, answer.position)) position = answer.position;
        const wasDown = status === 'down';
        setStatus('polling');
        // What was down was not a stream in the way of a proxy: a stream may well get through now.
        if (wasDown) streamIn(timing.shortestWait);
        const wasHeld = hold > 0 && performance.now() - began >= Math.min(timing.pace, hold) / 2;
        if (hold > 0 && answer.changes.length === 0 && !wasHeld) await pause(jitter(timing.pace));
      } catch (error) {
        if (asking !== mine) return;
        failures += 1;
        hasFailed = true;
        if (error instanceof HttpBackendError && error.code === 'request-refused' && since !== undefined) {
          // No server that refuses a position will take it later.
          position = undefined;
        }
        setStatus('down');
        await pause(jitter(Math.min(timing.shortestWait * 2 ** (failures - 1), timing.longestWait)));
      } finally {
        clearTimeout(tooLong);
      }
    }
  }

  function wake() {
    if (isOver) return;
    if (status === 'down') endPause?.();
    else if (status === 'connecting' && !asking) tryStream?.();
  }

  function stop() {
    isOver = true;
    clearTimeout(gapTimer);
    clearTimeout(streamTimer);
    closeStream?.();
    stopAsking();
    globalThis.removeEventListener?.('online', wake);
  }

  globalThis.addEventListener?.('online', wake);
  if (connect) stream();
  else void startAsking();
  return {
    get status() {
      return status;
    },
    get position() {
      return position;
    },
    wake,
    noteRead,
    stop,
  };
}
