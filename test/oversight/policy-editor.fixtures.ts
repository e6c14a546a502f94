import { createMemoryPolicyService, type MemoryPolicyOptions } from '../../src/backends/memory-policy-service.js';
import type { OversightPolicy } from '../../src/oversight/oversight.types.js';
import type { PolicyDraftStore, PolicyService } from '../../src/oversight/policy-service.types.js';
import { policyOf } from './oversight.fixtures.js';
import { samplingPolicy, worldOf } from './worlds.fixtures.js';

export const priya = { id: 'priya', name: 'Priya Nair' };
export const jonas = { id: 'jonas', name: 'Jonas Weber' };
export const NOW = Date.parse('2026-11-29T12:00:00Z');

export const inForce: OversightPolicy = {
  ...samplingPolicy(0.8, 0.1, '2026'),
  id: 'credit-oversight',
  version: '7',
  roles: ['reviewer', 'senior'],
  escalations: { reviewer: 'senior' },
};

export const record = worldOf(7, {
  days: 20,
  daily: 40,
  policyOn: () => inForce,
  risk: (confidence) => 0.6 * (1 - confidence),
});

/** Nobody was ever drawn of those that passed. */
export const unsampled: OversightPolicy = policyOf(
  { id: 'unsure', when: { type: 'confidence', below: 0.8 }, handling: { mode: 'review', profile: 'standard' } },
  { id: 'rest', when: { type: 'kind', in: ['credit'] }, handling: { mode: 'auto', profile: 'low' } },
);

export const serviceWith = (options: Partial<MemoryPolicyOptions> = {}) =>
  createMemoryPolicyService({ policy: inForce, cases: record, clock: () => NOW, ...options });

/** Keeps drafts as a browser would, apart from it. */
export function memoryStore(): PolicyDraftStore {
  const kept = new Map<string, string>();
  return {
    load: (id) => JSON.parse(kept.get(id) ?? 'null') ?? undefined,
    save: (id, draft) => void kept.set(id, JSON.stringify(draft)),
    clear: (id) => void kept.delete(id),
  };
}

/** A service that saves nothing before it is let. */
export function savingSlowly(service: PolicyService): { service: PolicyService; release: () => void } {
  let release: () => void = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  async function propose(draft: Parameters<NonNullable<PolicyService['propose']>>[0]) {
    await released;
    return (service.propose as NonNullable<PolicyService['propose']>)(draft);
  }
  return { service: { ...service, propose }, release: () => release() };
}

/** A service that saves what is proposed first and whose answer to that is lost. */
export function losingOneAnswer(service: PolicyService): PolicyService {
  let isLost = false;
  return {
    ...service,
    async propose(draft) {
      const answer = await (service.propose as NonNullable<PolicyService['propose']>)(draft);
      if (isLost) return answer;
      isLost = true;
      throw new TypeError('Failed to fetch');
    },
  };
}
