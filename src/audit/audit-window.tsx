'use client';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { usePresent } from '../react/locale-context.js';
import type { AuditEntry } from '../review/review.types.js';
import { entryKey } from './audit.selectors.js';
import { type EntryPlace, type EntrySetting, NowContext, PlaceContext } from './audit-context.js';
import type { DrawEntry, LayoutProps } from './audit-items.js';
import { more } from './audit-more.variants.js';
import { createDays, dayName } from './days.selectors.js';
import { useKeptFocus } from './use-kept-focus.js';

/** Pixels that an entry is taken to have until it was on screen. */
const ESTIMATE = 88;
/** Entries drawn above and below what is on screen. */
const OVERSCAN = 8;

/**
 * A list of which only what is on screen is in the document, with its place and the number of all on each entry. It scrolls
 * by itself, by keyboard too; what has focus stays in the document wherever the reader scrolls.
 */
export function WindowList({ state, draw, attributes, listRef }: LayoutProps) {
  const { entries, setting, groupBy, setDrawer } = state;
  const { locale, timeZone } = setting.format;
  const scroller = useRef<HTMLDivElement>(null);
  /** What has focus, or is about to. */
  const [kept, setKept] = useState(useKeptFocus(state, attributes.id));
  const keptAt = useMemo(() => (kept ? entries.indexOf(kept) : -1), [entries, kept]);

  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ESTIMATE,
    overscan: OVERSCAN,
    getItemKey: useCallback((index: number) => entryKey(entries[index] as AuditEntry), [entries]),
    rangeExtractor: useCallback(
      (range: Range) => {
        const indexes = defaultRangeExtractor(range);
        const isOutside = keptAt >= 0 && !indexes.includes(keptAt);
        return isOutside ? [...indexes, keptAt].sort((a, b) => a - b) : indexes;
      },
      [keptAt],
    ),
    // A screen to begin with where nothing can be measured: on a server, and before the first frame.
    initialRect: { width: 800, height: 600 },
    useFlushSync: false,
  });

  useEffect(() => {
    setDrawer((entry) => {
      flushSync(() => setKept(entry));
      virtualizer.scrollToIndex(entries.indexOf(entry), { align: 'center' });
    });
    return () => setDrawer(undefined);
  }, [setDrawer, virtualizer, entries]);

  const days = useMemo(() => createDays(timeZone), [timeZone]);
  const dayOf = (index: number) => {
    const at = entries[index]?.at;
    return at === undefined ? undefined : days.of(at);
  };
  const shown = virtualizer.getVirtualItems();
  const now = usePresent(Date.parse(entries[0]?.at ?? ''));

  return (
    // biome-ignore lint/a11y/useSemanticElements: there is no element for a place that scrolls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <div ref={scroller} role="group" aria-labelledby={attributes.id} tabIndex={0} className={more.window()}>
      <ol
        {...attributes}
        data-windowed=""
        // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role where list-style is none.
        role="list"
        ref={listRef}
        style={{ ...attributes.style, blockSize: virtualizer.getTotalSize() }}
        onFocus={(event) => {
          attributes.onFocus?.(event);
          const row = (event.target as Element).closest<HTMLElement>('[data-index]');
          if (row) setKept(entries[Number(row.dataset.index)]);
        }}
        onBlur={(event) => {
          attributes.onBlur?.(event);
          if (!event.currentTarget.contains(event.relatedTarget)) setKept(undefined);
        }}
      >
        <NowContext.Provider value={now}>
          {shown.map(({ index, start, key }) => {
            const day = groupBy === 'day' ? dayOf(index) : undefined;
            const isFirst = day && (index === 0 || dayOf(index - 1)?.date !== day.date);
            return (
              <Row
                key={key}
                index={index}
                start={start}
                count={entries.length}
                entry={entries[index] as AuditEntry}
                day={isFirst ? dayName(locale, timeZone, day) : undefined}
                measure={virtualizer.measureElement}
                draw={draw}
                setting={setting}
              />
            );
          })}
        </NowContext.Provider>
      </ol>
    </div>
  );
}

interface RowProps {
  index: number;
  start: number;
  count: number;
  entry: AuditEntry;
  /** The day that begins with it. */
  day?: string;
  measure: (element: Element | null) => void;
  draw: DrawEntry;
  /** Draws again when it changes. */
  setting: EntrySetting;
}

const Row = memo(function Row({ index, start, count, entry, day, measure, draw }: RowProps) {
  const place = useMemo<EntryPlace>(
    () => ({
      attributes: {
        role: 'listitem',
        'aria-posinset': index + 1,
        'aria-setsize': count,
        'data-index': index,
        style: { transform: `translateY(${start}px)` },
      },
      ref: measure,
      before: day && <p className={more.rowDay()}>{day}</p>,
    }),
    [index, start, count, day, measure],
  );
  return <PlaceContext.Provider value={place}>{draw(entry)}</PlaceContext.Provider>;
});
