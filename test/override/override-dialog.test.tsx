import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { samplePolicy, sampleProposals, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { OverrideDialog, type OverrideDialogProps } from '../../src/override/index.js';
import type { Draft } from '../../src/review/backend.types.js';
import { describeEachReactMode } from '../react-modes.js';

type HostProps = Partial<OverrideDialogProps> & { initial?: Draft; isOpenAtFirst?: boolean };

/** A host as an app would write one: it keeps the draft and whether the dialog is open. */
function Host({ initial = {}, isOpenAtFirst = false, ...props }: HostProps) {
  const [draft, setDraft] = useState<Draft>(initial);
  const [open, setOpen] = useState(isOpenAtFirst);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Open
      </button>
      <output data-testid="draft">{JSON.stringify(draft)}</output>
      <OverrideDialog.Root
        proposal={sampleProposals.loan}
        policy={samplePolicy}
        reviewer={sampleReviewers.amara}
        draft={draft}
        onSubmit={() => {}}
        {...props}
        open={open}
        onDraftChange={(details) => {
          setDraft(details.draft);
          props.onDraftChange?.(details);
        }}
        onOpenChange={(details) => {
          setOpen(details.open);
          props.onOpenChange?.(details);
        }}
      />
    </>
  );
}

const dialog = () => screen.findByRole('dialog');
const draftNow = () => JSON.parse(screen.getByTestId('draft').textContent ?? '') as Draft;

describeEachReactMode('OverrideDialog', (renderIn) => {
  async function opened(props: HostProps = {}) {
    const user = userEvent.setup();
    renderIn(<Host {...props} />);
    await user.click(screen.getByRole('button', { name: 'Open' }));
    return { user, box: await dialog() };
  }

  it('names the dialog by its title, puts focus there, and has no description to read out whole', async () => {
    const { box } = await opened();
    const title = within(box).getByRole('heading', { name: 'Override the suggestion' });
    await waitFor(() => expect(document.activeElement).toBe(title));
    expect(screen.getByRole('dialog', { name: 'Override the suggestion' })).toBe(box);
    expect(box.getAttribute('aria-describedby')).toBeNull();
  });

  it('shows the AI’s value beside an empty form: nothing is chosen, ticked or written', async () => {
    const { box } = await opened();
    expect(within(box).getByText('AI suggested').parentElement?.textContent).toContain('Deny');
    const options = (['radio', 'checkbox'] as const).flatMap((role) =>
      within(box).getAllByRole<HTMLInputElement>(role),
    );
    for (const control of options) {
      expect(control.checked).toBe(false);
    }
    for (const area of within(box).getAllByRole<HTMLTextAreaElement>('textbox')) expect(area.value).toBe('');
  });
});
