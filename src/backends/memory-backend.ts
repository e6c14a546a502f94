import { sameJson } from '../internal/canonical-json.js';
import { errorFor } from '../internal/errors.js';
import { isIsoTime } from '../internal/iso-date.js';
import { isLater } from '../internal/later-time.js';
import { matchesQuery } from '../queue/queue.selectors.js';
import type { AssignablePerson, Draft, Page, ReviewBackend, ReviewOrder, SentBy } from '../review/backend.types.js';
import { withKnownFields } from '../review/command-fields.selectors.js';
import { applyCommand, proposedEntry } from '../review/lifecycle.selectors.js';
import {
  type Actor,
  type AuditEntry,
  type CanDecide,
  type Command,
  type CommandContext,
  type CommandResult,
  type Issue,
  NO_FENCE,
  type PolicyRoles,
  type Review,
  type Reviewer,
  type ReviewSummary,
  RISKS,
} from '../review/review.types.js';
import { hasSkipped } from '../review/skip.selectors.js';
import { canTakeBack, undoEnd, undoEndAfterNext } from '../review/undo.selectors.js';
import { isVerdict } from '../review/verdict.selectors.js';
import { entryAsSeenBy, resultAsSeenBy, reviewAsSeenBy, summaryAsSeenBy } from '../review/withheld.selectors.js';
import { createMemoryBatches } from './memory-batches.js';
import { createMemoryChecks, type MemoryCheck } from './memory-checks.js';
import { createMemoryPresence } from './memory-presence.js';
import { createMemoryStops } from './memory-stops.js';

/** Entries per page of `history` (T-5). */
const HISTORY_PAGE = 50;
const LIST_PAGE = 50;
const LONGEST_LIST_PAGE = 200;

export interface MemoryStoreOptions {
  /** Reviews to begin with, as `initialReview` makes them, or with `history` as they stand. */
  reviews?: readonly Review[];
  /** Every entry of reviews that are not new, by review id, oldest first. */
  history?: { readonly [reviewId: string]: readonly AuditEntry[] };
  /** Milliseconds since 1970. @default Date.now */
  clock?: () => number;
  canDecide?: CanDecide;
  /** How long a claim lasts without a heartbeat, in milliseconds. @default claims have no end */
  lease?: number;
  /** Who may stop a model or everything, and who resumes it. @default everybody stops, a supervisor resumes */
  stopRoles?: Pick<PolicyRoles, 'hold' | 'resume'>;
  /** Whom cases can be assigned to. @default people assign them only to themselves, and a server to whoever it says */
  people?: readonly AssignablePerson[];
  /** Which reviews are checks, each of one person, by review id (B-14). @default none */
  checks?: { readonly [reviewId: string]: MemoryCheck };
}

/** Reviews in memory, shared by the backends of several people. */
export interface MemoryStore {
  /** What one person sees and may do. */
  backendFor(reviewer: Reviewer): ReviewBackend;
  /** @param check where the review comes to one person as a check */
  add(review: Review, check?: MemoryCheck): void;
  /** Applies a command as anybody, the system included. */
  apply(id: string, command: Command, by: Actor, context?: Partial<CommandContext>): CommandResult;
  /** @throws {CountersignError} `review-unknown` */
  get(id: string): Review;
  /** Every entry of a review, oldest first. */
  entries(id: string): readonly AuditEntry[];
}

/** What a key was used for, and what came of it: of a command, or of asking for the next case. */
interface Answered {
  request: readonly unknown[];
  result?: CommandResult;
  review?: Review;
}

interface Stored {
  review: Review;
  entries: AuditEntry[];
  /** End of the claim's lease, in milliseconds since 1970. */
  leaseEnd?: number | undefined;
  /** Who may take the last verdict back, and the times it follows from, in milliseconds since 1970. */
  undo?: { by: string; decidedAt: number; until: number; batch?: string | undefined } | undefined;
}

const CHECK_IS_OVER: CommandResult = {
  outcome: 'forbidden',
  why: {
    code: 'cannot-decide',
    text: 'This was a check case. You have been told what was known of it, so nothing of it can be changed or taken back.',
  },
};

const TIMER: Actor = { kind: 'system', id: 'lease', name: 'Claim timer' };

const ORDERS: Record<ReviewOrder, (a: ReviewSummary, b: ReviewSummary) => number> = {
  oldest: (a, b) => a.createdAt.localeCompare(b.createdAt),
  newest: (a, b) => b.createdAt.localeCompare(a.createdAt),
  due: (a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'),
  'least-confident': (a, b) => distanceFromEven(a) - distanceFromEven(b),
  risk: (a, b) => RISKS.indexOf(b.risk) - RISKS.indexOf(a.risk),
};

/** Least confidence of a yes or no (Settles 2009): the nearer to one half, the less certain. No score comes last. */
function distanceFromEven({ confidence }: ReviewSummary): number {
  return confidence?.value === undefined ? 1 : Math.abs(confidence.value - 0.5);
}

/** Without a key nothing could be repeated, and without a version everything would be written over. */
function optionIssues(idempotencyKey: unknown, expectedVersion: unknown, sentAt: unknown): Issue[] {
  const issues: Issue[] = [];
  if (typeof idempotencyKey !== 'string' || idempotencyKey === '') {
    issues.push({ code: 'field-missing', path: 'idempotencyKey' });
  }
  if (!Number.isInteger(expectedVersion)) {
    issues.push({ code: 'value-invalid', path: 'expectedVersion', detail: { expected: 'whole number' } });
  }
  if (sentAt !== undefined && !isIsoTime(sentAt)) issues.push({ code: 'date-invalid', path: 'sentAt' });
  return issues;
}

/** What crosses the port is a copy: nobody changes the store by changing an answer. */
function copy<T>(value: T): T {
  return structuredClone(value);
}

/**
 * Holds reviews in memory and runs every command through the lifecycle, as a server would.
 *
 * @throws {CountersignError} `duplicate-id` when two reviews have one id
 */
export function createMemoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  const { clock = Date.now, canDecide, lease, people } = options;
  const stored = new Map<string, Stored>();
  const changes: { cursor: string; review: Review }[] = [];
  const listeners = new Set<(change: { cursor: string; review: Review }) => void>();
  const answers = new Map<string, Answered>();
  /** What is there, or when it was thrown away. */
  const drafts = new Map<string, { draft?: Draft; typedAt?: string }>();

  const checks = createMemoryChecks(options.checks);
  const presence = createMemoryPresence((id, reader) =>
    checks.isThereFor(id, reader) ? stored.get(id)?.review : undefined,
  );
  const batches = createMemoryBatches((id, personId) =>
    checks.isThereFor(id, { id: personId }) ? stored.get(id) : undefined,
  );
  const stops = createMemoryStops<Stored>({
    entries: () => stored.values(),
    run: (entry, command, by) => change(entry, command, { by }),
    clock,
    roles: options.stopRoles,
  });

  function add(review: Review, check?: MemoryCheck) {
    if (stored.has(review.id)) throw errorFor('duplicate-id', 'The memory store', review.id);
    if (check) checks.add(review.id, copy(check));
    const entry = copy({ review, entries: [...(options.history?.[review.id] ?? [proposedEntry(review)])] });
    stored.set(review.id, entry);
    push(review);
    stops.hold(entry);
  }

  function find(id: string): Stored {
    const found = stored.get(id);
    if (!found) throw errorFor('review-unknown', id);
    lapseWhereDue(found);
    return found;
  }

  /** A claim whose time is over is given up before anybody hears of the review again. */
  function lapseWhereDue(entry: Stored) {
    if (entry.leaseEnd === undefined || entry.leaseEnd > clock()) return;
    entry.leaseEnd = undefined;
    run(entry, { type: 'lapse' }, { by: TIMER });
  }

  /** The review as one person is told of it: with what is true at this moment and no part of the record. */
  function told({ review, leaseEnd, undo }: Stored, reader: Reviewer): Review {
    const { claim } = review;
    const now: Review = {
      ...review,
      ...(claim && leaseEnd !== undefined && { claim: { ...claim, until: new Date(leaseEnd).toISOString() } }),
      ...(undo?.by === reader.id &&
        undo.until > clock() && { undo: { by: undo.by, until: new Date(undo.until).toISOString() } }),
    };
    return copy(reviewAsSeenBy(now, reader));
  }

  function push(review: Review) {
    const change = { cursor: String(changes.length + 1), review };
    changes.push(change);
    for (const listener of [...listeners]) listener(change);
    presence.follow(review.id);
  }

  function apply(id: string, command: Command, by: Actor, context: Partial<CommandContext> = {}): CommandResult {
    return copy(run(find(id), command, { ...context, by }));
  }

  /** Runs a command on a review that follows the stops, before it and after it. */
  function run(entry: Stored, command: Command, context: Partial<CommandContext> & { by: Actor }): CommandResult {
    stops.hold(entry);
    const result = change(entry, command, context);
    // It may be another model's now, or open again.
    if (result.outcome === 'accepted') stops.hold(entry);
    return result;
  }

  function change(entry: Stored, command: Command, context: Partial<CommandContext> & { by: Actor }): CommandResult {
    const now = clock();
    const asked = batches.received(copy(command), entry, context.by.id);
    const applied = applyCommand(entry.review, asked, {
      at: new Date(now).toISOString(),
      isUndoable: entry.undo !== undefined && entry.undo.until > now,
      ...(canDecide && { canDecide }),
      ...context,
    });
    const result = batches.checked(applied, entry.review.id, context.by.id);
    if (result.outcome === 'accepted') {
      // What it was has been told: nothing takes that back, and nothing follows from it.
      if (checks.isOver(entry.review) && command.type !== 'view') return CHECK_IS_OVER;
      const left = checks.follow(result.review, result.entry);
      entry.review = left.review;
      entry.entries.push(...left.entries);
      const { claim } = left.review;
      // A claim that goes on keeps the lease that its heartbeats made; a new one begins with its own.
      if (claim?.fence === result.review.version)
        entry.leaseEnd = claim.until === undefined ? undefined : Date.parse(claim.until);
      else if (!claim) entry.leaseEnd = undefined;
      if (command.type === 'undo') entry.undo = undefined;
      if (isVerdict(command.type)) noteVerdict(entry, context.by.id, now, asked);
      if (!canTakeBack(left.review) || checks.isOver(left.review)) entry.undo = undefined;
      push(left.review);
      return { ...result, review: left.review, entry: left.entries[0] ?? result.entry };
    }
    return result;
  }

  /**
   * A new verdict can be taken back; the same person's earlier ones only for what is left of 30 seconds (B-24). The cases of one
   * batch were decided together: none of them is the decision after another.
   */
  function noteVerdict(entry: Stored, by: string, now: number, command: Command) {
    const batch = command.type === 'approve' ? command.batch?.id : undefined;
    for (const { undo } of stored.values()) {
      const isTogether = batch !== undefined && undo?.batch === batch;
      if (undo?.by === by && !isTogether) undo.until = Math.min(undo.until, undoEndAfterNext(undo.decidedAt, now));
    }
    entry.undo = { by, decidedAt: now, until: undoEnd(now), batch };
  }

  /** A device whose clock is ahead must not keep what is typed after it from being stored. */
  const notLater = (time: string | undefined) =>
    time === undefined ? undefined : new Date(Math.min(Date.parse(time), clock())).toISOString();

  /** A command as it came, without what it does not have; one that begins a lease, with its end. */
  function received(sent: Command): Command {
    const command = withKnownFields(sent);
    const known = command?.type === 'assign' && people?.find(({ id }) => id === command.to?.id);
    // The name is the directory's, whatever was sent.
    if (known) return { ...command, to: { id: known.id, name: known.name } } as Command;
    const isLeased = lease !== undefined && (command?.type === 'claim' || command?.type === 'undo');
    return isLeased ? { ...command, until: new Date(clock() + lease).toISOString() } : command;
  }

  /** The refusal of an assignment to somebody whom nobody knows; to themselves everybody may be. */
  function strangerOf(command: Command, sender: Reviewer): CommandResult | undefined {
    if (command?.type !== 'assign' || !people || typeof command.to?.id !== 'string') return undefined;
    const { id } = command.to;
    if (id === sender.id || people.some((person) => person.id === id)) return undefined;
    return { outcome: 'invalid', issues: [{ code: 'choice-unknown', path: 'to', detail: { value: id } }] };
  }

  for (const review of options.reviews ?? []) add(review);

  function backendFor(reviewer: Reviewer): ReviewBackend {
    const actor: Actor = { kind: 'person', ...reviewer };
    /** What is there for this person: a check is for one only. */
    const findOwn = (id: string): Stored => {
      if (!checks.isThereFor(id, reviewer)) throw errorFor('review-unknown', id);
      return find(id);
    };
    const all = () => [...stored.values()].filter(({ review }) => checks.isThereFor(review.id, reviewer));
    const draftKey = (id: string) => JSON.stringify([reviewer.id, id]);
    /** @throws {CountersignError} `not-signed-in` for what comes from somebody else */
    const demandOwn = ({ by = reviewer.id }: SentBy = {}) => {
      if (by !== reviewer.id) throw errorFor('not-signed-in', by, reviewer.id);
    };
    return {
      async list(query) {
        const byOrder = ORDERS[query.order ?? 'oldest'];
        const compare = (a: ReviewSummary, b: ReviewSummary) => byOrder(a, b) || a.id.localeCompare(b.id);
        for (const entry of stored.values()) lapseWhereDue(entry);
        const found = all()
          .map(({ review }) => summaryAsSeenBy(review, reviewer))
          .filter((summary) => matchesQuery(summary, query))
          .sort(compare);
        const limit = Math.min(Math.max(1, query.limit ?? LIST_PAGE), LONGEST_LIST_PAGE);
        // The cursor is the row after which to go on, which may have left the filter meanwhile.
        const last = query.cursor === undefined ? undefined : stored.get(query.cursor);
        if (query.cursor !== undefined && !last) throw errorFor('cursor-unknown', query.cursor);
        const after = last && summaryAsSeenBy(last.review, reviewer);
        const start = after ? found.findIndex((summary) => compare(summary, after) > 0) : 0;
        return pageOf(found, start < 0 ? found.length : start, limit, (row) => row.id);
      },
      async load(id) {
        return told(findOwn(id), reviewer);
      },
      async send(id, command, { idempotencyKey, expectedVersion, saw, fence = NO_FENCE, by, sentAt }) {
        demandOwn({ ...(by !== undefined && { by }) });
        const issues = optionIssues(idempotencyKey, expectedVersion, sentAt);
        if (issues.length > 0) return { outcome: 'invalid', issues };
        const key = JSON.stringify([reviewer.id, idempotencyKey]);
        const request = ['send', id, command, saw ?? null];
        const known = answers.get(key);
        if (known) {
          return known.result && sameJson(known.request, request)
            ? copy(known.result)
            : { outcome: 'invalid', issues: [{ code: 'value-invalid', path: 'idempotencyKey' }] };
        }
        const entry = findOwn(id);
        const sent =
          strangerOf(command, reviewer) ??
          run(entry, received(command), {
            by: actor,
            expectedVersion,
            fence,
            ...(saw && { saw }),
            ...(sentAt !== undefined && { sentAt }),
          });
        const shown = resultAsSeenBy(sent, entry.review, reviewer);
        const result = copy('review' in shown ? { ...shown, review: told(entry, reviewer) } : shown);
        answers.set(key, copy({ request, result }));
        return result;
      },
      async history(id, cursor) {
        const { review, entries } = findOwn(id);
        const reopenedAt = entries.findLast(({ type }) => type === 'reopened')?.seq ?? 0;
        const newestFirst = entries.map((entry) => entryAsSeenBy(entry, review, reviewer, reopenedAt)).reverse();
        const after = cursor === undefined ? -1 : newestFirst.findIndex(({ seq }) => String(seq) === cursor);
        if (cursor !== undefined && after < 0) throw errorFor('cursor-unknown', cursor);
        return pageOf(newestFirst, after + 1, HISTORY_PAGE, (last) => String(last.seq));
      },
      subscribe(listener, { since, onGapFind } = {}) {
        const tell = ({ cursor, review }: { cursor: string; review: Review }) => {
          if (!checks.isThereFor(review.id, reviewer)) return;
          listener({ cursor, summary: copy(summaryAsSeenBy(review, reviewer)) });
        };
        listeners.add(tell);
        if (since !== undefined) {
          // A position is the number of changes before it.
          const begin = since === '0' ? 0 : changes.findIndex(({ cursor }) => cursor === since) + 1;
          if (begin === 0 && since !== '0') onGapFind?.();
          else for (const change of changes.slice(begin)) tell(change);
        }
        return () => listeners.delete(tell);
      },
      claims: {
        async renew(id, { fence }) {
          const entry = findOwn(id);
          const { claim } = entry.review;
          if (claim?.by.id !== reviewer.id || claim.fence !== fence) {
            return { outcome: 'claim-lost', review: told(entry, reviewer) };
          }
          if (lease !== undefined) entry.leaseEnd = clock() + lease;
          const until = new Date(entry.leaseEnd ?? 8.64e15).toISOString();
          return { outcome: 'renewed', until };
        },
        async next(query, { idempotencyKey, holder }) {
          const key = JSON.stringify([reviewer.id, idempotencyKey]);
          const { order = null, risk = null, kind = null } = query;
          const request = ['next', order, risk, kind, holder ?? null];
          const known = answers.get(key);
          if (known) {
            if (!sameJson(known.request, request)) throw errorFor('idempotency-key-reused', idempotencyKey);
            return known.review && copy(known.review);
          }
          const command: Command = { type: 'claim', ...(holder !== undefined && { holder }) };
          const rows = all().map((entry) => ({ entry, row: summaryAsSeenBy(entry.review, reviewer) }));
          const byOrder = ORDERS[query.order ?? 'oldest'];
          // What is assigned to them comes first.
          const rank = ({ assignedTo }: ReviewSummary) => (assignedTo?.isYou ? 0 : 1);
          rows.sort((a, b) => rank(a.row) - rank(b.row) || byOrder(a.row, b.row) || a.row.id.localeCompare(b.row.id));
          for (const { entry, row } of rows) {
            lapseWhereDue(entry);
            const { status, state } = entry.review;
            // What takes effect by itself is nobody's next case: whoever means to step in opens it.
            if (status !== 'pending' || state === 'pending.monitored' || !matchesQuery(row, query)) continue;
            if (hasSkipped(entry.review, reviewer)) continue;
            const result = run(entry, received(command), { by: actor });
            if (result.outcome !== 'accepted') continue;
            const review = told(entry, reviewer);
            answers.set(key, copy({ request, review }));
            return review;
          }
          answers.set(key, copy({ request }));
          return undefined;
        },
      },
      now: clock,
      ...(people && { people: async () => copy(people) }),
      stops: stops.serviceFor(reviewer),
      presence: presence.serviceFor(reviewer),
      ...(options.checks && { checks: checks.serviceFor(reviewer, (id) => find(id).review) }),
      drafts: {
        async save(id, draft, options) {
          demandOwn(options);
          const typedAt = notLater(draft.typedAt);
          if (isLater(drafts.get(draftKey(id))?.typedAt, typedAt)) return;
          drafts.set(draftKey(id), copy(typedAt === undefined ? { draft } : { draft: { ...draft, typedAt }, typedAt }));
        },
        async load(id, options) {
          demandOwn(options);
          return copy(drafts.get(draftKey(id))?.draft);
        },
        async clear(id, options) {
          demandOwn(options);
          const typedUntil = notLater(options?.typedUntil);
          if (isLater(drafts.get(draftKey(id))?.typedAt, typedUntil)) return;
          if (typedUntil === undefined) drafts.delete(draftKey(id));
          else drafts.set(draftKey(id), { typedAt: typedUntil });
        },
      },
    };
  }

  return {
    backendFor,
    add,
    apply,
    get: (id) => copy(find(id).review),
    entries: (id) => copy(find(id).entries),
  };
}

function pageOf<T>(all: readonly T[], start: number, limit: number, cursorOf: (last: T) => string): Page<T> {
  const items = all.slice(start, start + limit);
  const last = items.at(-1);
  const hasMore = start + items.length < all.length;
  return { items: copy(items), total: all.length, ...(hasMore && last && { next: cursorOf(last) }) };
}

export interface MemoryBackendOptions extends MemoryStoreOptions {
  /** Who is signed in. */
  reviewer: Reviewer;
}

/** A backend for one person, for stories, tests and first steps. Nothing outlives the page. */
export function createMemoryBackend({ reviewer, ...options }: MemoryBackendOptions): ReviewBackend {
  return createMemoryStore(options).backendFor(reviewer);
}
