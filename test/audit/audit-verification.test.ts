import { describe, expect, it } from 'vitest';
import type { AuditVerification } from '../../src/audit/audit.types.js';
import { entryOf, faultOf, markOf } from '../../src/audit/audit-verification.selectors.js';
import { loanRecord } from '../../src/backends/sample-records.js';
import type { AuditEntry } from '../../src/review/review.types.js';

const entries = loanRecord().entries.map((entry, index) => ({ ...entry, position: index + 10 }));
const [first, second, third, fourth] = entries as AuditEntry[] as [AuditEntry, AuditEntry, AuditEntry, AuditEntry];
const marks = (check: Pick<AuditVerification, 'status' | 'at' | 'faults'>) =>
  entries.map((entry) => markOf(entry, check));

describe('markOf', () => {
  it('says nothing for sure before the check has ended', () => {
    expect(marks({ status: 'checking', faults: [] })).toEqual(['unchecked', 'unchecked', 'unchecked', 'unchecked']);
    expect(marks({ status: 'unknown', faults: [] })).toContain('unchecked');
  });

  it('knows which entries were written after it', () => {
    const check = { status: 'whole', at: '2026-11-21T09:35:00Z', faults: [] } as const;
    expect(marks(check)).toEqual(['verified', 'verified', 'verified', 'unchecked']);
  });

  it('names the bad entry, and trusts none behind it', () => {
    const check = { status: 'broken', faults: [{ kind: 'changed', position: 11, id: second.id }] } as const;
    expect(marks(check)).toEqual(['verified', 'broken', 'unsure', 'unsure']);
    expect(faultOf(second, check)?.kind).toBe('changed');
    expect(entryOf(entries, check.faults[0])).toBe(second);
  });

  it('finds entries by their positions where a fault has no id', () => {
    const check = { status: 'broken', faults: [{ kind: 'rewritten', position: 11, to: 12 }] } as const;
    expect(marks(check)).toEqual(['verified', 'broken', 'broken', 'unsure']);
  });

  it('goes by the number in the review where positions are not known', () => {
    const bare = loanRecord().entries;
    const check = { status: 'broken', faults: [{ kind: 'changed', position: 1, id: third.id }] } as const;
    expect(bare.map((entry) => markOf(entry, check))).toEqual(['verified', 'verified', 'broken', 'unsure']);
  });

  it('is sure of nothing where it is not known which comes first', () => {
    const other = { status: 'broken', faults: [{ kind: 'changed', position: 3, id: 'another:7' }] } as const;
    expect(markOf(loanRecord().entries[0] as AuditEntry, other)).toBe('unsure');
    expect(markOf(first, { status: 'broken', faults: [{ kind: 'removed', position: 13 }] })).toBe('verified');
    expect(markOf(fourth, { status: 'broken', faults: [{ kind: 'removed', position: 9 }] })).toBe('unsure');
  });
});
