import type { Meta, StoryObj } from '@storybook/react-vite';
import { SystemCard } from '../src/oversight/index.js';
import type { SystemDescription } from '../src/oversight/system.types.js';

const system: SystemDescription = {
  model: { id: 'credit-default', version: '4', releasedAt: '2026-10-02' },
  name: 'Credit default model',
  purpose: 'Estimates how likely a loan to a private person is not repaid within 24 months.',
  measured: [
    { name: 'Held-out applications', right: 0.73, n: 599, interval: [0.69, 0.76], asOf: '2026-10-02' },
    { name: 'Applicants under 25', right: 0.64, n: 88, interval: [0.53, 0.73], asOf: '2026-10-02' },
    { name: 'Self-employed applicants', right: 0.75, n: 12 },
  ],
  failures: ['Wrong most often where there is no checking account: 41 of 121 held-out cases.'],
  untested: ['Businesses, and loans above 20,000 DM.'],
  interpretation: ['A probability of 60% means that of 100 such applicants about 60 do not repay.'],
};

const meta = {
  title: 'Components/SystemCard',
  component: SystemCard,
  args: { system },
} satisfies Meta<typeof SystemCard>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Purpose, measured record with n and date, known failures, what it was not tested on; an empty slot says so (L-3, B-20). */
export const Card: Story = {};
/** It does worse than it was measured, and says so first (L-5). */
export const Degraded: Story = {
  args: {
    system: {
      ...system,
      degraded: { text: 'One of three data sources is missing: scores are less certain.', since: '2026-11-20' },
    },
  },
};
/** A host that says nothing of its system shows exactly that. */
export const Nothing: Story = { args: { system: { model: system.model, name: system.name } } };
export const Narrow: Story = {
  decorators: [
    (Story) => (
      <div style={{ inlineSize: '18rem' }}>
        <Story />
      </div>
    ),
  ],
};
