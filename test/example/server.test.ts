import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Database, openEmbedded } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { forgetKeys, KEYS_KEPT } from '../../example/server/idempotency.js';
import { readEntries } from '../../example/server/log-lines.js';
import { MIGRATIONS, migrate } from '../../example/server/migrations.js';
import type { ModelState } from '../../example/server/model-service.js';
import { DECIDING_ROLES } from '../../example/server/policy.js';
import {
  type AuditEntry,
  type Command,
  type Page,
  type Review,
  type ReviewSummary,
  replay,
  sawOf,
} from '../../src/core.js';
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

const override: Command = {
  type: 'override',
  value: 'approve',
  reason: { codes: ['income'], checks: ['recalculated'], text: 'Ärger, "quotes", \u0000 and 🧾.' },
};
/** The other value than the proposed one. */
const overrideOf = (review: Review): Command => ({
  ...override,
  value: review.proposal.value === 'approve' ? 'deny' : 'approve',
});

describe('the reference server', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let now = Date.parse('2026-11-21T09:00:00Z');
  let amara: Visitor;
  let mateo: Visitor;
  let priya: Visitor;
  let jonas: Visitor;
  let lena: Visitor;
  let unused: ReviewSummary[];

  beforeAll(async () => {
    engine = await openReusable();
    database = await engine.fresh();
    host = await startTestHost({ database, queueSize: 40, clock: () => now });
    [amara, mateo, priya, jonas, lena] = (await Promise.all(
      ['amara', 'mateo', 'priya', 'jonas', 'lena'].map((person) => signIn(host.url, person)),
    )) as [Visitor, Visitor, Visitor, Visitor, Visitor];
    const { items } = await amara.get<Page<ReviewSummary>>('/api/reviews?limit=200');
    unused = items.filter(isSimple);
  });
  afterAll(async () => {
    await host.stop();
    await engine.close();
  });

  /** A review that no other test has touched. */
  async function fresh(): Promise<Review> {
    const id = unused.shift()?.id;
    return amara.get<Review>(`/api/reviews/${id}`);
  }
  const claim = (visitor: Visitor, review: Review) => accept(visitor, review, { type: 'claim' });

  describe('signing in', () => {
    it('refuses a wrong password and an unknown person alike', async () => {
      for (const body of [
        { person: 'amara', password: 'guess' },
        { person: 'nobody', password: 'countersign' },
        { person: 'amara\u0000', password: 'countersign' },
      ]) {
        const response = await fetch(`${host.url}/api/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...AS_PAGE },
          body: JSON.stringify(body),
        });
        expect(response.status).toBe(401);
        expect((await response.json()).error.code).toBe('sign-in-refused');
        expect(response.headers.get('set-cookie')).toBeNull();
      }
    });

    it('gives a cookie that scripts cannot read and other sites cannot send', async () => {
      const response = await fetch(`${host.url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...AS_PAGE },
        body: JSON.stringify({ person: 'amara', password: 'countersign' }),
      });
      expect(response.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
      const stored = await database.query<{ token_hash: string }>('select token_hash from session_tokens');
      const token = /=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1];
      expect(stored.map(({ token_hash }) => token_hash)).not.toContain(token);
    });

    it('shows nothing of a review to somebody who is not signed in', async () => {
      for (const path of ['/api/reviews', '/api/reviews/x', '/api/events', '/api/model', '/applications/APP-0001']) {
        const response = await fetch(host.url + path);
        expect(response.status).toBe(401);
        expect(await response.json()).toEqual({ error: { code: 'not-signed-in', message: 'Sign in first.' } });
      }
    });

    it('ends a session on the server, not only in the browser', async () => {
      const visitor = await signIn(host.url, 'mateo');
      expect((await visitor.get<{ reviewer: unknown }>('/api/session')).reviewer).toMatchObject({ id: 'mateo' });
      await visitor.request('/api/session', { method: 'DELETE' });
      expect(await visitor.get('/api/session')).toEqual({ reviewer: null });
      expect((await visitor.request('/api/reviews')).status).toBe(401);
    });
  });

  describe('requests that are none', () => {
    const send = (path: string, init: RequestInit) => amara.request(path, init);
    const json = { 'content-type': 'application/json', 'idempotency-key': 'k' };

    it('refuses a write from another site', async () => {
      const { id } = await fresh();
      for (const headers of [
        { ...json, origin: 'https://elsewhere.example' },
        { ...json, 'sec-fetch-site': 'cross-site' },
        { ...json, 'sec-fetch-site': 'same-site' },
        { ...json, origin: 'null' },
      ]) {
        const response = await send(`/api/reviews/${id}/commands`, { method: 'POST', headers, body: '{}' });
        expect(response.status).toBe(403);
        expect((await response.json()).error.code).toBe('origin-refused');
      }
    });

    it('refuses a form’s content type, which a foreign page could send', async () => {
      const { id } = await fresh();
      const response = await send(`/api/reviews/${id}/commands`, {
        method: 'POST',
        headers: { 'idempotency-key': 'k', 'content-type': 'text/plain' },
        body: '{}',
      });
      expect(response.status).toBe(415);
    });

    it.each([
      ['{', 400, 'json-invalid'],
      ['"'.padEnd(300_000, 'x').concat('"'), 413, 'body-too-large'],
    ])('refuses a body that is not JSON or too large', async (body, status, code) => {
      const response = await send('/api/reviews/x/commands', { method: 'POST', headers: json, body });
      expect(response.status).toBe(status);
      expect((await response.json()).error.code).toBe(code);
    });

    it.each([
      ['limit=0', 'query-invalid'],
      ['limit=201', 'query-invalid'],
      ['limit=2.5', 'query-invalid'],
      ['order=alphabet', 'query-invalid'],
      ['status=done', 'query-invalid'],
      ['cursor=xyz', 'cursor-invalid'],
      ['cursor=WyJvbGRlc3QiLCInOyBkcm9wIHRhYmxlIHJldmlld3MiLCJ4Il0', 'cursor-invalid'],
    ])('refuses the query %s', async (query, code) => {
      const response = await amara.request(`/api/reviews?${query}`);
      expect(response.status).toBe(400);
      expect((await response.json()).error.code).toBe(code);
    });

    const cursorOf = (...parts: string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');

    it.each([
      ['kind=%00', 'query-invalid'],
      ['text=a%00b', 'query-invalid'],
      ['cursor=%00', 'query-invalid'],
      [`cursor=${cursorOf('oldest', '2026-11-21 09:00:00+00', 'a\u0000b')}`, 'cursor-invalid'],
      [`cursor=${cursorOf('oldest', 'infinity-', 'a')}`, 'cursor-invalid'],
      [`cursor=${cursorOf('oldest', '2026-02-31 09:00:00+00', 'a')}`, 'cursor-invalid'],
      [`order=risk&cursor=${cursorOf('risk', '99999999999', 'a')}`, 'cursor-invalid'],
      [`order=risk&cursor=${cursorOf('risk', '1.5', 'a')}`, 'cursor-invalid'],
      [`order=least-confident&cursor=${cursorOf('least-confident', '1-', 'a')}`, 'cursor-invalid'],
    ])('refuses %s, which the database could not read, and logs no failure of its own', async (query, code) => {
      const log = vi.spyOn(console, 'error').mockImplementation(() => {});
      try {
        const response = await amara.request(`/api/reviews?${query}`);
        expect(await response.json()).toMatchObject({ error: { code } });
        expect(response.status).toBe(400);
        expect(log).not.toHaveBeenCalled();
      } finally {
        log.mockRestore();
      }
    });

    it.each(['oldest', 'newest', 'due', 'least-confident', 'risk'])('reads its own cursors by %s', async (order) => {
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await amara.get<Page<ReviewSummary>>(`/api/reviews?limit=7&order=${order}${cursor}`);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.next === undefined ? '' : `&cursor=${page.next}`;
      } while (cursor !== '');
      expect(seen).toHaveLength(40);
      expect(new Set(seen).size).toBe(40);
    });

    it.each(['%00', 'a%00b', '%E0%A4%A'])('knows no review named %s, on any path below it', async (id) => {
      const log = vi.spyOn(console, 'error').mockImplementation(() => {});
      try {
        const write = (method: string, body: object): RequestInit => ({
          method,
          headers: json,
          body: JSON.stringify(body),
        });
        const command = { command: { type: 'claim' }, expectedVersion: 1 };
        for (const [path, init] of [
          ['', {}],
          ['/history', {}],
          ['/commands', write('POST', command)],
          ['/draft', write('PUT', {})],
        ] as const) {
          const response = await send(`/api/reviews/${id}${path}`, init);
          expect([path, response.status, (await response.json()).error?.code]).toEqual([path, 404, 'review-unknown']);
        }
        for (const method of ['GET', 'DELETE']) {
          expect((await send(`/api/reviews/${id}/draft`, { method })).status).toBeLessThan(500);
        }
        expect((await send(`/applications/${id}`, {})).status).toBe(404);
        expect(log).not.toHaveBeenCalled();
      } finally {
        log.mockRestore();
      }
    });

    it('asks for an idempotency key', async () => {
      const { id } = await fresh();
      const response = await send(`/api/reviews/${id}/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      expect((await response.json()).error.code).toBe('idempotency-key-missing');
    });

    it('never decides by GET', async () => {
      const { id } = await fresh();
      expect((await amara.request(`/api/reviews/${id}/commands`)).status).toBe(404);
    });

    it('answers an unknown review with a code', async () => {
      expect((await amara.request('/api/reviews/nowhere')).status).toBe(404);
      expect((await amara.post('nowhere', { command: { type: 'claim' }, expectedVersion: 1 })).body.error?.code).toBe(
        'review-unknown',
      );
    });

    it('answers to its own name only', async () => {
      const { request } = await import('node:http');
      const status = await new Promise((resolve) => {
        request(`${host.url}/api/people`, { headers: { host: 'evil.example' } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        }).end();
      });
      expect(status).toBe(403);
    });
  });

  describe('what the chart refuses', () => {
    it('takes the actor from the session, whatever the body says', async () => {
      const review = await fresh();
      const { body } = await amara.post(review.id, {
        ...commandOn(review, { type: 'claim', by: { id: 'priya' }, until: '2099-01-01T00:00:00Z' } as never),
        by: { kind: 'person', id: 'priya', name: 'Priya Nair', roles: ['supervisor'] },
      });
      expect(body).toMatchObject({ outcome: 'accepted', entry: { by: { kind: 'person', id: 'amara' } } });
      const until = body.outcome === 'accepted' ? Date.parse(body.review.claim?.until ?? '') : 0;
      expect(until).toBe(now + 15 * 60_000);
    });

    it('refuses a verdict without a claim, of somebody else, twice, and without what was seen', async () => {
      const review = await fresh();
      expect((await amara.post(review.id, commandOn(review, { type: 'approve' }))).body.outcome).toBe('claim-lost');
      const mine = await claim(amara, review);
      expect((await mateo.post(mine.id, commandOn(mine, { type: 'approve' }))).body.outcome).toBe('claim-lost');
      const { saw: _saw, ...unseen } = commandOn(mine, { type: 'approve' });
      expect((await amara.post(mine.id, unseen)).body).toMatchObject({ issues: [{ code: 'saw-missing' }] });
      const stale = { ...commandOn(mine, { type: 'approve' }), saw: { revision: 1, fingerprint: '0'.repeat(16) } };
      expect((await amara.post(mine.id, stale)).body.outcome).toBe('conflict');
      const old = { ...commandOn(mine, { type: 'approve' }), expectedVersion: 1 };
      expect((await amara.post(mine.id, old)).body.outcome).toBe('conflict');
      const decided = await accept(amara, mine, { type: 'approve' });
      expect((await mateo.post(mine.id, commandOn(decided, { type: 'reject' }))).body.outcome).toBe('already-decided');
    });

    it.each([
      [{ type: 'override', value: 'deny-all', reason: { codes: ['income'], checks: ['spoke'] } }, 'choice-unknown'],
      [{ type: 'override', value: null }, 'field-missing'],
      [{ type: 'override' }, 'field-missing'],
      [{ type: 'reject' }, 'reason-missing'],
      [{ type: 'reject', reason: { codes: ['other'], text: 'short' } }, 'reason-text-too-short'],
      [{ type: 'reject', reason: { codes: ['made-up'] } }, 'reason-unknown'],
      [{ type: 'reject', reason: 'because' }, 'value-invalid'],
      [{ type: 'reject', reason: { codes: [{}] } }, 'value-invalid'],
      [{ type: 'approve', evidenceOpened: 'all' }, 'value-invalid'],
      [{ type: 'approve', signature: 5 }, 'value-invalid'],
      [{ type: 'respond', message: ' ' }, 'field-missing'],
      [{ type: 'respond', message: 'x'.repeat(20_001) }, 'text-too-long'],
      [{ type: 'hold', reason: 'Stop.', scope: 'all' }, 'value-invalid'],
      [{ type: 'rubber-stamp' }, 'command-unknown'],
      [{ type: { toString: 1 } }, 'command-unknown'],
    ])('calls %j invalid and stores nothing', async (command, code) => {
      const review = await amara.get<Review>(`/api/reviews/${(await sharedClaim()).id}`);
      const { status, body } = await amara.post(review.id, commandOn(review, command as never));
      expect(status).toBe(200);
      expect(body.outcome).toBe('invalid');
      expect(body.outcome === 'invalid' && body.issues.map((issue) => issue.code)).toContain(code);
      expect((await amara.get<Review>(`/api/reviews/${review.id}`)).version).toBe(review.version);
    });
    let shared: Promise<Review> | undefined;
    const sharedClaim = () => {
      shared ??= fresh().then((review) => claim(amara, review));
      return shared;
    };

    it('keeps the system’s commands and other roles’ commands from people', async () => {
      const mine = await claim(amara, await fresh());
      const answers = async (visitor: Visitor, command: Command) =>
        (await visitor.post(mine.id, commandOn(await amara.get<Review>(`/api/reviews/${mine.id}`), command))).body;
      expect(await answers(amara, { type: 'lapse' })).toMatchObject({ why: { code: 'system-only' } });
      expect(await answers(amara, { type: 'expire' })).toMatchObject({ why: { code: 'system-only' } });
      expect(await answers(amara, { type: 'withdraw' })).toMatchObject({ why: { code: 'system-only' } });
      const proposal = { ...mine.proposal, revision: 2, value: 'approve' };
      expect(await answers(amara, { type: 'revise', proposal })).toMatchObject({ why: { code: 'system-only' } });
      await accept(amara, mine, { type: 'hold', reason: 'Looks wrong.', scope: 'review' });
      expect((await answers(amara, { type: 'approve' })).outcome).toBe('held');
      expect(await answers(amara, { type: 'resume' })).toMatchObject({ why: { code: 'role-missing' } });
      expect((await answers(priya, { type: 'resume' })).outcome).toBe('accepted');
      const approved = await accept(amara, await amara.get<Review>(`/api/reviews/${mine.id}`), { type: 'approve' });
      expect(await answers(mateo, { type: 'reopen', reason: 'New facts.' })).toMatchObject({
        why: { code: 'role-missing' },
      });
      const reopened = await accept(priya, approved, { type: 'reopen', reason: 'New facts.' });
      expect(reopened.state).toBe('pending.open');
    });

    it('lets an auditor read and not decide, in words', async () => {
      const review = await fresh();
      expect((await lena.get<Review>(`/api/reviews/${review.id}`)).id).toBe(review.id);
      const { body } = await lena.post(review.id, commandOn(review, { type: 'claim' }));
      expect(body).toMatchObject({ outcome: 'forbidden', why: { code: 'cannot-decide' } });
      expect(body.outcome === 'forbidden' && body.why.text).toMatch(/role of a reviewer/);
      expect((await lena.request('/api/model/retrain', { method: 'POST' })).status).toBe(403);
    });

    it('lets an auditor neither stop a case nor answer for the applicant', async () => {
      const review = await fresh();
      const hold: Command = { type: 'hold', reason: 'Looks wrong.', scope: 'review' };
      const roleMissing = { outcome: 'forbidden', why: { code: 'role-missing', roles: DECIDING_ROLES } };
      expect((await lena.post(review.id, commandOn(review, hold))).body).toEqual(roleMissing);
      const mine = await claim(amara, review);
      const asked = await accept(amara, mine, { type: 'ask', question: 'Which employer?', to: 'Applicant' });
      const answer: Command = { type: 'answer', answer: 'The city.' };
      expect((await lena.post(review.id, commandOn(asked, answer))).body).toEqual(roleMissing);
      const answered = await accept(mateo, asked, answer);
      expect(answered).toMatchObject({ state: 'pending.open', question: { answer: 'The city.' } });
      expect((await accept(jonas, answered, hold)).hold?.reason).toBe('Looks wrong.');
    });

    it('lets one of many who claim at once have it', async () => {
      const review = await fresh();
      const all = await Promise.all(
        [amara, mateo, priya, amara, mateo].map((visitor) =>
          visitor.post(review.id, commandOn(review, { type: 'claim' })),
        ),
      );
      expect(all.filter(({ body }) => body.outcome === 'accepted')).toHaveLength(1);
    });
  });

  describe('idempotency', () => {
    it('answers a repeat as it answered first, also at the same time, and records it once', async () => {
      const mine = await claim(amara, await fresh());
      const key = crypto.randomUUID();
      const request = commandOn(mine, { type: 'approve' });
      const answers = await Promise.all([1, 2, 3].map(() => amara.post(mine.id, request, key)));
      const again = await amara.post(mine.id, request, key);
      for (const { body } of answers) expect(body).toEqual(again.body);
      expect(again.body.outcome).toBe('accepted');
      const { items } = await amara.get<Page<AuditEntry>>(`/api/reviews/${mine.id}/history`);
      expect(items.map(({ type }) => type)).toEqual(['approved', 'claimed', 'proposed']);
    });

    it('keeps keys apart by person', async () => {
      const key = crypto.randomUUID();
      const one = await fresh();
      const two = await fresh();
      expect((await amara.post(one.id, commandOn(one, { type: 'claim' }), key)).body.outcome).toBe('accepted');
      expect((await mateo.post(two.id, commandOn(two, { type: 'claim' }), key)).body.outcome).toBe('accepted');
      expect((await amara.post(two.id, commandOn(two, { type: 'claim' }), key)).body).toMatchObject({
        issues: [{ path: 'idempotencyKey' }],
      });
    });
  });

  describe('the record', () => {
    it('cannot be changed, not even by SQL', async () => {
      const refused = /append-only/;
      await expect(database.query(`update audit_entries set type = 'approved'`)).rejects.toThrow(refused);
      await expect(database.query('delete from audit_entries')).rejects.toThrow(refused);
      await expect(database.query('truncate audit_entries')).rejects.toThrow(refused);
    });

    it('replays to every stored review, gapless', async () => {
      const decided = await accept(amara, await claim(amara, await fresh()), { type: 'approve' });
      const other = await claim(mateo, await fresh());
      await accept(mateo, other, overrideOf(other));
      const rows = await database.query<{ body: Review }>('select body from reviews');
      expect(rows.length).toBeGreaterThan(30);
      for (const { body: review } of rows) {
        const entries = await readEntries(database, [review.id]);
        expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
        expect(replay(entries)).toEqual(review);
      }
      expect(decided.status).toBe('approved');
    });

    it('keeps every character of what was typed', async () => {
      const mine = await claim(mateo, await fresh());
      const decided = await accept(mateo, mine, overrideOf(mine));
      expect(decided.decision?.reason?.text).toBe('Ärger, "quotes", \u0000 and 🧾.');
      const stored = await mateo.get<Review>(`/api/reviews/${mine.id}`);
      expect(stored.decision?.reason?.text).toBe('Ärger, "quotes", \u0000 and 🧾.');
    });
  });

  describe('claims', () => {
    it('end when their time has run out, by the server’s clock, before anything else is heard', async () => {
      const mine = await claim(amara, await fresh());
      now += 15 * 60_000 + 1;
      const { body } = await amara.post(mine.id, commandOn(mine, { type: 'approve' }));
      expect(body).toMatchObject({
        outcome: 'claim-lost',
        review: { state: 'pending.open', version: mine.version + 1 },
      });
      const { items } = await amara.get<Page<AuditEntry>>(`/api/reviews/${mine.id}/history`);
      expect(items[0]).toMatchObject({ type: 'lapsed', by: { kind: 'system' } });
      const theirs = await claim(mateo, await fresh());
      now += 15 * 60_000 + 1;
      expect(await host.store.lapse()).toBeGreaterThan(0);
      expect((await mateo.get<Review>(`/api/reviews/${theirs.id}`)).state).toBe('pending.open');
    });
  });

  describe('two signers', () => {
    /** What a reader can get hold of about one review, on every way out. */
    async function allThatIsShown(visitor: Visitor, id: string): Promise<string> {
      const [review, history, list] = await Promise.all([
        visitor.request(`/api/reviews/${id}`).then((response) => response.text()),
        visitor.request(`/api/reviews/${id}/history`).then((response) => response.text()),
        visitor.request(`/api/reviews?text=${id}`).then((response) => response.text()),
      ]);
      return [review, history, list].join('\n');
    }

    it('keeps the first decision, its reason and its author from the second until they differ or agree', async () => {
      const template = await fresh();
      const proposal = {
        ...template.proposal,
        id: 'TWO-1',
        value: 'approve',
        subject: { title: 'Two signers', reference: 'TWO-1' },
      };
      await host.store.open([proposal], () => ({ ...template.policy, secondReview: true }));
      const opened = await amara.get<Review>('/api/reviews/TWO-1');
      const first = await accept(amara, await claim(amara, opened), {
        type: 'override',
        value: 'deny',
        reason: { codes: ['other'], checks: ['spoke'], text: 'SECRET-REASON of the first signer' },
      });
      expect(first.state).toBe('pending.awaitingSecond');
      expect(first.signatures[0]?.reason?.text).toContain('SECRET-REASON');
      expect(await allThatIsShown(amara, 'TWO-1')).toContain('SECRET-REASON');
      const shown = await allThatIsShown(mateo, 'TWO-1');
      expect(shown).not.toMatch(/SECRET-REASON|amara|Amara|"type":"overrid/);
      expect(shown).toContain('Withheld');

      const again = await amara.post('TWO-1', commandOn(first, { type: 'claim' }));
      expect(again.body).toMatchObject({ outcome: 'forbidden', why: { code: 'same-person' } });
      const second = await claim(mateo, await mateo.get<Review>('/api/reviews/TWO-1'));
      expect(JSON.stringify(second)).not.toMatch(/SECRET-REASON|amara/);
      const differing = await accept(mateo, second, { type: 'approve' });
      expect(differing.state).toBe('pending.adjudicating');
      expect(JSON.stringify(differing)).toContain('SECRET-REASON');

      const refused = await priya.post('TWO-1', commandOn(differing, { type: 'claim' }));
      expect(refused.body).toMatchObject({ why: { code: 'not-adjudicator' } });
      const third = await claim(jonas, await jonas.get<Review>('/api/reviews/TWO-1'));
      expect((await accept(jonas, third, { type: 'approve' })).status).toBe('approved');
    });

    it('asks for them where most is at stake', async () => {
      const rows = await database.query<{ body: Review }>(`select body from reviews where risk = 'critical'`);
      for (const { body } of rows) expect(body.policy.secondReview ?? body.id === 'TWO-1').toBe(true);
    });
  });

  describe('answering first', () => {
    it('shows no trace of the AI on any way out before the reviewer has answered', async () => {
      const template = await fresh();
      const secret = {
        ...template.proposal,
        id: 'BLIND-1',
        value: 'approve-with-conditions',
        why: ['SECRET-WHY'],
        subject: { title: 'Answer first', reference: 'BLIND-1' },
        explanation: { ...template.proposal.explanation, summary: 'SECRET-SUMMARY' },
        confidence: { value: 0.123456 },
      };
      await host.store.open([secret], () => ({ ...template.policy, blindFirst: true }));
      const traces = /SECRET|0\.123456|"value":"approve-with-conditions","schema|oldValue/;
      const shownTo = async (visitor: Visitor) =>
        (
          await Promise.all(
            ['/api/reviews/BLIND-1', '/api/reviews/BLIND-1/history', '/api/reviews?text=BLIND-1'].map(async (path) =>
              (await visitor.request(path)).text(),
            ),
          )
        ).join('\n');
      expect(await shownTo(amara)).not.toMatch(traces);
      const claimed = await claim(amara, await amara.get<Review>('/api/reviews/BLIND-1'));
      expect(claimed.state).toBe('reviewing.blind');
      expect(JSON.stringify(claimed)).not.toMatch(traces);

      const revealed = await accept(amara, claimed, { type: 'judge', value: 'deny', confidence: 0.7 });
      expect(revealed.proposal.value).toBe('approve-with-conditions');
      // A colleague who may have to sign as well still sees nothing of either.
      const theirs = await shownTo(mateo);
      expect(theirs).not.toMatch(traces);
      expect(theirs).not.toContain('"judgement"');
      expect(theirs).not.toContain('"judgements":[{');

      const decided = await accept(amara, revealed, { type: 'approve', saw: sawOf(revealed.proposal) } as never);
      expect(decided.decision?.judgement?.value).toBe('deny');
      expect(await shownTo(mateo)).toMatch(/SECRET-SUMMARY/);
    });
  });

  describe('keys of commands', () => {
    it('are kept for 30 days; a repeat that comes later is refused by what it was about', async () => {
      const review = await fresh();
      const request = commandOn(review, { type: 'claim' });
      const key = crypto.randomUUID();
      const first = await amara.post(review.id, request, key);
      expect(first.body.outcome).toBe('accepted');
      const at = now;
      await forgetKeys(database, at + KEYS_KEPT - 1);
      expect((await amara.post(review.id, request, key)).body).toEqual(first.body);
      await forgetKeys(database, at + KEYS_KEPT);
      expect((await amara.post(review.id, request, key)).body.outcome).toBe('conflict');
      expect((await amara.get<Review>(`/api/reviews/${review.id}`)).version).toBe(review.version + 1);
    });
  });

  describe('live updates', () => {
    it('resumes after the last event a client heard, from the durable log', async () => {
      const { backend } = mateo;
      const review = await fresh();
      const since = await host.store.lastPosition();
      await accept(amara, await claim(amara, review), { type: 'release' });
      const change = await new Promise<{ cursor: string; summary: ReviewSummary }>((resolve) => {
        const stop = backend.subscribe?.(
          (heard) => {
            stop?.();
            resolve(heard);
          },
          { since },
        );
      });
      // Claim and release are one change to a reader who missed both.
      expect(change.summary).toMatchObject({ id: review.id, status: 'pending', version: review.version + 2 });
      expect(Number(change.cursor)).toBe(Number(since) + 2);
    });

    /** An open stream of somebody's own session, and what it has sent so far. */
    async function openStream(visitor: Visitor) {
      const response = await visitor.request(`/api/events?since=${await host.store.lastPosition()}`);
      const heard = { text: '', isOver: false };
      const decoder = new TextDecoder();
      const read = async () => {
        for await (const chunk of response.body ?? []) heard.text += decoder.decode(chunk, { stream: true });
        heard.isOver = true;
      };
      void read();
      await vi.waitFor(() => expect(heard.text).toContain('event: ready'));
      return heard;
    }

    it('end with the session: whoever signed out hears nothing more', async () => {
      const leaving = await signIn(host.url, 'mateo');
      const staying = await signIn(host.url, 'mateo');
      const [ended, open] = await Promise.all([openStream(leaving), openStream(staying)]);
      await leaving.request('/api/session', { method: 'DELETE' });
      await vi.waitFor(() => expect(ended.isOver).toBe(true));
      const review = await claim(amara, await fresh());
      await vi.waitFor(() => expect(open.text).toContain(review.id));
      expect(ended.text).not.toContain('event: review');
      expect(open.isOver).toBe(false);
    });

    it('end when the session has run out, before anything else is sent', async () => {
      const heard = await openStream(await signIn(host.url, 'mateo'));
      const review = await claim(amara, await fresh());
      await vi.waitFor(() => expect(heard.text).toContain(review.id));
      const told = heard.text;
      now += 12 * 3_600_000;
      try {
        host.store.announce();
        await vi.waitFor(() => expect(heard.isOver).toBe(true));
      } finally {
        now -= 12 * 3_600_000;
      }
      expect(heard.text).toBe(told);
    });

    it('refuses a position that is none', async () => {
      expect((await amara.request('/api/events?since=abc')).status).toBe(400);
    });
  });

  describe('the model', () => {
    it('learns from decisions, says what changed, and revises what is open', async () => {
      const before = await amara.get<ModelState>('/api/model');
      expect(before.version).toBe('1');
      expect(before.labels.available).toBeGreaterThan(0);
      expect(before.labels.fresh).toBe(before.labels.available);
      const open = await fresh();
      const response = await amara.request('/api/model/retrain', { method: 'POST' });
      expect(response.status).toBe(200);
      const after = (await response.json()) as ModelState;
      expect(after.version).toBe('2');
      expect(after.labels.fresh).toBe(0);
      expect(after.report).toMatchObject({ from: '1', to: '2', decisions: before.labels.available });
      for (const measure of Object.values(after.report?.comparison ?? {})) {
        expect(measure.interval[0]).toBeLessThanOrEqual(measure.interval[1]);
      }
      const revised = await amara.get<Review>(`/api/reviews/${open.id}`);
      expect(revised.proposal).toMatchObject({ revision: 2, model: { version: '2' } });
      const decided = await database.query<{ body: Review }>(`select body from reviews where status = 'approved'`);
      for (const { body: review } of decided) expect(review.proposal.revision).toBe(1);
    });
  });
});

describe('a server that starts again', () => {
  it('forgets the keys whose time is over', async () => {
    const engine = await openReusable();
    const database = await engine.fresh();
    await (await startTestHost({ database })).stop();
    await database.query(
      `insert into idempotency_keys (person_id, key, request, answer, at)
       select 'amara', age, '', 'null', now() - (age || ' days')::interval from unnest(array['29', '31']) as age`,
    );
    const again = await startTestHost({ database });
    try {
      const keys = () => database.query('select key from idempotency_keys');
      await expect.poll(keys, { timeout: 8_000 }).toEqual([{ key: '29' }]);
    } finally {
      await again.stop();
      await engine.close();
    }
  });

  it('finds everything as it was, and the sessions too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-host-'));
    try {
      const first = await startTestHost({ database: await openEmbedded(folder) });
      const amara = await signIn(first.url, 'amara');
      const [row] = (await amara.get<Page<ReviewSummary>>('/api/reviews')).items;
      const opened = await amara.get<Review>(`/api/reviews/${row?.id}`);
      const claimed = await accept(amara, opened, { type: 'claim' });
      const decided = await accept(amara, claimed, overrideOf(claimed));
      await amara.backend.drafts?.save(opened.id, { message: 'half a sen' });
      const history = await amara.get<Page<AuditEntry>>(`/api/reviews/${opened.id}/history`);
      await first.stop();

      const second = await startTestHost({
        database: await openEmbedded(folder),
        loadApplications: () => {
          throw new Error('The applications are kept: nothing is read again.');
        },
      });
      const address = (path: string) => fetch(second.url + path, { headers: { cookie: amara.cookie } });
      expect(await (await address(`/api/reviews/${opened.id}`)).json()).toEqual(decided);
      expect(await (await address(`/api/reviews/${opened.id}/history`)).json()).toEqual(history);
      expect(await (await address(`/api/reviews/${opened.id}/draft`)).json()).toEqual({
        draft: { message: 'half a sen' },
      });
      await second.stop();

      const other = await openEmbedded(folder);
      await expect(
        startTestHost({ database: other, source: { name: 'x', isGenerated: false, fingerprint: 'x', seed: 1 } }),
      ).rejects.toThrow('The database holds the applications of generated, not of x.');
      await other.query('insert into migrations (version, name) values (99, $1)', ['from the future']);
      await expect(migrate(other)).rejects.toThrow(
        `The database is at version 99, this program knows ${MIGRATIONS.length}.`,
      );
      await other.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
