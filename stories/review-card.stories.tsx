import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, screen, userEvent, waitFor, within } from 'storybook/test';
import { ReviewCard } from '../src/desk/index.js';
import { PROFILE_SETTINGS } from '../src/oversight/profile.selectors.js';
import { sawOf } from '../src/review/proposal.selectors.js';
import type { Route } from '../src/review/review.types.js';
import { amara, Case, grounds, jonas, loan, mateo, priya, system } from './review-card.fixtures.js';

const meta = {
  title: 'Components/ReviewCard',
  component: ReviewCard.Root,
  render: () => <Case />,
} satisfies Meta<typeof ReviewCard.Root>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Where a policy has sent the case. */
const sent: Route = {
  policy: { id: 'credit-oversight', version: '7' },
  mode: 'review',
  profile: 'standard',
  safeguards: PROFILE_SETTINGS.standard,
  onExpire: 'close',
  rule: 'factors-disagree',
  because: [{ type: 'factor-disagreement', is: 0.91, side: 'at-least', limits: [0.8] }],
};

export const Deciding: Story = {};

export const Pending: Story = { render: () => <Case isClaimed={false} /> };

export const ClaimedBySomebodyElse: Story = {
  render: () => <Case isClaimed={false} before={(store, id) => store.apply(id, { type: 'claim' }, mateo)} />,
};

/** Nothing of the AI is in the page until the person has answered. */
export const AnswerFirst: Story = { render: () => <Case policy={{ blindFirst: true }} /> };

export const AnswerFirstByKeyboard: Story = {
  ...AnswerFirst,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const option = await canvas.findByRole('radio', { name: /^Approve with/ }, { timeout: 5000 });
    option.focus();
    await userEvent.keyboard(' ');
    await userEvent.tab();
    await userEvent.keyboard(' {ArrowDown}');
    await userEvent.tab();
    await expect(canvas.getByRole('button', { name: 'Record my answer' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect(await canvas.findByRole('heading', { name: 'The two readings differ' })).toHaveFocus();
  },
};

export const Revealed: Story = {
  render: () => (
    <Case
      policy={{ blindFirst: true }}
      then={({ session }) => session.judge({ value: 'approve-with-conditions', confidence: 0.87 })}
    />
  ),
};

/** The verbs stay in place and say what they wait for. */
export const EvidenceMissing: Story = { render: () => <Case policy={{ evidenceGate: true }} /> };

/** Items without an address in a host that opens none: they do not claim that they can be opened, and the gate stays shut. */
export const EvidenceThatNothingOpens: Story = { render: () => <Case policy={{ evidenceGate: true }} opensNothing /> };

export const EvidenceByKeyboard: Story = {
  ...EvidenceMissing,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const approve = await canvas.findByRole('button', { name: 'Approve suggestion' });
    await expect(approve).toHaveAttribute('aria-disabled', 'true');
    for (const name of [/Bank statements/, /Employer letter/]) {
      canvas.getByRole('button', { name }).focus();
      await userEvent.keyboard('{Enter}');
    }
    await expect(approve).not.toHaveAttribute('aria-disabled');
  },
};

export const Stale: Story = {
  render: () => (
    <Case
      then={({ store, id }) =>
        store.apply(id, { type: 'revise', proposal: { ...loan, revision: 2, value: 'approve' } }, system)
      }
    />
  ),
};

export const Sending: Story = {
  render: () => (
    <Case
      then={({ session, backend }) => {
        backend.fail('send', 'late');
        session.decide({ type: 'approve' });
      }}
    />
  ),
};

export const Approved: Story = { render: () => <Case then={({ session }) => session.decide({ type: 'approve' })} /> };

export const Overridden: Story = {
  render: () => (
    <Case then={({ session }) => session.decide({ type: 'override', value: 'approve-with-conditions' }, grounds)} />
  ),
};

export const AiNotUsed: Story = {
  render: () => <Case then={({ session }) => session.decide({ type: 'abstain' }, grounds)} />,
};

/** The record is kept whatever its term says, and nobody can erase anything of it. */
export const LegalHold: Story = {
  render: () => (
    <Case
      isClaimed={false}
      before={(store, id) => {
        store.apply(id, { type: 'claim' }, mateo);
        store.apply(id, { type: 'approve' }, mateo, { saw: sawOf(loan) });
        store.apply(id, { type: 'preserve', reason: 'Complaint BF-118 is open.' }, priya);
      }}
    />
  ),
};

/** Who it was about is gone; what was decided stays. */
export const Erased: Story = {
  render: () => (
    <Case
      isClaimed={false}
      before={(store, id) => {
        store.apply(id, { type: 'claim' }, mateo);
        store.apply(id, { type: 'override', value: 'approve', ...grounds }, mateo, { saw: sawOf(loan) });
        store.apply(id, { type: 'erase', reason: 'Request of 3 December' }, system);
      }}
    />
  ),
};

export const SecondReviewer: Story = {
  render: () => (
    <Case
      policy={{ secondReview: true }}
      isClaimed={false}
      before={(store, id) => {
        store.apply(id, { type: 'claim' }, priya);
        store.apply(id, { type: 'approve' }, priya, { saw: sawOf(loan) });
        store.apply(id, { type: 'claim' }, amara);
      }}
    />
  ),
};

export const Adjudicating: Story = {
  render: () => (
    <Case
      policy={{ secondReview: true }}
      isClaimed={false}
      reviewer={jonas}
      before={(store, id) => {
        const saw = sawOf(loan);
        store.apply(id, { type: 'claim' }, priya);
        store.apply(id, { type: 'approve' }, priya, { saw });
        store.apply(id, { type: 'claim' }, mateo);
        store.apply(id, { type: 'override', value: 'approve', ...grounds }, mateo, { saw });
        store.apply(id, { type: 'claim' }, jonas);
      }}
    />
  ),
};

export const Held: Story = {
  render: () => (
    <Case
      before={(store, id) =>
        store.apply(
          id,
          { type: 'hold', reason: 'The income field is read from the wrong column since 08:00.', scope: 'model' },
          jonas,
        )
      }
    />
  ),
};

export const SaveFailed: Story = {
  render: () => (
    <Case
      then={({ session, backend }) => {
        session.editDraft({ verdict: 'override', value: 'approve-with-conditions', ...grounds });
        backend.fail('send', 'unreachable');
        session.decide({ type: 'override', value: 'approve-with-conditions' }, grounds);
      }}
    />
  ),
};

/** Signed while the browser is offline: it is sent by itself as soon as there is a connection. */
export const Offline: Story = {
  render: () => (
    <Case
      then={({ session, backend }) => {
        window.dispatchEvent(new window.Event('offline'));
        session.editDraft({ verdict: 'override', value: 'approve-with-conditions', ...grounds });
        backend.fail('send', 'unreachable');
        session.decide({ type: 'override', value: 'approve-with-conditions' }, grounds);
      }}
    />
  ),
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByText(/when the connection is back/)).toBeVisible();
  },
};

export const SaveFailedThenTriedAgain: Story = {
  ...SaveFailed,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const again = await canvas.findByRole('button', { name: 'Try again' });
    again.focus();
    await userEvent.keyboard('{Enter}');
    await canvas.findByText(/^Decided/);
    await expect(canvas.getByText('You entered')).toBeVisible();
  },
};

export const Conflict: Story = {
  render: () => (
    <Case
      then={({ session, store, id }) => {
        session.editDraft({ verdict: 'override', value: 'approve-with-conditions', ...grounds });
        store.apply(id, { type: 'lapse' }, system);
        store.apply(id, { type: 'claim' }, priya);
        store.apply(id, { type: 'approve' }, priya, { saw: sawOf(loan) });
      }}
    />
  ),
};

export const ConflictByKeyboard: Story = {
  ...Conflict,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const keep = await canvas.findByRole('button', { name: 'Keep my draft' });
    await expect(canvas.getByText('Reviewer approved')).toBeVisible();
    keep.focus();
    await userEvent.keyboard('{Enter}');
    await canvas.findByText(/^Decided/);
  },
};

/** Revised while somebody types: what it was, what it is and what was typed, before anything is signed. */
export const RevisedUnderADraft: Story = {
  render: () => (
    <Case
      then={({ session, store, id }) => {
        session.editDraft({ verdict: 'override', value: 'approve-with-conditions', ...grounds });
        store.apply(id, { type: 'revise', proposal: { ...loan, revision: 2, value: 'approve' } }, system);
      }}
    />
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const go = await canvas.findByRole('button', { name: 'Look at the new suggestion and go on with mine' });
    await expect(canvas.getByRole('table', { name: 'Before, now and your draft' })).toBeVisible();
    go.focus();
    await expect(go).toHaveFocus();
  },
};

/** The warning takes no focus, and can be put off as often as it comes. */
export const ClaimEnds: Story = {
  render: () => <Case lease={110_000} />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const keep = await canvas.findByRole('button', { name: 'Keep reviewing' });
    await expect(keep).not.toHaveFocus();
    keep.focus();
    await userEvent.keyboard('{Enter}');
    await expect(canvas.getByRole('button', { name: 'Approve suggestion' })).toBeVisible();
  },
};

export const InAnotherWindow: Story = {
  render: () => (
    <Case
      isClaimed={false}
      holder="this"
      before={(store, id) => store.apply(id, { type: 'claim', holder: 'other' }, amara)}
    />
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(await canvas.findByRole('button', { name: 'Take over here' })).toBeVisible();
  },
};

/** Undo is a control that stays, and leads back to the form. */
export const UndoByKeyboard: Story = {
  render: () => <Case then={({ session }) => session.decide({ type: 'override', value: 'approve' }, grounds)} />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const undo = await canvas.findByRole('button', { name: 'Undo' });
    undo.focus();
    await userEvent.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog');
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
    await userEvent.keyboard('{Escape}');
  },
};

export const ClaimLost: Story = {
  render: () => (
    <Case
      then={({ session, store, id }) => {
        session.editDraft({ verdict: 'override', value: 'approve', ...grounds });
        store.apply(id, { type: 'lapse' }, system);
      }}
    />
  ),
};

export const DraftNotStored: Story = {
  render: () => (
    <Case
      then={({ session, backend }) => {
        if (backend.drafts) backend.drafts.save = () => Promise.reject(new Error('The disk is full.'));
        session.editDraft({ verdict: 'override', value: 'approve' });
      }}
    />
  ),
};

export const Withdrawn: Story = {
  render: () => <Case isClaimed={false} before={(store, id) => store.apply(id, { type: 'withdraw' }, system)} />,
};

export const Expired: Story = {
  render: () => <Case isClaimed={false} before={(store, id) => store.apply(id, { type: 'expire' }, system)} />,
};

/** A case that a policy has sent somewhere, and that nobody has claimed. */
const routed = (change: Partial<Route>) => (
  <Case
    isClaimed={false}
    before={(store, id) => {
      store.apply(id, { type: 'route', route: { ...sent, ...change } }, system);
    }}
  />
);
/** The policy says why the case is here (B-17). */
export const Routed: Story = { render: () => routed({ rule: 'critical', why: 'Large loans are always looked at.' }) };
/** It takes effect unless somebody steps in; reviewing it is stepping in. */
export const Monitored: Story = { render: () => routed({ mode: 'monitor', vetoUntil: '2026-11-21T16:00:00Z' }) };
/** Nobody has decided it, and nothing looks as if somebody had. */
export const Automated: Story = {
  render: () => routed({ mode: 'auto', rule: 'small', why: 'Small loans with a clear answer.', because: [] }),
};
export const WaitingForAnAnswer: Story = {
  render: () => (
    <Case then={({ session }) => session.ask({ question: 'Is the employer letter signed?', to: 'Priya Nair' })} />
  ),
};

const skips = {
  reasons: [
    { code: 'conflict', label: 'I know the applicant' },
    { code: 'not-my-field', label: 'Not my field' },
  ],
  escalateAfter: 2,
  to: 'Senior underwriter',
};

/** Given back with a reason: the form stands below the verbs, and what is typed stays until it is on the record. */
export const SkipByKeyboard: Story = {
  render: () => <Case policy={{ skips }} />,
  play: async ({ canvasElement }) => {
    const button = () => canvasElement.querySelector<HTMLElement>('[data-verb="skip"]');
    await waitFor(() => expect(button()).not.toBeNull());
    button()?.focus();
    await userEvent.keyboard('{Enter}');
    const choice = () => canvasElement.querySelector<HTMLSelectElement>('select[name="code"]');
    await waitFor(() => expect(choice()).toHaveFocus(), { timeout: 5000 });
    await userEvent.selectOptions(choice() as HTMLElement, 'not-my-field');
    await userEvent.tab();
    await userEvent.keyboard('The letter is in Polish.');
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(canvasElement.querySelector('[data-verb="claim"]')).not.toBeNull());
    await expect(choice()).toBeNull();
  },
};

/** The form, before anything is chosen. */
export const Skipping: Story = {
  render: () => <Case policy={{ skips }} />,
  play: async ({ canvasElement }) => {
    const button = () => canvasElement.querySelector<HTMLElement>('[data-verb="skip"]');
    await waitFor(() => expect(button()).not.toBeNull());
    button()?.click();
    const choice = () => canvasElement.querySelector<HTMLSelectElement>('select[name="code"]');
    await waitFor(() => expect(choice()).toHaveFocus(), { timeout: 5000 });
    await userEvent.selectOptions(choice() as HTMLElement, 'other');
    await userEvent.click(canvasElement.querySelector<HTMLElement>('form button[type="submit"]') as HTMLElement);
    await waitFor(() => expect(canvasElement.querySelector('textarea')).toHaveFocus());
  },
};

/** As many have skipped it as the policy says: it is with a role now. */
export const SkippedByTwo: Story = {
  render: () => (
    <Case
      isClaimed={false}
      policy={{ skips }}
      before={(store, id) => {
        for (const by of [mateo, priya]) {
          store.apply(id, { type: 'claim' }, by);
          store.apply(id, { type: 'skip', reason: { codes: ['not-my-field'] } }, by);
        }
      }}
    />
  ),
};

/** Whoever may decide a case can keep it for themselves; a supervisor gives it to somebody by a form below the verbs. */
export const AssignByKeyboard: Story = {
  render: () => <Case isClaimed={false} reviewer={priya} />,
  play: async ({ canvasElement }) => {
    const button = (verb: string) => canvasElement.querySelector<HTMLElement>(`[data-verb="${verb}"]`);
    await waitFor(() => expect(button('assign')).not.toBeNull(), { timeout: 5000 });
    button('take-up')?.focus();
    await userEvent.tab();
    await expect(button('assign')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    const choice = () => canvasElement.querySelector<HTMLSelectElement>('select[name="to"]');
    await waitFor(() => expect(choice()).toHaveFocus(), { timeout: 5000 });
    await userEvent.selectOptions(choice() as HTMLElement, 'mateo');
    await userEvent.tab();
    await userEvent.keyboard('She speaks Polish.');
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(canvasElement.textContent).toContain('Assigned to Mateo Ruiz'));
    await expect(choice()).toBeNull();
    await expect(canvasElement.contains(document.activeElement)).toBe(true);
  },
};

/** The form, before anybody is chosen. */
export const Assigning: Story = {
  render: () => <Case isClaimed={false} reviewer={priya} />,
  play: async ({ canvasElement }) => {
    const button = () => canvasElement.querySelector<HTMLElement>('[data-verb="assign"]');
    await waitFor(() => expect(button()).not.toBeNull(), { timeout: 5000 });
    button()?.click();
    await waitFor(() => expect(canvasElement.querySelector('select[name="to"]')).toHaveFocus(), { timeout: 5000 });
  },
};

/** Kept for the reader, with what they were told, and a way to give it to everybody again. */
export const AssignedToYou: Story = {
  render: () => (
    <Case
      isClaimed={false}
      before={(store, id) =>
        store.apply(id, { type: 'assign', to: { id: 'amara', name: 'Amara Osei' }, note: 'You know the file.' }, priya)
      }
    />
  ),
};

/** Kept for somebody else: why it cannot be started is said beside the verb. */
export const AssignedToSomebodyElse: Story = {
  render: () => (
    <Case
      isClaimed={false}
      before={(store, id) => store.apply(id, { type: 'assign', to: { id: 'mateo', name: 'Mateo Ruiz' } }, priya)}
    />
  ),
};

/** Model and host text is plain text; what is invisible is made visible. */
/** Five colleagues read the same case: three are named, the others counted. */
export const AlsoOpen: Story = {
  render: () => (
    <Case
      then={({ store, id }) => {
        for (const name of ['Lena Vogt', 'Mateo Ruiz', 'Noor Haddad', 'Piet Jansen', 'Rosa Lindqvist']) {
          const somebody = { kind: 'person', id: name, name, roles: ['reviewer'] } as const;
          store.backendFor(somebody).presence?.watch(id, () => {});
        }
      }}
    />
  ),
};

/** Nothing about it takes focus: the keys lead to the verbs as ever. */
export const AlsoOpenByKeyboard: Story = {
  ...AlsoOpen,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const approve = await canvas.findByRole('button', { name: 'Approve suggestion' });
    approve.focus();
    await canvas.findByText(/^Also open with Lena Vogt, Mateo Ruiz, Noor Haddad.* 2 others$/);
    await expect(approve).toHaveFocus();
  },
};

export const HostileText: Story = {
  render: () => (
    <Case
      proposal={{
        ...loan,
        subject: {
          ...loan.subject,
          title: '<script>alert(1)</script> **bold** \u202egpj.exe',
          facts: [{ name: 'Zero\u200bwidth', value: 'x'.repeat(300) }],
        },
        confidence: { value: Number.NaN, of: '<b>Default</b>' },
        dueAt: 'yesterday-ish',
      }}
    />
  ),
};

/** The same card in 320 pixels. */
export const Narrow: Story = {
  render: () => (
    <div style={{ inlineSize: 320 }}>
      <Case />
    </div>
  ),
};

/** One verb by itself stays on one line where half the room is too little for it. */
export const NarrowPending: Story = {
  ...Pending,
  decorators: [
    (Story) => (
      <div style={{ inlineSize: 320 }}>
        <Story />
      </div>
    ),
  ],
  play: async ({ canvasElement }) => {
    const start = await within(canvasElement).findByRole('button', { name: 'Start review' });
    await expect(start.getBoundingClientRect().height).toBe(44);
    await expect(start.scrollWidth).toBeLessThanOrEqual(start.clientWidth);
  },
};

export const OverrideByKeyboard: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    (await canvas.findByRole('button', { name: 'Override suggestion' })).focus();
    await userEvent.keyboard('{Enter}');
    const dialog = within(await screen.findByRole('dialog', {}, { timeout: 5000 }));
    const press = async (element: HTMLElement, key: string) => {
      for (let steps = 0; document.activeElement !== element && steps < 40; steps++) await userEvent.tab();
      await expect(element).toHaveFocus();
      await userEvent.keyboard(key);
    };
    await press(dialog.getByRole('radio', { name: /^Approve(?! with)/ }), ' ');
    await press(dialog.getByRole('radio', { name: /newer than the model/ }), ' ');
    await press(dialog.getByRole('checkbox', { name: 'Read the bank statements' }), ' ');
    await press(dialog.getByRole('button', { name: /Sign/ }), '{Enter}');
    await canvas.findByText('You entered');
    await waitFor(() => expect(canvas.getByRole('heading', { name: /Home renovation/ })).toHaveFocus());
  },
};

export const ApproveByKeyboard: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    (await canvas.findByRole('button', { name: 'Approve suggestion' })).focus();
    await userEvent.keyboard('{Enter}');
    const sign = await screen.findByRole('button', { name: /Sign/ }, { timeout: 5000 });
    for (let steps = 0; document.activeElement !== sign && steps < 40; steps++) await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await canvas.findByText('You approved');
  },
};
