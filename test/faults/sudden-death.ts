import type { Database, Queryable } from '../../example/server/database.js';

/** Where in a command the process ends: before its transaction, inside it, or after the commit and before the answer. */
export type Moment = 'before' | 'inside' | 'after';

export interface Mortal extends Database {
  /**
   * Ends this process in the next transaction, as a power cut would.
   *
   * @param statements of those that the transaction sends, so many are carried out where it ends inside; where it sends
   * fewer, it ends right before the commit
   */
  dieAt(moment: Moment, statements: number): void;
}

/** Nothing comes after it: no handler runs, nothing is flushed, no answer leaves. */
function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

/** A database whose process can be killed at a given moment of a transaction. */
export function makeMortal(database: Database): Mortal {
  let death: { moment: Moment; statements: number } | undefined;

  function counting(tx: Queryable, limit: number): Queryable {
    let done = 0;
    return {
      async query(sql, parameters) {
        const rows = await tx.query(sql, parameters);
        done += 1;
        return done >= limit ? die() : (rows as never);
      },
    };
  }

  return {
    ...database,
    dieAt(moment, statements) {
      death = { moment, statements };
    },
    async transaction(work) {
      const near = death;
      death = undefined;
      if (!near) return database.transaction(work);
      if (near.moment === 'before') return die();
      const result = await database.transaction(async (tx) => {
        if (near.moment === 'after') return work(tx);
        await work(counting(tx, near.statements));
        return die();
      });
      await die();
      return result;
    },
  };
}
