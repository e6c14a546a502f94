import { createElement, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { ReviewSummary } from '../../src/review/review.types.js';
import { manyRows } from '../../test/queue/many-rows.js';

/*
 * What runs in the browser: one list of a page, and what is done to it. Every list shows the same words of the same cases;
 * each is bundled for itself, so that it pays for its own code alone.
 */

export { manyRows };

/** What a plain list says of a case: the words that ours shows. */
export function wordsOf({ title, reference, area, why, risk, dueAt, createdAt, status }: ReviewSummary) {
  return {
    title,
    meta: `${area}, ${reference}`,
    since: `Since ${clock.format(Date.parse(createdAt))}`,
    why: why.join(', ') || 'Answer first',
    risk: `${risk} risk`,
    due: dueAt === undefined ? 'No deadline' : clock.format(Date.parse(dueAt)),
    status,
  };
}

const clock = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** What a plain page does about words that are typed. */
export function filtered(rows: readonly ReviewSummary[], text: string): readonly ReviewSummary[] {
  const wanted = text.toLowerCase();
  if (wanted === '') return rows;
  return rows.filter(({ title, reference, area }) => `${title} ${reference} ${area}`.toLowerCase().includes(wanted));
}

/** What a plain page does about an order. */
export function sorted(rows: readonly ReviewSummary[], order: string): readonly ReviewSummary[] {
  const keyOf = (row: ReviewSummary) =>
    order === 'due' ? Date.parse(row.dueAt ?? '2100-01-01') : order === 'newest' ? -Date.parse(row.createdAt) : 0;
  return order === 'oldest'
    ? [...rows].sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
    : [...rows].sort((a, b) => keyOf(a) - keyOf(b));
}

interface Page {
  draw: (rows: ReviewSummary[]) => ReactNode;
  /** Selector of a row. */
  item: string;
  /** How many rows the list has; changes with a filter. */
  count: () => number;
  /** What stands first; changes with an order. */
  first: () => string;
  scroller: () => Element;
}

declare global {
  interface Window {
    mount: (count: number) => Promise<{ painted: number; longest: number; items: number }>;
    /** Measures the next key or choice, until something else was painted of this. */
    arm: (what: 'count' | 'first' | 'case') => void;
    /** Milliseconds that it took. */
    taken: () => Promise<number>;
    /** Chooses an order, as somebody does. */
    choose: (order: string) => void;
    scrollFor: (milliseconds: number) => Promise<{ longest: number; longTasks: number; frames: number }>;
  }
}

export const painted = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  });

/** Tasks above 50 ms, from now on: their milliseconds. */
function longTasks() {
  const tasks: number[] = [];
  const add = (entries: PerformanceEntryList) => tasks.push(...entries.map(({ duration }) => duration));
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: 'longtask' });
  return {
    stop: () => {
      add(observer.takeRecords());
      observer.disconnect();
      return tasks;
    },
  };
}

const caseText = () => document.getElementById('case')?.textContent ?? '';

export function measure({ draw, item, count, first, scroller }: Page) {
  const read = { count: () => String(count()), first, case: caseText };
  let armed: ((milliseconds: number) => void) | undefined;
  let answer: Promise<number>;
  let asked: keyof typeof read = 'case';
  for (const type of ['keydown', 'change'])
    addEventListener(
      type,
      async ({ timeStamp }) => {
        const tell = armed;
        if (!tell) return;
        armed = undefined;
        const before = read[asked]();
        do await painted();
        while (read[asked]() === before);
        tell(performance.now() - timeStamp);
      },
      { capture: true },
    );
  window.arm = (what) => {
    asked = what;
    answer = new Promise((resolve) => {
      armed = resolve;
    });
  };
  window.taken = () => answer;
  window.mount = async (size) => {
    const rows = manyRows(size);
    await painted();
    const tasks = longTasks();
    const start = performance.now();
    createRoot(document.getElementById('root') as HTMLElement).render(createElement(() => draw(rows)));
    do await painted();
    while (!document.querySelector(item));
    const at = performance.now() - start;
    await painted();
    return { painted: at, longest: Math.max(0, ...tasks.stop()), items: document.querySelectorAll(item).length };
  };
  window.choose = (order) => {
    const select = document.querySelector('select') as HTMLSelectElement;
    select.value = order;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  };
  window.scrollFor = async (milliseconds) => {
    const place = scroller();
    const observer = longTasks();
    let frames = 0;
    const begin = performance.now();
    while (performance.now() - begin < milliseconds) {
      // A reader in a hurry: three thousand pixels a second.
      place.scrollTop = ((performance.now() - begin) / 1000) * 3000;
      await painted();
      frames += 1;
    }
    place.scrollTop = 0;
    await painted();
    const tasks = observer.stop();
    return { longest: Math.max(0, ...tasks), longTasks: tasks.length, frames };
  };
}
