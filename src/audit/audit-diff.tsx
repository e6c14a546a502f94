'use client';
import { visibleText } from '../internal/plain-text.js';
import { useMessages } from '../react/locale-context.js';
import { primitives } from '../react/primitives.variants.js';
import { diffMessages } from './audit-more.messages.js';
import { more } from './audit-more.variants.js';
import { diffWords } from './word-diff.selectors.js';

/**
 * Two texts as one, with what was taken out and what was put in. Most screen readers say nothing of `<del>` and `<ins>`, so
 * words that are read but not seen stand in them. Renders a `<bdi>`.
 */
export function TextDiff({ from, to }: { from: string; to: string }) {
  const m = useMessages('audit', diffMessages);
  return (
    <bdi className={more.diff()}>
      {diffWords(visibleText(from), visibleText(to)).map(({ kind, text }, at) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a difference never move
        if (kind === 'same') return <span key={at}>{text}</span>;
        const isOut = kind === 'removed';
        const Change = isOut ? 'del' : 'ins';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a difference never move
          <Change key={at} className={isOut ? more.removed() : more.added()}>
            <span className={primitives('visually-hidden')}> {isOut ? m.removedWords : m.addedWords} </span>
            {text}
            <span className={primitives('visually-hidden')}> {m.endOfChange} </span>
          </Change>
        );
      })}
    </bdi>
  );
}
