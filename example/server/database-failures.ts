import { setTimeout as sleep } from 'node:timers/promises';

/** How often work is begun, where it met other work, before its sender hears of it. */
const TRIES = 5;
/** The longest wait before the second try, in milliseconds; twice as long before each further one. */
const FIRST_WAIT = 20;

const stateOf = (error: unknown) => (error instanceof Error ? String((error as { code?: unknown }).code) : '');

/** Whether a parameter could not be read as the type it was cast to (SQLSTATE class 22). */
export function isDataException(error: unknown): boolean {
  return stateOf(error).startsWith('22');
}

/** Whether two transactions stood in each other's way, so that this one was ended: deadlock, or no order for both. */
function isCollision(error: unknown): boolean {
  return ['40P01', '40001'].includes(stateOf(error));
}

/** A lock, a statement, a transaction that stood still, or a place among the connections took too long. */
const BUSY = ['55P03', '57014', '25P03', '53300'];
/** What the driver says without a code where it got no connection in time. */
const NO_CONNECTION = /^(timeout exceeded when trying to connect|Connection terminated due to connection timeout)$/;

/** Whether the database had too much to do, or somebody stood in the way for too long: the same may succeed later. */
export function isBusy(error: unknown): boolean {
  return (
    BUSY.includes(stateOf(error)) || isCollision(error) || (error instanceof Error && NO_CONNECTION.test(error.message))
  );
}

/**
 * Does a whole transaction, and does it again where the database ended it for the sake of another one. Nothing of the
 * failed try is stored. The waits differ by chance: those who collided do not come back together.
 */
export async function retryCollisions<Result>(transaction: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt === TRIES || !isCollision(error)) throw error;
      await sleep(Math.random() * FIRST_WAIT * 2 ** (attempt - 1));
    }
  }
}
