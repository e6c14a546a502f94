import { describe, expect, it } from 'vitest';
import { sampleProposals, sampleReview } from '../../src/backends/sample-reviews.js';
import { readableReview } from '../../src/review/received.selectors.js';
import type { Review } from '../../src/review/review.types.js';

const review = sampleReview('loan');
const withProposal = (parts: object) =>
  ({ ...review, proposal: { ...sampleProposals.loan, ...parts } }) as unknown as Review;

describe('a review from a server', () => {
  it('is the same object where nothing is amiss', () => {
    for (const name of Object.keys(sampleProposals) as (keyof typeof sampleProposals)[]) {
      const whole = sampleReview(name);
      expect(readableReview(whole)).toBe(whole);
    }
  });

  it.each([
    ['null instead of lists', { why: null, alternatives: null, explanation: { factors: null, limits: null } }],
    ['text instead of lists', { why: 'text', alternatives: 'x', explanation: { factors: 'x', evidence: 'y' } }],
    ['lists of nothing', { why: [null], alternatives: [null], explanation: { factors: [null], evidence: [null] } }],
    ['no records', { explanation: 'because', confidence: 'high', schema: 'choice' }],
    ['a choice without options', { schema: { type: 'choice' } }],
    ['facts that are none', { subject: { title: 'Case', facts: [null, { name: 'A' }] } }],
  ])('loses what nobody could read: %s', (_name, parts) => {
    const { proposal } = readableReview(withProposal(parts));
    for (const list of [proposal.why, proposal.alternatives, proposal.subject.facts, proposal.explanation?.factors]) {
      for (const item of list ?? []) expect(item).toBeTruthy();
      expect(list === undefined || Array.isArray(list)).toBe(true);
    }
    expect(readableReview({ ...review, proposal }).proposal).toBe(proposal);
  });

  it('keeps the items that can be read beside those that cannot', () => {
    const evidence = [null, ...(sampleProposals.loan.explanation?.evidence ?? [])];
    const { proposal } = readableReview(withProposal({ explanation: { evidence } }));
    expect(proposal.explanation?.evidence).toEqual(sampleProposals.loan.explanation?.evidence);
  });

  it('stays held although nobody says by whom', () => {
    const held = { ...review, hold: { reason: 'Wrong column', scope: 'all' } } as unknown as Review;
    expect(readableReview(held).hold).toMatchObject({ reason: 'Wrong column', by: { name: '?' } });
  });

  it.each([
    ['a page', '<!doctype html>'],
    ['nothing', null],
    ['no policy', { ...review, policy: undefined }],
    ['a decision without a verdict', { ...review, decision: { by: {} } }],
  ])('is refused where it is none: %s', (_name, answer) => {
    expect(() => readableReview(answer as unknown as Review)).toThrow(/^The backend answered with/);
  });
});
