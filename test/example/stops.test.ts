import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../example/server/database.js';
import { takeEffects } from '../../example/server/effects.js';
import type { Host } from '../../example/server/host.js';
import { readEntries } from '../../example/server/log-lines.js';
import { policyFor } from '../../example/server/policy.js';
import { sampleProposals } from '../../src/backends/sample-reviews.js';
import {
  coversModel,
  type OversightPolicy,
  type Policy,
  type Proposal,
  type Review,
  replay,
  type Stop,
  type StopOrder,
  type StopResult,
  type StopTarget,
} from '../../src/core.js';
import { accept, commandOn, openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';

const MODEL = { id: 'model-a', version: '1' };
const WHY = 'Income is read from the wrong column since 08:00.';
const ALL: StopTarget = { scope: 'all' };
const ofModel = (id: string, version?: string): StopTarget => ({
  scope: 'model',
  model: { id, ...(version && { version }) },
});

describe('a stop of a model or of everything', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let amara: Visitor;
  let mateo: Visitor;
  let priya: Visitor;
  let now = 0;

  const start = () => startTestHost({ database, queueSize: 0, clock: () => now });
  beforeAll(async () => {
    engine = await openReusable();
  });
  afterAll(async () => {
    await engine?.close();
  });
  beforeEach(async () => {
    now = Date.parse('2026-11-29T09:00:00Z');
    database = await engine.fresh();
    host = await start();
    [amara, mateo, priya] = await Promise.all([
      signIn(host.url, 'amara'),
      signIn(host.url, 'mateo'),
      signIn(host.url, 'priya'),
    ]);
  });
  afterEach(async () => {
    await host?.stop();
  });

  const proposal = (id: string, change: Partial<Proposal> = {}): Proposal => ({
    ...sampleProposals.refund,
    id,
    model: MODEL,
    createdAt: new Date(now).toISOString(),
    ...change,
  });
  const open = (ids: readonly string[], change: Partial<Proposal> = {}, policy: Policy = policyFor('low')) =>
    host.store.open(
      ids.map((id) => proposal(id, change)),
      () => policy,
    );
  const order = async (visitor: Visitor, path: string, body: unknown, key: string = crypto.randomUUID()) => {
    const answer = await visitor.request(`/api/stops${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as StopResult;
  };
  async function stop(target: StopTarget = ofModel(MODEL.id), visitor = amara): Promise<Stop> {
    const result = await order(visitor, '', { ...target, reason: WHY });
    if (result.outcome !== 'accepted') throw new Error(JSON.stringify(result));
    return result.stop;
  }
  const resume = ({ id }: Stop, visitor = priya) => order(visitor, `/${id}/resume`, { reason: 'Repaired.' });
  const load = (id: string) => mateo.get<Review>(`/api/reviews/${id}`);
  const stored = async (id: string) => {
    const [row] = await database.query<{ body: Review }>('select body from reviews where id = $1', [id]);
    return row?.body as Review;
  };
  const entriesOf = (id: string) => readEntries(database, [id]);
  const typesOf = async (id: string) => (await entriesOf(id)).map(({ type }) => type);
  const decided = async (id: string) =>
    accept(mateo, await accept(mateo, await load(id), { type: 'claim' }), { type: 'approve' });
  const take = () =>
    takeEffects(database, { now: now + 86_400_000, lease: 1_000, limit: 9, endpoint: 'here' }).then((taken) =>
      taken.map(({ effect }) => effect.reviewId),
    );

  it('is on the record of every case that it holds, by whom and why, and of no other', async () => {
    await open(['A1', 'A2', 'A3']);
    await open(['B1'], { model: { id: 'model-b', version: '1' } });
    await accept(mateo, await load('A2'), { type: 'claim' });
    const made = await stop();
    await host.store.stops.sweep();
    for (const id of ['A1', 'A2', 'A3']) {
      const entry = (await entriesOf(id)).at(-1);
      expect(entry, id).toMatchObject({
        type: 'held',
        by: { id: 'amara', name: 'Amara Osei' },
        command: { type: 'hold', scope: 'model', reason: WHY, stop: made.id },
      });
      expect(replay(await entriesOf(id))).toEqual(await stored(id));
    }
    expect((await stored('A2')).claim?.by.id).toBe('mateo');
    expect(await typesOf('B1')).toEqual(['proposed']);
    expect(await amara.get('/api/stops')).toMatchObject({
      stops: [{ id: made.id, held: 3, resumeRoles: ['supervisor'] }],
    });
  });

  it('holds from its answer on, before any case has it on record', async () => {
    const ids = Array.from({ length: 5 }, (_, index) => `A${index}`);
    await open(ids);
    const claimed = await accept(mateo, await load('A0'), { type: 'claim' });
    await decided('A1');
    await open(['W']);
    // Put in force as the server does it, without the slices that follow.
    const { stops } = host.store;
    const answer = await stops.stop(
      { ...ofModel(MODEL.id), reason: WHY } as StopOrder,
      { id: 'amara', name: '', roles: [] },
      'k',
    );
    expect(answer.outcome).toBe('accepted');
    expect((await stored('A2')).hold).toBeUndefined();

    expect((await mateo.post('A0', commandOn(claimed, { type: 'approve' }))).body.outcome).toBe('held');
    expect((await mateo.post('A2', { command: { type: 'claim' }, expectedVersion: 1 })).body.outcome).toBe('held');
    expect(await mateo.backend.claims?.next?.({}, { idempotencyKey: 'next' })).toBeUndefined();
    expect(await take()).toEqual([]);
    const undo = await mateo.post('A1', { command: { type: 'undo' }, expectedVersion: 3 });
    expect(undo.body.outcome).toBe('held');
    // Whoever opens a case finds it held, with the entry that says so.
    expect((await load('A3')).hold).toMatchObject({ reason: WHY, scope: 'model' });
    expect(await typesOf('A3')).toEqual(['proposed', 'held']);
    expect(await stops.sweep()).toBeGreaterThan(0);
    expect(await stops.sweep()).toBe(0);
  });

  it('lets an effect out again that it held back, once, when it is gone', async () => {
    await open(['A1', 'A2']);
    await decided('A1');
    const made = await stop();
    await host.store.stops.sweep();
    expect(await take()).toEqual([]);
    expect(await priya.get('/api/effects/summary')).toMatchObject({ waiting: 1, held: 1 });
    expect((await stored('A1')).hold?.stop).toBe(made.id);
    await resume(made);
    await host.store.stops.sweep();
    expect(await take()).toEqual(['A1']);
    expect(await take()).toEqual([]);
    expect(await typesOf('A1')).toEqual(['proposed', 'claimed', 'approved', 'held', 'resumed']);
  });

  it('is resumed by the named role alone, with a reason, whoever asks', async () => {
    await open(['A1']);
    const made = await stop();
    const jonas = await signIn(host.url, 'jonas');
    for (const visitor of [amara, mateo, jonas]) {
      expect(await resume(made, visitor)).toEqual({
        outcome: 'forbidden',
        why: { code: 'role-missing', roles: ['supervisor'] },
      });
    }
    expect(await order(priya, `/${made.id}/resume`, { reason: '  ' })).toMatchObject({ outcome: 'invalid' });
    // Nor through the case itself, whatever it says.
    const held = await load('A1');
    const lift = await priya.post('A1', commandOn(held, { type: 'resume', reason: 'x', stop: made.id }));
    expect(lift.body.outcome).toBe('held');
    expect((await load('A1')).hold).toBeDefined();
    expect(await resume(made)).toMatchObject({
      outcome: 'accepted',
      end: { by: { id: 'priya' }, reason: 'Repaired.' },
    });
    expect(await resume(made)).toMatchObject({ outcome: 'conflict', end: { by: { id: 'priya' } } });
    expect((await load('A1')).hold).toBeUndefined();
    expect((await entriesOf('A1')).at(-1)).toMatchObject({
      type: 'resumed',
      by: { id: 'priya' },
      command: { reason: 'Repaired.' },
    });
  });

  it('is given by those who decide, and by nobody who only reads', async () => {
    const lena = await signIn(host.url, 'lena');
    expect(await order(lena, '', { ...ALL, reason: WHY })).toMatchObject({ outcome: 'forbidden' });
    expect(await lena.get('/api/stops')).toEqual({ stops: [] });
    expect((await fetch(`${host.url}/api/stops`)).status).toBe(401);
  });

  it('asks of every case that it holds whether its own policy lets this role resume', async () => {
    const base = policyFor('low');
    await open(['A1']);
    await open(['STRICT'], {}, { ...base, roles: { ...base.roles, resume: ['adjudicator'] } });
    const made = await stop();
    await host.store.stops.sweep();
    expect(await resume(made)).toEqual({ outcome: 'forbidden', why: { code: 'role-missing', roles: ['adjudicator'] } });
    expect((await load('A1')).hold).toBeDefined();
  });

  it('outlives the server', async () => {
    await open(['A1']);
    const made = await stop();
    await host.stop();
    host = await start();
    mateo = await signIn(host.url, 'mateo');
    priya = await signIn(host.url, 'priya');
    expect(await mateo.get('/api/stops')).toMatchObject({ stops: [{ id: made.id }] });
    const review = await load('A1');
    expect((await mateo.post('A1', commandOn(review, { type: 'claim' }))).body.outcome).toBe('held');
    await open(['A2']);
    expect((await load('A2')).hold?.stop).toBe(made.id);
    await resume(made);
    await accept(mateo, await load('A2'), { type: 'claim' });
  });

  it('is finished by the next server where the first was killed in between', async () => {
    await open(['A1', 'A2', 'A3']);
    await host.store.stops.stop({ ...ALL, reason: WHY } as StopOrder, { id: 'amara', name: '', roles: [] }, 'k');
    await host.stop();
    host = await start();
    await expect.poll(async () => (await stored('A3')).hold?.reason).toBe(WHY);
  });

  it('cannot be changed or deleted afterwards, by whoever has the database', async () => {
    const made = await stop();
    await expect(database.query(`delete from stops`)).rejects.toThrow('written once');
    await expect(database.query(`update stops set body = '{}'::json where id = $1`, [made.id])).rejects.toThrow(
      'written once',
    );
    await resume(made);
    await expect(database.query(`update stops set end_body = null where id = $1`, [made.id])).rejects.toThrow(
      'written once',
    );
  });

  describe('and cases that the policy would let past people', () => {
    const oversight: OversightPolicy = {
      id: 'credit-oversight',
      version: '1',
      roles: ['reviewer'],
      rules: [
        { id: 'alone', when: { type: 'kind', in: ['alone'] }, handling: { mode: 'auto', profile: 'low' } },
        {
          id: 'watched',
          when: { type: 'kind', in: ['watched'] },
          handling: { mode: 'monitor', profile: 'low', vetoMinutes: 5 },
        },
      ],
      otherwise: { mode: 'review', profile: 'low' },
    };
    const submit = (kind: string, id: string) =>
      host.store.submit([proposal(id, { kind })], () => policyFor('low'), oversight);

    it('holds those that arrive before they are routed, and sends them to people once it is gone', async () => {
      const made = await stop();
      const [opened] = await submit('alone', 'NEW');
      expect(opened).toMatchObject({ state: 'pending.open', hold: { stop: made.id } });
      expect(await typesOf('NEW')).toEqual(['proposed', 'held']);
      await resume(made);
      await host.store.stops.sweep();
      expect(await stored('NEW')).toMatchObject({ state: 'pending.open', route: { mode: 'auto', rule: 'alone' } });
      expect(await typesOf('NEW')).toEqual(['proposed', 'held', 'resumed', 'routed']);
      expect(replay(await entriesOf('NEW'))).toEqual(await stored('NEW'));
      expect(await take()).toEqual([]);
    });

    it('gives back the time from the stop itself where a case had it on record later', async () => {
      await submit('watched', 'W');
      const until = Date.parse((await load('W')).route?.vetoUntil ?? '');
      now = until - 1_000;
      // Put in force as the server does it, without the slices that follow.
      const who = { id: 'amara', name: '', roles: [] };
      const made = await host.store.stops.stop({ ...ofModel(MODEL.id), reason: WHY } as StopOrder, who, 'k');
      const at = new Date(now).toISOString();
      now = until + 60_000;
      await host.store.proceed();
      expect(await stored('W')).toMatchObject({ state: 'pending.monitored', hold: { since: at } });
      if (made.outcome !== 'accepted') throw new Error(JSON.stringify(made));
      await resume(made.stop);
      await host.store.stops.sweep();
      expect(Date.parse((await stored('W')).route?.vetoUntil ?? '')).toBe(now + 1_000);
      expect(await host.store.proceed()).toBe(0);
      expect(replay(await entriesOf('W'))).toEqual(await stored('W'));
      now += 1_000;
      expect(await host.store.proceed()).toBe(1);
    });

    it('lets no veto window end, and gives back the time that it took', async () => {
      await submit('watched', 'W');
      const { route } = await load('W');
      now += 60_000;
      const made = await stop();
      now += 3_600_000;
      expect(await host.store.proceed()).toBe(0);
      expect((await stored('W')).state).toBe('pending.monitored');
      await resume(made);
      await host.store.stops.sweep();
      const after = await stored('W');
      expect(Date.parse(after.route?.vetoUntil ?? '') - Date.parse(route?.vetoUntil ?? '')).toBe(3_600_000);
      expect(await host.store.proceed()).toBe(0);
      now += 5 * 60_000;
      expect(await host.store.proceed()).toBe(1);
    });
  });

  it('passes over what is closed for good, though something of it has still to go out', async () => {
    const base = policyFor('low');
    await open(['A1'], {}, { ...base, roles: { ...base.roles, propose: ['supervisor'] } });
    const done = await decided('A1');
    const again = await accept(priya, done, { type: 'reopen', reason: 'The letter came in late.' });
    await accept(priya, again, { type: 'withdraw' });
    await open(['A2']);
    const made = await stop();
    await host.store.stops.sweep();
    expect((await stored('A2')).hold?.stop).toBe(made.id);
    expect(await load('A1')).toMatchObject({ state: 'closed.withdrawn' });
    expect(await take()).toEqual([]);
    expect(await host.store.stops.sweep()).toBe(0);
  });

  it('goes on to the next case where one cannot follow, says so, and comes back to it', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { stops } = host.store;
    await open(['A1', 'A2']);
    await open(['B1'], { model: { id: 'model-b', version: '1' } });
    const made = await stop();
    await stops.sweep();
    const asks = (roles: string) =>
      database.query(
        `update reviews set body = jsonb_set(body::jsonb, '{policy,roles,resume}', $1::jsonb)::json where id = 'A1'`,
        [roles],
      );
    await asks('["nobody"]');
    await resume(made);
    const other = await stop(ofModel('model-b'));
    await stops.sweep();
    expect((await stored('A2')).hold).toBeUndefined();
    expect((await stored('B1')).hold?.stop).toBe(other.id);
    expect((await stored('A1')).hold?.stop).toBe(made.id);
    expect(logged.mock.calls.flat().join()).toContain('A1');
    await asks('["supervisor"]');
    await stops.sweep();
    expect((await stored('A1')).hold).toBeUndefined();
    logged.mockRestore();
  });

  it('goes on holding what it held where a later version has revised it, and does not hold what came after', async () => {
    await open(['A1']);
    const made = await stop(ofModel(MODEL.id, '1'));
    await host.store.stops.sweep();
    const next = { ...MODEL, version: '2' };
    const revise = (model: Proposal['model']) =>
      database.transaction((tx) =>
        host.store.reviseOpen(tx, ({ proposal: before }) => ({ ...before, revision: before.revision + 1, model }), {
          kind: 'system',
          id: 'trainer',
          name: 'Trainer',
        }),
      );
    await revise(next);
    await open(['A2'], { model: next });
    expect((await load('A1')).hold?.stop).toBe(made.id);
    expect((await load('A2')).hold).toBeUndefined();
    // And what is revised by a version that is stopped is held from there on.
    await revise(MODEL);
    expect((await load('A2')).hold?.stop).toBe(made.id);
    for (const id of ['A1', 'A2']) expect(replay(await entriesOf(id))).toEqual(await stored(id));
    await resume(made);
    await host.store.stops.sweep();
    for (const id of ['A1', 'A2']) expect((await stored(id)).hold).toBeUndefined();
  });

  it('holds a review exactly where a stop in force covers it or it is held on its own, whoever does what in which order', async () => {
    const models = [
      { id: 'model-a', version: '1' },
      { id: 'model-a', version: '2' },
      { id: 'model-b', version: '1' },
    ];
    const targets = [ALL, ofModel('model-a'), ofModel('model-a', '2'), ofModel('model-b')];
    const action = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('stop' as const), at: fc.nat(3) }) },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('resume' as const), at: fc.nat(3) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('hold' as const), at: fc.nat(9) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('lift' as const), at: fc.nat(9) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('open' as const), at: fc.nat(2) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('sweep' as const), at: fc.nat(1) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('claim' as const), at: fc.nat(9) }) },
    );
    const seen = new Map<string, number>();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 14 }), async (actions) => {
        run += 1;
        // What an earlier history left in force is none of this one's.
        for (const left of (await amara.get<{ stops: Stop[] }>('/api/stops')).stops) await resume(left);
        await host.store.stops.sweep();
        const reviews = new Map<string, (typeof models)[number]>();
        const own = new Set<string>();
        const inForce = new Map<number, Stop>();
        const arrive = async (index: number) => {
          const model = models[index] as (typeof models)[number];
          const id = `P${run}-${reviews.size}`;
          await open([id], { model });
          reviews.set(id, model);
        };
        for (const index of [0, 1, 2]) await arrive(index);
        for (const { do: what, at } of actions) {
          const id = [...reviews.keys()][at % reviews.size] as string;
          const known = await stored(id);
          seen.set(what, (seen.get(what) ?? 0) + 1);
          if (what === 'stop') {
            const result = await order(amara, '', { ...targets[at], reason: WHY });
            expect(result.outcome).toBe(inForce.has(at) ? 'conflict' : 'accepted');
            if (result.outcome === 'accepted') inForce.set(at, result.stop);
          } else if (what === 'resume') {
            const given = inForce.get(at);
            if (given) expect((await resume(given)).outcome).toBe('accepted');
            inForce.delete(at);
          } else if (what === 'hold') {
            const { body } = await amara.post(
              id,
              commandOn(await load(id), { type: 'hold', reason: 'This one', scope: 'review' }),
            );
            expect(body.outcome).toBe(own.has(id) ? 'held' : 'accepted');
            own.add(id);
          } else if (what === 'lift') {
            const { body } = await priya.post(id, commandOn(await load(id), { type: 'resume', reason: 'Fine' }));
            if (own.has(id)) expect(body.outcome).toBe('accepted');
            else expect(body.outcome).not.toBe('accepted');
            own.delete(id);
          } else if (what === 'claim') {
            const covered = [...inForce.values()].some((each) => coversModel(each, known.proposal.model));
            const { body } = await mateo.post(id, { command: { type: 'claim' }, expectedVersion: known.version });
            if (covered || own.has(id)) expect(['held', 'conflict', 'claim-lost']).toContain(body.outcome);
          } else if (what === 'open') await arrive(at);
          else await host.store.stops.sweep();
        }
        for (const [id, model] of reviews) {
          const { hold } = await load(id);
          const covered = [...inForce.values()].some((each) => coversModel(each, model));
          expect(hold !== undefined, id).toBe(covered || own.has(id));
          expect(replay(await entriesOf(id)), id).toEqual(await stored(id));
        }
      }),
      { numRuns: 25, interruptAfterTimeLimit: 90_000, markInterruptAsFailure: true },
    );
    for (const what of ['stop', 'resume', 'hold', 'lift', 'open', 'sweep', 'claim'])
      expect(seen.get(what) ?? 0, what).toBeGreaterThan(0);
  }, 120_000);
});
