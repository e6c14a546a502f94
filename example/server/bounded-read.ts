import type { Queryable } from './database.js';

/** Rows that are read at a time at most. */
const CHUNK = 500;

/** Bytes that are read at a time, and one row more. */
export const MOST_BYTES = 1 << 23;

/**
 * The first rows of a statement, up to so many bytes; one at least where there is any. What stands in a row may be large: a
 * number of rows alone bounds nothing.
 *
 * @param rows a statement with an `order by` and a `limit`
 * @param size of a row in bytes, by the names of its columns
 * @param order the same order, by the names of the columns
 */
export const bounded = (rows: string, size: string, order: string): string =>
  `select * from (select chosen.*, sum(${size}) over (order by ${order}) - ${size} as bytes_before from (${rows}) as chosen) as bounded
   where bytes_before < ${MOST_BYTES} order by ${order}`;

/**
 * All rows of a statement, read as they are taken.
 *
 * @param statement `bounded()`, whose last two parameters are the key of the row before and how many there may be
 * @param keyOf a row
 */
export async function* rowsOf<Row>(
  on: Queryable,
  statement: string,
  parameters: readonly unknown[],
  keyOf: (row: Row) => number,
): AsyncGenerator<Row> {
  for (let last = 0; ; ) {
    const rows = await on.query<Row>(statement, [...parameters, last, CHUNK]);
    yield* rows;
    const end = rows.at(-1);
    if (!end) return;
    last = keyOf(end);
  }
}
