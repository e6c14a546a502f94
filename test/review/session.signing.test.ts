import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { samplePolicy } from '../../src/backends/sample-reviews.js';
import type { Policy } from '../../src/review/review.types.js';
import type {
  Reauthenticate,
  Reauthenticated,
  ReauthenticationRequest,
  ReviewSessionOptions,
} from '../../src/review/session.types.js';
import {
  closeWindows,
  flush,
  id,
  leasedStore,
  MINUTE,
  openWindow,
  reason,
  revise,
  START,
  system,
} from './session.fixtures.js';

const SIGNED: Policy = { ...samplePolicy, signature: true };
const verdict = { type: 'override', value: 'approve' } as const;
const signature = { printedName: 'Amara Osei', meaning: 'override' } as const;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  closeWindows();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A host that is asked, and answers when the test says so. */
function prompt() {
  const asked: (ReauthenticationRequest & {
    answer: (answer: Reauthenticated) => void;
    fail: (error: unknown) => void;
  })[] = [];
  const reauthenticate: Reauthenticate = (request) =>
    new Promise((answer, fail) => {
      asked.push({ ...request, answer, fail });
    });
  return { asked, reauthenticate };
}

async function deciding(options: Partial<ReviewSessionOptions> & { policy?: Policy } = {}) {
  const { policy = SIGNED, ...rest } = options;
  const host = prompt();
  const store = leasedStore({ policy, clock: () => Date.now() });
  const window = openWindow(store, { reauthenticate: host.reauthenticate, ...rest });
  await flush();
  window.session.claim();
  await flush();
  const verdictsSent = () =>
    window.send.mock.calls
      .filter(([, command]) => command.type === 'override')
      .map(([, command, given]) => ({ command, given }));
  const status = () => window.session.getSnapshot().status;
  return { ...window, ...host, store, verdictsSent, status };
}

describe('a decision that is signed', () => {
  it('asks who signs what, once the form holds all it must, and sends the proof with it', async () => {
    const { session, asked, verdictsSent, status, store } = await deciding();
    session.decide(verdict, { reason, signature });
    await flush();
    expect(status()).toBe('signing');
    expect(verdictsSent()).toEqual([]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      verdict: { type: 'override', value: 'approve' },
      meaning: 'override',
      printedName: 'Amara Osei',
      isFirst: true,
      review: { id },
    });
    asked[0]?.answer({ proof: 'p-1' });
    await flush();
    expect(status()).toBe('settled');
    expect(verdictsSent()).toHaveLength(1);
    expect(verdictsSent()[0]?.given.proof).toBe('p-1');
    expect(store.get(id).status).toBe('overridden');
  });

  it('is not asked for what would be refused anyway', async () => {
    const { session, asked, status } = await deciding();
    session.decide(verdict, { signature });
    await flush();
    expect(asked).toEqual([]);
    expect(status()).toBe('deciding');
    expect(session.getSnapshot().problem).toMatchObject({ kind: 'invalid', issues: [{ code: 'reason-missing' }] });
  });

  it('says under which name and with which meaning it is sent where the form did not', async () => {
    const { session, asked, verdictsSent } = await deciding();
    session.decide(verdict, { reason });
    await flush();
    asked[0]?.answer({ proof: 'p-1' });
    await flush();
    expect(verdictsSent()[0]?.command).toMatchObject({ signature });
  });

  it('is asked once, however often it is pressed', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { session, asked, verdictsSent } = await deciding();
    session.decide(verdict, { reason });
    session.decide(verdict, { reason });
    await flush();
    session.decide(verdict, { reason });
    asked[0]?.answer({ proof: 'p-1' });
    await flush();
    expect([asked.length, verdictsSent().length]).toEqual([1, 1]);
  });

  it('says the first time that it is the first, and again after the server did not take the proof', async () => {
    const answers = ['accepted', 'unproved', 'accepted'];
    const { session, backend, asked, store } = await deciding();
    const own = backend.send;
    backend.send = vi.fn(async (...args: Parameters<typeof own>) =>
      args[1].type === 'override' && answers.shift() === 'unproved'
        ? ({ outcome: 'forbidden', why: { code: 'signature-unproved' } } as const)
        : own(...args),
    );
    const sign = async () => {
      session.decide(verdict, { reason });
      await flush();
      asked.at(-1)?.answer({ proof: `p-${asked.length}` });
      await flush();
    };
    await sign();
    session.undo();
    await flush();
    await sign();
    expect(session.getSnapshot()).toMatchObject({
      status: 'deciding',
      problem: { kind: 'forbidden', why: { code: 'signature-unproved' } },
      draft: { verdict: 'override', value: 'approve', reason },
    });
    await sign();
    expect(asked.map(({ isFirst }) => isFirst)).toEqual([true, false, true]);
    expect(store.get(id).status).toBe('overridden');
  });

  it('goes back to deciding with all that was typed when the person turns back', async () => {
    const { session, asked, status, verdictsSent } = await deciding();
    session.decide(verdict, { reason });
    await flush();
    asked[0]?.answer({ cancelled: true });
    await flush();
    expect(status()).toBe('deciding');
    expect(session.getSnapshot().draft).toMatchObject({ verdict: 'override', value: 'approve', reason });
    expect(session.getSnapshot().problem).toBeUndefined();
    session.decide(verdict, { reason });
    await flush();
    session.cancelSigning();
    expect(status()).toBe('deciding');
    expect(asked[1]?.signal.aborted).toBe(true);
    asked[1]?.answer({ proof: 'too-late' });
    await flush();
    expect(verdictsSent()).toEqual([]);
  });

  it.each([
    [
      'rejects',
      (last: ReturnType<typeof prompt>['asked'][number]) => last.fail(new Error('The identity service is down.')),
      'The identity service is down.',
    ],
    [
      'answers with nothing',
      (last: ReturnType<typeof prompt>['asked'][number]) => last.answer({} as never),
      expect.stringContaining('neither'),
    ],
  ])('says so where the host %s, and can be tried again', async (_, answer, message) => {
    const { session, asked, status } = await deciding();
    session.decide(verdict, { reason });
    await flush();
    if (asked[0]) answer(asked[0]);
    await flush();
    expect(status()).toBe('deciding');
    expect(session.getSnapshot().problem).toEqual({ kind: 'signing', why: 'failed', message });
    expect(session.getSnapshot().draft).toMatchObject({ verdict: 'override', reason });
    session.decide(verdict, { reason });
    expect(session.getSnapshot().problem).toBeUndefined();
    await flush();
    asked[1]?.answer({ proof: 'p-2' });
    await flush();
    expect(status()).toBe('settled');
  });

  it('needs a connection: without one nobody is asked, and the draft is kept', async () => {
    const { session, asked, status } = await deciding();
    window.dispatchEvent(new Event('offline'));
    session.decide(verdict, { reason });
    await flush();
    expect(asked).toEqual([]);
    expect(status()).toBe('deciding');
    expect(session.getSnapshot()).toMatchObject({
      problem: { kind: 'signing', why: 'offline' },
      draft: { verdict: 'override', value: 'approve', reason },
    });
    window.dispatchEvent(new Event('online'));
    session.decide(verdict, { reason });
    await flush();
    expect(asked).toHaveLength(1);
  });

  it('is a stored draft while it is asked for, so that a reload loses nothing', async () => {
    const { session, backend, status, faulty } = await deciding();
    session.decide(verdict, { reason });
    await flush();
    await vi.advanceTimersByTimeAsync(20);
    expect(status()).toBe('signing');
    expect(session.getSnapshot().hasUnsaved).toBe(false);
    expect(await faulty.drafts?.load(id)).toMatchObject({ verdict: 'override', value: 'approve', reason });
    session.stop();
    expect(backend.send).toHaveBeenCalledTimes(1);
  });

  it('has no time limit', async () => {
    const { asked, session, status, store, faulty } = await deciding({});
    session.decide(verdict, { reason });
    await flush();
    for (let minute = 0; minute < 12; minute++) {
      await vi.advanceTimersByTimeAsync(MINUTE);
      await faulty.claims?.renew(id, { fence: store.get(id).claim?.fence ?? 0 });
    }
    expect(status()).toBe('signing');
    asked[0]?.answer({ proof: 'p-1' });
    await flush();
    expect(status()).toBe('settled');
  });

  it('is sent again under its key, with its proof and the time it was given, when the answer was lost', async () => {
    const { session, asked, faulty, verdictsSent, status } = await deciding();
    session.decide(verdict, { reason });
    await flush();
    await vi.advanceTimersByTimeAsync(5_000);
    faulty.fail('send', 'unreachable');
    asked[0]?.answer({ proof: 'p-1' });
    await flush();
    expect(status()).toBe('failed');
    expect(session.getSnapshot().hasUnsaved).toBe(true);
    session.retry();
    await flush();
    expect(status()).toBe('settled');
    const [first, second] = verdictsSent();
    expect(second).toEqual(first);
    expect(Date.parse(first?.given.sentAt ?? '')).toBeLessThan(START + 1_000);
  });

  it('is given up where the case goes elsewhere meanwhile, and the host is told', async () => {
    const { session, asked, store, status } = await deciding();
    session.decide(verdict, { reason });
    await flush();
    store.apply(id, { type: 'lapse' }, system);
    await flush();
    expect(status()).toBe('lost');
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(session.getSnapshot().draft).toMatchObject({ verdict: 'override', reason });
    expect(session.getSnapshot().pending).toBeUndefined();
  });

  it('is not asked for any more where the proposal was revised meanwhile', async () => {
    const { session, asked, store, status } = await deciding();
    session.decide(verdict, { reason });
    await flush();
    revise(store);
    await flush();
    expect(status()).toBe('deciding');
    expect(asked[0]?.signal.aborted).toBe(true);
  });
});

describe('a decision whose policy asks for no signature', () => {
  it('is sent without a question', async () => {
    const { session, asked, status } = await deciding({ policy: samplePolicy });
    session.decide(verdict, { reason });
    await flush();
    expect([asked.length, status()]).toEqual([0, 'settled']);
  });

  it('is asked about where the host wants that always', async () => {
    const { session, asked } = await deciding({ policy: samplePolicy, reauthenticateAlways: true });
    session.decide(verdict, { reason });
    await flush();
    expect(asked).toHaveLength(1);
  });
});

it('asks nobody before a command that decides nothing', async () => {
  const { session, asked, store } = await deciding();
  session.release();
  await flush();
  expect(asked).toEqual([]);
  expect(store.get(id).claim).toBeUndefined();
});
