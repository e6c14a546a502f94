import { afterEach, describe, expect, it } from 'vitest';
import { createPractice, type PracticeOptions } from '../../src/backends/memory.js';
import { samplePolicy, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { practiceProblem, practiceSummary, shuffledCases } from '../../src/oversight/practice.selectors.js';
import { CHECK_BURST, ONBOARDING_SET } from '../../src/oversight/practice.types.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import type { Command } from '../../src/review/review.types.js';
import { practiceCases } from './practice.fixtures.js';

const { amara, mateo } = sampleReviewers;
const reason = { codes: ['newer-file'], checks: ['statements'] };

let keys = 0;
const open = (options: Partial<PracticeOptions> = {}) => {
  let now = Date.parse('2026-11-21T09:48:00Z');
  return createPractice({
    cases: practiceCases(20),
    reviewer: amara,
    policy: samplePolicy,
    clock: () => now++,
    ...options,
  });
};
type Practice = ReturnType<typeof open>;

async function send(practice: Practice, command: Command) {
  const id = practice.getSnapshot().currentId as string;
  const review = await practice.backend.load(id);
  return practice.backend.send(id, command, {
    idempotencyKey: `k${keys++}`,
    expectedVersion: review.version,
    saw: { revision: 1, fingerprint: sawOf(review.proposal).fingerprint },
    ...(review.claim && { fence: review.claim.fence }),
  });
}
async function decide(practice: Practice, command: Command) {
  await send(practice, { type: 'claim' });
  const result = await send(practice, command);
  expect(result.outcome).toBe('accepted');
}

afterEach(() => localStorage.clear());

describe('a practice', () => {
  it('goes through all cases, each with what is known of it', async () => {
    const practice = open();
    for (let index = 0; index < 20; index++) {
      const before = practice.getSnapshot();
      practice.next();
      expect(practice.getSnapshot(), 'nobody passes a case by').toBe(before);
      await decide(practice, { type: 'approve' });
      const { result, currentId, results } = practice.getSnapshot();
      expect(result).toMatchObject({ reviewId: currentId, proposed: 'deny', decided: 'deny' });
      expect(result?.because).toBe(`Known because of ${currentId?.slice(2)}`);
      expect(results).toHaveLength(index + 1);
      practice.next();
    }
    const { currentId, results } = practice.getSnapshot();
    expect(currentId).toBeUndefined();
    expect(new Set(results.map(({ reviewId }) => reviewId)).size).toBe(20);
    expect(practiceSummary(results)).toEqual({
      n: 20,
      right: 15,
      open: 0,
      aiWrong: 5,
      aiWrongFound: 0,
      aiRight: 15,
      aiRightKept: 15,
    });
  });

  it('knows an override that is right, and a case that is left open', async () => {
    const practice = open();
    const wrongIds = practiceCases(20).flatMap(({ proposal, truth }) => (truth === 'approve' ? [proposal.id] : []));
    while (!wrongIds.includes(practice.getSnapshot().currentId as string)) {
      await decide(practice, { type: 'abstain', reason });
      expect(practice.getSnapshot().result).toMatchObject({ isRight: false, isAiRight: true });
      expect(practice.getSnapshot().result).not.toHaveProperty('decided');
      practice.next();
    }
    await decide(practice, { type: 'override', value: 'approve', reason });
    expect(practice.getSnapshot().result).toMatchObject({ isRight: true, isAiRight: false, decided: 'approve' });
  });

  it.each([
    { type: 'escalate', to: 'Credit committee' },
    { type: 'ask', question: 'Is the income net?', to: 'Priya Nair' },
    { type: 'skip', reason: { codes: ['field'] } },
    { type: 'hold', reason: 'The scores look shifted.', scope: 'review' },
  ] as const)('takes $type as leaving the case open, since nobody is there to go on with it', async (command) => {
    const skips = { reasons: [{ code: 'field', label: 'Not my field' }] };
    const practice = open({ policy: { ...samplePolicy, skips } });
    await decide(practice, command);
    expect(practice.getSnapshot().result).toMatchObject({ isRight: false });
    practice.next();
    expect(practice.getSnapshot().result).toBeUndefined();
  });

  it('asks for no signature and no second person, and for everything else that the policy asks for', async () => {
    const practice = open({ policy: { ...samplePolicy, signature: true, secondReview: true, blindFirst: true } });
    await send(practice, { type: 'claim' });
    expect(await send(practice, { type: 'approve' })).toMatchObject({ outcome: 'invalid' });
    await send(practice, { type: 'judge', value: 'approve' });
    await send(practice, { type: 'approve', reason });
    const review = await practice.backend.load(practice.getSnapshot().currentId as string);
    expect(review.status).toBe('approved');
  });

  it('takes nothing back whose answer was shown', async () => {
    const practice = open();
    await send(practice, { type: 'claim' });
    const result = await send(practice, { type: 'approve' });
    expect(result.outcome === 'accepted' && result.review.undo).toBeUndefined();
    expect((await practice.backend.load(practice.getSnapshot().currentId as string)).undo).toBeUndefined();
    expect(await send(practice, { type: 'undo' })).toMatchObject({ outcome: 'forbidden', why: { code: 'undo-over' } });
    expect(await send(practice, { type: 'reopen', reason: 'Once more' })).toMatchObject({ outcome: 'forbidden' });
  });

  it('goes on after a reload where it was: results, the case at hand and what was typed', async () => {
    const first = open({ policy: { ...samplePolicy, blindFirst: true } });
    await send(first, { type: 'claim' });
    await send(first, { type: 'judge', value: 'approve', confidence: 0.7 });
    await send(first, { type: 'approve' });
    first.next();
    await send(first, { type: 'claim' });
    await send(first, { type: 'judge', value: 'deny', confidence: 0.9 });
    const id = first.getSnapshot().currentId as string;
    await first.backend.drafts?.save(id, { message: 'half a sen' });

    const second = open({ policy: { ...samplePolicy, blindFirst: true } });
    expect(second.getSnapshot()).toEqual(first.getSnapshot());
    const review = await second.backend.load(id);
    expect(review.judgements?.[0]).toMatchObject({ value: 'deny', confidence: 0.9 });
    expect(review.state).toBe('reviewing.revealed');
    expect(await second.backend.drafts?.load(id)).toEqual({ message: 'half a sen' });
    expect((await second.backend.history(id)).items).toHaveLength(3);
  });

  it('keeps what belongs to one person and one set apart from the next', async () => {
    await decide(open(), { type: 'approve' });
    expect(open().getSnapshot().results).toHaveLength(1);
    expect(open({ reviewer: mateo }).getSnapshot().results).toEqual([]);
    expect(open({ cases: practiceCases(20, 2) }).getSnapshot().results).toEqual([]);
  });

  it.each([
    '{',
    'null',
    '{"results":1}',
    '{"results":[{"reviewId":"X"}],"drafts":{}}',
    '{"results":[],"drafts":{},"current":{}}',
    '[]',
  ])('begins anew where what was kept cannot be read: %s', (text) => {
    const storage = { getItem: () => text, setItem() {} };
    expect(open({ storage }).getSnapshot()).toMatchObject({ results: [], currentId: expect.any(String) });
  });

  it('says where nothing is kept, and goes on all the same', async () => {
    const storage = {
      getItem: () => null,
      setItem() {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    const practice = open({ storage });
    expect(practice.getSnapshot().isKept).toBe(true);
    await decide(practice, { type: 'approve' });
    expect(practice.getSnapshot()).toMatchObject({ isKept: false, results: [{ isAiRight: expect.any(Boolean) }] });
    expect(open({ storage: null }).getSnapshot().isKept).toBe(false);
  });

  it('goes on where another version of a model says the same of each case', async () => {
    await decide(open(), { type: 'approve' });
    const retrained = practiceCases(20).map((each) => ({
      ...each,
      proposal: { ...each.proposal, model: { ...each.proposal.model, version: '9' } },
    }));
    expect(open({ cases: retrained }).getSnapshot().results).toHaveLength(1);
  });

  it('is as it begins to a server, whatever this browser has kept', async () => {
    const practice = open();
    await decide(practice, { type: 'approve' });
    const begun = { count: 20, currentId: practice.getSnapshot().currentId, results: [], isKept: true };
    expect(open().getServerSnapshot()).toEqual(begun);
    expect(open({ storage: null }).getServerSnapshot()).toEqual(begun);
    expect(practice.getServerSnapshot()).toBe(practice.getServerSnapshot());
  });

  it('begins anew with nothing of the last time', async () => {
    const practice = open();
    const { currentId } = practice.getSnapshot();
    await decide(practice, { type: 'approve' });
    const before = practice.backend;
    practice.restart();
    expect(practice.backend).not.toBe(before);
    expect(practice.getSnapshot()).toMatchObject({ currentId, results: [] });
    expect((await practice.backend.load(currentId as string)).state).toBe('pending.open');
    expect(open().getSnapshot().results).toEqual([]);
  });

  it('tells what was known of a case only once it is decided', async () => {
    const practice = open();
    const id = practice.getSnapshot().currentId as string;
    expect(await practice.backend.checks?.outcome(id)).toBeUndefined();
    await decide(practice, { type: 'approve' });
    expect(await practice.backend.checks?.outcome(id)).toMatchObject({ reviewId: id });
  });
});

describe('a set to practise on', () => {
  const problemOf = (cases = practiceCases(20), demand: { cases: number; aiWrong: number } = ONBOARDING_SET) =>
    practiceProblem(cases, demand);

  it('has 20 cases, with the AI wrong in 5 of them (B-22), or half of 10 (B-14)', () => {
    expect(problemOf()).toBeUndefined();
    expect(problemOf(practiceCases(19))).toBe('it has 19 cases of the 20 that are asked for');
    expect(problemOf(practiceCases(20, 5))).toBe('the AI is wrong in 4 of them, where 5 are asked for');
    expect(problemOf(practiceCases(10, 2), CHECK_BURST)).toBeUndefined();
    expect(problemOf(practiceCases(10, 3), CHECK_BURST)).toContain('where 5 are asked for');
  });

  it('says what is wrong with it', () => {
    const [first, ...rest] = practiceCases(20);
    if (!first) throw new Error('no case');
    expect(problemOf([])).toBe('it has no cases');
    expect(problemOf([first, first, ...rest])).toBe('the case "P-0" is there twice');
    expect(problemOf([{ ...first, truth: 'perhaps' }, ...rest])).toContain('its schema does not allow it');
    expect(problemOf([{ ...first, truth: undefined as never }, ...rest])).toContain('nothing says what is right');
    expect(problemOf([{ ...first, truth: null }, ...rest]), 'to reject can be right').toBeUndefined();
    expect(() => open({ cases: [] })).toThrow(expect.objectContaining({ code: 'practice-invalid' }));
    expect(() => open({ cases: practiceCases(10, 2), demand: CHECK_BURST })).not.toThrow();
  });

  it('comes to each person in another order, the same one every time', () => {
    const ids = (seed: string) => shuffledCases(practiceCases(20), seed).map(({ proposal }) => proposal.id);
    expect(ids('amara')).toEqual(ids('amara'));
    expect(ids('amara')).not.toEqual(ids('mateo'));
    expect([...ids('amara')].sort()).toEqual([...ids('mateo')].sort());
  });
});
