import { act, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { samplePolicy } from '../../src/backends/sample-reviews.js';
import { ReviewDesk } from '../../src/desk/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import type { KnownOutcome } from '../../src/review/outcome.types.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import type { Reauthenticate } from '../../src/review/session.types.js';
import { describeEachReactMode } from '../react-modes.js';
import { amara, loan, NOW } from './desk.fixtures.js';

describeEachReactMode('ReviewDesk.Outcome', (renderIn) => {
  function shown(of: (id: string) => Promise<KnownOutcome | undefined>) {
    let now = NOW;
    const store = createMemoryStore({ reviews: [initialReview(loan, samplePolicy)], clock: () => now++ });
    const asked = vi.fn(of);
    const backend = { ...store.backendFor(amara), outcomes: { of: asked, own: async () => [] } };
    renderIn(
      <LocaleProvider locale="en" now={() => NOW}>
        <ReviewDesk.Root backend={backend} reviewer={amara} initialId={loan.id} />
      </LocaleProvider>,
    );
    const decide = () =>
      act(async () => {
        store.apply(loan.id, { type: 'claim' }, amara);
        store.apply(loan.id, { type: 'approve' }, amara, {
          saw: sawOf(loan),
          fence: store.get(loan.id).claim?.fence ?? 0,
        });
      });
    return { asked, decide };
  }

  it('asks what came of a case once it is decided, not before, and shows it', async () => {
    const { asked, decide } = shown(async () => ({
      value: 'approve',
      knownAt: '2026-11-20T08:00:00Z',
      source: 'Loan ledger',
    }));
    await screen.findByRole('button', { name: 'Start review' });
    expect(asked).not.toHaveBeenCalled();
    expect(screen.queryByText(/What came of it/)).toBeNull();
    await decide();
    const note = await screen.findByText(/What came of it/);
    expect(note.closest('.csn-outcome-note')?.textContent).toContain('Approve');
    expect(screen.getByText('Known since Nov 20, 2026, from Loan ledger.')).toBeDefined();
    expect(asked).toHaveBeenCalledWith(loan.id);
  });

  it.each([
    ['it is not known', async () => undefined],
    ['it cannot be asked', async () => Promise.reject(new Error('down'))],
  ])('shows nothing where %s', async (_why, of) => {
    const { asked, decide } = shown(of);
    await screen.findByRole('button', { name: 'Start review' });
    await decide();
    await waitFor(() => expect(asked).toHaveBeenCalled());
    await act(async () => {});
    expect(screen.queryByText(/What came of it/)).toBeNull();
  });
});

it('is at the sitting that the case is at, also once the person signs in another way', async () => {
  const store = createMemoryStore({ reviews: [initialReview(loan, samplePolicy)], clock: () => NOW });
  const backend = { ...store.backendFor(amara), outcomes: { of: async () => undefined, own: async () => [] } };
  const page = (reauthenticate: Reauthenticate) => (
    <LocaleProvider locale="en" now={() => NOW}>
      <ReviewDesk.Root backend={backend} reviewer={amara} initialId={loan.id} reauthenticate={reauthenticate} />
    </LocaleProvider>
  );
  const { rerender } = render(page(async () => ({ proof: 'one' })));
  await screen.findByRole('button', { name: 'Start review' });
  rerender(page(async () => ({ proof: 'two' })));
  await act(async () => {});
  rerender(page(async () => ({ proof: 'three' })));
  await userEvent.click(screen.getByRole('button', { name: 'Start review' }));
  await screen.findByRole('button', { name: 'Approve suggestion' });
});
