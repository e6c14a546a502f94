import fc from 'fast-check';
import { expect } from 'vitest';
import { applyCommand, initialReview, proposedEntry } from '../../src/review/lifecycle.selectors.js';
import { MEANINGS } from '../../src/review/policy.selectors.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import {
  type Actor,
  ASSUMPTION_WORDINGS,
  type AuditEntry,
  COMMANDS,
  type Command,
  type CommandContext,
  OVERSIGHT_MODES,
  type OversightMode,
  type Policy,
  type Proposal,
  REASON_DEMANDS,
  type Review,
  type Saw,
  VERDICTS,
  type VerdictType,
} from '../../src/review/review.types.js';
import {
  amara,
  frozen,
  jonas,
  mateo,
  model,
  priya,
  routeTo,
  loan as sampleLoan,
  system,
  throughJson,
} from './lifecycle.fixtures.js';

/** Without what no rule reads: thousands of histories are told below. */
export const loan = throughJson<Proposal>({
  ...sampleLoan,
  subject: { title: 'Loan' },
  alternatives: [],
  why: [],
  explanation: { evidence: sampleLoan.explanation?.evidence ?? [] },
});

/* Anything that anybody could send, legal or not ------------------------------------------------------------------ */

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
const words = fc.constantFrom('', 'Board', 'Credit committee', 'The applicant called and explained', 'é \u202e "x"');
const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('approve', 'approve-with-conditions', 'deny') },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

export const policies: fc.Arbitrary<Policy> = fc.record(
  {
    id: fc.constant('any'),
    version: fc.constantFrom('1', '2'),
    verdicts: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...VERDICTS), { minLength: 1 }) },
    ),
    blindFirst: maybe(fc.boolean()),
    evidenceGate: maybe(fc.boolean()),
    reasons: maybe(
      fc.dictionary(fc.constantFrom(...VERDICTS), fc.constantFrom(...REASON_DEMANDS), { noNullPrototype: true }),
    ),
    reasonCodes: fc.constant([
      { code: 'newer-file', label: 'Newer file' },
      { code: 'income', label: 'Income covers it', verdicts: ['override'] as const },
    ]),
    checks: fc.constant([{ code: 'spoke', label: 'Spoke with the applicant' }]),
    signature: maybe(fc.boolean()),
    assumptionPrompt: maybe(fc.boolean()),
    assumptions: fc.constantFrom(undefined, [{ code: 'genuine', label: 'The documents are genuine' }]),
    dwell: fc.constantFrom(undefined, 0, 3, 15),
    agreementNudge: maybe(fc.boolean()),
    paceWatch: maybe(fc.boolean()),
    secondReview: fc.constantFrom(true, true, false),
    freshReviewer: fc.constantFrom(true, false, false),
    onExpire: maybe(fc.constantFrom('close' as const, 'escalate' as const)),
    recordViews: maybe(fc.boolean()),
    escalateTo: maybe(fc.constant(['Board', 'Credit committee'])),
    skips: maybe(
      fc.record(
        {
          reasons: fc.constant([{ code: 'not-my-field', label: 'Not my field' }]),
          escalateAfter: fc.constantFrom(1, 2),
        },
        { requiredKeys: ['reasons'] },
      ),
    ),
    roles: maybe(
      fc.record(
        {
          adjudicate: fc.constant(['adjudicator', 'supervisor']),
          resume: fc.constant(['reviewer']),
          reopen: fc.constantFrom([], ['supervisor']),
          propose: fc.constantFrom([], ['supervisor']),
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: ['id', 'version', 'reasonCodes', 'checks'] },
);

const grounds = fc.record(
  {
    reason: fc.record(
      {
        codes: fc.subarray(['newer-file', 'income', 'other', 'unknown']),
        text: words,
        checks: fc.subarray(['spoke', 'guessed']),
      },
      { requiredKeys: ['codes'] },
    ),
    evidenceOpened: fc.subarray(['payslips', 'statements', 'letter', 'nothing']),
    assumption: fc.record(
      { wording: fc.constantFrom(...ASSUMPTION_WORDINGS), code: fc.constantFrom('genuine', 'unknown'), text: words },
      { requiredKeys: ['wording'] },
    ),
    dwell: fc.record({ seconds: fc.constantFrom(1, 3, 15), waived: words }, { requiredKeys: ['seconds'] }),
    activeMs: fc.constantFrom(0, 2_999, 15_000),
    signature: fc.record({ printedName: words, meaning: fc.constantFrom('approval', 'override') }),
  },
  { requiredKeys: [] },
);
/** Grounds that meet whatever a policy asks, so that long histories happen. */
const enough = fc.constant({
  reason: { codes: ['newer-file'], checks: ['spoke'] },
  assumption: { wording: 'holds', text: 'The payslips are genuine' },
  activeMs: 15_000,
  evidenceOpened: ['statements', 'letter'],
});
const verdict = fc
  .tuple(
    fc.constantFrom(...VERDICTS),
    value,
    words,
    fc.oneof({ weight: 3, arbitrary: enough }, { weight: 1, arbitrary: grounds }),
  )
  .map(([type, given, message, standing]) => ({
    signature: { printedName: 'A. Reviewer', meaning: MEANINGS[type] },
    ...standing,
    type,
    ...(type === 'override' && { value: given }),
    ...(type === 'respond' && { message }),
  }));

const lease = fc.record(
  { until: fc.constantFrom('2026-11-21T10:00:00Z', 'soon'), holder: fc.constantFrom('window-1', 'window-2') },
  { requiredKeys: [] },
);
const others: { [type: string]: fc.Arbitrary<object> } = {
  claim: lease,
  undo: lease,
  judge: fc.record({ value, confidence: fc.constantFrom(0, 0.7, 1, 1.2, -1) }, { requiredKeys: ['value'] }),
  skip: fc
    .record(
      { codes: fc.constantFrom(['not-my-field'], ['other'], ['bored'], []), text: words },
      { requiredKeys: ['codes'] },
    )
    .map((reason) => ({ reason })),
  assign: fc.record(
    { to: fc.constantFrom({ id: 'amara', name: 'Amara Osei' }, { id: 'mateo', name: 'Mateo Ruiz' }), note: words },
    { requiredKeys: ['to'] },
  ),
  escalate: fc.record({ to: words, note: words }, { requiredKeys: ['to'] }),
  ask: fc.record({ question: words, to: words }),
  answer: fc.record({ answer: words }),
  reopen: fc.record({ reason: words }),
  revise: fc
    .record({ revision: fc.integer({ min: 0, max: 9 }), value, risk: fc.constantFrom('low', 'critical', 'extreme') })
    .map(({ revision, ...change }) => ({ proposal: { ...loan, revision, ...(change as Partial<Proposal>) } })),
  withdraw: fc.record({ reason: words }, { requiredKeys: [] }),
  route: fc
    .record({
      mode: fc.constantFrom<OversightMode>(...OVERSIGHT_MODES),
      vetoUntil: fc.constantFrom(undefined, '2026-11-21T07:30:00Z', '2099-01-01T00:00:00Z'),
      policy: fc.constantFrom(undefined, { id: 'blind', version: '2', blindFirst: true }, { id: 'nameless' }),
    })
    .map(({ mode, vetoUntil, policy }) => ({ ...routeTo(mode, { vetoUntil }), ...(policy && { policy }) })),
  hold: fc.record({ reason: words, scope: fc.constantFrom('review', 'all', 'galaxy') }),
  resume: fc.record({ reason: words }, { requiredKeys: [] }),
  view: fc.record({ of: fc.constantFrom('case', 'evidence', 'everything'), id: words }, { requiredKeys: ['of'] }),
  preserve: fc.record({ reason: words }),
  lift: fc.record({ reason: words }),
  erase: fc.record({ reason: words }),
};
const commands = fc.oneof(
  { weight: 12, arbitrary: fc.constant({ type: 'claim' }) },
  { weight: 14, arbitrary: verdict },
  { weight: 6, arbitrary: fc.constant({ type: 'judge', value: 'approve', confidence: 0.6 }) },
  ...COMMANDS.filter((type) => !(VERDICTS as readonly string[]).includes(type)).map((type) => ({
    weight: type === 'withdraw' || type === 'expire' ? 1 : 2,
    arbitrary: (others[type] ?? fc.constant({})).map((rest) => ({ type, ...rest })),
  })),
) as fc.Arbitrary<Command>;

const actors: fc.Arbitrary<Actor> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom<Actor>(amara, mateo, priya, jonas) },
  { weight: 2, arbitrary: fc.constantFrom<Actor>(system, model, { kind: 'model', id: 'amara', name: 'Amara Osei' }) },
);

/** What somebody might well do next, so that histories go on: `pick` chooses. */
function likely(review: Review, pick: number): readonly [Actor, Command] {
  const met = (type: VerdictType) => ({
    reason: { codes: ['newer-file'], checks: ['spoke'] },
    evidenceOpened: ['statements', 'letter'],
    assumption: { wording: 'otherwise' as const, text: 'A payslip that is not theirs' },
    dwell: { seconds: 3, waived: 'Read on paper' },
    signature: { printedName: 'A. Reviewer', meaning: MEANINGS[type] },
  });
  const one = <T>(options: readonly T[]) => options[pick % options.length] as T;
  const claimant = review.claim?.by ?? amara;
  if (review.hold) return [priya, { type: 'resume' }];
  if (review.legalHold && pick % 2 === 0) return [priya, { type: 'lift', reason: 'The complaint was settled' }];
  switch (review.state) {
    case 'pending.awaitingInfo':
      return [mateo, { type: 'answer', answer: 'The city' }];
    case 'pending.adjudicating':
      return [jonas, { type: 'claim' }];
    case 'reviewing.blind':
      return [claimant, { type: 'judge', value: 'approve', confidence: 0.6 }];
    case 'reviewing.revealed':
      return one<readonly [Actor, Command]>([
        [claimant, { type: 'approve', ...met('approve') }],
        [claimant, { type: 'override', value: 'approve', ...met('override') }],
        [claimant, { type: 'reject', ...met('reject') }],
        [claimant, { type: 'respond', message: 'Ask for payslips', ...met('respond') }],
        [claimant, { type: 'abstain', ...met('abstain') }],
        [claimant, { type: 'release' }],
        [claimant, { type: 'skip', reason: { codes: ['not-my-field'] } }],
        [claimant, { type: 'claim', holder: `window-${pick}` }],
        [claimant, { type: 'escalate', to: 'Board' }],
        [claimant, { type: 'ask', question: 'Which employer?', to: 'Applicant' }],
        [system, { type: 'lapse' }],
        [model, { type: 'revise', proposal: { ...loan, revision: review.proposal.revision + 1 } }],
      ]);
    case 'approved':
    case 'overridden':
      return one<readonly [Actor, Command]>([
        [priya, { type: 'reopen', reason: 'New payslip' }],
        [review.signatures.at(-1)?.by ?? amara, { type: 'undo', holder: 'window-1' }],
        [system, { type: 'erase', reason: 'The applicant asked for it' }],
        [priya, { type: 'preserve', reason: 'A complaint' }],
      ]);
    case 'pending.monitored':
      return one<readonly [Actor, Command]>([
        [system, { type: 'proceed' }],
        [amara, { type: 'claim' }],
      ]);
    case 'closed.automated':
      return [priya, { type: 'reopen', reason: 'The applicant asks for a person' }];
    case 'pending.open':
      if (!review.route && pick % 3 === 0) {
        return [system, routeTo(one(['auto', 'monitor', 'monitor', 'review'] as const))];
      }
      return [one([amara, mateo, priya, jonas]), { type: 'claim' }];
    default:
      return [one([amara, mateo, priya, jonas]), { type: 'claim' }];
  }
}

export interface Step {
  by: Actor | 'claimant';
  command: Command | number;
  saw: 'current' | 'first' | 'none';
  version: 'same' | 'other' | 'none';
}

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        by: fc.constant(amara),
        command: fc.nat({ max: 999 }),
        saw: fc.constant('current' as const),
        version: fc.constant('same' as const),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        by: fc.oneof({ weight: 3, arbitrary: actors }, { weight: 3, arbitrary: fc.constant('claimant' as const) }),
        command: commands,
        saw: fc.constantFrom('current', 'current', 'current', 'first', 'none'),
        version: fc.constantFrom('none', 'same', 'same', 'other'),
      }),
    },
  ),
  { maxLength: 24, size: 'max' },
);

/** Half of the histories go on; the others meet the end of their time, or of their reason. */
export const ends: fc.Arbitrary<Step[]> = fc
  .constantFrom<Command[]>([], [{ type: 'withdraw' }], [{ type: 'expire' }], [])
  .map((commands) =>
    commands.map((command) => ({ by: system, command, saw: 'none' as const, version: 'same' as const })),
  );

/* What must always hold ------------------------------------------------------------------------------------------- */

const VERDICT_TYPES: readonly string[] = VERDICTS;

function checkReview(review: Review) {
  const isDecided = review.status === 'approved' || review.status === 'overridden';
  expect(review.status).toBe(review.state.split('.')[0]);
  expect('decision' in review, `decision while ${review.state}`).toBe(isDecided);
  expect('decidedSeq' in review).toBe(isDecided);
  expect('claim' in review, `claim while ${review.state}`).toBe(review.status === 'reviewing');
  if (['closed.withdrawn', 'closed.expired'].includes(review.state)) expect(review).not.toHaveProperty('hold');
  expect(review.automated !== undefined).toBe(review.state === 'closed.automated');
  const signers = review.signatures.map(({ by }) => by.id);
  expect(new Set(signers).size, 'one person signs once').toBe(signers.length);
  expect(review.signatures.length).toBeLessThanOrEqual(3);
  for (const { by, saw } of review.signatures) {
    expect(by.kind).toBe('person');
    expect(saw).toBeDefined();
  }
  const judges = (review.judgements ?? []).map(({ by }) => by.id);
  expect(new Set(judges).size, 'one person answers first once').toBe(judges.length);
  if (review.decision) {
    expect(review.decision).toEqual(review.signatures.at(-1));
    expect(review.decision.verdict.type === 'approve').toBe(review.status === 'approved');
    if (review.policy.secondReview) expect(review.signatures.length).toBeGreaterThanOrEqual(2);
    if (review.policy.blindFirst && review.decision.seat !== 'adjudicator') {
      expect(review.decision).toHaveProperty('judgement');
    }
  }
}

/** Sends every step, as a server would: through JSON both ways, against data that nobody may change. */
export function tell(policy: Policy, sent: readonly Step[]) {
  let review = frozen(throughJson(initialReview(loan, policy)));
  const entries: AuditEntry[] = [throughJson(proposedEntry(review))];
  const first: Saw = sawOf(loan);
  let refused = 0;
  for (const [index, step] of sent.entries()) {
    const isLikely = typeof step.command === 'number';
    const [by, sentCommand] = isLikely
      ? likely(review, step.command as number)
      : [step.by === 'claimant' ? (review.claim?.by ?? amara) : step.by, step.command as Command];
    const command = frozen(throughJson(sentCommand));
    const context: CommandContext = frozen({
      by,
      at: new Date(Date.UTC(2026, 10, 21, 10, 0, index)).toISOString(),
      ...(step.saw !== 'none' && { saw: step.saw === 'first' ? first : sawOf(review.proposal) }),
      ...(step.version !== 'none' && { expectedVersion: review.version + (step.version === 'other' ? 1 : 0) }),
    });
    const before = JSON.stringify(review);
    const result = applyCommand(review, command, context);
    expect(JSON.stringify(review), 'what was given is left as it was').toBe(before);
    if (result.outcome !== 'accepted') {
      refused += 1;
      expect(result).not.toHaveProperty('entry');
      if ('review' in result) expect(result.review).toBe(review);
      if (result.outcome === 'invalid') expect(result.issues.length).toBeGreaterThan(0);
      continue;
    }
    const { entry } = result;
    const { proposal: _proposal, policy: _policy, ...facts } = result.review;
    expect({ facts, entry }, 'what is stored is what was decided').toStrictEqual(throughJson({ facts, entry }));
    expect(entry).toMatchObject({ seq: review.version + 1, from: review.state, to: result.review.state, by });
    expect(result.review.version).toBe(review.version + 1);
    // Time, machines and new revisions never decide.
    const hasDecided = result.review.decidedSeq !== undefined && result.review.decidedSeq !== review.decidedSeq;
    const hasSigned = result.review.signatures.length > review.signatures.length;
    if (hasDecided || hasSigned) {
      expect(by.kind).toBe('person');
      expect(VERDICT_TYPES).toContain(command.type);
      expect(review.claim?.by.id).toBe(by.id);
      expect(entry.saw).toEqual(sawOf(review.proposal));
      expect(review).not.toHaveProperty('hold');
    }
    if (review.decision && result.review.decision && command.type !== 'erase') {
      expect(result.review.decision).toEqual(review.decision);
    }
    checkReview(result.review);
    review = frozen(throughJson(result.review));
    entries.push(throughJson(entry));
  }
  return { review, entries, refused };
}
