import 'fake-indexeddb/auto';
import { setTimeout as sleep } from 'node:timers/promises';
import { IDBFactory } from 'fake-indexeddb';
import { DEMO_PASSWORD } from '../../example/server/people.js';
import { createHttpBackend } from '../../src/backends/http-backend.js';
import { createOutboxBackend, type OutboxBackend } from '../../src/backends/outbox-backend.js';
import type { AuditEntry, Command, CommandResult, Review, ReviewQuery, SendOptions } from '../../src/core.js';
import { createReviewSession } from '../../src/review/review.session.js';
import type { ReviewSession, SessionSnapshot, SessionStatus } from '../../src/review/session.types.js';
import { AS_PAGE } from '../example/host.fixtures.js';

/** A command that a person gave, and what they were told. */
export interface Given {
  person: string;
  reviewId: string;
  command: Command;
  options: SendOptions;
  /** Absent as long as there is no word. */
  said?: CommandResult;
}

/** Short, and in the same order as the real ones: a line that hangs is given up within a try. */
const DELAYS = { firstRetry: 60, longestRetry: 400, answer: 700, storage: 3_000, lease: 1_200, look: 150 };

/** One person's browser: its cookie, its storage and its clock are those of all its windows. */
export interface Browser {
  person: string;
  /** Everything that was given in any of its windows. */
  readonly given: readonly Given[];
  /** How far its clock was ahead of that of the last answer, in milliseconds. */
  ahead(): number;
  openWindow(): Window;
  /** Notes a claim that was handed out, as a command that was accepted. */
  noteClaim(review: Review, idempotencyKey: string): void;
  /** Signs in, and says with which cookie. */
  signIn(): Promise<string>;
  stop(): void;
}

/** One window: what dies with it is in memory only. */
export interface Window {
  backend: OutboxBackend;
  /** Opens a sitting; with a review that was claimed already, under the holder it was claimed by. */
  sit(id: string, claimed?: { review: Review; holder: string }): ReviewSession;
  /** Ends it as a crash does: nothing is said to anybody, no answer is heard any more. */
  kill(): void;
}

let browsers = 0;

interface BrowserOptions {
  /** How far the clock of this device is ahead, in milliseconds. @default 0 */
  shift?: number;
  /** Of somebody who is signed in already. */
  cookie?: string;
}

/** @param address where a request goes now */
export function openBrowser(address: () => string, person: string, options: BrowserOptions = {}): Browser {
  const { shift = 0 } = options;
  const device = new IDBFactory();
  browsers += 1;
  const scope = `browser-${browsers}`;
  const clock = () => Date.now() + shift;
  const given: Given[] = [];
  const byKey = new Map<string, Given>();
  const open: Window[] = [];
  let cookie = options.cookie ?? '';
  let ahead = 0;

  const send: typeof fetch = async (input, init) => {
    const headers = { ...AS_PAGE, ...(init?.headers as Record<string, string>), cookie };
    const response = await fetch(address() + input, { ...init, headers });
    const set = response.headers.get('set-cookie')?.split(';')[0];
    if (set) cookie = set;
    const time = Date.parse(response.headers.get('x-server-time') ?? '');
    if (!Number.isNaN(time)) ahead = clock() - time;
    return response;
  };

  function openWindow(): Window {
    const behind = createHttpBackend({ baseUrl: '/api', fetch: send, updates: false, drafts: true, claims: true });
    const outbox = createOutboxBackend({
      backend: behind,
      reviewer: { id: person },
      scope,
      indexedDB: device,
      clock,
      delays: DELAYS,
    });
    let isKilled = false;
    const backend: OutboxBackend = {
      ...outbox,
      async send(reviewId, command, options) {
        const known = byKey.get(options.idempotencyKey);
        const note: Given = known ?? { person, reviewId, command, options };
        if (!known) {
          given.push(note);
          byKey.set(options.idempotencyKey, note);
        }
        const said = await outbox.send(reviewId, command, options);
        // What a dead window would have heard, nobody was told.
        if (!isKilled) note.said = said;
        return said;
      },
      outbox: {
        ...outbox.outbox,
        async settle(key) {
          const said = await outbox.outbox.settle(key);
          const note = byKey.get(key);
          if (note && !isKilled) note.said = said;
          return said;
        },
      },
    };
    const sessions: ReviewSession[] = [];
    const window: Window = {
      backend,
      sit(id, claimed) {
        const session = createReviewSession({
          backend,
          id,
          reviewer: { id: person, name: person, roles: ['reviewer'] },
          holder: crypto.randomUUID(),
          ...claimed,
          clock,
          draftDelay: 20,
        });
        sessions.push(session);
        return session;
      },
      kill() {
        isKilled = true;
        for (const session of sessions) session.stop();
        outbox.stop();
      },
    };
    open.push(window);
    return window;
  }

  return {
    person,
    given,
    ahead: () => ahead,
    openWindow,
    noteClaim(review, idempotencyKey) {
      const { id, claim, version } = review;
      const entry = { id: `${id}:${claim?.fence}` } as AuditEntry;
      given.push({
        person,
        reviewId: id,
        command: { type: 'claim' },
        options: { idempotencyKey, expectedVersion: version - 1 },
        said: { outcome: 'accepted', review, entry },
      });
    },
    async signIn() {
      const response = await send('/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ person, password: DEMO_PASSWORD }),
      });
      if (!response.ok) throw new Error(`${person} could not sign in: ${response.status}`);
      return cookie;
    },
    stop() {
      for (const each of open) each.kill();
    },
  };
}

/** Waits until a condition of the snapshot holds; what could not be loaded is tried again, as a person would. */
export function reach(
  session: ReviewSession,
  holds: (snapshot: SessionSnapshot) => boolean,
  patience = 20_000,
): Promise<SessionSnapshot> {
  return new Promise((resolve, reject) => {
    const end = (act: () => void) => {
      clearTimeout(timer);
      clearInterval(again);
      stop();
      act();
    };
    const look = () => {
      const snapshot = session.getSnapshot();
      if (holds(snapshot)) end(() => resolve(snapshot));
    };
    const timer = setTimeout(() => {
      const { status, problem, pending, isWaiting } = session.getSnapshot();
      end(() =>
        reject(
          new Error(`In ${patience} ms no further than ${JSON.stringify({ status, problem, pending, isWaiting })}`),
        ),
      );
    }, patience);
    const again = setInterval(() => {
      if (session.getSnapshot().status === 'failed') session.retry();
    }, 100);
    const stop = session.subscribe(() => queueMicrotask(look));
    queueMicrotask(look);
  });
}

export const reachStatus = (session: ReviewSession, ...statuses: SessionStatus[]) =>
  reach(session, ({ status }) => statuses.includes(status));

/** Asks for the next case under one key until there is an answer, and notes the claim as one that was given. */
export async function claimNext(
  browser: Browser,
  window: Window,
  holder: string,
  query: Pick<ReviewQuery, 'order' | 'kind'> = { order: 'oldest' },
): Promise<Review | undefined> {
  const idempotencyKey = crypto.randomUUID();
  for (;;) {
    // A request that hangs is given up, as a page would.
    const answer = await Promise.race([
      window.backend.claims?.next?.(query, { idempotencyKey, holder }).then(
        (review) => ({ review }),
        () => undefined,
      ),
      sleep(1_500, undefined),
    ]);
    const review = answer?.review;
    if (review) browser.noteClaim(review, idempotencyKey);
    if (answer) return review;
    await sleep(50 + Math.random() * 100);
  }
}
