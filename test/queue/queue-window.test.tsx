import { act, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { createLocalQueue, type LocalQueue, ReviewQueue, useLocalQueue } from '../../src/queue/index.js';
import { describeEachReactMode } from '../react-modes.js';
import { manyRows } from './many-rows.js';

const ROWS = manyRows(300);

function Local({ queue }: { queue: LocalQueue }) {
  return <ReviewQueue.Root {...useLocalQueue(queue)} />;
}

const drawn = () =>
  Array.from(document.querySelectorAll<HTMLElement>('[data-review]'), ({ dataset }) => dataset.review as string);

describeEachReactMode('the window of a long queue', (renderIn) => {
  it('draws the row that takes the room of one that went after the frame without it', async () => {
    const queue = createLocalQueue({ rows: ROWS, seed: 'amara', query: { status: ['pending', 'reviewing'] } });
    renderIn(<Local queue={queue} />);
    const before = drawn();
    const rows = queue.getSnapshot().rows;
    const [first, next] = [rows.at(0), rows.at(before.length)];
    if (!first || !next) throw new Error('There is no row beyond the window.');

    act(() => queue.applyOwn({ ...first, status: 'approved', state: 'approved', version: 2 }));
    expect(drawn()).toEqual(before.slice(1));
    await waitFor(() => expect(drawn()).toEqual([...before.slice(1), next.id]));
  });

  it('leaves no more undone than lies beyond the screen', async () => {
    const queue = createLocalQueue({ rows: ROWS, seed: 'amara', query: { status: ['pending', 'reviewing'] } });
    renderIn(<Local queue={queue} />);
    const before = drawn();
    const { rows } = queue.getSnapshot();
    act(() => {
      for (const at of Array.from({ length: 20 }).keys()) {
        const row = rows.at(at);
        if (row) queue.applyOwn({ ...row, status: 'approved', state: 'approved', version: 2 });
      }
    });
    expect(before.length - drawn().length).toBe(5);
    await waitFor(() => expect(drawn()).toHaveLength(before.length));
  });
});
