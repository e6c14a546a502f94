'use client';
import { forwardRef, type OlHTMLAttributes, useRef, useSyncExternalStore } from 'react';
import { createOnDemand } from '../react/on-demand.js';
import { useRequiredContext } from '../react/required-context.js';
import type { AuditEntry } from '../review/review.types.js';
import { timeline } from './audit.variants.js';
import { TimelineContext } from './audit-context.js';
import { Entry } from './audit-entry.js';
import { type DrawEntry, GROUPED_ABOVE, Items, type LayoutProps } from './audit-items.js';

export interface ListProps extends Omit<OlHTMLAttributes<HTMLOListElement>, 'children'> {
  /**
   * Draws one entry; `<AuditTimeline.Entry entry={entry} />` unless given. Keep it the same function: another one draws every
   * entry again.
   */
  children?: DrawEntry;
}

/** Above as many, a list that may be windowed is (T-6). */
const WINDOWED_ABOVE = 1000;
/** Drawn until the code for a long list is there. */
const BEGINNING = 20;

const drawEntry: DrawEntry = (entry) => <Entry entry={entry} />;

const useDays = /* @__PURE__ */ createOnDemand(() => import('./audit-days.js').then((module) => module.DayList));
const useWindow = /* @__PURE__ */ createOnDemand(() => import('./audit-window.js').then((module) => module.WindowList));
const useGroups = /* @__PURE__ */ createOnDemand(() => import('./audit-group.js').then((module) => module.Grouped));

const never = () => () => {};

/** The entries, in reading order. Renders an `<ol>` whose name states the order in words. */
export const List = forwardRef<HTMLOListElement, ListProps>(function List({ className, children, ...rest }, ref) {
  const state = useRequiredContext(TimelineContext, 'AuditTimeline.List', 'AuditTimeline.Root');
  const { messages: m, entries, order, title, reference, total, groupBy, isWindowed, idOf, hasOlder } = state;
  const isByDay = groupBy === 'day';
  const wantsWindow = isWindowed && entries.length > WINDOWED_ABOVE;
  const isLong = Math.max(entries.length, total) > GROUPED_ABOVE;
  const days = useDays(isByDay);
  const window = useWindow(isWindowed);
  // There before the list becomes long.
  const groups = useGroups((!isByDay || days.isFailed) && (isLong || hasOlder));
  const isFromServer = useSyncExternalStore(
    never,
    () => false,
    () => true,
  );
  /** Grouped once is grouped for good: what the reader looks at keeps its place. */
  const isGrouped = useRef(false);
  /** The entries of a list that was drawn whole, by a server too: it is not drawn again before others come. */
  const whole = useRef<readonly AuditEntry[]>(undefined);
  if (isFromServer || !isLong || groups.isFailed) whole.current = entries;
  else if (!groups.loaded) whole.current &&= entries;
  else isGrouped.current ||= whole.current !== entries;

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
  // Until its code is there, only the beginning: all of it would be what a window, or groups, are asked for to avoid.
  const layout = wantsWindow && !window.isFailed ? window : isByDay && !days.isFailed ? days : undefined;
  const Layout = layout ? layout.loaded : isGrouped.current ? groups.loaded : undefined;
  if (Layout) return <Layout {...props} />;
  return <Plain {...props} entries={layout || !whole.current ? entries.slice(0, BEGINNING) : entries} />;
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
