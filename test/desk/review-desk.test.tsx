import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { createFaultyBackend } from '../../src/backends/faulty-backend.js';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { samplePolicy, sampleProposals } from '../../src/backends/sample-reviews.js';
import { createDesk, deskFor, ReviewDesk } from '../../src/desk/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import type { Policy } from '../../src/review/review.types.js';
import { describeEachReactMode } from '../react-modes.js';
import { amara, NOW, priya } from './desk.fixtures.js';

type Backend = ReviewDesk.RootProps['backend'];

function openOffice(policy: Partial<Policy> = {}) {
  let now = NOW;
  const store = createMemoryStore({
    reviews: [sampleProposals.loan, sampleProposals.refund, sampleProposals.post].map((proposal) =>
      initialReview(proposal, { ...samplePolicy, ...policy }),
    ),
    clock: () => now++,
  });
  return { store, backend: createFaultyBackend(store.backendFor(amara)) };
}

const QUERY = { order: 'due', status: ['pending', 'reviewing'] } as const;

function Office(props: Omit<ReviewDesk.RootProps, 'reviewer'>) {
  return (
    <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => NOW}>
      <ReviewDesk.Root reviewer={amara} query={QUERY} {...props} />
    </LocaleProvider>
  );
}

let goTo = (_id: string | null) => {};

/** A host that keeps the open case itself, as a page with an address does. */
function Routed({
  first = null,
  ...props
}: Partial<ReviewDesk.RootProps> & { first?: string | null; backend: Backend }) {
  const [id, setId] = useState(first);
  goTo = setId;
  return (
    <>
      <output>{id ?? 'list'}</output>
      <Office {...props} openId={id} onReviewOpen={(details) => setId(details.id)} onReviewLeave={() => setId(null)} />
    </>
  );
}

describeEachReactMode('ReviewDesk', (renderIn) => {
  function show(props: Partial<ReviewDesk.RootProps> = {}, policy?: Partial<Policy>) {
    const office = openOffice(policy);
    const view = renderIn(<Office backend={office.backend} {...props} />);
    return { ...office, ...view, user: userEvent.setup() };
  }
  const button = (name: string | RegExp) => screen.findByRole('button', { name });

  it('shows the queue, and says that no case is open', async () => {
    show();
    await screen.findByText('No case is open');
    await within(await screen.findByRole('grid')).findByText(/Refund for order/);
  });

  it('opens a case with its record, tells the host and puts focus on its heading', async () => {
    const onReviewOpen = vi.fn();
    const { user } = show({ onReviewOpen });
    await screen.findByText(/Refund for order/);
    await openRow(user, /Refund for order/);
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Refund for order A-88213'));
    expect(document.activeElement?.tagName).toBe('H2');
    expect(onReviewOpen).toHaveBeenCalledWith({ id: 'RUN-7f3e' });
    await screen.findByRole('list', { name: /^Record/ });
  });

  async function openRow(user: ReturnType<typeof userEvent.setup>, name: RegExp) {
    const grid = await screen.findByRole('grid');
    await user.click(within(grid).getByText(name));
  }

  async function approve(user: ReturnType<typeof userEvent.setup>) {
    await user.click(await button('Start review'));
    await user.click(await button('Approve suggestion'));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: /Sign/ }));
  }

  it('decides, takes the case out of the queue and adds to its record', async () => {
    const onDecisionSettle = vi.fn();
    const { user, store } = show({ onDecisionSettle, initialId: 'RUN-7f3e' });
    await approve(user);
    await screen.findByText('You approved');
    expect(store.get('RUN-7f3e').status).toBe('approved');
    expect(onDecisionSettle).toHaveBeenCalledTimes(1);
    expect(onDecisionSettle.mock.calls[0]?.[0]).toMatchObject({ nextId: expect.any(String) });
    await waitFor(() => expect(within(screen.getByRole('grid')).queryByText('Refund for order A-88213')).toBeNull());
    const record = await screen.findByRole('list', { name: /^Record/ });
    await waitFor(() => expect(record.textContent).toMatch(/approved/));
  });

  it('stays at the decided case unless the host says otherwise', async () => {
    const { user } = show({ initialId: 'RUN-7f3e' });
    await approve(user);
    await screen.findByText('You approved');
    screen.getByRole('article', { name: 'Refund for order A-88213' });
  });

  it('goes on to the next case when the host wants that', async () => {
    const { user } = show({ initialId: 'MOD-7713', afterDecide: 'next' });
    await screen.findByText(/Refund for order/);
    await approve(user);
    await screen.findByRole('article', { name: 'Refund for order A-88213' });
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Refund for order A-88213'));
  });

  it('goes back to the next row of the queue when the host wants that', async () => {
    const { user, container } = show({ initialId: 'MOD-7713', afterDecide: 'list' });
    await screen.findByText(/Refund for order/);
    await approve(user);
    await waitFor(() => expect(container.querySelector('[data-view]')?.getAttribute('data-view')).toBe('queue'));
    await waitFor(() => expect(screen.getByRole('grid').contains(document.activeElement)).toBe(true));
    expect(document.activeElement?.closest('[role="row"]')?.textContent).toContain('Refund for order');
  });

  it('leads back to the row that was opened', async () => {
    const { user, container } = show();
    await screen.findByText(/Refund for order/);
    await openRow(user, /Refund for order/);
    await user.click(await button('Back to the queue'));
    expect(container.querySelector('[data-view]')?.getAttribute('data-view')).toBe('queue');
    expect(document.activeElement?.closest('[role="row"]')?.textContent).toContain('Refund for order');
  });

  it('keeps what was typed while another case is open, and when the desk itself goes', async () => {
    const { user, backend, store, unmount } = show({ initialId: 'RUN-7f3e' });
    await user.click(await button('Start review'));
    await user.click(await button('Override suggestion'));
    const field = within(await screen.findByRole('dialog')).getAllByRole('textbox')[0] as HTMLElement;
    await user.type(field, '24');
    await user.keyboard('{Escape}');
    await openRow(user, /local election/);
    await screen.findByRole('article', { name: 'Post about a local election' });
    await openRow(user, /Refund for order/);
    await user.click(await button('Override suggestion'));
    expect((within(await screen.findByRole('dialog')).getAllByRole('textbox')[0] as HTMLInputElement).value).toBe('24');
    unmount();
    renderIn(<Office backend={backend} initialId="RUN-7f3e" />);
    await user.click(await button('Override suggestion'));
    expect((within(await screen.findByRole('dialog')).getAllByRole('textbox')[0] as HTMLInputElement).value).toBe('24');
    expect(store.get('RUN-7f3e').status).toBe('reviewing');
  });

  it('finishes a submission whose case is not on screen any more', async () => {
    const onDecisionSettle = vi.fn();
    const { user, backend, store } = show({ initialId: 'RUN-7f3e', onDecisionSettle });
    await user.click(await button('Start review'));
    await user.click(await button('Approve suggestion'));
    const dialog = await screen.findByRole('dialog');
    backend.fail('send', 'late');
    await user.click(within(dialog).getByRole('button', { name: /Sign/ }));
    await user.keyboard('{Escape}');
    await openRow(user, /local election/);
    await screen.findByRole('article', { name: 'Post about a local election' });
    await act(async () => backend.letThrough());
    await waitFor(() => expect(onDecisionSettle).toHaveBeenCalledTimes(1));
    expect(store.get('RUN-7f3e').status).toBe('approved');
    screen.getByRole('article', { name: 'Post about a local election' });
  });

  it('counts what others did instead of moving rows', async () => {
    const { store } = show();
    await screen.findByText(/Refund for order/);
    act(() => void store.apply('RUN-7f3e', { type: 'claim' }, priya));
    await screen.findByText(/1 case updated/);
  });

  it('keeps the AI out of the queue and the record until the person has answered', async () => {
    const { container } = show({ initialId: 'LN-20417' }, { blindFirst: true });
    await screen.findByRole('article', { name: /Home renovation/ });
    await screen.findByRole('list', { name: /^Record/ });
    await screen.findByText(/Refund for order/);
    expect(container.innerHTML).not.toMatch(/Likely|Near the threshold|Deny|csn-inline-value/);
  });

  it('shows what happened to a case and its record while another one was open', async () => {
    const { user, store } = show({ initialId: 'RUN-7f3e' });
    await screen.findByRole('list', { name: /^Record/ });
    await openRow(user, /local election/);
    await screen.findByRole('article', { name: 'Post about a local election' });
    act(() => void store.apply('RUN-7f3e', { type: 'claim' }, priya));
    await openRow(user, /Refund for order/);
    await screen.findByText(/1 new entry/);
  });

  /** A server with two entries on a page, which names the first signer to the second one only when both have signed. */
  function openSecondReview() {
    const { store, backend } = openOffice({ secondReview: true });
    const id = 'RUN-7f3e';
    store.apply(id, { type: 'claim' }, priya);
    store.apply(id, { type: 'approve' }, priya, { saw: sawOf(sampleProposals.refund) });
    backend.history = async (_id, cursor = '0') => {
      const at = Number(cursor);
      const hidden = { kind: 'system', id: 'withheld', name: 'Somebody' } as const;
      const isHidden = store.get(id).signatures.length < 2;
      const items = [...store.entries(id)].reverse().slice(at, at + 2);
      return {
        items: items.map((entry) => (isHidden && entry.by.id === priya.id ? { ...entry, by: hidden } : entry)),
        ...(at + 2 < store.entries(id).length && { next: String(at + 2) }),
      };
    };
    return { store, backend, id, session: deskFor({ backend, reviewer: amara }).sessionFor(id) };
  }

  async function differ({ session, store, id }: ReturnType<typeof openSecondReview>) {
    act(() =>
      session.decide({ type: 'override', value: 12 }, { reason: { codes: ['newer-file'], checks: ['spoke'] } }),
    );
    await waitFor(() => expect(store.get(id).state).toBe('pending.adjudicating'));
  }

  it('reads the record again after an own verdict that shows more of it, although answers stay hidden', async () => {
    const office = openSecondReview();
    renderIn(<Office backend={office.backend} initialId={office.id} />);
    const record = await screen.findByRole('list', { name: /^Record/ });
    await waitFor(() => expect(record.textContent).toContain('Another person'));
    act(() => office.session.claim());
    await waitFor(() => expect(record.textContent).toContain('Amara Osei'));
    await differ(office);
    await waitFor(() => expect(record.textContent).not.toContain('Another person'));
    expect(record.textContent).toContain('Priya Nair');
  });

  it('reads a record again that was out of sight when more of it could be seen', async () => {
    const office = openSecondReview();
    renderIn(<Office backend={office.backend} initialId={office.id} />);
    await waitFor(() => expect(screen.getByRole('list', { name: /^Record/ }).textContent).toContain('Another person'));
    const user = userEvent.setup();
    act(() => office.session.claim());
    await waitFor(() => expect(screen.getByRole('list', { name: /^Record/ }).textContent).toContain('Amara Osei'));
    await openRow(user, /local election/);
    await screen.findByRole('article', { name: 'Post about a local election' });
    await differ(office);
    await openRow(user, /Refund for order/);
    await waitFor(() => expect(screen.getByRole('list', { name: /^Record/ }).textContent).toContain('Priya Nair'));
    await waitFor(() =>
      expect(screen.getByRole('list', { name: /^Record/ }).textContent).not.toContain('Another person'),
    );
  });

  it('stays at the sitting of the last decision while the host gives another way to sign in with every rendering', async () => {
    const { backend, store } = openOffice();
    const page = () => (
      <Office
        backend={backend}
        initialId="RUN-7f3e"
        loadsAhead={false}
        reauthenticate={async () => ({ proof: 'now' })}
      />
    );
    const { rerender } = renderIn(page());
    const user = userEvent.setup();
    await approve(user);
    await screen.findByText('You approved');
    await openRow(user, /local election/);
    await screen.findByRole('article', { name: 'Post about a local election' });
    await screen.findByRole('button', { name: /^Undo: / });
    const loads = backend.calls.load;
    for (let times = 0; times < 3; times++) rerender(page());
    await act(async () => {});
    expect(backend.calls.load).toBe(loads);
    await user.click(await button(/^Undo: /));
    await waitFor(() => expect(store.get('RUN-7f3e').status).toBe('reviewing'));
  });

  it('gives two desks with different queries a queue each', async () => {
    const { backend } = show({ query: { status: ['pending'] } });
    renderIn(<Office backend={backend} query={{ status: ['approved'] }} />);
    await screen.findByText(/Refund for order/);
    await waitFor(() => expect(screen.getAllByRole('grid')).toHaveLength(1));
  });

  const viewOf = (container: HTMLElement) => container.querySelector('[data-view]')?.getAttribute('data-view');

  it('shows the case the host names, and asks the host for another one', async () => {
    const { backend } = openOffice();
    const user = userEvent.setup();
    const { container } = renderIn(<Routed backend={backend} first="RUN-7f3e" />);
    await screen.findByRole('article', { name: 'Refund for order A-88213' });
    expect(viewOf(container)).toBe('case');
    expect(document.activeElement).toBe(document.body);
    await openRow(user, /local election/);
    await screen.findByRole('article', { name: 'Post about a local election' });
    expect(container.querySelector('output')?.textContent).toBe('MOD-7713');
  });

  it('stays where it is when the host that keeps the case does not change it', async () => {
    const { backend } = openOffice();
    const user = userEvent.setup();
    const { container } = renderIn(<Office backend={backend} openId={null} />);
    await openRow(user, /local election/);
    await screen.findByText('No case is open');
    expect(viewOf(container)).toBe('queue');
  });

  it('follows the host from case to case and back to the row in the queue, with focus', async () => {
    const { backend } = openOffice();
    const { container } = renderIn(<Routed backend={backend} first="RUN-7f3e" />);
    await within(await screen.findByRole('grid')).findByText(/Refund for order/);
    act(() => goTo('MOD-7713'));
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Post about a local election'));
    act(() => goTo(null));
    await screen.findByText('No case is open');
    expect(viewOf(container)).toBe('queue');
    expect(document.activeElement?.closest('[role="row"]')?.textContent).toContain('Post about a local election');
    act(() => goTo('RUN-7f3e'));
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Refund for order A-88213'));
    expect(viewOf(container)).toBe('case');
  });

  it('tells the host of the way back to the queue', async () => {
    const { backend } = openOffice();
    const user = userEvent.setup();
    const { container } = renderIn(<Routed backend={backend} first="RUN-7f3e" />);
    await within(await screen.findByRole('grid')).findByText(/Refund for order/);
    await user.click(await button('Back to the queue'));
    expect(container.querySelector('output')?.textContent).toBe('list');
    expect(document.activeElement?.closest('[role="row"]')?.textContent).toContain('Refund for order');
  });

  it('tells the host that it went back after a decision', async () => {
    const onReviewLeave = vi.fn();
    const { user } = show({ initialId: 'MOD-7713', afterDecide: 'list', onReviewLeave });
    await approve(user);
    await waitFor(() => expect(onReviewLeave).toHaveBeenCalledWith({ id: 'MOD-7713' }));
  });

  it.each([true, false])('says that there is no such case and leads back (kept by the host: %s)', async (isKept) => {
    const { backend } = openOffice();
    const user = userEvent.setup();
    const { container } = renderIn(
      isKept ? <Routed backend={backend} first="GONE-1" /> : <Office backend={backend} initialId="GONE-1" />,
    );
    await screen.findByText('There is no such case');
    await screen.findByText(/Refund for order/);
    expect(container.textContent).not.toContain('The case could not be loaded');
    await user.click(await button('Back to the queue'));
    await screen.findByText('No case is open');
    expect(document.activeElement?.textContent).toMatch(/^Queue/);
  });

  it('tells a case that is not there from a backend that does not answer', async () => {
    const { backend } = openOffice();
    backend.fail('load', 'unreachable');
    renderIn(<Office backend={backend} initialId="RUN-7f3e" />);
    await screen.findByText('The case could not be loaded');
    expect(screen.queryByText('There is no such case')).toBeNull();
  });

  it('puts focus on what it says of a case that is not there, when somebody went to it', async () => {
    const { backend } = openOffice();
    renderIn(<Routed backend={backend} first="RUN-7f3e" />);
    await screen.findByRole('article', { name: 'Refund for order A-88213' });
    act(() => goTo('GONE-1'));
    await waitFor(() => expect(document.activeElement?.textContent).toBe('There is no such case'));
  });

  const isOff = (verb: HTMLElement) => verb.getAttribute('aria-disabled') === 'true';
  const parts = (
    <ReviewDesk.Main>
      <ReviewDesk.Case />
    </ReviewDesk.Main>
  );

  it('follows what the person may decide', async () => {
    const { rerender, backend, user } = show({ initialId: 'RUN-7f3e', children: parts });
    await user.click(await button('Start review'));
    const approve = await button('Approve suggestion');
    expect(isOff(approve)).toBe(false);
    rerender(
      <Office backend={backend} canDecide={() => 'Training is due.'}>
        {parts}
      </Office>,
    );
    expect(isOff(approve)).toBe(true);
    expect(document.getElementById(approve.getAttribute('aria-describedby') as string)?.textContent).toBe(
      'Training is due.',
    );
    rerender(<Office backend={backend}>{parts}</Office>);
    expect(isOff(approve)).toBe(false);
  });

  it('follows a rule that is the same function and answers differently', async () => {
    let answer: true | string = true;
    const canDecide = () => answer;
    const { rerender, backend, user } = show({ initialId: 'RUN-7f3e', children: parts, canDecide });
    await user.click(await button('Start review'));
    const approve = await button('Approve suggestion');
    answer = 'Training is due.';
    rerender(
      <Office backend={backend} canDecide={canDecide}>
        {parts}
      </Office>,
    );
    expect(isOff(approve)).toBe(true);
  });

  it('asks by the roles that somebody has by now, also of the case that is open', async () => {
    const { backend } = openOffice();
    const page = (roles: readonly string[]) => (
      <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => NOW}>
        <ReviewDesk.Root
          reviewer={{ ...amara, roles }}
          query={QUERY}
          backend={backend}
          initialId="RUN-7f3e"
          loadsAhead={false}
          canDecide={(person) => person.roles.includes('senior') || 'Seniors decide this.'}
        />
      </LocaleProvider>
    );
    const { rerender } = renderIn(page(['reviewer']));
    expect(isOff(await button('Start review'))).toBe(true);
    rerender(page(['reviewer', 'senior']));
    await waitFor(() => expect(isOff(screen.getByRole('button', { name: 'Start review' }))).toBe(false));
    rerender(page(['reviewer']));
    await waitFor(() => expect(isOff(screen.getByRole('button', { name: 'Start review' }))).toBe(true));
  });

  it('gives two desks of one person a rule each, and one draft', async () => {
    const { backend, store } = openOffice();
    store.apply('RUN-7f3e', { type: 'claim' }, amara);
    const alone = { backend, initialId: 'RUN-7f3e', loadsAhead: false };
    const first = renderIn(<Office {...alone} canDecide={() => 'Training is due.'} />);
    const second = renderIn(<Office {...alone} />);
    const verbIn = (container: HTMLElement) =>
      within(container).findByRole('button', { name: 'Approve suggestion' }, { timeout: 3000 });
    expect(isOff(await verbIn(second.container))).toBe(false);
    expect(isOff(await verbIn(first.container))).toBe(true);
    expect(backend.calls.load).toBe(1);
    first.rerender(<Office backend={backend} canDecide={() => true} />);
    second.rerender(<Office backend={backend} canDecide={() => 'On leave.'} />);
    expect(isOff(await verbIn(first.container))).toBe(false);
    expect(isOff(await verbIn(second.container))).toBe(true);
  });
});

it('shares what is typed and sent between the desks of one person', async () => {
  const { backend } = openOffice();
  const one = deskFor({ backend, reviewer: amara, canDecide: () => 'Training is due.' }).sessionFor('RUN-7f3e');
  const other = deskFor({ backend, reviewer: amara }).sessionFor('RUN-7f3e');
  one.subscribe(() => {});
  await vi.waitFor(() => expect(other.getSnapshot().review).toBeDefined());
  expect([one.can('claim'), other.can('claim')]).toEqual([false, true]);
  expect([one.getSnapshot().mayDecide, other.getSnapshot().mayDecide]).toEqual(['Training is due.', true]);
  other.claim();
  await vi.waitFor(() => expect(one.getSnapshot().status).toBe('deciding'));
  other.editDraft({ value: 12 });
  expect(one.getSnapshot().draft.value).toBe(12);
});

it('begins a sitting anew under another way to sign in only once nobody shows it', async () => {
  const { backend } = openOffice();
  const given = { reviewer: amara, reauthenticate: async () => ({ proof: 'one' }) };
  const desk = createDesk({ backend, ...given });
  const shown = desk.sessionFor('RUN-7f3e');
  const hide = shown.subscribe(() => {});
  await vi.waitFor(() => expect(shown.getSnapshot().status).toBe('viewing'));
  const next = { ...given, reauthenticate: async () => ({ proof: 'two' }) };
  desk.seat(next);
  expect(desk.sessionFor('RUN-7f3e')).toBe(shown);
  shown.claim();
  await vi.waitFor(() => expect(shown.getSnapshot().status).toBe('deciding'));
  shown.release();
  await vi.waitFor(() => expect(shown.getSnapshot().status).toBe('viewing'));
  hide();
  expect(desk.sessionFor('RUN-7f3e')).toMatchObject(next);
});

it('ends no sitting that is shown, however many cases are opened after it', async () => {
  const { backend } = openOffice();
  const desk = createDesk({ backend, reviewer: amara });
  const shown = desk.sessionFor('RUN-7f3e');
  shown.subscribe(() => {});
  await vi.waitFor(() => expect(shown.getSnapshot().status).toBe('viewing'));
  for (let more = 0; more < 40; more++) desk.sessionFor(`R-${more}`);
  expect(desk.sessionFor('RUN-7f3e')).toBe(shown);
});

it('lets go of queues that nobody shows, and tells those that are shown of decisions', async () => {
  const { backend } = openOffice();
  const desk = createDesk({ backend, reviewer: amara });
  const unused = desk.queueFor({ limit: 1 });
  const shown = desk.queueFor({ limit: 2, status: ['pending'] });
  expect(desk.queueFor({ limit: 1 })).toBe(unused);
  const stop = shown.start();
  await vi.waitFor(() => expect(shown.getSnapshot().rows).toHaveLength(2));
  for (let limit = 3; limit < 20; limit++) desk.queueFor({ limit });
  expect(desk.queueFor({ limit: 1 })).not.toBe(unused);
  expect(desk.queueFor({ limit: 2, status: ['pending'] })).toBe(shown);
  const { id } = shown.getSnapshot().rows[0] ?? { id: '' };
  const session = desk.sessionFor(id);
  session.subscribe(() => {});
  await vi.waitFor(() => expect(session.getSnapshot().review).toBeDefined());
  session.claim();
  await vi.waitFor(() => expect(shown.getSnapshot().rows).toHaveLength(1));
  stop();
});

it('lets go of queues and records a while after the desk is gone', async () => {
  vi.useFakeTimers();
  try {
    const { backend } = openOffice();
    const desk = createDesk({ backend, reviewer: amara });
    const { queue } = desk;
    const log = desk.logFor('RUN-7f3e');
    desk.hold()();
    await vi.advanceTimersByTimeAsync(4_990);
    expect(desk.queue).toBe(queue);
    expect(desk.logFor('RUN-7f3e')).toBe(log);
    await vi.advanceTimersByTimeAsync(20);
    expect(desk.queue).not.toBe(queue);
    expect(desk.logFor('RUN-7f3e')).not.toBe(log);
  } finally {
    vi.useRealTimers();
  }
});

it('ends idle sittings a while after the desk is gone, and keeps those with unsaved work', () => {
  vi.useFakeTimers();
  const { backend } = openOffice();
  const desk = createDesk({ backend, reviewer: amara });
  const idle = desk.sessionFor('RUN-7f3e');
  idle.subscribe(() => {});
  const release = desk.hold();
  return vi
    .advanceTimersByTimeAsync(10)
    .then(async () => {
      const busy = desk.sessionFor('MOD-7713');
      busy.subscribe(() => {});
      await vi.advanceTimersByTimeAsync(10);
      release();
      const again = desk.hold();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(desk.sessionFor('RUN-7f3e')).toBe(idle);
      again();
      await vi.advanceTimersByTimeAsync(4_990);
      busy.editDraft({ value: 'keep' });
      await vi.advanceTimersByTimeAsync(20);
      expect(desk.sessionFor('MOD-7713')).toBe(busy);
      expect(desk.sessionFor('RUN-7f3e')).not.toBe(idle);
    })
    .finally(() => vi.useRealTimers());
});
