import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openServer } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { readEntries } from '../../example/server/log-lines.js';
import { MIGRATIONS } from '../../example/server/migrations.js';
import {
  type Command,
  type Page,
  type Policy,
  type Proposal,
  type RenewResult,
  type Review,
  type ReviewSummary,
  type Risk,
  replay,
} from '../../src/core.js';
import { accept, commandOn, openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';
import { findPostgres, startPostgres } from './postgres.fixtures.js';

const MINUTE = 60_000;
const SECOND = 1_000;

const programs = findPostgres();
if (!programs) console.warn('PostgreSQL is not installed: claims and undo were tried on the embedded one only.');

describe.each(programs ? ['PGlite', 'PostgreSQL'] : ['PGlite'])('claims and undo on %s', (name) => {
  let postgres: Awaited<ReturnType<typeof startPostgres>> | undefined;
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let other: Host;
  let now = Date.parse('2026-11-21T09:00:00Z');
  let template: Review;
  let amara: Visitor;
  let mateo: Visitor;
  let priya: Visitor;
  let jonas: Visitor;
  let lena: Visitor;

  beforeAll(async () => {
    postgres = name === 'PostgreSQL' ? await startPostgres(programs as string) : undefined;
    engine = await openReusable(postgres && openServer(postgres.url));
    database = await engine.fresh();
    const clock = () => now;
    host = await startTestHost({ database, queueSize: 1, clock });
    other = await startTestHost({ database, queueSize: 1, clock, lease: 2 * MINUTE });
    [amara, mateo, priya, jonas, lena] = (await Promise.all(
      ['amara', 'mateo', 'priya', 'jonas', 'lena'].map((person) => signIn(host.url, person)),
    )) as [Visitor, Visitor, Visitor, Visitor, Visitor];
    const [row] = (await amara.get<Page<ReviewSummary>>('/api/reviews')).items;
    template = await amara.get<Review>(`/api/reviews/${row?.id}`);
  });
  afterAll(async () => {
    await host?.stop();
    await other?.stop();
    await engine?.close();
    await postgres?.stop();
  });

  let count = 0;
  /** Cases of a kind of their own, so that nobody is handed those of another test. */
  async function openCases(some: readonly Partial<Proposal>[], policy: Partial<Policy> = {}): Promise<string[]> {
    const kind = `kind-${++count}`;
    const proposals = some.map(
      (fields, index): Proposal => ({
        ...template.proposal,
        id: `${kind}-${index + 1}`,
        kind,
        createdAt: new Date(now - (some.length - index) * MINUTE).toISOString(),
        ...fields,
      }),
    );
    await host.store.open(proposals, () => ({ ...template.policy, secondReview: false, ...policy }));
    return proposals.map(({ id }) => id);
  }
  async function openCase(policy: Partial<Policy> = {}): Promise<Review> {
    const [id] = await openCases([{}], policy);
    return load(amara, id as string);
  }
  const kindOf = (id: string) => id.replace(/-\d+$/, '');
  const load = (visitor: Visitor, id: string) => visitor.get<Review>(`/api/reviews/${id}`);
  const claim = (visitor: Visitor, review: Review, holder?: string) =>
    accept(visitor, review, { type: 'claim', ...(holder !== undefined && { holder }) });
  async function ask<T>(visitor: Visitor, path: string, body: unknown, key: string = crypto.randomUUID()) {
    const response = await visitor.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as T & { error?: { code: string } } };
  }
  const renew = (visitor: Visitor, id: string, fence: unknown) =>
    ask<RenewResult>(visitor, `/api/reviews/${id}/claim/renew`, { fence });
  const next = (visitor: Visitor, body: object, key?: string) =>
    ask<{ review: Review | null }>(visitor, '/api/reviews/next', body, key);
  const iso = (time: number) => new Date(time).toISOString();
  const entriesOf = (id: string) => readEntries(database, [id]);
  async function expectReplay(id: string) {
    const [row] = await database.query<{ body: Review }>('select body from reviews where id = $1', [id]);
    expect(replay(await entriesOf(id))).toEqual(row?.body);
  }
  /** Holds a review as a slow transaction would, until `end`. */
  async function occupy(id: string) {
    let end = () => {};
    const held = new Promise<void>((started) => {
      ending = database.transaction(async (tx) => {
        await tx.query('select id from reviews where id = $1 for update', [id]);
        started();
        await new Promise<void>((resolve) => {
          end = resolve;
        });
      });
    });
    await held;
    return async () => {
      end();
      await ending;
    };
  }
  let ending: Promise<void>;

  describe('a lease', () => {
    it('is moved by a heartbeat, for everybody to see, without an entry', async () => {
      const mine = await claim(amara, await openCase());
      expect(mine.claim?.until).toBe(iso(now + 15 * MINUTE));
      now += 10 * MINUTE;
      const { body } = await renew(amara, mine.id, mine.claim?.fence);
      expect(body).toEqual({ outcome: 'renewed', until: iso(now + 15 * MINUTE) });
      expect((await load(mateo, mine.id)).claim?.until).toBe(iso(now + 15 * MINUTE));
      now += 10 * MINUTE;
      expect(await host.store.lapse()).toBe(0);
      // What else happens under a claim leaves its end alone.
      const held = await accept(amara, await load(amara, mine.id), {
        type: 'hold',
        reason: 'Looks wrong.',
        scope: 'review',
      });
      expect(held.claim?.until).toBe(iso(now + 5 * MINUTE));
      const conflict = await amara.post(mine.id, { ...commandOn(mine, { type: 'claim' }), expectedVersion: 1 });
      expect(conflict.body).toMatchObject({ outcome: 'conflict', review: { claim: { until: iso(now + 5 * MINUTE) } } });
      expect((await entriesOf(mine.id)).map(({ type }) => type)).toEqual(['proposed', 'claimed', 'held']);
      await expectReplay(mine.id);
    });

    it('has the length its server was given', async () => {
      const visitor = await signIn(other.url, 'amara');
      const mine = await claim(visitor, await openCase());
      expect(mine.claim?.until).toBe(iso(now + 2 * MINUTE));
    });

    it('is not renewed once it is over, with an old token, by somebody else or without a token', async () => {
      const one = await claim(amara, await openCase(), 'one');
      const two = await claim(amara, one, 'two');
      expect(two.claim?.fence).toBeGreaterThan(one.claim?.fence ?? 0);
      expect((await renew(amara, one.id, one.claim?.fence)).body).toMatchObject({
        outcome: 'claim-lost',
        review: { claim: { holder: 'two' } },
      });
      expect((await renew(mateo, one.id, two.claim?.fence)).body.outcome).toBe('claim-lost');
      for (const fence of [undefined, '3', 1.5]) {
        expect(await renew(amara, one.id, fence)).toMatchObject({
          status: 400,
          body: { error: { code: 'body-invalid' } },
        });
      }
      expect((await renew(amara, 'nowhere', 2)).status).toBe(404);
      now += 15 * MINUTE;
      expect((await renew(amara, one.id, two.claim?.fence)).body).toMatchObject({
        outcome: 'claim-lost',
        review: { state: 'pending.open' },
      });
      expect((await entriesOf(one.id)).at(-1)).toMatchObject({ type: 'lapsed', by: { kind: 'system' } });
      await expectReplay(one.id);
    });

    it('that is over is nobody’s any more, whoever looks first', async () => {
      const ids = (await openCases([{}, {}, {}])) as [string, string, string];
      for (const id of ids) await claim(amara, await load(amara, id));
      now += 15 * MINUTE;
      const theirs = await accept(mateo, await load(mateo, ids[0]), { type: 'claim' });
      expect(theirs.claim?.by.id).toBe('mateo');
      expect((await next(mateo, { kind: kindOf(ids[0]) })).body.review?.id).toBe(ids[1]);
      await host.store.lapse();
      expect((await load(amara, ids[2])).claim).toBeUndefined();
      for (const id of ids) {
        expect((await entriesOf(id)).filter(({ type }) => type === 'lapsed')).toHaveLength(1);
        await expectReplay(id);
      }
    });

    it('that ends while a command waits for the review ends the command too', async () => {
      const mine = await claim(amara, await openCase());
      const release = await occupy(mine.id);
      const answer = amara.post(mine.id, commandOn(mine, { type: 'approve' }));
      await new Promise((resolve) => setTimeout(resolve, 200));
      now += 15 * MINUTE;
      await release();
      const [{ body }] = await Promise.all([answer, host.store.lapse(), other.store.lapse()]);
      expect(body).toMatchObject({ outcome: 'claim-lost', review: { state: 'pending.open' } });
      expect((await entriesOf(mine.id)).map(({ type }) => type)).toEqual(['proposed', 'claimed', 'lapsed']);
    });
  });

  describe('a fencing token', () => {
    it('of an earlier claim is refused, however legal the command', async () => {
      const first = await claim(amara, await openCase());
      now += 15 * MINUTE;
      await host.store.lapse();
      const second = await claim(amara, await load(amara, first.id));
      const late = { ...commandOn(second, { type: 'approve' }), fence: first.claim?.fence };
      expect((await amara.post(first.id, late)).body).toMatchObject({
        outcome: 'claim-lost',
        review: { claim: { fence: second.claim?.fence } },
      });
      const { fence: _fence, ...without } = commandOn(second, { type: 'approve' });
      expect((await amara.post(first.id, without)).body.outcome).toBe('claim-lost');
      expect((await amara.post(first.id, { ...without, fence: 'x' })).body.outcome).toBe('invalid');
      expect((await amara.post(first.id, commandOn(second, { type: 'approve' }))).body.outcome).toBe('accepted');
      await expectReplay(first.id);
    });

    it('makes two windows of one person two holders, of whom the later one decides', async () => {
      const one = await claim(amara, await openCase(), 'window-1');
      const two = await claim(amara, one, 'window-2');
      expect(two.claim).toMatchObject({ holder: 'window-2', until: iso(now + 15 * MINUTE) });
      const stale = { ...commandOn(one, { type: 'approve' }), expectedVersion: two.version };
      expect((await amara.post(one.id, stale)).body).toMatchObject({
        outcome: 'claim-lost',
        review: { claim: { holder: 'window-2' } },
      });
      expect((await mateo.post(one.id, commandOn(two, { type: 'claim', holder: 'window-3' }))).body.outcome).toBe(
        'conflict',
      );
      const long = await amara.post(one.id, commandOn(two, { type: 'claim', holder: 'x'.repeat(201) }));
      expect(long.body).toMatchObject({ outcome: 'invalid', issues: [{ code: 'text-too-long' }] });
      expect((await accept(amara, two, { type: 'approve' })).status).toBe('approved');
    });
  });

  describe('the next case', () => {
    it('is the first of the order and the filters that were asked for', async () => {
      const risks: Risk[] = ['low', 'high', 'medium', 'high'];
      const ids = await openCases(risks.map((risk) => ({ risk })));
      const kind = kindOf(ids[0] as string);
      const first = (await next(amara, { kind, order: 'risk', holder: 'window-1' })).body.review;
      expect(first).toMatchObject({
        id: ids[1],
        claim: { by: { id: 'amara' }, holder: 'window-1', until: iso(now + 15 * MINUTE) },
      });
      expect((await next(amara, { kind })).body.review?.id).toBe(ids[0]);
      expect((await next(mateo, { kind, risk: ['high', 'critical'] })).body.review?.id).toBe(ids[3]);
      expect((await next(mateo, { kind, risk: ['critical'] })).body.review).toBeNull();
      expect((await next(mateo, { kind, order: 'newest' })).body.review?.id).toBe(ids[2]);
      expect((await next(mateo, { kind })).body).toEqual({ review: null });
    });

    it('is one this person may claim', async () => {
      const ids = (await openCases([{}, {}, {}, {}], { secondReview: true })) as [string, string, string, string];
      const kind = kindOf(ids[0]);
      const sign = async (visitor: Visitor, id: string, command: Command) =>
        accept(visitor, await claim(visitor, await load(visitor, id)), command);
      const reject: Command = { type: 'reject', reason: { codes: ['file-newer'] } };
      await sign(amara, ids[0], { type: 'approve' });
      await sign(mateo, ids[1], { type: 'approve' });
      await sign(priya, ids[1], reject);
      await accept(priya, await load(priya, ids[2]), { type: 'hold', reason: 'Looks wrong.', scope: 'review' });
      expect((await next(lena, { kind })).body.review).toBeNull();
      // Signed by her; for an adjudicator; held: the fourth.
      expect((await next(amara, { kind })).body.review?.id).toBe(ids[3]);
      expect((await next(amara, { kind })).body.review).toBeNull();
      expect((await next(jonas, { kind, order: 'newest' })).body.review?.id).toBe(ids[1]);
      const second = (await next(mateo, { kind })).body.review;
      expect(second).toMatchObject({ id: ids[0], signatures: [{ verdict: { type: 'withheld' } }] });
    });

    it('goes to exactly one of many who ask at once, and to everybody as long as there are any', async () => {
      const ids = await openCases(Array.from({ length: 24 }, () => ({})));
      const kind = kindOf(ids[0] as string);
      const visitors = [amara, mateo, priya, jonas];
      const answers = await Promise.all(
        Array.from({ length: 28 }, (_, index) => next(visitors[index % 4] as Visitor, { kind })),
      );
      const given = answers.flatMap(({ body }) => body.review?.id ?? []);
      expect(given.sort()).toEqual([...ids].sort());
      for (const id of ids) expect((await entriesOf(id)).map(({ type }) => type)).toEqual(['proposed', 'claimed']);
    });

    it('is looked for beyond many that this person may not have', async () => {
      const ids = await openCases(Array.from({ length: 30 }, () => ({})));
      const kind = kindOf(ids[0] as string);
      for (const id of ids.slice(0, 29)) {
        await accept(priya, await load(priya, id), { type: 'hold', reason: 'Looks wrong.', scope: 'review' });
      }
      expect((await next(amara, { kind })).body.review?.id).toBe(ids[29]);
    });

    it.runIf(name === 'PostgreSQL')(
      'passes over a case that is being changed, and waits for the last one',
      async () => {
        const ids = (await openCases([{}, {}])) as [string, string];
        const kind = kindOf(ids[0]);
        const release = await occupy(ids[0]);
        let isAnswered = false;
        let waiting: ReturnType<typeof next> | undefined;
        try {
          const ask = next(amara, { kind });
          const soon = new Promise((resolve) => setTimeout(resolve, 5 * SECOND));
          expect(await Promise.race([ask, soon])).toMatchObject({ body: { review: { id: ids[1] } } });
          waiting = next(mateo, { kind }).finally(() => {
            isAnswered = true;
          });
          await new Promise((resolve) => setTimeout(resolve, 300));
          expect(isAnswered).toBe(false);
        } finally {
          await release();
        }
        expect((await waiting)?.body.review?.id).toBe(ids[0]);
      },
    );

    it('is the same for every try with one key', async () => {
      const ids = await openCases([{}, {}, {}]);
      const kind = kindOf(ids[0] as string);
      const key = crypto.randomUUID();
      const answers = await Promise.all([1, 2, 3].map(() => next(amara, { kind }, key)));
      answers.push(await next(amara, { kind }, key));
      for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
      expect(answers[0]?.body.review?.id).toBe(ids[0]);
      expect((await load(amara, ids[1] as string)).status).toBe('pending');
      expect(await next(amara, { kind: 'another' }, key)).toMatchObject({
        status: 409,
        body: { error: { code: 'idempotency-key-reused' } },
      });
    });

    it.each([
      [[]],
      [{ order: 'alphabet' }],
      [{ risk: 'high' }],
      [{ risk: [] }],
      [{ risk: ['huge'] }],
      [{ kind: 'a\u0000' }],
      [{ holder: 5 }],
    ])('is not asked for by %j', async (body) => {
      expect(await next(amara, body)).toMatchObject({ status: 400, body: { error: { code: 'body-invalid' } } });
    });
  });

  describe('a key', () => {
    it('used twice at the same time is answered twice the same, on either server', async () => {
      const mine = await claim(amara, await openCase());
      const there = await signIn(other.url, 'amara');
      const release = await occupy(mine.id);
      const key = crypto.randomUUID();
      const request = commandOn(mine, { type: 'approve' });
      const sent = [amara, there, amara, there].map((visitor) => visitor.post(mine.id, request, key));
      await new Promise((resolve) => setTimeout(resolve, 200));
      await release();
      const answers = await Promise.all(sent);
      for (const { status, body } of answers) {
        expect(status).toBe(200);
        expect(body).toEqual(answers[0]?.body);
      }
      expect(answers[0]?.body.outcome).toBe('accepted');
      expect((await entriesOf(mine.id)).map(({ type }) => type)).toEqual(['proposed', 'claimed', 'approved']);
    });

    it('used for two reviews at the same time counts for one', async () => {
      const ids = await openCases([{}, {}]);
      const reviews = await Promise.all(ids.map((id) => load(amara, id)));
      const key = crypto.randomUUID();
      const answers = await Promise.all(
        reviews.map((review) => amara.post(review.id, commandOn(review, { type: 'claim' }), key)),
      );
      expect(answers.map(({ body }) => body.outcome).sort()).toEqual(['accepted', 'invalid']);
    });

    it('stays free where there is no such review', async () => {
      const key = crypto.randomUUID();
      const claiming = { command: { type: 'claim' }, expectedVersion: 1 };
      expect((await amara.post('nowhere', claiming, key)).status).toBe(404);
      expect((await amara.post((await openCase()).id, claiming, key)).body.outcome).toBe('accepted');
    });
  });

  describe('authority', () => {
    const setRoles = (person: string, roles: readonly string[]) =>
      database.query('update people set roles = $2::json where id = $1', [person, JSON.stringify(roles)]);

    it('is asked of the database, whatever the session knew', async () => {
      const mine = await claim(mateo, await openCase());
      const before = { id: 'mateo', name: 'Mateo Ruiz', roles: ['reviewer'] };
      await setRoles('mateo', ['auditor']);
      try {
        const answer = await host.store.send(
          mine.id,
          commandOn(mine, { type: 'approve' }),
          before,
          crypto.randomUUID(),
        );
        expect(answer).toMatchObject({ outcome: 'forbidden', why: { code: 'cannot-decide' } });
        expect((await renew(mateo, mine.id, mine.claim?.fence)).body.outcome).toBe('claim-lost');
        expect(await host.store.next({}, undefined, before, crypto.randomUUID())).toBeUndefined();
        const gone = { ...before, id: 'nobody' };
        const free = await openCase();
        expect(await host.store.send(free.id, commandOn(free, { type: 'claim' }), gone, 'k')).toMatchObject({
          outcome: 'forbidden',
        });
      } finally {
        await setRoles('mateo', ['reviewer']);
      }
    });

    it.runIf(name === 'PostgreSQL')('that is withdrawn while a command waits counts', async () => {
      const mine = await claim(mateo, await openCase());
      const release = await occupy(mine.id);
      const answer = mateo.post(mine.id, commandOn(mine, { type: 'approve' }));
      try {
        await new Promise((resolve) => setTimeout(resolve, 200));
        await setRoles('mateo', ['auditor']);
        await release();
        expect((await answer).body).toMatchObject({ outcome: 'forbidden', why: { code: 'cannot-decide' } });
      } finally {
        await setRoles('mateo', ['reviewer']);
      }
    });
  });

  describe('an undo', () => {
    const undo = (review: Review, holder?: string) => commandOn(review, { type: 'undo', ...(holder && { holder }) });
    const approve = async (visitor: Visitor, review: Review) =>
      accept(visitor, await claim(visitor, review), { type: 'approve' });

    it('is offered to the signer alone, and gives the claim back with a lease', async () => {
      const decided = await approve(amara, await openCase());
      expect(decided.undo).toEqual({ by: 'amara', until: iso(now + 10 * MINUTE) });
      expect((await load(amara, decided.id)).undo).toEqual(decided.undo);
      expect((await load(mateo, decided.id)).undo).toBeUndefined();
      expect((await mateo.post(decided.id, undo(decided))).body).toMatchObject({ why: { code: 'not-signer' } });
      now += MINUTE;
      const { body } = await amara.post(decided.id, undo(decided, 'window-1'));
      expect(body).toMatchObject({
        outcome: 'accepted',
        review: { state: 'reviewing.revealed', claim: { holder: 'window-1', until: iso(now + 15 * MINUTE) } },
        entry: { type: 'undone', supersedes: decided.version },
      });
      const again = await load(amara, decided.id);
      expect(again.undo).toBeUndefined();
      expect(again.decision).toBeUndefined();
      expect((await accept(amara, again, { type: 'approve' })).undo?.until).toBe(iso(now + 10 * MINUTE));
      await expectReplay(decided.id);
    });

    it('ends with the signer’s next verdict or after 30 s, whichever is later, and after ten minutes anyhow', async () => {
      const ids = (await openCases([{}, {}, {}, {}])) as [string, string, string, string];
      const early = await approve(amara, await load(amara, ids[0]));
      now += 40 * SECOND;
      const middle = await approve(amara, await load(amara, ids[1]));
      // A verdict of somebody else changes nothing.
      const theirs = await approve(mateo, await load(mateo, ids[2]));
      now += 10 * SECOND;
      expect((await load(amara, ids[0])).undo).toBeUndefined();
      expect((await amara.post(early.id, undo(early))).body).toMatchObject({ why: { code: 'undo-over' } });
      await approve(amara, await load(amara, ids[3]));
      expect((await load(amara, ids[1])).undo?.until).toBe(iso(now + 20 * SECOND));
      expect((await load(mateo, ids[2])).undo?.until).toBe(iso(now - 10 * SECOND + 10 * MINUTE));
      now += 19 * SECOND;
      expect((await amara.post(middle.id, undo(middle))).body.outcome).toBe('accepted');
      now += 10 * MINUTE;
      expect((await mateo.post(theirs.id, undo(theirs))).body).toMatchObject({ why: { code: 'undo-over' } });
    });

    it('is over once the case was reopened or stopped', async () => {
      const decided = await approve(amara, await openCase());
      const held = await accept(priya, decided, { type: 'hold', reason: 'Looks wrong.', scope: 'review' });
      expect((await amara.post(decided.id, undo(held))).body.outcome).toBe('held');
      const resumed = await accept(priya, held, { type: 'resume' });
      const reopened = await accept(priya, resumed, { type: 'reopen', reason: 'New facts.' });
      expect((await load(amara, decided.id)).undo).toBeUndefined();
      expect((await amara.post(decided.id, undo(reopened))).body.outcome).not.toBe('accepted');
      expect(await database.query('select 1 from undo_windows where review_id = $1', [decided.id])).toEqual([]);
    });

    it('of the first signer shows the second one nothing of what was taken back', async () => {
      const opened = await openCase({ secondReview: true });
      const secret = (text: string): Command => ({
        type: 'reject',
        reason: { codes: ['other'], text: `${text} of the first signer` },
      });
      const first = await accept(amara, await claim(amara, opened), secret('SECRET-ONE'));
      expect(first.undo?.by).toBe('amara');
      const shownTo = async (visitor: Visitor) =>
        (
          await Promise.all(
            ['', '/history'].map(async (path) => (await visitor.request(`/api/reviews/${opened.id}${path}`)).text()),
          )
        ).join('\n');
      expect(await shownTo(mateo)).not.toMatch(/SECRET|undo/);
      await amara.post(opened.id, undo(first));
      const taken = await shownTo(mateo);
      expect(taken).not.toMatch(/SECRET|"type":"rejected"|"type":"reject"/);
      expect(taken).toContain('"type":"undone"');
      expect(await shownTo(amara)).toContain('SECRET-ONE');
      const again = await accept(amara, await load(amara, opened.id), secret('SECRET-TWO'));
      expect(await shownTo(mateo)).not.toMatch(/SECRET|amara|Amara/);
      const second = await claim(mateo, await load(mateo, opened.id));
      // Somebody else has it: there is nothing to take back.
      expect((await load(amara, opened.id)).undo).toBeUndefined();
      expect((await amara.post(opened.id, undo({ ...again, version: second.version }))).body.outcome).not.toBe(
        'accepted',
      );
      await accept(mateo, second, secret('SECRET-THREE'));
      // Both have signed: now both may know everything.
      expect(await shownTo(mateo)).toMatch(/SECRET-ONE/);
      await expectReplay(opened.id);
    });
  });
});

describe('migrations', () => {
  it.runIf(programs)(
    'bring an older database to the newest form once, when two servers start on it together',
    async () => {
      const postgres = await startPostgres(programs as string);
      const [one, two] = [openServer(postgres.url), openServer(postgres.url)];
      try {
        await one.query(
          'create table migrations (version int primary key, name text not null, at timestamptz not null default now())',
        );
        for (const [index, { name, statements }] of MIGRATIONS.slice(0, 3).entries()) {
          for (const statement of statements) await one.query(statement);
          await one.query('insert into migrations (version, name) values ($1, $2)', [index + 1, name]);
        }
        const until = '2026-11-21T09:15:00.000Z';
        await one.query(
          `insert into reviews (id, kind, status, state, risk, risk_rank, title, distance_from_even, created_at, due_at, lease_until, version, body)
         values ('OLD-1', 'k', 'pending', 'pending.open', 'low', 0, 'Old', 1, now(), 'infinity', $1, 1, '{}')`,
          [until],
        );
        const hosts = await Promise.all([one, two].map((database) => startTestHost({ database, queueSize: 3 })));
        const applied = await one.query<{ version: number }>('select version from migrations order by version');
        expect(applied.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
        const leases = await one.query<{ until: Date }>(`select until from leases where review_id = 'OLD-1'`);
        expect(leases.map((lease) => lease.until.toISOString())).toEqual([until]);
        await one.query(`delete from leases`);
        await Promise.all(hosts.map((host) => host.stop()));
      } finally {
        await Promise.all([one, two].map((database) => database.close().catch(() => {})));
        await postgres.stop();
      }
    },
  );
});
