import { afterAll, beforeAll, describe, it } from 'vitest';
import { backendConformance } from '../../src/backends/conformance/index.js';
import { openReusable, signIn, startTestHost } from './host.fixtures.js';

describe('the HTTP backend on the reference server, as every backend', () => {
  let database: Awaited<ReturnType<typeof openReusable>>;
  beforeAll(async () => {
    database = await openReusable();
  });
  afterAll(() => database.close());

  const cases = backendConformance({
    async open(reviews) {
      const host = await startTestHost({ database: await database.fresh(), queueSize: 0 });
      const policies = new Map(reviews.map(({ id, policy }) => [id, policy]));
      await host.store.open(
        reviews.map(({ proposal }) => proposal),
        ({ id }) => policies.get(id) as never,
      );
      return {
        backendFor: async (reviewer) => (await signIn(host.url, reviewer.id)).backend,
        close: () => host.stop(),
      };
    },
  });
  for (const { name, run } of cases) it(name, run);
});
