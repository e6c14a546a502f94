import { initialReview } from '../review/lifecycle.selectors.js';
import type { PersonActor, Policy, Proposal, Review } from '../review/review.types.js';

/** Two reviewers, a supervisor and an adjudicator: sample people for tests and stories. */
export const sampleReviewers = {
  amara: { kind: 'person', id: 'amara', name: 'Amara Osei', roles: ['reviewer'], title: 'Senior underwriter' },
  mateo: { kind: 'person', id: 'mateo', name: 'Mateo Ruiz', roles: ['reviewer'], title: 'Agent operator' },
  priya: { kind: 'person', id: 'priya', name: 'Priya Nair', roles: ['reviewer', 'supervisor'], title: 'Team lead' },
  jonas: { kind: 'person', id: 'jonas', name: 'Jonas Weber', roles: ['adjudicator'], title: 'Credit committee' },
} as const satisfies Record<string, PersonActor>;

/** A policy that asks for a reason and a check on every override, and offers every verdict. */
export const samplePolicy: Policy = {
  id: 'sample',
  version: '1',
  reasons: { override: 'code-and-check', reject: 'code', abstain: 'code', approve: 'none', respond: 'none' },
  reasonCodes: [
    { code: 'newer-file', label: 'The file is newer than the model’s data' },
    { code: 'group-factor', label: 'A group factor does not fit this person' },
    { code: 'income-covers', label: 'Income covers the instalment', verdicts: ['override', 'reject'] },
  ],
  checks: [
    { code: 'statements', label: 'Read the bank statements' },
    { code: 'recalculated', label: 'Recalculated the instalment' },
    { code: 'spoke', label: 'Spoke with the applicant or employer' },
  ],
  escalateTo: ['Credit committee', 'Priya Nair'],
};

const calibration = { method: 'isotonic', n: 2140, asOf: '2026-09-30', error: 0.03 };

const loan: Proposal = {
  id: 'LN-20417',
  revision: 1,
  kind: 'credit-application',
  subject: {
    title: 'Home renovation loan: €18,000 for a skilled electrician',
    reference: 'LN-20417',
    area: 'Consumer credit',
    factsTitle: 'Application',
    facts: [
      { name: 'Amount and term', value: '€18,000 over 48 months' },
      { name: 'Monthly instalment', value: '€424, 13% of net income' },
      { name: 'Net income', value: '€3,240 a month, 11 years with one employer' },
      { name: 'Payment history', value: 'No missed payment in 9 years' },
      { name: 'Credit history', value: '2 accounts, oldest 9 years' },
      { name: 'Own funds', value: '€7,500 towards the renovation' },
    ],
  },
  value: 'deny',
  schema: {
    type: 'choice',
    options: [
      { value: 'approve', label: 'Approve', consequence: 'the loan is paid out and the contract goes out today.' },
      {
        value: 'approve-with-conditions',
        label: 'Approve with conditions',
        consequence: 'the offer with its conditions goes out today.',
      },
      { value: 'deny', label: 'Deny', consequence: 'the loan is denied and the letter with reasons goes out today.' },
    ],
  },
  alternatives: [
    { value: 'approve-with-conditions', confidence: 0.24 },
    { value: 'approve', confidence: 0.1 },
  ],
  confidence: { value: 0.66, interval: [0.57, 0.74], of: 'Default within 24 months', calibration },
  explanation: {
    summary:
      'I compared this application with 2,140 earlier ones. I am not sure: the area and the short credit history point to default, the payment record and the long employment point the other way. I have no data on the employer letter.',
    factors: [
      {
        id: 'area',
        name: 'Postal area default rate',
        value: '14.2%',
        typical: 'portfolio average 4.1%',
        contribution: 0.31,
      },
      { id: 'accounts', name: 'Credit accounts', value: '2', typical: 'typical 6', contribution: 0.22 },
      { id: 'ratio', name: 'Loan to yearly income', value: '0.46', typical: 'typical 0.35', contribution: 0.12 },
      {
        id: 'missed',
        name: 'Missed payments',
        value: 'None in 9 years',
        contribution: -0.27,
        evidence: ['statements'],
      },
      { id: 'employer', name: 'Time with employer', value: '11 years', contribution: -0.18, evidence: ['letter'] },
    ],
    counterEvidence: [
      { text: 'Applicants with no missed payment in 9 years repaid in 97% of 310 cases, also in this area.' },
      { text: 'The postal area says nothing about this person.' },
    ],
    evidence: [
      { id: 'payslips', title: 'Payslips, August to October', note: '3 pages' },
      { id: 'statements', title: 'Bank statements, 12 months', note: '41 pages', required: true },
      { id: 'letter', title: 'Employer letter', note: '1 page', required: true },
    ],
    limits: [
      'Built for loans up to €25,000. Error is higher for people with fewer than three accounts: 31% of 118 denials were wrong. Does not see savings at other banks.',
    ],
    trackRecord: { right: 0.64, n: 214, interval: [0.57, 0.7], asOf: '2026-09-30' },
    method: 'Shapley values, 500 samples',
  },
  risk: 'high',
  model: { id: 'credit-risk', version: '4.2', releasedAt: '2026-10-14' },
  why: ['Person and AI differ', 'Near the threshold'],
  createdAt: '2026-11-21T07:03:22Z',
  dueAt: '2026-11-21T13:00:00Z',
};

/** One proposal per kind of value: a choice, a number, text, a boolean and a flat record. */
export const sampleProposals = {
  loan,
  refund: {
    ...loan,
    id: 'RUN-7f3e',
    kind: 'refund',
    subject: {
      title: 'Refund for order A-88213',
      reference: 'RUN-7f3e',
      area: 'Support agent',
      facts: [{ name: 'Request', value: '“One of the ten mugs arrived broken.”' }],
    },
    value: 240,
    schema: { type: 'number', unit: 'EUR', min: 0, max: 500, step: 0.01 },
    alternatives: undefined,
    confidence: { value: 0.7, of: 'Amount is right', calibration },
    explanation: { summary: 'I read the amount from the order total.' },
    risk: 'medium',
    model: { id: 'support-agent', version: '3.1' },
    why: ['Money leaves'],
    dueAt: '2026-11-21T11:00:00Z',
  },
  reply: {
    ...loan,
    id: 'MSG-118',
    kind: 'reply',
    subject: { title: 'Reply to a complaint about a late delivery', reference: 'MSG-118', area: 'Support agent' },
    value: 'Your parcel left our warehouse today and arrives on Friday.',
    schema: { type: 'text', maxLength: 500, multiline: true },
    alternatives: undefined,
    confidence: undefined,
    explanation: undefined,
    risk: 'low',
    model: { id: 'support-agent', version: '3.1' },
    why: ['Random sample'],
    dueAt: undefined,
  },
  post: {
    ...loan,
    id: 'MOD-7713',
    kind: 'moderation',
    subject: { title: 'Post about a local election', reference: 'MOD-7713', area: 'Content' },
    value: true,
    schema: { type: 'boolean', trueLabel: 'Keep online', falseLabel: 'Take down' },
    alternatives: undefined,
    confidence: { value: 0.51, of: 'Within the rules', calibration },
    explanation: undefined,
    risk: 'medium',
    model: { id: 'moderation', version: '2.0' },
    why: ['Two models disagree'],
    dueAt: '2026-11-21T09:00:00Z',
  },
  invoice: {
    ...loan,
    id: 'INV-2209',
    kind: 'invoice',
    subject: { title: 'Delivery note, Hartmann & Söhne', reference: 'INV-2209', area: 'Accounts payable' },
    value: { supplier: 'Hartmann & Söhne', total: 1284.5, paid: false, date: '07.10.2026' },
    schema: {
      type: 'record',
      fields: [
        { name: 'supplier', label: 'Supplier', schema: { type: 'text', maxLength: 80 } },
        { name: 'total', label: 'Total', schema: { type: 'number', unit: 'EUR', min: 0 } },
        { name: 'paid', label: 'Already paid', schema: { type: 'boolean' } },
        { name: 'date', label: 'Date', schema: { type: 'text', maxLength: 10 }, optional: true },
      ],
    },
    alternatives: undefined,
    confidence: { value: 0.5, of: 'All fields are right', calibration: { ...calibration, n: 61 } },
    explanation: undefined,
    risk: 'low',
    model: { id: 'reader', version: '1.9' },
    why: ['Handwriting', 'Two readings'],
    dueAt: '2026-11-24T11:00:00Z',
  },
} as const satisfies Record<string, Proposal>;

/** A review of one sample proposal, open and unclaimed. */
export function sampleReview(name: keyof typeof sampleProposals = 'loan', policy: Policy = samplePolicy): Review {
  return initialReview(sampleProposals[name], policy);
}
