import { describe, expect, it } from 'vitest';
import { applyCommand } from '../../src/review/lifecycle.selectors.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import type { Actor, AuditEntry, Command, CommandResult, Policy, Review } from '../../src/review/review.types.js';
import {
  entryAsSeenBy,
  keepsApart,
  resultAsSeenBy,
  reviewAsSeenBy,
  summaryAsSeenBy,
} from '../../src/review/withheld.selectors.js';
import { isWithheld, WITHHELD } from '../../src/review/withheld-name.selectors.js';
import { amara, approve, claim, jonas, loan, mateo, opened, override, priya, twoPeople } from './lifecycle.fixtures.js';

const asking: Policy = {
  ...twoPeople,
  recordViews: true,
  skips: { reasons: [{ code: 'not-my-field', label: 'Not my field' }] },
};
const SECRET = 'what only the first signer knows';

/** A case with its entries, as a server keeps both. */
function begin(policy: Policy = asking) {
  let review = opened(policy);
  let minute = 0;
  const entries: AuditEntry[] = [];
  return {
    get review() {
      return review;
    },
    entries,
    do(by: Actor, ...commands: Command[]): CommandResult {
      let result: CommandResult | undefined;
      for (const command of commands) {
        const at = new Date(Date.UTC(2026, 10, 21, 9, ++minute)).toISOString();
        result = applyCommand(review, command, { by, at, saw: sawOf(review.proposal) });
        if (result.outcome !== 'accepted') return result;
        review = result.review;
        entries.push(result.entry);
      }
      return result as CommandResult;
    },
  };
}
type Office = ReturnType<typeof begin>;

/** Everything of a case that a reader can be shown, in one text, without what everybody may read. */
function shownTo(reader: Actor, { review, entries }: Office): string {
  const seen = reviewAsSeenBy(review, reader as never);
  const reopenedAt = entries.findLast(({ type }) => type === 'reopened')?.seq ?? 0;
  const { proposal: _proposal, policy: _policy, ...rest } = seen;
  const record = entries.map((entry) => entryAsSeenBy(entry, review, reader as never, reopenedAt));
  return JSON.stringify([rest, record, summaryAsSeenBy(review, reader as never)]);
}

const words: Command = { ...override, reason: { codes: ['other'], text: SECRET } } as Command;
const traces = new RegExp(`${SECRET}|amara|Amara|"overridden"|"override"`);

describe('what a second signer is shown', () => {
  it.each<[string, (office: Office) => void]>([
    ['at work', (office) => office.do(amara, claim)],
    ['looking', (office) => office.do(amara, claim, { type: 'view', of: 'evidence', id: SECRET })],
    ['decided', (office) => office.do(amara, claim, words)],
    ['taken back', (office) => office.do(amara, claim, words, { type: 'undo' })],
    ['taken back and given up', (office) => office.do(amara, claim, words, { type: 'undo' }, { type: 'release' })],
    ['stopped it', (office) => office.do(amara, claim, words, { type: 'hold', reason: SECRET, scope: 'review' })],
    [
      'preserved it',
      (office) =>
        office.do({ ...amara, roles: ['supervisor'] } as Actor, claim, words, { type: 'preserve', reason: SECRET }),
    ],
    [
      'skipped it and decided',
      (office) => office.do(amara, claim, { type: 'skip', reason: { codes: ['other'], text: SECRET } }, claim, words),
    ],
    ['skipped it', (office) => office.do(amara, claim, { type: 'skip', reason: { codes: ['other'], text: SECRET } })],
    [
      'escalated it and decided',
      (office) => office.do(amara, claim, { type: 'escalate', to: 'Committee', note: SECRET }, claim, words),
    ],
    [
      'asked and decided',
      (office) =>
        office.do(
          amara,
          claim,
          { type: 'ask', question: SECRET, to: 'Applicant' },
          { type: 'answer', answer: SECRET },
          claim,
          words,
        ),
    ],
  ])('is nothing of a first one who has %s', (_what, work) => {
    const office = begin();
    work(office);
    expect(office.entries.length).toBeGreaterThan(0);
    expect(shownTo(amara, office)).toMatch(/amara/);
    expect(shownTo(mateo, office)).not.toMatch(traces);
    expect(shownTo(mateo, office)).toContain(WITHHELD.name);
  });

  it('goes on while they decide, and ends with their decision', () => {
    const office = begin();
    office.do(amara, claim, words);
    office.do(mateo, claim);
    expect(shownTo(mateo, office)).not.toMatch(traces);
    // The first signer knows their own, and who else is at work; not what they answer.
    expect(shownTo(amara, office)).toContain('mateo');
    office.do(mateo, approve);
    expect(office.review.state).toBe('pending.adjudicating');
    for (const reader of [amara, mateo, jonas]) expect(shownTo(reader, office)).toContain(SECRET);
  });

  it('does not tell how long the first one took', () => {
    const office = begin();
    office.do(amara, claim, { type: 'view', of: 'case' }, words);
    const times = office.entries.map((entry) => entryAsSeenBy(entry, office.review, mateo, 0).at);
    expect(new Set(times)).toEqual(new Set([office.entries.at(-1)?.at]));
  });

  it('tells why a case was stopped only who may lift the stop, and nobody by whom', () => {
    const office = begin();
    office.do(amara, claim, words, { type: 'hold', reason: SECRET, scope: 'review' });
    const told = (reader: Actor) => reviewAsSeenBy(office.review, reader as never).hold;
    expect(told(mateo)?.reason).not.toContain(SECRET);
    expect(told(priya)?.reason).toBe(SECRET);
    expect([told(mateo), told(priya)].every((hold) => hold && isWithheld(hold.by))).toBe(true);
    const refused = office.do(mateo, claim);
    expect(refused.outcome).toBe('held');
    expect(JSON.stringify(resultAsSeenBy(refused, office.review, mateo))).not.toMatch(traces);
  });

  it('is everything that was decided before the case was reopened', () => {
    const office = begin();
    office.do(amara, claim, words);
    office.do(mateo, claim, words);
    office.do(priya, { type: 'reopen', reason: 'New file' });
    expect(keepsApart(office.review)).toBe(true);
    expect(shownTo(jonas, office)).toContain(SECRET);
    office.do(amara, claim, approve);
    expect(office.entries.map((entry) => entryAsSeenBy(entry, office.review, jonas, 5).type).slice(5)).toEqual([
      'claimed',
      'withheld',
    ]);
  });

  it('is everything where one person decides', () => {
    const office = begin({ ...asking, secondReview: false });
    office.do(amara, claim, { type: 'view', of: 'case' });
    expect(shownTo(mateo, office)).toContain('amara');
  });

  it('follows the draw where a sample is decided by two', () => {
    const [drawn, passed] = [
      { rate: 1, seed: '' },
      { rate: 0, seed: '' },
    ].map((secondReview) => {
      const office = begin({ ...asking, secondReview });
      office.do(amara, claim);
      return shownTo(mateo, office);
    });
    expect(drawn).not.toContain('amara');
    expect(passed).toContain('amara');
  });

  it('changes nothing that is stored', () => {
    const office = begin();
    office.do(amara, claim, words);
    const before = JSON.stringify([office.review, office.entries]);
    shownTo(mateo, office);
    expect(JSON.stringify([office.review, office.entries])).toBe(before);
    expect((office.review as Review).proposal).toBe(loan);
  });
});
