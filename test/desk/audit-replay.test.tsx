import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createReplayLog } from '../../src/audit/index.js';
import { createFaultyBackend } from '../../src/backends/faulty-backend.js';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { longRecord, RecordWriter, reopenedRecord, windingRecord } from '../../src/backends/sample-records.js';
import { samplePolicy, sampleProposals } from '../../src/backends/sample-reviews.js';
import { AuditReplay, useReplayLog } from '../../src/desk/index.js';
import { ar } from '../../src/messages/ar.js';
import { de } from '../../src/messages/de.js';
import { LocaleProvider, type LocaleProviderProps } from '../../src/react/locale-context.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import type { AuditEntry } from '../../src/review/review.types.js';
import { describeEachReactMode } from '../react-modes.js';
import { amara, mateo, NOW } from './desk.fixtures.js';

type RootProps = ComponentProps<typeof AuditReplay.Root>;
const { entries: reopened } = reopenedRecord();
const { entries: winding } = windingRecord();

function inLocale(children: ReactNode, props: LocaleProviderProps = {}) {
  return (
    <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => NOW} {...props}>
      {children}
    </LocaleProvider>
  );
}
const replay = (props: Partial<RootProps> = {}) => inLocale(<AuditReplay.Root entries={reopened} {...props} />);
const slider = () => screen.getByRole<HTMLInputElement>('slider', { name: 'Position in the record' });
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const card = () => screen.getByRole('heading', { name: 'The case after this entry' }).parentElement as HTMLElement;
const said = () =>
  [...document.querySelectorAll('[data-csn-announcer] > *')].map((line) => line.textContent).join('\n');
const bent = (list: readonly AuditEntry[], seq: number, change: object) =>
  list.map((entry) => (entry.seq === seq ? ({ ...entry, ...change } as AuditEntry) : entry));

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describeEachReactMode('the slider', (renderIn) => {
  it('says in words where it stands: which entry of how many, who did what, and when', () => {
    renderIn(replay({ defaultSeq: 4 }));
    expect(slider().getAttribute('aria-valuetext')).toMatch(
      /^Entry 4 of 8: Amara Osei overrode the AI suggestion, 21 Nov 2026, 10:42/,
    );
    expect(slider()).toMatchObject({ min: '1', max: '8', value: '4' });
  });

  it('brings the case to any moment, with status, claim, answers and decision as they stood', () => {
    renderIn(replay());
    expect(within(card()).getByText('Pending')).toBeTruthy();
    fireEvent.change(slider(), { target: { value: '2' } });
    expect(within(card()).getByText('Answer first')).toBeTruthy();
    expect(card().textContent).toContain('assigned to Amara Osei');
    fireEvent.change(slider(), { target: { value: '4' } });
    expect(card().querySelector('[data-status="overridden"]')).toBeTruthy();
    expect(within(card()).getByText('Reviewer entered')).toBeTruthy();
    fireEvent.change(slider(), { target: { value: '5' } });
    expect(within(card()).queryByText('Reviewer entered')).toBeNull();
  });

  it('goes from decision to decision with the Page keys, and leaves other keys to the browser', async () => {
    const onSeqChange = vi.fn();
    renderIn(replay({ onSeqChange }));
    slider().focus();
    await userEvent.keyboard('{PageUp}');
    expect(onSeqChange).toHaveBeenLastCalledWith({ seq: 4, entry: reopened[3] });
    await userEvent.keyboard('{PageUp}');
    expect(slider().value).toBe('8');
    await userEvent.keyboard('{PageDown}');
    expect(slider().value).toBe('4');
    await userEvent.keyboard('{PageDown}');
    expect(slider().value).toBe('1');
    expect(fireEvent.keyDown(slider(), { key: 'ArrowRight' })).toBe(true);
  });

  it('stays where the host keeps it', () => {
    function Host() {
      const [seq, setSeq] = useState(3);
      return (
        <>
          {replay({ seq, onSeqChange: (to) => setSeq(to.seq) })}
          <output>{seq}</output>
        </>
      );
    }
    renderIn(<Host />);
    fireEvent.click(button('Next'));
    expect(screen.getByRole('status').textContent).toBe('4');
    expect(slider().value).toBe('4');
  });

  it('does not move where the host keeps it still, and takes an address that is not there', () => {
    const { unmount } = renderIn(replay({ seq: 2 }));
    fireEvent.click(button('Next'));
    expect(slider().value).toBe('2');
    unmount();
    renderIn(replay({ seq: 999 }));
    expect(slider().value).toBe('8');
  });
});

describeEachReactMode('the buttons', (renderIn) => {
  it('lead to the ends and to the neighbours, and keep focus where there is nowhere to go', async () => {
    renderIn(replay());
    expect(button('Previous').getAttribute('aria-disabled')).toBe('true');
    await userEvent.click(button('Last'));
    expect(slider().value).toBe('8');
    expect(document.activeElement).toBe(button('Last'));
    expect(button('Next').getAttribute('aria-disabled')).toBe('true');
    await userEvent.click(button('Previous'));
    await userEvent.click(button('Previous'));
    expect(slider().value).toBe('6');
    await userEvent.click(button('First'));
    expect(slider().value).toBe('1');
  });

  it('are said once they rest, not at every step; a slider says its own', async () => {
    renderIn(replay());
    fireEvent.click(button('Next'));
    fireEvent.click(button('Next'));
    fireEvent.click(button('Next'));
    await waitFor(() => expect(said()).toContain('Entry 4 of 8'), { timeout: 3000 });
    expect(said()).not.toContain('Entry 2 of 8');
    slider().focus();
    fireEvent.change(slider(), { target: { value: '6' } });
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(said()).not.toContain('Entry 6 of 8');
  });

  it('play only when asked, stop at the end, and stop when somebody steps by hand', () => {
    vi.useFakeTimers();
    renderIn(replay({ interval: 1000, defaultSeq: 5 }));
    act(() => vi.advanceTimersByTime(5000));
    expect(slider().value).toBe('5');
    fireEvent.click(button('Play'));
    act(() => vi.advanceTimersByTime(1000));
    expect(slider().value).toBe('6');
    fireEvent.click(button('Previous'));
    expect(button('Play')).toBeTruthy();
    act(() => vi.advanceTimersByTime(5000));
    expect(slider().value).toBe('5');
    fireEvent.click(button('Play'));
    for (let step = 0; step < 5; step++) act(() => vi.advanceTimersByTime(1000));
    expect(slider().value).toBe('8');
    expect(button('Play')).toBeTruthy();
    fireEvent.click(button('Play'));
    expect(slider().value).toBe('1');
    fireEvent.click(button('Pause'));
    act(() => vi.advanceTimersByTime(5000));
    expect(slider().value).toBe('1');
  });

  it('do not play where the device asks for less motion, and say so', () => {
    vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener() {}, removeEventListener() {} }));
    renderIn(replay());
    const play = button('Play');
    expect(play.getAttribute('aria-disabled')).toBe('true');
    expect(document.getElementById(play.getAttribute('aria-describedby') ?? '')?.textContent).toMatch(/less motion/);
  });
});

describeEachReactMode('the list of entries', (renderIn) => {
  it('is one stop for Tab, and arrows, Home, End and the Page keys move in it', async () => {
    renderIn(replay());
    const list = screen.getByRole('list', { name: 'All entries' });
    const choices = within(list).getAllByRole('button');
    expect(choices.map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1, -1, -1, -1, -1, -1]);
    await userEvent.click(choices[2] as HTMLElement);
    expect(choices[2]?.getAttribute('aria-current')).toBe('step');
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(choices[3]);
    await userEvent.keyboard('{PageDown}');
    expect(document.activeElement).toBe(choices[7]);
    await userEvent.keyboard('{PageUp}');
    expect(document.activeElement).toBe(choices[3]);
    await userEvent.keyboard('{Home}');
    expect(document.activeElement).toBe(choices[0]);
    await userEvent.keyboard('{End}');
    expect(slider().value).toBe('8');
  });

  it('shows the words of the entry beside the case', () => {
    renderIn(replay({ defaultSeq: 5 }));
    const words = screen.getByRole('list', { name: /^Entry 5 of 8/ });
    expect(words.textContent).toContain('The invoices arrived this morning.');
  });
});

describeEachReactMode('what was true then', (renderIn) => {
  it('holds questions, escalations and halts while they stood', () => {
    renderIn(replay({ entries: winding, defaultSeq: 3 }));
    expect(within(card()).getByText('Waiting for an answer from Warehouse')).toBeTruthy();
    fireEvent.change(slider(), { target: { value: '6' } });
    expect(within(card()).getByText('Escalated to Priya Nair')).toBeTruthy();
    fireEvent.change(slider(), { target: { value: '9' } });
    expect(within(card()).getByText('Reviewing halted by Priya Nair')).toBeTruthy();
    fireEvent.change(slider(), { target: { value: '10' } });
    expect(within(card()).queryByText('Reviewing halted by Priya Nair')).toBeNull();
  });

  it('tells an auditor what the person did not see just then', () => {
    const { entries } = new RecordWriter(initialReview(sampleProposals.loan, { ...samplePolicy, secondReview: true }))
      .send('2026-11-21T09:20:00Z', amara, { type: 'claim' })
      .send('2026-11-21T09:21:00Z', amara, { type: 'approve' })
      .send('2026-11-21T09:22:00Z', mateo, { type: 'claim' });
    const { unmount } = renderIn(replay({ entries, defaultSeq: 4 }));
    expect(within(card()).getByText(/^Mateo Ruiz was deciding second\. The first decision/)).toBeTruthy();
    expect(within(card()).getByText('Reviewer approved')).toBeTruthy();
    unmount();
    renderIn(replay({ defaultSeq: 2 }));
    expect(within(card()).getByText(/^Amara Osei was answering first/)).toBeTruthy();
  });

  it('opens what the decider saw, at a decision alone', async () => {
    renderIn(replay({ defaultSeq: 3 }));
    expect(screen.queryByRole('button', { name: /^Show what/ })).toBeNull();
    fireEvent.click(button('Next'));
    await userEvent.click(button('Show what Amara Osei saw'));
    expect(
      await screen.findByRole('article', { name: /^What Amara Osei saw when they decided/ }, { timeout: 5000 }),
    ).toBeTruthy();
    expect(button('Hide what Amara Osei saw').getAttribute('aria-expanded')).toBe('true');
  });
});

describeEachReactMode('a history that breaks', (renderIn) => {
  it('shows everything before, names the entry and leads back', async () => {
    renderIn(replay({ entries: bent(winding, 8, { to: 'approved' }), defaultSeq: 10 }));
    const shown = within(card());
    expect(shown.getByText('Entry 8 does not follow from the ones before')).toBeTruthy();
    expect(shown.getByText(/^Replays up to entry 7\./)).toBeTruthy();
    expect(shown.getByText(/says to "approved" where the chart says/)).toBeTruthy();
    await userEvent.click(button('Go to entry 7'));
    expect(slider().value).toBe('7');
    expect(within(card()).getByText('Reviewing')).toBeTruthy();
  });

  it('says that something is withheld from the reader instead of failing', () => {
    const kept = {
      type: 'withheld',
      command: { type: 'withheld' },
      by: { kind: 'system', id: 'withheld', name: 'Withheld' },
    };
    renderIn(replay({ entries: bent(reopened, 3, kept), defaultSeq: 3 }));
    expect(within(card()).getByText('Entry 3 is withheld from you')).toBeTruthy();
    expect(slider().getAttribute('aria-valuetext')).toMatch(
      /^Entry 3 of 8: What this entry holds is withheld from you/,
    );
    expect(
      within(card()).getByText('The entry itself says that the case stood at “Reviewing” afterwards.'),
    ).toBeTruthy();
    fireEvent.click(button('Previous'));
    expect(within(card()).getByText('Answer first')).toBeTruthy();
  });

  it('takes entries of no shape, and of a newer version', () => {
    const entries = [
      ...reopened,
      bent(reopened, 1, { id: 'x', seq: 9, by: null, command: null, type: 'sealed', at: 7, to: null })[0] as AuditEntry,
    ];
    renderIn(replay({ entries, defaultSeq: 9 }));
    expect(within(card()).getByText('Entry 9 is of a kind that this version does not know')).toBeTruthy();
  });
});

describeEachReactMode('a record on its way', (renderIn) => {
  function opened(pageSize = 10) {
    const long = longRecord(35);
    const store = createMemoryStore({ reviews: [long.review], history: { [long.review.id]: long.entries } });
    const backend = createFaultyBackend({
      ...store.backendFor(amara),
      async history(_id, cursor) {
        const older = [...store.entries(long.review.id)].reverse().filter(({ seq }) => !cursor || seq < Number(cursor));
        const items = older.slice(0, pageSize);
        return { items, total: 35, ...(older.length > pageSize && { next: String(items.at(-1)?.seq) }) };
      },
    });
    return { store, backend, id: long.review.id, log: createReplayLog({ backend, id: long.review.id }) };
  }
  const Page = ({ log }: { log: ReturnType<typeof opened>['log'] }) =>
    inLocale(<AuditReplay.Root {...useReplayLog(log)} />);

  it('begins once every page is there', async () => {
    const { log } = opened();
    renderIn(<Page log={log} />);
    expect(screen.getByText(/^Loading the record/)).toBeTruthy();
    expect(screen.queryByRole('slider')).toBeNull();
    await waitFor(() => expect(slider().max).toBe('35'));
    expect(slider().value).toBe('1');
  });

  it('says what failed, and goes on from there', async () => {
    const { backend, log } = opened();
    backend.fail('history', 'unreachable');
    renderIn(<Page log={log} />);
    expect(await screen.findByText(/could not be loaded whole/)).toBeTruthy();
    await userEvent.click(button('Try again'));
    await waitFor(() => expect(slider().max).toBe('35'));
  });

  it('stays at its entry while others come', async () => {
    const { store, log, id } = opened();
    renderIn(<Page log={log} />);
    await waitFor(() => expect(slider().max).toBe('35'));
    fireEvent.change(slider(), { target: { value: '20' } });
    store.apply(id, { type: 'hold', reason: 'Look again', scope: 'review' }, mateo);
    await act(() => log.refresh());
    expect(slider()).toMatchObject({ max: '36', value: '20' });
  });

  it('says where there is nothing', () => {
    renderIn(replay({ entries: [] }));
    expect(screen.getByText('There is no entry to replay')).toBeTruthy();
  });
});

describe.each([
  ['German', de, 'de', 'Stelle im Protokoll', /^Eintrag 4 von 8: Amara Osei/],
  ['Arabic', ar, 'ar', 'الموضع في السجل', /^الإدخال/],
] as const)('in %s', (_, messages, locale, name, value) => {
  it('has words of its own', () => {
    render(inLocale(<AuditReplay.Root entries={reopened} defaultSeq={4} />, { locale, messages }));
    expect(screen.getByRole('slider', { name }).getAttribute('aria-valuetext')).toMatch(value);
  });
});
