// @vitest-environment node
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpBackend, HttpBackendError } from '../../src/backends/http-backend.js';
import { sampleReview } from '../../src/backends/sample-reviews.js';
import type { ClaimService, RecordService } from '../../src/review/backend.types.js';
import { proposedEntry } from '../../src/review/lifecycle.selectors.js';
import { summaryOf } from '../../src/review/summary.selectors.js';

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
async function against(answer: RequestListener, more: { tables?: boolean } = {}) {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
  return createHttpBackend({ baseUrl, claims: true, record: true, ...more });
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

  it.each([
    ['2', 2_000],
    ['Sun, 29 Nov 2026 08:00:00 GMT', undefined],
    ['-1', undefined],
  ])('says how long the server asked to be left alone: %s', async (header, expected) => {
    const backend = await against((_request, response) => {
      response.writeHead(503, { 'content-type': 'application/json', 'retry-after': header }).end('{}');
    });
    expect((await rejection(backend.load('LN-1'))).retryAfter).toBe(expected);
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
    const bare = createHttpBackend({ baseUrl: '/api', updates: false });
    expect(bare.subscribe).toBeUndefined();
    expect(bare.drafts).toBeUndefined();
    expect(bare.claims).toBeUndefined();
    const full = createHttpBackend({ baseUrl: '/api', drafts: true, claims: true });
    // There is no EventSource here: changes are asked for.
    expect(full.subscribe).toBeDefined();
    expect(full.drafts).toBeDefined();
    expect(full.claims).toBeDefined();
  });

  it('renews claims and asks for the next case as the protocol says', async () => {
    const heard: unknown[] = [];
    let answer: unknown;
    const server = await against((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        heard.push([request.method, request.url, request.headers['idempotency-key'], JSON.parse(body)]);
        json(answer)(request, response);
      });
    });
    const claims = server.claims as ClaimService;
    const until = '2026-11-21T12:00:00.000Z';
    answer = { outcome: 'renewed', until };
    expect(await claims.renew('a/b', { fence: 3 })).toEqual(answer);
    answer = { outcome: 'claim-lost', review };
    expect(await claims.renew('a/b', { fence: 3 })).toEqual(answer);
    answer = { review };
    const next = { idempotencyKey: 'next-1', holder: 'window' };
    expect(await claims.next?.({ order: 'risk', risk: ['high'] }, next)).toEqual(review);
    answer = { review: null };
    expect(await claims.next?.({}, next)).toBeUndefined();
    expect(heard).toEqual([
      ['POST', '/api/reviews/a%2Fb/claim/renew', undefined, { fence: 3 }],
      ['POST', '/api/reviews/a%2Fb/claim/renew', undefined, { fence: 3 }],
      ['POST', '/api/reviews/next', 'next-1', { order: 'risk', risk: ['high'], holder: 'window' }],
      ['POST', '/api/reviews/next', 'next-1', { holder: 'window' }],
    ]);
    for (answer of [{ outcome: 'renewed' }, { outcome: 'claim-lost' }, { outcome: 'held' }, null]) {
      expect((await rejection(claims.renew('x', { fence: 3 }))).code).toBe('answer-invalid');
    }
    for (answer of [{}, { review: {} }, null]) {
      expect((await rejection(claims.next?.({}, next) ?? Promise.resolve())).code).toBe('answer-invalid');
    }
  });

  it.each([-10, 10])('knows the time of a server whose clock is %d minutes off', async (minutes) => {
    const skew = minutes * 60_000;
    const backend = await against((request, response) => {
      response.setHeader('x-server-time', new Date(Date.now() + skew).toISOString());
      json({ items: [] })(request, response);
    });
    expect(backend.now?.()).toBeCloseTo(Date.now(), -3);
    await backend.list({});
    expect(Math.abs((backend.now?.() ?? 0) - (Date.now() + skew))).toBeLessThan(500);
  });
});

describe('the record over HTTP', () => {
  const NDJSON = { 'content-type': 'application/x-ndjson' };
  const recordOf = async (answer: RequestListener) => (await against(answer)).record as RecordService;
  const first = (record: RecordService) => record.export({})[Symbol.asyncIterator]().next();

  it('is there where the host says so', () => {
    expect(createHttpBackend({ baseUrl: '/api' }).record).toBeUndefined();
    expect(createHttpBackend({ baseUrl: '/api', record: true }).record).toBeDefined();
  });

  it('asks for what it was asked for, and hands on what it hears', async () => {
    const paths: (string | undefined)[] = [];
    let answer: unknown = { items: [{ ...entry, proof: { position: 7, hash: 'ab' } }], next: '7' };
    const record = await recordOf((request, response) => {
      paths.push(request.url);
      json(answer)(request, response);
    });
    const page = await record.log({ types: ['approved', 'rejected'], text: 'a b&c', limit: 5 });
    expect(page).toEqual(answer);
    answer = { keys: [{ id: 'k1', publicKey: 'x', from: '2026-01-01T00:00:00Z' }] };
    expect(await record.keys()).toEqual((answer as { keys: unknown }).keys);
    expect(paths).toEqual(['/api/log?types=approved&types=rejected&text=a+b%26c&limit=5', '/api/log/keys']);
    for (answer of [{}, { keys: [{ id: 'k1' }] }, null]) {
      expect((await rejection(record.keys())).code).toBe('answer-invalid');
    }
  });

  it('hands on the bytes as they come, and ends the request with its reader', async () => {
    let isClosed = false;
    let url: string | undefined;
    const record = await recordOf((request, response) => {
      url = request.url;
      response.on('close', () => {
        isClosed = !response.writableFinished;
      });
      response.writeHead(200, NDJSON).write('{"a":1}\n');
    });
    const scope = { reviewId: 'a/b', from: '2026-01-01T00:00:00+01:00' };
    for await (const bytes of record.export(scope)) {
      expect(new TextDecoder().decode(bytes)).toBe('{"a":1}\n');
      break;
    }
    expect(url).toBe('/api/log/export?reviewId=a%2Fb&from=2026-01-01T00%3A00%3A00%2B01%3A00');
    await expect.poll(() => isClosed).toBe(true);
  });

  it('has a table where the server makes one, and takes nothing else for it', async () => {
    expect((await recordOf(json({}))).table).toBeUndefined();
    const paths: (string | undefined)[] = [];
    let type = 'text/csv; charset=utf-8';
    const { record } = await against(
      (request, response) => {
        paths.push(request.url);
        response.writeHead(200, { 'content-type': type }).end('review,seq\r\n');
      },
      { tables: true },
    );
    const readAll = async () => {
      let file = '';
      for await (const bytes of record?.table?.({ to: '2026-01-01T00:00:00Z' }) ?? [])
        file += new TextDecoder().decode(bytes);
      return file;
    };
    expect(await readAll()).toBe('review,seq\r\n');
    expect(paths).toEqual(['/api/log/export.csv?to=2026-01-01T00%3A00%3A00Z']);
    type = 'text/html';
    expect((await rejection(readAll())).message).toContain('something else than a table');
  });

  it('rejects where there is no file, or half of one', async () => {
    const refusal = json({ error: { code: 'record-withheld', message: 'Not yet.' } }, 403);
    expect(await rejection(first(await recordOf(refusal)))).toMatchObject({
      code: 'request-refused',
      reason: 'record-withheld',
      message: 'Not yet.',
    });
    expect((await rejection(first(await recordOf(text('<title>Sign in</title>'))))).code).toBe('answer-invalid');
    const broken = await recordOf((_request, response) => {
      response.writeHead(200, NDJSON).write('{"a":1}\n', () => response.destroy());
    });
    const bytes = broken.export({})[Symbol.asyncIterator]();
    const readAll = async () => {
      while (!(await bytes.next()).done);
    };
    expect((await rejection(readAll())).code).toBe('unreachable');
  });
});
