import type { Reviewer } from 'countersign/core';
import { type Database, isStorable } from './database.js';
import { hashPassword, isPassword } from './passwords.js';

/** Everybody's password in this demonstration; it is printed on the sign-in page. */
export const DEMO_PASSWORD = 'countersign';

export interface Person extends Reviewer {
  title: string;
}

interface DemoPerson extends Person {
  /** Cases that they decided before they came to this host. @default 0 */
  decidedBefore?: number;
}

const DEMO_PEOPLE: readonly DemoPerson[] = [
  { id: 'amara', name: 'Amara Osei', roles: ['reviewer'], title: 'Senior underwriter', decidedBefore: 4_100 },
  { id: 'mateo', name: 'Mateo Ruiz', roles: ['reviewer'], title: 'Underwriter', decidedBefore: 1_250 },
  {
    id: 'priya',
    name: 'Priya Nair',
    roles: ['reviewer', 'supervisor', 'records'],
    title: 'Team lead',
    decidedBefore: 6_700,
  },
  { id: 'jonas', name: 'Jonas Weber', roles: ['adjudicator'], title: 'Credit committee', decidedBefore: 900 },
  { id: 'noor', name: 'Noor Haddad', roles: ['trainee'], title: 'Underwriter in training' },
  { id: 'lena', name: 'Lena Vogt', roles: ['auditor'], title: 'Internal audit, reads only' },
];

/** A person as the table `people` keeps them. */
export interface PersonRow {
  id: string;
  name: string;
  title: string;
  roles: string[];
  salt: string;
  password_hash: string;
}

/** What the rest of the host may know of a person. */
export function personOf({ id, name, title, roles }: PersonRow): Person {
  return { id, name, title, roles };
}

export interface People {
  list(): Promise<Person[]>;
  /** Nobody where name and password do not fit. */
  identify(id: string, password: string): Promise<Person | undefined>;
}

export async function seedPeople(database: Database): Promise<void> {
  const [row] = await database.query<{ count: string }>('select count(*)::text as count from people');
  if (Number(row?.count) > 0) return;
  for (const { id, name, title, roles, decidedBefore = 0 } of DEMO_PEOPLE) {
    const { salt, hash } = await hashPassword(DEMO_PASSWORD);
    await database.query(
      `insert into people (id, name, title, roles, salt, password_hash, decided_before)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
      [id, name, title, JSON.stringify(roles), salt, hash, decidedBefore],
    );
  }
}

export function createPeople(database: Database): People {
  return {
    async list() {
      return (await database.query<PersonRow>('select * from people order by name')).map(personOf);
    },
    async identify(id, password) {
      const [row] = isStorable(id) ? await database.query<PersonRow>('select * from people where id = $1', [id]) : [];
      const isRight = await isPassword(password, row && { salt: row.salt, hash: row.password_hash });
      return row && isRight ? personOf(row) : undefined;
    },
  };
}
