import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPage } from './build-page.js';
import { TrainingError } from './model/credit-model.js';
import { CsvError } from './model/csv.js';
import { HELP, OptionsError, readOptions } from './options.js';
import { DatabaseError, openEmbedded, openServer } from './server/database.js';
import { type Host, startHost } from './server/host.js';
import { SourceError } from './server/model-service.js';
import { readStaticFiles } from './server/static-files.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** What somebody can mend is said in its own words; anything else is a fault of ours and keeps its trace. */
function fail(error: unknown): never {
  const isTheirs = [OptionsError, CsvError, SourceError, TrainingError, DatabaseError].some(
    (kind) => error instanceof kind,
  );
  const code = (error as NodeJS.ErrnoException)?.code;
  if (code === 'EADDRINUSE') console.error('The port is taken. Give another one with --port.');
  else if (code === 'ECONNREFUSED' || code === 'ENOTFOUND') {
    console.error(`The database server of DATABASE_URL cannot be reached: ${(error as Error).message || code}`);
  } else console.error(isTheirs ? (error as Error).message : error);
  process.exit(1);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env, root);
  if (!options) {
    console.log(HELP);
    return;
  }
  const fromSource = process.env.COUNTERSIGN_SOURCE === '1';
  console.log('Building the page …');
  const page = readStaticFiles(await buildPage(root, join(root, fromSource ? 'src' : 'dist')));
  const { databaseUrl, data } = options;
  console.log(databaseUrl ? 'Opening the database server …' : `Opening the database in ${data} …`);
  const database = databaseUrl ? openServer(databaseUrl) : await openEmbedded(data);

  let host: Host;
  try {
    host = await startHost({ ...options, database, page });
  } catch (error) {
    await database.close();
    throw error;
  }
  console.log(
    options.source.isGenerated
      ? 'The applications are generated; give real ones with --input FILE.csv.'
      : `The applications come from ${options.source.name}.`,
  );
  console.log(`Ready: ${host.url}`);

  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A second signal is for somebody who does not want to wait.
      if (isStopping) process.exit(1);
      isStopping = true;
      host.stop().then(() => process.exit(0), fail);
    });
  }
}

main().catch(fail);
