import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { createFaultyBackend } from '../src/backends/faulty-backend.js';
import { createMemoryStore } from '../src/backends/memory-backend.js';
import { samplePolicy, sampleProposals, sampleReviewers } from '../src/backends/sample-reviews.js';
import { ConfidenceBadge } from '../src/confidence/index.js';
import { BatchApproval, createBatch } from '../src/queue/index.js';
import { batchFirst } from '../src/review/batch.selectors.js';
import { initialReview } from '../src/review/lifecycle.selectors.js';
import type { Policy, Proposal } from '../src/review/review.types.js';

const { amara, mateo, priya } = sampleReviewers;
const clock = () => Date.parse('2026-11-21T09:48:00Z');
const together: Policy = { ...samplePolicy, batchApprove: 'allowed', recordViews: true };

const REFUNDS: readonly [id: string, title: string, amount: number][] = [
  ['RUN-7f3e', 'Refund for order A-88213: one mug of ten broken', 12],
  ['RUN-7f41', 'Refund for order A-88240: parcel lost in the post', 39.9],
  ['RUN-7f44', 'Refund for order A-88251: size exchanged', 24],
  ['RUN-7f4c', 'Refund for order A-88302: delivered twice', 18.5],
  ['RUN-7f52', 'Refund for order A-88317: returned unopened', 55],
  ['RUN-7f5a', 'Refund for order A-88324: wrong colour', 31],
  ['RUN-7f61', 'Refund for order A-88330: cancelled before dispatch', 9.9],
];
const IDS = REFUNDS.map(([id]) => id);
const FIRST = batchFirst(IDS, amara.id) as string;
const [OTHER = ''] = IDS.filter((id) => id !== FIRST);

function refund([id, title, value]: (typeof REFUNDS)[number], change: Partial<Proposal> = {}): Proposal {
  return {
    ...sampleProposals.refund,
    id,
    subject: { title, reference: id, area: 'Support agent' },
    value,
    risk: 'low',
    confidence: {
      value: 0.93,
      of: undefined as never,
      calibration: { method: 'isotonic', n: 2140, asOf: '2026-09-30', error: 0.03 },
    },
    ...change,
  };
}

interface CounterProps {
  /** Whether the case that was drawn has been opened. */
  isOpened?: boolean;
  /** Whether two more are selected that cannot be part of it. */
  hasOthers?: boolean;
  /** What goes wrong in the course of it. */
  trouble?: 'taken' | 'unreachable' | 'late';
}

function Counter({ isOpened = true, hasOthers = true, trouble }: CounterProps) {
  const [batch] = useState(() => {
    const proposals = REFUNDS.map((each) => initialReview(refund(each), together));
    const others = [
      initialReview(refund(['RUN-7f70', 'Refund for order A-88377: chargeback', 480], { risk: 'high' }), together),
      initialReview(refund(['RUN-7f72', 'Refund for order A-88390: second refund to one customer', 60]), {
        ...together,
        blindFirst: true,
      }),
    ];
    const store = createMemoryStore({ reviews: [...proposals, ...(hasOthers ? others : [])], clock });
    if (isOpened) store.apply(FIRST, { type: 'view', of: 'case' }, amara);
    const made = createFaultyBackend(store.backendFor(amara));
    let sent = 0;
    const backend = {
      ...made,
      send: (...args: Parameters<typeof made.send>) => {
        sent += 1;
        if (trouble === 'taken' && sent === 1) {
          store.apply(OTHER, { type: 'claim' }, mateo);
          const [, , third = ''] = IDS.filter((id) => id !== FIRST);
          store.apply(third, { type: 'hold', reason: 'Two models disagree since 08:00', scope: 'review' }, priya);
        }
        if (trouble === 'unreachable' && sent === 5) made.fail('send', 'unreachable', 3);
        if (trouble === 'late' && sent === 5) made.fail('send', 'late');
        return made.send(...args);
      },
    };
    const ids = [...IDS, ...(hasOthers ? others.map(({ id }) => id) : [])];
    return createBatch({
      backend,
      ids,
      reviewer: amara,
      clock,
      holder: 'story',
      timers: {
        // Waits are short, patience is not.
        setTimeout: (callback, ms) => setTimeout(callback, ms > 5_000 ? ms : Math.min(ms, 20)),
        clearTimeout: (timer) => clearTimeout(timer as number),
      },
    });
  });
  return (
    <BatchApproval.Root
      batch={batch}
      onCaseOpen={onCaseOpen}
      onClose={() => {}}
      renderConfidence={({ review }) => <ConfidenceBadge.Root confidence={review.proposal.confidence} />}
    />
  );
}
const onCaseOpen = fn();

const meta = {
  title: 'Components/BatchApproval',
  component: Counter,
  parameters: { layout: 'padded' },
  beforeEach: () => {
    onCaseOpen.mockClear();
  },
} satisfies Meta<typeof Counter>;
export default meta;
type Story = StoryObj<typeof meta>;

const inside = (canvasElement: HTMLElement) => within(canvasElement);
const approve = (canvasElement: HTMLElement) => inside(canvasElement).findByRole('button', { name: 'Approve 7 cases' });
async function approveAll(canvasElement: HTMLElement) {
  const button = await approve(canvasElement);
  await waitFor(() => expect(button.getAttribute('aria-disabled')).toBeNull());
  await userEvent.click(button);
}

/** B-18: 7 of 9, why the two cannot, and one drawn to be opened first. Until then the verb says what is missing. */
export const OneToOpenFirst: Story = {
  args: { isOpened: false },
  play: async ({ canvasElement }) => {
    const view = inside(canvasElement);
    await view.findByText('7 of the 9 selected can be approved together.');
    const button = await approve(canvasElement);
    await expect(button.getAttribute('aria-disabled')).toBe('true');
    await expect(document.activeElement).toBe(document.body);
    // By keyboard: the first stop is the case to open.
    await userEvent.tab();
    await expect(document.activeElement?.textContent).toBe(`Open ${FIRST}`);
    await userEvent.keyboard('{Enter}');
    await expect(onCaseOpen).toHaveBeenCalledWith({ id: FIRST });
    const left = view.getByRole('list', { name: 'Left out' });
    await expect(within(left).getAllByRole('listitem')).toHaveLength(2);
    await expect(left.textContent).toContain('Its risk is above low.');
    await expect(left.textContent).toContain('You answer before the AI is shown.');
  },
};

/** B-11: approving together and opening each one stand side by side, as large as each other; neither has focus. */
export const Allowed: Story = {
  args: { hasOthers: false },
  play: async ({ canvasElement }) => {
    const view = inside(canvasElement);
    await view.findByText('All 7 selected can be approved together.');
    const [together, each] = [await approve(canvasElement), view.getByRole('button', { name: 'Open one by one' })];
    await waitFor(() => expect(together.getAttribute('aria-disabled')).toBeNull());
    await expect(together.className).toBe(each.className);
    await expect(together.getBoundingClientRect().height).toBe(each.getBoundingClientRect().height);
    await expect(view.getByText(/The record says of each case/)).toBeTruthy();
  },
};

/** In words and as a bar; it ends after the present case where somebody stops it. */
export const Running: Story = {
  args: { trouble: 'late' },
  play: async ({ canvasElement }) => {
    await approveAll(canvasElement);
    const bar = await inside(canvasElement).findByRole('progressbar', { name: 'Approving' });
    await waitFor(() => expect(bar.getAttribute('aria-valuetext')).toBe('2 of 7 done'));
    await expect(bar.getAttribute('aria-valuenow')).toBe('2');
    await expect(document.activeElement?.textContent).toBe('Approve together');
    // By keyboard: the way to stop it comes next.
    await userEvent.tab();
    await expect(document.activeElement?.textContent).toBe('Stop after this case');
  },
};

/** What is done is done; the rest waits to be gone on with. */
export const Stopped: Story = {
  args: { trouble: 'unreachable' },
  play: async ({ canvasElement }) => {
    await approveAll(canvasElement);
    const view = inside(canvasElement);
    await view.findByText('2 approved, 1 not approved, 4 not begun.');
    await expect(view.getByText(/No answer came, so it may have happened all the same/)).toBeTruthy();
    await expect(view.getByRole('button', { name: 'Try again' })).toBeTruthy();
  },
};

/** Each failure by itself: with whom it is, why it is halted, and what can be done. */
export const PartialFailure: Story = {
  args: { trouble: 'taken' },
  play: async ({ canvasElement }) => {
    await approveAll(canvasElement);
    const view = inside(canvasElement);
    await view.findByText('5 approved, 2 not approved.');
    await expect(view.getByText('Somebody else is working on it.')).toBeTruthy();
    await expect(view.getByText('Two models disagree since 08:00').parentElement).toHaveTextContent(
      'It is halted. Try again once it is resumed. “Two models disagree since 08:00”',
    );
  },
};

/** All of them, and the way back. */
export const Done: Story = {
  args: { hasOthers: false },
  play: async ({ canvasElement }) => {
    await approveAll(canvasElement);
    await inside(canvasElement).findByText('7 approved.');
    await expect(inside(canvasElement).getByRole('button', { name: 'Take back 7 cases' })).toBeTruthy();
  },
};

/** B-24: each one that still can be is taken back, by keyboard as well; focus stays where the result is read. */
export const TakenBack: Story = {
  args: { hasOthers: false },
  play: async ({ canvasElement }) => {
    await approveAll(canvasElement);
    const view = inside(canvasElement);
    const undo = await view.findByRole('button', { name: 'Take back 7 cases' });
    undo.focus();
    await userEvent.keyboard('{Enter}');
    await view.findByText('7 taken back.');
    await expect(document.activeElement?.textContent).toBe('Approve together');
  },
};

/** In Arabic, in 320 px: an English title begins at the same side as everything else, and nothing is wider than there is room. */
export const NarrowRightToLeft: Story = {
  globals: { language: 'ar' },
  decorators: [
    (Story) => (
      <div style={{ inlineSize: 320 }}>
        <Story />
      </div>
    ),
  ],
  play: async ({ canvasElement }) => {
    const title = await inside(canvasElement).findByText('Refund for order A-88324: wrong colour');
    const row = title.closest('li') as HTMLElement;
    // Of its letters: their box may be as wide as the row.
    const letters = document.createRange();
    letters.selectNodeContents(title);
    await expect(Math.abs(letters.getBoundingClientRect().right - row.getBoundingClientRect().right)).toBeLessThan(1);
    const batch = canvasElement.querySelector('.csn-batch-approval') as HTMLElement;
    await expect(batch.scrollWidth).toBe(batch.clientWidth);
    for (const part of batch.querySelectorAll('li, li *'))
      await expect(part.getBoundingClientRect().left).toBeGreaterThanOrEqual(batch.getBoundingClientRect().left);
  },
};
