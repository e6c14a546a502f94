import { Hono, type MiddlewareHandler } from 'hono';
import { demandAuthority } from './authority.js';
import { type Database, isStorable } from './database.js';
import { isRecord } from './json-input.js';
import { mayAudit, mayReadPolicy } from './policy.js';
import { policyCases } from './policy-cases.js';
import type { PolicyRequest, PolicyVersions } from './policy-versions.js';
import { RequestError } from './request-error.js';
import { isTime, readJson } from './request-input.js';
import type { Env } from './sign-in.js';

const NOT_YOURS = 'The oversight policy is for the role of a supervisor, an adjudicator or an auditor.';
const LONGEST_REASON = 2_000;

/** @throws {RequestError} */
function readRequest(body: unknown): PolicyRequest {
  const { policy, basedOn, effectiveFrom, reason } = isRecord(body) ? body : {};
  if (
    typeof basedOn !== 'string' ||
    typeof reason !== 'string' ||
    reason.trim() === '' ||
    reason.length > LONGEST_REASON ||
    !isStorable(JSON.stringify(body)) ||
    JSON.stringify(body).includes('\\u0000') ||
    (effectiveFrom !== undefined && !isTime(effectiveFrom))
  ) {
    throw new RequestError(
      400,
      'policy-invalid',
      'A new version needs policy, basedOn, reason and perhaps effectiveFrom.',
    );
  }
  return { policy, basedOn, reason, ...(typeof effectiveFrom === 'string' && { effectiveFrom }) };
}

/** The routes of `/api/policy`. */
export function policyRoutes(database: Database, versions: PolicyVersions | undefined, clock: () => number): Hono<Env> {
  const routes = new Hono<Env>();
  const known = () => {
    if (!versions) throw new RequestError(404, 'policy-none', 'This host sends its cases by no policy.');
    return versions;
  };
  const reading: MiddlewareHandler<Env> = async (context, next) => {
    await database.transaction((tx) => demandAuthority(tx, context.get('person'), mayReadPolicy, NOT_YOURS));
    await next();
  };

  routes.get('/', reading, async (context) => context.json(await known().state()));
  routes.get('/versions', reading, async (context) => context.json(await known().history()));
  routes.get('/cases', reading, async (context) =>
    context.json(await policyCases(database, known(), clock(), mayAudit(context.get('person').roles))),
  );
  routes.post('/versions', async (context) =>
    context.json(await known().propose(readRequest(await readJson(context)), context.get('person'))),
  );
  routes.post('/versions/:version/confirmation', async (context) =>
    context.json(await known().confirm(context.req.param('version'), context.get('person'))),
  );
  return routes;
}
