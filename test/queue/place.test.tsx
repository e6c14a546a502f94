import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import {
  createLocalQueue,
  type LocalQueue,
  type QueueOrder,
  ReviewQueue,
  useLocalQueue,
} from '../../src/queue/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import type { ReviewSummary } from '../../src/review/review.types.js';
import { describeEachReactMode } from '../react-modes.js';
import { summary } from './queue-rows.js';

const NOW = Date.parse('2026-11-21T09:48:00Z');
const calibration = { method: 'isotonic', n: 2_140, asOf: '2026-11-20', error: 0.02 };
const measures = { margin: 0.021, leastConfidence: 0.45, entropy: 0.9489, expectedCost: 900 };

function Local({ queue }: { queue: LocalQueue }) {
  return (
    <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => NOW}>
      <ReviewQueue.Root {...useLocalQueue(queue)} />
    </LocaleProvider>
  );
}

const rowOf = (id: string) => screen.getByRole('button', { name: `Case ${id}` }).closest('[role="row"]') as HTMLElement;
/** What the row says below its reasons for being here, and what it says it stands by. */
const placeOf = (id: string) => [
  rowOf(id).dataset.reason,
  rowOf(id).querySelector('[data-column="why"] .csn-review-queue-note')?.textContent,
];

describeEachReactMode('the place of a case in its queue', (renderIn) => {
  const show = (rows: readonly ReviewSummary[], order: QueueOrder, more: { randomShare?: number } = {}) => {
    const queue = createLocalQueue({ rows, order, seed: 'amara', ...more });
    renderIn(<Local queue={queue} />);
    return queue;
  };

  it('is explained by the measure that orders, with its number where the score is calibrated', () => {
    const queue = show(
      [
        summary('LN-1', { uncertainty: measures, confidence: { value: 0.55, calibration } }),
        summary('LN-2', { uncertainty: measures, confidence: { value: 0.55 } }),
        summary('LN-3'),
      ],
      'margin',
    );
    for (const [order, reason, words, uncalibrated] of [
      ['margin', 'margin', 'Two likeliest answers 2.1% apart', 'By how close its two likeliest answers are'],
      ['entropy', 'entropy', 'Spread of the scores: entropy 0.95', 'By how its scores are spread'],
      ['expected-cost', 'expected-cost', 'Expected cost 900', 'By expected cost'],
      ['least-confident', 'least-confidence', 'Likeliest answer at 55%', 'By the score of its likeliest answer'],
    ] as const) {
      act(() => queue.setOrder(order));
      expect(placeOf('LN-1')).toEqual([reason, words]);
      expect(placeOf('LN-2')).toEqual([reason, uncalibrated]);
      expect(placeOf('LN-3')).toEqual(['not-measured', 'Last: no measure for this order']);
    }
  });

  it('is explained by a deadline, and by what the row says of age and risk anyway', () => {
    const queue = show([summary('LN-1'), summary('LN-2', { dueAt: undefined })], 'due');
    expect(placeOf('LN-1')).toEqual(['due', 'Due in 3 hours']);
    expect(placeOf('LN-2')).toEqual(['no-deadline', 'Last: no deadline']);
    act(() => queue.setOrder('oldest'));
    expect(placeOf('LN-1')).toEqual(['oldest', undefined]);
    act(() => queue.setOrder('risk'));
    expect(placeOf('LN-1')).toEqual(['risk', undefined]);
  });

  it('is explained by chance where chance has drawn it', () => {
    show([summary('LN-1', { uncertainty: measures })], 'margin', { randomShare: 1 });
    expect(placeOf('LN-1')).toEqual(['random', 'In the random share']);
  });

  it('tells nothing of the AI of a case to be answered first, also once that is what it has become', () => {
    const hidden = { answerFirst: true, uncertainty: measures, confidence: { value: 0.55, calibration } };
    const queue = show(
      [
        summary('LN-1', hidden),
        summary('LN-2', { ...hidden, dueAt: undefined }),
        summary('LN-3', { uncertainty: measures, confidence: { value: 0.55, calibration } }),
      ],
      'margin',
    );
    expect(placeOf('LN-1')).toEqual(['due', 'Due in 3 hours']);
    expect(placeOf('LN-2')).toEqual(['answer-first', 'Place drawn by chance']);
    act(() => queue.applyOwn(summary('LN-3', { ...hidden, version: 2 })));
    expect(placeOf('LN-3')).toEqual(['answer-first', 'Place drawn by chance']);
    act(() => queue.setGrouping('risk'));
    for (const id of ['LN-1', 'LN-2', 'LN-3']) expect(placeOf(id)).toEqual(['answer-first', 'Place drawn by chance']);
  });

  it('is that of the row in a list that a server has put in order, and unknown in no order', () => {
    const rows = [
      summary('LN-1', { confidence: { value: 0.55 } }),
      summary('LN-2', { answerFirst: true }),
      summary('LN-3', { answerFirst: true, dueAt: undefined }),
    ];
    const Listed = ({ order }: { order?: 'least-confident' }) => (
      <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => NOW}>
        <ReviewQueue.Root rows={rows} order={order} />
      </LocaleProvider>
    );
    const { rerender } = renderIn(<Listed order="least-confident" />);
    expect(placeOf('LN-1')).toEqual(['least-confidence', undefined]);
    expect(placeOf('LN-2')).toEqual(['due', 'Due in 3 hours']);
    expect(placeOf('LN-3')).toEqual(['no-deadline', 'Last: no deadline']);
    rerender(<Listed />);
    expect(placeOf('LN-1')).toEqual([undefined, undefined]);
  });
});
