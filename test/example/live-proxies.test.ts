import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Host } from '../../example/server/host.js';
import { isChangesAnswer } from '../../src/backends/http-answers.js';
import { CHANGES_TIMING, type ChangesTiming } from '../../src/backends/http-changes.js';
import { createChangeFeed } from '../../src/backends/http-feed.js';
import type { Page, Review, ReviewSummary, StreamStatus } from '../../src/core.js';
import { accept, openEvents, openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';
import {
  buffer,
  cutAfter,
  duplicateAndReorder,
  handOn,
  type Meddle,
  type ProxyServer,
  startProxy,
} from './proxy.fixtures.js';

const PING = 100;
/** Everything the same, and a hundred times faster. */
const TIMING: ChangesTiming = {
  ...CHANGES_TIMING,
  ready: 1_000,
  silence: 3 * PING,
  shortestWait: 10,
  longestWait: 200,
  steady: 400,
  streamAgain: 500,
  hold: 2_000,
  gap: 20,
};

describe('a reader behind a proxy', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let host: Host;
  let amara: Visitor;
  let mateo: Visitor;
  let proxy: ProxyServer | undefined;
  let leave: (() => void) | undefined;
  beforeAll(async () => {
    engine = await openReusable();
    host = await startTestHost({ database: await engine.fresh(), ping: PING });
    amara = await signIn(host.url, 'amara');
    mateo = await signIn(host.url, 'mateo');
  });
  afterEach(async () => {
    leave?.();
    await proxy?.stop();
  });
  afterAll(async () => {
    await host?.stop();
    await engine?.close();
  });

  const listed = async () => {
    const { items } = await mateo.get<Page<ReviewSummary>>('/api/reviews?limit=200');
    return new Map(items.map((row) => [row.id, row.version]));
  };

  /** What a reader has on the screen: a list, kept up to date by what it hears and loaded again where it finds a gap. */
  async function read(how: Meddle, timing: Partial<ChangesTiming> = {}) {
    proxy = await startProxy(host.url, how);
    const { url } = proxy;
    const times = { ...TIMING, ...timing };
    const feed = createChangeFeed({
      connect: (since) => openEvents(`${url}/api/events${since === undefined ? '' : `?since=${since}`}`, mateo.cookie),
      async ask(since, hold, signal) {
        const search = new URLSearchParams({ ...(since !== undefined && { since }), wait: String(hold / 1_000) });
        const headers = { cookie: mateo.cookie };
        const answer: unknown = await (await fetch(`${url}/api/changes?${search}`, { headers, signal })).json();
        if (!isChangesAnswer(answer)) throw new Error(JSON.stringify(answer));
        return answer;
      },
      timing: times,
    });
    const screen = await listed();
    const statuses: StreamStatus[] = [];
    const heard: { id: string; version: number }[] = [];
    let gaps = 0;
    leave = feed.subscribe(
      ({ summary: { id, version } }) => {
        heard.push({ id, version });
        screen.set(id, version);
      },
      {
        onGapFind: () => {
          gaps += 1;
          void listed().then((rows) => {
            for (const [id, version] of rows) screen.set(id, Math.max(version, screen.get(id) ?? 0));
          });
        },
        onStatusChange: (status) => statuses.push(status),
      },
    );
    return { screen, statuses, heard, gaps: () => gaps, proxy };
  }

  /** Others claim and release, review by review. */
  async function work(rounds: number) {
    const { items } = await amara.get<Page<ReviewSummary>>('/api/reviews?limit=200');
    for (let round = 0; round < rounds; round += 1) {
      const id = items[round % items.length]?.id;
      const claimed = await accept(amara, await amara.get<Review>(`/api/reviews/${id}`), { type: 'claim' });
      await accept(amara, claimed, { type: 'release' });
    }
  }

  const isUpToDate = async (screen: Map<string, number>) =>
    vi.waitFor(async () => expect(screen).toEqual(await listed()), { timeout: 5_000, interval: 50 });

  function expectOnlyNews(heard: readonly { id: string; version: number }[]) {
    const newest = new Map<string, number>();
    for (const { id, version } of heard) {
      expect(version).toBeGreaterThan(newest.get(id) ?? 0);
      newest.set(id, version);
    }
  }

  it('that hands everything on hears it as it happens', async () => {
    const { screen, statuses, heard, gaps } = await read(handOn, { ready: 10_000, silence: 12 * PING });
    await vi.waitFor(() => expect(statuses).toEqual(['connecting', 'live']), { timeout: 10_000 });
    await work(10);
    await isUpToDate(screen);
    // Pings keep it from being taken for dead.
    await new Promise((resolve) => setTimeout(resolve, 18 * PING));
    expect(statuses).toEqual(['connecting', 'live']);
    expect(gaps()).toBe(0);
    expectOnlyNews(heard);
  });

  it('that collects streams asks instead, and hears the stream once it gets through', async () => {
    const { screen, statuses, heard, proxy } = await read(buffer, { ready: 300 });
    await vi.waitFor(() => expect(statuses).toEqual(['connecting', 'polling']), { timeout: 3_000 });
    await work(10);
    await isUpToDate(screen);
    expect(heard.length).toBeGreaterThan(0);
    expect(statuses).toEqual(['connecting', 'polling']);
    proxy.meddle(handOn);
    await vi.waitFor(() => expect(statuses.at(-1)).toBe('live'), { timeout: 8_000 });
    await work(5);
    await isUpToDate(screen);
    expectOnlyNews(heard);
  });

  it('that cuts every stream misses nothing, and asks instead', async () => {
    const { screen, statuses, heard, proxy } = await read(cutAfter(700));
    await work(10);
    await isUpToDate(screen);
    await vi.waitFor(() => expect(statuses).toContain('polling'), { timeout: 3_000 });
    await work(5);
    await isUpToDate(screen);
    // It was not in a hurry: three streams before the first question, then one now and then.
    const streams = proxy.asked.findIndex((address) => address.startsWith('/api/changes'));
    expect(streams).toBe(3);
    expectOnlyNews(heard);
  });

  it('that sends events twice and out of order never sees an older version, and ends up with the newest', async () => {
    const { screen, statuses, heard, gaps } = await read(duplicateAndReorder(700));
    await vi.waitFor(() => expect(statuses.at(-1)).toBe('live'));
    await work(25);
    await isUpToDate(screen);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await isUpToDate(screen);
    expectOnlyNews(heard);
    expect(gaps()).toBeGreaterThan(0);
    expect(statuses).toEqual(['connecting', 'live']);
  });

  it('that goes away is told, and catches up when it is back', async () => {
    const { screen, statuses, proxy } = await read(handOn, { ready: 10_000 });
    await vi.waitFor(() => expect(statuses.at(-1)).toBe('live'));
    proxy.refuse(true);
    await vi.waitFor(() => expect(statuses.at(-1)).toBe('down'), { timeout: 3_000 });
    await work(5);
    proxy.refuse(false);
    await vi.waitFor(() => expect(statuses.at(-1)).toBe('live'), { timeout: 5_000 });
    await isUpToDate(screen);
  });
});
