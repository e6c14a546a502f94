import { Hono } from 'hono';
import { isStorable } from './database.js';
import { EFFECT_STATUSES, type EffectDesk, type EffectStatus, mayLookAfterEffects, NOT_YOURS } from './effect-desk.js';
import { RequestError } from './request-error.js';
import type { Env } from './sign-in.js';

/** The routes of `/api/effects`, as docs/effects.md describes them. */
export function effectRoutes(effects: EffectDesk): Hono<Env> {
  const routes = new Hono<Env>();

  routes.use(async (context, next) => {
    if (!mayLookAfterEffects(context.get('person').roles)) throw new RequestError(403, 'role-missing', NOT_YOURS);
    await next();
  });

  routes.get('/', async (context) => {
    const { status = 'dead', cursor } = context.req.query();
    if (!EFFECT_STATUSES.includes(status as EffectStatus)) {
      throw new RequestError(400, 'query-invalid', `status: one of ${EFFECT_STATUSES.join(', ')} was expected.`);
    }
    if (cursor !== undefined && !/^\d{1,18}$/.test(cursor)) {
      throw new RequestError(400, 'cursor-invalid', 'The cursor does not belong to this list. Load it from its start.');
    }
    return context.json(await effects.list(status as EffectStatus, cursor));
  });

  routes.get('/summary', async (context) => context.json(await effects.summary()));

  routes.post('/:id/replay', async (context) => {
    const id = context.req.param('id');
    const answer = isStorable(id) ? await effects.replay(id, context.get('person')) : undefined;
    if (!answer) throw new RequestError(404, 'effect-unknown', `There is no effect "${id}".`);
    if (answer !== 'replayed') {
      throw new RequestError(409, 'effect-not-dead', `Only a dead effect is sent again; this one is ${answer}.`);
    }
    return context.json({});
  });

  return routes;
}
