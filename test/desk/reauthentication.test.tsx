import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { describe, expect, it, vi } from 'vitest';
import {
  createReauthentication,
  Reauthentication,
  type ReauthenticationAnswer,
  type ReauthenticationOptions,
  ReviewCard,
} from '../../src/desk/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import * as Provenance from '../../src/review/provenance.js';
import { SIGNATURE_MEANINGS } from '../../src/review/review.types.js';
import type { Reauthenticate } from '../../src/review/session.types.js';
import { describeEachReactMode } from '../react-modes.js';
import { loan, openSitting, Page, type SittingOptions } from './desk.fixtures.js';

function asking(options: Partial<ReauthenticationOptions> = {}) {
  const confirm = vi.fn(
    async ({ password }: { password: string }): Promise<ReauthenticationAnswer> =>
      password === 'countersign' ? { proof: 'p-1' } : { refused: 'wrong' },
  );
  const reauthenticate = createReauthentication({ username: 'amara', confirm, ...options });
  return { confirm, reauthenticate };
}

/** What a screen reader says after the name of a field, in that order. */
function describing(element: HTMLElement): string {
  const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
}

describeEachReactMode('Signing in the form of a verdict', (renderIn) => {
  function show({ options, ...sitting }: SittingOptions & { options?: Partial<ReauthenticationOptions> } = {}) {
    const host = asking(options);
    const opened = openSitting({ policy: { signature: true }, reauthenticate: host.reauthenticate, ...sitting });
    const view = renderIn(
      <Page session={opened.session}>
        <ReviewCard.Root />
      </Page>,
    );
    return { ...host, ...opened, ...view, user: userEvent.setup() };
  }

  async function sign(user: ReturnType<typeof userEvent.setup>) {
    await user.click(await screen.findByRole('button', { name: 'Approve suggestion' }));
    await user.click(await screen.findByRole('button', { name: 'Sign approval' }));
    return screen.findByLabelText<HTMLInputElement>('Password');
  }

  it('asks in place, under the right names for a password manager, and sends the decision with its proof', async () => {
    const { user, backend, session, store, id } = show();
    const send = vi.spyOn(backend, 'send');
    const password = await sign(user);
    const dialog = screen.getByRole('dialog', { name: 'Approve the suggestion' });
    expect(dialog.contains(password)).toBe(true);
    expect(document.activeElement).toBe(password);
    expect([password.type, password.autocomplete, password.name]).toEqual(['password', 'current-password', 'password']);
    const name = screen.getByLabelText<HTMLInputElement>('User name');
    expect([name.value, name.autocomplete, name.readOnly]).toEqual(['amara', 'username', true]);
    expect(password.form).toBe(name.form);
    expect(describing(password)).toMatch(/You sign as Amara Osei\. Meaning: approval\..*first signature/);
    await user.paste('countersign');
    expect(password.value).toBe('countersign');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(session.getSnapshot().status).toBe('settled'));
    const [, command, options] = send.mock.calls.find(([, { type }]) => type === 'approve') ?? [];
    expect(options?.proof).toBe('p-1');
    expect(command).toMatchObject({ signature: { printedName: 'Amara Osei', meaning: 'approval' } });
    expect(store.get(id).status).toBe('approved');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('says what was wrong at the field, keeps focus there and nothing of what was refused', async () => {
    const { user, session, confirm } = show();
    const password = await sign(user);
    await user.keyboard('{Enter}');
    expect(describing(password)).toMatch(/^Enter your password\./);
    expect(confirm).not.toHaveBeenCalled();
    await user.keyboard('wrong{Enter}');
    await waitFor(() => expect(describing(password)).toMatch(/^This password is not the right one\./));
    expect(password.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(password);
    expect(password.value).toBe('');
    await user.keyboard('countersign{Enter}');
    await waitFor(() => expect(session.getSnapshot().status).toBe('settled'));
  });

  it.each<[string, ReauthenticationOptions['confirm'], RegExp]>([
    ['the sign-in ended', async () => ({ refused: 'signed-out' }), /You were signed out after a time without activity/],
    ['it was tried too often', async () => ({ refused: 'too-many' }), /Wait a few minutes/],
    ['nobody answers', () => Promise.reject(new TypeError('fetch failed')), /did not answer/],
  ])('says so where %s', async (_, confirm, words) => {
    const { user, session } = show({ options: { confirm } });
    const password = await sign(user);
    await user.keyboard('countersign{Enter}');
    await waitFor(() => expect(describing(password)).toMatch(words));
    expect(session.getSnapshot().status).toBe('signing');
  });

  it('goes back to the form with everything in it, and to the button that signs', async () => {
    const { user, session } = show();
    await user.click(await screen.findByRole('button', { name: 'Override suggestion' }));
    const dialog = await screen.findByRole('dialog');
    const value = () =>
      within(dialog).getAllByRole<HTMLInputElement>('radio', { name: /Approve/ })[0] as HTMLInputElement;
    await user.click(value());
    await user.click(within(dialog).getByRole('radio', { name: /Income covers/ }));
    await user.type(within(dialog).getByLabelText(/What did you see/), 'Two payslips');
    for (const box of within(dialog).queryAllByRole('checkbox')) await user.click(box);
    await user.click(within(dialog).getByRole('button', { name: 'Sign override' }));
    await screen.findByLabelText('Password');
    expect(within(dialog).queryByRole('radio')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Back to the form' }));
    expect(session.getSnapshot().status).toBe('deciding');
    expect(value().checked).toBe(true);
    expect(within(dialog).getByLabelText<HTMLTextAreaElement>(/What did you see/).value).toBe('Two payslips');
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Sign override' }));
  });

  it('keeps Tab inside, and Escape turns back without sending', async () => {
    const { user, session, backend } = show({ options: { confirmPasskey: async () => ({ proof: 'key' }) } });
    const send = vi.spyOn(backend, 'send');
    await sign(user);
    const dialog = screen.getByRole('dialog');
    for (let step = 0; step < 8; step++) {
      await user.tab();
      expect(dialog.contains(document.activeElement)).toBe(true);
    }
    await user.keyboard('{Escape}');
    expect(session.getSnapshot()).toMatchObject({ status: 'deciding', draft: { verdict: 'approve' } });
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(send).not.toHaveBeenCalled();
  });

  it('takes a passkey where the host offers one', async () => {
    const confirmPasskey = vi.fn(async () => ({ proof: 'key' }));
    const { user, session, backend } = show({ options: { confirmPasskey } });
    const send = vi.spyOn(backend, 'send');
    await sign(user);
    await user.click(screen.getByRole('button', { name: 'Use a passkey' }));
    await waitFor(() => expect(session.getSnapshot().status).toBe('settled'));
    expect(send.mock.calls.at(-1)?.[2].proof).toBe('key');
  });

  it('gives way to another way to ask, and comes back where it was left', async () => {
    let answer: Parameters<ConstructorParameters<typeof Promise<Awaited<ReturnType<Reauthenticate>>>>[0]>[0] = () => {};
    const { user, session } = show({
      reauthenticate: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    await user.click(await screen.findByRole('button', { name: 'Approve suggestion' }));
    await user.click(await screen.findByRole('button', { name: 'Sign approval' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(session.getSnapshot().status).toBe('signing');
    await act(async () => answer({ cancelled: true }));
    expect(await screen.findByRole('dialog', { name: 'Approve the suggestion' })).toBeTruthy();
  });

  it('says in the form that signing needs a connection, and sends nothing', async () => {
    const { user, session, backend } = show();
    const send = vi.spyOn(backend, 'send');
    await user.click(await screen.findByRole('button', { name: 'Approve suggestion' }));
    const dialog = await screen.findByRole('dialog');
    act(() => void window.dispatchEvent(new Event('offline')));
    await user.click(within(dialog).getByRole('button', { name: 'Sign approval' }));
    expect(within(dialog).getByText('Signing needs a connection')).toBeTruthy();
    expect(session.getSnapshot().draft.verdict).toBe('approve');
    expect(send).not.toHaveBeenCalled();
    act(() => void window.dispatchEvent(new Event('online')));
  });

  it('has no fault that axe finds', async () => {
    const { user } = show({ options: { confirmPasskey: async () => ({ proof: 'key' }) } });
    await sign(user);
    await user.keyboard('{Enter}');
    const { violations } = await axe.run(screen.getByRole('dialog'), {
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  it('shows printed name, moment with its zone and meaning on the decided card', async () => {
    const { user } = show();
    await sign(user);
    await user.keyboard('countersign{Enter}');
    const meaning = await screen.findByText('Meaning: approval');
    const line = meaning.closest('p');
    expect(line?.textContent).toMatch(/^Amara Osei .*21 Nov(ember)? 2026.*(CET|GMT\+1).*Meaning: approval$/);
  });

  it('tells the record how the confidence read on screen', async () => {
    const { user, store, id } = show({ policy: {} });
    await user.click(await screen.findByRole('button', { name: 'Approve suggestion' }));
    const dialog = await screen.findByRole('dialog');
    const shown = dialog.querySelector('.csn-confidence-badge-text')?.textContent;
    expect(shown).toMatch(/\(.*%\)$/);
    await user.click(within(dialog).getByRole('button', { name: 'Sign approval' }));
    await waitFor(() => expect(store.entries(id).at(-1)?.type).toBe('approved'));
    expect(store.entries(id).at(-1)?.confidence?.shownAs).toBe(shown);
  });

  it('tells it nothing where no score was shown', async () => {
    const { calibration: _calibration, ...confidence } = loan.confidence ?? {};
    const { user, store, id } = show({ policy: {}, proposal: { ...loan, confidence } });
    await user.click(await screen.findByRole('button', { name: 'Approve suggestion' }));
    await user.click(await screen.findByRole('button', { name: 'Sign approval' }));
    await waitFor(() => expect(store.entries(id).at(-1)?.type).toBe('approved'));
    expect(store.entries(id).at(-1)?.confidence).not.toHaveProperty('shownAs');
  });

  it('tells the record that case and explanation were looked at, each once', async () => {
    const { user, store, id } = show({ policy: { recordViews: true } });
    const toggle = await screen.findByRole('button', { name: 'Explanation, limits and model' });
    for (let press = 0; press < 3; press++) await user.click(toggle);
    await waitFor(() =>
      expect(store.entries(id).flatMap(({ command }) => (command.type === 'view' ? [command.of] : []))).toEqual([
        'case',
        'explanation',
      ]),
    );
  });
});

describe('the form to confirm a signature', () => {
  it('is nothing while nothing is signed, and asks one thing at a time', async () => {
    const { reauthenticate } = asking();
    const request = {
      review: {} as never,
      verdict: { type: 'approve' },
      saw: { revision: 1, fingerprint: '' },
      meaning: 'approval',
      printedName: 'Amara Osei',
      isFirst: false,
      signal: new AbortController().signal,
    } as const;
    const first = reauthenticate(request);
    const second = reauthenticate({ ...request });
    expect(await first).toEqual({ cancelled: true });
    reauthenticate.confirm('countersign');
    expect(await second).toEqual({ proof: 'p-1' });
    expect(reauthenticate.getSnapshot()).toEqual({ isBusy: false, attempts: 0 });
    expect(Reauthentication).toBeDefined();
  });

  it('forgets an answer that comes after the person turned back', async () => {
    let answer: (answer: ReauthenticationAnswer) => void = () => {};
    const { reauthenticate } = asking({
      confirm: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    const abort = new AbortController();
    const asked = reauthenticate({
      review: {} as never,
      verdict: { type: 'approve' },
      saw: { revision: 1, fingerprint: '' },
      meaning: 'approval',
      printedName: 'Amara Osei',
      isFirst: true,
      signal: abort.signal,
    });
    reauthenticate.confirm('countersign');
    expect(reauthenticate.getSnapshot().isBusy).toBe(true);
    abort.abort();
    answer({ proof: 'p-1' });
    expect(await asked).toEqual({ cancelled: true });
    expect(reauthenticate.getSnapshot()).toEqual({ isBusy: false, attempts: 0 });
  });
});

describeEachReactMode('A signature', (renderIn) => {
  it.each(SIGNATURE_MEANINGS)('says in words that it means "%s"', (meaning) => {
    renderIn(
      <LocaleProvider locale="en-GB" timeZone="Europe/Berlin">
        <Provenance.Root origin="human">
          <Provenance.Signature
            by={{ name: 'Amara Osei' }}
            at="2026-11-21T09:48:00Z"
            signature={{ printedName: 'A. Osei', meaning }}
          />
        </Provenance.Root>
      </LocaleProvider>,
    );
    expect(screen.getByText(/^Meaning: /).textContent).toBe(
      `Meaning: ${meaning === 'abstain' ? 'abstention' : meaning}`,
    );
    expect(screen.getByText('A. Osei')).toBeTruthy();
  });
});
