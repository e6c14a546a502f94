import type { LogFault } from './log-fault.types.js';

/** Faults of the file or of a checkpoint that name entries which are as they were. */
const BESIDE: readonly LogFault['kind'][] = [
  'not-canonical',
  'block-wrong',
  'key-unknown',
  'key-out-of-time',
  'checkpoint-time',
  'checkpoint-forged',
  'unsigned',
];

/**
 * Whether a fault is about no entry that is known: it names none, or it is one of the file or of a checkpoint and says only where.
 */
export function isBeside({ kind, id, position }: LogFault): boolean {
  return (id === undefined && position === undefined) || BESIDE.includes(kind);
}
