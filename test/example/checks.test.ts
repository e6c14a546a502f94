import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateApplications } from '../../example/model/generator.js';
import { isTopUpDue } from '../../example/server/checks.js';
import type { Database } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { readEntries } from '../../example/server/log-lines.js';
import { CREDIT_OVERSIGHT } from '../../example/server/oversight-policy.js';
import type { CheckOutcome, Page, RecordedEntry, Review, ReviewSummary } from '../../src/core.js';
import { asksSecond, batchRuleProblem, replay } from '../../src/core.js';
import { accept, openReusable, SEED, signIn, startTestHost, type Visitor } from './host.fixtures.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface CheckRow {
  review_id: string;
  person_id: string;
  shown_at: Date | null;
  comes_at: Date | null;
  ended_at: Date | null;
}

describe('checks among the cases of the reference host (B-14)', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let now = Date.parse('2026-11-30T08:00:00Z');
  let amara: Visitor;
  let mateo: Visitor;
  let priya: Visitor;
  let lena: Visitor;

  beforeAll(async () => {
    engine = await openReusable();
    database = await engine.fresh();
    host = await startTestHost({
      database,
      oversight: CREDIT_OVERSIGHT,
      hasChecks: true,
      loadApplications: () => generateApplications(1_200, SEED),
      queueSize: 60,
      clock: () => now,
    });
    [amara, mateo, priya, lena] = (await Promise.all(
      ['amara', 'mateo', 'priya', 'lena'].map((person) => signIn(host.url, person)),
    )) as [Visitor, Visitor, Visitor, Visitor];
  });
  afterAll(async () => {
    await host?.stop();
    await engine?.close();
  });

  const checksOf = (person: string) =>
    database.query<CheckRow>('select * from checks where person_id = $1 order by review_id', [person]);
  const listed = async (who: Visitor) => {
    const { items, total } = await who.get<Page<ReviewSummary>>('/api/reviews?limit=200');
    return { ids: items.map(({ id }) => id), total };
  };
  /** Lets a check of a person come, as its draw would, and reads it as they do. */
  async function show(person: string, visitor: Visitor, isWanted: (review: Review) => boolean): Promise<Review> {
    const rows = await database.query<{ body: Review }>(
      `select body from checks join reviews on reviews.id = checks.review_id
       where person_id = $1 and comes_at is null and ended_at is null order by checks.review_id`,
      [person],
    );
    const id = rows.find(({ body }) => isWanted(body))?.body.id;
    expect(id).toBeDefined();
    await database.query('update checks set comes_at = $2 where review_id = $1', [id, new Date(now).toISOString()]);
    expect(await host.store.showChecks()).toBe(1);
    return visitor.get<Review>(`/api/reviews/${id}`);
  }
  const oneDecides = ({ policy, id }: Review) => !asksSecond(policy, id) && !policy.signature;
  /** Claims, answers first where that is asked, and gives a verdict with all that the policy wants. */
  async function decide(who: Visitor, review: Review, verdict: 'approve' | 'deny'): Promise<Review> {
    let open = await accept(who, review, { type: 'claim' });
    if (open.state === 'reviewing.blind')
      open = await accept(who, open, { type: 'judge', value: 'deny', confidence: 0.7 });
    const grounds = {
      evidenceOpened: ['application'],
      reason: { codes: ['security'], checks: ['application'] },
      assumption: { wording: 'holds', code: 'documents' },
    } as const;
    const isSame = (open.proposal.value === 'deny') === (verdict === 'deny');
    if (isSame) {
      return accept(who, open, {
        type: 'approve',
        ...grounds,
        reason: { codes: ['file-newer'], checks: ['application'] },
      });
    }
    return accept(who, open, { type: 'override', value: verdict, ...grounds });
  }

  it('lie ready for everybody who may decide, half of them with a wrong proposal, none that a rule would let pass', async () => {
    for (const person of ['amara', 'mateo', 'priya', 'jonas']) expect(await checksOf(person)).toHaveLength(8);
    expect(await checksOf('lena')).toEqual([]);
    const rows = await database.query<{ body: Review; truth: string }>(
      'select body, truth from checks join reviews on reviews.id = checks.review_id',
    );
    const wrong = rows.filter(({ body, truth }) => (body.proposal.value === 'deny') !== (truth === 'deny'));
    expect(wrong).toHaveLength(16);
    expect(rows.map(({ body }) => body.state)).toEqual(rows.map(() => 'pending.open'));
    expect(rows.every(({ body }) => ['review', 'second'].includes(body.route?.mode ?? ''))).toBe(true);
  });

  it('are never part of a batch, which would name them in the record of other cases', async () => {
    const bodies = async (relation: 'real_reviews' | 'checks join reviews on reviews.id = checks.review_id') =>
      (await database.query<{ body: Review }>(`select body from ${relation}`)).map(({ body }) => body);
    const isBatchable = (review: Review) => batchRuleProblem(review) === undefined;
    expect((await bodies('real_reviews')).some(isBatchable)).toBe(true);
    expect((await bodies('checks join reviews on reviews.id = checks.review_id')).some(isBatchable)).toBe(false);
  });

  it('are there for nobody before they have come, and for nobody else afterwards', async () => {
    const before = await listed(amara);
    expect(before.total).toBe(60);
    const hidden = (await checksOf('amara')).map(({ review_id }) => review_id);
    for (const who of [amara, mateo, priya]) {
      for (const path of ['', '/history', '/check', '/outcome', '/export.csv']) {
        const { status } = await who.request(`/api/reviews/${hidden[0]}${path}`);
        expect([path, status]).toEqual([path, who !== priya && path.startsWith('/export') ? 403 : 404]);
      }
    }
    const check = await show('amara', amara, oneDecides);
    expect((await listed(amara)).total).toBe(61);
    expect((await listed(amara)).ids).toContain(check.id);
    for (const who of [mateo, priya, lena]) expect((await listed(who)).ids).not.toContain(check.id);
    for (const who of [mateo, priya]) {
      expect((await who.request(`/api/reviews/${check.id}`)).status).toBe(404);
      expect((await who.post(check.id, { command: { type: 'claim' }, expectedVersion: check.version })).status).toBe(
        404,
      );
      const { changes } = await who.get<{ changes: { summary: ReviewSummary }[] }>('/api/changes?since=0');
      expect(changes.length).toBeGreaterThan(50);
      expect(changes.map(({ summary }) => summary.id)).not.toContain(check.id);
      // Whoever asks for the next case until there is none is never given it.
    }
    const { changes } = await amara.get<{ changes: { summary: ReviewSummary }[] }>('/api/changes?since=0');
    expect(changes.map(({ summary }) => summary.id)).toContain(check.id);
  });

  it('look like ordinary cases in every answer until they are decided', async () => {
    const [{ review_id: id }] = (await checksOf('amara')).filter(({ shown_at }) => shown_at) as [CheckRow];
    const { items } = await amara.get<Page<ReviewSummary>>('/api/reviews?limit=200');
    const check = await amara.get<Review>(`/api/reviews/${id}`);
    const history = await amara.get<Page<RecordedEntry>>(`/api/reviews/${id}/history`);
    const others = await Promise.all(
      items.filter((row) => row.id !== id).map(({ id: other }) => amara.get<Review>(`/api/reviews/${other}`)),
    );
    const twin = others.find(
      ({ state, policy, proposal, route }) =>
        state === check.state &&
        policy.id === check.policy.id &&
        route?.rule === check.route?.rule &&
        policy.profile === check.policy.profile &&
        proposal.risk === check.proposal.risk &&
        // An approval says how likely it is right by itself, a denial by the same number.
        (proposal.confidence?.ofValue === undefined) === (check.proposal.confidence?.ofValue === undefined),
    ) as Review;
    expect(twin).toBeDefined();
    /** Which fields there are, and of what type: all that the wire has beside the case's own words. */
    const shapeOf = (value: unknown): unknown =>
      Array.isArray(value)
        ? [...new Set(value.map((each) => JSON.stringify(shapeOf(each))))].sort()
        : typeof value === 'object' && value !== null
          ? Object.entries(value).map(([name, each]) => [name, shapeOf(each)])
          : typeof value;
    const ordinary = await amara.get<Page<RecordedEntry>>(`/api/reviews/${twin.id}/history`);
    const facts = ({ proposal, ...rest }: Review) => {
      // What is said of an application depends on what is in it.
      const { explanation, why: _why, ...open } = proposal;
      return { ...rest, proposal: { ...open, evidence: explanation?.evidence } };
    };
    expect(shapeOf(facts(check))).toEqual(shapeOf(facts(twin)));
    expect(history.items.map(({ type, by, at, proof }) => [type, by.name, at, typeof proof])).toEqual(
      ordinary.items.map(({ type, by, at, proof }) => [type, by.name, at, typeof proof]),
    );
    const plain = ({ createdAt, dueAt, model }: Review['proposal']) => ({ createdAt, dueAt, model });
    expect(plain(check.proposal)).toEqual(plain(twin.proposal));
    expect(check.policy).toEqual(twin.policy);
    expect([check.id, check.proposal.subject.reference]).toEqual([expect.stringMatching(/^APP-\d{4}$/), check.id]);
    // Between the others by its number and by its place in the record, and a sheet of its own.
    const ids = others.map((each) => each.id).sort();
    expect(check.id > (ids[0] as string) && check.id < (ids.at(-1) as string)).toBe(true);
    const { headers: plainHeaders } = await amara.request(`/api/reviews/${twin.id}`);
    const { headers } = await amara.request(`/api/reviews/${id}`);
    expect([...headers.keys()]).toEqual([...plainHeaders.keys()]);
    const sheet = await (await amara.request(`/applications/${id}`)).text();
    expect(sheet).toContain(check.proposal.subject.facts?.[1]?.value as string);
    expect((await mateo.request(`/applications/${id}`)).status).toBe(404);
    for (const path of [id, twin.id]) expect(await amara.get(`/api/reviews/${path}/check`)).toEqual({ outcome: null });
    const text = JSON.stringify([check, history, await amara.get(`/api/reviews/${id}`)]);
    expect(text).not.toMatch(/seeded"|truth|"check"/);
  });

  it('tells its person at once what was known, marks the verdict in the record, and has no effect', async () => {
    const [{ review_id: id }] = (await checksOf('amara')).filter(({ shown_at }) => shown_at) as [CheckRow];
    const check = await amara.get<Review>(`/api/reviews/${id}`);
    const after = await decide(amara, check, 'deny');
    expect(after.undo).toBeUndefined();
    const { outcome } = await amara.get<{ outcome: CheckOutcome }>(`/api/reviews/${id}/check`);
    const [{ truth }] = (await database.query<{ truth: string }>('select truth from checks where review_id = $1', [
      id,
    ])) as [{ truth: string }];
    expect(outcome).toMatchObject({ truth, decided: 'deny', isRight: truth === 'deny' });
    expect(outcome.because).toMatch(/^This borrower (defaulted|repaid): .* What pointed there: /);
    expect((await amara.get<{ checks: { reviewId: string }[] }>('/api/checks/own')).checks).toMatchObject([
      { reviewId: id, reference: id, outcome },
    ]);
    expect(await mateo.get('/api/checks/own')).toEqual({ checks: [] });
    expect((await mateo.request(`/api/reviews/${id}/check`)).status).toBe(404);
    expect((await priya.request(`/api/reviews/${id}/check`)).status).toBe(404);
    const entries = await readEntries(database, [id]);
    const marks = entries.filter(({ exposure }) => exposure?.seeded);
    expect(marks.map(({ type }) => type)).toHaveLength(1);
    const stored = (await database.query<{ body: Review }>('select body from reviews where id = $1', [id]))[0]?.body;
    expect(replay(entries)).toEqual(stored);
    expect(await database.query('select from effects where review_id = $1', [id])).toEqual([]);
    await expect(
      database.query(
        `insert into effects (id, review_id, seq, type, is_held, next_at, body) values ('eff_x', $1, 9, 'review.approved', false, now(), '{}')`,
        [id],
      ),
    ).rejects.toThrow('Nothing follows from a check');
    // The audit role reads it, and finds the record whole.
    const csv = await (await lena.request(`/api/reviews/${id}/export.csv`)).text();
    expect(csv).toContain(id);
    expect(
      (await lena.get<Page<RecordedEntry>>(`/api/log?reviewId=${id}`)).items.some((each) => each.exposure?.seeded),
    ).toBe(true);
    expect((await priya.get<Page<RecordedEntry>>(`/api/log?reviewId=${id}`)).items).toEqual([]);
  });

  it('is not taken back, since its answer has been told', async () => {
    const [{ review_id: id }] = (await checksOf('amara')).filter(({ ended_at }) => ended_at) as [CheckRow];
    const review = await amara.get<Review>(`/api/reviews/${id}`);
    const undo = await amara.post(id, { command: { type: 'undo' }, expectedVersion: review.version });
    expect(undo.body).toMatchObject({ outcome: 'forbidden' });
    const own = await show('priya', priya, oneDecides);
    const decided = await decide(priya, own, 'approve');
    const reopen = await priya.post(own.id, {
      command: { type: 'reopen', reason: 'I want another go' },
      expectedVersion: decided.version,
    });
    expect(reopen.body).toMatchObject({ outcome: 'forbidden', why: { text: expect.stringContaining('check case') } });
  });

  it('is erased by whoever keeps the records once it is over, and not before', async () => {
    const erase = { type: 'erase', reason: 'The applicant asks for it.' } as const;
    const [over] = (await checksOf('amara')).filter(({ ended_at }) => ended_at);
    const [ready] = (await checksOf('amara')).filter(({ ended_at }) => !ended_at);
    const versionOf = async (row?: CheckRow) =>
      (await database.query<{ version: number }>('select version from reviews where id = $1', [row?.review_id]))[0]
        ?.version;
    const send = async (who: Visitor, row?: CheckRow) =>
      who.post(row?.review_id ?? '', { command: erase, expectedVersion: await versionOf(row) });
    expect((await send(priya, ready)).status).toBe(404);
    expect((await send(mateo, over)).status).toBe(404);
    expect((await send(priya, over)).body.outcome).toBe('accepted');
    const entries = await readEntries(database, [over?.review_id ?? '']);
    expect(entries.at(-1)?.type).toBe('erased');
    expect((await amara.get<{ checks: unknown[] }>('/api/checks/own')).checks).toHaveLength(1);
  });

  it('takes nobody else’s time: whatever hands it on ends it', async () => {
    const asked = await accept(mateo, await show('mateo', mateo, oneDecides), { type: 'claim' });
    const escalated = await accept(mateo, asked, { type: 'escalate', to: 'Credit committee' });
    expect(escalated.state).toBe('closed.withdrawn');
    expect(await mateo.get(`/api/reviews/${asked.id}/check`)).toEqual({ outcome: null });
  });

  it('follows a retrained model as ordinary cases do, and never takes effect by it', async () => {
    const { items } = await mateo.get<Page<ReviewSummary>>('/api/reviews?limit=200&status=pending');
    let count = 0;
    for (const { id } of items) {
      const review = await mateo.get<Review>(`/api/reviews/${id}`);
      if (
        review.policy.secondReview ||
        (await database.query('select from checks where review_id = $1', [id])).length > 0
      )
        continue;
      await decide(mateo, review, count % 2 ? 'approve' : 'deny');
      count += 1;
      if (count === 12) break;
    }
    now += HOUR;
    await priya.request('/api/model/retrain', { method: 'POST' });
    const rows = await database.query<{ body: Review }>(
      `select body from checks join reviews on reviews.id = checks.review_id where ended_at is null or reviews.state = 'closed.withdrawn'`,
    );
    for (const { body } of rows) {
      expect(['pending.open', 'closed.withdrawn', 'reviewing.blind', 'reviewing.revealed']).toContain(body.state);
      expect(body.automated).toBeUndefined();
    }
    expect(rows.some(({ body }) => body.proposal.revision > 1)).toBe(true);
    expect(rows.every(({ body }) => body.proposal.subject.reference === body.id)).toBe(true);
    const ids = await database.query<{ review_id: string }>('select review_id from checks');
    expect(
      await database.query('select from effects where review_id = any($1::text[])', [
        ids.map(({ review_id }) => review_id),
      ]),
    ).toEqual([]);
    for (const { review_id } of ids) {
      const [row] = await database.query<{ body: Review }>('select body from reviews where id = $1', [review_id]);
      expect(replay(await readEntries(database, [review_id]))).toEqual(row?.body);
    }
  });
});

describe('five checks a week', () => {
  it('come to whoever decides sixty, spread over them, and never more than one in eight', () => {
    for (const chance of [0, 0.1, 0.24, 0.25, 0.6, 0.99]) {
      const at: number[] = [];
      for (let decided = 0; decided <= 60; decided++) if (isTopUpDue(decided, at.length, chance)) at.push(decided);
      expect(at).toHaveLength(5);
      for (const [index, decided] of at.entries()) expect(decided).toBeGreaterThanOrEqual(8 * (index + 1));
    }
    for (let decided = 0; decided < 500; decided++) expect(isTopUpDue(decided, 5, 0)).toBe(false);
  });
});
