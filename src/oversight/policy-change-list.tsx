'use client';
import { changeText } from './change-text.js';
import type { OversightPolicy } from './oversight.types.js';
import { policyEditor } from './policy.variants.js';
import { policyChanges } from './policy-diff.selectors.js';
import { useEditor } from './policy-field.js';

/** What is otherwise in one policy than in another, in words. Renders a `<ul>`, or a `<p>` where nothing is. */
export function ChangeList({ before, after }: { before: OversightPolicy; after: OversightPolicy }) {
  const { words } = useEditor();
  const changes = policyChanges(before, after);
  if (changes.length === 0) return <p className={policyEditor.hint()}>{words.m.noChanges}</p>;
  return (
    <ul className={policyEditor.changes()}>
      {changes.map((change) => {
        const text = changeText(change, words);
        return (
          <li key={text} className={policyEditor.change()}>
            {text}
          </li>
        );
      })}
    </ul>
  );
}
