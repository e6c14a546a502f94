import type { Meta, StoryObj } from '@storybook/react-vite';
import { REVIEW_STATES } from '../src/review/review.types.js';
import { StatusBadge } from '../src/review/status-badge.js';

const meta = {
  title: 'Components/StatusBadge',
  component: StatusBadge,
  args: { state: 'pending.open' },
} satisfies Meta<typeof StatusBadge>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Pending: Story = {};

/** Every state has a silhouette of its own, so that colour is the third cue. */
export const EveryState: Story = {
  render: () => (
    <div style={{ display: 'grid', gap: 8, justifyItems: 'start' }}>
      {REVIEW_STATES.map((state) => (
        <StatusBadge key={state} state={state} />
      ))}
      <StatusBadge state="overridden" verdict="abstain" />
      <StatusBadge state="pending.open" isHeld />
      <StatusBadge state="not-saved" />
      <StatusBadge state="changed" />
    </div>
  ),
};

export const AiNotUsed: Story = { args: { state: 'overridden', verdict: 'abstain' } };
export const Halted: Story = { args: { state: 'reviewing', isHeld: true } };
export const Boxed: Story = { args: { state: 'approved', variant: 'boxed' } };
/** A newer server's word is shown as it is. */
export const Unknown: Story = { args: { state: 'on-the-moon' } };
