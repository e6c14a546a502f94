import type { Meta, StoryObj } from '@storybook/react-vite';
import { Button } from '../src/react/button.js';
import { Deadline } from '../src/review/deadline.js';

const meta = {
  title: 'Components/Deadline',
  component: Deadline,
  args: { dueAt: '2026-11-23T16:00:00Z' },
} satisfies Meta<typeof Deadline>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Normal: Story = {};
/** A time limit can be extended (WCAG 2.2.1): the host brings the way. */
export const Soon: Story = {
  args: { dueAt: '2026-11-21T10:30:00Z', action: <Button variant="quiet">More time</Button> },
};
export const Overdue: Story = { args: { dueAt: '2026-11-21T09:00:00Z' } };
export const Paused: Story = {
  args: { dueAt: '2026-11-24T11:00:00Z', isPaused: true, pauseReason: 'stopped while we wait for documents' },
};
export const NoDeadline: Story = { args: { dueAt: undefined } };
/** A date that does not parse. */
export const NotAvailable: Story = { args: { dueAt: 'the day after tomorrow' } };
