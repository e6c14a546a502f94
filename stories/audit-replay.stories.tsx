import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { longRecord, RecordWriter, reopenedRecord, windingRecord } from '../src/backends/sample-records.js';
import { samplePolicy, sampleProposals, sampleReviewers } from '../src/backends/sample-reviews.js';
import { AuditReplay, SeenCard } from '../src/desk/index.js';
import { initialReview } from '../src/review/lifecycle.selectors.js';
import type { AuditEntry } from '../src/review/review.types.js';

const { entries } = reopenedRecord();
const { amara, mateo } = sampleReviewers;
const bent = (list: readonly AuditEntry[], seq: number, change: object) =>
  list.map((entry) => (entry.seq === seq ? ({ ...entry, ...change } as AuditEntry) : entry));

const meta = {
  title: 'Components/AuditReplay',
  component: AuditReplay.Root,
  args: { entries, reference: 'LN-20417', defaultSeq: 4 },
} satisfies Meta<typeof AuditReplay.Root>;
export default meta;
type Story = StoryObj<typeof meta>;

/** At the decision: the case, the entry and all entries beside it. */
export const AtTheDecision: Story = {};

export const Narrow: Story = {
  render: (args) => (
    <div style={{ maxInlineSize: 320 }}>
      <AuditReplay.Root {...args} />
    </div>
  ),
};

/** The slider, then the list, without a mouse. */
export const ByKeyboard: Story = {
  args: { defaultSeq: 1 },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const slider = canvas.getByRole<HTMLInputElement>('slider');
    slider.focus();
    await userEvent.keyboard('{PageUp}');
    await expect(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/^Entry 4 of 8: Amara Osei overrode/));
    const list = within(canvas.getByRole('list', { name: 'All entries' }));
    const choices = list.getAllByRole('button');
    choices[3]?.focus();
    await userEvent.keyboard('{ArrowDown}');
    await expect(choices[4]).toHaveFocus();
    await userEvent.keyboard('{Home}');
    await expect(choices[0]).toHaveFocus();
    await expect(slider).toHaveValue('1');
  },
};

/** What the decider saw opens below, once somebody asks. */
export const WhatTheySaw: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Show what Amara Osei saw' }));
    await canvas.findByRole('article', { name: /^What Amara Osei saw/ }, { timeout: 5000 });
  },
};

/** The same card on its own. */
export const SeenAlone: Story = { render: () => <SeenCard.Root entries={entries} seq={4} /> };

/** A second signer: the first decision was not on their screen. */
export const SeenBySecond: Story = {
  render: () => {
    const record = new RecordWriter(initialReview(sampleProposals.loan, { ...samplePolicy, secondReview: true }))
      .send('2026-11-21T09:20:00Z', amara, { type: 'claim' })
      .send('2026-11-21T09:21:00Z', amara, { type: 'approve' })
      .send('2026-11-21T09:22:00Z', mateo, { type: 'claim' })
      .send('2026-11-21T09:23:00Z', mateo, {
        type: 'approve',
        evidenceOpened: ['statements'],
        confidenceShown: 'Likely (55–80%)',
        activeMs: 61_000,
      });
    return <SeenCard.Root entries={record.entries} seq={5} />;
  },
};

/** Everything before the break can still be looked at. */
export const Broken: Story = {
  args: { entries: bent(windingRecord().entries, 8, { to: 'approved' }), reference: 'RUN-7f3e', defaultSeq: 9 },
};

export const Withheld: Story = {
  args: {
    entries: bent(entries, 3, {
      type: 'withheld',
      command: { type: 'withheld' },
      by: { kind: 'system', id: 'withheld', name: 'Withheld until the second decision' },
    }),
    defaultSeq: 3,
  },
};

const isInView = (item: HTMLElement, list: HTMLElement) => {
  const [place, frame] = [item.getBoundingClientRect(), list.getBoundingClientRect()];
  return place.top >= frame.top - 1 && place.bottom <= frame.bottom + 1;
};
/** Whichever entry is meant, the list shows it, and nothing else scrolls. */
async function keepsInView({ canvasElement }: { canvasElement: HTMLElement }) {
  const list = within(canvasElement).getByRole('list', { name: 'All entries' });
  const slider = within(canvasElement).getByRole<HTMLInputElement>('slider');
  const shown = () => list.querySelector<HTMLElement>('[aria-current="step"]')?.closest('li') as HTMLElement;
  shown().querySelector('button')?.focus();
  for (const [keys, seq] of [
    ['{End}', slider.max],
    ['{ArrowUp}{ArrowUp}', String(Number(slider.max) - 2)],
    ['{Home}', '1'],
    ['{ArrowDown>9/}', '10'],
  ] as const) {
    await userEvent.keyboard(keys);
    await expect(slider).toHaveValue(seq);
    await waitFor(() => expect(isInView(shown(), list)).toBe(true));
  }
}

/** As many as a person scrolls through. */
export const Long: Story = { args: { entries: longRecord(150).entries, defaultSeq: 1 }, play: keepsInView };

/** What `Long` says of accessibility goes for more of the same; looking through all of them takes axe a minute. */
export const Thousand: Story = {
  args: { entries: longRecord(1000).entries, defaultSeq: 1 },
  parameters: { a11y: { test: 'off' } },
  play: keepsInView,
};
export const Loading: Story = { args: { entries: entries.slice(4), isLoading: true, total: 8 } };
export const Failed: Story = {
  args: { entries: [], problem: { during: 'loading', message: 'The network is unreachable.' }, onRetry: () => {} },
};
export const Empty: Story = { args: { entries: [] } };
