import { act, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import {
  createLocalQueue,
  createReviewQueue,
  createSavedViews,
  type LocalQueue,
  ReviewQueue,
  type SavedView,
  type SavedViewStorage,
  useLocalQueue,
  useReviewQueue,
} from '../../src/queue/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import type { ReviewQuery } from '../../src/review/backend.types.js';
import { describeEachReactMode } from '../react-modes.js';
import { summaries, summary } from './queue-rows.js';

const NOW = Date.parse('2026-11-21T09:48:00Z');

function Local({ queue, storage }: { queue: LocalQueue; storage?: ReturnType<typeof createSavedViews> }) {
  return (
    <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => NOW}>
      <ReviewQueue.Root {...useLocalQueue(queue)} savedViews={storage} />
    </LocaleProvider>
  );
}

const rows = [
  summary('LN-1', { title: 'Car loan', risk: 'high' }),
  summary('LN-2', { title: 'École loan', risk: 'low', area: 'Support' }),
  summary('LN-3', { title: 'Refund', risk: 'high', why: ['Edited arguments'], answerFirst: true }),
];
const queueOf = () => createLocalQueue({ rows, seed: 'amara' });
const titles = () =>
  screen
    .queryAllByRole('row')
    .flatMap((row) => row.querySelector('.csn-review-queue-case')?.textContent ?? [])
    .sort();
const field = () => screen.getByRole('searchbox', { name: 'Search cases' });

describeEachReactMode('the filter of a queue', (renderIn) => {
  it('filters as one types, whatever the case and form of the letters, and Escape clears it', async () => {
    const user = userEvent.setup();
    renderIn(<Local queue={queueOf()} />);
    screen.getByRole('search', { name: 'Narrow Review queue' });
    await user.type(field(), 'E\u0301COLE');
    await waitFor(() => expect(titles()).toEqual(['École loan']));
    screen.getByText('1 of 3 cases');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(titles()).toHaveLength(3));
    expect((field() as HTMLInputElement).value).toBe('');
    expect(document.activeElement).toBe(field());
  });

  it('says once it settles how many there are, and that nothing fits', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    renderIn(<Local queue={queueOf()} />);
    const said = () => document.querySelector('[data-csn-announcer=""]')?.textContent;
    await user.type(field(), 'loan');
    expect(said()).toBe('');
    // React 18 hands on by timers as well.
    await act(() => vi.advanceTimersByTimeAsync(900));
    await act(() => vi.advanceTimersByTimeAsync(900));
    expect(said()).toBe('2 of 3 cases');
    await user.type(field(), 's for boats');
    await act(() => vi.advanceTimersByTimeAsync(900));
    await act(() => vi.advanceTimersByTimeAsync(900));
    expect(said()).toContain('No case fits');
    expect(screen.getAllByText('No case fits').length).toBeGreaterThan(0);
    vi.useRealTimers();
  });

  it('offers choices with how many there would be of each, and not why a case is here that is to be answered first', async () => {
    const user = userEvent.setup();
    renderIn(<Local queue={queueOf()} />);
    const toggle = screen.getByRole('button', { name: 'Filter' });
    expect(toggle.getAttribute('aria-expanded')).toBe('false');
    await user.click(toggle);
    const why = within(screen.getByRole('group', { name: 'Why it is here' }));
    expect(why.getAllByRole('checkbox').map((box) => box.closest('label')?.textContent)).toEqual([
      'Answer first (1)',
      'Near the threshold (2)',
    ]);
    expect(screen.queryByText(/Edited arguments/)).toBeNull();
    await user.click(screen.getByRole('checkbox', { name: 'High (2)' }));
    expect(titles()).toEqual(['Car loan', 'Refund']);
    // Its own facet still counts what another choice would show; the others count what is left.
    screen.getByRole('checkbox', { name: 'Low (1)' });
    why.getByRole('checkbox', { name: 'Near the threshold (1)' });
    screen.getByRole('button', { name: 'Filter, 1 chosen' });
    await user.click(screen.getByRole('button', { name: 'Show all cases' }));
    expect(titles()).toHaveLength(3);
    expect(document.activeElement).toBe(field());
  });

  it('puts cases under headings that count among the rows', async () => {
    const user = userEvent.setup();
    renderIn(<Local queue={queueOf()} />);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Group by' }), 'By risk');
    const grid = screen.getByRole('grid');
    expect(grid.getAttribute('aria-rowcount')).toBe('6');
    expect(
      within(grid)
        .getAllByRole('row')
        .map((row) => row.getAttribute('aria-rowindex')),
    ).toEqual(['1', '2', '3', '4', '5', '6']);
    screen.getByText('High', { selector: '.csn-review-queue-group-name' });
  });

  it('keeps, shows and renames views, and says what one asks for that is not there any more', async () => {
    const user = userEvent.setup();
    let kept: unknown = [
      { name: 'Gone', filter: { text: 'loan', facets: { area: ['Branch 7'], branch: ['north'] } } },
      { name: 'Broken', filter: 3, order: 'sideways' },
      'no view',
    ];
    const storage: SavedViewStorage = {
      load: async () => kept,
      store: async (views) => {
        kept = views;
      },
    };
    renderIn(<Local queue={queueOf()} storage={createSavedViews(storage)} />);
    await user.click(screen.getByRole('button', { name: 'Views' }));
    await user.click(await screen.findByRole('button', { name: 'Gone' }));
    await screen.findByText('No case has any more: Area “Branch 7”');
    screen.getByText('No case has any more: branch');
    await user.click(screen.getByRole('button', { name: 'Broken' }));
    expect(titles()).toHaveLength(3);
    await user.click(screen.getByRole('button', { name: 'Save view' }));
    screen.getByText('A view needs a name.');
    await user.type(field(), 'car');
    await user.type(screen.getByLabelText('Name of this view'), 'Cars{Enter}');
    await waitFor(() => expect(kept).toContainEqual({ name: 'Cars', filter: { text: 'car' }, order: 'oldest' }));
    await user.click(screen.getByRole('button', { name: 'Rename Cars' }));
    await user.clear(screen.getByLabelText('Rename Cars'));
    await user.type(screen.getByLabelText('Rename Cars'), 'Gone{Enter}');
    screen.getByText('There is a view of that name.');
    await user.keyboard('{Escape}');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cars' }));
    await user.click(screen.getByRole('button', { name: 'Delete Cars' }));
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Broken' }));
    expect((kept as { name: string }[]).map(({ name }) => name)).toEqual(['Gone', 'Broken']);
  });

  it('says that views could not be read or kept, and works on', async () => {
    const user = userEvent.setup();
    const storage: SavedViewStorage = {
      load: () => {
        throw new Error('blocked');
      },
      store: () => Promise.reject(new Error('full')),
    };
    renderIn(<Local queue={queueOf()} storage={createSavedViews(storage)} />);
    await user.click(screen.getByRole('button', { name: 'Views' }));
    await screen.findByText(/could not be read/);
    await user.type(screen.getByLabelText('Name of this view'), 'Mine{Enter}');
    await screen.findByText(/could not be saved/);
    screen.getByRole('button', { name: 'Mine' });
  });
});

describe('saved views whose storage fails or takes its time', () => {
  const older = [
    { name: 'Older', filter: {} },
    { name: 'Mine', filter: { text: 'car' } },
  ];
  const flush = () => new Promise((done) => setTimeout(done));
  const names = (views: readonly { name: string }[] = []) => views.map(({ name }) => name);
  function storageOf(...answers: (() => unknown)[]) {
    const stored: (readonly SavedView[])[] = [];
    const storage: SavedViewStorage = {
      load: () => (answers.length > 1 ? answers.shift() : answers[0])?.(),
      store: (views) => void stored.push(views),
    };
    return { stored, saved: createSavedViews(storage) };
  }
  const broken = () => Promise.reject(new Error('offline'));

  it('write nothing over what could not be read, and say so', async () => {
    const { stored, saved } = storageOf(broken);
    saved.load();
    await flush();
    expect(saved.getSnapshot().problem).toBe('unread');
    saved.save({ name: 'New', filter: {} });
    await flush();
    expect(stored).toEqual([]);
    expect(saved.getSnapshot()).toEqual({ views: [{ name: 'New', filter: {} }], problem: 'unsaved' });
  });

  it('keep what was changed meanwhile with what is read the next time', async () => {
    const { stored, saved } = storageOf(broken, broken, () => older);
    saved.load();
    await flush();
    saved.save({ name: 'New', filter: {} });
    await flush();
    saved.rename('New', 'Mine');
    await flush();
    expect(stored.map(names)).toEqual([['Older', 'Mine']]);
    expect(saved.getSnapshot()).toEqual({ views: older.map(({ name }) => ({ name, filter: {} })) });
    saved.remove('Older');
    expect(names(stored.at(-1))).toEqual(['Mine']);
  });

  it('wait for what is still being read', async () => {
    let answer = (_views: unknown) => {};
    const { stored, saved } = storageOf(() => new Promise((done) => (answer = done)));
    saved.load();
    saved.save({ name: 'New', filter: {} });
    saved.remove('Older');
    expect(names(saved.getSnapshot().views)).toEqual(['New']);
    await flush();
    expect(stored).toEqual([]);
    answer(older);
    await flush();
    expect(stored.map(names)).toEqual([['Mine', 'New']]);
  });

  it('are kept once a later look at them succeeds', async () => {
    const { stored, saved } = storageOf(broken, () => older);
    saved.save({ name: 'New', filter: {} });
    await flush();
    saved.load();
    await flush();
    expect(stored.map(names)).toEqual([['Older', 'Mine', 'New']]);
    expect(saved.getSnapshot()).not.toHaveProperty('problem');
  });
});

it('asks a server once typing pauses, inside of what the queue was made for, and finds its filter again', async () => {
  const user = userEvent.setup();
  const asked: ReviewQuery[] = [];
  const queue = createReviewQueue({
    backend: {
      list: async (query) => {
        asked.push(query);
        return { items: summaries(2), total: 2 };
      },
    },
    query: { status: ['pending', 'reviewing'], order: 'due' },
  });
  function Paged() {
    return <ReviewQueue.Root {...useReviewQueue(queue, { isFilterable: true, kinds: ['loan', 'invoice'] })} />;
  }
  const first = render(<Paged />);
  await screen.findByRole('grid');
  await user.type(field(), 'loan');
  await waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[1]).toEqual({ status: ['pending', 'reviewing'], order: 'due', text: 'loan' });
  await user.click(screen.getByRole('button', { name: 'Filter' }));
  // What the host leaves out is nothing to choose.
  expect(screen.queryByRole('checkbox', { name: 'Approved' })).toBeNull();
  await user.click(screen.getByRole('radio', { name: 'invoice' }));
  await user.click(screen.getByRole('checkbox', { name: 'Critical' }));
  await waitFor(() => expect(asked.at(-1)).toEqual({ ...asked[1], kind: 'invoice', risk: ['critical'] }));
  // What was typed a moment ago is not lost to a choice that is made meanwhile.
  await user.type(field(), 's');
  await user.click(screen.getByRole('checkbox', { name: 'High' }));
  await waitFor(() =>
    expect(asked.at(-1)).toEqual({ ...asked[1], text: 'loans', kind: 'invoice', risk: ['critical', 'high'] }),
  );
  await user.click(screen.getByRole('checkbox', { name: 'High' }));
  first.unmount();
  render(<Paged />);
  expect((field() as HTMLInputElement).value).toBe('loans');
  await user.click(screen.getByRole('button', { name: 'Show all cases' }));
  await waitFor(() => expect(asked.at(-1)).toEqual(asked[0]));
});

describe('a filter that a server is asked for', () => {
  function paged(query: ReviewQuery, filters: readonly SavedView[] = []) {
    const asked: ReviewQuery[] = [];
    const list = async (given: ReviewQuery) => {
      asked.push(given);
      return { items: summaries(2), total: 2 };
    };
    const queue = createReviewQueue({ backend: { list }, query });
    const savedViews = createSavedViews({ load: () => filters, store: () => {} });
    const Paged = () => (
      <ReviewQueue.Root {...useReviewQueue(queue, { isFilterable: true, kinds: ['loan'] })} savedViews={savedViews} />
    );
    render(<Paged />);
    return asked;
  }

  it.each<[string, ReviewQuery, SavedView['filter'], ReviewQuery | undefined]>([
    ['statuses', { status: ['pending'] }, { facets: { status: ['approved'] } }, undefined],
    ['risks', { risk: ['low'] }, { facets: { risk: ['high', 'critical'] } }, undefined],
    ['kinds', { kind: 'loan' }, { facets: { kind: ['invoice'] } }, undefined],
    ['statuses', { status: ['pending'] }, { facets: { status: ['approved', 'pending'] } }, { status: ['pending'] }],
    ['risks', { risk: ['low', 'high'] }, { facets: { risk: ['high', 'critical'] } }, { risk: ['high'] }],
    ['kinds', { kind: 'loan' }, { facets: { kind: ['invoice', 'loan'] } }, { kind: 'loan' }],
    ['words', { text: 'Smith', status: ['pending'] }, { text: 'Jones' }, { text: 'Smith', status: ['pending'] }],
  ])('stays inside of the %s the queue was made for: %j with %j', async (_what, query, filter, expected) => {
    const user = userEvent.setup();
    const asked = paged(query, [{ name: 'Other', filter }]);
    await screen.findByRole('grid');
    await user.click(screen.getByRole('button', { name: 'Views' }));
    await user.click(await screen.findByRole('button', { name: 'Other' }));
    if (expected) {
      await waitFor(() => expect(asked).toHaveLength(2));
      expect(asked[1]).toEqual(expected);
      return;
    }
    // Nothing is both: nobody is asked, nothing is listed, and there is a way back.
    await screen.findAllByText('No case fits');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Order' }), 'Newest first');
    expect(asked).toHaveLength(1);
    expect(titles()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Show all cases' }));
    await waitFor(() => expect(asked.at(-1)).toEqual({ ...query, order: 'newest' }));
    await screen.findByRole('grid');
  });

  it('has no words where the queue was made for some', async () => {
    paged({ text: 'Smith' });
    await screen.findByRole('grid');
    expect(screen.queryByRole('searchbox')).toBeNull();
    screen.getByRole('button', { name: 'Filter' });
  });
});
