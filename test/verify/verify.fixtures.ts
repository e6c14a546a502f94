import { canonicalText } from '../../src/audit/canonical.selectors.js';
import type { LogRecord } from '../../src/audit/chain.types.js';
import type { VerifyOptions } from '../../src/verify/index.js';
import { type LogFault, type VerifyMode, verifyLogFile } from '../../src/verify/index.js';
import { checkpointAt, headerOf, logOf, tools, treeOf, write } from '../audit/log.fixtures.js';

export const MODES = ['quick', 'full'] as const satisfies readonly VerifyMode[];
export const LOG = logOf(600);
export const LINES = LOG.map(({ entry }) => canonicalText(entry));
export const SIZES = [256, 300, 600];
export const CHECKPOINTS = SIZES.map((size) => checkpointAt(LOG, LINES, size));
export const FILE = await write({ header: headerOf(CHECKPOINTS, 600), records: LOG });
/** Its lines, without the last line feed. */
export const FILE_LINES: readonly string[] = FILE.slice(0, -1).split('\n');
/** Line of the file, counted from 0, of an entry. */
export const lineOf = (position: number) => position + Math.floor((position - 1) / 256);

const tree = treeOf(LOG);
export const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
export function extractOf(reviewId: string, records: readonly LogRecord[] = LOG): Promise<string> {
  const some = records.filter(({ entry }) => entry.reviewId === reviewId);
  return write({
    header: { ...headerOf(CHECKPOINTS, some.length), scope: { reviewId } },
    records: some,
    proof: (positions) => ({
      size: 600,
      nodes: tree.multiProof(positions.map((position) => position - 1)).map(hex),
    }),
  });
}

/** In pieces of any size, as a network gives them. */
export async function* pieces(bytes: Uint8Array, size = 1 << 16) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
export const verifyBytes = (bytes: Uint8Array, mode: VerifyMode, options: VerifyOptions = {}) =>
  verifyLogFile(pieces(bytes), { mode, hash: tools.hash, ...options });
export const verifyText = (text: string, mode: VerifyMode, options?: VerifyOptions) =>
  verifyBytes(new TextEncoder().encode(text), mode, options);
export const verifyLines = (lines: readonly string[], mode: VerifyMode, options?: VerifyOptions) =>
  verifyText(lines.map((line) => `${line}\n`).join(''), mode, options);

/** A fault in short: `changed 12`, `removed 12-20`, `unreadable @13` where it is about no entry. */
export function short({ kind, position, to, line }: LogFault): string {
  if (position === undefined) return `${kind} @${line}`;
  return to === undefined || to === position ? `${kind} ${position}` : `${kind} ${position}-${to}`;
}
export const faultsIn = async (lines: readonly string[], mode: VerifyMode, options?: VerifyOptions) =>
  (await verifyLines(lines, mode, options)).faults.map(short);

/** The lines with one in another way; nothing leaves it out. */
export function withLine(index: number, change: (line: string) => string | readonly string[]): string[] {
  return FILE_LINES.flatMap((line, at) => (at === index ? change(line) : [line]));
}
