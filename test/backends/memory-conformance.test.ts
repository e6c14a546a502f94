import { describe, expect, it } from 'vitest';
import { backendConformance } from '../../src/backends/backend-conformance.js';
import { createFaultyBackend } from '../../src/backends/faulty-backend.js';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import type { ReviewBackend } from '../../src/review/backend.types.js';

describe('the memory backend, as every backend', () => {
  for (const { name, run } of backendConformance({ open: (reviews) => createMemoryStore({ reviews }) })) {
    it(name, run);
  }
});

/** The cases that a backend with one fault fails. */
async function failedWith(spoil: (backend: ReviewBackend) => ReviewBackend): Promise<string[]> {
  const failed: string[] = [];
  const cases = backendConformance({
    patience: 100,
    open(reviews) {
      const store = createMemoryStore({ reviews });
      return { backendFor: (reviewer) => spoil(store.backendFor(reviewer)) };
    },
  });
  for (const { name, run } of cases) await run().catch(() => failed.push(name));
  return failed;
}

describe('the conformance suite', () => {
  it('notices a backend that forgets its idempotency keys', async () => {
    let count = 0;
    const failed = await failedWith((backend) => ({
      ...backend,
      send: (id, command, options) => backend.send(id, command, { ...options, idempotencyKey: `${++count}` }),
    }));
    expect(failed).toContain('answers a repeat of a key as it answered the first time');
  });

  it('notices a backend that believes any version', async () => {
    const failed = await failedWith((backend) => ({
      ...backend,
      send: async (id, command, options) =>
        backend.send(id, command, { ...options, expectedVersion: (await backend.load(id)).version }),
    }));
    expect(failed).toEqual(['calls it a conflict when the review moved on, and changes nothing']);
  });

  it('notices a backend that tells everybody of the AI too early', async () => {
    const failed = await failedWith((backend) => ({
      ...backend,
      list: async (query) => {
        const page = await backend.list(query);
        return { ...page, items: page.items.map((row) => ({ ...row, confidence: { value: 0.9 } })) };
      },
    }));
    expect(failed).toEqual(['shows nothing of the AI in the list while the reviewer answers first']);
  });

  it('notices a backend that shares drafts, or pushes nothing', async () => {
    const shared = new Map();
    const failed = await failedWith((backend) => ({
      ...backend,
      subscribe: () => () => {},
      drafts: {
        save: async (id, draft) => void shared.set(id, draft),
        load: async (id) => shared.get(id),
        clear: async (id) => void shared.delete(id),
      },
    }));
    expect(failed).toEqual([
      'pushes what others do, and what was missed, where it offers to',
      'keeps drafts exactly, apart for each person, where it offers to',
    ]);
  });

  it('notices a backend that is down', async () => {
    const failed = await failedWith((backend) => {
      const faulty = createFaultyBackend(backend);
      faulty.fail('send', 'unreachable', 100);
      return faulty;
    });
    expect(failed.length).toBeGreaterThan(10);
  });
});
