import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openServer, type Queryable } from '../../example/server/database.js';
import type { Host, HostOptions } from '../../example/server/host.js';
import { hashedText, tools } from '../../example/server/log-tools.js';
import {
  type AuditEntry,
  type ChainedEntry,
  type ChainReport,
  type Checkpoint,
  checkpointText,
  createChainVerifier,
  type EntryDisclosures,
  type LogBlock,
  type LogFileEnd,
  type LogFileHeader,
  type LogKey,
  type LogProof,
  openEntry,
} from '../../src/core.js';
import { openReusable, startTestHost } from './host.fixtures.js';
import { findPostgres, startPostgres } from './postgres.fixtures.js';

/** A log file as it was written, line by line. */
export interface ReadLogFile {
  header: LogFileHeader;
  records: { entry: ChainedEntry; hash: string }[];
  blocks: LogBlock[];
  disclosures: EntryDisclosures[];
  proof?: LogProof;
  end?: LogFileEnd;
}

export function readLogFile(text: string): ReadLogFile {
  const [header, ...lines] = text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      try {
        return JSON.parse(line) as Record<string, unknown>;
      } catch {
        return { unreadable: line } as Record<string, unknown>;
      }
    });
  const file: ReadLogFile = { header: header as never, records: [], blocks: [], disclosures: [] };
  const waiting: ChainedEntry[] = [];
  for (const line of lines) {
    if (line.block) {
      const block = line.block as LogBlock;
      file.blocks.push(block);
      for (const [at, entry] of waiting.splice(0).entries()) {
        file.records.push({ entry, hash: block.hashes[at] as string });
      }
    } else if (line.proof) file.proof = line.proof as LogProof;
    else if (line.disclosed) file.disclosures.push(line.disclosed as EntryDisclosures);
    else if (line.end) file.end = line.end as LogFileEnd;
    else waiting.push(line as never);
  }
  return file;
}

export function isGenuine(checkpoint: Checkpoint, keys: readonly LogKey[]): boolean | undefined {
  const key = keys.find(({ id }) => id === checkpoint.keyId);
  if (!key) return undefined;
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.publicKey }, format: 'jwk' });
  const text = new TextEncoder().encode(checkpointText(checkpoint));
  return verify(null, text, publicKey, Buffer.from(checkpoint.signature, 'base64url'));
}

/** What is wrong with a file of the whole log, asked of every line; the keys may be known from elsewhere. */
export function verifyWhole(text: string, keys?: readonly LogKey[]): ChainReport {
  const file = readLogFile(text);
  const verifier = createChainVerifier(tools);
  for (const record of file.records) verifier.add(record);
  for (const { position, values } of file.disclosures) verifier.disclose(position, values);
  return verifier.finish(
    file.header.checkpoints.map((each) => ({ ...each, isGenuine: isGenuine(each, keys ?? file.header.keys) })),
  );
}

/** The entries of a file as readers get them, oldest first, by review. */
export function openedOf({ records, disclosures }: ReadLogFile): Map<string, AuditEntry[]> {
  const values = new Map(disclosures.map((each) => [each.position, each.values]));
  const byReview = new Map<string, AuditEntry[]>();
  for (const { entry } of records) {
    const { position, prevHash: _prevHash, ...sealed } = entry;
    const opened = openEntry(sealed, values.get(position)).entry;
    byReview.set(entry.reviewId, [...(byReview.get(entry.reviewId) ?? []), opened]);
  }
  return byReview;
}

/** Does something as a database administrator can: past every trigger. */
export function asAdministrator(database: Database, work: (tx: Queryable) => Promise<unknown>): Promise<unknown> {
  return database.transaction(async (tx) => {
    await tx.query('set local session_replication_role = replica');
    await work(tx);
  });
}

/** Writes every line from a place on anew, so that the chain hangs together again. */
export async function rehash(tx: Queryable, from: number, change: (entry: ChainedEntry) => ChainedEntry) {
  const rows = await tx.query<{ place: number; line: string; hash: string }>(
    'select place::int as place, line, hash from audit_lines order by place',
  );
  const last = new Map<string, string>();
  for (const { place, line, hash } of rows) {
    let entry = JSON.parse(line) as ChainedEntry;
    if (place >= from) {
      const { prevHash: _prevHash, ...rest } = place === from ? change(entry) : entry;
      const before = last.get(entry.reviewId);
      entry = { ...rest, ...(before !== undefined && { prevHash: before }) };
      const text = hashedText(entry);
      await tx.query('update audit_lines set line = $2, hash = $3 where place = $1', [place, text.line, text.hash]);
      last.set(entry.reviewId, text.hash);
    } else last.set(entry.reviewId, hash);
  }
}

export interface LogBench {
  /** An empty database. */
  fresh(): Promise<Database>;
  /** A host whose key is kept in a file, as those of `npm start` are. */
  start(database: Database, options?: Partial<HostOptions>): Promise<Host>;
  /** Takes the files of keys away. */
  forgetKeys(): void;
  keyFile(): string;
  /**
   * Writes the log anew from a place on and takes away whatever was signed before, as somebody can who has database and key: what
   * the host signs next hangs together. Nothing may run meanwhile.
   */
  replace(database: Database, place: number, change: (entry: ChainedEntry) => ChainedEntry): Promise<void>;
  close(): Promise<void>;
}

export const LOG_DATABASES = findPostgres() ? (['PGlite', 'PostgreSQL'] as const) : (['PGlite'] as const);

export async function openLogBench(name: (typeof LOG_DATABASES)[number]): Promise<LogBench> {
  const postgres = name === 'PostgreSQL' ? await startPostgres(findPostgres() as string) : undefined;
  const engine = await openReusable(postgres && openServer(postgres.url));
  const folders = [mkdtempSync(join(tmpdir(), 'countersign-log-'))];
  const keyFile = () => join(folders.at(-1) as string, 'log-key.json');
  return {
    fresh() {
      folders.push(mkdtempSync(join(tmpdir(), 'countersign-log-')));
      return engine.fresh();
    },
    start: (database, options = {}) => startTestHost({ database, logKey: keyFile(), ...options }),
    forgetKeys: () => rmSync(folders.at(-1) as string, { recursive: true }),
    keyFile,
    async replace(database, place, change) {
      await asAdministrator(database, async (tx) => {
        await rehash(tx, place, change);
        await tx.query('delete from checkpoints');
        await tx.query('delete from block_digests');
      });
      rmSync(keyFile().replace('.json', '.checkpoint.json'));
    },
    async close() {
      await engine.close();
      await postgres?.stop();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}
