import { createHash } from 'node:crypto';
import type { Database, Queryable } from './database.js';

interface Allowance {
  /** How many wrong tries are free. */
  free: number;
  /** The longest wait between two tries after that, in milliseconds. */
  longestWait: number;
}

/** Short for a person: somebody else's guesses must not keep them out. */
const PERSON: Allowance = { free: 5, longestWait: 30_000 };
const ADDRESS: Allowance = { free: 20, longestWait: 15 * 60_000 };
const FIRST_WAIT = 1_000;
/** Wrong tries are forgotten when there was none for so long, in milliseconds. */
const MEMORY = 3_600_000;

/** Somebody who wants to sign in. */
export interface Attempt {
  person: string;
  /** Network address the request came from. */
  address: string;
}

export interface SignInAttempts {
  /**
   * Counts a try as a wrong one before the password is looked at, so that tries at the same moment count as well.
   *
   * @returns how long to wait before the next one, in milliseconds; 0 where the password may be looked at now
   */
  begin(attempt: Attempt): Promise<number>;
  /** Takes back the count of a try that was right. What an address tried with other names stays counted. */
  succeed(attempt: Attempt): Promise<void>;
}

/** Not the name itself: people type their password into the wrong field. */
function hashName(person: string): string {
  return createHash('sha256').update(person).digest('hex');
}

const subjects = ({ person, address }: Attempt): [subject: string, allowance: Allowance][] => [
  // Always in this order: two transactions that wait for each other would both fail.
  [`address ${address}`, ADDRESS],
  [`person ${hashName(person)}`, PERSON],
];

/** Counts wrong passwords in the database: a restart does not forget them, and every server process knows them. */
export function createSignInAttempts(database: Database, clock: () => number): SignInAttempts {
  const at = (time: number) => new Date(time).toISOString();

  async function failuresOf(tx: Queryable, subject: string) {
    await tx.query(
      `insert into sign_in_attempts (subject, failures, last_at, blocked_until) values ($1, 0, $2, $2)
       on conflict (subject) do nothing`,
      [subject, at(clock())],
    );
    const [row] = await tx.query<{ failures: number; blocked_until: Date }>(
      'select failures, blocked_until from sign_in_attempts where subject = $1 for update',
      [subject],
    );
    return { failures: row?.failures ?? 0, wait: (row?.blocked_until.getTime() ?? 0) - clock() };
  }

  return {
    begin: (attempt) =>
      database.transaction(async (tx) => {
        const now = clock();
        await tx.query('delete from sign_in_attempts where last_at <= $1 and blocked_until <= $2', [
          at(now - MEMORY),
          at(now),
        ]);
        const counted = [];
        for (const [subject, allowance] of subjects(attempt)) {
          const { failures, wait } = await failuresOf(tx, subject);
          if (wait > 0) return wait;
          counted.push({ subject, allowance, failures: failures + 1 });
        }
        for (const { subject, allowance, failures } of counted) {
          const beyond = failures - allowance.free;
          const wait = beyond < 0 ? 0 : Math.min(FIRST_WAIT * 2 ** Math.min(beyond, 30), allowance.longestWait);
          await tx.query(
            'update sign_in_attempts set failures = $2, last_at = $3, blocked_until = $4 where subject = $1',
            [subject, failures, at(now), at(now + wait)],
          );
        }
        return 0;
      }),

    async succeed(attempt) {
      const [[address], [person]] = subjects(attempt) as [[string, Allowance], [string, Allowance]];
      await database.query(
        'update sign_in_attempts set failures = greatest(failures - 1, 0), blocked_until = last_at where subject = $1',
        [address],
      );
      await database.query('delete from sign_in_attempts where subject = $1', [person]);
    },
  };
}
