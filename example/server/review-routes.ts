import type { Draft } from 'countersign/core';
import { Hono, type MiddlewareHandler } from 'hono';
import { claimRoutes } from './claim-routes.js';
import { readCommandRequest } from './command-input.js';
import { isStorable } from './database.js';
import { isRecord } from './json-input.js';
import { RequestError, unknownReview } from './request-error.js';
import { isTime, readIdempotencyKey, readJson, readQuery } from './request-input.js';
import type { ReviewStore } from './review-store.js';
import type { Env } from './sign-in.js';

/** Says where the log stood before the answer was read: a stream that begins later leaves something out. */
function tellPosition(store: ReviewStore): MiddlewareHandler<Env> {
  return async (context, next) => {
    const position = await store.lastPosition();
    await next();
    context.header('x-log-position', position);
  };
}

/** The routes of `/api/reviews`, as docs/protocol.md describes them. */
export function reviewRoutes(store: ReviewStore): Hono<Env> {
  const routes = new Hono<Env>();

  routes.use('/:id/*', async (context, next) => {
    const id = context.req.param('id');
    if (!isStorable(id)) throw unknownReview(id);
    await next();
  });

  routes.route('/', claimRoutes(store));

  routes.get('/', tellPosition(store), async (context) =>
    context.json(await store.list(readQuery(context.req.url), context.get('person'))),
  );

  routes.get('/:id', tellPosition(store), async (context) => {
    const review = await store.load(context.req.param('id'), context.get('person'));
    if (!review) throw unknownReview(context.req.param('id'));
    return context.json(review);
  });

  routes.get('/:id/history', async (context) => {
    const id = context.req.param('id');
    const history = await store.history(id, context.get('person'), context.req.query('cursor'));
    if (!history) throw unknownReview(id);
    return context.json(history);
  });

  routes.post('/:id/commands', async (context) => {
    const id = context.req.param('id');
    const key = readIdempotencyKey(context);
    const read = readCommandRequest(await readJson(context));
    if (!read.request) return context.json({ outcome: 'invalid', issues: read.issues });
    const request = { ...read.request, session: context.get('session') };
    const result = await store.send(id, request, context.get('person'), key);
    if (!result) throw unknownReview(id);
    return context.json(result);
  });

  routes.get('/:id/draft', async (context) => {
    const draft = await store.drafts.load(context.req.param('id'), context.get('person'));
    return context.json({ draft: draft ?? null });
  });

  routes.put('/:id/draft', async (context) => {
    const id = context.req.param('id');
    const draft = await readJson(context);
    if (!isRecord(draft)) {
      throw new RequestError(400, 'draft-invalid', 'A draft is a record.');
    }
    if (!(await store.load(id, context.get('person')))) throw unknownReview(id);
    const { typedAt } = draft as Draft;
    if (typedAt !== undefined && !isTime(typedAt)) {
      throw new RequestError(400, 'draft-invalid', '"typedAt" is a time in ISO 8601 with its offset.');
    }
    await store.drafts.save(id, context.get('person'), draft as Draft);
    return context.json({});
  });

  routes.delete('/:id/draft', async (context) => {
    const typedUntil = context.req.query('typedUntil');
    if (typedUntil !== undefined && !isTime(typedUntil)) {
      throw new RequestError(400, 'query-invalid', '"typedUntil" is a time in ISO 8601 with its offset.');
    }
    await store.drafts.clear(context.req.param('id'), context.get('person'), typedUntil);
    return context.json({});
  });

  return routes;
}
