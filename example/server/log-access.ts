import { isDeepStrictEqual } from 'node:util';
import { asksSecond, type RecordScope, type Review, type Reviewer } from 'countersign/core';
import { checkOf, isOpenTo, readsChecks } from './checks.js';
import type { Queryable } from './database.js';
import { mayAudit, mayDecide } from './policy.js';
import { RequestError } from './request-error.js';
import type { Sight } from './sight.js';

/** Reviews that are looked at together. */
const CHUNK = 500;

/** @throws {RequestError} for everybody whom the whole record is not for */
export function demandAuditor({ roles }: Reviewer): void {
  if (!mayAudit(roles)) {
    throw new RequestError(403, 'role-missing', 'The record of all cases is for auditors and supervisors to read.');
  }
}

/** A part of the record as one reader asks for it. */
export interface LogScope extends RecordScope {
  /** The review that it names is not there for them: whatever is asked has the answer of an id that nothing has. */
  isAbsent?: true;
}

/** A part of the record as this reader has it: a check that is not theirs, or has not come to them, is not there. */
export async function scopeFor(on: Queryable, reader: Reviewer, scope: RecordScope): Promise<LogScope> {
  const { reviewId } = scope;
  if (reviewId === undefined || readsChecks(reader)) return scope;
  return isOpenTo(await checkOf(on, reviewId), reader) ? scope : { ...scope, isAbsent: true };
}

/** A stored review, and whether a decision on it was ever taken back. */
export interface StoredReview {
  body: Review;
  was_undone: boolean;
}

export const WAS_UNDONE = `exists (
  select from audit_entries where review_id = reviews.id and type = 'undone'
) as was_undone`;

/** Whether something of a review is kept from a person until they have decided. */
export function isWithheldFrom({ body, was_undone }: StoredReview, sight: Sight): boolean {
  if (body.status !== 'pending' && body.status !== 'reviewing') return false;
  const taken = sight.asTaken(body);
  // What redaction changes is withheld; of a verdict that was taken back the review itself tells nothing.
  return !isDeepStrictEqual(sight.review(body), taken) || (was_undone && asksSecond(taken.policy, taken.id));
}

/**
 * How many reviews of a scope have something that is kept from a person. From when on nobody is told, since the times of what is
 * kept from them are kept as well: only a time before there was a review leaves it out.
 */
async function countWithheld(on: Queryable, sight: Sight, { reviewId, to }: RecordScope): Promise<number> {
  let count = 0;
  for (let last = ''; ; ) {
    const rows = await on.query<StoredReview & { id: string }>(
      `select id, body, ${WAS_UNDONE} from reviews
       where status in ('pending', 'reviewing') and id > $1 and ($2::text is null or id = $2::text)
         and ($3::timestamptz is null or exists (
           select from audit_entries where review_id = reviews.id and at < $3::timestamptz
         ))
       order by id limit $4`,
      [last, reviewId ?? null, to ?? null, CHUNK],
    );
    count += rows.filter((row) => isWithheldFrom(row, sight)).length;
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
export async function demandNothingWithheld(on: Queryable, sight: Sight, scope: LogScope = {}): Promise<void> {
  const { reader } = sight;
  if (scope.isAbsent) return;
  if (!readsChecks(reader)) await refuseChecks(on, reader, scope);
  if (mayDecide(reader.roles)) refuseWithheld(await countWithheld(on, sight, scope));
}

/**
 * What came of a check is for its person and the audit role (B-26), one that has not come to its person is for nobody else, and lines
 * cannot leave them out. Whose they are is not told.
 */
async function refuseChecks(on: Queryable, reader: Reviewer, { reviewId, to }: RecordScope): Promise<void> {
  const found = await on.query(
    `select from checks where (person_id <> $1 or shown_at is null) and ($2::text is null or review_id = $2::text)
       and ($3::timestamptz is null or exists (
         select from audit_entries where review_id = checks.review_id and at < $3::timestamptz
       )) limit 1`,
    [reader.id, reviewId ?? null, to ?? null],
  );
  if (found.length === 0) return;
  throw new RequestError(
    403,
    'record-withheld',
    'This part of the record holds check cases. What came of each is for its person and for the audit role. Ask an auditor.',
  );
}

/** @throws {RequestError} where something of these stored reviews is kept from a person who may still decide */
export function demandShown(reviews: readonly StoredReview[], sight: Sight): void {
  if (mayDecide(sight.reader.roles)) refuseWithheld(reviews.filter((each) => isWithheldFrom(each, sight)).length);
}

function refuseWithheld(count: number): void {
  if (count === 0) return;
  const cases = count === 1 ? 'one case' : `${count} cases`;
  throw new RequestError(
    403,
    'record-withheld',
    `You may still be asked for an answer of your own in ${cases} of this part, and the record would show you somebody else’s. Ask for another part, or ask an auditor.`,
  );
}
