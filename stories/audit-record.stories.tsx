import type { Meta, StoryObj } from '@storybook/react-vite';
import { type CSSProperties, useState } from 'react';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { AuditLogView, AuditTimeline, type AuditVerification, createWholeLog } from '../src/audit/index.js';
import { loanRecord, longRecord, RecordWriter, reopenedRecord, windingRecord } from '../src/backends/sample-records.js';
import { samplePolicy, sampleProposals, sampleReviewers } from '../src/backends/sample-reviews.js';
import { initialReview } from '../src/core.js';
import type { LogQuery, Page } from '../src/review/backend.types.js';
import { type AuditEntry, ERASED } from '../src/review/review.types.js';

const { amara, priya } = sampleReviewers;
const loan = loanRecord().entries;
const reopened = reopenedRecord().entries;
const winding = windingRecord().entries;

const meta = {
  title: 'Components/AuditTimeline/Record',
  component: AuditTimeline.Root,
  args: { entries: loan, reference: 'LN-20417' },
  beforeEach: listen,
} satisfies Meta<typeof AuditTimeline.Root>;
export default meta;
type Story = StoryObj<typeof meta>;

const items = (inside: HTMLElement) => [...inside.querySelectorAll<HTMLElement>('[data-type]')];
/** What arrives on demand has to be compiled first where stories are tested. */
const soon = <T,>(check: () => T | Promise<T>) => waitFor(check, { timeout: 20_000 });
const LATE = [undefined, { timeout: 20_000 }] as const;

/** What was said to a screen reader. */
const told: { text: string; isUrgent: boolean }[] = [];
const hears = (text: RegExp) => soon(() => expect(told.map((each) => each.text).join('\n')).toMatch(text));

/** Hears everything from before the story is there. */
function listen() {
  told.length = 0;
  Object.defineProperty(document, 'ariaNotify', {
    configurable: true,
    value: (text: string, { priority }: { priority?: string } = {}) =>
      told.push({ text, isUrgent: priority === 'high' }),
  });
}

/** A record of several days, for those who have to find something in it. */
function spread(entries: readonly AuditEntry[], hours: number): AuditEntry[] {
  const start = Date.parse('2026-11-01T08:00:00Z');
  return entries.map((entry, index) => ({ ...entry, at: new Date(start + index * hours * 3_600_000).toISOString() }));
}

/** Search, filters by person and by type, all by keyboard; what is shown is counted, said and taken back by one button. */
export const Filters: Story = {
  args: { entries: winding, reference: 'RUN-7f3e', isFilterable: true, onFilterChange: fn() },
  play: async ({ canvasElement, args }) => {
    const canvas = within(canvasElement);
    const search = await canvas.findByRole('searchbox', { name: 'Search' }, LATE[1]);
    const total = items(canvasElement).length;
    search.focus();
    await userEvent.keyboard('broken mugs');
    await soon(() => expect(items(canvasElement)).toHaveLength(1));
    await hears(new RegExp(`1 of ${total} entries shown`));
    await expect(canvas.getByText('Filtered:')).toBeVisible();
    await expect(args.onFilterChange).toHaveBeenLastCalledWith(expect.objectContaining({ isFiltered: true }));

    await userEvent.tab();
    while (document.activeElement?.textContent !== 'Show all') await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await soon(() => expect(items(canvasElement)).toHaveLength(total));
    await expect(search).toHaveFocus();
    await expect(search).toHaveValue('');
    await expect(args.onFilterChange).toHaveBeenLastCalledWith(expect.objectContaining({ isFiltered: false }));

    await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Person' }), 'Priya Nair');
    await soon(() => expect(items(canvasElement)).toHaveLength(3));
    await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'What happened' }), 'Resumed');
    await soon(() => expect(items(canvasElement)).toHaveLength(1));
    await hears(new RegExp(`1 of ${total} entries shown`));
    await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'What happened' }), 'Everything');
  },
};

/** Nothing fits: said, and the way back is there. */
export const NothingFound: Story = {
  args: { entries: loan, isFilterable: true },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.type(await canvas.findByRole('searchbox', { name: 'Search' }, LATE[1]), 'aubergine');
    await soon(() => expect(canvas.getByText(/No entry fits the filter/)).toBeVisible());
    await hears(/No entry fits the filter/);
    await expect(canvas.getByRole('button', { name: 'Show all' })).toBeVisible();
  },
};

/** Each day below a heading; a jump leads to the first entry of a day, or to the nearest one, and says so. */
export const ByDay: Story = {
  args: { entries: spread(longRecord(60).entries, 5), groupBy: 'day', isFilterable: true },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await soon(() => expect(canvasElement.querySelector('[data-grouped="day"]')).not.toBeNull());
    await soon(() => expect(items(canvasElement)).toHaveLength(60));
    const headings = canvas.getAllByRole('heading', { level: 4 });
    await expect(headings[0]).toHaveTextContent(/November \d+, 2026/);
    await expect(canvas.getAllByRole('heading', { level: 5 })).toHaveLength(60);
    const day = await canvas.findByLabelText('Jump to a day', ...LATE);
    day.focus();
    await userEvent.type(day, '2026-11-05');
    await userEvent.keyboard('{Enter}');
    await soon(() => expect(document.activeElement?.querySelector('time')?.dateTime).toMatch(/^2026-11-0[45]/));
    await hears(/November 5, 2026, first entry shown/);
    await userEvent.clear(day);
    await userEvent.type(day, '2027-03-01');
    await userEvent.click(canvas.getByRole('button', { name: 'Jump' }));
    await soon(() => expect(document.activeElement).toBe(items(canvasElement)[0]));
    await hears(/No entry on .*March 1, 2027.* The nearest one is of .*November 13, 2026/);
  },
};

/** A thousand entries, all in the document: what is off screen is not laid out, and comes bit by bit within a second or two. */
export const Thousand: Story = {
  args: { entries: longRecord(1000).entries },
  // The same structure with fewer entries is below: a thousand take axe minutes.
  parameters: { a11y: { test: 'off' } },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await soon(() => expect(items(canvasElement)).toHaveLength(1000));
    await soon(() => expect(canvasElement.querySelector('[data-drawing]')).toBeNull());
    // One list, whose items are the entries and nothing else.
    const list = canvas.getByRole('list');
    await expect(list.querySelectorAll('[role="listitem"]')).toHaveLength(1000);
    await expect(list.querySelectorAll(':scope > :not([role="presentation"])')).toHaveLength(0);
  },
};

/** The fewest entries that are laid out in groups. */
export const InGroups: Story = {
  args: { entries: longRecord(201).entries, groupBy: undefined },
  play: async ({ canvasElement }) => {
    await soon(() => expect(items(canvasElement)).toHaveLength(201));
    await expect(canvasElement.querySelectorAll('[data-group]').length).toBeGreaterThan(1);
  },
};

/** A link leads to an entry that a filter hides: the filter goes, the entry has focus. */
export const LinkPastTheFilter: Story = {
  args: { entries: reopened, isFilterable: true },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const types = await canvas.findByRole('combobox', { name: 'What happened' }, LATE[1]);
    await userEvent.selectOptions(types, 'Reopened');
    await soon(() => expect(items(canvasElement)).toHaveLength(1));
    canvas.getByRole('link', { name: /^Amara Osei/ }).focus();
    await userEvent.keyboard('{Enter}');
    await soon(() => expect(document.activeElement).toHaveAttribute('data-superseded'));
    await expect(items(canvasElement)).toHaveLength(reopened.length);
    await expect(types).toHaveValue('');
  },
};

/** Two thousand entries of which only those on screen are in the document; each says its place among all. */
export const Windowed: Story = {
  args: {
    entries: longRecord(2000).entries,
    isWindowed: true,
    isFilterable: true,
    style: { '--csn-audit-timeline-window-size': '16rem' } as CSSProperties,
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await soon(() => expect(canvasElement.querySelector('[data-windowed]')).not.toBeNull());
    await expect(items(canvasElement).length).toBeLessThan(60);
    const [first] = items(canvasElement) as [HTMLElement];
    await expect(first).toHaveAttribute('aria-posinset', '1');
    await expect(first).toHaveAttribute('aria-setsize', '2000');

    // By keyboard: the window takes focus and scrolls.
    const scroller = canvas.getByRole('group', { name: /Record/ });
    scroller.focus();
    await expect(scroller).toHaveFocus();
    scroller.scrollTop = scroller.scrollHeight;
    await soon(() => expect(items(canvasElement).at(-1)).toHaveAttribute('aria-posinset', '2000'));

    // To the beginning, and away again: what has focus stays.
    const day = await canvas.findByLabelText('Jump to a day', ...LATE);
    await userEvent.type(day, '2030-01-01');
    await userEvent.keyboard('{Enter}');
    await soon(() => expect(document.activeElement).toHaveAttribute('aria-posinset', '1'));
    scroller.scrollTop = scroller.scrollHeight / 2;
    await soon(() => expect(items(canvasElement).some((item) => Number(item.ariaPosInSet) > 500)).toBe(true));
    await expect(document.activeElement).toHaveAttribute('aria-posinset', '1');

    // The number of all is that of the filter.
    await userEvent.type(canvas.getByRole('searchbox', { name: 'Search' }), 'mateo');
    await soon(() => expect(canvas.getByText('Filtered:')).toBeVisible());
    const size = Number(items(canvasElement)[0]?.ariaSetSize);
    await expect(size).toBeLessThan(2000);
  },
};

const chained = loan.map((entry, index) => ({ ...entry, position: 8204 + index }));
const whole: AuditVerification = {
  status: 'whole',
  checked: 4,
  total: 4,
  at: '2026-11-21T09:48:02Z',
  keyId: 'k-2026-11',
  faults: [],
  hashes: new Map(chained.map(({ id }, index) => [id, `${index}f2c${'0'.repeat(56)}a41e`])),
};

/** Each entry, and the whole. */
export const Verified: Story = {
  args: { entries: chained, verification: whole },
  play: async ({ canvasElement }) => {
    await soon(() => expect(canvasElement).toHaveTextContent(/All 4 entries verified at Nov 21, 2026/));
    await expect(items(canvasElement)[0]).toHaveTextContent(/Verified 3f2c…a41e/);
  },
};

export const Checking: Story = {
  args: { entries: chained, verification: { status: 'checking', checked: 3000, total: 100_000, faults: [] } },
};

/** Somebody changed an entry behind the server's back: unmistakable, in words, with the way to it. */
export const Broken: Story = {
  args: {
    entries: chained,
    verification: {
      ...whole,
      status: 'broken',
      signed: 8207,
      faults: [
        { kind: 'changed', position: 8205, id: chained[1]?.id },
        { kind: 'counts-wrong', line: 8212, text: 'The file breaks off at line 8,212.' },
        { kind: 'cut-off', position: 8208, to: 8210 },
      ],
    },
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByText('This record is not what was written', ...LATE);
    await expect(canvas.getByText(/Entry 8,205 \(.*\): changed after it was written\./)).toBeVisible();
    // A sentence that comes with a fault stands in place of the kit's own.
    await expect(canvas.getByText('The file breaks off at line 8,212.')).toBeVisible();
    await expect(canvas.getByText(/Entries 8,208 to 8,210: missing at the end/)).toBeVisible();
    const marks = items(canvasElement).map((item) => item.dataset.mark);
    await expect(marks).toEqual(['unsure', 'unsure', 'broken', 'verified']);
    await hears(/not what was written. Entry 8,205/);
    await expect(told.filter(({ isUrgent }) => isUrgent)).toHaveLength(1);
    canvas.getByRole('button', { name: 'Show the first bad entry' }).focus();
    await userEvent.keyboard('{Enter}');
    await expect(document.activeElement).toHaveAttribute('data-mark', 'broken');
    await expect(document.activeElement).toHaveTextContent(/Changed after it was written/);
  },
};

export const NotChecked: Story = {
  args: { entries: chained, verification: { status: 'unknown', checked: 0, total: 0, faults: [] } },
};

/** Looked at, kept under a legal hold, let go, and erased: words are gone, and who erased them and why is linked. */
function erasedRecord(): AuditEntry[] {
  const record = new RecordWriter(
    initialReview(sampleProposals.loan, { ...samplePolicy, blindFirst: true, signature: true, recordViews: true }),
  )
    .send('2026-11-21T09:27:15Z', amara, { type: 'claim' })
    .send('2026-11-21T09:28:00Z', amara, { type: 'view', of: 'evidence', id: 'statements' })
    .send('2026-11-21T09:31:40Z', amara, { type: 'judge', value: 'approve-with-conditions', confidence: 0.85 })
    .send('2026-11-21T09:33:00Z', amara, { type: 'view', of: 'explanation' })
    .send('2026-11-21T09:42:07Z', amara, {
      type: 'override',
      value: 'approve-with-conditions',
      reason: { codes: ['group-factor'], text: 'The area rate drives the score.', checks: ['statements'] },
      evidenceOpened: ['statements'],
      activeMs: 412_000,
      confidenceShown: 'Likely (55–80%)',
      signature: { printedName: 'Amara Osei', meaning: 'override' },
    })
    .send('2026-11-22T10:00:00Z', priya, { type: 'preserve', reason: 'Complaint 2026-118 is open.' })
    .send('2027-02-01T10:00:00Z', priya, { type: 'lift', reason: 'The complaint was settled.' })
    .send(
      '2027-06-01T04:00:00Z',
      { kind: 'system', id: 'retention', name: 'Retention' },
      {
        type: 'erase',
        reason: 'Asked for under Art. 17 GDPR',
      },
    );
  return record.entries.map((entry) => {
    if (entry.type === 'overridden') {
      const erased = ['/reason/text'];
      return {
        ...{ ...entry, reason: { ...entry.reason, text: ERASED }, erased },
        sentAt: '2026-11-21T09:38:00Z',
      } as AuditEntry;
    }
    if (entry.command.type !== 'propose') return entry;
    const proposal = { ...entry.command.proposal, subject: { title: ERASED } };
    return { ...entry, command: { ...entry.command, proposal }, erased: ['/command/proposal/subject'] };
  });
}

export const Erased: Story = {
  args: { entries: erasedRecord(), note: 'Kept until 21 May 2031. Nothing can be deleted.' },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(canvasElement).not.toHaveTextContent(ERASED);
    const links = canvas.getAllByRole('link', { name: /^Erased on Jun 1, 2027, .* by Retention$/ });
    await expect(links).toHaveLength(2);
    await expect(links[0]?.closest('p')).toHaveTextContent(/because “Asked for under Art. 17 GDPR”\./);
    links[0]?.focus();
    await userEvent.keyboard('{Enter}');
    await expect(document.activeElement).toHaveAttribute('data-type', 'erased');
    await expect(canvasElement).toHaveTextContent(/put the record under legal hold.*“Complaint 2026-118 is open.”/s);
    await expect(canvasElement).toHaveTextContent(/Device’s clock: Nov 21, 2026/);
  },
};

/** What stood behind a decision, as facts: the time is no score. */
export const Behind: Story = {
  args: { entries: erasedRecord() },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const summary = canvas.getByText('What stood behind this decision');
    await userEvent.click(summary);
    await soon(() => expect(canvas.getByText('Answered before the AI’s suggestion was shown')).toBeVisible());
    await expect(canvas.getByText('6 minutes 52 seconds')).toBeVisible();
    await expect(canvas.getByText('Likely (55–80%)')).toBeVisible();
  },
};

/** A text with what was taken out and put in, a number with the difference, a record by its fields. */
export const Changes: Story = {
  args: {
    isFilterable: true,
    entries: (() => {
      const [proposed, , , decided] = loan as [AuditEntry, AuditEntry, AuditEntry, AuditEntry];
      if (proposed.command.type !== 'propose') throw new Error('the first entry proposes');
      const { command } = proposed;
      const base = {
        ...decided,
        reason: undefined,
        exposure: undefined,
        command: { type: 'override' as const, value: 0 },
      };
      const as = (seq: number, schema: object, oldValue: unknown, newValue: unknown) =>
        [
          {
            ...proposed,
            seq: 2 * seq,
            id: `c:${2 * seq}`,
            command: { ...command, proposal: { ...command.proposal, schema } },
            oldValue: undefined,
          },
          { ...base, seq: 2 * seq + 1, id: `c:${2 * seq + 1}`, oldValue, newValue },
        ] as unknown as AuditEntry[];
      return [
        ...as(
          1,
          { type: 'text' },
          'We refund the whole order, because the parcel was lost on its way to you.',
          'We refund one mug, because it arrived broken on its way to you.',
        ),
        ...as(2, { type: 'number', unit: 'EUR' }, 240, 24),
        ...as(
          3,
          {
            type: 'record',
            fields: [
              { name: 'iban', label: 'IBAN', schema: { type: 'text' } },
              { name: 'total', label: 'Total', schema: { type: 'number', unit: 'EUR' } },
            ],
          },
          { iban: 'DE02 1203 0000 0000 2020 51', total: 1284.5 },
          { iban: 'DE02 1203 0000 0000 2020 51', total: 1248.5 },
        ),
      ];
    })(),
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await soon(() => expect(canvasElement.querySelector('del')).not.toBeNull());
    await expect(canvasElement.querySelector('del')).toHaveTextContent('[taken out: the whole order, ]');
    await expect(canvasElement.querySelector('ins')).toHaveTextContent('[put in: one mug, ]');
    await expect(canvasElement).toHaveTextContent(/Difference −€216/);
    await expect(canvasElement).toHaveTextContent(/Total:.*€1,284.50.*changed to.*€1,248.50.*Difference −€36/);
    await userEvent.selectOptions(await canvas.findByRole('combobox', { name: 'Field' }, LATE[1]), 'Total');
    await soon(() => expect(items(canvasElement)).toHaveLength(1));
  },
};

const everything = [...reopened, ...winding]
  .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
  .concat(
    [...longRecord(80).entries].reverse().map((entry) => ({ ...entry, reviewId: 'LN-1', id: `LN-1:${entry.seq}` })),
  );

/** As a server would answer. */
async function answer({ cursor, limit = 50, actor, types, text, from, to }: LogQuery): Promise<Page<AuditEntry>> {
  const fit = everything.filter(
    (entry) =>
      (!actor || entry.by.id === actor) &&
      (!types || types.includes(entry.type)) &&
      (!from || Date.parse(entry.at) >= Date.parse(from)) &&
      (!to || Date.parse(entry.at) < Date.parse(to)) &&
      (!text || JSON.stringify(entry).toLowerCase().includes(text.toLowerCase())),
  );
  const start = Number(cursor ?? 0);
  return {
    items: fit.slice(start, start + limit),
    total: fit.length,
    ...(start + limit < fit.length && { next: String(start + limit) }),
  };
}

function WholeLogDemo({ onReviewOpen }: Pick<AuditTimeline.RootProps, 'onReviewOpen'>) {
  const [log] = useState(() => createWholeLog({ record: { log: answer } }));
  return <AuditLogView log={log} onReviewOpen={onReviewOpen} note="Kept for seven years. Nothing can be deleted." />;
}

/** The log of all cases, for auditors: searched by the server, older entries by a button, each with its case. */
export const WholeLog: Story = {
  args: { onReviewOpen: fn() },
  render: ({ onReviewOpen }) => <WholeLogDemo onReviewOpen={onReviewOpen} />,
  play: async ({ canvasElement, args }) => {
    const canvas = within(canvasElement);
    await soon(() => expect(items(canvasElement)).toHaveLength(50));
    const [open] = canvas.getAllByRole('button', { name: 'Case LN-20417' });
    open?.focus();
    await userEvent.keyboard('{Enter}');
    await expect(args.onReviewOpen).toHaveBeenCalledWith({ id: 'LN-20417' });

    canvas.getByRole('button', { name: 'Load 50 older' }).focus();
    await userEvent.keyboard('{Enter}');
    await soon(() => expect(items(canvasElement)).toHaveLength(everything.length));
    await soon(() => expect(document.activeElement).toBe(items(canvasElement)[50]));

    await userEvent.type(canvas.getByRole('searchbox', { name: 'Search' }), 'mugs{Enter}');
    await soon(() => expect(items(canvasElement)).toHaveLength(3));
    await hears(/3 of 3 entries shown/);
    await userEvent.click(canvas.getByRole('button', { name: 'Show all' }));
    await soon(() => expect(items(canvasElement)).toHaveLength(50));
    await expect(canvas.getByRole('searchbox', { name: 'Search' })).toHaveFocus();
  },
};

function FailingLog() {
  const [log] = useState(() => {
    let count = 0;
    return createWholeLog({
      record: {
        log: async (query) =>
          count++ === 0 ? Promise.reject(new Error('The network is unreachable.')) : answer(query),
      },
    });
  });
  return <AuditLogView log={log} />;
}

/** Another try brings what could not be loaded. */
export const WholeLogFailed: Story = {
  render: () => <FailingLog />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Try again' }, LATE[1]));
    await soon(() => expect(items(canvasElement)).toHaveLength(50));
  },
};

/** 320 pixels, in the dark, right to left: nothing runs over. */
export const Narrow: Story = {
  args: {
    entries: erasedRecord(),
    isFilterable: true,
    groupBy: 'day',
    verification: { ...whole, checked: 9, hashes: undefined },
  },
  render: (args) => (
    <div style={{ display: 'grid', gap: 24 }}>
      <div style={{ inlineSize: 320 }} data-testid="narrow">
        <AuditTimeline.Root {...args} />
      </div>
      <div style={{ inlineSize: 320 }} data-csn-theme="dark" data-testid="narrow">
        <AuditTimeline.Root {...args} reference="in the dark" />
      </div>
      <div style={{ inlineSize: 320 }} dir="rtl" data-testid="narrow">
        <AuditTimeline.Root {...args} reference="right to left" />
      </div>
    </div>
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await soon(() => expect(canvas.getAllByRole('searchbox')).toHaveLength(3));
    for (const place of canvas.getAllByTestId('narrow')) {
      await expect(place.scrollWidth).toBeLessThanOrEqual(320);
    }
  },
};
