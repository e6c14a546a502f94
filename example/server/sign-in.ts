import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { DEMO_PASSWORD, type People, type Person } from './people.js';
import { mayDecide } from './policy.js';
import { RequestError } from './request-error.js';
import { readJson } from './request-input.js';

const COOKIE = 'countersign_session';

/** What a route behind the sign-in knows of its request. */
export interface Env {
  Variables: {
    person: Person;
    /** Asks again who is behind the request, for what outlives it; nobody where the session has ended. */
    reader: () => Promise<Person | undefined>;
  };
}

/** Lets nobody by who is not signed in. */
export function requireSignIn(people: People): MiddlewareHandler<Env> {
  return async (context, next) => {
    const token = getCookie(context, COOKIE);
    const reader = () => people.find(token);
    const person = await reader();
    if (!person) throw new RequestError(401, 'not-signed-in', 'Sign in first.');
    context.set('person', person);
    context.set('reader', reader);
    await next();
  };
}

/**
 * The routes of `/api/people` and `/api/session`.
 *
 * @param onSessionEnd called after a session was ended
 */
export function signInRoutes(people: People, onSessionEnd: () => void): Hono {
  const routes = new Hono();

  const endSession = async (context: Context) => {
    const token = getCookie(context, COOKIE);
    if (!token) return;
    await people.signOut(token);
    onSessionEnd();
  };

  routes.get('/people', async (context) => {
    const list = await people.list();
    return context.json({
      people: list.map(({ id, name, title }) => ({ id, name, title })),
      // Printed on purpose: everybody here is made up.
      password: DEMO_PASSWORD,
    });
  });

  routes.get('/session', async (context) => {
    const reviewer = await people.find(getCookie(context, COOKIE));
    // To ask is no mistake: nobody is an answer.
    return context.json(reviewer ? { reviewer, canDecide: mayDecide(reviewer.roles) } : { reviewer: null });
  });

  routes.post('/session', async (context) => {
    const body = (await readJson(context)) as { person?: unknown; password?: unknown } | null;
    const { person, password } = body ?? {};
    if (typeof person !== 'string' || typeof password !== 'string' || password.length > 200) {
      throw new RequestError(400, 'sign-in-invalid', 'A person and a password are needed.');
    }
    const signedIn = await people.signIn(person, password);
    if (!signedIn) throw new RequestError(401, 'sign-in-refused', 'Person and password do not fit.');
    await endSession(context);
    setCookie(context, COOKIE, signedIn.token, { path: '/', httpOnly: true, sameSite: 'Strict' });
    return context.json({ reviewer: signedIn.person, canDecide: mayDecide(signedIn.person.roles) });
  });

  routes.delete('/session', async (context) => {
    await endSession(context);
    deleteCookie(context, COOKIE, { path: '/' });
    return context.json({});
  });

  return routes;
}
