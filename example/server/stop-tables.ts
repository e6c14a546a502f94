import type { Review } from 'countersign/core';
import type { Queryable } from './database.js';

/** Reviews that are read together. */
const CHUNK = 500;

/** The tables of docs/adr/2026-11-29-stop-of-a-model.md. */
export const STOP_TABLES: readonly string[] = [
  'alter table reviews add column model_id text',
  'alter table reviews add column model_version text',
  'create index reviews_by_model on reviews (model_id, model_version, id)',
  `create table stops (
    id text collate "C" primary key,
    scope text not null check (scope in ('model', 'all')),
    model_id text,
    model_version text,
    at timestamptz not null,
    body json not null,
    end_body json,
    is_recorded boolean not null default false,
    is_lifted boolean not null default false,
    check ((scope = 'model') = (model_id is not null))
  )`,
  `create unique index stops_in_force on stops (scope, coalesce(model_id, ''), coalesce(model_version, ''))
   where end_body is null`,
  `create table stop_holds (
    stop_id text collate "C" not null references stops (id),
    review_id text collate "C" not null references reviews (id),
    resume_roles json not null,
    primary key (stop_id, review_id)
  )`,
  'create index stop_holds_by_review on stop_holds (review_id)',
  `create table unrouted (
    review_id text collate "C" primary key references reviews (id),
    policy json not null
  )`,
  // Who stopped what, and why, and who ended it, is written once.
  `create function refuse_stop_change() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' then
        if new.id = old.id and new.body::text = old.body::text
          and (old.end_body is null or new.end_body::text = old.end_body::text) then
          return new;
        end if;
      end if;
      raise exception 'a stop is written once: % is refused', tg_op using errcode = 'restrict_violation';
    end
  $$`,
  `create trigger stops_written_once before update or delete on stops
    for each row execute function refuse_stop_change()`,
  `create trigger stops_notify after insert or update on stops
    for each statement execute function notify_change()`,
];

/** Writes down beside each stored review whose proposal it is: in SQL one with a NUL could not even be read. */
export async function nameModels(tx: Queryable): Promise<void> {
  for (let last = ''; ; ) {
    const rows = await tx.query<{ id: string; body: Review }>(
      'select id, body from reviews where id > $1 order by id limit $2',
      [last, CHUNK],
    );
    const models = rows.map(({ body }) => (body as Partial<Review>).proposal?.model);
    // One that cannot be read covers nothing but by a stop of everything, and keeps no server from starting.
    const text = (value = '') => value.replaceAll('\u0000', '');
    await tx.query(
      `update reviews set model_id = item.model_id, model_version = item.model_version
       from unnest($1::text[], $2::text[], $3::text[]) as item (id, model_id, model_version) where reviews.id = item.id`,
      [rows.map(({ id }) => id), models.map((model) => text(model?.id)), models.map((model) => text(model?.version))],
    );
    const end = rows.at(-1);
    if (!end || rows.length < CHUNK) return;
    last = end.id;
  }
}
