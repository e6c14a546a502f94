import { inTime } from '../internal/in-time.js';
import type { Timers } from '../internal/timers.types.js';
import type { ReviewBackend, SendOptions } from '../review/backend.types.js';
import { readableReview } from '../review/received.selectors.js';
import { COMMAND_OUTCOMES, type Command, type CommandResult, type Review } from '../review/review.types.js';

/** How often a command is sent before its case counts as not reached: each time under the same key. */
const TRIES = 3;
const FIRST_WAIT = 1_000;
/** How often a claim is tried to be given back. It ends by itself where that is not to be. */
const RELEASE_TRIES = 8;
const LONGEST_WAIT = 15_000;

export interface BatchSenderOptions {
  backend: ReviewBackend;
  by: string;
  clock: () => number;
  createId: () => string;
  timers: Timers;
  /** Milliseconds after which the backend counts as unreachable; an outbox waits for answers itself. */
  patience: number;
  /** Called when a command is on its way, and with nothing when none is. */
  onSend(key: string | undefined): void;
}

/** What goes with a command of a batch; the same for every try. */
export type BatchSendOptions = Pick<SendOptions, 'expectedVersion' | 'saw' | 'fence'>;

export interface BatchSender {
  /** Sends a command, again where no answer came, under the same key; rejects where none ever does. */
  send(id: string, command: Command, options: BatchSendOptions, key: string): Promise<CommandResult>;
  /** Gives a claim back, in the background where the backend cannot be reached. Never rejects. */
  release(review: Review): Promise<void>;
  /** Gives back what a claim without an answer may have taken. */
  releaseUnknown(id: string, holder: string): Promise<void>;
  /** Tries no more: what waits for its next try gives up. */
  giveUp(): void;
}

/** Whether an error says that trying again is of no use. */
function isFinal(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return code === 'not-signed-in' || code === 'review-unknown' || code === 'command-given-up';
}

export function createBatchSender(options: BatchSenderOptions): BatchSender {
  const { backend, by, clock, createId, timers, patience, onSend } = options;
  let wake = () => {};
  let isGivenUp = false;

  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = timers.setTimeout(resolve, milliseconds);
      wake = () => {
        timers.clearTimeout(timer);
        resolve();
      };
    });

  async function once(id: string, command: Command, sent: SendOptions): Promise<CommandResult> {
    const answer = backend.send(id, command, sent);
    const result = await (backend.outbox ? answer : inTime(answer, patience, timers));
    if (!COMMAND_OUTCOMES.includes(result?.outcome)) throw new Error('The backend answered with no known outcome.');
    return 'review' in result ? { ...result, review: readableReview(result.review) } : result;
  }

  function withKey(given: BatchSendOptions, idempotencyKey: string): SendOptions {
    return { ...given, idempotencyKey, by, sentAt: new Date(clock()).toISOString() };
  }

  async function send(id: string, command: Command, given: BatchSendOptions, key: string): Promise<CommandResult> {
    const sent = withKey(given, key);
    isGivenUp = false;
    onSend(key);
    try {
      for (let tries = 1; ; tries++) {
        try {
          const result = await once(id, command, sent);
          // It is told here, and nowhere else again.
          if (result.outcome !== 'accepted') void backend.outbox?.dismiss(key).catch(() => {});
          return result;
        } catch (error) {
          if (tries === TRIES || isGivenUp || isFinal(error)) throw error;
          await pause(FIRST_WAIT * 2 ** (tries - 1));
          if (isGivenUp) throw error;
        }
      }
    } finally {
      onSend(undefined);
    }
  }

  /** Does it again, later and later, until it has an answer or there were enough tries. */
  async function insist(work: () => Promise<boolean>): Promise<void> {
    for (let tries = 1; tries <= RELEASE_TRIES; tries++) {
      try {
        if (await work()) return;
      } catch (error) {
        if (isFinal(error)) return;
        await new Promise<void>((resolve) => {
          timers.setTimeout(resolve, Math.min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT));
        });
      }
    }
  }

  function release(claimed: Review): Promise<void> {
    let review = claimed;
    let key = createId();
    return insist(async () => {
      const { id, claim, version } = review;
      if (!claim) return true;
      const command = { type: 'release' } as const;
      const result = await once(id, command, withKey({ expectedVersion: version, fence: claim.fence }, key));
      if (result.outcome !== 'conflict' || result.review.claim?.fence !== claim.fence) return true;
      // Somebody did something else to it meanwhile; it is claimed still.
      review = result.review;
      key = createId();
      return false;
    });
  }

  return {
    send,
    release,
    releaseUnknown: (id, holder) =>
      insist(async () => {
        const review = readableReview(await inTime(backend.load(id), patience, timers));
        const { claim } = review;
        if (claim?.by.id === by && claim.holder === holder) await release(review);
        return true;
      }),
    giveUp() {
      isGivenUp = true;
      wake();
    },
  };
}
