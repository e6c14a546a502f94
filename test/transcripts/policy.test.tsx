import { act, fireEvent, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { PolicyEditor } from '../../src/oversight/index.js';
import { memoryStore, NOW, priya, serviceWith } from '../oversight/policy-editor.fixtures.js';
import { withVersions } from '../oversight/policy-versions.fixtures.js';
import { announced, Here, heard, prepareReader, readOn, start } from './reader.js';

/* What a screen reader says where somebody moves a threshold. */

prepareReader();

it('a threshold is moved along the curve, and a rule to another place', async () => {
  render(
    <Here>
      <PolicyEditor.Root service={serviceWith().as(priya)} store={memoryStore()} clock={() => NOW}>
        <PolicyEditor.Title />
        <PolicyEditor.Curve />
        <PolicyEditor.Rules />
      </PolicyEditor.Root>
    </Here>,
  );
  const slider = await screen.findByRole('slider');
  await start();
  expect((await readOn()).slice(0, 40)).toMatchInlineSnapshot(`
    [
      "heading, Policy credit-oversight, version 7, level 2",
      "Policy credit-oversight, version 7",
      "end of heading, Policy credit-oversight, version 7, level 2",
      "region, Take effect without a person, and wrong among them",
      "heading, Take effect without a person, and wrong among them, level 3",
      "Threshold",
      "combobox, Threshold, rules.0.when.below, has popup listbox, not expanded, required",
      "option, unsure: the AI’s confidence is below 80%, rules.0.when.below, not selected, position 1, set size 1",
      "end of combobox, Threshold, rules.0.when.below, has popup listbox, not expanded, required",
      "paragraph",
      "Drag the point, or move it with the arrow keys. It moves the threshold in the rule.",
      "end of paragraph",
      "paragraph",
      "Wrong among them",
      ":",
      "0%",
      "–",
      "23%",
      "end of paragraph",
      "graphics-document",
      "slider, Present threshold, orientated horizontally, max value 100, min value 0, current value Threshold 80%: 37.7% of the cases take effect without a person; wrong among them: 6% (1% to 19%)",
      "end of graphics-document",
      "paragraph",
      "Take effect without a person",
      ":",
      "0%",
      "–",
      "100%",
      "end of paragraph",
      "paragraph",
      "Threshold 80%: 37.7% of the cases take effect without a person; wrong among them: 6% (1% to 19%)",
      "end of paragraph",
      "group",
      "The same as a table",
      "region, The same as a table",
      "table",
      "rowgroup",
      "row, Threshold Take effect without a person Wrong among them What cannot be told",
      "columnheader, Threshold",
      "columnheader, Take effect without a person",
    ]
  `);
  expect(
    await heard(async () => {
      await act(async () => slider.focus());
      await act(async () => {
        fireEvent.keyDown(slider, { key: 'ArrowRight' });
      });
    }),
  ).toMatchInlineSnapshot(`
    [
      "slider, Present threshold, orientated horizontally, max value 100, min value 0, current value Threshold 80%: 37.7% of the cases take effect without a person; wrong among them: 6% (1% to 19%)",
    ]
  `);
  // What a reader says as the value of the slider, each time it moves.
  expect(slider.getAttribute('aria-valuetext')).toMatchInlineSnapshot(
    `"Threshold 79%: 40.3% of the cases take effect without a person; wrong among them: 6% (1% to 18%)"`,
  );
  const button = screen.getByRole('button', { name: 'Change sample' });
  expect(
    await heard(async () => {
      await act(async () => {
        button.focus();
        fireEvent.keyDown(button, { key: 'ArrowUp', altKey: true });
      });
      await announced(/sample is now rule 1 of 3/);
    }),
  ).toMatchInlineSnapshot(`
    [
      "button, Change sample, not expanded",
      "polite: sample is now rule 1 of 3",
    ]
  `);
});

it('the versions are opened, and one is begun from', async () => {
  const service = (await withVersions()).as(priya);
  render(
    <Here>
      <PolicyEditor.Root service={service} store={memoryStore()} clock={() => NOW}>
        <PolicyEditor.Title />
        <PolicyEditor.History />
      </PolicyEditor.Root>
    </Here>,
  );
  fireEvent.click(await screen.findByText('Show every version'));
  await screen.findByRole('heading', { name: 'Version 8' });
  await start();
  expect((await readOn()).slice(3, 70)).toMatchInlineSnapshot(`
    [
      "region, Versions",
      "heading, Versions, level 3",
      "group",
      "Show every version",
      "list",
      "listitem, level 1, position 1, set size 4",
      "heading, Version 10, level 4",
      "Version 10",
      "end of heading, Version 10, level 4",
      "paragraph",
      "Waits for a second person. Takes effect once confirmed, not before 24 Dec 2026, 01:00 CET.",
      "end of paragraph",
      "term",
      "Saved by",
      "end of term",
      "definition",
      "Priya Nair",
      ", 2 Dec 2026, 13:00 CET",
      "end of definition",
      "term",
      "Why",
      "end of term",
      "definition",
      "Too many were wrong",
      "end of definition",
      "term",
      "Second person",
      "end of term",
      "definition",
      "Nobody yet",
      "end of definition",
      "group",
      "What version 10 changed against version 8",
      "end of group",
      "button, Start from version 10",
      "end of listitem, level 1, position 1, set size 4",
      "listitem, level 1, position 2, set size 4",
      "heading, Version 9, level 4",
      "Version 9",
      "end of heading, Version 9, level 4",
      "paragraph",
      "Never took effect: nobody confirmed it.",
      "end of paragraph",
      "term",
      "Saved by",
      "end of term",
      "definition",
      "Priya Nair",
      ", 1 Dec 2026, 13:00 CET",
      "end of definition",
      "term",
      "Why",
      "end of term",
      "definition",
      "Back again",
      "end of definition",
      "term",
      "Second person",
      "end of term",
      "definition",
      "Nobody",
      "end of definition",
      "group",
      "What version 9 changed against version 8",
      "end of group",
      "button, Start from version 9",
      "end of listitem, level 1, position 2, set size 4",
    ]
  `);
  const button = screen.getByRole('button', { name: 'Start from version 7' });
  expect(
    await heard(async () => {
      await act(async () => button.focus());
      await act(async () => fireEvent.click(button));
      await announced(/The form holds version 7 now/);
    }),
  ).toMatchInlineSnapshot(`
    [
      "button, Start from version 7",
      "polite: The form holds version 7 now. Nothing is saved yet, and the last change can be taken back.",
    ]
  `);
});
