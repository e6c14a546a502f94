/** What people answered in practice (B-22). Rows are added and never changed: what somebody may do rests on them. */
export const PRACTICE_TABLES: readonly string[] = [
  `create table practice_results (
    position bigint generated always as identity primary key,
    person_id text not null references people (id),
    set_name text not null,
    answers json not null,
    summary json not null,
    is_enough boolean not null,
    recorded_at timestamptz not null
  )`,
  'create index practice_results_by_person on practice_results (person_id, position)',
  `create function keep_practice_result() returns trigger language plpgsql as $$
    begin
      raise exception 'What was answered in practice stays: % is refused', tg_op using errcode = 'restrict_violation';
    end
  $$`,
  `create trigger practice_results_stay before update or delete on practice_results
    for each row execute function keep_practice_result()`,
  `create trigger practice_results_not_truncated before truncate on practice_results
    for each statement execute function keep_practice_result()`,
];
