import { randomFillSync } from 'node:crypto';
import {
  type AuditEntry,
  type ChainedEntry,
  type Disclosures,
  openEntry,
  sealEntry,
  signedHash,
} from 'countersign/core';
import type { Queryable } from './database.js';
import { type Columns, insert } from './insert-rows.js';
import { hashedText, tools } from './log-tools.js';

const LINES: Columns = [
  ['place', 'bigint'],
  ['review_id', 'text'],
  ['seq', 'int'],
  ['line', 'text'],
  ['hash', 'text'],
];
const DISCLOSURES: Columns = [
  ['review_id', 'text'],
  ['seq', 'int'],
  ['pointer', 'text'],
  ['salt', 'text'],
  ['value', 'json'],
];

/** An entry as readers get it, and where it stands in the log. */
export interface StoredEntry {
  entry: AuditEntry;
  place: number;
  hash: string;
}

/** A line of the log with what its commitments stand for, as the tables hold them. */
export interface LineRow {
  review_id: string;
  seq: number;
  line: string;
  hash: string;
  place: number;
  disclosed: Disclosures | null;
}

/** Columns of a `LineRow`, from `audit_lines as lines`. */
export const LINE_COLUMNS = `lines.review_id, lines.seq, lines.line, lines.hash, lines.place::float8 as place,
  (select json_object_agg(pointer, json_build_object('salt', salt, 'value', value)) from disclosures
   where disclosures.review_id = lines.review_id and disclosures.seq = lines.seq) as disclosed`;

/** Stands where somebody has put what is no entry: the other entries can be read all the same, and whoever verifies is told. */
function unreadable({ review_id: reviewId, seq }: LineRow): AuditEntry {
  const entry = {
    id: `${reviewId}:${seq}`,
    reviewId,
    seq,
    at: new Date(0).toISOString(),
    by: { kind: 'system', id: 'unreadable', name: 'A line that cannot be read' },
    type: 'unreadable',
    command: { type: 'unreadable' },
    from: null,
    to: 'pending.open',
    policy: { id: '', version: '' },
  };
  return entry as unknown as AuditEntry;
}

/** What a line says, in the words that were not erased. */
export function readLine(row: LineRow): StoredEntry {
  const { line, hash, place, disclosed } = row;
  try {
    const { position: _position, prevHash: _prevHash, ...sealed } = JSON.parse(line) as ChainedEntry;
    return { entry: openEntry(sealed, disclosed ?? {}).entry, place, hash };
  } catch {
    return { entry: unreadable(row), place, hash };
  }
}

/** Every entry of some reviews, or of all of them, each review's oldest first. */
export async function readEntries(on: Queryable, reviewIds?: readonly string[]): Promise<AuditEntry[]> {
  const rows = await on.query<LineRow>(
    `select ${LINE_COLUMNS} from audit_lines as lines
     where $1::text[] is null or lines.review_id = any($1::text[]) order by lines.review_id, lines.seq`,
    [reviewIds ?? null],
  );
  return rows.map((row) => readLine(row).entry);
}

/** One entry, as it was written. */
export async function readEntry(on: Queryable, reviewId: string, seq: number): Promise<AuditEntry | undefined> {
  const [row] = await on.query<LineRow>(
    `select ${LINE_COLUMNS} from audit_lines as lines where lines.review_id = $1 and lines.seq = $2`,
    [reviewId, seq],
  );
  return row && readLine(row).entry;
}

/** A sealed entry whose signature is under what was signed: its own decision, and the proposal that it is about. */
async function withRecordHash(tx: Queryable, entry: AuditEntry): Promise<AuditEntry> {
  const { signature, reviewId, seq } = entry;
  if (!signature) return entry;
  const [proposal] = await tx.query<{ hash: string }>(
    `select lines.hash from audit_lines as lines join audit_entries as entries using (review_id, seq)
     where review_id = $1 and seq < $2 and entries.type in ('proposed', 'revised') order by seq desc limit 1`,
    [reviewId, seq],
  );
  return { ...entry, signature: { ...signature, recordHash: signedHash(tools, entry, proposal?.hash ?? '') } };
}

/** Random bytes are asked for many at once: one question for each salt costs more than the seal. */
function createSalts(): () => Uint8Array {
  const pool = new Uint8Array(4_096);
  let at = pool.length;
  return () => {
    if (at === pool.length) {
      randomFillSync(pool);
      at = 0;
    }
    at += 16;
    return pool.slice(at - 16, at);
  };
}

const createSalt = createSalts();

/** The digest of the newest line of each review that has one. */
async function newestHashes(tx: Queryable, reviewIds: readonly string[]): Promise<Map<string, string>> {
  if (reviewIds.length === 0) return new Map();
  const rows = await tx.query<{ review_id: string; hash: string }>(
    `select distinct on (review_id) review_id, hash from audit_lines
     where review_id = any($1::text[]) order by review_id, seq desc`,
    [reviewIds],
  );
  return new Map(rows.map(({ review_id, hash }) => [review_id, hash]));
}

/**
 * Seals entries and adds them to the log: each with its place, without a gap, and the digest of the one before it in its
 * review. The caller has the lock of the positions, so that one transaction writes at a time and places follow commits.
 */
export async function appendLines(tx: Queryable, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const [end] = await tx.query<{ place: number }>('select coalesce(max(place), 0)::float8 as place from audit_lines');
  let place = end?.place ?? 0;
  const begun = new Set(entries.filter(({ seq }) => seq === 1).map(({ reviewId }) => reviewId));
  const others = new Set(entries.map(({ reviewId }) => reviewId).filter((id) => !begun.has(id)));
  const newest = await newestHashes(tx, [...others]);

  const lines: unknown[][] = [];
  const values: unknown[][] = [];
  for (const given of entries) {
    const { reviewId, seq } = given;
    const { entry: sealed, disclosed } = sealEntry(tools, given, createSalt);
    const entry = await withRecordHash(tx, sealed);
    const prevHash = newest.get(reviewId);
    place += 1;
    const { line, hash } = hashedText({ ...entry, position: place, ...(prevHash !== undefined && { prevHash }) });
    newest.set(reviewId, hash);
    lines.push([place, reviewId, seq, line, hash]);
    for (const [pointer, { salt, value }] of Object.entries(disclosed)) {
      values.push([reviewId, seq, pointer, salt, JSON.stringify(value)]);
    }
  }
  await insert(tx, 'audit_lines', LINES, lines);
  await insert(tx, 'disclosures', DISCLOSURES, values);
}
