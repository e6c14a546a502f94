import { Hono } from 'hono';
import { logAccess } from './access-log.js';
import { agreementRoutes, type CountAgreement } from './agreement.js';
import { APPLICATION_STYLE, applicationPage } from './application-page.js';
import { assigneeRoutes } from './assignees.js';
import { changeRoutes } from './change-routes.js';
import { checkRoutes } from './check-results.js';
import type { EffectDesk } from './effect-desk.js';
import { effectRoutes } from './effect-routes.js';
import { exportRoutes } from './export-routes.js';
import { type CountGroups, groupRoutes } from './group-patterns.js';
import { type LogDesk, logRoutes } from './log-routes.js';
import { modelRoutes } from './model-routes.js';
import type { ModelService } from './model-service.js';
import { createOutcomes, outcomeRoutes } from './outcomes.js';
import { createPasswordCheck } from './password-check.js';
import type { People } from './people.js';
import { policyRoutes } from './policy-routes.js';
import type { PolicyVersions } from './policy-versions.js';
import { practiceRoutes } from './practice.js';
import { type Presence, presenceRoutes } from './presence.js';
import { reauthenticationRoutes } from './reauthentication.js';
import { answerError, RequestError } from './request-error.js';
import { limitWrites, type Rate, WRITES_PER_PERSON } from './request-rate.js';
import { reviewRoutes } from './review-routes.js';
import type { ReviewStore } from './review-store.js';
import { limitBodies, protectAnswers, refuseForeign } from './security.js';
import type { Sessions } from './sessions.js';
import { type Env, requireSignIn, signInRoutes } from './sign-in.js';
import type { SignInAttempts } from './sign-in-attempts.js';
import type { SignatureProofs } from './signature-proofs.js';
import type { StaticFiles } from './static-files.js';
import { stopRoutes } from './stop-routes.js';

export interface AppOptions {
  store: ReviewStore;
  people: People;
  sessions: Sessions;
  attempts: SignInAttempts;
  proofs: SignatureProofs;
  agreement: CountAgreement;
  groups: CountGroups;
  /** Absent where cases are sent by no policy. */
  policies: PolicyVersions | undefined;
  model: ModelService;
  presence: Presence;
  effects: EffectDesk;
  /** The record of all reviews. */
  record: LogDesk;
  /** The built page; none in tests of the interface alone. */
  page?: StaticFiles;
  /** Host names that requests may carry, where the server listens on loopback only: others are refused. */
  hosts?: readonly string[];
  /** Called after every order to stop or to resume. */
  onStop: () => void;
  /** Ends every open stream. */
  stopping: AbortSignal;
  /** Milliseconds between two pings of a stream. @default 15 seconds */
  ping?: number;
  /** Milliseconds since 1970, as every answer tells it. */
  clock: () => number;
  /** Whether browsers come by https, through a proxy before this server. @default false */
  isHttps?: boolean;
  /** How many proxies before this server are trusted to say where a request came from. @default 0 */
  proxies?: number;
  /** How much each person may change. @default 300 requests at once, 20 a second */
  writes?: Rate;
  /** Hears of every answered request, in one line of JSON. */
  log?: (line: string) => void;
}

/** Puts the routes behind what protects them. */
export function createApp(options: AppOptions) {
  const {
    store,
    people,
    sessions,
    attempts,
    proofs,
    agreement,
    groups,
    policies,
    model,
    presence,
    effects,
    page,
    hosts,
    stopping,
    ping,
    clock,
    log,
  } = options;
  const { isHttps = false, proxies = 0, writes = WRITES_PER_PERSON } = options;
  const app = new Hono<Env>();

  if (log) app.use(logAccess(log, clock));
  app.use(protectAnswers(isHttps));
  // Before what refuses: a refusal is an answer too.
  app.use('/api/*', async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
    context.header('x-server-time', new Date(clock()).toISOString());
  });
  app.use(refuseForeign(hosts));
  app.use(limitBodies());

  const checkPassword = createPasswordCheck({ people, attempts });
  // To end a session wakes every open stream: those of this session find that it is over.
  app.route('/api', signInRoutes({ people, sessions, checkPassword, isHttps, proxies, onSessionEnd: store.announce }));

  const signedIn = requireSignIn({ sessions, isHttps });
  app.use(
    '/api/*',
    signedIn,
    limitWrites(writes, () => performance.now()),
  );
  app.route('/api/reviews', reviewRoutes(store));
  app.route(
    '/api/reviews',
    exportRoutes({ store, database: options.record.database, sightOf: options.record.sightOf, clock }),
  );
  app.route('/api/reviews', presenceRoutes(presence));
  app.route('/api', checkRoutes(options.record.database));
  app.route('/api', assigneeRoutes(options.record.database));
  app.route('/api', outcomeRoutes(createOutcomes(options.record.database, clock)));
  app.route('/api/stops', stopRoutes(store.stops, options.onStop));
  app.route('/api', changeRoutes(store, stopping, ping));
  app.route('/api', reauthenticationRoutes({ store, proofs, checkPassword, proxies }));
  app.route('/api', agreementRoutes(agreement));
  app.route('/api', groupRoutes(groups));
  app.route('/api/policy', policyRoutes(options.record.database, policies, clock));
  app.route('/api/practice', practiceRoutes(options.record.database, clock));
  app.route('/api/model', modelRoutes(model));
  app.route('/api/effects', effectRoutes(effects));
  app.route('/api/log', logRoutes(options.record));

  app.use('/applications/*', async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });
  app.get('/applications/:id', signedIn, async (context) => {
    const sheet = await model.sheet(context.req.param('id') ?? '', context.get('person'));
    if (!sheet) throw new RequestError(404, 'application-unknown', 'There is no such application.');
    return context.html(applicationPage(sheet));
  });

  app.get('/application.css', (context) => context.body(APPLICATION_STYLE, 200, { 'content-type': 'text/css' }));

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
  app.onError(answerError);

  return app;
}
