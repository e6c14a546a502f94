import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { createFaultyBackend } from '../src/backends/faulty-backend.js';
import { createMemoryStore } from '../src/backends/memory-backend.js';
import { samplePolicy, sampleProposals } from '../src/backends/sample-reviews.js';
import { ReviewDesk } from '../src/desk/index.js';
import { initialReview } from '../src/review/lifecycle.selectors.js';
import { amara } from './review-card.fixtures.js';

const clock = () => Date.parse('2026-11-21T09:48:00Z');

interface OfficeProps extends Partial<ReviewDesk.RootProps> {
  isEmpty?: boolean;
  isUnreachable?: boolean;
  isBlind?: boolean;
  isClaimed?: boolean;
}

function Office({ isEmpty, isUnreachable, isBlind, isClaimed, ...props }: OfficeProps) {
  const [backend] = useState(() => {
    const store = createMemoryStore({
      reviews: isEmpty
        ? []
        : Object.values(sampleProposals).map((proposal) =>
            initialReview(proposal, { ...samplePolicy, ...(isBlind && { blindFirst: true }) }),
          ),
      clock,
    });
    if (isClaimed) store.apply('LN-20417', { type: 'claim' }, amara, { at: '2026-11-21T09:27:15Z' });
    const made = createFaultyBackend(store.backendFor(amara));
    if (isUnreachable) made.fail('list', 'unreachable', 1);
    return made;
  });
  return (
    <ReviewDesk.Root
      query={{ order: 'due', status: ['pending', 'reviewing'] }}
      {...props}
      backend={backend}
      reviewer={amara}
    />
  );
}

const meta = {
  title: 'Components/ReviewDesk',
  component: ReviewDesk.Root,
  args: { backend: undefined as never, reviewer: amara },
  render: () => <Office initialId="LN-20417" />,
  parameters: { layout: 'fullscreen' },
} satisfies Meta<typeof ReviewDesk.Root>;
export default meta;
type Story = StoryObj<typeof meta>;

export const WithAnOpenCase: Story = {};
/** In the middle of a review: the picture of the README. */
export const Reviewing: Story = {
  render: () => (
    <div style={{ padding: 16 }}>
      <Office isClaimed initialId="LN-20417" />
    </div>
  ),
};
export const NothingOpen: Story = { render: () => <Office /> };
export const EmptyQueue: Story = { render: () => <Office isEmpty /> };
export const QueueUnreachable: Story = { render: () => <Office isUnreachable /> };
export const AnswerFirst: Story = { render: () => <Office isBlind initialId="LN-20417" /> };
/** An id that the backend does not hold. */
export const UnknownCase: Story = { render: () => <Office initialId="GONE-1" /> };

/** One column: the queue, or the case with a way back. */
export const OneColumn: Story = {
  render: () => (
    <div style={{ inlineSize: 360 }}>
      <Office />
    </div>
  ),
};

export const OneColumnByKeyboard: Story = {
  ...OneColumn,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const title = await canvas.findByText(/Refund for order/);
    await userEvent.click(title);
    await waitFor(() => expect(canvas.getByRole('heading', { name: /Refund for order/ })).toHaveFocus());
    const back = canvas.getByRole('button', { name: 'Back to the queue' });
    await expect(back).toBeVisible();
    back.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(canvas.getByRole('grid').contains(document.activeElement)).toBe(true));
  },
};
