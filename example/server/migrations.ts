import { BATCH_TABLES } from './batches.js';
import { CHECK_TABLES, OUTCOME_ERASURE, OUTCOME_TABLES } from './check-tables.js';
import { type Database, DatabaseError, type Queryable, takeTime } from './database.js';
import { EXPERIENCE_TABLES } from './experience.js';
import { finishErasures, finishOutcomeErasures } from './log-erasure.js';
import { LOG_TABLES, sealStored } from './log-tables.js';
import { POLICY_TABLES } from './policy-tables.js';
import { PRACTICE_TABLES } from './practice-tables.js';
import { PRESENCE_TABLES } from './presence.js';
import { fillDistances } from './review-rows.js';
import { nameModels, STOP_TABLES } from './stop-tables.js';

/** Where the database says that entries were added, or that a session has ended. */
export const CHANGES_CHANNEL = 'countersign_changes';

interface Migration {
  name: string;
  statements: readonly string[];
  /** What SQL cannot do, after the statements and in their transaction. */
  run?: (tx: Queryable) => Promise<void>;
}

/**
 * In order, each applied once. Documents are `json`, not `jsonb`: what a reviewer typed is kept to the letter, and
 * `jsonb` refuses a NUL that JSON may hold.
 */
export const MIGRATIONS: readonly Migration[] = [
  {
    name: 'reviews, audit entries and idempotency keys',
    statements: [
      `create table reviews (
        id text collate "C" primary key,
        kind text not null,
        status text not null,
        state text not null,
        risk text not null,
        risk_rank int not null,
        title text not null,
        reference text,
        distance_from_even double precision not null,
        created_at timestamptz not null,
        due_at timestamptz not null,
        lease_until timestamptz,
        version int not null,
        body json not null
      )`,
      'create index reviews_by_age on reviews (created_at, id)',
      'create index reviews_by_status on reviews (status, created_at, id)',
      'create index reviews_by_lease on reviews (lease_until) where lease_until is not null',
      `create table audit_entries (
        position bigint generated always as identity primary key,
        review_id text collate "C" not null references reviews (id),
        seq int not null,
        at timestamptz not null,
        type text not null,
        actor_id text not null,
        body json not null,
        unique (review_id, seq)
      )`,
      `create function refuse_change() returns trigger language plpgsql as $$
        begin
          raise exception 'audit_entries is append-only: % is refused', tg_op using errcode = 'restrict_violation';
        end
      $$`,
      `create trigger audit_entries_append_only before update or delete on audit_entries
        for each row execute function refuse_change()`,
      `create trigger audit_entries_not_truncated before truncate on audit_entries
        for each statement execute function refuse_change()`,
      `create table idempotency_keys (
        person_id text not null,
        key text not null,
        request text not null,
        answer json not null,
        at timestamptz not null,
        primary key (person_id, key)
      )`,
    ],
  },
  {
    name: 'people, sessions and drafts',
    statements: [
      `create table people (
        id text primary key,
        name text not null,
        title text not null,
        roles json not null,
        salt text not null,
        password_hash text not null
      )`,
      `create table sessions (
        token_hash text primary key,
        person_id text not null references people (id),
        expires_at timestamptz not null
      )`,
      `create table drafts (
        person_id text not null,
        review_id text not null,
        body json not null,
        primary key (person_id, review_id)
      )`,
    ],
  },
  {
    name: 'applications and models',
    statements: [
      'create table settings (name text primary key, value json not null)',
      `create table applications (
        id text primary key,
        position int not null,
        part text not null,
        body json not null
      )`,
      `create table models (
        version int primary key,
        body json not null,
        report json
      )`,
    ],
  },
  {
    name: 'leases and undo windows',
    statements: [
      `create table leases (
        review_id text collate "C" primary key references reviews (id),
        until timestamptz not null
      )`,
      'create index leases_by_end on leases (until)',
      `insert into leases (review_id, until)
       select id, lease_until from reviews where lease_until is not null`,
      // Takes its index along.
      'alter table reviews drop column lease_until',
      `create table undo_windows (
        review_id text collate "C" primary key references reviews (id),
        person_id text not null,
        decided_at timestamptz not null,
        until timestamptz not null
      )`,
      'create index undo_windows_by_person on undo_windows (person_id, until)',
    ],
  },
  {
    name: 'effects',
    statements: [
      `create table effects (
        position bigint generated always as identity primary key,
        id text not null unique,
        review_id text collate "C" not null references reviews (id),
        seq int not null,
        supersedes int,
        type text not null,
        status text not null default 'waiting' check (status in ('waiting', 'delivered', 'cancelled', 'dead')),
        is_held boolean not null,
        attempts int not null default 0,
        tried_before int not null default 0,
        next_at timestamptz not null,
        last_error text,
        gone_from text,
        settled_at timestamptz,
        replayed_by text,
        replayed_at timestamptz,
        body json not null,
        unique (review_id, seq)
      )`,
      `create index effects_due on effects (next_at, position) where status = 'waiting'`,
      `create index effects_by_status on effects (status, position)`,
      'create index effects_refused on effects (gone_from) where gone_from is not null',
    ],
  },
  {
    name: 'sessions with tokens that are replaced, and counts of wrong passwords',
    statements: [
      // Whoever is signed in signs in once more: a token of the old kind cannot be replaced.
      'drop table sessions',
      `create table sessions (
        id text primary key,
        person_id text not null references people (id) on delete cascade,
        started_at timestamptz not null,
        seen_at timestamptz not null
      )`,
      'create index sessions_by_person on sessions (person_id)',
      `create table session_tokens (
        token_hash text primary key,
        session_id text not null references sessions (id) on delete cascade,
        issued_at timestamptz not null,
        is_used boolean not null,
        rotated_at timestamptz,
        retired_at timestamptz
      )`,
      'create index session_tokens_by_session on session_tokens (session_id)',
      `create table sign_in_attempts (
        subject text primary key,
        failures int not null,
        last_at timestamptz not null,
        blocked_until timestamptz not null
      )`,
    ],
  },
  {
    // In the database, so that no writer can forget it: told with the commit, and not at all where there is none.
    name: 'notification of changes',
    statements: [
      `create function notify_change() returns trigger language plpgsql as $$
        begin
          perform pg_notify('${CHANGES_CHANNEL}', '');
          return null;
        end
      $$`,
      `create trigger audit_entries_notify after insert on audit_entries
        for each statement execute function notify_change()`,
      // A stream ends with its session, on whichever server it is open.
      `create trigger sessions_notify after delete on sessions
        for each statement execute function notify_change()`,
    ],
  },
  {
    // Without a body: thrown away, and a draft that was typed before and comes late does not bring it back.
    name: 'when drafts were typed',
    statements: [
      'alter table drafts add column typed_at timestamptz',
      'alter table drafts alter column body drop not null',
    ],
  },
  {
    // A statement that finds no session to delete is nobody's news: anybody can cause one, without a sign-in.
    name: 'notification of sessions that ended, and of nothing else',
    statements: [
      'drop trigger sessions_notify on sessions',
      // Equal notifications of one transaction arrive as one.
      `create trigger sessions_notify after delete on sessions
        for each row execute function notify_change()`,
    ],
  },
  {
    name: 'age of idempotency keys',
    statements: ['create index idempotency_keys_by_age on idempotency_keys (at)'],
  },
  { name: 'entries in a chain of digests, and checkpoints', statements: LOG_TABLES, run: sealStored },
  {
    // A dropped column stays on the disk until its table is written anew, and an erasure could not reach it.
    name: 'entries as they are sealed, and nowhere else',
    statements: ['alter table audit_entries drop column body', 'cluster audit_entries using audit_entries_pkey'],
  },
  {
    // Used ones stay as long as their session: the first signature of a session takes more than the later ones.
    name: 'proofs of signers',
    statements: [
      `create table signature_proofs (
        proof_hash text primary key,
        session_id text not null references sessions (id) on delete cascade,
        person_id text not null references people (id) on delete cascade,
        review_id text not null,
        password_salt text not null,
        method text not null,
        components int not null,
        until timestamptz not null,
        used_at timestamptz
      )`,
      'create index signature_proofs_by_session on signature_proofs (session_id)',
      'create index signature_proofs_by_person on signature_proofs (person_id)',
    ],
  },
  {
    // One that was handed out before is for no decision: it is over in two minutes.
    name: 'which decision a proof is for',
    statements: ['alter table signature_proofs add column decision text'],
  },
  { name: 'what erasures of earlier versions left', statements: [], run: finishErasures },
  { name: 'stops of a model or of everything', statements: STOP_TABLES, run: nameModels },
  { name: 'versions of the oversight policy', statements: POLICY_TABLES },
  // Before the view of all real cases, which has the columns that there are.
  {
    name: 'how many have skipped a case',
    statements: [
      'alter table reviews add column skipped_by int not null default 0',
      'create index reviews_skipped on reviews (id) where skipped_by > 0',
    ],
  },
  {
    name: 'whom a case is assigned to',
    statements: [
      'alter table reviews add column assigned_to text',
      'create index reviews_assigned on reviews (assigned_to) where assigned_to is not null',
    ],
  },
  { name: 'checks whose answer is known', statements: CHECK_TABLES },
  { name: 'what became of cases afterwards', statements: OUTCOME_TABLES },
  { name: 'what was answered in practice', statements: PRACTICE_TABLES },
  { name: 'cases that are approved together', statements: BATCH_TABLES },
  { name: 'who has a case open', statements: PRESENCE_TABLES },
  { name: 'words of outcomes go with an erasure', statements: OUTCOME_ERASURE, run: finishOutcomeErasures },
  { name: 'who is new', statements: EXPERIENCE_TABLES, run: fillDistances },
];

/** Numbers of advisory locks, each for one purpose. */
const LOCK_MIGRATIONS = 7_301;

/**
 * Brings the tables to the newest form. Two servers that start together take turns.
 *
 * @throws {DatabaseError} where the tables are newer than this program
 */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    await takeTime(tx);
    await tx.query('select pg_advisory_xact_lock($1)', [LOCK_MIGRATIONS]);
    await tx.query(
      `create table if not exists migrations (
        version int primary key,
        name text not null,
        at timestamptz not null default now()
      )`,
    );
    const [row] = await tx.query<{ version: number }>('select coalesce(max(version), 0) as version from migrations');
    const current = Number(row?.version ?? 0);
    if (current > MIGRATIONS.length) {
      throw new DatabaseError(
        `The database is at version ${current}, this program knows ${MIGRATIONS.length}. Start the newer program.`,
      );
    }
    for (const [index, { name, statements, run }] of MIGRATIONS.entries()) {
      if (index < current) continue;
      for (const statement of statements) await tx.query(statement);
      await run?.(tx);
      await tx.query('insert into migrations (version, name) values ($1, $2)', [index + 1, name]);
    }
  });
}
