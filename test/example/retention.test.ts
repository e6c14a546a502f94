import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../example/server/host.js';
import type { AuditEntry, Page, Review, ReviewSummary } from '../../src/core.js';
import { COMMANDS, RETENTION_MONTHS } from '../../src/core.js';
import { accept, commandOn, isSimple, openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';
import { OPERATIONS } from './openapi.fixtures.js';

const folder = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What may be deleted: nothing of it is a record. */
const DELETABLE = [
  'DELETE /reviews/{id}/draft',
  'DELETE /reviews/{id}/presence',
  'DELETE /session',
  'DELETE /sessions',
];

describe('nothing deletes a record', () => {
  it('by any operation that is documented', () => {
    const deleting = [...OPERATIONS].filter(
      ([key, { operationId }]) => key.startsWith('DELETE ') || /delete|purge|remove/i.test(operationId),
    );
    expect(deleting.map(([key]) => key).sort()).toEqual(DELETABLE);
  });

  it('by any route of the server', () => {
    const routes = readdirSync(folder('example/server')).flatMap((name) =>
      [...readFileSync(folder(`example/server/${name}`), 'utf8').matchAll(/\.(delete|on|all)\('(\/[^']+)'/g)].map(
        ([, method, path]) => `${method} ${path}`,
      ),
    );
    expect(routes.sort()).toEqual(['delete /:id/draft', 'delete /:id/presence', 'delete /session', 'delete /sessions']);
  });

  it('by any statement on the tables of the record', () => {
    const statements = readdirSync(folder('example/server')).flatMap((name) =>
      [...readFileSync(folder(`example/server/${name}`), 'utf8').matchAll(/(delete from|truncate)\s+(\w+)/g)].map(
        ([, , table]) => table,
      ),
    );
    expect(statements.length).toBeGreaterThan(3);
    for (const table of ['reviews', 'audit_entries', 'audit_lines', 'checkpoints']) {
      expect(statements, table).not.toContain(table);
    }
  });

  it('by any command: to erase words is none', () => {
    expect(COMMANDS.filter((type) => /delete|purge|remove|destroy/.test(type))).toEqual([]);
  });
});

describe('a record of the reference host', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let host: Host;
  let amara: Visitor;
  let priya: Visitor;
  let lena: Visitor;
  let decided: Review;
  const at = Date.parse('2026-08-31T09:00:00Z');

  beforeAll(async () => {
    engine = await openReusable();
    host = await startTestHost({ database: await engine.fresh(), clock: () => at });
    [amara, priya, lena] = [
      await signIn(host.url, 'amara'),
      await signIn(host.url, 'priya'),
      await signIn(host.url, 'lena'),
    ];
    const { items } = await amara.get<Page<ReviewSummary>>('/api/reviews');
    const review = await amara.get<Review>(`/api/reviews/${items.find(isSimple)?.id}`);
    decided = await accept(amara, await accept(amara, review, { type: 'claim' }), { type: 'approve' });
  });
  afterAll(async () => {
    await host?.stop();
    await engine?.close();
  });

  it('says in each entry until when it is kept', async () => {
    const { items } = await amara.get<Page<AuditEntry>>(`/api/reviews/${decided.id}/history`);
    expect(decided.policy.retentionMonths).toBe(RETENTION_MONTHS['colorado-sb-26-189']);
    expect(items[0]?.retainUntil).toBe('2029-08-31T09:00:00.000Z');
    for (const entry of items) expect(Date.parse(entry.retainUntil ?? '')).toBeGreaterThan(Date.parse(entry.at));
  });

  it('is put under legal hold by a supervisor alone, and then nobody erases anything of it', async () => {
    const preserve = { type: 'preserve', reason: 'Complaint BF-118' } as const;
    for (const visitor of [amara, lena]) {
      const { body } = await visitor.post(decided.id, commandOn(decided, preserve));
      expect(body).toMatchObject({ outcome: 'forbidden', why: { code: 'role-missing', roles: ['supervisor'] } });
    }
    const kept = await accept(priya, decided, preserve);
    expect(kept.legalHold).toMatchObject({ reason: 'Complaint BF-118', by: { id: 'priya' } });
    const erase = { type: 'erase', reason: 'Request of the applicant' } as const;
    expect((await priya.post(kept.id, commandOn(kept, erase))).body).toMatchObject({
      outcome: 'forbidden',
      why: { code: 'legal-hold' },
    });
    const lifted = await accept(priya, kept, { type: 'lift', reason: 'Settled' });
    expect(lifted.legalHold).toBeUndefined();
    const { items } = await amara.get<Page<AuditEntry>>(`/api/reviews/${decided.id}/history`);
    expect(items.slice(0, 2).map(({ type }) => type)).toEqual(['lifted', 'preserved']);
  });

  it('is erased in words by the role for records alone', async () => {
    const review = await amara.get<Review>(`/api/reviews/${decided.id}`);
    const erase = { type: 'erase', reason: 'Request of the applicant' } as const;
    expect((await amara.post(review.id, commandOn(review, erase))).body).toMatchObject({ outcome: 'forbidden' });
    const erased = await accept(priya, review, erase);
    expect(JSON.stringify(erased.proposal)).not.toContain(decided.proposal.subject.title);
    expect(erased.decision).toMatchObject({ verdict: { type: 'approve' }, by: { id: 'amara' } });
  });
});
