import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '../../example/server/host.js';
import { DEMO_PASSWORD } from '../../example/server/people.js';
import { createHttpBackend } from '../../src/backends/http-backend.js';
import { createOutboxBackend, type OutboxBackend } from '../../src/backends/outbox-backend.js';
import type { Draft, Page, Review, ReviewBackend, ReviewSummary, StreamStatus } from '../../src/core.js';
import { sawOf } from '../../src/core.js';
import { AS_PAGE, openEvents, openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';

/** The cookie that all windows of one browser share. */
function openBrowser(url: string) {
  let cookie = '';
  const withCookie: typeof fetch = (input, init) =>
    fetch(input, { ...init, headers: { ...AS_PAGE, ...(init?.headers as Record<string, string>), cookie } });
  return {
    fetch: withCookie,
    /** Signs in, in whichever window. */
    async signIn(person: string) {
      const response = await withCookie(`${url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ person, password: DEMO_PASSWORD }),
      });
      cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    },
    /** What the page of one person talks to. */
    page: (id: string): ReviewBackend =>
      createHttpBackend({
        baseUrl: `${url}/api`,
        reviewer: { id },
        fetch: withCookie,
        eventSource: (address) => openEvents(address, cookie),
        drafts: true,
        claims: true,
      }),
  };
}

const refused = { code: 'not-signed-in', reason: 'other-person', status: 401 };

describe('a page whose login another tab has changed', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let host: Host;
  let browser: ReturnType<typeof openBrowser>;
  /** Somebody at another computer, who sees what is stored. */
  let priya: Visitor;
  let review: Review;
  const outboxes: OutboxBackend[] = [];

  beforeAll(async () => {
    engine = await openReusable();
    host = await startTestHost({ database: await engine.fresh() });
    priya = await signIn(host.url, 'priya');
  });
  beforeEach(async () => {
    for (const each of outboxes.splice(0)) each.stop();
    browser = openBrowser(host.url);
    await browser.signIn('amara');
    const { items } = await priya.get<Page<ReviewSummary>>('/api/reviews?status=pending');
    review = await priya.get<Review>(`/api/reviews/${items[0]?.id}`);
  });
  afterAll(async () => {
    for (const each of outboxes) each.stop();
    await host?.stop();
    await engine?.close();
  });

  const stored = () => priya.get<Review>(`/api/reviews/${review.id}`);

  /** The outbox of a page before a backend that is told by nothing but the outbox whose it is. */
  function openOutbox(backend: ReviewBackend): OutboxBackend {
    const made = createOutboxBackend({ backend, reviewer: { id: 'amara' }, indexedDB: false, channel: false });
    outboxes.push(made);
    return made;
  }
  const plainBackend = () => createHttpBackend({ baseUrl: `${host.url}/api`, fetch: browser.fetch, drafts: true });

  it('keeps a decision until its person is back, and delivers it once', async () => {
    const page = openOutbox(plainBackend());
    await browser.signIn('mateo');
    const sent = page.send(
      review.id,
      { type: 'claim' },
      { idempotencyKey: crypto.randomUUID(), expectedVersion: review.version, saw: sawOf(review.proposal) },
    );
    await expect.poll(() => page.outbox.getSnapshot().items[0]?.stopped).toBe('signed-out');
    expect((await stored()).version).toBe(review.version);

    await browser.signIn('amara');
    page.outbox.flush();
    await expect(sent).resolves.toMatchObject({ outcome: 'accepted', entry: { by: { id: 'amara' } } });
    expect(page.outbox.getSnapshot().items).toEqual([]);
    expect((await stored()).version).toBe(review.version + 1);
  });

  it('keeps a draft until its person is back, and neither gives it away nor takes another one’s for it', async () => {
    const page = openOutbox(plainBackend());
    const [mine, theirs]: Draft[] = [{ message: 'Amara’s' }, { message: 'Mateo’s' }];
    await browser.signIn('mateo');
    const others = browser.page('mateo');
    await others.drafts?.save(review.id, theirs as Draft);
    await expect(page.drafts.load(review.id)).rejects.toMatchObject(refused);
    // In memory only and not at the server either: "saved" would not be true.
    await expect(page.drafts.save(review.id, mine as Draft)).rejects.toMatchObject(refused);
    expect(await page.drafts.load(review.id)).toEqual(mine);
    expect(await others.drafts?.load(review.id)).toEqual(theirs);

    await browser.signIn('amara');
    page.outbox.flush();
    const again = browser.page('amara');
    await expect.poll(() => again.drafts?.load(review.id)).toMatchObject(mine as Draft);
  });

  it('is told so, whatever it asks, before anything happens', async () => {
    const page = browser.page('amara');
    await page.list({});
    await browser.signIn('mateo');
    const options = { idempotencyKey: crypto.randomUUID(), expectedVersion: review.version };
    const requests: Record<string, () => Promise<unknown> | undefined> = {
      list: () => page.list({}),
      load: () => page.load(review.id),
      history: () => page.history(review.id),
      send: () => page.send(review.id, { type: 'claim' }, options),
      next: () => page.claims?.next?.({}, { idempotencyKey: crypto.randomUUID() }),
      renew: () => page.claims?.renew(review.id, { fence: 2 }),
      saveDraft: () => page.drafts?.save(review.id, {}),
      loadDraft: () => page.drafts?.load(review.id),
      clearDraft: () => page.drafts?.clear(review.id),
    };
    for (const [what, request] of Object.entries(requests)) {
      await expect(request(), what).rejects.toMatchObject(refused);
    }
    expect(await stored()).toEqual(review);
    const free = await priya.get<Page<ReviewSummary>>('/api/reviews?status=reviewing');
    expect(free.items.filter(({ claimedBy }) => claimedBy?.id === 'mateo')).toEqual([]);
  });

  it('hears nothing more: its stream ends, and neither a stream nor a question is answered', async () => {
    const page = browser.page('amara');
    const heard: string[] = [];
    const statuses: StreamStatus[] = [];
    const stop = page.subscribe?.(({ summary }) => heard.push(summary.id), {
      onStatusChange: (status) => statuses.push(status),
    });
    await expect.poll(() => statuses.at(-1), { timeout: 5_000 }).toBe('live');
    await browser.signIn('mateo');
    const taken = await priya.backend.load(review.id);
    const sent = await priya.backend.send(
      review.id,
      { type: 'claim' },
      { idempotencyKey: crypto.randomUUID(), expectedVersion: taken.version },
    );
    expect(sent.outcome).toBe('accepted');
    await expect.poll(() => statuses.at(-1), { timeout: 20_000 }).toBe('down');
    expect(heard).toEqual([]);
    stop?.();
    for (const path of ['/api/events?person=amara', '/api/changes?wait=0&person=amara']) {
      const response = await browser.fetch(host.url + path);
      expect([response.status, (await response.json()).error.code], path).toEqual([401, 'other-person']);
    }
  });

  it('takes the actor from the session, whatever a request says of its person', async () => {
    const mateo = await signIn(host.url, 'mateo');
    const send = (headers: Record<string, string>, body: object = {}) =>
      mateo.request(`/api/reviews/${review.id}/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), ...headers },
        body: JSON.stringify({ command: { type: 'claim' }, expectedVersion: review.version, ...body }),
      });
    for (const said of ['amara', '', 'MATEO', 'mateo,amara', '%6Dateo']) {
      const response = await send({ 'x-countersign-person': said });
      expect([response.status, (await response.json()).error?.code], said).toEqual([401, 'other-person']);
    }
    expect(await stored()).toEqual(review);
    const accepted = await (await send({ 'x-countersign-person': 'mateo' }, { by: 'amara' })).json();
    expect(accepted).toMatchObject({ outcome: 'accepted', entry: { by: { id: 'mateo' } } });
    expect(JSON.stringify((await stored()).claim)).not.toContain('amara');
  });
});
