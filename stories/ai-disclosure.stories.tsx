import type { Meta, StoryObj } from '@storybook/react-vite';
import { AiDisclosure } from '../src/oversight/index.js';

const meta = {
  title: 'Components/AiDisclosure',
  component: AiDisclosure,
  args: {
    system: {
      name: 'Credit default model',
      purpose: 'Estimates how likely a loan to a private person is not repaid within 24 months.',
    },
    mode: 'review',
    rights: { explanation: '#explanation', person: '#person', objection: '#objection' },
  },
} satisfies Meta<typeof AiDisclosure>;
export default meta;
type Story = StoryObj<typeof meta>;

/** For whoever is decided about: a person decides (L-14). */
export const APersonDecides: Story = {};
export const TwoPeopleDecide: Story = { args: { mode: 'second' } };
/** Takes effect unless somebody steps in. */
export const UnlessSomebodyStepsIn: Story = { args: { mode: 'monitor' } };
/** No person looks at it beforehand; what is not offered is not shown. */
export const ByRule: Story = { args: { mode: 'auto', rights: { person: '#person' } } };
