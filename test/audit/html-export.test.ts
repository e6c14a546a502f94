import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { EXPORT_STYLE, EXPORT_STYLE_HASH } from '../../src/audit/export-style.selectors.js';
import { type HtmlExportOptions, htmlExport } from '../../src/audit/html-export.document.js';
import { loanRecord, reopenedRecord, windingRecord } from '../../src/backends/sample-records.js';
import { ar } from '../../src/messages/ar.js';
import { de } from '../../src/messages/de.js';
import type { AuditEntry } from '../../src/review/review.types.js';
import { entryOf, manyEntries, textOf } from './export.fixtures.js';

const options: HtmlExportOptions = {
  of: 'LN-20417',
  madeAt: '2026-11-29T05:00:00Z',
  madeBy: 'Lena Vogt',
  organisation: 'Example Bank',
  timeZone: 'Europe/Berlin',
  locale: 'en-GB',
};
const htmlOf = (
  entries: Iterable<AuditEntry> | AsyncIterable<AuditEntry>,
  change: Partial<HtmlExportOptions> = {},
): Promise<string> => textOf(htmlExport(entries, { ...options, ...change }));
async function documentOf(entries: Iterable<AuditEntry>, change?: Partial<HtmlExportOptions>): Promise<Document> {
  return new DOMParser().parseFromString(await htmlOf(entries, change), 'text/html');
}
const said = (element: Element | null | undefined) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
/** Terms and what they are, in one cell. */
const termsOf = (element: Element | undefined) =>
  Object.fromEntries(
    [...(element?.querySelectorAll('dt') ?? [])].map((term) => [said(term), said(term.nextElementSibling)]),
  );
const cellsOf = (page: Document, row: number) => [...(page.querySelectorAll('tbody tr')[row]?.children ?? [])];

describe('a printed record', () => {
  it('says on its face what it is, whose, when, by whom and how much of it', async () => {
    const page = await documentOf(loanRecord().entries, { period: { from: '2026-11-01T00:00:00+01:00' } });
    expect(page.title).toBe('Record of decisions: LN-20417');
    expect(said(page.querySelector('h1'))).toBe('Record of decisions');
    expect(termsOf(page.querySelector('header') as Element)).toEqual({
      'Record of': 'LN-20417',
      Organisation: 'Example Bank',
      Made: '29 Nov 2026, 06:00:00 CET',
      'Made by': 'Lena Vogt',
      Period: 'From 1 Nov 2026, 00:00 CET on',
      Order: 'oldest first',
      Filter: 'None: every entry is here',
    });
    expect(said(page.querySelector('header'))).toContain('Not verified for this document.');
    expect(said(page.querySelector('footer'))).toBe('End of the document: 4 entries.');
  });

  it('says how many entries are withheld from whoever made it, and why, in each language', async () => {
    const hidden = { ...entryOf('x'), type: 'withheld', command: { type: 'withheld' }, by: { id: 'withheld' } };
    const [proposed] = loanRecord().entries;
    const { oldValue: _oldValue, ...blind } = {
      ...proposed,
      command: { ...proposed?.command, proposal: { id: 'LN-20417', value: null } },
    };
    const entries = [...loanRecord().entries.slice(1), blind, hidden] as AuditEntry[];
    const noticeIn = async (list: readonly AuditEntry[], change?: Partial<HtmlExportOptions>) =>
      said((await documentOf(list, change)).querySelector('footer .notice'));
    expect(await noticeIn(entries)).toBe(
      '2 entries of 5 are withheld from whoever made this document, in whole or in part. They may still be asked for an answer of their own, and nobody sees somebody else’s before.',
    );
    expect(await noticeIn([hidden as never])).toContain('1 entry of 1 is withheld');
    expect(await noticeIn(entries, { messages: de, locale: 'de' })).toContain('2 Einträge von 5 sind der Person');
    expect(await noticeIn(entries, { messages: ar, locale: 'ar' })).toContain('محجوبة');
    expect(await noticeIn(loanRecord().entries)).toBe('');
    const filter = { description: 'Nothing', matches: () => false };
    expect(await noticeIn(entries, { filter })).toBe('');
  });

  it('is a table with a caption and headings in both directions', async () => {
    const page = await documentOf(loanRecord().entries);
    expect(said(page.querySelector('caption'))).toBe('LN-20417, oldest first');
    expect([...page.querySelectorAll('thead th[scope="col"]')].map(said)).toEqual([
      'Case, no.',
      'When',
      'Who',
      'What happened and why',
      'What they had before them',
      'Signature',
      'Proof',
    ]);
    expect(page.querySelectorAll('tbody th[scope="row"]')).toHaveLength(4);
    for (const row of page.querySelectorAll('tbody tr')) expect(row.children).toHaveLength(7);
    expect(page.querySelector('tbody time')?.getAttribute('datetime')).toBe('2026-11-21T07:03:22Z');
  });

  it('tells a decision whole', async () => {
    const page = await documentOf(loanRecord().entries);
    const [seq, when, who, what, basis, signature] = cellsOf(page, 3);
    expect(said(seq)).toBe('LN-204174');
    expect(said(when)).toBe('21 Nov 2026, 10:42:07 CET');
    expect(said(who)).toContain('Amara Osei');
    expect(termsOf(who)).toMatchObject({ ID: 'amara', Role: 'Senior underwriter; reviewer' });
    expect(said(what)).toContain('overrode the AI suggestion');
    expect(termsOf(what)).toEqual({
      'New value': 'Deny changed to Approve with conditions',
      Reason: 'A group factor does not fit this person group-factor',
      'In their words': 'The area rate drives the score. This applicant has 9 years without a missed payment.',
      Checked: 'Read the bank statements statementsRecalculated the instalment recalculated',
      Then: 'Overridden',
    });
    expect(termsOf(basis)).toMatchObject({
      'Confidence, raw': '0.66',
      'Answered before the AI was shown': 'Yes',
      'Own first answer': 'Approve with conditions, Own probability 85%',
      'Evidence opened': 'Bank statements, 12 months statements, Employer letter letter',
      Safeguards: 'own answer first, reason, check named, signature',
      Model: 'credit-risk 4.2',
    });
    expect(termsOf(signature)).toMatchObject({
      'Signed by': 'Amara Osei',
      Signed: '21 Nov 2026, 10:42:07 CET',
      Meaning: 'override',
    });
  });

  it('tells what was proposed, what was taken back, and what was said on the way', async () => {
    const first = termsOf(cellsOf(await documentOf(loanRecord().entries), 0)[3]);
    expect(first).toMatchObject({ 'AI suggestion': 'Deny', 'Confidence, raw': '0.66' });
    expect(first.Subject).toContain('Net income: €3,240 a month');
    expect(first.Details).toContain('Postal area default rate 14.2% (0.31)');
    expect(said(cellsOf(await documentOf(reopenedRecord().entries), 4)[3])).toContain('Supersedes entry 4');
    const winding = said((await documentOf(windingRecord().entries)).querySelector('tbody'));
    for (const words of [
      'How many mugs arrived broken?',
      'One of ten.',
      'Ten times what was asked for.',
      'Warehouse',
    ]) {
      expect(winding).toContain(words);
    }
  });

  it.each([
    [false, 'Approved as one of 7 together, without opening this case'],
    [true, 'Approved as one of 7 together, after opening this case'],
  ])('says that a case was approved with others, opened: %s', async (opened, words) => {
    const entry = entryOf('x');
    const batch = { id: 'b-1', size: 7, opened };
    const page = await documentOf([entry, { ...entry, exposure: { ...entry.exposure, batch } } as AuditEntry]);
    expect([0, 1].map((row) => said(cellsOf(page, row)[3]).includes(words))).toEqual([false, true]);
  });

  it('flags seeded checks', async () => {
    const entry = entryOf('x');
    const seeded = { ...entry, exposure: { ...entry.exposure, seeded: true } } as AuditEntry;
    const page = await documentOf([entry, seeded]);
    const flag = 'Seeded check: nothing follows from this decision';
    expect([0, 1].map((row) => said(cellsOf(page, row)[3]).includes(flag))).toEqual([false, true]);
  });

  it('says of each signature whether it still fits', async () => {
    const entry = entryOf('x');
    const stateOf = async (signatureState?: HtmlExportOptions['signatureState']) =>
      said(cellsOf(await documentOf([entry], { signatureState }), 0)[5]);
    expect(await stateOf(() => 'matches')).toContain('The signature matches the record.');
    expect(await stateOf(() => 'changed')).toContain('The signature no longer matches the record.');
    expect(await stateOf()).toContain('The signature was not checked for this document.');
  });

  it('is unmistakable where the record does not verify', async () => {
    const checkpoint = {
      ...{ size: 4, root: 'ab'.repeat(32), blocks: 'cd'.repeat(32), at: '2026-11-29T04:00:00Z' },
      ...{ keyId: 'key-1', signature: 'x' },
    };
    const verification = { isIntact: true, at: '2026-11-29T05:00:00Z', checkpoint };
    const intact = await documentOf(loanRecord().entries, { verification });
    expect(said(intact.querySelector('.notice'))).toMatch(/was verified on 29 Nov 2026, .*: nothing was changed/);
    expect(said(intact.querySelector('.face'))).toContain(`key key-1root ${'ab'.repeat(32)}`);
    const faults = ['Entry 3 was changed.'];
    const broken = await documentOf(loanRecord().entries, { verification: { isIntact: false, faults } });
    expect(said(broken.querySelector('.notice.stop'))).toBe('The record does not verify. Do not rely on it.');
    expect([...broken.querySelectorAll('header li')].map(said)).toEqual(faults);
  });

  it('says on its face that it is filtered, in three places', async () => {
    const filter = { description: 'Amara Osei', matches: ({ by }: AuditEntry) => by.id === 'amara' };
    const page = await documentOf(loanRecord().entries, { filter });
    expect(page.querySelectorAll('tbody tr')).toHaveLength(3);
    for (const place of ['.face', '.notice', 'caption']) {
      expect(said(page.querySelector(place))).toContain('Filtered: Amara Osei');
    }
    // The schema stands in an entry that the filter left out.
    expect(said(page.querySelector('tbody'))).toContain('Approve with conditions');
  });

  it('reads values by what the host knows where the newest come first', async () => {
    const { review, entries } = loanRecord();
    const newest = [...entries].reverse();
    const value = async (change?: Partial<HtmlExportOptions>) =>
      termsOf(cellsOf(await documentOf(newest, { order: 'newest-first', ...change }), 0)[3])['New value'];
    expect(await value()).toBe('deny changed to approve-with-conditions');
    expect(await value({ factsOf: () => ({ schema: review.proposal.schema }) })).toBe(
      'Deny changed to Approve with conditions',
    );
  });

  it('shows an entry of a newer version, and one without anything, as they are', async () => {
    const page = await documentOf([
      { ...entryOf('x'), type: 'countersealed', to: 'sealed' } as never,
      { reviewId: 'LN-1', by: null, command: null } as never,
    ]);
    expect(said(cellsOf(page, 0)[3])).toContain('recorded “countersealed”');
    expect(said(cellsOf(page, 1)[2])).toContain('Unknown actor');
    expect(said(cellsOf(page, 1)[1])).toBe('Time not available');
  });

  it('speaks German and Arabic, in their direction', async () => {
    const german = await documentOf(loanRecord().entries, { locale: 'de', messages: de });
    expect(german.documentElement.lang).toBe('de');
    expect(said(german.querySelector('tbody'))).toContain('hat abweichend vom KI-Vorschlag entschieden');
    const arabic = await documentOf(loanRecord().entries, { locale: 'ar', messages: ar });
    expect(arabic.documentElement.dir).toBe('rtl');
    expect(said(arabic.querySelector('h1'))).toBe('سجل القرارات');
    const odd = await documentOf([], { locale: 'no locale"><script>', timeZone: 'Nowhere' });
    expect(odd.documentElement.lang).toBe('en');
  });

  it('allows one style and nothing else', async () => {
    const page = await documentOf(loanRecord().entries);
    const hash = `sha256-${createHash('sha256').update(EXPORT_STYLE).digest('base64')}`;
    expect(EXPORT_STYLE_HASH).toBe(hash);
    expect(page.querySelector('meta[http-equiv]')?.getAttribute('content')).toBe(
      `default-src 'none'; style-src '${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(page.querySelector('style')?.textContent).toBe(EXPORT_STYLE);
    expect(page.querySelectorAll('script, [style], link, img, iframe, object')).toHaveLength(0);
    const handlers = [...page.querySelectorAll('*')]
      .flatMap((each) => [...each.attributes])
      .filter(({ name }) => /^on/.test(name));
    expect(handlers).toEqual([]);
  });

  it('comes in pieces while the entries come', async () => {
    let read = 0;
    async function* source() {
      for (const entry of manyEntries(2_000)) {
        read++;
        yield entry;
      }
    }
    const pieces = htmlExport(source(), options);
    await pieces.next();
    expect(read).toBeLessThan(100);
    await pieces.return(undefined);
    expect(read).toBeLessThan(100);
  });
});
