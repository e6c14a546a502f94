import {
  type ResumeOrder,
  resumeIssues,
  resumeOrderOf,
  type StopOrder,
  type StopTarget,
  stopIssues,
  stopOrderOf,
} from 'countersign/core';
import { Hono } from 'hono';
import { textIssues } from './command-input.js';
import { isStorable } from './database.js';
import { isRecord } from './json-input.js';
import { RequestError } from './request-error.js';
import { readIdempotencyKey, readJson } from './request-input.js';
import type { Env } from './sign-in.js';
import type { StopDesk } from './stop-desk.js';

/** @throws {RequestError} for what cannot be stopped */
function readTarget({ scope, model, version }: Record<string, string>): StopTarget {
  if (![model, version].every((text) => text === undefined || isStorable(text))) {
    throw new RequestError(400, 'query-invalid', 'A text without NUL was expected.');
  }
  if (scope === 'all') return { scope };
  if (scope !== 'model' || !model) {
    throw new RequestError(400, 'query-invalid', 'scope: "all", or "model" with the id of a model, was expected.');
  }
  return { scope, model: { id: model, ...(version && { version }) } };
}

/**
 * The routes of `/api/stops`, as docs/protocol.md describes them.
 *
 * @param onOrder called after every order that may have left reviews behind
 */
export function stopRoutes(desk: StopDesk, onOrder: () => void): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get('/', async (context) => context.json({ stops: await desk.list() }));

  routes.get('/reach', async (context) =>
    context.json(await desk.reach(readTarget(context.req.query()), context.get('person'))),
  );

  routes.post('/', async (context) => {
    const key = readIdempotencyKey(context);
    const body = await readJson(context);
    const issues = [...stopIssues(body), ...textIssues(body, 'order')];
    if (issues.length > 0) return context.json({ outcome: 'invalid', issues });
    const result = await desk.stop(stopOrderOf(body as StopOrder), context.get('person'), key);
    onOrder();
    return context.json(result);
  });

  routes.post('/:id/resume', async (context) => {
    const key = readIdempotencyKey(context);
    const body = await readJson(context);
    const asked = { ...(isRecord(body) && body), id: context.req.param('id') };
    const issues = [...resumeIssues(asked), ...textIssues(asked, 'order')];
    if (issues.length > 0) return context.json({ outcome: 'invalid', issues });
    const result = await desk.resume(resumeOrderOf(asked as ResumeOrder), context.get('person'), key);
    onOrder();
    return context.json(result);
  });

  return routes;
}
