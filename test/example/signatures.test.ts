import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openServer } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { hashPassword } from '../../example/server/passwords.js';
import { DEMO_PASSWORD } from '../../example/server/people.js';
import { PROOF_LASTS } from '../../example/server/signature-proofs.js';
import type { AuditEntry, Command, Page, Review, ReviewSummary } from '../../src/core.js';
import { replay, sawOf } from '../../src/core.js';
import {
  accept,
  commandOn,
  isSimple,
  openReusable,
  prove,
  signIn,
  startTestHost,
  type Visitor,
} from './host.fixtures.js';
import { LOG_DATABASES } from './log.fixtures.js';
import { findPostgres, startPostgres } from './postgres.fixtures.js';

const signed = (printedName: string): Command => ({ type: 'approve', signature: { printedName, meaning: 'approval' } });
const UNPROVED = { outcome: 'forbidden', why: { code: 'signature-unproved' } };

describe.each(LOG_DATABASES)('signatures on %s', (name) => {
  let postgres: Awaited<ReturnType<typeof startPostgres>> | undefined;
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let amara: Visitor;
  let mateo: Visitor;
  let template: Review;
  let now = Date.parse('2026-11-21T09:00:00Z');
  const lines: string[] = [];
  let count = 0;

  beforeAll(async () => {
    postgres = name === 'PostgreSQL' ? await startPostgres(findPostgres() as string) : undefined;
    engine = await openReusable(postgres && openServer(postgres.url));
    database = await engine.fresh();
    host = await startTestHost({ database, queueSize: 20, clock: () => now, log: (line) => lines.push(line) });
    [amara, mateo] = [await signIn(host.url, 'amara'), await signIn(host.url, 'mateo')];
    const { items } = await amara.get<Page<ReviewSummary>>('/api/reviews?limit=200');
    template = await amara.get<Review>(`/api/reviews/${items.find(isSimple)?.id}`);
  });
  afterAll(async () => {
    await host?.stop();
    await engine?.close();
    await postgres?.stop();
  });

  /** A case that has to be signed, claimed by somebody. */
  async function claimed(visitor = amara): Promise<Review> {
    const id = `SIGN-${++count}`;
    const proposal = { ...template.proposal, id, subject: { title: 'To be signed', reference: id } };
    await host.store.open([proposal], () => ({ ...template.policy, signature: true }));
    return accept(visitor, await visitor.get<Review>(`/api/reviews/${id}`), { type: 'claim' });
  }
  const sign = (visitor: Visitor, review: Review, proof?: unknown, name = 'Amara Osei', key?: string) =>
    visitor.post(review.id, { ...commandOn(review, signed(name)), ...(proof !== undefined && { proof }) }, key);
  /** A session in which nobody has signed yet. */
  const fresh = (person = 'amara') => signIn(host.url, person);

  it('stand under the decision in the words of the server, with what they were recognised by', async () => {
    const review = await claimed();
    const { proof, ...proved } = await prove(amara, review.id);
    expect(proved).toMatchObject({ status: 200, method: 'password', components: 2 });
    expect(Date.parse(proved.until)).toBe(now + PROOF_LASTS);
    const { body } = await sign(amara, review, proof, '  amara   OSEI ');
    expect(body).toMatchObject({
      outcome: 'accepted',
      entry: {
        signature: {
          printedName: 'Amara Osei',
          meaning: 'approval',
          at: new Date(now).toISOString(),
          method: 'password',
          components: 2,
          recordHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      },
    });
    // What they put their name to says the same, however it was typed.
    expect((body as { entry: AuditEntry }).entry.command).toMatchObject({ signature: { printedName: 'Amara Osei' } });
    // It is stored as it was answered, and in the way of no replay.
    const { items } = await mateo.get<Page<AuditEntry>>(`/api/reviews/${review.id}/history`);
    expect(items[0]?.signature).toEqual((body as { entry: AuditEntry }).entry.signature);
    expect(replay([...items].reverse()).status).toBe('approved');
  });

  it('take name and password once in a session, and the password from then on', async () => {
    const visitor = await fresh();
    const [one, two] = [await claimed(visitor), await claimed(visitor)];
    const nameless = await prove(visitor, one.id, { printedName: undefined });
    expect(nameless).toMatchObject({ status: 400, error: { code: 'name-needed' } });
    expect(nameless.error.message).toContain('Amara Osei');
    expect(await prove(visitor, one.id, { printedName: 'Mateo Ruiz' })).toMatchObject({ status: 400 });
    const { proof, components } = await prove(visitor, one.id);
    expect(components).toBe(2);
    // A proof that was not used is no signature: the next one is still the first.
    expect((await prove(visitor, two.id)).components).toBe(2);
    await sign(visitor, one, proof);
    const later = await prove(visitor, two.id, { printedName: undefined });
    expect(later).toMatchObject({ status: 200, components: 1 });
    expect((await sign(visitor, two, later.proof)).body).toMatchObject({ entry: { signature: { components: 1 } } });
    const elsewhere = await fresh();
    expect((await prove(elsewhere, (await claimed(elsewhere)).id)).components).toBe(2);
  });

  it('are refused without a proof, with a made-up one and with one that is used, and nothing is decided', async () => {
    const review = await claimed();
    for (const proof of [undefined, '', 'x'.repeat(43)]) {
      expect((await sign(amara, review, proof)).body).toEqual(UNPROVED);
    }
    const other = await claimed();
    const { proof } = await prove(amara, other.id);
    expect((await sign(amara, other, proof)).body.outcome).toBe('accepted');
    expect((await sign(amara, review, proof)).body).toEqual(UNPROVED);
    expect((await amara.get<Review>(`/api/reviews/${review.id}`)).version).toBe(review.version);
    for (const strange of [7, {}, 'x'.repeat(201)]) {
      expect((await sign(amara, review, strange)).body).toMatchObject({
        outcome: 'invalid',
        issues: [{ path: 'proof' }],
      });
    }
  });

  it('are refused with the proof of another review, of another session and of another person', async () => {
    const [one, two] = [await claimed(), await claimed()];
    const { proof } = await prove(amara, one.id);
    expect((await sign(amara, two, proof)).body).toEqual(UNPROVED);
    expect((await sign(await fresh(), one, proof)).body).toEqual(UNPROVED);
    const theirs = await claimed(mateo);
    const stolen = await prove(amara, theirs.id);
    expect((await sign(mateo, theirs, stolen.proof, 'Mateo Ruiz')).body).toEqual(UNPROVED);
    // Whoever tried used nothing up.
    expect((await sign(amara, one, proof)).body.outcome).toBe('accepted');
  });

  it('are refused with the proof of another decision: another verdict, another value, another proposal seen', async () => {
    const review = await claimed();
    const [value, another] = ['approve', 'approve-with-conditions', 'deny'].filter(
      (each) => each !== review.proposal.value,
    );
    const checks = review.policy.checks?.map(({ code }) => code) ?? [];
    const override = (to = ''): Command => ({
      type: 'override',
      value: to,
      reason: { codes: ['other'], text: 'The applicant moved abroad.', checks },
      signature: { printedName: 'Amara Osei', meaning: 'override' },
    });
    const send = async (command: Command, proof: string) =>
      (await amara.post(review.id, { ...commandOn(review, command), proof })).body;
    const { proof } = await prove(amara, review.id, {}, override(value));
    expect(await send(signed('Amara Osei'), proof)).toEqual(UNPROVED);
    expect(await send(override(another), proof)).toEqual(UNPROVED);
    const seen = { ...sawOf(review.proposal), fingerprint: 'f'.repeat(16) };
    const unseen = await prove(amara, review.id, { decision: { ...override(value), saw: seen } });
    expect(await send(override(value), unseen.proof)).toEqual(UNPROVED);
    const own = await prove(amara, review.id, {}, override(value));
    expect(await send(override(value), own.proof)).toMatchObject({ outcome: 'accepted' });
  });

  it('are refused where they mean something else than the verdict', async () => {
    const review = await claimed();
    const reject: Command = {
      type: 'reject',
      reason: { codes: ['other'], text: 'The applicant moved abroad.' },
      signature: { printedName: 'Amara Osei', meaning: 'approval' },
    };
    const { proof } = await prove(amara, review.id, {}, reject);
    const { body } = await amara.post(review.id, { ...commandOn(review, reject), proof });
    expect(body).toMatchObject({ outcome: 'invalid', issues: [{ code: 'value-invalid', path: 'signature.meaning' }] });
  });

  it('are refused two minutes after the password, by the clock of the server', async () => {
    const [one, two] = [await claimed(), await claimed()];
    const [first, second] = [await prove(amara, one.id), await prove(amara, two.id)];
    now += PROOF_LASTS - 1;
    expect((await sign(amara, one, first.proof)).body.outcome).toBe('accepted');
    now += 1;
    expect((await sign(amara, two, second.proof)).body).toEqual(UNPROVED);
  });

  it('are refused under another name, in words, and the proof stays', async () => {
    const review = await claimed();
    const { proof } = await prove(amara, review.id);
    expect((await sign(amara, review, proof, 'Mateo Ruiz')).body).toEqual({
      outcome: 'invalid',
      issues: [{ code: 'value-invalid', path: 'signature.printedName', detail: { expected: 'Amara Osei' } }],
    });
    expect((await sign(amara, review, proof)).body.outcome).toBe('accepted');
  });

  it('keep their proof where the command is refused for another reason', async () => {
    const review = await claimed();
    const { proof } = await prove(amara, review.id);
    const stale = { ...commandOn(review, signed('Amara Osei')), expectedVersion: 1, proof };
    expect((await amara.post(review.id, stale)).body.outcome).toBe('conflict');
    expect((await sign(amara, review, proof)).body.outcome).toBe('accepted');
  });

  it('are answered again to a repeat, whose proof is used up by then', async () => {
    const review = await claimed();
    const { proof } = await prove(amara, review.id);
    const key = crypto.randomUUID();
    const first = await sign(amara, review, proof, undefined, key);
    expect(first.body.outcome).toBe('accepted');
    expect((await sign(amara, review, proof, undefined, key)).body).toEqual(first.body);
    // The proof is no part of what the key stands for.
    expect((await sign(amara, review, undefined, undefined, key)).body).toEqual(first.body);
  });

  it('are given with a proof under the key that was refused without one', async () => {
    const review = await claimed();
    const key = crypto.randomUUID();
    expect((await sign(amara, review, 'expired', undefined, key)).body).toEqual(UNPROVED);
    const { proof } = await prove(amara, review.id);
    const { body } = await sign(amara, review, proof, undefined, key);
    expect(body.outcome).toBe('accepted');
    expect((await sign(amara, review, undefined, undefined, key)).body).toEqual(body);
  });

  it('use a proof once where two servers get it at once', async () => {
    const other = postgres ? openServer(postgres.url) : { ...database, close: async () => {} };
    const second = await startTestHost({ database: other, queueSize: 20, clock: () => now });
    try {
      const review = await claimed();
      const there: Visitor = {
        ...amara,
        post: async (id, body, key = crypto.randomUUID()) => {
          const answer = await fetch(`${second.url}/api/reviews/${id}/commands`, {
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              'idempotency-key': key,
              'x-requested-with': 'countersign',
              cookie: amara.cookie,
            },
            body: JSON.stringify(body),
          });
          return { status: answer.status, body: await answer.json() };
        },
      };
      const { proof } = await prove(amara, review.id);
      const answers = await Promise.all([sign(amara, review, proof), sign(there, review, proof)]);
      expect(answers.filter(({ body }) => body.outcome === 'accepted')).toHaveLength(1);
      const used = await database.query('select used_at from signature_proofs where review_id = $1', [review.id]);
      expect(used).toHaveLength(1);
    } finally {
      await second.stop();
    }
  });

  it('end with the session: by signing out, signing out everywhere, and a new password', async () => {
    const open = async () =>
      (await database.query(`select proof_hash from signature_proofs where person_id = 'amara' and used_at is null`))
        .length;
    await database.query('delete from signature_proofs');
    const leaving = await fresh();
    await prove(leaving, (await claimed(leaving)).id);
    expect(await open()).toBe(1);
    await leaving.request('/api/session', { method: 'DELETE' });
    expect(await open()).toBe(0);

    const review = await claimed();
    const { proof } = await prove(amara, review.id);
    const [before] = await database.query<{ salt: string; password_hash: string }>(
      `select salt, password_hash from people where id = 'amara'`,
    );
    const { salt, hash } = await hashPassword('another one');
    const put = (values: unknown[]) =>
      database.query(`update people set salt = $1, password_hash = $2 where id = 'amara'`, values);
    await put([salt, hash]);
    expect((await sign(amara, review, proof)).body).toEqual(UNPROVED);
    await put([before?.salt, before?.password_hash]);

    await prove(amara, review.id);
    await host.sessions.endAll('amara');
    expect(await open()).toBe(0);
    amara = await fresh();
  });

  it('count a wrong password like one at the sign-in, and leave whoever mistyped signed in', async () => {
    const review = await claimed(mateo);
    const guess = () => prove(mateo, review.id, { password: 'guess' });
    for (let tries = 0; tries < 5; tries++) {
      expect(await guess()).toMatchObject({ status: 403, error: { code: 'password-refused' } });
    }
    await guess();
    const slowed = await prove(mateo, review.id);
    expect(slowed).toMatchObject({ status: 429, error: { code: 'too-many-requests' } });
    await expect(signIn(host.url, 'mateo')).rejects.toThrow('429');
    expect((await mateo.request('/api/reviews?limit=1')).status).toBe(200);
    now += 60_000;
    expect((await prove(mateo, review.id)).status).toBe(200);
  });

  it.each([
    ['no password', { password: undefined }, 400],
    ['a password as a number', { password: 7 }, 400],
    ['a very long password', { password: 'x'.repeat(201) }, 400],
    ['no review', { reviewId: undefined }, 400],
    ['no decision', { decision: undefined }, 400],
    ['a decision that is none', { decision: { type: 'claim', saw: {} } }, 400],
    ['an unknown review', { reviewId: 'NONE' }, 404],
    ['a review that no database can name', { reviewId: 'a\u0000b' }, 404],
  ])('are asked for with %s in vain', async (_what, fields, status) => {
    expect((await prove(await fresh(), template.id, fields)).status).toBe(status);
  });

  it('are for nobody who is not signed in, and from no other page', async () => {
    const body = JSON.stringify({ password: DEMO_PASSWORD, reviewId: template.id });
    const ask = (headers: Record<string, string>) =>
      fetch(`${host.url}/api/reauthentication`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
    expect((await ask({ 'x-requested-with': 'countersign' })).status).toBe(401);
    expect((await ask({ cookie: amara.cookie })).status).toBe(403);
  });

  it('leave neither password nor proof anywhere: hashes in the database, and nothing in the log', async () => {
    const review = await claimed();
    const { proof } = await prove(amara, review.id);
    await sign(amara, review, proof, undefined, 'a-key-to-find');
    const tables = await database.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    for (const { name } of tables) {
      const rows = JSON.stringify(await database.query(`select * from "${name}"`));
      expect(rows.includes(proof), name).toBe(false);
      expect(rows.includes(DEMO_PASSWORD), name).toBe(false);
    }
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.join('\n')).not.toContain(proof);
    expect(lines.join('\n')).not.toMatch(/"password"|"countersign"/);
  });
});
