'use client';
import { useState } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useMessages, useTextFormat } from '../react/locale-context.js';
import { button } from '../react/primitives.variants.js';
import { explanationTextMessages } from './evidence.messages.js';
import { explanationPanel } from './explanation.variants.js';

/** A name or a note: nobody reads on after this many characters. */
const SHORT = 500;

/** A short text of an outsider as it may be shown, or nothing where it is none; an endless one ends in "…". */
export function shortText(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  return visibleText(text.length > SHORT ? `${text.slice(0, SHORT)}…` : text);
}

/** How much of something long is shown, and the button that shows more. */
export function useReveal(total: number, first: number, step: number) {
  const [extra, setExtra] = useState(0);
  const shown = Math.min(first + extra, total);
  return { shown, more: () => setExtra(extra + step), reset: () => setExtra(0) };
}

/** Class of the button that shows more. */
export const more = () => button({ variant: 'quiet', className: explanationPanel('-more') });

/** The button under a list that is shown in steps; nothing where all of it is. */
export function MoreRows({ left, onMore, label }: { left: number; onMore: () => void; label?: string }) {
  const m = useMessages('explanation', explanationTextMessages);
  const f = useTextFormat();
  return left > 0 ? (
    <button type="button" className={more()} onClick={onMore}>
      {label ?? m.showMore(left, f)}
    </button>
  ) : null;
}
