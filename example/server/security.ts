import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { RequestError } from './request-error.js';

const LARGEST_BODY = 256 * 1024;

/** The header that every write carries, and what it says. */
const OWN_PAGE = ['x-requested-with', 'countersign'] as const;

/**
 * What the browser may do with an answer.
 *
 * @param isHttps whether browsers come by https, which they are then told to keep to
 */
export function protectAnswers(isHttps: boolean): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [], usb: [] },
    xFrameOptions: 'DENY',
    strictTransportSecurity: isHttps && 'max-age=31536000; includeSubDomains',
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
    if (!['GET', 'HEAD'].includes(context.req.method)) {
      if (!isSameOrigin(context)) {
        throw new RequestError(403, 'origin-refused', 'The request comes from another site.');
      }
      // The second line, should a browser or a proxy leave out where a request comes from: no form can set a header, and
      // a foreign script that sets one makes the browser ask first, which is never granted here.
      const [name, value] = OWN_PAGE;
      if (context.req.header(name) !== value) {
        throw new RequestError(403, 'header-missing', 'A write needs the header "X-Requested-With: countersign".');
      }
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
