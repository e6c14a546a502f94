import { afterEach, describe, expect, it } from 'vitest';
import { createOutboxBackend, type OutboxBackend, type OutboxTimers } from '../../src/backends/outbox-backend.js';
import type { ReviewBackend } from '../../src/review/backend.types.js';
import { CLAIM, createDevice, optionsFor, pause, recordOf, until, watch } from './outbox.fixtures.js';

const devices: ReturnType<typeof createDevice>[] = [];
afterEach(() => {
  for (const each of devices.splice(0)) each.end();
});
function device() {
  const made = createDevice();
  devices.push(made);
  return made;
}
const itemsOf = ({ outbox }: OutboxBackend) => outbox.getSnapshot().items;

/** Timers of a window that can be frozen, as a browser freezes one in the background. */
function freezable() {
  const state = { isFrozen: false };
  const late: (() => void)[] = [];
  const timers: OutboxTimers = {
    setTimeout: (call, milliseconds) => setTimeout(() => (state.isFrozen ? late.push(call) : call()), milliseconds),
    clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
  };
  return {
    state,
    timers,
    thaw() {
      state.isFrozen = false;
      for (const call of late.splice(0)) call();
    },
  };
}

describe.each([
  ['a lock', {}],
  ['a lease', { locks: false as const }],
])('%s whose holder is frozen', (_what, options) => {
  it('is taken over, and when the holder wakes nothing is sent twice to any effect', async () => {
    const here = device();
    const { state, timers, thaw } = freezable();
    let letGo = () => {};
    const stuck = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const frozen = here.window({
      ...options,
      timers,
      wrap: (behind: ReviewBackend): ReviewBackend => ({
        ...behind,
        async send(...call) {
          state.isFrozen = true;
          await stuck;
          return behind.send(...call);
        },
      }),
    });
    const asked = watch(frozen.send('R-1', CLAIM, optionsFor(1)));
    await until(() => expect(state.isFrozen).toBe(true));
    const other = here.window(options);
    await until(() => expect(recordOf(here.server, 'R-1')).toEqual(['claimed']));
    expect((await other.send('R-1', { type: 'release' }, optionsFor(2, { fence: 2 }))).outcome).toBe('accepted');
    thaw();
    letGo();
    await until(() => expect(asked.result?.outcome).toBe('accepted'));
    await until(() => expect([itemsOf(frozen), itemsOf(other)]).toEqual([[], []]));
    expect(recordOf(here.server, 'R-1')).toEqual(['claimed', 'released']);
  });

  it('is given up by a page that goes into the back-forward cache, which goes on when it is back', async () => {
    const here = device();
    const page = here.window(options);
    page.behind.fail('send', 'unreachable', 1_000);
    const asked = watch(page.send('R-1', CLAIM, optionsFor(1)));
    await until(() => expect(itemsOf(page)[0]?.attempts).toBeGreaterThan(0));
    window.dispatchEvent(new Event('pagehide'));
    await until(() => expect(here.locks.names()).toEqual([]));
    const { send } = page.behind.calls;
    await pause(60);
    expect(page.behind.calls.send).toBe(send);
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    await until(() => expect(page.behind.calls.send).toBeGreaterThan(send));
    expect(asked.isOpen).toBe(true);
  });
});

describe('a lease', () => {
  it('is taken over though the clock of the device was set back', async () => {
    const here = device();
    let now = Date.now() + 86_400_000;
    const dead: OutboxTimers = { setTimeout: () => 0, clearTimeout() {} };
    const before = here.window({
      locks: false,
      clock: () => now,
      timers: dead,
      wrap: (behind) => ({ ...behind, send: () => new Promise(() => {}) }),
    });
    void before.send('R-1', CLAIM, optionsFor(1));
    await until(() => expect(itemsOf(before)).toHaveLength(1));
    await pause(20);
    now = Date.now();
    here.window({ locks: false, clock: () => now });
    await until(() => expect(recordOf(here.server, 'R-1')).toEqual(['claimed']));
  });
});

describe('an outbox', () => {
  it('passes everything else through, with what the backend offers and no more', async () => {
    const here = device();
    const page = here.window();
    expect((await page.load('R-1')).id).toBe('R-1');
    expect((await page.list({})).items).toHaveLength(3);
    expect((await page.history('R-1')).items).toHaveLength(1);
    expect(page.now?.()).toBeTypeOf('number');
    expect(page.claims?.renew).toBeTypeOf('function');
    const { list, load, send, history } = here.server.backendFor({ id: 'a', name: 'A', roles: [] });
    const plain = createOutboxBackend({
      backend: { list, load, send, history },
      reviewer: { id: 'a' },
      scope: here.scope,
    });
    expect([plain.subscribe, plain.claims, plain.now]).toEqual([undefined, undefined, undefined]);
    plain.stop();
  });

  it('asks for a backend and for whose it is', () => {
    const backend = device().server.backendFor({ id: 'a', name: 'A', roles: [] });
    expect(() => createOutboxBackend({ backend: {} as never, reviewer: { id: 'a' } })).toThrow(
      expect.objectContaining({ code: 'backend-invalid' }),
    );
    expect(() => createOutboxBackend({ backend, reviewer: { id: '' } })).toThrow(
      expect.objectContaining({ code: 'backend-invalid' }),
    );
  });
});
