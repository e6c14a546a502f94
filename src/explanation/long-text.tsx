'use client';
import { visibleText } from '../internal/plain-text.js';
import { useMessages } from '../react/locale-context.js';
import { explanationTextMessages } from './evidence.messages.js';
import { endOfWords, TEXT_STEP, WORDS_FIRST } from './explanation.selectors.js';
import { more, useReveal } from './reveal.js';

/**
 * Text of a model: its first words, and the rest behind "More", piece by piece, so that no length can freeze the page.
 * The button stays in place as "Less", with its focus.
 *
 * @param isWhole begins with all of it, up to 20,000 characters
 */
export function LongText({ text, isWhole }: { text: string; isWhole?: boolean }) {
  const m = useMessages('explanation', explanationTextMessages);
  const first = isWhole ? TEXT_STEP : endOfWords(text, WORDS_FIRST);
  const { shown, more: showMore, reset } = useReveal(text.length, first, TEXT_STEP);
  const isAll = shown >= text.length;
  return (
    <>
      {visibleText(text.slice(0, shown))}
      {first < text.length && (
        <>
          {isAll ? ' ' : '… '}
          <button type="button" className={more()} aria-expanded={shown > first} onClick={isAll ? reset : showMore}>
            {isAll ? m.less : m.more}
          </button>
        </>
      )}
    </>
  );
}
