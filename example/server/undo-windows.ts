import { canTakeBack, type EntryType, isVerdict, undoEnd, undoEndAfterNext } from 'countersign/core';
import { batchOf } from './batches.js';
import type { Queryable } from './database.js';
import type { Change } from './review-rows.js';

/** After these there is no verdict left to take back, or nobody who may. */
const ENDING: readonly EntryType[] = ['undone', 'reopened', 'withdrawn', 'expired'];

const iso = (time: number) => new Date(time).toISOString();

/**
 * Opens a window with every verdict that can be taken back, and shortens those of the same person's earlier ones (B-24), but for
 * those of the same batch: they were decided together. Called after the
 * entries were appended, from where on one transaction writes at a time: of two verdicts at once, one is the earlier.
 *
 * Whoever lets a decision take effect locks the review before asking whether its window is closed, or an undo that has
 * begun could come after.
 *
 * @param checks reviews that are checks: their feedback shows the answer at once, so that none is taken back
 */
export async function noteUndoWindows(
  tx: Queryable,
  changes: readonly Change[],
  checks: ReadonlySet<string> = new Set(),
): Promise<void> {
  for (const { entry, review } of changes) {
    const { reviewId, by, command } = entry;
    if (isVerdict(command.type)) {
      const now = Date.parse(entry.at);
      await shortenWindows(tx, by.id, reviewId, now, batchOf(command)?.id);
      if (!canTakeBack(review) || checks.has(reviewId)) {
        await tx.query('delete from undo_windows where review_id = $1', [reviewId]);
        continue;
      }
      await tx.query(
        `insert into undo_windows (review_id, person_id, decided_at, until) values ($1, $2, $3, $4)
         on conflict (review_id) do update
         set person_id = excluded.person_id, decided_at = excluded.decided_at, until = excluded.until`,
        [reviewId, by.id, iso(now), iso(undoEnd(now))],
      );
    } else if (ENDING.includes(entry.type)) {
      await tx.query('delete from undo_windows where review_id = $1', [reviewId]);
    }
  }
}

async function shortenWindows(
  tx: Queryable,
  person: string,
  except: string,
  now: number,
  batch: string | undefined,
): Promise<void> {
  const open = await tx.query<{ review_id: string; decided_at: Date; until: Date }>(
    `select review_id, decided_at, until from undo_windows
     where person_id = $1 and review_id <> $2 and until > $3 and not exists (
       select from reviews where reviews.id = review_id and reviews.body->'decision'->'batch'->>'id' = $4
     )`,
    [person, except, iso(now), batch ?? null],
  );
  for (const { review_id, decided_at, until } of open) {
    const end = Math.min(until.getTime(), undoEndAfterNext(decided_at.getTime(), now));
    await tx.query('update undo_windows set until = $2 where review_id = $1', [review_id, iso(end)]);
  }
}
