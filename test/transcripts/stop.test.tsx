import { virtual } from '@guidepup/virtual-screen-reader';
import { render, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { sampleReview, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { StopControl } from '../../src/oversight/index.js';
import { announced, Here, heard, prepareReader, readOn, start } from './reader.js';

/* What a screen reader says while somebody stops a model, and what everybody else hears. */

prepareReader();

/** This reader takes an alert dialog for a live region, and says its name with every change inside; readers of people do not. */
const once = (phrases: readonly string[]) => phrases.filter((phrase) => phrase !== 'assertive: Stop');

it('stops a model: what it does, what is missing, and what is stopped since when', async () => {
  const clock = () => Date.parse('2026-11-21T09:12:00Z');
  const store = createMemoryStore({ reviews: [sampleReview('loan')], clock });
  const { amara } = sampleReviewers;
  render(
    <Here>
      <StopControl.Root backend={store.backendFor(amara)} reviewer={amara} models={[{ id: 'credit-risk' }]} />
    </Here>,
  );
  await start();
  expect(await readOn()).toMatchInlineSnapshot(`
    [
      "button, Stop, Stop a case, a model or everything (Alt+Shift+S), has popup dialog, key shortcuts Alt+Shift+S",
      "end of document",
    ]
  `);
  const opening = await heard(async () => {
    screen.getByRole('button', { name: 'Stop' }).click();
    await screen.findByRole('alertdialog');
    await virtual.next();
  });
  expect(once(opening)).toMatchInlineSnapshot(`
    [
      "alertdialog, Stop, What is stopped is neither claimed nor decided nor sent out until somebody resumes it. Drafts are kept., modal",
      "heading, Stop, level 2",
      "paragraph",
    ]
  `);
  const missing = await heard(async () => {
    screen.getByRole('button', { name: 'Stop now' }).click();
    await waitFor(() => expect(document.activeElement?.getAttribute('type')).toBe('radio'));
  });
  expect(once(missing)).toMatchInlineSnapshot(`
    [
      "radio, Model credit-risk, every version, not checked, position 1, set size 2",
    ]
  `);
  screen.getByRole('radio', { name: 'Model credit-risk, every version' }).click();
  screen.getByRole('textbox', { name: 'Why' }).focus();
  await virtual.type('Wrong column');
  const said = await heard(async () => {
    screen.getByRole('button', { name: 'Stop now' }).click();
    await announced(/halted by Amara Osei/);
  });
  // Which of the two is first is for the version of React to say.
  expect(once(said).sort()).toMatchInlineSnapshot(`
    [
      "assertive: Model credit-risk halted by Amara Osei. Wrong column",
      "button, Stop, Stop a case, a model or everything (Alt+Shift+S), has popup dialog, key shortcuts Alt+Shift+S",
    ]
  `);
});
