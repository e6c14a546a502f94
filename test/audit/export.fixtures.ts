import type { AuditEntry } from '../../src/review/review.types.js';

export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

/**
 * Reads CSV as RFC 4180 has it, and nothing else: throws where a quotation mark or a line end stands where none may.
 */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; ; at++) {
        if (at >= text.length) throw new Error('a quoted field never ends');
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') {
          cell += '"';
          at++;
        } else break;
      }
      at++;
    } else {
      const end = text.slice(at).search(/[,\r\n]|$/);
      cell = text.slice(at, at + end);
      if (cell.includes('"')) throw new Error(`a quotation mark in a field without: ${cell}`);
      at += end;
    }
    row.push(cell);
    if (text[at] === ',') {
      at++;
      if (at === text.length) row.push('');
      continue;
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`no line end after: ${cell}`);
    at += 2;
    rows.push(row);
    row = [];
  }
  return rows;
}

/**
 * Cells as a spreadsheet finds them that takes another separator: a quotation mark counts only where it begins a cell, so that
 * one in the middle of a line hides no separator and no line end.
 */
export function readAs(separator: string, text: string): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; at < text.length; at++) {
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') {
          cell += '"';
          at++;
        } else break;
      }
      at++;
    }
    while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') cell += text[at++];
    at++;
    cells.push(cell);
  }
  return cells;
}

/** Whether a spreadsheet would calculate a cell: trimmed, and with its quotation marks and braces taken off. */
export function calculates(cell: string): boolean {
  return /^[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(
    cell.replace(/^[\s"“”„'`{]+/u, (lead) => (lead.includes("'") ? lead : '')),
  );
}

/** An entry as no honest server sends it: every field that may be any text is this one. */
export function entryOf(text: string, change: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: text,
    reviewId: text,
    seq: 1,
    at: '2026-11-21T09:42:07Z',
    by: { kind: 'person', id: text, name: text, roles: [text], title: text },
    type: 'overridden',
    command: { type: 'override', value: text, reason: { codes: [text], text, checks: [text] } },
    from: 'reviewing.revealed',
    to: 'overridden',
    oldValue: text,
    newValue: text,
    reason: { codes: [text], text, checks: [text] },
    model: { id: text, version: text },
    policy: { id: text, version: text },
    saw: { revision: 1, fingerprint: text },
    confidence: { raw: 0.66, shownAs: text },
    exposure: {
      answerFirst: true,
      revealedAt: '2026-11-21T09:31:40Z',
      judgement: { value: text, confidence: 0.8, at: '2026-11-21T09:31:40Z' },
      evidenceOpened: [text],
      activeMs: 61_000,
      safeguards: ['reason', 'signature'],
    },
    signature: {
      printedName: text,
      meaning: 'override',
      at: '2026-11-21T09:42:07Z',
      method: text,
      components: 2,
      recordHash: text,
    },
    retainUntil: '2027-05-21T09:42:07.000Z',
    ...change,
  } as AuditEntry;
}

/** As many entries as asked for, made one at a time. */
export function* manyEntries(count: number): Generator<AuditEntry> {
  for (let at = 1; at <= count; at++) {
    yield {
      ...entryOf(`LN-${at % 500}`),
      id: `LN-${at % 500}:${Math.ceil(at / 500)}`,
      seq: Math.ceil(at / 500),
      reason: { codes: ['newer-file'], text: `Reason number ${at}, with a comma.` },
    };
  }
}
