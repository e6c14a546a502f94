import type { LogKey, LogQuery, Page, RecordedEntry, RecordScope, RecordService } from '../review/backend.types.js';
import { isEntry, isKeysAnswer, isPageOf } from './http-answers.js';
import { HttpBackendError } from './http-errors.js';

interface HttpRecordOptions {
  /** Asks for something, and rejects where something else is answered. */
  ask<T>(path: string, isExpected: (body: unknown) => body is T): Promise<T>;
  /** The answer to a request once its head is there, where it is no refusal. */
  open(path: string, init: RequestInit): Promise<Response>;
  searchOf(query: LogQuery): string;
  hasTables: boolean;
}

/** A file that a server sends: what says in its head that it is one, and what it is called where it is not. */
const LOG_FILE = { type: 'application/x-ndjson', name: 'a log file' };
const TABLE = { type: 'text/csv', name: 'a table' };

/** The bytes of a file as they come. Whoever stops reading ends the request. */
async function* readBytes(
  open: () => Promise<Response>,
  stop: AbortController,
  { type, name }: typeof LOG_FILE,
): AsyncGenerator<Uint8Array> {
  let isWhole = false;
  try {
    const { body, status, headers } = await open();
    // A sign-in page, say, with status 200.
    if (!headers.get('content-type')?.startsWith(type)) {
      throw new HttpBackendError('answer-invalid', `The server answered with something else than ${name}.`, {
        status,
      });
    }
    const reader = body?.getReader();
    for (;;) {
      const { done, value } = (await reader?.read().catch((cause: unknown) => {
        throw new HttpBackendError('unreachable', 'The connection broke before the answer was complete.', {
          status,
          cause,
        });
      })) ?? { done: true };
      isWhole = done;
      if (done) return;
      yield value as Uint8Array;
    }
  } finally {
    if (!isWhole) stop.abort();
  }
}

/** The record of all reviews, from a server that has the routes of `/log`. */
export function createHttpRecord({ ask, open, searchOf, hasTables }: HttpRecordOptions): RecordService {
  const read = (path: string, { reviewId, from, to }: RecordScope, file: typeof LOG_FILE) => {
    const stop = new AbortController();
    const search = searchOf({ reviewId, from, to });
    return readBytes(() => open(`${path}${search}`, { signal: stop.signal, cache: 'no-store' }), stop, file);
  };
  return {
    log: (query): Promise<Page<RecordedEntry>> => ask(`/log${searchOf(query)}`, isPageOf(isEntry)),
    export: (scope) => read('/log/export', scope, LOG_FILE),
    ...(hasTables && { table: (scope: RecordScope) => read('/log/export.csv', scope, TABLE) }),
    keys: async (): Promise<readonly LogKey[]> => (await ask('/log/keys', isKeysAnswer)).keys,
  };
}
