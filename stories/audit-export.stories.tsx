import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { AuditExport, type FileRequest, type FileSink } from '../src/audit/index.js';
import { createMemoryStore } from '../src/backends/memory-backend.js';
import { loanRecord } from '../src/backends/sample-records.js';
import { sampleReviewers } from '../src/backends/sample-reviews.js';
import type { RecordService, ReviewBackend } from '../src/review/backend.types.js';
import type { AuditEntry } from '../src/review/review.types.js';

const { review, entries } = loanRecord();
const store = createMemoryStore({ reviews: [review], history: { [review.id]: entries } });
const own = store.backendFor(sampleReviewers.priya);
const clock = () => Date.parse('2026-11-29T05:00:00Z');

/** As many entries as asked for, each made when it is read. */
function* many(count: number, first = 1): Generator<AuditEntry> {
  const decided = entries.at(-1) as AuditEntry;
  for (let at = first; at < first + count; at++) {
    const reviewId = `LN-${1 + (at % 500)}`;
    const seq = Math.ceil(at / 500);
    yield { ...decided, id: `${reviewId}:${seq}`, reviewId, seq };
  }
}

/** A record of 100,000 entries, made page by page. */
function longRecord(count: number): RecordService {
  return {
    async log({ cursor, limit = 50 }) {
      const from = Number(cursor ?? 0);
      const items = [...many(Math.min(limit, count - from), from + 1)];
      const next = from + items.length;
      return { items, total: count, ...(next < count && { next: String(next) }) };
    },
    async *export() {
      const encoder = new TextEncoder();
      const header = { countersign: 'log', version: 1, exportedAt: '2026-11-29T05:00:00Z', entries: count };
      yield encoder.encode(`${JSON.stringify({ ...header, checkpoints: [], keys: [] })}\n`);
      for (let at = 1; at <= count; at++) yield encoder.encode(`{"at":"2026-11-21T09:42:07Z","position":${at}}\n`);
      yield encoder.encode(`{"end":{"disclosures":0,"entries":${count}}}\n`);
    },
    keys: async () => [],
  };
}

interface Written {
  name: string;
  pieces: number;
  bytes: number;
  /** The beginning and the end. */
  head: string;
  tail: string;
  outcome?: 'closed' | 'aborted';
}
const written: Written[] = [];
/** Stands in for the disk: keeps the beginning and the end, and how much there was. */
async function openFile({ name }: FileRequest): Promise<FileSink> {
  const file: Written = { name, pieces: 0, bytes: 0, head: '', tail: '' };
  written.push(file);
  return {
    write(piece) {
      const text = typeof piece === 'string' ? piece : new TextDecoder().decode(piece);
      file.pieces++;
      file.bytes += text.length;
      if (file.head.length < 20_000) file.head += text;
      file.tail = (file.tail + text).slice(-2_000);
    },
    async close() {
      file.outcome = 'closed';
      return { name, bytes: file.bytes, saveAgain: () => {} };
    },
    abort() {
      file.outcome = 'aborted';
    },
  };
}

const person = {
  organisation: { name: 'Example Bank', contact: 'help@bank.example' },
  contest: { text: 'Write to us within four weeks.', href: 'https://bank.example/contest' },
};
const backend: ReviewBackend = { ...own, record: longRecord(100_000) };
const loan = { id: review.id, reference: 'LN-20417', title: review.proposal.subject.title };

const meta = {
  title: 'Components/AuditExport',
  component: AuditExport.Root,
  args: { backend, review: loan, person, openFile, clock, madeBy: 'Lena Vogt', defaultOpen: true },
} satisfies Meta<typeof AuditExport.Root>;
export default meta;
type Story = StoryObj<typeof meta>;

const lastWritten = () => written.at(-1) as Written;

/** Closed at first: the button opens the panel, focus goes to its title and comes back with Escape. */
export const Closed: Story = {
  args: { defaultOpen: false },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const trigger = canvas.getByRole('button', { name: 'Export' });
    await expect(trigger).toHaveAttribute('aria-expanded', 'false');
    trigger.focus();
    await userEvent.keyboard('{Enter}');
    const title = await canvas.findByRole('heading', { name: 'Export the record' });
    await waitFor(() => expect(title).toHaveFocus());
    await expect(trigger).toHaveAttribute('aria-controls', canvas.getByRole('region').id);
    await userEvent.tab();
    await userEvent.keyboard('{Escape}');
    await expect(trigger).toHaveFocus();
    await expect(canvas.queryByRole('heading')).toBeNull();
    await userEvent.keyboard('{Enter}');
    await userEvent.click(await canvas.findByRole('button', { name: 'Close' }));
    await expect(trigger).toHaveFocus();
  },
};

export const Open: Story = {};

/** Beside other buttons: closed it is one of them, open it takes a row of its own. */
export const InARow: Story = {
  args: { defaultOpen: false },
  decorators: [
    (Panel) => (
      <div style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '0.75rem' }}>
        <button type="button">Check the record</button>
        <Panel />
      </div>
    ),
  ],
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const trigger = canvas.getByRole('button', { name: 'Export' });
    await expect(trigger.getBoundingClientRect().width).toBeGreaterThan(40);
    await userEvent.click(trigger);
    const panel = await canvas.findByRole('region');
    await canvas.findByRole('heading', { name: 'Export the record' });
    const row = canvasElement.firstElementChild as Element;
    await expect(panel.getBoundingClientRect().width).toBeGreaterThan(0.9 * row.getBoundingClientRect().width);
  },
};

/** 100,000 entries as a table: streamed and counted. */
export const HundredThousandEntries: Story = {
  args: { scopes: ['all'], kinds: ['csv'] },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByRole('heading', { name: 'Export the record' });
    const submit = canvasElement.querySelector<HTMLButtonElement>('button[type="submit"]') as HTMLButtonElement;
    submit.focus();
    await userEvent.keyboard('{Enter}');
    const bar = await canvas.findByRole('progressbar', { name: 'Exporting' });
    await waitFor(() => expect(bar).toHaveAttribute('aria-valuetext', expect.stringMatching(/ of 100,000 entries$/)));
    await expect(bar).toHaveAttribute('aria-valuemax', '100000');
    await expect(submit).toHaveFocus();
    await waitFor(() => expect(canvas.getByText(/is saved$/)).toBeVisible(), { timeout: 50_000 });
    const { name, tail, bytes, outcome, pieces } = lastWritten();
    await expect(name).toBe('record-all-2026-11-29.csv');
    await expect(outcome).toBe('closed');
    await expect(tail).toMatch(/LN-1,200,.*\r\n$/);
    await expect(bytes).toBeGreaterThan(40_000_000);
    await expect(pieces).toBeGreaterThan(2_000);
    await expect(submit).toHaveFocus();
  },
};

/** In the middle of it: nothing is saved, and focus goes back to where it began. */
export const Cancelled: Story = {
  args: { scopes: ['all'], kinds: ['html'] },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByRole('heading', { name: 'Export the record' });
    const submit = canvasElement.querySelector<HTMLButtonElement>('button[type="submit"]') as HTMLButtonElement;
    await userEvent.click(submit);
    const bar = await canvas.findByRole('progressbar');
    await waitFor(() => expect(Number(bar.getAttribute('aria-valuenow'))).toBeGreaterThan(500), { timeout: 20_000 });
    const cancel = canvas.getByRole('button', { name: 'Cancel' });
    cancel.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(canvas.getByText('Cancelled. Nothing was saved.')).toBeVisible());
    await waitFor(() => expect(submit).toHaveFocus());
    await expect(lastWritten().outcome).toBe('aborted');
    const { pieces } = lastWritten();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await expect(lastWritten().pieces).toBe(pieces);
  },
};

/** The log file as the server has it, counted on the way. */
export const LogFile: Story = {
  args: { backend: { ...own, record: longRecord(3_000) }, kinds: ['log'], scopes: ['all'] },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByRole('heading', { name: 'Export the record' });
    await userEvent.click(canvasElement.querySelector('button[type="submit"]') as HTMLElement);
    await waitFor(() => expect(canvas.getByText(/record-all-2026-11-29\.jsonl, .* is saved/)).toBeVisible());
    await expect(lastWritten().tail).toMatch(/"entries":3000\}\}\n$/);
  },
};

/** A filter that is set where the record is shown goes with it, and the file says so; the log file is never filtered. */
export const Filtered: Story = {
  args: {
    filter: { description: 'Amara Osei', matches: ({ by }) => by.id === 'amara' },
    scopes: ['review'],
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(await canvas.findByText(/^The log file is never filtered/)).toBeVisible();
    await userEvent.click(canvas.getByRole('radio', { name: /document/ }));
    await expect(canvas.getByText(/^Filtered: Amara Osei\./)).toBeVisible();
    await userEvent.click(canvasElement.querySelector('button[type="submit"]') as HTMLElement);
    await waitFor(() => expect(canvas.getByText(/is saved$/)).toBeVisible());
    await expect(lastWritten().name).toBe('record-LN-20417-2026-11-29-filtered.html');
    await expect(lastWritten().head).toContain('Filtered: Amara Osei');
    await expect(lastWritten().tail).toContain('End of the document: 3 entries.');
    await userEvent.click(canvas.getByRole('radio', { name: /affected person/ }));
    await expect(canvas.queryByText(/Filtered/)).toBeNull();
  },
};

/** In plain language, and without a name. */
export const ForThePerson: Story = {
  args: { kinds: ['person'] },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByRole('heading', { name: 'Export the record' });
    await userEvent.click(canvasElement.querySelector('button[type="submit"]') as HTMLElement);
    await waitFor(() => expect(canvas.getByText(/explanation-LN-20417-2026-11-29\.html/)).toBeVisible());
    await expect(lastWritten().head).toContain('How your case was decided');
    await expect(lastWritten().head).not.toContain('Osei');
  },
};

/** A case that was a check has nobody to explain it to. */
export const Refused: Story = {
  args: { kinds: ['person'], person: { ...person, isSeeded: true } },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByRole('heading', { name: 'Export the record' });
    await userEvent.click(canvasElement.querySelector('button[type="submit"]') as HTMLElement);
    await waitFor(() => expect(canvas.getByText(/^This case was a check/)).toBeVisible());
    await expect(lastWritten().outcome).toBe('aborted');
  },
};

/** Both days are asked for, in their order, and what is wrong is said at the field. */
export const Period: Story = {
  args: { kinds: ['csv'], scopes: ['period'], backend: { ...own, record: longRecord(50) } },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const from = await canvas.findByLabelText('From');
    const submit = canvasElement.querySelector<HTMLElement>('button[type="submit"]') as HTMLElement;
    await userEvent.click(submit);
    await expect(from).toHaveFocus();
    await expect(from).toHaveAccessibleDescription('Enter both days.');
    await userEvent.type(from, '2026-11-02');
    await userEvent.type(canvas.getByLabelText(/^To/), '2026-11-01');
    await expect(canvas.getByLabelText(/^To/)).toHaveAccessibleDescription('The last day lies before the first.');
    await userEvent.clear(canvas.getByLabelText(/^To/));
    await userEvent.type(canvas.getByLabelText(/^To/), '2026-11-30');
    await userEvent.click(submit);
    await waitFor(() => expect(canvas.getByText(/record-2026-11-02--2026-11-30-2026-11-29\.csv/)).toBeVisible());
  },
};

/** The second page cannot be loaded the first time: nothing is saved, and it can be tried again. */
function FailingOnce(props: AuditExport.RootProps) {
  const [failing] = useState(() => {
    const record = longRecord(500);
    let tries = 0;
    const log: RecordService['log'] = async (query) => {
      if (query.cursor === '200' && tries++ === 0) throw new Error('The network is unreachable.');
      return record.log(query);
    };
    return { ...own, record: { ...record, log } };
  });
  return <AuditExport.Root {...props} backend={failing} />;
}
export const Failed: Story = {
  args: { kinds: ['csv'], scopes: ['all'] },
  render: (args) => <FailingOnce {...args} />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByRole('heading', { name: 'Export the record' });
    await userEvent.click(canvasElement.querySelector('button[type="submit"]') as HTMLElement);
    await waitFor(() => expect(canvas.getByText('The network is unreachable.')).toBeVisible());
    await expect(lastWritten().outcome).toBe('aborted');
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }));
    await expect(canvasElement.querySelector('button[type="submit"]')).toHaveFocus();
    await waitFor(() => expect(canvas.getByText(/is saved$/)).toBeVisible());
    await expect(lastWritten().tail).toMatch(/\r\n$/);
  },
};

/** 360 pixels. */
export const Narrow: Story = {
  render: (args) => (
    <div style={{ maxInlineSize: 360 }}>
      <AuditExport.Root {...args} />
    </div>
  ),
};

/** Where there is no backend: entries that the host hands over. */
export const GivenEntries: Story = {
  args: { backend: undefined, person: undefined, entries: () => many(250), entriesTotal: 250, review: undefined },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(await canvas.findAllByRole('radio')).toHaveLength(2);
    await userEvent.click(canvasElement.querySelector('button[type="submit"]') as HTMLElement);
    await waitFor(() => expect(canvas.getByText(/is saved$/)).toBeVisible());
    await expect(lastWritten().head.startsWith('\ufeffreview,seq')).toBe(true);
  },
};
