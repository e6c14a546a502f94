import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { tools } from '../../example/server/log-tools.js';
import { type LogRecord, type Page, type Review, type ReviewSummary, signatureState } from '../../src/core.js';
import { accept, isSimple, signIn, type Visitor } from './host.fixtures.js';
import { asAdministrator, LOG_DATABASES, type LogBench, openLogBench, readLogFile } from './log.fixtures.js';

const root = resolve(import.meta.dirname, '../..');
const WORDS = 'The payslip is from another employer.';

/** The lines of one review as a file of the log has them, with what is still said in words. */
function recordsOf(text: string, reviewId: string): LogRecord[] {
  const { records, disclosures } = readLogFile(text);
  const values = new Map(disclosures.map((each) => [each.position, each.values]));
  return records
    .filter(({ entry }) => entry.reviewId === reviewId)
    .map((record) => ({ ...record, disclosed: values.get(record.entry.position) ?? {} }));
}

describe.each(LOG_DATABASES)('a file of the log of %s', (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-verify-'));
  const command = join(folder, 'countersign.mjs');
  let bench: LogBench;
  let database: Database;
  let host: Host;
  let [priya, lena]: Visitor[] = [];
  /** A decision that was signed, and where it stands. */
  let signed: { id: string; seq: number; place: number };

  beforeAll(async () => {
    bench = await openLogBench(name);
    await build({
      entryPoints: [resolve(root, 'src/bin/countersign.ts')],
      outfile: command,
      bundle: true,
      platform: 'node',
      format: 'esm',
    });
  });
  afterAll(async () => {
    await bench?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    database = await bench.fresh();
    host = await bench.start(database, { queueSize: 8 });
    const amara = await signIn(host.url, 'amara');
    [priya, lena] = [await signIn(host.url, 'priya'), await signIn(host.url, 'lena')];
    const { items } = await amara.get<Page<ReviewSummary>>('/api/reviews');
    const template = await amara.get<Review>(`/api/reviews/${items.find(isSimple)?.id}`);
    const id = 'SIGNED-1';
    await host.store.open([{ ...template.proposal, id }], () => ({ ...template.policy, signature: true }));
    const claimed = await accept(amara, await amara.get<Review>(`/api/reviews/${id}`), { type: 'claim' });
    const { version } = await accept(amara, claimed, { type: 'reject', reason: { codes: ['other'], text: WORDS } });
    const [line] = await database.query<{ place: number }>(
      'select place::int as place from audit_lines where review_id = $1 and seq = $2',
      [id, version],
    );
    signed = { id, seq: version, place: Number(line?.place) };
  });
  afterEach(() => host?.stop());

  const exported = async (query = '') => (await (lena as Visitor).request(`/api/log/export${query}`)).text();
  const stateOf = (text: string) => signatureState(tools, recordsOf(text, signed.id), signed.seq);
  const erase = async () =>
    accept(priya as Visitor, await (priya as Visitor).get<Review>(`/api/reviews/${signed.id}`), {
      type: 'erase',
      reason: 'Article 17',
    });
  const edit = (from: string, to: string) =>
    asAdministrator(database, (tx) =>
      tx.query('update audit_lines set line = replace(line, $2, $3) where place = $1', [signed.place, from, to]),
    );
  function verify(text: string): Promise<{ code: number | null; out: string }> {
    const file = join(folder, 'log.jsonl');
    writeFileSync(file, text);
    const child = spawn(process.execPath, [command, 'verify', file]);
    let out = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        out += data;
      });
    }
    return new Promise((done) => child.on('close', (code) => done({ code, out })));
  }

  it('proves a signature, also of words that were erased since', async () => {
    const before = await exported();
    expect(before).toContain(WORDS);
    expect(stateOf(before)).toBe('matches');
    await erase();
    const after = await exported();
    expect(after).not.toContain(WORDS);
    expect(stateOf(after)).toBe('matches');
    expect(await verify(after)).toMatchObject({ code: 0, out: expect.stringContaining('is intact') });
  });

  it('tells that what was signed was changed: the line, or the words', async () => {
    await edit('"Amara Osei"', '"Mateo Ruiz"');
    expect(stateOf(await exported())).toBe('changed');
    await edit('"Mateo Ruiz"', '"Amara Osei"');
    expect(stateOf(await exported())).toBe('matches');
    await asAdministrator(database, (tx) =>
      tx.query(
        `update disclosures set value = '"He is rude."'::json where review_id = $1 and seq = $2 and value::text = $3`,
        [signed.id, signed.seq, JSON.stringify(WORDS)],
      ),
    );
    expect(stateOf(await exported())).toBe('changed');
  });

  it('gives an administrator away who edits one row: the command names the entry', async () => {
    expect(await verify(await exported())).toMatchObject({ code: 0, out: expect.stringContaining('is intact') });
    await edit('rejected', 'approved');
    const { code, out } = await verify(await exported());
    expect(code).toBe(1);
    expect(out).toContain('is NOT intact: 1 fault in');
    expect(out).toContain(`${signed.id}:${signed.seq}`);
  });

  it('says of an extract that erasures after it cannot be told from words that were taken away', async () => {
    await erase();
    const [line] = await database.query<{ line: string }>('select line from audit_lines where place = $1', [
      signed.place,
    ]);
    const { at } = JSON.parse(line?.line ?? '') as { at: string };
    const to = new Date(Date.parse(at) + 1).toISOString();
    const text = await exported(`?to=${encodeURIComponent(to)}`);
    expect(recordsOf(text, signed.id).map(({ entry }) => entry.type)).not.toContain('erased');
    const { code, out } = await verify(text);
    expect(code).toBe(0);
    expect(out).toContain('Words that are not there were not looked into');
    expect((await verify(await exported())).out).not.toContain('were not looked into');
  });
});
