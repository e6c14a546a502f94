import { type AuditLog, createAuditLog } from '../audit/audit.session.js';
import { canonicalJson, sameJson } from '../internal/canonical-json.js';
import { pastDecisionOf } from '../oversight/self-check.selectors.js';
import { createSelfCheck, deviceHistory, type SelfCheck } from '../oversight/self-check.session.js';
import type { SelfCheckSwitches } from '../oversight/self-check.types.js';
import { shownRows } from '../queue/queue.selectors.js';
import { createReviewQueue } from '../queue/queue.session.js';
import type { QueueQuery, ReviewQueueStore } from '../queue/queue.types.js';
import type { ReviewBackend, Unsubscribe } from '../review/backend.types.js';
import { createReviewSession, isHeard, sessionWithRule } from '../review/review.session.js';
import type {
  AuditEntry,
  CanDecide,
  CommandResult,
  Decision,
  Proposal,
  Review,
  Reviewer,
} from '../review/review.types.js';
import type { Reauthenticate, ReviewSession } from '../review/session.types.js';
import { summaryOf } from '../review/summary.selectors.js';
import { isVerdict } from '../review/verdict.selectors.js';
import { createAhead } from './ahead.session.js';
import { type CheckNews, createCheckNews } from './check-news.session.js';

/** How many sittings are kept open beside the newest: enough to switch to and fro, few enough to listen for. */
const KEPT_SITTINGS = 30;

/** How many queues are kept: those of a page that switches between a few. */
const KEPT_QUEUES = 8;

/** Milliseconds a desk that nobody shows stays as it is: a page that changes its route comes back within them. */
const GRACE = 5_000;

/** A decision of this desk that is on the record. */
export interface DeskSettlement {
  review: Review;
  decision: Decision;
  entry: AuditEntry;
  /** The next case in the queue that can be started; absent where there is none. */
  nextId?: string;
}

export interface DeskOptions extends SelfCheckSwitches {
  backend: ReviewBackend;
  reviewer: Reviewer;
  /** What the queue asks for. */
  query?: QueueQuery;
  /** Whether this person may decide; the backend is asked again with every command. */
  canDecide?: CanDecide;
  /** Asked before a decision is sent whose policy asks for a signature: `createReauthentication()`, or the host's own. */
  reauthenticate?: Reauthenticate;
  /**
   * The probability that a proposed value is right, 0 to 1, where the proposal's confidence is about something else, such as a
   * default; without it such cases count for nothing (B-15).
   */
  probabilityOf?: (proposal: Proposal) => number | undefined;
  /** The person's own history; the backend's, or this device's, unless given. */
  selfCheck?: SelfCheck;
}

/** One person's desk: the queue, a sitting per opened case and its record, all outside React. */
export interface Desk {
  readonly queue: ReviewQueueStore;
  /** The queue for another query: the same one for the same query, as long as somebody uses it. */
  queueFor(query: QueueQuery): ReviewQueueStore;
  /**
   * The sitting with a case, under this desk's rule: the same one every time, so that neither a draft nor a submission
   * is ever lost. Another `reauthenticate` and other roles count in it once nobody shows it any more.
   */
  sessionFor(id: string): ReviewSession;
  /**
   * Loads the case that comes after this one while this one is open: `sessionFor` begins with it, and whoever shows that sitting
   * calls its `refresh()`. Ends with what it gives back.
   */
  loadAheadOf(id: string, among: ReviewQueueStore): Unsubscribe;
  /** The record of a case; asking for it loads it. */
  logFor(id: string): AuditLog;
  /** What this person hears of their own work. It learns of decisions whose policy has a safeguard that rests on it, and of no others. */
  readonly selfCheck: SelfCheck;
  /** What this person is told of cases that were checks, once they have decided them (B-14). */
  readonly checks: CheckNews;
  /**
   * Hears every decision of this person, whichever case is on screen by then.
   *
   * @param among the queue in which the next case is looked for; `queue` unless given
   */
  onSettle(listener: (settlement: DeskSettlement) => void, among?: ReviewQueueStore): Unsubscribe;
  /** Takes in what an accepted command did that no sitting of this desk has sent, such as one of a batch (B-18). */
  take(result: Extract<CommandResult, { outcome: 'accepted' }>): void;
  /** From here on this is who sits at the desk, and what they may decide here. */
  seat(options: Omit<DeskOptions, 'backend' | 'query' | 'selfCheck'>): void;
  /** Keeps idle sittings listening until every caller has called what it got back, and a moment longer. */
  hold(): Unsubscribe;
}

/** What all desks of one person at a backend have in common: everything but the rule. */
interface Office extends Omit<Desk, 'queue' | 'seat' | 'onSettle'> {
  onSettle(listener: (settlement: DeskSettlement) => void, among: ReviewQueueStore): Unsubscribe;
  seat(options: Omit<DeskOptions, 'backend' | 'query' | 'selfCheck' | 'canDecide'>): void;
  /** Whether a sitting goes on. */
  isOpen(sitting: ReviewSession): boolean;
}

function createOffice({ backend, reviewer: first, reauthenticate: asking, ...options }: DeskOptions): Office {
  let reviewer = first;
  let reauthenticate = asking;
  let own: Pick<DeskOptions, 'probabilityOf' | keyof SelfCheckSwitches> = options;
  const selfCheck = options.selfCheck ?? createSelfCheck({ store: backend.ownHistory ?? deviceHistory(first.id) });
  const checks = createCheckNews(backend);
  /** When each case was decided here, as long as that may be taken back. */
  const noted = new Map<string, string>();
  const queues = new Map<string, ReviewQueueStore>();
  /** Queues that somebody shows, once for each. */
  const running = new Map<symbol, ReviewQueueStore>();
  const sittings = new Map<string, ReviewSession>();
  const logs = new Map<string, AuditLog>();
  const ahead = createAhead(backend);
  const listeners = new Map<(settlement: DeskSettlement) => void, ReviewQueueStore>();
  const holders = new Set<symbol>();
  let grace: ReturnType<typeof setTimeout> | undefined;

  /** Lets go of queues that nobody shows, those asked for longest ago first. */
  function pruneQueues(most: number) {
    const used = new Set([...running.values(), ...listeners.values()]);
    for (const [key, queue] of queues) {
      if (queues.size <= most) return;
      if (!used.has(queue)) queues.delete(key);
    }
  }

  function openQueue(key: string, query: QueueQuery): ReviewQueueStore {
    const store = createReviewQueue({ backend, query });
    const queue: ReviewQueueStore = {
      ...store,
      start() {
        const run = Symbol();
        running.set(run, queue);
        // One that was let go and is shown again is found again.
        if (!queues.has(key)) queues.set(key, queue);
        const stop = store.start();
        return () => {
          running.delete(run);
          stop();
        };
      },
    };
    return queue;
  }

  function queueFor(query: QueueQuery): ReviewQueueStore {
    const key = canonicalJson(query);
    const queue = queues.get(key) ?? openQueue(key, query);
    queues.delete(key);
    pruneQueues(KEPT_QUEUES - 1);
    queues.set(key, queue);
    return queue;
  }

  function nextAfter(id: string, queue: ReviewQueueStore): string | undefined {
    const { rows: listed, query: asked } = queue.getSnapshot();
    const rows = shownRows(listed, asked.order ?? 'oldest');
    const at = rows.positionOf(id);
    for (let step = 1; step <= rows.length; step++) {
      const row = rows.at((at + step) % rows.length);
      if (!row || row.id === id || row.status !== 'pending' || row.held || row.skippedByYou) continue;
      if (row.assignedTo && !row.assignedTo.isYou) continue;
      if (row.state !== 'pending.awaitingInfo') return row.id;
    }
  }

  function noteOwn(review: Review, entry: AuditEntry) {
    const { id, policy } = review;
    const at = noted.get(id);
    if (entry.command.type === 'undo' && at !== undefined) {
      selfCheck.takeBack(at);
      noted.delete(id);
    }
    const decision = review.decision ?? review.signatures.at(-1);
    // Nothing is kept of a case whose policy asks for nothing that rests on it.
    if (!isVerdict(entry.command.type) || !decision || !(policy.agreementNudge || policy.paceWatch || policy.dwell))
      return;
    // Nothing counts a check: half of them are cases that the AI has wrong.
    if (entry.exposure?.seeded) return;
    const past = pastDecisionOf({ review, decision, entry }, Date.now(), own.probabilityOf);
    if (!past) return;
    noted.set(id, past.at);
    const isOn = (name: keyof SelfCheckSwitches) => policy[name] === true && own[name] !== false;
    selfCheck.note(past, { agreementNudge: isOn('agreementNudge'), paceWatch: isOn('paceWatch') });
  }

  function open(id: string): ReviewSession {
    const known = ahead.take(id);
    return createReviewSession({
      backend,
      id,
      ...(known && { review: known }),
      reviewer,
      ...(reauthenticate && { reauthenticate }),
      medianActiveMs: () => selfCheck.getSnapshot().medianActiveMs,
      onCommandSettle: ({ result }) => {
        if (result.outcome === 'accepted') settle(id, result);
      },
    });
  }

  function settle(id: string, { review, entry }: Extract<CommandResult, { outcome: 'accepted' }>) {
    noteOwn(review, entry);
    // Asked before the row goes: its place in the queue is where the next one is found.
    const heard = [...listeners].map(([listener, among]) => ({ listener, nextId: nextAfter(id, among) }));
    for (const each of new Set([...queues.values(), ...running.values()])) each.applyOwn(summaryOf(review, reviewer));
    const decision = review.decision ?? review.signatures.at(-1);
    if (!isVerdict(entry.command.type) || !decision) return;
    checks.ask(review, true);
    // With this decision the server ends the time in which earlier ones can be taken back.
    for (const [other, sitting] of sittings) if (other !== id && sitting.getSnapshot().undo) sitting.refresh();
    for (const { listener, nextId } of heard) {
      listener({ review, decision, entry, ...(nextId !== undefined && { nextId }) });
    }
  }

  /** Whether a sitting can end without anything being lost. */
  function isIdle(session: ReviewSession): boolean {
    const { status, pending, hasUnsaved } = session.getSnapshot();
    return (status === 'viewing' || status === 'settled') && !pending && !hasUnsaved;
  }

  function end(id: string, session: ReviewSession) {
    session.stop();
    logs.get(id)?.stop();
    sittings.delete(id);
    logs.delete(id);
  }

  /** Ends the oldest sittings in which nothing is at stake and that nobody shows. */
  function prune(newest: string) {
    for (const [id, session] of sittings) {
      if (sittings.size <= KEPT_SITTINGS || id === newest) return;
      if (isIdle(session) && !isHeard(session)) end(id, session);
    }
  }

  function sessionFor(id: string): ReviewSession {
    const known = sittings.get(id);
    if (known && isIdle(known)) {
      // Somebody with other roles has other commands, wherever the case is shown: every part asks anew with them. Another way to
      // sign in changes nothing that is seen, so no sitting ends for it under a part of a page.
      const isOther = !sameJson(known.reviewer, reviewer);
      if (isOther || (known.reauthenticate !== reauthenticate && !isHeard(known))) end(id, known);
    }
    const session = sittings.get(id) ?? open(id);
    // The order of a Map is that of insertion: the case asked for last is the last to go.
    sittings.delete(id);
    sittings.set(id, session);
    prune(id);
    return session;
  }

  return {
    queueFor,
    selfCheck,
    checks,
    seat({ reviewer: next, reauthenticate: nextAsking, ...given }) {
      reauthenticate = nextAsking;
      own = given;
      // The same object for the same person: sittings ask whether it changed.
      if (!sameJson(next, reviewer)) reviewer = next;
    },
    hold() {
      const holder = Symbol();
      holders.add(holder);
      // It reads what is kept: before the first case asks for this person's own pace.
      const stop = selfCheck.subscribe(() => {});
      clearTimeout(grace);
      return () => {
        stop();
        if (!holders.delete(holder) || holders.size > 0) return;
        grace = setTimeout(() => {
          for (const [id, session] of [...sittings]) if (isIdle(session)) end(id, session);
          for (const [id, log] of [...logs]) {
            if (sittings.has(id)) continue;
            log.stop();
            logs.delete(id);
          }
          pruneQueues(0);
        }, GRACE);
      };
    },
    isOpen: (sitting) => sittings.get(sitting.id) === sitting,
    sessionFor,
    loadAheadOf(id, among) {
      const session = sessionFor(id);
      let seen: unknown;
      let wasListed = false;
      const look = () => {
        const { rows } = among.getSnapshot();
        // The case that is open comes first, and each list is looked at once.
        if (!session.getSnapshot().review || seen === rows) return;
        seen = rows;
        // Once it has left the list with a decision, what came after it stays what comes next.
        const isListed = rows.some((row) => row.id === id);
        if (wasListed && !isListed) return;
        wasListed = isListed;
        const next = nextAfter(id, among);
        if (next === undefined || sittings.has(next)) ahead.cancel();
        else ahead.prepare(next);
      };
      const stops = [session.subscribe(look), among.subscribe(look)];
      look();
      return () => {
        for (const stop of stops) stop();
        ahead.cancel();
      };
    },
    logFor(id) {
      const log = logs.get(id) ?? createAuditLog({ backend, id, own: reviewer.id });
      logs.set(id, log);
      return log;
    },
    take(result) {
      const { id } = result.review;
      settle(id, result);
      // It was not the sitting that sent it.
      sittings.get(id)?.refresh();
    },
    onSettle(listener, among) {
      listeners.set(listener, among);
      return () => void listeners.delete(listener);
    },
  };
}

/** A desk of its own in an office: its rule, and its view of each sitting under that rule. */
function deskIn(office: Office, { query = {}, canDecide: first }: DeskOptions): Desk {
  let canDecide = first;
  const views = new Map<string, { sitting: ReviewSession; session: ReviewSession }>();
  return {
    get queue() {
      return office.queueFor(query);
    },
    queueFor: office.queueFor,
    sessionFor(id) {
      const sitting = office.sessionFor(id);
      for (const [known, view] of views) if (!office.isOpen(view.sitting)) views.delete(known);
      const view = views.get(id) ?? { sitting, session: sessionWithRule(sitting, canDecide) };
      views.set(id, view);
      return view.session;
    },
    loadAheadOf: office.loadAheadOf,
    logFor: office.logFor,
    selfCheck: office.selfCheck,
    checks: office.checks,
    take: office.take,
    onSettle: (listener, among = office.queueFor(query)) => office.onSettle(listener, among),
    seat({ canDecide: next, ...options }) {
      office.seat(options);
      canDecide = next;
      for (const { session } of views.values()) session.setCanDecide(canDecide);
    },
    hold: office.hold,
  };
}

/** Opens a desk. It loads nothing before its queue is started or a case is asked for. */
export function createDesk(options: DeskOptions): Desk {
  return deskIn(createOffice(options), options);
}

const offices = new WeakMap<ReviewBackend, Map<string, Office>>();

/**
 * A desk of a person at a backend. Each has its own rule and its own `queue`; sittings, drafts, records and queues are
 * the person's, kept as long as the backend is, however often the page shows and hides them. Who asks last says what
 * the person is.
 */
export function deskFor(options: DeskOptions): Desk {
  const { backend, reviewer } = options;
  const known = offices.get(backend) ?? new Map<string, Office>();
  offices.set(backend, known);
  const office = known.get(reviewer.id) ?? createOffice(options);
  known.set(reviewer.id, office);
  office.seat(options);
  return deskIn(office, options);
}
