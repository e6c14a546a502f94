import { createHash } from 'node:crypto';
import {
  type Actor,
  type AuditEntry,
  applyCommand,
  type CanDecide,
  type CommandResult,
  type Draft,
  initialReview,
  type MachineActor,
  NO_FENCE,
  type Page,
  type Policy,
  type Proposal,
  proposedEntry,
  REVIEW_ORDERS,
  type Review,
  type Reviewer,
  type ReviewOrder,
  type ReviewQuery,
  type ReviewSummary,
  RISKS,
  summaryOf,
} from 'countersign/core';
import type { CommandRequest } from './command-input.js';
import { type Database, isDataException, isStorable, type Queryable } from './database.js';
import { redactEntry, redactResult, redactReview, redactSummary } from './redaction.js';

const PAGE = 50;
export const LONGEST_PAGE = 200;
/** How long a claim is held, in milliseconds. The server's clock decides when it is over. */
const LEASE = 15 * 60_000;
/** Rows per statement when many are written. */
const CHUNK = 100;
/** One entry is numbered and committed at a time, so that no reader sees a later number before an earlier one. */
const LOCK_POSITIONS = 7_302;

const SYSTEM: MachineActor = { kind: 'system', id: 'lease', name: 'Claim timer' };

export interface Change {
  /** Position in the durable log of entries. */
  position: string;
  summary: ReviewSummary;
}

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
  changesAfter(position: string, reader: Reviewer, limit: number): Promise<Change[]>;
  lastPosition(): Promise<string>;
  /** Says that entries were committed in a transaction of the caller. */
  announce(): void;
  /** Called after every commit that added entries. */
  onChange(listener: () => void): () => void;
  drafts: {
    save(id: string, reviewer: Reviewer, draft: Draft): Promise<void>;
    load(id: string, reviewer: Reviewer): Promise<Draft | undefined>;
    clear(id: string, reviewer: Reviewer): Promise<void>;
  };
}

/** A cursor that this server did not make. */
export class CursorError extends Error {
  override name = 'CursorError';
}

interface OrderBy {
  key: string;
  type: string;
  direction: 'asc' | 'desc';
}

const ORDERS: Record<ReviewOrder, OrderBy> = {
  oldest: { key: 'created_at', type: 'timestamptz', direction: 'asc' },
  newest: { key: 'created_at', type: 'timestamptz', direction: 'desc' },
  due: { key: 'due_at', type: 'timestamptz', direction: 'asc' },
  'least-confident': { key: 'distance_from_even', type: 'double precision', direction: 'asc' },
  risk: { key: 'risk_rank', type: 'int', direction: 'desc' },
};

interface Cursor {
  order: ReviewOrder;
  key: string;
  id: string;
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.order, cursor.key, cursor.id])).toString('base64url');
}

function foreignCursor(): CursorError {
  return new CursorError('The cursor does not belong to this list. Load the first page again.');
}

function readCursor(text: string, order: ReviewOrder): Cursor {
  try {
    const [kept, key, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    const isKey = typeof key === 'string' && /^[-+.:0-9 TZainfty]{1,40}$/.test(key);
    const isId = typeof id === 'string' && isStorable(id);
    if (kept === order && REVIEW_ORDERS.includes(order) && isKey && isId) return { order, key, id };
  } catch {
    // Not one of ours: said below.
  }
  throw foreignCursor();
}

const REVIEW_COLUMNS = [
  ['id', 'text'],
  ['kind', 'text'],
  ['status', 'text'],
  ['state', 'text'],
  ['risk', 'text'],
  ['risk_rank', 'int'],
  ['title', 'text'],
  ['reference', 'text'],
  ['distance_from_even', 'double precision'],
  ['created_at', 'timestamptz'],
  ['due_at', 'timestamptz'],
  ['lease_until', 'timestamptz'],
  ['version', 'int'],
  ['body', 'json'],
] as const;

/** PostgreSQL's text holds no NUL; these columns only serve searching and sorting. */
const searchable = (text: string) => text.replaceAll('\u0000', '');

function rowOf(review: Review): unknown[] {
  // Without a viewer on purpose: this is for searching and ordering only. The order is one for everybody, and what a
  // blind reader may not see must not show in it either. What a reader is shown comes from `redactSummary`.
  const summary = summaryOf(review);
  const value = summary.confidence?.value;
  return [
    review.id,
    summary.kind,
    review.status,
    review.state,
    summary.risk,
    RISKS.indexOf(summary.risk),
    searchable(summary.title),
    summary.reference === undefined ? null : searchable(summary.reference),
    typeof value === 'number' && Number.isFinite(value) ? Math.abs(value - 0.5) : 1,
    summary.createdAt,
    summary.dueAt ?? 'infinity',
    review.claim?.until ?? null,
    review.version,
    JSON.stringify(review),
  ];
}

const ENTRY_COLUMNS = [
  ['review_id', 'text'],
  ['seq', 'int'],
  ['at', 'timestamptz'],
  ['type', 'text'],
  ['actor_id', 'text'],
  ['body', 'json'],
] as const;

function entryRow(entry: AuditEntry): unknown[] {
  return [entry.reviewId, entry.seq, entry.at, entry.type, entry.by.id, JSON.stringify(entry)];
}

type Columns = readonly (readonly [name: string, type: string])[];

async function insert(tx: Queryable, table: string, columns: Columns, rows: readonly unknown[][], end = '') {
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK);
    const places = chunk.map(
      (_, row) => `(${columns.map(([, type], column) => `$${row * columns.length + column + 1}::${type}`).join(', ')})`,
    );
    const names = columns.map(([name]) => name).join(', ');
    await tx.query(`insert into ${table} (${names}) values ${places.join(', ')} ${end}`, chunk.flat());
  }
}

/** Writes reviews over what is stored of them. */
function overwrite(tx: Queryable, reviews: readonly Review[]) {
  const set = REVIEW_COLUMNS.slice(1).map(([name]) => `${name} = excluded.${name}`);
  return insert(tx, 'reviews', REVIEW_COLUMNS, reviews.map(rowOf), `on conflict (id) do update set ${set.join(', ')}`);
}

async function append(tx: Queryable, entries: readonly AuditEntry[]) {
  await tx.query('select pg_advisory_xact_lock($1)', [LOCK_POSITIONS]);
  await insert(tx, 'audit_entries', ENTRY_COLUMNS, entries.map(entryRow));
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
  function lapsed(review: Review): { review: Review; entry: AuditEntry } | undefined {
    const end = Date.parse(review.claim?.until ?? '');
    if (!(end <= clock())) return undefined;
    const result = applyCommand(review, { type: 'lapse' }, { by: SYSTEM, at: now() });
    return result.outcome === 'accepted' ? result : undefined;
  }

  async function write(tx: Queryable, changes: readonly { review: Review; entry: AuditEntry }[]) {
    const newest = new Map(changes.map(({ review }) => [review.id, review]));
    await overwrite(tx, [...newest.values()]);
    await append(
      tx,
      changes.map(({ entry }) => entry),
    );
  }

  return {
    async list(query, reader) {
      const order = query.order ?? 'oldest';
      const { key, type, direction } = ORDERS[order];
      const limit = query.limit ?? PAGE;
      const parameters: unknown[] = [];
      const place = (value: unknown) => `$${parameters.push(value)}`;
      const filters: string[] = [];
      if (query.status) filters.push(`status = any(${place(query.status)}::text[])`);
      if (query.risk) filters.push(`risk = any(${place(query.risk)}::text[])`);
      if (query.kind !== undefined) filters.push(`kind = ${place(query.kind)}`);
      const text = query.text?.trim();
      if (text) {
        filters.push(
          `position(lower(${place(searchable(text))}) in lower(title || ' ' || coalesce(reference, ''))) > 0`,
        );
      }
      const where = (more: readonly string[]) => (more.length > 0 ? `where ${more.join(' and ')}` : '');
      const [counted] = await database.query<{ total: string }>(
        `select count(*)::text as total from reviews ${where(filters)}`,
        parameters,
      );
      const after: string[] = [];
      if (query.cursor !== undefined) {
        const cursor = readCursor(query.cursor, order);
        const last = `${place(cursor.key)}::${type}`;
        const beyond = direction === 'asc' ? '>' : '<';
        after.push(`(${key} ${beyond} ${last} or (${key} = ${last} and id > ${place(cursor.id)}))`);
      }
      const rows = await database
        .query<{ id: string; key: string; body: Review }>(
          `select id, ${key}::text as key, body from reviews ${where([...filters, ...after])}
           order by ${key} ${direction}, id limit ${place(limit + 1)}`,
          parameters,
        )
        .catch((error: unknown) => {
          // Which texts are a moment or a number is for the database to say, and only the cursor's key is given as one.
          throw query.cursor !== undefined && isDataException(error) ? foreignCursor() : error;
        });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        items: shown.map(({ body }) => redactSummary(body, reader)),
        total: Number(counted?.total ?? 0),
        ...(rows.length > limit && last && { next: writeCursor({ order, key: last.key, id: last.id }) }),
      };
    },

    async load(id, reader) {
      const [row] = await database.query<{ body: Review }>('select body from reviews where id = $1', [id]);
      return row && redactReview(row.body, reader);
    },

    async history(id, reader, cursor) {
      const before = cursor === undefined ? 2_147_483_647 : Number(cursor);
      if (!Number.isInteger(before) || before < 0 || before > 2_147_483_647) {
        throw new CursorError('The cursor does not belong to this history. Load the newest entries again.');
      }
      return database.transaction(async (tx) => {
        const [row] = await tx.query<{ body: Review }>('select body from reviews where id = $1', [id]);
        if (!row) return undefined;
        const entries = await tx.query<{ body: AuditEntry }>(
          'select body from audit_entries where review_id = $1 and seq < $2 order by seq desc limit $3',
          [id, before, PAGE + 1],
        );
        const items = entries.slice(0, PAGE).map(({ body }) => redactEntry(body, row.body, reader));
        const last = items.at(-1);
        return {
          items,
          total: row.body.version,
          ...(entries.length > PAGE && last && { next: String(last.seq) }),
        };
      });
    },

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
        if (changes.length > 0) await write(tx, changes);
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
        await insert(tx, 'reviews', REVIEW_COLUMNS, reviews.map(rowOf));
        await append(tx, reviews.map(proposedEntry));
      };
      if (given) return work(given);
      await database.transaction(work);
      announce();
    },

    async reviseOpen(tx, next, by) {
      const rows = await tx.query<{ body: Review }>(
        `select body from reviews where status in ('pending', 'reviewing') order by id for update`,
      );
      const changes: { review: Review; entry: AuditEntry }[] = [];
      for (const { body: review } of rows) {
        // A second signer decides on what the first one signed.
        if (review.signatures.length > 0) continue;
        const proposal = next(review);
        if (!proposal) continue;
        const result = applyCommand(review, { type: 'revise', proposal }, { by, at: now() });
        if (result.outcome === 'accepted') changes.push(result);
      }
      if (changes.length > 0) await write(tx, changes);
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
        if (changes.length > 0) await write(tx, changes);
        return changes.length;
      });
      if (count > 0) announce();
      return count;
    },

    async changesAfter(position, reader, limit) {
      const rows = await database.query<{ position: string; body: Review }>(
        `select newest.position::text as position, reviews.body
         from (select review_id, max(position) as position from audit_entries where position > $1::bigint
               group by review_id order by 2 limit $2) as newest
         join reviews on reviews.id = newest.review_id
         order by newest.position`,
        [position, limit],
      );
      return rows.map((row) => ({ position: row.position, summary: redactSummary(row.body, reader) }));
    },

    async lastPosition() {
      const [row] = await database.query<{ position: string }>(
        'select coalesce(max(position), 0)::text as position from audit_entries',
      );
      return row?.position ?? '0';
    },

    announce,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    drafts: {
      async save(id, { id: person }, draft) {
        await database.query(
          `insert into drafts (person_id, review_id, body) values ($1, $2, $3::json)
           on conflict (person_id, review_id) do update set body = excluded.body`,
          [person, id, JSON.stringify(draft)],
        );
      },
      async load(id, { id: person }) {
        const [row] = await database.query<{ body: Draft }>(
          'select body from drafts where person_id = $1 and review_id = $2',
          [person, id],
        );
        return row?.body;
      },
      async clear(id, { id: person }) {
        await database.query('delete from drafts where person_id = $1 and review_id = $2', [person, id]);
      },
    },
  };
}
