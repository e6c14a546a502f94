import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { ReviewSummary } from '../../src/review/review.types.js';
import { firstOf, Plain, shownCount } from './list.js';
import { measure, wordsOf } from './queue.page.js';

/** The least that TanStack Virtual needs: no roles, no keys, no focus kept. */
function List({ rows }: { rows: readonly ReviewSummary[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 76,
    overscan: 6,
  });
  return (
    <div ref={scroller} data-scroller="" style={{ blockSize: 576, overflowY: 'auto' }}>
      <ol style={{ position: 'relative', blockSize: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const { title, meta, since, why, risk, due, status } = wordsOf(rows[index] as ReviewSummary);
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className="item"
              style={{ position: 'absolute', insetInline: 0, transform: `translateY(${start}px)` }}
            >
              <b>{title}</b> {meta} {since}
              <p>
                {why} {risk} {due} {status}
              </p>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

measure({
  draw: (rows) => <Plain rows={rows}>{(shown) => <List rows={shown} />}</Plain>,
  item: '.item',
  count: shownCount,
  first: () => firstOf('.item'),
  scroller: () => document.querySelector('[data-scroller]') as Element,
});
