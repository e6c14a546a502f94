import type { Meta, StoryObj } from '@storybook/react-vite';
import { OutcomeNote } from '../src/index.js';

const meta = {
  title: 'Components/OutcomeNote',
  component: OutcomeNote,
  args: { outcome: { value: 'Repaid in full', knownAt: '2026-11-03T00:00:00Z', source: 'Loan ledger' } },
} satisfies Meta<typeof OutcomeNote>;
export default meta;
type Story = StoryObj<typeof meta>;

/** B-27: what a decided case turned out to be, since when and from where. */
export const Known: Story = {};
