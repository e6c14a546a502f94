import type { OversightMode, PersonMode } from './oversight.types.js';

/** Whether people decide in this mode. */
export function isPersonMode(mode: OversightMode): mode is PersonMode {
  return mode === 'review' || mode === 'second';
}
