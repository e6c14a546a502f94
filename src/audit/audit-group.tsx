'use client';
import {
  type CSSProperties,
  Fragment,
  memo,
  type OlHTMLAttributes,
  type ReactNode,
  type Ref,
  useEffect,
  useRef,
} from 'react';
import { usePresent } from '../react/locale-context.js';
import type { AuditEntry } from '../review/review.types.js';
import { entryKey } from './audit.selectors.js';
import { timeline } from './audit.variants.js';
import { NowContext, type TimelineState } from './audit-context.js';
import { type DrawnUnit, useDrawn } from './use-drawn.js';

/** Draws one entry. */
export type DrawEntry = (entry: AuditEntry) => ReactNode;

/** Above as many entries they are laid out in groups (T-6). */
export const GROUPED_ABOVE = 200;
/** `<li>`s between which others stand are no items any more unless they say so. */
export const ITEM = { attributes: { role: 'listitem' } };

/** What a list is given, however it lays the entries out. */
export interface LayoutProps {
  state: TimelineState;
  draw: DrawEntry;
  /** For the element that stands for the whole list. */
  attributes: OlHTMLAttributes<HTMLOListElement>;
  listRef: Ref<HTMLOListElement>;
}

/** Entries as items of one list. */
export const Items = memo(function Items({ entries, draw }: { entries: readonly AuditEntry[]; draw: DrawEntry }) {
  return (
    <NowContext.Provider value={usePresent(newestOf(entries))}>
      {entries.map((entry) => (
        <Fragment key={entryKey(entry)}>{draw(entry)}</Fragment>
      ))}
    </NowContext.Provider>
  );
});

/** The time of the entry that changes most often how long ago it is. */
function newestOf(entries: readonly AuditEntry[]): number {
  const times = [entries[0], entries.at(-1)].map((entry) => Date.parse(entry?.at ?? ''));
  return Math.max(...times.filter(Number.isFinite));
}

/** What keeps the place of entries that are not laid out, or not drawn yet. */
export function placeFor(entries: number, days = 0): CSSProperties {
  return { '--csn-audit-timeline-entries': entries, '--csn-audit-timeline-days': days } as CSSProperties;
}

/** How a list whose units are drawn bit by bit gets one of its entries into the document. */
export function useUnits(
  state: TimelineState,
  units: readonly (DrawnUnit & { has: (entry: AuditEntry) => boolean })[],
) {
  const own = useRef<HTMLOListElement>(null);
  const { shown, isDone, draw } = useDrawn(units, own);
  const { setDrawer } = state;
  useEffect(() => {
    setDrawer((entry) => {
      const unit = units.find(({ has }) => has(entry));
      if (unit) draw(unit.key);
    });
  });
  useEffect(() => () => setDrawer(undefined), [setDrawer]);
  return { own, shown, isDone };
}

interface GroupProps {
  index: number;
  entries: readonly AuditEntry[];
  draw: DrawEntry;
  isDrawn: boolean;
}

/** Entries that are laid out together. Assistive technology is told nothing of it: the list has entries and no groups. */
export const Group = memo(function Group({ index, entries, draw, isDrawn }: GroupProps) {
  return (
    <li
      role="presentation"
      data-group={index}
      data-pending={isDrawn ? undefined : ''}
      style={placeFor(entries.length)}
      className={timeline.group()}
    >
      {isDrawn && (
        <ol role="presentation" className={timeline.groupList()}>
          <Items entries={entries} draw={draw} />
        </ol>
      )}
    </li>
  );
});
