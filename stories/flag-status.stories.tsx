import type { Meta, StoryObj } from '@storybook/react-vite';
import { FlagStatus } from '../src/confidence/index.js';

const meta = {
  title: 'Components/FlagStatus',
  component: FlagStatus,
  args: { flag: { status: 'nothing-found', missRate: 0.29, n: 214 }, of: 'Drug interactions' },
} satisfies Meta<typeof FlagStatus>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Nothing found is not nothing there: it says how often something is missed (B-21). */
export const NothingFound: Story = {};
/** How often something is missed was measured on too few cases, or never. */
export const NotMeasured: Story = { args: { flag: { status: 'nothing-found', missRate: 0.1, n: 12 } } };
export const NotChecked: Story = { args: { flag: { status: 'not-checked' } } };
export const Flagged: Story = { args: { flag: { status: 'flagged' } } };
