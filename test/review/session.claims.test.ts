import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReviewSession } from '../../src/review/review.session.js';
import {
  amara,
  closeWindows,
  doSomething,
  flush,
  id,
  LEASE,
  leasedStore,
  MINUTE,
  mateo,
  openWindow,
  reason,
  START,
  sawNow,
  setVisibility,
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
  expect(window.session.getSnapshot().status).toBe('deciding');
  return { store, ...window };
}

describe('two windows of one person', () => {
  it('claims in the name of its window, and sends the token of its claim with every command', async () => {
    const { store, session, send } = await openDeciding();
    expect(store.get(id).claim).toMatchObject({ holder: 'window-1', fence: 2 });
    session.decide({ type: 'override', value: 'approve' }, { reason });
    await flush();
    expect(session.getSnapshot().status).toBe('settled');
    expect(send.mock.calls.map(([, command, options]) => [command.type, options.fence])).toEqual([
      ['claim', undefined],
      ['override', 2],
    ]);
  });

  it('says in the second window that the first has the case, and lets nothing be decided there', async () => {
    const { store } = await openDeciding();
    const second = openWindow(store, { holder: 'window-2' });
    await flush();
    expect(second.session.getSnapshot()).toMatchObject({ status: 'viewing', claimStatus: 'elsewhere' });
    expect(second.session.whyNot('approve')).toMatchObject({ outcome: 'claim-lost' });
    expect(second.session.can('claim')).toBe(false);
  });

  it('takes the case over, with what was saved meanwhile; the first window is told why and keeps its draft', async () => {
    const { store, session } = await openDeciding();
    const second = openWindow(store, { holder: 'window-2' });
    await flush();
    session.editDraft(typed);
    await flush();
    session.editDraft({ message: 'not saved yet' });
    second.session.takeOver();
    await flush();
    expect(second.session.getSnapshot()).toMatchObject({ status: 'deciding', claimStatus: 'held' });
    expect(second.session.getSnapshot().draft).toMatchObject(typed);
    expect(session.getSnapshot()).toMatchObject({
      status: 'lost',
      lostReason: 'elsewhere',
      claimStatus: 'elsewhere',
      draft: { ...typed, message: 'not saved yet' },
    });
    session.takeOver();
    await flush();
    expect(session.getSnapshot()).toMatchObject({ status: 'deciding', draft: { message: 'not saved yet' } });
    expect(second.session.getSnapshot()).toMatchObject({ status: 'lost', lostReason: 'elsewhere' });
  });

  it('refuses the verdict of a window that has not heard yet that the case was taken over', async () => {
    const { store, session, faulty } = await openDeciding();
    session.editDraft(typed);
    faulty.fail('load', 'unreachable', 9);
    store.apply(id, { type: 'claim', holder: 'window-2' }, amara);
    session.decide({ type: 'override', value: 'approve' }, { reason });
    await flush();
    expect(session.getSnapshot()).toMatchObject({ status: 'lost', lostReason: 'elsewhere', draft: typed });
    expect(store.get(id).status).toBe('reviewing');
  });

  it('compares both once the other window has decided', async () => {
    const { store, session } = await openDeciding();
    session.editDraft(typed);
    store.apply(id, { type: 'claim', holder: 'window-2' }, amara);
    await flush();
    store.apply(id, { type: 'approve' }, amara, sawNow(store));
    await flush();
    expect(session.getSnapshot()).toMatchObject({
      status: 'conflict',
      conflict: { theirs: { decision: { by: { id: 'amara' } } }, mine: typed, base: { revision: 1 } },
    });
  });

  it('counts a claim that names no window as the one of every window', async () => {
    const store = leasedStore();
    store.apply(id, { type: 'claim' }, amara);
    const { session } = openWindow(store);
    await flush();
    expect(session.getSnapshot()).toMatchObject({ status: 'deciding', claimStatus: 'held' });
  });

  it('warns the programmer who takes over what is not held elsewhere', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { session } = await openDeciding();
    session.takeOver();
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('session.takeOver() does nothing'));
  });
});

describe('the lease of a claim', () => {
  it('goes on while the person does something, however long', async () => {
    const { store, session, renew } = await openDeciding();
    for (let minute = 0; minute < 60; minute++) {
      doSomething();
      await vi.advanceTimersByTimeAsync(MINUTE);
      expect(session.getSnapshot().claimStatus).toBe('held');
    }
    expect(store.get(id).status).toBe('reviewing');
    // Once a minute, not with every key.
    expect(renew.mock.calls.length).toBeLessThanOrEqual(61);
    expect(store.entries(id).map(({ type }) => type)).toEqual(['proposed', 'claimed']);
  });

  it('ends on a page that was left alone: told two minutes before, asked at the end, and the draft is kept', async () => {
    const { store, session, renew } = await openDeciding();
    session.editDraft(typed);
    await vi.advanceTimersByTimeAsync(LEASE - 2 * MINUTE - 1_000);
    expect(session.getSnapshot().claimStatus).toBe('held');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(session.getSnapshot().claimStatus).toBe('expiring');
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    expect(renew).not.toHaveBeenCalled();
    expect(session.getSnapshot()).toMatchObject({
      status: 'lost',
      lostReason: 'ended',
      claimStatus: 'lost',
      draft: typed,
    });
    expect(store.entries(id).at(-1)?.type).toBe('lapsed');
    session.reclaim();
    await flush();
    expect(session.getSnapshot()).toMatchObject({ status: 'deciding', claimStatus: 'held', draft: typed });
  });

  it('is not prolonged by a page out of sight', async () => {
    const { session, renew } = await openDeciding();
    setVisibility('hidden');
    for (let minute = 0; minute < 16; minute++) {
      doSomething();
      await vi.advanceTimersByTimeAsync(MINUTE);
    }
    setVisibility('visible');
    await flush();
    expect(renew).not.toHaveBeenCalled();
    expect(session.getSnapshot().status).toBe('lost');
  });

  it('is prolonged on request, and by the first sign of the person after the warning', async () => {
    const { session, renew } = await openDeciding();
    await vi.advanceTimersByTimeAsync(LEASE - MINUTE);
    expect(session.getSnapshot().claimStatus).toBe('expiring');
    session.extend();
    await flush();
    expect(session.getSnapshot().claimStatus).toBe('held');
    expect(renew).toHaveBeenLastCalledWith(id, { fence: 2 });
    await vi.advanceTimersByTimeAsync(LEASE - MINUTE);
    expect(session.getSnapshot().claimStatus).toBe('expiring');
    doSomething();
    await flush();
    expect(session.getSnapshot().claimStatus).toBe('held');
    expect(Date.parse(session.getSnapshot().review?.claim?.until ?? '') - Date.now()).toBeGreaterThan(LEASE - 1_000);
  });

  it('tries a heartbeat again that was not answered', async () => {
    const { session, renew } = await openDeciding();
    renew.mockRejectedValueOnce(new TypeError('The network is unreachable.'));
    doSomething();
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(renew).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(renew).toHaveBeenCalledTimes(2);
    expect(session.getSnapshot().claimStatus).toBe('held');
  });

  it('gives up a heartbeat that hangs, and keeps the case with the next one', async () => {
    const { session, renew } = await openDeciding();
    renew.mockImplementationOnce(() => new Promise(() => {}));
    doSomething();
    await vi.advanceTimersByTimeAsync(MINUTE + 21_000);
    expect(renew).toHaveBeenCalledTimes(2);
    for (let minute = 0; minute < 20; minute++) {
      doSomething();
      await vi.advanceTimersByTimeAsync(MINUTE);
    }
    expect(session.getSnapshot()).toMatchObject({ status: 'deciding', claimStatus: 'held' });
  });

  it('keeps a short lease too although a heartbeat hangs', async () => {
    const { session, renew } = await openDeciding({}, leasedStore({ lease: 30_000 }));
    renew.mockImplementationOnce(() => new Promise(() => {}));
    for (let second = 0; second < 60; second++) {
      doSomething();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(session.getSnapshot().status).toBe('deciding');
  });

  it('can be prolonged by hand while a heartbeat hangs, and is asked for anew when the browser is online again', async () => {
    const { session, renew } = await openDeciding();
    renew.mockImplementationOnce(() => new Promise(() => {}));
    renew.mockImplementationOnce(() => new Promise(() => {}));
    doSomething();
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(renew).toHaveBeenCalledTimes(1);
    session.extend();
    await flush();
    expect(renew).toHaveBeenCalledTimes(2);
    window.dispatchEvent(new Event('online'));
    await flush();
    expect(renew).toHaveBeenCalledTimes(3);
    expect(Date.parse(session.getSnapshot().review?.claim?.until ?? '') - Date.now()).toBeGreaterThan(LEASE - 1_000);
  });

  it('is lost as soon as a heartbeat says so', async () => {
    const { store, session } = await openDeciding({ backend: { subscribe: undefined } as never });
    session.editDraft(typed);
    await flush();
    store.apply(id, { type: 'lapse' }, system);
    store.apply(id, { type: 'claim' }, mateo);
    doSomething();
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(session.getSnapshot()).toMatchObject({ status: 'lost', lostReason: 'somebody-else', draft: typed });
  });

  it('has no heartbeat where the backend renews none, or the claim has no end', async () => {
    const { session } = await openDeciding({ backend: { claims: undefined } as never });
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    session.extend();
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('session.extend() does nothing'));
    const { session: endless, renew } = await openDeciding({}, leasedStore({ lease: undefined } as never));
    doSomething();
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(endless.getSnapshot().claimStatus).toBe('held');
    expect(renew).not.toHaveBeenCalled();
  });
});

describe.each([-10, 0, 10])('a device whose clock is %i minutes ahead', (minutes) => {
  const skewed = () => Date.now() + minutes * MINUTE;

  it.each([
    ['the backend knows the time', {}],
    ['only its answers tell the time', { now: undefined }],
  ])('counts by the server’s clock where %s', async (_, backend) => {
    const { session } = await openDeciding({ clock: skewed, backend: backend as never });
    expect(session.now()).toBe(Date.now());
    await vi.advanceTimersByTimeAsync(LEASE - 2 * MINUTE - 1_000);
    expect(session.getSnapshot().claimStatus).toBe('held');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(session.getSnapshot().claimStatus).toBe('expiring');
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    expect(session.getSnapshot().status).toBe('lost');
  });

  it('asks the server instead of giving up a claim whose end it cannot know', async () => {
    const store = leasedStore();
    store.apply(id, { type: 'claim', holder: 'window-1', until: new Date(START + 5 * MINUTE).toISOString() }, amara);
    // Loaded with a claim: no answer has told the time yet.
    const { session, send } = openWindow(store, { clock: skewed, backend: { now: undefined } as never });
    await flush();
    expect(session.getSnapshot().status).toBe('deciding');
    session.decide({ type: 'override', value: 'approve' }, { reason });
    await flush();
    expect(session.getSnapshot().status).toBe('settled');
    expect(send).toHaveBeenCalledTimes(1);
  });
});

describe('a page that slept', () => {
  it('says on waking that the claim ended meanwhile', async () => {
    const { session } = await openDeciding();
    session.editDraft(typed);
    await flush();
    // Frozen: the time goes by, no timer runs.
    vi.setSystemTime(Date.now() + 3 * LEASE);
    expect(session.getSnapshot().status).toBe('deciding');
    setVisibility('visible');
    await flush();
    expect(session.getSnapshot()).toMatchObject({ status: 'lost', lostReason: 'ended', draft: typed });
  });

  it('sends no verdict on a claim that ended while it slept', async () => {
    const { store, session, send } = await openDeciding();
    vi.setSystemTime(Date.now() + 3 * LEASE);
    session.decide({ type: 'override', value: 'approve' }, { reason });
    await flush();
    expect(session.getSnapshot()).toMatchObject({
      status: 'lost',
      lostReason: 'ended',
      draft: { verdict: 'override', value: 'approve', reason },
    });
    expect(send.mock.calls.map(([, { type }]) => type)).toEqual(['claim']);
    expect(store.entries(id).map(({ type }) => type)).toEqual(['proposed', 'claimed', 'lapsed']);
  });

  it('meets what somebody else decided while it slept', async () => {
    const { store, session, send } = await openDeciding();
    vi.setSystemTime(Date.now() + 3 * LEASE);
    store.get(id);
    store.apply(id, { type: 'claim' }, mateo);
    store.apply(id, { type: 'approve' }, mateo, sawNow(store));
    session.decide({ type: 'override', value: 'approve' }, { reason });
    await flush();
    expect(session.getSnapshot()).toMatchObject({ status: 'conflict', conflict: { mine: { value: 'approve' } } });
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('decides after a jump of the device’s clock that the server knows nothing of', async () => {
    let jump = 0;
    const { session } = await openDeciding({ clock: () => Date.now() + jump, backend: { now: undefined } as never });
    jump = 3 * LEASE;
    session.decide({ type: 'override', value: 'approve' }, { reason });
    await flush();
    expect(session.getSnapshot().status).toBe('settled');
  });

  it('is lost when the lease lapses while the command is on its way', async () => {
    const { store, session, faulty } = await openDeciding();
    session.editDraft(typed);
    faulty.fail('send', 'unreachable');
    faulty.fail('load', 'unreachable', 9);
    session.decide({ type: 'override', value: 'approve' }, { reason });
    await flush();
    expect(session.getSnapshot().status).toBe('failed');
    store.apply(id, { type: 'lapse' }, system);
    session.retry();
    await flush();
    expect(session.getSnapshot()).toMatchObject({ status: 'lost', draft: typed });
    expect(store.get(id).status).toBe('pending');
  });

  it('settles once when the answer comes late, after the change was heard', async () => {
    const { session, faulty, onCommandSettle } = await openDeciding();
    faulty.fail('send', 'late');
    session.decide({ type: 'override', value: 'approve' }, { reason });
    await flush();
    expect(session.getSnapshot().status).toBe('sending');
    faulty.letThrough();
    faulty.letThrough();
    await flush();
    expect(session.getSnapshot().status).toBe('settled');
    expect(onCommandSettle.mock.calls.map(([{ command }]) => command.type)).toEqual(['claim', 'override']);
  });
});

describe('the window that sits here', () => {
  it('is the same for every session of the page, and keeps its claim at the next sitting', async () => {
    const { session, store } = await openDeciding({ holder: undefined } as never);
    const { holder } = store.get(id).claim ?? {};
    expect(holder).toBe(sessionStorage.getItem('countersign.holder'));
    session.stop();
    const again = createReviewSession({ backend: store.backendFor(amara), id, reviewer: amara });
    again.subscribe(() => {});
    await flush();
    expect(again.getSnapshot()).toMatchObject({ status: 'deciding', claimStatus: 'held' });
  });
});
