// @vitest-environment node
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHttpBackend, type EventSourceLike, HttpBackendError } from '../../src/backends/http-backend.js';
import { sampleReview } from '../../src/backends/sample-reviews.js';
import type { ReviewChange } from '../../src/review/backend.types.js';
import { proposedEntry, summaryOf } from '../../src/review/lifecycle.selectors.js';
import type { ReviewSummary } from '../../src/review/review.types.js';

const review = sampleReview();
const summary = summaryOf(review);
const entry = proposedEntry(review);
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A backend before a real server that answers as it is told. */
async function against(answer: RequestListener) {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return createHttpBackend({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/` });
}

const json =
  (body: unknown, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
const text =
  (body: string, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end(body);
  };

const options = { idempotencyKey: 'key', expectedVersion: 1, saw: { revision: 1, fingerprint: 'abc' } };

async function rejection(promise: Promise<unknown>): Promise<HttpBackendError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HttpBackendError);
  return error as HttpBackendError;
}

describe('the HTTP backend before a server that breaks', () => {
  it.each<[what: string, answer: RequestListener, code: string, status: number | undefined]>([
    ['an HTML page with status 200', text('<!doctype html><title>Sign in</title>'), 'answer-invalid', 200],
    ['an empty body', text(''), 'answer-invalid', 200],
    ['JSON that is cut off', text('{"id":"LN-1","prop'), 'answer-invalid', 200],
    ['a proxy’s error page', text('<h1>502 Bad Gateway</h1>', 502), 'server-failed', 502],
    [
      'a server error in JSON',
      json({ error: { code: 'server-failed', message: 'Later.' } }, 500),
      'server-failed',
      500,
    ],
    ['an HTML page with status 404', text('<h1>Not Found</h1>', 404), 'answer-invalid', 404],
    ['JSON that is no review', json({ id: 'LN-1' }), 'answer-invalid', undefined],
    ['null', json(null), 'answer-invalid', undefined],
    ['a list', json([review]), 'answer-invalid', undefined],
    [
      'nobody signed in',
      json({ error: { code: 'not-signed-in', message: 'Sign in first.' } }, 401),
      'not-signed-in',
      401,
    ],
    ['a refusal', json({ error: { code: 'origin-refused', message: 'Another site.' } }, 403), 'request-refused', 403],
    ['a connection that is reset', (request) => void request.socket.destroy(), 'unreachable', undefined],
    [
      'a body that stops half-way',
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write('{"id":');
        setTimeout(() => response.destroy(), 20);
      },
      'unreachable',
      200,
    ],
  ])('rejects %s with a code', async (_what, answer, code, status) => {
    const error = await rejection((await against(answer)).load('LN-1'));
    expect(error.code).toBe(code);
    expect(error.status).toBe(status);
    expect(error.message).toMatch(/\.$/);
  });

  it('rejects when nobody listens', async () => {
    const backend = createHttpBackend({ baseUrl: 'http://127.0.0.1:1' });
    expect((await rejection(backend.list({}))).code).toBe('unreachable');
  });

  it.each([
    { outcome: 'done', review },
    { outcome: 'accepted', review },
    { outcome: 'accepted', entry },
    { outcome: 'conflict' },
    { outcome: 'held' },
    { outcome: 'forbidden' },
    { outcome: 'invalid', issues: 'some' },
    {},
  ])('does not believe %j as the answer to a command', async (answer) => {
    const backend = await against(json(answer));
    expect((await rejection(backend.send(review.id, { type: 'claim' }, options))).code).toBe('answer-invalid');
  });

  it('says which review there is not', async () => {
    const backend = await against(json({ error: { code: 'review-unknown', message: 'No.' } }, 404));
    await expect(backend.load('LN-0')).rejects.toMatchObject({ name: 'CountersignError', code: 'review-unknown' });
    await expect(backend.send('LN-0', { type: 'claim' }, options)).rejects.toMatchObject({ code: 'review-unknown' });
  });

  it('hands the server’s own code on', async () => {
    const backend = await against(json({ error: { code: 'cursor-invalid', message: 'Another list.' } }, 400));
    const error = await rejection(backend.list({ cursor: 'x' }));
    expect(error).toMatchObject({ code: 'request-refused', reason: 'cursor-invalid', message: 'Another list.' });
  });
});

describe('the HTTP backend before a server that answers', () => {
  it('hands on words that only a newer server knows', async () => {
    const newer = {
      ...review,
      status: 'dreaming',
      state: 'dreaming.lucid',
      proposal: { ...review.proposal, risk: 'odd' },
    };
    expect(await (await against(json(newer))).load(review.id)).toEqual(newer);
    const page = { items: [{ ...summary, risk: 'odd', status: 'dreaming', more: 1 }], total: 1 };
    expect(await (await against(json(page))).list({})).toEqual(page);
    const history = { items: [{ ...entry, type: 'dreamt', command: { type: 'dream' } }] };
    expect(await (await against(json(history))).history(review.id)).toEqual(history);
  });

  it('sends what the protocol says', async () => {
    const heard: { method?: string; url?: string; key: unknown; body: string }[] = [];
    const backend = await against((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        const { method, url, headers } = request;
        heard.push({ method, url, key: headers['idempotency-key'], body });
        json(request.method === 'POST' ? { outcome: 'conflict', review } : { items: [] })(request, response);
      });
    });
    await backend.list({ order: 'risk', status: ['pending', 'reviewing'], limit: 5, text: 'a&b ü' });
    await backend.history('a/b?', 'c&d');
    await backend.send('a/b?', { type: 'approve' }, options);
    expect(heard).toEqual([
      {
        method: 'GET',
        url: '/api/reviews?order=risk&status=pending&status=reviewing&limit=5&text=a%26b+%C3%BC',
        key: undefined,
        body: '',
      },
      { method: 'GET', url: '/api/reviews/a%2Fb%3F/history?cursor=c%26d', key: undefined, body: '' },
      {
        method: 'POST',
        url: '/api/reviews/a%2Fb%3F/commands',
        key: 'key',
        body: JSON.stringify({ command: { type: 'approve' }, expectedVersion: 1, saw: options.saw }),
      },
    ]);
  });

  it('offers only what there is', () => {
    const bare = createHttpBackend({ baseUrl: '/api', eventSource: false });
    expect(bare.subscribe).toBeUndefined();
    expect(bare.drafts).toBeUndefined();
    const full = createHttpBackend({ baseUrl: '/api', eventSource: () => new FakeSource(''), drafts: true });
    expect(full.subscribe).toBeDefined();
    expect(full.drafts).toBeDefined();
  });
});

/** A connection that the test leads: the browser's own is tried against the reference host. */
class FakeSource implements EventSourceLike {
  readyState = 1;
  isClosed = false;
  private readonly listeners = new Map<string, ((event: { data?: unknown; lastEventId?: string }) => void)[]>();

  constructor(readonly url: string) {}

  addEventListener(type: string, listener: (event: { data?: unknown; lastEventId?: string }) => void) {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener]);
  }
  emit(type: string, event: { data?: unknown; lastEventId?: string } = {}) {
    for (const listener of this.listeners.get(type) ?? []) listener(event);
  }
  close() {
    this.isClosed = true;
  }
}

describe('live updates over HTTP', () => {
  function open() {
    const sources: FakeSource[] = [];
    const backend = createHttpBackend({
      baseUrl: '/api',
      eventSource: (url) => {
        const source = new FakeSource(url);
        sources.push(source);
        return source;
      },
    });
    return { backend, sources };
  }
  const change = (id: string, of: ReviewSummary = summary) => ({ data: JSON.stringify(of), lastEventId: id });

  it('shares one connection, and closes it after the last listener', () => {
    const { backend, sources } = open();
    const one: ReviewChange[] = [];
    const two: ReviewChange[] = [];
    const stopOne = backend.subscribe?.((heard) => one.push(heard));
    const stopTwo = backend.subscribe?.((heard) => two.push(heard));
    expect(sources.map(({ url }) => url)).toEqual(['/api/events']);
    sources[0]?.emit('review', change('7'));
    stopOne?.();
    sources[0]?.emit('review', change('8'));
    expect(one.map(({ cursor }) => cursor)).toEqual(['7']);
    expect(two.map(({ cursor }) => cursor)).toEqual(['7', '8']);
    expect(sources[0]?.isClosed).toBe(false);
    stopTwo?.();
    expect(sources[0]?.isClosed).toBe(true);
    backend.subscribe?.(() => {})();
    expect(sources).toHaveLength(2);
  });

  it('goes on after a position of its own', () => {
    const { backend, sources } = open();
    backend.subscribe?.(() => {}, { since: '41' });
    expect(sources[0]?.url).toBe('/api/events?since=41');
  });

  it('ignores an event that is none', () => {
    const { backend, sources } = open();
    const heard: ReviewChange[] = [];
    backend.subscribe?.((each) => heard.push(each));
    sources[0]?.emit('review', { data: '{"id":', lastEventId: '1' });
    sources[0]?.emit('review', { data: '{"id":"x"}', lastEventId: '2' });
    sources[0]?.emit('review', { data: JSON.stringify(summary), lastEventId: '' });
    expect(heard).toEqual([]);
  });

  it('opens a new connection from the last id where the browser gave up, and none while it tries by itself', () => {
    vi.useFakeTimers();
    try {
      const { backend, sources } = open();
      const stop = backend.subscribe?.(() => {});
      sources[0]?.emit('ready', { lastEventId: '10' });
      sources[0]?.emit('review', change('12'));
      Object.assign(sources[0] as FakeSource, { readyState: 0 }).emit('error');
      vi.advanceTimersByTime(60_000);
      expect(sources).toHaveLength(1);
      Object.assign(sources[0] as FakeSource, { readyState: 2 }).emit('error');
      vi.advanceTimersByTime(1_000);
      expect(sources.map(({ url }) => url)).toEqual(['/api/events', '/api/events?since=12']);
      stop?.();
      Object.assign(sources[1] as FakeSource, { readyState: 2 }).emit('error');
      vi.advanceTimersByTime(60_000);
      expect(sources).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });
});
