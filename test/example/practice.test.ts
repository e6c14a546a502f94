import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fitsTruth } from '../../example/model/check.js';
import { generateApplications } from '../../example/model/generator.js';
import type { Database } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import type { PracticeOffer, PracticeVerdict } from '../../example/server/practice.js';
import { type Json, practiceProblem, type Review } from '../../src/core.js';
import { openReusable, SEED, signIn, startTestHost, type Visitor } from './host.fixtures.js';

const WEEK = 7 * 86_400_000;

describe('practice on the reference host (B-22, B-14)', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let now = Date.parse('2026-11-30T08:00:00Z');
  let noor: Visitor;
  let amara: Visitor;
  let lena: Visitor;
  let offer: PracticeOffer;

  beforeAll(async () => {
    engine = await openReusable();
    database = await engine.fresh();
    host = await startTestHost({
      database,
      loadApplications: () => generateApplications(1_200, SEED),
      queueSize: 8,
      clock: () => now,
    });
    [noor, amara, lena] = (await Promise.all(['noor', 'amara', 'lena'].map((person) => signIn(host.url, person)))) as [
      Visitor,
      Visitor,
      Visitor,
    ];
    offer = await noor.get<PracticeOffer>('/api/practice/onboarding');
  });
  afterAll(async () => {
    await host?.stop();
    await engine?.close();
  });

  /** What somebody answers who agrees with the model in all cases but so many of those in which it is wrong. */
  const answersOf = ({ cases }: PracticeOffer, found: number) => {
    let left = found;
    return cases.map(({ proposal, truth }) => {
      const isWrong = !fitsTruth(truth, proposal.value);
      const decided = isWrong && left-- > 0 ? truth : proposal.value;
      return { reviewId: proposal.id, decided };
    });
  };
  const post = (who: Visitor, set: string, body: unknown) =>
    who.request(`/api/practice/${set}/results`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ drawn: offer.drawn, ...(body as object) }),
    });
  const refusal = async (answer: Response) => ({
    status: answer.status,
    code: ((await answer.json()) as { error: { code: string } }).error.code,
  });
  const rows = async () =>
    (await database.query<{ count: number }>('select count(*)::int as count from practice_results'))[0]?.count;

  it('has 20 cases, in 6 of which the model is wrong, each with what pointed to its end', () => {
    expect(practiceProblem(offer.cases, { cases: 20, aiWrong: 5 }, (given, known) => fitsTruth(known, given))).toBe(
      undefined,
    );
    expect(offer.cases.filter(({ proposal, truth }) => !fitsTruth(truth, proposal.value))).toHaveLength(6);
    for (const { because } of offer.cases) expect(because).toMatch(/What pointed there: /);
    expect(offer.enough).toEqual({ right: 14, aiWrongFound: 4 });
  });

  it('is made of cases that wait for nobody, and that no check is made of', async () => {
    const ids = offer.cases.map(({ proposal }) => proposal.id.replace('practice-', ''));
    const used = await database.query(
      `select id from reviews where id = any($1::text[])
       union all select id from applications where part <> 'train' and id = any($1::text[])`,
      [ids],
    );
    expect(used).toEqual([]);
  });

  it('is the same for everybody, and ten for before the work', async () => {
    const numbers = ({ cases }: PracticeOffer) => cases.map(({ proposal }) => proposal.id);
    expect(numbers(await amara.get<PracticeOffer>('/api/practice/onboarding'))).toEqual(numbers(offer));
    const burst = await amara.get<PracticeOffer>('/api/practice/burst');
    expect(burst.cases).toHaveLength(10);
    expect(burst.cases.filter(({ proposal, truth }) => !fitsTruth(truth, proposal.value))).toHaveLength(5);
    expect(burst).not.toHaveProperty('enough');
  });

  it('is for those who decide or are to, and there is no other set', async () => {
    expect(await refusal(await lena.request('/api/practice/onboarding'))).toEqual({
      status: 403,
      code: 'role-missing',
    });
    expect(await refusal(await post(lena, 'burst', { answers: [] }))).toEqual({ status: 403, code: 'role-missing' });
    expect(await refusal(await noor.request('/api/practice/other'))).toEqual({ status: 404, code: 'practice-unknown' });
    expect(await refusal(await noor.request('/api/practice/toString'))).toEqual({
      status: 404,
      code: 'practice-unknown',
    });
  });

  it.each<[string, (answers: { reviewId: string; decided: Json }[]) => unknown]>([
    ['no list', () => ({ answers: 'all' })],
    ['too few', (answers) => ({ answers: answers.slice(1) })],
    ['one twice', (answers) => ({ answers: [...answers.slice(1), answers[1]] })],
    [
      'one of another set',
      (answers) => ({ answers: [...answers.slice(1), { reviewId: 'APP-0001', decided: 'deny' }] }),
    ],
    ['a value that is none', ([first, ...rest]) => ({ answers: [{ ...first, decided: 'perhaps' }, ...rest] })],
    ['no record', (answers) => ({ answers: [...answers.slice(1), 7] })],
  ])('refuses %s, and keeps nothing of it', async (_what, bodyOf) => {
    const before = await rows();
    expect(await refusal(await post(noor, 'onboarding', bodyOf(answersOf(offer, 6) as never)))).toEqual({
      status: 400,
      code: 'practice-invalid',
    });
    expect(await rows()).toBe(before);
  });

  it('lets nobody decide who agreed with the model where it was wrong', async () => {
    const id = (await noor.get<{ items: { id: string }[] }>('/api/reviews')).items[0]?.id as string;
    const claim = async () => {
      const review = await noor.get<Review>(`/api/reviews/${id}`);
      return noor.backend.send(
        id,
        { type: 'claim' },
        { idempotencyKey: crypto.randomUUID(), expectedVersion: review.version },
      );
    };
    expect(await claim()).toMatchObject({
      outcome: 'forbidden',
      why: { text: expect.stringMatching(/^You are in training/) },
    });
    const failed = (await (await post(noor, 'onboarding', { answers: answersOf(offer, 3) })).json()) as PracticeVerdict;
    expect(failed).toMatchObject({ mayDecide: false, summary: { n: 20, right: 17, aiWrong: 6, aiWrongFound: 3 } });
    expect(await claim()).toMatchObject({ outcome: 'forbidden' });

    const passed = (await (await post(noor, 'onboarding', { answers: answersOf(offer, 4) })).json()) as PracticeVerdict;
    expect(passed).toMatchObject({ mayDecide: true, summary: { right: 18, aiWrongFound: 4 } });
    expect((await claim()).outcome).toBe('accepted');
    const [row] = await database.query<{ roles: string[] }>(`select roles from people where id = 'noor'`);
    expect(row?.roles).toEqual(['reviewer']);
  });

  it('counts answers that were left open as neither, and the same answers sent twice once', async () => {
    const before = (await rows()) as number;
    const answers = answersOf(offer, 6).map(({ reviewId }) => ({ reviewId }));
    const open = (await (await post(amara, 'onboarding', { answers })).json()) as PracticeVerdict;
    expect(open).toMatchObject({ mayDecide: true, summary: { right: 0, open: 20 } });
    await post(amara, 'onboarding', { answers });
    expect(await rows()).toBe(before + 1);
  });

  it('keeps what was answered as it is', async () => {
    for (const statement of [
      'update practice_results set is_enough = true',
      'delete from practice_results',
      'truncate practice_results',
    ]) {
      await expect(database.query(statement)).rejects.toThrow(/What was answered in practice stays|is refused/);
    }
  });

  it('has other ten cases in another week', async () => {
    const numbers = ({ cases }: PracticeOffer) => cases.map(({ proposal }) => proposal.id);
    const before = await amara.get<PracticeOffer>('/api/practice/burst');
    now += WEEK;
    const later = await signIn(host.url, 'amara');
    expect(numbers(await later.get<PracticeOffer>('/api/practice/burst'))).not.toEqual(numbers(before));
    expect(numbers(await later.get<PracticeOffer>('/api/practice/onboarding'))).toEqual(numbers(offer));
  });

  it('counts a set that was begun before the week turned and the model was trained anew, by the cases that were shown', async () => {
    const burst = await (await signIn(host.url, 'amara')).get<PracticeOffer>('/api/practice/burst');
    const { drawn } = burst;
    expect(drawn).toEqual({ seed: expect.stringMatching(/^burst \d+$/), model: 1 });
    const begun = now;
    now += WEEK;
    const back = await signIn(host.url, 'amara');
    await database.query(
      `insert into models (version, body, report)
       select 2, (body::jsonb || jsonb_build_object('intercept', (body->>'intercept')::float8 + 3))::json, report from models where version = 1`,
    );
    const later = await back.get<PracticeOffer>('/api/practice/burst');
    expect(later.drawn.model).toBe(2);
    expect(later.cases.map(({ proposal }) => proposal.id)).not.toEqual(burst.cases.map(({ proposal }) => proposal.id));
    const answers = answersOf(burst, 5);
    const answer = await post(back, 'burst', { drawn, answers });
    expect(answer.status).toBe(200);
    expect(((await answer.json()) as PracticeVerdict).summary).toMatchObject({ n: 10, right: 10, aiWrongFound: 5 });
    const week = Math.floor(begun / WEEK);
    for (const other of [
      undefined,
      { ...drawn, seed: `burst ${week + 2}` },
      { ...drawn, seed: `burst ${week - 3}` },
      { ...drawn, seed: 'onboarding' },
      { ...drawn, seed: `burst ${week}x` },
      { ...drawn, model: 3 },
      { ...drawn, model: 2 ** 40 },
      { ...drawn, model: '1' },
    ]) {
      expect(await refusal(await post(back, 'burst', { drawn: other, answers }))).toEqual({
        status: 400,
        code: 'practice-invalid',
      });
    }
    await database.query('delete from models where version = 2');
  });
});
