import type { Meta, StoryObj } from '@storybook/react-vite';
import { CheckFeedback } from '../src/oversight/index.js';
import type { ValueSchema } from '../src/review/review.types.js';

const schema: ValueSchema = {
  type: 'choice',
  options: [
    { value: 'approve', label: 'Approve' },
    { value: 'approve-with-conditions', label: 'Approve with conditions' },
    { value: 'deny', label: 'Deny' },
  ],
};

const meta = {
  title: 'Components/CheckFeedback',
  component: CheckFeedback,
  args: {
    schema,
    reference: 'APP-0412',
    outcome: {
      truth: 'deny',
      proposed: 'approve',
      decided: 'deny',
      isRight: true,
      because: 'Two of the three earlier loans were paid late, and the amount is more than half a year of income.',
    },
  },
} satisfies Meta<typeof CheckFeedback>;
export default meta;
type Story = StoryObj<typeof meta>;

/** B-14: right after the decision, what was known, without praise. */
export const Same: Story = {};
/** The known answer is another one: what in the case tells it, without blame (B-25). */
export const Other: Story = {
  args: {
    outcome: {
      truth: 'deny',
      proposed: 'approve',
      decided: 'approve',
      isRight: false,
      because: 'Two of the three earlier loans were paid late, and the amount is more than half a year of income.',
    },
  },
};
/** Whoever leaves a case open hears what is known of it as well. */
export const LeftOpen: Story = { args: { outcome: { truth: 'deny', proposed: 'approve', isRight: false } } };
/** Of a practice set (B-22). */
export const Practice: Story = { args: { kind: 'practice' } };
export const Narrow: Story = {
  decorators: [
    (Story) => (
      <div style={{ inlineSize: '18rem' }}>
        <Story />
      </div>
    ),
  ],
};
