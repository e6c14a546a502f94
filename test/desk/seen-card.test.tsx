import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { loanRecord, RecordWriter, reopenedRecord } from '../../src/backends/sample-records.js';
import { samplePolicy, sampleProposals } from '../../src/backends/sample-reviews.js';
import { SeenCard } from '../../src/desk/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import { type AuditEntry, ERASED } from '../../src/review/review.types.js';
import { describeEachReactMode } from '../react-modes.js';
import { amara, mateo, NOW, system } from './desk.fixtures.js';

const { entries } = loanRecord();
const card = (given: readonly AuditEntry[] = entries, seq = 4) => (
  <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => NOW}>
    <SeenCard.Root entries={given} seq={seq} />
  </LocaleProvider>
);
const article = () =>
  screen.getByRole('article', { name: /^What Amara Osei saw when they decided, 21 Nov 2026, 10:42/ });
const line = (name: string) => screen.getByText(name).parentElement?.textContent ?? '';

describeEachReactMode('the card of what somebody saw', (renderIn) => {
  it('says whose it is, that it is rebuilt, and from which entries', () => {
    renderIn(card());
    expect(within(article()).getByText('Reconstruction')).toBeTruthy();
    expect(within(article()).getByText(/^Rebuilt from entries 1, 2, 3 and 4 of the record\./)).toBeTruthy();
  });

  it('has nothing that decides, and no way out to a document', () => {
    renderIn(card());
    for (const name of [/approve/i, /override/i, /^sign/i]) expect(screen.queryByRole('button', { name })).toBeNull();
    expect(screen.queryAllByRole('link')).toEqual([]);
    for (const role of ['textbox', 'radio', 'checkbox', 'slider']) expect(screen.queryAllByRole(role)).toEqual([]);
  });

  it('marks what they had opened, and what not', () => {
    renderIn(card());
    const items = sampleProposals.loan.explanation?.evidence ?? [];
    const list = within(article()).getAllByRole('list', {
      description: /^What Amara Osei had opened/,
    })[0] as HTMLElement;
    for (const { id, title } of items) {
      const row = within(list).getByText(title).closest('li');
      expect(row?.hasAttribute('data-opened'), id).toBe(['statements', 'letter'].includes(id));
      expect(row?.textContent).toContain(['statements', 'letter'].includes(id) ? 'Opened' : 'Not opened');
    }
  });

  it('shows their own answer beside the AI’s, and how they decided', () => {
    renderIn(card());
    expect(screen.getByText('First answer of Amara Osei, before the AI was shown')).toBeTruthy();
    expect(line('Own answer first')).toContain('Yes');
    expect(line('Asked of them')).toContain('to answer before the AI');
    expect(line('Kept from them')).toContain('The AI’s answer, until they had given their own');
    expect(line('Case in view')).toContain('Not on record');
  });

  it('names the first decision as kept from a second signer, and shows nothing of it', () => {
    const record = new RecordWriter(initialReview(sampleProposals.loan, { ...samplePolicy, secondReview: true }))
      .send('2026-11-21T09:20:00Z', mateo, { type: 'claim' })
      .send('2026-11-21T09:21:00Z', mateo, {
        type: 'approve',
        reason: { codes: ['other'], text: 'Everything is in order here' },
      })
      .send('2026-11-21T09:22:00Z', amara, { type: 'claim' })
      .send('2026-11-21T09:42:00Z', amara, { type: 'approve', confidenceShown: 'Likely (55–80%)', activeMs: 61_000 });
    renderIn(card(record.entries, 5));
    expect(line('Kept from them')).toContain('(entry 3)');
    expect(line('Confidence on their screen')).toContain('Likely (55–80%)');
    expect(line('Case in view')).toContain('1 minute');
    expect(article().textContent).not.toContain('Mateo');
    expect(article().textContent).not.toContain('Everything is in order here');
  });

  it('says what was erased, by whom and why', () => {
    const record = reopenedRecord().send('2027-08-02T10:00:00Z', system, { type: 'erase', reason: 'Article 17' });
    const left = record.entries.map((entry) => {
      if (entry.command.type !== 'propose') return entry;
      const { explanation: _, ...proposal } = entry.command.proposal;
      return { ...entry, command: { ...entry.command, proposal: { ...proposal, subject: { title: ERASED } } } };
    });
    renderIn(card(left));
    expect(article().hasAttribute('data-erased')).toBe(true);
    expect(
      screen.getByText(/^What the case was about was erased on 2 Aug 2027.* by Host, because: “Article 17”$/),
    ).toBeTruthy();
    expect(screen.queryByText(sampleProposals.loan.subject.title)).toBeNull();
  });

  it('says that it cannot be rebuilt where the entry is no decision', () => {
    renderIn(card(entries, 2));
    expect(screen.getByRole('heading', { name: /cannot be rebuilt: entry 2/ })).toBeTruthy();
  });

  it('tells what is left where entries before are missing', () => {
    renderIn(card(entries.slice(2)));
    expect(screen.getByText('The revision they saw is in no entry that is here.')).toBeTruthy();
  });
});
