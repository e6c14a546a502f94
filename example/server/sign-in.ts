import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';
import type { PasswordCheck } from './password-check.js';
import { DEMO_PASSWORD, type People, type Person } from './people.js';
import { isTrainee, mayAudit, mayDecide } from './policy.js';
import { PRESENCE_PATH } from './presence.js';
import { RequestError } from './request-error.js';
import { readJson } from './request-input.js';
import { senderAddress } from './sender-address.js';
import type { Session, Sessions } from './sessions.js';

/** What a page asks for by itself, while nobody may be sitting before it. */
const isBackground = (path: string) => ['/api/events', '/api/changes'].includes(path) || PRESENCE_PATH.test(path);

export const LONGEST_PASSWORD = 200;

/** What a route behind the sign-in knows of its request. */
export interface Env {
  Variables: {
    person: Person;
    /** Id of the session that the request came in. */
    session: string;
    /** Asks again who is behind the request, for what outlives it; nobody where the session has ended. */
    reader: () => Promise<Person | undefined>;
  };
}

export interface SignInOptions {
  people: People;
  sessions: Sessions;
  checkPassword: PasswordCheck;
  /** Called after sessions were ended. */
  onSessionEnd: () => void;
  /** Whether browsers come by https: the cookie is then sent by https only. */
  isHttps: boolean;
  /** How many proxies before this server are trusted to say where a request came from. */
  proxies: number;
}

function cookieOf(isHttps: boolean): [name: string, options: CookieOptions] {
  const options: CookieOptions = { path: '/', httpOnly: true, sameSite: 'Strict' };
  // The prefix makes browsers refuse the cookie from a neighbouring domain, and without `Secure`.
  return isHttps ? ['__Host-countersign_session', { ...options, secure: true }] : ['countersign_session', options];
}

/** Reads the session of a request, and hands out the token that replaces the one it came with. */
async function readSession(
  context: Context,
  { sessions, isHttps }: Pick<SignInOptions, 'sessions' | 'isHttps'>,
): Promise<Session | undefined> {
  const [name, options] = cookieOf(isHttps);
  const session = await sessions.read(getCookie(context, name), !isBackground(context.req.path));
  if (session?.replacement) setCookie(context, name, session.replacement, options);
  return session;
}

/** How a request says whose it is: a stream of a browser carries no header. */
const PERSON_HEADER = 'x-countersign-person';
const PERSON_PARAMETER = 'person';

/**
 * Refuses what a page sends for another person than is signed in: the cookie belongs to every window of a browser, and
 * may have changed since the page was loaded. Nothing else rests on what is said; who acts is who is signed in.
 */
function refuseOthers(context: Context, person: Person): void {
  const said = [
    [context.req.header(PERSON_HEADER), encodeURIComponent(person.id)],
    [context.req.query(PERSON_PARAMETER), person.id],
  ];
  if (said.some(([id, expected]) => id !== undefined && id !== expected)) {
    throw new RequestError(401, 'other-person', 'Somebody else is signed in by now: this came from another person.');
  }
}

/** Lets nobody by who is not signed in, or not the person that the request says it comes from. */
export function requireSignIn(options: Pick<SignInOptions, 'sessions' | 'isHttps'>): MiddlewareHandler<Env> {
  return async (context, next) => {
    const session = await readSession(context, options);
    if (!session) throw new RequestError(401, 'not-signed-in', 'Sign in first.');
    refuseOthers(context, session.person);
    context.set('person', session.person);
    context.set('session', session.id);
    context.set('reader', () => options.sessions.personOf(session.id));
    await next();
  };
}

/** Somebody who is signed in, and what is theirs to do. */
const signedIn = (reviewer: Person) => ({
  reviewer,
  canDecide: mayDecide(reviewer.roles),
  canAudit: mayAudit(reviewer.roles),
  isTrainee: isTrainee(reviewer.roles),
});

/** The routes of `/api/people`, `/api/session` and `/api/sessions`. */
export function signInRoutes(options: SignInOptions): Hono<Env> {
  const { people, sessions, checkPassword, onSessionEnd, isHttps, proxies } = options;
  const [name, cookie] = cookieOf(isHttps);
  const routes = new Hono<Env>();

  const endSession = async (context: Context) => {
    if (await sessions.end(getCookie(context, name))) onSessionEnd();
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
    const reviewer = (await readSession(context, options))?.person;
    // To ask is no mistake: nobody is an answer.
    return context.json(reviewer ? signedIn(reviewer) : { reviewer: null });
  });

  routes.post('/session', async (context) => {
    const body = (await readJson(context)) as { person?: unknown; password?: unknown } | null;
    const { person, password } = body ?? {};
    if (typeof person !== 'string' || typeof password !== 'string' || password.length > LONGEST_PASSWORD) {
      throw new RequestError(400, 'sign-in-invalid', 'A person and a password are needed.');
    }
    const reviewer = await checkPassword(person, password, senderAddress(context, proxies));
    if (!reviewer) throw new RequestError(401, 'sign-in-refused', 'Person and password do not fit.');
    // Whatever cookie came along, somebody else may have put it there: it is good for nothing from here on.
    await endSession(context);
    setCookie(context, name, await sessions.start(reviewer), cookie);
    return context.json(signedIn(reviewer));
  });

  routes.delete('/session', async (context) => {
    await endSession(context);
    deleteCookie(context, name, cookie);
    return context.json({});
  });

  routes.delete('/sessions', requireSignIn(options), async (context) => {
    await sessions.endAll(context.get('person').id);
    onSessionEnd();
    deleteCookie(context, name, cookie);
    return context.json({});
  });

  return routes;
}
