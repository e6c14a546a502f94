import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateApplications } from '../../example/model/generator.js';
import { createAgreement } from '../../example/server/agreement.js';
import { checksAmong, drawCheck } from '../../example/server/checks.js';
import type { Database, Queryable } from '../../example/server/database.js';
import { createGroupPatterns } from '../../example/server/group-patterns.js';
import type { Host } from '../../example/server/host.js';
import { readEntries } from '../../example/server/log-lines.js';
import { migrate } from '../../example/server/migrations.js';
import {
  asksSecond,
  type CaseRecord,
  type CheckOutcome,
  type Command,
  type OversightPolicy,
  type OwnOutcome,
  type Page,
  type Review,
  type ReviewSummary,
  replay,
  sawOf,
} from '../../src/core.js';
import { accept, openReusable, SEED, signIn, startTestHost, type Visitor } from './host.fixtures.js';
import { asAdministrator, LOG_DATABASES, type LogBench, openLogBench } from './log.fixtures.js';

const MINUTE = 60_000;

/** Everything goes to one person, who may be drawn a check with every tenth case. */
const ONE_PERSON: OversightPolicy = {
  id: 'credit-oversight',
  version: '1',
  roles: ['reviewer'],
  rules: [],
  otherwise: {
    mode: 'review',
    profile: 'standard',
    safeguards: { blindFirst: false, secondReview: false, seededChecks: 0.1, signature: false },
  },
};
const TWO_PEOPLE: OversightPolicy = {
  ...ONE_PERSON,
  otherwise: { ...ONE_PERSON.otherwise, mode: 'second' },
};

const reason = { codes: ['file-newer'], checks: ['application'] };
const WAYS: readonly Command[] = [
  { type: 'approve', reason },
  { type: 'override', value: 'deny', reason },
  { type: 'override', value: 'approve', reason },
  { type: 'reject', reason },
  { type: 'respond', message: 'Which of the two accounts is meant?', reason },
  { type: 'abstain', reason },
  { type: 'release' },
  { type: 'escalate', to: 'Credit committee' },
  { type: 'ask', question: 'Is the income net?', to: 'Priya Nair' },
  { type: 'hold', reason: 'The application is forged.', scope: 'review' },
];

describe('checks that people meet', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let now: number;
  let amara: Visitor;
  let mateo: Visitor;
  let priya: Visitor;
  let lena: Visitor;

  async function begin(oversight: OversightPolicy, queueSize: number) {
    await host?.stop();
    now = Date.parse('2026-11-30T08:00:00Z');
    database = await engine.fresh();
    await migrate(database);
    // The draws of every run are those of this one.
    await database.query(`insert into settings (name, value) values ('check-secret', '"of this test"')`);
    host = await startTestHost({
      ...{ database, oversight, queueSize },
      hasChecks: true,
      loadApplications: () => generateApplications(1_200, SEED),
      clock: () => now,
      writes: { burst: 100_000, perSecond: 1_000 },
    });
    [amara, mateo, priya, lena] = (await Promise.all(
      ['amara', 'mateo', 'priya', 'lena'].map((person) => signIn(host.url, person)),
    )) as [Visitor, Visitor, Visitor, Visitor];
  }
  beforeAll(async () => {
    engine = await openReusable();
  });
  afterAll(async () => {
    await host?.stop();
    await engine?.close();
  });

  const nextOf = async (who: Visitor, key: string) => {
    const response = await who.request('/api/reviews/next', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ order: 'oldest' }),
    });
    return ((await response.json()) as { review: Review | null }).review;
  };
  /** Sends a command where the chart has it here, as somebody would. */
  async function attempt(who: Visitor, review: Review, command: Command): Promise<Review | undefined> {
    const { claim, version, proposal, id } = review;
    const given = { ...command, ...('reason' in command && { evidenceOpened: ['application'] }) };
    const { body } = await who.post(id, {
      command: given,
      expectedVersion: version,
      saw: sawOf(proposal),
      ...(claim && { fence: claim.fence }),
    });
    return body.outcome === 'accepted' ? body.review : undefined;
  }
  const allChecks = async () =>
    (await database.query<{ review_id: string }>('select review_id from checks')).map(({ review_id }) => review_id);

  it('come to somebody who decides all day, at least five among seventy, two at a time at most and with what was known of each', async () => {
    await begin(ONE_PERSON, 75);
    const met: number[] = [];
    for (let count = 0; count < 72; count++) {
      const review = await nextOf(amara, `n${count}`);
      if (!review) break;
      const isCheck = (await checksAmong(database, [review.id])).size > 0;
      const after = await accept(amara, review, { type: 'approve', evidenceOpened: ['application'] });
      const { outcome } = await amara.get<{ outcome: CheckOutcome | null }>(`/api/reviews/${review.id}/check`);
      expect([outcome !== null, after.undo === undefined]).toEqual([isCheck, isCheck]);
      if (isCheck) met.push(count);
      const [{ open } = { open: 0 }] = await database.query<{ open: number }>(
        `select count(*)::int as open from checks where person_id = 'amara' and comes_at is not null and ended_at is null`,
      );
      expect(open).toBeLessThanOrEqual(2);
      now += 6 * MINUTE;
      await host.store.showChecks();
    }
    expect(met.length).toBeGreaterThanOrEqual(5);
    const { checks } = await amara.get<{ checks: unknown[] }>('/api/checks/own');
    expect(checks).toHaveLength(met.length);
    // A lone reviewer never meets those of others.
    expect(await database.query(`select from checks where person_id <> 'amara' and comes_at is not null`)).toEqual([]);
  });

  it('never reach what follows from decisions, whatever is done with them', async () => {
    await begin(ONE_PERSON, 24);
    // As many ordinary decisions as checks, so that every count has something to count.
    for (let count = 0; count < 6; count++) {
      const review = await nextOf(mateo, `m${count}`);
      await attempt(mateo, review as Review, WAYS[count % 3] as Command);
    }
    const before = {
      decided: (await host.store.decided()).length,
      groups: await createGroupPatterns(database)({ id: 'priya', name: '', roles: [] }),
      cases: (await priya.get<CaseRecord>('/api/policy/cases')).cases.length,
      agreement: await createAgreement(database)({ id: 'priya', name: '', roles: [] }),
      effects: await database.query('select id from effects order by id'),
      labels: (await priya.get<{ labels: object }>('/api/model')).labels,
    };
    expect(before.decided).toBeGreaterThan(3);
    expect(before.effects).toHaveLength(before.decided);
    const visitors: Record<string, Visitor> = { amara, mateo, priya };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('amara', 'mateo', 'priya'),
        fc.array(fc.constantFrom(...WAYS), { minLength: 1, maxLength: 3 }),
        async (person, commands) => {
          const who = visitors[person] as Visitor;
          const [row] = await database.query<{ review_id: string }>(
            `update checks set comes_at = $2 where review_id = (
               select review_id from checks where person_id = $1 and ended_at is null order by review_id limit 1
             ) returning review_id`,
            [person, new Date(now).toISOString()],
          );
          if (!row) return;
          await host.store.showChecks();
          for (const command of commands) {
            const review = await who.get<Review>(`/api/reviews/${row.review_id}`);
            const mine = review.claim ? review : await attempt(who, review, { type: 'claim' });
            if (mine) await attempt(who, mine, command);
          }
          const [stored] = await database.query<{ body: Review }>('select body from reviews where id = $1', [
            row.review_id,
          ]);
          expect(replay(await readEntries(database, [row.review_id]))).toEqual(stored?.body);
          expect(stored?.body.state).not.toMatch(/awaiting|adjudicating|escalated|automated|monitored/);
        },
      ),
      { numRuns: 24, seed: SEED },
    );
    const after = {
      decided: (await host.store.decided()).length,
      groups: await createGroupPatterns(database)({ id: 'priya', name: '', roles: [] }),
      cases: (await priya.get<CaseRecord>('/api/policy/cases')).cases.length,
      agreement: await createAgreement(database)({ id: 'priya', name: '', roles: [] }),
      effects: await database.query('select id from effects order by id'),
      labels: (await priya.get<{ labels: object }>('/api/model')).labels,
    };
    expect(after).toEqual(before);
    const [{ ended } = { ended: 0 }] = await database.query<{ ended: number }>(
      'select count(*)::int as ended from checks where ended_at is not null',
    );
    expect(ended).toBeGreaterThan(8);
    // What a stop holds is told to everybody, without anybody’s checks; each sees its reach as their own list is.
    const reach = await amara.get<{ open: number }>('/api/stops/reach?scope=all');
    const { items } = await amara.get<Page<ReviewSummary>>('/api/reviews?limit=200&status=pending&status=reviewing');
    expect(reach.open).toBe(items.length);
    // An affected person is told nothing of a check, which is about nobody’s credit.
    const ids = await allChecks();
    for (const id of ids) expect((await lena.request(`/api/reviews/${id}/explanation`)).status).not.toBe(200);
  });

  it('are held by a stop as all cases are, and let go with them', async () => {
    const key = () => ({ idempotencyKey: crypto.randomUUID() });
    const stopped = await amara.backend.stops?.stop({ scope: 'all', reason: 'The scores are shifted.' }, key());
    await host.store.stops.sweep();
    const heldAmong = async () =>
      (
        await database.query<{ held: number }>(
          `select count(*)::int as held from checks join reviews on reviews.id = checks.review_id
           where reviews.status in ('pending', 'reviewing') and body -> 'hold' is not null`,
        )
      )[0]?.held;
    const open = await database.query(
      `select from checks join reviews on reviews.id = checks.review_id where reviews.status in ('pending', 'reviewing')`,
    );
    expect(await heldAmong()).toBe(open.length);
    const [stop] = (await amara.backend.stops?.list()) ?? [];
    const [real] = await database.query<{ count: number }>(
      `select count(*)::int as count from real_reviews where body -> 'hold' is not null`,
    );
    expect(stop?.held).toBe(real?.count);
    if (stopped?.outcome !== 'accepted') throw new Error('Nothing was stopped.');
    await priya.backend.stops?.resume({ id: stopped.stop.id, reason: 'They are right again.' }, key());
    await host.store.stops.sweep();
    expect(await heldAmong()).toBe(0);
  });

  it('keep their people’s results from a supervisor: in the record of all cases, and in every file of it', async () => {
    const ids = await allChecks();
    const { items, total } = await lena.get<Page<{ reviewId: string }>>('/api/log?limit=200');
    expect(items.some(({ reviewId }) => ids.includes(reviewId))).toBe(true);
    const theirs = await priya.get<Page<{ reviewId: string }>>('/api/log?limit=200');
    const own = await database.query<{ review_id: string }>(`select review_id from checks where person_id = 'priya'`);
    const foreign = ids.filter((id) => !own.some(({ review_id }) => review_id === id));
    expect(theirs.items.filter(({ reviewId }) => foreign.includes(reviewId))).toEqual([]);
    expect(theirs.total).toBeLessThan(total as number);
    for (const path of ['/api/log/export', '/api/log/export.csv', '/api/log/export.html', '/api/log/state']) {
      const answer = await priya.request(path);
      expect([path, answer.status]).toEqual([path, 403]);
      expect((await answer.json()).error.code).toBe('record-withheld');
      expect((await lena.request(path)).status).toBe(200);
    }
  });

  it('are for a supervisor no more than ids that nothing has, on every path of the log: their own before they come as well', async () => {
    await begin(ONE_PERSON, 20);
    const idOf = async (person: string, isShown: boolean) =>
      (
        await database.query<{ review_id: string }>(
          `select review_id from checks where person_id = $1 and (shown_at is not null) = $2 limit 1`,
          [person, isShown],
        )
      )[0]?.review_id as string;
    await database.query(
      `update checks set comes_at = $1 where review_id in (select min(review_id) from checks group by person_id)`,
      [new Date(now).toISOString()],
    );
    await host.store.showChecks();
    const [foreign, hidden, own] = await Promise.all([idOf('amara', true), idOf('priya', false), idOf('priya', true)]);
    const unknown = 'APP-9999';
    const paths = ['', '/export', '/export.csv', '/export.html', '/state'].flatMap((path) => [
      `/api/log${path}?reviewId=`,
      `/api/log${path}?to=2999-01-01T00:00:00Z&reviewId=`,
    ]);
    const plain = (text: string, id: string) => text.replaceAll(id, unknown);
    const answerTo = async (path: string, id: string, who = priya) => {
      const answer = await who.request(path + id);
      const headers = [...answer.headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
      return {
        status: answer.status,
        headers: headers.map(([name, value]) => [name, plain(value, id)]),
        text: plain(await answer.text(), id),
      };
    };
    for (const path of paths) {
      const expected = await answerTo(path, unknown);
      expect([path, expected.status]).toEqual([path, 200]);
      for (const id of [foreign, hidden])
        expect({ path, ...(await answerTo(path, id)) }).toEqual({ path, ...expected });
      const shown = await answerTo(path, own);
      expect({ path, ...shown }, 'one that has come to them').not.toEqual({ path, ...expected });
      expect((await answerTo(path, hidden, lena)).text, 'for the audit role').not.toBe(expected.text);
    }
    // Where nothing but their own is kept from them, the whole is refused in the same words.
    const refusal = async () => (await priya.request('/api/log/export')).text();
    const before = await refusal();
    await asAdministrator(database, (tx) => tx.query(`delete from checks where person_id <> 'priya'`));
    expect(await refusal()).toBe(before);
    expect(before).toContain('record-withheld');
  });

  it.each([
    ['at once', false],
    ['once a stop has ended that held them meanwhile', true],
  ])('are withdrawn where a retrained model’s answer would go past people, %s', async (_when, isHeld) => {
    const otherwise = { ...ONE_PERSON.otherwise };
    const alone = { mode: 'auto', profile: 'low' } as const;
    await begin(
      { ...ONE_PERSON, rules: [{ id: 'alone', when: { type: 'value', in: ['approve'] }, handling: alone }], otherwise },
      40,
    );
    const key = () => ({ idempotencyKey: crypto.randomUUID() });
    const stop =
      isHeld && (await amara.backend.stops?.stop({ scope: 'all', reason: 'The scores are shifted.' }, key()));
    await host.store.stops.sweep();
    await database.transaction((tx) =>
      host.store.reviseOpen(
        tx,
        ({ proposal }) => ({ ...proposal, value: 'approve', revision: proposal.revision + 1 }),
        { kind: 'system', id: 'trainer', name: 'Model training' },
      ),
    );
    if (stop && stop.outcome === 'accepted') {
      await priya.backend.stops?.resume({ id: stop.stop.id, reason: 'They are right again.' }, key());
      await host.store.stops.sweep();
      await host.store.proceed();
    }
    const states = async (from: string) =>
      (await database.query<{ state: string }>(`select distinct state from ${from}`)).map(({ state }) => state);
    expect(await states('real_reviews')).toEqual(['closed.automated']);
    expect(await states('reviews where id in (select review_id from checks)')).toEqual(['closed.withdrawn']);
    expect(await database.query('select from effects join checks on checks.review_id = effects.review_id')).toEqual([]);
    expect(await database.query('select from effects')).not.toEqual([]);
    expect(await database.query('select from checks where ended_at is null')).toEqual([]);
  });

  it('end with their person’s answer where a case asks for two', async () => {
    await begin(TWO_PEOPLE, 20);
    const [row] = await database.query<{ review_id: string }>(
      `update checks set comes_at = $1 where review_id = (select min(review_id) from checks where person_id = 'amara')
       returning review_id`,
      [new Date(now).toISOString()],
    );
    await host.store.showChecks();
    const check = await amara.get<Review>(`/api/reviews/${row?.review_id}`);
    expect(asksSecond(check.policy, check.id)).toBe(true);
    const mine = await accept(amara, check, { type: 'claim' });
    const after = await accept(amara, mine, { type: 'approve', evidenceOpened: ['application'] });
    expect([after.state, after.undo]).toEqual(['closed.withdrawn', undefined]);
    const entries = await readEntries(database, [check.id]);
    expect(entries.slice(-2).map(({ type, exposure, by }) => [type, exposure?.seeded, by.kind])).toEqual([
      ['approved', true, 'person'],
      ['withdrawn', undefined, 'system'],
    ]);
    for (let count = 0; ; count++) {
      const next = await nextOf(mateo, `second-${count}`);
      if (!next) break;
      expect((await checksAmong(database, [next.id])).size).toBe(0);
    }
    expect(await createAgreement(database)({ id: 'priya', name: '', roles: [] })).toMatchObject({ all: { pairs: 0 } });
  });
});

describe.each(LOG_DATABASES)('draws of one person at the same time on %s', (name) => {
  let bench: LogBench;
  let host: Host;
  beforeAll(async () => {
    bench = await openLogBench(name);
  }, 60_000);
  afterAll(async () => {
    await host?.stop();
    await bench?.close();
  });

  it.each([2, 3])('are of different checks, and of no more than may wait: %i claims', async (claims) => {
    await host?.stop();
    const database = await bench.fresh();
    host = await bench.start(database, {
      oversight: ONE_PERSON,
      queueSize: 60,
      hasChecks: true,
      loadApplications: () => generateApplications(1_200, SEED),
    });
    // Cases before which the same check would come.
    const rows = await database.query<{ body: Review }>(
      `with ahead as (
         select body, id, (select min(review_id) from checks where person_id = 'amara' and review_id > id) as next
         from real_reviews
       )
       select body from ahead
       where next = (select min(next) from (select next from ahead group by next having count(*) >= $1) as often)
       order by id desc limit $1`,
      [claims],
    );
    expect(rows).toHaveLength(claims);
    const drawing = { personId: 'amara', isNew: false, order: 'oldest', now: Date.now() } as const;
    let ready = 0;
    /** Before it draws, each waits for the others to have counted, as long as they may be waiting for it. */
    const together = ({ query }: Queryable): Queryable => ({
      async query(sql, parameters) {
        if (sql.includes('update checks')) {
          ready += 1;
          const end = Date.now() + 500;
          while (ready < rows.length && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
        }
        return query(sql, parameters);
      },
    });
    await Promise.all(
      rows.map(({ body }) =>
        database.transaction((tx) =>
          drawCheck(together(tx), { ...body, policy: { ...body.policy, seededChecks: 1 } }, drawing),
        ),
      ),
    );
    const drawn = await database.query<{ drawn_by: string }>(
      `select drawn_by from checks where person_id = 'amara' and comes_at is not null`,
    );
    expect(new Set(drawn.map(({ drawn_by }) => drawn_by)).size).toBe(2);
    expect(drawn).toHaveLength(2);
  });
});

describe('what cases turned out to be (B-27)', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let now = Date.parse('2026-11-30T08:00:00Z');
  beforeAll(async () => {
    engine = await openReusable();
    database = await engine.fresh();
    const otherwise = {
      ...ONE_PERSON.otherwise,
      safeguards: { ...ONE_PERSON.otherwise.safeguards, blindFirst: true, seededChecks: 0.1 },
    } as OversightPolicy['otherwise'];
    host = await startTestHost({
      database,
      hasChecks: true,
      oversight: { ...ONE_PERSON, otherwise },
      loadApplications: () => generateApplications(1_200, SEED),
      clock: () => now,
    });
  });
  afterAll(async () => {
    await host?.stop();
    await engine?.close();
  });

  const put = (who: Visitor, id: string, body: unknown) =>
    who.request(`/api/reviews/${id}/outcome`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const LEDGER = { value: 'deny', knownAt: '2026-11-29T00:00:00.000Z', source: 'Loan ledger' };

  it('is told once a case is over and nobody can take their own decision back any more', async () => {
    const [amara, mateo, priya] = await Promise.all(['amara', 'mateo', 'priya'].map((id) => signIn(host.url, id)));
    const { items } = await (amara as Visitor).get<Page<ReviewSummary>>('/api/reviews');
    const id = items[0]?.id as string;
    const of = (who: Visitor | undefined) => who?.get<{ outcome: unknown }>(`/api/reviews/${id}/outcome`);
    const own = async (who: Visitor | undefined) =>
      (await who?.get<{ outcomes: OwnOutcome[] }>('/api/outcomes/own'))?.outcomes;
    expect((await put(priya as Visitor, id, LEDGER)).status).toBe(200);
    expect((await put(priya as Visitor, id, LEDGER)).status).toBe(200);
    expect(await database.query('select position from outcomes')).toHaveLength(1);
    for (const who of [amara, mateo, priya]) expect(await of(who)).toEqual({ outcome: null });
    const review = await (amara as Visitor).get<Review>(`/api/reviews/${id}`);
    let open = await accept(amara as Visitor, review, { type: 'claim' });
    open = await accept(amara as Visitor, open, { type: 'judge', value: 'deny', confidence: 0.8 });
    expect(await of(amara)).toEqual({ outcome: null });
    const verdict: Command =
      open.proposal.value === 'approve'
        ? { type: 'approve', evidenceOpened: ['application'] }
        : { type: 'override', value: 'approve', evidenceOpened: ['application'], reason };
    await accept(amara as Visitor, open, verdict);
    // They could still take it back.
    expect([await of(amara), await own(amara)]).toEqual([{ outcome: null }, []]);
    expect(await of(mateo)).toEqual({ outcome: LEDGER });
    now += 11 * MINUTE;
    expect(await of(amara)).toEqual({ outcome: LEDGER });
    // Their own answer before the reveal was right, and that is what they were sure of.
    expect(await own(amara)).toMatchObject([{ reviewId: id, confidence: 0.8, isRight: true }]);
    expect(await own(mateo)).toEqual([]);
    const { cases } = await (priya as Visitor).get<CaseRecord>('/api/policy/cases');
    expect(cases.map(({ truth }) => truth)).toEqual([open.proposal.value === 'deny' ? 'right' : 'wrong']);
    // What is known later counts; what was known before stays on record.
    await put(priya as Visitor, id, { ...LEDGER, value: 'approve', source: 'Loan ledger, corrected' });
    expect(await of(mateo)).toMatchObject({ outcome: { value: 'approve', source: 'Loan ledger, corrected' } });
    await expect(database.query('delete from outcomes')).rejects.toThrow('added and never changed');
  });

  it('is for the records office to say, in a form that the case can have', async () => {
    const [amara, priya] = await Promise.all(['amara', 'priya'].map((id) => signIn(host.url, id)));
    const { items } = await (amara as Visitor).get<Page<ReviewSummary>>('/api/reviews');
    const id = items[1]?.id as string;
    expect((await put(amara as Visitor, id, LEDGER)).status).toBe(403);
    expect((await put(priya as Visitor, 'nowhere', LEDGER)).status).toBe(404);
    for (const [body, said] of [
      [[], 'An outcome is a record'],
      [{ ...LEDGER, value: undefined }, '"value" is missing'],
      [{ ...LEDGER, value: 'perhaps' }, '"value" is none that this case can have'],
      [{ ...LEDGER, knownAt: 'yesterday' }, '"knownAt" is a time'],
      [{ ...LEDGER, knownAt: '2999-01-01T00:00:00Z' }, '"knownAt" lies ahead'],
      [{ ...LEDGER, source: ' ' }, '"source" says'],
    ] as const) {
      const answer = await put(priya as Visitor, id, body);
      expect(answer.status).toBe(400);
      const { error } = await answer.json();
      expect([error.code, error.message]).toEqual(['outcome-invalid', expect.stringContaining(said)]);
    }
  });

  it('counts what was known of a check, marked as one', async () => {
    const priya = await signIn(host.url, 'priya');
    const [row] = await database.query<{ review_id: string }>(
      `update checks set comes_at = $1 where review_id = (select min(review_id) from checks where person_id = 'priya')
       returning review_id`,
      [new Date(now).toISOString()],
    );
    await host.store.showChecks();
    const check = await priya.get<Review>(`/api/reviews/${row?.review_id}`);
    let open = await accept(priya, check, { type: 'claim' });
    open = await accept(priya, open, { type: 'judge', value: 'deny', confidence: 0.6 });
    await accept(priya, open, { type: 'approve', evidenceOpened: ['application'] });
    const { outcomes } = await priya.get<{ outcomes: OwnOutcome[] }>('/api/outcomes/own');
    const [known] = await database.query<{ truth: string }>('select truth from checks where review_id = $1', [
      check.id,
    ]);
    expect(outcomes).toMatchObject([
      { reviewId: check.id, isCheck: true, confidence: 0.6, isRight: known?.truth === 'deny' },
    ]);
    const { checks } = await priya.get<{ checks: { outcome: CheckOutcome }[] }>('/api/checks/own');
    expect(checks[0]?.outcome.decided).toBe(open.proposal.value);
  });
});
