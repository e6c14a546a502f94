'use client';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { afterPaint } from '../internal/after-paint.js';
import { useSnapshot } from '../react/use-snapshot.js';
import type { QueueRows } from './filter.types.js';
import { tabStopColumn, tabStopOf, useBrowserLayoutEffect, useQueue } from './queue-context.js';
import { GroupHeading } from './queue-group.js';
import { RowView, rowState } from './queue-row.js';
import { type LineHeights, lineAt, lineHeights, offsetOf } from './row-heights.selectors.js';
import { linesOf, type QueueLines } from './row-list.selectors.js';

/** Pixels that a line is taken to have until one was seen. */
const ESTIMATE = 76;
/** Lines drawn above and below what is on screen: the fewer there are, the sooner the next case is painted. */
const BEYOND = 3;
/** The same while somebody scrolls, who gets further before the next frame. */
const BEYOND_SCROLLING = 6;
/** Milliseconds without scrolling until that is over. */
const STILL = 1_000;
/** Lines by which what is drawn moves on: a scroll of less draws nothing. */
const STEP = 4;
/** Lines drawn before there is a screen: on a server, and before the first frame. */
const BEGINNING = 30;
/** Height of a screen that cannot be measured. */
const SCREEN = 600;
/** Heights kept: those of the lines seen last. */
const MOST_SEEN = 4_000;

interface Range {
  first: number;
  last: number;
}

/** What a line is remembered by, wherever it moves. */
function keyOf(lines: QueueLines, rows: QueueRows, line: number): string {
  const found = lines.at(line);
  return 'group' in found ? `group ${found.group.value}` : `row ${rows.at(found.position)?.id}`;
}

function lineOfKey(lines: QueueLines, rows: QueueRows, key: string): number {
  if (key.startsWith('row ')) {
    const position = rows.positionOf(key.slice(4));
    return position < 0 ? -1 : lines.lineOf(position);
  }
  const group = rows.groups?.find(({ value }) => `group ${value}` === key);
  return group ? lines.lineOf(group.start) - 1 : -1;
}

/** Heights of what was seen, and where every line stands by them. */
function createHeights() {
  const seen = new Map<string, number>();
  let usual: number | undefined;
  let known: { rows: QueueRows; heights: LineHeights } | undefined;
  return {
    of(rows: QueueRows, lines: QueueLines): LineHeights {
      if (known?.rows !== rows) {
        const other = usual ?? ESTIMATE;
        const found: [line: number, height: number][] = [];
        // A line of the usual height stands as one that was never seen: its place is not looked up.
        for (const [key, height] of seen) if (height !== other) found.push([lineOfKey(lines, rows, key), height]);
        known = { rows, heights: lineHeights(lines.length, other, found) };
      }
      return known.heights;
    },
    /** @returns whether anything is known now that was not */
    note(measured: ReadonlyMap<string, number>): boolean {
      let isNew = false;
      for (const [key, height] of measured) {
        if (seen.get(key) === height) continue;
        isNew = true;
        seen.delete(key);
        seen.set(key, height);
      }
      if (!isNew) return false;
      usual ??= mostCommon([...measured].filter(([key]) => key.startsWith('row ')).map(([, height]) => height));
      for (const key of seen.keys()) {
        if (seen.size <= MOST_SEEN) break;
        seen.delete(key);
      }
      known = undefined;
      return true;
    },
    /** Forgets all of it: in another width everything has another height. */
    forget() {
      seen.clear();
      usual = undefined;
      known = undefined;
    },
  };
}

function mostCommon(heights: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const height of heights) counts.set(height, (counts.get(height) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/**
 * The lines of a long grid, of which those on screen are in the document, and the one that has the tab stop: focus is never
 * lost to scrolling. The grid scrolls by itself; what is above and below has the room that it would take.
 */
export function Windowed({ grid }: { grid: RefObject<HTMLElement | null> }) {
  const queue = useQueue('Grid');
  const { rows, actions, order, groupBy, filter } = queue;
  const lines = linesOf(rows);
  const stop = useSnapshot(actions.place, (place) => tabStopOf(place, queue));
  const column = useSnapshot(actions.place, (place) => tabStopColumn(place, queue));
  const [model] = useState(createHeights);
  const [range, setRange] = useState<Range>({ first: 0, last: BEGINNING - 1 });
  const heights = model.of(rows, lines);
  /** The first line on screen, and where it stands. */
  const anchor = useRef<{ key: string; offset: number } | undefined>(undefined);
  const latest = useRef({ rows, lines, range, heights });
  latest.current = { rows, lines, range, heights };

  const [controls] = useState(() => {
    let beyond = BEYOND;
    /** Where the list itself has scrolled to. */
    let kept = 0;
    let still: ReturnType<typeof setTimeout> | undefined;
    const show = (next: Range) => {
      const { range: now } = latest.current;
      if (now.first !== next.first || now.last !== next.last) setRange(next);
    };
    const around = (top: number, height: number) => {
      const { lines: all, rows: list } = latest.current;
      const now = model.of(list, all);
      const first = Math.max(0, lineAt(now, top) - beyond);
      const last = lineAt(now, top + height) + beyond;
      return { first: first - (first % STEP), last: last - (last % STEP) + STEP - 1 };
    };
    const screenOf = (node: HTMLElement) => node.clientHeight || SCREEN;
    const controls = {
      around,
      /** Called when the list has scrolled, whoever made it. */
      scrolled() {
        if (grid.current?.scrollTop !== kept) {
          beyond = BEYOND_SCROLLING;
          clearTimeout(still);
          still = setTimeout(() => {
            beyond = BEYOND;
            controls.update();
          }, STILL);
        }
        controls.update();
      },
      stop: () => clearTimeout(still),
      /** Draws what is on screen by now. */
      update() {
        const node = grid.current;
        if (!node) return;
        const { lines: all, rows: list } = latest.current;
        const top = node.scrollTop;
        const now = model.of(list, all);
        const line = lineAt(now, top);
        anchor.current = all.length > 0 ? { key: keyOf(all, list, line), offset: offsetOf(now, line) } : undefined;
        show(around(top, screenOf(node)));
      },
      /** Keeps what the reader looks at where it is. */
      hold() {
        const node = grid.current;
        const held = anchor.current;
        if (!node || !held || node.scrollTop === 0) return;
        const { lines: all, rows: list } = latest.current;
        const line = lineOfKey(all, list, held.key);
        if (line < 0) return;
        const offset = offsetOf(model.of(list, all), line);
        // By how much it moved, whatever the reader has scrolled since.
        if (Math.abs(offset - held.offset) >= 1) {
          node.scrollTop += offset - held.offset;
          kept = node.scrollTop;
        }
        anchor.current = { ...held, offset };
      },
      reveal(id: string) {
        const node = grid.current;
        const { lines: all, rows: list } = latest.current;
        const position = list.positionOf(id);
        if (!node || position < 0) return;
        const top = offsetOf(model.of(list, all), all.lineOf(position)) - screenOf(node) / 2;
        show(around(Math.max(0, top), screenOf(node)));
      },
    };
    return controls;
  });

  const [known] = useState(() => ({ nodes: new WeakSet<Element>(), width: 0, frame: 0 }));
  const observer = useRef<ResizeObserver | undefined>(undefined);
  useEffect(() => {
    const node = grid.current;
    if (!node) return;
    actions.setRevealer(controls.reveal);
    node.addEventListener('scroll', controls.scrolled, { passive: true });
    controls.update();
    // Not in every DOM that tests run in.
    const sizes =
      typeof ResizeObserver === 'undefined'
        ? undefined
        : new ResizeObserver((entries) => {
            const measured = new Map<string, number>();
            let isWider = false;
            for (const { target, borderBoxSize } of entries) {
              const { dataset } = target as HTMLElement;
              if (target === node) {
                isWider = known.width !== 0 && known.width !== node.clientWidth;
                known.width = node.clientWidth;
              } else if (!target.isConnected) sizes?.unobserve(target);
              else {
                const key = dataset.review === undefined ? `group ${dataset.group}` : `row ${dataset.review}`;
                measured.set(key, borderBoxSize[0]?.blockSize ?? (target as HTMLElement).offsetHeight);
              }
            }
            if (isWider) model.forget();
            const before = latest.current.heights.usual;
            const { rows: list, lines: all } = latest.current;
            if (model.note(measured) && model.of(list, all).usual !== before) {
              // All the room there is changes: an observer may not change what it observes.
              cancelAnimationFrame(known.frame);
              known.frame = requestAnimationFrame(() => {
                flushSync(() => setRange((now) => ({ ...now })));
                controls.hold();
                controls.update();
              });
              return;
            }
            // Before the frame is painted: nothing is seen to move.
            controls.hold();
            controls.update();
          });
    observer.current = sizes;
    sizes?.observe(node);
    for (const each of node.querySelectorAll(':scope > [data-review], :scope > [data-group]')) {
      known.nodes.add(each);
      sizes?.observe(each);
    }
    return () => {
      actions.setRevealer(undefined);
      node.removeEventListener('scroll', controls.scrolled);
      controls.stop();
      sizes?.disconnect();
      cancelAnimationFrame(known.frame);
      known.nodes = new WeakSet();
    };
  }, [grid, actions, controls, model, known]);

  // Another order or filter begins at its beginning.
  const view = useRef({ order, groupBy, filter });
  useBrowserLayoutEffect(() => {
    const node = grid.current;
    if (!node) return;
    const was = view.current;
    view.current = { order, groupBy, filter };
    if (was.order !== order || was.groupBy !== groupBy || was.filter !== filter) node.scrollTop = 0;
    else controls.hold();
    controls.update();
  }, [grid, controls, rows, order, groupBy, filter]);
  useBrowserLayoutEffect(() => {
    const sizes = observer.current;
    for (const each of grid.current?.children ?? []) {
      if (!sizes || known.nodes.has(each) || !each.matches('[data-review], [data-group]')) continue;
      known.nodes.add(each);
      sizes.observe(each);
    }
  });

  // What nobody sees follows once the rest was painted: the row that takes the room of one that went, below what is on screen,
  // and the numbers of rows that only moved.
  const [settled, setSettled] = useState({ rows, length: lines.length });
  const isSettled = settled.rows === rows;
  useEffect(
    () => (isSettled ? undefined : afterPaint(() => setSettled({ rows, length: lines.length }))),
    [isSettled, rows, lines],
  );
  const late = Math.max(0, Math.min(settled.length - lines.length, BEYOND - 1));

  const end = lines.length - 1;
  const first = Math.max(0, Math.min(range.first, end - BEGINNING));
  const last = Math.min(Math.max(range.last - late, first), end);
  // To look up a place takes knowing all of them: not before the reader has one.
  const stopLine = stop === undefined ? -1 : lines.lineOf(stop === rows.at(0)?.id ? 0 : rows.positionOf(stop));
  const isAbove = stopLine >= 0 && stopLine < first;
  const isBelow = stopLine > last;
  const room = (name: string, from: number, to: number) => {
    const height = offsetOf(heights, to) - offsetOf(heights, from);
    // Each has a name of its own: a row that has focus is never what is moved among them.
    return height > 0 && <div key={name} role="presentation" style={{ blockSize: height }} />;
  };
  const draw = (line: number) => {
    const found = lines.at(line);
    if ('group' in found) {
      const { group } = found;
      return <GroupHeading key={`group ${group.value}`} group={group} rowIndex={line + 2} />;
    }
    const row = rows.at(found.position);
    if (!row) return null;
    const tabStop = row.id === stop ? column : undefined;
    return (
      <RowView
        key={`row ${row.id}`}
        row={row}
        rowIndex={line + 2}
        isNumberedLater={!isSettled && tabStop === undefined}
        tabStop={tabStop}
        {...rowState(queue, row, found.position)}
      />
    );
  };
  return (
    <>
      {[
        isAbove && room('far above', 0, stopLine),
        isAbove && draw(stopLine),
        room('above', isAbove ? stopLine + 1 : 0, first),
        ...Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => draw(first + at)),
        room('below', last + 1, isBelow ? stopLine : end + 1),
        isBelow && draw(stopLine),
        isBelow && room('far below', stopLine + 1, end + 1),
      ]}
    </>
  );
}
