import { canonicalText } from '../audit/canonical.selectors.js';
import type { ChainedEntry, Digest } from '../audit/chain.types.js';
import { type ChainTools, toHex } from '../audit/chain-tools.selectors.js';
import type { LogBlock } from '../audit/log-file.types.js';
import type { Stretch } from './log-lines.js';

/** What stands in a line where an entry should. */
export interface ReadLine {
  /** Of the file, from 1. */
  number: number;
  /** Nothing where it cannot be read. */
  entry?: ChainedEntry;
  /** Digest of the canonical text. */
  hash?: Digest;
  /** The canonical text, where the line is another one. */
  canonical?: string;
}

const strict = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** As deep as a record may be: deeper ones are left to `canonicalText`, which refuses them. */
const DEEPEST = 100;

/** Whether the members of every record in a value stand in the order that RFC 8785 asks for. */
function isSorted(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth > DEEPEST) return false;
  if (Array.isArray(value)) {
    for (const each of value) if (!isSorted(each, depth + 1)) return false;
    return true;
  }
  let before: string | undefined;
  for (const name in value) {
    if (before !== undefined && name < before) return false;
    before = name;
    if (!isSorted((value as Record<string, unknown>)[name], depth + 1)) return false;
  }
  return true;
}

/**
 * Whether a text is the canonical one of the value that was read from it. The engine's own `JSON.stringify` writes numbers
 * and strings as RFC 8785 asks for and is several times as fast as writing the text anew; it differs in the order of members,
 * and in half a surrogate pair, which it escapes.
 */
function isCanonical(text: string, value: unknown): boolean {
  return JSON.stringify(value) === text && isSorted(value) && !text.includes('\\ud');
}

function isEntry(value: unknown): value is ChainedEntry {
  const { position, seq, reviewId, at } = (value ?? {}) as Partial<Record<keyof ChainedEntry, unknown>>;
  return (
    Number.isSafeInteger(position) &&
    (position as number) > 0 &&
    Number.isSafeInteger(seq) &&
    typeof reviewId === 'string' &&
    typeof at === 'string'
  );
}

/** One line, its line feed left off. */
function readLine(tools: ChainTools, number: number, bytes: Uint8Array, text: string | undefined): ReadLine {
  try {
    const line = text ?? strict.decode(bytes);
    const value: unknown = JSON.parse(line);
    if (!isEntry(value)) return { number };
    if (isCanonical(line, value)) return { number, entry: value, hash: toHex(tools.hash(bytes)) };
    const canonical = canonicalText(value);
    const hash = toHex(tools.hash(tools.encode(canonical)));
    return { number, entry: value, hash, ...(canonical !== line && { canonical }) };
  } catch {
    return { number };
  }
}

/** The lines of a stretch, each read and hashed. */
export function readEntries(tools: ChainTools, { bytes, ends, number }: Stretch): ReadLine[] {
  let texts: string[] | undefined;
  try {
    // At once, which costs less than line by line; where a byte is wrong it is looked for line by line.
    texts = strict.decode(bytes).split('\n');
  } catch {
    texts = undefined;
  }
  let start = 0;
  return ends.map((end, index) => {
    const hasLineFeed = bytes[end - 1] === 10;
    const line = bytes.subarray(start, hasLineFeed ? end - 1 : end);
    start = end;
    return readLine(tools, number + index, line, texts?.[index]);
  });
}

/** A stretch as it would be if every line were canonical. */
export function respell(tools: ChainTools, stretch: Stretch, lines: readonly ReadLine[]): Stretch {
  if (lines.every(({ canonical }) => canonical === undefined)) return stretch;
  let start = 0;
  let length = 0;
  const ends: number[] = [];
  const parts = stretch.ends.map((end, index) => {
    const own = stretch.bytes.subarray(start, end);
    const canonical = lines[index]?.canonical;
    const part = canonical === undefined ? own : tools.encode(`${canonical}\n`);
    start = end;
    length += part.length;
    ends.push(length);
    return part;
  });
  const bytes = new Uint8Array(length);
  for (const [index, part] of parts.entries()) bytes.set(part, (ends[index] as number) - part.length);
  return { ...stretch, bytes, ends };
}

/** Where a line of a block belongs. */
interface Place {
  /** That which it names; where it was changed there, that where it stands. Nothing where it cannot be read. */
  position: number | undefined;
  /** Of a line that names a place in another block: where it stands, which may be its own place. */
  stands?: number;
}

/**
 * A line that names a place which it does not stand in was changed there, if no other line claims the place where it stands and
 * nothing is missing or too many. Whether one that names another block came from there, that block has to say.
 */
export function placesOf({ from, to, hashes }: LogBlock, lines: readonly ReadLine[]): Place[] {
  const places: Place[] = lines.map(({ entry }) => ({ position: entry?.position }));
  if (lines.length !== hashes.length || places.every(({ position }, index) => position === from + index)) return places;
  const claimed = new Set(places.map(({ position }) => position));
  const digests = new Set(hashes.map((hash) => String(hash).toLowerCase()));
  return places.map(({ position }, index) => {
    const stands = from + index;
    const isForeign = position !== undefined && !claimed.has(stands) && !digests.has(lines[index]?.hash ?? '');
    if (!isForeign) return { position };
    return position >= from && position <= to ? { position: stands } : { position, stands };
  });
}
