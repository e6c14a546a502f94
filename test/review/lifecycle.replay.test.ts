import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openEntry, sealEntry } from '../../src/audit/seal.selectors.js';
import { applyCommand, initialReview, proposedEntry, replay } from '../../src/review/lifecycle.selectors.js';
import { isErased, sawOf } from '../../src/review/proposal.selectors.js';
import {
  type Actor,
  type AuditEntry,
  COMMANDS,
  type Command,
  type CommandContext,
  ERASED,
  type Policy,
  type Proposal,
  REASON_DEMANDS,
  type Reason,
  type Review,
  type Saw,
  VERDICTS,
} from '../../src/review/review.types.js';
import {
  amara,
  frozen,
  jonas,
  mateo,
  model,
  priya,
  loan as sampleLoan,
  system,
  throughJson,
} from './lifecycle.fixtures.js';

const tools = {
  hash: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()),
  encode: (text: string) => new TextEncoder().encode(text),
};

/** Without what no rule reads: thousands of histories are told below. */
const loan = throughJson<Proposal>({
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

const policies: fc.Arbitrary<Policy> = fc.record(
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
    secondReview: fc.constantFrom(true, true, false),
    freshReviewer: fc.constantFrom(true, false, false),
    onExpire: maybe(fc.constantFrom('close' as const, 'escalate' as const)),
    recordViews: maybe(fc.boolean()),
    escalateTo: maybe(fc.constant(['Board', 'Credit committee'])),
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
    signature: fc.record({ printedName: words, meaning: fc.constantFrom('approval', 'override') }),
  },
  { requiredKeys: [] },
);
/** Grounds that meet whatever a policy asks, so that long histories happen. */
const enough = fc.constant({
  reason: { codes: ['newer-file'], checks: ['spoke'] },
  evidenceOpened: ['statements', 'letter'],
  signature: { printedName: 'A. Reviewer', meaning: 'approval' },
});
const verdict = fc
  .tuple(
    fc.constantFrom(...VERDICTS),
    value,
    words,
    fc.oneof({ weight: 3, arbitrary: enough }, { weight: 1, arbitrary: grounds }),
  )
  .map(([type, given, message, standing]) => ({
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
  escalate: fc.record({ to: words, note: words }, { requiredKeys: ['to'] }),
  ask: fc.record({ question: words, to: words }),
  answer: fc.record({ answer: words }),
  reopen: fc.record({ reason: words }),
  revise: fc
    .record({ revision: fc.integer({ min: 0, max: 9 }), value, risk: fc.constantFrom('low', 'critical', 'extreme') })
    .map(({ revision, ...change }) => ({ proposal: { ...loan, revision, ...(change as Partial<Proposal>) } })),
  withdraw: fc.record({ reason: words }, { requiredKeys: [] }),
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
  const met = {
    reason: { codes: ['newer-file'], checks: ['spoke'] },
    evidenceOpened: ['statements', 'letter'],
    signature: { printedName: 'A. Reviewer', meaning: 'approval' as const },
  };
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
        [claimant, { type: 'approve', ...met }],
        [claimant, { type: 'override', value: 'approve', ...met }],
        [claimant, { type: 'reject', ...met }],
        [claimant, { type: 'respond', message: 'Ask for payslips', ...met }],
        [claimant, { type: 'abstain', ...met }],
        [claimant, { type: 'release' }],
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
    default:
      return [one([amara, mateo, priya, jonas]), { type: 'claim' }];
  }
}

interface Step {
  by: Actor | 'claimant';
  command: Command | number;
  saw: 'current' | 'first' | 'none';
  version: 'same' | 'other' | 'none';
}

const steps: fc.Arbitrary<Step[]> = fc.array(
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
const ends: fc.Arbitrary<Step[]> = fc
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
  if (review.status === 'closed') expect(review).not.toHaveProperty('hold');
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
function tell(policy: Policy, sent: readonly Step[]) {
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
      if (!isErased(review.proposal)) expect(entry.saw).toEqual(sawOf(review.proposal));
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
          const { reason, note, question } = command as { reason?: Reason; note?: string; question?: string };
          for (const words of [reason?.text, note, question]) expect([undefined, '', ERASED]).toContain(words);
        }
      }),
      { numRuns: 500, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
    );
    expect(erasures).toBeGreaterThan(20);
  }, 70_000);

  it('takes a long history', () => {
    const sent: Step[] = [];
    for (let index = 0; index < 250; index++) {
      const step = (by: Actor, command: Command): Step => ({ by, command, saw: 'current', version: 'same' });
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
