'use client';
import { forwardRef, type OlHTMLAttributes, useMemo, useRef } from 'react';
import { composeRefs } from '../react/merge-props.js';
import { createOnDemand } from '../react/on-demand.js';
import { useRequiredContext } from '../react/required-context.js';
import type { AuditEntry } from '../review/review.types.js';
import { timeline } from './audit.variants.js';
import { PlaceContext, TimelineContext } from './audit-context.js';
import { Entry } from './audit-entry.js';
import { type DrawEntry, GROUPED_ABOVE, Group, ITEM, Items, type LayoutProps, useUnits } from './audit-group.js';
import { type EntryGroup, groupEntries } from './audit-groups.selectors.js';

export interface ListProps extends Omit<OlHTMLAttributes<HTMLOListElement>, 'children'> {
  /**
   * Draws one entry; `<AuditTimeline.Entry entry={entry} />` unless given. Keep it the same function: another one draws every
   * entry again.
   */
  children?: DrawEntry;
}

/** Above as many, a list that may be windowed is (T-6). */
const WINDOWED_ABOVE = 1000;

const drawEntry: DrawEntry = (entry) => <Entry entry={entry} />;

const useDays = /* @__PURE__ */ createOnDemand(() => import('./audit-days.js').then((module) => module.DayList));
const useWindow = /* @__PURE__ */ createOnDemand(() => import('./audit-window.js').then((module) => module.WindowList));

/** The entries, in reading order. Renders an `<ol>` whose name states the order in words. */
export const List = forwardRef<HTMLOListElement, ListProps>(function List({ className, children, ...rest }, ref) {
  const state = useRequiredContext(TimelineContext, 'AuditTimeline.List', 'AuditTimeline.Root');
  const { messages: m, entries, order, title, reference, total, groupBy, isWindowed, idOf } = state;
  const wantsWindow = isWindowed && entries.length > WINDOWED_ABOVE;
  const { loaded: Days, isFailed: hasNoDays } = useDays(groupBy === 'day');
  const { loaded: Window, isFailed: hasNoWindow } = useWindow(isWindowed);
  /** Grouped once is grouped for good: what the reader looks at keeps its place. */
  const isGrouped = useRef(false);
  isGrouped.current ||= Math.max(entries.length, total) > GROUPED_ABOVE;

  const props: LayoutProps = {
    state,
    draw: children ?? drawEntry,
    attributes: {
      id: idOf(),
      'aria-label': m.listLabel(title, m.orders[order], reference),
      ...rest,
      className: timeline.list({ className }),
    },
    listRef: ref,
  };
  if (wantsWindow && Window) return <Window {...props} />;
  // Until the code for it is there, only its beginning: all of it would be what a window is asked for to avoid.
  if (wantsWindow && !hasNoWindow) return <Plain {...props} entries={entries.slice(0, 20)} />;
  if (groupBy === 'day' && Days) return <Days {...props} />;
  if (groupBy === 'day' && !hasNoDays) return <Plain {...props} entries={entries.slice(0, 20)} />;
  return isGrouped.current ? <Grouped {...props} /> : <Plain {...props} entries={entries} />;
});

function Plain({ draw, attributes, listRef, entries }: LayoutProps & { entries: readonly AuditEntry[] }) {
  return (
    // Safari drops the list role where list-style is none.
    // biome-ignore lint/a11y/noRedundantRoles: see above
    <ol {...attributes} role="list" ref={listRef}>
      <Items entries={entries} draw={draw} />
    </ol>
  );
}

function Grouped({ state, draw, attributes, listRef }: LayoutProps) {
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
  const { own, shown, isDone } = useUnits(state, units);
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
