import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Postgres } from '../../scripts/postgres.js';
import type { AuditEntry, Page, Review } from '../../src/core.js';
import { accept, signIn } from './host.fixtures.js';
import { type HostProcess, startProcess } from './host.process.js';
import { findPostgres, startPostgres } from './postgres.fixtures.js';

const programs = findPostgres();
const CASE = 'APP-0019';

// As the README says it: one variable, and any number of processes on one database.
describe.runIf(programs)('the reference host on the server that DATABASE_URL names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-database-url-'));
  const unused = join(folder, 'data');
  const hosts: HostProcess[] = [];
  let postgres: Postgres;

  const start = async () => {
    const host = await startProcess({ folder: unused, databaseUrl: postgres.url });
    hosts.push(host);
    return host;
  };
  beforeAll(async () => {
    postgres = await startPostgres(programs as string);
  });
  afterAll(async () => {
    await Promise.all(hosts.map((host) => host.stop()));
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows on one port what was decided on another, and after a restart', async () => {
    // The tables are made at the first start, and by one of them.
    const [one, two] = await Promise.all([start(), start()]);
    expect(new URL(one.url).port).not.toBe(new URL(two.url).port);
    expect(existsSync(unused)).toBe(false);

    const amara = await signIn(one.url, 'amara');
    const mateo = await signIn(two.url, 'mateo');
    // What it hears begins where this answer ends.
    await mateo.backend.load(CASE);
    const heard = new Promise<void>((resolve) => {
      const stop = mateo.backend.subscribe?.(({ summary }) => {
        if (summary.id !== CASE || summary.status !== 'approved') return;
        stop?.();
        resolve();
      });
    });
    const claimed = await accept(amara, await amara.get<Review>(`/api/reviews/${CASE}`), { type: 'claim' });
    const decided = await accept(amara, claimed, { type: 'approve' });
    await heard;
    const seen = await mateo.get<Review>(`/api/reviews/${CASE}`);
    expect(seen).toMatchObject({ status: 'approved', version: decided.version });
    const { items } = await mateo.get<Page<AuditEntry>>(`/api/reviews/${CASE}/history`);
    expect(items.map(({ type }) => type)).toEqual(expect.arrayContaining(['claimed', 'approved']));

    expect(await one.stop()).toBe(0);
    const again = await start();
    // Signed in as before: the session is in the database, and whichever process asks finds it.
    const answer = await fetch(`${again.url}/api/reviews/${CASE}`, { headers: { cookie: amara.cookie } });
    expect(await answer.json()).toMatchObject({ id: CASE, status: 'approved' });
  });
});
