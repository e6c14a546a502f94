import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Database, openServer } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { createHttpBackend } from '../../src/backends/http-backend.js';
import type { Page, Review, ReviewChange, ReviewSummary } from '../../src/core.js';
import { accept, openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';
import { findPostgres, startPostgres } from './postgres.fixtures.js';

/** A stream as it comes over the wire. */
async function openStream(visitor: Visitor, search = '', headers: Record<string, string> = {}) {
  const stop = new AbortController();
  const response = await visitor.request(`/api/events${search}`, { headers, signal: stop.signal });
  const heard = { text: '', isOver: false, close: () => stop.abort() };
  const decoder = new TextDecoder();
  const read = async () => {
    for await (const chunk of response.body ?? []) heard.text += decoder.decode(chunk, { stream: true });
  };
  void read()
    .catch(() => {})
    .finally(() => {
      heard.isOver = true;
    });
  await vi.waitFor(() => expect(heard.text).toContain('event: ready'));
  return heard;
}

async function firstReview(visitor: Visitor): Promise<Review> {
  const { items } = await visitor.get<Page<ReviewSummary>>('/api/reviews?status=pending&limit=1');
  return visitor.get<Review>(`/api/reviews/${items[0]?.id}`);
}

interface Changes {
  changes: ReviewChange[];
  position: string;
  reset?: true;
}

describe('live updates of the reference host', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let host: Host;
  let amara: Visitor;
  let mateo: Visitor;
  beforeAll(async () => {
    engine = await openReusable();
    host = await startTestHost({ database: await engine.fresh(), ping: 60 });
  });
  beforeEach(async () => {
    amara = await signIn(host.url, 'amara');
    mateo = await signIn(host.url, 'mateo');
  });
  afterAll(async () => {
    await host?.stop();
    await engine?.close();
  });

  const change = async () => {
    const review = await firstReview(amara);
    return accept(amara, review, { type: 'claim' });
  };

  describe('by a stream', () => {
    it('says again and again that it is there, so that silence means something', async () => {
      const stream = await openStream(mateo);
      await vi.waitFor(() => expect(stream.text.match(/event: ping\ndata: \{\}\n\n/g)?.length).toBeGreaterThan(2));
      stream.close();
    });

    it('goes on after the event that a browser heard last, rather than where its address says', async () => {
      const since = await host.store.lastPosition();
      const first = await change();
      const middle = await host.store.lastPosition();
      const second = await change();
      const stream = await openStream(mateo, `?since=${since}`, { 'last-event-id': middle });
      await vi.waitFor(() => expect(stream.text).toContain(second.id));
      expect(stream.text).not.toContain(`"id":"${first.id}"`);
      stream.close();
    });

    it('tells a reader whose position is ahead of the log to load again, and where the log ends', async () => {
      const last = await host.store.lastPosition();
      const stream = await openStream(mateo, `?since=${Number(last) + 1}`);
      expect(stream.text).toContain(`event: reset\ndata: {}\nid: ${last}\n`);
      expect(stream.text).toMatch(new RegExp(`event: ready\\ndata: \\{\\}\\nid: ${last}\\n`));
      const known = await openStream(mateo, `?since=${last}`);
      expect(known.text).not.toContain('event: reset');
      stream.close();
      known.close();
    });

    it('begins nothing for whoever asks for its head only', async () => {
      for (let times = 0; times < 50; times++) {
        const answer = await mateo.request('/api/events', { method: 'HEAD' });
        expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
      }
      expect((await mateo.request('/api/events?since=abc', { method: 'HEAD' })).status).toBe(400);
      // Each stream that was begun would take a place.
      (await openStream(mateo)).close();
    });

    it('has room for twenty windows of one person, without a warning, and says so to one more', async () => {
      const warnings: Error[] = [];
      const warn = (warning: Error) => warnings.push(warning);
      process.on('warning', warn);
      try {
        const streams = await Promise.all(Array.from({ length: 20 }, () => openStream(mateo)));
        const refused = await mateo.request('/api/events');
        expect(refused.status).toBe(429);
        expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
        expect((await refused.json()).error).toMatchObject({ code: 'too-many-requests', message: /20 streams/ });
        (await openStream(amara)).close();
        expect(warnings).toEqual([]);
        for (const stream of streams) stream.close();
        const statusOf = async () => {
          const answer = await mateo.request('/api/events');
          await answer.body?.cancel();
          return answer.status;
        };
        await expect.poll(statusOf, { timeout: 8_000 }).toBe(200);
      } finally {
        process.off('warning', warn);
      }
    });
  });

  describe('by asking', () => {
    const ask = async (visitor: Visitor, search: string) => {
      const response = await visitor.request(`/api/changes${search}`);
      return { status: response.status, body: (await response.json()) as Changes };
    };

    it('answers at once with what was missed', async () => {
      const since = await host.store.lastPosition();
      const { id, version } = await change();
      const { body } = await ask(mateo, `?since=${since}&wait=20`);
      expect(body.changes.map(({ summary }) => summary)).toMatchObject([{ id, version }]);
      expect(body.position).toBe(await host.store.lastPosition());
      expect(body.changes[0]?.cursor).toBe(body.position);
      expect(body).not.toHaveProperty('reset');
    });

    it('holds the answer back until something changes', async () => {
      const since = await host.store.lastPosition();
      const waiting = ask(mateo, `?since=${since}&wait=20`);
      const early = await Promise.race([waiting, new Promise((resolve) => setTimeout(() => resolve('waits'), 300))]);
      expect(early).toBe('waits');
      const { id } = await change();
      expect((await waiting).body.changes.map(({ summary }) => summary.id)).toEqual([id]);
    });

    it('answers with nothing after the time given', async () => {
      const since = await host.store.lastPosition();
      const began = performance.now();
      expect((await ask(mateo, `?since=${since}&wait=1`)).body).toEqual({ changes: [], position: since });
      expect(performance.now() - began).toBeGreaterThan(900);
    });

    it('tells a newcomer and somebody of another log at once where to begin', async () => {
      const position = await host.store.lastPosition();
      expect((await ask(mateo, '?wait=20')).body).toEqual({ changes: [], position });
      expect((await ask(mateo, `?since=${Number(position) + 5}&wait=20`)).body).toEqual({
        changes: [],
        position,
        reset: true,
      });
    });

    it('ends with the session', async () => {
      const leaving = await signIn(host.url, 'mateo');
      const waiting = ask(leaving, `?since=${await host.store.lastPosition()}&wait=20`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await leaving.request('/api/session', { method: 'DELETE' });
      expect((await waiting).status).toBe(401);
    });

    it.each(['?since=abc', '?since=-1', '?since=1&wait=31', '?since=1&wait=-1', '?since=1&wait=x', '?wait=1e1'])(
      'refuses %s',
      async (search) => {
        expect((await ask(mateo, search)).status).toBe(400);
      },
    );
  });

  it('dates every answer by the clock that decides', async () => {
    const asked: [path: string, init?: RequestInit][] = [
      ['/api/reviews'],
      ['/api/reviews/none'],
      ['/api/changes'],
      ['/api/reviews?limit=0'],
      ['/api/nothing'],
      ['/api/session', { method: 'POST', body: 'x' }],
    ];
    for (const [path, init] of asked) {
      const before = Date.now();
      const response = await mateo.request(path, init);
      const date = response.headers.get('x-server-time') ?? '';
      expect(date, path).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(Date.parse(date)).toBeGreaterThan(before - 1_000);
      expect(Date.parse(date)).toBeLessThan(Date.now() + 1_000);
    }
    expect((await fetch(`${host.url}/api/reviews`)).headers.get('x-server-time')).not.toBeNull();
  });

  it('says with what is read where the log stood, so that a stream which begins later is found to leave something out', async () => {
    const { id } = await firstReview(amara);
    for (const path of ['/api/reviews', `/api/reviews/${id}`]) {
      const response = await mateo.request(path);
      expect(response.headers.get('x-log-position')).toBe(await host.store.lastPosition());
    }
    // The list is read, something changes, and only then does the stream begin.
    let begin = () => {};
    const held = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const late: typeof fetch = async (input, init) => {
      if (String(input).includes('/changes')) await held;
      return fetch(input, { ...init, headers: { cookie: mateo.cookie } });
    };
    const backend = createHttpBackend({ baseUrl: `${host.url}/api`, fetch: late, updates: 'poll' });
    const onGapFind = vi.fn();
    const stop = backend.subscribe?.(() => {}, { onGapFind });
    await backend.list({});
    await change();
    begin();
    await vi.waitFor(() => expect(onGapFind).toHaveBeenCalledOnce());
    stop?.();
  });

  it('answers whoever waits when the server stops', async () => {
    const other = await startTestHost({ database: await engine.fresh(), queueSize: 1 });
    const visitor = await signIn(other.url, 'mateo');
    const since = await other.store.lastPosition();
    const waiting = visitor.request(`/api/changes?since=${since}&wait=30`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await other.stop();
    expect(await (await waiting).json()).toEqual({ changes: [], position: since });
  });
});

const programs = findPostgres();
if (!programs) console.warn('PostgreSQL is not installed: two servers were not tried on one database.');

describe.runIf(programs)('two servers on one PostgreSQL', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let database: Database;
  let hosts: Host[];
  beforeAll(async () => {
    postgres = await startPostgres(programs as string);
    engine = await openReusable(openServer(postgres.url));
  });
  afterAll(async () => {
    await engine?.close();
    await postgres?.stop();
  });
  beforeEach(async () => {
    database = await engine.fresh();
    hosts = [await startTestHost({ database }), await startTestHost({ database: openServer(postgres.url) })];
  });
  afterEach(async () => {
    for (const host of hosts) await host.stop();
  });

  /** How long a notification may take: far below the 15 seconds after which a server looks by itself. */
  const MOMENT = { timeout: 3_000, interval: 10 };

  it('tell each other’s readers at once what was committed', async () => {
    const [one, two] = hosts as [Host, Host];
    const [amara, mateo] = [await signIn(one.url, 'amara'), await signIn(two.url, 'mateo')];
    const [streamOne, streamTwo] = [await openStream(amara), await openStream(mateo)];
    const first = await accept(amara, await firstReview(amara), { type: 'claim' });
    await vi.waitFor(() => expect(streamTwo.text).toContain(`"id":"${first.id}"`), MOMENT);
    const second = await accept(mateo, await firstReview(mateo), { type: 'claim' });
    await vi.waitFor(() => expect(streamOne.text).toContain(`"id":"${second.id}"`), MOMENT);
    for (const stream of [streamOne, streamTwo]) {
      const ids = [...stream.text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
      expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
      stream.close();
    }
  });

  it('end a stream with its session, whichever of them it was ended on', async () => {
    const [one, two] = hosts as [Host, Host];
    const leaving = await signIn(one.url, 'mateo');
    const elsewhere = {
      ...leaving,
      request: (path: string, init?: RequestInit) =>
        fetch(two.url + path, {
          ...init,
          headers: { ...(init?.headers as Record<string, string>), cookie: leaving.cookie },
        }),
    };
    const stream = await openStream(elsewhere);
    await leaving.request('/api/session', { method: 'DELETE' });
    await vi.waitFor(() => expect(stream.isOver).toBe(true), MOMENT);
  });

  it('listen again after the database cut them off, and miss nothing of the time in between', async () => {
    const [one, two] = hosts as [Host, Host];
    const [amara, mateo] = [await signIn(one.url, 'amara'), await signIn(two.url, 'mateo')];
    const stream = await openStream(mateo);
    const listening = () =>
      database.query<{ pid: number }>(`select pid from pg_stat_activity where query like 'listen %'`);
    const cut = await listening();
    expect(cut).toHaveLength(2);
    await database.query(`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'`);
    // Committed while nobody listens.
    const missed = await accept(amara, await firstReview(amara), { type: 'claim' });
    await vi.waitFor(() => expect(stream.text).toContain(`"id":"${missed.id}"`), MOMENT);
    await vi.waitFor(async () => expect(await listening()).toHaveLength(2), MOMENT);
    const heard = await accept(amara, await firstReview(amara), { type: 'claim' });
    await vi.waitFor(() => expect(stream.text).toContain(`"id":"${heard.id}"`), MOMENT);
    stream.close();
  });
});
