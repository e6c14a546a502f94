import { describe, expect, it, vi } from 'vitest';
import { createFaultyBackend } from '../../src/backends/faulty-backend.js';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { samplePolicy, sampleProposals, sampleReview, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import { createReviewSession } from '../../src/review/review.session.js';
import type { Policy, Review } from '../../src/review/review.types.js';
import type { ReviewSessionOptions, SessionStatus } from '../../src/review/session.types.js';

const { amara, mateo, priya } = sampleReviewers;
const system = { kind: 'system', id: 'clock', name: 'System' } as const;
const id = 'LN-20417';
const reason = { codes: ['newer-file'], checks: ['statements'] };

function setUp(options: Partial<ReviewSessionOptions> & { policy?: Policy } = {}) {
  const { policy, ...rest } = options;
  const store = createMemoryStore({ reviews: [sampleReview('loan', policy ?? samplePolicy)] });
  const backend = createFaultyBackend(store.backendFor(amara));
  const onCommandSettle = vi.fn();
  const session = createReviewSession({ backend, id, reviewer: amara, draftDelay: 1, onCommandSettle, ...rest });
  const seen: SessionStatus[] = [];
  session.subscribe(() => {
    const { status } = session.getSnapshot();
    if (seen.at(-1) !== status) seen.push(status);
  });
  const until = (status: SessionStatus) => vi.waitFor(() => expect(session.getSnapshot().status).toBe(status));
  return { store, backend, session, seen, until, onCommandSettle };
}

async function setUpDeciding(options: Parameters<typeof setUp>[0] = {}) {
  const sitting = setUp(options);
  await sitting.until('viewing');
  sitting.session.claim();
  await sitting.until('deciding');
  return sitting;
}

/** A decision typed and not sent, to see that it survives. */
const typed = { verdict: 'override', value: 'approve', reason: { codes: ['other'], text: 'I spoke' } } as const;

describe('a sitting from loading to settled', () => {
  it('loads on the first subscription and not before', async () => {
    const store = createMemoryStore({ reviews: [sampleReview()] });
    const backend = createFaultyBackend(store.backendFor(amara));
    const session = createReviewSession({ backend, id, reviewer: amara });
    await Promise.resolve();
    expect(backend.calls.load).toBe(0);
    session.subscribe(() => {});
    await vi.waitFor(() => expect(session.getSnapshot().status).toBe('viewing'));
    expect(backend.calls.load).toBe(1);
  });

  it('begins with a review that is known already without loading it', () => {
    const store = createMemoryStore({ reviews: [sampleReview()] });
    const { drafts: _drafts, ...backend } = createFaultyBackend(store.backendFor(amara));
    const session = createReviewSession({ backend, id, reviewer: amara, review: store.get(id) });
    session.subscribe(() => {});
    expect(session.getSnapshot().status).toBe('viewing');
    expect(session.getSnapshot().seen).toEqual(sampleProposals.loan);
  });

  it('claims, overrides with a reason and settles with the decision that is on the record', async () => {
    const { session, store, seen, until, onCommandSettle } = await setUpDeciding();
    session.openEvidence('letter');
    session.decide({ type: 'override', value: 'approve' }, { reason });
    await until('settled');
    expect(seen).toEqual(['loading', 'viewing', 'claiming', 'deciding', 'sending', 'settled']);
    const { settled } = session.getSnapshot();
    expect(settled?.decision).toMatchObject({
      value: 'approve',
      reason,
      evidenceOpened: ['letter'],
      by: { id: 'amara' },
    });
    expect(settled?.entry).toEqual(store.entries(id).at(-1));
    expect(store.get(id).status).toBe('overridden');
    expect(onCommandSettle.mock.calls.map(([{ command, result }]) => [command.type, result.outcome])).toEqual([
      ['claim', 'accepted'],
      ['override', 'accepted'],
    ]);
  });

  it('goes on deciding after a reload, because the claim is still held', async () => {
    const { store } = await setUpDeciding();
    const again = createReviewSession({ backend: store.backendFor(amara), id, reviewer: amara });
    again.subscribe(() => {});
    await vi.waitFor(() => expect(again.getSnapshot().status).toBe('deciding'));
    expect(again.getSnapshot().claimStatus).toBe('held');
  });

  it('records the own answer first where the policy asks for it', async () => {
    const { session, store } = await setUpDeciding({ policy: { ...samplePolicy, blindFirst: true } });
    expect(session.getSnapshot().review?.state).toBe('reviewing.blind');
    session.judge({ value: 'approve', confidence: 0.7 });
    await vi.waitFor(() => expect(session.getSnapshot().review?.state).toBe('reviewing.revealed'));
    expect(session.getSnapshot().status).toBe('deciding');
    expect(store.get(id).claim?.judgement).toMatchObject({ value: 'approve', confidence: 0.7 });
  });

  it('decides on the whole proposal after an own answer before which the backend withheld it', async () => {
    const store = createMemoryStore({ reviews: [sampleReview('loan', { ...samplePolicy, blindFirst: true })] });
    const backend = store.backendFor(amara);
    const withhold = (review: Review): Review =>
      review.state === 'reviewing.revealed' || review.status === 'approved'
        ? review
        : { ...review, proposal: { ...review.proposal, value: null, confidence: undefined, explanation: undefined } };
    const session = createReviewSession({
      backend: {
        ...backend,
        load: async (reviewId) => withhold(await backend.load(reviewId)),
        send: async (...sent) => {
          const result = await backend.send(...sent);
          return 'review' in result ? { ...result, review: withhold(result.review) } : result;
        },
      },
      id,
      reviewer: amara,
    });
    session.subscribe(() => {});
    await vi.waitFor(() => expect(session.getSnapshot().status).toBe('viewing'));
    session.claim();
    await vi.waitFor(() => expect(session.getSnapshot().review?.state).toBe('reviewing.blind'));
    expect(session.getSnapshot().seen?.value).toBeNull();
    session.judge({ value: 'approve' });
    await vi.waitFor(() => expect(session.getSnapshot().seen?.value).toBe('deny'));
    session.decide({ type: 'approve' });
    await vi.waitFor(() => expect(session.getSnapshot().status).toBe('settled'));
  });

  it('goes back to viewing on release, and settles when the case is passed on', async () => {
    const { session, until } = await setUpDeciding();
    session.release();
    await until('viewing');
    session.claim();
    await until('deciding');
    session.escalate({ to: 'Credit committee' });
    await until('settled');
    expect(session.getSnapshot().settled?.decision).toBeUndefined();
  });

  it('reopens what was decided and can be claimed again', async () => {
    const { session, until } = await setUpDeciding();
    session.decide({ type: 'approve' });
    await until('settled');
    session.reopen({ reason: 'The employer called.' });
    await until('viewing');
    session.claim();
    await until('deciding');
  });

  it('ends without stopping what was sent, and says so when used afterwards', async () => {
    const { session, store, backend } = await setUpDeciding();
    backend.fail('send', 'late');
    session.decide({ type: 'approve' });
    session.stop();
    backend.letThrough();
    await vi.waitFor(() => expect(store.get(id).status).toBe('approved'));
    expect(() => session.claim()).toThrow(expect.objectContaining({ code: 'session-stopped' }));
  });
});

describe('a sitting that meets trouble', () => {
  it('says that loading failed, and loads on retry', async () => {
    const store = createMemoryStore({ reviews: [sampleReview()] });
    const backend = createFaultyBackend(store.backendFor(amara));
    backend.fail('load', 'unreachable');
    const session = createReviewSession({ backend, id, reviewer: amara });
    session.subscribe(() => {});
    await vi.waitFor(() => expect(session.getSnapshot().status).toBe('failed'));
    expect(session.getSnapshot().problem).toMatchObject({ kind: 'unreachable', during: 'loading' });
    session.retry();
    await vi.waitFor(() => expect(session.getSnapshot().status).toBe('viewing'));
    expect(session.getSnapshot().problem).toBeUndefined();
  });

  it.each(['unreachable', 'answer-lost', 'garbage'] as const)(
    'keeps the draft when sending is %s, and sends once under the same key on retry',
    async (fault) => {
      const { session, store, backend, until } = await setUpDeciding();
      session.editDraft(typed);
      backend.fail('send', fault);
      session.decide({ type: 'override', value: 'approve' }, { reason });
      await until('failed');
      expect(session.getSnapshot().draft).toEqual(typed);
      expect(session.getSnapshot().pending?.type).toBe('override');
      session.retry();
      await until('settled');
      expect(store.entries(id).filter(({ type }) => type === 'overridden')).toHaveLength(1);
      expect(session.getSnapshot().draft).toEqual({});
    },
  );

  it('asks what is true when a failed command is given up, and keeps the draft', async () => {
    const { session, backend, until, store } = await setUpDeciding();
    session.editDraft(typed);
    backend.fail('send', 'answer-lost');
    session.decide({ type: 'approve' });
    await until('failed');
    session.acknowledge();
    await until('viewing');
    expect(store.get(id).status).toBe('approved');
    expect(session.getSnapshot().review?.status).toBe('approved');
    expect(session.getSnapshot().draft).toEqual(typed);
  });

  it('sends by itself when the browser is online again', async () => {
    const { session, backend, until } = await setUpDeciding();
    window.dispatchEvent(new Event('offline'));
    expect(session.getSnapshot().isOffline).toBe(true);
    backend.fail('send', 'unreachable');
    session.decide({ type: 'approve' });
    await until('failed');
    window.dispatchEvent(new Event('online'));
    await until('settled');
    expect(session.getSnapshot().isOffline).toBe(false);
  });

  it('ignores a dismissal while there is a command to try again', async () => {
    const { session, backend, until } = await setUpDeciding();
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    backend.fail('send', 'unreachable');
    session.decide({ type: 'approve' });
    await until('failed');
    session.dismissProblem();
    expect(session.getSnapshot().problem).toBeDefined();
    session.retry();
    await until('settled');
  });

  it('shows who has it when somebody else claimed first', async () => {
    const { session, store, until } = setUp();
    await until('viewing');
    store.apply(id, { type: 'claim' }, mateo);
    session.claim();
    await until('viewing');
    await vi.waitFor(() => expect(session.getSnapshot().review?.claim?.by.id).toBe('mateo'));
  });

  it('hears that the claim lapsed, keeps the draft and takes the claim again', async () => {
    const { session, store, until } = await setUpDeciding();
    session.editDraft(typed);
    store.apply(id, { type: 'lapse' }, system);
    await until('lost');
    expect(session.getSnapshot().draft).toEqual(typed);
    session.reclaim();
    await until('deciding');
    expect(session.getSnapshot().draft).toEqual(typed);
  });

  it('is lost when the verdict comes after the claim went', async () => {
    const { session, store, backend, until } = await setUpDeciding();
    backend.fail('load', 'unreachable', 9);
    store.apply(id, { type: 'lapse' }, system);
    session.decide({ type: 'approve' });
    await until('lost');
    session.acknowledge();
    await until('viewing');
  });

  it('meets a decision of somebody else as a conflict, with both kept', async () => {
    const { session, store, until } = await setUpDeciding();
    session.editDraft(typed);
    store.apply(id, { type: 'lapse' }, system);
    store.apply(id, { type: 'claim' }, priya);
    const { saw } = sawNow(store);
    store.apply(id, { type: 'approve' }, priya, { saw });
    session.decide({ type: 'override', value: 'approve' }, { reason });
    await until('conflict');
    expect(session.getSnapshot().draft).toEqual(typed);
    expect(session.getSnapshot().review?.decision?.by.id).toBe('priya');
    session.acknowledge();
    await until('viewing');
    expect(session.getSnapshot().draft).toEqual(typed);
  });

  it('shows the old proposal until the revised one was looked at, and decides only then', async () => {
    const { session, store, until } = await setUpDeciding();
    const revised = { ...sampleProposals.loan, revision: 2, value: 'approve' };
    store.apply(id, { type: 'revise', proposal: revised }, system);
    await vi.waitFor(() => expect(session.getSnapshot().review?.proposal.revision).toBe(2));
    expect(session.getSnapshot().status).toBe('deciding');
    expect(session.getSnapshot().seen?.revision).toBe(1);
    expect(session.whyNot('approve')).toMatchObject({ outcome: 'conflict' });
    session.look();
    expect(session.getSnapshot().seen?.revision).toBe(2);
    expect(session.can('approve')).toBe(true);
    session.decide({ type: 'approve' });
    await until('settled');
    expect(session.getSnapshot().settled?.decision?.value).toBe('approve');
  });

  it('never decides on a revision that was not on screen', async () => {
    const { session, store, backend, until } = await setUpDeciding();
    backend.fail('load', 'unreachable', 9);
    store.apply(id, { type: 'revise', proposal: { ...sampleProposals.loan, revision: 2, value: 'approve' } }, system);
    session.decide({ type: 'approve' });
    await until('conflict');
    expect(store.get(id).status).toBe('reviewing');
    session.reclaim();
    await until('deciding');
    // The claim goes on, and the newer revision is not decided on before it was looked at.
    expect(session.getSnapshot().seen?.revision).toBe(1);
    expect(session.whyNot('approve')).toMatchObject({ outcome: 'conflict' });
    session.look();
    expect(session.getSnapshot().seen?.revision).toBe(2);
    session.decide({ type: 'approve' });
    await until('settled');
  });

  it.each([['held', { type: 'hold', reason: 'Wrong column', scope: 'model' }, priya]] as const)(
    'goes back to deciding with the reason when it is %s',
    async (kind, command, by) => {
      const { session, store, backend, until } = await setUpDeciding();
      backend.fail('load', 'unreachable', 9);
      store.apply(id, command, by);
      session.decide({ type: 'approve' });
      await vi.waitFor(() => expect(session.getSnapshot().problem?.kind).toBe(kind));
      await until('deciding');
      session.dismissProblem();
      expect(session.getSnapshot().problem).toBeUndefined();
    },
  );

  it('says why a verdict without a reason was refused, and stays deciding', async () => {
    const { session, until } = await setUpDeciding();
    session.decide({ type: 'override', value: 'approve' });
    await vi.waitFor(() =>
      expect(session.getSnapshot().problem).toMatchObject({ kind: 'invalid', issues: [{ code: 'reason-missing' }] }),
    );
    await until('deciding');
  });

  it('says why somebody may not decide', async () => {
    const { session, until } = setUp({ canDecide: () => 'Your training ended in October.' });
    await until('viewing');
    expect(session.whyNot('claim')).toMatchObject({
      outcome: 'forbidden',
      why: { text: 'Your training ended in October.' },
    });
    expect(session.can('claim')).toBe(false);
  });

  it('warns the programmer who sends what the session cannot take', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { session, until } = setUp();
    await until('viewing');
    session.reclaim();
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('session.reclaim() does nothing'));
  });

  it('refuses a backend that can neither load nor send', () => {
    expect(() => createReviewSession({ backend: {} as never, id, reviewer: amara })).toThrow(
      expect.objectContaining({ code: 'backend-invalid' }),
    );
  });

  it('takes no late answer for news: an older version never replaces a newer one', async () => {
    const { session, store, backend, until } = setUp();
    await until('viewing');
    backend.fail('load', 'late');
    session.refresh();
    await Promise.resolve();
    store.apply(id, { type: 'claim' }, mateo);
    await vi.waitFor(() => expect(session.getSnapshot().review?.version).toBe(2));
    backend.letThrough();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(session.getSnapshot().review?.version).toBe(2);
  });
});

describe('a sitting among others', () => {
  it('goes on when the host throws in a callback or a listener', async () => {
    const report = vi.fn();
    vi.stubGlobal('reportError', report);
    const heard = vi.fn();
    const { session, until } = await setUpDeciding({
      onCommandSettle: () => {
        throw new Error('analytics');
      },
    });
    session.subscribe(() => {
      throw new Error('listener');
    });
    session.subscribe(heard);
    session.decide({ type: 'approve' });
    await until('settled');
    expect(heard).toHaveBeenCalled();
    expect(report.mock.calls.map(([error]) => error.message)).toEqual(
      expect.arrayContaining(['analytics', 'listener']),
    );
    vi.unstubAllGlobals();
  });

  it('calls a decision of the same person in another window no conflict, and drops its draft', async () => {
    const { session, store, until } = await setUpDeciding();
    session.editDraft(typed);
    const { saw } = sawNow(store);
    store.apply(id, { type: 'approve' }, amara, { saw });
    await until('viewing');
    expect(session.getSnapshot().review?.status).toBe('approved');
    expect(session.getSnapshot().draft).toEqual({});
  });

  it('says that somebody else was first when a claim comes too late', async () => {
    const { session, store, backend, until } = setUp();
    await until('viewing');
    backend.fail('load', 'unreachable', 9);
    store.apply(id, { type: 'claim' }, mateo);
    session.claim();
    await vi.waitFor(() =>
      expect(session.getSnapshot().problem).toEqual({ kind: 'claim-refused', outcome: 'conflict' }),
    );
    expect(session.getSnapshot().review?.claim?.by.id).toBe('mateo');
    session.dismissProblem();
    expect(session.getSnapshot().problem).toBeUndefined();
  });
});

describe('the draft', () => {
  it('is saved after a pause and offered again at the next sitting', async () => {
    const { session, store } = await setUpDeciding();
    session.editDraft(typed);
    expect(session.getSnapshot()).toMatchObject({ draftStatus: 'saving', hasUnsaved: true });
    await vi.waitFor(() => expect(session.getSnapshot().draftStatus).toBe('saved'));
    const again = createReviewSession({ backend: store.backendFor(amara), id, reviewer: amara });
    again.subscribe(() => {});
    await vi.waitFor(() => expect(again.getSnapshot().draft).toEqual(typed));
    expect(again.getSnapshot()).toMatchObject({ draftStatus: 'saved', hasUnsaved: false });
  });

  it('is offered again although the first try to load failed', async () => {
    const store = createMemoryStore({ reviews: [sampleReview()] });
    const backend = createFaultyBackend(store.backendFor(amara));
    await backend.drafts?.save(id, typed);
    backend.fail('load', 'unreachable');
    const session = createReviewSession({ backend, id, reviewer: amara });
    session.subscribe(() => {});
    await vi.waitFor(() => expect(session.getSnapshot().status).toBe('failed'));
    session.retry();
    await vi.waitFor(() => expect(session.getSnapshot().draft).toEqual(typed));
  });

  it('is never shown to another person', async () => {
    const { session, store } = await setUpDeciding();
    session.editDraft(typed);
    await vi.waitFor(() => expect(session.getSnapshot().draftStatus).toBe('saved'));
    const other = createReviewSession({ backend: store.backendFor(mateo), id, reviewer: mateo });
    other.subscribe(() => {});
    await vi.waitFor(() => expect(other.getSnapshot().status).toBe('viewing'));
    expect(other.getSnapshot().draft).toEqual({});
  });

  it('says that saving failed and keeps what was typed', async () => {
    const store = createMemoryStore({ reviews: [sampleReview()] });
    const backend = store.backendFor(amara);
    const save = vi.fn().mockRejectedValueOnce(new Error('full')).mockResolvedValue(undefined);
    const drafts = { load: async () => undefined, clear: async () => {}, save };
    const session = createReviewSession({ backend: { ...backend, drafts }, id, reviewer: amara, draftDelay: 1 });
    session.subscribe(() => {});
    await vi.waitFor(() => expect(session.getSnapshot().status).toBe('viewing'));
    session.editDraft(typed);
    await vi.waitFor(() => expect(session.getSnapshot().draftStatus).toBe('failed'));
    expect(session.getSnapshot().draft).toEqual(typed);
    session.retry();
    await vi.waitFor(() => expect(session.getSnapshot().draftStatus).toBe('saved'));
  });

  it('comes back exactly as it was, empty fields included', async () => {
    const { session } = await setUpDeciding();
    const before = { value: '', reason: { codes: [], text: '' } } as const;
    session.restoreDraft(before);
    session.editDraft({ value: 'abc' });
    session.restoreDraft(before);
    expect(session.getSnapshot().draft).toEqual(before);
  });

  it('is written in order: an older text never arrives over a newer one, nor a save after a clear', async () => {
    const store = createMemoryStore({ reviews: [sampleReview()] });
    const backend = store.backendFor(amara);
    let stored: unknown;
    let started = 0;
    const waits = [150, 1, 150];
    const drafts = {
      load: async () => undefined,
      clear: async () => {
        stored = undefined;
      },
      save: async (_id: string, draft: unknown) => {
        started += 1;
        await new Promise((resolve) => setTimeout(resolve, waits.shift()));
        stored = draft;
      },
    };
    const session = createReviewSession({ backend: { ...backend, drafts }, id, reviewer: amara, draftDelay: 1 });
    session.subscribe(() => {});
    await vi.waitFor(() => expect(session.getSnapshot().status).toBe('viewing'));
    session.editDraft({ message: 'old' });
    await vi.waitFor(() => expect(started).toBe(1));
    session.editDraft({ message: 'new' });
    await vi.waitFor(() => expect(session.getSnapshot().draftStatus).toBe('saved'));
    expect(stored).toEqual({ message: 'new', revision: 1, typedAt: expect.any(String) });
    session.editDraft({ message: 'newer' });
    await vi.waitFor(() => expect(started).toBe(3));
    session.discardDraft();
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(stored).toBeUndefined();
  });

  it('is not overwritten while the stored one could not be read, and is joined with it afterwards', async () => {
    const store = createMemoryStore({ reviews: [sampleReview()] });
    const backend = store.backendFor(amara);
    const save = vi.fn(async () => {});
    const load = vi
      .fn<() => Promise<object>>()
      .mockRejectedValueOnce(new Error('503'))
      .mockResolvedValue({ message: 'yesterday' });
    const session = createReviewSession({
      backend: { ...backend, drafts: { load, save, clear: async () => {} } },
      id,
      reviewer: amara,
      draftDelay: 1,
    });
    session.subscribe(() => {});
    await vi.waitFor(() => expect(session.getSnapshot().draftStatus).toBe('failed'));
    session.editDraft({ verdict: 'respond' });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(save).not.toHaveBeenCalled();
    session.retry();
    await vi.waitFor(() => expect(session.getSnapshot().draftStatus).toBe('saved'));
    expect(save).toHaveBeenCalledWith(id, {
      message: 'yesterday',
      verdict: 'respond',
      revision: 1,
      typedAt: expect.any(String),
    });
  });

  it('is saved when the sitting is stopped before the pause was over', async () => {
    const { session, store } = await setUpDeciding({ draftDelay: 10_000 });
    session.editDraft(typed);
    session.stop();
    await vi.waitFor(async () =>
      expect(await store.backendFor(amara).drafts?.load(id)).toEqual({
        ...typed,
        revision: 1,
        typedAt: expect.any(String),
      }),
    );
  });

  it('does not keep the case from being read, however long it takes', async () => {
    const store = createMemoryStore({ reviews: [sampleReview()] });
    const drafts = { load: () => new Promise<undefined>(() => {}), save: async () => {}, clear: async () => {} };
    const session = createReviewSession({ backend: { ...store.backendFor(amara), drafts }, id, reviewer: amara });
    session.subscribe(() => {});
    await vi.waitFor(() => expect(session.getSnapshot().status).toBe('viewing'));
  });

  it('can be read although it cannot be loaded: a broken draft store does not hide the case', async () => {
    const store = createMemoryStore({ reviews: [sampleReview()] });
    const drafts = {
      load: () => Promise.reject(new Error('blocked')),
      save: async () => {},
      clear: async () => {},
    };
    const session = createReviewSession({ backend: { ...store.backendFor(amara), drafts }, id, reviewer: amara });
    session.subscribe(() => {});
    await vi.waitFor(() => expect(session.getSnapshot().status).toBe('viewing'));
  });
});

describe('the claim', () => {
  it('is held, then expiring two minutes before its end, then asked about', async () => {
    const store = createMemoryStore({ reviews: [sampleReview()] });
    const backend = createFaultyBackend(store.backendFor(amara));
    const until = new Date(Date.now() + 120_600).toISOString();
    store.apply(id, { type: 'claim', until }, amara, { at: new Date(Date.now() - 15 * 60_000).toISOString() });
    const session = createReviewSession({ backend, id, reviewer: amara });
    session.subscribe(() => {});
    await vi.waitFor(() => expect(session.getSnapshot().claimStatus).toBe('held'));
    await vi.waitFor(() => expect(session.getSnapshot().claimStatus).toBe('expiring'));
    store.apply(id, { type: 'lapse' }, system);
    await vi.waitFor(() => expect(session.getSnapshot().claimStatus).toBe('lost'));
    expect(session.getSnapshot().status).toBe('lost');
  });
});

function sawNow(store: ReturnType<typeof createMemoryStore>) {
  return { saw: sawOf(store.get(id).proposal) };
}
