import { render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { samplePolicy, sampleProposals } from '../../src/backends/sample-reviews.js';
import { ReviewDesk } from '../../src/desk/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import type { ShortcutMap } from '../../src/react/shortcut-registry.js';
import { ShortcutProvider } from '../../src/react/shortcuts.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import { amara, NOW } from './desk.fixtures.js';

const IDS = [sampleProposals.loan.id, sampleProposals.refund.id];

function show(map: ShortcutMap = {}) {
  const store = createMemoryStore({
    reviews: [sampleProposals.loan, sampleProposals.refund].map((proposal) => initialReview(proposal, samplePolicy)),
    clock: () => NOW,
  });
  render(
    <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => NOW}>
      <ShortcutProvider map={map}>
        <ReviewDesk.Root backend={store.backendFor(amara)} reviewer={amara} />
      </ShortcutProvider>
    </LocaleProvider>,
  );
  return { user: userEvent.setup(), store };
}
const press = (user: ReturnType<typeof userEvent.setup>, key: string) =>
  user.keyboard(`{Alt>}{Shift>}${key}{/Shift}{/Alt}`);
const focused = () => document.activeElement as HTMLElement;

describe('a desk by keys', () => {
  it('takes the next case, opens either form with as many keys, and comes back to the queue', async () => {
    const { user, store } = show();
    await screen.findByRole('button', { name: 'Next case' });
    await press(user, 'N');
    const approve = await screen.findByRole('button', { name: 'Approve suggestion' });
    const open = IDS.map((id) => store.get(id)).find(({ claim }) => claim?.by.id === 'amara');
    expect(open?.status).toBe('reviewing');

    for (const [key, name] of [
      ['A', /approval|Approve/],
      ['O', /override|Override/],
    ] as const) {
      await press(user, key);
      const dialog = await screen.findByRole('dialog');
      within(dialog).getByRole('heading', { name });
      // Behind a dialog keys do nothing.
      await press(user, 'N');
      expect(screen.getAllByRole('dialog')).toHaveLength(1);
      await user.keyboard('{Escape}');
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    }
    expect(store.get(open?.id ?? '').status).toBe('reviewing');
    expect(approve.isConnected).toBe(true);

    await press(user, 'L');
    await waitFor(() => expect(focused().closest('[role="row"]')?.getAttribute('data-review')).toBe(open?.id));
    await press(user, 'C');
    await waitFor(() => expect(focused().tagName).toBe('H2'));
  });

  it('says at each control which keys press it, as the host gave them', async () => {
    const { user } = show({ 'case.override': 'Mod+Shift+E', 'desk.next': null });
    const next = await screen.findByRole('button', { name: 'Next case' });
    expect([next.getAttribute('aria-keyshortcuts'), next.title]).toEqual([null, '']);
    await user.click(next);
    const approve = await screen.findByRole('button', { name: 'Approve suggestion' });
    await waitFor(() => expect(approve.getAttribute('aria-keyshortcuts')).toBe('Alt+Shift+A'));
    expect(approve.title).toBe('Alt+Shift+A');
    const override = screen.getByRole('button', { name: 'Override suggestion' });
    expect([override.getAttribute('aria-keyshortcuts'), override.title]).toEqual(['Control+Shift+E', 'Ctrl+Shift+E']);
    expect(screen.getByRole('button', { name: 'Give the case back' }).title).toBe('');
  });

  it('lists what keys do now, and gives focus back', async () => {
    const { user } = show();
    const next = await screen.findByRole('button', { name: 'Next case' });
    next.focus();
    await press(user, 'K');
    const sheet = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    const terms = within(sheet)
      .getAllByRole('term')
      .map(({ textContent }) => textContent);
    expect(terms).toEqual(['Show keyboard shortcuts', 'Take the next case', 'Go to the queue']);
    expect(within(sheet).getAllByRole('definition')[0]?.textContent).toBe('Alt+Shift+K');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(focused()).toBe(next));
  });
});
