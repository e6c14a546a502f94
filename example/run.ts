import { join } from 'node:path';
import { buildKit, buildPage } from './build-page.js';
import { TrainingError } from './model/credit-model.js';
import type { StartOptions } from './options.js';
import { DatabaseError, openEmbedded, openServer } from './server/database.js';
import { type Host, startHost } from './server/host.js';
import { LogKeyError } from './server/log-keys.js';
import { SourceError } from './server/model-service.js';
import { CREDIT_OVERSIGHT } from './server/oversight-policy.js';
import { readStaticFiles } from './server/static-files.js';

/** What somebody can mend is said in its own words; anything else is a fault of ours and keeps its trace. */
function fail(error: unknown): never {
  const isTheirs = [SourceError, TrainingError, DatabaseError, LogKeyError].some((kind) => error instanceof kind);
  const code = (error as NodeJS.ErrnoException)?.code;
  if (code === 'EADDRINUSE') console.error('The port is taken. Give another one with --port.');
  else if (code === 'ECONNREFUSED' || code === 'ENOTFOUND') {
    console.error(`The database server of DATABASE_URL cannot be reached: ${(error as Error).message || code}`);
  } else console.error(isTheirs ? (error as Error).message : error);
  process.exit(1);
}

async function start(options: StartOptions, root: string): Promise<void> {
  const fromSource = process.env.COUNTERSIGN_SOURCE === '1';
  if (!fromSource) buildKit(root);
  console.log('Building the page …');
  const page = readStaticFiles(await buildPage(root, join(root, fromSource ? 'src' : 'dist')));
  const { databaseUrl, data } = options;
  console.log(databaseUrl ? 'Opening the database server …' : `Opening the database in ${data} …`);
  const database = databaseUrl ? openServer(databaseUrl) : await openEmbedded(data);

  let host: Host;
  try {
    host = await startHost({
      ...options,
      database,
      oversight: CREDIT_OVERSIGHT,
      hasChecks: true,
      page,
      ...(options.isAccessLogged && { log: (line) => console.log(line) }),
    });
  } catch (error) {
    await database.close();
    throw error;
  }
  console.log(
    options.source.isGenerated
      ? 'The applications are generated; give real ones with --input FILE.csv.'
      : `The applications come from ${options.source.name}.`,
  );
  console.log(
    options.webhook
      ? `Decisions are sent to ${options.webhook.url.host} once they take effect.`
      : 'What decisions cause is kept until there is somebody to send it to: --webhook URL.',
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

/**
 * Builds what is served, opens the database and serves until a signal comes. What fails is printed and ends the process
 * with 1.
 *
 * @param root the project's folder
 */
export function run(options: StartOptions, root: string): Promise<void> {
  return start(options, root).catch(fail);
}
