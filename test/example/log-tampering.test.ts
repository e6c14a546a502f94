import { afterAll, afterEach, beforeAll, describe, expect, it, type MockInstance, vi } from 'vitest';
import type { Database } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { hashedText, tools } from '../../example/server/log-tools.js';
import {
  type AuditEntry,
  BLOCK_LINES,
  blockDigest,
  type ChainFault,
  type Checkpoint,
  type LogKey,
  type Page,
  type Review,
  type ReviewSummary,
  replay,
} from '../../src/core.js';
import { holdAgainst, isContinued, type VerifyMode, verifyLogFile } from '../../src/verify/index.js';
import { accept, signIn, type Visitor } from './host.fixtures.js';
import {
  asAdministrator,
  LOG_DATABASES,
  type LogBench,
  openedOf,
  openLogBench,
  readLogFile,
  rehash,
  verifyWhole,
} from './log.fixtures.js';

interface CheckpointAnswer {
  checkpoint: Checkpoint;
  fault?: string;
}

describe.each(LOG_DATABASES)('a database administrator who changes the record on %s', (name) => {
  let bench: LogBench;
  let database: Database;
  let host: Host;
  let lena: Visitor;
  /** What the auditor noted before anything was changed. */
  let noted: Checkpoint;
  let decided: Review;
  let said: MockInstance;

  beforeAll(async () => {
    // What is found is printed on the server as well.
    said = vi.spyOn(console, 'error').mockImplementation(() => {});
    bench = await openLogBench(name);
  });
  afterAll(async () => {
    await bench?.close();
    said?.mockRestore();
  });
  afterEach(async () => {
    await host?.stop();
    said.mockClear();
  });

  const exported = async () => (await lena.request('/api/log/export')).text();
  const newest = () => lena.get<CheckpointAnswer>('/api/log/checkpoint');

  /** Some decisions, and the auditor's note of how the log stood. */
  async function begin() {
    database = await bench.fresh();
    host = await bench.start(database);
    const [amara, priya] = [await signIn(host.url, 'amara'), await signIn(host.url, 'priya')];
    lena = await signIn(host.url, 'lena');
    const { items } = await amara.get<Page<ReviewSummary>>('/api/reviews?risk=low&risk=medium&limit=4');
    for (const { id } of items) {
      let review = await accept(priya, await amara.get<Review>(`/api/reviews/${id}`), {
        type: 'hold',
        reason: 'A letter came in.',
        scope: 'review',
      });
      review = await accept(priya, review, { type: 'resume' });
      review = await accept(amara, review, { type: 'claim' });
      decided = await accept(amara, review, {
        type: 'reject',
        reason: { codes: ['other'], text: 'The applicant moved abroad.' },
      });
    }
    noted = (await newest()).checkpoint;
    expect(verifyWhole(await exported())).toMatchObject({ faults: [], signed: noted.size, lines: noted.size });
  }

  /** Adds a decision after the change, so that the server signs again, and what the auditor then finds. */
  async function find(): Promise<{ faults: readonly ChainFault[]; fault: string | undefined; isGrown: boolean }> {
    const mateo = await signIn(host.url, 'mateo');
    const { items } = await mateo.get<Page<ReviewSummary>>('/api/reviews?status=pending&risk=low&risk=medium&limit=1');
    await accept(mateo, await mateo.get<Review>(`/api/reviews/${items[0]?.id}`), { type: 'claim' });
    const { faults } = verifyWhole(await exported());
    const { checkpoint, fault } = await newest();
    const answer = await lena.request(`/api/log/consistency?from=${noted.size}&to=${checkpoint.size}`);
    const { proof } = (await answer.json()) as { proof?: string[] };
    return { faults, fault, isGrown: proof !== undefined && isContinued(noted, checkpoint, proof) };
  }

  async function restart() {
    await host.stop();
    host = await bench.start(database);
    lena = await signIn(host.url, 'lena');
  }

  const placeOf = async (seq: number, id = decided.id) => {
    const [row] = await database.query<{ place: number }>(
      'select place::int as place from audit_lines where review_id = $1 and seq = $2',
      [id, seq],
    );
    return row?.place as number;
  };

  it('is told no by every table where the triggers are on', async () => {
    await begin();
    for (const statement of [
      `update audit_lines set line = ''`,
      'delete from audit_lines',
      'truncate audit_lines cascade',
      `update checkpoints set root = ''`,
      'delete from checkpoints',
      'truncate checkpoints',
      `update disclosures set salt = ''`,
      'delete from disclosures',
      'truncate disclosures',
      `update block_digests set sha256 = ''`,
    ]) {
      if (statement.includes('block_digests')) {
        await database.query(`insert into block_digests values (1, 'x')`);
      }
      await expect(database.query(statement), statement).rejects.toThrow(/append-only|by an erasure only/);
    }
  });

  it('and an honest server that goes on is told from one whose log was changed', async () => {
    await begin();
    await restart();
    expect(await find()).toEqual({ faults: [], fault: undefined, isGrown: true });
    const whole = await verifyLogFile([new TextEncoder().encode(await exported())], { hash: tools.hash, since: noted });
    expect(whole).toMatchObject({ isIntact: true, since: { outcome: 'contained' } });
    expect((await newest()).checkpoint.size).toBe(noted.size + 1);
  });

  it('by putting in digests of blocks that nobody signed yet', async () => {
    database = await bench.fresh();
    host = await bench.start(database, { checkpointTimes: { lines: 1e9, wait: 1e9 } });
    lena = await signIn(host.url, 'lena');
    const amara = await signIn(host.url, 'amara');
    const { items } = await amara.get<Page<ReviewSummary>>('/api/reviews?limit=1');
    const { proposal, policy } = await amara.get<Review>(`/api/reviews/${items[0]?.id}`);
    const [{ n }] = (await database.query('select count(*)::int as n from audit_lines')) as [{ n: number }];
    const some = Array.from({ length: BLOCK_LINES - n }, (_, at) => ({ ...proposal, id: `BLOCK-${at}` }));
    await host.store.open(some, () => policy);
    const rows = await database.query<{ line: string }>('select line from audit_lines order by place');
    const forged = rows.map(({ line }) => line);
    forged[200] = JSON.stringify({ ...JSON.parse(forged[200] as string), id: 'forged' });
    await database.query('insert into block_digests (number, sha256) values (1, $1)', [blockDigest(tools, forged)]);

    expect((await newest()).checkpoint.size).toBe(BLOCK_LINES);
    const verify = async (mode: VerifyMode) =>
      verifyLogFile([new TextEncoder().encode(await exported())], {
        mode,
        keys: (await lena.get<{ keys: LogKey[] }>('/api/log/keys')).keys,
      });
    for (const mode of ['quick', 'full'] as const) expect(await verify(mode)).toMatchObject({ faults: [] });
    // Another start holds what was signed against the lines, where the table says something else.
    await restart();
    expect(await newest()).toMatchObject({ checkpoint: { size: BLOCK_LINES } });
    expect((await newest()).fault).toBeUndefined();
    await asAdministrator(database, (tx) =>
      tx.query('update audit_lines set line = $1, hash = $2 where place = 201', [
        forged[200],
        hashedText(JSON.parse(forged[200] as string)).hash,
      ]),
    );
    for (const mode of ['quick', 'full'] as const) {
      const { isIntact, signed } = await verify(mode);
      expect(signed).toBeLessThan(201);
      expect(isIntact).toBe(false);
    }
  }, 120_000);

  it('by editing a line', async () => {
    await begin();
    const place = await placeOf(5);
    await asAdministrator(database, (tx) =>
      tx.query(`update audit_lines set line = replace(line, 'Amara', 'Mateo') where place = $1`, [place]),
    );
    expect((await find()).faults).toEqual([expect.objectContaining({ kind: 'changed', position: place })]);
    // The newest block is read before it is signed.
    expect((await newest()).fault).toContain(`Line ${place} of the log`);
    await restart();
    expect((await newest()).fault).toContain(`Line ${place} of the log`);
  });

  it('by editing a line and its digest', async () => {
    await begin();
    const place = await placeOf(2);
    await asAdministrator(database, async (tx) => {
      const [row] = await tx.query<{ line: string }>('select line from audit_lines where place = $1', [place]);
      const text = hashedText({ ...JSON.parse(row?.line ?? ''), at: '2026-01-01T00:00:00.000Z' });
      await tx.query('update audit_lines set line = $2, hash = $3 where place = $1', [place, text.line, text.hash]);
    });
    const found = await find();
    expect(found.faults).toContainEqual(expect.objectContaining({ kind: 'changed', position: place }));
    await restart();
    expect((await newest()).fault).toContain('was signed over other lines');
  });

  it('by editing what somebody said', async () => {
    await begin();
    const place = await placeOf(5);
    await asAdministrator(database, (tx) =>
      tx.query(
        `update disclosures set value = '"The applicant is rude."'::json
         where review_id = $1 and seq = 5 and pointer = '/reason/text'`,
        [decided.id],
      ),
    );
    expect((await find()).faults).toEqual([expect.objectContaining({ kind: 'changed', position: place })]);
  });

  it('by taking away what somebody said, without an erasure', async () => {
    await begin();
    const place = await placeOf(5);
    await asAdministrator(database, (tx) =>
      tx.query('delete from disclosures where review_id = $1 and seq = 5', [decided.id]),
    );
    expect((await find()).faults).toEqual([expect.objectContaining({ kind: 'disclosure-missing', position: place })]);
  });

  it('by deleting a line', async () => {
    await begin();
    const place = await placeOf(4);
    await asAdministrator(database, (tx) => tx.query('delete from audit_lines where place = $1', [place]));
    expect((await find()).faults).toContainEqual({ kind: 'removed', position: place, to: place });
    await restart();
    expect((await newest()).fault).toContain(`Line ${place} of the log is missing`);
  });

  it('by writing something else over a line: the others can still be read', async () => {
    await begin();
    const [place, gone] = [await placeOf(4), await placeOf(3)];
    await asAdministrator(database, async (tx) => {
      await tx.query(`update audit_lines set line = E'nothing\\nat all' where place = $1`, [place]);
      await tx.query('delete from audit_lines where place = $1', [gone]);
    });
    const { items } = await lena.get<Page<AuditEntry>>(`/api/reviews/${decided.id}/history`);
    expect(items.map(({ type }) => type)).toEqual(['rejected', 'unreadable', 'held', 'proposed']);
    const log = await lena.get<Page<AuditEntry>>(`/api/log?reviewId=${decided.id}`);
    expect(log.items.map(({ type }) => type)).toEqual(['rejected', 'unreadable', 'held', 'proposed']);
    const { faults } = verifyWhole(await exported());
    expect(faults).toContainEqual(expect.objectContaining({ kind: 'removed', position: gone }));
    expect(faults.map(({ kind }) => kind)).toContain('unreadable');
  });

  it('by inserting a line, the later ones moved to make room', async () => {
    await begin();
    const place = await placeOf(4);
    await asAdministrator(database, async (tx) => {
      const [row] = await tx.query<{ line: string }>('select line from audit_lines where place = $1', [place]);
      await tx.query('update audit_lines set place = place + 1000000 where place >= $1', [place]);
      await tx.query('update audit_lines set place = place - 999999 where place >= 1000000');
      const text = hashedText({ ...JSON.parse(row?.line ?? ''), seq: 104, id: `${decided.id}:104` });
      await tx.query(`insert into audit_lines (place, review_id, seq, line, hash) values ($1, $2, 104, $3, $4)`, [
        place,
        decided.id,
        text.line,
        text.hash,
      ]);
    });
    const found = await find();
    expect(found.faults).toContainEqual(expect.objectContaining({ kind: 'inserted', position: place }));
    expect(found.fault).toBeDefined();
  });

  it('by cutting off the end', async () => {
    await begin();
    await asAdministrator(database, (tx) => tx.query('delete from audit_lines where place > $1', [noted.size - 2]));
    const { faults } = verifyWhole(await exported());
    expect(faults).toContainEqual({ kind: 'cut-off', position: noted.size - 1, to: noted.size });
    expect((await newest()).fault).toBeDefined();
  });

  it('by writing everything anew from some place on', async () => {
    await begin();
    const place = await placeOf(5);
    await asAdministrator(database, (tx) => rehash(tx, place, (entry) => ({ ...entry, to: 'approved' })));
    const found = await find();
    expect(found.faults).toContainEqual(expect.objectContaining({ kind: 'rewritten' }));
    expect(found.fault).toContain('has another digest than it had');
    await restart();
    const after = await find();
    expect(after.faults).toContainEqual(expect.objectContaining({ kind: 'rewritten' }));
    expect(after.fault).toContain('was signed over other lines');
    // Nothing was signed that says something else than what the auditor noted.
    expect((await newest()).checkpoint).toEqual(noted);
  });

  it('by writing everything anew and taking the checkpoints away', async () => {
    await begin();
    const place = await placeOf(5);
    await host.stop();
    await asAdministrator(database, async (tx) => {
      await rehash(tx, place, (entry) => ({ ...entry, to: 'approved' }));
      await tx.query('delete from checkpoints');
      await tx.query('delete from block_digests');
    });
    host = await bench.start(database);
    lena = await signIn(host.url, 'lena');
    const found = await find();
    expect(said).toHaveBeenCalledWith(expect.stringContaining('nothing more is signed'));
    // The server remembers what it signed, outside the database.
    expect(found.fault).toContain('which this server remembers');
    expect(found.faults).toContainEqual(expect.objectContaining({ kind: 'rewritten' }));
  });

  it('and takes away whatever the server had signed: the checkpoint that an auditor noted tells', async () => {
    await begin();
    const place = await placeOf(5);
    await host.stop();
    await bench.replace(database, place, (entry) => ({ ...entry, to: 'approved' }));
    host = await bench.start(database);
    lena = await signIn(host.url, 'lena');
    const found = await find();
    // Nothing is left that contradicts it here.
    expect(found).toMatchObject({ faults: [], fault: undefined, isGrown: false });
    const since = { hash: tools.hash, since: noted };
    const whole = await verifyLogFile([new TextEncoder().encode(await exported())], since);
    expect(whole).toMatchObject({ since: { outcome: 'lost' }, faults: [{ kind: 'not-continued' }] });
    const text = await (await lena.request(`/api/log/export?reviewId=${decided.id}`)).text();
    const extract = await verifyLogFile([new TextEncoder().encode(text)], { hash: tools.hash });
    expect(extract).toMatchObject({ isIntact: true });
    const answer = await lena.get<{ proof: string[] }>(`/api/log/consistency?from=${noted.size}&to=${extract.signed}`);
    expect(holdAgainst(extract, noted, answer.proof)).toMatchObject({ isIntact: false, since: { outcome: 'lost' } });
  });

  it('by editing the stored review: it is not what its entries lead to', async () => {
    await begin();
    const compare = async () => {
      const state = (await (await lena.request('/api/log/state')).text()).split('\n').slice(0, -1);
      const entries = openedOf(readLogFile(await exported()));
      return state
        .map((line) => JSON.parse(line) as Review)
        .filter((review) => {
          const replayed = replay(entries.get(review.id) ?? []);
          return JSON.stringify(sorted(replayed)) !== JSON.stringify(sorted(review));
        })
        .map(({ id }) => id);
    };
    expect(await compare()).toEqual([]);
    await asAdministrator(database, (tx) =>
      tx.query('update reviews set body = $2::json where id = $1', [
        decided.id,
        JSON.stringify({ ...decided, undo: undefined, state: 'approved', status: 'approved' }),
      ]),
    );
    expect(await compare()).toEqual([decided.id]);
  });
});

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, sorted(each)]),
  );
}
