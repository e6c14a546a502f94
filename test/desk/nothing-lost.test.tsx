import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { createFaultyBackend } from '../../src/backends/faulty-backend.js';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { createOutboxBackend } from '../../src/backends/outbox-backend.js';
import { samplePolicy, sampleProposals } from '../../src/backends/sample-reviews.js';
import { ReviewCard, ReviewDesk } from '../../src/desk/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import type { ReviewBackend, ReviewOrder } from '../../src/review/backend.types.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import { createReviewSession } from '../../src/review/review.session.js';
import { UNDO_MOST } from '../../src/review/undo.selectors.js';
import { describeEachReactMode } from '../react-modes.js';
import { amara, loan, NOW, openSitting, Page, priya, type SittingOptions, system } from './desk.fixtures.js';

vi.setConfig({ testTimeout: 30_000 });

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const said = () => [...document.querySelectorAll('[data-csn-announcer] > div')].map((line) => line.textContent);
const title = () => screen.getByRole('heading', { name: /Home renovation/ });

describeEachReactMode('a card with which nothing is lost', (renderIn) => {
  function show(options?: SittingOptions) {
    const sitting = openSitting(options);
    const view = renderIn(
      <Page session={sitting.session}>
        <ReviewCard.Root />
      </Page>,
    );
    return { ...sitting, ...view, user: userEvent.setup() };
  }
  const saveState = () => document.querySelector('.csn-review-card-save-state')?.textContent;

  it('says whether the draft is saved, and speaks only when it is not', async () => {
    const { session, backend, user } = show();
    await waitFor(() => expect(saveState()).toBe('No draft yet'));
    act(() => session.editDraft({ verdict: 'override', value: 'approve' }));
    await waitFor(() => expect(saveState()).toMatch(/^Draft saved \d\d:\d\d$/));
    expect(said()).toEqual([]);
    const save = backend.drafts?.save;
    if (backend.drafts) backend.drafts.save = () => Promise.reject(new Error('The disk is full.'));
    act(() => session.editDraft({ value: 'deny' }));
    await waitFor(() => expect(saveState()).toContain('Draft not saved. It is kept in this window.'));
    await waitFor(() => expect(said()).toContain('Draft not saved. It is kept in this window.'));
    if (backend.drafts && save) backend.drafts.save = save;
    await user.click(await button('Try again'));
    await waitFor(() => expect(saveState()).toMatch(/^Draft saved/));
  });

  it('warns once before a claim ends, leaves focus alone, and can be put off ten times and more', async () => {
    const { session, backend, advance, user } = show({ lease: 900_000 });
    const approve = await button('Approve suggestion');
    act(() => approve.focus());
    const nearTheEnd = () =>
      act(() => {
        advance(790_000);
        session.refresh();
      });
    nearTheEnd();
    await screen.findByText('Your claim ends in 2 minutes');
    expect(document.activeElement).toBe(approve);
    await waitFor(() => expect(said().filter((text) => text?.startsWith('Your claim ends'))).toHaveLength(1));
    const renew = vi.spyOn(backend.claims as NonNullable<ReviewBackend['claims']>, 'renew');
    for (let time = 1; time <= 11; time++) {
      await user.click(await button('Keep reviewing'));
      await waitFor(() => expect(renew.mock.calls.length).toBeGreaterThanOrEqual(time));
      await waitFor(() => expect(session.getSnapshot().claimStatus).toBe('held'));
      nearTheEnd();
    }
    expect(screen.queryByText(/Your claim ended/)).toBeNull();
  });

  it('does not warn of the end of a short claim whose heartbeats come', async () => {
    const { session } = show({ lease: 60_000 });
    await button('Approve suggestion');
    expect(session.getSnapshot().claimStatus).toBe('held');
    expect(said()).toEqual([]);
  });

  it('says that the case is open in another window, and takes it over with the draft that was saved there', async () => {
    const { backend, id, reviewer } = openSitting({ isClaimed: false });
    const elsewhere = createReviewSession({ backend, id, reviewer, holder: 'one', draftDelay: 1, clock: () => NOW });
    elsewhere.subscribe(() => {});
    await waitFor(() => expect(elsewhere.can('claim')).toBe(true));
    elsewhere.claim();
    await waitFor(() => expect(elsewhere.getSnapshot().status).toBe('deciding'));
    elsewhere.editDraft({ verdict: 'override', value: 'approve' });
    await waitFor(() => expect(elsewhere.getSnapshot().draftStatus).toBe('saved'));
    const here = createReviewSession({ backend, id, reviewer, holder: 'two', clock: () => NOW });
    renderIn(
      <Page session={here}>
        <ReviewCard.Root />
      </Page>,
    );
    await screen.findByText('You are reviewing this case in another window');
    expect(screen.queryByText(/is reviewing this case/)).toBeNull();
    expect(screen.queryByRole('button', { name: 'Approve suggestion' })).toBeNull();
    await userEvent.setup().click(await button('Take over here'));
    await button('Approve suggestion');
    await waitFor(() => expect(here.getSnapshot().draft.value).toBe('approve'));
    await waitFor(() => expect(elsewhere.getSnapshot().lostReason).toBe('elsewhere'));
    elsewhere.stop();
  });

  it('compares field by field what was decided by somebody else with the draft', async () => {
    const { session, store, id, user } = show();
    await button('Approve suggestion');
    act(() => session.editDraft({ verdict: 'override', value: 'approve-with-conditions' }));
    act(() => {
      store.apply(id, { type: 'lapse' }, system);
      store.apply(id, { type: 'claim' }, priya);
      store.apply(id, { type: 'approve' }, priya, { saw: sawOf(loan) });
    });
    const table = within(await screen.findByRole('table', { name: 'Before, now and your draft' }));
    expect(table.getAllByRole('columnheader').map((cell) => cell.textContent)).toEqual([
      'Field',
      'Before',
      'By Priya Nair',
      'Your draft',
    ]);
    const value = within(table.getByRole('row', { name: /^Value/ }));
    expect(
      value.getAllByRole('cell').map((cell) => cell.querySelector('.csn-conflict-table-value')?.textContent),
    ).toEqual(['Deny', 'Deny', 'Approve with conditions']);
    within(table.getByRole('row', { name: /^Decision/ })).getByText(/^Approved/);
    await user.click(await button('Discard mine'));
    await screen.findByText(/^Decided/);
    expect(session.getSnapshot().draft).toEqual({});
  });

  it('says what a revision means for the draft, and goes on with it once the person has looked', async () => {
    const { session, store, id, user } = show();
    await button('Approve suggestion');
    act(() => session.editDraft({ verdict: 'override', value: 'approve-with-conditions' }));
    act(() => void store.apply(id, { type: 'revise', proposal: { ...loan, revision: 2, value: 'approve' } }, system));
    await screen.findByText(/^Your draft answers “Deny”\. The suggestion is now “Approve/);
    expect((await button('Override suggestion')).getAttribute('aria-disabled')).toBe('true');
    await user.click(await button('Look at the new suggestion and go on with mine'));
    expect((await button('Override suggestion')).hasAttribute('aria-disabled')).toBe(false);
    expect(session.getSnapshot().draft.value).toBe('approve-with-conditions');
    act(
      () =>
        void store.apply(
          id,
          { type: 'revise', proposal: { ...loan, revision: 3, value: 'approve-with-conditions' } },
          system,
        ),
    );
    await screen.findByText('The suggestion is now what you entered.');
  });

  it('keeps the AI out of the comparison while the person has not answered', async () => {
    const { session, store, id, container } = show({ policy: { blindFirst: true } });
    await screen.findByRole('radio', { name: /^Deny/ });
    act(() => session.editDraft({ value: 'approve' }));
    act(() => void store.apply(id, { type: 'withdraw' }, system));
    await screen.findByText('The case changed while you were working');
    expect(container.querySelector('table')).toBeNull();
  });

  it('shows a decision once where the record is heard of before the answer', async () => {
    const { session, backend } = show();
    await button('Approve suggestion');
    const reason = { codes: ['newer-file'], text: 'As typed.' };
    act(() => session.editDraft({ verdict: 'approve', reason }));
    backend.fail('send', 'late');
    act(() => session.decide({ type: 'approve' }, { reason }));
    await screen.findByText('You approved');
    expect(session.getSnapshot().status).toBe('sending');
    expect(screen.getAllByText(/As typed\./)).toHaveLength(1);
    act(() => backend.letThrough());
    await waitFor(() => expect(session.getSnapshot().status).toBe('settled'));
    expect(screen.getAllByText(/As typed\./)).toHaveLength(1);
  });

  it('offers undo until the time is over, and goes back to the form with what was typed', async () => {
    const { session, user, store, id } = show();
    await button('Override suggestion');
    const reason = { codes: ['income-covers'], checks: ['statements'] };
    act(() => session.decide({ type: 'override', value: 'approve' }, { reason }));
    const undo = await button('Undo');
    undo.focus();
    await user.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog');
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
    await waitFor(() =>
      expect(within(dialog).getByRole('radio', { name: /^Approve$|^Approve(?! with)/ })).toHaveProperty(
        'checked',
        true,
      ),
    );
    expect(session.getSnapshot().draft.reason).toEqual(reason);
    expect(store.get(id).status).toBe('reviewing');
    await waitFor(() => expect(said()).toContain('Decision on case LN-20417 taken back. Your draft is as it was.'));
  });

  it('says that the time to undo is over, and what is left', async () => {
    const { session, advance } = show();
    await button('Approve suggestion');
    act(() => session.decide({ type: 'approve' }));
    const undo = await button('Undo');
    undo.focus();
    advance(UNDO_MOST);
    act(() => session.refresh());
    await screen.findByText('The time to undo is over. To change the decision, reopen the case.');
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
    await button('Reopen');
    await waitFor(() => expect(document.activeElement).toBe(title()));
  });
});

describeEachReactMode('a desk with which nothing is lost', (renderIn) => {
  function open() {
    let now = NOW;
    const store = createMemoryStore({
      reviews: Object.values(sampleProposals).map((proposal) => initialReview(proposal, samplePolicy)),
      clock: () => now++,
    });
    const behind = createFaultyBackend(store.backendFor(amara));
    const backend = createOutboxBackend({
      backend: behind,
      reviewer: amara,
      indexedDB: false,
      locks: false,
      channel: false,
      // It waits until somebody asks.
      delays: { firstRetry: 600_000, longestRetry: 600_000 },
    });
    return { store, behind, backend, user: userEvent.setup() };
  }
  function show(backend: ReviewBackend, props?: Partial<ReviewDesk.RootProps>) {
    return renderIn(
      <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => NOW}>
        <ReviewDesk.Root backend={backend} reviewer={amara} {...props} />
      </LocaleProvider>,
    );
  }

  it('claims the next case, puts focus on its heading, and says when there is none', async () => {
    const { backend, store, user } = open();
    show(backend);
    await user.click(await button('Next case'));
    await button('Approve suggestion');
    await waitFor(() => expect(document.activeElement?.tagName).toBe('H2'));
    const ids = Object.values(sampleProposals).map(({ id }) => id);
    const claimed = ids.filter((id) => store.get(id).claim?.by.id === 'amara');
    expect(claimed).toHaveLength(1);
    for (const id of ids) if (!claimed.includes(id)) store.apply(id, { type: 'withdraw' }, system);
    await user.click(await button('Approve suggestion'));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: /Sign/ }));
    await user.click(await button('Next case'));
    await screen.findByText('There is no case left that you can start.');
    await waitFor(() => expect(said()).toContain('There is no case left that you can start.'));
  });

  it('asks for the next case of another order after an answer was lost, and with a new key after a refusal', async () => {
    const { backend, store, user } = open();
    const claims = backend.claims as NonNullable<ReviewBackend['claims']>;
    const keys: string[] = [];
    const answers = ['lost', 'lost', 'refused', 'told'];
    const next: typeof claims.next = async (query, options) => {
      keys.push(options.idempotencyKey);
      const answer = answers.shift();
      if (answer === 'refused') throw Object.assign(new Error('409'), { code: 'request-refused' });
      const found = await claims.next?.(query, options);
      if (answer === 'lost') throw new TypeError('The network is unreachable.');
      return found;
    };
    const asking = { ...backend, claims: { ...claims, next } };
    const page = (order: ReviewOrder) => (
      <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => NOW}>
        <ReviewDesk.Root backend={asking} reviewer={amara} query={{ order }} />
      </LocaleProvider>
    );
    const { rerender } = renderIn(page('oldest'));
    const failed = () => screen.findByText('The next case could not be asked for. Try again.');
    const ask = async (time: number) => {
      await user.click(await button('Next case'));
      await waitFor(() => expect(keys).toHaveLength(time));
    };
    await ask(1);
    await failed();
    await ask(2);
    await failed();
    expect(keys[1]).toBe(keys[0]);
    rerender(page('newest'));
    await ask(3);
    await failed();
    await ask(4);
    await button('Approve suggestion');
    expect(new Set(keys).size).toBe(3);
    // One for the answer that was lost, however often it was asked for; one of the order chosen then.
    expect(Object.values(sampleProposals).filter(({ id }) => store.get(id).claim)).toHaveLength(2);
  });

  it('counts what waits to be sent, says that it is only in this window, and sends it when asked', async () => {
    const { backend, behind, store, user } = open();
    store.apply(loan.id, { type: 'claim' }, amara);
    show(backend, { initialId: loan.id });
    await button('Approve suggestion');
    behind.fail('send', 'unreachable', 1);
    await user.click(await button('Approve suggestion'));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: /Sign/ }));
    const outbox = within(await screen.findByRole('region', { name: 'Waiting to be sent' }));
    outbox.getByText('1 decision waits to be sent');
    outbox.getByText(/Not kept on this device: do not close this window/);
    await screen.findByText('Approved: not yet on the record');
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
    await user.click(outbox.getByRole('button', { name: 'Show list' }));
    outbox.getByText(/not yet on the record/);
    await user.click(outbox.getByRole('button', { name: 'Try now' }));
    await screen.findByText(/^Decided/);
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Waiting to be sent' })).toBeNull());
    expect(store.get(loan.id).status).toBe('approved');
    const free = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(free);
    expect(free.defaultPrevented).toBe(false);
  });

  it('asks before the page is left while a decision on a case that is not open waits in this window only', async () => {
    const { backend, behind, store } = open();
    store.apply(loan.id, { type: 'claim' }, amara);
    behind.fail('send', 'unreachable', 1);
    const { fence } = store.get(loan.id).claim as { fence: number };
    void backend.send(
      loan.id,
      { type: 'approve' },
      { idempotencyKey: 'k', expectedVersion: 2, saw: sawOf(loan), fence },
    );
    show(backend);
    await screen.findByText('1 decision waits to be sent');
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
  });

  it('keeps the last decision at hand while another case is open, and takes it back', async () => {
    const { backend, store, user } = open();
    store.apply(loan.id, { type: 'claim' }, amara);
    show(backend, { initialId: loan.id, afterDecide: 'next' });
    await user.click(await button('Approve suggestion'));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: /Sign/ }));
    await user.click(await button('Undo: LN-20417'));
    await waitFor(() => expect(store.get(loan.id).status).toBe('reviewing'));
    await screen.findByRole('dialog');
  });
});
