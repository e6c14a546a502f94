#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { CommandProblem } from './log-input.js';
import { replayCommand } from './replay-command.js';
import { verifyCommand } from './verify-command.js';

const USAGE = `Usage:
  countersign verify FILE [--quick] [--keys FILE|ID=KEY]... [--since FILE] [--json]
  countersign replay FILE [--state FILE] [--json]

verify   Says whether a log file is what was signed, and what was done to it.
  --quick  Compares the stored lines with the signed blocks; reads none of them.
  --keys   Keys to believe rather than those in the file: a JSON file, or an id and a key.
  --since  A checkpoint that was verified before, as JSON: the whole log has to contain it still.
replay   Says whether the entries of every review lead to a state.
  --state  JSON Lines of stored reviews to compare with.
--json     One JSON document in place of sentences.
FILE may be - for standard input.

Exit code: 0 nothing is wrong · 1 something is · 2 it could not be told.
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      json: { type: 'boolean', default: false },
      keys: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      since: { type: 'string' },
      state: { type: 'string' },
    },
  });
  const [command, file, ...others] = positionals;
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (file === undefined || others.length > 0) throw new CommandProblem(USAGE);
  if (command === 'verify') return verifyCommand(file, values);
  if (command === 'replay') return replayCommand(file, values);
  throw new CommandProblem(`There is no command "${command}".\n\n${USAGE}`);
}

try {
  process.exitCode = await main();
} catch (error) {
  const isKnown = error instanceof CommandProblem || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${isKnown ? (error as Error).message.trimEnd() : (error as Error).stack}\n`);
  process.exitCode = 2;
}
