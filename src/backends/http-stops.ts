import { sameJson } from '../internal/canonical-json.js';
import { isRecord } from '../internal/is-record.js';
import { notifyAll } from '../internal/notify.js';
import type { StreamStatus } from '../review/backend.types.js';
import type { Stop, StopNews, StopOptions, StopReach, StopResult, StopService } from '../review/stop.types.js';
import { isText, parseJson } from './http-answers.js';
import type { ChangeFeed } from './http-feed.js';
import type { EventSourceLike } from './http-stream.js';

/** How often the stops are asked for where no stream tells of them, in milliseconds. */
const POLL = 5_000;
/** How long several changes that are heard together are waited for before the stops are asked for, in milliseconds. */
const GATHER = 100;

type Listener = (stops: readonly Stop[], news: StopNews) => void;

function isStop(value: unknown): value is Stop {
  return (
    isRecord(value) &&
    isText(value.id) &&
    typeof value.reason === 'string' &&
    isText(value.at) &&
    isRecord(value.by) &&
    (value.scope === 'all' || (value.scope === 'model' && isRecord(value.model) && isText(value.model.id))) &&
    Array.isArray(value.resumeRoles)
  );
}

function isStopsAnswer(value: unknown): value is { stops: readonly Stop[] } {
  return isRecord(value) && Array.isArray(value.stops) && value.stops.every(isStop);
}

function isStopResult(value: unknown): value is StopResult {
  if (!isRecord(value)) return false;
  switch (value.outcome) {
    case 'accepted':
    case 'conflict':
      return isStop(value.stop);
    case 'forbidden':
      return isRecord(value.why);
    default:
      return value.outcome === 'invalid' && Array.isArray(value.issues);
  }
}

function isReach(value: unknown): value is StopReach {
  return isRecord(value) && typeof value.open === 'number' && typeof value.claimed === 'number';
}

export interface HttpStopsOptions {
  ask<T>(path: string, isExpected: (body: unknown) => body is T, init?: RequestInit): Promise<T>;
  /** A request that changes something, under its key and its person. */
  order(body: unknown, options: StopOptions): RequestInit;
  /** The connection that all of the page share; asked for when somebody listens. */
  feed: () => ChangeFeed | undefined;
}

export interface HttpStops {
  service: StopService;
  /** Hears of the stops on a stream that was opened for the changes of reviews. */
  hearOn(source: EventSourceLike): void;
}

/** Stops of a model or of everything, on a server: told on the stream of changes, asked for where there is none. */
export function createHttpStops({ ask, order, feed }: HttpStopsOptions): HttpStops {
  const listeners = new Set<Listener>();
  let known: readonly Stop[] | undefined;
  let status: StreamStatus = 'connecting';
  let isUnanswered = false;
  let told: unknown;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let leave: (() => void) | undefined;
  /** Counts questions and news: of two answers on their way the later question's counts. */
  let turn = 0;

  const isLive = () => status === 'live';
  const news = (): StopNews => (isLive() || (status === 'connecting' && !isUnanswered) ? 'now' : 'late');

  function tell() {
    const now = [known, news()];
    if (!known || sameJson(told, now)) return;
    told = now;
    notifyAll(listeners, known, news());
  }

  function hear(stops: readonly Stop[]) {
    turn += 1;
    known = stops;
    isUnanswered = false;
    tell();
  }

  const list = async () => (await ask('/stops', isStopsAnswer, { cache: 'no-store' })).stops;

  async function look() {
    turn += 1;
    const mine = turn;
    try {
      const stops = await list();
      if (mine === turn && leave) hear(stops);
    } catch {
      isUnanswered = true;
      // Nothing is known yet: what cannot be asked for is said to be late, not to be empty.
      if (!known && leave) known = [];
      tell();
    }
    plan(POLL);
  }

  /** Asks again after a while, unless the stream tells. */
  function plan(wait: number) {
    clearTimeout(timer);
    timer = leave && (!isLive() || !known || isUnanswered) ? setTimeout(() => void look(), wait) : undefined;
  }

  function begin() {
    leave = () => {};
    const stop = feed()?.subscribe(
      () => {
        if (!isLive()) plan(GATHER);
      },
      {
        onGapFind: () => plan(0),
        onStatusChange(next) {
          status = next;
          tell();
          plan(isLive() ? 0 : POLL);
        },
      },
    );
    if (!stop) status = 'polling';
    leave = () => stop?.();
    void look();
  }

  const change = async (path: string, body: unknown, options: StopOptions) => {
    const result = await ask(path, isStopResult, order(body, options));
    // Whoever stops sees it at once, whether a stream tells of it or not.
    if (leave) void look();
    return result;
  };

  return {
    service: {
      list,
      stop: (body, options) => change('/stops', body, options),
      resume: ({ id, reason }, options) => change(`/stops/${encodeURIComponent(id)}/resume`, { reason }, options),
      reach({ scope, model }) {
        const search = new URLSearchParams({
          scope,
          ...(model && { model: model.id }),
          ...(model?.version !== undefined && { version: model.version }),
        });
        return ask(`/stops/reach?${search}`, isReach);
      },
      subscribe(listener) {
        listeners.add(listener);
        if (!leave) begin();
        else if (known) listener(known, news());
        return () => {
          if (!listeners.delete(listener) || listeners.size > 0) return;
          clearTimeout(timer);
          leave?.();
          leave = undefined;
          told = undefined;
          known = undefined;
          status = 'connecting';
          isUnanswered = false;
        };
      },
    },
    hearOn(source) {
      source.addEventListener('stops', ({ data }) => {
        const answer = parseJson(String(data));
        if (isStopsAnswer(answer) && leave) hear(answer.stops);
      });
    },
  };
}
