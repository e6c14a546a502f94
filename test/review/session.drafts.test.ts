import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { samplePolicy } from '../../src/backends/sample-reviews.js';
import type { Draft } from '../../src/review/backend.types.js';
import { createReviewSession } from '../../src/review/review.session.js';
import {
  amara,
  closeWindows,
  flush,
  id,
  leasedStore,
  MINUTE,
  mateo,
  openWindow,
  priya,
  reason,
  revise,
  START,
  sawNow,
  system,
  typed,
} from './session.fixtures.js';

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});

afterEach(() => {
  closeWindows();
  vi.useRealTimers();
});

async function openDeciding(options?: Parameters<typeof openWindow>[1], store = leasedStore()) {
  const window = openWindow(store, options);
  await flush();
  window.session.claim();
  await flush();
  return { store, ...window };
}

/** Whether the browser would ask before it leaves the page. */
function asksToStay(): boolean {
  return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
}

describe('what was opened', () => {
  it('counts again after a reload', async () => {
    const { store, session } = await openDeciding({}, leasedStore({ policy: { ...samplePolicy, evidenceGate: true } }));
    session.openEvidence('letter');
    const { opened } = session.getSnapshot();
    await flush();
    session.stop();
    const again = openWindow(store);
    await flush();
    expect(again.session.getSnapshot().opened).toEqual(opened);
    expect(again.session.getSnapshot().draft).toEqual({});
  });

  it('does not count for another revision', async () => {
    const { store, session } = await openDeciding();
    session.openEvidence('letter');
    await flush();
    session.stop();
    revise(store);
    const again = openWindow(store);
    await flush();
    expect(again.session.getSnapshot().opened).toEqual({});
  });

  it('stays opened when the draft is thrown away, here and after a reload', async () => {
    const { store, session } = await openDeciding();
    session.openEvidence('letter');
    session.editDraft(typed);
    session.discardDraft();
    await flush();
    expect(session.getSnapshot().draft).toEqual({});
    const again = openWindow(store, { holder: 'window-2' });
    await flush();
    expect(Object.keys(again.session.getSnapshot().opened)).toEqual(['letter']);
  });
});

describe('a draft on an older revision', () => {
  it('is marked after a reload, and nothing is decided before somebody looked', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { store, session } = await openDeciding();
    session.editDraft(typed);
    await flush();
    session.stop();
    revise(store);
    const again = openWindow(store);
    await flush();
    expect(again.session.getSnapshot()).toMatchObject({
      status: 'deciding',
      draft: typed,
      draftRevision: 1,
      seen: { revision: 2 },
    });
    expect(again.session.whyNot('approve')).toMatchObject({ outcome: 'conflict' });
    again.session.decide({ type: 'approve' });
    await flush();
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('session.decide() does nothing'));
    expect(again.send).not.toHaveBeenCalled();
    again.session.look();
    expect(again.session.getSnapshot().draftRevision).toBe(2);
    again.session.decide({ type: 'approve' });
    await flush();
    expect(store.get(id).decision?.saw.revision).toBe(2);
  });

  it('is compared with what it was typed on when the claim went with the revision', async () => {
    const { store, session } = await openDeciding();
    session.editDraft(typed);
    store.apply(id, { type: 'lapse' }, system);
    revise(store);
    await flush();
    expect(session.getSnapshot()).toMatchObject({
      status: 'lost',
      seen: { revision: 1 },
      review: { proposal: { revision: 2 } },
    });
    session.reclaim();
    await flush();
    expect(session.getSnapshot()).toMatchObject({
      status: 'deciding',
      seen: { revision: 1 },
      draftRevision: 1,
      draft: typed,
    });
    session.look();
    expect(session.getSnapshot()).toMatchObject({ seen: { revision: 2 }, draftRevision: 2 });
    expect(session.can('approve')).toBe(true);
  });
});

describe('a conflict', () => {
  async function overtaken() {
    const sitting = await openDeciding();
    const { store, session, faulty } = sitting;
    faulty.fail('load', 'unreachable', 9);
    store.apply(id, { type: 'lapse' }, system);
    revise(store);
    store.apply(id, { type: 'claim' }, priya);
    store.apply(id, { type: 'approve' }, priya, sawNow(store));
    session.decide({ type: 'override', value: 'approve' }, { reason });
    await flush();
    expect(session.getSnapshot().status).toBe('conflict');
    return sitting;
  }

  it('shows what was on screen, what is true now and what was meant, even without a draft', async () => {
    const { session } = await overtaken();
    expect(session.getSnapshot().conflict).toMatchObject({
      base: { revision: 1, value: 'deny' },
      theirs: { status: 'approved', proposal: { revision: 2 }, decision: { by: { id: 'priya' } } },
      mine: { verdict: 'override', value: 'approve', reason },
    });
  });

  it('is left with the draft kept, or thrown away', async () => {
    const kept = await overtaken();
    kept.session.acknowledge();
    await flush();
    expect(kept.session.getSnapshot()).toMatchObject({
      status: 'viewing',
      seen: { revision: 2 },
      draft: { verdict: 'override', value: 'approve', reason },
      draftRevision: 1,
    });
    expect(kept.session.getSnapshot().conflict).toBeUndefined();
    const thrown = await overtaken();
    thrown.session.discardMine();
    await flush();
    expect(thrown.session.getSnapshot()).toMatchObject({ status: 'viewing', draft: {} });
    expect(await thrown.backend.drafts?.load(id)).toBeUndefined();
  });

  it('does not let a session throw away a draft that is in no conflict', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { session } = await openDeciding();
    session.editDraft(typed);
    session.discardMine();
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('session.discardMine() does nothing'));
    expect(session.getSnapshot().draft).toEqual(typed);
  });
});

describe('what is kept for whom', () => {
  it('is there again when the same person signs in again, and never for another', async () => {
    const { store, session } = await openDeciding({ draftDelay: 10 * MINUTE });
    session.editDraft(typed);
    session.stop();
    await flush();
    const other = openWindow(store, { reviewer: mateo });
    await flush();
    expect(other.session.getSnapshot()).toMatchObject({ draft: {}, opened: {} });
    other.session.stop();
    const again = openWindow(store);
    await flush();
    expect(again.session.getSnapshot().draft).toEqual(typed);
  });
});

describe('leaving the page', () => {
  it('is asked about only while something is typed and not saved', async () => {
    const { session } = await openDeciding({ draftDelay: 400 });
    expect(asksToStay()).toBe(false);
    session.editDraft(typed);
    expect(session.getSnapshot()).toMatchObject({ hasUnsaved: true, draftStatus: 'saving' });
    expect(asksToStay()).toBe(true);
    await vi.advanceTimersByTimeAsync(500);
    expect(session.getSnapshot()).toMatchObject({ hasUnsaved: false, draftStatus: 'saved' });
    expect(asksToStay()).toBe(false);
  });

  it('is asked about while a command has no answer, and not for a claim', async () => {
    const store = leasedStore();
    const { session, faulty } = openWindow(store);
    await flush();
    faulty.fail('send', 'late');
    session.claim();
    await flush();
    expect(asksToStay()).toBe(false);
    faulty.letThrough();
    await flush();
    faulty.fail('send', 'unreachable');
    session.decide({ type: 'approve' });
    expect(asksToStay()).toBe(true);
    await flush();
    expect(session.getSnapshot()).toMatchObject({ status: 'failed', hasUnsaved: true });
    session.retry();
    await flush();
    expect(asksToStay()).toBe(false);
  });

  it('is asked about where drafts cannot be saved, and no more once the sitting is over', async () => {
    const { session } = await openDeciding({ backend: { drafts: undefined } as never });
    session.editDraft(typed);
    await flush();
    expect(session.getSnapshot()).toMatchObject({ hasUnsaved: true, draftStatus: 'idle' });
    expect(asksToStay()).toBe(true);
    session.stop();
    expect(asksToStay()).toBe(false);
  });

  it('says that saving waits for the connection while offline, and saves when it is back', async () => {
    const save = vi
      .fn()
      .mockRejectedValueOnce(new TypeError('The network is unreachable.'))
      .mockResolvedValue(undefined);
    const drafts = { load: async () => undefined, clear: async () => {}, save };
    const { session } = await openDeciding({ backend: { drafts } });
    window.dispatchEvent(new Event('offline'));
    session.editDraft(typed);
    await flush();
    expect(session.getSnapshot()).toMatchObject({ draftStatus: 'offline', hasUnsaved: true, isOffline: true });
    window.dispatchEvent(new Event('online'));
    await flush();
    expect(session.getSnapshot()).toMatchObject({ draftStatus: 'saved', hasUnsaved: false });
  });
});

describe('a draft store that fails once', () => {
  it('is asked again by itself, and what was typed meanwhile is saved', async () => {
    const load = vi
      .fn<() => Promise<Draft | undefined>>()
      .mockRejectedValueOnce(new Error('500'))
      .mockRejectedValueOnce(new Error('500'))
      .mockResolvedValue({ message: 'yesterday' });
    const save = vi.fn(async () => {});
    const { session } = await openDeciding({ backend: { drafts: { load, save, clear: async () => {} } } });
    const statuses: string[] = [];
    session.subscribe(() => void statuses.push(session.getSnapshot().draftStatus));
    session.editDraft({ verdict: 'respond' });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(load).toHaveBeenCalledTimes(2);
    expect(save).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(4_100);
    expect(save).toHaveBeenCalledWith(id, {
      message: 'yesterday',
      verdict: 'respond',
      revision: 1,
      typedAt: expect.any(String),
    });
    expect(session.getSnapshot()).toMatchObject({ draftStatus: 'saved', hasUnsaved: false });
    // Said once that it failed, not again with every try.
    expect([...new Set(statuses)]).toEqual(['failed', 'saving', 'saved']);
  });

  it('is given the draft again, later each time, and at once on request', async () => {
    const save = vi.fn<() => Promise<void>>().mockRejectedValue(new Error('500'));
    const drafts = { load: async () => undefined, save, clear: async () => {} };
    const { session } = await openDeciding({ backend: { drafts } });
    session.editDraft(typed);
    await vi.advanceTimersByTimeAsync(100);
    expect(session.getSnapshot().draftStatus).toBe('failed');
    const calls: number[] = [];
    for (const seconds of [2, 4, 8, 16, 32, 60, 60]) {
      await vi.advanceTimersByTimeAsync(seconds * 1_000);
      calls.push(save.mock.calls.length);
    }
    expect(calls).toEqual([2, 3, 4, 5, 6, 7, 8]);
    save.mockResolvedValue();
    session.retry();
    await flush();
    expect(session.getSnapshot()).toMatchObject({ draftStatus: 'saved', hasUnsaved: false });
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(save).toHaveBeenCalledTimes(9);
  });

  it('is known to be reached again once the browser is online: the sitting is not offline any more', async () => {
    const save = vi.fn(async () => {});
    save.mockRejectedValueOnce(new TypeError('The network is unreachable.'));
    const drafts = { load: async () => undefined, save, clear: async () => {} };
    const { session } = await openDeciding({ backend: { drafts } });
    window.dispatchEvent(new Event('offline'));
    session.editDraft(typed);
    await flush();
    expect(session.getSnapshot()).toMatchObject({ draftStatus: 'offline', isOffline: true });
    window.dispatchEvent(new Event('online'));
    await flush();
    expect(session.getSnapshot()).toMatchObject({ draftStatus: 'saved', isOffline: false });
  });
});

describe('a change that could not be loaded', () => {
  it('is loaded later, or as soon as the browser is online', async () => {
    const store = leasedStore();
    const { load } = store.backendFor(amara);
    const failing = vi.fn(load);
    const { session } = openWindow(store, { backend: { load: failing } });
    await flush();
    failing.mockRejectedValueOnce(new Error('500')).mockRejectedValueOnce(new Error('500'));
    store.apply(id, { type: 'claim' }, mateo);
    await flush();
    expect(session.getSnapshot()).toMatchObject({ status: 'viewing', review: { status: 'pending' } });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(session.getSnapshot().review?.status).toBe('pending');
    await vi.advanceTimersByTimeAsync(4_000);
    expect(session.getSnapshot().review?.claim?.by.id).toBe('mateo');

    failing.mockRejectedValueOnce(new Error('500'));
    store.apply(id, { type: 'release' }, mateo);
    await flush();
    expect(session.getSnapshot().review?.status).toBe('reviewing');
    window.dispatchEvent(new Event('online'));
    await flush();
    expect(session.getSnapshot().review?.status).toBe('pending');
  });
});

describe('a gap in the stream of changes', () => {
  it('is healed by loading the review again', async () => {
    let find: (() => void) | undefined;
    const store = leasedStore();
    const session = createReviewSession({
      backend: {
        ...store.backendFor(amara),
        subscribe: (_, options) => {
          find = options?.onGapFind;
          return () => {};
        },
      },
      id,
      reviewer: amara,
    });
    session.subscribe(() => {});
    await flush();
    store.apply(id, { type: 'claim' }, mateo);
    await flush();
    expect(session.getSnapshot().review?.version).toBe(1);
    find?.();
    await flush();
    expect(session.getSnapshot().review?.claim?.by.id).toBe('mateo');
  });
});
