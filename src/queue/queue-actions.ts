import type { QueueRows } from './filter.types.js';
import type { QueueColumn } from './queue.types.js';
import { type Place, type QueueActions, type QueueValue, tabStopOf } from './queue-context.js';
import type { ReviewQueueRootProps } from './queue-root.js';

/** The newest render, for handlers that outlive it. */
export interface Latest {
  props: ReviewQueueRootProps;
  value: QueueValue;
}

/** What the root needs besides what its parts do. */
export interface QueueControls extends QueueActions {
  focusHeading(): void;
  /** The case below this one, or the one that took the place of a case that is gone. */
  after(id: string): string | undefined;
  /** Called when the rows have changed. */
  remember(before: QueueRows): void;
  /** Puts focus where the reader can go on, when what had it is gone. Called when everything is on the page. */
  recover(): void;
}

/** How many lists are remembered: a case is decided while a few others go. */
const REMEMBERED = 8;

function idsOf(rows: QueueRows): readonly string[] {
  return Array.from({ length: rows.length }, (_, position) => rows.at(position)?.id ?? '');
}

/** What takes focus in a cell: the control it holds, or the cell itself (APG, grid pattern). */
function targetIn(row: HTMLElement, column: QueueColumn): HTMLElement | null {
  const cell = row.querySelector<HTMLElement>(`[data-column="${column}"]`) ?? row.querySelector('[data-column]');
  return cell && (cell.querySelector<HTMLElement>('[data-cell-control]') ?? (cell as HTMLElement));
}

/** Focus, and what the host is told: the part of a queue that is no rendering. */
export function createQueueControls(latest: { readonly current: Latest }): QueueControls {
  let place: Place = { column: 'case' };
  const listeners = new Set<() => void>();
  const nodes = new Map<string, HTMLElement>();
  /** Lists that were shown before, newest first: where a case that is gone had its place. */
  let history: readonly QueueRows[] = [];
  let reveal: ((id: string) => void) | undefined;
  /** What gets focus as soon as it is on the page. */
  let wanted: Required<Place> | undefined;
  let heading: HTMLElement | null = null;
  /** What had focus and is gone: a row by its id, or a button. */
  let loss: { id?: string } | undefined;
  /** The cases there were when the reader asked for more. */
  let shownBefore: ReadonlySet<string> | undefined;

  const hasNobodyFocus = () => document.activeElement === null || document.activeElement === document.body;

  const controls: QueueControls = {
    place: {
      getSnapshot: () => place,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      set(next) {
        if (next.id === place.id && next.column === place.column) return;
        place = next;
        for (const listener of [...listeners]) listener();
      },
    },
    open(id) {
      const { props, value } = latest.current;
      const row = value.rows.at(value.rows.positionOf(id));
      controls.place.set({ ...place, id });
      if (row) props.onRowOpen?.({ id, row });
    },
    toggle(id) {
      const { props, value } = latest.current;
      if (!value.isSelectable) return;
      const ids = new Set(value.selectedIds);
      if (!ids.delete(id)) ids.add(id);
      props.onSelectionChange?.({ ids: [...ids] });
    },
    clear: () => latest.current.props.onSelectionChange?.({ ids: [] }),
    retryUpdates: () => latest.current.props.onUpdatesRetry?.(),
    showUpdates: () => latest.current.props.onUpdatesShow?.({ count: latest.current.value.updateCount }),
    setPaused: (isPaused) => latest.current.props.onPauseChange?.({ isPaused }),
    loadMore() {
      const { props, value } = latest.current;
      shownBefore = new Set(idsOf(value.rows));
      props.onMoreLoad?.({ shown: value.rows.length });
    },
    retry() {
      const { props, value } = latest.current;
      if (value.problem) props.onRetry?.({ problem: value.problem });
    },
    setOrder: (order) => latest.current.props.onOrderChange?.({ order }),
    setFilter: (filter) => latest.current.props.onFilterChange?.({ filter }),
    setText(text) {
      const { facets } = latest.current.value.filter;
      controls.setFilter({ ...(text !== '' && { text }), ...(facets && { facets }) });
    },
    setGrouping: (groupBy) => latest.current.props.onGroupingChange?.(groupBy === undefined ? {} : { groupBy }),

    register(id, node) {
      nodes.set(id, node);
      if (wanted?.id === id) {
        const { column } = wanted;
        wanted = undefined;
        targetIn(node, column)?.focus();
      }
      return () => {
        if (node.contains(document.activeElement)) loss = { id };
        if (nodes.get(id) === node) nodes.delete(id);
      };
    },
    loseFocus() {
      loss = {};
    },
    setHeading(node) {
      heading = node;
    },
    focusHeading: () => heading?.focus(),
    focusRow(id, column = place.column) {
      const node = nodes.get(id);
      const target = node && targetIn(node, column);
      wanted = undefined;
      if (target) {
        target.focus();
        controls.place.set({ id, column });
      } else if (reveal && latest.current.value.rows.positionOf(id) >= 0) {
        wanted = { id, column };
        controls.place.set(wanted);
        reveal(id);
      } else return false;
      return true;
    },
    setRevealer(next) {
      reveal = next;
    },

    after(id) {
      const { rows } = latest.current.value;
      const at = rows.positionOf(id);
      if (at >= 0) return rows.at(at + 1)?.id;
      for (const list of history) {
        const was = list.positionOf(id);
        if (was < 0) continue;
        for (let next = was + 1; next < list.length; next++) {
          const row = list.at(next);
          if (row && rows.positionOf(row.id) >= 0) return row.id;
        }
        return undefined;
      }
      return undefined;
    },
    remember(before) {
      history = [before, ...history.slice(0, REMEMBERED - 1)];
    },
    recover() {
      const { value } = latest.current;
      const { rows } = value;
      if (shownBefore && rows.length > shownBefore.size) {
        const known = shownBefore;
        shownBefore = undefined;
        const first = idsOf(rows).find((id) => !known.has(id));
        // Somebody who went on reading is not pulled away.
        const hasStayed = hasNobodyFocus() || document.activeElement?.hasAttribute('data-load-more');
        if (first !== undefined && hasStayed) controls.focusRow(first, 'case');
      }
      const gone = loss;
      loss = undefined;
      if (!gone || !hasNobodyFocus()) return;
      const isRow = gone.id !== undefined && rows.positionOf(gone.id) < 0;
      const next = isRow
        ? (controls.after(gone.id as string) ?? rows.at(rows.length - 1)?.id)
        : (gone.id ?? tabStopOf(place, value));
      if (next === undefined || !controls.focusRow(next)) controls.focusHeading();
    },
  };
  return controls;
}
