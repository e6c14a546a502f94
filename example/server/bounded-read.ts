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
