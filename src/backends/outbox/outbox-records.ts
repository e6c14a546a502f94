import { isRecord } from '../../internal/is-record.js';
import { warnOnce } from '../../internal/warn.js';
import type { Command, CommandType } from '../../review/review.types.js';
import { type KeptCommand, type KeptDraft, RECORD_FORMAT } from './outbox.types.js';

/** Whether somebody did something by it: that they looked at a case is told behind their back, and theirs to know. */
export function isStep(type: CommandType): boolean {
  return type !== 'view';
}

/** Commands that go out one after the other: a review's steps, and beside them what tells of looking at it. */
export function laneOf({ reviewId, command }: { reviewId: string; command: Command }): string {
  return JSON.stringify([reviewId, isStep(command.type)]);
}

/**
 * A command as it was found on the device. One of a later kit is told as stopped. One that cannot be read is nothing:
 * it stays where it is, since deleting it would hide that something went wrong.
 */
export function readCommand(found: unknown): KeptCommand | undefined {
  if (
    isRecord(found) &&
    typeof found.format === 'number' &&
    typeof found.order === 'number' &&
    typeof found.reviewId === 'string' &&
    isRecord(found.command) &&
    typeof found.command.type === 'string' &&
    isRecord(found.options) &&
    typeof found.options.idempotencyKey === 'string' &&
    typeof found.options.expectedVersion === 'number'
  ) {
    const kept = found as unknown as KeptCommand;
    return {
      ...kept,
      addedAt: typeof kept.addedAt === 'string' ? kept.addedAt : '',
      attempts: Number.isFinite(kept.attempts) ? kept.attempts : 0,
      ...(kept.format > RECORD_FORMAT && { stopped: 'newer-kit' as const }),
    };
  }
  warnOnce('A command on this device cannot be read: it is neither sent nor deleted.');
  return undefined;
}

/** A draft as it was found; nothing where it cannot be read. */
export function readDraft(found: unknown): KeptDraft | undefined {
  return isRecord(found) && typeof found.id === 'string' && isRecord(found.draft)
    ? (found as unknown as KeptDraft)
    : undefined;
}

/**
 * A copy as the wire would make it, so that what is changed afterwards, or no browser can store, changes nothing.
 *
 * @throws what `JSON` throws of a cycle or a bigint
 */
export function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
