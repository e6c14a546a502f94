// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { canonicalText } from '../../src/audit/canonical.selectors.js';
import { chainEntry } from '../../src/audit/chain.selectors.js';
import { CHAIN_FAULTS } from '../../src/audit/chain.types.js';
import { verifyMessagesAr } from '../../src/audit/log-fault.messages.ar.js';
import { verifyMessagesDe } from '../../src/audit/log-fault.messages.de.js';
import { verifyMessages } from '../../src/audit/log-fault.messages.js';
import { describeLogFault, LOG_FILE_FAULTS, verifyLogFile } from '../../src/verify/index.js';
import { checkpointAt, createSigner, headerOf, key, keyOf, tools, write } from '../audit/log.fixtures.js';
import {
  CHECKPOINTS,
  extractOf,
  FILE,
  FILE_LINES,
  faultsIn,
  LINES,
  LOG,
  lineOf,
  MODES,
  pieces,
  short,
  verifyBytes,
  verifyLines,
  verifyText,
  withLine,
} from './verify.fixtures.js';

const PROPOSED = JSON.parse(FILE_LINES[0] as string);

describe.each(MODES)('a file that nobody touched, %s', (mode) => {
  it('verifies, says what it did and what it did not, in pieces of any size', async () => {
    for (const size of [7, 1000, 1 << 16, FILE.length]) {
      const report = await verifyLogFile(pieces(new TextEncoder().encode(FILE), size), { mode });
      expect(report).toMatchObject({
        isIntact: true,
        faults: [],
        mode,
        keys: 'file',
        signatures: 'checked',
        disclosures: mode === 'full' ? 'checked' : 'not-checked',
        signed: 600,
        entries: 600,
        lines: FILE_LINES.length,
        bytes: FILE.length,
        unknownTypes: {},
      });
      expect(report.checkpoints.map(({ isGenuine }) => isGenuine)).toEqual([true, true, true]);
    }
  });

  it('verifies with keys from elsewhere, which are believed rather than those of the file', async () => {
    expect(await verifyText(FILE, mode, { keys: [keyOf(key)] })).toMatchObject({ isIntact: true, keys: 'pinned' });
    const stranger = { ...keyOf(createSigner('k1')) };
    const forged = await verifyText(FILE, mode, { keys: [stranger] });
    expect(forged.faults.map(short)).toEqual([256, 300, 600].map((size) => `checkpoint-forged ${size}`));
    expect(forged.signed).toBe(0);
    const unknown = await verifyText(FILE, mode, { keys: [{ ...stranger, id: 'k9' }] });
    expect(unknown.faults.map(short)).toEqual([256, 300, 600].map((size) => `key-unknown ${size}`));
  });

  it('verifies a log of nothing, and one of a single entry', async () => {
    const nothing = await write({ header: headerOf([], 0), records: [] });
    expect(await verifyText(nothing, mode)).toMatchObject({ isIntact: true, signatures: 'no-checkpoint', signed: 0 });
    const one = LOG.slice(0, 1);
    const checkpoint = checkpointAt(one, LINES, 1);
    const single = await write({ header: headerOf([checkpoint], 1), records: one });
    expect(await verifyText(single, mode)).toMatchObject({ isIntact: true, signed: 1 });
  });

  it('says that signatures were not checked where nothing can check them', async () => {
    const { crypto } = globalThis;
    Object.defineProperty(globalThis, 'crypto', { configurable: true, value: {} });
    try {
      const report = await verifyText(FILE, mode);
      expect(report).toMatchObject({ isIntact: true, signatures: 'unsupported', signed: 0 });
      expect(report.checkpoints[0]).not.toHaveProperty('isGenuine');
      // Roots are compared all the same.
      expect(
        await faultsIn(
          withLine(lineOf(9), () => []),
          mode,
        ),
      ).toEqual(['removed 9']);
    } finally {
      Object.defineProperty(globalThis, 'crypto', { configurable: true, value: crypto });
    }
  });
});

describe.each(MODES)('bad input, %s', (mode) => {
  const kinds = async (text: string) => (await verifyText(text, mode)).faults.map(short);

  it('an empty file, and one that is no log', async () => {
    expect(await kinds('')).toEqual(['not-a-log @1']);
    expect(await kinds('\n')).toEqual(['not-a-log @1']);
    expect(await kinds('id,name\n1,Amara\n')).toEqual(['not-a-log @1']);
    expect(await kinds('{"countersign":"log","version":1}\n')).toEqual(['not-a-log @1']);
    expect(await kinds(`${JSON.stringify({ ...PROPOSED, checkpoints: [{}] })}\n`)).toEqual(['not-a-log @1']);
    expect(await kinds(FILE_LINES.slice(1).join('\n'))).toEqual(['not-a-log @1']);
    expect(await verifyBytes(new Uint8Array([0xff, 0xfe, 0, 10]), mode)).toMatchObject({ isIntact: false, entries: 0 });
  });

  it('a newer version of the format', async () => {
    expect(await kinds(FILE.replace('"version":1', '"version":2'))).toEqual(['version-newer @1']);
  });

  it('a file that breaks off, between lines and in one', async () => {
    const short = FILE_LINES.slice(0, lineOf(301)).join('\n');
    expect(await kinds(`${short}\n`)).toEqual(['cut-off 301-600', `truncated @${lineOf(301)}`]);
    expect(await kinds(`${short}\n{"at":"20`)).toEqual(['cut-off 301-600', `truncated @${lineOf(301) + 1}`]);
    // Before and in the last line.
    expect(await kinds(`${FILE_LINES.slice(0, -1).join('\n')}\n`)).toEqual([`truncated @${FILE_LINES.length - 1}`]);
    expect(await kinds(FILE.slice(0, -3))).toEqual([`truncated @${FILE_LINES.length}`]);
    // The last line feed alone says nothing.
    expect(await kinds(FILE.slice(0, -1))).toEqual([]);
  });

  it('a line that is not JSON, in the place of an entry and beside them', async () => {
    expect(
      await faultsIn(
        withLine(lineOf(5), () => 'nonsense'),
        mode,
      ),
    ).toEqual(['unreadable 5']);
    expect(
      await faultsIn(
        withLine(lineOf(600), () => '{"position":600}'),
        mode,
      ),
    ).toEqual(['unreadable 600']);
    const [fault] = (
      await verifyLines(
        withLine(lineOf(300), () => '[]'),
        mode,
      )
    ).faults;
    expect(fault).toMatchObject({ kind: 'unreadable', position: 300, line: lineOf(300) + 1 });
    expect(
      await faultsIn(
        withLine(lineOf(5), (line) => [line, '']),
        mode,
      ),
    ).toEqual([`unreadable @${lineOf(5) + 2}`]);
    expect(await kinds(`${FILE}\n`)).toEqual([`unreadable @${FILE_LINES.length + 1}`]);
  });

  it('a number that is not finite, and half a character', async () => {
    const withField = (json: string) => withLine(lineOf(7), (line) => line.replace(/^\{/, `{"a":${json},`));
    for (const json of ['NaN', '1e999', '"\\ud800"', `"${'['.repeat(3)}`]) {
      expect(await faultsIn(withField(json), mode), json).toEqual(['unreadable 7']);
    }
    const bytes = new TextEncoder().encode(FILE);
    const at = FILE.indexOf(LINES[6] as string) + 30;
    bytes[at] = 0xff;
    expect((await verifyBytes(bytes, mode)).faults.map(short)).toEqual(['unreadable 7']);
  });

  it('a position twice, and one that is missing', async () => {
    expect(
      await faultsIn(
        withLine(lineOf(40), (line) => [line, line]),
        mode,
      ),
    ).toEqual(['inserted 40']);
    expect(
      await faultsIn(
        withLine(lineOf(40), () => []),
        mode,
      ),
    ).toEqual(['removed 40']);
    const gone = FILE_LINES.filter((_, at) => at < lineOf(250) || at > lineOf(260));
    expect(await faultsIn(gone, mode)).toContain(mode === 'full' ? 'removed 250-260' : 'removed 250-260');
  });

  it('an entry of a type that this version does not know: no fault, and never dropped', async () => {
    const [first] = LOG;
    const extra = chainEntry(
      tools,
      { ...(first as (typeof LOG)[0]).entry, id: 'X:1', reviewId: 'X', type: 'notarised', seal: {} } as never,
      601,
    );
    const { prevHash: _none, ...entry } = extra.entry;
    const record = chainEntry(tools, entry, 601);
    const records = [...LOG, { ...record, disclosed: first?.disclosed }];
    const lines = records.map((each) => canonicalText(each.entry));
    const text = await write({ header: headerOf([checkpointAt(records, lines, 601)], 601), records });
    const report = await verifyText(text, mode);
    expect(report).toMatchObject({ isIntact: true, entries: 601, signed: 601 });
    if (mode === 'full') expect(report.unknownTypes).toEqual({ notarised: 1 });
  });

  it('digests in capitals are the same digests', async () => {
    const at = FILE_LINES.findIndex((line) => line.startsWith('{"block":'));
    const lines = withLine(at, (line) => line.replace(/[0-9a-f]{64}/g, (digest) => digest.toUpperCase()));
    expect(lines[at]).not.toBe(FILE_LINES[at]);
    expect(await faultsIn(lines, mode)).toEqual([]);
  });

  it('keys in another order, carriage returns and a byte order mark: the same log, written in another way', async () => {
    const turned = withLine(lineOf(8), (line) =>
      JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).reverse())),
    );
    const [fault, ...others] = (await verifyLines(turned, mode)).faults;
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ kind: 'not-canonical', position: 8, line: lineOf(8) + 1, id: LOG[7]?.entry.id });
    const spaced = withLine(lineOf(8), (line) => line.replace(':', ': '));
    expect(await faultsIn(spaced, mode)).toEqual(['not-canonical 8']);
    const marked = await verifyText(`\uFEFF${FILE}`, mode);
    expect(marked.faults.map(short)).toEqual(['not-canonical @1']);
    expect(marked.signed).toBe(600);
    const returns = await verifyText(FILE.replaceAll('\n', '\r\n'), mode);
    expect(new Set(returns.faults.map(({ kind }) => kind))).toEqual(new Set(['not-canonical']));
    expect(returns.faults.map(short)).toContain('not-canonical 1-600');
    expect(returns.signed).toBe(600);
  });

  it('an entry of 5 MB', async () => {
    const long = { ...(LOG[0] as (typeof LOG)[0]).entry, note: 'é'.repeat(2_500_000) };
    const record = chainEntry(tools, long as never, 1);
    const checkpoint = checkpointAt([record], [canonicalText(record.entry)], 1);
    const records = [{ ...record, disclosed: LOG[0]?.disclosed }];
    const text = await write({ header: headerOf([checkpoint], 1), records });
    expect(text.length).toBeGreaterThan(2_500_000);
    expect(await verifyText(text, mode)).toMatchObject({ isIntact: true, signed: 1 });
    expect((await verifyText(text.replace('éééé', 'éeéé'), mode)).faults.map(short)).toEqual(
      mode === 'full' ? ['changed 1'] : ['changed 1'],
    );
  });

  it('checkpoints: forged, of an unknown key, none at all, and too old', async () => {
    const headers = (change: (header: typeof PROPOSED) => void) => {
      const header = structuredClone(PROPOSED);
      change(header);
      return [JSON.stringify(header), ...FILE_LINES.slice(1)];
    };
    const forged = headers((header) => {
      header.checkpoints[1].at = '2020-01-01T00:00:00Z';
    });
    expect(await faultsIn(forged, mode)).toEqual(['checkpoint-forged 300']);
    const short = headers((header) => {
      header.checkpoints[2].signature = 'AAAA';
    });
    expect(await faultsIn(short, mode)).toEqual(['checkpoint-forged 600']);
    const strange = headers((header) => {
      header.checkpoints[2].signature = 'not base64!';
    });
    expect(await faultsIn(strange, mode)).toEqual(['checkpoint-forged 600']);
    const unknown = headers((header) => {
      header.checkpoints[2].keyId = 'k2';
    });
    expect(await faultsIn(unknown, mode)).toEqual(['key-unknown 600']);
    const none = headers((header) => {
      header.checkpoints = [];
    });
    expect(await faultsIn(none, mode)).toEqual(['unsigned 1-600']);
    const old = headers((header) => {
      header.checkpoints.pop();
    });
    expect(await faultsIn(old, mode)).toEqual(['unsigned 301-600']);
    const root = headers((header) => {
      header.checkpoints[2].root = header.checkpoints[2].root.toUpperCase();
    });
    expect(await faultsIn(root, mode)).toEqual(['checkpoint-forged 600']);
  });

  it('counts that are not those of the file, and lines where none belong', async () => {
    const last = FILE_LINES.length - 1;
    expect(
      await faultsIn(
        withLine(last, (line) => line.replace('600', '601')),
        mode,
      ),
    ).toEqual([`counts-wrong @${last + 1}`]);
    expect(
      await faultsIn(
        withLine(0, (line) => line.replace('"entries":600', '"entries":9')),
        mode,
      ),
    ).toEqual(['counts-wrong @1']);
    expect(
      await faultsIn(
        withLine(last, (line) => [line, line]),
        mode,
      ),
    ).toEqual([`misplaced @${last + 2}`]);
    expect(
      await faultsIn(
        withLine(9, (line) => [line, FILE_LINES[0] as string]),
        mode,
      ),
    ).toContain('misplaced @11');
    expect(
      await faultsIn(
        withLine(last, (line) => ['{"proof":{"size":1,"nodes":[]}}', line]),
        mode,
      ),
    ).toContain(`misplaced @${last + 1}`);
  });

  it('a log that was written anew: it hangs together, and is not what was signed', async () => {
    const changed = LOG.map(({ entry: { position: _position, prevHash: _prevHash, ...entry } }, index) =>
      index === 400 ? { ...entry, policy: { id: 'bare', version: '9' } } : entry,
    );
    const last = new Map<string, string>();
    const records = changed.map((entry, index) => {
      const record = chainEntry(tools, entry, index + 1, last.get(entry.reviewId));
      last.set(entry.reviewId, record.hash);
      return { ...record, disclosed: LOG[index]?.disclosed };
    });
    const text = await write({ header: headerOf(CHECKPOINTS, 600), records });
    const report = await verifyText(text, mode);
    expect(report.faults.map(short)).toEqual(['rewritten 301-600']);
    expect(report.signed).toBe(300);
  });
});

describe('what only a full run finds', () => {
  const at = FILE_LINES.findIndex((line) => line.startsWith('{"disclosed":'));
  const { position } = JSON.parse(FILE_LINES[at] as string).disclosed;

  it('words that are not those that were committed to, and words that are gone', async () => {
    const other = withLine(at, (line) => line.replace(/"value":("[^"]*"|\{"t)/, '"value":"else","x":$1'));
    expect(other[at]).not.toBe(FILE_LINES[at]);
    const [fault] = (await verifyLines(other, 'full')).faults;
    expect(fault).toMatchObject({ kind: 'changed', position, line: at + 1 });
    expect(await faultsIn(other, 'quick')).toEqual([]);
    expect(
      await faultsIn(
        withLine(at, () => []),
        'full',
      ),
    ).toEqual([`disclosure-missing ${position}`]);
    // That one is missing is counted in either mode.
    expect(
      await faultsIn(
        withLine(at, () => []),
        'quick',
      ),
    ).toEqual([`counts-wrong @${FILE_LINES.length - 1}`]);
    expect(
      await faultsIn(
        withLine(at, () => '{"disclosed":1}'),
        'full',
      ),
    ).toEqual([`disclosure-missing ${position}`, `unreadable @${at + 1}`]);
    expect(
      await faultsIn(
        withLine(at, (line) => line.replace(/"position":\d+/, '"position":9999')),
        'full',
      ),
    ).toEqual([`disclosure-missing ${position}`, 'disclosure-unknown 9999']);
  });

  it('a block line that does not say what its entries are', async () => {
    const block = FILE_LINES.findIndex((line) => line.startsWith('{"block":'));
    const wrong = withLine(block, (line) => line.replace(/"hashes":\["./, '"hashes":["f'));
    expect(wrong[block]).not.toBe(FILE_LINES[block]);
    expect(await faultsIn(wrong, 'full')).toEqual(['block-wrong 1-256']);
    for (const mode of MODES) {
      const sum = withLine(block, (line) => line.replace(/"sha256":"..../, '"sha256":"0000'));
      expect(await faultsIn(sum, mode)).toEqual(['block-wrong 1-256']);
      expect(
        await faultsIn(
          withLine(block, () => []),
          mode,
        ),
      ).toEqual(['block-wrong 1-256']);
      expect(
        await faultsIn(
          withLine(block, (line) => line.replace('"from":1,', '"from":2,')),
          mode,
        ),
      ).toEqual([expect.stringMatching(/^block-wrong [12]-256$/)]);
    }
  });
});

describe('an extract', () => {
  const linesOf = (text: string) => text.slice(0, -1).split('\n');
  it('verifies by its proof, in full whatever was asked for', async () => {
    const text = await extractOf('LN-2');
    for (const mode of MODES) {
      const report = await verifyText(text, mode);
      expect(report).toMatchObject({ isIntact: true, faults: [], mode: 'full', signed: 600 });
      expect(report.header?.scope).toEqual({ reviewId: 'LN-2' });
    }
  });

  it('gives back its entries, opened, to compare with what is on screen', async () => {
    const { kept } = await verifyText(await extractOf('LN-3'), 'full', { keepEntries: true });
    expect(kept?.map(({ entry }) => entry.seq)).toEqual(kept?.map((_, index) => index + 1));
    expect(JSON.stringify(kept)).toContain('Home renovation loan');
    expect(JSON.stringify(kept)).not.toContain('sealed');
    expect(JSON.stringify(kept)).not.toContain('prevHash');
  });

  it('shows what was done to it', async () => {
    const lines = linesOf(await extractOf('LN-2'));
    const positionOf = (index: number) => JSON.parse(lines[index] as string).position as number;
    const edited = (index: number, change: (line: string) => string | string[]) =>
      lines.flatMap((line, at) => (at === index ? change(line) : [line]));
    expect(
      await faultsIn(
        edited(4, (line) => line.replace('"bare"', '"bars"')),
        'full',
      ),
    ).toEqual([`changed ${positionOf(4)}`]);
    const gap = `removed ${positionOf(3) + 1}-${positionOf(5) - 1}`;
    expect(
      await faultsIn(
        edited(4, () => []),
        'full',
      ),
    ).toEqual([gap]);
    expect(
      await faultsIn(
        edited(4, () => 'x'),
        'full',
      ),
    ).toEqual([gap, 'unreadable @5']);
    expect(
      await faultsIn(
        edited(4, (line) => [line, line]),
        'full',
      ),
    ).toEqual([`inserted ${positionOf(4)}`]);
    const swapped = [...lines];
    [swapped[3], swapped[6]] = [lines[6] as string, lines[3] as string];
    expect((await verifyLines(swapped, 'full')).faults.map(({ kind }) => kind)).toContain('reordered');
  });

  it('shows entries of another review among its own', async () => {
    const [foreign] = LOG.filter(({ entry }) => entry.reviewId === 'LN-4');
    const some = LOG.filter(({ entry }) => entry.reviewId === 'LN-2' || entry === foreign?.entry);
    const text = await write({
      header: { ...headerOf(CHECKPOINTS, some.length), scope: { reviewId: 'LN-2' } },
      records: some,
      proof: { size: 600, nodes: [] },
    });
    const report = await verifyText(text, 'full');
    expect(report.faults.map(short)).toContain(`outside-scope ${foreign?.entry.position}`);
    expect(report.faults.map(short)).toContainEqual(expect.stringMatching(/^proof-wrong/));
  });

  it('is not proved by another proof, or by none', async () => {
    const lines = linesOf(await extractOf('LN-2'));
    const at = lines.findIndex((line) => line.startsWith('{"proof":'));
    const edited = (change: (line: string) => string[]) =>
      lines.flatMap((line, index) => (index === at ? change(line) : [line]));
    expect(
      await faultsIn(
        edited(() => []),
        'full',
      ),
    ).toEqual([expect.stringMatching(/^proof-wrong/)]);
    const flipped = edited((line) => [
      line.replace(/"nodes":\["./, (text) => `${text.slice(0, -1)}${text.endsWith('0') ? 1 : 0}`),
    ]);
    expect(await faultsIn(flipped, 'full')).toEqual([`proof-wrong @${at + 1}`]);
    expect(
      await faultsIn(
        edited((line) => [line.replace('"size":600', '"size":300')]),
        'full',
      ),
    ).toEqual([`proof-wrong @${at + 1}`]);
  });
});

describe('while it reads', () => {
  it('tells how far it is, and stops when it is told to', async () => {
    const seen: number[] = [];
    await verifyText(FILE, 'full', { onProgress: ({ bytes }) => seen.push(bytes) });
    expect(seen.at(-1)).toBe(FILE.length);
    const control = new AbortController();
    async function* slow() {
      for await (const piece of pieces(new TextEncoder().encode(FILE), 50_000)) {
        yield piece;
        control.abort();
      }
    }
    await expect(verifyLogFile(slow(), { signal: control.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('passes on what goes wrong with the source', async () => {
    // biome-ignore lint/correctness/useYield: it breaks before it gives anything
    async function* broken(): AsyncGenerator<Uint8Array> {
      throw new Error('the connection is gone');
    }
    await expect(verifyLogFile(broken())).rejects.toThrow('the connection is gone');
  });
});

describe('every fault in words', () => {
  const format = { number: (value: number) => String(value) };
  it.each([
    ['en', verifyMessages],
    ['de', verifyMessagesDe],
    ['ar', verifyMessagesAr],
  ])('in %s', (_locale, messages) => {
    for (const kind of [...CHAIN_FAULTS, ...LOG_FILE_FAULTS]) {
      for (const facts of [
        {},
        { older: { size: 3, at: '2026-11-22T08:00:00Z' } },
        { position: 3, id: 'LN-1:2', line: 4 },
        { position: 3, to: 9, line: 4 },
      ]) {
        const words = describeLogFault({ kind, ...facts }, format, messages);
        expect(words).toMatch(/^[^ ].*\.$/s);
        expect(words).not.toMatch(/undefined|NaN/);
      }
    }
  });

  it('names entry, id and line', () => {
    expect(describeLogFault({ kind: 'changed', position: 3, id: 'LN-1:2', line: 4 }, format)).toBe(
      'Entry 3 (LN-1:2): changed after it was written (line 4).',
    );
    expect(describeLogFault({ kind: 'removed', position: 3, to: 9 }, format)).toBe(
      'Entries 3 to 9: removed from the log.',
    );
  });
});
