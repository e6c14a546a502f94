import { formatTimestamp, type TextFormat } from '../internal/format.js';
import type { DisclosureCheck, LogFault, LogFaultKind } from './log-fault.types.js';

/** Facts of a fault as text: numbers in the reader's digits. */
export interface FaultFacts {
  /** "Entry 12", "Entries 12 to 20", with the id where it is known: "Entry 12 (LN-20417:3)"; "The file" where none is. */
  entries: string;
  /** "line 14", where it is known. */
  line: string;
  /** " (line 14)", and nothing where no line is known. */
  inLine: string;
  /** Of the older checkpoint: how many entries it counts, and when it was signed. */
  count: string;
  moment: string;
}

/** Words of what verifying a log found, for a page and for a command. */
export interface VerifyMessages {
  entry: (position: string, id?: string) => string;
  entryRange: (from: string, to: string) => string;
  line: (line: string) => string;
  /** In place of an entry, where a fault is about none that is known, and of a line. */
  someEntry: string;
  someLine: string;
  faults: Record<LogFaultKind, (facts: FaultFacts) => string>;
  /** What was not looked at in the words that may be erased. */
  disclosures: Record<Exclude<DisclosureCheck, 'checked'>, string>;
}

export const verifyMessages: VerifyMessages = {
  entry: (position, id) => `Entry ${position}${id ? ` (${id})` : ''}`,
  entryRange: (from, to) => `Entries ${from} to ${to}`,
  line: (line) => `line ${line}`,
  someEntry: 'The file',
  someLine: 'a line of the file',
  faults: {
    unreadable: ({ entries, line }) => `${entries}: ${line} cannot be read as part of a log.`,
    changed: ({ entries, inLine }) => `${entries}: changed after it was written${inLine}.`,
    removed: ({ entries }) => `${entries}: removed from the log.`,
    inserted: ({ entries, inLine }) => `${entries}: put in later; the log has another one in that place${inLine}.`,
    reordered: ({ entries, inLine }) => `${entries}: moved to another place${inLine}.`,
    'clock-backwards': ({ entries, inLine }) => `${entries}: says an earlier time than the entry before it${inLine}.`,
    'cut-off': ({ entries }) => `${entries}: missing at the end, though a checkpoint counts them.`,
    rewritten: ({ entries }) =>
      `${entries}: they fit each other, but they are not what was signed. The log was written anew.`,
    'checkpoint-forged': ({ entries }) => `${entries}: the signature of the checkpoint that ends here does not fit it.`,
    'key-unknown': ({ entries }) => `${entries}: the checkpoint that ends here is signed with a key that is not known.`,
    'key-out-of-time': ({ entries }) =>
      `${entries}: the checkpoint that ends here is signed with a key that was not in use at its time.`,
    'checkpoint-time': ({ entries }) =>
      `${entries}: the checkpoint that ends here says an earlier time than one before it, or than an entry that it covers.`,
    'disclosure-missing': ({ entries }) => `${entries}: words are missing that nobody erased.`,
    'not-a-log': ({ line }) => `The file is no log of Countersign: ${line} is not the header of one.`,
    'version-newer': () => 'The file was written by a newer version. Nothing in it was verified.',
    truncated: ({ line }) => `The file breaks off at ${line}.`,
    'counts-wrong': ({ inLine }) => `The file holds another number of entries or disclosures than it says${inLine}.`,
    'block-wrong': ({ entries, inLine }) => `${entries}: the file says wrongly what their digests are${inLine}.`,
    'not-canonical': ({ entries, inLine }) =>
      `${entries}: nothing was changed, but it is not written in the way that was signed${inLine}.`,
    misplaced: ({ line }) => `In ${line} stands something that does not belong there.`,
    'outside-scope': ({ entries, inLine }) => `${entries}: not part of what this extract says it holds${inLine}.`,
    'disclosure-unknown': ({ entries, inLine }) =>
      `${entries}: words are given for it that it has no place for${inLine}.`,
    'proof-wrong': ({ inLine }) => `The proof does not tie the entries of this extract to the signed log${inLine}.`,
    unsigned: ({ entries }) => `${entries}: not covered by any checkpoint.`,
    'not-continued': ({ count, moment }) =>
      `The log no longer contains what was signed on ${moment}: of the entries of then (${count}), some are gone or are others.`,
  },
  disclosures: {
    'given-only': 'Words that are not there were not looked into: an entry after this extract may have erased them.',
    'not-checked': 'Words that may be erased were not compared with their commitments.',
  },
};

/**
 * A fault in one sentence.
 *
 * @param format of the reader; a moment is written as ISO 8601 where it has no time zone
 */
export function describeLogFault(
  fault: LogFault,
  format: Pick<TextFormat, 'number'> & Partial<Pick<TextFormat, 'locale' | 'timeZone'>>,
  messages: VerifyMessages = verifyMessages,
): string {
  const { kind, position, to, id, line, older } = fault;
  const number = (value: number) => format.number(value);
  const isRange = position !== undefined && to !== undefined && to > position;
  const single = position === undefined ? messages.someEntry : messages.entry(number(position), id);
  const { locale, timeZone } = format;
  const moment = older && locale && timeZone ? formatTimestamp(locale, timeZone, older.at) : undefined;
  const place = line === undefined ? undefined : messages.line(number(line));
  return messages.faults[kind]({
    entries: isRange ? messages.entryRange(number(position), number(to)) : single,
    line: place ?? messages.someLine,
    inLine: place === undefined ? '' : ` (${place})`,
    count: number(older?.size ?? 0),
    moment: moment ?? older?.at ?? '',
  });
}
