import { arrowsBetweenTops, type Chart, type ChartState } from './chart-model.js';

const WIDTH = 168;
const COLUMN = 330;
const LINE = 18;
const GAP = 74;
const EDGE = 24;
const TEXT = 12;

export interface PlacedState {
  state: ChartState;
  x: number;
  y: number;
  width: number;
  height: number;
  isInitial: boolean;
}
export interface PlacedArrow {
  key: string;
  path: string;
  label: string[];
  labelX: number;
  labelY: number;
}
export interface Layout {
  width: number;
  height: number;
  states: PlacedState[];
  arrows: PlacedArrow[];
}

const heightOf = (state: ChartState) => 36 + state.children.length * LINE;
const topOf = (path: string) => path.split('.')[0] as string;

/** Steps from the initial state: the column of each state. */
function columnsOf(chart: Chart, pairs: readonly { from: string; to: string }[]): Map<string, number> {
  const columns = new Map([[topOf(chart.initial), 0]]);
  const queue = [topOf(chart.initial)];
  for (let from = queue.shift(); from !== undefined; from = queue.shift()) {
    for (const { to } of pairs.filter((pair) => pair.from === from)) {
      if (columns.has(to)) continue;
      columns.set(to, (columns.get(from) ?? 0) + 1);
      queue.push(to);
    }
  }
  return columns;
}

/** Events of one arrow in lines of a label. */
function linesOf(events: readonly string[]): string[] {
  const lines: string[] = [];
  for (const event of events) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + event.length < 20) lines[lines.length - 1] = `${last}, ${event}`;
    else lines.push(event);
  }
  return lines;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
const overlaps = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Columns by distance from the initial state; arrows forward leave at the end, arrows back run below. */
export function layOut(chart: Chart): Layout {
  const pairs = arrowsBetweenTops(chart);
  const columns = columnsOf(chart, pairs);
  const count = Math.max(0, ...columns.values()) + 1;
  const byColumn = Array.from({ length: count }, (_, column) =>
    chart.states.filter(({ path }) => (columns.get(path) ?? 0) === column),
  );
  const heights = byColumn.map((states) => states.reduce((sum, state) => sum + heightOf(state) + GAP, -GAP));
  const tallest = Math.max(...heights);

  const states: PlacedState[] = byColumn.flatMap((column, index) => {
    let y = EDGE + (tallest - (heights[index] ?? 0)) / 2;
    return column.map((state) => {
      const placed = {
        state,
        x: EDGE + index * COLUMN,
        y,
        width: WIDTH,
        height: heightOf(state),
        isInitial: state.path === topOf(chart.initial),
      };
      y += placed.height + GAP;
      return placed;
    });
  });

  const placed = new Map(states.map((each) => [each.state.path, each]));
  const taken: Box[] = states.map(({ x, y, width, height }) => ({ x, y, width, height }));
  const leaving = new Map<string, number>();
  /** A place of its own on a side for each arrow, so that heads and tails stay apart. */
  const slot = (path: string, side: string) => {
    const used = leaving.get(path + side) ?? 0;
    leaving.set(path + side, used + 1);
    return used;
  };

  const arrows = pairs.flatMap(({ from, to, events }) => {
    const [a, b] = [placed.get(from), placed.get(to)];
    if (!a || !b) return [];
    const label = linesOf(events);
    let path: string;
    let middle: [number, number];
    if (b.x > a.x) {
      const y1 = a.y + 14 + (slot(from, 'end') % 4) * 11;
      const y2 = b.y + 12 + (slot(to, 'start') % 3) * 11;
      const [x1, x2] = [a.x + a.width, b.x];
      const bend = Math.max(60, (x2 - x1) / 2);
      path = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
      middle = [(x1 + x2) / 2, (y1 + y2) / 2];
    } else if (b.x === a.x) {
      const isDown = b.y > a.y;
      const x = a.x + a.width - 30 - slot(from, 'same') * 44;
      const [y1, y2] = isDown ? [a.y + a.height, b.y] : [a.y, b.y + b.height];
      path = `M${x} ${y1}C${x + 18} ${(2 * y1 + y2) / 3} ${x + 18} ${(y1 + 2 * y2) / 3} ${x} ${y2}`;
      middle = [x + 14, (y1 + y2) / 2];
    } else {
      const x1 = a.x + 36 + (slot(from, 'below') % 4) * 30;
      const x2 = b.x + b.width - 24 - (slot(to, 'below') % 5) * 28;
      const [y1, y2] = [a.y + a.height, b.y + b.height];
      const low = Math.max(y1, y2) + 46 + ((a.x - b.x) / COLUMN - 1) * 34;
      path = `M${x1} ${y1}C${x1} ${low} ${x2} ${low} ${x2} ${y2}`;
      middle = [(x1 + x2) / 2, (y1 + y2) / 8 + low * 0.75];
    }
    const size = {
      width: Math.max(...label.map((line) => line.length)) * TEXT * 0.56 + 6,
      height: label.length * (TEXT + 3) + 2,
    };
    let box: Box = { x: middle[0] - size.width / 2, y: middle[1] - size.height / 2, ...size };
    for (let step = 1; step < 40 && taken.some((other) => overlaps(box, other)); step++) {
      const shift = (step % 2 === 0 ? -1 : 1) * Math.ceil(step / 2) * 8;
      box = { ...box, y: middle[1] - size.height / 2 + shift };
    }
    taken.push(box);
    return [{ key: `${from} ${to}`, path, label, labelX: box.x + size.width / 2, labelY: box.y + TEXT }];
  });

  return {
    width: EDGE * 2 + (count - 1) * COLUMN + WIDTH,
    height: Math.max(...taken.map(({ y, height }) => y + height)) + EDGE + 20,
    states,
    arrows,
  };
}
