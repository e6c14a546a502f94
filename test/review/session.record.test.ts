import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { samplePolicy } from '../../src/backends/sample-reviews.js';
import type { Grounds, Policy } from '../../src/review/review.types.js';
import {
  closeWindows,
  doSomething,
  flush,
  id,
  leasedStore,
  mateo,
  openWindow,
  reason,
  START,
  sawNow,
  setVisibility,
} from './session.fixtures.js';

const VIEWED: Policy = { ...samplePolicy, recordViews: true };
const verdict = { type: 'override', value: 'approve' } as const;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
});
afterEach(() => {
  closeWindows();
  setVisibility('visible');
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function opened(policy: Policy = VIEWED, options: Parameters<typeof openWindow>[1] = {}) {
  const store = leasedStore({ policy, clock: () => Date.now() });
  const window = openWindow(store, options);
  await flush();
  const views = () => window.send.mock.calls.map(([, command]) => command).filter(({ type }) => type === 'view');
  return { ...window, store, views };
}

async function decided(window: Awaited<ReturnType<typeof opened>>) {
  window.session.claim();
  await flush();
  window.session.decide(verdict, { reason });
  await flush();
  return window.store.entries(id).at(-1);
}

describe('when a command was given', () => {
  it('goes with it by the clock of the device, and stays through a retry', async () => {
    const { session, faulty, store } = await opened(samplePolicy, { clock: () => Date.now() - 3_600_000 });
    session.claim();
    await flush();
    faulty.fail('send', 'unreachable');
    const given = Date.now() - 3_600_000;
    session.decide(verdict, { reason });
    await flush();
    await vi.advanceTimersByTimeAsync(10_000);
    session.retry();
    await flush();
    expect(store.entries(id).at(-1)).toMatchObject({ type: 'overridden', sentAt: new Date(given).toISOString() });
  });
});

describe('how long a case was looked at', () => {
  it('goes with the decision: only what was seen, with focus and on screen', async () => {
    const window = await opened(samplePolicy);
    await vi.advanceTimersByTimeAsync(4_000);
    const hide = window.session.show();
    await vi.advanceTimersByTimeAsync(5_000);
    setVisibility('hidden');
    await vi.advanceTimersByTimeAsync(7_000);
    setVisibility('visible');
    await vi.advanceTimersByTimeAsync(2_000);
    vi.mocked(document.hasFocus).mockReturnValue(false);
    globalThis.window.dispatchEvent(new Event('blur'));
    await vi.advanceTimersByTimeAsync(30_000);
    vi.mocked(document.hasFocus).mockReturnValue(true);
    globalThis.window.dispatchEvent(new Event('focus'));
    hide();
    await vi.advanceTimersByTimeAsync(9_000);
    const entry = await decided(window);
    expect(entry?.exposure?.activeMs).toBe(7_000);
  });

  it('rests when the page is left, although it still calls itself visible', async () => {
    const window = await opened(samplePolicy);
    window.session.show();
    await vi.advanceTimersByTimeAsync(1_000);
    globalThis.window.dispatchEvent(new Event('pagehide'));
    await vi.advanceTimersByTimeAsync(30_000);
    globalThis.window.dispatchEvent(new Event('pageshow'));
    await vi.advanceTimersByTimeAsync(1_000);
    window.session.claim();
    await flush();
    window.session.decide(verdict, { reason });
    const command = window.send.mock.calls.at(-1)?.[1] as Grounds;
    expect(command.activeMs).toBe(2_005);
  });

  it('goes on after a reload with the draft, and is no draft on its own', async () => {
    const first = await opened(samplePolicy);
    first.session.show();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(await first.faulty.drafts?.load(id)).toBeUndefined();
    expect(first.session.getSnapshot().hasUnsaved).toBe(false);
    first.session.openEvidence('payslips');
    await flush();
    expect(await first.faulty.drafts?.load(id)).toMatchObject({ activeMs: 6_001 });
    first.session.stop();

    const second = openWindow(first.store);
    await flush();
    expect(second.session.getSnapshot().draft).toEqual({});
    second.session.show();
    await vi.advanceTimersByTimeAsync(1_000);
    const entry = await decided({ ...second, store: first.store, views: first.views });
    expect(entry?.exposure?.activeMs).toBeGreaterThanOrEqual(7_001);
    expect(entry?.exposure?.activeMs).toBeLessThan(7_100);
  });

  it('is not said where nobody told that the case is on screen', async () => {
    const window = await opened(samplePolicy);
    await vi.advanceTimersByTimeAsync(5_000);
    doSomething();
    expect((await decided(window))?.exposure).not.toHaveProperty('activeMs');
  });

  it('of a decision that was taken back goes on with the draft', async () => {
    const window = await opened(samplePolicy);
    const hide = window.session.show();
    await vi.advanceTimersByTimeAsync(8_000);
    hide();
    const before = (await decided(window))?.exposure?.activeMs;
    window.session.undo();
    await flush();
    window.session.decide(verdict, { reason });
    await flush();
    expect(window.store.entries(id).at(-1)?.exposure?.activeMs).toBe(before);
  });
});

describe('what was looked at', () => {
  it('is told once each, in order, with what was on screen and when', async () => {
    const { session, store, views } = await opened();
    session.show();
    session.show();
    session.openExplanation();
    session.openEvidence('payslips');
    session.openEvidence('payslips');
    session.openExplanation();
    await flush();
    expect(views()).toEqual([
      { type: 'view', of: 'case' },
      { type: 'view', of: 'explanation' },
      { type: 'view', of: 'evidence', id: 'payslips' },
    ]);
    const entry = store.entries(id)[1];
    expect(entry).toMatchObject({ type: 'viewed', sentAt: expect.any(String), ...sawNow(store) });
  });

  it('is told when the page is seen, not when it is opened behind another', async () => {
    setVisibility('hidden');
    const { session, views } = await opened();
    session.show();
    await flush();
    expect(views()).toEqual([]);
    setVisibility('visible');
    await flush();
    expect(views()).toHaveLength(1);
  });

  it('is told to nobody where the policy does not ask for it', async () => {
    const { session, send } = await opened(samplePolicy);
    session.show();
    session.openExplanation();
    session.openEvidence('payslips');
    await flush();
    expect(send).not.toHaveBeenCalled();
  });

  it('neither waits for nor hinders what the person does', async () => {
    const { session, faulty, store } = await opened();
    faulty.fail('send', 'late');
    session.show();
    session.claim();
    await flush();
    expect(session.getSnapshot()).toMatchObject({ status: 'deciding' });
    expect(session.getSnapshot().problem).toBeUndefined();
    session.openExplanation();
    session.decide(verdict, { reason });
    await flush();
    expect(session.getSnapshot().status).toBe('settled');
    faulty.letThrough();
    await flush();
    expect(store.entries(id).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['viewed', 'claimed', 'overridden', 'viewed']),
    );
    expect(session.getSnapshot().status).toBe('settled');
  });

  it('is sent again under its key where there was no answer, and nobody hears of that', async () => {
    const { session, faulty, send, store } = await opened();
    faulty.fail('send', 'answer-lost', 2);
    session.show();
    await flush();
    expect(session.getSnapshot()).toMatchObject({ status: 'viewing', hasUnsaved: false });
    expect(session.getSnapshot().problem).toBeUndefined();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(send).toHaveBeenCalledTimes(3);
    expect(new Set(send.mock.calls.map(([, , { idempotencyKey }]) => idempotencyKey)).size).toBe(1);
    expect(store.entries(id).filter(({ type }) => type === 'viewed')).toHaveLength(1);
  });

  it('by a colleague changes nothing on this screen, and takes no decision out of this hand', async () => {
    const { session, store, faulty } = await opened();
    session.claim();
    await flush();
    session.editDraft({ verdict: 'override', value: 'approve' });
    await flush();
    const before = session.getSnapshot();
    const loads = faulty.calls.load;
    store.apply(id, { type: 'view', of: 'case' }, mateo);
    store.apply(id, { type: 'view', of: 'explanation' }, mateo);
    await flush();
    expect(session.getSnapshot()).toBe(before);
    expect(faulty.calls.load).toBe(loads);
    session.decide(verdict, { reason });
    await flush();
    expect(session.getSnapshot().status).toBe('settled');
    store.apply(id, { type: 'view', of: 'case' }, mateo);
    session.refresh();
    await flush();
    expect(session.getSnapshot().status).toBe('settled');
  });
});
