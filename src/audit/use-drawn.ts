'use client';
import { type RefObject, startTransition, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

/** How many entries are drawn at once, before anything is on screen: more than fit on one. */
const AT_ONCE = 100;

/** What is drawn together: see `data-group` for its place in the document. */
export interface DrawnUnit {
  key: string;
  size: number;
}

/** Milliseconds that one bit may take, and as many units as it has at most. */
const SLICE = 16;
const MOST = 8;

/**
 * Draws a long list bit by bit: what fits on a screen at once, the rest in the frames after that, each of them short. What is
 * scrolled to comes first. It all is in the document in the end, and before it is printed.
 *
 * @param list the element that holds the units, each with its place as `data-group`
 * @returns which units are drawn, whether all of them are, and a way to have one drawn right now
 */
export function useDrawn(units: readonly DrawnUnit[], list: RefObject<HTMLElement | null>) {
  const [isWhole, setWhole] = useState(false);
  const [drawn, setDrawn] = useState<ReadonlySet<string>>(() => new Set());

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
  /** How many units the last bit had, and when it began. */
  const pace = useRef({ units: 1, since: 0 });

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
    if (current.since > 0) current.units = Math.min(MOST, Math.max(1, Math.round((current.units * SLICE) / took)));
    const channel = new MessageChannel();
    // After the frame has been painted, so that each bit has one of its own.
    const frame = requestAnimationFrame(() => channel.port2.postMessage(null));
    channel.port1.onmessage = () => {
      const near = [...(list.current?.querySelectorAll<HTMLElement>('[data-pending]') ?? [])].find((each) => {
        const { top, bottom } = each.getBoundingClientRect();
        return bottom > 0 && top < window.innerHeight;
      });
      const from = Math.max(near ? Number(near.dataset.group) : 0, 0);
      const left = [...units.slice(from), ...units.slice(0, from)].filter(({ key }) => !shown.has(key));
      current.since = performance.now();
      startTransition(() => setDrawn(new Set([...shown, ...left.slice(0, current.units).map(({ key }) => key)])));
    };
    return () => {
      cancelAnimationFrame(frame);
      channel.port1.close();
    };
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
