import { isDeepStrictEqual } from 'node:util';
import { asksSecond, type RecordScope, type Review, type Reviewer, reviewAsSeenBy } from 'countersign/core';
import type { Queryable } from './database.js';
import { mayAudit, mayDecide } from './policy.js';
import { RequestError } from './request-error.js';

/** Reviews that are looked at together. */
const CHUNK = 500;

/** @throws {RequestError} for everybody whom the whole record is not for */
export function demandAuditor({ roles }: Reviewer): void {
  if (!mayAudit(roles)) {
    throw new RequestError(403, 'role-missing', 'The record of all cases is for auditors and supervisors to read.');
  }
}

/** Reviews of which something is kept from a person until they have decided, among those of a scope. */
async function countWithheld(on: Queryable, reader: Reviewer, { reviewId, from, to }: RecordScope): Promise<number> {
  let count = 0;
  for (let last = ''; ; ) {
    const rows = await on.query<{ id: string; body: Review; was_undone: boolean }>(
      `select id, body, exists (
         select from audit_entries where review_id = reviews.id and type = 'undone'
       ) as was_undone
       from reviews
       where status in ('pending', 'reviewing') and id > $1 and ($2::text is null or id = $2::text)
         and ($3::timestamptz is null and $4::timestamptz is null or exists (
           select from audit_entries where review_id = reviews.id
             and at >= coalesce($3::timestamptz, '-infinity') and at < coalesce($4::timestamptz, 'infinity')
         ))
       order by id limit $5`,
      [last, reviewId ?? null, from ?? null, to ?? null, CHUNK],
    );
    // What redaction changes is withheld; of a verdict that was taken back the review itself tells nothing.
    count += rows.filter(
      ({ body, was_undone }) =>
        !isDeepStrictEqual(reviewAsSeenBy(body, reader), body) || (was_undone && asksSecond(body.policy, body.id)),
    ).length;
    const end = rows.at(-1);
    if (!end || rows.length < CHUNK) return count;
    last = end.id;
  }
}

/**
 * Lines and digests cannot be redacted: they are what was hashed. Whoever may still be asked for an independent answer of
 * their own gets none of those that hold somebody else's.
 *
 * @throws {RequestError}
 */
export async function demandNothingWithheld(on: Queryable, reader: Reviewer, scope: RecordScope = {}): Promise<void> {
  if (!mayDecide(reader.roles)) return;
  const count = await countWithheld(on, reader, scope);
  if (count === 0) return;
  const cases = count === 1 ? 'one case' : `${count} cases`;
  throw new RequestError(
    403,
    'record-withheld',
    `You may still be asked for an answer of your own in ${cases} of this part, and the record would show you somebody else’s. Ask for another part, or ask an auditor.`,
  );
}
