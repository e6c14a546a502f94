import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { samplePolicy, sampleProposals } from '../../src/backends/sample-reviews.js';
import { createCheckNews } from '../../src/desk/check-news.session.js';
import { deskFor } from '../../src/desk/desk.session.js';
import { ReviewDesk } from '../../src/desk/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import type { ReviewBackend } from '../../src/review/backend.types.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import { describeEachReactMode } from '../react-modes.js';
import { amara, loan, NOW } from './desk.fixtures.js';

const { refund } = sampleProposals;
const because = 'Two payslips show another income than the application.';
const TITLE = /This case was a check/;

function storeWithCheck() {
  let now = NOW;
  return createMemoryStore({
    reviews: [loan, refund].map((proposal) => initialReview(proposal, { ...samplePolicy, agreementNudge: true })),
    checks: { [loan.id]: { personId: amara.id, truth: 'approve', because } },
    clock: () => now++,
  });
}

describeEachReactMode('ReviewDesk.Checks', (renderIn) => {
  function shown(props: Partial<ReviewDesk.RootProps> = {}, backend = storeWithCheck().backendFor(amara)) {
    const desk = deskFor({ backend, reviewer: amara });
    const page = (more: Partial<ReviewDesk.RootProps>) => (
      <LocaleProvider locale="en" now={() => NOW}>
        <ReviewDesk.Root backend={backend} reviewer={amara} initialId={loan.id} {...props} {...more} />
      </LocaleProvider>
    );
    renderIn(page({}));
    return { backend, desk, user: userEvent.setup() };
  }

  async function approve({ desk }: Pick<ReturnType<typeof shown>, 'desk'>, id = loan.id) {
    const session = desk.sessionFor(id);
    session.subscribe(() => {});
    await waitFor(() => expect(session.can('claim')).toBe(true));
    act(() => session.claim());
    await waitFor(() => expect(session.can('approve') || session.getSnapshot().status === 'deciding').toBe(true));
    act(() => session.decide({ type: 'approve' }, { activeMs: 9_000 }));
    await waitFor(() => expect(session.getSnapshot().status).toBe('settled'));
    return session;
  }

  it('tells of a check once it is decided, beside the case, and says that nothing of it is taken back', async () => {
    const sitting = shown();
    await screen.findByRole('button', { name: 'Start review' });
    expect(screen.queryByRole('region', { name: TITLE })).toBeNull();
    const session = await approve(sitting);
    const feedback = await screen.findByRole('region', { name: TITLE });
    expect(feedback.textContent).toContain(because);
    expect(feedback.textContent).toContain('An answer to a check is not taken back');
    expect(session.getSnapshot().undo).toBeUndefined();
    expect(screen.queryByRole('button', { name: /^Undo/ })).toBeNull();
    expect(document.activeElement?.closest('.csn-review-desk-checks')).toBeNull();
  });

  it('keeps it in sight when the next case opens, until it is put aside', async () => {
    const sitting = shown({ afterDecide: 'next' });
    await approve(sitting);
    await screen.findByRole('heading', { name: new RegExp(refund.subject.title) });
    const feedback = await screen.findByRole('region', { name: TITLE });
    expect(feedback.textContent).toContain(loan.subject.reference);
    // The heading of the next case has focus, as after every decision.
    await waitFor(() => expect(document.activeElement?.textContent).toContain(refund.subject.title));
    await sitting.user.click(screen.getByRole('button', { name: 'Put aside' }));
    expect(screen.queryByRole('region', { name: TITLE })).toBeNull();
    // What had focus is gone: on to where the reader was.
    await waitFor(() => expect(document.activeElement?.textContent).toContain(refund.subject.title));
  });

  it('counts for nothing that is said of one’s own work', async () => {
    const sitting = shown();
    const note = vi.spyOn(sitting.desk.selfCheck, 'note');
    await approve(sitting);
    await screen.findByRole('region', { name: TITLE });
    expect(note).not.toHaveBeenCalled();
    await approve(sitting, refund.id);
    await waitFor(() => expect(note).toHaveBeenCalledTimes(1));
  });

  it('finds it again at the case after a reload, and shows nothing at others', async () => {
    const store = storeWithCheck();
    store.apply(loan.id, { type: 'claim' }, amara);
    expect(store.apply(loan.id, { type: 'approve' }, amara, { saw: sawOf(loan) }).outcome).toBe('accepted');
    shown({}, store.backendFor(amara));
    await screen.findByRole('region', { name: TITLE });
    expect(screen.queryByRole('button', { name: 'Put aside' })).toBeNull();
  });

  it('says nothing of a case that was none', async () => {
    const sitting = shown({ initialId: refund.id });
    const outcome = vi.spyOn(sitting.backend.checks as NonNullable<ReviewBackend['checks']>, 'outcome');
    await approve(sitting, refund.id);
    await waitFor(() => expect(outcome).toHaveBeenCalled());
    expect(screen.queryByRole('region', { name: TITLE })).toBeNull();
    expect(screen.getAllByRole('button', { name: /^Undo/ }).length).toBeGreaterThan(0);
  });
});

it('asks again where the answer did not come, and tells once', async () => {
  vi.useFakeTimers();
  try {
    const outcome = vi.fn().mockRejectedValueOnce(new TypeError('The network is unreachable.'));
    outcome.mockResolvedValue({ truth: 'approve', proposed: 'deny', isRight: false });
    const news = createCheckNews({ checks: { outcome } });
    const listener = vi.fn();
    news.subscribe(listener);
    const review = initialReview(loan, samplePolicy);
    news.ask(review, true);
    news.ask(review, true);
    await vi.advanceTimersByTimeAsync(500);
    expect(news.getSnapshot().unread).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(news.getSnapshot().unread).toEqual([loan.id]);
    news.ask(review, true);
    expect([outcome.mock.calls.length, listener.mock.calls.length]).toEqual([2, 1]);
    news.putAside(loan.id);
    expect([news.getSnapshot().unread, news.getSnapshot().told.size]).toEqual([[], 1]);
  } finally {
    vi.useRealTimers();
  }
});
