import { it } from 'node:test';
import { backendConformance, CONFORMANCE_CAPABILITIES } from '../../src/backends/conformance/index.js';
import { openMemory } from './memory-host.js';

/* The promises of the port in Node's own test runner, which knows nothing of Vitest. */
for (const { name, run } of backendConformance({ open: openMemory, mustOffer: CONFORMANCE_CAPABILITIES })) {
  it(name, async (context) => {
    await run(context);
  });
}
