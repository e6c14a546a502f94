import type { Context, MiddlewareHandler } from 'hono';
import type { Env } from './sign-in.js';

const LONGEST_PATH = 200;

/** One answered request, as it is logged. */
export interface AccessLine {
  time: string;
  method: string;
  /** Without the query, which holds what people search for. */
  path: string;
  status: number;
  /** Until the answer began, in milliseconds. */
  ms: number;
  /** Id of who asked, where somebody was signed in. */
  person?: string;
}

/**
 * Only a path that belongs to a route is named: what stands in another one may be anything, a token pasted into the wrong
 * field included.
 */
function pathOf(context: Context): string {
  return context.res.status === 404 ? '(unknown)' : context.req.path.slice(0, LONGEST_PATH);
}

/** Logs every answered request in one line of JSON: no headers, no query, no body. */
export function logAccess(log: (line: string) => void, clock: () => number): MiddlewareHandler<Env> {
  return async (context, next) => {
    const started = performance.now();
    await next();
    const person = context.get('person') as Env['Variables']['person'] | undefined;
    const line: AccessLine = {
      time: new Date(clock()).toISOString(),
      method: context.req.method,
      path: pathOf(context),
      status: context.res.status,
      ms: Math.round(performance.now() - started),
      ...(person && { person: person.id }),
    };
    log(JSON.stringify(line));
  };
}
