import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actionOf,
  changesOf,
  entryKey,
  linkEntries,
  orderEntries,
  originOf,
  readLinks,
  wordsOf,
} from '../../src/audit/audit.selectors.js';
import { loanRecord, reopenedRecord, windingRecord } from '../../src/backends/sample-records.js';
import { sampleProposals } from '../../src/backends/sample-reviews.js';
import { type AuditEntry, ERASED } from '../../src/review/review.types.js';

const record = reopenedRecord().entries;
const invoice = sampleProposals.invoice;

describe('orderEntries', () => {
  it('gives every entry once and by number, whatever came in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: record.length - 1 }), { minLength: 1, maxLength: 40 }),
        fc.constantFrom('newest-first' as const, 'oldest-first' as const),
        (picks, order) => {
          const given = picks.map((pick) => record[pick] as AuditEntry);
          const ordered = orderEntries(given, order);
          const numbers = ordered.map(({ seq }) => seq);
          expect(new Set(numbers)).toEqual(new Set(given.map(({ seq }) => seq)));
          expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => (order === 'newest-first' ? b - a : a - b)));
        },
      ),
    );
  });

  it('does the same to an ordered list as to any other', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(record), (given) => {
        const once = orderEntries(given, 'newest-first');
        expect(orderEntries(once, 'newest-first')).toEqual(once);
        expect(orderEntries(once, 'oldest-first')).toEqual([...once].reverse());
      }),
    );
  });

  it('takes the last of two copies of one entry: a server may withhold something at first', () => {
    const [first, second] = record as [AuditEntry, AuditEntry];
    const withheld = { ...second, newValue: undefined };
    expect(orderEntries([withheld, first, second], 'oldest-first')).toEqual([first, second]);
    expect(orderEntries([withheld, first, second], 'oldest-first')[1]).toBe(second);
  });

  it('keeps entries that lack a number or an id, before all others', () => {
    const [first, second] = record as [AuditEntry, AuditEntry];
    const nameless = { ...second, id: undefined, seq: Number.NaN } as unknown as AuditEntry;
    expect(orderEntries([first, nameless], 'oldest-first')).toEqual([nameless, first]);
    expect(entryKey(nameless)).toBe('NaN');
  });
});

describe('linkEntries', () => {
  it('links a decision that was undone with the one that was made anew, both ways', () => {
    const like = (seq: number, change: object) =>
      ({ ...record[0], id: `a:${seq}`, reviewId: 'a', seq, command: {}, ...change }) as unknown as AuditEntry;
    const first = like(3, { type: 'approved', command: { type: 'approve' } });
    const undo = like(4, { type: 'undone', command: { type: 'undo' }, supersedes: 3 });
    const anew = like(5, { type: 'rejected', command: { type: 'reject' } });
    const facts = linkEntries([anew, undo, first]);
    expect(facts.get(first)?.supersededBy).toBe(anew);
    expect(facts.get(anew)?.supersedes).toBe(first);
    expect(facts.get(undo)?.supersedes).toBe(first);
    // Until then it is the undo that took it back.
    expect(linkEntries([undo, first]).get(first)?.supersededBy).toBe(undo);
  });

  it('links a reopened decision both ways, in whatever order the entries come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(record, { minLength: record.length }), (given) => {
        const facts = linkEntries(given);
        const decision = given.find(({ seq }) => seq === 4) as AuditEntry;
        const reopening = given.find(({ type }) => type === 'reopened') as AuditEntry;
        expect(facts.get(decision)?.supersededBy).toBe(reopening);
        expect(facts.get(reopening)?.supersedes).toBe(decision);
      }),
    );
  });

  it('leaves the link open while the decision is not loaded', () => {
    const younger = record.filter(({ seq }) => seq > 4);
    const reopening = younger.find(({ type }) => type === 'reopened') as AuditEntry;
    expect(linkEntries(younger).get(reopening)).not.toHaveProperty('supersedes');
  });

  it('reads each entry by the proposal in force at its time', () => {
    const [proposed, ...rest] = windingRecord().entries as [AuditEntry, ...AuditEntry[]];
    const facts = linkEntries([proposed, ...rest]);
    for (const entry of rest) expect(facts.get(entry)?.schema).toEqual(sampleProposals.refund.schema);
    expect(linkEntries(rest.slice(0, 2)).get(rest[0] as AuditEntry)?.schema).toBeUndefined();
    const fallback = { schema: { type: 'boolean' } as const };
    expect(linkEntries(rest.slice(0, 2), fallback).get(rest[0] as AuditEntry)?.schema).toBe(fallback.schema);
  });
});

describe('readLinks', () => {
  const loan = loanRecord();
  const erased = loanRecord().send(
    '2026-11-22T08:00:00Z',
    { kind: 'system', id: 'server', name: 'System' },
    {
      type: 'erase',
      reason: 'Art. 17 GDPR',
    },
  ).entries;
  /** As a server gives them back after an erasure. */
  const opened = erased.map((entry) => {
    if (entry.type === 'overridden') {
      return { ...entry, reason: { ...entry.reason, text: ERASED }, erased: ['/reason/text'] } as AuditEntry;
    }
    return entry;
  });

  it('leads from erased words to the entry that tells of the erasure', () => {
    const factsOf = readLinks(opened);
    const decision = opened.find(({ type }) => type === 'overridden') as AuditEntry;
    expect(factsOf(decision).erasedBy).toBe(opened.at(-1));
    expect(factsOf(opened.at(-1) as AuditEntry).erasedBy).toBeUndefined();
    expect(factsOf(opened[1] as AuditEntry).erasedBy).toBeUndefined();
    expect(readLinks(opened.slice(0, -1))(decision).erasedBy).toBeUndefined();
  });

  it('leads from an erased subject as well', () => {
    const [proposed] = opened as [AuditEntry];
    if (proposed.command.type !== 'propose') throw new Error('the first entry proposes');
    const proposal = { ...proposed.command.proposal, subject: { title: ERASED } };
    const said = { ...proposed, command: { ...proposed.command, proposal } } as AuditEntry;
    const gone = { ...said, erased: ['/command/proposal/subject'] };
    expect(readLinks([gone, ...opened.slice(1)])(gone).erasedBy).toBe(opened.at(-1));
    // Anybody could have called a case that.
    expect(readLinks([said, ...opened.slice(1)])(said).erasedBy).toBeUndefined();
  });

  it('takes no word for erased of which only the fingerprint of a screen was', () => {
    const claimed = { ...(opened[1] as AuditEntry), erased: ['/saw/fingerprint'] };
    expect(readLinks([claimed, ...opened.slice(2)])(claimed).erasedBy).toBeUndefined();
  });

  it('keeps several reviews apart', () => {
    const other = reopenedRecord().entries.map((entry) => ({ ...entry, reviewId: 'other', id: `other:${entry.seq}` }));
    const factsOf = readLinks([...other, ...loan.entries]);
    const mine = loan.entries.find(({ seq }) => seq === 4) as AuditEntry;
    const theirs = other.find(({ seq }) => seq === 4) as AuditEntry;
    expect(factsOf(mine).supersededBy).toBeUndefined();
    expect(factsOf(theirs).supersededBy?.reviewId).toBe('other');
  });

  it('answers the same facts each time, so that nothing is drawn again', () => {
    const factsOf = readLinks(opened);
    expect(factsOf(opened[2] as AuditEntry)).toBe(factsOf(opened[2] as AuditEntry));
  });
});

describe('what an entry says', () => {
  const [, , judged, overridden] = loanRecord().entries as [AuditEntry, AuditEntry, AuditEntry, AuditEntry];

  it('names whom a case went to', () => {
    const escalated = windingRecord().entries.find(({ type }) => type === 'escalated') as AuditEntry;
    expect(actionOf(escalated)).toEqual({ phrase: 'escalated', object: 'Priya Nair' });
  });

  it('tells a halt of one case from a halt of all', () => {
    const held = windingRecord().entries.find(({ type }) => type === 'held') as AuditEntry;
    expect(actionOf(held).phrase).toBe('held-model');
    expect(actionOf({ ...held, command: { type: 'hold', reason: 'x', scope: 'review' } }).phrase).toBe('held');
  });

  it('tells an expiry that closed a case from one that escalated it', () => {
    const expired: AuditEntry = { ...overridden, type: 'expired', command: { type: 'expire' }, to: 'closed.expired' };
    expect(actionOf(expired).phrase).toBe('expired');
    expect(actionOf({ ...expired, to: 'pending.escalated' }).phrase).toBe('expired-escalated');
  });

  it('tells a claim that moved to another window from one that began', () => {
    const claimed = { ...judged, type: 'claimed', command: { type: 'claim' } } as AuditEntry;
    expect(actionOf({ ...claimed, from: 'pending.open' }).phrase).toBe('claimed');
    expect(actionOf({ ...claimed, from: 'reviewing.revealed' }).phrase).toBe('claimed-over');
  });

  it('says no verdict to a blind reviewer', () => {
    expect(actionOf(overridden, true)).toEqual({ phrase: 'decided' });
  });

  it('keeps a type that this version does not know', () => {
    const future = { ...overridden, type: 'countersealed' } as unknown as AuditEntry;
    expect(actionOf(future)).toEqual({ phrase: 'unknown', object: 'countersealed' });
  });

  it('knows people, models and everything else', () => {
    expect(originOf(judged)).toBe('human');
    expect(originOf(loanRecord().entries[0] as AuditEntry)).toBe('ai');
    expect(originOf({ ...judged, by: { kind: 'rule', id: 'r', name: 'r' } })).toBe('system');
    expect(originOf({ ...judged, by: undefined } as unknown as AuditEntry)).toBe('system');
  });

  it('finds the words of every command that carries some', () => {
    const words = windingRecord().entries.map(wordsOf);
    expect(words).toContain('How many mugs arrived broken?');
    expect(words).toContain('One of ten.');
    expect(words).toContain('Ten times what was asked for.');
    expect(words).toContain('The model reads order totals.');
    expect(words).toContain('The customer wrote again.');
    expect(wordsOf(overridden)).toMatch(/^The area rate/);
  });
});

describe('changesOf', () => {
  const [, , , overridden] = loanRecord().entries as [AuditEntry, AuditEntry, AuditEntry, AuditEntry];

  it('shows what the AI gave and what the person gave', () => {
    expect(changesOf(overridden, undefined)).toEqual([
      {
        schema: undefined,
        from: { origin: 'ai', value: 'deny' },
        to: { origin: 'human', value: 'approve-with-conditions' },
      },
    ]);
  });

  it('shows an approved value once', () => {
    const approved: AuditEntry = { ...overridden, type: 'approved', newValue: 'deny' };
    expect(changesOf(approved, undefined)).toEqual([{ schema: undefined, from: { origin: 'ai', value: 'deny' } }]);
  });

  it('shows nothing new where nothing took effect', () => {
    const rejected: AuditEntry = { ...overridden, type: 'rejected', newValue: null };
    expect(changesOf(rejected, undefined)[0]).not.toHaveProperty('to');
  });

  it('shows only the fields of a record that changed', () => {
    const entry: AuditEntry = { ...overridden, oldValue: invoice.value, newValue: { ...invoice.value, total: 1300 } };
    expect(changesOf(entry, invoice.schema)).toEqual([
      {
        field: 'Total',
        schema: { type: 'number', unit: 'EUR', min: 0 },
        from: { origin: 'ai', value: 1284.5 },
        to: { origin: 'human', value: 1300 },
      },
    ]);
  });

  it('shows a record whole where it holds a field that the schema does not name', () => {
    const entry: AuditEntry = { ...overridden, oldValue: invoice.value, newValue: { ...invoice.value, tip: 5 } };
    expect(changesOf(entry, invoice.schema)).toHaveLength(1);
    expect(changesOf(entry, invoice.schema)[0]).not.toHaveProperty('field');
  });
});
