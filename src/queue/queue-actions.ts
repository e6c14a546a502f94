import type { ReviewSummary } from '../review/review.types.js';
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
  remember(before: readonly ReviewSummary[]): void;
  /** Puts focus where the reader can go on, when what had it is gone. Called when everything is on the page. */
  recover(): void;
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
  /** For each case that is gone, the one that stood after it. */
  const successors = new Map<string, string | undefined>();
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
      const row = value.rows[value.positions.get(id) ?? -1];
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
      shownBefore = new Set(value.positions.keys());
      props.onMoreLoad?.({ shown: value.rows.length });
    },
    retry() {
      const { props, value } = latest.current;
      if (value.problem) props.onRetry?.({ problem: value.problem });
    },
    setOrder: (order) => latest.current.props.onOrderChange?.({ order }),

    register(id, node) {
      nodes.set(id, node);
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
      target?.focus();
      if (target) controls.place.set({ id, column });
      return !!target;
    },

    after(id) {
      const { positions, rows } = latest.current.value;
      const at = positions.get(id);
      if (at !== undefined) return rows[at + 1]?.id;
      let next = successors.get(id);
      while (next !== undefined && !positions.has(next)) next = successors.get(next);
      return next;
    },
    remember(before) {
      const { positions } = latest.current.value;
      for (const id of positions.keys()) successors.delete(id);
      let next: string | undefined;
      for (const { id } of [...before].reverse()) {
        if (positions.has(id)) next = id;
        else successors.set(id, next);
      }
    },
    recover() {
      const { value } = latest.current;
      const { rows, positions } = value;
      if (shownBefore && rows.length > shownBefore.size) {
        const known = shownBefore;
        shownBefore = undefined;
        const first = rows.find(({ id }) => !known.has(id));
        // Somebody who went on reading is not pulled away.
        const hasStayed = hasNobodyFocus() || document.activeElement?.hasAttribute('data-load-more');
        if (first && hasStayed) controls.focusRow(first.id, 'case');
      }
      const gone = loss;
      loss = undefined;
      if (!gone || !hasNobodyFocus()) return;
      const isRow = gone.id !== undefined && !positions.has(gone.id);
      const next = isRow
        ? (controls.after(gone.id as string) ?? rows.at(-1)?.id)
        : (gone.id ?? tabStopOf(place, value));
      if (next === undefined || !controls.focusRow(next)) controls.focusHeading();
    },
  };
  return controls;
}
