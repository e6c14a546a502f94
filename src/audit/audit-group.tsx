'use client';
import { type CSSProperties, memo, useEffect, useMemo, useRef } from 'react';
import { composeRefs } from '../react/merge-props.js';
import type { AuditEntry } from '../review/review.types.js';
import { timeline } from './audit.variants.js';
import { PlaceContext, type TimelineState } from './audit-context.js';
import { type EntryGroup, groupEntries } from './audit-groups.selectors.js';
import { type DrawEntry, Items, type LayoutProps } from './audit-items.js';
import { type DrawnUnit, useDrawn } from './use-drawn.js';
import { useKeptFocus } from './use-kept-focus.js';

/** `<li>`s between which others stand are no items any more unless they say so. */
export const ITEM = { attributes: { role: 'listitem' } };

/** What keeps the place of entries that are not laid out, or not drawn yet. */
export function placeFor(entries: number, days = 0): CSSProperties {
  return { '--csn-audit-timeline-entries': entries, '--csn-audit-timeline-days': days } as CSSProperties;
}

/** How a list whose units are drawn bit by bit gets one of its entries into the document. */
export function useUnits(
  state: TimelineState,
  units: readonly (DrawnUnit & { has: (entry: AuditEntry) => boolean })[],
  listId: string | undefined,
) {
  const own = useRef<HTMLOListElement>(null);
  const kept = useKeptFocus(state, listId);
  const { shown, isDone, draw } = useDrawn(units, own, () => kept && units.find(({ has }) => has(kept))?.key);
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

/** A list laid out in groups, and drawn bit by bit. */
export function Grouped({ state, draw, attributes, listRef }: LayoutProps) {
  const { entries } = state;
  const before = useRef<EntryGroup[]>([]);
  const groups = useMemo(() => groupEntries(entries, before.current), [entries]);
  before.current = groups;
  const units = useMemo(
    () =>
      groups.map((group) => ({
        key: group.key,
        size: group.entries.length,
        has: (entry: AuditEntry) => group.entries.includes(entry),
      })),
    [groups],
  );
  const { own, shown, isDone } = useUnits(state, units, attributes.id);
  return (
    <PlaceContext.Provider value={ITEM}>
      <ol
        {...attributes}
        data-drawing={isDone ? undefined : ''}
        // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role where list-style is none.
        role="list"
        ref={composeRefs(own, listRef)}
      >
        {groups.map(({ key, entries }, index) => (
          <Group key={key} index={index} entries={entries} draw={draw} isDrawn={shown.has(key)} />
        ))}
      </ol>
    </PlaceContext.Provider>
  );
}
