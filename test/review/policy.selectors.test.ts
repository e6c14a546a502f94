import { describe, expect, it } from 'vitest';
import { samplePolicy, sampleProposals } from '../../src/backends/sample-reviews.js';
import { reasonCodesFor, reasonDemand, reasonMeets, verdictIssues } from '../../src/review/policy.selectors.js';

const codes = (issues: readonly { code: string; path?: string }[]) => issues.map(({ code, path }) => `${code} ${path}`);

describe('what a verdict asks for', () => {
  it('asks for a reason on override, reject and abstain unless the policy says otherwise', () => {
    const bare = { id: 'bare', version: '1' };
    expect(
      ['approve', 'override', 'reject', 'respond', 'abstain'].map((v) => reasonDemand(bare, v as 'approve')),
    ).toEqual(['none', 'code', 'code', 'none', 'code']);
    expect(reasonDemand({ ...bare, reasons: { approve: 'code-and-check' } }, 'approve')).toBe('code-and-check');
  });

  it('offers a code only for the verdicts it names', () => {
    expect(reasonCodesFor(samplePolicy, 'abstain').map(({ code }) => code)).toEqual(['newer-file', 'group-factor']);
  });

  it('takes 15 characters after "other", white space at the ends not counted', () => {
    const other = (text: string) => reasonMeets(samplePolicy, 'override', { codes: ['other'], text });
    expect(other('  fourteen chars  ')).toBe(false);
    expect(other('fifteen chars..')).toBe(true);
  });
});

describe('verdictIssues', () => {
  it('lists everything that is missing, in the order of the form', () => {
    const issues = verdictIssues(sampleProposals.loan, { ...samplePolicy, signature: true }, 'override', {});
    expect(codes(issues)).toEqual([
      'field-missing value',
      'reason-missing reason.codes',
      'check-missing reason.checks',
      'signature-missing signature',
    ]);
  });

  it('does not take the AI’s own value as an override', () => {
    const reason = { codes: ['newer-file'], checks: ['spoke'] };
    const issues = verdictIssues(sampleProposals.loan, samplePolicy, 'override', { value: 'deny', reason });
    expect(codes(issues)).toEqual(['value-unchanged value']);
    expect(verdictIssues(sampleProposals.loan, samplePolicy, 'override', { value: 'approve', reason })).toEqual([]);
  });

  it('asks for a message with an answer to the agent, and for nothing with a plain approval', () => {
    expect(codes(verdictIssues(sampleProposals.loan, samplePolicy, 'respond', { message: '  ' }))).toEqual([
      'field-missing message',
    ]);
    expect(verdictIssues(sampleProposals.loan, samplePolicy, 'approve', {})).toEqual([]);
  });

  it('says which of a record’s fields are wrong', () => {
    const issues = verdictIssues(sampleProposals.invoice, samplePolicy, 'override', {
      value: { supplier: null, total: -1, paid: false, date: null },
      reason: { codes: ['newer-file'], checks: ['spoke'] },
    });
    expect(codes(issues)).toEqual(['field-missing value.supplier', 'number-out-of-range value.total']);
  });
});
