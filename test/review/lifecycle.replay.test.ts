import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openEntry, sealEntry } from '../../src/audit/seal.selectors.js';
import { applyCommand, initialReview, replay } from '../../src/review/lifecycle.selectors.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import {
  type Actor,
  type AuditEntry,
  type Command,
  ERASED,
  type Policy,
  type Reason,
} from '../../src/review/review.types.js';
import { tools } from '../audit/log.fixtures.js';
import { ends, loan, policies, type Step, steps, tell } from './histories.fixtures.js';
import { amara, mateo, priya, system } from './lifecycle.fixtures.js';

/** An entry as a server reads it after all of it was erased. */
const withoutWords = (entry: AuditEntry) => openEntry(sealEntry(tools, entry, () => new Uint8Array(16)).entry).entry;
const adjudicator: Actor = { ...priya, kind: 'person', id: 'adjudicator', roles: ['adjudicator'] };

const step = (by: Actor, command: Command, saw: Step['saw'] = 'current'): Step => ({
  by,
  command,
  saw,
  version: 'same',
});
const erase = step(system, { type: 'erase', reason: 'The applicant asked for it' });

describe('replay', () => {
  it('leads to the stored review, whoever sends whatever', () => {
    const seen = new Map<string, number>();
    const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
    fc.assert(
      fc.property(policies, steps, ends, (policy, sent, end) => {
        const { review, entries, refused } = tell(policy, [...sent, ...end]);
        expect(replay(entries)).toEqual(review);
        expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
        for (const { to, type } of entries) {
          count(to);
          count(type);
        }
        if (refused > 0) count('refused');
        if (review.decision?.seat === 'adjudicator') count('settled');
      }),
      // Where it fails, a shorter history is looked for, but not for ever.
      { numRuns: 1000, interruptAfterTimeLimit: 110_000, markInterruptAsFailure: true },
    );
    // A property over histories in which nothing happens would hold as well: this one saw these happen.
    for (const what of [
      ...['pending.escalated', 'pending.awaitingInfo', 'pending.awaitingSecond', 'pending.adjudicating'],
      ...['reviewing.blind', 'reviewing.revealed', 'approved', 'overridden', 'closed.withdrawn', 'closed.expired'],
      ...['pending.monitored', 'closed.automated', 'routed', 'proceeded'],
      ...[
        'viewed',
        'preserved',
        'lifted',
        'erased',
        'judged',
        'reopened',
        'revised',
        'held',
        'resumed',
        'lapsed',
        'answered',
        'refused',
        'settled',
      ],
    ]) {
      expect(seen.get(what) ?? 0, what).toBeGreaterThan(0);
    }
  }, 120_000);

  it('leads to the stored review as well from entries of which everything was erased that the law may ask for', () => {
    let erasures = 0;
    fc.assert(
      fc.property(policies, steps, (policy, sent) => {
        const { review, entries } = tell(policy, sent);
        const last = entries.findLastIndex(({ type }) => type === 'erased');
        if (last > 0) erasures += 1;
        const left = entries.map((entry, index) => {
          const { entry: sealed, disclosed } = sealEntry(tools, entry, () => new Uint8Array(16));
          return openEntry(sealed, index < last ? {} : disclosed).entry;
        });
        expect(replay(left)).toEqual(review);
        for (const { command } of left.slice(0, Math.max(0, last))) {
          const { reason, note, question, message } = command as { reason?: Reason } & Record<string, string>;
          for (const words of [reason?.text, note, question, message]) expect([undefined, '', ERASED]).toContain(words);
        }
      }),
      { numRuns: 500, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
    );
    expect(erasures).toBeGreaterThan(20);
  }, 70_000);

  it('knows a screen whose words were erased since, which no new verdict may go by', () => {
    const sent = [
      step(amara, { type: 'claim' }),
      step(amara, { type: 'approve' }),
      erase,
      step(priya, { type: 'reopen', reason: 'New payslip' }),
      step(mateo, { type: 'claim' }),
    ];
    const late = tell({ id: 'bare', version: '1' }, [...sent, step(mateo, { type: 'approve' }, 'first')]);
    expect(late).toMatchObject({ refused: 1, review: { state: 'reviewing.revealed' } });
    const { review, entries } = tell({ id: 'bare', version: '1' }, [...sent, step(mateo, { type: 'approve' })]);
    const erasure = entries.findIndex(({ type }) => type === 'erased');
    expect(replay(entries.map((entry, index) => (index < erasure ? withoutWords(entry) : entry)))).toEqual(review);
  });

  it.each(['The letter of May is missing', 'The letter of June is missing'])(
    'knows whether two answers were one that were erased since: %s',
    (message) => {
      const { review, entries } = tell({ id: 'pair', version: '1', secondReview: true }, [
        step(amara, { type: 'claim' }),
        step(amara, { type: 'respond', message: 'The letter of May is missing' }),
        step(mateo, { type: 'claim' }),
        step(mateo, { type: 'respond', message }),
        step(adjudicator, { type: 'claim' }),
        step(adjudicator, { type: 'respond', message }),
        erase,
      ]);
      expect(review.decision).toMatchObject({
        seat: message.includes('May') ? 'second' : 'adjudicator',
        verdict: { type: 'respond', message: ERASED },
        saw: { revision: 1, fingerprint: ERASED },
      });
      const erasure = entries.findIndex(({ type }) => type === 'erased');
      const left = entries.map((entry, index) => (index < erasure ? withoutWords(entry) : entry));
      expect(JSON.stringify(left)).not.toMatch(/letter of/);
      expect(replay(left)).toEqual(review);
    },
  );

  it('brings no fingerprint back of a screen that was erased, whoever sends what', () => {
    const { entries } = tell({ id: 'bare', version: '1', recordViews: true }, [
      step(amara, { type: 'claim' }),
      step(amara, { type: 'approve' }),
      erase,
      step(mateo, { type: 'view', of: 'case' }, 'first'),
      step(mateo, { type: 'view', of: 'case' }),
    ]);
    expect(entries.slice(-3).map(({ type, saw }) => [type, saw?.revision])).toEqual([
      ['erased', undefined],
      ['viewed', undefined],
      ['viewed', 1],
    ]);
  });

  it('takes what stands for an erasure as nobody’s own words, and as a record’s where it was before', () => {
    const title = { ...loan, subject: { title: ` ${ERASED} ` } };
    expect(() => initialReview(title, { id: 'bare', version: '1' })).toThrow(/subject.title \(text-reserved\)/);
    const skips = { reasons: [{ code: 'not-my-field', label: 'Not my field' }] };
    const claimed = tell({ id: 'bare', version: '1', skips }, [step(amara, { type: 'claim' })]).review;
    const context = { by: amara, at: '2026-11-29T12:00:00Z', saw: sawOf(claimed.proposal) };
    const commands: [Command, string][] = [
      [{ type: 'reject', reason: { codes: ['other'], text: ERASED } }, 'reason.text'],
      [{ type: 'respond', message: `${ERASED}\n` }, 'message'],
      [{ type: 'escalate', to: 'Board', note: ERASED }, 'note'],
      [{ type: 'skip', reason: { codes: ['other'], text: ERASED } }, 'reason.text'],
      [{ type: 'ask', question: ERASED, to: 'Board' }, 'question'],
      [{ type: 'hold', scope: 'review', reason: ERASED }, 'reason'],
    ];
    for (const [command, path] of commands) {
      expect(applyCommand(claimed, command, context)).toMatchObject({
        outcome: 'invalid',
        issues: [{ code: 'text-reserved', path }],
      });
      expect(applyCommand(claimed, command, { ...context, isReplayed: true })).toMatchObject({ outcome: 'accepted' });
    }
  });

  it('takes a long history', () => {
    const sent: Step[] = [];
    for (let index = 0; index < 250; index++) {
      sent.push(step(amara, { type: 'claim' }), step(amara, { type: 'approve' }));
      sent.push(step(mateo, { type: 'reopen', reason: `Look again, ${index}` }), step(system, { type: 'lapse' }));
    }
    const { review, entries } = tell({ id: 'bare', version: '1' }, sent);
    expect(entries).toHaveLength(751);
    expect(replay(entries)).toEqual(review);
  });
});

/* Histories somebody changed --------------------------------------------------------------------------------------- */

describe('a history that was changed', () => {
  const policy: Policy = { id: 'two', version: '1', secondReview: true };
  const step = (by: Actor, command: Command): Step => ({ by, command, saw: 'current', version: 'same' });
  const { entries } = tell(policy, [
    step(amara, { type: 'claim' }),
    step(amara, { type: 'approve', reason: { codes: ['other'], text: 'Checked all of the payslips' } }),
    step(mateo, { type: 'claim' }),
    step(mateo, { type: 'approve' }),
    step(priya, { type: 'reopen', reason: 'New payslip' }),
    step(mateo, { type: 'claim' }),
  ]);
  const changed = (seq: number, change: object) =>
    entries.map((entry) => (entry.seq === seq ? ({ ...entry, ...change } as AuditEntry) : entry));

  it('replays as it is, and with what a server keeps beside it', () => {
    expect(replay(entries).state).toBe('reviewing.revealed');
    expect(replay(entries.map((entry) => ({ ...entry, recordedAt: entry.at, prevHash: 'ab' }))).version).toBe(7);
  });

  it.each<[string, readonly AuditEntry[], RegExp]>([
    ['nothing', [], /the first entry is not "proposed"/],
    ['no beginning', entries.slice(1), /the first entry is not "proposed"/],
    ['an entry gone', entries.filter(({ seq }) => seq !== 3), /entry 4 .* follows entry 2/],
    ['an entry twice', [...entries.slice(0, 3), ...entries.slice(2)], /entry 3 .* follows entry 3/],
    ['two entries swapped', [entries[0], entries[2], entries[1]] as AuditEntry[], /entry 3 .* follows entry 1/],
    ['another review’s entry', changed(3, { reviewId: 'LN-1' }), /belongs to review "LN-1"/],
    ['another signer', changed(5, { by: amara }), /entry 5 .* would be refused: claim-lost/],
    ['the second signer as the first', changed(4, { by: amara }), /entry 4 .* would be refused: forbidden/],
    ['another state after', changed(3, { to: 'approved' }), /says to "approved" where the chart says/],
    ['another state before', changed(3, { from: 'pending.open' }), /says from "pending.open"/],
    ['another word for it', changed(3, { type: 'rejected' }), /says type "rejected"/],
    ['another value', changed(3, { newValue: 'approve' }), /says newValue "approve"/],
    ['another AI value', changed(3, { oldValue: 'approve' }), /says oldValue/],
    ['another reason beside the command', changed(3, { reason: { codes: [] } }), /says reason/],
    ['another model', changed(3, { model: { id: 'x', version: '1' } }), /says model/],
    ['another policy', changed(3, { policy: { id: 'lax', version: '9' } }), /says policy/],
    ['another decision taken back', changed(6, { supersedes: 3 }), /says supersedes 3/],
    ['nothing taken back', changed(6, { supersedes: undefined }), /says supersedes null/],
    ['another screen', changed(3, { saw: { revision: 1, fingerprint: '0' } }), /would be refused: conflict/],
    ['no screen', changed(3, { saw: undefined }), /would be refused: invalid/],
    ['another id', changed(3, { id: 'LN-20417:9' }), /says id/],
    ['another command', changed(3, { command: { type: 'approve' } }), /says reason/],
    ['a command nobody knows', changed(3, { command: { type: 'bless' } }), /would be refused: invalid/],
    ['a name that is no text', changed(3, { type: { toString: false } }), /entry 3 .* says type/],
    ['no command', changed(3, { command: undefined }), /would be refused: invalid/],
    ['no person', changed(3, { by: undefined }), /cannot be read/],
    ['a moment nobody can read', changed(3, { at: 'noon' }), /cannot be read .*time/],
    ['a hole', [entries[0], null, entries[2]] as unknown as AuditEntry[], /entry 2 .* cannot be read/],
    [
      'another proposal',
      changed(1, { command: { type: 'propose', proposal: { ...loan, value: 'x' }, policy } }),
      /entry 1/,
    ],
    ['another beginning', changed(1, { seq: 2 }), /entry 1 .* says seq 2/],
    [
      'a softer policy',
      changed(1, { command: { type: 'propose', proposal: loan, policy: { ...policy, secondReview: false } } }),
      /entry 3 .* says to "pending.awaitingSecond" where the chart says "approved"/,
    ],
  ])('is found out: %s', (_, history, message) => {
    expect(() => replay(history)).toThrow(expect.objectContaining({ code: 'history-invalid' }));
    expect(() => replay(history)).toThrow(message);
  });

  it('is found out wherever one field of one entry differs', () => {
    const fields = ['id', 'reviewId', 'seq', 'at', 'type', 'from', 'to', 'oldValue', 'newValue', 'reason'] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: entries.length }),
        fc.constantFrom(...fields),
        fc.jsonValue({ maxDepth: 1 }),
        (seq, field, other) => {
          const entry = entries[seq - 1] as AuditEntry;
          // A database says null where there is nothing.
          fc.pre(JSON.stringify(entry[field] ?? null) !== JSON.stringify(other));
          expect(() => replay(changed(seq, { [field]: other }))).toThrow(/do not replay/);
        },
      ),
      { numRuns: 300 },
    );
  });
});
