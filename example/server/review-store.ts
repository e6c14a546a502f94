import { createHash } from 'node:crypto';
import {
  type Actor,
  type AuditEntry,
  applyCommand,
  type CanDecide,
  type CommandResult,
  initialReview,
  type MachineActor,
  NO_FENCE,
  type Page,
  type Policy,
  type Proposal,
  proposedEntry,
  type Review,
  type Reviewer,
  type ReviewQuery,
  type ReviewSummary,
} from 'countersign/core';
import { changesAfter, historyOf, type LoggedChange, lastPosition } from './audit-log.js';
import type { CommandRequest } from './command-input.js';
import type { Database, Queryable } from './database.js';
import { createDrafts, type Drafts } from './drafts.js';
import { redactResult, redactReview } from './redaction.js';
import { listReviews } from './review-query.js';
import { appendEntries, type Change, insertReviews, writeChanges } from './review-rows.js';

/** How long a claim is held, in milliseconds. The server's clock decides when it is over. */
const LEASE = 15 * 60_000;

const SYSTEM: MachineActor = { kind: 'system', id: 'lease', name: 'Claim timer' };

export interface ReviewStore {
  list(query: ReviewQuery, reader: Reviewer): Promise<Page<ReviewSummary>>;
  /** Nothing where there is no such review. */
  load(id: string, reader: Reviewer): Promise<Review | undefined>;
  history(id: string, reader: Reviewer, cursor?: string): Promise<Page<AuditEntry> | undefined>;
  send(id: string, request: CommandRequest, by: Reviewer, key: string): Promise<CommandResult | undefined>;
  /** Opens many reviews in one transaction. */
  open(proposals: readonly Proposal[], policyOf: (proposal: Proposal) => Policy, tx?: Queryable): Promise<void>;
  /** Gives every open, undecided review the proposal that `next` makes of it, in the transaction of the caller. */
  reviseOpen(tx: Queryable, next: (review: Review) => Proposal | undefined, by: Actor): Promise<number>;
  /** Every review with a decision in effect. */
  decided(tx?: Queryable): Promise<Review[]>;
  /** Gives up the claims whose time has run out. */
  lapse(): Promise<number>;
  /** What changed after a position, each review once with its newest entry, oldest first. */
  changesAfter(position: string, reader: Reviewer, limit: number): Promise<LoggedChange[]>;
  lastPosition(): Promise<string>;
  /** Says that entries were committed in a transaction of the caller. */
  announce(): void;
  /** Called after every commit that added entries. */
  onChange(listener: () => void): () => void;
  drafts: Drafts;
}

export interface ReviewStoreOptions {
  database: Database;
  canDecide: CanDecide;
  /** Milliseconds since 1970. */
  clock: () => number;
}

export function createReviewStore({ database, canDecide, clock }: ReviewStoreOptions): ReviewStore {
  const listeners = new Set<() => void>();
  const announce = () => {
    for (const listener of [...listeners]) listener();
  };
  const now = () => new Date(clock()).toISOString();

  /** The review after its claim was given up, where its time has run out. */
  function lapsed(review: Review): Change | undefined {
    const end = Date.parse(review.claim?.until ?? '');
    if (!(end <= clock())) return undefined;
    const result = applyCommand(review, { type: 'lapse' }, { by: SYSTEM, at: now() });
    return result.outcome === 'accepted' ? result : undefined;
  }

  return {
    list: (query, reader) => listReviews(database, query, reader),

    async load(id, reader) {
      const [row] = await database.query<{ body: Review }>('select body from reviews where id = $1', [id]);
      return row && redactReview(row.body, reader);
    },

    history: (id, reader, cursor) => historyOf(database, id, reader, cursor),

    async send(id, request, by, key) {
      const hash = createHash('sha256')
        .update(JSON.stringify([id, request.command]))
        .digest('hex');
      let changed = false;
      const answer = await database.transaction(async (tx): Promise<CommandResult | undefined> => {
        changed = false;
        const [row] = await tx.query<{ body: Review }>('select body from reviews where id = $1 for update', [id]);
        if (!row) return undefined;
        const [known] = await tx.query<{ request: string; answer: CommandResult }>(
          'select request, answer from idempotency_keys where person_id = $1 and key = $2',
          [by.id, key],
        );
        if (known) {
          if (known.request === hash) return known.answer;
          return { outcome: 'invalid', issues: [{ code: 'value-invalid', path: 'idempotencyKey' }] };
        }
        const over = lapsed(row.body);
        const review = over?.review ?? row.body;
        const { command, expectedVersion, saw, fence = NO_FENCE } = request;
        const until = new Date(clock() + LEASE).toISOString();
        const isLease = command.type === 'claim' || command.type === 'undo';
        const result = applyCommand(review, isLease ? { ...command, until } : command, {
          by: { kind: 'person', ...by },
          at: now(),
          // The sender could not know that the claim timer came first.
          expectedVersion: over && expectedVersion === row.body.version ? review.version : expectedVersion,
          fence,
          isUndoable: false,
          ...(saw && { saw }),
          canDecide,
        });
        const changes = [...(over ? [over] : []), ...(result.outcome === 'accepted' ? [result] : [])];
        if (changes.length > 0) await writeChanges(tx, changes);
        changed = changes.length > 0;
        const redacted = redactResult(result, by);
        await tx.query(
          'insert into idempotency_keys (person_id, key, request, answer, at) values ($1, $2, $3, $4::json, $5)',
          [by.id, key, hash, JSON.stringify(redacted), now()],
        );
        return redacted;
      });
      if (changed) announce();
      return answer;
    },

    async open(proposals, policyOf, given) {
      const reviews = proposals.map((proposal) => initialReview(proposal, policyOf(proposal)));
      const work = async (tx: Queryable) => {
        await insertReviews(tx, reviews);
        await appendEntries(tx, reviews.map(proposedEntry));
      };
      if (given) return work(given);
      await database.transaction(work);
      announce();
    },

    async reviseOpen(tx, next, by) {
      const rows = await tx.query<{ body: Review }>(
        `select body from reviews where status in ('pending', 'reviewing') order by id for update`,
      );
      const changes: Change[] = [];
      for (const { body: review } of rows) {
        // A second signer decides on what the first one signed.
        if (review.signatures.length > 0) continue;
        const proposal = next(review);
        if (!proposal) continue;
        const result = applyCommand(review, { type: 'revise', proposal }, { by, at: now() });
        if (result.outcome === 'accepted') changes.push(result);
      }
      if (changes.length > 0) await writeChanges(tx, changes);
      return changes.length;
    },

    async decided(tx = database) {
      const rows = await tx.query<{ body: Review }>(
        `select body from reviews where status in ('approved', 'overridden') order by id`,
      );
      return rows.map(({ body }) => body);
    },

    async lapse() {
      const count = await database.transaction(async (tx) => {
        const rows = await tx.query<{ body: Review }>(
          'select body from reviews where lease_until <= $1 order by id for update',
          [now()],
        );
        const changes = rows.flatMap(({ body }) => lapsed(body) ?? []);
        if (changes.length > 0) await writeChanges(tx, changes);
        return changes.length;
      });
      if (count > 0) announce();
      return count;
    },

    changesAfter: (position, reader, limit) => changesAfter(database, position, reader, limit),
    lastPosition: () => lastPosition(database),
    announce,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    drafts: createDrafts(database),
  };
}
