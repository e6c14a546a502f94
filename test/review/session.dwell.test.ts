import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { samplePolicy } from '../../src/backends/sample-reviews.js';
import { closeWindows, flush, id, leasedStore, openWindow, reason, START, setVisibility } from './session.fixtures.js';

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  setVisibility('visible');
});
afterEach(() => {
  closeWindows();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const verdict = { type: 'override', value: 'approve' } as const;

async function opened(medianMs?: number) {
  const store = leasedStore({ clock: Date.now, policy: { ...samplePolicy, dwell: 10 } });
  const window = openWindow(store, { clock: Date.now, medianActiveMs: () => medianMs });
  await flush();
  return { ...window, store };
}

describe('the wait of a sitting (B-12)', () => {
  it('begins with the claim and is over once the case was on screen for so long, told once', async () => {
    const { session } = await opened();
    expect(session.getSnapshot().dwell).toBeUndefined();
    session.claim();
    await flush();
    const hide = session.show();
    expect(session.getSnapshot().dwell).toEqual({ seconds: 10, isOver: false });
    const before = session.getSnapshot();
    await vi.advanceTimersByTimeAsync(6_000);
    hide();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(session.getSnapshot().dwell).toBe(before.dwell);
    const heard = vi.fn();
    session.subscribe(heard);
    session.show();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(session.getSnapshot().dwell?.isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1_300);
    expect(heard).toHaveBeenCalled();
    expect(session.getSnapshot().dwell).toEqual({ seconds: 10, isOver: true });
  });

  it('is asked for by the server as well, and goes with the decision', async () => {
    const { session, store } = await opened();
    session.claim();
    await flush();
    session.show();
    await vi.advanceTimersByTimeAsync(2_000);
    session.decide(verdict, { reason });
    await flush();
    expect(session.getSnapshot().problem).toMatchObject({ kind: 'invalid', issues: [{ code: 'dwell-short' }] });
    await vi.advanceTimersByTimeAsync(9_000);
    session.decide(verdict, { reason });
    await flush();
    expect(store.entries(id).at(-1)?.command).toMatchObject({ type: 'override', dwell: { seconds: 10 } });
  });

  it('is a quarter of what this person usually takes, and does not change under their hands', async () => {
    let median = 20_000;
    const store = leasedStore({ clock: Date.now, policy: { ...samplePolicy, dwell: 10 } });
    const { session } = openWindow(store, { clock: Date.now, medianActiveMs: () => median });
    await flush();
    session.claim();
    await flush();
    expect(session.getSnapshot().dwell?.seconds).toBe(5);
    median = 60_000;
    session.editDraft({ value: 'approve' });
    expect(session.getSnapshot().dwell?.seconds).toBe(5);
  });

  it('is none where the policy asks for none', async () => {
    const { session } = openWindow(leasedStore({ clock: Date.now }), { clock: Date.now });
    await flush();
    session.claim();
    await flush();
    expect(session.getSnapshot()).not.toHaveProperty('dwell');
  });
});
