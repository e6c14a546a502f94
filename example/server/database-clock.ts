import type { Queryable } from './database.js';

/** A round trip longer than this says too little about the moment in between, in milliseconds. */
const LONGEST_TRIP = 500;

/** The clock of the database, read here without asking it each time. */
export interface DatabaseClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Compares again: the two clocks drift apart, and one of them may have been set. */
  sync(): Promise<void>;
}

/**
 * One clock for all servers of a database: a lease that one of them gave must not be over on another whose own clock is
 * ahead. Between two comparisons it runs on this machine's steady clock, which nobody sets.
 */
export async function startDatabaseClock(database: Queryable): Promise<DatabaseClock> {
  let offset: number | undefined;
  const sync = async () => {
    const sent = performance.now();
    const [row] = await database.query<{ now: number }>(
      'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now',
    );
    const received = performance.now();
    if (!row || (offset !== undefined && received - sent > LONGEST_TRIP)) return;
    offset = row.now - (sent + received) / 2;
  };
  await sync();
  return { now: () => Math.round(performance.now() + (offset ?? 0)), sync };
}
