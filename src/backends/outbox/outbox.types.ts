import type { Timers } from '../../internal/timers.types.js';
import type { Draft, OutboxStop, SendOptions } from '../../review/backend.types.js';
import type { Command, CommandResult, Refusal } from '../../review/review.types.js';

/** The shape of what is written to the device. A record of a later one is kept, and left to the kit that wrote it. */
export const RECORD_FORMAT = 1 as const;

/** A command as it is given to the store. */
export interface NewCommand {
  format: number;
  reviewId: string;
  command: Command;
  options: SendOptions;
  addedAt: string;
  attempts: number;
  stopped?: OutboxStop;
  refusal?: Refusal;
  /** Until when a window may be sending it, in milliseconds since 1970 of this device's clock: it is not given up then. */
  sendingUntil?: number;
  /**
   * When the person gave it up, on the same clock. The record stays for a while as the proof of that: the window that
   * gave the command would else take it for one that was lost, and write it down again.
   */
  withdrawnAt?: number;
}

/** A command as it is kept. */
export interface KeptCommand extends NewCommand {
  /** Given by the store; a later command has a greater one. */
  order: number;
}

/** A draft as it is kept. */
export interface KeptDraft {
  format: number;
  id: string;
  draft: Draft;
  /** Another one for each change, so that a late answer of the server is not taken for that to a newer text. */
  stamp: string;
  /** Whether the server has not heard of it yet. */
  isUnsynced: boolean;
  /** Whether it was thrown away, which the server has not heard of yet. */
  isCleared?: true;
  /** When it was typed, or until when what was typed is thrown away; absent in a record of an earlier kit. */
  typedAt?: string;
  /** When it was written down here, by this device's clock; absent where it came from the server. */
  keptAt?: string;
  /** Whether what the server had could not be read when it was typed: the two are joined once it can. */
  isUnread?: true;
}

/** What one window tells the person's others. */
export type OutboxMessage =
  | { type: 'changed' }
  | { type: 'flush' }
  /** Whoever sends is alive. */
  | { type: 'beat' }
  /** The person gave a command up. */
  | { type: 'withdrawn'; key: string }
  | { type: 'answered'; key: string; result: CommandResult };

/** What is needed of a `BroadcastChannel`; the browser's own fits. */
export interface OutboxChannel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { data?: unknown }) => void): void;
  close(): void;
}

/** The timers of the page. */
export type OutboxTimers = Timers;

/** How long what takes, in milliseconds. */
export interface OutboxDelays {
  /** The first wait after a try that was not answered; it doubles with each one more. @default 1000 */
  firstRetry: number;
  /** The longest wait between two tries. @default 60000 */
  longestRetry: number;
  /** After this long without an answer a command is sent again, under the same key. @default 30000 */
  answer: number;
  /** After this long the device's storage counts as out of order. @default 3000 */
  storage: number;
  /** After this long without a sign of life, another window takes over sending. @default 15000 */
  lease: number;
  /** How often a window with commands that wait looks by itself what became of them. @default 5000 */
  look: number;
}
