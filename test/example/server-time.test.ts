import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { policyFor } from '../../example/server/policy.js';
import { sampleProposals } from '../../src/backends/sample-reviews.js';
import { type AuditEntry, type Page, type Review, replay } from '../../src/core.js';
import { verifyLogFile } from '../../src/verify/index.js';
import { accept, commandOn, signIn } from './host.fixtures.js';
import { type LogBench, openLogBench } from './log.fixtures.js';

describe('the time in the record', () => {
  const START = Date.parse('2026-11-29T10:00:00Z');
  let bench: LogBench;
  let database: Database;
  let host: Host;
  let now: number;

  beforeAll(async () => {
    bench = await openLogBench('PGlite');
    database = await bench.fresh();
    now = START;
    host = await bench.start(database, { clock: () => now, lease: 1000, queueSize: 1 });
  });
  afterAll(async () => {
    await host?.stop();
    await bench?.close();
  });
  afterEach(() => {
    now += 60_000;
  });
  const propose = (id: string, createdAt: string) => ({ ...sampleProposals.refund, id, createdAt });
  const open = (id: string, createdAt = new Date(now).toISOString()) =>
    host.store.open([propose(id, createdAt)], () => ({ ...policyFor('low'), recordViews: true }));
  async function verify() {
    const lena = await signIn(host.url, 'lena');
    const text = await (await lena.request('/api/log/export')).text();
    return verifyLogFile([new TextEncoder().encode(text)]);
  }

  it('is the server’s, whatever a proposal says of its own', async () => {
    await open('OLD', '1999-05-05T00:00:00.000Z');
    const amara = await signIn(host.url, 'amara');
    const review = await amara.get<Review>('/api/reviews/OLD');
    expect(review).toMatchObject({ proposal: { createdAt: '1999-05-05T00:00:00.000Z' } });
    await accept(amara, review, { type: 'claim' });
    const { items } = await amara.get<Page<AuditEntry>>('/api/reviews/OLD/history');
    for (const { at, retainUntil } of items) {
      expect(Date.parse(at)).toBe(now);
      expect(Date.parse(retainUntil as string)).toBeGreaterThan(now);
    }
    expect(replay([...items].reverse()).status).toBe('reviewing');
  });

  it('lets no proposal in that is from later than it', async () => {
    await expect(open('NEW', '2031-05-05T00:00:00.000Z')).rejects.toThrow('createdAt (date-ahead)');
    const amara = await signIn(host.url, 'amara');
    expect((await amara.request('/api/reviews/NEW')).status).toBe(404);
  });

  it('lets no revision in that is from later than it either', async () => {
    const policy = { ...policyFor('low'), roles: { propose: ['reviewer'] } };
    await host.store.open([propose('REVISED', new Date(now).toISOString())], () => policy);
    const amara = await signIn(host.url, 'amara');
    const review = await amara.get<Review>('/api/reviews/REVISED');
    const revise = (ms: number) => {
      const createdAt = new Date(now + ms).toISOString();
      const command = { type: 'revise', proposal: { ...review.proposal, revision: 2, createdAt } } as const;
      return amara.post('REVISED', commandOn(review, command));
    };
    expect((await revise(3_600_000)).body).toEqual({
      outcome: 'invalid',
      issues: [{ code: 'date-ahead', path: 'proposal.createdAt' }],
    });
    expect((await revise(30_000)).body).toMatchObject({ outcome: 'accepted', review: { proposal: { revision: 2 } } });
  });

  it('does not run backwards where servers are milliseconds apart', async () => {
    await open('TWO');
    const amara = await signIn(host.url, 'amara');
    const lena = await signIn(host.url, 'lena');
    now += 1000;
    const view = { command: { type: 'view', of: 'case' } as const, expectedVersion: 1 };
    expect((await lena.post('TWO', view)).body.outcome).toBe('accepted');
    // Another server revises, and signs.
    now -= 5;
    const by = { kind: 'system', id: 'trainer', name: 'Trainer' } as const;
    const revise = ({ id, proposal }: Review) =>
      id === 'TWO' ? { ...proposal, revision: 2, subject: { ...proposal.subject, title: 'Another' } } : undefined;
    expect(await database.transaction((tx) => host.store.reviseOpen(tx, revise, by))).toBe(1);
    const { faults, signed } = await verify();
    expect({ faults, signed }).toEqual({ faults: [], signed: expect.any(Number) });
    expect(signed).toBeGreaterThan(0);

    await accept(amara, await amara.get<Review>('/api/reviews/TWO'), { type: 'claim' });
    now += 1010;
    await lena.post('TWO', { ...view, expectedVersion: 4 });
    now -= 5;
    await host.store.lapse();
    expect((await amara.get<Review>('/api/reviews/TWO')).status).toBe('pending');
    expect((await verify()).faults).toEqual([]);
  });
});
