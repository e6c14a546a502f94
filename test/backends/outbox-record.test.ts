import { afterEach, expect, it, vi } from 'vitest';
import type { ReviewBackend } from '../../src/review/backend.types.js';
import { createDevice, createServer, until as eventually } from './outbox.fixtures.js';

const id = 'R-1';
const devices: ReturnType<typeof createDevice>[] = [];
afterEach(() => {
  for (const device of devices.splice(0)) device.end();
});

function setUp(send?: ReviewBackend['send']) {
  const server = createServer([id]);
  const device = createDevice(server);
  devices.push(device);
  const sent = vi.fn<ReviewBackend['send']>();
  const backend = device.window({
    wrap: (behind) => ({
      ...behind,
      send: (...args) => {
        sent(...args);
        return (send ?? behind.send)(...args);
      },
    }),
  });
  return { server, backend, sent };
}

it('keeps when a command was given, and sends one of an earlier kit that does not say', async () => {
  const { backend, sent } = setUp();
  const sentAt = '2026-11-21T09:00:00.000Z';
  await backend.send(id, { type: 'claim' }, { idempotencyKey: 'a', expectedVersion: 1, sentAt });
  await backend.send(id, { type: 'release' }, { idempotencyKey: 'b', expectedVersion: 2, fence: 2 });
  expect(sent.mock.calls.map(([, , options]) => options.sentAt)).toEqual([sentAt, undefined]);
});

it('writes no proof down, and rejects where a signed command was not answered', async () => {
  const { backend, sent } = setUp(() => Promise.reject(new TypeError('The network is unreachable.')));
  const options = { idempotencyKey: 'a', expectedVersion: 1, proof: 'secret' };
  await expect(backend.send(id, { type: 'approve' }, options)).rejects.toThrow('unreachable');
  expect(sent.mock.calls[0]?.[2]).toMatchObject({ proof: 'secret' });
  expect(backend.outbox.getSnapshot().items).toEqual([]);
});

it('keeps what was looked at, lists it nowhere, and lets no step wait for it', async () => {
  let isReachable = false;
  const { backend, sent } = setUp();
  sent.mockImplementation(async (_, command) => {
    if (command.type === 'view' && !isReachable) throw new TypeError('The network is unreachable.');
    return undefined as never;
  });
  const view = backend.send(id, { type: 'view', of: 'case' }, { idempotencyKey: 'v', expectedVersion: 1 });
  const claim = backend.send(id, { type: 'claim' }, { idempotencyKey: 'c', expectedVersion: 1 });
  expect((await claim).outcome).toBe('accepted');
  expect(backend.outbox.getSnapshot().items.map(({ command }) => command.type)).not.toContain('view');
  isReachable = true;
  // The policy of this case asks for no views: the refusal is nobody's to read.
  backend.outbox.flush();
  expect((await view).outcome).toBe('invalid');
  await eventually(() => expect(backend.outbox.getSnapshot().items).toEqual([]));
});
