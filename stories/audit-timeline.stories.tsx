import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { AuditTimeline, createAuditLog, useAuditLog } from '../src/audit/index.js';
import { createMemoryStore } from '../src/backends/memory-backend.js';
import {
  loanRecord,
  longRecord,
  type RecordWriter,
  reopenedRecord,
  windingRecord,
} from '../src/backends/sample-records.js';
import { samplePolicy, sampleProposals, sampleReviewers } from '../src/backends/sample-reviews.js';
import type { AuditEntry } from '../src/review/review.types.js';

const { amara, mateo } = sampleReviewers;
const loan = loanRecord().entries;

const meta = {
  title: 'Components/AuditTimeline',
  component: AuditTimeline.Root,
  args: { entries: loan, reference: 'LN-20417' },
} satisfies Meta<typeof AuditTimeline.Root>;
export default meta;
type Story = StoryObj<typeof meta>;

/** An answer before the AI's, then an override with its reason. */
export const Loan: Story = {};

export const OldestFirst: Story = { args: { order: 'oldest-first' } };

export const Compact: Story = {
  render: (args) => (
    <div data-csn-density="compact">
      <AuditTimeline.Root {...args} />
    </div>
  ),
};

/** 360 pixels: the time stands below the reason. */
export const Narrow: Story = {
  render: (args) => (
    <div style={{ maxInlineSize: 360 }}>
      <AuditTimeline.Root {...args} />
    </div>
  ),
};

/** Asked, answered, escalated, lapsed, halted, resumed, revised and withdrawn. */
export const EveryHand: Story = { args: { entries: windingRecord().entries, reference: 'RUN-7f3e' } };

/** A correction is a new entry: the decision stays readable, struck and linked both ways. */
export const Reopened: Story = {
  args: { entries: reopenedRecord().entries },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const link = canvas.getByRole('link', { name: /^Priya Nair/ });
    link.focus();
    await userEvent.keyboard('{Enter}');
    await expect(document.activeElement).toHaveAttribute('data-type', 'reopened');
    const back = within(document.activeElement as HTMLElement).getByRole('link', { name: /^Amara Osei/ });
    await userEvent.tab();
    await expect(back).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect(document.activeElement).toHaveAttribute('data-superseded');
  },
};

const overridden = loan.find(({ type }) => type === 'overridden') as AuditEntry;
const signedLoan = loan.map(
  (entry): AuditEntry =>
    entry === overridden
      ? {
          ...entry,
          signature: {
            printedName: amara.name,
            meaning: 'override',
            at: entry.at,
            method: 'password',
            components: 2,
            recordHash: '0'.repeat(64),
          },
        }
      : entry,
);
/** Who signed, when and with which meaning, and that it still covers what was signed. */
export const Signed: Story = { args: { entries: signedLoan, signatures: { [overridden.id]: 'matches' } } };
/** Somebody changed what was signed. */
export const SignatureNoLongerMatches: Story = {
  args: { entries: signedLoan, signatures: { [overridden.id]: 'changed' } },
};

/** A reviewer who has yet to answer sees who and when, and no answer. */
export const AnswersHidden: Story = { args: { entries: reopenedRecord().entries, isBlind: true } };

/** A log on a store, as a host wires it, with somebody else at work. */
function OnStore({ record, ...props }: { record: RecordWriter } & Partial<AuditTimeline.RootProps>) {
  const { id } = record.review;
  const [{ store, log }] = useState(() => {
    const opened = createMemoryStore({ reviews: [record.review], history: { [id]: record.entries } });
    return { store: opened, log: createAuditLog({ backend: opened.backendFor(amara), id, own: amara.id }) };
  });
  const work = () => {
    store.apply(id, { type: 'claim' }, mateo);
    store.apply(id, { type: 'escalate', to: 'Credit committee', note: 'Above my limit.' }, mateo);
    store.apply(id, { type: 'claim' }, sampleReviewers.jonas);
    store.apply(id, { type: 'release' }, sampleReviewers.jonas);
    void log.refresh();
  };
  return (
    <div style={{ display: 'grid', gap: 12 }}>
      <AuditTimeline.Root {...useAuditLog(log)} {...props} />
      <button type="button" onClick={work}>
        Let somebody else work on it
      </button>
    </div>
  );
}

/** 1,204 entries, fifty at a time: focus moves to the first that comes. */
export const Long: Story = {
  render: (args) => (
    <OnStore
      record={longRecord(1204)}
      reference={args.reference}
      note="Kept until 21 May 2031. Nothing can be deleted."
    />
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const items = () => canvasElement.querySelectorAll('[data-type]');
    const button = await canvas.findByRole('button', { name: /50/ });
    await waitFor(() => expect(items()).toHaveLength(50));
    button.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(items()).toHaveLength(100));
    await waitFor(() => expect(items()[50]).toHaveFocus());
  },
};

/** What others write waits: nothing moves under the reader. */
export const NewEntries: Story = {
  render: (args) => <OnStore record={longRecord(5)} reference={args.reference} />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const items = () => canvasElement.querySelectorAll('[data-type]');
    await canvas.findByRole('list');
    await expect(items()).toHaveLength(5);
    await userEvent.click(canvas.getByRole('button', { name: 'Let somebody else work on it' }));
    const show = await waitFor(() => {
      const found = canvasElement.querySelector<HTMLButtonElement>('[data-position="start"]');
      if (!found) throw new Error('nothing waits yet');
      return found;
    });
    await expect(items()).toHaveLength(5);
    show.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(items()).toHaveLength(9));
    await waitFor(() => expect(items()[0]).toHaveFocus());
  },
};

/** Three entries wait; the button is as the reader finds it. */
export const NewEntriesWaiting: Story = { args: { newCount: 3 } };

const bent = (entry: AuditEntry | undefined, change: object) => ({ ...entry, ...change }) as AuditEntry;

/** From a newer server: shown as it is, never dropped. */
export const UnknownType: Story = {
  args: {
    entries: [
      ...loan,
      bent(loan[3], {
        id: 'LN-20417:5',
        seq: 5,
        type: 'countersealed',
        command: { type: 'seal' },
        oldValue: undefined,
        newValue: undefined,
        reason: undefined,
        at: '2026-11-21T09:45:00Z',
      }),
    ],
  },
};

export const Loading: Story = { args: { entries: [], isLoading: true } };
export const Empty: Story = { args: { entries: [] } };

export const Failed: Story = {
  args: { entries: [], problem: { during: 'loading', message: 'The network is unreachable.' }, onRetry: () => {} },
};

/** What is shown stays, and the button that failed tries again. */
export const OlderFailed: Story = {
  args: { hasOlder: true, total: 1204, problem: { during: 'older' }, onOlderLoad: () => {} },
};

export const LoadingOlder: Story = { args: { hasOlder: true, total: 1204, isLoadingOlder: true } };

/** Markup, reversed text, no time, no actor, a value that does not fit, and no place to break a line. */
export const HostileText: Story = {
  args: {
    schema: sampleProposals.loan.schema,
    policy: samplePolicy,
    entries: [
      bent(loan[0], { at: 'yesterday', by: { kind: 'model', id: 'm', name: '<img src=x onerror=alert(1)>' } }),
      bent(loan[1], { by: null, command: null }),
      bent(loan[3], {
        by: { ...amara, name: 'Eve\u202egnorw' },
        newValue: { unexpected: ['shape', 1] },
        reason: { codes: ['<b>bold</b>', 'other'], text: `${'unbroken'.repeat(60)}\u200b` },
      }),
    ],
  },
};

/** The same parts in another arrangement: one line per entry. */
export const OwnArrangement: Story = {
  args: {
    children: (
      <>
        <AuditTimeline.Header />
        <AuditTimeline.List>
          {(entry) => (
            <AuditTimeline.Entry entry={entry}>
              <AuditTimeline.Rail />
              <AuditTimeline.Body>
                <AuditTimeline.Action />
                <AuditTimeline.Time />
              </AuditTimeline.Body>
            </AuditTimeline.Entry>
          )}
        </AuditTimeline.List>
      </>
    ),
  },
};
