import { afterEach, describe, expect, it } from 'vitest';
import { HttpBackendError } from '../../src/backends/http-backend.js';
import type { createOutboxBackend } from '../../src/backends/outbox-backend.js';
import { sampleReviewers } from '../../src/backends/sample-reviews.js';
import type { ReviewBackend } from '../../src/review/backend.types.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import type { Reviewer } from '../../src/review/review.types.js';
import {
  CLAIM,
  createDevice,
  createServer,
  DELAYS,
  HOLD,
  optionsFor,
  pause,
  recordOf,
  until,
  watch,
} from './outbox.fixtures.js';

const devices: ReturnType<typeof createDevice>[] = [];
afterEach(() => {
  for (const each of devices.splice(0)) each.end();
});
function device(server = createServer()) {
  const made = createDevice(server);
  devices.push(made);
  return made;
}

const itemsOf = ({ outbox }: ReturnType<typeof createOutboxBackend>) => outbox.getSnapshot().items;

describe('a command given to the outbox', () => {
  it('reaches the server, answers, and leaves nothing behind', async () => {
    const here = device();
    const page = here.window();
    const result = await page.send('R-1', CLAIM, optionsFor(1));
    expect(result).toMatchObject({ outcome: 'accepted', review: { status: 'reviewing' } });
    await until(() => expect(itemsOf(page)).toEqual([]));
    expect(page.outbox.getSnapshot()).toEqual({ items: [], storage: 'device', isOffline: false });
    await until(() => expect(here.locks.names()).toEqual([]));
  });

  it('is on the device before it is sent', async () => {
    const here = device();
    // One whose turn to send never comes.
    const other = here.window({ locks: { request: () => new Promise<never>(() => {}) } });
    const seen: unknown[] = [];
    const page = here.window({
      wrap: (behind) => ({
        ...behind,
        async send(...call) {
          await until(() => expect(itemsOf(other)).toHaveLength(1));
          seen.push(itemsOf(other)[0]?.options);
          return behind.send(...call);
        },
      }),
    });
    const options = optionsFor(1);
    await page.send('R-1', CLAIM, options);
    expect(seen).toEqual([options]);
  });

  it.each(['unreachable', 'answer-lost', 'garbage'] as const)(
    'is sent again until there is an answer, after: %s',
    async (fault) => {
      const here = device();
      const page = here.window();
      page.behind.fail('send', fault, 3);
      const asked = watch(page.send('R-1', CLAIM, optionsFor(1)));
      await until(() => expect(itemsOf(page)[0]?.attempts).toBeGreaterThan(0));
      expect(asked.isOpen).toBe(true);
      await until(() => expect(asked.result?.outcome).toBe('accepted'));
      expect(page.behind.calls.send).toBe(4);
      expect(recordOf(here.server, 'R-1')).toEqual(['claimed']);
    },
  );

  it('is sent again when the server hangs', async () => {
    const here = device();
    const page = here.window();
    page.behind.fail('send', 'late');
    const result = await page.send('R-1', CLAIM, optionsFor(1));
    expect(result.outcome).toBe('accepted');
    expect(page.behind.calls.send).toBe(2);
    expect(recordOf(here.server, 'R-1')).toEqual(['claimed']);
  });

  it('is sent once while its answer is on its way, whatever else happens', async () => {
    const here = device();
    const page = here.window({ delays: { answer: 5_000 } });
    page.behind.fail('send', 'late');
    const asked = watch(page.send('R-1', CLAIM, optionsFor(1)));
    await until(() => expect(page.behind.calls.send).toBe(1));
    page.outbox.flush();
    window.dispatchEvent(new Event('online'));
    await page.send('R-2', CLAIM, optionsFor(1));
    await pause(30);
    expect(page.behind.calls.send).toBe(2);
    page.behind.letThrough();
    await until(() => expect(asked.result?.outcome).toBe('accepted'));
  });

  it('is sent at once when the browser is online again', async () => {
    const here = device();
    const page = here.window({ delays: { firstRetry: 60_000 } });
    page.behind.fail('send', 'unreachable');
    const asked = watch(page.send('R-1', CLAIM, optionsFor(1)));
    await until(() => expect(itemsOf(page)[0]?.attempts).toBe(1));
    window.dispatchEvent(new Event('online'));
    await until(() => expect(asked.result?.outcome).toBe('accepted'));
  });

  it('is one item however often it is given, and every promise settles', async () => {
    const here = device();
    const page = here.window();
    const options = optionsFor(1);
    page.behind.fail('send', 'unreachable');
    const all = [1, 2, 3].map(() => page.send('R-1', CLAIM, options));
    await until(() => expect(itemsOf(page)).toHaveLength(1));
    const results = await Promise.all(all);
    expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(page.behind.calls.send).toBe(2);
  });

  it('is refused where another command has its key', async () => {
    const here = device();
    const page = here.window();
    page.behind.fail('send', 'unreachable');
    const options = optionsFor(1);
    const first = page.send('R-1', CLAIM, options);
    expect(await page.send('R-1', HOLD, options)).toEqual({
      outcome: 'invalid',
      issues: [{ code: 'value-invalid', path: 'idempotencyKey' }],
    });
    expect((await first).outcome).toBe('accepted');
  });

  it('is refused, not lost, where it cannot be written down or has no key', async () => {
    const page = device().window();
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    expect(await page.send('R-1', { type: 'judge', value: cycle as never }, optionsFor(1))).toMatchObject({
      outcome: 'invalid',
    });
    expect(await page.send('R-1', CLAIM, { expectedVersion: 1 } as never)).toMatchObject({
      outcome: 'invalid',
      issues: [{ code: 'field-missing', path: 'idempotencyKey' }],
    });
    expect(page.hasUnsaved()).toBe(false);
  });

  it('is written down as it was given, whatever becomes of the object', async () => {
    const here = device();
    const page = here.window();
    const command = { ...HOLD };
    const asked = page.send('R-1', command, optionsFor(1));
    Object.assign(command, { reason: 'Something else.' });
    await asked;
    expect(here.server.get('R-1').hold?.reason).toBe('It looks wrong.');
  });
});

describe('the order', () => {
  it('is kept per review: the next waits for the answer to the one before', async () => {
    const here = device();
    const page = here.window();
    page.behind.fail('send', 'unreachable', 2);
    const first = watch(page.send('R-1', CLAIM, optionsFor(1)));
    const second = watch(page.send('R-1', { type: 'release' }, optionsFor(2, { fence: 2 })));
    await until(() => expect(second.isOpen).toBe(false));
    expect(first.result?.outcome).toBe('accepted');
    expect(second.result?.outcome).toBe('accepted');
    expect(recordOf(here.server, 'R-1')).toEqual(['claimed', 'released']);
  });

  it('never rebases a command that waited: the server says that something happened meanwhile', async () => {
    const here = device();
    const page = here.window();
    page.behind.fail('send', 'unreachable');
    const first = page.send('R-1', CLAIM, optionsFor(1));
    const second = page.send('R-1', HOLD, optionsFor(1));
    expect((await first).outcome).toBe('accepted');
    expect((await second).outcome).toBe('conflict');
  });

  it('binds no other review: one that is stuck holds nobody up', async () => {
    const here = device();
    const page = here.window({
      wrap: (behind) => ({
        ...behind,
        send: (id, ...rest) => (id === 'R-1' ? new Promise(() => {}) : behind.send(id, ...rest)),
      }),
    });
    const stuck = watch(page.send('R-1', CLAIM, optionsFor(1)));
    expect((await page.send('R-2', CLAIM, optionsFor(1))).outcome).toBe('accepted');
    expect(stuck.isOpen).toBe(true);
    expect(itemsOf(page).map(({ reviewId }) => reviewId)).toEqual(['R-1']);
  });
});

describe('a command that was refused for who asked', () => {
  const refusing = (error: unknown) => {
    const state = { isRefusing: true, calls: 0 };
    return {
      state,
      wrap: (behind: ReviewBackend): ReviewBackend => ({
        ...behind,
        send: (...call) => {
          state.calls += 1;
          return state.isRefusing ? Promise.reject(error) : behind.send(...call);
        },
      }),
    };
  };

  it.each([
    ['signed-out', new HttpBackendError('not-signed-in', 'Nobody is signed in.', { status: 401 })],
    ['request-refused', new HttpBackendError('request-refused', 'No.', { status: 403 })],
    ['request-refused', Object.assign(new Error('No such review.'), { code: 'review-unknown' })],
  ] as const)('is %s: kept, visible, not tried again before it is asked for', async (stopped, error) => {
    const here = device();
    const { state, wrap } = refusing(error);
    const page = here.window({ wrap });
    const asked = watch(page.send('R-1', CLAIM, optionsFor(1)));
    await until(() => expect(itemsOf(page)[0]?.stopped).toBe(stopped));
    window.dispatchEvent(new Event('online'));
    await pause(60);
    expect(state.calls).toBe(1);
    expect(asked.isOpen).toBe(true);
    state.isRefusing = false;
    page.outbox.flush();
    await until(() => expect(asked.result?.outcome).toBe('accepted'));
    expect(itemsOf(page)).toEqual([]);
  });

  it('is tried again by itself where the refusal is about the moment', async () => {
    const here = device();
    const { state, wrap } = refusing(new HttpBackendError('request-refused', 'Too many.', { status: 429 }));
    const page = here.window({ wrap });
    const asked = watch(page.send('R-1', CLAIM, optionsFor(1)));
    await until(() => expect(state.calls).toBeGreaterThan(2));
    state.isRefusing = false;
    await until(() => expect(asked.result?.outcome).toBe('accepted'));
  });

  it('is not tried again before the time that the server asked for', async () => {
    const here = device();
    const retryAfter = 300;
    const busy = new HttpBackendError('server-failed', 'Too much to do.', { status: 503, retryAfter });
    const { state, wrap } = refusing(busy);
    const page = here.window({ wrap, delays: { ...DELAYS, longestRetry: 1_000 } });
    const asked = watch(page.send('R-1', CLAIM, optionsFor(1)));
    await until(() => expect(state.calls).toBe(1));
    const since = performance.now();
    state.isRefusing = false;
    await until(() => expect(asked.result?.outcome).toBe('accepted'));
    expect(performance.now() - since).toBeGreaterThan(retryAfter - 50);
  });

  it('is not sent at all while somebody else is signed in', async () => {
    const here = device();
    let isSignedIn = false;
    const page = here.window({ isSignedIn: () => isSignedIn });
    const asked = watch(page.send('R-1', CLAIM, optionsFor(1)));
    await until(() => expect(itemsOf(page)[0]?.stopped).toBe('signed-out'));
    expect(page.behind.calls.send).toBe(0);
    isSignedIn = true;
    // One answer is the proof for all that waited for it.
    expect((await page.send('R-2', CLAIM, optionsFor(1))).outcome).toBe('accepted');
    await until(() => expect(asked.result?.outcome).toBe('accepted'));
  });

  it('never goes out under another login that nobody told this page of, nor does a draft', async () => {
    const here = device();
    const { amara, mateo } = sampleReviewers;
    // The backend serves whoever has the cookie; another window may change that.
    let signedIn: Reviewer = mateo;
    const behind = () => here.server.backendFor(signedIn);
    const page = here.window({
      wrap: (backend) => ({
        ...backend,
        send: (...args) => behind().send(...args),
        drafts: {
          save: async (...args) => behind().drafts?.save(...args),
          load: async (...args) => behind().drafts?.load(...args),
          clear: async (...args) => behind().drafts?.clear(...args),
        },
      }),
    });
    const asked = watch(page.send('R-1', CLAIM, optionsFor(1)));
    await page.drafts.save('R-1', { message: 'Amara’s' });
    await until(() => expect(itemsOf(page)[0]?.stopped).toBe('signed-out'));
    await pause(50);
    expect(recordOf(here.server, 'R-1')).toEqual([]);
    expect(await behind().drafts?.load('R-1')).toBeUndefined();
    expect(await page.drafts.load('R-1')).toEqual({ message: 'Amara’s' });

    signedIn = amara;
    page.outbox.flush();
    await until(() => expect(asked.result).toMatchObject({ outcome: 'accepted', entry: { by: { id: 'amara' } } }));
    await until(async () => expect(await behind().drafts?.load('R-1')).toMatchObject({ message: 'Amara’s' }));
    expect(recordOf(here.server, 'R-1')).toEqual(['claimed']);
  });

  it('can be given up, and then its promise says so', async () => {
    const here = device();
    const { wrap } = refusing(new HttpBackendError('request-refused', 'No.', { status: 413 }));
    const page = here.window({ wrap });
    const options = optionsFor(1);
    const asked = watch(page.send('R-1', CLAIM, options));
    await until(() => expect(itemsOf(page)[0]?.stopped).toBe('request-refused'));
    await page.outbox.dismiss(options.idempotencyKey);
    await until(() => expect(asked.error).toBeInstanceOf(Error));
    expect(itemsOf(page)).toEqual([]);
  });
});

describe('a command that waits for its next try', () => {
  it('can be given up', async () => {
    const here = device();
    const page = here.window({ delays: { firstRetry: 60_000 } });
    page.behind.fail('send', 'unreachable');
    const options = optionsFor(1);
    const asked = watch(page.send('R-1', CLAIM, options));
    await until(() => expect(itemsOf(page)[0]?.attempts).toBe(1));
    await page.outbox.dismiss(options.idempotencyKey);
    expect(itemsOf(page)).toEqual([]);
    await until(() => expect(asked.error).toBeInstanceOf(Error));
    page.outbox.flush();
    await pause(50);
    expect(recordOf(here.server, 'R-1')).toEqual([]);
    // What follows of that review is not held up by it.
    page.outbox.flush();
    expect((await page.send('R-1', CLAIM, optionsFor(1))).outcome).toBe('accepted');
  });

  it.each([
    ['kept', 6, 'given up'],
    ['forgotten', 8, undefined],
  ])('is %s as given up after %i days', async (_what, days, refused) => {
    const here = device();
    let now = Date.now();
    const before = here.window({ clock: () => now, delays: { firstRetry: 60_000 } });
    before.behind.fail('send', 'unreachable');
    const options = optionsFor(1);
    const asked = watch(before.send('R-1', CLAIM, options));
    await until(() => expect(itemsOf(before)[0]?.attempts).toBe(1));
    await before.outbox.dismiss(options.idempotencyKey);
    await until(() => expect(asked.isOpen).toBe(false));
    before.stop();
    now += days * 24 * 60 * 60_000;
    const after = here.window({ clock: () => now });
    await pause(30);
    const again = after.send('R-1', CLAIM, options);
    if (refused) await expect(again).rejects.toThrow(refused);
    else expect((await again).outcome).toBe('accepted');
  });
});

describe('an outbox that was stopped', () => {
  it('takes nothing more, and says so', async () => {
    const here = device();
    const page = here.window();
    await page.send('R-1', CLAIM, optionsFor(1));
    page.stop();
    const given = optionsFor(1);
    await expect(page.send('R-2', CLAIM, given)).rejects.toMatchObject({ code: 'outbox-stopped' });
    await expect(page.outbox.settle(given.idempotencyKey)).rejects.toMatchObject({ code: 'outbox-stopped' });
    const again = here.window();
    await pause(30);
    expect(itemsOf(again)).toEqual([]);
    expect(recordOf(here.server, 'R-2')).toEqual([]);
  });
});

describe('the draft of a decision', () => {
  it.each([
    ['and at the server', true],
    ['where the server keeps none', false],
  ])('goes when the decision arrives, though the page that gave it is gone: here %s', async (_where, hasRemote) => {
    const here = device();
    const wrap = (behind: ReviewBackend): ReviewBackend => {
      const { drafts: _drafts, ...rest } = behind;
      return hasRemote ? behind : rest;
    };
    const before = here.window({ wrap });
    await before.send('R-1', CLAIM, optionsFor(1));
    await before.drafts.save('R-1', { message: 'Typed.' });
    await before.drafts.save('R-2', { message: 'Another case.' });
    before.behind.fail('send', 'unreachable', 99);
    const fence = here.server.get('R-1').claim?.fence;
    const saw = sawOf(here.server.get('R-1').proposal);
    const command = { type: 'approve', reason: { codes: ['newer-file'], checks: ['statements'] } } as const;
    void before.send('R-1', command, optionsFor(2, { saw, ...(fence !== undefined && { fence }) }));
    await until(() => expect(itemsOf(before)).toHaveLength(1));
    before.stop();

    const after = here.window({ wrap });
    await until(() => expect(recordOf(here.server, 'R-1')).toHaveLength(2));
    await until(() => expect(itemsOf(after)).toEqual([]));
    expect(await after.drafts.load('R-1')).toBeUndefined();
    expect(await after.drafts.load('R-2')).toEqual({ message: 'Another case.' });
    const remote = here.server.backendFor(sampleReviewers.amara).drafts;
    if (hasRemote) await until(async () => expect(await remote?.load('R-1')).toBeUndefined());
  });

  it('is not asked of a server that serves another person', async () => {
    const here = device();
    let isSignedIn = true;
    const page = here.window({ isSignedIn: () => isSignedIn });
    await page.drafts.save('R-1', { message: 'Mine.' });
    const remote = here.server.backendFor(sampleReviewers.amara).drafts;
    await until(async () => expect(await remote?.load('R-1')).toMatchObject({ message: 'Mine.' }));
    await pause(20);
    isSignedIn = false;
    await remote?.save('R-1', { message: 'Somebody else’s.' });
    expect(await page.drafts.load('R-1')).toEqual({ message: 'Mine.' });
    isSignedIn = true;
    expect(await page.drafts.load('R-1')).toEqual({ message: 'Somebody else’s.' });
  });
});

describe('a page that is opened again', () => {
  const silent = { wrap: (behind: object) => ({ ...behind, send: () => new Promise(() => {}) }) as never };

  it('sends what waited, and tells whoever asks', async () => {
    const here = device();
    const before = here.window(silent);
    const options = optionsFor(1);
    void before.send('R-1', CLAIM, options);
    await until(() => expect(itemsOf(before)).toHaveLength(1));
    before.stop();

    const after = here.window();
    after.behind.fail('send', 'unreachable', 2);
    await until(() => expect(itemsOf(after)).toHaveLength(1));
    const settled = await after.outbox.settle(options.idempotencyKey);
    expect(settled.outcome).toBe('accepted');
    expect(await after.outbox.settle(options.idempotencyKey)).toEqual(settled);
    expect(recordOf(here.server, 'R-1')).toEqual(['claimed']);
  });

  it('keeps a refusal until it is dismissed, since who asked is gone', async () => {
    const here = device();
    const before = here.window(silent);
    const options = optionsFor(7);
    void before.send('R-1', CLAIM, options);
    await until(() => expect(itemsOf(before)).toHaveLength(1));
    before.stop();

    const after = here.window();
    await until(() => expect(itemsOf(after)[0]?.refusal?.outcome).toBe('conflict'));
    const later = here.window();
    await until(() => expect(itemsOf(later)[0]?.refusal?.outcome).toBe('conflict'));
    expect((await later.outbox.settle(options.idempotencyKey)).outcome).toBe('conflict');
    await later.outbox.dismiss(options.idempotencyKey);
    await until(() => expect([itemsOf(after), itemsOf(later)]).toEqual([[], []]));
    // What follows of that review was not held up by it.
    expect((await later.send('R-1', CLAIM, optionsFor(1))).outcome).toBe('accepted');
  });

  it('lists a refusal before whoever asked hears of it, and forgets it for who dismisses it at once', async () => {
    const page = device().window();
    const options = optionsFor(7);
    const heard = page.send('R-1', { type: 'approve' }, options).then(() => itemsOf(page));
    expect((await heard)[0]?.refusal?.outcome).toBe('claim-lost');
    await page.outbox.dismiss(options.idempotencyKey);
    await until(() => expect(itemsOf(page)).toEqual([]));
  });

  it('says of a key that nothing waits under it', async () => {
    const page = device().window();
    await expect(page.outbox.settle('never')).rejects.toMatchObject({ code: 'command-not-waiting' });
  });

  it('never sees what another person left, nor what was meant for another server', async () => {
    const here = device();
    const before = here.window(silent);
    void before.send('R-1', CLAIM, optionsFor(1));
    await before.drafts.save('R-1', { message: 'Mine.' });
    await until(() => expect(itemsOf(before)).toHaveLength(1));
    before.stop();
    for (const other of [here.window({ reviewer: sampleReviewers.mateo }), here.window({ scope: 'elsewhere' })]) {
      await pause(30);
      expect(itemsOf(other)).toEqual([]);
      expect(other.behind.calls.send).toBe(0);
    }
    expect(await here.window({ reviewer: sampleReviewers.mateo }).drafts.load('R-1')).toBeUndefined();
  });
});

describe('two windows of one person', () => {
  it('send each command once, and both see it', async () => {
    const here = device();
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const sent: string[] = [];
    const wrap = (behind: ReviewBackend): ReviewBackend => ({
      ...behind,
      async send(id, ...rest) {
        sent.push(id);
        await gate;
        return behind.send(id, ...rest);
      },
    });
    const [one, two] = [here.window({ wrap }), here.window({ wrap })];
    const asked = [one.send('R-1', CLAIM, optionsFor(1)), two.send('R-2', CLAIM, optionsFor(1))];
    await until(() => expect([itemsOf(one).length, itemsOf(two).length]).toEqual([2, 2]));
    open();
    expect((await Promise.all(asked)).map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
    await until(() => expect([itemsOf(one), itemsOf(two)]).toEqual([[], []]));
    expect(sent.sort()).toEqual(['R-1', 'R-2']);
  });

  it('tell a refusal where it was asked for, though the other one sent it', async () => {
    const here = device();
    const sender = here.window();
    sender.behind.fail('send', 'unreachable', 3);
    void sender.send('R-2', CLAIM, optionsFor(1));
    await until(() => expect(here.locks.names()).toHaveLength(1));
    const page = here.window({ wrap: (behind) => ({ ...behind, send: () => Promise.reject(new Error('No turn.')) }) });
    expect((await page.send('R-1', CLAIM, optionsFor(9))).outcome).toBe('conflict');
    await until(() => expect(itemsOf(page)).toEqual([]));
  });

  it.each([
    ['with', {}],
    ['without', { channel: false as const }],
  ])('never send what was given up in the other one, %s a channel', async (_what, options) => {
    const here = device();
    let isRefusing = true;
    const wrap = (behind: ReviewBackend): ReviewBackend => ({
      ...behind,
      send: (...call) =>
        isRefusing
          ? Promise.reject(new HttpBackendError('request-refused', 'No.', { status: 403 }))
          : behind.send(...call),
    });
    const [giver, other] = [here.window({ wrap, ...options }), here.window({ wrap, ...options })];
    const given = optionsFor(1);
    const asked = watch(giver.send('R-1', CLAIM, given));
    await until(() => expect(itemsOf(other)[0]?.stopped).toBe('request-refused'));
    await other.outbox.dismiss(given.idempotencyKey);
    isRefusing = false;
    await until(() => expect(asked.error).toBeInstanceOf(Error));
    await pause(100);
    expect([itemsOf(giver), itemsOf(other)]).toEqual([[], []]);
    expect(recordOf(here.server, 'R-1')).toEqual([]);
    // Not under the same key either: "do not send" was meant for the command, not for one try.
    await expect(giver.send('R-1', CLAIM, given)).rejects.toMatchObject({ code: 'command-given-up' });
    await expect(here.window().send('R-1', CLAIM, given)).rejects.toThrow('given up');
    expect((await giver.send('R-1', CLAIM, optionsFor(1))).outcome).toBe('accepted');
  });

  it('do not give up what the other one is sending', async () => {
    const here = device();
    const giver = here.window({ delays: { ...DELAYS, answer: 5_000 } });
    const locks = { request: () => new Promise<never>(() => {}) };
    const other = here.window({ delays: { ...DELAYS, answer: 5_000 }, locks });
    giver.behind.fail('send', 'late');
    const given = optionsFor(1);
    const asked = watch(giver.send('R-1', CLAIM, given));
    await until(() => expect(giver.behind.calls.send).toBe(1));
    await until(() => expect(itemsOf(other)).toHaveLength(1));
    await other.outbox.dismiss(given.idempotencyKey);
    await giver.outbox.dismiss(given.idempotencyKey);
    expect(asked.isOpen).toBe(true);
    giver.behind.letThrough();
    await until(() => expect(asked.result?.outcome).toBe('accepted'));
  });

  it.each([
    ['no channel between them', { channel: false as const }],
    ['no locks', { locks: false as const }],
    ['neither', { channel: false as const, locks: false as const }],
  ])('agree with %s', async (_what, options) => {
    const here = device();
    const [one, two] = [here.window(options), here.window(options)];
    const results = await Promise.all([
      one.send('R-1', CLAIM, optionsFor(1)),
      two.send('R-2', CLAIM, optionsFor(1)),
      two.send('R-1', HOLD, optionsFor(1)),
    ]);
    expect(results.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(2);
    // What was refused waits in both until somebody has read it.
    const outcomes = (page: ReturnType<typeof here.window>) => itemsOf(page).map(({ refusal }) => refusal?.outcome);
    await until(() => expect([outcomes(one), outcomes(two)]).toEqual([['conflict'], ['conflict']]));
  });
});
