import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isBusy } from './database-failures.js';
import { CursorError } from './review-query.js';

/** An answer that is none: why the request was not even looked at. Its code and message go over the wire. */
export class RequestError extends Error {
  override name = 'RequestError';

  constructor(
    readonly status: ContentfulStatusCode,
    readonly code: string,
    message: string,
    /** Headers of the answer. */
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

/** The answer about a review that is not there. */
export const unknownReview = (id: string) => new RequestError(404, 'review-unknown', `There is no review "${id}".`);

const BUSY = new RequestError(503, 'server-busy', 'The server has too much to do at this moment. Try again.', {
  // Seconds. Whoever stood in the way for as long as it took to give up is about to be ended.
  'retry-after': '2',
});

/** One form for everything that went wrong. What happened inside is for the log, not for the wire. */
export function answerError(thrown: Error, context: Context) {
  const error = isBusy(thrown) ? BUSY : thrown;
  if (error instanceof RequestError) {
    return context.json({ error: { code: error.code, message: error.message } }, error.status, error.headers);
  }
  if (error instanceof CursorError) {
    return context.json({ error: { code: 'cursor-invalid', message: error.message } }, 400);
  }
  console.error(error);
  return context.json({ error: { code: 'server-failed', message: 'The server could not answer. Try again.' } }, 500);
}
