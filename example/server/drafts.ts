import type { Draft, Reviewer } from 'countersign/core';
import type { Database, Queryable } from './database.js';

/** What people have typed and not yet signed, each person's own. */
export interface Drafts {
  /**
   * Where both say when they were typed, an earlier one changes nothing. One that was not typed after the case was erased is
   * not kept, and neither is one that does not say when it was.
   */
  save(id: string, reviewer: Reviewer, draft: Draft): Promise<void>;
  load(id: string, reviewer: Reviewer): Promise<Draft | undefined>;
  /** @param typedUntil ISO 8601; what was typed later stays */
  clear(id: string, reviewer: Reviewer, typedUntil?: string): Promise<void>;
}

/** A device whose clock is ahead must not keep what is typed after it from being stored. */
const notLater = (time: string | undefined, now: number) =>
  time === undefined ? null : new Date(Math.min(Date.parse(time), now)).toISOString();

export function createDrafts(database: Database, clock: () => number): Drafts {
  /** A draft, or that there is none from this time on. */
  const put = (on: Queryable, id: string, person: string, body: string | null, typedAt: string | null) =>
    on.query(
      `insert into drafts (person_id, review_id, body, typed_at)
       select $1, $2, $3::json, $4::timestamptz
       where $3::json is null or not exists (
         select from audit_entries as erased where erased.review_id = $2 and erased.type = 'erased'
         and ($4::timestamptz is null or erased.at >= $4::timestamptz)
       )
       on conflict (person_id, review_id) do update set body = excluded.body, typed_at = excluded.typed_at
       where drafts.typed_at is null or excluded.typed_at is null or drafts.typed_at <= excluded.typed_at`,
      [person, id, body, typedAt],
    );
  return {
    async save(id, { id: person }, draft) {
      const typedAt = notLater(draft.typedAt, clock());
      await database.transaction(async (tx) => {
        // An erasure that is under way comes first: only then it can be seen.
        await tx.query('select from reviews where id = $1 for key share', [id]);
        await put(tx, id, person, JSON.stringify(typedAt === null ? draft : { ...draft, typedAt }), typedAt);
      });
    },
    async load(id, { id: person }) {
      const [row] = await database.query<{ body: Draft | null }>(
        'select body from drafts where person_id = $1 and review_id = $2',
        [person, id],
      );
      return row?.body ?? undefined;
    },
    async clear(id, { id: person }, typedUntil) {
      if (typedUntil !== undefined) await put(database, id, person, null, notLater(typedUntil, clock()));
      else await database.query('delete from drafts where person_id = $1 and review_id = $2', [person, id]);
    },
  };
}
