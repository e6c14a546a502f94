import { errorFor } from '../internal/errors.js';
import { canonicalText } from './canonical.selectors.js';
import { BLOCK_LINES, type Digest, type LogRecord } from './chain.types.js';
import { type ChainTools, hashInPieces, toHex } from './chain-tools.selectors.js';
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

/** A piece that is longer is given before its block is whole. */
const LONGEST = 1 << 22;
/** Of lines that nobody vouches for. */
const NO_DIGEST: Digest = '0'.repeat(64);

const lineOf = (line: Exclude<LogFileLine, { position: number }>) => `${JSON.stringify(line)}\n`;

/**
 * A log file, docs/log-file.md, in pieces of text: a block of entries each, or less of it where they are long. Holds no more than
 * that and the digits of the positions, and the disclosures where they are not given apart.
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
  let hashes: Digest[] = [];
  let digest = hashInPieces(tools);
  /** A block digest vouches for its lines: not for one that is no longer what its own digest is of. */
  let isVouchedFor = true;
  let piece = '';
  const block = () => {
    const [from, to] = [positions.at(-hashes.length) ?? 0, positions.at(-1) ?? 0];
    const sha256 = isVouchedFor ? toHex(digest.digest()) : NO_DIGEST;
    const closed = `${piece}${lineOf({ block: { from, to, sha256, hashes } })}`;
    piece = '';
    hashes = [];
    digest = hashInPieces(tools);
    isVouchedFor = true;
    return closed;
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
    const text = `${line ?? canonicalText(entry)}\n`;
    const bytes = tools.encode(text);
    digest.update(bytes);
    isVouchedFor &&= !isAsStored || toHex(tools.hash(bytes.subarray(0, -1))) === hash;
    hashes.push(hash);
    piece += text;
    if (!disclosures && disclosed && Object.keys(disclosed).length > 0)
      kept.push(lineOf({ disclosed: { position, values: disclosed } }));
    if (hashes.length === BLOCK_LINES) yield block();
    else if (piece.length > LONGEST) {
      yield piece;
      piece = '';
    }
  }
  if (hashes.length > 0) yield block();
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
