import { Hono } from 'hono';
import { TrainingError } from '../model/credit-model.js';
import type { ModelService } from './model-service.js';
import { RequestError } from './request-error.js';
import type { Env } from './sign-in.js';

/** The routes of `/api/model`. */
export function modelRoutes(model: ModelService): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get('/', async (context) => context.json(await model.state()));

  routes.post('/retrain', async (context) => {
    try {
      return context.json(await model.retrain(context.get('person')));
    } catch (error) {
      if (error instanceof TrainingError) throw new RequestError(409, 'training-refused', error.message);
      throw error;
    }
  });

  return routes;
}
