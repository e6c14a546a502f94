import type { Queryable } from './database.js';

/** Held by whoever puts a stop in force or ends one; shared by everybody who does what a stop would hold back. */
const LOCK_STOPS = 7_304;

/**
 * Takes part in what stops are measured by, to the end of the transaction: a stop waits for those that have begun, and
 * whoever begins later finds it. Taken before any review is locked, or two of them could wait for one another.
 */
export async function heedStops(tx: Queryable): Promise<void> {
  await tx.query('select pg_advisory_xact_lock_shared($1)', [LOCK_STOPS]);
}

/** Waits until nobody is in the middle of anything, and keeps everybody from beginning. For a moment: no review is touched. */
export async function moveStops(tx: Queryable): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [LOCK_STOPS]);
}

/** Whether a stop covers a review, as conditions on the columns of both. */
export const COVERS = `(stops.scope = 'all' or (
  stops.model_id = reviews.model_id and (stops.model_version is null or stops.model_version = reviews.model_version)
))`;
