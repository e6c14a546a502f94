import type { Source } from '../audit/log-file.selectors.js';

/** What a line of a log file is, by how it begins. What cannot be told stands with the entries. */
export type LineKind = 'header' | 'entry' | 'block' | 'proof' | 'disclosed' | 'end';

/** A line without its line feed. */
export interface FileLine {
  kind: LineKind;
  /** From 1. */
  number: number;
  bytes: Uint8Array;
  /** Whether a line feed follows it. */
  isEnded: boolean;
}

/** Lines of entries, up to a line of another kind or the end of the file. */
export interface Stretch {
  /** The lines with their line feeds. */
  bytes: Uint8Array;
  /** Where each ends in `bytes`, its line feed included. */
  ends: readonly number[];
  /** Number of the first. */
  number: number;
  closing?: FileLine;
  /** Bytes of the file up to here. */
  read: number;
  /** Whether the file ends with it, and without its end. */
  isCut: boolean;
}

const LINE_FEED = 10;
/** So many lines are read without a block line before they are looked at without one. */
const LONGEST = 1024;
const PIECE = 1 << 19;
const ARENA = 1 << 22;

const text = /* @__PURE__ */ new TextDecoder();

const BEGINNINGS: readonly [beginning: string, kind: LineKind][] = [
  ['{"at":', 'entry'],
  ['{"block":', 'block'],
  ['{"disclosed":', 'disclosed'],
  ['{"proof":', 'proof'],
  ['{"end":', 'end'],
  ['{"countersign":', 'header'],
];
const NAMES: ReadonlySet<string> = new Set(['block', 'disclosed', 'proof', 'end']);

/** Nearly every line is told by its beginning; one that another program has written anew by its only member. */
export function kindOf(bytes: Uint8Array): LineKind {
  // {"at
  if (bytes[2] === 97 && bytes[3] === 116 && bytes[1] === 34) return 'entry';
  const beginning = text.decode(bytes.subarray(0, 16));
  const known = BEGINNINGS.find(([each]) => beginning.startsWith(each));
  if (known) return known[1];
  try {
    const value = JSON.parse(text.decode(bytes)) as unknown;
    if (typeof value !== 'object' || value === null) return 'entry';
    if ('countersign' in value) return 'header';
    const [name, ...others] = Object.keys(value);
    return name !== undefined && others.length === 0 && NAMES.has(name) ? (name as LineKind) : 'entry';
  } catch {
    return 'entry';
  }
}

/** A file that is given as a whole is read in parts all the same: nobody waits for all of it. */
async function* inPieces(source: Source<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE);
  }
}

/** A file in stretches. The bytes stay as they are afterwards: whoever hashes them elsewhere needs no copy. */
export async function* readStretches(source: Source<Uint8Array>): AsyncGenerator<Stretch, void, undefined> {
  let arena = new Uint8Array(ARENA);
  /** Of what is in the arena: where the stretch begins, where the line begins, where it ends. */
  let begin = 0;
  let start = 0;
  let filled = 0;
  let ends: number[] = [];
  let number = 0;
  let passed = 0;

  const stretch = (upTo: number, next: number, closing?: FileLine): Stretch => {
    const found: Stretch = {
      bytes: arena.subarray(begin, upTo),
      ends,
      number: number - ends.length + (closing ? 0 : 1),
      read: passed + next,
      isCut: false,
      ...(closing && { closing }),
    };
    begin = next;
    ends = [];
    return found;
  };

  for await (const chunk of inPieces(source)) {
    if (filled + chunk.length > arena.length) {
      // The old one stays with whoever has part of it.
      const kept = arena.subarray(begin, filled);
      const larger = new Uint8Array(Math.max(ARENA, (kept.length + chunk.length) * 2));
      larger.set(kept);
      passed += begin;
      arena = larger;
      filled = kept.length;
      start -= begin;
      begin = 0;
    }
    arena.set(chunk, filled);
    let from = filled;
    filled += chunk.length;
    const readable = arena.subarray(0, filled);
    for (;;) {
      const at = readable.indexOf(LINE_FEED, from);
      if (at < 0) break;
      number += 1;
      const line = readable.subarray(start, at);
      const kind = number === 1 ? 'header' : kindOf(line);
      if (kind === 'entry') {
        ends.push(at + 1 - begin);
        if (ends.length === LONGEST) yield stretch(at + 1, at + 1);
      } else {
        yield stretch(start, at + 1, { kind, number, bytes: line, isEnded: true });
      }
      start = at + 1;
      from = start;
    }
  }
  if (start < filled || ends.length > 0) {
    const line = arena.subarray(start, filled);
    if (line.length > 0) number += 1;
    const kind = number === 1 ? 'header' : kindOf(line);
    if (line.length > 0 && kind !== 'entry') {
      yield stretch(start, filled, { kind, number, bytes: line, isEnded: false });
    } else {
      if (line.length > 0) ends.push(filled - begin);
      yield { ...stretch(filled, filled), isCut: true };
    }
  }
}

/** A stretch as two, the first of so many lines. */
export function splitStretch(stretch: Stretch, count: number): [first: Stretch, second: Stretch] {
  const { bytes, ends, number, read, isCut, closing } = stretch;
  const at = ends[count - 1] ?? 0;
  return [
    { bytes: bytes.subarray(0, at), ends: ends.slice(0, count), number, read, isCut: false },
    {
      bytes: bytes.subarray(at),
      ends: ends.slice(count).map((end) => end - at),
      number: number + count,
      read,
      isCut,
      ...(closing && { closing }),
    },
  ];
}
