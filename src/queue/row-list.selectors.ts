import type { ReviewSummary } from '../review/review.types.js';
import type { QueueGroup, QueueRows } from './filter.types.js';
import type { RankReason } from './rank.types.js';

/** Rows of a list as they are looked up. Positions are reckoned when the first one is asked for. */
export function rowsOfList(
  list: readonly ReviewSummary[],
  groups?: readonly QueueGroup[],
  reasonOf?: (row: ReviewSummary) => RankReason,
): QueueRows {
  let positions: Map<string, number> | undefined;
  return {
    length: list.length,
    at: (position) => list[position],
    positionOf(id) {
      positions ??= new Map(list.map((row, position) => [row.id, position]));
      return positions.get(id) ?? -1;
    },
    ...(groups && { groups }),
    ...(reasonOf && {
      reasonAt(position: number) {
        const row = list[position];
        return row && reasonOf(row);
      },
    }),
  };
}

/** An order of places from which rows have gone since: the order itself is never copied. */
export interface PlacedOrder {
  /** Places in their order; a position in it is a slot. */
  order: Uint32Array;
  /** By place its slot, -1 where it has none. */
  slots: Int32Array;
  /** Slots that are gone, smallest first. */
  gone: readonly number[];
  groups?: readonly QueueGroup[];
}

/** How many of the gone slots are before this one. */
function goneBefore(gone: readonly number[], slot: number): number {
  let [low, high] = [0, gone.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((gone[middle] as number) < slot) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The slot of a position: as many slots further as are gone up to it. */
function slotAt(gone: readonly number[], position: number): number {
  let [low, high] = [0, gone.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((gone[middle] as number) - middle <= position) low = middle + 1;
    else high = middle;
  }
  return position + low;
}

/** Places in their order, with nothing gone. */
export function placedOrder(order: Uint32Array, count: number, groups?: readonly QueueGroup[]): PlacedOrder {
  const slots = new Int32Array(count).fill(-1);
  for (let slot = 0; slot < order.length; slot++) slots[order[slot] as number] = slot;
  return { order, slots, gone: [], ...(groups && { groups }) };
}

/** The order without a place; only what went before is copied, a few numbers and no rows. */
export function withoutPlace(placed: PlacedOrder, place: number): PlacedOrder {
  const slot = placed.slots[place] ?? -1;
  if (slot < 0) return placed;
  const at = goneBefore(placed.gone, slot);
  if (placed.gone[at] === slot) return placed;
  return { ...placed, gone: [...placed.gone.slice(0, at), slot, ...placed.gone.slice(at)] };
}

/** The order with a place that had gone back where it was; nothing where it has no slot in this order. */
export function withPlace(placed: PlacedOrder, place: number): PlacedOrder | undefined {
  const slot = placed.slots[place] ?? -1;
  if (slot < 0) return undefined;
  const at = goneBefore(placed.gone, slot);
  if (placed.gone[at] !== slot) return placed;
  return { ...placed, gone: [...placed.gone.slice(0, at), ...placed.gone.slice(at + 1)] };
}

/** The same order with what is gone left out for good. */
export function compacted({ order, slots, gone, groups }: PlacedOrder): PlacedOrder {
  const out = new Set(gone);
  const kept = order.filter((_, slot) => !out.has(slot));
  return placedOrder(kept, slots.length, groups && groupsLeft(groups, gone));
}

/** Position of a place, -1 where it has none. */
export function positionOfPlace({ slots, gone }: PlacedOrder, place: number): number {
  const slot = slots[place] ?? -1;
  if (slot < 0) return -1;
  const before = goneBefore(gone, slot);
  return gone[before] === slot ? -1 : slot - before;
}

/** Place at a position, `undefined` behind the last one. */
export function placeAt({ order, gone }: PlacedOrder, position: number): number | undefined {
  return position < 0 ? undefined : order[slotAt(gone, position)];
}

/**
 * Rows in an order, looked up by position.
 *
 * @param rows by place
 * @param placeOf the place of a case
 * @param reasonOf why a place stands where it does
 */
export function rowsInOrder(
  rows: readonly ReviewSummary[],
  placeOf: (id: string) => number | undefined,
  placed: PlacedOrder,
  reasonOf: (place: number) => RankReason,
): QueueRows {
  const { order, gone } = placed;
  let groups: readonly QueueGroup[] | undefined;
  return {
    length: order.length - gone.length,
    at(position) {
      const place = placeAt(placed, position);
      return place === undefined ? undefined : rows[place];
    },
    reasonAt(position) {
      const place = placeAt(placed, position);
      return place === undefined ? undefined : reasonOf(place);
    },
    positionOf(id) {
      const place = placeOf(id);
      return place === undefined ? -1 : positionOfPlace(placed, place);
    },
    ...(placed.groups && {
      get groups() {
        groups ??= groupsLeft(placed.groups ?? [], gone);
        return groups;
      },
    }),
  };
}

/** Groups by position, once some slots are gone. */
function groupsLeft(groups: readonly QueueGroup[], gone: readonly number[]): readonly QueueGroup[] {
  if (gone.length === 0) return groups;
  return groups.flatMap((group) => {
    const before = goneBefore(gone, group.start);
    const length = group.length - (goneBefore(gone, group.start + group.length) - before);
    return length > 0 ? [{ ...group, start: group.start - before, length }] : [];
  });
}

/** Lines of a grid below its row of headings: the rows, and a heading over each group. */
export interface QueueLines {
  length: number;
  /** What stands at a line from 0. */
  at(line: number): { group: QueueGroup } | { position: number };
  lineOf(position: number): number;
}

export function linesOf(rows: QueueRows): QueueLines {
  const { groups = [] } = rows;
  /** Index of the group that a position is in; -1 where there are none. */
  const groupOf = (position: number) => {
    let [low, high] = [0, groups.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((groups[middle] as QueueGroup).start <= position) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  return {
    length: rows.length + groups.length,
    lineOf: (position) => position + groupOf(position) + 1,
    at(line) {
      // A heading stands at the start of its group and as many lines further as there are headings before it.
      let [low, high] = [0, groups.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((groups[middle] as QueueGroup).start + middle <= line) low = middle + 1;
        else high = middle;
      }
      const group = groups[low - 1];
      if (group && group.start + low - 1 === line) return { group };
      return { position: line - low };
    },
  };
}
