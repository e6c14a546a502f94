import type { People, Person } from './people.js';
import { tooMany } from './request-rate.js';
import type { SignInAttempts } from './sign-in-attempts.js';
import { createTurns } from './turns.js';

/**
 * Looks at a password, wherever it was asked for: at the sign-in and under a signature wrong ones count alike. Nobody where
 * person and password do not fit.
 *
 * @throws {RequestError} where there were too many wrong ones
 */
export type PasswordCheck = (person: string, password: string, address: string) => Promise<Person | undefined>;

export interface PasswordCheckOptions {
  people: People;
  attempts: SignInAttempts;
}

/** One password at a time for each address: what is not known to be right yet counts as wrong, and never more than one. */
export function createPasswordCheck({ people, attempts }: PasswordCheckOptions): PasswordCheck {
  const inTurn = createTurns();
  return (person, password, address) =>
    inTurn(address, async () => {
      const wait = await attempts.begin({ person, address });
      if (wait > 0) throw tooMany(wait);
      const found = await people.identify(person, password);
      if (found) await attempts.succeed({ person, address });
      return found;
    });
}
