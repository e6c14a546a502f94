import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Application } from './model/application.js';
import { demandEnough, splitApplications } from './model/credit-model.js';
import { readApplications } from './model/csv.js';
import { generateApplications } from './model/generator.js';
import { readWebhook, type Webhook } from './server/effect-delivery.js';
import type { Source } from './server/model-service.js';
import { readSecrets, WebhookError } from './server/webhook-signature.js';

export const HELP = `Runs the reference host: a credit model, its reviews and the desk, on an embedded PostgreSQL.

  npm start -- [options]

  --input FILE.csv   Real applications in the columns of the German Credit Data, with their outcome.
                     Without it, 2,000 generated ones are used.
  --port NUMBER      Port on 127.0.0.1.                              Default 4747
  --data DIR         Folder of the database.                        Default .data/<name of the input>
  --seed NUMBER      Seed of the generator and of the split.        Default 42
  --webhook URL      Where decisions are sent once they take effect (docs/effects.md).
                     Without it they are kept.
  --proxies NUMBER   How many proxies stand before the server, each of which adds to
                     X-Forwarded-For where a request came from.    Default 0
  --new-log-key      Signs the record with a new key from now on; the old one stays to be verified with
                     (docs/security.md).
  --access-log       Prints every answered request in a line of JSON (docs/security.md).
  --help             Says this.

  DATABASE_URL       A PostgreSQL server, 15 or newer, instead of the embedded one.
  COUNTERSIGN_SOURCE=1
                     Serves the kit as it stands in src/, without building it.
  COUNTERSIGN_LOG_KEY
                     File with the key that signs the record, the same for all servers of one database.
                     Created where there is none. Default log-key.json in the data folder, or in a folder
                     of .data/ that is named after the database server.
  COUNTERSIGN_WEBHOOK_SECRET
                     Signs what is sent to the webhook: "whsec_" and base64; two while it is changed.
`;

export const GENERATED = 2_000;
/** Held-out applications that wait for a person when they are generated. */
export const QUEUED = 60;

export interface StartOptions {
  port: number;
  /** Nothing where a database server is named. */
  data?: string;
  databaseUrl?: string;
  source: Source;
  loadApplications: () => readonly Application[];
  queueSize?: number;
  webhook?: Webhook;
  /** Whether every answered request is printed. */
  isAccessLogged?: true;
  /** How many proxies before the server are trusted. */
  proxies: number;
  /** File with the key that signs the record. */
  logKey: string;
  /** Whether a new key takes its place. */
  isNewLogKey?: true;
}

/** What was asked for makes no sense; the message is all that is printed. */
export class OptionsError extends Error {
  override name = 'OptionsError';
}

function wholeNumber(name: string, text: string, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > max) {
    throw new OptionsError(`--${name} takes a whole number from 0 to ${max}; "${text}" was given.`);
  }
  return value;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        input: { type: 'string' },
        port: { type: 'string', default: '4747' },
        data: { type: 'string' },
        seed: { type: 'string', default: '42' },
        webhook: { type: 'string' },
        proxies: { type: 'string', default: '0' },
        'new-log-key': { type: 'boolean', default: false },
        'access-log': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    // Node's own words, without its advice on quoting.
    const [problem] = (error as Error).message.split(/\.?(?: To specify| This command|$)/, 1);
    throw new OptionsError(`${problem}. Options follow two dashes; npm start -- --help lists them.`);
  }
}

/** A secret on the command line would stand in the list of processes, for everybody to read. */
function readWebhookOption(address: string | undefined, secret = ''): Webhook | undefined {
  if (address === undefined) return undefined;
  try {
    return readWebhook(address, readSecrets(secret));
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
    throw new OptionsError(`--webhook with COUNTERSIGN_WEBHOOK_SECRET: ${error.message}`);
  }
}

/** Never in the database: whoever can change the record there must not be able to sign it. */
function logKeyPath(environment: NodeJS.ProcessEnv, data: string | undefined, databaseUrl = '', root: string): string {
  const named = environment.COUNTERSIGN_LOG_KEY;
  if (named) return resolve(named);
  if (data !== undefined) return join(data, 'log-key.json');
  const { host, pathname } = URL.canParse(databaseUrl) ? new URL(databaseUrl) : { host: databaseUrl, pathname: '' };
  const name = createHash('sha256').update(`${host}${pathname}`).digest('hex').slice(0, 8);
  return join(root, '.data', `server-${name}`, 'log-key.json');
}

/**
 * Reads the command line; nothing where help was asked for.
 *
 * @param root folder that relative default paths start from
 * @throws {OptionsError} for an option that makes no sense, `CsvError` for an input that cannot be read, `TrainingError`
 * for one that is too small to learn from
 */
export function readOptions(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  root: string,
): StartOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const port = wholeNumber('port', values.port, 65_535);
  const seed = wholeNumber('seed', values.seed, 4_294_967_295);
  const proxies = wholeNumber('proxies', values.proxies, 10);
  const databaseUrl = environment.DATABASE_URL || undefined;
  const webhook = readWebhookOption(values.webhook, environment.COUNTERSIGN_WEBHOOK_SECRET);
  const logging = values['access-log'] && ({ isAccessLogged: true } as const);

  const renewing = values['new-log-key'] && ({ isNewLogKey: true } as const);
  /** Where everything is kept, given the folder that the embedded database has by default. */
  const keeping = (folder: string) => {
    const data = databaseUrl ? undefined : resolve(values.data ?? folder);
    return {
      ...(databaseUrl ? { databaseUrl } : { data }),
      logKey: logKeyPath(environment, data, databaseUrl, root),
      ...renewing,
    };
  };

  if (values.input === undefined) {
    return {
      port,
      proxies,
      ...(webhook && { webhook }),
      ...logging,
      ...keeping(resolve(root, '.data', `generated-${seed}`)),
      source: {
        name: `the generator, seed ${seed}`,
        isGenerated: true,
        fingerprint: `generated-${GENERATED}-${seed}`,
        seed,
      },
      loadApplications: () => generateApplications(GENERATED, seed),
      queueSize: QUEUED,
    };
  }

  const path = resolve(values.input);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new OptionsError(`The input ${path} cannot be read: ${(error as Error).message}`);
  }
  // Read now: a file that is bad or too small is told before anything is built or stored.
  const applications = readApplications(text);
  demandEnough({ applications, parts: splitApplications(applications, seed) });
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const name = basename(path);
  const folder = `${name.replace(/\.csv$/i, '').replace(/[^\w.-]+/g, '-')}-${hash.slice(0, 6)}-${seed}`;
  return {
    port,
    proxies,
    ...(webhook && { webhook }),
    ...logging,
    ...keeping(resolve(root, '.data', folder)),
    source: { name, isGenerated: false, fingerprint: `${hash}-${seed}`, seed },
    loadApplications: () => applications,
  };
}
