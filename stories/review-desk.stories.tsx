import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { createFaultyBackend } from '../src/backends/faulty-backend.js';
import { createMemoryStore } from '../src/backends/memory-backend.js';
import { createOutboxBackend } from '../src/backends/outbox-backend.js';
import { samplePolicy, sampleProposals } from '../src/backends/sample-reviews.js';
import { ReviewDesk } from '../src/desk/index.js';
import { ShortcutProvider } from '../src/react/shortcuts.js';
import { initialReview } from '../src/review/lifecycle.selectors.js';
import { sawOf } from '../src/review/proposal.selectors.js';
import { amara } from './review-card.fixtures.js';

const clock = () => Date.parse('2026-11-21T09:48:00Z');

interface OfficeProps extends Partial<ReviewDesk.RootProps> {
  isEmpty?: boolean;
  isUnreachable?: boolean;
  isBlind?: boolean;
  isClaimed?: boolean;
  /** Whether the open case is a check that was decided. */
  isCheck?: boolean;
  /** Whether a decision waits in this page's memory for a connection. */
  isWaiting?: boolean;
}

function Office({ isEmpty, isUnreachable, isBlind, isClaimed, isCheck, isWaiting, ...props }: OfficeProps) {
  const [backend] = useState(() => {
    const store = createMemoryStore({
      reviews: isEmpty
        ? []
        : Object.values(sampleProposals).map((proposal) =>
            initialReview(proposal, { ...samplePolicy, ...(isBlind && { blindFirst: true }) }),
          ),
      clock,
      ...(isCheck && {
        checks: {
          'LN-20417': {
            personId: amara.id,
            truth: 'approve',
            because: 'The employer confirmed the income on the two latest payslips. The application has the older one.',
          },
        },
      }),
    });
    if (isClaimed) store.apply('LN-20417', { type: 'claim' }, amara, { at: '2026-11-21T09:27:15Z' });
    const made = createFaultyBackend(store.backendFor(amara));
    if (isUnreachable) made.fail('list', 'unreachable', 1);
    if (!isWaiting) return made;
    made.fail('send', 'unreachable', 1);
    const outbox = createOutboxBackend({
      backend: made,
      reviewer: amara,
      indexedDB: false,
      channel: false,
      delays: { firstRetry: 600_000, longestRetry: 600_000 },
    });
    const { fence } = store.get('LN-20417').claim ?? {};
    const options = {
      idempotencyKey: 'story',
      expectedVersion: 2,
      saw: sawOf(sampleProposals.loan),
      ...(fence && { fence }),
    };
    void outbox.send('LN-20417', { type: 'approve' }, options);
    return outbox;
  });
  return (
    <ReviewDesk.Root
      query={{ order: 'due', status: ['pending', 'reviewing'] }}
      {...props}
      backend={backend}
      reviewer={amara}
    />
  );
}

const meta = {
  title: 'Components/ReviewDesk',
  component: ReviewDesk.Root,
  args: { backend: undefined as never, reviewer: amara },
  render: () => <Office initialId="LN-20417" />,
  parameters: { layout: 'fullscreen' },
} satisfies Meta<typeof ReviewDesk.Root>;
export default meta;
type Story = StoryObj<typeof meta>;

export const WithAnOpenCase: Story = {};
/** In the middle of a review: the picture of the README. */
export const Reviewing: Story = {
  render: () => (
    <div style={{ padding: 16 }}>
      <Office isClaimed initialId="LN-20417" />
    </div>
  ),
};
export const NothingOpen: Story = { render: () => <Office /> };
export const EmptyQueue: Story = { render: () => <Office isEmpty /> };
export const QueueUnreachable: Story = { render: () => <Office isUnreachable /> };
export const AnswerFirst: Story = { render: () => <Office isBlind initialId="LN-20417" /> };
/** An id that the backend does not hold. */
export const UnknownCase: Story = { render: () => <Office initialId="GONE-1" /> };

/** A decision that waits to be sent, in a browser that keeps nothing on the device. */
export const DecisionWaits: Story = {
  render: () => (
    <div style={{ padding: 16 }}>
      <Office isClaimed isWaiting initialId="LN-20417" />
    </div>
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const show = await canvas.findByRole('button', { name: 'Show list' });
    show.focus();
    await userEvent.keyboard('{Enter}');
    await expect(canvas.getByRole('button', { name: 'Open case: LN-20417' })).toBeVisible();
  },
};

export const NextByKeyboard: Story = {
  render: () => <Office />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    (await canvas.findByRole('button', { name: 'Next case' })).focus();
    await userEvent.keyboard('{Enter}');
    await canvas.findByRole('button', { name: 'Approve suggestion' });
    await waitFor(() => expect(document.activeElement?.tagName).toBe('H2'));
  },
};

/** What was known of a check stands with the case as soon as it is decided, and above the next one until it is put aside (B-14). */
export const CheckDecided: Story = {
  render: () => (
    <div style={{ padding: 16 }}>
      <Office isCheck isClaimed initialId="LN-20417" afterDecide="next" />
    </div>
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const approve = await canvas.findByRole('button', { name: 'Approve suggestion' });
    approve.focus();
    await userEvent.keyboard('{Enter}');
    (await within(document.body).findByRole('button', { name: 'Sign approval' })).focus();
    await userEvent.keyboard('{Enter}');
    await canvas.findByRole('region', { name: /This case was a check/ });
    // Focus stays with the work: it is on the heading of the next case.
    await waitFor(() => expect(document.activeElement?.tagName).toBe('H2'));
    await expect(canvas.getByRole('button', { name: 'Put aside' })).toBeVisible();
  },
};

/** One column: the queue, or the case with a way back. */
export const OneColumn: Story = {
  render: () => (
    <div style={{ inlineSize: 360 }}>
      <Office />
    </div>
  ),
};

export const OneColumnByKeyboard: Story = {
  ...OneColumn,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const title = await canvas.findByText(/Refund for order/);
    await userEvent.click(title);
    await waitFor(() => expect(canvas.getByRole('heading', { name: /Refund for order/ })).toHaveFocus());
    const back = canvas.getByRole('button', { name: 'Back to the queue' });
    await expect(back).toBeVisible();
    back.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(canvas.getByRole('grid').contains(document.activeElement)).toBe(true));
  },
};

/** Where the queue stands before the case, a verdict's keys show the case first: nothing opens where nobody sees it. */
export const OneColumnByShortcut: Story = {
  render: () => (
    <ShortcutProvider>
      <div style={{ inlineSize: 360 }}>
        <Office isClaimed initialId="LN-20417" />
      </div>
    </ShortcutProvider>
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const page = within(document.body);
    const press = (key: string) => userEvent.keyboard(`{Alt>}{Shift>}${key}{/Shift}{/Alt}`);
    await canvas.findByRole('button', { name: 'Approve suggestion' });
    for (const [key, name] of [
      ['A', 'Approve suggestion'],
      ['O', 'Override suggestion'],
    ] as const) {
      await press('L');
      await waitFor(() => expect(canvas.getByRole('grid').contains(document.activeElement)).toBe(true));
      await expect(canvas.queryByRole('button', { name })).toBeNull();
      await press(key);
      await waitFor(() => expect(document.activeElement?.tagName).toBe('H2'));
      await expect(canvas.getByRole('button', { name })).toBeVisible();
      await expect(page.queryByRole('dialog')).toBeNull();
      await press(key);
      await page.findByRole('dialog');
      await userEvent.keyboard('{Escape}');
      await waitFor(() => expect(page.queryByRole('dialog')).toBeNull());
    }
  },
};

/** Keys for all of it, from one registry: Alt+Shift+K lists them. */
export const Shortcuts: Story = {
  render: () => (
    <ShortcutProvider>
      <Office initialId="LN-20417" />
    </ShortcutProvider>
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const start = await canvas.findByRole('button', { name: 'Start review' });
    start.focus();
    await userEvent.keyboard('{Alt>}{Shift>}K{/Shift}{/Alt}');
    const sheet = await within(document.body).findByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(within(sheet).getAllByRole('term').length).toBe(6);
  },
};

/** B-18: cases are selected in the queue and approved together beside it; one that is drawn is opened first. */
export const SeveralAtOnce: Story = {
  render: () => (
    <div style={{ padding: 16 }}>
      <Refunds />
    </div>
  ),
  play: async ({ canvasElement }) => {
    const view = within(canvasElement);
    for (const box of await view.findAllByRole('checkbox')) await userEvent.click(box);
    // By keyboard from here on.
    const begin = await view.findByRole('button', { name: 'Approve together…' });
    await waitFor(() => expect(begin.getAttribute('aria-disabled')).toBeNull());
    begin.focus();
    await userEvent.keyboard('{Enter}');
    const panel = await view.findByRole('region', { name: 'Approve together' });
    await within(panel).findByText('All 4 selected can be approved together.');
    await expect(document.activeElement?.textContent).toBe('Approve together');
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    const approve = within(panel).getByRole('button', { name: 'Approve 4 cases' });
    await waitFor(() => expect(approve.getAttribute('aria-disabled')).toBeNull());
  },
};

function Refunds() {
  const [backend] = useState(() => {
    const policy = { ...samplePolicy, batchApprove: 'allowed', recordViews: true } as const;
    const { refund } = sampleProposals;
    const reviews = [12, 24, 39.9, 55].map((value, index) => {
      const id = `RUN-7f4${index}`;
      const subject = { title: `Refund for order A-8824${index}`, reference: id, area: 'Support agent' };
      const confidence = { value: 0.93, calibration: refund.confidence?.calibration };
      return initialReview({ ...refund, id, subject, value, confidence, risk: 'low' }, policy);
    });
    return createMemoryStore({ reviews, clock }).backendFor(amara);
  });
  return (
    <ReviewDesk.Root backend={backend} reviewer={amara} query={{ status: ['pending', 'reviewing'] }} isBatchable />
  );
}
