import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { createFaultyBackend } from '../../src/backends/faulty-backend.js';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { samplePolicy, sampleProposals } from '../../src/backends/sample-reviews.js';
import { createAhead } from '../../src/desk/ahead.session.js';
import { ReviewDesk } from '../../src/desk/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import type { ReviewBackend } from '../../src/review/backend.types.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import type { Policy } from '../../src/review/review.types.js';
import { describeEachReactMode } from '../react-modes.js';
import { amara, NOW, priya, system } from './desk.fixtures.js';

const QUERY = { order: 'due', status: ['pending', 'reviewing'] } as const;
const FIRST = 'MOD-7713';
const NEXT = 'RUN-7f3e';
const REFUND = 'Refund for order A-88213';

/** A store of three cases, and a backend that says which of them it was asked for and can be made to wait. */
function openOffice(policy: Partial<Policy> = {}) {
  let now = NOW;
  const store = createMemoryStore({
    reviews: [sampleProposals.loan, sampleProposals.refund, sampleProposals.post].map((proposal) =>
      initialReview(proposal, { ...samplePolicy, ...policy }),
    ),
    clock: () => now++,
  });
  const faulty = createFaultyBackend(store.backendFor(amara));
  const asked: { id: string; signal: AbortSignal | undefined }[] = [];
  const backend: ReviewBackend = {
    ...faulty,
    load(id, options) {
      asked.push({ id, signal: options?.signal as AbortSignal | undefined });
      return faulty.load(id, options);
    },
  };
  return { store, faulty, backend, asked, countOf: (id: string) => asked.filter((each) => each.id === id).length };
}

function Office(props: Omit<ReviewDesk.RootProps, 'reviewer'>) {
  return (
    <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => NOW}>
      <ReviewDesk.Root reviewer={amara} query={QUERY} {...props} />
    </LocaleProvider>
  );
}

afterEach(() => vi.unstubAllGlobals());

describeEachReactMode('a desk with a case open', (renderIn) => {
  function show(props: Partial<ReviewDesk.RootProps> = {}, policy?: Partial<Policy>) {
    const office = openOffice(policy);
    const view = renderIn(<Office backend={office.backend} initialId={FIRST} {...props} />);
    return { ...office, ...view, user: userEvent.setup() };
  }
  async function openRow(user: ReturnType<typeof userEvent.setup>, name: RegExp | string) {
    await user.click(within(await screen.findByRole('grid')).getByText(name));
  }
  const isThere = () => screen.queryByRole('article', { name: REFUND }) !== null;

  it('has the next one loaded, and paints it without waiting for a backend that answers no more', async () => {
    const { user, faulty, countOf } = show();
    await waitFor(() => expect(countOf(NEXT)).toBe(1));
    await act(async () => {});
    faulty.fail('load', 'late', 20);
    await openRow(user, REFUND);
    expect(isThere()).toBe(true);
    // What is shown is checked at the same time.
    expect(countOf(NEXT)).toBeGreaterThan(1);
    await waitFor(() => expect(document.activeElement?.textContent).toBe(REFUND));
  });

  it('has it loaded also for who goes on by a decision, though the decided case has left the queue', async () => {
    // Neither the first nor the last one: what comes next is not what the queue begins with.
    const { user, faulty, countOf } = show({ initialId: NEXT, afterDecide: 'next' });
    await waitFor(() => expect(countOf('LN-20417')).toBe(1));
    await user.click(await screen.findByRole('button', { name: 'Start review' }));
    await user.click(await screen.findByRole('button', { name: 'Approve suggestion' }));
    const sign = within(await screen.findByRole('dialog')).getByRole('button', { name: /Sign/ });
    faulty.fail('load', 'late', 20);
    await user.click(sign);
    await screen.findByRole('article', { name: /Home renovation/ });
  });

  it('loads no more than one, claims nothing and leaves nothing in the record', async () => {
    const { store, asked } = show();
    await waitFor(() => expect(asked.map(({ id }) => id)).toContain(NEXT));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(new Set(asked.map(({ id }) => id))).toEqual(new Set([FIRST, NEXT]));
    expect(store.get(NEXT)).toMatchObject({ status: 'pending', version: 1 });
    expect(store.get(NEXT).claim).toBeUndefined();
  });

  it('lets nobody decide on what was revised since: the old one is refused, and the newer one shown', async () => {
    const office = openOffice();
    // No stream: nobody says that the copy is old.
    const { subscribe: _, ...silent } = office.backend;
    const answers: string[] = [];
    const backend: ReviewBackend = {
      ...silent,
      async send(id, command, options) {
        const result = await silent.send(id, command, options);
        if (command.type !== 'view') answers.push(`${command.type} ${result.outcome}`);
        return result;
      },
    };
    const user = userEvent.setup();
    renderIn(<Office backend={backend} initialId={FIRST} />);
    await waitFor(() => expect(office.countOf(NEXT)).toBe(1));
    await act(async () => {});
    const title = 'Refund, revised';
    const { refund } = sampleProposals;
    const proposal = { ...refund, revision: 2, subject: { ...refund.subject, title } };
    expect(office.store.apply(NEXT, { type: 'revise', proposal }, system).outcome).toBe('accepted');
    office.faulty.fail('load', 'late', 20);
    await openRow(user, REFUND);
    expect(isThere()).toBe(true);
    await user.click(await screen.findByRole('button', { name: 'Start review' }));
    await screen.findByRole('article', { name: title });
    expect(isThere()).toBe(false);
    expect(answers).toEqual(['claim conflict']);
    expect(office.store.get(NEXT)).toMatchObject({ status: 'pending' });
  });

  it('forgets the copy where somebody else changes the case', async () => {
    const { user, store, faulty, countOf } = show();
    await waitFor(() => expect(countOf(NEXT)).toBe(1));
    await act(async () => {});
    act(() => void store.apply(NEXT, { type: 'claim' }, priya));
    faulty.fail('load', 'late', 20);
    await openRow(user, REFUND);
    expect(isThere()).toBe(false);
    await act(async () => faulty.letThrough());
    await waitFor(() => expect(isThere()).toBe(true));
  });

  it('calls off what is on its way once nothing comes next any more', async () => {
    const { faulty, asked, unmount } = show({ initialId: FIRST });
    faulty.fail('load', 'late', 1);
    faulty.letThrough();
    await waitFor(() => expect(asked.some(({ id }) => id === NEXT)).toBe(true));
    const { signal } = asked.find(({ id }) => id === NEXT) ?? {};
    expect(signal?.aborted).toBe(false);
    unmount();
    expect(signal?.aborted).toBe(true);
  });

  it('loads nothing ahead where data is to be saved, there is no network, or the host does not want it', async () => {
    for (const setUp of [
      () => vi.stubGlobal('navigator', { ...navigatorNow, onLine: true, connection: { saveData: true } }),
      () => vi.stubGlobal('navigator', { ...navigatorNow, onLine: false }),
      () => vi.unstubAllGlobals(),
    ]) {
      setUp();
      const isUnwanted = navigator.onLine && !(navigator as { connection?: unknown }).connection;
      const { countOf, unmount } = show({ loadsAhead: !isUnwanted });
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(countOf(FIRST)).toBeGreaterThan(0);
      expect(countOf(NEXT)).toBe(0);
      unmount();
    }
  });

  it('keeps no more of a case to be answered first than the backend gave', async () => {
    const { container, countOf, user } = show({}, { blindFirst: true });
    await waitFor(() => expect(countOf(NEXT)).toBe(1));
    await act(async () => {});
    await openRow(user, REFUND);
    expect(isThere()).toBe(true);
    expect(container.innerHTML).not.toMatch(/Likely|AI suggestion:/);
  });
});

const navigatorNow = { userAgent: navigator.userAgent, language: navigator.language, languages: navigator.languages };

it('is the answer of the backend, nothing more: what is withheld is not in the copy', async () => {
  vi.useFakeTimers();
  const { backend, store } = openOffice({ blindFirst: true });
  const ahead = createAhead(backend);
  ahead.prepare(NEXT);
  await vi.advanceTimersByTimeAsync(1_000);
  const copy = ahead.take(NEXT);
  expect(copy).toEqual(await store.backendFor(amara).load(NEXT));
  expect(JSON.stringify(copy)).not.toContain(JSON.stringify(store.get(NEXT).proposal.value));
  expect(ahead.take(NEXT)).toBeUndefined();
  vi.useRealTimers();
});
