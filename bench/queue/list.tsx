import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { ReviewSummary } from '../../src/review/review.types.js';
import { filtered, sorted } from './queue.page.js';

interface ListProps {
  rows: readonly ReviewSummary[];
  children: (rows: readonly ReviewSummary[]) => ReactNode;
}

/** What a page around a list has to have, as one writes it: a field, an order, a case, and a key that approves it. */
export function Plain({ rows: given, children }: ListProps) {
  const [rows, setRows] = useState(given);
  const [text, setText] = useState('');
  const [order, setOrder] = useState('oldest');
  const shown = useMemo(() => sorted(filtered(rows, text), order), [rows, text, order]);
  const head = shown[0];
  useEffect(() => {
    const approve = (event: KeyboardEvent) => {
      if (event.key === 'F2' && head) setRows(rows.filter(({ id }) => id !== head.id));
    };
    addEventListener('keydown', approve);
    return () => removeEventListener('keydown', approve);
  }, [rows, head]);
  return (
    <>
      <input type="search" aria-label="Search" value={text} onChange={(event) => setText(event.target.value)} />
      <select aria-label="Order" value={order} onChange={(event) => setOrder(event.target.value)}>
        {['oldest', 'newest', 'due'].map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
      <h2 id="case">{head && `${head.title} ${head.id}`}</h2>
      <p id="count">{shown.length}</p>
      {children(shown)}
    </>
  );
}

export const shownCount = () => Number(document.getElementById('count')?.textContent ?? 0);
export const firstOf = (item: string) => document.querySelector(item)?.textContent ?? '';
