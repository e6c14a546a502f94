import type { Draft, ReviewQuery } from 'countersign/core';
import {
  REVIEW_ORDERS,
  REVIEW_STATUSES,
  type ReviewOrder,
  type ReviewStatus,
  RISKS,
  type Risk,
} from 'countersign/core';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { secureHeaders } from 'hono/secure-headers';
import { TrainingError } from '../model/credit-model.js';
import { applicationPage } from './application-page.js';
import { readCommandRequest } from './command-input.js';
import { isStorable } from './database.js';
import { streamChanges } from './event-stream.js';
import type { ModelService } from './model-service.js';
import type { People, Person } from './people.js';
import { DEMO_PASSWORD } from './people.js';
import { mayDecide } from './policy.js';
import { CursorError, LONGEST_PAGE } from './review-query.js';
import type { ReviewStore } from './review-store.js';
import type { StaticFiles } from './static-files.js';

const COOKIE = 'countersign_session';
const LARGEST_BODY = 256 * 1024;
const LONGEST_KEY = 200;

export interface AppOptions {
  store: ReviewStore;
  people: People;
  model: ModelService;
  /** The built page; none in tests of the interface alone. */
  page?: StaticFiles;
  /** Host names that requests may carry, where the server listens on loopback only: others are refused. */
  hosts?: readonly string[];
  /** Ends every open stream. */
  stopping: AbortSignal;
  log?: (line: string) => void;
}

interface Env {
  Variables: { person: Person };
}

/** An answer that is none: why the request was not even looked at. */
class RequestError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 415,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const unknownReview = (id: string) => new RequestError(404, 'review-unknown', `There is no review "${id}".`);

async function readJson(context: Context): Promise<unknown> {
  if (!/^application\/json\b/i.test(context.req.header('content-type') ?? '')) {
    throw new RequestError(415, 'not-json', 'The body must be sent as application/json.');
  }
  try {
    return await context.req.json();
  } catch (error) {
    if (error instanceof SyntaxError) throw new RequestError(400, 'json-invalid', 'The body is not JSON.');
    throw error;
  }
}

function oneOf<T extends string>(name: string, values: readonly string[], options: readonly T[]): T[] {
  const wrong = values.find((value) => !options.includes(value as T));
  if (wrong !== undefined) {
    throw new RequestError(400, 'query-invalid', `${name}: one of ${options.join(', ')} was expected.`);
  }
  return values as T[];
}

function readQuery(url: string): ReviewQuery {
  const given = new URL(url).searchParams;
  const query: ReviewQuery = {};
  for (const [name, value] of given) {
    if (!isStorable(value)) throw new RequestError(400, 'query-invalid', `${name}: a text without NUL was expected.`);
  }
  const limit = given.get('limit');
  if (limit !== null) {
    query.limit = Number(limit);
    if (!/^\d{1,3}$/.test(limit) || query.limit < 1 || query.limit > LONGEST_PAGE) {
      throw new RequestError(400, 'query-invalid', `limit: a whole number from 1 to ${LONGEST_PAGE} was expected.`);
    }
  }
  const order = given.get('order');
  if (order !== null) query.order = oneOf<ReviewOrder>('order', [order], REVIEW_ORDERS)[0];
  if (given.has('status')) query.status = oneOf<ReviewStatus>('status', given.getAll('status'), REVIEW_STATUSES);
  if (given.has('risk')) query.risk = oneOf<Risk>('risk', given.getAll('risk'), RISKS);
  for (const name of ['cursor', 'kind', 'text'] as const) {
    const value = given.get(name);
    if (value !== null) query[name] = value;
  }
  return query;
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

export function createApp({ store, people, model, page, hosts, stopping, log }: AppOptions) {
  const app = new Hono<Env>();

  app.use(async (context, next) => {
    await next();
    const { pathname } = new URL(context.req.url);
    log?.(`${context.req.method} ${pathname} ${context.res.status}`);
  });
  app.use(
    secureHeaders({
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
    }),
  );
  app.use(async (context, next) => {
    // Another name that resolves to this machine would let a foreign page in (DNS rebinding).
    const host = (context.req.header('host') ?? '').replace(/:\d+$/, '');
    if (hosts && !hosts.includes(host)) {
      throw new RequestError(403, 'host-refused', 'This server answers to its own name only.');
    }
    if (!['GET', 'HEAD'].includes(context.req.method) && !isSameOrigin(context)) {
      throw new RequestError(403, 'origin-refused', 'The request comes from another site.');
    }
    await next();
  });
  app.use(
    bodyLimit({
      maxSize: LARGEST_BODY,
      onError: (context) =>
        context.json(
          { error: { code: 'body-too-large', message: `The body is larger than ${LARGEST_BODY} bytes.` } },
          413,
          // The rest of the body is not read: nobody may reuse the connection.
          { connection: 'close' },
        ),
    }),
  );
  app.use('/api/*', async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });

  /* Signing in ----------------------------------------------------------------------------------------------------- */

  app.get('/api/people', async (context) => {
    const list = await people.list();
    return context.json({
      people: list.map(({ id, name, title }) => ({ id, name, title })),
      // Printed on purpose: everybody here is made up.
      password: DEMO_PASSWORD,
    });
  });

  const endSession = async (context: Context<Env>) => {
    const token = getCookie(context, COOKIE);
    if (!token) return;
    await people.signOut(token);
    // Wakes every open stream: those of this session find that it is over.
    store.announce();
  };

  app.post('/api/session', async (context) => {
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

  app.delete('/api/session', async (context) => {
    await endSession(context);
    deleteCookie(context, COOKIE, { path: '/' });
    return context.json({});
  });

  const signedIn = async (context: Context<Env>, next: () => Promise<void>) => {
    const person = await people.find(getCookie(context, COOKIE));
    if (!person) throw new RequestError(401, 'not-signed-in', 'Sign in first.');
    context.set('person', person);
    await next();
  };

  app.get('/api/session', async (context) => {
    const reviewer = await people.find(getCookie(context, COOKIE));
    // To ask is no mistake: nobody is an answer.
    return context.json(reviewer ? { reviewer, canDecide: mayDecide(reviewer.roles) } : { reviewer: null });
  });

  /* Reviews: docs/protocol.md --------------------------------------------------------------------------------------- */

  app.use('/api/*', signedIn);
  app.use('/api/reviews/:id/*', async (context, next) => {
    const id = context.req.param('id');
    if (!isStorable(id)) throw unknownReview(id);
    await next();
  });

  app.get('/api/reviews', async (context) =>
    context.json(await store.list(readQuery(context.req.url), context.get('person'))),
  );

  app.get('/api/reviews/:id', async (context) => {
    const review = await store.load(context.req.param('id'), context.get('person'));
    if (!review) throw unknownReview(context.req.param('id'));
    return context.json(review);
  });

  app.get('/api/reviews/:id/history', async (context) => {
    const id = context.req.param('id');
    const history = await store.history(id, context.get('person'), context.req.query('cursor'));
    if (!history) throw unknownReview(id);
    return context.json(history);
  });

  app.post('/api/reviews/:id/commands', async (context) => {
    const id = context.req.param('id');
    const key = context.req.header('idempotency-key') ?? '';
    if (key === '' || key.length > LONGEST_KEY) {
      throw new RequestError(
        400,
        'idempotency-key-missing',
        'A command needs an Idempotency-Key of 1 to 200 characters.',
      );
    }
    const read = readCommandRequest(await readJson(context));
    if (!read.request) return context.json({ outcome: 'invalid', issues: read.issues });
    const result = await store.send(id, read.request, context.get('person'), key);
    if (!result) throw unknownReview(id);
    return context.json(result);
  });

  app.get('/api/reviews/:id/draft', async (context) => {
    const draft = await store.drafts.load(context.req.param('id'), context.get('person'));
    return context.json({ draft: draft ?? null });
  });

  app.put('/api/reviews/:id/draft', async (context) => {
    const id = context.req.param('id');
    const draft = await readJson(context);
    if (typeof draft !== 'object' || draft === null || Array.isArray(draft)) {
      throw new RequestError(400, 'draft-invalid', 'A draft is a record.');
    }
    if (!(await store.load(id, context.get('person')))) throw unknownReview(id);
    await store.drafts.save(id, context.get('person'), draft as Draft);
    return context.json({});
  });

  app.delete('/api/reviews/:id/draft', async (context) => {
    await store.drafts.clear(context.req.param('id'), context.get('person'));
    return context.json({});
  });

  app.get('/api/events', async (context) => {
    // A reconnecting browser says how far it came by itself; that is newer than the address it was given.
    const since = context.req.header('last-event-id') || context.req.query('since');
    if (since !== undefined && !/^\d{1,18}$/.test(since)) {
      throw new RequestError(400, 'query-invalid', 'since: the id of an event was expected.');
    }
    const token = getCookie(context, COOKIE);
    return streamChanges(context, { store, reader: () => people.find(token), since, stopping });
  });

  /* The model ------------------------------------------------------------------------------------------------------- */

  app.get('/api/model', async (context) => context.json(await model.state()));

  app.post('/api/model/retrain', async (context) => {
    if (!mayDecide(context.get('person').roles)) {
      throw new RequestError(403, 'role-missing', 'Retraining takes the role of a reviewer.');
    }
    try {
      return context.json(await model.retrain());
    } catch (error) {
      if (error instanceof TrainingError) throw new RequestError(409, 'training-refused', error.message);
      throw error;
    }
  });

  /* Pages ----------------------------------------------------------------------------------------------------------- */

  app.get('/applications/:id', signedIn, (context) => {
    const sheet = model.sheet(context.req.param('id') ?? '');
    if (!sheet) throw new RequestError(404, 'application-unknown', 'There is no such application.');
    return context.html(applicationPage(sheet));
  });

  app.get('*', async (context, next) => {
    const { pathname } = new URL(context.req.url);
    const file = page?.find(pathname);
    if (!file) return next();
    return context.body(file.body, 200, { 'content-type': file.type, 'cache-control': file.cache });
  });

  app.notFound((context) =>
    context.json(
      { error: { code: 'not-found', message: `There is nothing at ${new URL(context.req.url).pathname}.` } },
      404,
    ),
  );

  app.onError((error, context) => {
    if (error instanceof RequestError) {
      return context.json({ error: { code: error.code, message: error.message } }, error.status);
    }
    if (error instanceof CursorError) {
      return context.json({ error: { code: 'cursor-invalid', message: error.message } }, 400);
    }
    // What went wrong inside is for the log, not for the wire.
    console.error(error);
    return context.json({ error: { code: 'server-failed', message: 'The server could not answer. Try again.' } }, 500);
  });

  return app;
}
