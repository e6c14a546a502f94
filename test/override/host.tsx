import { screen } from '@testing-library/react';
import { type ReactNode, useState } from 'react';
import { samplePolicy, sampleProposals, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { OverrideDialog, type OverrideDialogProps } from '../../src/override/index.js';
import type { Draft } from '../../src/review/backend.types.js';

export interface HostProps extends Partial<OverrideDialogProps> {
  initial?: Draft;
  children?: ReactNode;
  /** Whether the button that opens the dialog is there. */
  hasOpener?: boolean;
}

/** A host as an app would write one: it keeps the draft and whether the dialog is open. */
export function Host({ initial = {}, hasOpener = true, children, ...props }: HostProps) {
  const [draft, setDraft] = useState<Draft>(initial);
  const [open, setOpen] = useState(false);
  return (
    <>
      {hasOpener && (
        <button type="button" onClick={() => setOpen(true)}>
          Open
        </button>
      )}
      <button type="button" id="next-row">
        Next row
      </button>
      <h1 id="queue" tabIndex={-1}>
        Queue
      </h1>
      <output data-testid="draft">{JSON.stringify(draft)}</output>
      <OverrideDialog.Root
        proposal={sampleProposals.loan}
        policy={samplePolicy}
        reviewer={sampleReviewers.amara}
        onSubmit={() => {}}
        {...props}
        draft={draft}
        open={open}
        onDraftChange={(details) => {
          setDraft(details.draft);
          props.onDraftChange?.(details);
        }}
        onOpenChange={(details) => {
          setOpen(details.open);
          props.onOpenChange?.(details);
        }}
      >
        {children}
      </OverrideDialog.Root>
    </>
  );
}

/** The draft as the host has it. */
export function draftNow(): Draft {
  return JSON.parse(screen.getByTestId('draft').textContent ?? '') as Draft;
}

/** The texts that describe a control. */
export function descriptionOf(element: HTMLElement): string {
  const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent).join(' ');
}
