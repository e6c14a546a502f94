import type { Meta, StoryObj } from '@storybook/react-vite';
import { RISKS } from '../src/review/review.types.js';
import { RiskBadge } from '../src/review/risk-badge.js';

const meta = {
  title: 'Components/RiskBadge',
  component: RiskBadge,
  args: { risk: 'high' },
} satisfies Meta<typeof RiskBadge>;
export default meta;
type Story = StoryObj<typeof meta>;

export const High: Story = {};

export const EveryRisk: Story = {
  render: () => (
    <div style={{ display: 'grid', gap: 8, justifyItems: 'start' }}>
      {RISKS.map((risk) => (
        <RiskBadge key={risk} risk={risk} />
      ))}
    </div>
  ),
};

/** Under a heading that says "Risk". */
export const NounHidden: Story = { args: { isNounHidden: true } };
export const Unknown: Story = { args: { risk: 'unheard-of' } };
