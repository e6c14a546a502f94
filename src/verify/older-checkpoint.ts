import type { Checkpoint, Digest } from '../audit/chain.types.js';
import { fromHex } from '../audit/chain-tools.selectors.js';
import { verifyConsistency } from '../audit/merkle.selectors.js';
import type { LogFault, LogReport, SinceReport } from './verify.types.js';
import { chainTools } from './web-crypto.js';

export function sinceReport(checkpoint: Checkpoint, isContained: boolean | undefined): SinceReport {
  return { checkpoint, outcome: isContained === undefined ? 'unknown' : isContained ? 'contained' : 'lost' };
}

export const notContinued = ({ size, at }: Checkpoint): LogFault => ({ kind: 'not-continued', older: { size, at } });

const DIGEST = /^[0-9a-f]{64}$/i;

/**
 * Whether the log of a newer checkpoint begins with that of an older one: nothing that the older one was signed over is gone or is
 * another one (RFC 9162, 2.1.4.2). Signatures are not looked at. Never throws: what is no proof fits nothing.
 *
 * @param older number of entries, from the first, and the root over them, 64 hexadecimal digits
 * @param proof what the log's server gives for both sizes, such as `MerkleTree.consistencyProof`: digests in hexadecimal
 */
export function isContinued(
  older: Pick<Checkpoint, 'size' | 'root'>,
  newer: Pick<Checkpoint, 'size' | 'root'>,
  proof: readonly Digest[],
): boolean {
  if (!Array.isArray(proof) || ![older.root, newer.root, ...proof].every((digest) => DIGEST.test(digest))) return false;
  return verifyConsistency(chainTools.hash, {
    from: older.size,
    fromRoot: fromHex(older.root),
    size: newer.size,
    root: fromHex(newer.root),
    proof: proof.map(fromHex),
  });
}

/**
 * Holds the report of an extract against a checkpoint that was believed before, which the file alone cannot show: whether the log
 * that the extract is proved to be of still contains what that checkpoint was signed over (RFC 9162, 2.1.4.2). Of a whole log
 * `VerifySettings.since` needs no proof.
 *
 * Never throws: a proof that is none does not fit. Nothing is told, `unknown`, where there is no proof, or where the extract is
 * not proved.
 *
 * @param older what was believed, asked for before the extract was: a log that has grown since is no older one
 * @param proof of the log's server from `older.size` to `report.signed` entries: digests in hexadecimal. Needless where both are the
 * same size
 * @returns the report with `since`, and with one more fault where the log was cut back or written anew
 */
export function holdAgainst(report: LogReport, older: Checkpoint, proof?: readonly Digest[]): LogReport {
  const { signed, checkpoints, faults } = report;
  const newer = checkpoints.findLast(({ size, isGenuine }) => isGenuine && size === signed);
  const nodes = newer?.size === older.size ? [] : proof;
  const isShorter = newer !== undefined && newer.size < older.size;
  const isContained = isShorter ? false : newer && nodes && isContinued(older, newer, nodes);
  const since = sinceReport(older, isContained);
  if (since.outcome !== 'lost') return { ...report, since };
  return { ...report, since, isIntact: false, faults: [...faults, notContinued(older)] };
}
