import { act, fireEvent, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import {
  createLocalQueue,
  type LocalQueue,
  ReviewQueue,
  type ReviewQueueRootProps,
  useLocalQueue,
} from '../../src/queue/index.js';
import { describeEachReactMode } from '../react-modes.js';
import { manyRows } from './many-rows.js';

const ROWS = manyRows(300);

function Local({ queue, ...rest }: { queue: LocalQueue } & Partial<ReviewQueueRootProps>) {
  return <ReviewQueue.Root {...useLocalQueue(queue)} {...rest} />;
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
    expect(before.length - drawn().length).toBe(2);
    await waitFor(() => expect(drawn()).toHaveLength(before.length));
  });

  it('numbers the row with the tab stop at once, and those that only moved after the frame', async () => {
    const queue = createLocalQueue({ rows: ROWS, seed: 'amara', query: { status: ['pending', 'reviewing'] } });
    renderIn(<Local queue={queue} />);
    const numbers = () =>
      Array.from(document.querySelectorAll('[data-review]'), (row) => Number(row.getAttribute('aria-rowindex')));
    const before = numbers();
    const first = queue.getSnapshot().rows.at(0);
    if (!first) throw new Error('There is no row.');

    act(() => queue.applyOwn({ ...first, status: 'approved', state: 'approved', version: 2 }));
    expect(document.querySelector('[data-review]')?.querySelector('[tabindex="0"]')).not.toBeNull();
    expect(numbers()).toEqual([2, ...before.slice(2)]);
    await waitFor(() => expect(numbers()).toEqual(before));
  });

  it('draws nothing anew of the cases that stay when one is decided', async () => {
    const queue = createLocalQueue({ rows: ROWS, seed: 'amara', query: { status: ['pending', 'reviewing'] } });
    const renderConfidence = vi.fn<NonNullable<ReviewQueueRootProps['renderConfidence']>>(() => null);
    renderIn(<Local queue={queue} renderConfidence={renderConfidence} />);
    const before = drawn();
    const first = queue.getSnapshot().rows.at(0);
    if (!first) throw new Error('There is no row.');
    renderConfidence.mockClear();

    act(() => queue.applyOwn({ ...first, status: 'approved', state: 'approved', version: 2 }));
    await waitFor(() => expect(drawn()).toHaveLength(before.length));
    const again = renderConfidence.mock.calls.map(([{ row }]) => row.id);
    expect(again.filter((id) => before.includes(id))).toEqual([]);
  });

  it('has more ready beyond the screen while somebody scrolls, and for a while after', async () => {
    const queue = createLocalQueue({ rows: ROWS, seed: 'amara', query: { status: ['pending', 'reviewing'] } });
    renderIn(<Local queue={queue} />);
    const grid = document.querySelector('[data-windowed]') as HTMLElement;
    grid.scrollTop = 76 * 40;
    fireEvent.scroll(grid);
    const scrolling = drawn();
    await waitFor(() => expect(drawn().length).toBeLessThan(scrolling.length), { timeout: 3_000 });
    expect(scrolling).toEqual(expect.arrayContaining(drawn()));
  });
});
