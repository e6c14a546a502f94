import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TrainingError } from './model/credit-model.js';
import { CsvError } from './model/csv.js';
import { HELP, OptionsError, readOptions, type StartOptions } from './options.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** The status of a command that was called the wrong way; what fails later ends with 1. */
const MISUSED = 2;

/** What was asked for; what cannot be done is said and ends the process, before anything is built. */
function read(): StartOptions | undefined {
  try {
    return readOptions(process.argv.slice(2), process.env, root);
  } catch (error) {
    if (![OptionsError, CsvError, TrainingError].some((kind) => error instanceof kind)) throw error;
    console.error((error as Error).message);
    process.exit(MISUSED);
  }
}

const options = read();
if (options) {
  // Not before: loading the server and the builder takes longer than all that is needed for an answer.
  const { run } = await import('./run.js');
  await run(options, root);
} else console.log(HELP);
