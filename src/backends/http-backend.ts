import { errorFor } from '../internal/errors.js';
import type { Draft, Page, ReviewBackend, ReviewChange, ReviewQuery, Unsubscribe } from '../review/backend.types.js';
import {
  type AuditEntry,
  COMMAND_OUTCOMES,
  type CommandOutcome,
  type CommandResult,
  type Review,
  type ReviewSummary,
} from '../review/review.types.js';

export const HTTP_BACKEND_ERROR_CODES = [
  'unreachable',
  'server-failed',
  'answer-invalid',
  'not-signed-in',
  'request-refused',
] as const;
/**
 * Why there is no answer: nothing was heard · the server broke · what it sent is not an answer · nobody is signed in ·
 * the request was refused before anybody looked at the review.
 */
export type HttpBackendErrorCode = (typeof HTTP_BACKEND_ERROR_CODES)[number];

interface HttpBackendErrorDetails {
  status?: number;
  reason?: string;
  cause?: unknown;
}

/** A request without an answer. Whether a command arrived is not known unless `status` says so: send it again, same key. */
export class HttpBackendError extends Error {
  readonly code: HttpBackendErrorCode;
  /** HTTP status, where there was one. */
  readonly status?: number;
  /** The server's own code for the refusal, where it gave one. */
  readonly reason?: string;

  constructor(code: HttpBackendErrorCode, message: string, details: HttpBackendErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'HttpBackendError';
    this.code = code;
    if (details.status !== undefined) this.status = details.status;
    if (details.reason !== undefined) this.reason = details.reason;
  }
}

/** What is needed of an `EventSource`; the browser's own fits. */
export interface EventSourceLike {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: { data?: unknown; lastEventId?: string }) => void): void;
  close(): void;
}

export interface HttpBackendOptions {
  /** Where the interface of `docs/protocol.md` is: `/api` or `https://host.example/api`. */
  baseUrl: string;
  /**
   * Sends requests; wrap it to add a header or to notice that nobody is signed in.
   * @default globalThis.fetch
   */
  fetch?: typeof fetch;
  /**
   * Makes the connection for live updates; `false` leaves them out.
   * @default the browser's EventSource, where there is one
   */
  eventSource?: ((url: string) => EventSourceLike) | false;
  /**
   * Whether the server keeps drafts.
   * @default false
   */
  drafts?: boolean;
}

/** `EventSource.CLOSED`: the connection failed for good and is not tried again by itself. */
const CLOSED = 2;
const SHORTEST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

type Fields = { readonly [name: string]: unknown };

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/* The least that the kit rests on. Words it does not know, of a newer server, pass: they are shown as they are. */

function isReview(value: unknown): value is Review {
  return (
    isRecord(value) &&
    isText(value.id) &&
    isText(value.state) &&
    isText(value.status) &&
    typeof value.version === 'number' &&
    Array.isArray(value.signatures) &&
    isRecord(value.policy) &&
    isRecord(value.proposal) &&
    isRecord(value.proposal.subject)
  );
}

function isSummary(value: unknown): value is ReviewSummary {
  return (
    isRecord(value) &&
    isText(value.id) &&
    typeof value.title === 'string' &&
    isText(value.status) &&
    typeof value.version === 'number' &&
    Array.isArray(value.why)
  );
}

function isEntry(value: unknown): value is AuditEntry {
  return (
    isRecord(value) &&
    isText(value.id) &&
    typeof value.seq === 'number' &&
    isText(value.type) &&
    isRecord(value.by) &&
    isRecord(value.command)
  );
}

function isPageOf<T>(isItem: (item: unknown) => item is T) {
  return (value: unknown): value is Page<T> =>
    isRecord(value) &&
    Array.isArray(value.items) &&
    value.items.every(isItem) &&
    (value.next === undefined || typeof value.next === 'string');
}

function isResult(value: unknown): value is CommandResult {
  if (!isRecord(value) || !COMMAND_OUTCOMES.includes(value.outcome as CommandOutcome)) return false;
  switch (value.outcome as CommandOutcome) {
    case 'accepted':
      return isReview(value.review) && isEntry(value.entry);
    case 'conflict':
    case 'claim-lost':
    case 'already-decided':
      return isReview(value.review);
    case 'held':
      return isRecord(value.hold);
    case 'forbidden':
      return isRecord(value.why);
    case 'invalid':
      return Array.isArray(value.issues);
  }
}

function isDraftAnswer(value: unknown): value is { draft: Draft | null } {
  return isRecord(value) && (value.draft === null || isRecord(value.draft));
}

function searchOf(query: ReviewQuery): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const each of Array.isArray(value) ? value : [value]) search.append(name, String(each));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

type ChangeListener = (change: ReviewChange) => void;
type Connect = (url: string) => EventSourceLike;

/** Keeps one connection for live updates, from a position on, and makes a new one where the browser gives up. */
function follow(connect: Connect, url: string, listener: ChangeListener, since?: string): Unsubscribe {
  let position = since;
  let source: EventSourceLike | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = SHORTEST_WAIT;
  let isOpen = true;

  const open = () => {
    const current = connect(position === undefined ? url : `${url}?since=${encodeURIComponent(position)}`);
    source = current;
    current.addEventListener('ready', ({ lastEventId }) => {
      wait = SHORTEST_WAIT;
      position = lastEventId || position;
    });
    current.addEventListener('review', ({ data, lastEventId }) => {
      if (!isOpen || !lastEventId) return;
      position = lastEventId;
      const summary = parseJson(String(data));
      // What is no summary changes nothing here; the next list says what is true.
      if (isSummary(summary)) listener({ cursor: lastEventId, summary });
    });
    current.addEventListener('error', () => {
      // While it only reconnects, the browser goes on by itself from the last id it heard.
      if (!isOpen || source !== current || current.readyState !== CLOSED) return;
      clearTimeout(timer);
      timer = setTimeout(open, wait * (0.5 + Math.random() / 2));
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
  };
  open();
  return () => {
    isOpen = false;
    clearTimeout(timer);
    source?.close();
  };
}

/** The value that a text holds; nothing where it is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Speaks the protocol of `docs/protocol.md` with a server. Every answer is a value; it rejects with `HttpBackendError`
 * where there is none, and with `review-unknown` where the server has no such review.
 */
export function createHttpBackend(options: HttpBackendOptions): ReviewBackend {
  const base = options.baseUrl.replace(/\/+$/, '');
  const reviewUrl = (id: string) => `/reviews/${encodeURIComponent(id)}`;

  async function request(path: string, init: RequestInit = {}): Promise<unknown> {
    // Looked up with each request, so that a page may replace it after this was made.
    const send = options.fetch ?? globalThis.fetch;
    let response: Response;
    try {
      response = await send(base + path, { credentials: 'same-origin', ...init });
    } catch (cause) {
      throw new HttpBackendError('unreachable', 'The server could not be reached.', { cause });
    }
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
    if (response.ok && isJson) return body;
    const said = isRecord(body) && isRecord(body.error) ? body.error : {};
    const words = isText(said.message) ? said.message : undefined;
    if (status === 401) {
      throw new HttpBackendError('not-signed-in', words ?? 'Nobody is signed in.', { status });
    }
    if (status >= 500) {
      throw new HttpBackendError('server-failed', words ?? `The server failed with status ${status}.`, { status });
    }
    if (status >= 400 && isJson) {
      const message = words ?? `The server refused the request with status ${status}.`;
      throw new HttpBackendError('request-refused', message, {
        status,
        ...(isText(said.code) && { reason: said.code }),
      });
    }
    throw new HttpBackendError('answer-invalid', `The server answered with status ${status} and no JSON.`, { status });
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

  const withJson = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

  const connect: Connect | false =
    options.eventSource ??
    (typeof EventSource === 'undefined' ? false : (url: string): EventSourceLike => new EventSource(url) as never);

  const listeners = new Set<ChangeListener>();
  let stopSharing: Unsubscribe | undefined;

  return {
    list: (query) => ask(`/reviews${searchOf(query)}`, isPageOf(isSummary)),
    load: (id) => askReview(id, '', isReview),
    send: (id, command, { idempotencyKey, ...options }) =>
      askReview(
        id,
        '/commands',
        isResult,
        withJson('POST', { command, ...options }, { 'idempotency-key': idempotencyKey }),
      ),
    history: (id, cursor) =>
      askReview(
        id,
        `/history${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`,
        isPageOf(isEntry),
      ),
    ...(connect && {
      subscribe: (listener, { since } = {}) => {
        if (since !== undefined) return follow(connect, `${base}/events`, listener, since);
        // A browser opens six connections to a server at most: everybody who begins now shares one.
        listeners.add(listener);
        stopSharing ??= follow(connect, `${base}/events`, (change) => {
          for (const each of [...listeners]) each(change);
        });
        return () => {
          listeners.delete(listener);
          if (listeners.size > 0) return;
          stopSharing?.();
          stopSharing = undefined;
        };
      },
    }),
    ...(options.drafts && {
      drafts: {
        save: async (id, draft) => {
          await request(`${reviewUrl(id)}/draft`, withJson('PUT', draft));
        },
        load: async (id) => (await ask(`${reviewUrl(id)}/draft`, isDraftAnswer)).draft ?? undefined,
        clear: async (id) => {
          await request(`${reviewUrl(id)}/draft`, { method: 'DELETE' });
        },
      },
    }),
  };
}
