import { act, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { samplePolicy } from '../../src/backends/sample-reviews.js';
import { deskFor } from '../../src/desk/desk.session.js';
import { ReviewDesk } from '../../src/desk/index.js';
import type { OwnHistory, OwnHistoryStore } from '../../src/oversight/self-check.types.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import type { Policy } from '../../src/review/review.types.js';
import { describeEachReactMode } from '../react-modes.js';
import { amara, loan, NOW } from './desk.fixtures.js';

/** Nobody disagreed in 49 decisions, in a quarter of the usual time; the next one makes fifty. */
const past: OwnHistory = {
  decisions: Array.from({ length: 69 }, (_, at) => ({
    at: new Date(NOW - (69 - at) * 60_000).toISOString(),
    agreed: true,
    probability: 0.8,
    activeMs: at < 20 ? 40_000 : 10_000,
  })),
};

afterEach(() => localStorage.clear());

describeEachReactMode('ReviewDesk.OwnWork', (renderIn) => {
  function shown(policy: Partial<Policy>, props: Partial<ReviewDesk.RootProps> = {}, hasOwnStore = true) {
    let now = NOW;
    const store = createMemoryStore({
      reviews: [initialReview(loan, { ...samplePolicy, ...policy })],
      clock: () => now++,
    });
    let kept = past;
    const ownHistory: OwnHistoryStore = {
      load: async () => kept,
      save: async (next) => {
        kept = next;
      },
    };
    const backend = { ...store.backendFor(amara), ...(hasOwnStore && { ownHistory }) };
    // Before the desk on screen, which says last who sits there and what is on.
    const desk = deskFor({ backend, reviewer: amara });
    renderIn(
      <LocaleProvider locale="en" now={() => NOW}>
        <ReviewDesk.Root backend={backend} reviewer={amara} initialId={loan.id} probabilityOf={() => 0.66} {...props} />
      </LocaleProvider>,
    );
    return { store, backend, kept: () => kept, user: userEvent.setup(), desk };
  }
  const status = () =>
    waitFor(() => document.querySelector('[data-finding]') ?? Promise.reject(new Error('nothing yet')));

  async function approve({ desk }: ReturnType<typeof shown>) {
    const session = desk.sessionFor(loan.id);
    await waitFor(() => expect(session.can('claim')).toBe(true));
    act(() => session.claim());
    await waitFor(() => expect(session.can('approve') || session.getSnapshot().status === 'deciding').toBe(true));
    for (const { id } of loan.explanation?.evidence ?? []) act(() => session.openEvidence(id));
    act(() => session.decide({ type: 'approve' }, { activeMs: 9_000 }));
    await waitFor(() => expect(session.getSnapshot().status).toBe('settled'));
    return session;
  }

  it('tells whoever has agreed often and fast, from the history that the backend keeps (B-15)', async () => {
    const sitting = shown({ agreementNudge: true });
    await approve(sitting);
    expect((await status()).textContent).toContain('In your last 50 decisions you decided otherwise in 0 cases.');
    await waitFor(() => expect(sitting.kept().decisions).toHaveLength(70));
    await sitting.user.click(screen.getByRole('button', { name: 'Close this notice' }));
    expect(document.querySelector('[data-finding]')).toBeNull();
  });

  it('says nothing where the desk has it off, and keeps nothing where the policy has (B-15, B-26)', async () => {
    const off = shown({ agreementNudge: true }, { agreementNudge: false });
    await approve(off);
    expect(off.desk.selfCheck.getSnapshot()).not.toHaveProperty('finding');
    await waitFor(() => expect(off.kept().decisions).toHaveLength(70));
  });

  it('keeps nothing anywhere of a case whose policy rests nothing on it', async () => {
    const none = shown({}, {}, false);
    await approve(none);
    expect(localStorage.length).toBe(0);
  });

  it('keeps it on the device where the backend has no place for it, for this person, without a word of the case', async () => {
    const sitting = shown({ paceWatch: true }, {}, false);
    await approve(sitting);
    await waitFor(() => expect(localStorage.length).toBe(1));
    expect(localStorage.key(0)).toBe('countersign:own-history:amara');
    expect(localStorage.getItem('countersign:own-history:amara')).not.toMatch(/LN-|deny|Home/);
  });

  it('forgets a decision that was taken back', async () => {
    const sitting = shown({ agreementNudge: true });
    const session = await approve(sitting);
    await waitFor(() => expect(sitting.kept().decisions).toHaveLength(70));
    act(() => session.undo());
    await waitFor(() => expect(sitting.kept().decisions).toHaveLength(69));
  });
});
