import { type AuditLog, createAuditLog } from '../audit/audit.session.js';
import { groupRows } from '../queue/queue.selectors.js';
import { createReviewQueue } from '../queue/queue.session.js';
import type { QueueQuery, ReviewQueueStore } from '../queue/queue.types.js';
import type { ReviewBackend, Unsubscribe } from '../review/backend.types.js';
import { isVerdict, summaryOf } from '../review/lifecycle.selectors.js';
import { createReviewSession } from '../review/review.session.js';
import type { AuditEntry, CanDecide, Decision, Review, Reviewer } from '../review/review.types.js';
import type { ReviewSession } from '../review/session.types.js';

/** How many sittings are kept open beside the newest: enough to switch to and fro, few enough to listen for. */
const KEPT_SITTINGS = 30;

/** A decision of this desk that is on the record. */
export interface DeskSettlement {
  review: Review;
  decision: Decision;
  entry: AuditEntry;
  /** The next case in the queue that can be started; absent where there is none. */
  nextId?: string;
}

export interface DeskOptions {
  backend: ReviewBackend;
  reviewer: Reviewer;
  /** What the queue asks for. */
  query?: QueueQuery;
  /** Whether this person may decide; the backend is asked again with every command. */
  canDecide?: CanDecide;
}

/** One person's desk: the queue, a sitting per opened case and its record, all outside React. */
export interface Desk {
  readonly queue: ReviewQueueStore;
  /** The sitting with a case: the same one every time, so that neither a draft nor a submission is ever lost. */
  sessionFor(id: string): ReviewSession;
  /** The record of a case; asking for it loads it. */
  logFor(id: string): AuditLog;
  /** Hears every decision of this desk, whichever case is on screen by then. */
  onSettle(listener: (settlement: DeskSettlement) => void): Unsubscribe;
}

/** Opens a desk. It loads nothing before its queue is started or a case is asked for. */
export function createDesk({ backend, reviewer, query, canDecide }: DeskOptions): Desk {
  const queue = createReviewQueue({ backend, ...(query && { query }) });
  const sittings = new Map<string, ReviewSession>();
  const logs = new Map<string, AuditLog>();
  const listeners = new Set<(settlement: DeskSettlement) => void>();

  function nextAfter(id: string): string | undefined {
    const { rows: listed, query: asked } = queue.getSnapshot();
    const rows = groupRows(listed, asked.order ?? 'oldest').flatMap((group) => group.rows);
    const at = rows.findIndex((row) => row.id === id);
    return [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))].find(
      (row) => row.id !== id && row.status === 'pending' && row.state !== 'pending.awaitingInfo' && !row.held,
    )?.id;
  }

  function open(id: string): ReviewSession {
    return createReviewSession({
      backend,
      id,
      reviewer,
      ...(canDecide && { canDecide }),
      onCommandSettle: ({ result }) => {
        if (result.outcome !== 'accepted') return;
        const { review, entry } = result;
        // Asked before the row goes: its place in the queue is where the next one is found.
        const nextId = nextAfter(id);
        queue.applyOwn(summaryOf(review, reviewer));
        const decision = review.decision ?? review.signatures.at(-1);
        if (!isVerdict(entry.command.type) || !decision) return;
        for (const listener of [...listeners]) {
          listener({ review, decision, entry, ...(nextId !== undefined && { nextId }) });
        }
      },
    });
  }

  /** Ends the oldest sittings in which nothing is at stake. */
  function prune(newest: string) {
    for (const [id, session] of sittings) {
      if (sittings.size <= KEPT_SITTINGS || id === newest) return;
      const { status, draft, pending } = session.getSnapshot();
      const isIdle = status === 'viewing' || status === 'settled';
      if (!isIdle || pending || Object.keys(draft).length > 0) continue;
      session.stop();
      logs.get(id)?.stop();
      sittings.delete(id);
      logs.delete(id);
    }
  }

  return {
    queue,
    sessionFor(id) {
      const session = sittings.get(id) ?? open(id);
      // The order of a Map is that of insertion: the case asked for last is the last to go.
      sittings.delete(id);
      sittings.set(id, session);
      prune(id);
      return session;
    },
    logFor(id) {
      const log = logs.get(id) ?? createAuditLog({ backend, id, own: reviewer.id });
      logs.set(id, log);
      return log;
    },
    onSettle(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const desks = new WeakMap<ReviewBackend, Map<string, Desk>>();

/** The desk of a person at a backend: kept as long as the backend is, however often the page shows and hides it. */
export function deskFor(options: DeskOptions): Desk {
  const { backend, reviewer } = options;
  const known = desks.get(backend) ?? new Map<string, Desk>();
  desks.set(backend, known);
  const desk = known.get(reviewer.id) ?? createDesk(options);
  known.set(reviewer.id, desk);
  return desk;
}
