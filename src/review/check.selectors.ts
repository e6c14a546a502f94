import type { Actor } from './actor.types.js';
import type { RecordedCommand } from './entry.types.js';

/**
 * Commands by which a person gives a case on to somebody else without a verdict. A check is over by them, so that it takes nobody
 * else's time (B-14), and a case of a practice counts as left open.
 */
const HANDING_ON: readonly RecordedCommand['type'][] = ['escalate', 'ask', 'skip', 'hold'];

/** Whether a command of a person gives a case on without a verdict; to keep it for oneself does not. */
export function isHandedOn(command: RecordedCommand, by: Pick<Actor, 'id'>): boolean {
  return HANDING_ON.includes(command.type) || (command.type === 'assign' && command.to.id !== by.id);
}
