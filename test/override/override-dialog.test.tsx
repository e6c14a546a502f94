import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { Component, type ReactNode, Suspense } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { samplePolicy, sampleProposals, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { LazyOverrideDialog, OverrideDialog } from '../../src/override/index.js';
import { describeEachReactMode } from '../react-modes.js';
import { descriptionOf, draftNow, Host, type HostProps } from './host.js';

const complete = { value: 'approve', reason: { codes: ['newer-file'], checks: ['statements'] } } as const;

class Boundary extends Component<{ onError: (error: Error) => void; children: ReactNode }> {
  override state = { failed: false };
  static getDerivedStateFromError = () => ({ failed: true });
  override componentDidCatch(error: Error) {
    this.props.onError(error);
  }
  override render = () => (this.state.failed ? null : this.props.children);
}

describeEachReactMode('OverrideDialog', (renderIn) => {
  async function opened(props: HostProps = {}) {
    const user = userEvent.setup();
    const view = renderIn(<Host {...props} />);
    await user.click(screen.getByRole('button', { name: 'Open' }));
    const box = await screen.findByRole('dialog');
    await waitFor(() => expect(document.activeElement?.tagName).toBe('H2'));
    return { user, box, view, inside: within(box) };
  }
  const isClosed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

  describe('opening', () => {
    it('names the dialog by its title, puts focus there, and describes it by nothing that would be read out whole', async () => {
      const { box } = await opened();
      expect(document.activeElement?.textContent).toBe('Override the suggestion');
      expect(screen.getByRole('dialog', { name: 'Override the suggestion' })).toBe(box);
      expect(box.getAttribute('aria-describedby')).toBeNull();
    });

    it('shows the AI’s value beside an empty form: nothing is chosen, ticked or written', async () => {
      const { inside } = await opened();
      expect(inside.getByText('AI suggested').parentElement?.textContent).toContain('Deny');
      const options = (['radio', 'checkbox'] as const).flatMap((role) => inside.getAllByRole<HTMLInputElement>(role));
      expect(options).toHaveLength(3 + 4 + 3);
      for (const option of options) expect(option.checked).toBe(false);
      for (const text of inside.getAllByRole<HTMLTextAreaElement>('textbox')) expect(text.value).toBe('');
    });

    it('keeps Tab inside', async () => {
      const { user, box } = await opened();
      for (let presses = 0; presses < 14; presses++) {
        await user.tab();
        expect(box.contains(document.activeElement)).toBe(true);
      }
    });

    it('takes theme and density along from where it was opened', async () => {
      const user = userEvent.setup();
      renderIn(
        <div data-csn-theme="dark" data-csn-density="compact">
          <Host />
        </div>,
      );
      await user.click(screen.getByRole('button', { name: 'Open' }));
      const box = await screen.findByRole('dialog');
      expect(box.dataset.csnTheme).toBe('dark');
      expect(box.dataset.csnDensity).toBe('compact');
    });

    it('writes no style element, which a strict policy of the host would refuse', async () => {
      const before = document.querySelectorAll('style').length;
      await opened();
      expect(document.querySelectorAll('style').length).toBe(before);
    });

    it('dims the page only while it is open, with or without a portal', async () => {
      const overlays = () => document.querySelectorAll('.csn-override-dialog-overlay').length;
      const { user } = await opened();
      expect(overlays()).toBe(1);
      await user.keyboard('{Escape}');
      await isClosed();
      expect(overlays()).toBe(0);
      renderIn(
        <Host hasOpener={false}>
          <OverrideDialog.Trigger>In place</OverrideDialog.Trigger>
          <OverrideDialog.Overlay />
        </Host>,
      );
      expect(overlays()).toBe(0);
      await user.click(screen.getByRole('button', { name: 'In place' }));
      expect(overlays()).toBe(1);
    });

    it('arrives lazily, with its own chunk', async () => {
      renderIn(
        <Suspense>
          <LazyOverrideDialog
            open
            proposal={sampleProposals.loan}
            policy={samplePolicy}
            reviewer={sampleReviewers.amara}
            draft={{}}
            onDraftChange={() => {}}
            onSubmit={() => {}}
          />
        </Suspense>,
      );
      expect(await screen.findByRole('dialog', { name: 'Override the suggestion' })).toBeDefined();
    });
  });

  describe('closing', () => {
    it.each([
      ['escape', (user: ReturnType<typeof userEvent.setup>) => user.keyboard('{Escape}')],
      ['close', (user) => user.click(screen.getByRole('button', { name: 'Close and keep the draft' }))],
      ['outside', (user) => user.click(document.querySelector('.csn-override-dialog-overlay') as Element)],
    ] as [string, (user: ReturnType<typeof userEvent.setup>) => Promise<void>][])(
      'keeps the draft on %s, and says why it closed',
      async (reason, leave) => {
        const onOpenChange = vi.fn();
        const { user, inside } = await opened({ onOpenChange });
        await user.click(inside.getByRole('radio', { name: /^Approve with/ }));
        await leave(user);
        await isClosed();
        expect(onOpenChange).toHaveBeenLastCalledWith({ open: false, reason });
        expect(onOpenChange).toHaveBeenCalledTimes(1);
        expect(draftNow().value).toBe('approve-with-conditions');
        await user.click(screen.getByRole('button', { name: 'Open' }));
        expect((await screen.findByRole<HTMLInputElement>('radio', { name: /^Approve with/ })).checked).toBe(true);
      },
    );

    it('closes on a press outside where a host left the overlay out, once', async () => {
      const onOpenChange = vi.fn();
      const { user } = await opened({
        onOpenChange,
        children: (
          <OverrideDialog.Portal>
            <OverrideDialog.Content>
              <OverrideDialog.Title />
            </OverrideDialog.Content>
          </OverrideDialog.Portal>
        ),
      });
      await user.click(document.documentElement);
      await isClosed();
      expect(onOpenChange.mock.calls).toEqual([[{ open: false, reason: 'outside' }]]);
    });

    it('takes only a whole press on the overlay for leaving', async () => {
      const { user, box } = await opened();
      const overlay = document.querySelector('.csn-override-dialog-overlay') as HTMLElement;
      await user.pointer({ keys: '[MouseRight]', target: overlay });
      await user.keyboard('{Control>}');
      await user.click(overlay);
      await user.keyboard('{/Control}');
      expect(box.isConnected).toBe(true);
    });

    it('stays open when the tap that opened it ends on the overlay', async () => {
      const { box } = await opened();
      act(() => (document.querySelector('.csn-override-dialog-overlay') as HTMLElement).click());
      expect(box.isConnected).toBe(true);
    });

    it('closes although a host around it keeps its clicks to itself, and lets the host veto', async () => {
      const user = userEvent.setup();
      renderIn(
        // biome-ignore lint/a11y/noStaticElementInteractions: as hosts do around a row
        // biome-ignore lint/a11y/useKeyWithClickEvents: as hosts do around a row
        <div onClick={(event) => event.stopPropagation()} onMouseDown={(event) => event.stopPropagation()}>
          <Host>
            <OverrideDialog.Portal>
              <OverrideDialog.Overlay
                onClick={(event) => {
                  if (event.shiftKey) event.preventDefault();
                }}
              />
              <OverrideDialog.Content>
                <OverrideDialog.Title />
              </OverrideDialog.Content>
            </OverrideDialog.Portal>
          </Host>
        </div>,
      );
      await user.click(screen.getByRole('button', { name: 'Open' }));
      const overlay = () => document.querySelector('.csn-override-dialog-overlay') as HTMLElement;
      await screen.findByRole('dialog');
      await user.keyboard('{Shift>}');
      await user.click(overlay());
      await user.keyboard('{/Shift}');
      expect(screen.queryByRole('dialog')).not.toBeNull();
      await user.click(overlay());
      await isClosed();
    });

    it('puts the draft of the opening back on Cancel', async () => {
      const initial = { value: '', message: 'x', reason: { codes: [], text: '' } };
      const { user, inside } = await opened({ initial });
      await user.click(inside.getByRole('radio', { name: /^Approve with/ }));
      await user.type(inside.getByRole('textbox', { name: /What did you see/ }), 'something');
      await user.click(inside.getByRole('button', { name: 'Cancel' }));
      await isClosed();
      expect(draftNow()).toStrictEqual(initial);
    });

    it('cancels back to the draft of this opening, not of an earlier one', async () => {
      const { user, inside } = await opened();
      await user.click(inside.getByRole('radio', { name: /^Approve with/ }));
      await user.keyboard('{Escape}');
      await isClosed();
      await user.click(screen.getByRole('button', { name: 'Open' }));
      await user.click(await screen.findByRole('radio', { name: /^Deny/ }));
      await user.click(screen.getByRole('button', { name: 'Cancel' }));
      expect(draftNow().value).toBe('approve-with-conditions');
    });

    it('does not close while an input method takes Escape', async () => {
      const { box } = await opened();
      act(() => {
        document.activeElement?.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true, isComposing: true }),
        );
      });
      expect(box.isConnected).toBe(true);
    });
  });

  describe('focus on closing', () => {
    it('returns to the button that opened it', async () => {
      const { user } = await opened();
      await user.keyboard('{Escape}');
      await waitFor(() => expect(document.activeElement?.textContent).toBe('Open'));
    });

    const rows = () => [document.getElementById('next-row'), document.getElementById('queue')];

    it('goes on to the next row when the opener is gone', async () => {
      const { user, view } = await opened({ focusFallbacks: rows });
      view.rerender(<Host hasOpener={false} focusFallbacks={rows} />);
      await user.keyboard('{Escape}');
      await waitFor(() => expect(document.activeElement?.id).toBe('next-row'));
    });

    it('goes on to the heading of the queue when no row is left', async () => {
      const { user, view } = await opened({ focusFallbacks: rows });
      view.rerender(<Host hasOpener={false} focusFallbacks={rows} />);
      document.getElementById('next-row')?.setAttribute('disabled', '');
      await user.keyboard('{Escape}');
      await waitFor(() => expect(document.activeElement?.id).toBe('queue'));
    });

    it('leaves focus to the host that asks for it', async () => {
      const onCloseFocus = vi.fn(({ event }: { event: Event }) => {
        event.preventDefault();
        document.getElementById('queue')?.focus();
      });
      const { user } = await opened({ onCloseFocus });
      await user.keyboard('{Escape}');
      await waitFor(() => expect(document.activeElement?.id).toBe('queue'));
      expect(onCloseFocus).toHaveBeenCalledTimes(1);
    });
  });

  describe('signing', () => {
    it('gives the person’s value, the reason, the checks and the signature', async () => {
      const onSubmit = vi.fn();
      const { user, inside } = await opened({ onSubmit });
      await user.click(inside.getByRole('radio', { name: /^Approve with/ }));
      await user.click(inside.getByRole('radio', { name: 'A group factor does not fit this person' }));
      await user.type(inside.getByRole('textbox', { name: /What did you see/ }), 'Nine years without a gap');
      await user.click(inside.getByRole('checkbox', { name: 'Read the bank statements' }));
      await user.click(inside.getByRole('checkbox', { name: 'Recalculated the instalment' }));
      await user.click(inside.getByRole('checkbox', { name: 'Read the bank statements' }));
      await user.click(inside.getByRole('button', { name: 'Sign override' }));
      expect(onSubmit).toHaveBeenCalledExactlyOnceWith({
        verdict: { type: 'override', value: 'approve-with-conditions' },
        grounds: {
          reason: { codes: ['group-factor'], text: 'Nine years without a gap', checks: ['recalculated'] },
          signature: { printedName: 'Amara Osei', meaning: 'override' },
        },
      });
    });

    it('works by keyboard alone', async () => {
      // user-event looks for the radio buttons of a group with it; jsdom has none.
      vi.stubGlobal('CSS', { escape: (name: string) => name.replace(/[^\w-]/g, '\\$&') });
      const onSubmit = vi.fn();
      const { user } = await opened({ onSubmit });
      const tabTo = async (name: string) => {
        for (let presses = 0; presses < 20; presses++) {
          const { activeElement } = document;
          if ((activeElement?.closest('label') ?? activeElement)?.textContent?.startsWith(name)) return;
          await user.tab();
        }
        throw new Error(`Tab never comes to ${name}`);
      };
      await tabTo('Approve');
      await user.keyboard(' ');
      await tabTo('The file is newer');
      await user.keyboard(' {ArrowDown}');
      await tabTo('Read the bank statements');
      await user.keyboard(' ');
      await tabTo('Sign override');
      expect(document.activeElement?.textContent).toBe('Sign override');
      await user.keyboard('{Enter}');
      expect(onSubmit).toHaveBeenCalledTimes(1);
      expect(onSubmit.mock.calls[0]?.[0].verdict).toEqual({ type: 'override', value: 'approve' });
      expect(onSubmit.mock.calls[0]?.[0].grounds.reason).toEqual({ codes: ['group-factor'], checks: ['statements'] });
    });

    it.each([
      ['approve', 'Approve the suggestion', 'Sign approval', 'approval'],
      ['reject', 'Reject the suggestion', 'Sign rejection', 'review'],
      ['abstain', 'Decide without the AI', 'Sign abstention', 'abstention'],
    ] as const)('signs %s in the same form', async (verdict, title, submit, meaning) => {
      const onSubmit = vi.fn();
      const { user, inside } = await opened({ verdict, onSubmit, initial: complete });
      expect(inside.getByRole('heading', { name: title })).toBeDefined();
      expect(inside.getByText(new RegExp(`Meaning: ${meaning}`))).toBeDefined();
      await user.click(inside.getByRole('button', { name: submit }));
      expect(onSubmit.mock.calls[0]?.[0].verdict).toEqual({ type: verdict });
    });

    it('sends an answer to the agent', async () => {
      const onSubmit = vi.fn();
      const { user, inside } = await opened({ verdict: 'respond', onSubmit });
      await user.click(inside.getByRole('button', { name: 'Sign answer' }));
      const message = inside.getByRole('textbox', { name: 'You answer' });
      expect(descriptionOf(message)).toBe('Write your answer.');
      await user.type(message, 'Ask for the employer letter first.');
      await user.click(inside.getByRole('button', { name: 'Sign answer' }));
      expect(onSubmit.mock.calls[0]?.[0].verdict).toEqual({
        type: 'respond',
        message: 'Ask for the employer letter first.',
      });
    });

    it('asks for nothing when the policy asks for nothing, and a reason once given can be taken back', async () => {
      const onSubmit = vi.fn();
      const { user, inside } = await opened({ verdict: 'approve', onSubmit });
      await user.click(inside.getByRole('radio', { name: 'A group factor does not fit this person' }));
      await user.click(inside.getByRole('button', { name: 'Clear the reason' }));
      expect(document.activeElement).toBe(inside.getAllByRole('radio')[0]);
      await user.click(inside.getByRole('button', { name: 'Sign approval' }));
      expect(onSubmit).toHaveBeenCalledExactlyOnceWith({
        verdict: { type: 'approve' },
        grounds: { signature: { printedName: 'Amara Osei', meaning: 'approval' } },
      });
    });

    it('leaves out reasons that belong to another verdict', async () => {
      const onSubmit = vi.fn();
      const { user, inside } = await opened({
        verdict: 'abstain',
        onSubmit,
        initial: { verdict: 'override', reason: { codes: ['income-covers'] } },
      });
      await user.click(inside.getByRole('button', { name: 'Sign abstention' }));
      expect(onSubmit).not.toHaveBeenCalled();
      expect(inside.getByRole('link', { name: 'Choose a reason.' })).toBeDefined();
    });
  });

  describe('errors', () => {
    it('focuses a summary whose links lead to the fields', async () => {
      const { user, inside } = await opened();
      await user.click(inside.getByRole('button', { name: 'Sign override' }));
      const summary = inside.getByRole('region', { name: '3 things are missing or wrong' });
      await waitFor(() => expect(document.activeElement).toBe(summary));

      for (const [link, group] of [
        ['Choose a value.', 'You enter'],
        ['Choose a reason.', 'Reason'],
        ['Say how you checked.', 'How did you check?'],
      ] as const) {
        await user.click(inside.getByRole('link', { name: link }));
        const field = document.activeElement?.closest('[role=radiogroup], fieldset') as HTMLElement;
        expect(field).toBe(
          inside.getByRole(field.tagName === 'FIELDSET' && group.startsWith('How') ? 'group' : 'radiogroup', {
            name: group,
          }),
        );
        expect(descriptionOf(field)).toBe(link);
      }
      expect(inside.getByRole('radiogroup', { name: 'Reason' }).getAttribute('aria-invalid')).toBe('true');
      expect(inside.getAllByRole('checkbox')[0]?.getAttribute('aria-invalid')).toBe('true');
    });

    it('does not change the address, which belongs to the host', async () => {
      const { user, inside } = await opened();
      await user.click(inside.getByRole('button', { name: 'Sign override' }));
      await user.click(inside.getByRole('link', { name: 'Choose a reason.' }));
      expect(window.location.hash).toBe('');
    });

    it('takes an error away once it is mended, and takes focus again at the next try', async () => {
      const { user, inside } = await opened();
      await user.click(inside.getByRole('button', { name: 'Sign override' }));
      await user.click(inside.getByRole('radio', { name: 'A group factor does not fit this person' }));
      expect(inside.queryByRole('link', { name: 'Choose a reason.' })).toBeNull();
      await user.click(inside.getByRole('button', { name: 'Sign override' }));
      await waitFor(() => expect(document.activeElement?.tagName).toBe('SECTION'));
      expect(inside.getByText('2 things are missing or wrong')).toBeDefined();
    });

    it('asks for 15 characters after "Another reason" and counts what is there', async () => {
      const { user, inside } = await opened();
      await user.click(inside.getByRole('radio', { name: /^Another reason/ }));
      const note = inside.getByRole('textbox', { name: 'What did you see?' });
      await user.type(note, 'See file');
      await user.click(inside.getByRole('button', { name: 'Sign override' }));
      expect(descriptionOf(note)).toBe('Describe the other reason in 15 characters or more. You wrote 8.');
      expect(note.getAttribute('aria-invalid')).toBe('true');
    });

    it('does not take the AI’s own value as an override', async () => {
      const onSubmit = vi.fn();
      const { user, inside } = await opened({ onSubmit, initial: { ...complete, value: 'deny' } });
      await user.click(inside.getByRole('button', { name: 'Sign override' }));
      expect(onSubmit).not.toHaveBeenCalled();
      expect(inside.getByRole('link', { name: /This is what the AI suggested/ })).toBeDefined();
    });

    it('shows what the server refused, and focuses it when it arrives', async () => {
      const { inside, view } = await opened({ initial: complete });
      view.rerender(
        <Host
          problem={{
            issues: [
              { code: 'reason-unknown', path: 'reason.codes', detail: { code: 'newer-file' } },
              { code: 'evidence-unopened', path: 'evidenceOpened.letter' },
              { code: 'from-the-future' as never },
            ],
          }}
        />,
      );
      const summary = inside.getByRole('region', { name: '3 things are missing or wrong' });
      await waitFor(() => expect(document.activeElement).toBe(summary));
      expect(
        within(summary)
          .getAllByRole('listitem')
          .map((item) => item.textContent),
      ).toEqual(['Choose one of the reasons offered.', 'Open the required evidence first.', 'from-the-future']);
      // Only what has a field here is a link.
      expect(within(summary).getAllByRole('link')).toHaveLength(1);
      expect(descriptionOf(inside.getByRole('radiogroup', { name: 'Reason' }))).toBe(
        'Choose one of the reasons offered.',
      );
    });
  });

  describe('while the decision is on its way', () => {
    it('keeps focus on the button, ignores it, and says so inside the dialog', async () => {
      const onSubmit = vi.fn();
      const { user, inside, view, box } = await opened({ initial: complete, onSubmit });
      const submit = inside.getByRole('button', { name: 'Sign override' });
      await user.click(submit);
      view.rerender(<Host isBusy onSubmit={onSubmit} />);
      expect(document.activeElement).toBe(submit);
      expect(submit.getAttribute('aria-disabled')).toBe('true');
      await user.keyboard('{Enter}');
      await user.click(inside.getByRole('button', { name: 'Cancel' }));
      expect(onSubmit).toHaveBeenCalledTimes(1);
      expect(box.isConnected).toBe(true);
      await waitFor(() => expect(box.querySelector('[data-csn-announcer=""]')?.textContent).toBe('Signing'));
    });

    it('speaks what the host has to say where a modal lets it be heard', async () => {
      const { box, view } = await opened();
      view.rerender(<Host announcement="Not saved. Your draft is kept." />);
      await waitFor(() =>
        expect(box.querySelector('[data-csn-announcer=""]')?.textContent).toBe('Not saved. Your draft is kept.'),
      );
    });
  });

  describe('composing', () => {
    const root = (children: ReactNode) => (
      <OverrideDialog.Root
        open
        proposal={sampleProposals.loan}
        policy={samplePolicy}
        reviewer={sampleReviewers.amara}
        draft={{}}
        onDraftChange={() => {}}
        onSubmit={() => {}}
      >
        {children}
      </OverrideDialog.Root>
    );

    it('throws where there is no title', async () => {
      vi.spyOn(console, 'error').mockImplementation(() => {});
      const onError = vi.fn();
      renderIn(
        <Boundary onError={onError}>
          {root(
            <OverrideDialog.Portal>
              <OverrideDialog.Content>Nothing names this</OverrideDialog.Content>
            </OverrideDialog.Portal>,
          )}
        </Boundary>,
      );
      await waitFor(() => expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: 'dialog-without-title' }));
    });

    it('throws for a part outside its root', () => {
      vi.spyOn(console, 'error').mockImplementation(() => {});
      expect(() => renderIn(<OverrideDialog.Submit />)).toThrow(expect.objectContaining({ code: 'part-outside-root' }));
    });

    it('lets the host arrange parts, replace words and veto', async () => {
      const user = userEvent.setup();
      const onSubmit = vi.fn();
      renderIn(
        <Host hasOpener={false} onSubmit={onSubmit} initial={complete}>
          <OverrideDialog.Trigger>Decide otherwise</OverrideDialog.Trigger>
          <OverrideDialog.Portal>
            <OverrideDialog.Overlay />
            <OverrideDialog.Content className="mine">
              <OverrideDialog.Title>Enter another outcome</OverrideDialog.Title>
              <OverrideDialog.Body>
                <OverrideDialog.ErrorSummary />
                <OverrideDialog.Reasons hint="The applicant is told this reason." />
              </OverrideDialog.Body>
              <OverrideDialog.Footer>
                <OverrideDialog.Submit onClick={(event) => event.preventDefault()}>Sign</OverrideDialog.Submit>
              </OverrideDialog.Footer>
            </OverrideDialog.Content>
          </OverrideDialog.Portal>
        </Host>,
      );
      await user.click(screen.getByRole('button', { name: 'Decide otherwise' }));
      const box = await screen.findByRole('dialog', { name: 'Enter another outcome' });
      expect(box.className).toContain('mine');
      expect(descriptionOf(within(box).getByRole('radiogroup', { name: 'Reason' }))).toBe(
        'The applicant is told this reason.',
      );
      await user.click(within(box).getByRole('button', { name: 'Sign' }));
      expect(onSubmit).not.toHaveBeenCalled();
      await user.keyboard('{Escape}');
      await waitFor(() => expect(document.activeElement?.textContent).toBe('Decide otherwise'));
    });
  });
});
