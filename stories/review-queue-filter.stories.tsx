import type { Decorator, Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { createMemoryStore } from '../src/backends/memory-backend.js';
import { sampleReview, sampleReviewers } from '../src/backends/sample-reviews.js';
import {
  createLocalQueue,
  createReviewQueue,
  createSavedViews,
  type LocalQueue,
  QUEUE_ORDERS,
  ReviewQueue,
  type SavedView,
  useLocalQueue,
  useReviewQueue,
} from '../src/queue/index.js';
import { manyRows } from '../test/queue/many-rows.js';

const thousands = manyRows(100_000);

/** Views as a host keeps them: here for as long as the page is there. */
function viewsOf(kept: readonly SavedView[] = []) {
  let views: unknown = kept;
  return createSavedViews({
    load: () => views,
    store(next) {
      views = next;
    },
  });
}

function Local({ queue, views }: { queue: LocalQueue; views?: readonly SavedView[] }) {
  const [ids, setIds] = useState<readonly string[]>([]);
  const [currentId, setCurrentId] = useState<string>();
  const [savedViews] = useState(() => viewsOf(views));
  return (
    <ReviewQueue.Root
      {...useLocalQueue(queue, QUEUE_ORDERS)}
      savedViews={savedViews}
      currentId={currentId}
      selectedIds={ids}
      onSelectionChange={(details) => setIds(details.ids)}
      onRowOpen={({ id }) => setCurrentId(id)}
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

const meta = { title: 'Components/ReviewQueue/Thousands', component: ReviewQueue.Root } satisfies Meta<
  typeof ReviewQueue.Root
>;

export default meta;
type Story = StoryObj;

const queueOf = (options: Partial<Parameters<typeof createLocalQueue>[0]> = {}) =>
  createLocalQueue({ rows: thousands, seed: 'amara', ...options });

/** Whether a row is where it can be seen, below the headings of the columns. */
function isInSight(element: Element | null): boolean {
  const grid = element?.closest('[role="grid"]');
  if (!element || !grid) return false;
  const [own, around] = [element.getBoundingClientRect(), grid.getBoundingClientRect()];
  return own.top >= around.top - 1 && own.bottom <= around.bottom + 1;
}

const rowOf = (canvasElement: HTMLElement, index: number) =>
  canvasElement.querySelector<HTMLElement>(`[aria-rowindex="${index}"]`);
const focusedRow = () => document.activeElement?.closest<HTMLElement>('[role="row"]');

/** The whole list by keyboard: what has focus is in the document and in sight, wherever the list scrolls. */
export const Moving: Story = {
  render: () => <Local queue={queueOf()} />,
  play: async ({ canvasElement }) => {
    const grid = canvasElement.querySelector('[role="grid"]') as HTMLElement;
    await expect(grid.getAttribute('aria-rowcount')).toBe('100001');
    await expect(canvasElement.querySelectorAll('[data-review]').length).toBeLessThan(60);
    rowOf(canvasElement, 2)?.querySelector('button')?.focus();
    const path: [keys: string, row: string, column: string][] = [
      ['{ArrowDown}', '3', 'case'],
      ['{PageDown}{PageDown}{PageDown}{PageDown}', '43', 'case'],
      ['{End}', '43', 'status'],
      ['{Control>}{End}{/Control}', '100001', 'status'],
      ['{ArrowUp}', '100000', 'status'],
      ['{PageUp}', '99990', 'status'],
      ['{Control>}{Home}{/Control}', '2', 'select'],
      ['{Control>}{End}{/Control}', '100001', 'status'],
    ];
    for (const [keys, row, column] of path) {
      await userEvent.keyboard(keys);
      await waitFor(() => expect(focusedRow()?.getAttribute('aria-rowindex')).toBe(row));
      await expect(document.activeElement?.closest('[data-column]')).toHaveAttribute('data-column', column);
      await waitFor(() => expect(isInSight(focusedRow() ?? null)).toBe(true));
    }
    await expect(canvasElement.querySelectorAll('[role="grid"] [tabindex="0"]')).toHaveLength(1);
    // Scrolled away from, it keeps focus, and the next key goes on from there.
    grid.scrollTop = grid.scrollHeight / 2;
    await waitFor(() => expect(rowOf(canvasElement, 50_000)).not.toBeNull());
    await expect(focusedRow()?.getAttribute('aria-rowindex')).toBe('100001');
    await userEvent.keyboard('{ArrowUp}');
    await waitFor(() => expect(focusedRow()?.getAttribute('aria-rowindex')).toBe('100000'));
    await waitFor(() => expect(isInSight(focusedRow() ?? null)).toBe(true));
  },
};

/** Scrolling up through cards of different heights moves nothing by itself. */
export const Cards: Story = {
  decorators: [wide('320px')],
  render: () => <Local queue={queueOf({ groupBy: 'area', order: 'risk' })} />,
  play: async ({ canvasElement }) => {
    const grid = canvasElement.querySelector('[role="grid"]') as HTMLElement;
    const queue = canvasElement.querySelector('section') as HTMLElement;
    await expect(queue.scrollWidth).toBe(queue.clientWidth);
    await expect(grid.scrollWidth).toBe(grid.clientWidth);
    await expect(grid.getAttribute('aria-rowcount')).toBe('100006');
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    grid.scrollTop = 40_000;
    await frame();
    for (let step = 0; step < 12; step++) {
      const top = () => grid.getBoundingClientRect().top;
      const seen = [...grid.querySelectorAll<HTMLElement>('[data-review]')].find(
        (row) => row.getBoundingClientRect().top > top() + 60,
      ) as HTMLElement;
      const before = seen.getBoundingClientRect().top;
      grid.scrollTop -= 50;
      await frame();
      await frame();
      await expect(Math.abs(seen.getBoundingClientRect().top - before - 50)).toBeLessThan(2);
    }
  },
};

/** Filtering as one types, choices with counts, and the way back; what was typed stays in the field, which keeps focus. */
export const Filtering: Story = {
  render: () => <Local queue={queueOf()} />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const field = canvas.getByRole('searchbox');
    const rowCount = () => Number(canvasElement.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')) - 1;
    field.focus();
    await userEvent.keyboard('KRAKO\u0301W car');
    await waitFor(() => expect(rowCount()).toBeLessThan(6_000));
    const found = thousands.filter(({ title, area }) => area === 'Kraków' && title.startsWith('Car')).length;
    await waitFor(() => expect(rowCount()).toBe(found));
    await expect(field).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect(field).toHaveValue('');
    await waitFor(() => expect(rowCount()).toBe(100_000));
    await userEvent.tab();
    await userEvent.tab();
    await expect(document.activeElement).toHaveAttribute('aria-expanded', 'false');
    await userEvent.keyboard('{Enter}');
    const risks = thousands.filter(({ risk }) => risk === 'critical');
    const count = new Intl.NumberFormat('en').format(risks.length);
    const boxes = [...canvasElement.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')];
    const critical = boxes.find((box) =>
      box.closest('label')?.textContent?.replace(/[^\d]/g, '').includes(count.replace(',', '')),
    ) as HTMLInputElement;
    critical.focus();
    await userEvent.keyboard(' ');
    await waitFor(() => expect(rowCount()).toBe(risks.length));
    await expect(critical).toHaveFocus();
    await expect(critical).toBeChecked();
    const all = canvasElement.querySelector<HTMLElement>('.csn-review-queue-found button') as HTMLElement;
    all.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(rowCount()).toBe(100_000));
    await expect(field).toHaveFocus();
  },
};

/** What there is to choose, of each value how many cases it would leave. */
export const Choosing: Story = {
  render: () => (
    <Local
      queue={queueOf({
        rows: thousands.slice(0, 5_000),
        filter: { facets: { risk: ['critical', 'high'] } },
        groupBy: 'risk',
      })}
    />
  ),
  play: async ({ canvasElement }) => {
    canvasElement.querySelector<HTMLElement>('[role="search"] [aria-expanded]')?.click();
    await waitFor(() => expect(canvasElement.querySelectorAll('fieldset').length).toBeGreaterThan(3));
    await expect(canvasElement.querySelectorAll('input[type="checkbox"]:checked')).toHaveLength(2);
  },
};

/** In Arabic, in 320 px: an English option stands beside its box, and nothing is wider than there is room. */
export const ChoosingRightToLeft: Story = {
  globals: { language: 'ar' },
  decorators: [wide('320px')],
  render: () => <Local queue={queueOf({ rows: thousands.slice(0, 1_000) })} />,
  play: async ({ canvasElement }) => {
    canvasElement.querySelector<HTMLElement>('[role="search"] [aria-expanded]')?.click();
    const option = await waitFor(() =>
      within(canvasElement.querySelector('fieldset')?.parentElement as HTMLElement).getByText(/^Consumer credit/),
    );
    // Of its letters: their box may be as wide as the column.
    const letters = document.createRange();
    letters.selectNodeContents(option);
    const box = option.closest('label')?.querySelector('input') as HTMLElement;
    const gap = box.getBoundingClientRect().left - letters.getBoundingClientRect().right;
    await expect(gap).toBeGreaterThan(0);
    await expect(gap).toBeLessThan(16);
    const queue = canvasElement.querySelector('section') as HTMLElement;
    await expect(queue.scrollWidth).toBe(queue.clientWidth);
  },
};

const VIEWS: readonly SavedView[] = [
  { name: 'Critical in Kraków', filter: { facets: { risk: ['critical'], area: ['Kraków'] } }, order: 'due' },
  { name: 'From before', filter: { text: 'loan', facets: { area: ['Branch 7'] } } },
];

/** Views are shown, saved, renamed and deleted; one that asks for what is not there any more says so. */
export const Views: Story = {
  render: () => <Local queue={queueOf({ rows: thousands.slice(0, 1_000) })} views={VIEWS} />,
  play: async ({ canvasElement }) => {
    const views = () => [...canvasElement.querySelectorAll<HTMLElement>('[data-view]')];
    const toggle = [...canvasElement.querySelectorAll<HTMLElement>('[role="search"] [aria-expanded]')].at(-1);
    toggle?.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(views().map(({ textContent }) => textContent)).toEqual(VIEWS.map(({ name }) => name)));
    views()[1]?.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(canvasElement.querySelector('.csn-review-queue-missing')).toHaveTextContent('Branch 7'));
    views()[0]?.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(canvasElement.querySelector('.csn-review-queue-missing')).toBeNull());
    await expect(canvasElement.querySelector('select')).toHaveValue('due');
    const input = canvasElement.querySelector<HTMLInputElement>('.csn-review-queue-view-form input') as HTMLElement;
    input.focus();
    await userEvent.keyboard('Mine{Enter}');
    await waitFor(() => expect(views()).toHaveLength(3));
    // Rename, then delete: focus goes on to what is there.
    views()[2]?.focus();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await userEvent.keyboard('Ours{Enter}');
    await waitFor(() => expect(views()[2]).toHaveFocus());
    await expect(views()[2]).toHaveTextContent('Ours');
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(views()).toHaveLength(2));
    await expect(views()[1]).toHaveFocus();
  },
};

/** In an order by the AI's score, cases to be answered first stand apart; under headings they stand by chance (B-1). */
export const ByScore: Story = {
  render: () => <Local queue={queueOf({ order: 'margin', filter: { text: 'renovation' } })} />,
};

const calibration = { method: 'isotonic', n: 2_140, asOf: '2026-11-20', error: 0.02 };

/** Each case says why it stands where it does: by a measure, in the random share, or, to be answered first, by deadline. */
export const Reasons: Story = {
  render: () => (
    <Local
      queue={queueOf({
        rows: thousands
          .slice(0, 60)
          .map((row, index) => (index % 7 === 3 ? { ...row, skippedBy: 1 + (index % 2) } : row))
          .map((row) => (row.answerFirst ? row : { ...row, confidence: { value: 0.6, calibration } })),
        order: 'margin',
        randomShare: 0.2,
      })}
    />
  ),
  play: async ({ canvasElement }) => {
    const rows = [...canvasElement.querySelectorAll<HTMLElement>('[data-review]')];
    await expect(rows.every((row) => row.dataset.reason !== undefined)).toBe(true);
    await expect(new Set(rows.map((row) => row.dataset.reason))).toEqual(
      new Set(['margin', 'random', 'due', 'answer-first']),
    );
    for (const row of rows) await expect(row.dataset.reason === 'margin').toBe(/apart/.test(row.textContent as string));
  },
};

const store = createMemoryStore({ reviews: [sampleReview('loan'), sampleReview('refund'), sampleReview('post')] });
const paged = createReviewQueue({ backend: store.backendFor(sampleReviewers.amara) });

/** Where a server has the rows, it is asked once typing pauses. */
export const OnAServer: Story = {
  render: () => <ReviewQueue.Root {...useReviewQueue(paged, { isFilterable: true })} />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await waitFor(() => expect(canvasElement.querySelectorAll('[data-review]')).toHaveLength(3));
    await userEvent.type(canvas.getByRole('searchbox'), 'refund');
    await waitFor(() => expect(canvasElement.querySelectorAll('[data-review]')).toHaveLength(1));
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(canvasElement.querySelectorAll('[data-review]')).toHaveLength(3));
  },
};
