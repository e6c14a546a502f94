import type { TextFormat } from '../internal/format.js';
import type { LogFault, LogFaultKind } from './verify.types.js';

/** Facts of a fault as text: numbers in the reader's digits. */
export interface FaultFacts {
  /** "Entry 12", "Entries 12 to 20", with the id where it is known: "Entry 12 (LN-20417:3)". */
  entries: string;
  /** "line 14", where it is known. */
  line: string;
}

/** Words of what verifying a log file found. */
export interface VerifyMessages {
  entry: (position: string, id?: string) => string;
  entryRange: (from: string, to: string) => string;
  line: (line: string) => string;
  /** In place of an entry or a line that is not known. */
  someEntry: string;
  someLine: string;
  faults: Record<LogFaultKind, (facts: FaultFacts) => string>;
}

export const verifyMessages: VerifyMessages = {
  entry: (position, id) => `Entry ${position}${id ? ` (${id})` : ''}`,
  entryRange: (from, to) => `Entries ${from} to ${to}`,
  line: (line) => `line ${line}`,
  someEntry: 'An entry',
  someLine: 'a line of the file',
  faults: {
    unreadable: ({ line, entries }) => `${entries}: ${line} cannot be read as part of a log.`,
    changed: ({ entries, line }) => `${entries}: changed after it was written (${line}).`,
    removed: ({ entries }) => `${entries}: removed from the log.`,
    inserted: ({ entries, line }) => `${entries}: put in later; the log has another one in that place (${line}).`,
    reordered: ({ entries, line }) => `${entries}: moved to another place (${line}).`,
    'clock-backwards': ({ entries, line }) => `${entries}: says an earlier time than the entry before it (${line}).`,
    'cut-off': ({ entries }) => `${entries}: missing at the end, though a checkpoint counts them.`,
    rewritten: ({ entries }) =>
      `${entries}: they fit each other, but they are not what was signed. The log was written anew.`,
    'checkpoint-forged': ({ entries }) => `${entries}: the signature of the checkpoint that ends here does not fit it.`,
    'key-unknown': ({ entries }) => `${entries}: the checkpoint that ends here is signed with a key that is not known.`,
    'disclosure-missing': ({ entries }) => `${entries}: words are missing that nobody erased.`,
    'not-a-log': ({ line }) => `The file is no log of Countersign: ${line} is not the header of one.`,
    'version-newer': () => 'The file was written by a newer version. Nothing in it was verified.',
    truncated: ({ line }) => `The file breaks off at ${line}.`,
    'counts-wrong': ({ line }) => `The file holds another number of entries or disclosures than it says (${line}).`,
    'block-wrong': ({ entries, line }) => `${entries}: the file says wrongly what their digests are (${line}).`,
    'not-canonical': ({ entries, line }) =>
      `${entries}: nothing in them was changed, but they are not written in the way that was signed (from ${line}).`,
    misplaced: ({ line }) => `In ${line} stands something that does not belong there.`,
    'outside-scope': ({ entries, line }) => `${entries}: not part of what this extract says it holds (${line}).`,
    'disclosure-unknown': ({ entries, line }) =>
      `${entries}: words are given for it that it has no place for (${line}).`,
    'proof-wrong': ({ line }) => `The proof does not tie the entries of this extract to the signed log (${line}).`,
    unsigned: ({ entries }) => `${entries}: no checkpoint of the file covers them.`,
  },
};

/** A fault in one sentence. */
export function describeLogFault(
  fault: LogFault,
  format: Pick<TextFormat, 'number'>,
  messages: VerifyMessages = verifyMessages,
): string {
  const { kind, position, to, id, line } = fault;
  const number = (value: number) => format.number(value);
  const isRange = position !== undefined && to !== undefined && to > position;
  const single = position === undefined ? messages.someEntry : messages.entry(number(position), id);
  return messages.faults[kind]({
    entries: isRange ? messages.entryRange(number(position), number(to)) : single,
    line: line === undefined ? messages.someLine : messages.line(number(line)),
  });
}
