import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Database } from './database.js';
import { type Person, type PersonRow, personOf } from './people.js';

/** A session ends this long after the sign-in, however busy it is, in milliseconds. */
export const LONGEST_SESSION = 12 * 3_600_000;
/** A session ends when nothing was asked for so long, in milliseconds. */
export const LONGEST_IDLE = 2 * 3_600_000;
/** A token in use is replaced after so long, in milliseconds. */
export const ROTATION = 15 * 60_000;
/** How long a replaced token is still good, for requests that were on their way, in milliseconds. */
export const OVERLAP = 60_000;
/** Use is noted no more often than this, in milliseconds: not every request should write. */
const NOTED_EVERY = 60_000;

/** What a token stands for. */
export interface Session {
  id: string;
  person: Person;
  /** The token that replaces the one that was shown. */
  replacement?: string;
}

export interface Sessions {
  /** Begins a session with a token that nobody has ever seen. */
  start(person: Person): Promise<string>;
  /**
   * Who shows a token; nobody where the session is over.
   *
   * @param isUse whether somebody asked; a page that only keeps itself up to date does not keep a session alive
   */
  read(token: string | undefined, isUse: boolean): Promise<Session | undefined>;
  /** Who is behind a session that was read before, whatever its token is by now. */
  personOf(sessionId: string): Promise<Person | undefined>;
  /** Ends the session of a token. Whether there was one. */
  end(token: string | undefined): Promise<boolean>;
  /** Ends every session of a person. */
  endAll(personId: string): Promise<void>;
}

interface TokenRow extends PersonRow {
  session_id: string;
  seen_at: Date;
  issued_at: Date;
  is_used: boolean;
  rotated_at: Date | null;
  retired_at: Date | null;
}

/** The database holds a hash: who reads it has no token. */
function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * Sessions in the database. A token is replaced while it is in use. The replaced one is good until its successor was
 * shown, since the answer that carried the successor may be lost, and `OVERLAP` longer, since other requests may be on
 * their way. Whoever shows it later has a copy of it: that ends the session for both.
 */
export function createSessions(database: Database, clock: () => number): Sessions {
  const at = (time: number) => new Date(time).toISOString();
  const alive = () => [at(clock() - LONGEST_SESSION), at(clock() - LONGEST_IDLE)];

  async function issue(sessionId: string, isUsed: boolean): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await database.query(
      'insert into session_tokens (token_hash, session_id, issued_at, is_used) values ($1, $2, $3, $4)',
      [hashToken(token), sessionId, at(clock()), isUsed],
    );
    return token;
  }

  /** A successor, for one of several requests that come with one token. */
  async function rotate({ session_id }: TokenRow, hash: string): Promise<string | undefined> {
    const now = clock();
    const [won] = await database.query(
      `update session_tokens set rotated_at = $2 where token_hash = $1 and retired_at is null
       and issued_at <= $3 and (rotated_at is null or rotated_at <= $4) returning token_hash`,
      [hash, at(now), at(now - ROTATION), at(now - OVERLAP)],
    );
    return won && issue(session_id, false);
  }

  /** A token that is shown for the first time has arrived: those before it are not needed any more. */
  async function retirePredecessors({ session_id, issued_at }: TokenRow, hash: string): Promise<void> {
    await database.query('update session_tokens set is_used = true where token_hash = $1', [hash]);
    await database.query(
      `update session_tokens set retired_at = $3
       where session_id = $1 and token_hash <> $2 and issued_at <= $4 and retired_at is null`,
      [session_id, hash, at(clock()), issued_at.toISOString()],
    );
  }

  const endById = (id: string) => database.query('delete from sessions where id = $1', [id]);

  return {
    async start(person) {
      await database.query('delete from sessions where started_at <= $1 or seen_at <= $2', alive());
      const id = randomUUID();
      await database.query('insert into sessions (id, person_id, started_at, seen_at) values ($1, $2, $3, $3)', [
        id,
        person.id,
        at(clock()),
      ]);
      return issue(id, true);
    },

    async read(token, isUse) {
      if (!token) return undefined;
      const hash = hashToken(token);
      const [row] = await database.query<TokenRow>(
        `select people.*, session_tokens.*, sessions.seen_at from session_tokens
         join sessions on sessions.id = session_tokens.session_id
         join people on people.id = sessions.person_id
         where token_hash = $1 and started_at > $2 and seen_at > $3`,
        [hash, ...alive()],
      );
      if (!row) return undefined;
      const now = clock();
      if (row.retired_at && row.retired_at.getTime() + OVERLAP < now) {
        await endById(row.session_id);
        return undefined;
      }
      if (!row.is_used) await retirePredecessors(row, hash);
      if (isUse && row.seen_at.getTime() + NOTED_EVERY < now) {
        await database.query('update sessions set seen_at = $2 where id = $1', [row.session_id, at(now)]);
      }
      const isDue = !row.retired_at && row.issued_at.getTime() + ROTATION <= now;
      const replacement = isDue ? await rotate(row, hash) : undefined;
      return { id: row.session_id, person: personOf(row), ...(replacement && { replacement }) };
    },

    async personOf(sessionId) {
      const [row] = await database.query<PersonRow>(
        `select people.* from sessions join people on people.id = sessions.person_id
         where sessions.id = $1 and started_at > $2 and seen_at > $3`,
        [sessionId, ...alive()],
      );
      return row && personOf(row);
    },

    async end(token) {
      if (!token) return false;
      const ended = await database.query(
        'delete from sessions where id = (select session_id from session_tokens where token_hash = $1) returning id',
        [hashToken(token)],
      );
      return ended.length > 0;
    },

    async endAll(personId) {
      await database.query('delete from sessions where person_id = $1', [personId]);
    },
  };
}
