import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test';
import { createMemoryStore } from '../src/backends/memory-backend.js';
import { sampleReview, sampleReviewers } from '../src/backends/sample-reviews.js';
import { StopControl } from '../src/oversight/index.js';
import type { ReviewBackend } from '../src/review/backend.types.js';
import type { Reviewer } from '../src/review/review.types.js';
import type { StopOrder, StopService } from '../src/review/stop.types.js';

const { amara, priya } = sampleReviewers;
const loan = sampleReview('loan');
const WHY = 'Income is read from the wrong column since 08:00.';

interface Scene {
  reviewer?: Reviewer;
  stopped?: readonly StopOrder[];
  /** Whether no order reaches the server. */
  isOffline?: boolean;
  isLate?: boolean;
}

/** A backend of its own for each story, with what was stopped before. */
function backendIn({ reviewer = amara, stopped = [], isOffline, isLate }: Scene): ReviewBackend {
  const clock = () => Date.parse('2026-11-21T09:12:00Z');
  const store = createMemoryStore({ reviews: [loan, sampleReview('refund')], clock });
  const earlier = store.backendFor(amara).stops as StopService;
  for (const order of stopped) void earlier.stop(order, { idempotencyKey: JSON.stringify(order) });
  const backend = store.backendFor(reviewer);
  const stops = backend.stops as StopService;
  return {
    ...backend,
    stops: {
      ...stops,
      ...(isOffline && { stop: () => Promise.reject(new Error('unreachable')) }),
      ...(isLate && {
        subscribe: (listener: Parameters<StopService['subscribe']>[0]) =>
          stops.subscribe((list) => listener(list, 'late')),
      }),
    },
  };
}

const models = [{ id: 'credit-risk' }, { id: 'credit-risk', version: '4.2' }];
const ofModel: StopOrder = { scope: 'model', model: { id: 'credit-risk' }, reason: WHY };
const scene = (given: Scene = {}) => ({ backend: backendIn(given), reviewer: given.reviewer ?? amara });

const meta = {
  title: 'Components/StopControl',
  component: StopControl.Root,
  args: { models, review: { id: loan.id, title: loan.proposal.subject.title }, onOrderSettle: fn(), ...scene() },
  render: (args) => (
    <div className="csn-root" style={{ display: 'grid', gap: '1rem', justifyItems: 'start' }}>
      <StopControl.Root {...args} />
    </div>
  ),
} satisfies Meta<typeof StopControl.Root>;
export default meta;
type Story = StoryObj<typeof meta>;

const alert = () => within(screen.getByRole('alertdialog'));

/** In the host's bar, never beside approve and override. */
export const Idle: Story = {};

/** One keystroke opens it, the second begins to say what; nothing is chosen for anybody (L-9). */
export const Stopping: Story = {
  args: scene(),
  play: async ({ args }) => {
    await userEvent.keyboard('{Alt>}{Shift>}s{/Shift}{/Alt}');
    await expect(document.activeElement).toHaveTextContent('Stop');
    await userEvent.tab();
    await userEvent.keyboard('{ArrowDown}');
    await expect(alert().getByRole('radio', { name: /every version/ })).toBeChecked();
    await alert().findByText(/This holds 1 open case/);
    // Where the keys end: a reason is missing, and focus goes there.
    await userEvent.keyboard('{Enter}');
    await expect(alert().getByRole('textbox')).toHaveFocus();
    await userEvent.keyboard(WHY);
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    await expect(args.onOrderSettle).toHaveBeenCalledOnce();
    await screen.findByText('Model credit-risk halted by Amara Osei');
  },
};

/** What it asks, before anything is chosen. */
export const Asking: Story = {
  args: scene(),
  play: async () => {
    // By no name, so that it opens in every language.
    await userEvent.keyboard('{Alt>}{Shift>}s{/Shift}{/Alt}');
    await userEvent.click(alert().getAllByRole('button').at(-1) as HTMLElement);
    await expect(alert().getAllByRole('radio')[0]).toHaveFocus();
  },
};

/** Everybody sees it; whoever may not resume reads which role may. */
export const Stopped: Story = { args: scene({ stopped: [ofModel] }) };

/** Two stops, each with its own end, before a person who may end them. */
export const StoppedTwice: Story = {
  args: scene({
    reviewer: priya,
    stopped: [ofModel, { scope: 'all', reason: 'The source of the applications is being restored.' }],
  }),
};

export const Resuming: Story = {
  args: scene({ reviewer: priya, stopped: [ofModel] }),
  play: async () => {
    await userEvent.click(within(screen.getByRole('region')).getByRole('button'));
    await userEvent.tab();
    await userEvent.keyboard('The column is right again.');
    await expect(alert().getByRole('textbox')).toHaveValue('The column is right again.');
  },
};

/** It has not arrived: said in words, tried again in sight, this screen held until then. */
export const Offline: Story = {
  args: scene({ isOffline: true }),
  play: async () => {
    // By no name, so that it can be seen in every language.
    await userEvent.click(screen.getByRole('button'));
    await userEvent.click(alert().getAllByRole('radio').at(-1) as HTMLElement);
    await userEvent.type(alert().getByRole('textbox'), WHY);
    await userEvent.click(alert().getAllByRole('button').at(-1) as HTMLElement);
    await waitFor(() => expect(alert().queryByRole('textbox')).toBeNull());
    await userEvent.keyboard('{Escape}');
    await expect(alert().getAllByRole('button')[0]).toHaveFocus();
  },
};

/** No stream tells of stops: they are asked for, and the banner says so (L-5). */
export const Late: Story = { args: scene({ isLate: true, stopped: [ofModel] }) };
