import type { Meta, StoryObj } from '@storybook/react-vite';
import { useRef, useState } from 'react';
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test';
import { samplePolicy, sampleProposals, sampleReviewers } from '../src/backends/sample-reviews.js';
import { ConfidenceBadge } from '../src/confidence/index.js';
import { OverrideDialog } from '../src/override/index.js';
import { Button } from '../src/react/button.js';
import { Notice } from '../src/react/notice.js';
import type { Draft } from '../src/review/backend.types.js';
import type { Proposal } from '../src/review/review.types.js';

/** The host's part: it keeps the draft, opens the dialog, and closes it when the decision is signed. */
function Host(args: OverrideDialog.RootProps) {
  const [draft, setDraft] = useState<Draft>(args.draft);
  const [open, setOpen] = useState(false);
  const next = useRef<HTMLButtonElement>(null);
  const { confidence } = args.proposal;
  return (
    <div style={{ display: 'flex', gap: 8 }}>
      <Button variant="decide" onClick={() => setOpen(true)}>
        Decide
      </Button>
      <Button ref={next}>Next case</Button>
      <OverrideDialog.Root
        badge={confidence && <ConfidenceBadge.Root confidence={confidence} />}
        focusFallbacks={() => [next.current]}
        {...args}
        draft={draft}
        onDraftChange={(details) => {
          args.onDraftChange(details);
          setDraft(details.draft);
        }}
        open={open}
        onOpenChange={(details) => {
          args.onOpenChange?.(details);
          setOpen(details.open);
        }}
        onSubmit={(details) => {
          args.onSubmit(details);
          setOpen(false);
        }}
      />
    </div>
  );
}

const meta = {
  title: 'Components/OverrideDialog',
  component: OverrideDialog.Root,
  render: (args) => <Host {...args} />,
  args: {
    proposal: sampleProposals.loan,
    policy: samplePolicy,
    verdict: 'override',
    reviewer: sampleReviewers.amara,
    draft: {},
    open: false,
    onDraftChange: fn(),
    onOpenChange: fn(),
    onSubmit: fn(),
  },
} satisfies Meta<typeof OverrideDialog.Root>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Opens the dialog by keyboard and waits until its title has focus. */
async function open(canvasElement: HTMLElement) {
  const opener = within(canvasElement).getAllByRole('button')[0] as HTMLButtonElement;
  opener.focus();
  await userEvent.keyboard('{Enter}');
  const box = await screen.findByRole('dialog');
  await waitFor(() => expect(document.activeElement?.id).toBe(box.getAttribute('aria-labelledby')));
  return { box, inside: within(box), opener };
}
const submitOf = (box: HTMLElement) =>
  box.querySelector<HTMLButtonElement>('.csn-override-dialog-submit') as HTMLElement;
const closed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

/** It opens empty: nothing chosen, nothing written by the AI. */
export const Override: Story = {
  play: async ({ canvasElement }) => {
    const { inside } = await open(canvasElement);
    for (const radio of inside.getAllByRole('radio')) await expect(radio).not.toBeChecked();
  },
};

/** The same form behind the other verb: the same steps, the same questions, the same button. */
export const Approve: Story = {
  args: { verdict: 'approve' },
  play: async ({ canvasElement }) => void (await open(canvasElement)),
};
export const Reject: Story = {
  args: { verdict: 'reject' },
  play: async ({ canvasElement }) => void (await open(canvasElement)),
};
export const Respond: Story = {
  args: { verdict: 'respond', proposal: sampleProposals.reply },
  play: async ({ canvasElement }) => void (await open(canvasElement)),
};
export const Abstain: Story = {
  args: { verdict: 'abstain' },
  play: async ({ canvasElement }) => void (await open(canvasElement)),
};

/** A draft that was kept. */
export const FilledIn: Story = {
  args: {
    draft: {
      verdict: 'override',
      value: 'approve-with-conditions',
      reason: {
        codes: ['group-factor'],
        text: 'The area rate drives the score. This applicant has 9 years without a missed payment.',
        checks: ['statements', 'recalculated'],
      },
    },
  },
  play: async ({ canvasElement }) => void (await open(canvasElement)),
};

/** Signed from the keyboard; focus goes back to the button that opened the dialog. */
export const SignedByKeyboard: Story = {
  play: async ({ args, canvasElement }) => {
    const { box, opener } = await open(canvasElement);
    await userEvent.tab(); // the close button
    await userEvent.tab();
    await userEvent.keyboard(' {ArrowDown}'); // the second value
    await userEvent.tab();
    await userEvent.keyboard(' '); // the first reason
    await userEvent.tab();
    await userEvent.keyboard('Nine years without a missed payment');
    await userEvent.tab();
    await userEvent.keyboard(' '); // the first check
    submitOf(box).focus();
    await userEvent.keyboard('{Enter}');
    await closed();
    await expect(args.onSubmit).toHaveBeenCalledWith({
      verdict: { type: 'override', value: 'approve-with-conditions' },
      grounds: {
        reason: { codes: ['newer-file'], text: 'Nine years without a missed payment', checks: ['statements'] },
        signature: { printedName: 'Amara Osei', meaning: 'override' },
      },
    });
    await waitFor(() => expect(opener).toHaveFocus());
  },
};

/** Escape keeps the draft, Cancel puts the one of the opening back. */
export const EscapeAndCancel: Story = {
  play: async ({ canvasElement, step }) => {
    await step('Escape keeps what was typed', async () => {
      const { inside, opener } = await open(canvasElement);
      await userEvent.click(inside.getAllByRole('radio')[0] as HTMLElement);
      await userEvent.keyboard('{Escape}');
      await closed();
      await waitFor(() => expect(opener).toHaveFocus());
    });
    await step('Cancel takes back what this opening changed', async () => {
      const { box, inside } = await open(canvasElement);
      await expect(inside.getAllByRole('radio')[0]).toBeChecked();
      await userEvent.click(inside.getAllByRole('radio')[1] as HTMLElement);
      box.querySelector<HTMLButtonElement>('.csn-override-dialog-cancel')?.focus();
      await userEvent.keyboard('{Enter}');
      await closed();
      const again = await open(canvasElement);
      await expect(again.inside.getAllByRole('radio')[0]).toBeChecked();
    });
  },
};

/** Signing too early: the summary takes focus, its links lead to the fields. */
export const Errors: Story = {
  args: { draft: { reason: { codes: ['other'], text: 'See file' } } },
  play: async ({ canvasElement }) => {
    const { box, inside } = await open(canvasElement);
    submitOf(box).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(document.activeElement?.tagName).toBe('SECTION'));
    const links = inside.getAllByRole('link');
    await expect(links).toHaveLength(3);
    await userEvent.tab();
    await userEvent.tab();
    await expect(links[1]).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect(document.activeElement?.tagName).toBe('TEXTAREA');
    await expect(document.activeElement).toHaveAttribute('aria-invalid', 'true');
  },
};

/** The server refused: its issues stand beside the fields like the form's own. */
export const Refused: Story = {
  args: {
    ...FilledIn.args,
    problem: {
      issues: [
        { code: 'reason-unknown', path: 'reason.codes', detail: { code: 'group-factor' } },
        { code: 'evidence-unopened', path: 'evidenceOpened.letter' },
      ],
    },
  },
  play: async ({ canvasElement }) => void (await open(canvasElement)),
};

/** The decision is on its way: the button keeps focus and ignores activation. */
export const Signing: Story = {
  args: { ...FilledIn.args, isBusy: true },
  play: async ({ args, canvasElement }) => {
    const { box } = await open(canvasElement);
    submitOf(box).focus();
    await userEvent.keyboard('{Enter}');
    await expect(submitOf(box)).toHaveFocus();
    await expect(args.onSubmit).not.toHaveBeenCalled();
  },
};

export const NotSaved: Story = {
  args: {
    ...FilledIn.args,
    announcement: 'Not saved. Your draft is kept.',
    notice: (
      <Notice tone="stop" title="Not saved" actions={<Button>Try again</Button>}>
        The server could not be reached. Your draft is kept.
      </Notice>
    ),
  },
  play: async ({ canvasElement }) => void (await open(canvasElement)),
};

/** Typed as people of the language type it; the reading is said back. */
export const ANumber: Story = {
  args: { proposal: sampleProposals.refund },
  play: async ({ canvasElement }) => {
    const { inside } = await open(canvasElement);
    const [amount] = inside.getAllByRole('textbox');
    await userEvent.type(amount as HTMLElement, '24');
    await expect(amount).toHaveAccessibleDescription(/24/);
  },
};

export const ABoolean: Story = {
  args: { proposal: sampleProposals.post },
  play: async ({ canvasElement }) => void (await open(canvasElement)),
};

/** A text begins empty too; the AI's is one press away. */
export const AText: Story = {
  args: { proposal: sampleProposals.reply },
  play: async ({ canvasElement }) => {
    const { box } = await open(canvasElement);
    const area = box.querySelector('textarea') as HTMLTextAreaElement;
    await expect(area).toHaveValue('');
    box.querySelector<HTMLButtonElement>('.csn-value-editor-start')?.focus();
    await userEvent.keyboard('{Enter}');
    await expect(area).toHaveFocus();
    await expect(area).toHaveValue(String(sampleProposals.reply.value));
  },
};

/** A record stands field by field: what nobody changed says "Same". */
export const ARecord: Story = {
  args: { proposal: sampleProposals.invoice },
  play: async ({ canvasElement }) => {
    const { box } = await open(canvasElement);
    const change = () => box.querySelectorAll<HTMLButtonElement>('.csn-value-editor-toggle')[1];
    change()?.focus();
    await userEvent.keyboard('{Enter}');
    await expect(document.activeElement?.tagName).toBe('INPUT');
    await userEvent.keyboard('1740');
    await userEvent.tab();
    await userEvent.keyboard('{Enter}'); // Keep
    await expect(change()).toHaveFocus();
  },
};

const countries = ['Austria', 'Belgium', 'Denmark', 'Finland', 'France', 'Germany', 'Ireland', 'Italy', 'Norway'];

/** More than seven options are a list. */
export const ManyOptions: Story = {
  args: {
    proposal: {
      ...sampleProposals.loan,
      subject: { title: 'Country of origin' },
      value: 'Austria',
      confidence: undefined,
      schema: { type: 'choice', options: countries.map((name) => ({ value: name, label: name })) },
    },
  },
  play: async ({ canvasElement }) => {
    const { inside } = await open(canvasElement);
    const list = inside.getByRole('combobox');
    await userEvent.selectOptions(list, 'Italy');
    await expect(list).toHaveValue('Italy');
  },
};

/** A list of numbers: no editor here can change it, and the form says so. */
export const CannotEdit: Story = {
  args: { proposal: { ...sampleProposals.loan, schema: undefined, value: [12, 15, 17] } as Proposal },
  play: async ({ canvasElement }) => void (await open(canvasElement)),
};

/** Markup, direction overrides and a word without end stay text and inside the dialog. */
export const HostileText: Story = {
  args: {
    proposal: {
      ...sampleProposals.reply,
      subject: { title: '<img src=x onerror=alert(1)> \u202Eevil\u202C', reference: 'MSG-\u200B118' },
      value: `<script>alert(1)</script> pay \u202E0001\u202C to ${'x'.repeat(120)}`,
    },
  },
  play: async ({ canvasElement }) => {
    const { box } = await open(canvasElement);
    await expect(box.querySelector('img, script')).toBeNull();
    await expect(box.scrollWidth).toBe(box.clientWidth);
  },
};

/** A host that asks for a reason only. */
function Composition(args: OverrideDialog.RootProps) {
  const [draft, setDraft] = useState<Draft>({});
  const [isOpen, setOpen] = useState(false);
  return (
    <OverrideDialog.Root
      {...args}
      draft={draft}
      onDraftChange={(details) => setDraft(details.draft)}
      open={isOpen}
      onOpenChange={(details) => setOpen(details.open)}
    >
      <OverrideDialog.Trigger>Reject</OverrideDialog.Trigger>
      <OverrideDialog.Portal>
        <OverrideDialog.Overlay />
        <OverrideDialog.Content>
          <OverrideDialog.Header>
            <OverrideDialog.Title>Reject this application</OverrideDialog.Title>
            <OverrideDialog.Close />
          </OverrideDialog.Header>
          <OverrideDialog.Body>
            <OverrideDialog.ErrorSummary />
            <OverrideDialog.Reasons hint="The applicant is told this reason." />
          </OverrideDialog.Body>
          <OverrideDialog.Footer />
        </OverrideDialog.Content>
      </OverrideDialog.Portal>
    </OverrideDialog.Root>
  );
}

/** The parts, arranged by a host that asks for a reason only. */
export const Composed: Story = {
  render: (args) => <Composition {...args} />,
  args: { verdict: 'reject' },
  play: async ({ canvasElement }) => void (await open(canvasElement)),
};

/** B-9: one question before any verdict is signed, in one of three wordings, with nothing filled in. Answered by keyboard. */
export const AssumptionPrompt: Story = {
  args: {
    verdict: 'approve',
    policy: { ...samplePolicy, assumptionPrompt: true },
  },
  play: async ({ canvasElement }) => {
    const { box, inside } = await open(canvasElement);
    for (const box of inside.getAllByRole('textbox')) await expect(box).toHaveValue('');
    submitOf(box).focus();
    await userEvent.keyboard('{Enter}');
    await expect(
      inside.getByRole('link', { name: 'Answer the question that is asked before you sign.' }),
    ).toBeVisible();
  },
};

/** B-9: answers to pick from, where the host lists what such decisions rest on; words of one's own always do. */
export const AssumptionChoices: Story = {
  args: {
    policy: {
      ...samplePolicy,
      assumptionPrompt: true,
      assumptions: [
        { code: 'genuine', label: 'The documents are genuine and complete' },
        { code: 'income-stays', label: 'The income stays as it is' },
        { code: 'no-other-debt', label: 'There is no debt that the file does not show' },
      ],
    },
  },
  play: async ({ canvasElement }) => {
    const { inside } = await open(canvasElement);
    for (const radio of inside.getAllByRole('radio')) await expect(radio).not.toBeChecked();
  },
};

/** B-12: off unless a host turns it on. The signature waits, for every verdict alike, and says for how long; nothing ticks. */
export const Wait: Story = {
  args: { verdict: 'approve', dwell: { seconds: 10, isOver: false } },
  play: async ({ canvasElement }) => {
    const { box } = await open(canvasElement);
    await expect(submitOf(box)).toHaveAttribute('aria-disabled', 'true');
    await expect(submitOf(box)).toHaveAccessibleDescription(/10 seconds/);
  },
};

/** B-12: whoever has a reason not to wait says it, and it is recorded. By keyboard. */
export const WaitWaived: Story = {
  args: { verdict: 'approve', dwell: { seconds: 10, isOver: false } },
  play: async ({ args, canvasElement }) => {
    const { box, inside } = await open(canvasElement);
    inside.getByRole('button', { name: 'Sign without waiting' }).focus();
    await userEvent.keyboard('{Enter}');
    await userEvent.keyboard('Read the whole file on paper');
    await expect(submitOf(box)).not.toHaveAttribute('aria-disabled');
    await expect(args.onSubmit).not.toHaveBeenCalled();
  },
};
