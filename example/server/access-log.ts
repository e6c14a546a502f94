import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { PRESENCE_PATH } from './presence.js';
import type { Env } from './sign-in.js';

/** One answered request, as it is logged. */
export interface AccessLine {
  time: string;
  method: string;
  /** The route as the program has it, `/api/reviews/:id`, or the path of a file. */
  route: string;
  status: number;
  /** Until the answer began, in milliseconds. */
  ms: number;
  /** Id of who asked, where somebody was signed in. */
  person?: string;
}

/**
 * Nothing of what was sent: what stands in a path, or where an id belongs, may be anything, a token pasted into the wrong
 * field included.
 */
function routeOf(context: Context): string {
  const route = matchedRoutes(context).findLast(({ method, path }) => method !== 'ALL' && path !== '/*');
  if (route) return route.path;
  return context.res.status === 200 ? context.req.path : '(none)';
}

/**
 * Logs every answered request in one line of JSON: no path, no headers, no query, no body. Who had a case open for how long is
 * nobody's to read (B-26): of that only what was refused is logged.
 */
export function logAccess(log: (line: string) => void, clock: () => number): MiddlewareHandler<Env> {
  return async (context, next) => {
    const started = performance.now();
    await next();
    if (PRESENCE_PATH.test(context.req.path) && context.res.status < 400) return;
    const person = context.get('person') as Env['Variables']['person'] | undefined;
    const line: AccessLine = {
      time: new Date(clock()).toISOString(),
      method: context.req.method,
      route: routeOf(context),
      status: context.res.status,
      ms: Math.round(performance.now() - started),
      ...(person && { person: person.id }),
    };
    log(JSON.stringify(line));
  };
}
