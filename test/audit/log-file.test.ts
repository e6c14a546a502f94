import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalText } from '../../src/audit/canonical.selectors.js';
import { writeLogFile } from '../../src/audit/log-file.selectors.js';
import { checkpointAt, headerOf, logOf, tools, write } from './log.fixtures.js';

const LOG = logOf(600);
const LINES = LOG.map(({ entry }) => canonicalText(entry));
const CHECKPOINTS = [256, 300, 600].map((size) => checkpointAt(LOG, LINES, size));
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('writing a log file', () => {
  it('writes the entries as they are hashed, a block after every 256 and after the last, and an end', async () => {
    const text = await write({ header: headerOf(CHECKPOINTS, 600), records: LOG });
    const lines = text.split('\n');
    expect(lines.pop()).toBe('');
    expect(JSON.parse(lines[0] as string)).toMatchObject({ countersign: 'log', version: 1, entries: 600 });
    expect(lines.slice(1, 257)).toEqual(LINES.slice(0, 256));
    const blocks = lines.filter((line) => line.startsWith('{"block":')).map((line) => JSON.parse(line).block);
    expect(blocks.map(({ from, to }) => [from, to])).toEqual([
      [1, 256],
      [257, 512],
      [513, 600],
    ]);
    expect(blocks[1].sha256).toBe(sha256(`${LINES.slice(256, 512).join('\n')}\n`));
    expect(blocks[2].hashes).toEqual(LOG.slice(512).map(({ hash }) => hash));
    const words = LOG.filter(({ disclosed }) => disclosed);
    expect(words.length).toBeGreaterThan(40);
    expect(lines.slice(-1 - words.length, -1).map((line) => JSON.parse(line).disclosed)).toEqual(
      words.map(({ entry, disclosed }) => ({ position: entry.position, values: disclosed })),
    );
    expect(JSON.parse(lines.at(-1) as string)).toEqual({ end: { entries: 600, disclosures: words.length } });
  });

  it('takes stored lines and a second stream of disclosures, and writes the same', async () => {
    const plain = await write({ header: headerOf(CHECKPOINTS, 600), records: LOG });
    async function* records() {
      for (const [index, { entry, hash }] of LOG.entries()) yield { entry, hash, line: LINES[index] as string };
    }
    function* disclosures() {
      for (const { entry, disclosed } of LOG) if (disclosed) yield { position: entry.position, values: disclosed };
    }
    expect(await write({ header: headerOf(CHECKPOINTS, 600), records: records(), disclosures: disclosures() })).toBe(
      plain,
    );
  });

  it('gives a block of long entries in parts, none longer than it has to be', async () => {
    const long = LOG.slice(0, 3).map((record) => ({ ...record, line: 'x'.repeat(5_000_000) }));
    const pieces: string[] = [];
    const header = headerOf(CHECKPOINTS, 3);
    for await (const piece of writeLogFile(tools, { header, records: long })) pieces.push(piece);
    for (const piece of pieces) expect(piece.length).toBeLessThan(6_000_000);
    const block = pieces
      .join('')
      .split('\n')
      .find((line) => line.startsWith('{"block":'));
    const due = sha256(long.map(({ line }) => `${line}\n`).join(''));
    expect(JSON.parse(block as string).block).toMatchObject({ from: 1, to: 3, sha256: due });
  });

  it('asks for the proof of an extract once its positions are known', async () => {
    const some = LOG.filter(({ entry }) => entry.reviewId === 'LN-2');
    let asked: readonly number[] = [];
    const text = await write({
      header: { ...headerOf(CHECKPOINTS, some.length), scope: { reviewId: 'LN-2' } },
      records: some,
      proof: async (positions) => {
        asked = positions;
        return { size: 600, nodes: [] };
      },
    });
    expect(asked).toEqual(some.map(({ entry }) => entry.position));
    expect(text).toContain('\n{"proof":{"size":600,"nodes":[]}}\n');
    expect(text.split('\n')[0]).toContain('"scope":{"reviewId":"LN-2"}');
  });

  it('writes a log of nothing', async () => {
    const text = await write({ header: headerOf([], 0), records: [] });
    expect(text.split('\n').slice(1)).toEqual(['{"end":{"entries":0,"disclosures":0}}', '']);
  });

  it('refuses parts that make no log file, without an end', async () => {
    const header = headerOf(CHECKPOINTS, 600);
    const invalid = { code: 'log-file-invalid' };
    await expect(write({ header: headerOf([], 600), records: LOG })).rejects.toMatchObject(invalid);
    await expect(write({ header, records: LOG.slice(1) })).rejects.toMatchObject(invalid);
    await expect(write({ header, records: [...LOG].reverse() })).rejects.toMatchObject(invalid);
    await expect(write({ header, records: LOG.slice(0, 9) })).rejects.toMatchObject(invalid);
    await expect(write({ header: { ...header, scope: { reviewId: 'LN-2' } }, records: LOG })).rejects.toMatchObject(
      invalid,
    );
  });

  it('writes what is stored, whatever is wrong with it, where a fault is to be found in it', async () => {
    const header = headerOf(CHECKPOINTS.slice(0, 1), 600);
    const rest = LOG.filter((_, at) => at !== 4);
    const text = await write({ header, records: [...rest].reverse(), isAsStored: true });
    const lines = text.split('\n');
    expect(lines.filter((line) => line.includes('"position":'))).not.toEqual([]);
    expect(lines.at(-2)).toContain('{"end":');
    expect(text).toContain(`"id":"${LOG[0]?.entry.id}"`);
    expect(text).not.toContain(`"id":"${LOG[4]?.entry.id}"`);
  });
});
