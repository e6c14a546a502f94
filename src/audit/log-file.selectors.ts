import { errorFor } from '../internal/errors.js';
import { canonicalText } from './canonical.selectors.js';
import { blockDigest } from './chain.selectors.js';
import { BLOCK_LINES, type Digest, type LogRecord } from './chain.types.js';
import { type ChainTools, toHex } from './chain-tools.selectors.js';
import {
  type EntryDisclosures,
  LOG_FILE_VERSION,
  type LogFileHeader,
  type LogFileLine,
  type LogProof,
} from './log-file.types.js';

/** Anything that can be read with `for await`: a list, a generator, a cursor of a database. */
export type Source<T> = Iterable<T> | AsyncIterable<T>;

export interface LogFileParts {
  header: Omit<LogFileHeader, 'countersign' | 'version'>;
  /** In the order of their positions. `line` is the canonical text of the entry, where it is stored: else it is made. */
  records: Source<LogRecord & { line?: string }>;
  /**
   * Of an extract: what ties its entries to the last checkpoint. A function is called once they are written, with their
   * positions.
   */
  proof?: LogProof | ((positions: readonly number[]) => LogProof | Promise<LogProof>);
  /**
   * What the commitments of the entries stand for, in any order.
   *
   * @default what the records hold, kept as text until the entries are written
   */
  disclosures?: Source<EntryDisclosures>;
  /**
   * Whether the records are written as they are stored, whatever is wrong with them: a server whose log was changed behind its
   * back writes the file in which that is found.
   *
   * @default false
   */
  isAsStored?: boolean;
}

/** Of lines that nobody vouches for. */
const NO_DIGEST: Digest = '0'.repeat(64);

const lineOf = (line: Exclude<LogFileLine, { position: number }>) => `${JSON.stringify(line)}\n`;

/**
 * A log file, docs/log-file.md, in pieces of text: a block of entries each. Holds no more than a block and the digits of the
 * positions, and the disclosures where they are not given apart.
 *
 * @throws {CountersignError} `log-file-invalid` where the parts do not make one; what was written until then has no end and
 * verifies as cut off
 */
export async function* writeLogFile(tools: ChainTools, parts: LogFileParts): AsyncGenerator<string, void, undefined> {
  const { header, records, proof, disclosures, isAsStored = false } = parts;
  const newest = header.checkpoints.at(-1)?.size ?? 0;
  if (header.scope && !proof) throw errorFor('log-file-invalid', 'an extract needs a proof');
  const { exportedAt, scope, entries, checkpoints, keys } = header;
  yield lineOf({
    countersign: 'log',
    version: LOG_FILE_VERSION,
    exportedAt,
    ...(scope && { scope }),
    entries,
    checkpoints,
    keys,
  });

  const positions: number[] = [];
  const kept: string[] = [];
  let lines: string[] = [];
  let hashes: Digest[] = [];
  /** A block digest vouches for its lines: not for one that is no longer what its own digest is of. */
  const digestOf = (texts: readonly string[], digests: readonly Digest[]) => {
    const isWhole =
      !isAsStored || texts.every((text, index) => toHex(tools.hash(tools.encode(text))) === digests[index]);
    return isWhole ? blockDigest(tools, texts) : NO_DIGEST;
  };
  const block = () => {
    const [from, to] = [positions.at(-lines.length) ?? 0, positions.at(-1) ?? 0];
    const closed = lineOf({ block: { from, to, sha256: digestOf(lines, hashes), hashes } });
    const piece = `${lines.join('\n')}\n${closed}`;
    lines = [];
    hashes = [];
    return piece;
  };

  for await (const { entry, hash, line, disclosed } of records) {
    const { position } = entry;
    const before = positions.at(-1) ?? 0;
    if (!isAsStored) {
      if (position <= before) throw errorFor('log-file-invalid', `entry ${position} follows entry ${before}`);
      if (!proof && position !== before + 1) throw errorFor('log-file-invalid', `entry ${before + 1} is missing`);
      if (position > newest) throw errorFor('log-file-invalid', `no checkpoint covers entry ${position}`);
    }
    positions.push(position);
    lines.push(line ?? canonicalText(entry));
    hashes.push(hash);
    if (!disclosures && disclosed && Object.keys(disclosed).length > 0)
      kept.push(lineOf({ disclosed: { position, values: disclosed } }));
    if (lines.length === BLOCK_LINES) yield block();
  }
  if (lines.length > 0) yield block();
  if (!isAsStored && positions.length !== entries)
    throw errorFor('log-file-invalid', `there are ${positions.length} entries where the header says ${entries}`);

  if (proof) yield lineOf({ proof: typeof proof === 'function' ? await proof(positions) : proof });
  let count = kept.length;
  // Some at a time: a piece per line costs more than the line.
  for (let at = 0; at < kept.length; at += BLOCK_LINES) yield kept.slice(at, at + BLOCK_LINES).join('');
  let some: string[] = [];
  for await (const disclosed of disclosures ?? []) {
    some.push(lineOf({ disclosed }));
    count += 1;
    if (some.length < BLOCK_LINES) continue;
    yield some.join('');
    some = [];
  }
  yield `${some.join('')}${lineOf({ end: { entries, disclosures: count } })}`;
}
