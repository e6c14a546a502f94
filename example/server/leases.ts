import type { Queryable } from './database.js';
import type { Change } from './review-rows.js';

/**
 * Moves the end of leases, or begins them. Whoever writes here has locked the reviews: no other lock orders renewing,
 * lapsing and deciding.
 */
export async function setLeases(tx: Queryable, leases: readonly { reviewId: string; until: string }[]): Promise<void> {
  await tx.query(
    `insert into leases (review_id, until) select * from unnest($1::text[], $2::timestamptz[])
     on conflict (review_id) do update set until = excluded.until`,
    [leases.map(({ reviewId }) => reviewId), leases.map(({ until }) => until)],
  );
}

/** Begins a lease with every new claim and ends it with the claim. Nothing else that happens to a review moves it. */
export async function noteLeases(tx: Queryable, changes: readonly Change[]): Promise<void> {
  const newest = new Map(changes.map(({ review }) => [review.id, review]));
  const isNew = new Set(changes.map(({ entry }) => entry.id));
  const ended: string[] = [];
  const begun: { reviewId: string; until: string }[] = [];
  for (const { id, claim } of newest.values()) {
    if (!claim) ended.push(id);
    else if (claim.until !== undefined && isNew.has(`${id}:${claim.fence}`)) {
      begun.push({ reviewId: id, until: claim.until });
    }
  }
  if (ended.length > 0) await tx.query('delete from leases where review_id = any($1::text[])', [ended]);
  if (begun.length > 0) await setLeases(tx, begun);
}
