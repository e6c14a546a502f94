import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openServer } from '../../example/server/database.js';
import { listEffects, replayEffect, summariseEffects } from '../../example/server/effect-desk.js';
import { delayAfter } from '../../example/server/effect-worker.js';
import { settleEffect, takeEffects } from '../../example/server/effects.js';
import { undoEndAfterNext } from '../../src/core.js';
import {
  amara,
  type Delivered,
  FAST,
  mateo,
  openReviews,
  priya,
  type Receiver,
  type Reviews,
  SECRET,
  startReceiver,
  UNDO_OVER,
} from './effects.fixtures.js';
import { openReusable } from './host.fixtures.js';
import { findPostgres, startPostgres } from './postgres.fixtures.js';

const programs = findPostgres();
if (!programs) console.warn('PostgreSQL is not installed: effects were tried on the embedded one only.');

const seqs = (deliveries: Iterable<Delivered>) => [...deliveries].map(({ seq }) => seq);
const of = (id: string) => (delivery: Delivered) => delivery.reviewId === id;
const sleep = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

describe.each([
  ['an embedded PostgreSQL', false],
  ['a PostgreSQL server', true],
] as const)('effects on %s', (_name, isServer) => {
  describe.runIf(!isServer || programs)('are', () => {
    let postgres: Awaited<ReturnType<typeof startPostgres>> | undefined;
    let engine: Awaited<ReturnType<typeof openReusable>>;
    let database: Database;
    let receiver: Receiver;
    const stops: (() => unknown)[] = [];

    beforeAll(async () => {
      postgres = isServer ? await startPostgres(programs as string) : undefined;
      engine = await openReusable(postgres && openServer(postgres.url));
    });
    afterAll(async () => {
      await engine?.close();
      await postgres?.stop();
    });
    beforeEach(async () => {
      database = await engine.fresh();
      receiver = await startReceiver();
    });
    afterEach(async () => {
      for (const stop of stops.splice(0).reverse()) await stop();
      await receiver.close();
    });

    async function open(ids: readonly string[], policy = {}): Promise<Reviews> {
      const reviews = await openReviews(database, ids, policy);
      receiver.now = reviews.clock;
      return reviews;
    }
    function deliver(reviews: Reviews, ...options: [times?: object, clock?: () => number]) {
      const worker = reviews.deliverTo(receiver.url, ...options);
      stops.push(() => worker.stop());
      return worker;
    }
    const summary = (reviews: Reviews) => summariseEffects(database, 'anywhere', reviews.clock());
    const settled = (reviews: Reviews, count: number) =>
      expect.poll(async () => (await summary(reviews)).delivered, { timeout: 8_000 }).toBe(count);

    it('signed, sent once, and say what was decided', async () => {
      const reviews = await open(['A.1']);
      const decided = await reviews.approve('A.1');
      reviews.pass(UNDO_OVER);
      deliver(reviews);
      await settled(reviews, 1);
      await sleep(100);
      expect(receiver.heard).toEqual([
        {
          id: receiver.ids[0],
          type: 'review.approved',
          reviewId: 'A.1',
          seq: 3,
          at: decided.decision?.at,
          by: { kind: 'person', id: 'amara', name: 'Amara Osei', roles: ['reviewer'], title: 'Senior underwriter' },
          proposal: { kind: decided.proposal.kind, revision: 1, reference: decided.proposal.subject.reference },
          decision: decided.decision,
          attempt: 1,
        },
      ]);
      expect(receiver.verdicts).toEqual([expect.objectContaining({ outcome: 'verified' })]);
    });

    it('kept to the letter, whatever a reviewer typed', async () => {
      const reviews = await open(['A']);
      await reviews.send('A', { type: 'claim' });
      const message = 'Ärger, "quotes", \u0000 and 🧾.';
      await reviews.send('A', { type: 'respond', message });
      reviews.pass(UNDO_OVER);
      deliver(reviews);
      await settled(reviews, 1);
      expect(receiver.heard[0]).toMatchObject({ type: 'review.responded', decision: { verdict: { message } } });
    });

    it('caused by the decision, not by the first of two signatures', async () => {
      const reviews = await open(['A'], { secondReview: true });
      await reviews.approve('A', amara);
      expect(await summary(reviews)).toMatchObject({ waiting: 0 });
      await reviews.approve('A', mateo);
      expect(await summary(reviews)).toMatchObject({ waiting: 1 });
      reviews.pass(UNDO_OVER);
      deliver(reviews);
      await settled(reviews, 1);
      expect(receiver.heard).toMatchObject([{ seq: 5, by: { id: 'mateo' }, decision: { seat: 'second' } }]);
    });

    it('stored with their entry or not at all', async () => {
      const reviews = await open(['A']);
      await reviews.send('A', { type: 'claim' });
      // The database goes after the effect was written and before its entry is.
      await database.query('alter table audit_entries add constraint full_disk check (seq < 3)');
      await expect(reviews.send('A', { type: 'approve' })).rejects.toThrow(/full_disk/);
      expect(await summary(reviews)).toMatchObject({ waiting: 0, delivered: 0 });
      await database.query('alter table audit_entries drop constraint full_disk');
      await reviews.send('A', { type: 'approve' });
      expect(await summary(reviews)).toMatchObject({ waiting: 1 });
    });

    describe('held back', () => {
      it('until the undo is over, and not longer', async () => {
        const reviews = await open(['A', 'B']);
        const { decision } = await reviews.approve('A');
        deliver(reviews);
        reviews.pass(29_000);
        await sleep(100);
        expect(await summary(reviews)).toMatchObject({ waiting: 1, undoable: 1 });
        // The next verdict of the same person ends it, though not within 30 seconds of the first.
        await reviews.approve('B');
        await sleep(100);
        expect(receiver.heard).toEqual([]);
        const decidedAt = Date.parse(decision?.at ?? '');
        reviews.pass(undoEndAfterNext(decidedAt, reviews.clock()) - reviews.clock() + 1);
        await settled(reviews, 1);
        expect(receiver.heard.map(({ reviewId }) => reviewId)).toEqual(['A']);
      });

      it('for good by an undo: the next verdict is all that the host hears of', async () => {
        const reviews = await open(['A']);
        deliver(reviews);
        await reviews.approve('A');
        await reviews.send('A', { type: 'undo' });
        reviews.pass(UNDO_OVER);
        await sleep(100);
        expect(receiver.heard).toEqual([]);
        expect(await summary(reviews)).toMatchObject({ waiting: 0, cancelled: 1 });
        // The undo has given the claim back.
        await reviews.send('A', { type: 'approve' });
        reviews.pass(UNDO_OVER);
        await settled(reviews, 1);
        expect(receiver.heard).toMatchObject([{ type: 'review.approved', seq: 5, attempt: 1 }]);
      });

      it('by a stop, and leave when somebody resumes', async () => {
        const reviews = await open(['A', 'B']);
        await reviews.approve('A');
        await reviews.approve('B');
        await reviews.send('A', { type: 'hold', reason: 'The model was wrong', scope: 'review' });
        reviews.pass(UNDO_OVER);
        deliver(reviews);
        await settled(reviews, 1);
        await sleep(100);
        expect(receiver.heard.map(({ reviewId }) => reviewId)).toEqual(['B']);
        expect(await summary(reviews)).toMatchObject({ waiting: 1, held: 1 });
        await reviews.send('A', { type: 'resume' }, priya);
        await settled(reviews, 2);
        expect(receiver.heard.map(({ reviewId }) => reviewId)).toEqual(['B', 'A']);
      });

      it('by a stop, also between two tries', async () => {
        const reviews = await open(['A']);
        await reviews.approve('A');
        reviews.pass(UNDO_OVER);
        receiver.behave = () => 503;
        deliver(reviews, { firstDelay: 150, longestDelay: 150, tries: 100 });
        await receiver.until(() => receiver.heard.length >= 1);
        await reviews.send('A', { type: 'hold', reason: 'The model was wrong', scope: 'review' });
        const before = receiver.heard.length;
        receiver.behave = () => 200;
        await sleep(500);
        expect(receiver.heard.length).toBe(before);
        await reviews.send('A', { type: 'resume' }, priya);
        await settled(reviews, 1);
      });

      it('by a stop that ends with the case', async () => {
        const reviews = await open(['A'], { roles: { propose: ['reviewer'] } });
        await reviews.approve('A');
        await reviews.send('A', { type: 'hold', reason: 'The model was wrong', scope: 'review' });
        await reviews.send('A', { type: 'reopen', reason: 'Wrong file' });
        await reviews.send('A', { type: 'withdraw' });
        deliver(reviews);
        await settled(reviews, 1);
        expect(receiver.heard).toMatchObject([{ type: 'review.reopened' }]);
      });
    });

    describe('taken back', () => {
      it('by an effect of their own, after the one they take back', async () => {
        const reviews = await open(['A']);
        await reviews.approve('A');
        reviews.pass(UNDO_OVER);
        receiver.behave = ({ attempt }) => (attempt < 3 ? 500 : 200);
        deliver(reviews);
        await receiver.until(() => receiver.heard.length >= 1);
        await reviews.send('A', { type: 'reopen', reason: 'The income was wrong' }, priya);
        await settled(reviews, 2);
        expect([...receiver.taken.values()]).toMatchObject([
          { type: 'review.approved', seq: 3 },
          { type: 'review.reopened', seq: 4, supersedes: 3, by: { id: 'priya' } },
        ]);
        expect(receiver.heard[0]).not.toHaveProperty('supersedes');
        expect(receiver.heard.at(-1)).not.toHaveProperty('decision');
      });

      it('without ever leaving, where they had not left', async () => {
        const reviews = await open(['A']);
        await reviews.approve('A');
        await reviews.send('A', { type: 'reopen', reason: 'The income was wrong' }, priya);
        reviews.pass(UNDO_OVER);
        deliver(reviews);
        await settled(reviews, 1);
        expect(receiver.heard).toMatchObject([{ type: 'review.reopened', supersedes: 3 }]);
        expect(await summary(reviews)).toMatchObject({ cancelled: 1 });
      });

      it('also by an undo, where a server whose clock is ahead had sent them too early', async () => {
        const reviews = await open(['A']);
        await reviews.approve('A');
        const ahead = () => reviews.clock() + UNDO_OVER;
        receiver.now = ahead;
        const early = deliver(reviews, {}, ahead);
        await settled(reviews, 1);
        await early.stop();
        await reviews.send('A', { type: 'undo' });
        receiver.now = reviews.clock;
        deliver(reviews);
        await settled(reviews, 2);
        expect(receiver.heard).toMatchObject([
          { type: 'review.approved', seq: 3 },
          { type: 'review.undone', seq: 4, supersedes: 3 },
        ]);
      });
    });

    describe('sent again', () => {
      it.each<[string, (receiver: Receiver) => Receiver['behave'], RegExp]>([
        [
          'an error',
          () =>
            ({ attempt }) =>
              attempt === 1 ? 500 : 200,
          /^status 500$/,
        ],
        [
          'an HTML page that is no word of the receiver’s',
          () =>
            ({ attempt }) =>
              attempt > 1 ? 200 : (response) => response.writeHead(502).end('<html>Bad gateway</html>'),
          /^status 502$/,
        ],
        [
          'a receiver that hangs',
          () =>
            ({ attempt }) =>
              attempt === 1 ? () => {} : 200,
          /^no answer within 250 ms$/,
        ],
        [
          'an answer that does not end',
          () =>
            ({ attempt }) =>
              attempt > 1 ? 200 : (response) => void response.writeHead(200).write('so far so good'),
          /^no answer within 250 ms$/,
        ],
        [
          'an answer that is cut',
          () =>
            ({ attempt }) => {
              if (attempt > 1) return 200;
              return (response) => {
                response.writeHead(200, { 'content-length': 100 }).write('so far');
                setTimeout(() => response.socket?.destroy(), 20);
              };
            },
          /^no answer: ECONNRESET$/,
        ],
        [
          'a connection that is cut',
          () =>
            ({ attempt }) =>
              attempt > 1 ? 200 : (response) => void response.socket?.destroy(),
          /^no answer: ECONNRESET$/,
        ],
      ])('after %s, with the same id', async (_case, behave, error) => {
        const reviews = await open(['A']);
        await reviews.approve('A');
        reviews.pass(UNDO_OVER);
        receiver.behave = behave(receiver);
        deliver(reviews, { firstDelay: 200, timeout: 250 });
        await receiver.until(() => receiver.heard.length === 1);
        await expect
          .poll(async () => (await listEffects(database, 'waiting')).items[0]?.lastError, { interval: 5 })
          .toMatch(error);
        await settled(reviews, 1);
        expect(receiver.heard.map(({ attempt }) => attempt)).toEqual([1, 2]);
        expect(new Set(receiver.ids).size).toBe(1);
        expect((await listEffects(database, 'delivered')).items[0]).not.toHaveProperty('lastError');
      });

      it('until the receiver is there', async () => {
        const reviews = await open(['A']);
        await reviews.approve('A');
        reviews.pass(UNDO_OVER);
        const late = await startReceiver({ now: reviews.clock });
        const { url } = late;
        await late.close();
        const worker = reviews.deliverTo(url, { tries: 1_000, longestDelay: 20 });
        stops.push(() => worker.stop());
        await expect
          .poll(async () => (await listEffects(database, 'waiting')).items[0]?.lastError)
          .toBe('no answer: ECONNREFUSED');
        const back = createServer((_request, response) => response.end()).listen(
          Number(new URL(url).port),
          '127.0.0.1',
        );
        stops.push(() => back.close());
        await settled(reviews, 1);
      });

      it('and acted on once by a receiver that keeps the ids', async () => {
        const reviews = await open(['A']);
        await reviews.approve('A');
        reviews.pass(UNDO_OVER);
        receiver.behave = (delivery) => {
          receiver.taken.set(delivery.id, delivery);
          // Done, but the sender is not told.
          return delivery.attempt < 3 ? (response) => void response.socket?.destroy() : 200;
        };
        deliver(reviews);
        await settled(reviews, 1);
        expect(receiver.heard).toHaveLength(3);
        expect(receiver.taken.size).toBe(1);
      });

      it('when the receiver says, in seconds or as a time of its own clock', async () => {
        const reviews = await open(['A', 'B']);
        await reviews.approve('A');
        await reviews.approve('B');
        reviews.pass(UNDO_OVER);
        receiver.behave =
          ({ attempt, reviewId }) =>
          (response) => {
            if (attempt > 1) return void response.end();
            const theirs = Date.now() - 3_600_000;
            response.setHeader('date', new Date(theirs).toUTCString());
            const after = reviewId === 'A' ? '120' : new Date(theirs + 120_000).toUTCString();
            response.writeHead(503, { 'retry-after': after }).end();
          };
        deliver(reviews);
        await receiver.until(() => receiver.heard.length === 2);
        await expect
          .poll(async () => {
            const { items } = await listEffects(database, 'waiting');
            return items.map(({ nextAt = '' }) => Math.round((Date.parse(nextAt) - reviews.clock()) / 10_000));
          })
          .toEqual([12, 12]);
        reviews.pass(100_000);
        await sleep(100);
        expect(receiver.heard).toHaveLength(2);
        reviews.pass(25_000);
        await settled(reviews, 2);
      });

      it('after a pause of everything, where the receiver says that it is too much', async () => {
        const reviews = await open(['A', 'B']);
        await reviews.approve('A');
        reviews.pass(UNDO_OVER);
        receiver.behave = () => (response) => void response.writeHead(429, { 'retry-after': '3600' }).end();
        deliver(reviews);
        await expect.poll(async () => (await listEffects(database, 'waiting')).items[0]?.lastError).toBe('status 429');
        await reviews.approve('B');
        reviews.pass(UNDO_OVER);
        await sleep(100);
        expect(await summary(reviews)).toMatchObject({ waiting: 2, undoable: 0 });
        expect(receiver.heard).toHaveLength(1);
        receiver.behave = () => 200;
        reviews.pass(3_600_000 - UNDO_OVER);
        await settled(reviews, 2);
      });

      it('once clocks agree again: a receiver refuses what is too old for its clock', async () => {
        const reviews = await open(['A']);
        await reviews.approve('A');
        reviews.pass(UNDO_OVER);
        receiver.now = () => reviews.clock() - 10 * 60_000;
        deliver(reviews, { tries: 1_000, longestDelay: 20 });
        await receiver.until(() => receiver.verdicts.length >= 2);
        expect(receiver.verdicts[0]).toEqual({ outcome: 'refused', why: 'time-outside' });
        expect(receiver.heard).toEqual([]);
        receiver.now = () => reviews.clock() - 4 * 60_000;
        await settled(reviews, 1);
      });

      it('by no redirect, wherever it leads', async () => {
        const inner: string[] = [];
        const secret = createServer((request, response) => {
          inner.push(request.url ?? '');
          response.end();
        }).listen(0, '127.0.0.1');
        await once(secret, 'listening');
        stops.push(() => secret.close());
        const location = `http://127.0.0.1:${(secret.address() as AddressInfo).port}/inner`;
        const reviews = await open(['A']);
        await reviews.approve('A');
        reviews.pass(UNDO_OVER);
        const statuses = [301, 302, 303, 307, 308];
        receiver.behave = ({ attempt }) => {
          const status = statuses[attempt - 1];
          return status ? (response) => void response.writeHead(status, { location }).end() : 200;
        };
        deliver(reviews, { tries: 10 });
        await settled(reviews, 1);
        expect(receiver.heard).toHaveLength(6);
        expect(inner).toEqual([]);
      });
    });

    it('in the order of their review, while other reviews go on', async () => {
      const reviews = await open(['A', 'B', 'C']);
      for (const id of ['A', 'B', 'C']) {
        await reviews.approve(id);
      }
      reviews.pass(UNDO_OVER);
      // Each has left once before it is reopened, so that all three effects of a review must arrive.
      receiver.behave = ({ reviewId }) => (reviewId === 'A' ? 500 : 200);
      const first = deliver(reviews, { tries: 1_000 });
      await receiver.until(() => receiver.heard.some(of('A')) && receiver.taken.size === 2);
      for (const id of ['A', 'B', 'C']) {
        await reviews.send(id, { type: 'reopen', reason: 'Again' }, priya);
        await reviews.approve(id);
      }
      reviews.pass(UNDO_OVER);
      await settled(reviews, 6);
      await first.stop();
      expect(await summary(reviews)).toMatchObject({ waiting: 3, blocked: 2 });
      let failures = 0;
      receiver.behave = () => (failures++ % 3 === 2 ? 200 : 500);
      deliver(reviews, { tries: 1_000 });
      await settled(reviews, 9);
      for (const id of ['A', 'B', 'C']) {
        expect(seqs([...receiver.taken.values()].filter(of(id)))).toEqual([3, 4, 6]);
        // Not only acted on in order: a later one is not even tried before the earlier one has arrived.
        const tried = seqs(receiver.heard.filter(of(id)));
        expect(tried).toEqual([...tried].sort((a, b) => a - b));
      }
    });

    it('given up after so many tries, and block only their own review until somebody sends them again', async () => {
      const reviews = await open(['A', 'B']);
      await reviews.approve('A');
      reviews.pass(UNDO_OVER);
      receiver.behave = ({ reviewId }) => (reviewId === 'A' ? 400 : 200);
      deliver(reviews);
      await expect.poll(async () => (await summary(reviews)).dead).toBe(1);
      expect(receiver.heard).toHaveLength(FAST.tries);
      await reviews.send('A', { type: 'reopen', reason: 'Again' }, priya);
      await reviews.approve('B');
      reviews.pass(UNDO_OVER);
      await settled(reviews, 1);
      expect(await summary(reviews)).toMatchObject({ waiting: 1, blocked: 1, dead: 1 });
      const { items, total } = await listEffects(database, 'dead');
      expect(total).toBe(1);
      expect(items).toMatchObject([
        { reviewId: 'A', seq: 3, type: 'review.approved', attempts: 4, blocks: 1, lastError: 'status 400' },
      ]);
      const id = items[0]?.id ?? '';
      const replay = (each: string) => replayEffect(database, each, 'priya', reviews.clock());
      // It has as many tries as a new one, and goes on counting.
      expect(await replay(id)).toBe('replayed');
      await expect.poll(async () => (await summary(reviews)).dead).toBe(1);
      expect(receiver.heard.filter(of('A')).map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      receiver.behave = () => 200;
      expect(await replay(id)).toBe('replayed');
      expect(await replay(id)).toMatch(/waiting|delivered/);
      expect(await replay('eff_none')).toBeUndefined();
      await settled(reviews, 3);
      expect(seqs([...receiver.taken.values()].filter(of('A')))).toEqual([3, 4]);
    });

    it('stopped altogether by 410, until one of them is sent again or the address is another', async () => {
      const reviews = await open(['A', 'B']);
      await reviews.approve('A');
      reviews.pass(UNDO_OVER);
      receiver.behave = () => 410;
      deliver(reviews);
      await expect
        .poll(async () => (await listEffects(database, 'dead')).items[0]?.lastError, { timeout: 8_000 })
        .toBe('status 410');
      expect(receiver.heard).toHaveLength(1);
      await reviews.approve('B');
      reviews.pass(UNDO_OVER);
      await sleep(100);
      expect(receiver.heard).toHaveLength(1);

      const other = await startReceiver({ now: reviews.clock });
      stops.push(() => other.close());
      const worker = reviews.deliverTo(other.url);
      stops.push(() => worker.stop());
      await other.until(() => other.heard.some(of('B')));
      // What was heard and is not written down yet is sent again by whoever is left.
      await settled(reviews, 1);

      receiver.behave = () => 200;
      await worker.stop();
      await replayEffect(database, (await listEffects(database, 'dead')).items[0]?.id ?? '', 'priya', reviews.clock());
      await settled(reviews, 2);
      expect(receiver.heard.map(({ reviewId }) => reviewId)).toEqual(['A', 'A']);
    });

    it('let go all together when one of several is sent again that 410 had met at once', async () => {
      const ids = ['A', 'B', 'C', 'D'];
      const reviews = await open([...ids, 'E']);
      for (const id of ids) await reviews.approve(id);
      reviews.pass(UNDO_OVER);
      const refused: (() => void)[] = [];
      // None is answered before all are on their way.
      receiver.behave = () => (response) => {
        refused.push(() => response.writeHead(410).end());
        if (refused.length === ids.length) for (const refuse of refused) refuse();
      };
      deliver(reviews);
      await expect.poll(async () => (await summary(reviews)).dead, { timeout: 8_000 }).toBe(4);
      receiver.behave = () => 200;
      await reviews.approve('E');
      reviews.pass(UNDO_OVER);
      const [first] = (await listEffects(database, 'dead')).items;
      expect(await replayEffect(database, first?.id ?? '', 'priya', reviews.clock())).toBe('replayed');
      await settled(reviews, 2);
      expect([...receiver.taken.values()].map(({ reviewId }) => reviewId).sort()).toEqual([first?.reviewId, 'E']);
      // Each is looked at by somebody before it leaves.
      expect(await summary(reviews)).toMatchObject({ dead: 3, waiting: 0 });
    });

    it('left to another server when this one stops in the middle', async () => {
      const reviews = await open(['A']);
      await reviews.approve('A');
      reviews.pass(UNDO_OVER);
      receiver.behave = ({ attempt }) => (attempt === 1 ? () => {} : 200);
      const worker = deliver(reviews, { timeout: 20_000, lease: 60_000 });
      await receiver.until(() => receiver.heard.length === 1);
      await worker.stop();
      expect((await listEffects(database, 'waiting')).items).toMatchObject([
        { lastError: 'interrupted: the server was stopped' },
      ]);
      deliver(reviews);
      await settled(reviews, 1);
    });

    it('settled only by the server that has them now', async () => {
      const reviews = await open(['A']);
      await reviews.approve('A');
      reviews.pass(UNDO_OVER);
      const options = { lease: 1_000, limit: 5, endpoint: 'here' };
      const now = reviews.clock();
      const [slow] = await takeEffects(database, { ...options, now });
      expect(slow).toMatchObject({ attempt: 1 });
      expect(await takeEffects(database, { ...options, now: now + 999 })).toEqual([]);
      const [next] = await takeEffects(database, { ...options, now: now + 1_000 });
      expect(next).toMatchObject({ attempt: 2, effect: slow?.effect });
      if (!slow || !next) return;
      await settleEffect(database, slow, { status: 'dead', error: 'late' }, now);
      expect(await summary(reviews)).toMatchObject({ waiting: 1, dead: 0 });
      await settleEffect(database, next, { status: 'delivered' }, now);
      await settleEffect(database, slow, { status: 'waiting', next: now, error: 'late' }, now);
      expect(await summary(reviews)).toMatchObject({ waiting: 0, delivered: 1 });
    });

    describe.runIf(isServer)('with several servers', () => {
      it('each delivered, by one of them', async () => {
        const ids = Array.from({ length: 40 }, (_, index) => `R${index}`);
        const reviews = await open(ids);
        for (const id of ids) await reviews.approve(id);
        reviews.pass(UNDO_OVER);
        const other = openServer(postgres?.url ?? '');
        stops.push(() => other.close());
        const second = { ...reviews, database: other };
        for (const each of [reviews, second]) deliver(each);
        const process = await startProcess(reviews);
        await settled(reviews, 40);
        await end(process);
        expect(receiver.heard).toHaveLength(40);
        expect(receiver.taken.size).toBe(40);
      });

      it('taken again when a server is killed in the middle', async () => {
        const reviews = await open(['A', 'B']);
        await reviews.approve('A');
        reviews.pass(UNDO_OVER);
        receiver.behave = ({ attempt }) => (attempt === 1 ? () => {} : 200);
        const process = await startProcess(reviews);
        await receiver.until(() => receiver.heard.length === 1);
        await end(process);
        deliver(reviews);
        await settled(reviews, 1);
        expect(receiver.heard.map(({ attempt }) => attempt)).toEqual([1, 2]);
        expect(new Set(receiver.ids).size).toBe(1);
      });

      it('not taken while somebody is undoing or holding: whoever began before comes first', async () => {
        const reviews = await open(['A']);
        await reviews.approve('A');
        reviews.pass(UNDO_OVER);
        const take = () => takeEffects(database, { now: reviews.clock(), lease: 1_000, limit: 5, endpoint: 'here' });
        await database.transaction(async (tx) => {
          await tx.query(`select id from reviews where id = 'A' for update`);
          expect(await take()).toEqual([]);
        });
        expect(await take()).toHaveLength(1);
      });

      const root = join(import.meta.dirname, '../..');
      async function startProcess(reviews: Reviews): Promise<ChildProcess> {
        const shift = String(reviews.clock() - Date.now());
        const child = spawn(
          process.execPath,
          [
            '--import',
            'tsx',
            join(import.meta.dirname, 'effects.process.ts'),
            postgres?.url ?? '',
            receiver.url,
            SECRET,
            shift,
          ],
          { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
        );
        stops.push(() => end(child));
        await once(child.stdout as NodeJS.ReadableStream, 'data');
        return child;
      }
      async function end(child: ChildProcess) {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }
    });
  });
});

describe('the wait between two tries', () => {
  it('grows fourfold to half a day, and is never the same for all', () => {
    const times = { firstDelay: 5_000, longestDelay: 12 * 3_600_000 };
    const middle = [5, 20, 80, 320, 1_280, 5_120, 20_480, 43_200, 43_200, 43_200, 43_200];
    for (const [index, seconds] of middle.entries()) {
      const waits = Array.from({ length: 50 }, () => delayAfter(index + 1, times));
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(seconds * 750);
      expect(Math.max(...waits)).toBeLessThanOrEqual(seconds * 1_250);
      expect(new Set(waits).size).toBeGreaterThan(40);
    }
  });
});
