import { type OversightPolicy, type Proposal, rankRows, route } from 'countersign/core';
import { createLocalQueue, type LocalQueue } from 'countersign/queue';
import { manyRows } from './queue.page.js';

/*
 * What the queue reckons, without a page around it: medians of several rounds, in milliseconds.
 */

declare global {
  interface Window {
    pure: (count: number) => Promise<Record<string, readonly number[]>>;
    routed: (count: number) => Promise<number>;
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

function time(work: () => unknown): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

window.pure = async (count) => {
  const rows = manyRows(count);
  const taken: Record<string, number[]> = {};
  const note = (name: string, milliseconds: number) => {
    taken[name] ??= [];
    taken[name].push(milliseconds);
  };
  for (let round = 0; round < 12; round++) {
    let queue = undefined as unknown as LocalQueue;
    note(
      'make',
      time(() => (queue = createLocalQueue({ rows, seed: 'amara' }))),
    );
    // Words are folded ahead of time, in slices between which the page has its turn.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    for (const order of ['due', 'margin', 'newest', 'risk'] as const) {
      note(
        order === 'margin' ? 'order, first time' : 'order',
        time(() => queue.setOrder(order)),
      );
      queue.setOrder('oldest');
    }
    for (const text of ['k', 'kr', 'kra', 'kraków c', ''])
      note(
        'filter',
        time(() => queue.setFilter(text ? { text } : {})),
      );
    note(
      'facets',
      time(() => queue.getSnapshot().facets()),
    );
    note(
      'group',
      time(() => queue.setGrouping('area')),
    );
    queue.setGrouping(undefined);
    for (let next = 0; next < 50; next++) {
      note(
        'take next',
        time(() => {
          const row = queue.getSnapshot().rows.at(0);
          if (row) queue.applyOwn({ ...row, status: 'approved', version: 2 });
          return queue.getSnapshot().rows.at(0);
        }),
      );
    }
    note(
      'rankRows',
      time(() => rankRows(rows, { by: 'margin', randomShare: 0.1, seed: 'amara' })),
    );
    note(
      'Array.sort',
      time(() => [...rows].sort((a, b) => (a.uncertainty?.margin ?? 2) - (b.uncertainty?.margin ?? 2))),
    );
    await turn();
  }
  return taken;
};

const policy: OversightPolicy = {
  id: 'bench',
  version: '1',
  rules: [
    { id: 'close', when: { type: 'margin', below: 0.1 }, handling: { mode: 'review', profile: 'standard' } },
    { id: 'unsure', when: { type: 'confidence', below: 0.6 }, handling: { mode: 'second', profile: 'high' } },
    {
      id: 'sample',
      when: { type: 'sample', rate: 0.02, seed: 'a' },
      handling: { mode: 'review', profile: 'standard' },
    },
  ],
  otherwise: { mode: 'review', profile: 'low' },
  roles: ['reviewer'],
};

function proposals(count: number): Proposal[] {
  return Array.from({ length: count }, (_, index): Proposal => {
    const value = 0.5 + ((index * 7919) % 500) / 1000;
    return {
      id: `p${index}`,
      revision: 1,
      kind: 'credit',
      subject: { title: 'A case' },
      value: 'deny',
      alternatives: [{ value: 'approve', confidence: 1 - value }],
      confidence: { value },
      risk: 'medium',
      model: { id: 'm', version: '1' },
      createdAt: '2026-11-01T08:00:00Z',
    } as Proposal;
  });
}

window.routed = async (count) => {
  const given = proposals(count);
  await turn();
  return time(() => {
    for (const each of given) route(each, policy);
  });
};
