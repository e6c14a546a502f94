import type { Queryable } from './database.js';

/** Rows per statement when many are written. */
const CHUNK = 100;

export type Columns = readonly (readonly [name: string, type: string])[];

/**
 * Writes rows, many with each statement.
 *
 * @param end of the statement: what is done with a row that is there already
 */
export async function insert(tx: Queryable, table: string, columns: Columns, rows: readonly unknown[][], end = '') {
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK);
    const places = chunk.map(
      (_, row) => `(${columns.map(([, type], column) => `$${row * columns.length + column + 1}::${type}`).join(', ')})`,
    );
    const names = columns.map(([name]) => name).join(', ');
    await tx.query(`insert into ${table} (${names}) values ${places.join(', ')} ${end}`, chunk.flat());
  }
}
