import { act, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { samplePolicy, sampleProposals } from '../../src/backends/sample-reviews.js';
import { createDesk, ReviewCard, ReviewDesk } from '../../src/desk/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { ShortcutProvider } from '../../src/react/shortcuts.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import { summaryOf } from '../../src/review/summary.selectors.js';
import { describeEachReactMode } from '../react-modes.js';
import { amara, mateo, NOW, openSitting, Page } from './desk.fixtures.js';

const skips = {
  reasons: [
    { code: 'conflict', label: 'I know the applicant' },
    { code: 'not-my-field', label: 'Not my field' },
  ],
  escalateAfter: 2,
};
const QUERY = { order: 'due', status: ['pending', 'reviewing'] } as const;

describeEachReactMode('giving a case back with a reason', (renderIn) => {
  function show(options: Parameters<typeof openSitting>[0] = {}) {
    const sitting = openSitting({ policy: { skips }, ...options });
    renderIn(
      <Page session={sitting.session}>
        <ReviewCard.Root />
      </Page>,
    );
    return { ...sitting, user: userEvent.setup() };
  }
  const verb = () => screen.findByRole('button', { name: 'Skip with a reason' });
  const choice = () => screen.findByRole('combobox', { name: 'Why do you give it back?' });
  const send = () => screen.getByRole('button', { name: 'Send' });

  it('asks for a reason of the policy, and in a few words for another one', async () => {
    const { user, store, id } = show();
    await user.click(await verb());
    await waitFor(async () => expect(document.activeElement).toBe(await choice()));
    expect(
      within(await choice())
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['Choose one', 'I know the applicant', 'Not my field', 'Other']);
    await user.click(send());
    screen.getByText('Fill this in.');
    await user.selectOptions(await choice(), 'Other');
    await user.type(screen.getByRole('textbox', { name: 'What should the next person know?' }), 'Unclear');
    await user.click(send());
    screen.getByText(/in 15 characters or more. You wrote 7/);
    expect(store.get(id).status).toBe('reviewing');
    await user.type(screen.getByRole('textbox', { name: 'What should the next person know?' }), ' without page two');
    await user.click(send());
    await screen.findByRole('button', { name: 'Start review' });
    expect(store.get(id)).toMatchObject({
      state: 'pending.open',
      skips: [{ by: { id: 'amara' }, reason: { codes: ['other'], text: 'Unclear without page two' } }],
    });
    expect(screen.queryByRole('combobox')).toBeNull();
  });

  it('keeps the draft of a decision, and what was typed for the reason until that is on the record', async () => {
    const { user, backend, session, id } = show();
    await screen.findByRole('button', { name: 'Approve suggestion' });
    act(() => session.editDraft({ verdict: 'override', value: 'approve' }));
    await user.click(await verb());
    await user.selectOptions(await choice(), 'Not my field');
    await user.type(screen.getByRole('textbox', { name: /What should the next/ }), 'In Polish');
    backend.fail('send', 'unreachable');
    await user.click(send());
    await waitFor(() => expect(session.getSnapshot().status).toBe('failed'));
    expect(session.getSnapshot().draft.notes?.skip).toEqual({ code: 'not-my-field', text: 'In Polish' });
    act(() => session.retry());
    await waitFor(() => expect(session.getSnapshot().review?.status).toBe('pending'));
    await waitFor(() => expect(session.getSnapshot().draft.notes?.skip).toBeUndefined());
    expect(session.getSnapshot().draft).toMatchObject({ verdict: 'override', value: 'approve' });
    await waitFor(async () => expect(await backend.drafts?.load(id)).toMatchObject({ value: 'approve' }));
  });

  it('has another picture than giving the case back without a reason, which stands beside it', async () => {
    show();
    const picture = (button: HTMLElement) => button.querySelector('path')?.getAttribute('d');
    const [skip, release] = [await verb(), screen.getByRole('button', { name: 'Give the case back' })];
    expect(picture(skip)).toBeTypeOf('string');
    expect(picture(skip)).not.toBe(picture(release));
  });

  it('is possible before the own answer as well, and not where the policy does not offer it', async () => {
    const { session } = show({ policy: { skips, blindFirst: true } });
    await verb();
    expect(session.can('skip')).toBe(true);
    const other = openSitting();
    renderIn(
      <Page session={other.session}>
        <ReviewCard.Root data-testid="other" />
      </Page>,
    );
    await screen.findByRole('button', { name: 'Approve suggestion' });
    expect(within(screen.getByTestId('other')).queryByRole('button', { name: 'Skip with a reason' })).toBeNull();
  });
});

/** A desk whose queue has the two that skip it. */
function openDesk() {
  let now = NOW;
  const store = createMemoryStore({
    reviews: [sampleProposals.loan, sampleProposals.refund].map((proposal) =>
      initialReview(proposal, { ...samplePolicy, skips }),
    ),
    clock: () => now++,
  });
  const view = render(
    <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => NOW}>
      <ShortcutProvider>
        <ReviewDesk.Root
          backend={store.backendFor(amara)}
          reviewer={amara}
          query={QUERY}
          isFilterable
          queueFacets={FACETS}
          initialId="RUN-7f3e"
        />
      </ShortcutProvider>
    </LocaleProvider>,
  );
  return { store, user: userEvent.setup(), ...view };
}
const FACETS = ['skipped'] as const;

it('is done by keys, said in the row by how many, and found by a choice of the queue', async () => {
  const { store, user } = openDesk();
  store.apply('RUN-7f3e', { type: 'claim' }, mateo);
  store.apply('RUN-7f3e', { type: 'skip', reason: { codes: ['conflict'] } }, mateo);
  await user.click(await screen.findByRole('button', { name: 'Start review' }));
  await screen.findByRole('button', { name: 'Skip with a reason' });
  await user.keyboard('{Alt>}{Shift>}G{/Shift}{/Alt}');
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Why do you give it back?' }), 'Not my field');
  await user.click(screen.getByRole('button', { name: 'Send' }));
  await screen.findByText('Escalated to Credit committee');
  const grid = {
    getByText: (text: RegExp) => within(screen.getByRole('grid')).getByText(text),
    queryByText: (text: RegExp) => within(screen.getByRole('grid')).queryByText(text),
  };
  const row = () => grid.getByText(/Refund for order/).closest('[role="row"]') as HTMLElement;
  await waitFor(() => expect(row().textContent).toContain('skipped by 2'));
  expect(row().textContent).not.toMatch(/Mateo|Amara/);
  await user.click(screen.getByRole('button', { name: /^Filter/ }));
  await user.click(screen.getByRole('radio', { name: 'By somebody' }));
  await waitFor(() => expect(grid.queryByText(/Home renovation/)).toBeNull());
  row();
  await user.click(screen.getByRole('radio', { name: 'By nobody' }));
  await waitFor(() => expect(grid.queryByText(/Refund for order/)).toBeNull());
  grid.getByText(/Home renovation/);
});

it('is nobody’s next case who has given it back, as long as it stays as it is', async () => {
  let now = NOW;
  const ids = ['A', 'B', 'C'];
  const store = createMemoryStore({
    reviews: ids.map((id) => initialReview({ ...sampleProposals.loan, id }, { ...samplePolicy, skips })),
    clock: () => now++,
  });
  const desk = createDesk({ backend: store.backendFor(amara), reviewer: amara });
  const stops = [desk.hold(), desk.queue.start()];
  await waitFor(() => expect(desk.queue.getSnapshot().rows).toHaveLength(3));
  const settled: (string | undefined)[] = [];
  desk.onSettle(({ nextId }) => settled.push(nextId));
  const ready = async (id: string) => {
    const session = desk.sessionFor(id);
    stops.push(session.subscribe(() => {}));
    await waitFor(() => expect(session.can('claim')).toBe(true));
    session.claim();
    await waitFor(() => expect(session.can('release')).toBe(true));
    return session;
  };
  const skipped = await ready('B');
  skipped.skip({ reason: { codes: ['conflict'] } });
  await waitFor(() => expect(desk.queue.getSnapshot().rows.find(({ id }) => id === 'B')?.skippedByYou).toBe(true));
  const decided = await ready('A');
  decided.decide({ type: 'approve' });
  await waitFor(() => expect(settled).toEqual(['C']));
  // To somebody else it is a case like any other.
  expect(summaryOf(store.get('B'), mateo)).not.toHaveProperty('skippedByYou');
  for (const stop of stops) stop();
});
