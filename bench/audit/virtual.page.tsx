import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { AuditEntry } from '../../src/review/review.types.js';
import { measure, wordsOf } from './timeline.page.js';

/** The least that TanStack Virtual needs: no names, no places, no focus kept. */
function List({ entries }: { entries: AuditEntry[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const last = entries.length - 1;
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 88,
    overscan: 8,
  });
  return (
    <div ref={scroller} data-scroller="" style={{ blockSize: 576, overflowY: 'auto' }}>
      <ol style={{ position: 'relative', blockSize: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const { title, lines, at, moment } = wordsOf(entries[last - index] as AuditEntry);
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className="item"
              style={{ position: 'absolute', insetInline: 0, transform: `translateY(${start}px)` }}
            >
              <h4>{title}</h4>
              {lines.map((line) => (
                <p key={line}>{line}</p>
              ))}
              <p>
                <time dateTime={at}>{moment}</time>
              </p>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

measure(
  (entries) => <List entries={entries} />,
  () => true,
  '.item',
);
