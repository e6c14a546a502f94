import { describe, expect, it } from 'vitest';
import { exportFileName, sizeText, startOfDay } from '../../src/audit/export.selectors.js';
import { type ExportProgress, ExportRefused } from '../../src/audit/export.session.js';
import { type ExportRequest, exportPieces } from '../../src/audit/export-job.js';
import { loanRecord, longRecord } from '../../src/backends/sample-records.js';
import { createFormat } from '../../src/internal/format.js';
import type { Page, RecordService } from '../../src/review/backend.types.js';
import type { AuditEntry, Review } from '../../src/review/review.types.js';

const PAGE = 10;

/** A backend that hands out pages, newest first, and remembers what it was asked. */
function backendOf({ review, entries }: { review: Review; entries: readonly AuditEntry[] }, total = true) {
  const asked: unknown[] = [];
  const pageOf = (cursor?: string): Page<AuditEntry> => {
    const newest = [...entries].reverse();
    const from = Number(cursor ?? 0);
    const next = from + PAGE;
    return {
      items: newest.slice(from, next),
      ...(total && { total: entries.length }),
      ...(next < newest.length && { next: String(next) }),
    };
  };
  const record: RecordService = {
    log: async (query) => {
      asked.push(query);
      return pageOf(query.cursor);
    },
    export: async function* (scope) {
      asked.push(scope);
      yield* [];
    },
    keys: async () => [],
  };
  return {
    asked,
    backend: { history: async (_id: string, cursor?: string) => pageOf(cursor), load: async () => review, record },
  };
}

const document = { of: 'LN-20417', madeAt: '2026-11-29T05:00:00Z' };
async function made(request: Partial<ExportRequest>) {
  const progress: ExportProgress = { written: 0 };
  let text = '';
  const whole = { kind: 'html', scope: 'review', reviewId: 'LN-20417', document, ...request } as ExportRequest;
  for await (const piece of exportPieces(whole, progress, new AbortController().signal)) {
    text += typeof piece === 'string' ? piece : new TextDecoder().decode(piece);
  }
  return { text, progress };
}

describe('what is exported', () => {
  it('of a case has its oldest entry first, values read as its schema says', async () => {
    const { text, progress } = await made({ backend: backendOf(loanRecord()).backend });
    expect(text).toContain('oldest first');
    expect(text.indexOf('made this suggestion')).toBeLessThan(text.indexOf('overrode the AI suggestion'));
    expect(text).toContain('Approve with conditions');
    expect(progress).toEqual({ written: 4, total: 4 });
  });

  it('of a case with many pages is whole', async () => {
    const { text, progress } = await made({ kind: 'csv', backend: backendOf(longRecord(47)).backend });
    expect(progress).toEqual({ written: 47, total: 47 });
    const seqs = text
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => Number(line.split(',')[1]));
    expect(seqs).toEqual(Array.from({ length: 47 }, (_, at) => at + 1));
  });

  it('of a period asks for it, page after page, and says that the newest come first', async () => {
    const { asked, backend } = backendOf(longRecord(25));
    const period = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' };
    const { text, progress } = await made({ scope: 'period', period, backend, document: { ...document, period } });
    // What was proposed before the period is asked for as well: by it the entries read in words.
    const isAhead = (query: unknown) => (query as { types?: unknown }).types !== undefined;
    expect(asked.find(isAhead)).toEqual({ types: ['proposed', 'revised'], limit: 200, to: period.to });
    expect(asked.filter((query) => !isAhead(query))).toEqual(
      [undefined, '10', '20'].map((cursor) => ({ ...period, limit: 200, ...(cursor && { cursor }) })),
    );
    expect(progress).toEqual({ written: 25, total: 25 });
    expect(text).toContain('newest first');
    expect(text).toContain('From Nov 1, 2026');
    const table = await made({ kind: 'csv', scope: 'period', period, backend });
    expect(table.text.match(/from 2026-11-01T00:00:00.000Z before 2026-12-01T00:00:00.000Z/g)).toHaveLength(25);
    expect((await made({ kind: 'csv', period, backend })).text).not.toContain('before 2026');
  });

  it.each([1, 7, 10_000])(
    'as a table is what the server makes, in pieces of %i bytes, where nothing is filtered',
    async (size) => {
      const { backend } = backendOf(longRecord(25));
      const scopes: unknown[] = [];
      let file = 'review,seq,words\r\nA,1,"one, ""two""\r\nthree"\r\nA,2,\r\n,,2 of 2\r\n';
      const record: RecordService = {
        ...backend.record,
        async *table(scope) {
          scopes.push(scope);
          const bytes = new TextEncoder().encode(file);
          for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
        },
      };
      const asked = { kind: 'csv', backend: { ...backend, record } } as const;
      const period = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' };
      const { text, progress } = await made({ ...asked, scope: 'period', period });
      expect(text).toBe(file);
      expect(progress).toEqual({ written: 2 });
      file = 'review,seq,words,period\r\n,,,from\r\n';
      expect((await made({ ...asked, scope: 'all' })).progress.written).toBe(0);
      expect(scopes).toEqual([period, {}]);
      const filter = { description: 'Decisions only', matches: () => true };
      const filtered = await made({ ...asked, scope: 'period', period, document: { ...document, filter } });
      expect(filtered.text.match(/Decisions only/g)).toHaveLength(25);
      expect((await made(asked)).progress.written).toBe(25);
      expect(scopes).toHaveLength(2);
    },
  );

  it('as a table is made of the entries that may be read, where the server keeps its own from the reader', async () => {
    const { backend } = backendOf(longRecord(25));
    let code = 'record-withheld';
    const record: RecordService = {
      ...backend.record,
      // biome-ignore lint/correctness/useYield: it is refused before its first piece
      async *table() {
        throw Object.assign(new Error('Something is withheld.'), { code });
      },
    };
    const asked = { kind: 'csv', scope: 'all', backend: { ...backend, record } } as const;
    expect((await made(asked)).progress.written).toBe(25);
    code = 'request-refused';
    await expect(made(asked)).rejects.toMatchObject({ code });
  });

  it('may be what the host hands over', async () => {
    const { entries } = loanRecord();
    const { text, progress } = await made({ kind: 'csv', entries: () => entries, entriesTotal: 4 });
    expect(text.trim().split('\r\n')).toHaveLength(5);
    expect(progress).toEqual({ written: 4, total: 4 });
  });

  it('is refused where a case was a check', async () => {
    const person = {
      ...{ organisation: { name: 'Example Bank' }, contest: { text: 'Write to us.' }, madeAt: document.madeAt },
    };
    const { backend } = backendOf(loanRecord());
    expect((await made({ kind: 'person', backend, person })).text).toContain('How your case was decided');
    await expect(made({ kind: 'person', backend, person: { ...person, isSeeded: true } })).rejects.toThrow(
      ExportRefused,
    );
  });
});

describe('a log file', () => {
  const lines = [
    '{"checkpoints":[],"countersign":"log","entries":2,"exportedAt":"2026-11-29T05:00:00Z","keys":[],"version":1}',
    '{"at":"2026-11-21T09:42:07Z","by":{"name":"{\\"at\\""},"position":1}',
    '{"at":"2026-11-21T09:42:08Z","position":2}',
    '{"block":{"from":1,"hashes":[],"sha256":"","to":2}}',
    '{"disclosed":{"position":1,"values":{}}}',
    '{"end":{"disclosures":1,"entries":2}}',
  ];
  const file = `${lines.join('\n')}\n`;
  const logOf = (text: string, size: number) => {
    const { backend, asked } = backendOf(loanRecord());
    const bytes = new TextEncoder().encode(text);
    const record: RecordService = {
      ...backend.record,
      async *export(scope) {
        asked.push(scope);
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      },
    };
    return { asked, backend: { ...backend, record } };
  };

  it.each([1, 7, 64, 10_000])('passes byte for byte and is counted, in pieces of %i bytes', async (size) => {
    const { text, progress } = await made({ kind: 'log', backend: logOf(file, size).backend });
    expect(text).toBe(file);
    expect(progress).toEqual({ written: 2, total: 2 });
  });

  it('is asked for by its scope', async () => {
    const period = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' };
    const scopes = [];
    for (const scope of ['review', 'period', 'all'] as const) {
      const { asked, backend } = logOf(file, 100);
      await made({ kind: 'log', scope, period, backend });
      scopes.push(asked);
    }
    expect(scopes).toEqual([[{ reviewId: 'LN-20417' }], [period], [{}]]);
  });

  it('that ends before its last line is none', async () => {
    const cut = `${lines.slice(0, 5).join('\n')}\n`;
    await expect(made({ kind: 'log', backend: logOf(cut, 50).backend })).rejects.toThrow('ended before its last line');
    expect((await made({ kind: 'log', backend: logOf(file.trimEnd(), 50).backend })).progress.written).toBe(2);
  });
});

describe('the name of a file', () => {
  const at = { madeAt: '2026-11-29T05:00:00Z' };
  it('says what it is, whose, when, and whether it is filtered', () => {
    expect(exportFileName('csv', { name: 'LN-20417', isFiltered: true, ...at })).toBe(
      'record-LN-20417-2026-11-29-filtered.csv',
    );
    expect(exportFileName('person', { name: 'LN-20417', ...at })).toBe('explanation-LN-20417-2026-11-29.html');
    expect(exportFileName('log', { name: 'all', madeAt: 'x' })).toBe('record-all.jsonl');
  });

  it('has nothing in it that a file system or a header could misread', () => {
    for (const name of [
      '../../etc/passwd',
      'a"\r\nSet-Cookie: x',
      'CON\\..\\x',
      '\u202egnp.exe',
      'x'.repeat(500),
      '',
    ]) {
      expect(exportFileName('html', { name, ...at })).toMatch(/^record-[\p{L}\p{N}_-]{0,60}-?2026-11-29\.html$/u);
    }
    expect(exportFileName('html', { name: 'حالة ١٢', ...at })).toBe('record-حالة-١٢-2026-11-29.html');
  });
});

describe('a day', () => {
  it('begins when the clock of the reader says so, also where it is put forward or back', () => {
    expect(startOfDay('2026-11-29', 'UTC')).toBe('2026-11-29T00:00:00.000Z');
    expect(startOfDay('2026-11-29', 'Europe/Berlin')).toBe('2026-11-28T23:00:00.000Z');
    expect(startOfDay('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z');
    expect(startOfDay('2026-03-29', 'Europe/Berlin', 1)).toBe('2026-03-29T22:00:00.000Z');
    expect(startOfDay('2026-10-25', 'Europe/Berlin', 1)).toBe('2026-10-25T23:00:00.000Z');
    expect(startOfDay('2026-07-01', 'Asia/Kathmandu')).toBe('2026-06-30T18:15:00.000Z');
    expect(startOfDay('2026-07-01', 'America/Los_Angeles')).toBe('2026-07-01T07:00:00.000Z');
  });
});

describe('a size', () => {
  it('is said in its greatest unit', () => {
    const format = createFormat('en', 'UTC');
    expect([0, 999, 4_200, 45_678_000].map((bytes) => sizeText(bytes, format))).toEqual([
      '0 byte',
      '999 byte',
      '4 kB',
      '45.7 MB',
    ]);
  });
});
