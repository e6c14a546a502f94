import { Hono } from 'hono';
import { streamChanges } from './event-stream.js';
import { RequestError } from './request-error.js';
import type { ReviewStore } from './review-store.js';
import type { Env } from './sign-in.js';

/**
 * What changed since a position, as docs/protocol.md describes it.
 *
 * @param stopping ends every open stream
 */
export function changeRoutes(store: ReviewStore, stopping: AbortSignal): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get('/events', async (context) => {
    // A reconnecting browser says how far it came by itself; that is newer than the address it was given.
    const since = context.req.header('last-event-id') || context.req.query('since');
    if (since !== undefined && !/^\d{1,18}$/.test(since)) {
      throw new RequestError(400, 'query-invalid', 'since: the id of an event was expected.');
    }
    return streamChanges(context, { store, reader: context.get('reader'), since, stopping });
  });

  return routes;
}
