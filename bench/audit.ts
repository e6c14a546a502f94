import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/*
 * How long the record takes: verifying it and showing it. Each part measures its floor or its peers in the same run, and
 * docs/performance.md gets the tables. `npm run bench:audit`, or `npm run bench:audit -- verify` for one part.
 */

const here = dirname(fileURLToPath(import.meta.url));
const page = resolve(here, '../docs/performance.md');

/** Part, and the export of `audit/<part>.ts` that measures it and gives its tables in Markdown. */
const PARTS: Readonly<Record<string, string>> = { verify: 'verifyTables', timeline: 'timelineTables' };

function write(part: string, tables: string): void {
  const [begin, end] = [`<!-- bench:audit:${part} -->`, `<!-- /bench:audit:${part} -->`];
  const text = readFileSync(page, 'utf8');
  const [before, after] = [text.indexOf(begin), text.indexOf(end)];
  if (before < 0 || after < before)
    throw new Error(`docs/performance.md has no place for "${part}": ${begin} … ${end}.`);
  const machine = `Measured on ${cpus().length} cores, Node ${process.versions.node.split('.')[0]}.`;
  writeFileSync(
    page,
    `${text.slice(0, before + begin.length)}\n\n${machine}\n\n${tables.trim()}\n\n${text.slice(after)}`,
  );
}

const [only] = process.argv.slice(2);
for (const [part, name] of Object.entries(PARTS)) {
  const file = join(here, 'audit', `${part}.ts`);
  if ((only !== undefined && only !== part) || !existsSync(file)) continue;
  const module = (await import(pathToFileURL(file).href)) as Record<string, () => Promise<string>>;
  const tables = await module[name]?.();
  if (!tables) throw new Error(`bench/audit/${part}.ts exports no ${name}().`);
  console.log(tables);
  write(part, tables);
}
