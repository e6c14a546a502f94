import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, userEvent, within } from 'storybook/test';
import { createSelfCheck, type PastDecision, SelfCheckNotice, type SelfCheckSwitches } from '../src/oversight/index.js';

const START = Date.parse('2026-11-21T08:00:00Z');

/** One decision a minute: twenty in the usual time, then in a quarter of it. */
function sitting(switches: SelfCheckSwitches) {
  const selfCheck = createSelfCheck();
  for (let at = 0; at < 70; at++) {
    const decision: PastDecision = {
      at: new Date(START + at * 60_000).toISOString(),
      agreed: at % 40 !== 30,
      probability: 0.8,
      activeMs: at < 20 ? 40_000 : 10_000,
    };
    selfCheck.note(decision, switches);
  }
  return selfCheck;
}

function Sitting({ switches }: { switches: SelfCheckSwitches }) {
  const [selfCheck] = useState(() => sitting(switches));
  return <SelfCheckNotice selfCheck={selfCheck} />;
}

const meta = {
  title: 'Components/SelfCheckNotice',
  component: Sitting,
} satisfies Meta<typeof Sitting>;
export default meta;
type Story = StoryObj<typeof meta>;

/** B-15: once per session, in numbers, to this person alone. By keyboard it is put away like any notice. */
export const AgreementNudge: Story = {
  args: { switches: { agreementNudge: true } },
  play: async ({ canvasElement }) => {
    const region = within(canvasElement).getByRole('status');
    await expect(region.textContent).toContain('In your last 50 decisions');
    await userEvent.tab();
    await expect(document.activeElement?.textContent).toBe('Close this notice');
  },
};

/** B-16: a break is suggested and nothing is kept waiting for it. */
export const PaceWatch: Story = {
  args: { switches: { paceWatch: true } },
  play: async ({ canvasElement }) => {
    await expect(within(canvasElement).getByRole('status').textContent).toContain('A break may be due');
  },
};

/** B-16: whoever wants no breaks suggested says so once; the same place takes it back. */
export const PaceWatchTurnedOff: Story = {
  args: { switches: { paceWatch: true } },
  play: async ({ canvasElement }) => {
    const inside = within(canvasElement);
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await expect(inside.getByRole('status').textContent).toContain('No breaks are suggested to you any more.');
    await userEvent.keyboard('{Tab}');
  },
};

/** B-15, B-16: nothing to say, and no room taken. */
export const NothingToSay: Story = {
  args: { switches: {} },
  play: async ({ canvasElement }) => {
    await expect(within(canvasElement).getByRole('status').childElementCount).toBe(0);
  },
};
