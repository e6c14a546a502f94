import type { ReviewBackend } from './backend.types.js';
import { sawOf } from './proposal.selectors.js';
import type { CommandOf, Proposal, Review, ViewedPart } from './review.types.js';
import { retryDelay } from './session.selectors.js';

/** Tells the record what was looked at, where the policy asks for that (L-31): in the background, and once each. */
export interface Viewing {
  /** Something was looked at; nothing where it was told before. */
  note(of: ViewedPart, id?: string): void;
  /** The policy may be known by now. */
  goOn(): void;
  stop(): void;
}

interface ViewingOptions {
  send: ReviewBackend['send'];
  id: string;
  /** What is on screen at this moment. */
  look(): { review?: Review; seen?: Proposal };
  /** This device's clock, in milliseconds since 1970. */
  clock(): number;
  createId(): string;
}

interface Noted {
  command: CommandOf<'view'>;
  sentAt: string;
  idempotencyKey: string;
  /** What was on screen then, as far as it was known. */
  seen: Proposal | undefined;
}

/**
 * Nobody waits for it and nobody hears when it fails: what is refused is dropped, what was not answered is sent again
 * under its key. One after the other, so that the record has them in the order in which they were looked at.
 */
export function createViewing({ send, id, look, clock, createId }: ViewingOptions): Viewing {
  const known = new Set<string>();
  const noted: Noted[] = [];
  let isSending = false;
  let isStopped = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function tellNext() {
    const { review, seen: present } = look();
    const next = noted[0];
    if (isStopped || isSending || timer !== undefined || !review || !next) return;
    if (!review.policy.recordViews) {
      noted.length = 0;
      return;
    }
    isSending = true;
    // The same for every try: a key belongs to one request.
    next.seen ??= present;
    const { command, sentAt, idempotencyKey, seen } = next;
    try {
      await send(id, command, {
        idempotencyKey,
        expectedVersion: review.version,
        sentAt,
        ...(seen && { saw: sawOf(seen) }),
      });
      noted.shift();
      failures = 0;
    } catch (error) {
      failures += 1;
      const { code } = (error ?? {}) as { code?: unknown };
      if (code === 'command-given-up' || code === 'review-unknown') noted.shift();
      else if (!isStopped) {
        timer = setTimeout(() => {
          timer = undefined;
          void tellNext();
        }, retryDelay(failures));
      }
    }
    isSending = false;
    void tellNext();
  }

  return {
    note(of, evidenceId) {
      const name = JSON.stringify([of, evidenceId]);
      if (known.has(name) || isStopped) return;
      known.add(name);
      const command = { type: 'view', of, ...(evidenceId !== undefined && { id: evidenceId }) } as const;
      noted.push({ command, sentAt: new Date(clock()).toISOString(), idempotencyKey: createId(), seen: look().seen });
      void tellNext();
    },
    goOn: () => void tellNext(),
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
