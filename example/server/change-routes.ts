import { Hono } from 'hono';
import { PING, streamChanges, waitForChanges } from './event-stream.js';
import { RequestError } from './request-error.js';
import type { ReviewStore } from './review-store.js';
import type { Env } from './sign-in.js';

/** The longest that a question for changes is held back, in seconds. */
const LONGEST_WAIT = 30;

/** The position that a reader named, where it named one. */
function readPosition(since: string | undefined): string | undefined {
  if (since !== undefined && !/^\d{1,18}$/.test(since)) {
    throw new RequestError(400, 'query-invalid', 'since: the id of an event was expected.');
  }
  return since;
}

/**
 * What changed since a position, as docs/protocol.md describes it.
 *
 * @param stopping ends every open stream and answers every question that waits
 * @param ping milliseconds between two pings of a stream
 */
export function changeRoutes(store: ReviewStore, stopping: AbortSignal, ping = PING): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get('/events', (context) => {
    // A reconnecting browser says how far it came by itself; that is newer than the address it was given.
    const since = readPosition(context.req.header('last-event-id') || context.req.query('since'));
    return streamChanges(context, { store, reader: context.get('reader'), since, stopping, ping });
  });

  routes.get('/changes', async (context) => {
    const since = readPosition(context.req.query('since'));
    const wait = context.req.query('wait') ?? '0';
    if (!/^\d{1,2}$/.test(wait) || Number(wait) > LONGEST_WAIT) {
      throw new RequestError(400, 'query-invalid', `wait: whole seconds from 0 to ${LONGEST_WAIT} were expected.`);
    }
    const answer = await waitForChanges(
      { store, reader: context.get('reader'), since, stopping },
      Number(wait) * 1_000,
      context.req.raw.signal,
    );
    if (!answer) throw new RequestError(401, 'not-signed-in', 'Sign in first.');
    return context.json(answer);
  });

  return routes;
}
