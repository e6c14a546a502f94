import { Hono } from 'hono';
import { readFence, readNextRequest } from './claim-input.js';
import { KeyReusedError } from './idempotency.js';
import { RequestError, unknownReview } from './request-error.js';
import { readIdempotencyKey, readJson } from './request-input.js';
import type { ReviewStore } from './review-store.js';
import type { Env } from './sign-in.js';

/** The routes of claims below `/api/reviews`, as docs/protocol.md describes them. */
export function claimRoutes(store: ReviewStore): Hono<Env> {
  const routes = new Hono<Env>();

  routes.post('/next', async (context) => {
    const key = readIdempotencyKey(context);
    const { query, holder } = readNextRequest(await readJson(context));
    try {
      const review = await store.next(query, holder, context.get('person'), key);
      return context.json({ review: review ?? null });
    } catch (error) {
      if (!(error instanceof KeyReusedError)) throw error;
      throw new RequestError(409, 'idempotency-key-reused', error.message);
    }
  });

  routes.post('/:id/claim/renew', async (context) => {
    const id = context.req.param('id');
    const result = await store.renew(id, readFence(await readJson(context)), context.get('person'));
    if (!result) throw unknownReview(id);
    return context.json(result);
  });

  return routes;
}
