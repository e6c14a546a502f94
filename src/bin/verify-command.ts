import { createFormat } from '../internal/format.js';
import type { LogReport } from '../verify/index.js';
import { describeLogFault, verifyLogFile } from '../verify/index.js';
import { CommandProblem, hash, readBytes, readKeys } from './log-input.js';

const format = createFormat('en', 'UTC');
/** Sentences on screen; all of them are in the JSON. */
const MOST = 50;

const SIGNATURES: Readonly<Record<Exclude<LogReport['signatures'], 'checked'>, string>> = {
  'no-checkpoint': 'No checkpoint was signed: nothing tells whether the log was written anew.',
  unsupported: 'Signatures were not checked: this machine cannot check Ed25519.',
};

/** What was checked, and what was not. */
function scopeLines(report: LogReport): string[] {
  const { header, mode, signed, signatures, keys, disclosures, unknownTypes } = report;
  const last = report.checkpoints.findLast(({ size }) => size === signed);
  const types = Object.entries(unknownTypes).map(([type, count]) => `${type} (${format.number(count)})`);
  return [
    ...(header?.scope
      ? [`It is an extract: ${JSON.stringify(header.scope)}. Later entries may be missing from it.`]
      : []),
    mode === 'quick'
      ? 'Quick run: the stored lines were compared with the signed blocks.'
      : 'Full run: every entry was read.',
    ...(disclosures === 'checked' ? [] : ['Words that may be erased were not compared with their commitments.']),
    ...(disclosures === 'checked' && header?.scope?.to !== undefined
      ? ['Words that are not there were not looked into: an entry after this extract may have erased them.']
      : []),
    ...(signatures === 'checked' ? [] : [SIGNATURES[signatures]]),
    ...(signed > 0 && last ? [`Signed up to entry ${format.number(signed)}, ${last.at}, with key ${last.keyId}.`] : []),
    ...(keys === 'file' && signatures === 'checked'
      ? ['The keys are those in the file: have them from elsewhere and give them with --keys.']
      : []),
    ...(types.length > 0 ? [`Types that this version does not know: ${types.join(', ')}.`] : []),
  ];
}

export async function verifyCommand(
  file: string,
  { quick, json, keys }: { quick: boolean; json: boolean; keys?: string[] },
): Promise<number> {
  const isWatched = process.stderr.isTTY && !json;
  const report = await verifyLogFile(readBytes(file), {
    hash,
    mode: quick ? 'quick' : 'full',
    ...(keys && { keys: readKeys(keys) }),
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
