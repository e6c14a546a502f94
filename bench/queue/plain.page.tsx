import { memo } from 'react';
import type { ReviewSummary } from '../../src/review/review.types.js';
import { firstOf, Plain, shownCount } from './list.js';
import { measure, wordsOf } from './queue.page.js';

const Item = memo(function Item({ row }: { row: ReviewSummary }) {
  const { title, meta, since, why, risk, due, status } = wordsOf(row);
  return (
    <li className="item" style={{ contentVisibility: 'auto', containIntrinsicBlockSize: '76px' }}>
      <b>{title}</b> {meta} {since}
      <p>
        {why} {risk} {due} {status}
      </p>
    </li>
  );
});

measure({
  draw: (rows) => (
    <Plain rows={rows}>
      {(shown) => (
        <ol>
          {shown.map((row) => (
            <Item key={row.id} row={row} />
          ))}
        </ol>
      )}
    </Plain>
  ),
  item: '.item',
  count: shownCount,
  first: () => firstOf('.item'),
  scroller: () => document.scrollingElement as Element,
});
