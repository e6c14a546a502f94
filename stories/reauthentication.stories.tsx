import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, screen, userEvent, waitFor, within } from 'storybook/test';
import { createReauthentication, Reauthentication } from '../src/desk/index.js';
import { ar } from '../src/messages/ar.js';
import { LocaleProvider } from '../src/react/locale-context.js';
import { Case, type CaseProps } from './review-card.fixtures.js';

/** A server whose people all have one password. */
function makePrompt(isPasskeyOffered = true) {
  return createReauthentication({
    username: 'amara',
    confirm: async ({ password }) => (password === 'countersign' ? { proof: 'proof' } : { refused: 'wrong' }),
    ...(isPasskeyOffered && { confirmPasskey: async () => ({ proof: 'proof' }) }),
  });
}

function SignedCase({ isPasskeyOffered = true, ...props }: CaseProps & { isPasskeyOffered?: boolean }) {
  const [reauthenticate] = useState(() => makePrompt(isPasskeyOffered));
  return <Case policy={{ signature: true }} reauthenticate={reauthenticate} {...props} />;
}

async function sign(canvasElement: HTMLElement) {
  await userEvent.click(await within(canvasElement).findByRole('button', { name: 'Approve suggestion' }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByRole('button', { name: 'Sign approval' }));
  return { dialog, password: await dialog.findByLabelText('Password') };
}

const meta = {
  title: 'Components/Reauthentication',
  component: Reauthentication,
  args: { reauthentication: makePrompt() },
  render: () => <SignedCase />,
} satisfies Meta<typeof Reauthentication>;
export default meta;
type Story = StoryObj<typeof meta>;

/** The form in which a decision is signed asks in place who signs. */
export const Asked: Story = {
  play: async ({ canvasElement }) => {
    const { password } = await sign(canvasElement);
    await waitFor(() => expect(password).toHaveFocus());
  },
};

export const PasswordOnly: Story = {
  render: () => <SignedCase isPasskeyOffered={false} />,
  play: async ({ canvasElement }) => void (await sign(canvasElement)),
};

export const Wrong: Story = {
  play: async ({ canvasElement }) => {
    const { password } = await sign(canvasElement);
    await userEvent.type(password, 'wrong{Enter}');
    await waitFor(() => expect(password).toHaveAccessibleDescription(/not the right one/));
    await expect(password).toHaveFocus();
  },
};

/** Through the whole way by keyboard, pasting included, to the printed name, the moment and the meaning. */
export const SignedByKeyboard: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    (await canvas.findByRole('button', { name: 'Approve suggestion' })).focus();
    await userEvent.keyboard('{Enter}');
    const dialog = within(await screen.findByRole('dialog'));
    dialog.getByRole('button', { name: 'Sign approval' }).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(dialog.getByLabelText('Password')).toHaveFocus());
    await userEvent.paste('countersign');
    await userEvent.tab();
    await expect(dialog.getByRole('button', { name: 'Back to the form' })).toHaveFocus();
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await canvas.findByText('Meaning: approval');
  },
};

export const RightToLeft: Story = {
  render: () => (
    <LocaleProvider locale="ar" timeZone="Europe/Berlin" messages={ar}>
      <div dir="rtl" lang="ar">
        <SignedCase />
      </div>
    </LocaleProvider>
  ),
  play: async ({ canvasElement }) => {
    const [approve] = await within(canvasElement).findAllByRole('button', { name: /الموافقة على الاقتراح/ });
    await userEvent.click(approve as HTMLElement);
    const dialog = within(await screen.findByRole('dialog'));
    const [, sign] = dialog.getAllByRole('button').slice(-2);
    await userEvent.click(sign as HTMLElement);
    await waitFor(() => expect(dialog.getByLabelText('كلمة المرور')).toHaveFocus());
  },
};
