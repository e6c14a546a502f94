import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { backendConformance, CONFORMANCE_CAPABILITIES } from '../../src/backends/conformance/index.js';
import { openHost } from './conformance.fixtures.js';
import { openReusable } from './host.fixtures.js';
import { recordTraffic } from './openapi.fixtures.js';

describe('the HTTP backend on the reference server, as every backend', () => {
  let database: Awaited<ReturnType<typeof openReusable>>;
  const traffic = recordTraffic(true);
  afterEach(async () => {
    expect(await traffic.misfits(), 'what does not fit docs/openapi.yaml').toEqual([]);
  });
  beforeAll(async () => {
    database = await openReusable();
  });
  afterAll(async () => {
    traffic.stop();
    await database.close();
  });

  const cases = backendConformance({
    open: async (reviews) => openHost(await database.fresh(), reviews),
    mustOffer: CONFORMANCE_CAPABILITIES,
  });
  for (const { name, run } of cases) it(name, run);
});
