import type { Draft, Reviewer } from 'countersign/core';
import type { Database } from './database.js';

/** What people have typed and not yet signed, each person's own. */
export interface Drafts {
  save(id: string, reviewer: Reviewer, draft: Draft): Promise<void>;
  load(id: string, reviewer: Reviewer): Promise<Draft | undefined>;
  clear(id: string, reviewer: Reviewer): Promise<void>;
}

export function createDrafts(database: Database): Drafts {
  return {
    async save(id, { id: person }, draft) {
      await database.query(
        `insert into drafts (person_id, review_id, body) values ($1, $2, $3::json)
         on conflict (person_id, review_id) do update set body = excluded.body`,
        [person, id, JSON.stringify(draft)],
      );
    },
    async load(id, { id: person }) {
      const [row] = await database.query<{ body: Draft }>(
        'select body from drafts where person_id = $1 and review_id = $2',
        [person, id],
      );
      return row?.body;
    },
    async clear(id, { id: person }) {
      await database.query('delete from drafts where person_id = $1 and review_id = $2', [person, id]);
    },
  };
}
