import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { createDesk, type DeskSettlement, ReviewDesk } from '../../src/desk/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { batchFirst } from '../../src/review/batch.selectors.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import type { Command, Review } from '../../src/review/review.types.js';
import { describeEachReactMode } from '../react-modes.js';
import { smallReview, together } from '../review/batch.fixtures.js';
import { amara, mateo, NOW } from './desk.fixtures.js';

const IDS = ['A-1', 'A-2', 'A-3'];
const FIRST = batchFirst(IDS, amara.id) as string;
const QUERY = { status: ['pending', 'reviewing'] } as const;

function office(reviews: readonly Review[] = IDS.map((id) => smallReview(id))) {
  let now = NOW;
  const store = createMemoryStore({ reviews, clock: () => now++ });
  return { store, backend: store.backendFor(amara) };
}

describeEachReactMode('ReviewDesk, several cases at once', (renderIn) => {
  function show(props: Partial<ReviewDesk.RootProps> = {}, reviews?: readonly Review[]) {
    const made = office(reviews);
    const view = renderIn(
      <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => NOW}>
        <ReviewDesk.Root backend={made.backend} reviewer={amara} query={QUERY} isBatchable {...props} />
      </LocaleProvider>,
    );
    return { ...made, ...view, user: userEvent.setup() };
  }
  const panel = () => screen.findByRole('region', { name: 'Approve together' });
  async function select(user: ReturnType<typeof userEvent.setup>, ids: readonly string[] = IDS) {
    for (const id of ids) {
      const row = (await screen.findByText(`A small case, ${id}`)).closest('[role="row"]') as HTMLElement;
      await user.click(within(row).getByRole('checkbox'));
    }
    const begin = await screen.findByRole('button', { name: 'Approve together…' });
    await waitFor(() => expect(begin.getAttribute('aria-disabled')).toBeNull());
    await user.click(begin);
    return panel();
  }

  it('offers no selection where the host does not ask for it', async () => {
    show({ isBatchable: false });
    await screen.findByText('A small case, A-1');
    expect(screen.queryByRole('checkbox')).toBeNull();
  });

  it('opens the case that was drawn, has its opening on record, approves all, and takes them back', async () => {
    const settlements: DeskSettlement[] = [];
    const { store, user } = show({
      onDecisionSettle: (settlement) => settlements.push(settlement),
      afterDecide: 'next',
    });
    const batch = await select(user);
    expect(document.activeElement?.textContent).toBe('Approve together');
    await within(batch).findByText('All 3 selected can be approved together.');
    const approve = within(batch).getByRole('button', { name: 'Approve 3 cases' });
    expect(approve.getAttribute('aria-disabled')).toBe('true');
    expect(within(batch).getByText(`Open ${FIRST} before you approve.`)).toBeTruthy();

    // By its own button and by its row: one of two.
    await user.click(within(batch).getAllByRole('button', { name: `Open ${FIRST}` })[0] as HTMLElement);
    await waitFor(() => expect(store.entries(FIRST).at(-1)).toMatchObject({ type: 'viewed', by: { id: amara.id } }));
    await waitFor(() => expect(approve.getAttribute('aria-disabled')).toBeNull());

    await user.click(approve);
    await within(batch).findByText('3 approved.');
    expect(document.activeElement?.textContent).toBe('Approve together');
    expect(IDS.map((id) => store.get(id).decision?.batch?.opened)).toEqual(IDS.map((id) => id === FIRST));
    expect(settlements.map(({ review }) => review.id).sort()).toEqual(IDS);
    // The open case is one of them: its card knows, and nobody was taken to another one.
    await waitFor(() => expect(screen.getByRole('article').textContent).toContain('Approved'));
    expect(screen.getByRole('article').textContent).toContain(FIRST);
    // The rows are gone, and their last decision is not offered twice.
    expect(screen.queryByText(/^Case A-/)).toBeNull();

    await user.click(within(batch).getByRole('button', { name: 'Take back 3 cases' }));
    await within(batch).findByText('3 taken back.');
    expect(IDS.map((id) => store.get(id).state)).toEqual(IDS.map(() => 'pending.open'));

    await user.click(within(batch).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('region', { name: 'Approve together' })).toBeNull();
    expect(document.activeElement?.textContent).toContain('Queue');
  });

  it('says what each score is about, so that it is not read as one of the value beside it', async () => {
    const { user } = show();
    const batch = await select(user);
    await within(batch).findByText('All 3 selected can be approved together.');
    expect(within(batch).getAllByText('Default:')).toHaveLength(3);
  });

  it('says how each came out where somebody else takes one in between', async () => {
    const { store, user, backend } = show();
    store.apply(FIRST, { type: 'view', of: 'case' }, amara);
    const batch = await select(user);
    const approve = within(batch).getByRole('button', { name: 'Approve 3 cases' });
    await waitFor(() => expect(approve.getAttribute('aria-disabled')).toBeNull());
    const other = IDS.find((id) => id !== FIRST) as string;
    const { send } = backend;
    // With the first command: a claim before the click may be heard of in time, and the case is left out then.
    vi.spyOn(backend, 'send').mockImplementationOnce((...command) => {
      store.apply(other, { type: 'claim' }, mateo);
      return send(...command);
    });
    await user.click(approve);
    await within(batch).findByText('2 approved, 1 not approved.');
    expect(within(batch).getByText('Somebody else is working on it.')).toBeTruthy();
  });

  it('goes on, and is found again, when the page has shown something else meanwhile', async () => {
    const { store, user, unmount, backend } = show();
    store.apply(FIRST, { type: 'view', of: 'case' }, amara);
    const batch = await select(user);
    const approve = within(batch).getByRole('button', { name: 'Approve 3 cases' });
    await waitFor(() => expect(approve.getAttribute('aria-disabled')).toBeNull());
    await user.click(approve);
    unmount();
    await waitFor(() => expect(IDS.map((id) => store.get(id).status)).toEqual(IDS.map(() => 'approved')));
    renderIn(
      <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => NOW}>
        <ReviewDesk.Root backend={backend} reviewer={amara} query={QUERY} isBatchable />
      </LocaleProvider>,
    );
    await within(await panel()).findByText('3 approved.');
    // Nobody asked for it here: focus is left where it was.
    expect(document.activeElement).toBe(document.body);
  });

  it('tells nothing of the AI in a case that is answered first', async () => {
    const blind = smallReview('B-1', { ...together, blindFirst: true });
    const { user } = show({}, [...IDS.map((id) => smallReview(id)), blind]);
    const batch = await select(user, [...IDS, 'B-1']);
    await within(batch).findByText('3 of the 4 selected can be approved together.');
    const left = within(batch).getByRole('list', { name: 'Left out' });
    expect(left.textContent).toBe('A small case, B-1B-1You answer before the AI is shown.Open');
  });
});

it('hears of each verdict of a batch, and of nothing else of it', async () => {
  const { backend: live, store } = office();
  const { subscribe: _none, ...backend } = live;
  const desk = createDesk({ backend, reviewer: amara, query: QUERY });
  const stop = desk.queue.start();
  await waitFor(() => expect(desk.queue.getSnapshot().rows).toHaveLength(3));
  const sitting = desk.sessionFor(FIRST);
  const leave = sitting.subscribe(() => {});
  await waitFor(() => expect(sitting.getSnapshot().review?.status).toBe('pending'));
  const heard = vi.fn();
  desk.onSettle(heard);
  store.apply(FIRST, { type: 'view', of: 'case' }, amara);
  const commands: Command[] = [{ type: 'claim' }, { type: 'approve', batch: { id: 'b-1', cases: IDS } }];
  for (const command of commands) {
    const result = store.apply(FIRST, command, amara, { saw: sawOf(store.get(FIRST).proposal) });
    if (result.outcome !== 'accepted') throw new Error(result.outcome);
    desk.take(result);
  }
  expect(heard).toHaveBeenCalledTimes(1);
  expect(heard.mock.calls[0]?.[0]).toMatchObject({ review: { id: FIRST }, decision: { batch: { size: 3 } } });
  expect(desk.queue.getSnapshot().rows.map(({ id }) => id)).not.toContain(FIRST);
  // No change arrives here: the sitting with the case is told.
  await waitFor(() => expect(sitting.getSnapshot().review?.status).toBe('approved'));
  leave();
  stop();
});
