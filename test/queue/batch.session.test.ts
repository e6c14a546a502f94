import { describe, expect, it, vi } from 'vitest';
import { createFaultyBackend, type FaultyBackend } from '../../src/backends/faulty-backend.js';
import { createMemoryStore, type MemoryStore } from '../../src/backends/memory-backend.js';
import { createOutboxBackend } from '../../src/backends/outbox-backend.js';
import { type BatchOptions, createBatch } from '../../src/queue/batch.session.js';
import type { BatchSession } from '../../src/queue/batch.types.js';
import type { ReviewBackend } from '../../src/review/backend.types.js';
import { batchFirst } from '../../src/review/batch.selectors.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import type { Command, CommandResult, Policy, Review } from '../../src/review/review.types.js';
import { smallReview, together } from '../review/batch.fixtures.js';
import { amara, mateo, priya } from '../review/lifecycle.fixtures.js';

const START = Date.parse('2026-11-21T10:00:00Z');
const IDS = ['A', 'B', 'C', 'D', 'E'];
const FIRST = batchFirst(IDS, amara.id) as string;
/** In which order they are approved: a batch begins with the case that was opened. */
const ORDER = [FIRST, ...IDS.filter((id) => id !== FIRST)];
const [, SECOND = ''] = ORDER;
const VIEW: Command = { type: 'view', of: 'case' };

/** A thousand times as fast. */
const timers = {
  setTimeout: (callback: () => void, ms: number) => setTimeout(callback, ms / 1000),
  clearTimeout: (timer: unknown) => clearTimeout(timer as number),
};

interface Page {
  store: MemoryStore;
  backend: FaultyBackend;
  batch: BatchSession;
  settled: CommandResult[];
  advance(ms: number): void;
}

function open(
  reviews: readonly Review[] = IDS.map((id) => smallReview(id)),
  options: Partial<BatchOptions> = {},
  wrap: (backend: ReviewBackend) => ReviewBackend = (backend) => backend,
): Page {
  let ahead = 0;
  const clock = () => START + ahead;
  const store = createMemoryStore({ reviews, clock, lease: 15 * 60_000 });
  const backend = createFaultyBackend(store.backendFor(amara));
  const settled: CommandResult[] = [];
  const batch = createBatch({
    backend: wrap(backend),
    ids: reviews.map(({ id }) => id),
    reviewer: amara,
    holder: 'window-1',
    clock,
    timers,
    patience: 2_000_000,
    onSettle: (result) => settled.push(result),
    ...options,
  });
  return {
    store,
    backend,
    batch,
    settled,
    advance: (ms) => {
      ahead += ms;
    },
  };
}

const until = (holds: () => boolean) => vi.waitFor(() => expect(holds()).toBe(true), 5_000);
const statuses = (batch: BatchSession) =>
  Object.fromEntries(batch.getSnapshot().cases.map(({ id, status }) => [id, status]));
const failureIn = (batch: BatchSession, id: string) =>
  batch.getSnapshot().cases.find((each) => each.id === id)?.failure;
const allOf = (status: string) => Object.fromEntries(IDS.map((id) => [id, status]));

/** Looked at, with the first case opened as its person would. */
async function ready(page: Page, opened = FIRST) {
  const { batch, store } = page;
  const stop = batch.subscribe(() => {});
  store.apply(opened, VIEW, amara);
  batch.refresh();
  await until(() => batch.getSnapshot().canApprove);
  return stop;
}
async function done(page: Page) {
  await until(() => page.batch.getSnapshot().phase === 'done');
}
const claims = (store: MemoryStore, ids: readonly string[] = IDS) =>
  ids.flatMap((id) => store.get(id).claim?.by.id ?? []);
const approvals = (store: MemoryStore) =>
  IDS.map((id) => store.entries(id).filter(({ type }) => type === 'approved').length);

describe('a batch before it is given', () => {
  it('looks at nothing before somebody looks at it', async () => {
    const { backend, batch } = open();
    expect(batch.getSnapshot()).toMatchObject({ phase: 'checking', canApprove: false });
    await Promise.resolve();
    expect(backend.calls.load).toBe(0);
  });

  it('says which cases can be approved together, why others cannot, and which to open first', async () => {
    const { batch } = open([
      ...IDS.map((id) => smallReview(id)),
      smallReview('big', together, { risk: 'high' }),
      smallReview('blind', { ...together, blindFirst: true }),
    ]);
    const seen: string[] = [];
    batch.subscribe(() => seen.push(batch.getSnapshot().phase));
    await until(() => batch.getSnapshot().phase === 'ready');
    expect(statuses(batch)).toEqual({ ...allOf('ready'), big: 'left', blind: 'left' });
    expect(
      batch
        .getSnapshot()
        .cases.slice(5)
        .map(({ obstacle }) => obstacle),
    ).toEqual([{ problem: 'risk' }, { problem: 'answer-first' }]);
    expect(batch.getSnapshot()).toMatchObject({ most: 10, first: { id: FIRST, isOpened: false }, canApprove: false });
    batch.approve();
    expect(batch.getSnapshot().phase).toBe('ready');
  });

  it('has of a case that is answered first nothing that the wire did not have', async () => {
    const { batch } = open([
      ...IDS.map((id) => smallReview(id)),
      smallReview('blind', { ...together, blindFirst: true }),
    ]);
    batch.subscribe(() => {});
    await until(() => batch.getSnapshot().phase === 'ready');
    expect(batch.getSnapshot().cases.at(-1)?.review?.proposal).toMatchObject({ value: null });
    expect(JSON.stringify(batch.getSnapshot().cases.at(-1))).not.toMatch(/0\.95|ofValue|confidence/);
  });

  it('hears that the first case was opened, and of nobody else’s look', async () => {
    const { batch, store } = open();
    batch.subscribe(() => {});
    await until(() => batch.getSnapshot().phase === 'ready');
    store.apply(FIRST, VIEW, mateo);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(batch.getSnapshot().first?.isOpened).toBe(false);
    store.apply(FIRST, VIEW, amara);
    await until(() => batch.getSnapshot().canApprove);
  });

  it('asks again whether it was opened where no change arrives', async () => {
    const { batch, store } = open(undefined, {}, ({ subscribe: _none, ...backend }) => backend);
    batch.subscribe(() => {});
    await until(() => batch.getSnapshot().phase === 'ready');
    store.apply(FIRST, VIEW, amara);
    await until(() => batch.getSnapshot().canApprove);
  });

  it('takes a look at an earlier revision for none', async () => {
    const page = open();
    await ready(page);
    const proposal = { ...page.store.get(FIRST).proposal, revision: 2 };
    page.store.apply(FIRST, { type: 'revise', proposal }, { kind: 'system', id: 'host', name: 'Host' });
    await until(() => !page.batch.getSnapshot().canApprove);
    expect(page.batch.getSnapshot().first).toEqual({ id: FIRST, isOpened: false });
  });

  it('draws another case to open where the first one was decided by itself', async () => {
    const page = open();
    await ready(page);
    page.store.apply(FIRST, { type: 'claim' }, mateo);
    await until(() => statuses(page.batch)[FIRST] === 'left');
    const rest = IDS.filter((id) => id !== FIRST);
    expect(page.batch.getSnapshot()).toMatchObject({
      first: { id: batchFirst(rest, amara.id), isOpened: false },
      canApprove: false,
    });
  });

  it('says of a case that could not be had that it could not', async () => {
    const { batch, backend } = open();
    backend.fail('load', 'unreachable', 1);
    batch.subscribe(() => {});
    await until(() => batch.getSnapshot().phase === 'ready');
    expect(batch.getSnapshot().cases[0]).toMatchObject({ status: 'left', obstacle: { problem: 'unreadable' } });
    batch.refresh();
    await until(() => statuses(batch).A === 'ready');
  });
});

describe('a batch that is given', () => {
  it('approves each case by itself, one after another, and says in each that it was one of them', async () => {
    const page = open();
    await ready(page);
    const progress: string[] = [];
    page.batch.subscribe(() => {
      const { phase, progress: now } = page.batch.getSnapshot();
      progress.push(`${phase} ${now.done}/${now.total}`);
    });
    page.batch.approve();
    await done(page);
    expect(statuses(page.batch)).toEqual(allOf('approved'));
    expect([...new Set(progress)]).toEqual([
      ...['running 0/5', 'running 1/5', 'running 2/5', 'running 3/5', 'running 4/5', 'running 5/5', 'done 5/5'],
    ]);
    const shares = IDS.map((id) => page.store.entries(id).at(-1)?.exposure?.batch);
    expect(new Set(shares.map((share) => share?.id)).size).toBe(1);
    expect(shares.map((share) => [share?.size, share?.opened])).toEqual(IDS.map((id) => [5, id === FIRST]));
    expect(claims(page.store)).toEqual([]);
    // Claims and approvals, each told once.
    expect(page.settled).toHaveLength(10);
  });

  it('names one failure without holding up the others: taken, stopped, revised, decided', async () => {
    const page = open();
    await ready(page);
    const [taken, held, changed, decided] = IDS.filter((id) => id !== FIRST) as [string, string, string, string];
    const { store } = page;
    const host = { kind: 'system', id: 'host', name: 'Host' } as const;
    // What happens between the look at the list and the case's turn: nobody has told this page.
    store.apply(taken, { type: 'claim' }, mateo);
    store.apply(held, { type: 'hold', reason: 'Drift since Monday', scope: 'review' }, priya);
    store.apply(changed, { type: 'revise', proposal: { ...store.get(changed).proposal, revision: 2 } }, host);
    store.apply(decided, { type: 'claim' }, mateo);
    const theirs = store.get(decided);
    store.apply(decided, { type: 'approve' }, mateo, { saw: sawOf(theirs.proposal) });
    page.batch.approve();
    await done(page);
    expect(statuses(page.batch)).toEqual({ ...allOf('failed'), [FIRST]: 'approved' });
    expect([taken, held, changed, decided].map((id) => failureIn(page.batch, id))).toEqual([
      { why: 'taken' },
      { why: 'held', text: 'Drift since Monday' },
      { why: 'changed' },
      { why: 'decided' },
    ]);
    expect(claims(store)).toEqual([mateo.id]);
  });

  it('gives a case back that was revised between its claim and its approval', async () => {
    const page = open();
    await ready(page);
    const { store } = page;
    const target = IDS.find((id) => id !== FIRST) as string;
    const stop = store.backendFor(mateo).subscribe?.(({ summary }) => {
      if (summary.id !== target || summary.status !== 'reviewing') return;
      stop?.();
      const proposal = { ...store.get(target).proposal, revision: 2, value: 'deny' };
      store.apply(target, { type: 'revise', proposal }, { kind: 'system', id: 'host', name: 'Host' });
    });
    const sent = vi.spyOn(page.backend, 'send');
    page.batch.approve();
    await done(page);
    expect(failureIn(page.batch, target)).toEqual({ why: 'changed' });
    // What has not been listed is not even asked for.
    expect(sent.mock.calls.filter(([id]) => id === target).map(([, { type }]) => type)).toEqual(['claim', 'release']);
    expect(store.get(target)).toMatchObject({ state: 'pending.open', version: 4 });
    expect(claims(store)).toEqual([]);
  });

  it('stops after the present case, and leaves the rest as it was', async () => {
    const page = open();
    await ready(page);
    page.backend.fail('send', 'late', 1);
    page.batch.approve();
    await until(() => statuses(page.batch)[FIRST] === 'sending');
    page.batch.stop();
    expect(page.batch.getSnapshot().phase).toBe('stopping');
    page.backend.letThrough();
    await done(page);
    expect(statuses(page.batch)).toEqual({ ...allOf('untried'), [FIRST]: 'approved' });
    expect(claims(page.store)).toEqual([]);
    page.batch.retry();
    await done(page);
    expect(statuses(page.batch)).toEqual(allOf('approved'));
    expect(approvals(page.store)).toEqual([1, 1, 1, 1, 1]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    'survives that the answer to its command number %i is lost, and does nothing twice',
    async (number) => {
      const page = open();
      await ready(page);
      let sent = 0;
      const send = page.backend.send;
      // The outer one counts; the fault is the inner one's.
      page.backend.send = (...args) => {
        sent += 1;
        if (sent === number) page.backend.fail('send', 'answer-lost', 1);
        return send(...args);
      };
      page.batch.approve();
      await done(page);
      expect(statuses(page.batch)).toEqual(allOf('approved'));
      expect(approvals(page.store)).toEqual([1, 1, 1, 1, 1]);
      expect(sent).toBe(11);
    },
  );

  it('ends where nobody answers, keeps what is done, and goes on with the same batch when asked to', async () => {
    const page = open();
    await ready(page);
    let sent = 0;
    const send = page.backend.send;
    page.backend.send = (...args) => {
      sent += 1;
      // The approval of the second case arrives, and nothing is heard of it for a while.
      if (sent === 4) page.backend.fail('send', 'answer-lost', 3);
      return send(...args);
    };
    page.batch.approve();
    await done(page);
    expect(statuses(page.batch)).toEqual({ ...allOf('untried'), [FIRST]: 'approved', [SECOND]: 'failed' });
    expect(failureIn(page.batch, SECOND)).toEqual({ why: 'unreachable' });
    page.batch.retry();
    await done(page);
    expect(statuses(page.batch)).toEqual(allOf('approved'));
    expect(approvals(page.store)).toEqual([1, 1, 1, 1, 1]);
    expect(new Set(IDS.map((id) => page.store.get(id).decision?.batch?.id)).size).toBe(1);
  });

  it('lets go of what it has claimed when it is stopped while nobody answers', async () => {
    const page = open();
    await ready(page);
    let sent = 0;
    const send = page.backend.send;
    page.backend.send = (...args) => {
      sent += 1;
      if (sent === 2) {
        page.backend.fail('send', 'unreachable', 1);
        queueMicrotask(page.batch.stop);
      }
      return send(...args);
    };
    page.batch.approve();
    await done(page);
    expect(failureIn(page.batch, FIRST)).toEqual({ why: 'unreachable' });
    await until(() => claims(page.store).length === 0);
    expect(approvals(page.store)).toEqual([0, 0, 0, 0, 0]);
    page.batch.retry();
    await done(page);
    expect(statuses(page.batch)).toEqual(allOf('approved'));
  });

  it('begins with the case that was opened: where that one is taken, nothing else is sent, and another one is to be opened', async () => {
    const page = open();
    await ready(page);
    page.store.apply(FIRST, { type: 'claim' }, mateo);
    const sent = vi.spyOn(page.backend, 'send');
    page.batch.approve();
    await done(page);
    expect(sent.mock.calls.map(([id]) => id)).toEqual([FIRST]);
    expect(statuses(page.batch)).toEqual({ ...allOf('untried'), [FIRST]: 'failed' });
    page.batch.retry();
    await until(() => page.batch.getSnapshot().phase === 'ready');
    const rest = IDS.filter((id) => id !== FIRST);
    const drawn = batchFirst(rest, amara.id) as string;
    expect(page.batch.getSnapshot()).toMatchObject({ first: { id: drawn, isOpened: false }, canApprove: false });
    page.store.apply(drawn, VIEW, amara);
    await until(() => page.batch.getSnapshot().canApprove);
    page.batch.approve();
    await done(page);
    expect(statuses(page.batch)).toEqual({ ...allOf('approved'), [FIRST]: 'left' });
  });

  it('approves nothing but what was listed, however often it is tried', async () => {
    const page = open();
    await ready(page);
    const { send } = page.backend;
    // The claim of the second case is gone, and what it proposes is another thing by now.
    let isTaken = false;
    page.backend.send = async (id, command, options) => {
      if (command.type === 'approve' && id === SECOND && !isTaken) {
        isTaken = true;
        const host = { kind: 'system', id: 'host', name: 'Host' } as const;
        page.store.apply(id, { type: 'lapse' }, host);
        page.store.apply(id, { type: 'revise', proposal: { ...page.store.get(id).proposal, revision: 2 } }, host);
      }
      return send(id, command, options);
    };
    page.batch.approve();
    await done(page);
    expect(failureIn(page.batch, SECOND)).toEqual({ why: 'lost' });
    page.batch.retry();
    await done(page);
    expect(failureIn(page.batch, SECOND)).toEqual({ why: 'changed' });
    expect(approvals(page.store)).toEqual(IDS.map((id) => Number(id !== SECOND)));
    expect(claims(page.store)).toEqual([]);
  });

  it('tells an approval that had arrived from one of somebody else', async () => {
    const page = open();
    await ready(page);
    let sent = 0;
    const send = page.backend.send;
    page.backend.send = (...args) => {
      sent += 1;
      if (sent === 2) {
        page.backend.fail('send', 'answer-lost', 1);
        queueMicrotask(page.batch.stop);
      }
      return send(...args);
    };
    page.batch.approve();
    await done(page);
    expect(failureIn(page.batch, FIRST)).toEqual({ why: 'unreachable' });
    page.batch.retry();
    await done(page);
    expect(statuses(page.batch)).toEqual(allOf('approved'));
    expect(approvals(page.store)).toEqual([1, 1, 1, 1, 1]);
  });

  it('lets go of a claim that it never heard of, when it is ended', async () => {
    const page = open();
    await ready(page);
    page.backend.fail('send', 'answer-lost', 3);
    page.batch.approve();
    await done(page);
    expect(claims(page.store)).toEqual([amara.id]);
    page.batch.end();
    await until(() => claims(page.store).length === 0);
  });

  it('ends after the present case where it is ended in between', async () => {
    const page = open();
    await ready(page);
    page.backend.fail('send', 'late', 1);
    page.batch.approve();
    await until(() => page.batch.getSnapshot().phase === 'running');
    page.batch.end();
    page.backend.letThrough();
    await done(page);
    expect(approvals(page.store).reduce((sum, each) => sum + each)).toBeLessThanOrEqual(1);
    expect(claims(page.store)).toEqual([]);
  });

  it('ends where somebody else is signed in', async () => {
    const page = open(undefined, {}, (backend) => ({
      ...backend,
      send: async () => {
        throw Object.assign(new Error('Nobody is signed in.'), { code: 'not-signed-in' });
      },
    }));
    await ready(page);
    page.batch.approve();
    await done(page);
    expect(failureIn(page.batch, FIRST)).toEqual({ why: 'signed-out' });
    expect(statuses(page.batch)).toEqual({ ...allOf('untried'), [FIRST]: 'failed' });
  });

  it('says why a server does not take the batch', async () => {
    const page = open();
    await ready(page);
    const { send } = page.backend;
    page.backend.send = async (id, command, options) =>
      command.type === 'approve'
        ? { outcome: 'invalid', issues: [{ code: 'batch-refused', detail: { problem: 'too-many' } }] }
        : send(id, command, options);
    page.batch.approve();
    await done(page);
    expect(failureIn(page.batch, FIRST)).toEqual({ why: 'refused', problem: 'too-many' });
    expect(claims(page.store)).toEqual([]);
  });

  it('takes no answer that is none for an approval', async () => {
    const page = open();
    await ready(page);
    page.backend.fail('send', 'garbage', 3);
    page.batch.approve();
    await done(page);
    expect(failureIn(page.batch, FIRST)).toEqual({ why: 'unreachable' });
  });

  it('waits in an outbox for a connection, says so, and can be stopped there', async () => {
    const page = open(undefined, {}, (backend) =>
      createOutboxBackend({
        backend,
        reviewer: amara,
        indexedDB: false,
        channel: false,
        locks: false,
        delays: { firstRetry: 600_000, longestRetry: 600_000 },
      }),
    );
    await ready(page);
    page.backend.fail('send', 'unreachable', 1);
    page.batch.approve();
    await until(() => page.batch.getSnapshot().isWaiting);
    page.batch.stop();
    await done(page);
    expect(statuses(page.batch)).toEqual(allOf('untried'));
    expect(claims(page.store)).toEqual([]);
  });
});

describe('taking a batch back', () => {
  async function approved(reviews?: readonly Review[]): Promise<Page> {
    const page = open(reviews);
    await ready(page);
    page.batch.approve();
    await done(page);
    return page;
  }

  it('takes back each one, and leaves it open to everybody', async () => {
    const page = await approved();
    expect(page.batch.getSnapshot().undoUntil).toBe('2026-11-21T10:10:00.000Z');
    page.batch.undo();
    expect(page.batch.getSnapshot()).toMatchObject({ phase: 'undoing', progress: { total: 5, done: 0 } });
    await done(page);
    expect(statuses(page.batch)).toEqual(allOf('undone'));
    expect(IDS.map((id) => page.store.get(id).state)).toEqual(IDS.map(() => 'pending.open'));
    expect(page.batch.getSnapshot().undoUntil).toBeUndefined();
  });

  it('can take back the first of them long after the last', async () => {
    const page = open();
    await ready(page);
    const { send } = page.backend;
    page.backend.send = (...args) => {
      page.advance(40_000);
      return send(...args);
    };
    page.batch.approve();
    await done(page);
    page.backend.send = send;
    page.batch.undo();
    await done(page);
    expect(statuses(page.batch)).toEqual(allOf('undone'));
  });

  it('says of each one that could not be taken back why it could not', async () => {
    const page = await approved();
    const { store } = page;
    store.apply('B', { type: 'hold', reason: 'Drift since Monday', scope: 'review' }, priya);
    store.apply('C', { type: 'reopen', reason: 'New file' }, priya);
    store.apply('D', VIEW, mateo);
    page.batch.undo();
    await done(page);
    expect(statuses(page.batch)).toEqual({ A: 'undone', B: 'kept', C: 'kept', D: 'undone', E: 'undone' });
    expect(failureIn(page.batch, 'B')).toMatchObject({ why: 'held' });
    page.advance(11 * 60_000);
    const late = await approved();
    late.advance(11 * 60_000);
    late.batch.undo();
    await done(late);
    expect(statuses(late.batch)).toEqual(allOf('kept'));
    expect(failureIn(late.batch, 'A')).toEqual({ why: 'undo-over' });
  });

  it('survives a lost answer, and goes on where it ended', async () => {
    const page = await approved();
    page.backend.fail('send', 'answer-lost', 3);
    page.batch.undo();
    await done(page);
    expect(statuses(page.batch)).toEqual(allOf('approved'));
    expect(failureIn(page.batch, 'E')).toEqual({ why: 'unreachable' });
    page.batch.undo();
    await done(page);
    expect(statuses(page.batch)).toEqual(allOf('undone'));
    expect(claims(page.store)).toEqual([]);
    const undone = IDS.map((id) => page.store.entries(id).filter(({ type }) => type === 'undone').length);
    expect(undone).toEqual([1, 1, 1, 1, 1]);
  });

  it('is over with the batch', async () => {
    const page = await approved();
    page.batch.end();
    page.batch.undo();
    page.batch.retry();
    expect(statuses(page.batch)).toEqual(allOf('approved'));
  });
});

it('leaves out what one of a careful policy would make too many', async () => {
  const careful: Policy = { ...together, batchApprove: 'limited' };
  const { batch } = open([smallReview('careful', careful), ...IDS.map((id) => smallReview(id))]);
  batch.subscribe(() => {});
  await until(() => batch.getSnapshot().phase === 'ready');
  expect(batch.getSnapshot().most).toBe(5);
  expect(statuses(batch)).toMatchObject({ careful: 'ready', E: 'left' });
});
