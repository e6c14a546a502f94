import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { samplePolicy, sampleProposals, sampleReview, sampleReviewers } from '../../src/backends/sample-reviews.js';
import type { ReviewChange } from '../../src/review/backend.types.js';
import { replay } from '../../src/review/lifecycle.selectors.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import type { Actor } from '../../src/review/review.types.js';
import { routeTo } from '../review/lifecycle.fixtures.js';

const { amara, mateo } = sampleReviewers;
const names = Object.keys(sampleProposals) as (keyof typeof sampleProposals)[];

function setUp() {
  const store = createMemoryStore({ reviews: names.map((name) => sampleReview(name)) });
  return { store, ana: store.backendFor(amara), mateo: store.backendFor(mateo) };
}

describe('the memory backend', () => {
  it('pages through every row once, whatever leaves the filter meanwhile', async () => {
    const { ana, store } = setUp();
    const first = await ana.list({ limit: 2, status: ['pending'] });
    expect(first.items).toHaveLength(2);
    expect(first.total).toBe(5);
    store.apply(first.items[1]?.id as string, { type: 'claim' }, amara);
    const second = await ana.list({ limit: 2, status: ['pending'], cursor: first.next });
    const third = await ana.list({ limit: 2, status: ['pending'], cursor: second.next });
    const ids = [...first.items, ...second.items, ...third.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(5);
    expect(third.next).toBeUndefined();
  });

  it('keeps the lease that a heartbeat made through other people’s commands, and drops an undo once it was used', async () => {
    let now = Date.parse('2026-11-21T10:00:00Z');
    const store = createMemoryStore({ reviews: [sampleReview('loan')], lease: 60_000, clock: () => now });
    const ana = store.backendFor(amara);
    const fresh = await ana.load('LN-20417');
    const claimed = await ana.send(
      fresh.id,
      { type: 'claim' },
      { idempotencyKey: 'k1', expectedVersion: fresh.version },
    );
    const fence = (claimed.outcome === 'accepted' && claimed.review.claim?.fence) || 0;
    now += 50_000;
    await ana.claims?.renew('LN-20417', { fence });
    store.apply('LN-20417', { type: 'hold', reason: 'Drift', scope: 'review' }, amara);
    store.apply('LN-20417', { type: 'resume' }, sampleReviewers.priya);
    now += 50_000;
    const kept = await ana.load('LN-20417');
    expect(kept.claim?.until).toBe('2026-11-21T10:01:50.000Z');
    const saw = sawOf(kept.proposal);
    await ana.send(kept.id, { type: 'approve' }, { idempotencyKey: 'k2', expectedVersion: kept.version, fence, saw });
    const decided = await ana.load(kept.id);
    expect(decided.undo?.by).toBe('amara');
    await ana.send(kept.id, { type: 'undo' }, { idempotencyKey: 'k3', expectedVersion: decided.version });
    expect((await ana.load(kept.id)).undo).toBeUndefined();
  });

  it('offers no undo of a second decision, which has shown the first', async () => {
    const review = sampleReview('loan', { ...samplePolicy, secondReview: true });
    const store = createMemoryStore({ reviews: [review] });
    const decide = (by: Actor) => {
      store.apply(review.id, { type: 'claim' }, by);
      const given = store.apply(review.id, { type: 'approve' }, by, { saw: sawOf(review.proposal) });
      expect(given.outcome).toBe('accepted');
    };
    decide(amara);
    expect((await store.backendFor(amara).load(review.id)).undo?.by).toBe('amara');
    decide(mateo);
    for (const reader of [amara, mateo]) {
      expect((await store.backendFor(reader).load(review.id)).undo).toBeUndefined();
    }
  });

  it('refuses a cursor that it did not give', async () => {
    const { ana } = setUp();
    const refused = expect.objectContaining({ code: 'cursor-unknown' });
    await expect(ana.list({ cursor: 'nowhere' })).rejects.toEqual(refused);
    await expect(ana.history('LN-20417', 'nowhere')).rejects.toEqual(refused);
  });

  it('answers a repeated key as it answered the first time, and refuses the key for another command', async () => {
    const { ana, store } = setUp();
    const options = { idempotencyKey: 'k1', expectedVersion: 1 };
    const first = await ana.send('LN-20417', { type: 'claim' }, options);
    const again = await ana.send('LN-20417', { type: 'claim' }, options);
    expect(again).toEqual(first);
    expect(store.entries('LN-20417')).toHaveLength(2);
    expect(await ana.send('LN-20417', { type: 'release' }, options)).toMatchObject({ outcome: 'invalid' });
  });

  it('keeps one key of two people apart', async () => {
    const { ana, mateo, store } = setUp();
    const options = { idempotencyKey: 'k1', expectedVersion: 1 };
    await ana.send('LN-20417', { type: 'claim' }, options);
    expect(await mateo.send('LN-20417', { type: 'claim' }, options)).toMatchObject({ outcome: 'conflict' });
    expect(store.get('LN-20417').claim?.by.id).toBe('amara');
  });

  it('pages history newest first, and its entries replay to the stored review', async () => {
    const { ana, store } = setUp();
    const id = 'LN-20417';
    for (let round = 0; round < 30; round++) {
      store.apply(id, { type: 'claim' }, amara);
      store.apply(id, { type: 'release' }, amara);
    }
    store.apply(id, { type: 'claim' }, amara);
    store.apply(id, { type: 'approve' }, amara, { saw: sawOf(store.get(id).proposal) });
    const newest = await ana.history(id);
    const older = await ana.history(id, newest.next);
    expect(newest.items).toHaveLength(50);
    expect(newest.items[0]?.type).toBe('approved');
    expect(older.items.at(-1)?.seq).toBe(1);
    expect(replay([...newest.items, ...older.items].reverse())).toEqual(store.get(id));
  });

  it('pushes changes to everybody and resumes after a cursor', async () => {
    const { ana, store } = setUp();
    const heard: ReviewChange[] = [];
    const unsubscribe = ana.subscribe?.((change) => heard.push(change));
    store.apply('LN-20417', { type: 'claim' }, sampleReviewers.mateo);
    unsubscribe?.();
    store.apply('LN-20417', { type: 'release' }, sampleReviewers.mateo);
    expect(heard.map(({ summary }) => summary.status)).toEqual(['reviewing']);
    const missed: ReviewChange[] = [];
    ana.subscribe?.((change) => missed.push(change), { since: heard[0]?.cursor });
    expect(missed.map(({ summary }) => summary.status)).toEqual(['pending']);
  });

  it('answers a key of the next case once, for one query', async () => {
    const { ana, store } = setUp();
    const { next } = ana.claims as NonNullable<typeof ana.claims>;
    const key = { idempotencyKey: 'k', holder: 'window' };
    const first = await next?.({ order: 'oldest' }, key);
    expect(await next?.({ order: 'oldest' }, key)).toEqual(first);
    for (const [query, options] of [
      [{ order: 'newest' }, key],
      [{ order: 'oldest', risk: ['high'] }, key],
      [{ order: 'oldest' }, { ...key, holder: 'another' }],
    ] as const) {
      await expect(next?.(query, options)).rejects.toMatchObject({ code: 'idempotency-key-reused' });
    }
    const claim = { type: 'claim' } as const;
    expect(await ana.send(first?.id ?? '', claim, { idempotencyKey: 'k', expectedVersion: 2 })).toMatchObject({
      outcome: 'invalid',
    });
    // That there was none is an answer too.
    expect(await next?.({ kind: 'nothing of this kind' }, { idempotencyKey: 'none' })).toBeUndefined();
    await expect(next?.({}, { idempotencyKey: 'none' })).rejects.toMatchObject({ code: 'idempotency-key-reused' });
    expect(store.get(first?.id ?? '').version).toBe(2);
  });

  it('hands nobody a case that takes effect unless somebody steps in, and lets whoever does', async () => {
    const { ana, store } = setUp();
    for (const name of names) {
      const { id, proposal } = sampleReview(name);
      store.apply(
        id,
        routeTo('monitor'),
        { kind: 'rule', id: 'oversight', name: 'Oversight' },
        { saw: sawOf(proposal) },
      );
    }
    expect(await ana.claims?.next?.({}, { idempotencyKey: 'k' })).toBeUndefined();
    const claim = { type: 'claim' } as const;
    expect(await ana.send('LN-20417', claim, { idempotencyKey: 'c', expectedVersion: 2 })).toMatchObject({
      outcome: 'accepted',
      review: { status: 'reviewing' },
    });
  });

  it('hands out copies, so that nobody changes the record by changing an answer', async () => {
    const { ana, store } = setUp();
    const review = await ana.load('LN-20417');
    (review as { status: string }).status = 'approved';
    expect(store.get('LN-20417').status).toBe('pending');
  });

  it('names an id that is there twice, and one that is not there', async () => {
    expect(() => createMemoryStore({ reviews: [sampleReview(), sampleReview()] })).toThrow(
      expect.objectContaining({ code: 'duplicate-id' }),
    );
    await expect(setUp().ana.load('nowhere')).rejects.toMatchObject({ code: 'review-unknown' });
  });
});
