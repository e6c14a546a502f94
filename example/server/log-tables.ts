import type { AuditEntry, CommandResult } from 'countersign/core';
import type { Queryable } from './database.js';
import { eraseDisclosures } from './log-erasure.js';
import { appendLines } from './log-lines.js';

/** Entries, and answers, that are read at a time when what is stored is sealed. */
const CHUNK = 500;

/** The tables of the record that proves itself. A superuser gets past every trigger: what they did then is found by verifying. */
export const LOG_TABLES: readonly string[] = [
  `create table audit_lines (
    place bigint primary key,
    review_id text collate "C" not null references reviews (id),
    seq int not null,
    line text not null,
    hash text not null,
    unique (review_id, seq)
  )`,
  // What may have to be erased stands apart from what was hashed, with the salt of its commitment.
  `create table disclosures (
    review_id text collate "C" not null,
    seq int not null,
    pointer text not null,
    salt text not null,
    value json not null,
    primary key (review_id, seq, pointer),
    foreign key (review_id, seq) references audit_lines (review_id, seq)
  )`,
  // As they were signed: the time is a part of the text.
  `create table checkpoints (
    size bigint primary key,
    root text not null,
    blocks text not null,
    at text not null,
    key_id text not null,
    signature text not null
  )`,
  // Of whole blocks of lines, so that nobody has to read them again.
  'create table block_digests (number int primary key, sha256 text not null)',
  `create function refuse_rewriting() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only: % is refused', tg_table_name, tg_op using errcode = 'restrict_violation';
    end
  $$`,
  ...['audit_lines', 'checkpoints', 'block_digests'].flatMap((table) => [
    `create trigger ${table}_append_only before update or delete on ${table}
      for each row execute function refuse_rewriting()`,
    `create trigger ${table}_not_truncated before truncate on ${table}
      for each statement execute function refuse_rewriting()`,
  ]),
  // An erasure says whose words go, to the end of its transaction: nothing else deletes any.
  `create function refuse_forgetting() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' and current_setting('countersign.erasing', true) = old.review_id then
        return old;
      end if;
      raise exception 'disclosures go by an erasure only: % is refused', tg_op using errcode = 'restrict_violation';
    end
  $$`,
  `create trigger disclosures_go_by_erasure before update or delete on disclosures
    for each row execute function refuse_forgetting()`,
  `create trigger disclosures_not_truncated before truncate on disclosures
    for each statement execute function refuse_rewriting()`,
  // An answer that is kept for repeats holds the case's words: an erasure has to find it.
  'alter table idempotency_keys add column review_id text collate "C"',
  'create index idempotency_keys_by_review on idempotency_keys (review_id) where review_id is not null',
  'create index audit_entries_by_time on audit_entries (at, position)',
  'create index audit_entries_by_actor on audit_entries (actor_id, position)',
  'create index audit_entries_by_type on audit_entries (type, position)',
];

/** Half a character as JSON writes it, and not the same signs that somebody typed. */
const HALF_CHARACTER = /(?<=(?<!\\)(?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;

/**
 * JSON may hold half a character and no UTF-8 text can, so there is nothing to hash: it becomes U+FFFD, as everybody reads it.
 * Rows that were stored before half characters were refused may have some.
 */
const whole = <T>(value: T): T => JSON.parse(JSON.stringify(value).replace(HALF_CHARACTER, '\\ufffd')) as T;

/** Seals what was recorded before there was a chain, in the order in which it was. */
async function sealEntries(tx: Queryable): Promise<void> {
  const erased: { reviewId: string; seq: number }[] = [];
  for (let position = '0'; ; ) {
    const rows = await tx.query<{ position: string; body: AuditEntry }>(
      `select position::text as position, body from audit_entries where position > $1::bigint
       order by audit_entries.position limit $2`,
      [position, CHUNK],
    );
    const entries = rows.map(({ body }) => whole(body));
    await appendLines(tx, entries);
    erased.push(...entries.filter(({ type }) => type === 'erased'));
    const last = rows.at(-1);
    if (!last) break;
    position = last.position;
  }
  for (const { reviewId, seq } of erased) await eraseDisclosures(tx, reviewId, seq);
}

/** The stored reviews have to stay what their entries lead to. */
async function mendReviews(tx: Queryable): Promise<void> {
  // As text: PostgreSQL's own functions for JSON refuse a NUL in it.
  const rows = await tx.query<{ id: string; body: object }>('select id, body from reviews where body::text ~ $1', [
    String.raw`\\ud[89a-f][0-9a-f]{2}`,
  ]);
  for (const { id, body } of rows) {
    await tx.query('update reviews set body = $2::json where id = $1', [id, JSON.stringify(whole(body))]);
  }
}

/** Notes which review each answer is about. */
async function assignAnswers(tx: Queryable): Promise<void> {
  for (let last = { person_id: '', key: '' }; ; ) {
    const rows = await tx.query<{ person_id: string; key: string; answer: unknown }>(
      `select person_id, key, answer from idempotency_keys where (person_id, key) > ($1, $2)
       order by person_id, key limit $3`,
      [last.person_id, last.key, CHUNK],
    );
    const about = rows.flatMap(({ person_id, key, answer }) => {
      const id = (answer as Partial<Extract<CommandResult, { review: unknown }>> | null)?.review?.id;
      return id === undefined ? [] : [{ person_id, key, id }];
    });
    await tx.query(
      `update idempotency_keys set review_id = given.id
       from unnest($1::text[], $2::text[], $3::text[]) as given (person_id, key, id)
       where idempotency_keys.person_id = given.person_id and idempotency_keys.key = given.key`,
      [about.map(({ person_id }) => person_id), about.map(({ key }) => key), about.map(({ id }) => id)],
    );
    const end = rows.at(-1);
    if (!end) break;
    last = end;
  }
}

export async function sealStored(tx: Queryable): Promise<void> {
  await sealEntries(tx);
  await mendReviews(tx);
  await assignAnswers(tx);
}
