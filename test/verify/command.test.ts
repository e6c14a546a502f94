// @vitest-environment node
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { openEntry } from '../../src/audit/seal.selectors.js';
import { replay } from '../../src/review/lifecycle.selectors.js';
import type { AuditEntry, Review } from '../../src/review/review.types.js';
import { verifyMessages } from '../../src/verify/index.js';
import { createSigner, key, keyOf } from '../audit/log.fixtures.js';
import { CHECKPOINTS, extractOf, FILE, FILE_LINES, LOG, lineOf } from './verify.fixtures.js';

const folder = mkdtempSync(join(tmpdir(), 'countersign-command-'));
const command = join(folder, 'countersign.mjs');
// As Node would run what is published, without waiting for a compiler each time.
await build({
  entryPoints: [fileURLToPath(new URL('../../src/bin/countersign.ts', import.meta.url))],
  outfile: command,
  bundle: true,
  platform: 'node',
  format: 'esm',
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

interface Ended {
  code: number | null;
  out: string;
  err: string;
}
function run(args: readonly string[], input?: string): Promise<Ended> {
  const child = spawn(process.execPath, [command, ...args], { stdio: 'pipe' });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

const log = file('log.jsonl', FILE);
const edited = file(
  'edited.jsonl',
  FILE_LINES.map((line, at) => (at === lineOf(40) ? line.replace('"bare"', '"lax!"') : line)).join('\n'),
);

const entriesOf = new Map<string, AuditEntry[]>();
for (const { entry, disclosed } of LOG) {
  const {
    position: _position,
    prevHash: _prevHash,
    ...plain
  } = openEntry(entry, disclosed).entry as never as {
    position: number;
    prevHash?: string;
  } & AuditEntry;
  entriesOf.set(entry.reviewId, [...(entriesOf.get(entry.reviewId) ?? []), plain]);
}
const reviews = [...entriesOf.values()].map(replay);
const stateOf = (list: readonly Review[]) => list.map((review) => `${JSON.stringify(review)}\n`).join('');

describe('countersign verify', () => {
  it('says that a file is intact, what was checked and what was not', async () => {
    const { code, out, err } = await run(['verify', log]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('log.jsonl is intact: 600 entries.');
    expect(out).toContain('Full run');
    expect(out).toContain('Signed up to entry 600, 2026-11-22T08:00:00.000Z, with key k1.');
    expect(out).toContain('--keys');
    const quick = await run(['verify', log, '--quick', '--keys', `k1=${key.publicKey}`]);
    expect(quick.code).toBe(0);
    expect(quick.out).toContain('were not compared with their commitments');
    expect(quick.out).not.toContain('--keys');
  });

  it('names the entry that was edited, in words and in JSON, and exits with 1', async () => {
    const { code, out } = await run(['verify', edited]);
    expect(code).toBe(1);
    expect(out).toContain('NOT intact: 1 fault in 600 entries.');
    expect(out).toContain(`Entry 40 (${LOG[39]?.entry.id}): changed after it was written (line ${lineOf(40) + 1}).`);
    for (const mode of [[], ['--quick']]) {
      const json = await run(['verify', edited, '--json', ...mode]);
      expect(json.code).toBe(1);
      expect(JSON.parse(json.out).faults).toMatchObject([{ kind: 'changed', position: 40, line: lineOf(40) + 1 }]);
    }
  });

  it('reads standard input, and an extract', async () => {
    const { code, out } = await run(['verify', '-'], await extractOf('LN-2'));
    expect(code).toBe(0);
    expect(out).toContain('It is an extract: {"reviewId":"LN-2"}.');
  });

  it('takes keys from a file, and believes them rather than those of the log', async () => {
    const keys = file('keys.json', JSON.stringify({ keys: [keyOf(createSigner('k1'))] }));
    const { code, out } = await run(['verify', log, '--keys', keys]);
    expect(code).toBe(1);
    expect(out).toContain('the signature of the checkpoint that ends here does not fit it');
    const own = file('own.json', JSON.stringify([keyOf(key)]));
    expect((await run(['verify', log, '--keys', own])).code).toBe(0);
  });

  it('holds a log against a checkpoint that was kept', async () => {
    const [kept] = CHECKPOINTS as [(typeof CHECKPOINTS)[0]];
    const since = file('kept.json', JSON.stringify({ checkpoint: kept }));
    const { code, out } = await run(['verify', log, '--since', since]);
    expect(code).toBe(0);
    expect(out).toContain(`It contains the checkpoint over 256 entries of ${kept.at}`);
    const other = file('other.json', JSON.stringify({ ...kept, root: kept.blocks }));
    const lost = await run(['verify', log, '--since', other]);
    expect(lost.code).toBe(1);
    expect(lost.out).toContain('NOT intact: 1 fault');
    expect(lost.out).toContain('The log no longer contains what was signed on');
    expect(JSON.parse((await run(['verify', log, '--since', other, '--json'])).out)).toMatchObject({
      faults: [{ kind: 'not-continued', older: { size: 256 } }],
      since: { outcome: 'lost' },
    });
    const extract = await run(['verify', '-', '--since', since], await extractOf('LN-2'));
    expect(extract.code).toBe(0);
    expect(extract.out).toContain('cannot be told');
  });

  it('says of an extract with an end, in words and in JSON, that missing words were not looked into', async () => {
    const text = (await extractOf('LN-2')).replace(
      '"reviewId":"LN-2"}',
      '"reviewId":"LN-2","to":"2027-01-01T00:00:00Z"}',
    );
    const early = file('early.jsonl', text);
    const { code, out } = await run(['verify', early]);
    expect({ code, words: out.includes(verifyMessages.disclosures['given-only']) }).toEqual({ code: 0, words: true });
    expect(JSON.parse((await run(['verify', early, '--json'])).out).disclosures).toBe('given-only');
    expect(JSON.parse((await run(['verify', log, '--json'])).out).disclosures).toBe('checked');
  });

  it('says what keeps it from telling, and exits with 2', async () => {
    const problems: [args: string[], words: string][] = [
      [['verify', join(folder, 'none.jsonl')], 'none.jsonl cannot be read: there is no such file.'],
      [['verify', folder], 'cannot be read: it is a directory.'],
      [['verify', file('other.csv', 'id,name\n')], 'The file is no log of Countersign'],
      [['verify', file('empty', '')], 'The file is no log of Countersign'],
      [['verify', file('newer', FILE.replace('"version":1', '"version":7'))], 'written by a newer version'],
      [['verify', log, '--keys', log], 'holds no keys: it is not JSON.'],
      [['verify', log, '--keys', file('bad.json', '{"a":1}')], 'holds no keys: give a list'],
      [['verify', log, '--since', log], 'holds no checkpoint: it is not JSON.'],
      [['verify', log, '--since', file('bad2.json', '{}')], 'holds no checkpoint: give {'],
      [['verify', log, '--fast'], "Unknown option '--fast'"],
      [['check', log], 'There is no command "check".'],
      [['verify'], 'Usage:'],
    ];
    for (const [args, words] of problems) {
      const { code, out, err } = await run(args);
      expect({ code, out }, words).toEqual({ code: 2, out: '' });
      expect(err).toContain(words);
      expect(err).not.toMatch(/^ {4}at /m);
    }
    expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Usage:') });
  }, 60_000);
});

describe('countersign replay', () => {
  it('replays every review, and compares each with what is stored', async () => {
    expect(await run(['replay', log])).toEqual({
      code: 0,
      out: `${reviews.length} of ${reviews.length} reviews replay to a state, from 600 entries.\n`,
      err: '',
    });
    const { code, out } = await run(['replay', log, '--state', file('state.jsonl', stateOf(reviews))]);
    expect(code).toBe(0);
    expect(out).toContain(`${reviews.length} are equal to what is stored.`);
  });

  it('names the reviews that differ, and in which field', async () => {
    const [first, second, third, ...others] = reviews as [Review, Review, Review, ...Review[]];
    const wrong = { ...first, status: 'approved' as const, version: 1 };
    const strange = { ...third, id: 'LN-999' };
    const state = file('wrong.jsonl', stateOf([wrong, second, strange, ...others]));
    const { code, out } = await run(['replay', log, '--state', state]);
    expect(code).toBe(1);
    expect(out).toContain(
      `${first.id}: what is stored differs in ${first.status === 'approved' ? '' : 'status, '}version.`,
    );
    expect(out).toContain('LN-999: The log holds none of its entries.');
    expect(out).toContain(`${third.id}: It is not among the stored reviews.`);
    const json = await run(['replay', log, '--state', state, '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ reviews: reviews.length, equal: reviews.length - 2 });
  });

  it('names a review that does not replay, and says that the log is not intact', async () => {
    const { code, out, err } = await run(['replay', edited]);
    expect(code).toBe(1);
    expect(out).toContain(`  ${LOG[39]?.entry.reviewId}: `);
    expect(err).toContain('is not intact');
  });

  it('says what keeps it from telling', async () => {
    for (const [args, words] of [
      [['replay', folder], 'it is a directory'],
      [['replay', log, '--state', file('state.txt', 'no')], 'line 1 is not JSON.'],
      [['replay', log, '--state', file('state2.txt', '{}')], 'line 1 is no review.'],
      [['replay', log, '--state', join(folder, 'none')], 'there is no such file'],
      [['replay', file('nolog', '{}')], 'no log of Countersign'],
    ] as [string[], string][]) {
      const { code, err } = await run(args);
      expect(code, words).toBe(2);
      expect(err).toContain(words);
    }
  }, 60_000);
});
