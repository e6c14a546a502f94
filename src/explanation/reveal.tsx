'use client';
import { type ReactNode, useState } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useMessages, useTextFormat } from '../react/locale-context.js';
import { primitives } from '../react/primitives.variants.js';
import { evidenceMessages } from './evidence.messages.js';
import { ROWS_STEP } from './evidence.selectors.js';
import { explanationPanel } from './explanation.variants.js';

/** A name or a note: nobody reads on after this many characters. */
const SHORT = 500;

/** A short text of an outsider as it may be shown, or nothing where it is none; an endless one ends in "…". */
export function shortText(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  return visibleText(text.length > SHORT ? `${text.slice(0, SHORT)}…` : text);
}

/** Class of the button that shows more. */
export const more = () => primitives('button', [primitives('button--quiet'), explanationPanel('-more')]);

/**
 * How many rows of a list are shown, and the button under them that shows more; nothing where all are.
 *
 * @param label what the button says instead of "Show more"
 */
export function useRows(total: number, first = ROWS_STEP, label?: string): [shown: number, button: ReactNode] {
  const m = useMessages('explanation', evidenceMessages);
  const f = useTextFormat();
  const [extra, setExtra] = useState(0);
  const shown = first + extra;
  return [
    shown,
    total > shown && (
      <button type="button" className={more()} onClick={() => setExtra(extra + ROWS_STEP)}>
        {label ?? m.showMore(total - shown, f)}
      </button>
    ),
  ];
}
