import { describe, it } from 'vitest';
import { backendConformance, CONFORMANCE_CAPABILITIES } from '../../src/backends/conformance/index.js';
import { openMemory } from './memory-host.js';

describe('the memory backend, as every backend', () => {
  for (const { name, run } of backendConformance({ open: openMemory, mustOffer: CONFORMANCE_CAPABILITIES })) {
    it(name, run);
  }
});
