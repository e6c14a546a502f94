import type { Reviewer } from 'countersign/core';
import type { Queryable } from './database.js';
import { RequestError } from './request-error.js';

/**
 * Who somebody is and what they may do, at this moment. The row is locked: a role that is being withdrawn is gone either
 * before this transaction or after it.
 *
 * @returns the same person without any role where they are not known any more
 */
export async function authorityOf(tx: Queryable, person: Reviewer): Promise<Reviewer> {
  const [row] = await tx.query<Reviewer>('select id, name, title, roles from people where id = $1 for share', [
    person.id,
  ]);
  return row ?? { ...person, roles: [] };
}

/**
 * Who somebody is, where they may do what they ask for at this moment.
 *
 * @param refusal what they are told otherwise
 * @throws {RequestError} where they may not
 */
export async function demandAuthority(
  tx: Queryable,
  person: Reviewer,
  may: (roles: readonly string[]) => boolean,
  refusal: string,
): Promise<Reviewer> {
  const known = await authorityOf(tx, person);
  if (!may(known.roles)) throw new RequestError(403, 'role-missing', refusal);
  return known;
}
