import { type Review, type Reviewer, wilsonInterval } from 'countersign/core';
import { Hono } from 'hono';
import { AREA } from '../model/application.js';
import { demandAuthority } from './authority.js';
import type { Database } from './database.js';
import { mayAudit } from './policy.js';
import { answerOf } from './policy-cases.js';
import type { Env } from './sign-in.js';

const NOT_YOURS = 'What people decide by group is for the role of a supervisor or an auditor.';

/** What people made of the model's denials in one group of applicants. */
export interface GroupPattern {
  /** How the group reads: "often default". */
  name: string;
  /** Cases that people decided. */
  decided: number;
  /** Those among them that the model would have denied. */
  denials: number;
  /** Denials that people did not let stand. */
  overturned: number;
  /** 95% interval of the share that was overturned (Wilson 1927); absent where there is no denial. */
  interval?: readonly [low: number, high: number];
}

export interface GroupPatterns {
  /** What the groups are of: "Credits in the postal area". */
  of: string;
  /** Empty where the applications do not say it. */
  groups: readonly GroupPattern[];
}

/** Counts by group, each time anew. */
export type CountGroups = (reader: Reviewer) => Promise<GroupPatterns>;

interface Row {
  code: string;
  body: Review;
}

export function createGroupPatterns(database: Database): CountGroups {
  return (reader) =>
    database.transaction(async (tx) => {
      await demandAuthority(tx, reader, mayAudit, NOT_YOURS);
      // What is not decided yet is nobody's to read beforehand, not even counted.
      const rows = await tx.query<Row>(
        `select applications.body -> 'values' ->> $1 as code, reviews.body
         from real_reviews as reviews join applications on applications.id = reviews.id
         where reviews.status in ('approved', 'overridden')`,
        [AREA.name],
      );
      const groups = Object.entries(AREA.codes).flatMap(([code, name]): GroupPattern[] => {
        const own = rows.filter((row) => row.code === code);
        const denials = own.filter(({ body }) => body.proposal.value === 'deny');
        const overturned = denials.filter(({ body }) => answerOf(body) === 'changed').length;
        const { length } = denials;
        const interval = length > 0 && wilsonInterval(overturned, length);
        const counts = { name, decided: own.length, denials: length, overturned };
        return own.length === 0 ? [] : [{ ...counts, ...(interval && { interval }) }];
      });
      return { of: AREA.label, groups };
    });
}

/** The route of `/api/groups`. */
export function groupRoutes(count: CountGroups): Hono<Env> {
  const routes = new Hono<Env>();
  routes.get('/groups', async (context) => context.json(await count(context.get('person'))));
  return routes;
}
