import { render, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { createMemoryStore, createPractice } from '../../src/backends/memory.js';
import { samplePolicy, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { PracticeSet } from '../../src/desk/index.js';
import { BatchApproval, createBatch } from '../../src/queue/index.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import { practiceCases } from '../backends/practice.fixtures.js';
import { smallReview } from '../review/batch.fixtures.js';
import { Here, heard, prepareReader, readOn, start } from './reader.js';

/* What a screen reader says of what was known of a case, and of several cases that are approved together. */

prepareReader();

const { amara } = sampleReviewers;
const NOW = Date.parse('2026-11-21T09:48:00Z');

it('says what was known of a case once it is decided, and leads to the next one', async () => {
  const practice = createPractice({
    cases: practiceCases(2, 2),
    demand: { cases: 2, aiWrong: 1 },
    reviewer: amara,
    policy: samplePolicy,
    storage: null,
    clock: () => NOW,
  });
  const id = practice.getSnapshot().currentId ?? '';
  render(
    <Here>
      <PracticeSet.Root practice={practice}>
        <PracticeSet.Header />
        <PracticeSet.Feedback />
      </PracticeSet.Root>
    </Here>,
  );
  await start();
  expect(await readOn()).toMatchInlineSnapshot(`
    [
      "region, Practice",
      "heading, Practice, level 2",
      "paragraph",
      "Case 1 of 2",
      "end of paragraph",
      "paragraph",
      "What you decide here reaches nobody. After each case you see what is known of it.",
      "This browser keeps nothing for this page: once you leave it, you begin anew.",
      "end of paragraph",
      "end of region, Practice",
      "end of document",
    ]
  `);
  const { proposal, version } = await practice.backend.load(id);
  const saw = { revision: proposal.revision, fingerprint: sawOf(proposal).fingerprint };
  const told = await heard(async () => {
    await practice.backend.send(id, { type: 'claim' }, { idempotencyKey: 'a', expectedVersion: version });
    await practice.backend.send(
      id,
      { type: 'approve' },
      { idempotencyKey: 'b', expectedVersion: version + 1, fence: version + 1, saw },
    );
    await waitFor(() => expect(document.activeElement?.tagName).toBe('SECTION'));
    await new Promise((resolve) => setTimeout(resolve, 50));
  });
  expect(told).toMatchInlineSnapshot(`
    [
      "region, What is known of this case P-1",
    ]
  `);
  expect(await readOn()).toMatchInlineSnapshot(`
    [
      "heading, What is known of this case P-1, level 3",
      "What is known of this case",
      "P-1",
      "end of heading, What is known of this case P-1, level 3",
      "paragraph",
      "strong",
      "Your answer is the known one.",
      "end of strong",
      "end of paragraph",
      "term",
      "Known answer",
      "end of term",
      "definition",
      "Deny",
      "end of definition",
      "term",
      "Your answer",
      "end of term",
      "definition",
      "Deny",
      "end of definition",
      "term",
      "The AI proposed",
      "end of term",
      "definition",
      "Deny",
      "end of definition",
      "term",
      "What in the case tells it",
      "end of term",
      "definition",
      "Known because of 1",
      "end of definition",
      "button, Next case",
      "end of region, What is known of this case P-1",
      "end of region, Practice",
      "end of document",
    ]
  `);
});

it('says which cases can be approved together, how far it is, and how each came out', async () => {
  const ids = ['A-1', 'A-2', 'A-3'];
  const store = createMemoryStore({ reviews: ids.map((id) => smallReview(id)), clock: () => NOW });
  const backend = store.backendFor(amara);
  for (const id of ids) store.apply(id, { type: 'view', of: 'case' }, amara);
  const batch = createBatch({ backend, ids, reviewer: amara });
  render(
    <Here>
      <BatchApproval.Root batch={batch} onClose={() => {}} />
    </Here>,
  );
  await screen.findByRole('button', { name: 'Approve 3 cases' });
  await start();
  expect(await readOn()).toMatchInlineSnapshot(`
    [
      "region, Approve together",
      "heading, Approve together, level 2",
      "paragraph",
      "All 3 selected can be approved together.",
      "end of paragraph",
      "paragraph",
      "A-2 was drawn to be opened first, and has been opened.",
      "end of paragraph",
      "heading, Can be approved together, level 3",
      "list, Can be approved together",
      "listitem, level 1, position 1, set size 3",
      "A small case, A-1",
      "A-1",
      "AI",
      "Approve",
      "end of listitem, level 1, position 1, set size 3",
      "listitem, level 1, position 2, set size 3",
      "A small case, A-2",
      "A-2",
      "AI",
      "Approve",
      "end of listitem, level 1, position 2, set size 3",
      "listitem, level 1, position 3, set size 3",
      "A small case, A-3",
      "A-3",
      "AI",
      "Approve",
      "end of listitem, level 1, position 3, set size 3",
      "end of list, Can be approved together",
      "paragraph",
      "The record says of each case that it was one of several, and whether you had opened it.",
      "end of paragraph",
      "button, Approve 3 cases, The record says of each case that it was one of several, and whether you had opened it.",
      "button, Close",
      "end of region, Approve together",
      "end of document",
    ]
  `);
  const said = await heard(async () => {
    screen.getByRole('button', { name: 'Approve 3 cases' }).click();
    await screen.findByText('3 approved.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  });
  expect(said).toMatchInlineSnapshot(`
    [
      "heading, Approve together, level 2",
      "polite: Approving 3 cases, one after another.",
      "polite: 3 approved.",
    ]
  `);
});
