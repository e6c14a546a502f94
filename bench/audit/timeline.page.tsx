import { createElement, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { AuditEntry, EntryType } from '../../src/review/review.types.js';

/*
 * What runs in the browser: one list of a page, mounted once and timed. Every list shows the same words of the same entries;
 * each is bundled for itself, so that it pays for its own code alone.
 */

const PEOPLE = [
  { kind: 'person', id: 'amara', name: 'Amara Osei', title: 'Senior underwriter', roles: ['reviewer'] },
  { kind: 'person', id: 'mateo', name: 'Mateo Ruiz', title: 'Underwriter', roles: ['reviewer'] },
  { kind: 'model', id: 'credit-risk', name: 'credit-risk 4.2' },
] as const;

const REASONS = [
  'The area rate drives the score. This applicant has nine years without a missed payment.',
  'The statements show the rent twice.',
  'Ten times what was asked for.',
];

/** A record with what real ones have: verdicts with reasons, claims, notes; twelve entries an hour. */
export function entriesFor(count: number): AuditEntry[] {
  const start = Date.parse('2026-01-05T08:00:00Z');
  return Array.from({ length: count }, (_, index) => {
    const type = (['claimed', 'overridden', 'released', 'escalated'] as const)[index % 4] as EntryType;
    const by = PEOPLE[index % 2] as (typeof PEOPLE)[number];
    const text = REASONS[index % 3] as string;
    const isVerdict = type === 'overridden';
    return {
      id: `LN-1:${index + 1}`,
      reviewId: 'LN-1',
      seq: index + 1,
      at: new Date(start + index * 300_000).toISOString(),
      by,
      type,
      from: 'pending.open',
      to: 'pending.open',
      command: isVerdict
        ? { type: 'override', value: 'approve', reason: { codes: ['other'], text } }
        : type === 'escalated'
          ? { type: 'escalate', to: 'Priya Nair', note: text }
          : { type: type === 'claimed' ? 'claim' : 'release' },
      ...(isVerdict && { oldValue: 'deny', newValue: 'approve', reason: { codes: ['other'], text } }),
      policy: { id: 'p', version: '1' },
    } as AuditEntry;
  });
}

/** What a plain list has of an entry: the words that ours shows. */
export interface Words {
  key: string;
  title: string;
  lines: string[];
  at: string;
  moment: string;
}

export function wordsOf(entry: AuditEntry): Words {
  const { by, type, command, at, id } = entry;
  const words = {
    claimed: 'started the review',
    overridden: 'overrode the AI suggestion',
    released: 'released the case',
  };
  const title = by.kind === 'person' ? by.title : 'AI';
  const action = words[type as 'claimed'] ?? 'escalated the case to Priya Nair';
  const role = type === 'overridden' ? ` ${title}` : '';
  const lines: string[] = [];
  if (type === 'overridden')
    lines.push(`AI deny changed to ${by.name} approve`, `Other reason. “${entry.reason?.text}”`);
  if (command.type === 'escalate') lines.push(`“${command.note}”`);
  const moment = clock.format(Date.parse(at));
  return { key: id, title: `${by.name}${role} ${action}`, lines, at, moment: `${moment} 3 months ago` };
}

const clock = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
});

declare global {
  interface Window {
    /**
     * Mounts the list and answers when it was painted, when everything of it was in the document, and the longest task until
     * then, in milliseconds.
     */
    run: (count: number) => Promise<{ painted: number; whole: number; longest: number; items: number }>;
    /** Scrolls through the list and answers the longest task, and the number of frames longer than 50 ms. */
    scrollFor: (milliseconds: number) => Promise<{ longest: number; longTasks: number; frames: number }>;
  }
}

const painted = () =>
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

/**
 * @param draw the list of these entries
 * @param isDone whether everything is in the document
 */
export function measure(draw: (entries: AuditEntry[]) => ReactNode, isDone: (count: number) => boolean, item: string) {
  window.run = async (count) => {
    const entries = entriesFor(count);
    const place = document.getElementById('root') as HTMLElement;
    await painted();
    const tasks = longTasks();
    const start = performance.now();
    createRoot(place).render(createElement(() => draw(entries)));
    // Until there is something to see: what arrives on demand is waited for.
    do await painted();
    while (!document.querySelector(item));
    const atPaint = performance.now();
    while (!isDone(count)) await painted();
    const whole = performance.now() - start;
    // A task is told of when it is over: the last one may be this one.
    await painted();
    return {
      painted: atPaint - start,
      whole,
      longest: Math.max(0, ...tasks.stop()),
      items: document.querySelectorAll(item).length,
    };
  };
  window.scrollFor = async (milliseconds) => {
    const inner = document.querySelector('[data-scroller]') ?? document.querySelector('.csn-audit-timeline-window');
    const scroller = inner ?? (document.scrollingElement as Element);
    const observer = longTasks();
    let frames = 0;
    const begin = performance.now();
    const from = scroller.scrollTop;
    while (performance.now() - begin < milliseconds) {
      // A reader in a hurry: three thousand pixels a second.
      scroller.scrollTop = from + ((performance.now() - begin) / 1000) * 3000;
      await painted();
      frames += 1;
    }
    const tasks = observer.stop();
    return { longest: Math.max(0, ...tasks), longTasks: tasks.length, frames };
  };
}
