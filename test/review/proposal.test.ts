import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplePolicy, sampleProposals } from '../../src/backends/sample-reviews.js';
import { initialReview, proposedEntry, replay } from '../../src/review/lifecycle.selectors.js';
import { policyIssues } from '../../src/review/policy.selectors.js';
import { isProbability, proposalIssues, sawOf, valueIssues } from '../../src/review/proposal.selectors.js';
import type { Issue, Policy, Proposal, ValueSchema } from '../../src/review/review.types.js';
import { summaryOf } from '../../src/review/summary.selectors.js';
import { amara, approve, bare, claim, loan, opened, run, throughJson } from './lifecycle.fixtures.js';

const short = (issues: readonly Issue[]) => issues.map(({ code, path }) => `${code} ${path}`);
const issuesOf = (change: object) => short(proposalIssues({ ...loan, ...change }));

describe('the beginning of a review', () => {
  const early = { ...loan, createdAt: '1999-05-05T00:00:00Z' };

  it('has the time of the server, which its entry replays by', () => {
    const review = initialReview(early, bare, '2026-11-21T09:00:00Z');
    const entry = proposedEntry(review);
    expect(review).toMatchObject({ updatedAt: '2026-11-21T09:00:00Z', proposal: { createdAt: early.createdAt } });
    expect(entry).toMatchObject({ at: '2026-11-21T09:00:00Z', retainUntil: '2027-05-21T09:00:00.000Z' });
    expect(replay([throughJson(entry)])).toEqual(review);
    expect(initialReview(early, bare).updatedAt).toBe(early.createdAt);
  });

  it('is refused to a proposal from more than a minute later, and at no time', () => {
    const at = '2026-11-21T09:00:00Z';
    const later = { ...loan, createdAt: '2026-11-21T09:01:00.001Z' };
    expect(() => initialReview(later, bare, at)).toThrow('createdAt (date-ahead)');
    // Two clocks are never the same.
    expect(initialReview({ ...loan, createdAt: '2026-11-21T09:01:00Z' }, bare, at).updatedAt).toBe(at);
    expect(() => initialReview(loan, bare, 'today')).toThrow('time-invalid');
  });
});

describe('a proposal', () => {
  it.each(Object.entries(sampleProposals))('of the samples can be reviewed: %s', (_, proposal) => {
    expect(proposalIssues(proposal)).toEqual([]);
    expect(proposalIssues(throughJson(proposal))).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    ['no id', { id: undefined }, ['field-missing id']],
    ['an id of spaces', { id: '  ' }, ['field-missing id']],
    ['an id that is a number', { id: 7 }, ['field-missing id']],
    ['no kind', { kind: '' }, ['field-missing kind']],
    ['no value', { value: undefined }, ['field-missing value']],
    ['a value that is null under a schema', { value: null }, ['field-missing value']],
    ['revision 0', { revision: 0 }, ['value-invalid revision']],
    ['half a revision', { revision: 1.5 }, ['value-invalid revision']],
    ['a revision in words', { revision: '1' }, ['value-invalid revision']],
    ['no subject', { subject: undefined }, ['field-missing subject.title']],
    ['a subject that is text', { subject: 'Loan' }, ['field-missing subject.title']],
    ['no model', { model: null }, ['field-missing model.id', 'field-missing model.version']],
    ['a risk nobody knows', { risk: 'extreme' }, ['value-invalid risk']],
    ['no risk', { risk: undefined }, ['value-invalid risk']],
    ['a beginning nobody can read', { createdAt: 'yesterday' }, ['date-invalid createdAt']],
    ['a beginning without a time', { createdAt: '2026-11-21' }, ['date-invalid createdAt']],
    ['a beginning without an offset', { createdAt: '2026-11-21T09:48:00' }, ['date-invalid createdAt']],
    ['31 February', { createdAt: '2026-02-31T09:00:00Z' }, ['date-invalid createdAt']],
    ['an end nobody can read', { dueAt: 'soon' }, ['date-invalid dueAt']],
    ['a value outside its schema', { value: 'perhaps' }, ['choice-unknown value']],
    ['reasons that are one text', { why: 'Near the threshold' }, ['value-invalid why']],
    ['facts that are no list', { subject: { title: 'Loan', facts: {} } }, ['value-invalid subject.facts']],
    ['a fact that is nothing', { subject: { title: 'Loan', facts: [null] } }, ['value-invalid subject.facts.0']],
    ['alternatives that are text', { alternatives: 'approve' }, ['value-invalid alternatives']],
    ['an explanation that is text', { explanation: 'Trust me' }, ['value-invalid explanation']],
    ['limits that are one text', { explanation: { limits: 'none' } }, ['value-invalid explanation.limits']],
    [
      'evidence without ids',
      { explanation: { evidence: [{ title: 'Payslips' }, null] } },
      ['field-missing explanation.evidence.0.id', 'field-missing explanation.evidence.1.id'],
    ],
    [
      'evidence with one id twice',
      { explanation: { evidence: [{ id: 'a' }, { id: 'b' }, { id: 'a' }] } },
      ['value-invalid explanation.evidence.a'],
    ],
    [
      'factors with one id twice',
      { explanation: { factors: [{ id: '__proto__' }, { id: '__proto__' }] } },
      ['value-invalid explanation.factors.__proto__'],
    ],
    ['a moment that is an object', { subject: { title: 'Loan', at: new Date(0) } }, ['value-invalid proposal']],
  ])('cannot be reviewed with %s', (_, change, issues) => {
    expect(issuesOf(change)).toEqual(issues);
    expect(() => initialReview({ ...loan, ...change } as Proposal, bare)).toThrow(
      expect.objectContaining({ code: 'proposal-invalid' }),
    );
  });

  it.each<[string, object, string[]]>([
    ['a schema that is text', { schema: 'choice' }, ['value-invalid schema']],
    ['a schema of no type', { schema: {} }, ['field-missing schema.type']],
    ['a choice of nothing', { schema: { type: 'choice', options: [] } }, ['field-missing schema.options']],
    ['a choice without options', { schema: { type: 'choice' } }, ['field-missing schema.options']],
    [
      'one option twice',
      { schema: { type: 'choice', options: [{ value: 'deny' }, { value: 'deny' }] } },
      ['value-invalid schema.options.deny'],
    ],
    ['least above greatest', { value: 1, schema: { type: 'number', min: 5, max: 1 } }, ['value-invalid schema.max']],
    ['a step in words', { value: 1, schema: { type: 'number', step: '1' } }, ['value-invalid schema.step']],
    ['a length in words', { schema: { type: 'text', maxLength: 'long' } }, ['value-invalid schema.maxLength']],
    ['a record without fields', { value: {}, schema: { type: 'record' } }, ['field-missing schema.fields']],
    [
      'a record in a record',
      { value: { a: {} }, schema: { type: 'record', fields: [{ name: 'a', schema: { type: 'record', fields: [] } }] } },
      ['value-invalid schema.fields.a'],
    ],
  ])('cannot be reviewed with %s', (_, change, issues) => {
    expect(issuesOf(change)).toEqual(issues);
  });

  it('stays reviewable with a score that is none, and with a schema of a newer server', () => {
    for (const value of [Number.NaN, -0.2, 1.4, '0.9', null]) {
      expect(issuesOf({ confidence: { value } })).toEqual([]);
    }
    expect(issuesOf({ schema: { type: 'map-area' }, value: { points: [[1, 2]] } })).toEqual([]);
    expect(summaryOf(opened(bare, { ...loan, confidence: { value: Number.NaN } })).confidence).toBeDefined();
  });

  it('lists everything that is wrong, whatever it is given', () => {
    expect(short(proposalIssues({}))).toEqual([
      'field-missing id',
      'field-missing kind',
      'value-invalid revision',
      'field-missing subject.title',
      'field-missing model.id',
      'field-missing model.version',
      'value-invalid risk',
      'date-invalid createdAt',
      'field-missing value',
    ]);
    for (const nothing of [undefined, null, 'loan', 7, []]) {
      expect(short(proposalIssues(nothing))).toEqual(['field-missing proposal']);
    }
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...Object.keys(loan)), (junk, field) => {
        expect(Array.isArray(proposalIssues({ ...loan, [field]: junk }))).toBe(true);
        expect(Array.isArray(proposalIssues(junk))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('takes 200 kB of explanation and keys that objects have already', () => {
    const long = { ...loan, explanation: { summary: 'x'.repeat(200_000), limits: ['y'.repeat(1000)] } };
    expect(run(opened(bare, long), [amara, claim], [amara, approve]).state).toBe('approved');
    const odd = JSON.parse('{"__proto__":{"risk":"low"},"constructor":1}');
    expect(issuesOf({ value: odd, schema: undefined })).toEqual([]);
    expect(proposalIssues(JSON.parse('{"__proto__":{"id":"LN-1"}}')).map(({ path }) => path)).toContain('id');
  });
});

describe('a value under its schema', () => {
  const choice: ValueSchema = { type: 'choice', options: [{ value: 'yes', label: 'Yes' }] };
  const record: ValueSchema = {
    type: 'record',
    fields: [
      { name: 'name', label: 'Name', schema: { type: 'text', maxLength: 5 } },
      { name: 'age', label: 'Age', schema: { type: 'number', min: 0, step: 1 }, optional: true },
      { name: 'constructor', label: 'Builder', schema: { type: 'text' }, optional: true },
    ],
  };
  it.each<[unknown, ValueSchema | undefined, string[]]>([
    ['yes', choice, []],
    ['no', choice, ['choice-unknown value']],
    [1, choice, ['choice-unknown value']],
    [undefined, choice, ['field-missing value']],
    [true, { type: 'boolean' }, []],
    ['true', { type: 'boolean' }, ['value-invalid value']],
    ['', { type: 'text' }, []],
    ['123456', { type: 'text', maxLength: 5 }, ['text-too-long value']],
    [12, { type: 'text' }, ['value-invalid value']],
    [0, { type: 'number', min: 0, max: 1 }, []],
    [1, { type: 'number', min: 0, max: 1 }, []],
    [1.01, { type: 'number', min: 0, max: 1 }, ['number-out-of-range value']],
    [-1, { type: 'number', min: 0 }, ['number-out-of-range value']],
    [0.3, { type: 'number', step: 0.1 }, []],
    [1284.57, { type: 'number', step: 0.01 }, []],
    [0.35, { type: 'number', step: 0.1 }, ['number-off-step value']],
    [4, { type: 'number', min: 1, step: 2 }, ['number-off-step value']],
    [5, { type: 'number', min: 1, step: 2 }, []],
    [7, { type: 'number', step: 0 }, []],
    [Number.NaN, { type: 'number' }, ['value-invalid value']],
    [Number.POSITIVE_INFINITY, { type: 'number' }, ['value-invalid value']],
    ['7', { type: 'number' }, ['value-invalid value']],
    [{ name: 'Ada' }, record, []],
    [{ name: 'Ada', age: null }, record, []],
    [{ name: 'Ada', age: undefined }, record, []],
    [{ name: null, age: 1.5 }, record, ['field-missing value.name', 'number-off-step value.age']],
    [{}, record, ['field-missing value.name']],
    [[], record, ['value-invalid value']],
    ['Ada', record, ['value-invalid value']],
    [{ name: 'Ada', iban: 'DE00' }, record, ['value-invalid value.iban']],
    [JSON.parse('{"name":"Ada","__proto__":{}}'), record, ['value-invalid value.__proto__']],
    [null, undefined, []],
    [undefined, undefined, ['field-missing value']],
    [{ any: ['thing'] }, undefined, []],
    [Number.NaN, undefined, ['value-invalid value']],
    [{ any: 1 }, { type: 'map-area' } as never, []],
    [Number.NaN, { type: 'map-area' } as never, ['value-invalid value']],
  ])('%j', (value, schema, issues) => {
    expect(short(valueIssues(value, schema))).toEqual(issues);
  });

  it.each([0, 1, 0.5, 5e-324])('%s is a probability', (value) => expect(isProbability(value)).toBe(true));
  it.each([-0.01, 1.01, Number.NaN, '0.5', null, undefined])('%s is none', (value) =>
    expect(isProbability(value)).toBe(false),
  );
});

describe('the fingerprint of what was seen', () => {
  it('is the same after a way through JSON, in whatever order of keys', () => {
    const turned = Object.fromEntries(Object.entries(throughJson(loan)).reverse()) as unknown as Proposal;
    expect(sawOf(turned)).toEqual(sawOf(loan));
    expect(sawOf({ ...loan, dueAt: undefined })).toEqual(sawOf(throughJson({ ...loan, dueAt: undefined })));
  });

  it('differs with anything that the card shows', () => {
    const prints = [
      loan,
      { ...loan, revision: 2 },
      { ...loan, risk: 'low' as const },
      { ...loan, value: 'approve' },
      { ...loan, explanation: { ...loan.explanation, summary: 'Else' } },
      { ...loan, why: [...(loan.why ?? [])].reverse() },
    ].map((proposal) => sawOf(proposal).fingerprint);
    expect(new Set(prints).size).toBe(prints.length);
  });

  it('does not collide on twenty thousand near neighbours', () => {
    const prints = new Set<string>();
    const base: Proposal = { ...loan, explanation: {}, subject: { title: 'Loan' } };
    for (let value = 0; value < 20_000; value++) prints.add(sawOf({ ...base, value }).fingerprint);
    expect(prints.size).toBe(20_000);
  });
});

describe('a policy', () => {
  const issues = (change: object) => short(policyIssues({ ...bare, ...change }));

  it('of the samples can be applied', () => {
    expect(policyIssues(samplePolicy)).toEqual([]);
    expect(policyIssues({ id: 'least', version: '1' })).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    ['no id', { id: '' }, ['field-missing id']],
    ['a version that is a number', { version: 1 }, ['field-missing version']],
    ['a safeguard misspelt', { blindfirst: true }, ['value-invalid blindfirst']],
    ['a safeguard in words', { blindFirst: 'yes' }, ['value-invalid blindFirst']],
    [
      'a second review in words',
      { secondReview: 'yes' },
      ['value-invalid secondReview', 'probability-invalid secondReview.rate', 'field-missing secondReview.seed'],
    ],
    ['a sample in per cent', { secondReview: { rate: 90, seed: '' } }, ['probability-invalid secondReview.rate']],
    ['less than six months', { retentionMonths: 5 }, ['value-invalid retentionMonths']],
    ['half a month', { retentionMonths: 6.5 }, ['value-invalid retentionMonths']],
    ['a safeguard as a number', { signature: 1 }, ['value-invalid signature']],
    ['a verdict that is no text', { verdicts: [{ toString: false }] }, ['value-invalid verdicts.0']],
    ['no verdict', { verdicts: [] }, ['field-missing verdicts']],
    ['one verdict as text', { verdicts: 'approve' }, ['value-invalid verdicts']],
    ['a verdict nobody knows', { verdicts: ['approve', 'bless'] }, ['value-invalid verdicts.1']],
    ['a reason for a verdict nobody knows', { reasons: { bless: 'code' } }, ['value-invalid reasons.bless']],
    ['a demand nobody knows', { reasons: { approve: 'essay' } }, ['value-invalid reasons.approve']],
    ['reasons as text', { reasons: 'code' }, ['value-invalid reasons']],
    ['a check asked for and none offered', { reasons: { reject: 'code-and-check' } }, ['field-missing checks']],
    ['codes without a code', { reasonCodes: [{ label: 'x' }] }, ['field-missing reasonCodes.code']],
    ['codes that are nothing', { reasonCodes: [null] }, ['field-missing reasonCodes.code']],
    ['one code twice', { checks: [{ code: 'a' }, { code: 'a' }] }, ['value-invalid checks']],
    ['codes as text', { reasonCodes: 'other' }, ['value-invalid reasonCodes']],
    ['an expiry that approves', { onExpire: 'approve' }, ['value-invalid onExpire']],
    ['an address as text', { escalateTo: 'Board' }, ['value-invalid escalateTo']],
    ['a role as text, which “super” would meet', { roles: { resume: 'supervisor' } }, ['value-invalid roles.resume']],
    ['a role misspelt', { roles: { reopenn: ['supervisor'] } }, ['value-invalid roles.reopenn']],
    ['nobody who resumes', { roles: { resume: [] } }, ['field-missing roles.resume']],
    ['nobody who settles a difference', { roles: { adjudicate: [] } }, ['field-missing roles.adjudicate']],
    ['roles as a list', { roles: ['supervisor'] }, ['value-invalid roles']],
  ])('cannot be applied with %s', (_, change, expected) => {
    expect(issues(change)).toEqual(expected);
    expect(() => initialReview(loan, { ...bare, ...change } as Policy)).toThrow(
      expect.objectContaining({ code: 'policy-invalid' }),
    );
  });

  it('says what is wrong whatever it is given', () => {
    for (const nothing of [undefined, null, 'strict', 7]) {
      expect(short(policyIssues(nothing))).toEqual(['field-missing policy']);
    }
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...Object.keys(samplePolicy), 'roles', 'verdicts'), (junk, field) => {
        expect(Array.isArray(policyIssues({ ...samplePolicy, [field]: junk }))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
