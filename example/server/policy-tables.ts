/**
 * Versions of the oversight policy, and who confirmed them. Rows are added and never changed: the database refuses it to this
 * program too. They are not in the chain of the log: whoever may change tables and triggers can change them unseen, but each case
 * has the version it was sent by in its own sealed entry.
 */
export const POLICY_TABLES: readonly string[] = [
  `create table policy_versions (
    number int primary key,
    policy jsonb not null,
    proposed_by text not null,
    proposed_by_name text not null,
    proposed_at timestamptz not null,
    reason text not null,
    effective_from timestamptz not null
  )`,
  `create table policy_confirmations (
    number int primary key references policy_versions (number),
    confirmed_by text not null,
    confirmed_by_name text not null,
    confirmed_at timestamptz not null,
    effective_from timestamptz not null
  )`,
  `create function keep_policy_version() returns trigger language plpgsql as
    'begin raise exception ''Versions of a policy are never changed.''; end'`,
  `create trigger policy_versions_stay before update or delete or truncate on policy_versions
    for each statement execute function keep_policy_version()`,
  `create trigger policy_confirmations_stay before update or delete or truncate on policy_confirmations
    for each statement execute function keep_policy_version()`,
];
