import { errorFor } from '../internal/errors.js';
import { isRecord } from '../internal/is-record.js';
import type { LogQuery, ReviewBackend, ReviewQuery } from '../review/backend.types.js';
import type { Reviewer } from '../review/review.types.js';
import {
  isChangesAnswer,
  isCheckAnswer,
  isDraftAnswer,
  isEntry,
  isNextAnswer,
  isOutcomeAnswer,
  isOwnOutcomesAnswer,
  isPageOf,
  isPeopleAnswer,
  isRenewResult,
  isResult,
  isReview,
  isSummary,
  isText,
  parseJson,
} from './http-answers.js';
import { CHANGES_TIMING } from './http-changes.js';
import { createServerClock } from './http-clock.js';
import { HttpBackendError } from './http-errors.js';
import { createChangeFeed } from './http-feed.js';
import { createHttpPresence, isPresenceAnswer } from './http-presence.js';
import { createHttpRecord } from './http-record.js';
import { createHttpStops } from './http-stops.js';
import type { EventSourceLike } from './http-stream.js';

export { HTTP_BACKEND_ERROR_CODES, HttpBackendError, type HttpBackendErrorCode } from './http-errors.js';
export type { EventSourceLike } from './http-stream.js';

export interface HttpBackendOptions {
  /** Where the interface of `docs/protocol.md` is: `/api` or `https://host.example/api`. */
  baseUrl: string;
  /**
   * Sends requests; wrap it to add a header or to notice that nobody is signed in.
   * @default globalThis.fetch
   */
  fetch?: typeof fetch;
  /**
   * Whose page this is: every request says so, and a server refuses it where another person has signed in meanwhile, in
   * another window of this browser.
   * @default requests say it where they are given `by`, as the outbox does
   */
  reviewer?: Pick<Reviewer, 'id'>;
  /**
   * Whether changes by others are heard: through a stream, by asking only, or not at all. Where no stream gets through,
   * the backend asks by itself.
   * @default 'stream'
   */
  updates?: 'stream' | 'poll' | false;
  /**
   * Opens a stream; to send a header with it, for instance.
   * @default the browser's EventSource; where there is none, changes are asked for
   */
  eventSource?: (url: string) => EventSourceLike;
  /**
   * Whether the server keeps drafts.
   * @default false
   */
  drafts?: boolean;
  /**
   * Whether the server renews claims and hands out the next case.
   * @default false
   */
  claims?: boolean;
  /**
   * Whether the server keeps stops of a model and of everything.
   * @default false
   */
  stops?: boolean;
  /**
   * Whether the server has checks among the cases, and tells what was known of each that this person has decided (B-14).
   * @default false
   */
  checks?: boolean;
  /**
   * Whether the server keeps what became known of decided cases (B-27).
   * @default false
   */
  outcomes?: boolean;
  /**
   * Whether the server tells who else has a case open. While a case is on screen it is asked about every 20 seconds.
   * @default false
   */
  presence?: boolean;
  /**
   * Whether the server knows whom cases can be assigned to.
   * @default false
   */
  people?: boolean;
  /**
   * Whether the server has the record of all reviews, and this person may read it.
   * @default false
   */
  record?: boolean;
  /**
   * Whether the server also makes tables of that record.
   * @default false
   */
  tables?: boolean;
}

function searchOf(query: ReviewQuery | LogQuery): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const each of Array.isArray(value) ? value : [value]) search.append(name, String(each));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** Seconds, or a date that nobody needs here: the server's clock is another one. In milliseconds. */
/** Characters that outlive a page for certain: browsers refuse more than 64 KiB, and none takes more than three bytes. */
const KEPT_ALIVE = 20_000;

const readRetryAfter = (header: string | null) => (/^\d{1,6}$/.test(header ?? '') ? Number(header) * 1_000 : 0);

/**
 * Speaks the protocol of `docs/protocol.md` with a server. Every answer is a value; it rejects with `HttpBackendError`
 * where there is none, and with `review-unknown` where the server has no such review.
 */
export function createHttpBackend(options: HttpBackendOptions): ReviewBackend {
  const { updates = 'stream' } = options;
  const base = options.baseUrl.replace(/\/+$/, '');
  const clock = createServerClock();
  const reviewUrl = (id: string) => `/reviews/${encodeURIComponent(id)}`;

  /** Percent-encoded: a header holds no more than Latin letters. */
  const saidBy = (by = options.reviewer?.id): Record<string, string> =>
    by === undefined ? {} : { 'x-countersign-person': encodeURIComponent(by) };

  async function send(path: string, init: RequestInit): Promise<Response> {
    // Looked up with each request, so that a page may replace it after this was made.
    const ask = options.fetch ?? globalThis.fetch;
    const sentAt = Date.now();
    let response: Response;
    try {
      response = await ask(base + path, {
        credentials: 'same-origin',
        ...init,
        headers: { ...saidBy(), ...(init.headers as Record<string, string> | undefined) },
      });
    } catch (cause) {
      throw new HttpBackendError('unreachable', 'The server could not be reached.', { cause });
    }
    clock.learn(response.headers.get('x-server-time'), sentAt, Date.now());
    return response;
  }

  async function read(response: Response): Promise<unknown> {
    const { status } = response;
    let text: string;
    try {
      text = await response.text();
    } catch (cause) {
      throw new HttpBackendError('unreachable', 'The connection broke before the answer was complete.', {
        status,
        cause,
      });
    }
    const body = parseJson(text);
    const isJson = body !== undefined;
    if (response.ok && isJson) {
      feed?.noteAnswer(response.headers.get('x-log-position'));
      return body;
    }
    const said = isRecord(body) && isRecord(body.error) ? body.error : {};
    const words = isText(said.message) ? said.message : undefined;
    const wait = readRetryAfter(response.headers.get('retry-after'));
    const about = { status, ...(isText(said.code) && { reason: said.code }), ...(wait > 0 && { retryAfter: wait }) };
    if (status === 401) {
      throw new HttpBackendError('not-signed-in', words ?? 'Nobody is signed in.', about);
    }
    if (status >= 500) {
      throw new HttpBackendError('server-failed', words ?? `The server failed with status ${status}.`, about);
    }
    if (status >= 400 && isJson) {
      const message = words ?? `The server refused the request with status ${status}.`;
      throw new HttpBackendError('request-refused', message, about);
    }
    throw new HttpBackendError('answer-invalid', `The server answered with status ${status} and no JSON.`, { status });
  }

  const request = async (path: string, init: RequestInit = {}) => read(await send(path, init));

  /** An answer that is read as it comes; a refusal is read at once. */
  async function open(path: string, init: RequestInit): Promise<Response> {
    const response = await send(path, init);
    if (!response.ok) await read(response);
    return response;
  }

  async function ask<T>(path: string, isExpected: (body: unknown) => body is T, init?: RequestInit): Promise<T> {
    const body = await request(path, init);
    if (!isExpected(body)) {
      throw new HttpBackendError('answer-invalid', 'The server answered with something else than was asked for.');
    }
    return body;
  }

  /** The same for a path below one review: a server without that review says so with a code. */
  async function askReview<T>(id: string, path: string, isExpected: (body: unknown) => body is T, init?: RequestInit) {
    try {
      return await ask(reviewUrl(id) + path, isExpected, init);
    } catch (error) {
      const isUnknown = error instanceof HttpBackendError && error.reason === 'review-unknown';
      throw isUnknown ? errorFor('review-unknown', id) : error;
    }
  }

  /** A key that is missing is sent as none: as a header it would be the word "undefined", and everybody's the same. */
  const keyed = (key: string | undefined) => ({ 'idempotency-key': key ?? '' });

  const withJson = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

  const searchAfter = (since: string | undefined, more: Record<string, string> = {}) => {
    const search = new URLSearchParams({ ...(since !== undefined && { since }), ...more }).toString();
    return search && `?${search}`;
  };
  const openSource =
    options.eventSource ??
    (typeof EventSource === 'undefined' ? undefined : (url: string) => new EventSource(url) as EventSourceLike);
  const stops = options.stops
    ? createHttpStops({
        ask,
        order: (body, { idempotencyKey, by }) => withJson('POST', body, { ...keyed(idempotencyKey), ...saidBy(by) }),
        feed: () => feed,
      })
    : undefined;
  const feed =
    updates === false
      ? undefined
      : createChangeFeed({
          ...(updates === 'stream' &&
            openSource && {
              // A browser's stream carries no header.
              connect: (since) => {
                const search = searchAfter(since, options.reviewer && { person: options.reviewer.id });
                const source = openSource(`${base}/events${search}`);
                stops?.hearOn(source);
                return source;
              },
            }),
          ask: (since, hold, signal) =>
            ask(`/changes${searchAfter(since, { wait: String(Math.round(hold / 1_000)) })}`, isChangesAnswer, {
              signal,
              cache: 'no-store',
            }),
          timing: CHANGES_TIMING,
        });

  return {
    list: (query) => ask(`/reviews${searchOf(query)}`, isPageOf(isSummary)),
    load: (id, { signal } = {}) => askReview(id, '', isReview, signal ? { signal: signal as AbortSignal } : undefined),
    send: async (id, command, { idempotencyKey, by, ...body }) => {
      const headers = { ...keyed(idempotencyKey), ...saidBy(by) };
      return askReview(id, '/commands', isResult, withJson('POST', { command, ...body }, headers));
    },
    history: (id, cursor) =>
      askReview(
        id,
        `/history${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`,
        isPageOf(isEntry),
      ),
    now: clock.now,
    ...(feed && { subscribe: feed.subscribe }),
    ...(stops && { stops: stops.service }),
    ...(options.claims && {
      claims: {
        renew: (id, { fence }) => askReview(id, '/claim/renew', isRenewResult, withJson('POST', { fence })),
        next: async (query, { idempotencyKey, holder }) => {
          const { order, risk, kind } = query;
          const init = withJson('POST', { order, risk, kind, holder }, keyed(idempotencyKey));
          return (await ask('/reviews/next', isNextAnswer, init)).review ?? undefined;
        },
      },
    }),
    ...(options.checks && {
      checks: { outcome: async (id) => (await askReview(id, '/check', isCheckAnswer)).outcome ?? undefined },
    }),
    ...(options.outcomes && {
      outcomes: {
        of: async (id) => (await askReview(id, '/outcome', isOutcomeAnswer)).outcome ?? undefined,
        own: async () => (await ask('/outcomes/own', isOwnOutcomesAnswer)).outcomes,
      },
    }),
    ...(options.presence && {
      presence: createHttpPresence({
        say: async (id, page) =>
          (await askReview(id, `/presence?page=${page}`, isPresenceAnswer, { method: 'PUT' })).people,
        leave: (id, page) => request(`${reviewUrl(id)}/presence?page=${page}`, { method: 'DELETE', keepalive: true }),
      }),
    }),
    ...(options.people && {
      people: async () => (await ask('/people/assignable', isPeopleAnswer)).people,
    }),
    ...(options.record && { record: createHttpRecord({ ask, open, searchOf, hasTables: options.tables ?? false }) }),
    ...(options.drafts && {
      drafts: {
        save: async (id, draft, { by, isLeaving } = {}) => {
          const init = withJson('PUT', draft, saidBy(by));
          const keepalive = isLeaving === true && String(init.body).length <= KEPT_ALIVE;
          await request(`${reviewUrl(id)}/draft`, { ...init, ...(keepalive && { keepalive }) });
        },
        load: async (id, { by } = {}) =>
          (await ask(`${reviewUrl(id)}/draft`, isDraftAnswer, { headers: saidBy(by) })).draft ?? undefined,
        clear: async (id, { by, typedUntil } = {}) => {
          const until = typedUntil === undefined ? '' : `?typedUntil=${encodeURIComponent(typedUntil)}`;
          await request(`${reviewUrl(id)}/draft${until}`, { method: 'DELETE', headers: saidBy(by) });
        },
      },
    }),
  };
}
