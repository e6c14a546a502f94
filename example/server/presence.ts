import type { PresentPerson, Reviewer } from 'countersign/core';
import { Hono } from 'hono';
import { checkOf, isOpenTo } from './checks.js';
import { type Database, isStorable } from './database.js';
import { readReview } from './moment.js';
import { RequestError, unknownReview } from './request-error.js';
import type { SightOf } from './sight.js';
import type { Env } from './sign-in.js';

/** How long a case counts as open after somebody’s page has said so, in milliseconds: three heartbeats. */
const LASTS = 60_000;
/** Open cases that are remembered of one person, in all of their windows, and people that are told of at one case. */
const MOST_PAGES = 20;
const MOST_PEOPLE = 50;

/** Which page says by itself that a case is open, while nobody may be sitting before it. */
export const PRESENCE_PATH = /^\/api\/reviews\/[^/]+\/presence$/;

/** Notes are kept apart from the record, and unlogged: they are in no backup of the log, and gone after a crash. */
export const PRESENCE_TABLES = [
  `create unlogged table presence (
    review_id text not null,
    person_id text not null references people (id) on delete cascade,
    page text not null,
    seen_at timestamptz not null,
    primary key (review_id, person_id, page)
  )`,
  'create index presence_by_person on presence (person_id, seen_at)',
  'create index presence_by_time on presence (seen_at)',
];

/** Who has which case open right now. Nothing else reads it, and nothing of it is kept. */
export interface Presence {
  /** Notes that a page of somebody has a case open; who else has, as they may hear it. Nothing where there is no such case for them. */
  note(reviewId: string, page: string, by: Reviewer): Promise<readonly PresentPerson[] | undefined>;
  leave(reviewId: string, page: string, by: Reviewer): Promise<void>;
  /** Takes away whoever has not been heard of for too long. */
  sweep(): Promise<void>;
}

export function createPresence(database: Database, sightOf: SightOf, clock: () => number): Presence {
  const at = (time: number) => new Date(time).toISOString();
  return {
    async note(reviewId, page, by) {
      const found = await readReview(database, reviewId);
      // Of a check only its person hears: whoever reads the record of checks would give it away by being there.
      if (!found || !isOpenTo(await checkOf(database, reviewId), by)) return undefined;
      const now = clock();
      await database.query(
        `insert into presence (review_id, person_id, page, seen_at) values ($1, $2, $3, $4)
         on conflict (review_id, person_id, page) do update set seen_at = excluded.seen_at`,
        [reviewId, by.id, page, at(now)],
      );
      await database.query(
        `delete from presence where person_id = $1 and (review_id, page) in (
           select review_id, page from presence where person_id = $1 order by seen_at desc, review_id, page offset $2
         )`,
        [by.id, MOST_PAGES],
      );
      const people = await database.query<PresentPerson>(
        `select distinct people.id, people.name from presence join people on people.id = presence.person_id
         where presence.review_id = $1 and presence.person_id <> $2 and presence.seen_at > $3
         order by people.name, people.id limit $4`,
        [reviewId, by.id, at(now - LASTS), MOST_PEOPLE],
      );
      return (await sightOf(database, by)).present(people, found.review);
    },
    async leave(reviewId, page, { id }) {
      await database.query('delete from presence where review_id = $1 and person_id = $2 and page = $3', [
        reviewId,
        id,
        page,
      ]);
    },
    async sweep() {
      await database.query('delete from presence where seen_at <= $1', [at(clock() - LASTS)]);
    },
  };
}

/** Which window of a person it is; the only one where it does not say. @throws {RequestError} */
function readPage(page = ''): string {
  if (/^[A-Za-z0-9-]{0,64}$/.test(page)) return page;
  throw new RequestError(400, 'query-invalid', '"page" names a window in up to 64 letters, digits and hyphens.');
}

/** The routes of who has a case open, below `/api/reviews`, as docs/protocol.md describes them. */
export function presenceRoutes(presence: Presence): Hono<Env> {
  const routes = new Hono<Env>();

  routes.put('/:id/presence', async (context) => {
    const id = context.req.param('id');
    const page = readPage(context.req.query('page'));
    const people = isStorable(id) ? await presence.note(id, page, context.get('person')) : undefined;
    if (!people) throw unknownReview(id);
    return context.json({ people });
  });

  routes.delete('/:id/presence', async (context) => {
    const id = context.req.param('id');
    const page = readPage(context.req.query('page'));
    if (isStorable(id)) await presence.leave(id, page, context.get('person'));
    return context.json({});
  });

  return routes;
}
