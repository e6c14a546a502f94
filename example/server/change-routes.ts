import { Hono } from 'hono';
import { PING, streamChanges, waitForChanges } from './event-stream.js';
import { RequestError } from './request-error.js';
import type { ReviewStore } from './review-store.js';
import type { Env } from './sign-in.js';

/** The longest that a question for changes is held back, in seconds. */
const LONGEST_WAIT = 30;

/** More windows than anybody looks at; each open stream asks the database after every change. */
const STREAMS_PER_PERSON = 20;
/** How soon somebody who has too many may come again, in seconds. */
const RETRY_AFTER = 30;

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
  /** How many streams somebody has open, by id. */
  const open = new Map<string, number>();

  function takePlace(person: string): () => void {
    const count = open.get(person) ?? 0;
    if (count >= STREAMS_PER_PERSON) {
      const message = `You have ${count} streams open, in as many windows. Close one, or ask for changes instead.`;
      throw new RequestError(429, 'too-many-requests', message, { 'retry-after': String(RETRY_AFTER) });
    }
    open.set(person, count + 1);
    return () => {
      const left = (open.get(person) ?? 0) - 1;
      if (left > 0) open.set(person, left);
      else open.delete(person);
    };
  }

  routes.get('/events', (context) => {
    // A reconnecting browser says how far it came by itself; that is newer than the address it was given.
    const since = readPosition(context.req.header('last-event-id') || context.req.query('since'));
    // Its body would be thrown away and never end.
    if (context.req.method === 'HEAD') return context.body(null, 200, { 'content-type': 'text/event-stream' });
    const onEnd = takePlace(context.get('person').id);
    return streamChanges(context, { store, reader: context.get('reader'), since, stopping, ping, onEnd });
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
