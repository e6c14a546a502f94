import type { Checkpoint } from '../audit/chain.types.js';
import { createFormat } from '../internal/format.js';
import type { LogReport } from '../verify/index.js';
import { describeLogFault, verifyLogFile, verifyMessages } from '../verify/index.js';
import { CommandProblem, hash, readBytes, readCheckpoint, readKeys } from './log-input.js';

const format = createFormat('en', 'UTC');
/** Sentences on screen; all of them are in the JSON. */
const MOST = 50;

const SIGNATURES: Readonly<Record<Exclude<LogReport['signatures'], 'checked'>, string>> = {
  'no-checkpoint': 'No checkpoint was signed: nothing tells whether the log was written anew.',
  unsupported: 'Signatures were not checked: this machine cannot check Ed25519.',
};

const SINCE = {
  contained: ({ size, at }: Checkpoint) =>
    `It contains the checkpoint over ${format.number(size)} entries of ${at} that was given with --since.`,
  unknown: ({ size, at }: Checkpoint) =>
    `Whether it contains the checkpoint over ${format.number(size)} entries of ${at} cannot be told: only a whole log that is not cut short shows that.`,
};

/** What was checked, and what was not. */
function scopeLines(report: LogReport): string[] {
  const { header, mode, signed, signatures, keys, disclosures, since, unknownTypes } = report;
  const last = report.checkpoints.findLast(({ size }) => size === signed);
  const types = Object.entries(unknownTypes).map(([type, count]) => `${type} (${format.number(count)})`);
  return [
    ...(header?.scope
      ? [`It is an extract: ${JSON.stringify(header.scope)}. Later entries may be missing from it.`]
      : []),
    mode === 'quick'
      ? 'Quick run: the stored lines were compared with the signed blocks.'
      : 'Full run: every entry was read.',
    ...(disclosures === 'checked' ? [] : [verifyMessages.disclosures[disclosures]]),
    ...(signatures === 'checked' ? [] : [SIGNATURES[signatures]]),
    ...(signed > 0 && last ? [`Signed up to entry ${format.number(signed)}, ${last.at}, with key ${last.keyId}.`] : []),
    ...(since && since.outcome !== 'lost' ? [SINCE[since.outcome](since.checkpoint)] : []),
    ...(keys === 'file' && signatures === 'checked'
      ? ['The keys are those in the file: have them from elsewhere and give them with --keys.']
      : []),
    ...(types.length > 0 ? [`Types that this version does not know: ${types.join(', ')}.`] : []),
  ];
}

export async function verifyCommand(
  file: string,
  { quick, json, keys, since }: { quick: boolean; json: boolean; keys?: string[]; since?: string },
): Promise<number> {
  const isWatched = process.stderr.isTTY && !json;
  const report = await verifyLogFile(readBytes(file), {
    hash,
    mode: quick ? 'quick' : 'full',
    ...(keys && { keys: readKeys(keys) }),
    ...(since !== undefined && { since: readCheckpoint(since) }),
    ...(isWatched && {
      onProgress: ({ entries }) => process.stderr.write(`\r${format.number(entries)} entries …`),
    }),
  });
  if (isWatched) process.stderr.write('\r\x1b[K');
  const sentences = report.faults.map((fault) => describeLogFault(fault, format));
  const isLog = report.header !== undefined;
  if (json) {
    const faults = report.faults.map((fault, index) => ({ ...fault, text: sentences[index] }));
    process.stdout.write(`${JSON.stringify({ ...report, faults }, undefined, 2)}\n`);
    return report.isIntact ? 0 : isLog ? 1 : 2;
  }
  if (!isLog) throw new CommandProblem(`${file}: ${sentences.at(-1)}`);
  const size = `${format.number(report.entries)} ${report.entries === 1 ? 'entry' : 'entries'}`;
  const lines = [
    report.isIntact
      ? `${file} is intact: ${size}.`
      : `${file} is NOT intact: ${format.number(report.faults.length)} ${report.faults.length === 1 ? 'fault' : 'faults'} in ${size}.`,
    ...sentences.slice(0, MOST).map((sentence) => `  ${sentence}`),
    ...(sentences.length > MOST
      ? [`  and ${format.number(sentences.length - MOST)} more: --json lists them all.`]
      : []),
    ...scopeLines(report),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return report.isIntact ? 0 : 1;
}
