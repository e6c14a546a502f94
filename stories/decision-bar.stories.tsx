import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { DecisionBar } from '../src/desk/index.js';
import { ReviewProvider } from '../src/review/review-context.js';
import { type CaseProps, openCase } from './review-card.fixtures.js';

/** The bar on its own, in a card of the host's making. */
function Bar(props: CaseProps) {
  const [{ session }] = useState(() => openCase(props));
  return (
    <ReviewProvider session={session}>
      <DecisionBar.Root />
    </ReviewProvider>
  );
}

const meta = {
  title: 'Components/DecisionBar',
  component: DecisionBar.Root,
  render: () => <Bar />,
} satisfies Meta<typeof DecisionBar.Root>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Deciding: Story = {};
export const Pending: Story = { render: () => <Bar isClaimed={false} /> };
export const Gated: Story = { render: () => <Bar policy={{ evidenceGate: true }} /> };
/** A policy that offers two verdicts only: they get the weight of a decision. */
export const RejectOrRespond: Story = { render: () => <Bar policy={{ verdicts: ['reject', 'respond'] }} /> };
export const Held: Story = {
  render: () => (
    <Bar
      before={(store, id) =>
        store.apply(
          id,
          { type: 'hold', reason: 'Under examination', scope: 'review' },
          { kind: 'system', id: 'h', name: 'Host' },
        )
      }
    />
  ),
};

export const EscalateByKeyboard: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    (await canvas.findByRole('button', { name: 'Escalate' })).focus();
    await userEvent.keyboard('{Enter}');
    const form = within(await canvas.findByRole('form', { name: 'Escalate' }));
    await waitFor(() => expect(form.getByRole('combobox')).toHaveFocus());
    await userEvent.selectOptions(form.getByRole('combobox'), 'Credit committee');
    await userEvent.tab();
    await userEvent.keyboard('Two incomes, one payslip');
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await canvas.findByRole('button', { name: 'Start review' });
  },
};
