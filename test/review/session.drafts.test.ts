import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { samplePolicy } from '../../src/backends/sample-reviews.js';
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
