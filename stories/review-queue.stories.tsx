import type { Decorator, Meta, StoryObj } from '@storybook/react-vite';
import { useEffect, useRef, useState } from 'react';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { createMemoryStore } from '../src/backends/memory-backend.js';
import { sampleReview, sampleReviewers } from '../src/backends/sample-reviews.js';
import { ConfidenceBadge } from '../src/confidence/index.js';
import {
  createReviewQueue,
  type RenderConfidence,
  ReviewQueue,
  type ReviewQueueHandle,
  type ReviewQueueRootProps,
  useReviewQueue,
} from '../src/queue/index.js';
import { Button } from '../src/react/button.js';
import type { ReviewSummary } from '../src/review/review.types.js';
import { summaryOf } from '../src/review/summary.selectors.js';

const renderConfidence: RenderConfidence = ({ row }) => <ConfidenceBadge.Root confidence={row.confidence} />;

const loan = summaryOf(sampleReview('loan'));
const calibration = loan.confidence?.calibration;

const rows: readonly ReviewSummary[] = [
  { ...summaryOf(sampleReview('invoice')), confidence: { value: 0.5, calibration }, risk: 'medium' },
  { ...summaryOf(sampleReview('post')), state: 'pending.escalated' },
  {
    ...loan,
    title: 'Home renovation loan, €18,000',
    status: 'reviewing',
    state: 'reviewing.revealed',
    claimedBy: { id: 'amara', name: 'Amara Osei' },
  },
  { ...summaryOf(sampleReview('refund')), why: ['Money leaves', 'Edited arguments'] },
  {
    ...loan,
    id: 'LN-20433',
    reference: 'LN-20433',
    title: 'Car loan, €9,200',
    why: ['Random sample'],
    confidence: { value: 0.9, calibration },
    risk: 'medium',
    state: 'pending.awaitingSecond',
    dueAt: '2026-11-23T16:00:00Z',
  },
  {
    ...summaryOf(sampleReview('reply')),
    state: 'pending.awaitingInfo',
    dueAt: '2026-11-24T11:00:00Z',
  },
];

const answerFirst: readonly ReviewSummary[] = ['cough for three weeks', 'before surgery'].map((words, index) => ({
  id: `CXR-552${index}`,
  reference: `CXR-552${index}`,
  area: 'Radiology',
  title: `Chest X-ray, ${words}`,
  kind: 'image',
  status: 'pending',
  state: 'pending.open',
  risk: 'high',
  why: [],
  answerFirst: true,
  createdAt: '2026-11-21T08:20:00Z',
  updatedAt: '2026-11-21T08:20:00Z',
  dueAt: `2026-11-21T1${3 + index * 2}:00:00Z`,
  version: 1,
}));

/** Keeps what the reader selects and opens, as a host does. */
function Host(props: ReviewQueueRootProps) {
  const [selectedIds, setSelectedIds] = useState(props.selectedIds ?? []);
  const [currentId, setCurrentId] = useState(props.currentId);
  return (
    <ReviewQueue.Root
      {...props}
      currentId={currentId}
      onRowOpen={(details) => {
        props.onRowOpen?.(details);
        setCurrentId(details.id);
      }}
      {...(props.onSelectionChange && {
        selectedIds,
        onSelectionChange: (details) => {
          props.onSelectionChange?.(details);
          setSelectedIds(details.ids);
        },
      })}
    />
  );
}

const wide =
  (inlineSize: string): Decorator =>
  (Story) => (
    <div style={{ inlineSize, maxInlineSize: '100%' }}>
      <Story />
    </div>
  );

const meta = {
  title: 'Components/ReviewQueue',
  component: ReviewQueue.Root,
  render: (args) => <Host {...args} />,
  args: {
    rows,
    total: 36,
    hasMore: true,
    pageSize: 50,
    order: 'oldest',
    currentId: 'LN-20417',
    renderConfidence,
    onRowOpen: fn(),
    onSelectionChange: fn(),
    onMoreLoad: fn(),
    onOrderChange: fn(),
    onUpdatesShow: fn(),
    onPauseChange: fn(),
    onUpdatesRetry: fn(),
    onRetry: fn(),
  },
  argTypes: {
    renderConfidence: { control: false },
    handleRef: { control: false },
    children: { control: false },
  },
} satisfies Meta<typeof ReviewQueue.Root>;

export default meta;
type Story = StoryObj<typeof meta>;

const button = (canvasElement: HTMLElement, name: string | RegExp) =>
  within(canvasElement).getByRole('button', { name });

/** A table where there is room for one. */
export const Cases: Story = {};

/** In an order by the AI's score, cases to be answered first stand apart: their place would give the score away. */
export const ByScore: Story = {
  args: { order: 'least-confident', rows: [...answerFirst, ...rows] },
};

export const UpdatesWaiting: Story = { args: { updateCount: 4 } };

export const UpdatesPaused: Story = { args: { updateCount: 4, isPaused: true } };

/** A connection that takes long, at the beginning or after it was cut. */
export const UpdatesConnecting: Story = { args: { streamStatus: 'connecting' } };

/** Behind a proxy that lets no stream through. */
export const UpdatesDelayed: Story = { args: { updateCount: 4, streamStatus: 'polling' } };

/** Nobody answers: until when nothing was missed, and a way to try again. */
export const UpdatesMissing: Story = {
  args: { updateCount: 4, streamStatus: 'down', checkedAt: '2026-11-21T13:02:00Z' },
  play: async ({ args, canvasElement }) => {
    await userEvent.click(button(canvasElement, 'Try now'));
    await expect(args.onUpdatesRetry).toHaveBeenCalledOnce();
  },
};

/** The same in 320 px, while it is being tried. */
export const UpdatesMissingNarrow: Story = {
  decorators: [wide('320px')],
  args: { ...UpdatesMissing.args, isChecking: true },
  play: async ({ canvasElement }) => {
    const queue = canvasElement.querySelector('section') as HTMLElement;
    await expect(queue.scrollWidth).toBe(queue.clientWidth);
  },
};

export const Selected: Story = {
  args: {
    selectedIds: ['INV-2209', 'MOD-7713'],
    selectionActions: <Button variant="quiet">Assign to…</Button>,
  },
};

export const WithoutSelection: Story = { args: { onSelectionChange: undefined } };

export const Loading: Story = { args: { rows: [], total: undefined, isLoading: true } };

export const LoadingMore: Story = { args: { isLoadingMore: true } };

export const Empty: Story = {
  args: {
    rows: [],
    total: 0,
    hasMore: false,
    emptyText: 'You decided 22 cases today. New ones appear here when they arrive.',
  },
};

export const CouldNotLoad: Story = {
  args: {
    rows: [],
    total: undefined,
    problem: { during: 'list', kind: 'unreachable', message: 'The server answered 502 at 10:48:11 CET.' },
  },
  play: async ({ canvasElement, args }) => {
    await userEvent.click(button(canvasElement, 'Try again'));
    await expect(args.onRetry).toHaveBeenCalledOnce();
  },
};

/** What was there stays while more could not be loaded. */
export const MoreCouldNotLoad: Story = { args: { problem: { during: 'more', kind: 'unreachable' } } };

export const SlowAnswer: Story = { args: { problem: { during: 'list', kind: 'slow' }, rows: [], total: undefined } };

/** A stop holds some of the cases. */
export const Held: Story = {
  args: { rows: rows.map((row, index) => (index < 2 ? { ...row, held: true } : row)) },
};

export const Decided: Story = {
  args: {
    onSelectionChange: undefined,
    rows: [
      { ...loan, status: 'approved', state: 'approved', verdict: 'approve', dueAt: '2026-11-20T13:00:00Z' },
      { ...summaryOf(sampleReview('refund')), status: 'overridden', state: 'overridden', verdict: 'override' },
      { ...summaryOf(sampleReview('post')), status: 'overridden', state: 'overridden', verdict: 'abstain' },
      { ...summaryOf(sampleReview('reply')), status: 'closed', state: 'closed.withdrawn' },
    ],
    total: 4,
    hasMore: false,
  },
};

/** Words of a newer server, dates that do not parse, a case without title or reasons, hidden characters and markup. */
export const UnknownValues: Story = {
  args: {
    rows: [
      { ...loan, id: '1', status: 'snoozed' as never, state: 'snoozed.long' as never, risk: 'extreme' as never },
      {
        ...loan,
        id: '2',
        createdAt: 'yesterday',
        dueAt: 'soon',
        title: '',
        why: [],
        confidence: { value: Number.NaN },
      },
      {
        ...loan,
        id: '3',
        title: '<b>Loan</b> \u202Egnihton',
        why: ['\u200Bhidden', '<i>markup</i>'],
        area: 'x'.repeat(80),
      },
    ],
    currentId: undefined,
    total: undefined,
    hasMore: true,
  },
};

/** Two lines per case. */
export const Medium: Story = { decorators: [wide('48rem')], args: { updateCount: 4 } };

/** A card per case. */
export const Narrow: Story = {
  decorators: [wide('360px')],
  args: { order: 'least-confident', rows: [...rows, ...answerFirst], updateCount: 4, selectedIds: ['RUN-7f3e'] },
  play: async ({ canvasElement }) => {
    const queue = canvasElement.querySelector('section') as HTMLElement;
    await expect(queue.scrollWidth).toBe(queue.clientWidth);
    await expect(getComputedStyle(canvasElement.querySelector('[role="row"]') as HTMLElement).position).toBe(
      'absolute',
    );
    // No headings are in sight: each score and deadline says itself what it is.
    for (const cell of canvasElement.querySelectorAll('[data-column="score"], [data-column="due"]')) {
      await expect(cell.querySelector('.csn-review-queue-label')).toBeVisible();
    }
  },
};

/** 320 px: nothing scrolls sideways. */
export const Narrowest: Story = {
  decorators: [wide('320px')],
  args: { rows: [...rows, ...answerFirst], updateCount: 4 },
  play: async ({ canvasElement }) => {
    const queue = canvasElement.querySelector('section') as HTMLElement;
    await expect(queue.scrollWidth).toBe(queue.clientWidth);
    for (const cell of queue.querySelectorAll('[role="gridcell"]:not([data-column="select"])')) {
      await expect(cell.scrollWidth).toBeLessThanOrEqual(cell.clientWidth);
    }
  },
};

/** Arrow keys, the ends of the row and of the list, and the way back to where the reader was. */
export const Moving: Story = {
  args: { rows: [...rows, ...answerFirst] },
  play: async ({ canvasElement }) => {
    const place = () => {
      const cell = document.activeElement?.closest('[data-column]');
      return `${cell?.closest('[data-review]')?.getAttribute('data-review')} ${cell?.getAttribute('data-column')}`;
    };
    const isRtl = getComputedStyle(canvasElement.querySelector('[role="grid"]') as HTMLElement).direction === 'rtl';
    const [onward, back] = isRtl ? ['{ArrowLeft}', '{ArrowRight}'] : ['{ArrowRight}', '{ArrowLeft}'];
    button(canvasElement, /Home renovation/).focus();
    const path: [keys: string, place: string][] = [
      ['{ArrowDown}', 'RUN-7f3e case'],
      [onward, 'RUN-7f3e why'],
      ['{ArrowUp}', 'LN-20417 why'],
      [`${back}${back}`, 'LN-20417 select'],
      ['{End}', 'LN-20417 status'],
      ['{Home}', 'LN-20417 select'],
      ['{Control>}{End}{/Control}', 'CXR-5521 status'],
      ['{PageUp}', 'INV-2209 status'],
      ['{PageDown}', 'CXR-5521 status'],
      ['{Control>}{Home}{/Control}', 'INV-2209 select'],
    ];
    for (const [keys, expected] of path) {
      await userEvent.keyboard(keys);
      await expect(place()).toBe(expected);
    }
    await expect(canvasElement.querySelectorAll('[role="grid"] [tabindex="0"]')).toHaveLength(1);
    await userEvent.tab();
    await userEvent.tab({ shift: true });
    await expect(place()).toBe('INV-2209 select');
  },
};

/** The direction comes from the page: in Arabic the next cell is to the left. */
export const MovingRightToLeft: Story = {
  decorators: [
    (Story) => (
      <div dir="rtl">
        <Story />
      </div>
    ),
  ],
  render: (args) => (
    <ReviewQueue.Root {...args} dir="rtl">
      <ReviewQueue.Header />
      <ReviewQueue.Grid />
    </ReviewQueue.Root>
  ),
  play: async ({ canvasElement }) => {
    button(canvasElement, /Home renovation/).focus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect(document.activeElement).toHaveAttribute('data-column', 'why');
    await userEvent.keyboard('{ArrowRight}');
    await expect(button(canvasElement, /Home renovation/)).toHaveFocus();
  },
};

/** Enter opens from every cell; the open case is marked. */
export const Opening: Story = {
  args: { currentId: undefined },
  play: async ({ canvasElement, args }) => {
    button(canvasElement, /Refund/).focus();
    await userEvent.keyboard('{Enter}');
    await expect(args.onRowOpen).toHaveBeenLastCalledWith(expect.objectContaining({ id: 'RUN-7f3e' }));
    await userEvent.keyboard('{ArrowDown}{End}{Enter}');
    await expect(args.onRowOpen).toHaveBeenLastCalledWith(expect.objectContaining({ id: 'LN-20433' }));
    await expect(button(canvasElement, /Car loan/).closest('[role="row"]')).toHaveAttribute('aria-current', 'true');
  },
};

/** Space on the checkbox, Shift and Space anywhere, and back to none. */
export const Selecting: Story = {
  play: async ({ canvasElement, args }) => {
    button(canvasElement, /Refund/).focus();
    await userEvent.keyboard('{Home} ');
    await expect(args.onSelectionChange).toHaveBeenLastCalledWith({ ids: ['RUN-7f3e'] });
    await userEvent.keyboard('{ArrowDown}{End}{Shift>} {/Shift}');
    await expect(args.onSelectionChange).toHaveBeenLastCalledWith({ ids: ['RUN-7f3e', 'LN-20433'] });
    await expect(args.onRowOpen).not.toHaveBeenCalled();
    const clear = button(canvasElement, /Clear|Auswahl aufheben|إلغاء التحديد/);
    clear.focus();
    await userEvent.keyboard('{Enter}');
    await expect(args.onSelectionChange).toHaveBeenLastCalledWith({ ids: [] });
    await expect(document.activeElement?.closest('[role="grid"]')).not.toBeNull();
  },
};

/** After a decision focus goes on: to the case below, and to the heading after the last one. */
export const GoingOn: Story = {
  args: { rows: rows.slice(0, 3), total: 3, hasMore: false, onSelectionChange: undefined },
  render: function GoingOn(args) {
    const handle = useRef<ReviewQueueHandle>(null);
    const [left, setLeft] = useState(rows.slice(0, 3));
    const [decided, setDecided] = useState<string>();
    useEffect(() => {
      if (decided !== undefined) handle.current?.focusNext(decided);
    }, [decided]);
    return (
      <ReviewQueue.Root
        {...args}
        rows={left}
        total={left.length}
        currentId={undefined}
        handleRef={handle}
        onRowOpen={({ id }) => {
          setLeft(left.filter((row) => row.id !== id));
          setDecided(id);
        }}
      />
    );
  },
  play: async ({ canvasElement }) => {
    button(canvasElement, /Post about/).focus();
    await userEvent.keyboard('{Enter}');
    await expect(button(canvasElement, /Home renovation/)).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect(within(canvasElement).getByRole('heading')).toHaveFocus();
  },
};

const store = createMemoryStore({ reviews: [sampleReview('loan'), sampleReview('refund'), sampleReview('post')] });
const queue = createReviewQueue({ backend: store.backendFor(sampleReviewers.amara) });

/** On a backend: a colleague takes a case, the count rises, and the row changes when the reader asks for it. */
export const Live: Story = {
  render: function Live(args) {
    return <ReviewQueue.Root {...useReviewQueue(queue)} renderConfidence={args.renderConfidence} />;
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByRole('button', { name: /Refund/ });
    const status = () => canvasElement.querySelector('[data-review="RUN-7f3e"]')?.getAttribute('data-status');
    if (store.get('RUN-7f3e').status === 'reviewing')
      store.apply('RUN-7f3e', { type: 'release' }, sampleReviewers.mateo);
    store.apply('RUN-7f3e', { type: 'claim' }, sampleReviewers.mateo);
    const show = await canvas.findByRole('button', { name: /^(Show|Anzeigen|عرض)$/ });
    await expect(status()).not.toBe('reviewing');
    show.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(status()).toBe('reviewing'));
    await expect(document.activeElement?.closest('[role="grid"]')).not.toBeNull();
  },
};

/** The parts, arranged by a host with other columns and words. */
export const Composed: Story = {
  render: (args) => (
    <ReviewQueue.Root {...args} label="My cases">
      <ReviewQueue.Header>
        <ReviewQueue.Title>
          My cases <ReviewQueue.Count>{rows.length} today</ReviewQueue.Count>
        </ReviewQueue.Title>
      </ReviewQueue.Header>
      <ReviewQueue.Grid>
        <ReviewQueue.Head />
        <ReviewQueue.Group name="Today">by arrival</ReviewQueue.Group>
        {rows.map((row) => (
          <ReviewQueue.Row key={row.id} row={row} />
        ))}
      </ReviewQueue.Grid>
    </ReviewQueue.Root>
  ),
};
