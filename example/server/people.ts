import { createHash, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import type { Reviewer } from 'countersign/core';
import { type Database, isStorable } from './database.js';

/** Everybody's password in this demonstration; it is printed on the sign-in page. */
export const DEMO_PASSWORD = 'countersign';

export interface Person extends Reviewer {
  title: string;
}

const DEMO_PEOPLE: readonly Person[] = [
  { id: 'amara', name: 'Amara Osei', roles: ['reviewer'], title: 'Senior underwriter' },
  { id: 'mateo', name: 'Mateo Ruiz', roles: ['reviewer'], title: 'Underwriter' },
  { id: 'priya', name: 'Priya Nair', roles: ['reviewer', 'supervisor'], title: 'Team lead' },
  { id: 'jonas', name: 'Jonas Weber', roles: ['adjudicator'], title: 'Credit committee' },
  { id: 'lena', name: 'Lena Vogt', roles: ['auditor'], title: 'Internal audit, reads only' },
];

const SESSION_HOURS = 12;

interface PersonRow {
  id: string;
  name: string;
  title: string;
  roles: string[];
  salt: string;
  password_hash: string;
}

function personOf({ id, name, title, roles }: PersonRow): Person {
  return { id, name, title, roles };
}

function hashPassword(password: string, salt: string): Buffer {
  return scryptSync(password, Buffer.from(salt, 'hex'), 32);
}

/** The database holds a hash: who reads it cannot sign in as somebody. */
function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export interface People {
  list(): Promise<Person[]>;
  /** A token for the cookie, or nothing where person and password do not fit. */
  signIn(id: string, password: string): Promise<{ person: Person; token: string } | undefined>;
  /** Who is behind a token. */
  find(token: string | undefined): Promise<Person | undefined>;
  signOut(token: string | undefined): Promise<void>;
}

export async function seedPeople(database: Database): Promise<void> {
  const [row] = await database.query<{ count: string }>('select count(*)::text as count from people');
  if (Number(row?.count) > 0) return;
  for (const { id, name, title, roles } of DEMO_PEOPLE) {
    const salt = randomBytes(16).toString('hex');
    await database.query(
      `insert into people (id, name, title, roles, salt, password_hash) values ($1, $2, $3, $4, $5, $6)
       on conflict (id) do nothing`,
      [id, name, title, JSON.stringify(roles), salt, hashPassword(DEMO_PASSWORD, salt).toString('hex')],
    );
  }
}

export function createPeople(database: Database, clock: () => number): People {
  const at = (time: number) => new Date(time).toISOString();
  return {
    async list() {
      return (await database.query<PersonRow>('select * from people order by name')).map(personOf);
    },
    async signIn(id, password) {
      const [row] = isStorable(id) ? await database.query<PersonRow>('select * from people where id = $1', [id]) : [];
      // An unknown name costs as much time as a wrong password.
      const salt = row?.salt ?? '00'.repeat(16);
      const given = hashPassword(password, salt);
      const kept = Buffer.from(row?.password_hash ?? '00'.repeat(32), 'hex');
      if (!timingSafeEqual(given, kept) || !row) return undefined;
      const token = randomBytes(32).toString('base64url');
      await database.query('delete from sessions where expires_at < $1', [at(clock())]);
      await database.query('insert into sessions (token_hash, person_id, expires_at) values ($1, $2, $3)', [
        hashToken(token),
        row.id,
        at(clock() + SESSION_HOURS * 3_600_000),
      ]);
      return { person: personOf(row), token };
    },
    async find(token) {
      if (!token) return undefined;
      const [row] = await database.query<PersonRow>(
        `select people.* from sessions join people on people.id = sessions.person_id
         where token_hash = $1 and expires_at > $2`,
        [hashToken(token), at(clock())],
      );
      return row && personOf(row);
    },
    async signOut(token) {
      if (token) await database.query('delete from sessions where token_hash = $1', [hashToken(token)]);
    },
  };
}
