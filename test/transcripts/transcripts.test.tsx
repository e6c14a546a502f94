import { virtual } from '@guidepup/virtual-screen-reader';
import { act, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { longRecord } from '../../src/backends/sample-records.js';
import { samplePolicy, sampleProposals, sampleReviewers } from '../../src/backends/sample-reviews.js';
import {
  AuditTimeline,
  ConfidenceReadout,
  createLocalQueue,
  ExplanationPanel,
  OverrideDialog,
  ReviewCard,
  ReviewQueue,
  useLocalQueue,
} from '../../src/index.js';
import type { Draft } from '../../src/review/backend.types.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import { openSitting, Page, priya, system } from '../desk/desk.fixtures.js';
import { summaries } from '../queue/queue-rows.js';
import { Here, heard, prepareReader, readOn, start } from './reader.js';

/*
 * What a screen reader says, from a virtual one that follows the specifications. A change here is a change of what people
 * hear: read it aloud before you accept it.
 */

const { loan } = sampleProposals;

prepareReader();

describe('confidence', () => {
  it('is read as words, with what it is about and whose decision it is now', async () => {
    render(
      <Here>
        <ConfidenceReadout.Root confidence={loan.confidence} showAbout showInterval decidedBy="Amara Osei" />
      </Here>,
    );
    await start();
    expect(await readOn()).toMatchInlineSnapshot(`
      [
        "Default within 24 months:",
        "was",
        "Likely",
        "(",
        "55–80%",
        ")",
        ", now decided by",
        "Amara Osei",
        "end of document",
      ]
    `);
  });
});

describe('explanation', () => {
  it('is read slot by slot, the empty ones too', async () => {
    render(
      <Here>
        <ExplanationPanel.Root
          onEvidenceOpen={() => {}}
          explanation={{ ...loan.explanation, trackRecord: undefined }}
          model={loan.model}
          valueLabel="Deny"
        />
      </Here>,
    );
    await start();
    expect(await readOn()).toMatchInlineSnapshot(`
      [
        "region, Why “Deny” is suggested",
        "paragraph",
        "AI explanation",
        "end of paragraph",
        "heading, Why “Deny” is suggested, level 3",
        "heading, Summary, level 4",
        "I compared this application with 2,140 earlier ones. I am not sure: the area and the short credit history point to default, the payment record and the long employment point the other way. I have no data on the employer letter.",
        "heading, Factors, level 4",
        "Against",
        "For “Deny”",
        "list",
        "listitem, level 1, position 1, set size 3",
        "Postal area default rate",
        "14.2%, portfolio average 4.1%",
        "For, 0.31",
        "end of listitem, level 1, position 1, set size 3",
        "listitem, level 1, position 2, set size 3",
        "Credit accounts",
        "2, typical 6",
        "For, 0.22",
        "end of listitem, level 1, position 2, set size 3",
        "listitem, level 1, position 3, set size 3",
        "Missed payments",
        "None in 9 years",
        "Evidence:",
        "button, Bank statements, 12 months",
        "Against, 0.27",
        "end of listitem, level 1, position 3, set size 3",
        "end of list",
        "button, Show all 5 factors",
        "heading, Counter-evidence, level 4",
        "list",
        "listitem, level 1, position 1, set size 2",
        "Applicants with no missed payment in 9 years repaid in 97% of 310 cases, also in this area.",
        "end of listitem, level 1, position 1, set size 2",
        "listitem, level 1, position 2, set size 2",
        "The postal area says nothing about this person.",
        "end of listitem, level 1, position 2, set size 2",
        "end of list",
        "heading, Evidence, level 4",
        "list",
        "listitem, level 1, position 1, set size 3",
        "button, Payslips, August to October",
        "3 pages",
        "Not opened",
        "end of listitem, level 1, position 1, set size 3",
        "listitem, level 1, position 2, set size 3",
        "button, Bank statements, 12 months",
        "41 pages. Required",
        "Not opened",
        "end of listitem, level 1, position 2, set size 3",
        "listitem, level 1, position 3, set size 3",
        "button, Employer letter",
        "1 page. Required",
        "Not opened",
        "end of listitem, level 1, position 3, set size 3",
        "end of list",
        "heading, Limits, level 4",
        "Built for loans up to €25,000. Error is higher for people with fewer than three accounts: 31% of 118 denials were wrong. Does not see savings at other banks.",
        "heading, Track record, level 4",
        "paragraph",
        "Not provided",
        "end of paragraph",
        "heading, Model and version, level 4",
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
        "Not provided",
        "end of definition",
        "term",
        "Explanation method",
        "end of term",
        "definition",
        "Shapley values, 500 samples",
        "end of definition",
        "end of region, Why “Deny” is suggested",
        "end of document",
      ]
    `);
  });
});

describe('override', () => {
  function Desk() {
    const [draft, setDraft] = useState<Draft>({});
    const [isOpen, setOpen] = useState(false);
    return (
      <Here>
        <OverrideDialog.Root
          proposal={loan}
          policy={samplePolicy}
          reviewer={sampleReviewers.amara}
          draft={draft}
          onDraftChange={(details) => setDraft(details.draft)}
          open={isOpen}
          onOpenChange={({ open }) => setOpen(open)}
          onSubmit={() => {}}
        >
          <OverrideDialog.Trigger>Override suggestion</OverrideDialog.Trigger>
          <OverrideDialog.Portal>
            <OverrideDialog.Content>
              <OverrideDialog.Title />
              <OverrideDialog.ErrorSummary />
              <OverrideDialog.Comparison />
              <OverrideDialog.Reasons />
              <OverrideDialog.Footer />
            </OverrideDialog.Content>
          </OverrideDialog.Portal>
        </OverrideDialog.Root>
      </Here>
    );
  }

  it('says that a dialog opened, what it holds, and what is missing when it is signed too early', async () => {
    render(<Desk />);
    await start();
    await virtual.next();
    const opening = await heard(async () => {
      await virtual.act();
      await screen.findByRole('dialog');
      await waitFor(() => expect(document.activeElement?.closest('[role="dialog"]')).toBeTruthy());
    });
    // Whether the opener is said once more depends on when focus leaves it.
    expect(opening.filter((phrase) => !phrase.startsWith('button'))).toMatchInlineSnapshot(`
      [
        "dialog, Override the suggestion",
        "heading, Override the suggestion, level 2",
      ]
    `);
    expect(await readOn()).toMatchInlineSnapshot(`
      [
        "paragraph",
        "AI suggested",
        "end of paragraph",
        "Deny",
        "paragraph",
        "Stays on the record with its explanation.",
        "end of paragraph",
        "paragraph",
        "You enter",
        "end of paragraph",
        "radiogroup, You enter, required",
        "radio, Approve The loan is paid out and the contract goes out today., not checked, position 1, set size 3",
        "Approve",
        "The loan is paid out and the contract goes out today.",
        "radio, Approve with conditions The offer with its conditions goes out today., not checked, position 2, set size 3",
        "Approve with conditions",
        "The offer with its conditions goes out today.",
        "radio, Deny AI suggestion, not checked, position 3, set size 3",
        "Deny",
        "AI suggestion",
        "end of radiogroup, You enter, required",
        "paragraph",
        "Not signed yet",
        "end of paragraph",
        "radiogroup, Reason, required",
        "Reason",
        "radio, The file is newer than the model’s data, not checked, position 1, set size 4",
        "The file is newer than the model’s data",
        "radio, A group factor does not fit this person, not checked, position 2, set size 4",
        "A group factor does not fit this person",
        "radio, Income covers the instalment, not checked, position 3, set size 4",
        "Income covers the instalment",
        "radio, Another reason Describe it below in 15 characters or more., not checked, position 4, set size 4",
        "Another reason",
        "Describe it below in 15 characters or more.",
        "end of radiogroup, Reason, required",
        "contentinfo",
        "paragraph",
        "You sign as",
        "Amara Osei",
        ", Senior underwriter. Meaning: override.",
        "end of paragraph",
        "button, Cancel",
        "button, Sign override",
        "end of contentinfo",
        "end of dialog, Override the suggestion",
        "end of document",
      ]
    `);
    const missing = await heard(async () => {
      screen.getByRole('button', { name: /Sign/ }).click();
      await waitFor(() => expect(document.activeElement?.textContent).toMatch(/Choose|missing|reason/i));
    });
    expect(missing).toMatchInlineSnapshot(`
      [
        "dialog, Override the suggestion",
        "region, 3 things are missing or wrong",
      ]
    `);
  });
});

describe('a sitting', () => {
  it('reads a conflict as a table, with whose value each is', async () => {
    const { session, store, id } = openSitting();
    render(
      <Page session={session}>
        <ReviewCard.Root>
          <ReviewCard.Notices />
        </ReviewCard.Root>
      </Page>,
    );
    await waitFor(() => expect(session.getSnapshot().status).toBe('deciding'));
    await act(async () => session.editDraft({ verdict: 'override', value: 'approve-with-conditions' }));
    await act(async () => {
      store.apply(id, { type: 'lapse' }, system);
      store.apply(id, { type: 'claim' }, priya);
      store.apply(id, { type: 'approve' }, priya, { saw: sawOf(loan) });
    });
    await screen.findByRole('table');
    // What was said stays to be found for some seconds; it comes a moment after the table.
    const said = document.querySelector('[data-csn-announcer]');
    await waitFor(() => expect(said?.textContent).toContain('Priya Nair decided'));
    await start();
    expect(await readOn()).toMatchInlineSnapshot(`
      [
        "article",
        "paragraph",
        "Priya Nair decided while you were working",
        "end of paragraph",
        "paragraph",
        "That decision is on the record. Yours is a draft and has no effect.",
        "end of paragraph",
        "paragraph",
        "To go on with yours, the case has to be reopened first.",
        "end of paragraph",
        "table, Before, now and your draft",
        "caption, Before, now and your draft",
        "rowgroup",
        "row, Field Before By Priya Nair Your draft",
        "columnheader, Field",
        "columnheader, Before",
        "columnheader, By Priya Nair",
        "columnheader, Your draft",
        "end of row, Field Before By Priya Nair Your draft",
        "end of rowgroup",
        "rowgroup",
        "row, Decision Not decided Approved (changed) Override suggestion",
        "rowheader, Decision",
        "cell, Not decided",
        "Not decided",
        "end of cell, Not decided",
        "cell, Approved (changed)",
        "Approved",
        "(",
        "changed",
        ")",
        "end of cell, Approved (changed)",
        "cell, Override suggestion",
        "Override suggestion",
        "end of cell, Override suggestion",
        "end of row, Decision Not decided Approved (changed) Override suggestion",
        "row, Value Deny Deny Approve with conditions",
        "rowheader, Value",
        "cell, Deny",
        "Deny",
        "end of cell, Deny",
        "cell, Deny",
        "Deny",
        "end of cell, Deny",
        "cell, Approve with conditions",
        "Approve with conditions",
        "end of cell, Approve with conditions",
        "end of row, Value Deny Deny Approve with conditions",
        "end of rowgroup",
        "end of table, Before, now and your draft",
        "button, Keep my draft",
        "button, Discard mine",
        "button, Copy my draft",
        "end of article",
        "Priya Nair decided while you were working",
        "end of document",
      ]
    `);
  });

  it('says once that the claim ends soon', async () => {
    const { session } = openSitting({ lease: 110_000, claimedFor: 900_000 });
    render(
      <Page session={session}>
        <ReviewCard.Root>
          <ReviewCard.Notices />
        </ReviewCard.Root>
      </Page>,
    );
    await start();
    const warning = await heard(async () => {
      await screen.findByText(/^Your claim ends/);
      await waitFor(() => expect(document.querySelector('[data-csn-announcer] > *')).toBeTruthy());
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
    expect(warning).toMatchInlineSnapshot(`
      [
        "polite: Your claim ends in 2 minutes. Keep reviewing?",
      ]
    `);
  });
});

describe('queue', () => {
  it('says the case and the column when the reader moves', async () => {
    render(
      <Here>
        <ReviewQueue.Root rows={summaries(3)} selectedIds={[]} onSelectionChange={() => {}} order="due" />
      </Here>,
    );
    await start();
    const moves = await heard(async () => {
      await virtual.press('Tab');
      for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'Home', 'End']) await virtual.press(key);
    });
    expect(moves).toMatchInlineSnapshot(`
      [
        "button, Case LN-1",
        "button, Case LN-2",
        "gridcell, Near the threshold Due in 3 hours",
        "gridcell, Not provided",
        "checkbox, Select LN-3, not checked",
        "gridcell, Pending",
      ]
    `);
  });

  it('says what narrows it, how many of each there would be, and how many are left once that settles', async () => {
    const rows = summaries(3).map((row, at) => (at === 0 ? { ...row, title: 'Car loan', risk: 'high' as const } : row));
    const queue = createLocalQueue({ rows, seed: 'amara' });
    function Narrowed() {
      return <ReviewQueue.Root {...useLocalQueue(queue)} />;
    }
    render(
      <Here>
        <Narrowed />
      </Here>,
    );
    await start();
    const moves = await heard(async () => {
      for (let tabs = 0; tabs < 4; tabs++) await virtual.press('Tab');
      (document.activeElement as HTMLElement).click();
      await virtual.press('Tab');
      (document.activeElement as HTMLElement).click();
      await waitFor(() => expect(document.querySelector('[data-csn-announcer] > *')).toBeTruthy(), { timeout: 3_000 });
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
    expect(moves).toMatchInlineSnapshot(`
      [
        "combobox, Order, oldest, has popup listbox, not expanded",
        "searchbox, Search cases, placeholder Title, reference or area",
        "combobox, Group by, has popup listbox, not expanded",
        "button, Filter, not expanded",
        "checkbox, High (1), not checked",
        "polite: 1 of 3 cases",
      ]
    `);
  });
});

describe('record', () => {
  it('says how many older entries came, and goes on from the first of them', async () => {
    const record = longRecord(60).entries;
    const newest = [...record].reverse();
    function Record() {
      const [count, setCount] = useState(50);
      return (
        <Here>
          <AuditTimeline.Root
            entries={newest.slice(0, count)}
            total={newest.length}
            hasOlder={count < newest.length}
            onOlderLoad={async () => setCount(newest.length)}
          />
        </Here>
      );
    }
    render(<Record />);
    await start();
    const loading = await heard(async () => {
      screen.getByRole('button', { name: /older/ }).click();
      await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(60));
      await waitFor(() => expect(document.querySelector('[data-csn-announcer] > *')).toBeTruthy());
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
    expect(loading).toMatchInlineSnapshot(`
      [
        "listitem, level 1, position 51, set size 60",
        "polite: 10 older entries loaded, 60 of 60",
      ]
    `);
  });
});
