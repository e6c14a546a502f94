import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { writePart } from './document.js';

/*
 * How long the record takes: verifying it and showing it. Each part measures its floor or its peers in the same run, and
 * docs/performance.md gets the tables. `npm run bench:audit`, or `npm run bench:audit -- verify` for one part.
 */

const here = dirname(fileURLToPath(import.meta.url));

/** Part, and the export of `audit/<part>.ts` that measures it and gives its tables in Markdown. */
const PARTS: Readonly<Record<string, string>> = { verify: 'verifyTables', timeline: 'timelineTables' };

const [only] = process.argv.slice(2);
for (const [part, name] of Object.entries(PARTS)) {
  const file = join(here, 'audit', `${part}.ts`);
  if ((only !== undefined && only !== part) || !existsSync(file)) continue;
  const module = (await import(pathToFileURL(file).href)) as Record<string, () => Promise<string>>;
  const tables = await module[name]?.();
  if (!tables) throw new Error(`bench/audit/${part}.ts exports no ${name}().`);
  console.log(tables);
  const machine = `Measured on ${cpus().length} cores, Node ${process.versions.node.split('.')[0]}.`;
  writePart(`audit:${part}`, `${machine}\n\n${tables.trim()}`);
}
