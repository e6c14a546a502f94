import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Database, openServer } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { CHANGES_CHANNEL, migrate } from '../../example/server/migrations.js';
import { LONGEST_IDLE, LONGEST_SESSION, OVERLAP, ROTATION } from '../../example/server/sessions.js';
import { createSignInAttempts } from '../../example/server/sign-in-attempts.js';
import { AS_PAGE, openReusable, signIn, startTestHost } from './host.fixtures.js';
import { findPostgres, startPostgres } from './postgres.fixtures.js';

const MINUTE = 60_000;

describe('sessions of the reference server', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let host: Host;
  let now = Date.parse('2026-11-21T09:00:00Z');

  beforeAll(async () => {
    engine = await openReusable();
    database = await engine.fresh();
    host = await startTestHost({ database, queueSize: 5, clock: () => now });
  });
  afterAll(async () => {
    await host.stop();
    await engine.close();
  });
  beforeEach(async () => {
    await database.query('delete from sessions');
    await database.query('delete from sign_in_attempts');
  });

  const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0];
  const ask = (cookie: string, path = '/api/reviews?limit=1') => fetch(host.url + path, { headers: { cookie } });

  /** A session whose token was just replaced, with both tokens. */
  async function rotated() {
    const { cookie: old } = await signIn(host.url, 'amara');
    now += ROTATION;
    const next = cookieOf(await ask(old));
    if (!next) throw new Error('The token was not replaced.');
    return { old, next };
  }

  it('replace the token in use, and keep to the page’s rules for the new one', async () => {
    const { cookie } = await signIn(host.url, 'amara');
    expect(cookieOf(await ask(cookie))).toBeUndefined();
    now += ROTATION;
    const header = (await ask(cookie)).headers.get('set-cookie') ?? '';
    expect(header).toMatch(/^countersign_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(header.split(';')[0]).not.toBe(cookie);
    expect((await ask(header.split(';')[0] ?? '')).status).toBe(200);
  });

  it('replace it once for requests that come together, and answer each of them', async () => {
    const { cookie } = await signIn(host.url, 'amara');
    now += ROTATION;
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => ask(cookie)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(answers.filter((answer) => cookieOf(answer))).toHaveLength(1);
  });

  it('take the old token for requests that were on their way', async () => {
    const { old, next } = await rotated();
    expect((await ask(next)).status).toBe(200);
    now += OVERLAP - 1;
    expect((await ask(old)).status).toBe(200);
  });

  it('go on with the old token where the answer with the new one was lost, and try again', async () => {
    const { old } = await rotated();
    now += OVERLAP + MINUTE;
    const answer = await ask(old);
    expect(answer.status).toBe(200);
    expect((await ask(cookieOf(answer) ?? '')).status).toBe(200);
  });

  it('end for both where somebody shows a token that was replaced long ago', async () => {
    const { old, next } = await rotated();
    await ask(next);
    now += OVERLAP + 1;
    expect((await ask(old)).status).toBe(401);
    expect((await ask(next)).status).toBe(401);
  });

  it('end after a time however busy they are', async () => {
    let { cookie } = await signIn(host.url, 'amara');
    const end = now + LONGEST_SESSION;
    while (now + LONGEST_IDLE / 2 < end) {
      now += LONGEST_IDLE / 2;
      if (now >= end) break;
      const answer = await ask(cookie);
      expect(answer.status).toBe(200);
      cookie = cookieOf(answer) ?? cookie;
    }
    now = end;
    expect((await ask(cookie)).status).toBe(401);
  });

  it('end when nothing was asked for, and a page that only waits for news is nobody asking', async () => {
    const { cookie } = await signIn(host.url, 'amara');
    const changes = `/api/changes?since=${await host.store.lastPosition()}`;
    now += LONGEST_IDLE / 2;
    expect((await ask(cookie, changes)).status).toBe(200);
    now += LONGEST_IDLE / 2 - 1;
    expect((await ask(cookie, changes)).status).toBe(200);
    now += 1;
    expect((await ask(cookie)).status).toBe(401);
  });

  it('all end at once, of one person', async () => {
    const [one, two, other] = await Promise.all([
      signIn(host.url, 'amara'),
      signIn(host.url, 'amara'),
      signIn(host.url, 'mateo'),
    ]);
    expect((await one.request('/api/sessions', { method: 'DELETE' })).status).toBe(200);
    expect([(await ask(one.cookie)).status, (await ask(two.cookie)).status]).toEqual([401, 401]);
    expect((await ask(other.cookie)).status).toBe(200);
    await host.sessions.endAll('mateo');
    expect((await ask(other.cookie)).status).toBe(401);
  });

  it('begin with a token that nobody could have planted, and end the one that came along', async () => {
    const planted = await signIn(host.url, 'mateo');
    const answer = await fetch(`${host.url}/api/session`, {
      method: 'POST',
      headers: { ...AS_PAGE, 'content-type': 'application/json', cookie: planted.cookie },
      body: JSON.stringify({ person: 'amara', password: 'countersign' }),
    });
    expect(answer.status).toBe(200);
    expect(cookieOf(answer)).not.toBe(planted.cookie);
    expect((await ask(planted.cookie)).status).toBe(401);
    const invented = 'countersign_session=chosen-by-the-attacker';
    const after = await fetch(`${host.url}/api/session`, {
      method: 'POST',
      headers: { ...AS_PAGE, 'content-type': 'application/json', cookie: invented },
      body: JSON.stringify({ person: 'amara', password: 'countersign' }),
    });
    expect(cookieOf(after)).not.toBe(invented);
    expect((await ask(invented)).status).toBe(401);
  });

  it('are over on the server after sign-out: the cookie is good for nothing', async () => {
    const visitor = await signIn(host.url, 'amara');
    await visitor.request('/api/session', { method: 'DELETE' });
    expect((await visitor.request('/api/reviews')).status).toBe(401);
    expect((await visitor.post('APP-0001', { command: { type: 'claim' }, expectedVersion: 1 })).status).toBe(401);
  });

  it('tell servers of their end, and of nothing where none ended', async () => {
    const told = vi.fn();
    const heard = vi.fn();
    const stopListening = await database.listen(CHANGES_CHANNEL, told);
    const stopHearing = host.store.onChange(heard);
    try {
      const invented = { method: 'DELETE', headers: { ...AS_PAGE, cookie: 'countersign_session=invented' } };
      expect((await fetch(`${host.url}/api/session`, invented)).status).toBe(200);
      const visitor = await signIn(host.url, 'amara');
      expect([told.mock.calls.length, heard.mock.calls.length]).toEqual([0, 0]);
      await visitor.request('/api/session', { method: 'DELETE' });
      await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1));
      expect(heard).toHaveBeenCalled();
    } finally {
      stopHearing();
      await stopListening();
    }
  });

  it('are carried by https only where browsers come by https', async () => {
    const behindProxy = await startTestHost({ database, queueSize: 5, clock: () => now, isHttps: true });
    try {
      const answer = await fetch(`${behindProxy.url}/api/session`, {
        method: 'POST',
        headers: { ...AS_PAGE, 'content-type': 'application/json' },
        body: JSON.stringify({ person: 'amara', password: 'countersign' }),
      });
      expect(answer.headers.get('set-cookie')).toMatch(
        /^__Host-countersign_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      );
      expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=31536000/);
    } finally {
      await behindProxy.stop();
    }
  });

  describe('guessing', () => {
    const tryPassword = (person: string, password: string, at = host, headers: Record<string, string> = {}) =>
      fetch(`${at.url}/api/session`, {
        method: 'POST',
        headers: { ...AS_PAGE, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ person, password }),
      });
    const statusesOf = async (answers: Promise<Response>[]) => (await Promise.all(answers)).map(({ status }) => status);

    it('is slowed down for a person, longer with every try, and not even the right password is looked at meanwhile', async () => {
      for (let tries = 0; tries < 5; tries += 1) expect((await tryPassword('priya', 'guess')).status).toBe(401);
      const waits: number[] = [];
      for (let tries = 0; tries < 7; tries += 1) {
        const refused = await tryPassword('priya', 'countersign');
        expect(refused.status).toBe(429);
        expect((await refused.json()).error.code).toBe('too-many-requests');
        const wait = Number(refused.headers.get('retry-after'));
        waits.push(wait);
        now += wait * 1_000;
        expect((await tryPassword('priya', 'guess')).status).toBe(401);
      }
      expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30]);
      now += 30_000;
      expect((await tryPassword('priya', 'countersign')).status).toBe(200);
      expect((await tryPassword('priya', 'guess')).status).toBe(401);
    });

    it('of many at the same moment counts each', async () => {
      const answers = await Promise.all(Array.from({ length: 12 }, () => tryPassword('jonas', 'guess')));
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
    });

    it('is slowed down for an address that tries many people, its own right password in between or not', async () => {
      const statuses: number[] = [];
      for (let tries = 0; tries < 24; tries += 1) {
        if (tries % 4 === 3) statuses.push((await tryPassword('lena', 'countersign')).status);
        statuses.push((await tryPassword(`nobody-${tries}`, 'guess')).status);
      }
      expect(statuses.filter((status) => status === 401)).toHaveLength(20);
      expect(statuses.at(-1)).toBe(429);
    });

    it('is not what many right passwords from one address at the same moment are, after some wrong ones', async () => {
      for (let tries = 0; tries < 19; tries += 1) await tryPassword(`nobody-${tries}`, 'guess');
      const people = ['amara', 'mateo', 'priya', 'jonas', 'lena'];
      const statuses = await statusesOf(
        Array.from({ length: 25 }, (_, index) => tryPassword(people[index % 5] ?? '', 'countersign')),
      );
      expect(new Set(statuses)).toEqual(new Set([200]));
    });

    it('is counted by the address that so many proxies say, whatever the sender says itself', async () => {
      const behindTwo = await startTestHost({ database, queueSize: 5, clock: () => now, proxies: 2 });
      try {
        const from = (address: string, index: number) =>
          tryPassword(`nobody-${index}`, 'guess', behindTwo, {
            'x-forwarded-for': `203.0.113.${index}, ${address}, 198.51.100.1`,
          });
        for (let tries = 0; tries < 20; tries += 1) expect((await from('192.0.2.1', tries)).status).toBe(401);
        expect((await from('192.0.2.1', 20)).status).toBe(429);
        expect((await from('192.0.2.2', 20)).status).toBe(401);
        // Whoever comes past the proxies, or through something that says no address, counts as what the socket says.
        for (const forwarded of ['192.0.2.1', 'unknown, 198.51.100.1', '']) {
          await tryPassword('nobody', 'guess', behindTwo, { 'x-forwarded-for': forwarded });
        }
        const subjects = await database.query<{ subject: string; failures: number }>(
          `select subject, failures from sign_in_attempts where subject like 'address %' order by 1`,
        );
        expect(subjects).toEqual([
          { subject: 'address 127.0.0.1', failures: 3 },
          { subject: 'address 192.0.2.1', failures: 20 },
          { subject: 'address 192.0.2.2', failures: 1 },
        ]);
      } finally {
        await behindTwo.stop();
      }
    });

    it('is counted by the socket’s address where no proxy is trusted', async () => {
      for (let tries = 0; tries < 20; tries += 1) {
        await tryPassword(`nobody-${tries}`, 'guess', host, { 'x-forwarded-for': `192.0.2.${tries}` });
      }
      expect((await tryPassword('nobody', 'guess', host, { 'x-forwarded-for': '192.0.2.99' })).status).toBe(429);
    });

    it('keeps neither names nor passwords', async () => {
      await tryPassword('my-secret-password', 'guess');
      const rows = await database.query('select * from sign_in_attempts');
      expect(JSON.stringify(rows)).not.toContain('my-secret-password');
    });
  });
});

const programs = findPostgres();

describe.runIf(programs)('guessing at two servers on one PostgreSQL', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  beforeAll(async () => {
    postgres = await startPostgres(programs as string);
  });
  afterAll(async () => {
    await postgres?.stop();
  });

  it('counts every try of all that come at the same moment', async () => {
    const servers = [openServer(postgres.url), openServer(postgres.url)];
    try {
      await migrate(servers[0] as Database);
      const attempts = servers.map((database) => createSignInAttempts(database, () => 1_000_000));
      const waits = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          attempts[index % 2]?.begin({ person: 'amara', address: `192.0.2.${index}` }),
        ),
      );
      expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
    } finally {
      await Promise.all(servers.map((database) => database.close()));
    }
  });
});
