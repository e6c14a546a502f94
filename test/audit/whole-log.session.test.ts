import { describe, expect, it, vi } from 'vitest';
import { createWholeLog, type WholeLogQuery } from '../../src/audit/whole-log.session.js';
import { loanRecord, longRecord, windingRecord } from '../../src/backends/sample-records.js';
import type { LogQuery, Page } from '../../src/review/backend.types.js';
import type { AuditEntry } from '../../src/review/review.types.js';

const all = [...longRecord(7).entries, ...windingRecord().entries, ...loanRecord().entries].filter(
  (entry, index, list) => list.findIndex(({ id }) => id === entry.id) === index,
);
const PAGE = 5;

function pageOf(entries: readonly AuditEntry[], { cursor, actor, types }: LogQuery): Page<AuditEntry> {
  const fit = entries.filter(
    ({ by, type }) => (actor === undefined || by.id === actor) && (!types || types.includes(type)),
  );
  const from = Number(cursor ?? 0);
  return {
    items: fit.slice(from, from + PAGE),
    total: fit.length,
    ...(from + PAGE < fit.length && { next: String(from + PAGE) }),
  };
}

/** A log whose answers come when the test says so. */
function setUp(query?: WholeLogQuery) {
  const asked: { query: LogQuery; answer: (page?: Page<AuditEntry> | Error) => Promise<void> }[] = [];
  const log = createWholeLog({
    record: {
      log: (query) =>
        new Promise((resolve, reject) => {
          asked.push({
            query,
            async answer(page = pageOf(all, query)) {
              if (page instanceof Error) reject(page);
              else resolve(page);
              await Promise.resolve();
              await new Promise((done) => setTimeout(done));
            },
          });
        }),
    },
    ...(query && { query }),
  });
  return { log, asked, last: () => asked.at(-1) as (typeof asked)[number] };
}

describe('the log of all reviews', () => {
  it('loads the newest page, and older ones by asking', async () => {
    const { log, asked, last } = setUp();
    expect(log.getSnapshot()).toMatchObject({ isLoading: true, entries: [] });
    await last().answer();
    expect(log.getSnapshot()).toMatchObject({ isLoading: false, hasOlder: true, total: all.length });
    const older = log.loadOlder();
    void log.loadOlder();
    expect(asked).toHaveLength(2);
    expect(log.getSnapshot().isLoadingOlder).toBe(true);
    await last().answer();
    await older;
    expect(log.getSnapshot().entries).toEqual(all.slice(0, 2 * PAGE));
  });

  it('shows an entry once where a new one moved the pages', async () => {
    const { log, last } = setUp();
    await last().answer();
    void log.loadOlder();
    const { query } = last();
    await last().answer(pageOf([all.at(-1) as AuditEntry, ...all], query));
    expect(log.getSnapshot().entries).toEqual(all.slice(0, 2 * PAGE - 1));
  });

  it('takes only the answer to the newest question, and keeps what it has until then', async () => {
    const { log, asked, last } = setUp();
    await last().answer();
    const shown = log.getSnapshot().entries;
    void log.setQuery({ actor: 'mateo' });
    void log.setQuery({ actor: 'priya' });
    expect(log.getSnapshot()).toMatchObject({ isLoading: true, entries: shown, query: { actor: 'priya' } });
    await asked[2]?.answer();
    await asked[1]?.answer();
    expect(new Set(log.getSnapshot().entries.map(({ by }) => by.id))).toEqual(new Set(['priya']));
    expect(log.getSnapshot().isLoading).toBe(false);
  });

  it('drops an older page of the question before', async () => {
    const { log, asked, last } = setUp();
    await last().answer();
    void log.loadOlder();
    void log.setQuery({ types: ['held'] });
    await asked[2]?.answer();
    await asked[1]?.answer();
    expect(log.getSnapshot().entries.map(({ type }) => type)).toEqual(['held']);
    expect(log.getSnapshot()).toMatchObject({ isLoadingOlder: false, hasOlder: false });
  });

  it('says what failed, keeps what it has, and tries again', async () => {
    const { log, last } = setUp();
    await last().answer(new Error('No network.'));
    expect(log.getSnapshot()).toMatchObject({
      isLoading: false,
      problem: { during: 'loading', message: 'No network.' },
    });
    void log.retry();
    await last().answer();
    expect(log.getSnapshot().problem).toBeUndefined();
    void log.loadOlder();
    await last().answer(new Error());
    expect(log.getSnapshot()).toMatchObject({ problem: { during: 'older' }, entries: all.slice(0, PAGE) });
    void log.retry();
    await last().answer();
    expect(log.getSnapshot().entries).toHaveLength(2 * PAGE);
    expect(log.getSnapshot().problem).toBeUndefined();
  });

  it('fails on what is no page, and does not go round in circles', async () => {
    const { log, last } = setUp();
    await last().answer({} as Page<AuditEntry>);
    expect(log.getSnapshot().problem).toEqual({ during: 'loading' });
    void log.retry();
    await last().answer({ items: all.slice(0, 2), next: 'same' });
    void log.loadOlder();
    await last().answer({ items: all.slice(0, 2), next: 'same' });
    expect(log.getSnapshot()).toMatchObject({ hasOlder: false, isLoadingOlder: false });
  });

  it('is silent once it has stopped', async () => {
    const { log, asked, last } = setUp();
    const listener = vi.fn();
    log.subscribe(listener);
    log.stop();
    await last().answer();
    await log.setQuery({ actor: 'mateo' });
    expect(listener).not.toHaveBeenCalled();
    expect(asked).toHaveLength(1);
  });
});
