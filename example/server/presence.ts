import { type PresentPerson, presentAsSeenBy, type Reviewer } from 'countersign/core';
import { Hono } from 'hono';
import { checkOf, isOpenTo } from './checks.js';
import { type Database, isStorable } from './database.js';
import { readReview } from './moment.js';
import { unknownReview } from './request-error.js';
import type { Env } from './sign-in.js';

/** How long a case counts as open after somebody’s page has said so, in milliseconds: three heartbeats. */
const LASTS = 60_000;
/** Cases that one person can have open at a time, and people that are told of at one case. */
const MOST_CASES = 20;
const MOST_PEOPLE = 50;

/** Which page says by itself that a case is open, while nobody may be sitting before it. */
export const PRESENCE_PATH = /^\/api\/reviews\/[^/]+\/presence$/;

/** Notes are kept apart from the record, and unlogged: they are in no backup of the log, and gone after a crash. */
export const PRESENCE_TABLES = [
  `create unlogged table presence (
    review_id text not null,
    person_id text not null references people (id) on delete cascade,
    seen_at timestamptz not null,
    primary key (review_id, person_id)
  )`,
  'create index presence_by_person on presence (person_id, seen_at)',
  'create index presence_by_time on presence (seen_at)',
];

/** Who has which case open right now. Nothing else reads it, and nothing of it is kept. */
export interface Presence {
  /** Notes that somebody has a case open; who else has, as they may hear it. Nothing where there is no such case for them. */
  note(reviewId: string, by: Reviewer): Promise<readonly PresentPerson[] | undefined>;
  leave(reviewId: string, by: Reviewer): Promise<void>;
  /** Takes away whoever has not been heard of for too long. */
  sweep(): Promise<void>;
}

export function createPresence(database: Database, clock: () => number): Presence {
  const at = (time: number) => new Date(time).toISOString();
  return {
    async note(reviewId, by) {
      const found = await readReview(database, reviewId);
      // Of a check only its person hears: whoever reads the record of checks would give it away by being there.
      if (!found || !isOpenTo(await checkOf(database, reviewId), by)) return undefined;
      const now = clock();
      await database.query(
        `insert into presence (review_id, person_id, seen_at) values ($1, $2, $3)
         on conflict (review_id, person_id) do update set seen_at = excluded.seen_at`,
        [reviewId, by.id, at(now)],
      );
      await database.query(
        `delete from presence where person_id = $1 and review_id in (
           select review_id from presence where person_id = $1 order by seen_at desc, review_id offset $2
         )`,
        [by.id, MOST_CASES],
      );
      const people = await database.query<PresentPerson>(
        `select people.id, people.name from presence join people on people.id = presence.person_id
         where presence.review_id = $1 and presence.person_id <> $2 and presence.seen_at > $3
         order by people.name, people.id limit $4`,
        [reviewId, by.id, at(now - LASTS), MOST_PEOPLE],
      );
      return presentAsSeenBy(people, found.review, by);
    },
    async leave(reviewId, { id }) {
      await database.query('delete from presence where review_id = $1 and person_id = $2', [reviewId, id]);
    },
    async sweep() {
      await database.query('delete from presence where seen_at <= $1', [at(clock() - LASTS)]);
    },
  };
}

/** The routes of who has a case open, below `/api/reviews`, as docs/protocol.md describes them. */
export function presenceRoutes(presence: Presence): Hono<Env> {
  const routes = new Hono<Env>();

  routes.put('/:id/presence', async (context) => {
    const id = context.req.param('id');
    const people = isStorable(id) ? await presence.note(id, context.get('person')) : undefined;
    if (!people) throw unknownReview(id);
    return context.json({ people });
  });

  routes.delete('/:id/presence', async (context) => {
    const id = context.req.param('id');
    if (isStorable(id)) await presence.leave(id, context.get('person'));
    return context.json({});
  });

  return routes;
}
