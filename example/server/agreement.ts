import { type AgreementReport, agreementOf, type Reviewer } from 'countersign/core';
import { Hono } from 'hono';
import { demandAuthority } from './authority.js';
import type { Database } from './database.js';
import { readEntries } from './log-lines.js';
import { mayAudit } from './policy.js';
import type { Env } from './sign-in.js';

/** Of a small team it says something about persons. */
const NOT_YOURS = 'How often two people agree is for the role of a supervisor or an auditor.';

/** Counts agreement from the record, each time anew. */
export type CountAgreement = (reader: Reviewer) => Promise<AgreementReport>;

export function createAgreement(database: Database): CountAgreement {
  return (reader) =>
    database.transaction(async (tx) => {
      await demandAuthority(tx, reader, mayAudit, NOT_YOURS);
      const rows = await tx.query<{ id: string }>(
        `select id from real_reviews where body->'policy'->'secondReview' is not null order by id`,
      );
      return agreementOf(
        await readEntries(
          tx,
          rows.map(({ id }) => id),
        ),
      );
    });
}

/** The route of `/api/agreement`. */
export function agreementRoutes(count: CountAgreement): Hono<Env> {
  const routes = new Hono<Env>();
  routes.get('/agreement', async (context) => context.json(await count(context.get('person'))));
  return routes;
}
