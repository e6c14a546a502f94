import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UNDO_LEAST, UNDO_MOST } from '../../src/review/undo.selectors.js';
import {
  closeWindows,
  flush,
  id,
  leasedStore,
  MINUTE,
  openWindow,
  priya,
  reason,
  START,
  sawNow,
} from './session.fixtures.js';

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});

afterEach(() => {
  closeWindows();
  vi.useRealTimers();
});

const verdicts = [
  [{ type: 'approve' }, { verdict: 'approve' }],
  [
    { type: 'override', value: 'approve' },
    { verdict: 'override', value: 'approve' },
  ],
  [{ type: 'reject' }, { verdict: 'reject' }],
  [
    { type: 'respond', message: 'Ask for the payslips.' },
    { verdict: 'respond', message: 'Ask for the payslips.' },
  ],
  [{ type: 'abstain' }, { verdict: 'abstain' }],
] as const;

async function decided(
  options: Parameters<typeof openWindow>[1] = {},
  verdict: (typeof verdicts)[number][0] = { type: 'approve' },
) {
  const store = leasedStore();
  const window = openWindow(store, options);
  await flush();
  window.session.claim();
  await flush();
  window.session.openEvidence('letter');
  window.session.decide(verdict, { reason });
  await flush();
  expect(window.session.getSnapshot().status).toBe('settled');
  return { store, ...window };
}

describe('a verdict of one’s own', () => {
  it.each(verdicts)('is taken back from %j with everything as it was', async (verdict, draft) => {
    const { store, session, onCommandSettle } = await decided({}, verdict);
    expect(session.getSnapshot().draft).toEqual({});
    expect(session.getSnapshot().undo).toEqual({
      until: new Date(Date.parse(store.get(id).updatedAt) + UNDO_MOST).toISOString(),
    });
    expect(session.can('undo')).toBe(true);
    session.undo();
    await flush();
    expect(session.getSnapshot()).toMatchObject({ status: 'deciding', claimStatus: 'held', draftRevision: 1 });
    expect(session.getSnapshot().draft).toEqual({ ...draft, reason });
    expect(session.getSnapshot().opened).toHaveProperty('letter');
    expect(session.getSnapshot().undo).toBeUndefined();
    expect(store.get(id)).toMatchObject({ status: 'reviewing', claim: { holder: 'window-1' } });
    expect(onCommandSettle.mock.calls.map(([{ command }]) => command.type)).toEqual(['claim', verdict.type, 'undo']);
    // It is saved like anything typed, and can be sent again.
    await flush();
    expect(session.getSnapshot().draftStatus).toBe('saved');
    session.decide(verdict, { reason });
    await flush();
    expect(session.getSnapshot().status).toBe('settled');
  });

  it('is rebuilt in a window that did not see it typed', async () => {
    const { store } = await decided();
    const second = openWindow(store, { holder: 'window-2' });
    await flush();
    expect(second.session.getSnapshot()).toMatchObject({ status: 'viewing', draft: {}, opened: {} });
    second.session.undo();
    await flush();
    expect(second.session.getSnapshot()).toMatchObject({ status: 'deciding', draft: { verdict: 'approve', reason } });
    expect(Object.keys(second.session.getSnapshot().opened)).toEqual(['letter']);
  });

  it('is rebuilt although the change was heard before the answer', async () => {
    const { session, faulty } = await decided();
    faulty.fail('send', 'late');
    session.undo();
    await flush();
    expect(session.getSnapshot().review?.status).toBe('reviewing');
    faulty.letThrough();
    await flush();
    expect(session.getSnapshot()).toMatchObject({ status: 'deciding', draft: { verdict: 'approve', reason } });
  });

  it.each([-10, 10])(
    'can be taken back until the server’s time is over, on a device %i minutes ahead',
    async (minutes) => {
      const { session } = await decided({
        clock: () => Date.now() + minutes * MINUTE,
        backend: { now: undefined } as never,
      });
      await vi.advanceTimersByTimeAsync(UNDO_MOST - 1_000);
      expect(session.getSnapshot().undo).toBeDefined();
      await vi.advanceTimersByTimeAsync(1_000);
      expect(session.getSnapshot().undo).toBeUndefined();
      expect(session.whyNot('undo')).toMatchObject({ outcome: 'forbidden', why: { code: 'undo-over' } });
      expect(session.can('reopen')).toBe(true);
      session.reopen({ reason: 'The employer called.' });
      await flush();
      expect(session.getSnapshot().review?.status).toBe('pending');
    },
  );

  it('is refused after the next verdict closed the window on the server, with words', async () => {
    const { store, session } = await decided();
    // The server let it take effect, and this window has not heard of it.
    vi.setSystemTime(Date.now() + UNDO_MOST + UNDO_LEAST);
    session.undo();
    await flush();
    expect(session.getSnapshot()).toMatchObject({
      problem: { kind: 'forbidden', why: { code: 'undo-over' } },
      draft: {},
    });
    expect(store.get(id).status).toBe('approved');
  });

  it('is nobody else’s to take back', async () => {
    const { store } = await decided();
    const other = openWindow(store, { reviewer: priya });
    await flush();
    expect(other.session.getSnapshot().undo).toBeUndefined();
    expect(other.session.can('undo')).toBe(false);
    expect(sawNow(store).saw.revision).toBe(1);
  });
});
