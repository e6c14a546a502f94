import { act, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { deskMessagesAr } from '../../src/desk/desk.messages.ar.js';
import { deskMessagesDe } from '../../src/desk/desk.messages.de.js';
import { DecisionBar, ReviewCard } from '../../src/desk/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import type { Proposal } from '../../src/review/review.types.js';
import { ReviewProvider } from '../../src/review/review-context.js';
import { describeEachReactMode } from '../react-modes.js';
import { amara, jonas, loan, mateo, openSitting, Page, priya, type SittingOptions } from './desk.fixtures.js';

// The code of a form arrives on first use, and is compiled then.

describeEachReactMode('DecisionBar', (renderIn) => {
  function show(options?: SittingOptions) {
    const sitting = openSitting(options);
    const view = renderIn(
      <Page session={sitting.session}>
        <ReviewCard.Root />
      </Page>,
    );
    return { ...sitting, ...view, user: userEvent.setup() };
  }
  const button = (name: string | RegExp) => screen.findByRole('button', { name });

  it('gives approve and override the same weight: class, place and number of steps', async () => {
    const { user } = show();
    const approve = await button('Approve suggestion');
    const override = await button('Override suggestion');
    expect(approve.className).toBe(override.className);
    expect(approve.parentElement).toBe(override.parentElement);
    for (const verb of ['Approve suggestion', 'Override suggestion']) {
      await user.click(await button(verb));
      const dialog = await screen.findByRole('dialog');
      expect(within(dialog).queryAllByRole('radio', { checked: true })).toEqual([]);
      await user.keyboard('{Escape}');
      expect(screen.queryByRole('dialog')).toBeNull();
    }
  });

  it('says what each decision causes before it is made', async () => {
    show();
    const bar = await screen.findByRole('region', { name: 'Decision' });
    expect(bar.textContent).toContain(
      'Approve suggestion “Deny”: the loan is denied and the letter with reasons goes out today.',
    );
    expect(bar.textContent).toContain(
      'Override suggestion: you enter another outcome. Both values stay on the record.',
    );
  });

  it.each<[string, Partial<Proposal>, string]>([
    [
      'a choice that does not say what it causes',
      { schema: { type: 'choice', options: [{ value: 'deny', label: 'Deny' }] }, value: 'deny' },
      'Approve suggestion “Deny”: it takes effect.',
    ],
    ['a number', { schema: { type: 'number', unit: 'EUR' }, value: 24.5 }, 'Approve suggestion “€24.50”: it takes'],
    ['a boolean', { schema: { type: 'boolean' }, value: false }, 'Approve suggestion “No”: it takes effect.'],
    ['a long text', { schema: { type: 'text' }, value: 'word '.repeat(40) }, 'Approve suggestion: it takes effect.'],
    ['a record', { schema: undefined, value: { a: 1 } }, 'Approve suggestion: it takes effect.'],
  ])('says before approving what takes effect: %s', async (_name, change, words) => {
    show({ proposal: { ...loan, alternatives: undefined, ...change } as Proposal });
    const bar = await screen.findByRole('region', { name: 'Decision' });
    expect(bar.textContent).toContain(words);
  });

  it.each([
    ['de', deskMessagesDe, 'Vorschlag „Deny“ bestätigen: '],
    ['ar', deskMessagesAr, 'الموافقة على الاقتراح «Deny»: '],
  ])('says so in %s', async (_language, desk, words) => {
    const { session } = openSitting();
    renderIn(
      <LocaleProvider locale="en-GB" messages={{ desk }}>
        <ReviewProvider session={session}>
          <DecisionBar.Root />
        </ReviewProvider>
      </LocaleProvider>,
    );
    const approve = await screen.findByRole('button', { name: desk.verbs.approve });
    expect(approve.closest('section')?.textContent).toContain(words);
  });

  it('offers what the policy offers, and nothing else', async () => {
    show({ policy: { verdicts: ['approve', 'abstain'] } });
    await button('Do not use AI');
    expect(screen.queryByRole('button', { name: /Override|Reject|Answer the agent/ })).toBeNull();
  });

  it('gives every verdict the weight of a decision where neither approve nor override is offered', async () => {
    show({ policy: { verdicts: ['reject', 'respond'] } });
    const reject = await button('Reject suggestion');
    expect(reject.className).toBe((await button('Answer the agent')).className);
    expect(reject.className).toContain('csn-button--decide');
  });

  it.each([
    ['Do not use AI', 'abstain', 'You set the AI aside'],
    ['Reject suggestion', 'reject', 'You rejected'],
  ])('%s goes on the record with its reason', async (verb, type, words) => {
    const { user, store, id } = show();
    await user.click(await button(verb));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('radio', { name: /newer than the model/ }));
    await user.click(within(dialog).getByRole('button', { name: /Sign/ }));
    await screen.findByText(words);
    expect(store.get(id).decision?.verdict.type).toBe(type);
  });

  it('comes back to the verb that opened the form, with what was typed', async () => {
    const { user, session } = show();
    const override = await button('Override suggestion');
    await user.click(override);
    await user.click(within(await screen.findByRole('dialog')).getByRole('radio', { name: /^Approve with/ }));
    await user.keyboard('{Escape}');
    await vi.waitFor(() => expect(document.activeElement).toBe(override));
    expect(session.getSnapshot().draft.value).toBe('approve-with-conditions');
    await user.click(override);
    const again = within(await screen.findByRole('dialog')).getByRole<HTMLInputElement>('radio', {
      name: /^Approve with/,
    });
    expect(again.checked).toBe(true);
  });

  it('decides by keyboard alone', async () => {
    const { user, store, id } = show();
    const override = await button('Override suggestion');
    act(() => override.focus());
    await user.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog');
    const go = async (element: HTMLElement) => {
      for (let steps = 0; document.activeElement !== element && steps < 40; steps++) await user.tab();
      expect(document.activeElement).toBe(element);
    };
    await go(within(dialog).getByRole('radio', { name: /^Approve(?! with)/ }));
    await user.keyboard(' ');
    await go(within(dialog).getByRole('radio', { name: /newer than the model/ }));
    await user.keyboard(' ');
    await go(within(dialog).getByRole('checkbox', { name: 'Read the bank statements' }));
    await user.keyboard(' ');
    await go(within(dialog).getByRole('button', { name: /Sign/ }));
    await user.keyboard('{Enter}');
    await screen.findByText('You entered');
    expect(store.get(id).decision?.value).toBe('approve');
  });

  it('passes the case on with what somebody else needs to know', async () => {
    const { user, store, id } = show();
    await user.click(await button('Escalate'));
    const form = await screen.findByRole('form', { name: 'Escalate' });
    await user.click(within(form).getByRole('button', { name: 'Send' }));
    const to = within(form).getByRole('combobox', { name: 'Escalate to' });
    expect(to.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(to);
    await user.selectOptions(to, 'Credit committee');
    await user.type(within(form).getByRole('textbox'), 'Two incomes, one payslip');
    await user.click(within(form).getByRole('button', { name: 'Send' }));
    await screen.findByText('Escalated to Credit committee');
    expect(store.get(id).escalation).toMatchObject({ to: 'Credit committee', note: 'Two incomes, one payslip' });
    expect(screen.queryByRole('form')).toBeNull();
  });

  it('lets those who may resume a halted case, with their reason, and goes on with what was there', async () => {
    const { user, store, id } = show({ reviewer: priya });
    await button('Approve suggestion');
    expect(screen.queryByRole('button', { name: 'Resume' })).toBeNull();
    act(() => {
      store.apply(id, { type: 'hold', reason: 'Income is read from the wrong column.', scope: 'model' }, jonas);
    });
    await user.click(await button('Resume'));
    const form = await screen.findByRole('form', { name: 'Resume' });
    await user.type(within(form).getByRole('textbox', { name: /Why can the case go on/ }), 'Reads the line now');
    await user.click(within(form).getByRole('button', { name: 'Resume' }));
    await button('Approve suggestion');
    expect(store.get(id).hold).toBeUndefined();
    expect(store.entries(id).at(-1)).toMatchObject({ type: 'resumed', by: { id: 'priya' } });
    expect(screen.queryByRole('form')).toBeNull();
    await vi.waitFor(() =>
      expect([...document.querySelectorAll('[data-csn-announcer] > div')].map((line) => line.textContent)).toContain(
        'Case LN-20417 goes on.',
      ),
    );
  });

  it('offers nobody else to resume', async () => {
    const { store, id } = show();
    await button('Approve suggestion');
    act(() => {
      store.apply(id, { type: 'hold', reason: 'Income is read from the wrong column.', scope: 'model' }, jonas);
    });
    await screen.findByText(/No decision is possible while the case is halted/);
    expect(screen.queryByRole('button', { name: 'Resume' })).toBeNull();
  });

  it('says inside the open form that the case was halted, and what its score is about', async () => {
    const { user, store, id } = show();
    await user.click(await button('Override suggestion'));
    const dialog = await screen.findByRole('dialog');
    within(dialog).getByText('Default within 24 months:');
    act(() => {
      store.apply(id, { type: 'hold', reason: 'Income is read from the wrong column.', scope: 'model' }, jonas);
    });
    await within(dialog).findByText(/Income is read from the wrong column/);
    await vi.waitFor(() =>
      expect([...dialog.querySelectorAll('[data-csn-announcer] > div')].map((line) => line.textContent)).toContain(
        'Reviewing halted by Jonas Weber',
      ),
    );
  });

  it('asks, waits, and takes the answer', async () => {
    const { user, store, id } = show();
    await user.click(await button('Ask for information'));
    const form = await screen.findByRole('form', { name: 'Ask for information' });
    await user.selectOptions(within(form).getByRole('combobox'), 'Priya Nair');
    await user.type(within(form).getByRole('textbox'), 'Is the letter signed?');
    await user.click(within(form).getByRole('button', { name: 'Send' }));
    await screen.findByText('Waiting for an answer from Priya Nair');
    await user.click(await button('Answer the question'));
    const answer = await screen.findByRole('form', { name: 'Answer the question' });
    await user.type(within(answer).getByRole('textbox'), 'It is.');
    await user.click(within(answer).getByRole('button', { name: 'Send' }));
    await button('Start review');
    expect(store.get(id).question?.answer).toBe('It is.');
  });

  it('keeps what was typed in a small form when it cannot be sent, and when it is closed', async () => {
    const { user, backend } = show();
    await user.click(await button('Ask for information'));
    const form = await screen.findByRole('form');
    await user.selectOptions(within(form).getByRole('combobox'), 'Priya Nair');
    await user.type(within(form).getByRole('textbox'), 'Is the letter signed?');
    await user.click(within(form).getByRole('button', { name: 'Cancel' }));
    expect(document.activeElement).toBe(await button('Ask for information'));
    await user.click(await button('Ask for information'));
    expect((await screen.findByRole<HTMLTextAreaElement>('textbox')).value).toBe('Is the letter signed?');
    backend.fail('send', 'unreachable');
    await user.click(await button('Send'));
    await user.click(await button('Check what is stored'));
    await user.click(await button('Ask for information'));
    expect((await screen.findByRole<HTMLTextAreaElement>('textbox')).value).toBe('Is the letter signed?');
  });

  it('gives the case back', async () => {
    const { user, store, id } = show();
    await user.click(await button('Give the case back'));
    await button('Start review');
    expect(store.get(id).claim).toBeUndefined();
  });

  it('says that the review could not be started, and tries again', async () => {
    const { user, backend, store, id } = show({ isClaimed: false });
    const start = await button('Start review');
    backend.fail('send', 'unreachable');
    await user.click(start);
    await screen.findByText('The review could not be started', { selector: 'p' });
    await user.click(await button('Try again'));
    await button('Approve suggestion');
    expect(store.get(id).claim?.by.id).toBe('amara');
  });

  it('works alone, in a card of the host’s own', async () => {
    const { session } = openSitting();
    renderIn(
      <Page session={session}>
        <DecisionBar.Root>
          <DecisionBar.Verbs>
            <DecisionBar.Verb verb="override" variant="decide" onClick={(event) => event.preventDefault()}>
              Correct it
            </DecisionBar.Verb>
          </DecisionBar.Verbs>
        </DecisionBar.Root>
      </Page>,
    );
    await userEvent.click(await button('Correct it'));
    // The host vetoed it.
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('follows a rule that changes, at once, and closes the form that it forbids', async () => {
    const { user, session } = show();
    const approve = await button('Approve suggestion');
    await user.click(approve);
    await screen.findByRole('dialog');
    act(() => session.setCanDecide(() => 'Training is due.'));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(approve.getAttribute('aria-disabled')).toBe('true');
    screen.getByText('Training is due.');
    act(() => session.setCanDecide(undefined));
    expect(approve.hasAttribute('aria-disabled')).toBe(false);
  });

  it('asks the host’s rule no more often because somebody types', async () => {
    const { session } = show();
    await button('Approve suggestion');
    const canDecide = vi.fn(() => true as const);
    // What the card still renders for its own arrival is not counted.
    await act(async () => session.setCanDecide(canDecide));
    const asked = canDecide.mock.calls.length;
    for (const message of ['a', 'ab', 'abc']) act(() => session.editDraft({ message }));
    expect(canDecide.mock.calls.length).toBe(asked);
  });

  it('sends once when pressed twice', async () => {
    const { user, store, id } = show({ isClaimed: false });
    await user.dblClick(await button('Start review'));
    await button('Approve suggestion');
    expect(store.entries(id).filter(({ type }) => type === 'claimed')).toHaveLength(1);
  });

  it('keeps focus on the page when the news comes before the answer, and waits for the answer', async () => {
    const { user, backend } = show({ isClaimed: false });
    const start = await button('Start review');
    backend.fail('send', 'late');
    await user.click(start);
    const approve = await button('Approve suggestion');
    expect(approve.getAttribute('aria-disabled')).toBe('true');
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: /Home renovation/ }));
    await act(async () => backend.letThrough());
    expect((await button('Approve suggestion')).hasAttribute('aria-disabled')).toBe(false);
  });
});

describe('DecisionBar and other people', () => {
  it('does not let a reader act on somebody else’s case', async () => {
    const { render } = await import('@testing-library/react');
    const sitting = openSitting({ isClaimed: false, reviewer: amara });
    sitting.store.apply(sitting.id, { type: 'claim' }, mateo);
    render(
      <Page session={sitting.session}>
        <DecisionBar.Root />
      </Page>,
    );
    await screen.findByText('Mateo Ruiz is reviewing this case.');
    expect(screen.queryAllByRole('button')).toEqual([]);
  });
});
