import { afterEach, describe, expect, it, vi } from 'vitest';
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

function setUp() {
  const server = createServer([id]);
  const device = createDevice(server);
  devices.push(device);

  /** A page of this person on this device. */
  function page(options: Partial<ReviewSessionOptions> = {}) {
    const backend = device.window();
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

  async function deciding() {
    const opened = page();
    await opened.until('viewing');
    opened.session.claim();
    await opened.until('deciding');
    return opened;
  }
  return { server, page, kill, deciding };
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
