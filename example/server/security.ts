import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { RequestError } from './request-error.js';

const LARGEST_BODY = 256 * 1024;

/** What the browser may do with an answer. */
export function protectAnswers(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    // Browsers would go on to ask for https, which a demonstration on loopback does not speak.
    strictTransportSecurity: false,
  });
}

/** Whether a request that changes something comes from a page of this very host. */
function isSameOrigin(context: Context): boolean {
  const site = context.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = context.req.header('origin');
  if (origin === undefined) return true; // No browser: every browser names the origin of a write.
  try {
    return new URL(origin).host === context.req.header('host');
  } catch {
    return false;
  }
}

/**
 * Refuses what another site's page could make a browser send.
 *
 * @param hosts names that requests may carry; any when absent
 */
export function refuseForeign(hosts?: readonly string[]): MiddlewareHandler {
  return async (context, next) => {
    // Another name that resolves to this machine would let a foreign page in (DNS rebinding).
    const host = (context.req.header('host') ?? '').replace(/:\d+$/, '');
    if (hosts && !hosts.includes(host)) {
      throw new RequestError(403, 'host-refused', 'This server answers to its own name only.');
    }
    if (!['GET', 'HEAD'].includes(context.req.method) && !isSameOrigin(context)) {
      throw new RequestError(403, 'origin-refused', 'The request comes from another site.');
    }
    await next();
  };
}

/** Refuses a body that is larger than any command or draft may be. */
export function limitBodies(): MiddlewareHandler {
  return bodyLimit({
    maxSize: LARGEST_BODY,
    onError: (context) =>
      context.json(
        { error: { code: 'body-too-large', message: `The body is larger than ${LARGEST_BODY} bytes.` } },
        413,
        // The rest of the body is not read: nobody may reuse the connection.
        { connection: 'close' },
      ),
  });
}
