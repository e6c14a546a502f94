import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createRef, memo, type ReactNode, useState } from 'react';
import { expect, it, vi } from 'vitest';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { sampleReview, sampleReviewers } from '../../src/backends/sample-reviews.js';
import {
  createReviewQueue,
  ReviewQueue,
  type ReviewQueueHandle,
  type ReviewQueueRootProps,
  type ReviewQueueStore,
  useReviewQueue,
} from '../../src/queue/index.js';
import { queueMessagesAr } from '../../src/queue/queue.messages.ar.js';
import { useQueueFrame } from '../../src/queue/queue-context.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import type { ReviewSummary } from '../../src/review/review.types.js';
import { describeEachReactMode } from '../react-modes.js';
import { summaries, summary } from './queue-rows.js';

const NOW = Date.parse('2026-11-21T09:48:00Z');

function Here({ children }: { children: ReactNode }) {
  return (
    <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => NOW}>
      {children}
    </LocaleProvider>
  );
}

/** A host that holds one value. */
function Holding<T>({
  initial,
  children,
}: {
  initial: T;
  children: (value: T, set: (value: T) => void) => Partial<ReviewQueueRootProps>;
}) {
  const [value, set] = useState(initial);
  return (
    <Here>
      <ReviewQueue.Root rows={summaries(2)} {...children(value, set)} />
    </Here>
  );
}

function Running({ queue }: { queue: ReviewQueueStore }) {
  return (
    <Here>
      <ReviewQueue.Root {...useReviewQueue(queue)} />
    </Here>
  );
}

let setRows = (_rows: readonly ReviewSummary[]) => {};

/** A host whose rows the test changes. */
function Changing({ handleRef }: Pick<ReviewQueueRootProps, 'handleRef'>) {
  const [rows, set] = useState<readonly ReviewSummary[]>(summaries(4));
  setRows = set;
  return (
    <Here>
      <ReviewQueue.Root rows={rows} handleRef={handleRef} />
    </Here>
  );
}

/** A host that keeps what was selected. */
function Selecting(props: Partial<ReviewQueueRootProps>) {
  const [ids, setIds] = useState<readonly string[]>([]);
  return (
    <Here>
      <ReviewQueue.Root
        rows={summaries(3)}
        {...props}
        selectedIds={ids}
        onSelectionChange={(details) => {
          props.onSelectionChange?.(details);
          setIds(details.ids);
        }}
      />
    </Here>
  );
}

const rowOf = (id: string) => screen.getByRole('button', { name: `Case ${id}` }).closest('[role="row"]') as HTMLElement;
const cellsOf = (id: string) => within(rowOf(id)).getAllByRole('gridcell');
const openButton = (id: string) => screen.getByRole('button', { name: `Case ${id}` });

describeEachReactMode('ReviewQueue', (renderIn) => {
  const renderHere = (ui: ReactNode) => renderIn(<Here>{ui}</Here>);

  it('renders a part that asks for none of the rows for what it asks for, and not for rows', () => {
    const orders: unknown[] = [];
    const Part = memo(function Part() {
      orders.push(useQueueFrame('Title').order);
      return null;
    });
    let set = (_: Partial<ReviewQueueRootProps>) => {};
    function Host() {
      const [props, setProps] = useState<Partial<ReviewQueueRootProps>>({});
      set = setProps;
      return (
        <ReviewQueue.Root rows={summaries(2)} order="oldest" {...props}>
          <Part />
        </ReviewQueue.Root>
      );
    }
    renderIn(<Host />);
    const { length } = orders;
    act(() => set({ rows: summaries(3), currentId: summaries(1)[0]?.id, updateCount: 4 }));
    expect(orders).toHaveLength(length);
    act(() => set({ order: 'risk' }));
    expect(orders.at(-1)).toBe('risk');
  });

  it('says of each case what a reader needs to choose: title, place, reasons, score, risk, deadline, status and age', () => {
    renderHere(
      <ReviewQueue.Root
        rows={[summary('LN-1', { claimedBy: { id: 'mateo', name: 'Mateo Ruiz' } })]}
        renderConfidence={({ row }) => `Score of ${row.id}`}
      />,
    );
    expect(cellsOf('LN-1').map((cell) => cell.textContent)).toEqual([
      'Case LN-1Consumer credit, LN-1, with Mateo RuizSince 21 Nov, 08:03, waiting 2 hours',
      'Near the threshold',
      'AI scoreScore of LN-1',
      'Medium risk',
      'Due21 Nov, 14:00in 3 hours',
      'Pending',
    ]);
    expect(screen.getAllByRole('columnheader').map((cell) => cell.textContent)).toEqual([
      'Case',
      'Why it is here',
      'AI score',
      'Risk',
      'Due (CET)',
      'Status',
    ]);
  });

  it('labels score and deadline for the eye where headings have no room, and not a second time for a screen reader', () => {
    renderHere(<ReviewQueue.Root rows={summaries(1)} renderConfidence={() => 'Likely'} />);
    for (const [text, column] of [
      ['AI score', 'score'],
      ['Due', 'due'],
    ] as const) {
      const label = screen.getByText(text, { selector: '.csn-review-queue-label' });
      expect(label.closest('[data-column]')?.getAttribute('data-column')).toBe(column);
      expect(label.getAttribute('aria-hidden')).toBe('true');
    }
    expect(screen.queryAllByRole('gridcell', { name: /Due|AI score/ })).toEqual([]);
  });

  it('names the grid by queue and order, and counts rows that are not loaded yet', () => {
    renderHere(<ReviewQueue.Root rows={summaries(2)} total={36} hasMore onMoreLoad={() => {}} order="due" />);
    const grid = screen.getByRole('grid', { name: 'Review queue, Due first' });
    expect(grid.getAttribute('aria-rowcount')).toBe('37');
    expect(rowOf('LN-2').getAttribute('aria-rowindex')).toBe('3');
    screen.getByRole('heading', { name: 'Review queue 36 cases', level: 2 });
    screen.getByText('2 of 36 shown');
  });

  it('says that the number of rows is not known', () => {
    renderHere(<ReviewQueue.Root rows={summaries(2)} hasMore onMoreLoad={() => {}} />);
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('-1');
    screen.getByRole('heading', { name: 'Review queue' });
    screen.getByRole('button', { name: 'Load more' });
  });

  it('shows nothing from the AI on a case to be answered first, whatever the server sent', () => {
    const renderConfidence = vi.fn(() => 'Likely');
    renderHere(
      <ReviewQueue.Root
        rows={[summary('CXR-1', { answerFirst: true, confidence: { value: 0.9 }, why: ['Two models disagree'] })]}
        renderConfidence={renderConfidence}
      />,
    );
    expect(renderConfidence).not.toHaveBeenCalled();
    expect(rowOf('CXR-1').textContent).not.toMatch(/Likely|disagree/);
    within(rowOf('CXR-1')).getByText('After your answer');
    within(rowOf('CXR-1')).getByText('Answer first');
  });

  it('keeps cases to be answered first apart, by deadline, where the order would give their score away', () => {
    renderHere(
      <ReviewQueue.Root
        order="least-confident"
        rows={[
          summary('CXR-2', { answerFirst: true, dueAt: '2026-11-21T15:00:00Z' }),
          summary('LN-1'),
          summary('CXR-3', { answerFirst: true, dueAt: undefined }),
          summary('CXR-1', { answerFirst: true, dueAt: '2026-11-21T13:00:00Z' }),
        ]}
      />,
    );
    const rows = screen.getAllByRole('row').map((row) => row.querySelector('button')?.textContent ?? row.textContent);
    expect(rows.slice(1)).toEqual([
      'By score least certain first',
      'Case LN-1',
      'Answer first by deadline, AI hidden',
      'Case CXR-1',
      'Case CXR-2',
      'Case CXR-3',
    ]);
    expect(rowOf('LN-1').getAttribute('aria-rowindex')).toBe('3');
    expect(rowOf('CXR-1').getAttribute('aria-rowindex')).toBe('5');
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('7');
  });

  it('shows words of a newer server as they are, and dates that do not parse as not available', () => {
    renderHere(
      <ReviewQueue.Root
        rows={[
          summary('LN-1', {
            status: 'snoozed' as never,
            state: 'snoozed.long' as never,
            risk: 'extreme' as never,
            createdAt: 'yesterday',
            dueAt: 'soon',
            why: undefined as never,
          }),
        ]}
      />,
    );
    expect(cellsOf('LN-1').map((cell) => cell.textContent)).toEqual([
      'Case LN-1Consumer credit, LN-1Age not available',
      'Not provided',
      'AI scoreNot provided',
      'Unknown risk: extreme',
      'DueNot available',
      'Unknown status: snoozed.long',
    ]);
  });

  it('makes hidden characters visible and reads markup as text', () => {
    renderHere(
      <ReviewQueue.Root
        rows={[summary('LN-1', { title: '<b>Loan</b> \u202Egnihton', why: ['\u200Bhidden'], area: '\u2066x' })]}
      />,
    );
    screen.getByRole('button', { name: '<b>Loan</b> [U+202E]gnihton' });
    screen.getByText('[U+200B]hidden');
    screen.getByText(/\[U\+2066\]x/);
  });

  it('keeps the first of two cases with one id and tells the developer once', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    renderHere(<ReviewQueue.Root rows={[summary('LN-1'), summary('LN-1', { title: 'Another' }), null as never]} />);
    openButton('LN-1');
    expect(screen.queryByText('Another')).toBeNull();
    expect(warn).toHaveBeenCalledOnce();
  });

  it('counts nobody late for a case that is decided, and no time of waiting', () => {
    renderHere(
      <ReviewQueue.Root
        rows={[summary('LN-1', { status: 'approved', state: 'approved', dueAt: '2026-11-20T13:00:00Z' })]}
      />,
    );
    expect(rowOf('LN-1').textContent).not.toMatch(/ago|waiting|Was/);
    within(rowOf('LN-1')).getByText('20 Nov, 14:00');
  });

  it('opens a case by its row, and marks the open one', async () => {
    const onRowOpen = vi.fn();
    const rows = summaries(2);
    renderHere(<ReviewQueue.Root rows={rows} currentId="LN-2" onRowOpen={onRowOpen} />);
    expect(rowOf('LN-2').getAttribute('aria-current')).toBe('true');
    expect(rowOf('LN-1').hasAttribute('aria-current')).toBe(false);
    await userEvent.click(openButton('LN-1'));
    expect(onRowOpen).toHaveBeenCalledExactlyOnceWith({ id: 'LN-1', row: rows[0] });
  });

  it('lets a host veto what a part does', async () => {
    const onRowOpen = vi.fn();
    renderHere(
      <ReviewQueue.Root rows={summaries(1)} onRowOpen={onRowOpen}>
        <ReviewQueue.Grid>
          <ReviewQueue.Row row={summary('LN-1')}>
            <ReviewQueue.Cell column="case">
              <ReviewQueue.Case onClick={(event) => event.preventDefault()} />
            </ReviewQueue.Cell>
          </ReviewQueue.Row>
        </ReviewQueue.Grid>
      </ReviewQueue.Root>,
    );
    await userEvent.click(openButton('LN-1'));
    await userEvent.keyboard('{Enter}');
    expect(onRowOpen).not.toHaveBeenCalled();
  });
});

describeEachReactMode('ReviewQueue by keyboard', (renderIn) => {
  it('is one tab stop, at the open case, and remembers where the reader was', async () => {
    renderIn(
      <Here>
        <ReviewQueue.Root rows={summaries(3)} currentId="LN-2" />
        <button type="button">After</button>
      </Here>,
    );
    await userEvent.tab();
    expect(document.activeElement).toBe(openButton('LN-2'));
    await userEvent.keyboard('{ArrowDown}');
    await userEvent.tab();
    expect(document.activeElement?.textContent).toBe('After');
    await userEvent.tab({ shift: true });
    expect(document.activeElement).toBe(openButton('LN-3'));
  });

  it('moves by row, by cell, to the ends and by ten', async () => {
    renderIn(<Selecting rows={summaries(30)} />);
    const at = () => {
      const cell = document.activeElement?.closest('[data-column]');
      return `${cell?.closest('[data-review]')?.getAttribute('data-review')} ${cell?.getAttribute('data-column')}`;
    };
    await userEvent.tab();
    expect(at()).toBe('LN-1 case');
    const path: [string, string][] = [
      ['{ArrowUp}', 'LN-1 case'],
      ['{ArrowDown}', 'LN-2 case'],
      ['{ArrowRight}', 'LN-2 why'],
      ['{ArrowDown}', 'LN-3 why'],
      ['{ArrowLeft}{ArrowLeft}', 'LN-3 select'],
      ['{ArrowLeft}', 'LN-3 select'],
      ['{End}', 'LN-3 status'],
      ['{ArrowRight}', 'LN-3 status'],
      ['{Home}', 'LN-3 select'],
      ['{PageDown}', 'LN-13 select'],
      ['{PageUp}{PageUp}', 'LN-1 select'],
      ['{Control>}{End}{/Control}', 'LN-30 status'],
      ['{PageDown}', 'LN-30 status'],
      ['{Control>}{Home}{/Control}', 'LN-1 select'],
    ];
    for (const [keys, place] of path) {
      await userEvent.keyboard(keys);
      expect(at(), keys).toBe(place);
    }
    expect(document.querySelectorAll('[role="grid"] [tabindex="0"]')).toHaveLength(1);
  });

  it('moves between cells in the direction of the text', async () => {
    renderIn(
      <LocaleProvider locale="ar" timeZone="Europe/Berlin" now={() => NOW} messages={{ queue: queueMessagesAr }}>
        <ReviewQueue.Root rows={summaries(1)}>
          <ReviewQueue.Grid style={{ direction: 'rtl' }} />
        </ReviewQueue.Root>
      </LocaleProvider>,
    );
    await userEvent.tab();
    await userEvent.keyboard('{ArrowLeft}');
    expect(document.activeElement?.getAttribute('data-column')).toBe('why');
    await userEvent.keyboard('{ArrowRight}');
    expect(document.activeElement).toBe(openButton('LN-1'));
    screen.getByRole('columnheader', { name: 'سبب العرض' });
  });

  it('opens with Enter from every cell, once', async () => {
    const onRowOpen = vi.fn();
    renderIn(<Selecting onRowOpen={onRowOpen} />);
    await userEvent.tab();
    await userEvent.keyboard('{Enter}{End}{Enter}{Home}{Enter}');
    expect(onRowOpen.mock.calls.map(([{ id }]) => id)).toEqual(['LN-1', 'LN-1', 'LN-1']);
  });

  it('selects with Space on the checkbox, and with Shift and Space from every cell without opening', async () => {
    const onRowOpen = vi.fn();
    renderIn(<Selecting onRowOpen={onRowOpen} />);
    await userEvent.tab();
    await userEvent.keyboard('{Home} ');
    expect(rowOf('LN-1').getAttribute('aria-selected')).toBe('true');
    await userEvent.keyboard('{ArrowDown}{ArrowRight}{Shift>} {/Shift}');
    expect(rowOf('LN-2').getAttribute('aria-selected')).toBe('true');
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Select LN-2' }).checked).toBe(true);
    screen.getByText('2 selected');
    await userEvent.keyboard('{End}{Shift>} {/Shift}{Home}{ArrowUp}{Shift>} {/Shift}');
    expect(screen.queryByText(/selected/)).toBeNull();
    expect(onRowOpen).not.toHaveBeenCalled();
  });

  it('has nothing to select with where the host does not select', () => {
    renderIn(<ReviewQueue.Root rows={summaries(1)} />);
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(rowOf('LN-1').hasAttribute('aria-selected')).toBe(false);
  });

  it('leaves letters and the browser’s own shortcuts alone', async () => {
    const onRowOpen = vi.fn();
    renderIn(<Selecting onRowOpen={onRowOpen} />);
    await userEvent.tab();
    await userEvent.keyboard('aojkx{Alt>}{ArrowDown}{/Alt}{Control>}{ArrowDown}{/Control}');
    expect(document.activeElement).toBe(openButton('LN-1'));
    expect(onRowOpen).not.toHaveBeenCalled();
  });
});

describeEachReactMode('focus in the ReviewQueue', (renderIn) => {
  const rowsWere = summaries(4);

  it('stays on the case when rows move', async () => {
    renderIn(<Changing />);
    act(() => openButton('LN-3').focus());
    act(() => setRows([rowsWere[2], summary('new'), rowsWere[0], rowsWere[1]] as ReviewSummary[]));
    expect(document.activeElement).toBe(openButton('LN-3'));
  });

  it('goes on to the next case when the focused one is gone, in the same column', async () => {
    renderIn(<Changing />);
    await userEvent.tab();
    await userEvent.keyboard('{ArrowDown}{ArrowRight}');
    act(() => setRows(rowsWere.filter(({ id }) => id !== 'LN-2')));
    expect(document.activeElement).toBe(cellsOf('LN-3')[1]);
  });

  it('goes to the last case when the last one is gone, and to the heading when all are', async () => {
    renderIn(<Changing />);
    act(() => openButton('LN-4').focus());
    act(() => setRows(rowsWere.slice(0, 3)));
    expect(document.activeElement).toBe(openButton('LN-3'));
    act(() => setRows([]));
    expect(document.activeElement).toBe(screen.getByRole('heading'));
  });

  it('takes nobody’s focus who is elsewhere', () => {
    renderIn(<Changing />);
    act(() => setRows(rowsWere.slice(1)));
    expect(document.activeElement).toBe(document.body);
  });

  it('is moved from outside: to a case, to the one after a decided case, to the heading', () => {
    const handle = createRef<ReviewQueueHandle>();
    renderIn(<Changing handleRef={handle} />);
    expect(handle.current?.focusRow('LN-2')).toBe(true);
    expect(document.activeElement).toBe(openButton('LN-2'));
    expect(handle.current?.focusRow('gone')).toBe(false);
    expect(handle.current?.focusNext('LN-2')).toBe('LN-3');
    act(() => setRows(rowsWere.filter(({ id }) => id !== 'LN-3')));
    act(() => setRows([rowsWere[0], rowsWere[3]] as ReviewSummary[]));
    expect(handle.current?.nextId('LN-2')).toBe('LN-4');
    expect(handle.current?.focusNext('LN-2')).toBe('LN-4');
    expect(document.activeElement).toBe(openButton('LN-4'));
    expect(handle.current?.focusNext('LN-4')).toBeUndefined();
    expect(document.activeElement).toBe(screen.getByRole('heading'));
    act(() => handle.current?.focusHeading());
  });
});

describeEachReactMode('the states of a ReviewQueue', (renderIn) => {
  const renderHere = (ui: ReactNode) => renderIn(<Here>{ui}</Here>);

  it('says that it is loading, without a grid', () => {
    const { container } = renderHere(<ReviewQueue.Root rows={[]} isLoading />);
    screen.getByText('Loading cases');
    expect(screen.queryByRole('grid')).toBeNull();
    expect(container.querySelector('section')?.hasAttribute('data-busy')).toBe(true);
    screen.getByRole('heading', { name: 'Review queue' });
  });

  it('says that there are no cases, in the host’s words where it has some', () => {
    renderHere(<ReviewQueue.Root rows={[]} emptyText="You decided 22 cases today." />);
    screen.getByText('No cases');
    screen.getByText('You decided 22 cases today.');
    screen.getByRole('heading', { name: 'Review queue 0 cases' });
  });

  it('says what failed and what is safe, keeps the rows, and tries again', async () => {
    const onRetry = vi.fn();
    const problem = { during: 'list', kind: 'unreachable', message: 'The server answered 502.' } as const;
    renderHere(<ReviewQueue.Root rows={summaries(2)} problem={problem} onRetry={onRetry} />);
    screen.getByText('The queue could not be loaded');
    screen.getByText('The server answered 502.');
    screen.getByText(/Cases and drafts are safe/);
    openButton('LN-1');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledExactlyOnceWith({ problem });
  });

  it('offers the way out it has: no button where nobody listens', () => {
    renderHere(<ReviewQueue.Root rows={[]} problem={{ during: 'list', kind: 'slow' }} />);
    screen.getByText('The queue is taking longer than usual');
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.queryByText('No cases')).toBeNull();
  });

  it('counts updates, shows them on request and pauses', async () => {
    const onUpdatesShow = vi.fn();
    const onPauseChange = vi.fn();
    renderHere(
      <ReviewQueue.Root
        rows={summaries(2)}
        updateCount={4}
        onUpdatesShow={onUpdatesShow}
        onPauseChange={onPauseChange}
      />,
    );
    screen.getByText('4 cases updated', { selector: 'span' });
    await userEvent.click(screen.getByRole('button', { name: 'Show' }));
    expect(onUpdatesShow).toHaveBeenCalledExactlyOnceWith({ count: 4 });
    await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
    expect(onPauseChange).toHaveBeenCalledExactlyOnceWith({ isPaused: true });
  });

  it('keeps a place for updates, so that their coming moves no row', () => {
    const ui = (count: number) => (
      <Here>
        <ReviewQueue.Root rows={summaries(2)} updateCount={count} onUpdatesShow={() => {}} />
      </Here>
    );
    const { rerender } = renderIn(ui(0));
    screen.getByText('No updates waiting');
    rerender(ui(1));
    expect(screen.queryByText('No updates waiting')).toBeNull();
    screen.getByRole('button', { name: 'Show' });
  });

  it('puts focus on the rows when the button that showed the updates is done', async () => {
    renderIn(<Holding initial={4}>{(updateCount, set) => ({ updateCount, onUpdatesShow: () => set(0) })}</Holding>);
    await userEvent.click(screen.getByRole('button', { name: 'Show' }));
    expect(document.activeElement).toBe(openButton('LN-1'));
  });

  it('loads more and goes on at the first new case', async () => {
    renderIn(
      <Holding initial={2}>
        {(shown, set) => ({
          rows: summaries(shown),
          total: 4,
          pageSize: 50,
          hasMore: shown < 4,
          onMoreLoad: () => set(4),
        })}
      </Holding>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Load 2 more' }));
    expect(document.activeElement).toBe(openButton('LN-3'));
    screen.getByText('4 of 4 shown');
    expect(screen.queryByRole('button', { name: /Load/ })).toBeNull();
  });

  it('chooses an order by a labelled select', async () => {
    const onOrderChange = vi.fn();
    renderHere(<ReviewQueue.Root rows={summaries(1)} order="oldest" onOrderChange={onOrderChange} />);
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Order' }), 'Due first');
    expect(onOrderChange).toHaveBeenCalledExactlyOnceWith({ order: 'due' });
  });

  it('offers the host’s actions on a selection, and clears it', async () => {
    renderIn(<Selecting selectionActions={<button type="button">Assign to…</button>} />);
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select LN-2' }));
    screen.getByRole('button', { name: 'Assign to…' });
    await userEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(screen.queryByText('1 selected')).toBeNull();
    expect(rowOf('LN-2').getAttribute('aria-selected')).toBe('false');
    expect(document.activeElement?.closest('[role="grid"]')).not.toBeNull();
  });

  it('speaks of updates at most every five seconds, and of the newest count', () => {
    vi.useFakeTimers();
    try {
      const ui = (count: number) => (
        <Here>
          <ReviewQueue.Root rows={summaries(2)} updateCount={count} onUpdatesShow={() => {}} />
        </Here>
      );
      const said = () => [...document.querySelectorAll('[data-csn-announcer] div')].map((line) => line.textContent);
      const { rerender } = renderIn(ui(0));
      act(() => vi.advanceTimersByTime(200));
      rerender(ui(1));
      act(() => vi.advanceTimersByTime(100));
      expect(said()).toEqual(['1 case updated']);
      rerender(ui(2));
      rerender(ui(3));
      act(() => vi.advanceTimersByTime(4_000));
      expect(said()).toEqual(['1 case updated']);
      act(() => vi.advanceTimersByTime(1_100));
      expect(said()).toEqual(['1 case updated', '3 cases updated']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('says how updates arrive where it is not as they happen, once to whoever listens, and offers to try', async () => {
    const onUpdatesRetry = vi.fn();
    const ui = (given: Partial<ReviewQueueRootProps>) => (
      <Here>
        <ReviewQueue.Root rows={summaries(2)} onUpdatesShow={() => {}} onUpdatesRetry={onUpdatesRetry} {...given} />
      </Here>
    );
    const said = () => [...document.querySelectorAll('[data-csn-announcer] div')].map((line) => line.textContent);
    const { rerender } = renderIn(ui({ streamStatus: 'live' }));
    screen.getByText('No updates waiting');
    rerender(ui({ streamStatus: 'connecting' }));
    screen.getByText('Connecting to updates');
    expect(screen.queryByText('No updates waiting')).toBeNull();
    rerender(ui({ streamStatus: 'polling', updateCount: 2 }));
    screen.getByText('2 cases updated');
    expect(screen.getByText('Updates arrive with a delay', { selector: 'section span' })).toBeTruthy();
    const checkedAt = '2026-11-21T13:02:10.000Z';
    rerender(ui({ streamStatus: 'down', checkedAt }));
    const text = screen.getByText('No updates. Last checked 14:02', { selector: 'section span' });
    expect(text.getAttribute('data-stream')).toBe('down');
    await userEvent.click(screen.getByRole('button', { name: 'Try now' }));
    expect(onUpdatesRetry).toHaveBeenCalledOnce();
    rerender(ui({ streamStatus: 'down', checkedAt: '2026-11-21T13:03:10.000Z' }));
    screen.getByText('No updates. Last checked 14:03', { selector: 'section span' });
    const tryNow = screen.getByRole('button', { name: 'Try now' });
    tryNow.focus();
    rerender(ui({ streamStatus: 'live' }));
    screen.getByText('No updates waiting');
    // The button goes, and focus does not go with it.
    expect(document.activeElement?.closest('section')).not.toBeNull();
    await waitFor(() => expect(said()).toContain('Updates arrive again'));
    const about = said().filter((line) => /Last checked/.test(line ?? ''));
    expect(about).toEqual(['No updates. Last checked 14:02']);
  });

  it('renders a row again only for its own news', async () => {
    const renderConfidence = vi.fn(() => null);
    const rows = summaries(3);
    const { rerender } = renderIn(<ReviewQueue.Root rows={rows} renderConfidence={renderConfidence} />);
    renderConfidence.mockClear();
    rerender(<ReviewQueue.Root rows={rows} renderConfidence={renderConfidence} updateCount={3} />);
    expect(renderConfidence).not.toHaveBeenCalled();
    rerender(
      <ReviewQueue.Root
        rows={rows.map((row) => (row.id === 'LN-2' ? { ...row, version: 2 } : row))}
        renderConfidence={renderConfidence}
      />,
    );
    const ids = renderConfidence.mock.calls.map((call: unknown[]) => (call[0] as { row: ReviewSummary }).row.id);
    expect(new Set(ids)).toEqual(new Set(['LN-2']));
  });

  it('tells which part stands outside the root', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => renderIn(<ReviewQueue.Grid />)).toThrow(/ReviewQueue\.Grid was rendered outside ReviewQueue\.Root/);
  });
});

describeEachReactMode('useReviewQueue', (renderIn) => {
  it('runs a queue on a backend: lists, hears a colleague, shows, and stops when it goes', async () => {
    const store = createMemoryStore({
      reviews: [sampleReview('loan'), sampleReview('refund')],
      clock: () => NOW,
    });
    const backend = store.backendFor(sampleReviewers.amara);
    const unsubscribe = vi.fn();
    const queue = createReviewQueue({
      backend: {
        list: backend.list,
        subscribe: (...args) => {
          const stop = backend.subscribe?.(...args);
          return () => {
            unsubscribe();
            stop?.();
          };
        },
      },
    });
    const { unmount } = renderIn(<Running queue={queue} />);
    await screen.findByRole('button', { name: 'Refund for order A-88213' });
    act(() => {
      store.apply('RUN-7f3e', { type: 'claim' }, sampleReviewers.mateo);
    });
    screen.getByText('1 case updated', { selector: 'span' });
    expect(screen.queryByText('Reviewing')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show' }));
    await screen.findByText('Reviewing');
    screen.getByText('No updates waiting');
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Order' }), 'risk');
    await screen.findByRole('grid', { name: 'Review queue, Highest risk first' });
    unsubscribe.mockClear();
    unmount();
    expect(unsubscribe).toHaveBeenCalledOnce();
  });

  it('offers no updates where the backend pushes none', async () => {
    const { list } = createMemoryStore({ reviews: [sampleReview()] }).backendFor(sampleReviewers.amara);
    const queue = createReviewQueue({ backend: { list } });
    renderIn(<Running queue={queue} />);
    await waitFor(() => screen.getByRole('grid'));
    expect(screen.queryByText('No updates waiting')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Pause' })).toBeNull();
  });
});
