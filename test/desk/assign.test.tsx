import { render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { samplePolicy, sampleProposals, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { ReviewDesk } from '../../src/desk/index.js';
import { StopControl } from '../../src/oversight/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { ShortcutProvider } from '../../src/react/shortcuts.js';
import type { ReviewBackend } from '../../src/review/backend.types.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import type { Policy, Reviewer } from '../../src/review/review.types.js';
import { NOW } from './desk.fixtures.js';

const { amara, mateo, priya } = sampleReviewers;
const QUERY = { order: 'due', status: ['pending', 'reviewing'] } as const;
const FACETS = ['assigned'] as const;
const id = sampleProposals.refund.id;

function openDesk(
  reviewer: Reviewer,
  {
    policy,
    isAmaras = false,
    change = (given) => given,
    beside,
  }: {
    policy?: Partial<Policy>;
    isAmaras?: boolean;
    change?: (backend: ReviewBackend) => ReviewBackend;
    beside?: (backend: ReviewBackend) => ReactNode;
  } = {},
) {
  let now = NOW;
  const store = createMemoryStore({
    reviews: [sampleProposals.loan, sampleProposals.refund].map((proposal) =>
      initialReview(proposal, { ...samplePolicy, ...policy }),
    ),
    clock: () => now++,
    people: [
      { id: amara.id, name: amara.name, title: 'Senior underwriter' },
      { id: mateo.id, name: mateo.name },
    ],
  });
  if (isAmaras) store.apply(id, { type: 'assign', to: { id: 'amara', name: 'Amara Osei' } }, priya);
  const backend = change(store.backendFor(reviewer));
  render(
    <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => NOW}>
      <ShortcutProvider>
        {beside?.(backend)}
        <ReviewDesk.Root
          backend={backend}
          reviewer={reviewer}
          query={QUERY}
          isFilterable
          queueFacets={FACETS}
          initialId={id}
        />
      </ShortcutProvider>
    </LocaleProvider>,
  );
  return { store, user: userEvent.setup() };
}
const row = () =>
  within(screen.getByRole('grid'))
    .getByText(/Refund for order/)
    .closest('[role="row"]') as HTMLElement;
const button = (name: string) => screen.findByRole('button', { name });

it('is given by a supervisor to somebody of the list, with what they should know', async () => {
  const { store, user } = openDesk(priya);
  await user.click(await button('Assign to somebody'));
  const choice = await screen.findByRole('combobox', { name: 'Who is to have the case?' });
  await waitFor(() => expect(document.activeElement).toBe(choice));
  expect(
    within(choice)
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual(['Choose one', 'Amara Osei · Senior underwriter', 'Mateo Ruiz']);
  await user.click(screen.getByRole('button', { name: 'Send' }));
  screen.getByText('Fill this in.');
  await user.selectOptions(choice, 'Mateo Ruiz');
  await user.type(screen.getByRole('textbox', { name: /What should they know/ }), 'You know the shop');
  await user.click(screen.getByRole('button', { name: 'Send' }));
  await screen.findByText('Assigned to Mateo Ruiz');
  expect(store.get(id).assignment).toMatchObject({
    to: { id: 'mateo' },
    note: 'You know the shop',
    by: { id: 'priya' },
  });
  await waitFor(() => expect(row().textContent).toContain('assigned to Mateo Ruiz'));
  await waitFor(() => expect(screen.queryByRole('combobox', { name: 'Who is to have the case?' })).toBeNull());
  const start = screen.getByRole('button', { name: 'Start review' });
  expect(start.getAttribute('aria-disabled') ?? start.hasAttribute('disabled')).toBeTruthy();
  screen.getByText('This case is assigned to Mateo Ruiz.');
  await user.click(await button('Give it to everybody again'));
  await waitFor(() => expect(store.get(id).assignment).toBeUndefined());
  await waitFor(() => expect(row().textContent).not.toContain('assigned'));
});

it('is kept by whoever may decide for themselves, found by a choice of the queue, and given back with focus kept', async () => {
  const { store, user } = openDesk(amara);
  await user.click(await button('Keep it for me'));
  await screen.findByText('Assigned to you');
  expect(store.get(id).assignment?.to).toEqual({ id: 'amara', name: 'Amara Osei' });
  expect(screen.queryByRole('button', { name: 'Assign to somebody' })).toBeNull();
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Give it to everybody again'));
  await waitFor(() => expect(row().textContent).toContain('assigned to you'));
  await user.click(screen.getByRole('button', { name: /^Filter/ }));
  await user.click(screen.getByRole('radio', { name: 'You' }));
  await waitFor(() => expect(within(screen.getByRole('grid')).queryByText(/Home renovation/)).toBeNull());
  row();
});

it('keeps what was typed while it cannot be sent, and offers nobody where the list cannot be had', async () => {
  let isDown = true;
  const { store, user } = openDesk(priya, {
    change: (backend) => ({
      ...backend,
      people: async () => {
        if (isDown) throw new Error('down');
        return (await backend.people?.()) ?? [];
      },
    }),
  });
  await user.click(await button('Assign to somebody'));
  await screen.findByText(/could not be loaded/);
  isDown = false;
  await user.click(await button('Assign to somebody'));
  const note = await screen.findByRole('textbox', { name: /What should they know/ });
  await user.type(note, 'Half a thought');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Assign to somebody'));
  await user.click(await button('Assign to somebody'));
  const again = (await screen.findByRole('textbox', { name: /What should they know/ })) as HTMLTextAreaElement;
  expect(again.value).toBe('Half a thought');
  expect(store.get(id).assignment).toBeUndefined();
});

it('says of another’s case no name that is withheld, in card and row (B-19)', async () => {
  openDesk(mateo, { policy: { secondReview: true }, isAmaras: true });
  await screen.findByText('Assigned to another reviewer');
  await waitFor(() => expect(row().textContent).toContain('assigned to another reviewer'));
  await screen.findByText('This case is assigned to another reviewer.');
  expect(document.body.textContent).not.toMatch(/Amara|Priya/);
});

describe('by keys', () => {
  const press = (user: ReturnType<typeof userEvent.setup>, key: string) =>
    user.keyboard(`{Alt>}{Shift>}${key}{/Shift}{/Alt}`);
  /** What the list of them says now: keys by what they do. */
  async function listed(user: ReturnType<typeof userEvent.setup>) {
    await press(user, 'K');
    const sheet = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    const texts = (role: 'term' | 'definition') =>
      within(sheet)
        .getAllByRole(role)
        .map(({ textContent }) => textContent as string);
    const keys = texts('definition');
    const found = new Map(texts('term').map((label, index) => [label, keys[index]]));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    return found;
  }

  it('opens the form of whoever may give it away, and records nothing before that is sent', async () => {
    const { store, user } = openDesk(priya);
    await button('Assign to somebody');
    expect((await listed(user)).get('Assign to somebody')).toBe('Alt+Shift+P');
    await press(user, 'P');
    const choice = await screen.findByRole('combobox', { name: 'Who is to have the case?' });
    await waitFor(() => expect(document.activeElement).toBe(choice));
    expect(store.get(id).assignment).toBeUndefined();
    await user.selectOptions(choice, 'Mateo Ruiz');
    await user.click(screen.getByRole('button', { name: 'Send' }));
    await screen.findByText('Assigned to Mateo Ruiz');
    await user.click(await button('Give it to everybody again'));
    await user.click(await button('Start review'));
    // Somebody has it: it is given to nobody now, and the list says nothing of it.
    await screen.findByRole('button', { name: 'Approve suggestion' });
    expect((await listed(user)).has('Assign to somebody')).toBe(false);
  });

  it('has keys that nothing else of the kit has', async () => {
    const skips = { reasons: [{ code: 'conflict', label: 'I know the applicant' }] };
    const { user } = openDesk(priya, {
      policy: { skips },
      beside: (backend) => <StopControl.Root backend={backend} reviewer={priya} review={{ id, title: 'A refund' }} />,
    });
    await button('Assign to somebody');
    const keys = [...(await listed(user)).values()];
    expect(keys).toHaveLength(9);
    expect(new Set(keys).size).toBe(9);
  });

  it.each<[string, Reviewer, Parameters<typeof openDesk>[1]]>([
    ['to whoever may not give it away', amara, {}],
    ['where the backend does not say to whom', priya, { change: ({ people: _none, ...backend }) => backend }],
  ])('are not offered %s', async (_whom, reviewer, options) => {
    const { user } = openDesk(reviewer, options);
    await button('Keep it for me');
    expect((await listed(user)).has('Assign to somebody')).toBe(false);
    await press(user, 'P');
    expect(screen.queryByRole('combobox', { name: 'Who is to have the case?' })).toBeNull();
  });
});
