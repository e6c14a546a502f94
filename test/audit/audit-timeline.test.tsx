import { act, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { type ComponentProps, type ReactNode, StrictMode, useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { auditMessagesAr } from '../../src/audit/audit.messages.ar.js';
import { auditMessagesDe } from '../../src/audit/audit.messages.de.js';
import { type AuditLog, AuditTimeline, createAuditLog, useAuditLog } from '../../src/audit/index.js';
import { createFaultyBackend } from '../../src/backends/faulty-backend.js';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { loanRecord, longRecord, reopenedRecord, windingRecord } from '../../src/backends/sample-records.js';
import { sampleReviewers } from '../../src/backends/sample-reviews.js';
import { LocaleProvider, type LocaleProviderProps } from '../../src/react/locale-context.js';
import type { AuditEntry } from '../../src/review/review.types.js';
import { describeEachReactMode } from '../react-modes.js';

type RootProps = ComponentProps<typeof AuditTimeline.Root>;

const { amara, mateo } = sampleReviewers;
const loan = loanRecord().entries;
const reopened = reopenedRecord().entries;
const long = longRecord(13);
/** Small pages keep the lists short that every query walks through. */
const PAGE = 5;
const now = () => Date.parse('2026-11-21T09:48:00Z');

function inLocale(children: ReactNode, props: LocaleProviderProps = {}) {
  return (
    <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={now} {...props}>
      {children}
    </LocaleProvider>
  );
}
const timeline = (props: Partial<RootProps> = {}) => inLocale(<AuditTimeline.Root entries={loan} {...props} />);
const items = () => within(screen.getByRole('list')).getAllByRole('listitem');
const textOf = (element: Element | undefined) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
const said = () => [...document.querySelectorAll('[data-csn-announcer] > *')].map((line) => line.textContent);
const hears = (text: string | RegExp) => waitFor(() => expect(said().join('\n')).toMatch(text));

function openStore(own?: string) {
  const id = long.review.id;
  const store = createMemoryStore({ reviews: [long.review], history: { [id]: long.entries } });
  const backend = createFaultyBackend({
    ...store.backendFor(amara),
    async history(_id, cursor) {
      const newestFirst = [...store.entries(id)].reverse();
      const older = newestFirst.filter(({ seq }) => cursor === undefined || seq < Number(cursor));
      const page = older.slice(0, PAGE);
      return {
        items: page,
        total: newestFirst.length,
        ...(older.length > PAGE && { next: String(page.at(-1)?.seq) }),
      };
    },
  });
  return { id, store, backend, log: createAuditLog({ backend, id, own }) };
}

function LogTimeline({ log, ...props }: Partial<RootProps> & { log: AuditLog }) {
  return inLocale(
    <>
      <AuditTimeline.Root {...useAuditLog(log)} pageSize={PAGE} {...props} />
      <input aria-label="Elsewhere" />
    </>,
  );
}

/** A host that keeps the entries itself and says when it loads. */
function OwnState() {
  const [state, setState] = useState<{ entries: readonly AuditEntry[]; isLoadingOlder?: boolean }>({
    entries: loan.slice(2),
  });
  const load = () => {
    setState({ ...state, isLoadingOlder: true });
    setTimeout(() => setState({ entries: loan }), 5);
  };
  return timeline({ ...state, hasOlder: state.entries.length < 4, total: 4, onOlderLoad: load });
}

/** Changes one field of an entry, as only a broken or newer server would. */
const bent = (entry: AuditEntry | undefined, change: object) => ({ ...entry, ...change }) as AuditEntry;

describeEachReactMode('the list', (renderIn) => {
  it('states its order in words and shows the newest entry first', () => {
    renderIn(timeline({ reference: 'LN-20417' }));
    expect(screen.getByRole('list', { name: 'Record of LN-20417, newest first' })).toBeTruthy();
    expect(screen.getByText('4 entries, newest first')).toBeTruthy();
    expect(items().map((item) => item.dataset.type)).toEqual(['overridden', 'judged', 'claimed', 'proposed']);
  });

  it('reads oldest first in the document, not by style', () => {
    renderIn(timeline({ order: 'oldest-first', entries: [...loan].reverse() }));
    expect(screen.getByRole('list', { name: 'Record, oldest first' })).toBeTruthy();
    expect(items().map((item) => item.dataset.type)).toEqual(['proposed', 'claimed', 'judged', 'overridden']);
  });

  it('shows an entry once that came twice', () => {
    renderIn(timeline({ entries: [...loan, ...loan] }));
    expect(items()).toHaveLength(4);
  });

  it('reads actor, action, old and new value, reason, time, in this order', () => {
    renderIn(timeline());
    expect(textOf(items()[0])).toBe(
      'Amara Osei Senior underwriter overrode the AI suggestion' +
        'AI Deny changed to A. Osei Approve with conditions' +
        'A group factor does not fit this person. “The area rate drives the score. ' +
        'This applicant has 9 years without a missed payment.” ' +
        'Checked: Read the bank statements, Recalculated the instalment. ' +
        'Signed by Amara Osei, meaning: override.' +
        'What stood behind this decision' +
        '21 Nov 2026, 10:42:07 CET 6 minutes ago',
    );
  });

  it('keeps icons from assistive technology and says the same in words', () => {
    renderIn(timeline());
    for (const picture of document.querySelectorAll('svg')) {
      expect(picture.closest('[aria-hidden="true"]')).toBeTruthy();
    }
    expect(screen.getByRole('heading', { name: 'credit-risk 4.2 AI made this suggestion' })).toBeTruthy();
  });

  it('puts entries one heading level below the title', () => {
    renderIn(timeline({ headingLevel: 2, title: 'History' }));
    expect(screen.getByRole('heading', { level: 2, name: 'History' })).toBeTruthy();
    expect(screen.getAllByRole('heading', { level: 3 })).toHaveLength(4);
  });

  it('marks who stands behind an entry', () => {
    renderIn(timeline({ entries: windingRecord().entries }));
    const origins = new Set(items().map((item) => item.dataset.origin));
    expect(origins).toEqual(new Set(['human', 'ai', 'system']));
  });

  it('has words for whom, what and why of every command', () => {
    renderIn(timeline({ entries: windingRecord().entries }));
    for (const text of [
      /Mateo Ruiz asked Warehouse for information.*“How many mugs arrived broken\?”/,
      /System answered the question.*“One of ten\.”/,
      /Mateo Ruiz escalated the case to Priya Nair.*“Ten times what was asked for\.”/,
      /System released the case because the claim ran out/,
      /Priya Nair halted all cases of this model.*“The model reads order totals\.”/,
      /Priya Nair resumed the case.*“Reads the line now\.”/,
      /support-agent 3\.2 AI revised the suggestion.*AI €240.*changed to.*AI €24/,
      /System withdrew the suggestion.*“The customer wrote again\.”/,
    ]) {
      expect(items().map(textOf).join('\n')).toMatch(text);
    }
  });

  it('lets the host arrange the parts and draw an entry', () => {
    renderIn(
      timeline({
        children: (
          <>
            <AuditTimeline.Title>Log</AuditTimeline.Title>
            <AuditTimeline.List>
              {(entry) => (
                <AuditTimeline.Entry entry={entry}>
                  <AuditTimeline.Time />
                </AuditTimeline.Entry>
              )}
            </AuditTimeline.List>
          </>
        ),
      }),
    );
    expect(screen.getByRole('heading', { name: 'Log' })).toBeTruthy();
    expect(textOf(items()[0])).toBe('21 Nov 2026, 10:42:07 CET 6 minutes ago');
  });

  it('says which part needs a root', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => renderIn(<AuditTimeline.List />)).toThrow(/AuditTimeline\.List.*AuditTimeline\.Root/);
    expect(() => renderIn(timeline({ children: <AuditTimeline.Time /> }))).toThrow(/AuditTimeline\.Entry/);
  });
});

describeEachReactMode('time', (renderIn) => {
  it('is visible text with its zone, and a machine-readable moment', () => {
    renderIn(timeline());
    const time = screen.getByText('21 Nov 2026, 10:42:07 CET').closest('time');
    expect(time?.getAttribute('datetime')).toBe('2026-11-21T09:42:07Z');
    expect(document.querySelector('[title]')).toBeNull();
  });

  it('says that it is not available instead of inventing one', () => {
    renderIn(timeline({ entries: [bent(loan[0], { at: 'yesterday' }), bent(loan[1], { at: undefined })] }));
    expect(screen.getAllByText('Time not available')).toHaveLength(2);
    expect(document.querySelector('time')).toBeNull();
  });
});

describeEachReactMode('corrections', (renderIn) => {
  it('strikes a superseded decision, says so, and keeps its values readable', () => {
    renderIn(timeline({ entries: reopened }));
    const decision = items().find((item) => item.dataset.superseded !== undefined) as HTMLElement;
    expect(decision.querySelector('s')?.textContent).toBe('overrode the AI suggestion');
    expect(textOf(decision)).toContain('Superseded by Priya Nair, 21 Nov 2026, 10:44:10 CET');
    expect(decision.querySelector('s')?.textContent).not.toContain('Approve with conditions');
  });

  it('leads from the decision to its reopening and back, without touching the address', async () => {
    const user = userEvent.setup();
    renderIn(timeline({ entries: reopened }));
    const [reopening, decision] = [
      items().find((item) => item.dataset.type === 'reopened'),
      items().find((item) => item.dataset.superseded !== undefined),
    ] as [HTMLElement, HTMLElement];
    await user.click(within(decision).getByRole('link', { name: 'Priya Nair, 21 Nov 2026, 10:44:10 CET' }));
    expect(document.activeElement).toBe(reopening);
    await user.click(within(reopening).getByRole('link', { name: 'Amara Osei, 21 Nov 2026, 10:42:07 CET' }));
    expect(document.activeElement).toBe(decision);
    expect(window.location.hash).toBe('');
  });

  it('says which entry is superseded while that one is not loaded', () => {
    renderIn(timeline({ entries: reopened.slice(4) }));
    expect(screen.getByText('Supersedes entry 4, not loaded yet')).toBeTruthy();
  });
});

describeEachReactMode('what a server should not send', (renderIn) => {
  it('shows an entry of an unknown type as it is', () => {
    renderIn(timeline({ entries: [bent(loan[1], { type: 'countersealed', command: { type: 'seal' } })] }));
    expect(textOf(items()[0])).toContain('Amara Osei recorded “countersealed”');
  });

  it('shows what is left of an entry without actor, command, type or number', () => {
    renderIn(timeline({ entries: [bent(undefined, { id: 'x' }), bent(loan[3], { command: null, by: null })] }));
    expect(items()).toHaveLength(2);
    expect(items().map(textOf).join('\n')).toMatch(/Unknown actor recorded “undefined”.*Time not available/);
  });

  it.each([
    ['en', undefined, 'An entry that is withheld until you have decided', 'Another person started the review'],
    ['de', auditMessagesDe, 'Ein Eintrag, der erst nach Ihrer Entscheidung zu lesen ist', 'Eine andere Person hat'],
    ['ar', auditMessagesAr, 'إدخال محجوب عنك إلى أن تقرر', 'شخص آخر:'],
  ])('has words for what is withheld until the reader has decided (%s)', (locale, audit, entry, actor) => {
    const by = { kind: 'system', id: 'withheld', name: 'Withheld until the second decision' };
    const entries = [
      bent(loan[1], { by }),
      bent(loan[2], { by, type: 'withheld', command: { type: 'withheld' }, newValue: undefined, oldValue: undefined }),
    ];
    renderIn(inLocale(<AuditTimeline.Root entries={entries} />, { locale, ...(audit && { messages: { audit } }) }));
    const [withheld, named] = screen.getAllByRole('heading', { level: 4 }).map(textOf);
    expect(withheld).toBe(entry);
    expect(named).toMatch(new RegExp(`^${actor}`));
    expect(textOf(document.body)).not.toMatch(/Withheld until|“withheld”|„withheld“|«withheld»/);
  });

  it('shows markup and hidden characters as text', () => {
    const by = { ...amara, name: '<b>Eve</b>\u202e' };
    renderIn(timeline({ entries: [bent(loan[3], { by, reason: { codes: ['<i>'], text: '\u200bnone' } })] }));
    expect(within(screen.getByRole('heading', { level: 4 })).getByText('<b>Eve</b>[U+202E]')).toBeTruthy();
    expect(textOf(items()[0])).toContain('<i>. “[U+200B]none”');
  });

  it('reads a value that does not fit the schema as it is', () => {
    renderIn(timeline({ entries: [loan[0] as AuditEntry, bent(loan[3], { newValue: { shrug: 1 } })] }));
    expect(textOf(items()[0])).toContain('{"shrug":1}');
  });

  it('reads codes and values by the props where no proposal is loaded', () => {
    const { command } = loan[0] as AuditEntry;
    if (command.type !== 'propose') throw new Error('the first entry proposes');
    const { rerender } = renderIn(timeline({ entries: loan.slice(3) }));
    expect(textOf(items()[0])).toContain('A. Osei approve-with-conditions');
    rerender(timeline({ entries: loan.slice(3), schema: command.proposal.schema, policy: command.policy }));
    expect(textOf(items()[0])).toContain('A. Osei Approve with conditions');
    expect(textOf(items()[0])).toContain('A group factor does not fit this person.');
  });
});

describeEachReactMode('a blind reviewer', (renderIn) => {
  it('finds no trace of an answer, nor of a verdict', () => {
    renderIn(timeline({ entries: reopened, isBlind: true }));
    const all = items().map(textOf).join('\n');
    expect(all).not.toMatch(/Deny|Approve|overrode|group factor|Own probability/);
    expect(all).toContain('Amara Osei Senior underwriter recorded a decision');
    expect(all).toContain('Shown after your own answer');
  });
});

describeEachReactMode('states', (renderIn) => {
  it('says that the record is on its way', () => {
    renderIn(timeline({ entries: [], isLoading: true }));
    expect(screen.getByText('Loading the record')).toBeTruthy();
    expect(screen.queryByRole('list')).toBeNull();
  });

  it('says that there is no entry yet', () => {
    renderIn(timeline({ entries: [] }));
    expect(screen.getByText('No entries yet')).toBeTruthy();
  });

  it('says what failed and offers another try', async () => {
    const onRetry = vi.fn();
    renderIn(timeline({ entries: [], problem: { during: 'loading', message: 'No network.' }, onRetry }));
    expect(screen.getByText('The record could not be loaded')).toBeTruthy();
    expect(screen.getByText('No network.')).toBeTruthy();
    expect(screen.queryByText('No entries yet')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledOnce();
    await hears('The record could not be loaded');
  });
});

/** A timeline on a log on a store, as a host wires it. */
function setUp(renderIn: (ui: ReactNode) => unknown, props: Partial<RootProps> = {}) {
  const opened = openStore(amara.id);
  const { id, store, log } = opened;
  renderIn(<LogTimeline log={log} {...props} />);
  return {
    ...opened,
    user: userEvent.setup(),
    settled: () => screen.findByRole('list'),
    write: async (by: typeof amara | typeof mateo) => {
      store.apply(id, { type: 'claim' }, by);
      store.apply(id, { type: 'release' }, by);
      await act(() => log.refresh());
    },
  };
}

describeEachReactMode('older entries', (renderIn) => {
  it('come by a real button; focus and a sentence follow', async () => {
    const { user, settled } = setUp(renderIn);
    await settled();
    expect(screen.getByText('5 of 13 entries, newest first')).toBeTruthy();
    const oldest = items().at(-1);
    screen.getByRole('button', { name: 'Load 5 older' }).focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(items()).toHaveLength(10));
    expect(document.activeElement).toBe(items()[5]);
    expect(items()[4]).toBe(oldest);
    await hears('5 older entries loaded, 10 of 13');
    await user.click(screen.getByRole('button', { name: 'Load 3 older' }));
    await waitFor(() => expect(items()).toHaveLength(13));
    expect(document.activeElement).toBe(items()[10]);
    expect(screen.queryByRole('button', { name: /older/ })).toBeNull();
    expect(screen.getByText('13 entries, newest first')).toBeTruthy();
  });

  it('come above the list where it reads oldest first', async () => {
    const { user, settled } = setUp(renderIn, { order: 'oldest-first' });
    const list = await settled();
    const button = screen.getByRole('button', { name: 'Load 5 older' });
    expect(button.compareDocumentPosition(list)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    await user.click(button);
    await waitFor(() => expect(items()).toHaveLength(10));
    expect(document.activeElement).toBe(items()[0]);
  });

  it('leave focus where the reader went meanwhile', async () => {
    const { user, settled, backend } = setUp(renderIn);
    await settled();
    backend.fail('history', 'late');
    await user.click(screen.getByRole('button', { name: 'Load 5 older' }));
    const button = screen.getByRole('button', { name: 'Load 5 older' });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    await user.click(screen.getByRole('textbox', { name: 'Elsewhere' }));
    await act(async () => backend.letThrough());
    await waitFor(() => expect(items()).toHaveLength(10));
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Elsewhere' }));
    await hears('5 older entries loaded');
  });

  it('can be tried again by the same button, which keeps focus', async () => {
    const { user, settled, backend } = setUp(renderIn);
    await settled();
    backend.fail('history', 'unreachable');
    const button = screen.getByRole('button', { name: 'Load 5 older' });
    await user.click(button);
    const notice = await screen.findByText('Older entries could not be loaded. What is shown stays.', {
      selector: 'p',
    });
    expect(items()).toHaveLength(5);
    expect(screen.getByRole('button', { name: 'Try again' })).toBe(button);
    expect(document.activeElement).toBe(button);
    await user.keyboard('{Enter}');
    await waitFor(() => expect(items()).toHaveLength(10));
    expect(document.activeElement).toBe(items()[5]);
    expect(notice.isConnected).toBe(false);
  });

  it('say so when the host’s own promise fails', async () => {
    renderIn(timeline({ hasOlder: true, onOlderLoad: () => Promise.reject(new Error('down')) }));
    await userEvent.click(screen.getByRole('button', { name: 'Load 50 older' }));
    expect(await screen.findByText(/Older entries could not be loaded/)).toBeTruthy();
  });

  it('work with a host that keeps its own state', async () => {
    renderIn(<OwnState />);
    await userEvent.click(screen.getByRole('button', { name: 'Load 2 older' }));
    await waitFor(() => expect(items()).toHaveLength(4));
    expect(document.activeElement).toBe(items()[2]);
  });

  it('can be vetoed by the host', async () => {
    const onOlderLoad = vi.fn();
    renderIn(
      timeline({
        hasOlder: true,
        onOlderLoad,
        children: <AuditTimeline.LoadOlder onClick={(event) => event.preventDefault()} />,
      }),
    );
    await userEvent.click(screen.getByRole('button'));
    expect(onOlderLoad).not.toHaveBeenCalled();
  });
});

describeEachReactMode('new entries', (renderIn) => {
  it('wait behind a button and are announced, and nothing moves', async () => {
    const { settled, write, user } = setUp(renderIn);
    await settled();
    const before = items();
    await write(mateo);
    expect(items()).toEqual(before);
    await hears('2 new entries');
    await user.click(screen.getByRole('button', { name: 'Show 2 new entries' }));
    expect(items()).toHaveLength(7);
    expect(document.activeElement).toBe(items()[0]);
    expect(screen.queryByRole('button', { name: /new entries/ })).toBeNull();
  });

  it('wait below the list where it reads oldest first', async () => {
    const { settled, write, user } = setUp(renderIn, { order: 'oldest-first' });
    const list = await settled();
    await write(mateo);
    const button = screen.getByRole('button', { name: 'Show 2 new entries' });
    expect(list.compareDocumentPosition(button)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    await user.click(button);
    expect(document.activeElement).toBe(items()[5]);
  });

  it('show at once when they are the reader’s own, and leave focus alone', async () => {
    const { settled, write, user } = setUp(renderIn);
    await settled();
    await user.click(screen.getByRole('textbox', { name: 'Elsewhere' }));
    await write(amara);
    expect(items()).toHaveLength(7);
    expect(screen.queryByRole('button', { name: /new entr/ })).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Elsewhere' }));
  });
});

describeEachReactMode('a record that failed to load', (renderIn) => {
  it('leads the reader to the first entry once it is there', async () => {
    const { backend, id } = openStore();
    backend.fail('history', 'unreachable');
    renderIn(<LogTimeline log={createAuditLog({ backend, id })} />);
    await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    await screen.findByRole('list');
    await waitFor(() => expect(document.activeElement).toBe(items()[0]));
  });
});

describe('languages', () => {
  it.each([
    [
      'de',
      auditMessagesDe,
      'Protokoll, neueste zuerst',
      /Amara Osei Senior underwriter hat abweichend vom KI-Vorschlag/,
    ],
    ['ar', auditMessagesAr, 'السجل، الأحدث أولًا', /Amara Osei Senior underwriter: تم تجاوز اقتراح الذكاء الاصطناعي/],
  ] as const)('reads in %s', (locale, audit, name, action) => {
    render(<StrictMode>{inLocale(<AuditTimeline.Root entries={loan} />, { locale, messages: { audit } })}</StrictMode>);
    expect(screen.getByRole('list', { name })).toBeTruthy();
    expect(textOf(items()[0])).toMatch(action);
  });
});
