'use client';
import { type RefObject, startTransition, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { afterPaint } from '../internal/after-paint.js';

/** How many entries are drawn at once, before anything is on screen: more than fit on one. */
const AT_ONCE = 100;

/** What is drawn together: see `data-group` for its place in the document. */
export interface DrawnUnit {
  key: string;
  size: number;
}

/** Milliseconds that one bit may take from its beginning until it is in the document; React lets the page have its turn meanwhile. */
const SLICE = 120;
/** Entries of one bit at most: what puts them into the document cannot be interrupted. */
const MOST = 400;
/** Entries of a bit that is waited for, since its place is on screen. */
const NEAR = 50;

/** Points of the screen at which it is looked for what is not drawn yet. */
const PROBES = 5;

/**
 * The unit whose place is on screen and empty. Asks for what is at a few points: a selector or a rectangle for each of many
 * places takes longer than to draw a bit.
 */
function nearOf(list: HTMLElement | null): number | undefined {
  if (!list) return undefined;
  const scope = list.getRootNode() as Document | ShadowRoot;
  const { left, width, top, bottom } = list.getBoundingClientRect();
  const start = Math.max(0, top);
  const step = (Math.min(window.innerHeight, bottom) - start) / PROBES;
  for (let at = 0.5; at < PROBES; at += 1) {
    const place = scope
      // Not in every DOM that tests run in.
      .elementFromPoint?.(left + width / 2, start + step * at)
      ?.closest<HTMLElement>('[data-pending]');
    if (place && list.contains(place)) return Number(place.dataset.group);
  }
}

/**
 * Draws a long list bit by bit: what fits on a screen at once, the rest in the frames after that, each of them short. What is
 * scrolled to comes first. It all is in the document in the end, and before it is printed.
 *
 * @param list the element that holds the units, each with its place as `data-group`
 * @param first which unit has to be drawn at once
 * @returns which units are drawn, whether all of them are, and a way to have one drawn right now
 */
export function useDrawn(
  units: readonly DrawnUnit[],
  list: RefObject<HTMLElement | null>,
  first: () => string | undefined,
) {
  const [isWhole, setWhole] = useState(false);
  const [drawn, setDrawn] = useState<ReadonlySet<string>>(() => {
    const key = first();
    return new Set(key === undefined ? [] : [key]);
  });

  const shown = useMemo(() => {
    const found = new Set<string>();
    let room = AT_ONCE;
    for (const { key, size } of units) {
      if (isWhole || drawn.has(key)) found.add(key);
      else if (room > 0) {
        found.add(key);
        room -= size;
      }
    }
    return found;
  }, [units, drawn, isWhole]);
  const isDone = shown.size === units.length;
  /** How many entries a bit has, and when the last one began. */
  const pace = useRef({ size: NEAR, since: 0 });

  // Whole once does not mean whole for what comes later.
  useEffect(() => {
    if (!isWhole) return;
    setWhole(false);
    setDrawn(new Set(units.map(({ key }) => key)));
  }, [isWhole, units]);

  useEffect(() => {
    if (isDone || isWhole) return;
    const { current } = pace;
    const took = performance.now() - current.since;
    if (current.since > 0) current.size = Math.min(MOST, Math.max(NEAR, (current.size * SLICE) / took));
    // Each bit has a frame of its own.
    return afterPaint(() => {
      const near = nearOf(list.current);
      if (near !== undefined) current.size = NEAR;
      const next = new Set(shown);
      let room = current.size;
      const from = near ?? 0;
      for (const { key, size } of [...units.slice(from), ...units.slice(0, from)]) {
        if (room <= 0) break;
        if (next.has(key)) continue;
        next.add(key);
        room -= size;
      }
      current.since = performance.now();
      startTransition(() => setDrawn(next));
    });
  }, [units, shown, isDone, isWhole, list]);

  useEffect(() => {
    if (isDone) return;
    const drawAll = () => flushSync(() => setWhole(true));
    window.addEventListener('beforeprint', drawAll);
    return () => window.removeEventListener('beforeprint', drawAll);
  }, [isDone]);

  return {
    shown,
    isDone,
    draw: (key: string) => {
      if (!shown.has(key)) flushSync(() => setDrawn(new Set(shown).add(key)));
    },
  };
}
