import { commandsIn, type Review, type Reviewer } from 'countersign/core';
import type { Queryable } from './database.js';

/** What is true of a review now and is no part of its record. Times are milliseconds since 1970. */
export interface Moment {
  /** Present end of the claim's lease. */
  leaseEnd?: number;
  /** Who may take the last verdict back, and until when. */
  undo?: { by: string; until: number };
}

const COLUMNS = 'leases.until as lease_until, undo_windows.person_id as undo_by, undo_windows.until as undo_until';
const TABLES = `reviews left join leases on leases.review_id = reviews.id
                left join undo_windows on undo_windows.review_id = reviews.id`;

interface MomentRow {
  lease_until: Date | null;
  undo_by: string | null;
  undo_until: Date | null;
}

function momentFrom({ lease_until, undo_by, undo_until }: MomentRow): Moment {
  return {
    ...(lease_until && { leaseEnd: lease_until.getTime() }),
    ...(undo_by !== null && undo_until && { undo: { by: undo_by, until: undo_until.getTime() } }),
  };
}

/** A review with its moment, as one statement sees them; nothing where there is no such review. */
export async function readReview(on: Queryable, id: string): Promise<{ review: Review; moment: Moment } | undefined> {
  const [row] = await on.query<MomentRow & { body: Review }>(
    `select reviews.body, ${COLUMNS} from ${TABLES} where reviews.id = $1`,
    [id],
  );
  return row && { review: row.body, moment: momentFrom(row) };
}

/**
 * A review with its moment, locked to the end of the transaction. With `skip` nothing as well where somebody else has
 * locked it.
 */
export async function lockReview(
  tx: Queryable,
  id: string,
  skip?: 'skip locked',
): Promise<{ review: Review; moment: Moment } | undefined> {
  const [locked] = await tx.query(`select id from reviews where id = $1 for update ${skip ?? ''}`, [id]);
  // A statement of its own: the one that waits for the lock sees the other tables as they were before it waited.
  return locked && readReview(tx, id);
}

export function isLeaseOver({ leaseEnd }: Moment, now: number): boolean {
  return leaseEnd !== undefined && leaseEnd <= now;
}

export function isUndoable({ undo }: Moment, now: number): boolean {
  return undo !== undefined && undo.until > now;
}

/** A review as one person is told of it: with the present end of its claim and of their own undo. */
export function told(review: Review, moment: Moment, reader: Pick<Reviewer, 'id'>, now: number): Review {
  const { leaseEnd, undo } = moment;
  const { claim, state } = review;
  const mayUndo = undo?.by === reader.id && isUndoable(moment, now) && commandsIn(state).includes('undo');
  return {
    ...review,
    ...(claim && leaseEnd !== undefined && { claim: { ...claim, until: new Date(leaseEnd).toISOString() } }),
    ...(undo && mayUndo && { undo: { by: undo.by, until: new Date(undo.until).toISOString() } }),
  };
}
