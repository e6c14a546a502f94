// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../src/audit/chain.types.js';
import type { LogFault, VerifyMode } from '../../src/verify/index.js';
import { key, keyOf, signCheckpoint } from '../audit/log.fixtures.js';
import {
  CHECKPOINTS,
  extractOf,
  FILE,
  FILE_LINES,
  faultsIn,
  LOG,
  lineOf,
  MODES,
  SIZES,
  short,
  verifyBytes,
  verifyLines,
  verifyText,
  withLine,
} from './verify.fixtures.js';

/*
 * Whatever is done to a file is found, and what is named is what was done: no other entry is blamed. 2,800 tamperings.
 */

const RUNS = 200;
const positions = fc.integer({ min: 1, max: LOG.length });
const blockLines = FILE_LINES.flatMap((line, at) => (line.startsWith('{"block":') ? [at] : []));
const disclosedLines = FILE_LINES.flatMap((line, at) => (line.startsWith('{"disclosed":') ? [at] : []));
const bytesOf = (lines: readonly string[]) => new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));

/** Places that faults are about; a range counts as all of its places. */
function placesOf(faults: readonly LogFault[]): number[] {
  return faults.flatMap(({ position, to = position }) =>
    position === undefined ? [] : Array.from({ length: (to as number) - position + 1 }, (_, at) => position + at),
  );
}
const found = async (lines: readonly string[], mode: VerifyMode) => (await verifyLines(lines, mode)).faults;
/** Where a bit of a line is flipped, as bytes: what comes out need not be text. */
function flipIn(index: number, nth: number, bit: number): Uint8Array {
  const bytes = bytesOf(FILE_LINES);
  const start = bytesOf(FILE_LINES.slice(0, index)).length;
  const at = start + (nth % (FILE_LINES[index] as string).length);
  bytes[at] = (bytes[at] as number) ^ (1 << bit);
  return bytes;
}
const bits = fc.integer({ min: 0, max: 7 });

describe.each(MODES)('a log file that was tampered with, %s', (mode) => {
  it('a bit of an entry', async () => {
    await fc.assert(
      fc.asyncProperty(positions, fc.nat(), bits, async (position, nth, bit) => {
        const { faults } = await verifyBytes(flipIn(lineOf(position), nth, bit), mode);
        expect(faults.length).toBeGreaterThan(0);
        const [about] = faults.filter(({ position: at }) => at === position);
        const kinds = new Set(faults.map(({ kind }) => kind));
        // A line feed makes two lines of it.
        if (!kinds.has('inserted') && faults.every(({ position: at }) => at !== undefined)) {
          expect(['changed', 'unreadable', 'removed', 'cut-off', 'not-canonical']).toContain(about?.kind);
          if (kinds.has('changed')) expect(faults.map(short)).toEqual([`changed ${position}`]);
        }
        expect(placesOf(faults)).toContain(position);
      }),
      { numRuns: RUNS },
    );
  });

  it('the place that an entry names', async () => {
    await fc.assert(
      fc.asyncProperty(positions, fc.integer({ min: 1, max: 2 * LOG.length }), async (position, named) => {
        fc.pre(position !== named);
        const rename = (line: string) => line.replace(`"position":${position},`, `"position":${named},`);
        const faults = await found(withLine(lineOf(position), rename), mode);
        expect(faults.map(short)).toEqual([`changed ${position}`]);
      }),
      { numRuns: RUNS },
    );
  });

  it('entries taken out', async () => {
    await fc.assert(
      fc.asyncProperty(positions, fc.integer({ min: 1, max: 300 }), async (position, count) => {
        const to = Math.min(position + count - 1, LOG.length);
        const gone = new Set(Array.from({ length: to - position + 1 }, (_, at) => lineOf(position + at)));
        const faults = await found(
          FILE_LINES.filter((_, at) => !gone.has(at)),
          mode,
        );
        const kinds = [...new Set(faults.map(({ kind }) => kind))];
        expect(kinds).toEqual([to === LOG.length ? 'cut-off' : 'removed']);
        expect(placesOf(faults)).toEqual(Array.from({ length: to - position + 1 }, (_, at) => position + at));
      }),
      { numRuns: RUNS },
    );
  });

  it('an entry put in, one that was there or another', async () => {
    await fc.assert(
      fc.asyncProperty(positions, positions, fc.boolean(), async (position, place, isCopy) => {
        const line = FILE_LINES[lineOf(position)] as string;
        const extra = isCopy ? line : line.replace('"id":"bare"', '"id":"lax"');
        const lines = FILE_LINES.flatMap((each, at) => (at === lineOf(place) ? [each, extra] : [each]));
        const faults = await found(lines, mode);
        expect(faults.map(short)).toEqual([`inserted ${position}`]);
      }),
      { numRuns: RUNS },
    );
  });

  it('two entries that changed places', async () => {
    await fc.assert(
      fc.asyncProperty(positions, positions, async (one, other) => {
        fc.pre(one !== other);
        const lines = [...FILE_LINES];
        lines[lineOf(one)] = FILE_LINES[lineOf(other)] as string;
        lines[lineOf(other)] = FILE_LINES[lineOf(one)] as string;
        const faults = await found(lines, mode);
        expect([...new Set(faults.map(({ kind }) => kind))]).toEqual(['reordered']);
        const low = Math.min(one, other);
        const high = Math.max(one, other);
        for (const place of placesOf(faults)) expect(place >= low && place <= high).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('a file cut off anywhere', async () => {
    const bytes = bytesOf(FILE_LINES);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 2 }), async (length) => {
        const { faults } = await verifyBytes(bytes.subarray(0, length), mode);
        const kinds = new Set(faults.map(({ kind }) => kind));
        expect(kinds.has('truncated') || kinds.has('not-a-log')).toBe(true);
        for (const kind of kinds) expect(['truncated', 'cut-off', 'not-a-log']).toContain(kind);
      }),
      { numRuns: RUNS },
    );
  });

  it('a checkpoint', async () => {
    const header = JSON.parse(FILE_LINES[0] as string);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 }),
        fc.constantFrom('size', 'root', 'blocks', 'at', 'signature', 'keyId'),
        fc.nat({ max: 80 }),
        async (which, field, nth) => {
          const forged = structuredClone(header);
          const checkpoint = forged.checkpoints[which];
          const text = String(checkpoint[field]);
          // The last digit of base64url stands for bits that are not there.
          const at = nth % Math.max(text.length - 1, 1);
          const turned = `${text.slice(0, at)}${text[at] === '1' ? '2' : '1'}${text.slice(at + 1)}`;
          checkpoint[field] = field === 'size' ? Number(turned) : turned;
          const faults = await found([JSON.stringify(forged), ...FILE_LINES.slice(1)], mode);
          const expected = field === 'keyId' ? 'key-unknown' : 'checkpoint-forged';
          expect(faults.map(short)).toContain(`${expected} ${checkpoint.size}`);
        },
      ),
      { numRuns: RUNS / 2 },
    );
  });

  it('the time of a checkpoint, by whoever has the key', async () => {
    const times = [undefined, '2026-11-01T00:00:00.000Z', '2026-11-22T07:59:59.999Z', '2026-11-22T09:00:00.000Z'];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2 }), fc.constantFrom(...times), async (which, at) => {
        const checkpoints = CHECKPOINTS.map((each, index) => {
          const { keyId: _keyId, signature: _signature, ...body } = each;
          return index === which && at !== undefined ? signCheckpoint({ ...body, at }) : each;
        });
        const header = { ...JSON.parse(FILE_LINES[0] as string), checkpoints };
        const faults = await found([JSON.stringify(header), ...FILE_LINES.slice(1)], mode);
        const turned = checkpoints.findIndex((each, index) => each.at < (checkpoints[index - 1]?.at ?? ''));
        // Of the first one only what it covers can say that it is too early.
        const isBeforeEntries = mode === 'full' && at?.startsWith('2026-11-01') ? which : -1;
        const early = new Set([turned, isBeforeEntries].filter((index) => index >= 0));
        const due = [...early].map((index) => `checkpoint-time ${SIZES[index]}`);
        if (at?.startsWith('2026-11-22T09') && which === 0) due.push(`checkpoint-time ${SIZES[2]}`);
        expect(faults.map(short)).toEqual(due);
      }),
      { numRuns: RUNS / 10 },
    );
  });

  it('a checkpoint by a key that was not in use', async () => {
    const header = JSON.parse(FILE_LINES[0] as string);
    const at = Date.parse(CHECKPOINTS[0]?.at as string);
    const iso = (ms: number) => new Date(at + ms).toISOString();
    for (const [from, until, isIn] of [
      [0, 1, true],
      [-9, undefined, true],
      [1, undefined, false],
      [-9, 0, false],
      [-9, -1, false],
    ] as const) {
      const keys = [{ ...keyOf(key), from: iso(from), ...(until !== undefined && { until: iso(until) }) }];
      const due = isIn ? [] : SIZES.map((size) => `key-out-of-time ${size}`);
      const lines = [JSON.stringify({ ...header, keys }), ...FILE_LINES.slice(1)];
      const inFile = await verifyLines(lines, mode);
      expect(inFile.faults.map(short)).toEqual(due);
      expect(inFile.signed).toBe(isIn ? LOG.length : 0);
      expect(await faultsIn(FILE_LINES, mode, { keys })).toEqual(due);
    }
  });

  it('a block line', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...blockLines),
        fc.constantFrom('drop', 'twice', 'sha256', 'from', 'move'),
        async (at, deed) => {
          const line = FILE_LINES[at] as string;
          const { from, to } = JSON.parse(line).block;
          const lines = FILE_LINES.flatMap((each, index) => {
            if (index !== at) return [each];
            if (deed === 'drop' || deed === 'move') return [];
            if (deed === 'twice') return [each, each];
            if (deed === 'from') return [each.replace(`"from":${from}`, `"from":${from + 256}`)];
            return [each.replace(/"sha256":"./, (text) => `${text.slice(0, -1)}${text.endsWith('0') ? 1 : 0}`)];
          });
          if (deed === 'move') lines.splice(at - 20, 0, line);
          const faults = await found(lines, mode);
          expect(faults.length).toBeGreaterThan(0);
          const allowed = ['block-wrong', 'misplaced', 'reordered', 'inserted', 'removed'];
          for (const { kind } of faults) expect(allowed).toContain(kind);
          if (deed === 'drop' || deed === 'sha256') expect(faults.map(short)).toEqual([`block-wrong ${from}-${to}`]);
        },
      ),
      { numRuns: RUNS / 4 },
    );
  });
});

describe('an extract of a review without its beginning', () => {
  it('lacks entries before the first that is there', async () => {
    const own = LOG.filter(({ entry }) => entry.reviewId === 'LN-2');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: own.length - 1 }), async (gone) => {
        const { faults, signed } = await verifyText(await extractOf('LN-2', own.slice(gone)), 'full');
        const { position } = (own[gone] as LogRecord).entry;
        expect(faults.map(short)).toEqual([short({ kind: 'removed', position: 1, to: position - 1 })]);
        expect(signed).toBe(LOG.length);
      }),
      { numRuns: RUNS / 10 },
    );
  });

  it('may begin anywhere where it says from when on it is', async () => {
    const own = LOG.filter(({ entry }) => entry.reviewId === 'LN-2');
    const from = own[5]?.entry.at as string;
    const text = await extractOf('LN-2', own.slice(5));
    const scoped = text.replace('"scope":{', `"scope":{"from":"${from}",`);
    expect((await verifyText(scoped, 'full')).faults).toEqual([]);
  });
});

describe('disclosures that were tampered with, full', () => {
  it('a bit of one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...disclosedLines), fc.nat(), bits, async (at, nth, bit) => {
        const { faults } = await verifyBytes(flipIn(at, nth, bit), 'full');
        const { position } = JSON.parse(FILE_LINES[at] as string).disclosed;
        const own = faults.filter((each) => each.position === position || each.line === at + 1);
        expect(own.length).toBeGreaterThan(0);
        const allowed = ['changed', 'unreadable', 'disclosure-missing', 'disclosure-unknown', 'not-canonical'];
        for (const { kind } of faults) expect(allowed).toContain(kind);
      }),
      { numRuns: RUNS },
    );
  });

  it('one taken out, one given twice, two that changed places', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...disclosedLines),
        fc.constantFrom(...disclosedLines),
        fc.constantFrom('drop', 'twice', 'swap'),
        async (at, other, deed) => {
          fc.pre(at !== other);
          const [said, others] = [at, other].map((index) => JSON.parse(FILE_LINES[index] as string).disclosed);
          const lines = FILE_LINES.flatMap((line, index) => {
            if (deed === 'swap' && index === at)
              return [JSON.stringify({ disclosed: { ...said, values: others.values } })];
            if (deed === 'swap' && index === other)
              return [JSON.stringify({ disclosed: { ...others, values: said.values } })];
            if (index !== at) return [line];
            return deed === 'drop' ? [] : deed === 'twice' ? [line, line] : [line];
          });
          const faults = await found(lines, 'full');
          const kinds = faults.map(short);
          if (deed === 'drop') expect(kinds).toEqual([`disclosure-missing ${said.position}`]);
          else expect(kinds).toContain(`changed ${said.position}`);
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe('a file that nobody touched', () => {
  it.each(MODES)('verifies in pieces of any size, %s', async (mode) => {
    const bytes = new TextEncoder().encode(FILE);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1 }), async (sizes) => {
        async function* source() {
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const size = sizes[turn % sizes.length] as number;
            yield bytes.subarray(at, at + Math.max(size, 500));
            at += Math.max(size, 500);
          }
        }
        const { verifyLogFile } = await import('../../src/verify/index.js');
        expect((await verifyLogFile(source(), { mode })).faults).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
