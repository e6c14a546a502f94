// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { splitApplications } from '../../example/model/credit-model.js';
import { generateApplications } from '../../example/model/generator.js';
import { riskOf } from '../../example/model/proposal.js';
import { queueOf } from '../../example/model/queue.js';
import { GENERATED, QUEUED } from '../../example/options.js';

describe('the generated queue', () => {
  it.each([1, 7, 42, 76])('holds cases that two people decide on, whatever the seed: %i', (seed) => {
    const applications = generateApplications(GENERATED, seed);
    const parts = splitApplications(applications, seed);
    const heldOut = applications.filter(({ id }) => parts.get(id) === 'held-out');
    const queue = queueOf(heldOut, QUEUED);
    expect(queue.length).toBe(QUEUED);
    expect(new Set(queue).size).toBe(QUEUED);
    expect(queue.filter((each) => riskOf(each) === 'critical').length).toBeGreaterThanOrEqual(3);
  });

  it('is no longer than asked', () => {
    const applications = generateApplications(200, 42);
    for (const size of [0, 1, 2, 5]) expect(queueOf(applications, size).length).toBe(size);
  });
});
