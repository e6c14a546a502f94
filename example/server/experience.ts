import {
  isNewReviewer,
  NEW_REVIEWER_CASES,
  PROFILE_SETTINGS,
  type Review,
  type Reviewer,
  raisedProfile,
  reviewPolicyOf,
} from 'countersign/core';
import type { Queryable } from './database.js';
import { readEntry } from './log-lines.js';
import { isTrainee, mayDecide } from './policy.js';
import { VERDICT_ENTRIES } from './verdict-entries.js';

/** How many cases somebody decided before they came here, which is the host's to say, and where cases stand for whoever is new. */
export const EXPERIENCE_TABLES: readonly string[] = [
  'alter table people add column decided_before int not null default 0',
  // Whoever worked here while nobody asked is not made new by the question.
  `update people set decided_before = ${NEW_REVIEWER_CASES} where not roles::jsonb ? 'trainee'`,
  'create index audit_entries_by_actor_and_review on audit_entries (actor_id, review_id)',
  'alter table reviews add column distance_if_new double precision not null default 1',
  'update reviews set distance_if_new = distance_from_even',
  // With the new column, by which the next check of somebody new is placed.
  `create or replace view real_reviews as
    select * from reviews where not exists (select from checks where checks.review_id = reviews.id)`,
];

/**
 * Whether somebody counts as new (B-23): whoever has decided fewer cases than the kit says, here and before. A check counts as the
 * case that it looks like, or the one that follows would tell what it was (B-14); what was taken back counts once it is decided
 * again. Who reads only takes no case that could ask anything of them.
 */
export async function isNewHere(on: Queryable, { id, roles }: Reviewer): Promise<boolean> {
  if (!mayDecide(roles) && !isTrainee(roles)) return false;
  const [row] = await on.query<{ decided: number }>(
    `select decided_before + case when decided_before >= $3 then 0 else (
       select count(*)::int from (
         select distinct review_id from audit_entries as given
         where actor_id = $1 and type = any($2::text[]) and not exists (
           select from audit_entries where review_id = given.review_id and seq > given.seq and type = 'undone' and actor_id = $1
         ) limit $3
       ) as cases
     ) end as decided
     from people where id = $1`,
    [id, VERDICT_ENTRIES, NEW_REVIEWER_CASES],
  );
  return isNewReviewer({ decided: row?.decided ?? 0 });
}

/** Whether somebody has taken a case as it is now with the AI's answer before them: as when they stepped in on a monitored one. */
export async function hasTakenOpenly(on: Queryable, { id }: Pick<Review, 'id'>, person: Reviewer): Promise<boolean> {
  const claims = await on.query<{ seq: number }>(
    `select seq from audit_entries where review_id = $1 and actor_id = $2 and type = 'claimed' and seq > (
       select max(seq) from audit_entries where review_id = $1 and type in ('proposed', 'revised')
     ) order by seq`,
    [id, person.id],
  );
  for (const { seq } of claims) if ((await readEntry(on, id, seq))?.to === 'reviewing.revealed') return true;
  return false;
}

/**
 * Whether the AI's answer may be kept from somebody new who takes this case. Told by what is stored of it alone, so rather too
 * often than once too seldom: it is asked for an order, in which a case that says nothing stands last.
 */
export function mayHideFromNew({ id, policy, route, proposal }: Review): boolean {
  const profile = route?.profile ?? policy.profile;
  // Where no policy sends cases anywhere, nothing is raised.
  if (policy.blindFirst || profile === undefined) return policy.blindFirst === true;
  // How it will be sent is not known yet.
  if (!route || route.revision !== proposal.revision) return true;
  if (policy.raisedFrom) return false;
  const { safeguards } = route;
  // What is not as the profile has it was set by name, and stays.
  if (safeguards.blindFirst !== PROFILE_SETTINGS[profile].blindFirst) return false;
  const { blindFirst } = PROFILE_SETTINGS[raisedProfile(profile)];
  return reviewPolicyOf(policy, { ...route, safeguards: { ...safeguards, blindFirst } }, id).blindFirst === true;
}
