import { virtual } from '@guidepup/virtual-screen-reader';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  AuditExport,
  AuditLogView,
  AuditTimeline,
  type AuditVerification,
  createWholeLog,
} from '../../src/audit/index.js';
import { loanRecord, reopenedRecord } from '../../src/backends/sample-records.js';
import { AuditReplay, createReauthentication, ReviewCard, SeenCard } from '../../src/desk/index.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import type { AuditEntry } from '../../src/review/review.types.js';
import { loan, mateo, NOW, openSitting, Page, priya, system } from '../desk/desk.fixtures.js';
import { announced, Here, heard, prepareReader, readOn, start } from './reader.js';

/* What a screen reader says of the record, of its files, and where somebody signs. */

prepareReader();

const { entries } = loanRecord();
const reopened = reopenedRecord().entries;
const chained = entries.map((entry, index) => ({ ...entry, position: 8204 + index }));
const whole: AuditVerification = {
  status: 'whole',
  checked: 4,
  total: 4,
  at: '2026-11-21T09:48:02Z',
  keyId: 'k-2026-11',
  faults: [],
  hashes: new Map(chained.map(({ id }, index) => [id, `${index}f2c${'0'.repeat(56)}a41e`])),
};

describe('the record of a case', () => {
  it('is read with its filters, and what each entry was verified as', async () => {
    render(
      <Here>
        <AuditTimeline.Root
          entries={chained}
          reference="LN-20417"
          isFilterable
          verification={whole}
          signatures={{ [chained[3]?.id ?? '']: 'matches' }}
        />
      </Here>,
    );
    await screen.findByRole('searchbox', { name: 'Search' });
    await screen.findByText(/^All 4 entries/);
    await screen.findAllByText(/^Verified/);
    await screen.findByText(/^Signature matches/);
    await start();
    expect(await readOn()).toMatchInlineSnapshot(`
      [
        "heading, Record, level 3",
        "paragraph",
        "4 entries, newest first",
        "end of paragraph",
        "paragraph",
        "All 4 entries verified at 21 Nov 2026, 10:48:02 CET. Nothing was changed after it was written.",
        "Signed with key k-2026-11.",
        "end of paragraph",
        "search, Search and filter: Record of LN-20417",
        "Search",
        "searchbox, Search, placeholder Names and words",
        "Person",
        "combobox, Person, has popup listbox, not expanded",
        "option, Everybody, not selected, position 1, set size 3",
        "option, Amara Osei, amara, not selected, position 2, set size 3",
        "option, credit-risk 4.2, credit-risk, not selected, position 3, set size 3",
        "end of combobox, Person, has popup listbox, not expanded",
        "What happened",
        "combobox, What happened, has popup listbox, not expanded",
        "option, Everything, not selected, position 1, set size 5",
        "option, First answer recorded, judged, not selected, position 2, set size 5",
        "option, Overridden, overridden, not selected, position 3, set size 5",
        "option, Review started, claimed, not selected, position 4, set size 5",
        "option, Suggestion made, proposed, not selected, position 5, set size 5",
        "end of combobox, What happened, has popup listbox, not expanded",
        "form",
        "Jump to a day",
        "Jump to a day",
        "button, Jump",
        "end of form",
        "end of search, Search and filter: Record of LN-20417",
        "list, Record of LN-20417, newest first",
        "listitem, level 1, position 1, set size 4",
        "heading, Amara Osei Senior underwriter overrode the AI suggestion, level 4",
        "Amara Osei",
        "Senior underwriter",
        "overrode the AI suggestion",
        "end of heading, Amara Osei Senior underwriter overrode the AI suggestion, level 4",
        "paragraph",
        "AI",
        "Deny",
        "changed to",
        "A. Osei",
        "Approve with conditions",
        "end of paragraph",
        "paragraph",
        "A group factor does not fit this person.",
        "“",
        "The area rate drives the score. This applicant has 9 years without a missed payment.",
        "”",
        "Checked:",
        "Read the bank statements, Recalculated the instalment",
        ".",
        "Signed by",
        "Amara Osei",
        ", meaning: override.",
        "end of paragraph",
        "paragraph",
        "Signature matches what was signed",
        "end of paragraph",
        "group",
        "What stood behind this decision",
        "term",
        "Order",
        "end of term",
        "definition",
        "Answered before the AI’s suggestion was shown",
        "end of definition",
        "term",
        "Suggestion shown",
        "end of term",
        "definition",
        "21 Nov 2026, 10:31:40 CET",
        "end of definition",
        "term",
        "Own answer before that",
        "end of term",
        "definition",
        "Approve with conditions",
        "end of definition",
        "term",
        "Evidence opened",
        "end of term",
        "definition",
        "Bank statements, 12 months",
        ",",
        "Employer letter",
        "end of definition",
        "term",
        "Safeguards in force",
        "end of term",
        "definition",
        "Own answer first",
        ",",
        "Reason given",
        ",",
        "Way of checking given",
        ",",
        "Signature",
        "end of definition",
        "term",
        "Safeguards not in force",
        "end of term",
        "definition",
        "Required evidence opened",
        ",",
        "Second person",
        ",",
        "Asked what must be true",
        ",",
        "Wait before signing",
        ",",
        "Check cases among the others",
        ",",
        "Weekly round of check cases",
        ",",
        "Notice about agreeing with the AI",
        ",",
        "Suggestion to take a break",
        "end of definition",
        "end of group",
        "paragraph",
        "time",
        "21 Nov 2026, 10:42:07 CET",
        "end of time",
        "6 minutes ago",
        "Verified",
        "3f2c…a41e",
        "end of paragraph",
        "end of listitem, level 1, position 1, set size 4",
        "listitem, level 1, position 2, set size 4",
        "heading, Amara Osei Senior underwriter recorded a first answer, before the AI was shown, level 4",
        "Amara Osei",
        "Senior underwriter",
        "recorded a first answer, before the AI was shown",
        "end of heading, Amara Osei Senior underwriter recorded a first answer, before the AI was shown, level 4",
        "paragraph",
        "A. Osei",
        "Approve with conditions",
        "Own probability 85%",
        "end of paragraph",
        "paragraph",
        "time",
        "21 Nov 2026, 10:31:40 CET",
        "end of time",
        "16 minutes ago",
        "Verified",
        "2f2c…a41e",
        "end of paragraph",
        "end of listitem, level 1, position 2, set size 4",
        "listitem, level 1, position 3, set size 4",
        "heading, Amara Osei started the review, level 4",
        "Amara Osei",
        "started the review",
        "end of heading, Amara Osei started the review, level 4",
        "paragraph",
        "time",
        "21 Nov 2026, 10:27:15 CET",
        "end of time",
        "21 minutes ago",
        "Verified",
        "1f2c…a41e",
        "end of paragraph",
        "end of listitem, level 1, position 3, set size 4",
        "listitem, level 1, position 4, set size 4",
        "heading, credit-risk 4.2 AI made this suggestion, level 4",
        "credit-risk 4.2",
        "AI",
        "made this suggestion",
        "end of heading, credit-risk 4.2 AI made this suggestion, level 4",
        "paragraph",
        "AI",
        "Deny",
        "end of paragraph",
        "paragraph",
        "time",
        "21 Nov 2026, 08:03:22 CET",
        "end of time",
        "3 hours ago",
        "Verified",
        "0f2c…a41e",
        "end of paragraph",
        "end of listitem, level 1, position 4, set size 4",
        "end of list, Record of LN-20417, newest first",
        "end of document",
      ]
    `);
  });

  it('says how many entries a filter leaves', async () => {
    render(
      <Here>
        <AuditTimeline.Root entries={entries} isFilterable />
      </Here>,
    );
    const search = await screen.findByRole('searchbox', { name: 'Search' });
    await start();
    const found = await heard(async () => {
      fireEvent.change(search, { target: { value: 'area rate' } });
      await announced(/entries shown/);
    });
    expect(found).toMatchInlineSnapshot(`
      [
        "polite: 1 of 4 entries shown",
      ]
    `);
    const nothing = await heard(async () => {
      fireEvent.change(search, { target: { value: 'aubergine' } });
      await announced(/No entry/);
    });
    expect(nothing).toMatchInlineSnapshot(`
      [
        "polite: No entry fits the filter.",
      ]
    `);
    const back = await heard(async () => {
      await act(async () => screen.getByRole('button', { name: 'Show all' }).click());
      await announced(/4 of 4/);
    });
    expect(back).toMatchInlineSnapshot(`
      [
        "searchbox, Search, placeholder Names and words",
        "polite: 4 of 4 entries shown",
      ]
    `);
  });

  it('says at once that it is not what was written, and where', async () => {
    const broken: AuditVerification = {
      ...whole,
      status: 'broken',
      faults: [
        { kind: 'changed', position: 8206, id: chained[2]?.id },
        { kind: 'cut-off', position: 8208, to: 8210 },
      ],
    };
    const page = (verification: AuditVerification) => (
      <Here>
        <AuditTimeline.Root entries={chained} verification={verification} order="oldest-first" />
      </Here>
    );
    const { rerender } = render(page({ ...whole, status: 'checking', checked: 2 }));
    await screen.findByText(/^Checking/);
    await start();
    const alarm = await heard(async () => {
      rerender(page(broken));
      await announced(/not what was written/);
    });
    expect(alarm).toMatchInlineSnapshot(`
      [
        "assertive: This record is not what was written. Entry 8,206 (LN-20417:3): changed after it was written.",
      ]
    `);
    await screen.findByText(/^Changed after it was written/);
    expect(await readOn()).toMatchInlineSnapshot(`
      [
        "heading, Record, level 3",
        "paragraph",
        "4 entries, oldest first",
        "end of paragraph",
        "paragraph",
        "This record is not what was written",
        "end of paragraph",
        "list",
        "listitem, level 1, position 1, set size 2",
        "Entry 8,206 (LN-20417:3): changed after it was written.",
        "end of listitem, level 1, position 1, set size 2",
        "listitem, level 1, position 2, set size 2",
        "Entries 8,208 to 8,210: missing at the end, though a checkpoint counts them.",
        "end of listitem, level 1, position 2, set size 2",
        "end of list",
        "paragraph",
        "Rely on no entry that is not marked as verified. Tell whoever is responsible for the record.",
        "end of paragraph",
        "button, Show the first bad entry",
        "list, Record, oldest first",
        "listitem, level 1, position 1, set size 4",
        "heading, credit-risk 4.2 AI made this suggestion, level 4",
        "credit-risk 4.2",
        "AI",
        "made this suggestion",
        "end of heading, credit-risk 4.2 AI made this suggestion, level 4",
        "paragraph",
        "AI",
        "Deny",
        "end of paragraph",
        "paragraph",
        "time",
        "21 Nov 2026, 08:03:22 CET",
        "end of time",
        "3 hours ago",
        "Verified",
        "0f2c…a41e",
        "end of paragraph",
        "end of listitem, level 1, position 1, set size 4",
        "listitem, level 1, position 2, set size 4",
        "heading, Amara Osei started the review, level 4",
        "Amara Osei",
        "started the review",
        "end of heading, Amara Osei started the review, level 4",
        "paragraph",
        "time",
        "21 Nov 2026, 10:27:15 CET",
        "end of time",
        "21 minutes ago",
        "Verified",
        "1f2c…a41e",
        "end of paragraph",
        "end of listitem, level 1, position 2, set size 4",
        "listitem, level 1, position 3, set size 4",
        "heading, Amara Osei Senior underwriter recorded a first answer, before the AI was shown, level 4",
        "Amara Osei",
        "Senior underwriter",
        "recorded a first answer, before the AI was shown",
        "end of heading, Amara Osei Senior underwriter recorded a first answer, before the AI was shown, level 4",
        "paragraph",
        "A. Osei",
        "Approve with conditions",
        "Own probability 85%",
        "end of paragraph",
        "paragraph",
        "time",
        "21 Nov 2026, 10:31:40 CET",
        "end of time",
        "16 minutes ago",
        "Changed after it was written",
        "end of paragraph",
        "end of listitem, level 1, position 3, set size 4",
        "listitem, level 1, position 4, set size 4",
        "heading, Amara Osei Senior underwriter overrode the AI suggestion, level 4",
        "Amara Osei",
        "Senior underwriter",
        "overrode the AI suggestion",
        "end of heading, Amara Osei Senior underwriter overrode the AI suggestion, level 4",
        "paragraph",
        "AI",
        "Deny",
        "changed to",
        "A. Osei",
        "Approve with conditions",
        "end of paragraph",
        "paragraph",
        "A group factor does not fit this person.",
        "“",
        "The area rate drives the score. This applicant has 9 years without a missed payment.",
        "”",
        "Checked:",
        "Read the bank statements, Recalculated the instalment",
        ".",
        "Signed by",
        "Amara Osei",
        ", meaning: override.",
        "end of paragraph",
        "group",
        "What stood behind this decision",
        "term",
        "Order",
        "end of term",
        "definition",
        "Answered before the AI’s suggestion was shown",
        "end of definition",
        "term",
        "Suggestion shown",
        "end of term",
        "definition",
        "21 Nov 2026, 10:31:40 CET",
        "end of definition",
        "term",
        "Own answer before that",
        "end of term",
        "definition",
        "Approve with conditions",
        "end of definition",
        "term",
        "Evidence opened",
        "end of term",
        "definition",
        "Bank statements, 12 months",
        ",",
        "Employer letter",
        "end of definition",
        "term",
        "Safeguards in force",
        "end of term",
        "definition",
        "Own answer first",
        ",",
        "Reason given",
        ",",
        "Way of checking given",
        ",",
        "Signature",
        "end of definition",
        "term",
        "Safeguards not in force",
        "end of term",
        "definition",
        "Required evidence opened",
        ",",
        "Second person",
        ",",
        "Asked what must be true",
        ",",
        "Wait before signing",
        ",",
        "Check cases among the others",
        ",",
        "Weekly round of check cases",
        ",",
        "Notice about agreeing with the AI",
        ",",
        "Suggestion to take a break",
        "end of definition",
        "end of group",
        "paragraph",
        "time",
        "21 Nov 2026, 10:42:07 CET",
        "end of time",
        "6 minutes ago",
        "Cannot be verified",
        "end of paragraph",
        "end of listitem, level 1, position 4, set size 4",
        "end of list, Record, oldest first",
        "This record is not what was written. Entry 8,206 (LN-20417:3): changed after it was written.",
        "end of document",
      ]
    `);
    const there = await heard(async () => {
      await act(async () => screen.getByRole('button', { name: 'Show the first bad entry' }).click());
      await waitFor(() => expect(document.activeElement?.getAttribute('data-mark')).toBe('broken'));
      await new Promise((resolve) => setTimeout(resolve, 200));
    });
    expect(there).toMatchInlineSnapshot(`
      [
        "listitem, level 1, position 3, set size 4",
        "polite: Entry 8,206 (LN-20417:3): changed after it was written.",
      ]
    `);
  });
});

describe('the record of all cases', () => {
  it('is read with its search, day by day, and says what was found', async () => {
    const list = [...reopened].reverse().slice(0, 2).concat(entries.slice(0, 1));
    const log = createWholeLog({
      record: {
        log: async ({ text }) => {
          const items = text ? list.slice(0, 1) : list;
          return { items, total: text ? 1 : 3 };
        },
      },
    });
    render(
      <Here>
        <AuditLogView log={log} onReviewOpen={() => {}} note="Kept for seven years." />
      </Here>,
    );
    await waitFor(() => expect(document.querySelector('[data-grouped="day"]')).toBeTruthy());
    await start();
    expect(await readOn()).toMatchInlineSnapshot(`
      [
        "search, Search and filter: Record of all cases",
        "form",
        "Search",
        "searchbox, Search",
        "Id of a person",
        "textbox, Id of a person",
        "What happened",
        "combobox, What happened, has popup listbox, not expanded",
        "option, Everything, not selected, position 1, set size 30",
        "option, Suggestion made, proposed, not selected, position 2, set size 30",
        "option, Review started, claimed, not selected, position 3, set size 30",
        "option, First answer recorded, judged, not selected, position 4, set size 30",
        "option, Approved, approved, not selected, position 5, set size 30",
        "option, Overridden, overridden, not selected, position 6, set size 30",
        "option, Rejected, rejected, not selected, position 7, set size 30",
        "option, Answered to the AI, responded, not selected, position 8, set size 30",
        "option, AI not used, abstained, not selected, position 9, set size 30",
        "option, Released, released, not selected, position 10, set size 30",
        "option, Given back with a reason, skipped, not selected, position 11, set size 30",
        "option, Assigned, assigned, not selected, position 12, set size 30",
        "option, Assignment ended, unassigned, not selected, position 13, set size 30",
        "option, Escalated, escalated, not selected, position 14, set size 30",
        "option, Information asked for, asked, not selected, position 15, set size 30",
        "option, Question answered, answered, not selected, position 16, set size 30",
        "option, Claim ran out, lapsed, not selected, position 17, set size 30",
        "option, Decision taken back, undone, not selected, position 18, set size 30",
        "option, Reopened, reopened, not selected, position 19, set size 30",
        "option, Suggestion revised, revised, not selected, position 20, set size 30",
        "option, Suggestion withdrawn, withdrawn, not selected, position 21, set size 30",
        "option, Time ran out, expired, not selected, position 22, set size 30",
        "option, Routed, routed, not selected, position 23, set size 30",
        "option, Took effect unstopped, proceeded, not selected, position 24, set size 30",
        "option, Halted, held, not selected, position 25, set size 30",
        "option, Resumed, resumed, not selected, position 26, set size 30",
        "option, Looked at, viewed, not selected, position 27, set size 30",
        "option, Put under legal hold, preserved, not selected, position 28, set size 30",
        "option, Legal hold lifted, lifted, not selected, position 29, set size 30",
        "option, Erased by law, erased, not selected, position 30, set size 30",
        "end of combobox, What happened, has popup listbox, not expanded",
        "From",
        "From",
        "Up to",
        "Up to",
        "button, Search",
        "end of form",
        "end of search, Search and filter: Record of all cases",
        "heading, Record of all cases, level 3",
        "paragraph",
        "3 entries, newest first",
        "end of paragraph",
        "list, Record of all cases, newest first",
        "heading, Saturday, 21 November 2026, level 4",
        "time",
        "Saturday, 21 November 2026",
        "end of time",
        "end of heading, Saturday, 21 November 2026, level 4",
        "list, Saturday, 21 November 2026",
        "listitem, level 1, position 1, set size 3",
        "heading, Jonas Weber Credit committee overrode the AI suggestion, level 5",
        "Jonas Weber",
        "Credit committee",
        "overrode the AI suggestion",
        "end of heading, Jonas Weber Credit committee overrode the AI suggestion, level 5",
        "paragraph",
        "AI",
        "Deny",
        "changed to",
        "J. Weber",
        "Approve",
        "end of paragraph",
        "paragraph",
        "The file is newer than the model’s data.",
        "Checked:",
        "Read the bank statements",
        ".",
        "Signed by",
        "Jonas Weber",
        ", meaning: responsibility.",
        "end of paragraph",
        "group",
        "What stood behind this decision",
        "term",
        "Order",
        "end of term",
        "definition",
        "Answered before the AI’s suggestion was shown",
        "end of definition",
        "term",
        "Suggestion shown",
        "end of term",
        "definition",
        "21 Nov 2026, 10:45:40 CET",
        "end of definition",
        "term",
        "Own answer before that",
        "end of term",
        "definition",
        "Approve",
        "end of definition",
        "term",
        "Evidence opened",
        "end of term",
        "definition",
        "None",
        "end of definition",
        "term",
        "Safeguards in force",
        "end of term",
        "definition",
        "Own answer first",
        ",",
        "Reason given",
        ",",
        "Way of checking given",
        ",",
        "Signature",
        "end of definition",
        "term",
        "Safeguards not in force",
        "end of term",
        "definition",
        "Required evidence opened",
        ",",
        "Second person",
        ",",
        "Asked what must be true",
        ",",
        "Wait before signing",
        ",",
        "Check cases among the others",
        ",",
        "Weekly round of check cases",
        ",",
        "Notice about agreeing with the AI",
        ",",
        "Suggestion to take a break",
        "end of definition",
        "end of group",
        "paragraph",
        "button, Case LN-20417",
        "Case",
        "LN-20417",
        "end of button, Case LN-20417",
        "end of paragraph",
        "paragraph",
        "time",
        "21 Nov 2026, 10:47:20 CET",
        "end of time",
        "now",
        "end of paragraph",
        "end of listitem, level 1, position 1, set size 3",
        "listitem, level 1, position 2, set size 3",
        "heading, Jonas Weber Credit committee recorded a first answer, before the AI was shown, level 5",
        "Jonas Weber",
        "Credit committee",
        "recorded a first answer, before the AI was shown",
        "end of heading, Jonas Weber Credit committee recorded a first answer, before the AI was shown, level 5",
        "paragraph",
        "J. Weber",
        "Approve",
        "end of paragraph",
        "paragraph",
        "button, Case LN-20417",
        "Case",
        "LN-20417",
        "end of button, Case LN-20417",
        "end of paragraph",
        "paragraph",
        "time",
        "21 Nov 2026, 10:45:40 CET",
        "end of time",
        "2 minutes ago",
        "end of paragraph",
        "end of listitem, level 1, position 2, set size 3",
        "listitem, level 1, position 3, set size 3",
        "heading, credit-risk 4.2 AI made this suggestion, level 5",
        "credit-risk 4.2",
        "AI",
        "made this suggestion",
        "end of heading, credit-risk 4.2 AI made this suggestion, level 5",
        "paragraph",
        "AI",
        "Deny",
        "end of paragraph",
        "paragraph",
        "button, Case LN-20417",
        "Case",
        "LN-20417",
        "end of button, Case LN-20417",
        "end of paragraph",
        "paragraph",
        "time",
        "21 Nov 2026, 08:03:22 CET",
        "end of time",
        "3 hours ago",
        "end of paragraph",
        "end of listitem, level 1, position 3, set size 3",
        "end of list, Saturday, 21 November 2026",
        "end of list, Record of all cases, newest first",
        "Kept for seven years.",
        "end of document",
      ]
    `);
    const found = await heard(async () => {
      const search = screen.getByRole('searchbox');
      fireEvent.change(search, { target: { value: 'area' } });
      fireEvent.submit(search.closest('form') as HTMLFormElement);
      await announced(/entr/);
    });
    expect(found).toMatchInlineSnapshot(`
      [
        "polite: 1 of 1 entry shown",
      ]
    `);
  });
});

describe('replay', () => {
  it('is read as the case stood then, with the entry and all entries', async () => {
    render(
      <Here>
        <AuditReplay.Root entries={reopened} reference="LN-20417" defaultSeq={4} />
      </Here>,
    );
    await start();
    expect(await readOn()).toMatchInlineSnapshot(`
      [
        "region, Replay of LN-20417",
        "heading, Replay of LN-20417, level 3",
        "paragraph",
        "Entry 4 of 8",
        "end of paragraph",
        "group, Step through the record",
        "slider, Position in the record, Arrow keys step by entry, Page Up goes to the next decision and Page Down to the one before, Home and End to the ends., orientated horizontally, max value 8, min value 1, current value Entry 4 of 8: Amara Osei overrode the AI suggestion, 21 Nov 2026, 10:42 CET",
        "paragraph",
        "Arrow keys step by entry, Page Up goes to the next decision and Page Down to the one before, Home and End to the ends.",
        "end of paragraph",
        "button, First",
        "button, Previous",
        "button, Play",
        "button, Next",
        "button, Last",
        "end of group, Step through the record",
        "heading, The case after this entry, level 4",
        "Overridden",
        "High risk",
        "paragraph",
        "Home renovation loan: €18,000 for a skilled electrician",
        "end of paragraph",
        "paragraph",
        "Consumer credit",
        ",",
        "LN-20417",
        ",",
        "revision 1",
        "end of paragraph",
        "heading, Application, level 5",
        "term",
        "Amount and term",
        "end of term",
        "definition",
        "€18,000 over 48 months",
        "end of definition",
        "term",
        "Monthly instalment",
        "end of term",
        "definition",
        "€424, 13% of net income",
        "end of definition",
        "term",
        "Net income",
        "end of term",
        "definition",
        "€3,240 a month, 11 years with one employer",
        "end of definition",
        "term",
        "Payment history",
        "end of term",
        "definition",
        "No missed payment in 9 years",
        "end of definition",
        "term",
        "Credit history",
        "end of term",
        "definition",
        "2 accounts, oldest 9 years",
        "end of definition",
        "term",
        "Own funds",
        "end of term",
        "definition",
        "€7,500 towards the renovation",
        "end of definition",
        "heading, Why this case is here, level 5",
        "list",
        "listitem, level 1, position 1, set size 2",
        "Person and AI differ",
        "end of listitem, level 1, position 1, set size 2",
        "listitem, level 1, position 2, set size 2",
        "Near the threshold",
        "end of listitem, level 1, position 2, set size 2",
        "end of list",
        "heading, Own answers first, level 5",
        "paragraph",
        "First answer of Amara Osei, before the AI was shown",
        "end of paragraph",
        "Approve with conditions",
        "paragraph",
        "Very likely (80–95%), in their own estimate.",
        "end of paragraph",
        "paragraph",
        "Amara Osei",
        "Senior underwriter",
        "time",
        "21 Nov 2026, 10:31 CET",
        "end of time",
        "end of paragraph",
        "heading, AI suggested, level 5",
        "paragraph",
        "AI suggested",
        "end of paragraph",
        "Deny",
        "Default within 24 months:",
        "was",
        "Likely",
        "(",
        "55–80%",
        ")",
        ", now decided by",
        "Amara Osei",
        "paragraph",
        "Explanation kept with this entry.",
        "end of paragraph",
        "heading, Decision, level 5",
        "paragraph",
        "Reviewer entered",
        "end of paragraph",
        "Approve with conditions",
        "paragraph",
        "Reason: A group factor does not fit this person; The area rate drives the score. This applicant has 9 years without a missed payment.",
        "end of paragraph",
        "paragraph",
        "Checked: Read the bank statements and Recalculated the instalment",
        "end of paragraph",
        "paragraph",
        "Amara Osei",
        "Senior underwriter",
        "time",
        "21 Nov 2026, 10:42:07 CET",
        "end of time",
        "Meaning: override",
        "end of paragraph",
        "list, Entry 4 of 8",
        "listitem, level 1, position 1, set size 1",
        "heading, Amara Osei Senior underwriter overrode the AI suggestion, level 4",
        "Amara Osei",
        "Senior underwriter",
        "overrode the AI suggestion",
        "end of heading, Amara Osei Senior underwriter overrode the AI suggestion, level 4",
        "paragraph",
        "AI",
        "Deny",
        "changed to",
        "A. Osei",
        "Approve with conditions",
        "end of paragraph",
        "paragraph",
        "A group factor does not fit this person.",
        "“",
        "The area rate drives the score. This applicant has 9 years without a missed payment.",
        "”",
        "Checked:",
        "Read the bank statements, Recalculated the instalment",
        ".",
        "Signed by",
        "Amara Osei",
        ", meaning: override.",
        "end of paragraph",
        "paragraph",
        "time",
        "21 Nov 2026, 10:42:07 CET",
        "end of time",
        "6 minutes ago",
        "end of paragraph",
        "end of listitem, level 1, position 1, set size 1",
        "end of list, Entry 4 of 8",
        "heading, All entries, level 4",
        "list, All entries",
        "listitem, level 1, position 1, set size 8",
        "button, 1 credit-risk 4.2 made this suggestion 21 Nov 2026, 08:03 CET",
        "1",
        "credit-risk 4.2 made this suggestion",
        "21 Nov 2026, 08:03 CET",
        "end of button, 1 credit-risk 4.2 made this suggestion 21 Nov 2026, 08:03 CET",
        "end of listitem, level 1, position 1, set size 8",
        "listitem, level 1, position 2, set size 8",
        "button, 2 Amara Osei started the review 21 Nov 2026, 10:27 CET",
        "2",
        "Amara Osei started the review",
        "21 Nov 2026, 10:27 CET",
        "end of button, 2 Amara Osei started the review 21 Nov 2026, 10:27 CET",
        "end of listitem, level 1, position 2, set size 8",
        "listitem, level 1, position 3, set size 8",
        "button, 3 Amara Osei recorded a first answer, before the AI was shown 21 Nov 2026, 10:31 CET",
        "3",
        "Amara Osei recorded a first answer, before the AI was shown",
        "21 Nov 2026, 10:31 CET",
        "end of button, 3 Amara Osei recorded a first answer, before the AI was shown 21 Nov 2026, 10:31 CET",
        "end of listitem, level 1, position 3, set size 8",
        "listitem, level 1, position 4, set size 8",
        "button, 4 Amara Osei overrode the AI suggestion 21 Nov 2026, 10:42 CET, current step",
        "4",
        "Amara Osei overrode the AI suggestion",
        "21 Nov 2026, 10:42 CET",
        "end of button, 4 Amara Osei overrode the AI suggestion 21 Nov 2026, 10:42 CET, current step",
        "end of listitem, level 1, position 4, set size 8",
        "listitem, level 1, position 5, set size 8",
        "button, 5 Priya Nair reopened the case 21 Nov 2026, 10:44 CET",
        "5",
        "Priya Nair reopened the case",
        "21 Nov 2026, 10:44 CET",
        "end of button, 5 Priya Nair reopened the case 21 Nov 2026, 10:44 CET",
        "end of listitem, level 1, position 5, set size 8",
        "listitem, level 1, position 6, set size 8",
        "button, 6 Jonas Weber started the review 21 Nov 2026, 10:45 CET",
        "6",
        "Jonas Weber started the review",
        "21 Nov 2026, 10:45 CET",
        "end of button, 6 Jonas Weber started the review 21 Nov 2026, 10:45 CET",
        "end of listitem, level 1, position 6, set size 8",
        "listitem, level 1, position 7, set size 8",
        "button, 7 Jonas Weber recorded a first answer, before the AI was shown 21 Nov 2026, 10:45 CET",
        "7",
        "Jonas Weber recorded a first answer, before the AI was shown",
        "21 Nov 2026, 10:45 CET",
        "end of button, 7 Jonas Weber recorded a first answer, before the AI was shown 21 Nov 2026, 10:45 CET",
        "end of listitem, level 1, position 7, set size 8",
        "listitem, level 1, position 8, set size 8",
        "button, 8 Jonas Weber overrode the AI suggestion 21 Nov 2026, 10:47 CET",
        "8",
        "Jonas Weber overrode the AI suggestion",
        "21 Nov 2026, 10:47 CET",
        "end of button, 8 Jonas Weber overrode the AI suggestion 21 Nov 2026, 10:47 CET",
        "end of listitem, level 1, position 8, set size 8",
        "end of list, All entries",
        "button, Show what Amara Osei saw, not expanded",
        "end of region, Replay of LN-20417",
        "end of document",
      ]
    `);
    const steps = await heard(async () => {
      await act(async () => screen.getByRole('button', { name: 'Next' }).click());
      await announced(/Entry 5 of 8/);
    });
    expect(steps).toMatchInlineSnapshot(`
      [
        "polite: Entry 5 of 8: Priya Nair reopened the case, 21 Nov 2026, 10:44 CET",
      ]
    `);
    const keys = await heard(async () => {
      await act(async () => screen.getByRole('slider').focus());
      await virtual.press('PageUp');
    });
    expect(keys).toMatchInlineSnapshot(`
      [
        "slider, Position in the record, Arrow keys step by entry, Page Up goes to the next decision and Page Down to the one before, Home and End to the ends., orientated horizontally, max value 8, min value 1, current value Entry 5 of 8: Priya Nair reopened the case, 21 Nov 2026, 10:44 CET",
        "slider, Position in the record, Arrow keys step by entry, Page Up goes to the next decision and Page Down to the one before, Home and End to the ends., orientated horizontally, max value 8, min value 1, current value Entry 8 of 8: Jonas Weber overrode the AI suggestion, 21 Nov 2026, 10:47 CET",
      ]
    `);
  });

  it('says where a record breaks off', async () => {
    const bent = reopened.map((entry) => (entry.seq === 3 ? ({ ...entry, to: 'approved' } as AuditEntry) : entry));
    render(
      <Here>
        <AuditReplay.Root entries={bent} defaultSeq={3}>
          <AuditReplay.Card />
        </AuditReplay.Root>
      </Here>,
    );
    await start();
    expect(await readOn()).toMatchInlineSnapshot(`
      [
        "heading, The case after this entry, level 4",
        "paragraph",
        "Entry 3 does not follow from the ones before",
        "end of paragraph",
        "paragraph",
        "Replays up to entry 2. What stood after that cannot be rebuilt.",
        "end of paragraph",
        "paragraph",
        "The entry itself says that the case stood at “Approved” afterwards.",
        "end of paragraph",
        "paragraph",
        "says to "approved" where the chart says "reviewing.revealed"",
        "end of paragraph",
        "button, Go to entry 2",
        "end of document",
      ]
    `);
  });
});

describe('what somebody saw', () => {
  it('is read as a reconstruction, with what they opened and what is not on record', async () => {
    render(
      <Here>
        <SeenCard.Root entries={entries} seq={4} />
      </Here>,
    );
    await start();
    expect(await readOn()).toMatchInlineSnapshot(`
      [
        "article, What Amara Osei saw when they decided, 21 Nov 2026, 10:42 CET",
        "paragraph",
        "Reconstruction",
        "end of paragraph",
        "heading, What Amara Osei saw when they decided, 21 Nov 2026, 10:42 CET, level 3",
        "paragraph",
        "Rebuilt from entries 1, 2, 3 and 4 of the record. This is not the live case, and nothing here can be changed.",
        "end of paragraph",
        "paragraph",
        "What the record cannot tell",
        "end of paragraph",
        "list",
        "listitem, level 1, position 1, set size 3",
        "How the confidence read on their screen.",
        "end of listitem, level 1, position 1, set size 3",
        "listitem, level 1, position 2, set size 3",
        "When they opened some of the evidence.",
        "end of listitem, level 1, position 2, set size 3",
        "listitem, level 1, position 3, set size 3",
        "How long they had the case in view.",
        "end of listitem, level 1, position 3, set size 3",
        "end of list",
        "heading, Home renovation loan: €18,000 for a skilled electrician, level 4",
        "Home renovation loan: €18,000 for a skilled electrician",
        "end of heading, Home renovation loan: €18,000 for a skilled electrician, level 4",
        "heading, Application, level 4",
        "term",
        "Amount and term",
        "end of term",
        "definition",
        "€18,000 over 48 months",
        "end of definition",
        "term",
        "Monthly instalment",
        "end of term",
        "definition",
        "€424, 13% of net income",
        "end of definition",
        "term",
        "Net income",
        "end of term",
        "definition",
        "€3,240 a month, 11 years with one employer",
        "end of definition",
        "term",
        "Payment history",
        "end of term",
        "definition",
        "No missed payment in 9 years",
        "end of definition",
        "term",
        "Credit history",
        "end of term",
        "definition",
        "2 accounts, oldest 9 years",
        "end of definition",
        "term",
        "Own funds",
        "end of term",
        "definition",
        "€7,500 towards the renovation",
        "end of definition",
        "heading, Evidence, level 4",
        "paragraph",
        "What Amara Osei had opened before deciding",
        "end of paragraph",
        "list, What Amara Osei had opened before deciding",
        "listitem, level 1, position 1, set size 3",
        "Payslips, August to October",
        "3 pages",
        "Not opened",
        "end of listitem, level 1, position 1, set size 3",
        "listitem, level 1, position 2, set size 3",
        "Bank statements, 12 months",
        "41 pages. Required",
        "Opened",
        "end of listitem, level 1, position 2, set size 3",
        "listitem, level 1, position 3, set size 3",
        "Employer letter",
        "1 page. Required",
        "Opened",
        "end of listitem, level 1, position 3, set size 3",
        "end of list, What Amara Osei had opened before deciding",
        "heading, Why this case is here, level 4",
        "list",
        "listitem, level 1, position 1, set size 2",
        "Person and AI differ",
        "end of listitem, level 1, position 1, set size 2",
        "listitem, level 1, position 2, set size 2",
        "Near the threshold",
        "end of listitem, level 1, position 2, set size 2",
        "end of list",
        "heading, How they decided, level 4",
        "term",
        "Decided as",
        "end of term",
        "definition",
        "First signer",
        "end of definition",
        "term",
        "Own answer first",
        "end of term",
        "definition",
        "Yes, the AI’s answer was hidden until then",
        "end of definition",
        "term",
        "AI’s answer shown",
        "end of term",
        "definition",
        "21 Nov 2026, 10:31 CET",
        "end of definition",
        "term",
        "Confidence on their screen",
        "end of term",
        "definition",
        "Not on record",
        "end of definition",
        "term",
        "Asked of them",
        "end of term",
        "definition",
        "to answer before the AI, to give a reason, to say how they checked and to sign",
        "end of definition",
        "term",
        "Kept from them",
        "end of term",
        "definition",
        "The AI’s answer, until they had given their own",
        "end of definition",
        "term",
        "Policy in force",
        "end of term",
        "definition",
        "sample, version 1",
        "end of definition",
        "term",
        "Revision of the suggestion",
        "end of term",
        "definition",
        "1",
        "end of definition",
        "term",
        "Model",
        "end of term",
        "definition",
        "credit-risk, version 4.2",
        "end of definition",
        "term",
        "Case in view",
        "end of term",
        "definition",
        "Not on record",
        "end of definition",
        "heading, Two answers, recorded separately, level 4",
        "paragraph",
        "First answer of Amara Osei, before the AI was shown",
        "end of paragraph",
        "Approve with conditions",
        "paragraph",
        "Very likely (80–95%), in their own estimate.",
        "end of paragraph",
        "paragraph",
        "Amara Osei",
        "Senior underwriter",
        "time",
        "21 Nov 2026, 10:31 CET",
        "end of time",
        "end of paragraph",
        "paragraph",
        "AI suggestion",
        "end of paragraph",
        "Deny",
        "Default within 24 months:",
        "Likely",
        "(",
        "55–80%",
        ")",
        "term",
        "For",
        "end of term",
        "definition",
        "Postal area default rate: 14.2%",
        "Credit accounts: 2",
        "end of definition",
        "term",
        "Against",
        "end of term",
        "definition",
        "Missed payments: None in 9 years",
        "Time with employer: 11 years",
        "end of definition",
        "paragraph",
        "In the last 214 similar cases this was right 64% (",
        "57–70%",
        ").",
        "end of paragraph",
        "region, Why “Deny” is suggested",
        "paragraph",
        "AI explanation",
        "end of paragraph",
        "heading, Why “Deny” is suggested, level 4",
        "heading, Summary, level 5",
        "I compared this application with 2,140 earlier ones. I am not sure: the area and the short credit history point to default, the payment record and the long employment point the other way. I have no data on the employer letter.",
        "heading, Factors, level 5",
        "Against",
        "For “Deny”",
        "list",
        "listitem, level 1, position 1, set size 5",
        "Postal area default rate",
        "14.2%, portfolio average 4.1%",
        "For, 0.31",
        "end of listitem, level 1, position 1, set size 5",
        "listitem, level 1, position 2, set size 5",
        "Credit accounts",
        "2, typical 6",
        "For, 0.22",
        "end of listitem, level 1, position 2, set size 5",
        "listitem, level 1, position 3, set size 5",
        "Loan to yearly income",
        "0.46, typical 0.35",
        "For, 0.12",
        "end of listitem, level 1, position 3, set size 5",
        "listitem, level 1, position 4, set size 5",
        "Missed payments",
        "None in 9 years",
        "Evidence:",
        "Bank statements, 12 months",
        "Against, 0.27",
        "end of listitem, level 1, position 4, set size 5",
        "listitem, level 1, position 5, set size 5",
        "Time with employer",
        "11 years",
        "Evidence:",
        "Employer letter",
        "Against, 0.18",
        "end of listitem, level 1, position 5, set size 5",
        "end of list",
        "heading, Counter-evidence, level 5",
        "list",
        "listitem, level 1, position 1, set size 2",
        "Applicants with no missed payment in 9 years repaid in 97% of 310 cases, also in this area.",
        "end of listitem, level 1, position 1, set size 2",
        "listitem, level 1, position 2, set size 2",
        "The postal area says nothing about this person.",
        "end of listitem, level 1, position 2, set size 2",
        "end of list",
        "heading, Evidence, level 5",
        "paragraph",
        "What Amara Osei had opened before deciding",
        "end of paragraph",
        "list, What Amara Osei had opened before deciding",
        "listitem, level 1, position 1, set size 3",
        "Payslips, August to October",
        "3 pages",
        "Not opened",
        "end of listitem, level 1, position 1, set size 3",
        "listitem, level 1, position 2, set size 3",
        "Bank statements, 12 months",
        "41 pages. Required",
        "Opened",
        "end of listitem, level 1, position 2, set size 3",
        "listitem, level 1, position 3, set size 3",
        "Employer letter",
        "1 page. Required",
        "Opened",
        "end of listitem, level 1, position 3, set size 3",
        "end of list, What Amara Osei had opened before deciding",
        "heading, Limits, level 5",
        "Built for loans up to €25,000. Error is higher for people with fewer than three accounts: 31% of 118 denials were wrong. Does not see savings at other banks.",
        "heading, Track record, level 5",
        "paragraph",
        "In the last 214 similar cases this was right 64% (57–70%). Measured on 30 Sept 2026.",
        "end of paragraph",
        "heading, Model and version, level 5",
        "term",
        "Model",
        "end of term",
        "definition",
        "credit-risk 4.2, from 14 Oct 2026",
        "end of definition",
        "term",
        "Calibration",
        "end of term",
        "definition",
        "2,140 cases, 30 Sept 2026, error 0.03",
        "end of definition",
        "term",
        "Explanation method",
        "end of term",
        "definition",
        "Shapley values, 500 samples",
        "end of definition",
        "end of region, Why “Deny” is suggested",
        "end of article, What Amara Osei saw when they decided, 21 Nov 2026, 10:42 CET",
        "end of document",
      ]
    `);
  });
});

describe('export', () => {
  it('opens at its title, asks what and how much, and says how far it is and what became of it', async () => {
    const review = { id: 'r', reference: 'LN-20417' };
    let release = () => {};
    async function* slowly() {
      yield* entries.slice(0, 2);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      yield* entries.slice(2);
    }
    render(
      <Here>
        <AuditExport.Root
          entries={slowly}
          entriesTotal={4}
          review={review}
          clock={() => NOW}
          openFile={async ({ name }) => ({
            write() {},
            close: async () => ({ name, bytes: 2048, saveAgain: () => {} }),
            abort() {},
          })}
        />
      </Here>,
    );
    await start();
    const opening = await heard(async () => {
      await act(async () => screen.getByRole('button', { name: 'Export' }).click());
      await waitFor(() => expect(document.activeElement?.tagName).toBe('H3'));
    });
    expect(opening).toMatchInlineSnapshot(`
      [
        "heading, Export the record, level 3",
      ]
    `);
    expect(await readOn()).toMatchInlineSnapshot(`
      [
        "button, Close",
        "form",
        "radiogroup, For whom, required",
        "For whom",
        "radio, For the regulator: table CSV for a spreadsheet, one row per entry., checked, position 1, set size 2",
        "For the regulator: table",
        "CSV for a spreadsheet, one row per entry.",
        "radio, For the regulator: document A page to read, print and file., not checked, position 2, set size 2",
        "For the regulator: document",
        "A page to read, print and file.",
        "end of radiogroup, For whom, required",
        "button, Export",
        "end of form",
        "end of region, Export the record",
        "end of document",
      ]
    `);
    const running = await heard(async () => {
      await act(async () => document.querySelector<HTMLElement>('button[type="submit"]')?.click());
      await screen.findByRole('progressbar');
      await announced(/./);
    });
    expect(running).toMatchInlineSnapshot(`
      [
        "polite: Preparing the file",
      ]
    `);
    const done = await heard(async () => {
      release();
      await announced(/is saved/);
    });
    expect(done).toMatchInlineSnapshot(`
      [
        "polite: record-LN-20417-2026-11-21.csv, 2 kB, is saved",
      ]
    `);
    expect(await readOn()).toMatchInlineSnapshot(`
      [
        "document",
        "button, Export, 1 control, expanded",
        "region, Export the record",
        "heading, Export the record, level 3",
        "button, Close",
        "form",
        "radiogroup, For whom, required",
        "For whom",
        "radio, For the regulator: table CSV for a spreadsheet, one row per entry., checked, position 1, set size 2",
        "For the regulator: table",
        "CSV for a spreadsheet, one row per entry.",
        "radio, For the regulator: document A page to read, print and file., not checked, position 2, set size 2",
        "For the regulator: document",
        "A page to read, print and file.",
        "end of radiogroup, For whom, required",
        "button, Export",
        "end of form",
        "paragraph",
        "record-LN-20417-2026-11-21.csv, 2 kB, is saved",
        "end of paragraph",
        "button, Save again",
        "end of region, Export the record",
        "Preparing the file",
        "record-LN-20417-2026-11-21.csv, 2 kB, is saved",
        "end of document",
      ]
    `);
  });
});

describe('signing', () => {
  it('asks who signs and what for, and says what was wrong', async () => {
    const reauthenticate = createReauthentication({
      username: 'amara',
      confirm: async () => ({ refused: 'wrong' }),
      confirmPasskey: async () => ({ proof: 'p' }),
    });
    const { session } = openSitting({ policy: { signature: true }, reauthenticate });
    render(
      <Page session={session}>
        <ReviewCard.Root />
      </Page>,
    );
    const approve = await screen.findByRole('button', { name: 'Approve suggestion' });
    await act(async () => approve.click());
    await screen.findByRole('dialog');
    await start();
    const asking = await heard(async () => {
      await act(async () => screen.getByRole('button', { name: 'Sign approval' }).click());
      await screen.findByLabelText('Password');
      await waitFor(() => expect(document.activeElement?.getAttribute('name')).toBe('password'));
    });
    expect(asking).toMatchInlineSnapshot(`
      [
        "dialog, Approve the suggestion",
        "Password, You sign as Amara Osei. Meaning: approval. It is your first signature since you signed in, so it takes your user name and your password. There is no time limit. What you typed is kept.",
      ]
    `);
    const wrong = await heard(async () => {
      const password = screen.getByLabelText('Password');
      fireEvent.change(password, { target: { value: 'nothing' } });
      fireEvent.submit(password.closest('form') as HTMLFormElement);
      await screen.findByText(/not the right one/);
      await announced(/not the right one/);
    });
    expect(wrong).toMatchInlineSnapshot(`
      [
        "polite: Confirming your signature",
        "assertive: This password is not the right one. Nothing was signed.",
      ]
    `);
    await virtual.press('Shift+Tab');
    expect(await readOn()).toMatchInlineSnapshot(`
      [
        "Password",
        "paragraph",
        "This password is not the right one. Nothing was signed.",
        "end of paragraph",
        "Password, This password is not the right one. Nothing was signed. You sign as Amara Osei. Meaning: approval. It is your first signature since you signed in, so it takes your user name and your password. There is no time limit. What you typed is kept.",
        "button, Back to the form",
        "button, Use a passkey",
        "button, Confirm and sign",
        "end of form, Confirm your signature",
        "Confirming your signature",
        "This password is not the right one. Nothing was signed.",
        "end of dialog, Approve the suggestion",
        "end of document",
      ]
    `);
  });
});

describe('the notices of a case', () => {
  it('say that it is kept, by whom and why', async () => {
    const { session, store, id } = openSitting({ isClaimed: false });
    store.apply(id, { type: 'claim' }, mateo);
    store.apply(id, { type: 'approve' }, mateo, { saw: sawOf(loan) });
    store.apply(id, { type: 'preserve', reason: 'Complaint 2026-118 is open.' }, priya);
    render(
      <Page session={session}>
        <ReviewCard.Root>
          <ReviewCard.Notices />
        </ReviewCard.Root>
      </Page>,
    );
    await screen.findByText(/^Under legal hold/);
    await start();
    expect(await readOn()).toMatchInlineSnapshot(`
      [
        "article",
        "paragraph",
        "Under legal hold by Priya Nair",
        "end of paragraph",
        "Since 21 Nov 2026, 10:48 CET. Reason: “Complaint 2026-118 is open.” Nothing of this record can be erased until the hold is lifted.",
        "end of article",
        "end of document",
      ]
    `);
  });

  it('say that its words were erased', async () => {
    const { session, store, id } = openSitting({ isClaimed: false });
    store.apply(id, { type: 'claim' }, mateo);
    store.apply(id, { type: 'approve' }, mateo, { saw: sawOf(loan) });
    store.apply(id, { type: 'erase', reason: 'Asked for under Art. 17 GDPR' }, system);
    render(
      <Page session={session}>
        <ReviewCard.Root>
          <ReviewCard.Header />
          <ReviewCard.Notices />
        </ReviewCard.Root>
      </Page>,
    );
    await screen.findByText(/^Erased on request/);
    await start();
    expect(await readOn()).toMatchInlineSnapshot(`
      [
        "article, Case",
        "Approved",
        "High risk",
        "heading, Case, level 3",
        "paragraph",
        "Erased on request; what was decided stays",
        "end of paragraph",
        "Who the case was about, the explanation and what people wrote are gone. Decisions and signatures remain.",
        "end of article, Case",
        "end of document",
      ]
    `);
  });
});
