import { checkpointText } from '../audit/chain.selectors.js';
import type { Checkpoint } from '../audit/chain.types.js';
import type { ChainTools } from '../audit/chain-tools.selectors.js';
import type { CheckedCheckpoint } from '../audit/chain-verifier.selectors.js';
import { LOG_FILE_VERSION, type LogBlock, type LogFileHeader } from '../audit/log-file.types.js';
import type { LogKey } from '../review/backend.types.js';
import type { LogReport, VerifySignature } from './verify.types.js';
import { fromBase64Url } from './web-crypto.js';

const text = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What a line says; nothing where it is not JSON in UTF-8. */
export function parseLine(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Whether a value that was read from somewhere has the fields of a checkpoint. Its signature is not looked at. */
export function isCheckpoint(value: unknown): value is Checkpoint {
  const { size, root, blocks, at, keyId, signature } = (value ?? {}) as Record<keyof Checkpoint, unknown>;
  return isCount(size) && [root, blocks, at, keyId, signature].every((each) => typeof each === 'string');
}

/** The header of a log file; a number where it is that of a newer version. */
export function readHeader(bytes: Uint8Array): LogFileHeader | number | undefined {
  const header = parseLine(bytes) as Partial<LogFileHeader> | undefined;
  if (header?.countersign !== 'log') return undefined;
  const version: unknown = header.version;
  if (!isCount(version) || version < 1) return undefined;
  if (version > LOG_FILE_VERSION) return version;
  const { entries, checkpoints, keys, scope } = header;
  if (!isCount(entries) || !Array.isArray(checkpoints) || !checkpoints.every(isCheckpoint)) return undefined;
  if (scope !== undefined && (typeof scope !== 'object' || scope === null)) return undefined;
  return { ...(header as LogFileHeader), keys: Array.isArray(keys) ? keys : [] };
}

const HEAD = /^\{"block":\{"from":(\d{1,15}),"to":(\d{1,15}),"sha256":"([0-9a-fA-F]{64})","hashes":\[/;

/**
 * The line behind a block of entries. The digests of single entries, which are most of it, are read when they are asked for.
 *
 * @param isWhole whether they are asked for in any case
 */
export function readBlock(bytes: Uint8Array, isWhole: boolean): LogBlock | undefined {
  const head = isWhole ? null : HEAD.exec(new TextDecoder().decode(bytes.subarray(0, 200)));
  if (head) {
    const [, from, to, sha256 = ''] = head;
    return {
      from: Number(from),
      to: Number(to),
      sha256,
      get hashes() {
        return readBlock(bytes, true)?.hashes ?? [];
      },
    };
  }
  const block = parseLine(bytes)?.block as Partial<LogBlock> | undefined;
  if (!block || !isCount(block.from) || !isCount(block.to)) return undefined;
  const { hashes, sha256 } = block;
  const isFine =
    typeof sha256 === 'string' && Array.isArray(hashes) && hashes.every((each) => typeof each === 'string');
  return isFine ? (block as LogBlock) : undefined;
}

export interface CheckedCheckpoints {
  checkpoints: readonly CheckedCheckpoint[];
  signatures: LogReport['signatures'];
}

/** Whether a key was in use at a time. */
function isInUse({ from, until }: LogKey, at: number): boolean {
  return at >= Date.parse(from) && (until === undefined || at < Date.parse(until));
}

/** Says what is wrong with the times of checkpoints, smallest first. What is not genuine has none that counts. */
function withTimes(checkpoints: readonly CheckedCheckpoint[], byId: ReadonlyMap<string, LogKey>): CheckedCheckpoint[] {
  let last = Number.NEGATIVE_INFINITY;
  return checkpoints.map((checkpoint) => {
    if (!checkpoint.isGenuine) return checkpoint;
    const at = Date.parse(checkpoint.at);
    const key = byId.get(checkpoint.keyId);
    if (key && !isInUse(key, at)) return { ...checkpoint, fault: 'key-out-of-time' };
    if (!(at >= last)) return { ...checkpoint, fault: 'checkpoint-time' };
    last = at;
    return checkpoint;
  });
}

/** Whether the checkpoints of a file were signed with one of some keys, and when. Smallest first. */
export async function checkCheckpoints(
  checkpoints: readonly Checkpoint[],
  keys: readonly LogKey[],
  { encode }: ChainTools,
  verify: VerifySignature | undefined,
): Promise<CheckedCheckpoints> {
  const sorted = [...checkpoints].sort((a, b) => a.size - b.size);
  const byId = new Map(keys.map((key) => [key.id, key]));
  if (!verify) {
    // Their roots are compared all the same.
    const all = sorted.map((each) => ({ ...each, isGenuine: true }));
    return { checkpoints: withTimes(all, byId), signatures: 'unsupported' };
  }
  const bytes = new Map(keys.map((key) => [key.id, fromBase64Url(key.publicKey)]));
  const checked = await Promise.all(
    sorted.map(async (checkpoint): Promise<CheckedCheckpoint> => {
      const key = bytes.get(checkpoint.keyId);
      if (!key) return { ...checkpoint, isGenuine: undefined };
      const signature = fromBase64Url(checkpoint.signature);
      const isGenuine = signature !== undefined && (await verify(key, signature, encode(checkpointText(checkpoint))));
      return { ...checkpoint, isGenuine };
    }),
  );
  return {
    checkpoints: withTimes(checked, byId),
    signatures: checked.length > 0 ? 'checked' : 'no-checkpoint',
  };
}
