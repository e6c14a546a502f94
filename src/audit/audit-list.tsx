'use client';
import {
  type CSSProperties,
  Fragment,
  forwardRef,
  memo,
  type OlHTMLAttributes,
  type ReactNode,
  useEffect,
  useMemo,
  useRef,
} from 'react';
import { usePresent } from '../react/locale-context.js';
import { composeRefs } from '../react/merge-props.js';
import { createOnDemand } from '../react/on-demand.js';
import { useRequiredContext } from '../react/required-context.js';
import type { AuditEntry } from '../review/review.types.js';
import { entryKey } from './audit.selectors.js';
import { timeline } from './audit.variants.js';
import { NowContext, PlaceContext, TimelineContext, type TimelineState } from './audit-context.js';
import { Entry } from './audit-entry.js';
import { type EntryGroup, groupEntries } from './audit-groups.selectors.js';
import { type DrawnUnit, useDrawn } from './use-drawn.js';

/** Draws one entry. */
export type DrawEntry = (entry: AuditEntry) => ReactNode;

export interface ListProps extends Omit<OlHTMLAttributes<HTMLOListElement>, 'children'> {
  /**
   * Draws one entry; `<AuditTimeline.Entry entry={entry} />` unless given. Keep it the same function: another one draws every
   * entry again.
   */
  children?: DrawEntry;
}

/** Above as many entries they are laid out in groups (T-6). */
export const GROUPED_ABOVE = 200;
/** Above as many, a list that may be windowed is (T-6). */
const WINDOWED_ABOVE = 1000;

const drawEntry: DrawEntry = (entry) => <Entry entry={entry} />;

/** `<li>`s between which others stand are no items any more unless they say so. */
export const ITEM = { attributes: { role: 'listitem' } };

const useDays = /* @__PURE__ */ createOnDemand(() => import('./audit-days.js').then((module) => module.DayList));
const useWindow = /* @__PURE__ */ createOnDemand(() => import('./audit-window.js').then((module) => module.WindowList));

/** What a list is given, however it lays the entries out. */
export interface LayoutProps {
  state: TimelineState;
  draw: DrawEntry;
  /** For the element that stands for the whole list. */
  attributes: OlHTMLAttributes<HTMLOListElement>;
  listRef: React.Ref<HTMLOListElement>;
}

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

function Plain({ draw, attributes, listRef, entries }: LayoutProps & { entries: readonly AuditEntry[] }) {
  return (
    // Safari drops the list role where list-style is none.
    // biome-ignore lint/a11y/noRedundantRoles: see above
    <ol {...attributes} role="list" ref={listRef}>
      <Items entries={entries} draw={draw} />
    </ol>
  );
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
