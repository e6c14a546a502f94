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
  retryAfter?: number;
  cause?: unknown;
}

/** A request without an answer. Whether a command arrived is not known unless `status` says so: send it again, same key. */
export class HttpBackendError extends Error {
  readonly code: HttpBackendErrorCode;
  /** HTTP status, where there was one. */
  readonly status?: number;
  /** The server's own code for the refusal, where it gave one. */
  readonly reason?: string;
  /** How long the server asked to be left alone, in milliseconds. */
  readonly retryAfter?: number;

  constructor(code: HttpBackendErrorCode, message: string, details: HttpBackendErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'HttpBackendError';
    this.code = code;
    if (details.status !== undefined) this.status = details.status;
    if (details.reason !== undefined) this.reason = details.reason;
    if (details.retryAfter !== undefined) this.retryAfter = details.retryAfter;
  }
}
