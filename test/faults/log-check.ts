import type { Queryable } from '../../example/server/database.js';
import { openLogKeys } from '../../example/server/log-keys.js';
import { LINE_COLUMNS, type LineRow } from '../../example/server/log-lines.js';
import { tools } from '../../example/server/log-tools.js';
import { type Checkpoint, createChainVerifier } from '../../src/core.js';
import { isGenuine } from '../example/log.fixtures.js';

/**
 * What is wrong with the log that is left behind, as the tables hold it: its chain, its commitments, and every checkpoint that
 * any server signed.
 *
 * @param path of the key that the servers share
 */
export async function logFaults(database: Queryable, path: string): Promise<string[]> {
  const lines = await database.query<LineRow>(`select ${LINE_COLUMNS} from audit_lines as lines order by lines.place`);
  const verifier = createChainVerifier(tools);
  for (const { line, hash, disclosed } of lines) {
    verifier.add({ entry: JSON.parse(line), hash, ...(disclosed && { disclosed }) });
  }
  const checkpoints = await database.query<Omit<Checkpoint, 'keyId'> & { key_id: string }>(
    `select size::float8 as size, root, blocks, at, key_id, signature from checkpoints`,
  );
  const signed = checkpoints.map(({ key_id: keyId, ...rest }) => ({ ...rest, keyId }));
  const keys = openLogKeys({ path, at: new Date().toISOString(), newest: signed.at(-1) }).list();
  const report = verifier.finish(signed.map((each) => ({ ...each, isGenuine: isGenuine(each, keys) })));
  return [
    ...report.faults.map((fault) => `the log: ${JSON.stringify(fault)}`),
    ...(lines.length > 0 && report.signed === 0 ? ['the log was never signed'] : []),
  ];
}
