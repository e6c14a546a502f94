import { VERDICTS, type VerdictType } from './review.types.js';

/** Whether a command of this type decides. */
export function isVerdict(type: string): type is VerdictType {
  return (VERDICTS as readonly string[]).includes(type);
}
