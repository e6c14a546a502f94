import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDesk } from '../../src/desk/desk.session.js';
import type { ReviewBackend } from '../../src/review/backend.types.js';
import { createReviewSession } from '../../src/review/review.session.js';
import type { CommandType } from '../../src/review/review.types.js';
import type { ReviewSession, ReviewSessionOptions, SessionStatus } from '../../src/review/session.types.js';
import { createDevice, createServer, until as eventually, pause, recordOf } from '../backends/outbox.fixtures.js';
import { amara, priya, reason, sawNowOf, system, typed } from './session.fixtures.js';

const id = 'R-1';
const devices: ReturnType<typeof createDevice>[] = [];
const sessions: ReviewSession[] = [];

afterEach(() => {
  for (const session of sessions.splice(0)) session.stop();
  for (const device of devices.splice(0)) device.end();
});

/** Everything somebody else needs to be first. */
function decideAsPriya(server: ReturnType<typeof createServer>) {
  server.apply(id, { type: 'lapse' }, system);
  server.apply(id, { type: 'claim' }, priya);
  server.apply(id, { type: 'approve' }, priya, sawNowOf(server, id));
}

function setUp(wrap?: (behind: ReviewBackend) => ReviewBackend) {
  const server = createServer([id, 'R-2']);
  const device = createDevice(server);
  devices.push(device);

  /** A page of this person on this device. */
  function page(options: Partial<ReviewSessionOptions> = {}) {
    const backend = device.window(wrap && { wrap });
    const onCommandSettle = vi.fn<NonNullable<ReviewSessionOptions['onCommandSettle']>>();
    const session = createReviewSession({
      backend,
      id,
      reviewer: amara,
      holder: 'window-1',
      draftDelay: 1,
      onCommandSettle,
      ...options,
    });
    sessions.push(session);
    session.subscribe(() => {});
    const until = (status: SessionStatus) => eventually(() => expect(session.getSnapshot().status).toBe(status));
    const settled = () => onCommandSettle.mock.calls.map(([{ command, result }]) => [command.type, result.outcome]);
    return { backend, session, until, settled };
  }

  /** The page is gone in the middle of everything; what it had sent may still arrive, nobody hears of it. */
  function kill({ session, backend }: ReturnType<typeof page>) {
    session.stop();
    backend.stop();
  }

  async function deciding(options: Partial<ReviewSessionOptions> = {}) {
    const opened = page(options);
    await opened.until('viewing');
    opened.session.claim();
    await opened.until('deciding');
    return opened;
  }
  return { server, device, page, kill, deciding };
}

const count = (server: ReturnType<typeof createServer>, type: CommandType | string) =>
  recordOf(server, id).filter((each) => each === type).length;

describe('a decision on disk', () => {
  it('waits while nobody answers, is no failure, and nothing keeps the person on the page', async () => {
    const { server, deciding } = setUp();
    const { session, backend, until } = await deciding();
    backend.behind.fail('send', 'unreachable', 3);
    session.editDraft(typed);
    session.decide({ type: 'override', value: 'approve' }, { reason });
    await eventually(() => expect(session.getSnapshot()).toMatchObject({ status: 'sending', isWaiting: true }));
    await eventually(() => expect(session.getSnapshot().draftStatus).toBe('saved'));
    expect(session.getSnapshot().hasUnsaved).toBe(false);
    await until('settled');
    expect(session.getSnapshot()).toMatchObject({ isWaiting: false, hasUnsaved: false, draft: {} });
    expect(count(server, 'overridden')).toBe(1);
  });

  it('is gone on with after the page was killed: the same command, the draft, one record', async () => {
    const { server, page, kill, deciding } = setUp();
    const first = await deciding();
    first.session.editDraft(typed);
    await eventually(() => expect(first.session.getSnapshot().draftStatus).toBe('saved'));
    first.backend.behind.fail('send', 'unreachable', 99);
    first.session.decide({ type: 'override', value: 'approve' }, { reason });
    await eventually(() => expect(first.session.getSnapshot().isWaiting).toBe(true));
    kill(first);
    const again = page();
    again.backend.behind.fail('send', 'unreachable', 2);
    await again.until('sending');
    expect(again.session.getSnapshot()).toMatchObject({
      pending: { type: 'override', value: 'approve' },
      draft: typed,
    });
    await again.until('settled');
    expect(again.session.getSnapshot().settled?.decision).toMatchObject({ value: 'approve', reason });
    expect(again.session.getSnapshot().draft).toEqual({});
    expect(again.settled()).toEqual([['override', 'accepted']]);
    expect(count(server, 'overridden')).toBe(1);
  });

  it('is not sent a second time by the page that comes back after the server had taken it', async () => {
    const { server, page, kill, deciding } = setUp();
    const first = await deciding();
    first.backend.behind.fail('send', 'answer-lost', 99);
    first.session.decide({ type: 'approve' });
    await eventually(() => expect(count(server, 'approved')).toBe(1));
    kill(first);
    const again = page();
    await again.until('settled');
    await pause(30);
    expect(count(server, 'approved')).toBe(1);
    expect(again.settled()).toEqual([['approve', 'accepted']]);
  });

  it('that was refused before anybody could be told is told, with the draft rebuilt from it', async () => {
    const { server, page, kill, deciding } = setUp();
    const first = await deciding();
    first.backend.behind.fail('send', 'unreachable', 99);
    first.session.decide({ type: 'override', value: 'approve' }, { reason });
    await eventually(() => expect(first.session.getSnapshot().isWaiting).toBe(true));
    kill(first);
    server.apply(id, { type: 'lapse' }, system);
    server.apply(id, { type: 'claim' }, priya);
    server.apply(id, { type: 'approve' }, priya, sawNowOf(server, id));
    const again = page();
    await again.until('conflict');
    expect(again.session.getSnapshot().conflict).toMatchObject({
      theirs: { decision: { by: { id: 'priya' } } },
      mine: { verdict: 'override', value: 'approve', reason },
    });
    // Nobody has read it yet: the next page tells it again.
    kill(again);
    const third = page();
    await third.until('conflict');
    third.session.acknowledge();
    await eventually(() => expect(third.backend.outbox.getSnapshot().items).toEqual([]));
    expect(third.session.getSnapshot()).toMatchObject({ status: 'viewing', draft: { verdict: 'override', reason } });
    kill(third);
    const fourth = page();
    await fourth.until('viewing');
    await pause(30);
    expect(fourth.session.getSnapshot().status).toBe('viewing');
  });

  it('that was refused after its sitting was over is told by the next one', async () => {
    const { server, page, deciding } = setUp();
    const { session, backend } = await deciding();
    backend.behind.fail('send', 'unreachable', 4);
    session.decide({ type: 'override', value: 'approve' }, { reason });
    await eventually(() => expect(session.getSnapshot().isWaiting).toBe(true));
    session.stop();
    decideAsPriya(server);
    await eventually(() => expect(backend.outbox.getSnapshot().items[0]?.refusal?.outcome).toBe('already-decided'));
    const again = page();
    await again.until('conflict');
    expect(again.session.getSnapshot().conflict?.mine).toMatchObject({ verdict: 'override', value: 'approve', reason });
  });

  it('that was refused while another case was on screen stays listed until it is read', async () => {
    const { server, device, page } = setUp();
    const backend = device.window();
    const desk = createDesk({ backend, reviewer: amara });
    const first = desk.sessionFor(id);
    const leave = first.subscribe(() => {});
    await eventually(() => expect(first.getSnapshot().status).toBe('viewing'));
    first.claim();
    await eventually(() => expect(first.getSnapshot().status).toBe('deciding'));
    backend.behind.fail('send', 'unreachable', 4);
    first.decide({ type: 'approve' });
    await eventually(() => expect(first.getSnapshot().isWaiting).toBe(true));
    leave();
    sessions.push(first, desk.sessionFor('R-2'));
    decideAsPriya(server);
    await eventually(() => expect(first.getSnapshot().status).toBe('conflict'));
    await pause(30);
    expect(backend.outbox.getSnapshot().items).toMatchObject([{ reviewId: id, refusal: {} }]);
    backend.stop();
    const again = page();
    await again.until('conflict');
    again.session.acknowledge();
    await eventually(() => expect(again.backend.outbox.getSnapshot().items).toEqual([]));
  });

  it('is what is compared in a conflict, whatever else was typed before', async () => {
    const { server, deciding } = setUp();
    const { session, until } = await deciding();
    session.editDraft(typed);
    decideAsPriya(server);
    session.decide({ type: 'approve' });
    await until('conflict');
    expect(session.getSnapshot().conflict?.mine).toEqual({ ...typed, verdict: 'approve' });
  });

  it('that was given up is a draft again, keeps nobody on the page, and may be made anew', async () => {
    const { server, deciding } = setUp();
    const { session, backend, until } = await deciding();
    backend.behind.fail('send', 'unreachable', 999);
    session.decide({ type: 'override', value: 'approve' }, { reason });
    await eventually(() => expect(session.getSnapshot().isWaiting).toBe(true));
    const [item] = backend.outbox.getSnapshot().items;
    await eventually(async () => {
      await backend.outbox.dismiss(item?.options.idempotencyKey ?? '');
      expect(backend.outbox.getSnapshot().items).toEqual([]);
    });
    await until('deciding');
    await eventually(() => expect(session.getSnapshot().draftStatus).toBe('saved'));
    expect(session.getSnapshot()).toMatchObject({
      draft: { verdict: 'override', value: 'approve', reason },
      hasUnsaved: false,
    });
    expect(session.getSnapshot().problem).toBeUndefined();
    expect(count(server, 'overridden')).toBe(0);
  });

  it('is in the draft while the server is asked whether its claim still stands', async () => {
    let isHanging = false;
    const { page, kill, deciding } = setUp((behind) => ({
      ...behind,
      load: (each) => (isHanging ? new Promise(() => {}) : behind.load(each)),
    }));
    const first = await deciding();
    const { review } = first.session.getSnapshot();
    if (!review?.claim) throw new Error('There is no claim.');
    first.session.stop();
    isHanging = true;
    const until = new Date(Date.now() + 60).toISOString();
    const second = page({ review: { ...review, claim: { ...review.claim, until } } });
    await second.until('deciding');
    await pause(80);
    second.session.decide({ type: 'reject' }, { reason });
    await second.until('sending');
    await eventually(() => expect(second.session.getSnapshot().draftStatus).toBe('saved'));
    expect(second.backend.outbox.getSnapshot().items).toEqual([]);
    kill(second);
    isHanging = false;
    const third = page();
    await eventually(() => expect(third.session.getSnapshot().draft).toMatchObject({ verdict: 'reject', reason }));
  });

  it('goes on in one window while another shows the case', async () => {
    const { server, page, deciding } = setUp();
    const first = await deciding();
    const second = page({ holder: 'window-2' });
    await second.until('viewing');
    first.backend.behind.fail('send', 'unreachable', 4);
    second.backend.behind.fail('send', 'unreachable', 4);
    first.session.decide({ type: 'approve' });
    await Promise.all([
      first.until('settled'),
      eventually(() => expect(second.session.getSnapshot().review?.status).toBe('approved')),
    ]);
    expect(count(server, 'approved')).toBe(1);
    expect(first.settled()).toEqual([
      ['claim', 'accepted'],
      ['approve', 'accepted'],
    ]);
  });

  it('is tried at once on request, instead of after the wait', async () => {
    const { deciding } = setUp();
    const { session, backend, until } = await deciding();
    const flush = vi.spyOn(backend.outbox, 'flush');
    backend.behind.fail('send', 'unreachable', 2);
    session.decide({ type: 'approve' });
    await eventually(() => expect(session.getSnapshot().isWaiting).toBe(true));
    session.retry();
    expect(flush).toHaveBeenCalledTimes(1);
    await until('settled');
  });
});

describe('a draft on disk', () => {
  it.each([
    ['fails', () => Promise.reject(new Error('500'))],
    ['hangs', () => new Promise<never>(() => {})],
  ])('is kept though reading the server’s %s, and joined with it later', async (_what, failing) => {
    let isBroken = true;
    const { server, page, kill } = setUp((behind) => ({
      ...behind,
      drafts: behind.drafts && {
        ...behind.drafts,
        load: (...call) => (isBroken ? failing() : (behind.drafts?.load(...call) ?? Promise.resolve(undefined))),
      },
    }));
    const { drafts } = server.backendFor(amara);
    await drafts?.save(id, { message: 'yesterday', value: 'deny' });
    const first = page();
    await first.until('viewing');
    first.session.editDraft(typed);
    await eventually(() => expect(first.session.getSnapshot().hasUnsaved).toBe(false));
    kill(first);
    expect(await drafts?.load(id)).toEqual({ message: 'yesterday', value: 'deny' });
    isBroken = false;
    const second = page();
    await eventually(() => expect(second.session.getSnapshot().draft).toEqual({ message: 'yesterday', ...typed }));
    await eventually(async () => expect(await drafts?.load(id)).toMatchObject({ message: 'yesterday', ...typed }));
  });

  it('holds what was typed into the form of another command', async () => {
    const { page, kill } = setUp();
    const first = page();
    await first.until('viewing');
    const notes = { escalate: { to: 'senior', note: 'Please look at' } };
    first.session.editDraft({ notes });
    await eventually(() => expect(first.session.getSnapshot().draftStatus).toBe('saved'));
    kill(first);
    const second = page();
    await eventually(() => expect(second.session.getSnapshot().draft).toEqual({ notes }));
  });
});

describe('drafts of one person on two devices', () => {
  it('end with what was typed last, whichever comes last', async () => {
    const server = createServer([id]);
    const [home, office] = [createDevice(server), createDevice(server)];
    devices.push(home, office);
    let isOffline = true;
    const refuse = () => Promise.reject(new TypeError('Offline.'));
    const wrap = (behind: ReviewBackend): ReviewBackend => ({
      ...behind,
      drafts: behind.drafts && {
        save: (...call) => (isOffline ? refuse() : (behind.drafts?.save(...call) ?? refuse())),
        load: (...call) => (isOffline ? refuse() : (behind.drafts?.load(...call) ?? refuse())),
        clear: (...call) => (isOffline ? refuse() : (behind.drafts?.clear(...call) ?? refuse())),
      },
    });
    const early = home.window({ wrap });
    await early.drafts.save(id, { message: 'two words' });
    await pause(5);
    const late = office.window();
    await late.drafts.save(id, { message: 'the whole page' });
    await eventually(async () => expect(await server.backendFor(amara).drafts?.load(id)).toBeDefined());
    isOffline = false;
    early.outbox.flush();
    await pause(50);
    for (const page of [early, late]) expect(await page.drafts.load(id)).toEqual({ message: 'the whole page' });
  });

  it('keep what was typed after a decision whose answer came late', async () => {
    const { server, device, deciding } = setUp();
    const first = await deciding();
    first.backend.behind.fail('send', 'answer-lost', 3);
    first.session.decide({ type: 'approve' });
    await eventually(() => expect(count(server, 'approved')).toBe(1));
    const other = createDevice(server);
    devices.push(other);
    await pause(5);
    // Longer after the decision than any clock was wrong.
    const typedAt = new Date(Date.now() + 5_000).toISOString();
    await other.window().drafts.save(id, { message: 'once more', typedAt });
    await first.until('settled');
    await pause(50);
    expect(await other.window().drafts.load(id)).toEqual({ message: 'once more' });
    expect(await device.window().drafts.load(id)).toEqual({ message: 'once more' });
  });
});

describe('what was typed', () => {
  it('after a refusal was read stays, though the page that was told is gone', async () => {
    const { page, kill, deciding } = setUp();
    const first = await deciding();
    first.session.decide({ type: 'respond', message: ' ' });
    await eventually(() => expect(first.session.getSnapshot().problem?.kind).toBe('invalid'));
    first.session.editDraft({ message: 'All of what is to be said.' });
    await eventually(() => expect(first.session.getSnapshot().draftStatus).toBe('saved'));
    await eventually(() => expect(first.backend.outbox.getSnapshot().items).toEqual([]));
    kill(first);
    const second = page();
    await second.until('deciding');
    await pause(50);
    expect(second.session.getSnapshot().draft).toMatchObject({ message: 'All of what is to be said.' });
  });

  it('after a decision that was refused while nobody looked is not written over by it', async () => {
    const { server, page, kill, deciding } = setUp();
    const first = await deciding();
    first.backend.behind.fail('send', 'unreachable', 99);
    first.session.decide({ type: 'respond', message: 'First words' });
    await eventually(() => expect(first.session.getSnapshot().isWaiting).toBe(true));
    first.session.editDraft({ verdict: 'respond', message: 'Later words' });
    await eventually(() => expect(first.session.getSnapshot().draftStatus).toBe('saved'));
    kill(first);
    decideAsPriya(server);
    const second = page();
    await second.until('conflict');
    await eventually(() => expect(second.session.getSnapshot().draft).toMatchObject({ message: 'Later words' }));
  });

  it('for another command is forgotten once that is on the record, whether or not a form is shown', async () => {
    const { page, deciding } = setUp();
    const { session } = await deciding();
    session.editDraft({ notes: { ask: { to: 'senior', question: 'Why?' }, escalate: { note: 'Maybe' } } });
    await eventually(() => expect(session.getSnapshot().draftStatus).toBe('saved'));
    session.ask({ to: 'senior', question: 'Why?' });
    await eventually(() => expect(session.getSnapshot().draft).toEqual({ notes: { escalate: { note: 'Maybe' } } }));
    await eventually(() => expect(session.getSnapshot().draftStatus).toBe('saved'));
    const again = page();
    await eventually(() =>
      expect(again.session.getSnapshot().draft).toEqual({ notes: { escalate: { note: 'Maybe' } } }),
    );
  });

  it('is not put back by what was typed while the server’s draft could not be read', async () => {
    let isBroken = false;
    const refuse = () => Promise.reject(new Error('500'));
    const { server, page, kill, device } = setUp((behind) => ({
      ...behind,
      drafts: behind.drafts && {
        save: (...call) => (isBroken ? refuse() : (behind.drafts?.save(...call) ?? refuse())),
        load: (...call) => (isBroken ? refuse() : (behind.drafts?.load(...call) ?? refuse())),
        clear: (...call) => (isBroken ? refuse() : (behind.drafts?.clear(...call) ?? refuse())),
      },
    }));
    const { drafts } = server.backendFor(amara);
    await device.window().drafts.save(id, { verdict: 'reject', message: 'Thrown away' });
    await eventually(async () => expect(await drafts?.load(id)).toBeDefined());
    isBroken = true;
    const first = page();
    await first.until('viewing');
    await first.backend.drafts.clear(id);
    await first.backend.drafts.saveUnread?.(id, { value: 'new' });
    kill(first);
    isBroken = false;
    const second = page();
    await eventually(() => expect(second.session.getSnapshot().draft).toEqual({ value: 'new' }));
    await eventually(async () => expect(await drafts?.load(id)).toMatchObject({ value: 'new' }));
    expect(await drafts?.load(id)).not.toHaveProperty('message');
  });

  it('on this device alone is kept under what is typed while the server’s draft cannot be read', async () => {
    const refuse = () => Promise.reject(new Error('500'));
    const { device } = setUp();
    const wrap = (behind: ReviewBackend): ReviewBackend => ({
      ...behind,
      drafts: { save: refuse, load: refuse, clear: refuse },
    });
    const page = device.window({ wrap });
    await page.drafts.save(id, { message: 'Only here' });
    await page.drafts.saveUnread?.(id, { opened: { letter: '2026-11-21T09:00:00.000Z' } });
    expect(await page.drafts.load(id)).toEqual({
      message: 'Only here',
      opened: { letter: '2026-11-21T09:00:00.000Z' },
    });
  });
});

describe('a draft that joins two', () => {
  it('is later than both: the server takes it', async () => {
    const server = createServer([id]);
    const device = createDevice(server);
    devices.push(device);
    let isBroken = true;
    const wrap = (behind: ReviewBackend): ReviewBackend => ({
      ...behind,
      drafts: behind.drafts && {
        ...behind.drafts,
        load: (...call) =>
          isBroken ? Promise.reject(new Error('500')) : (behind.drafts?.load(...call) ?? Promise.resolve(undefined)),
      },
    });
    const page = device.window({ wrap });
    await page.drafts.saveUnread?.(id, { value: 'mine' });
    await pause(5);
    const { drafts } = server.backendFor(amara);
    await drafts?.save(id, { message: 'theirs', typedAt: new Date().toISOString() });
    isBroken = false;
    page.outbox.flush();
    await eventually(async () => expect(await drafts?.load(id)).toMatchObject({ message: 'theirs', value: 'mine' }));
  });

  it('asks the server no further where the device cannot keep what came of it', async () => {
    const server = createServer([id]);
    const device = createDevice(server);
    devices.push(device);
    let loads = 0;
    const page = device.window({
      wrap: (behind) => ({
        ...behind,
        drafts: {
          save: async () => {},
          clear: async () => {},
          load: () => {
            loads += 1;
            return loads === 1 ? Promise.reject(new Error('500')) : Promise.resolve({ message: 'theirs' });
          },
        },
      }),
    });
    await page.drafts.saveUnread?.(id, { value: 'mine' });
    await pause(30);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('Full.', 'QuotaExceededError');
    });
    page.outbox.flush();
    await pause(200);
    put.mockRestore();
    expect(loads).toBeLessThan(10);
  });
});
