import { ERASED } from 'countersign/core';

/**
 * Checks (B-14) are reviews of their own, each for one person; this table alone says which ones. Whoever reads what people
 * decided reads `real_reviews`, and the database itself lets no effect of a check be written. The seed of the draws is a secret:
 * it stays in the database.
 */
export const CHECK_TABLES: readonly string[] = [
  `create table checks (
    review_id text collate "C" primary key references reviews (id),
    person_id text not null,
    source_id text not null,
    truth json not null,
    drawn_by text,
    comes_at timestamptz,
    shown_at timestamptz,
    ended_at timestamptz,
    unique (person_id, source_id)
  )`,
  `create view real_reviews as
    select * from reviews where not exists (select from checks where checks.review_id = reviews.id)`,
  `create function refuse_check_effect() returns trigger language plpgsql as $$
    begin
      if exists (select from checks where checks.review_id = new.review_id) then
        raise exception 'Nothing follows from a check: % has no effect', new.review_id using errcode = 'restrict_violation';
      end if;
      return new;
    end
  $$`,
  `create trigger effects_of_no_check before insert or update on effects
    for each row execute function refuse_check_effect()`,
  `create function keep_check() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and old.review_id = new.review_id and old.person_id = new.person_id
        and old.source_id = new.source_id and old.truth::text = new.truth::text then
        return new;
      end if;
      raise exception 'A check stays what it is: % is refused', tg_op using errcode = 'restrict_violation';
    end
  $$`,
  `create trigger checks_stay before update or delete on checks for each row execute function keep_check()`,
  `create trigger checks_not_truncated before truncate on checks for each statement execute function keep_check()`,
];

/** What became of cases afterwards (B-27). Rows are added and never changed; the newest of a case counts. */
export const OUTCOME_TABLES: readonly string[] = [
  `create table outcomes (
    position bigint generated always as identity primary key,
    review_id text collate "C" not null references reviews (id),
    value json not null,
    known_at timestamptz not null,
    source text not null,
    recorded_by text not null,
    recorded_at timestamptz not null
  )`,
  'create index outcomes_by_review on outcomes (review_id, position)',
  `create function keep_outcome() returns trigger language plpgsql as $$
    begin
      raise exception 'Outcomes are added and never changed: % is refused', tg_op using errcode = 'restrict_violation';
    end
  $$`,
  `create trigger outcomes_stay before update or delete on outcomes for each row execute function keep_outcome()`,
  `create trigger outcomes_not_truncated before truncate on outcomes for each statement execute function keep_outcome()`,
];

/** The words of an outcome go with those of its case, and nothing else of it: an erasure says whose, as for disclosures. */
export const OUTCOME_ERASURE: readonly string[] = [
  `create or replace function keep_outcome() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and current_setting('countersign.erasing', true) = old.review_id
        and new.source = '${ERASED}' and new.position = old.position and new.review_id = old.review_id
        and new.value::text = old.value::text and new.known_at = old.known_at
        and new.recorded_by = old.recorded_by and new.recorded_at = old.recorded_at then
        return new;
      end if;
      raise exception 'Outcomes are added and never changed: % is refused', tg_op using errcode = 'restrict_violation';
    end
  $$`,
];
