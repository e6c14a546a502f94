import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longRecord, reopenedRecord, windingRecord } from '../../src/backends/sample-records.js';
import { replay } from '../../src/review/lifecycle.selectors.js';
import { createReplay, isWithheldEntry, replayUntil } from '../../src/review/replay.selectors.js';
import type { AuditEntry } from '../../src/review/review.types.js';
import { ends, policies, steps, tell } from './histories.fixtures.js';

const { entries } = windingRecord();
const bent = (seq: number, change: object) =>
  entries.map((entry) => (entry.seq === seq ? ({ ...entry, ...change } as AuditEntry) : entry));

describe('a replay', () => {
  it('is at every entry what the entries up to it lead to, in whatever order it is asked', () => {
    let looks = 0;
    fc.assert(
      fc.property(policies, steps, ends, fc.infiniteStream(fc.nat()), (policy, sent, end, stream) => {
        const { entries: told } = tell(policy, [...sent, ...end]);
        const order = [...stream.take(told.length)].map((pick) => (pick % told.length) + 1);
        const asked = createReplay([...told].reverse());
        for (const seq of order) {
          expect(asked.at(seq)).toEqual({ entry: told[seq - 1], review: replay(told.slice(0, seq)) });
          looks += 1;
        }
        expect(asked.check()).toBeUndefined();
      }),
      { numRuns: 200, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
    );
    expect(looks).toBeGreaterThan(500);
  }, 70_000);

  it('runs each entry once, however often and from where it is looked at', () => {
    const read = { count: 0 };
    const told = longRecord(200).entries.map(
      (entry) =>
        new Proxy(entry, {
          get(target, name) {
            if (name === 'command') read.count += 1;
            return Reflect.get(target, name);
          },
        }),
    );
    const whole = createReplay(told);
    whole.check();
    const once = read.count;
    for (let seq = 200; seq > 0; seq--) expect(whole.at(seq)?.review?.version).toBe(seq);
    for (let seq = 1; seq <= 200; seq++) whole.at(seq);
    expect(read.count).toBe(once);
    expect(once).toBeLessThan(200 * 20);
  });

  it('runs as much as it is asked to, so that a page stays responsive', () => {
    const long = createReplay(longRecord(30).entries);
    expect(long.checked).toBe(0);
    long.check(10);
    expect(long.checked).toBe(10);
    long.at(5);
    expect(long.checked).toBe(10);
    long.check(100);
    expect(long.checked).toBe(30);
  });

  it('says nothing where there is no such entry', () => {
    expect(replayUntil(entries, 99)).toBeUndefined();
    expect(replayUntil([], 1)).toBeUndefined();
    expect(createReplay([]).check()).toBeUndefined();
  });

  it.each<[string, readonly AuditEntry[], number, object]>([
    [
      'a changed entry',
      bent(5, { to: 'approved' }),
      4,
      { fault: 'mismatch', problem: expect.stringContaining('says to') },
    ],
    ['an entry gone', entries.filter(({ seq }) => seq !== 5), 4, { fault: 'missing' }],
    ['no beginning', entries.slice(2), 0, { fault: 'missing' }],
    ['a type of a newer version', bent(5, { type: 'sealed', command: { type: 'seal' } }), 4, { fault: 'unknown' }],
    ['an entry of another review', bent(5, { reviewId: 'LN-1' }), 4, { fault: 'foreign' }],
    ['no shape at all', bent(5, { by: null, command: null, at: 7 }), 4, { fault: 'mismatch' }],
    [
      'an entry that is kept from the reader',
      bent(5, { type: 'withheld', command: { type: 'withheld' } }),
      4,
      { fault: 'withheld' },
    ],
    [
      'an entry without its author',
      bent(5, { by: { kind: 'system', id: 'withheld', name: 'Withheld' } }),
      4,
      { fault: 'withheld' },
    ],
  ])('shows everything before %s, and says where it breaks', (_, broken, lastSeq, said) => {
    const opened = createReplay(broken);
    const newest = broken.at(-1)?.seq as number;
    expect(opened.at(newest)).toMatchObject({ broken: { lastSeq, ...said } });
    expect(opened.check()).toMatchObject({ lastSeq });
    for (let seq = 1; seq <= lastSeq; seq++) expect(opened.at(seq)?.review).toEqual(replay(entries.slice(0, seq)));
    expect(opened.at(newest)?.review).toBeUndefined();
  });

  it('breaks at a beginning whose answer is kept from the reader', () => {
    const [first, ...rest] = reopenedRecord().entries as [AuditEntry, ...AuditEntry[]];
    const { oldValue: _, ...open } = first;
    const command = { ...open.command, proposal: { ...(open.command as { proposal: object }).proposal, value: null } };
    const kept = { ...open, command } as AuditEntry;
    expect(isWithheldEntry(kept)).toBe(true);
    expect(isWithheldEntry(first)).toBe(false);
    expect(replayUntil([kept, ...rest], 3)).toMatchObject({ broken: { fault: 'withheld', lastSeq: 0 } });
  });

  it('takes the later copy of an entry, as one that was withheld before comes whole', () => {
    const kept = { ...entries[1], type: 'withheld', command: { type: 'withheld' } } as unknown as AuditEntry;
    expect(createReplay([entries[0] as AuditEntry, kept, ...entries.slice(1)]).check()).toBeUndefined();
  });
});
