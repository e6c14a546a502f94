import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { DEEPEST_JSON } from '../../example/server/json-input.js';
import { readEntries } from '../../example/server/log-lines.js';
import { type AuditEntry, type Command, type Page, type Review, type ReviewSummary, replay } from '../../src/core.js';
import {
  AS_PAGE,
  accept,
  commandOn,
  isSimple,
  openReusable,
  signIn,
  startTestHost,
  type Visitor,
} from './host.fixtures.js';

/* Everything here is sent as curl would send it, by somebody with a session of their own. */

/** In whatever an attacker sends: it must never get into a statement, a log or an answer about something else. */
const MARK = 'PLANTED-7f3a';

const ROLES = { mateo: ['reviewer'], amara: ['reviewer'], priya: ['reviewer', 'supervisor', 'records'] };

describe('somebody with a session of their own', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let now = Date.parse('2026-11-21T09:00:00Z');
  let amara: Visitor;
  /** The attacker, in most of what follows. */
  let mateo: Visitor;
  let priya: Visitor;
  let lena: Visitor;
  let unused: ReviewSummary[];
  const statements = new Set<string>();
  const logged: string[] = [];
  /** Runs between the moment a request was let in and the moment its command is looked at. */
  let afterSignInIsRead: (() => Promise<unknown>) | undefined;

  /** Notes the text of every statement: what was sent may be in its parameters only. */
  function recording(given: Database): Database {
    const note = <On extends Pick<Database, 'query'>>(on: On): On => ({
      ...on,
      query: async (sql: string, parameters?: readonly unknown[]) => {
        statements.add(sql);
        const rows = await on.query(sql, parameters);
        if (sql.includes('from session_tokens')) await afterSignInIsRead?.();
        return rows;
      },
    });
    return { ...note(given), transaction: (work) => given.transaction((tx) => work(note(tx))) };
  }

  beforeAll(async () => {
    engine = await openReusable();
    database = await engine.fresh();
    host = await startTestHost({
      database: recording(database),
      queueSize: 60,
      clock: () => now,
      log: (line) => logged.push(line),
    });
    [amara, mateo, priya, lena] = (await Promise.all(
      ['amara', 'mateo', 'priya', 'lena'].map((person) => signIn(host.url, person)),
    )) as [Visitor, Visitor, Visitor, Visitor];
    const { items } = await amara.get<Page<ReviewSummary>>('/api/reviews?limit=200');
    unused = items.filter(isSimple);
  });
  afterAll(async () => {
    await host.stop();
    await engine.close();
  });

  const load = (id: string) => amara.get<Review>(`/api/reviews/${id}`);
  const fresh = () => load(unused.shift()?.id ?? 'none');
  const claimed = async (by: Visitor) => accept(by, await fresh(), { type: 'claim' });
  const JSON_BODY = { 'content-type': 'application/json' };

  /** Sends a body as it is, and a key of its own. */
  const raw = (by: Visitor, id: string, body: string, headers: Record<string, string> = {}) =>
    by.request(`/api/reviews/${id}/commands`, {
      method: 'POST',
      headers: { ...JSON_BODY, 'idempotency-key': crypto.randomUUID(), ...headers },
      body,
    });

  /** Every row of every table, as one text. */
  async function everything(): Promise<string> {
    const tables = await database.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    );
    const rows = [];
    for (const { name } of tables) {
      rows.push(await database.query(`select '${name}' as "table", t::text as row from ${name} t order by 2`));
    }
    return JSON.stringify(rows);
  }

  async function withRoles(person: keyof typeof ROLES, roles: readonly string[], work: () => Promise<void>) {
    const set = (given: readonly string[]) =>
      database.query('update people set roles = $2 where id = $1', [person, JSON.stringify(given)]);
    await set(roles);
    try {
      await work();
    } finally {
      await set(ROLES[person]);
    }
  }

  describe('cannot decide what they may not', () => {
    it('without the role, in any way', async () => {
      const review = await fresh();
      const mine = await accept(amara, review, { type: 'claim' });
      const before = await load(mine.id);
      for (const command of [
        { type: 'approve' },
        { type: 'override', value: 'deny', reason: { codes: ['income'], checks: ['spoke'] } },
        { type: 'reject', reason: { codes: ['income'] } },
        { type: 'respond', message: 'No.' },
        { type: 'abstain', reason: { codes: ['out-of-scope'] } },
        { type: 'release' },
        { type: 'undo', holder: 'x' },
      ] as Command[]) {
        const { body } = await lena.post(mine.id, commandOn(mine, command));
        expect([command.type, body.outcome]).not.toEqual([command.type, 'accepted']);
      }
      expect(await load(mine.id)).toEqual(before);
    });

    it('with a role that was withdrawn after the sign-in, whether or not they have a claim already', async () => {
      const mine = await claimed(mateo);
      const other = await fresh();
      await withRoles('mateo', ['auditor'], async () => {
        const approval = await mateo.post(mine.id, commandOn(mine, { type: 'approve' }));
        expect(approval.body).toMatchObject({ outcome: 'forbidden' });
        const claim = await mateo.post(other.id, commandOn(other, { type: 'claim' }));
        expect(claim.body).toMatchObject({ outcome: 'forbidden' });
        const retraining = await mateo.request('/api/model/retrain', { method: 'POST' });
        expect(retraining.status).toBe(403);
      });
      expect((await load(mine.id)).status).toBe('reviewing');
    });

    it('with a role that is withdrawn while their command is on its way', async () => {
      const mine = await claimed(mateo);
      await withRoles('mateo', ['reviewer'], async () => {
        afterSignInIsRead = () =>
          database.query('update people set roles = $2 where id = $1', ['mateo', JSON.stringify(['auditor'])]);
        try {
          const { body } = await mateo.post(mine.id, commandOn(mine, { type: 'approve' }));
          expect(body).toMatchObject({ outcome: 'forbidden', why: { code: 'cannot-decide' } });
        } finally {
          afterSignInIsRead = undefined;
        }
      });
      expect((await load(mine.id)).status).toBe('reviewing');
    });

    it('nor retrain or have an effect sent again, with one that is withdrawn meanwhile', async () => {
      await accept(amara, await claimed(amara), { type: 'approve' });
      const before = await everything();
      for (const path of ['/api/model/retrain', '/api/effects/eff_none/replay']) {
        await withRoles('priya', ROLES.priya, async () => {
          afterSignInIsRead = () =>
            database.query('update people set roles = $2 where id = $1', ['priya', JSON.stringify(['auditor'])]);
          try {
            const answer = await priya.request(path, { method: 'POST' });
            expect([path, answer.status, (await answer.json()).error.code]).toEqual([path, 403, 'role-missing']);
          } finally {
            afterSignInIsRead = undefined;
          }
        });
      }
      expect(await everything()).toBe(before);
    });

    it('on a case that is held', async () => {
      const mine = await claimed(mateo);
      const held = await accept(priya, mine, { type: 'hold', reason: 'Looks wrong.', scope: 'review' });
      const reason = { codes: ['income'], checks: ['spoke'] };
      for (const command of [
        { type: 'approve' },
        { type: 'override', value: 'deny', reason },
        { type: 'reject', reason },
        { type: 'respond', message: 'No.' },
        { type: 'abstain', reason: { codes: ['out-of-scope'] } },
      ] as Command[]) {
        expect((await mateo.post(mine.id, commandOn(held, command))).body.outcome).toBe('held');
      }
      const resume = await mateo.post(mine.id, commandOn(held, { type: 'resume', reason: 'I say so.' }));
      expect(resume.body).toMatchObject({ outcome: 'forbidden', why: { code: 'role-missing' } });
    });

    it('by speaking as the system: lapse, expire, withdraw and revise stay the server’s', async () => {
      const theirs = await claimed(amara);
      const proposal = { ...theirs.proposal, revision: 2, value: 'approve' };
      for (const command of [
        { type: 'lapse' },
        { type: 'expire' },
        { type: 'withdraw', reason: 'Because.' },
        { type: 'revise', proposal },
      ] as Command[]) {
        const forged = { ...commandOn(theirs, command), by: { kind: 'system', id: 'lease', name: 'Claim timer' } };
        expect((await mateo.post(theirs.id, forged)).body).toMatchObject({
          outcome: 'forbidden',
          why: { code: 'system-only' },
        });
      }
      expect(await load(theirs.id)).toEqual(theirs);
    });
  });

  describe('cannot act for another', () => {
    it('by naming them anywhere in the body', async () => {
      const review = await fresh();
      const priyaHerself = {
        kind: 'person',
        id: 'priya',
        name: 'Priya Nair',
        roles: ['supervisor'],
        title: 'Team lead',
      };
      const names = {
        by: priyaHerself,
        actor: priyaHerself,
        person: 'priya',
        reviewer: priyaHerself,
        reviewerId: 'priya',
        roles: ['supervisor', 'adjudicator'],
        at: '2020-01-01T00:00:00Z',
        until: '2099-01-01T00:00:00Z',
        isUndoable: true,
        canDecide: true,
      };
      const claim = commandOn(review, { type: 'claim', holder: 'window', ...names } as never);
      const { body } = await mateo.post(review.id, { ...claim, ...names });
      expect(body).toMatchObject({ outcome: 'accepted', entry: { by: { id: 'mateo', roles: ['reviewer'] } } });
      const mine = await load(review.id);
      expect(mine.claim?.by).toMatchObject({ id: 'mateo' });
      const approval = commandOn(mine, {
        type: 'approve',
        ...names,
        signature: { printedName: 'Mateo Ruiz', meaning: 'review', ...names },
      } as never);
      expect((await mateo.post(mine.id, { ...approval, ...names })).body).toMatchObject({
        outcome: 'accepted',
        entry: { by: { id: 'mateo' } },
      });
      const entries = await readEntries(database, [mine.id]);
      expect(JSON.stringify(entries)).not.toMatch(/priya|2020-01-01|2099-01-01|"roles":\["supervisor/);
      expect(replay(entries)).toEqual(
        (await database.query<{ body: Review }>('select body from reviews where id = $1', [mine.id]))[0]?.body,
      );
    });

    it('with their claim’s token and their window’s id', async () => {
      const review = await fresh();
      const theirs = await accept(amara, review, { type: 'claim', holder: 'window-of-amara' });
      const approval = await mateo.post(theirs.id, commandOn(theirs, { type: 'approve' }));
      expect(approval.body.outcome).toBe('claim-lost');
      const takeOver = await mateo.post(theirs.id, commandOn(theirs, { type: 'claim', holder: 'window-of-amara' }));
      expect(takeOver.body.outcome).not.toBe('accepted');
      const renewal = await mateo.request(`/api/reviews/${theirs.id}/claim/renew`, {
        method: 'POST',
        headers: JSON_BODY,
        body: JSON.stringify({ fence: theirs.claim?.fence }),
      });
      expect(await renewal.json()).toMatchObject({ outcome: 'claim-lost' });
      expect((await load(theirs.id)).claim).toEqual(theirs.claim);
    });

    it('by taking back what they decided', async () => {
      const decided = await accept(amara, await claimed(amara), { type: 'approve' });
      const { body } = await mateo.post(decided.id, commandOn(decided, { type: 'undo', holder: 'window' }));
      expect(body.outcome).not.toBe('accepted');
      expect((await load(decided.id)).status).toBe('approved');
    });

    it('by sending two cookies, or theirs with something behind it', async () => {
      const token = amara.cookie.split('=')[1] ?? '';
      for (const cookie of [
        `countersign_session=${token}x`,
        `countersign_session=${token.slice(0, -1)}`,
        'countersign_session=',
        `Countersign_Session=${token}`,
      ]) {
        const answer = await fetch(`${host.url}/api/reviews`, { headers: { cookie } });
        expect(answer.status).toBe(401);
      }
      const both = await fetch(`${host.url}/api/session`, {
        headers: { cookie: `${mateo.cookie}; countersign_session=${token}x` },
      });
      expect((await both.json()).reviewer?.id ?? 'nobody').not.toBe('amara');
    });
  });

  describe('cannot replay a decision', () => {
    async function decision() {
      const mine = await claimed(amara);
      const request = commandOn(mine, { type: 'approve' });
      const key = crypto.randomUUID();
      expect((await amara.post(mine.id, request, key)).body.outcome).toBe('accepted');
      return { mine, request, key, decided: await load(mine.id) };
    }

    it('of another person with that person’s key: it reads nothing of theirs', async () => {
      const { mine, request, key, decided } = await decision();
      const { body } = await mateo.post(mine.id, request, key);
      expect(body.outcome).toBe('already-decided');
      expect(body).not.toHaveProperty('entry');
      expect((await load(mine.id)).version).toBe(decided.version);
    });

    it('with a new key, after it was reopened, or with what was true before', async () => {
      const { mine, request, decided } = await decision();
      expect((await amara.post(mine.id, request)).body.outcome).toBe('already-decided');
      const reopened = await accept(priya, decided, { type: 'reopen', reason: 'New facts.' });
      expect((await amara.post(mine.id, request)).body.outcome).not.toBe('accepted');
      // It goes to somebody who has not decided on it before (L-17).
      const own = await amara.post(mine.id, commandOn(reopened, { type: 'claim' }));
      expect(own.body).toMatchObject({ outcome: 'forbidden', why: { code: 'not-fresh' } });
      const again = await accept(mateo, reopened, { type: 'claim' });
      expect((await amara.post(mine.id, { ...request, expectedVersion: again.version })).body.outcome).toBe(
        'claim-lost',
      );
      // The old token and the old version, one at a time: each alone is enough.
      const now = commandOn(again, { type: 'approve' });
      expect((await mateo.post(mine.id, { ...now, fence: request.fence })).body.outcome).toBe('claim-lost');
      expect((await mateo.post(mine.id, { ...now, expectedVersion: mine.version })).body.outcome).toBe('conflict');
      const { saw: _saw, ...unseen } = now;
      expect((await mateo.post(mine.id, unseen)).body.outcome).toBe('invalid');
      expect((await load(mine.id)).version).toBe(again.version);
    });

    it('on another case, with the key of the first', async () => {
      const { key, request } = await decision();
      const other = await claimed(amara);
      const { body } = await amara.post(other.id, { ...request, ...commandOn(other, { type: 'approve' }) }, key);
      expect(body).toMatchObject({ outcome: 'invalid', issues: [{ path: 'idempotencyKey' }] });
      expect((await load(other.id)).status).toBe('reviewing');
    });
  });

  describe('cannot read what another person has not signed', () => {
    it('their draft, on any path and with any name in the request', async () => {
      const { id } = await claimed(amara);
      await amara.backend.drafts?.save(id, { message: MARK });
      const paths = [
        `/api/reviews/${id}/draft`,
        `/api/reviews/${id}/draft?person=amara&by=amara&person_id=amara`,
        `/api/reviews/${id}/../${id}/draft`,
        `/api/reviews/${id}%2Fdraft`,
        `/api/reviews/${id}`,
        `/api/reviews/${id}/history`,
        `/api/reviews?text=${MARK}`,
        '/api/changes?since=0',
      ];
      for (const path of paths) {
        const answer = await mateo.request(path, { headers: { 'x-person': 'amara', 'x-forwarded-user': 'amara' } });
        expect([path, (await answer.text()).includes(`"${MARK}"`)]).toEqual([path, false]);
      }
      await mateo.request(`/api/reviews/${id}/draft`, { method: 'DELETE' });
      await mateo.request(`/api/reviews/${id}/draft`, {
        method: 'PUT',
        headers: JSON_BODY,
        body: JSON.stringify({ message: 'Mine.', person_id: 'amara', by: 'amara' }),
      });
      expect(await amara.backend.drafts?.load(id)).toEqual({ message: MARK });
    });
  });

  describe('cannot confuse the server', () => {
    it.each([
      '..%2f..%2fapi%2fmodel',
      '%2e%2e',
      '..',
      '%5c..%5c',
      '%00',
      '%0d%0aset-cookie:%20a=b',
      "'; drop table reviews; --",
      '%25%30%30',
      '__proto__',
      'constructor',
      'x'.repeat(4_000),
    ])('with what is no id where an id belongs (%#)', async (id) => {
      const before = await everything();
      for (const path of [`/api/reviews/${id}`, `/api/reviews/${id}/history`, `/applications/${id}`, `/${id}`]) {
        const answer = await mateo.request(path);
        const text = await answer.text();
        expect([path, answer.status < 500]).toEqual([path, true]);
        expect(text).not.toMatch(/node_modules|at .*\.ts:|select |pglite|root:/i);
        expect(answer.headers.get('set-cookie')).toBeNull();
      }
      const answer = await raw(mateo, id, JSON.stringify({ command: { type: 'claim' }, expectedVersion: 1 }));
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(await everything()).toBe(before);
    });

    it('with a name that is there twice, however it is written', async () => {
      const mine = await claimed(mateo);
      const saw = JSON.stringify(commandOn(mine, { type: 'approve' }).saw);
      const rest = `"expectedVersion":${mine.version},"fence":${mine.claim?.fence},"saw":${saw}`;
      for (const body of [
        `{"command":{"type":"release"},"command":{"type":"approve"},${rest}}`,
        `{"command":{"type":"release","type":"approve"},${rest}}`,
        `{"command":{"type":"release","\\u0074ype":"approve"},${rest}}`,
        `{"command":{"type":"approve"},${rest},"fence":1}`,
      ]) {
        const answer = await raw(mateo, mine.id, body);
        expect(answer.status).toBe(400);
        expect((await answer.json()).error).toMatchObject({ code: 'json-invalid', message: /twice/ });
      }
      expect((await load(mine.id)).version).toBe(mine.version);
    });

    it('with names that are twice only in what is said', async () => {
      const mine = await claimed(mateo);
      const asked = await accept(mateo, mine, {
        type: 'ask',
        question: '{"type":1,"type":2} \\" : [[',
        to: 'Applicant',
      });
      expect(asked.question?.question).toBe('{"type":1,"type":2} \\" : [[');
    });

    it.each([
      [DEEPEST_JSON + 1, 400],
      [100_000, 400],
    ])('with JSON %i levels deep', async (depth, status) => {
      const answer = await raw(mateo, 'APP-0001', '['.repeat(depth) + ']'.repeat(depth));
      expect(answer.status).toBe(status);
      expect((await answer.json()).error.code).toBe('json-invalid');
    });

    it('with a body that is too large, whether or not it says so', async () => {
      const large = JSON.stringify({ command: { type: 'respond', message: 'x'.repeat(300_000) } });
      expect((await raw(mateo, 'APP-0001', large)).status).toBe(413);
      const streamed = await mateo.request('/api/reviews/APP-0001/commands', {
        method: 'POST',
        headers: { ...JSON_BODY, 'idempotency-key': 'k' },
        body: new Blob([large]).stream(),
        duplex: 'half',
      } as RequestInit);
      expect(streamed.status).toBe(413);
    });

    it.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonx',
      '',
    ])('with the content type "%s"', async (type) => {
      const answer = await raw(mateo, 'APP-0001', '{"command":{"type":"claim"},"expectedVersion":1}', {
        'content-type': type,
      });
      expect(answer.status).toBe(415);
    });

    it.each(['{}', '[]', 'null', '"x"', '1', '{"command":null}', '{"command":{"type":"claim","type2":{}}}'])(
      'with the body %s',
      async (body) => {
        const answer = await raw(mateo, unused[0]?.id ?? '', body);
        expect(answer.status).toBe(200);
        expect((await answer.json()).outcome).toBe('invalid');
      },
    );

    it('with an own __proto__, which reaches neither the record nor anything else', async () => {
      const review = await fresh();
      const answer = await raw(
        mateo,
        review.id,
        `{"__proto__":{"fence":9},"command":{"type":"claim","__proto__":{"until":"2099-01-01T00:00:00Z","polluted":1}},"expectedVersion":${review.version}}`,
      );
      expect((await answer.json()).outcome).toBe('accepted');
      expect(await everything()).not.toMatch(/polluted|2099-01-01/);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    });

    /** One connection, spoken to by hand; what was answered until the server hung up or said nothing more. */
    function speak(text: string): Promise<string> {
      const { hostname, port } = new URL(host.url);
      return new Promise((resolve, reject) => {
        let heard = '';
        const socket = connect(Number(port), hostname, () => socket.write(text));
        socket.setTimeout(1_500, () => socket.destroy());
        socket.on('data', (chunk) => {
          heard += chunk;
        });
        socket.on('close', () => resolve(heard));
        socket.on('error', reject);
      });
    }

    it('with a request inside a request', async () => {
      const mine = await claimed(mateo);
      const before = await load(mine.id);
      const { host: name } = new URL(host.url);
      const body = JSON.stringify(commandOn(mine, { type: 'approve' }));
      const hidden = [
        `POST /api/reviews/${mine.id}/commands HTTP/1.1`,
        `Host: ${name}`,
        'Content-Type: application/json',
        'X-Requested-With: countersign',
        'Idempotency-Key: hidden',
        `Cookie: ${mateo.cookie}`,
        `Content-Length: ${body.length}`,
        '',
        body,
      ].join('\r\n');
      const both = [
        'POST /api/session HTTP/1.1',
        `Host: ${name}`,
        'Content-Type: application/json',
        `Content-Length: ${hidden.length + 5}`,
        'Transfer-Encoding: chunked',
        '',
        `0\r\n\r\n${hidden}`,
      ].join('\r\n');
      expect(await speak(both)).toMatch(/^HTTP\/1.1 400/);
      for (const header of ['Transfer-Encoding : chunked', 'Content-Length: 1\r\nContent-Length: 2', 'X: a\rb']) {
        const answer = await speak(
          `POST /api/session HTTP/1.1\r\nHost: ${name}\r\n${header}\r\n\r\n0\r\n\r\n${hidden}`,
        );
        expect(answer).toMatch(/^HTTP\/1.1 400/);
      }
      expect(await load(mine.id)).toEqual(before);
    });

    it('with a foreign Host, or two of them', async () => {
      const { host: name } = new URL(host.url);
      expect(await speak('GET /api/people HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n')).toMatch(
        / 403 /,
      );
      const two = `GET /api/people HTTP/1.1\r\nHost: ${name}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`;
      expect(await speak(two)).toMatch(/^HTTP\/1.1 (400|403)/);
    });

    it('by asking for more than anybody could by hand, and loses nothing by waiting', async () => {
      const slow = await startTestHost({
        database,
        queueSize: 60,
        clock: () => now,
        writes: { burst: 3, perSecond: 1 },
      });
      try {
        const visitor = await signIn(slow.url, 'mateo');
        const other = await signIn(slow.url, 'amara');
        const review = await fresh();
        const request = commandOn(review, { type: 'claim' });
        const key = crypto.randomUUID();
        for (let times = 0; times < 3; times += 1) {
          await visitor.request(`/api/reviews/${review.id}/draft`, { method: 'DELETE' });
        }
        const refused = await visitor.request(`/api/reviews/${review.id}/commands`, {
          method: 'POST',
          headers: { ...JSON_BODY, 'idempotency-key': key },
          body: JSON.stringify(request),
        });
        expect(refused.status).toBe(429);
        expect((await refused.json()).error.code).toBe('too-many-requests');
        const wait = Number(refused.headers.get('retry-after'));
        expect(wait).toBe(1);
        // Nobody else is held up, and reading goes on.
        expect((await visitor.request('/api/reviews')).status).toBe(200);
        expect((await other.request(`/api/reviews/${review.id}/draft`, { method: 'DELETE' })).status).toBe(200);
        // To the kit that is one of the refusals after which a command is sent again.
        await expect(visitor.backend.drafts?.clear(review.id)).rejects.toMatchObject({ status: 429 });
        await new Promise((done) => setTimeout(done, wait * 1_000));
        expect((await visitor.post(review.id, request, key)).body.outcome).toBe('accepted');
      } finally {
        await slow.stop();
      }
    });
  });

  describe('cannot use somebody else’s browser', () => {
    const commandFrom = async (headers: Record<string, string>) => {
      const review = await fresh();
      const answer = await fetch(`${host.url}/api/reviews/${review.id}/commands`, {
        method: 'POST',
        headers: { cookie: mateo.cookie, ...JSON_BODY, 'idempotency-key': crypto.randomUUID(), ...headers },
        body: JSON.stringify(commandOn(review, { type: 'claim' })),
      });
      return { status: answer.status, code: (await answer.json()).error?.code };
    };

    it.each([
      [{ 'sec-fetch-site': 'cross-site' }, 'origin-refused'],
      [{ 'sec-fetch-site': 'same-site' }, 'origin-refused'],
      [{ 'sec-fetch-site': 'none' }, 'origin-refused'],
      [{ origin: 'https://elsewhere.example' }, 'origin-refused'],
      [{ origin: 'null' }, 'origin-refused'],
    ])('to send a command from another page: %j', async (headers, code) => {
      expect(await commandFrom({ ...AS_PAGE, ...headers })).toEqual({ status: 403, code });
    });

    it('where the browser does not say where from: no form can set the header that is asked for', async () => {
      expect(await commandFrom({})).toEqual({ status: 403, code: 'header-missing' });
      expect(await commandFrom({ 'x-requested-with': 'XMLHttpRequest' })).toEqual({
        status: 403,
        code: 'header-missing',
      });
      expect(await commandFrom({ 'sec-fetch-site': 'same-origin' })).toEqual({ status: 403, code: 'header-missing' });
      expect((await commandFrom({ ...AS_PAGE })).status).toBe(200);
    });

    it('for any other write, signing in and out included', async () => {
      for (const [method, path] of [
        ['POST', '/api/session'],
        ['DELETE', '/api/session'],
        ['DELETE', '/api/sessions'],
        ['POST', '/api/reviews/next'],
        ['POST', '/api/reviews/APP-0001/claim/renew'],
        ['PUT', '/api/reviews/APP-0001/draft'],
        ['DELETE', '/api/reviews/APP-0001/draft'],
        ['POST', '/api/model/retrain'],
        ['POST', '/api/effects/x/replay'],
      ] as const) {
        const answer = await fetch(host.url + path, { method, headers: { cookie: mateo.cookie } });
        expect([path, (await answer.json()).error?.code]).toEqual([path, 'header-missing']);
      }
    });

    it('by asking first: no other site is ever given leave', async () => {
      const answer = await fetch(`${host.url}/api/reviews/APP-0001/commands`, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://elsewhere.example',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'x-requested-with,idempotency-key',
        },
      });
      expect(answer.status).toBe(403);
      const granted = [...answer.headers.keys()].filter((name) => name.startsWith('access-control'));
      expect(granted).toEqual([]);
    });

    it('through a frame, a script of their own or a guessed type', async () => {
      const { headers } = await fetch(`${host.url}/api/people`);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(policy.split('; ').sort()).toEqual([
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "script-src 'self'",
        "style-src 'self'",
      ]);
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
        'cache-control': 'no-store',
      });
      for (const path of ['/api/reviews/none', '/nowhere', '/applications/APP-0001']) {
        const answer = await mateo.request(path);
        expect([path, answer.headers.get('content-security-policy')]).toEqual([path, policy]);
      }
    });

    it('after its owner has left: no case file is kept by it or by what stands in between', async () => {
      for (const path of ['/applications/APP-0001', '/applications/none']) {
        for (const visitor of [mateo, { request: (own: string) => fetch(host.url + own) }]) {
          const answer = await visitor.request(path);
          expect([path, answer.headers.get('cache-control')]).toEqual([path, 'no-store']);
        }
      }
    });
  });

  describe('decides nothing by following links', () => {
    it('whatever address a scanner asks, with GET, HEAD or OPTIONS', async () => {
      const mine = await claimed(mateo);
      await mateo.backend.drafts?.save(mine.id, { message: 'half a sen' });
      await mateo.request('/api/session');
      const paths = [
        '/',
        '/api/people',
        '/api/session',
        '/api/sessions',
        '/api/reviews',
        '/api/reviews/next',
        `/api/reviews/${mine.id}`,
        `/api/reviews/${mine.id}/history`,
        `/api/reviews/${mine.id}/draft`,
        `/api/reviews/${mine.id}/claim/renew`,
        `/api/reviews/${mine.id}/commands`,
        `/api/reviews/${mine.id}/commands?command=approve&type=approve&_method=POST`,
        `/api/reviews/${mine.id}/approve`,
        '/api/changes?since=0',
        '/api/model',
        '/api/model/retrain',
        '/api/effects',
        '/api/effects/summary',
        '/api/effects/x/replay',
        `/applications/${mine.id}`,
        `/#/cases/${mine.id}`,
      ];
      const before = await everything();
      expect(before).toContain('half a sen');
      for (const path of paths) {
        for (const method of ['GET', 'HEAD', 'OPTIONS']) {
          for (const visitor of [mateo, priya]) {
            const answer = await visitor.request(path, { method, headers: { 'x-http-method-override': 'POST' } });
            await answer.arrayBuffer();
            expect([method, path, answer.status < 500]).toEqual([method, path, true]);
          }
        }
      }
      const stop = new AbortController();
      await mateo.request('/api/events', { signal: stop.signal });
      stop.abort();
      expect(await everything()).toBe(before);
    });
  });

  describe('causes by following links only what time brings about', () => {
    it('whatever ended meanwhile: a claim is given up by the timer, a token replaced', async () => {
      const mine = await claimed(mateo);
      const others = () =>
        database.query(`select id, body::text as body from reviews where id <> $1 order by id`, [mine.id]);
      const before = await others();
      const { seq } = (await mateo.get<Page<AuditEntry>>(`/api/reviews/${mine.id}/history`)).items[0] as AuditEntry;
      const visitor = await signIn(host.url, 'priya');
      now += 16 * 60_000;
      try {
        for (const method of ['GET', 'HEAD', 'GET']) await visitor.request(`/api/reviews/${mine.id}`, { method });
        const entries = (await readEntries(database, [mine.id])).filter((entry) => entry.seq > seq);
        expect(entries).toMatchObject([{ type: 'lapsed', by: { kind: 'system', id: 'lease' } }]);
        expect(await load(mine.id)).toMatchObject({ status: 'pending', proposal: mine.proposal });
        expect(await others()).toEqual(before);
      } finally {
        now -= 16 * 60_000;
      }
    });
  });

  describe('leaves nothing where it does not belong', () => {
    it('in the text of a statement: what was sent is in the parameters only', async () => {
      const review = await fresh();
      const q = encodeURIComponent(`${MARK}'"; --`);
      for (const path of [
        `/api/reviews?text=${q}`,
        `/api/reviews?kind=${q}`,
        `/api/reviews?cursor=${q}`,
        `/api/reviews?status=${q}`,
        `/api/reviews?${q}=1`,
        `/api/reviews/${q}`,
        `/api/reviews/${review.id}/history?cursor=${q}`,
        `/api/changes?since=${q}`,
        `/applications/${q}`,
        `/api/effects?status=${q}`,
      ]) {
        await priya.request(path);
      }
      const mine = await accept(mateo, review, { type: 'claim', holder: MARK });
      await raw(mateo, mine.id, '{}', { 'idempotency-key': MARK });
      await mateo.backend.drafts?.save(mine.id, { [MARK]: MARK } as never);
      await accept(mateo, mine, { type: 'ask', question: MARK, to: MARK });
      await mateo.request('/api/reviews/next', {
        method: 'POST',
        headers: { ...JSON_BODY, 'idempotency-key': MARK },
        body: JSON.stringify({ kind: MARK, holder: MARK }),
      });
      expect(await everything()).toContain(MARK);
      expect(statements.size).toBeGreaterThan(20);
      expect([...statements].filter((sql) => sql.includes(MARK))).toEqual([]);
    });

    it('in the log: no cookie, no query, no header, no body, no address that is not ours', async () => {
      const review = await fresh();
      const secret = 'SECRET-IN-REQUEST';
      await mateo.request(`/api/reviews?text=${secret}`, { headers: { authorization: `Bearer ${secret}` } });
      await mateo.request(`/api/session/${secret}`);
      await mateo.request(`/${secret}%0a{"forged":true}`);
      // Refused before anybody looks for a route, or by a route that takes any id.
      for (const path of [`/api/${secret}`, `/api/reviews/${secret}/draft`, `/applications/${secret}`]) {
        await fetch(host.url + path);
        await fetch(host.url + path, { method: 'DELETE' });
        await mateo.request(path);
        await mateo.request(path, { headers: { 'x-countersign-person': 'amara' } });
      }
      await raw(mateo, review.id, JSON.stringify({ command: { type: 'respond', message: secret } }));
      await fetch(`${host.url}/api/session`, {
        method: 'POST',
        headers: { ...AS_PAGE, ...JSON_BODY },
        body: JSON.stringify({ person: secret, password: secret }),
      });
      const text = logged.join('\n');
      expect(text).not.toContain(secret);
      expect(text).not.toContain(MARK);
      for (const { cookie } of [amara, mateo, priya, lena]) expect(text).not.toContain(cookie.split('=')[1]);
      for (const line of logged) {
        expect(line).not.toContain('\n');
        const keys = Object.keys(JSON.parse(line));
        expect(['time', 'method', 'route', 'status', 'ms', 'person']).toEqual(expect.arrayContaining(keys));
      }
      expect(JSON.parse(logged.findLast((line) => line.includes('/commands')) ?? '')).toMatchObject({
        method: 'POST',
        route: '/api/reviews/:id/commands',
        status: 200,
        person: 'mateo',
      });
      expect(new Set(logged.map((line) => JSON.parse(line).route))).toContain('(none)');
    });
  });
});
