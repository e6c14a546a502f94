import { joinBytes } from '../internal/join-bytes.js';
import { type AuditEntry, type CommandType, ERASED, type Json } from '../review/review.types.js';
import { canonicalText } from './canonical.selectors.js';
import type { Commitment, Digest, Disclosure, Disclosures } from './chain.types.js';
import { type ChainTools, fromHex, toHex } from './chain-tools.selectors.js';

/**
 * What may have to be erased of an entry, as JSON Pointers (RFC 6901): who and what the case is about, why the AI said what it
 * said, why a person was asked, and what people wrote in their own words. Values that were proposed or decided, and who
 * decided, are none of it. The fingerprint of what was on screen is: with it anybody could try out what was erased.
 */
export const ERASABLE = [
  '/command/proposal/subject',
  '/command/proposal/explanation',
  '/command/proposal/why',
  '/command/message',
  '/command/reason/text',
  '/reason/text',
  '/command/assumption/text',
  '/command/dwell/waived',
  '/command/note',
  '/command/question',
  '/command/answer',
  '/command/reason',
  '/saw/fingerprint',
] as const;
export type ErasablePointer = (typeof ERASABLE)[number];

/** Commands whose reason says why the record is kept or not: it stays with it. */
const KEEPS_REASON: readonly CommandType[] = ['preserve', 'lift', 'erase'];

type Fields = { readonly [name: string]: unknown };

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isCommitment(value: unknown): value is Commitment {
  return isRecord(value) && typeof value.sealed === 'string' && Object.keys(value).length === 1;
}

/** Taken apart once: whoever verifies a log asks for each of them in each entry. */
const PATHS = /* @__PURE__ */ ERASABLE.map((pointer) => ({ pointer, path: pointer.slice(1).split('/') }));

function valueAlong(entry: unknown, path: readonly string[]): unknown {
  let inside = entry;
  for (const name of path) {
    if (!isRecord(inside)) return undefined;
    inside = inside[name];
  }
  return inside;
}

function valueAt(entry: unknown, pointer: string): unknown {
  return valueAlong(entry, pointer.slice(1).split('/'));
}

/** The same entry with another value in one place; without the place where that is `undefined`. */
function withValue<T>(entry: T, pointer: string, value: unknown): T {
  const [name, ...rest] = pointer.slice(1).split('/') as [string, ...string[]];
  const fields = entry as Fields;
  if (rest.length > 0) return { ...fields, [name]: withValue(fields[name], `/${rest.join('/')}`, value) } as T;
  const { [name]: _old, ...others } = fields;
  return (value === undefined ? others : { ...others, [name]: value }) as T;
}

/** Where a reason is a record, its words are what is erased of it. */
function isErasable(entry: AuditEntry, pointer: ErasablePointer): boolean {
  const value = valueAt(entry, pointer);
  if (value === undefined || value === null || value === '') return false;
  if (pointer !== '/command/reason') return true;
  return typeof value === 'string' && !KEEPS_REASON.includes(entry.command.type as CommandType);
}

/** Places of an entry that hold a commitment. */
export function sealedIn(entry: unknown): { pointer: ErasablePointer; digest: Digest }[] {
  const found: { pointer: ErasablePointer; digest: Digest }[] = [];
  for (const { pointer, path } of PATHS) {
    const value = valueAlong(entry, path);
    if (isCommitment(value)) found.push({ pointer, digest: value.sealed });
  }
  return found;
}

function commitmentTo({ hash, encode }: ChainTools, salt: string, value: Json): Digest {
  return toHex(hash(joinBytes([fromHex(salt), encode(canonicalText(value))])));
}

/** Whether a value with its salt is what was committed to. */
export function fits(tools: ChainTools, digest: Digest, disclosure: Disclosure | undefined): boolean {
  if (!isRecord(disclosure) || !/^[0-9a-f]{32}$/.test(String(disclosure.salt)) || disclosure.value === undefined)
    return false;
  try {
    return commitmentTo(tools, disclosure.salt, disclosure.value) === digest;
  } catch {
    return false;
  }
}

/**
 * An entry with a commitment in the place of everything that may have to be erased, and what they stand for. One that has nothing
 * of the kind has a `salt`: its digest stands in proofs of other entries, and whoever may not read it could try out what gives it.
 *
 * @param createSalt 16 bytes that nobody can guess, new ones for each call
 * @throws {CountersignError} `value-not-canonical`
 */
export function sealEntry(
  tools: ChainTools,
  entry: AuditEntry,
  createSalt: () => Uint8Array,
): { entry: AuditEntry; disclosed: Disclosures } {
  const disclosed: { [pointer: string]: Disclosure } = {};
  let sealed = entry;
  for (const pointer of ERASABLE) {
    if (!isErasable(entry, pointer)) continue;
    const value = valueAt(entry, pointer) as Json;
    const salt = toHex(createSalt());
    disclosed[pointer] = { salt, value };
    sealed = withValue(sealed, pointer, { sealed: commitmentTo(tools, salt, value) });
  }
  if (sealed === entry) sealed = { ...entry, salt: toHex(createSalt()) } as AuditEntry;
  return { entry: sealed, disclosed };
}

/** What stands in the place of a value that is gone. */
function remains(pointer: string): unknown {
  if (pointer === '/command/proposal/subject') return { title: ERASED };
  return pointer.startsWith('/command/proposal/') ? undefined : ERASED;
}

/**
 * An entry to read: every commitment replaced by what it stands for, or by what is left of that. Whether a value fits its
 * commitment is not asked here.
 *
 * @returns the entry as the port carries it, and the places in it that were erased, which it names as well
 */
export function openEntry(
  sealed: AuditEntry,
  disclosed: Disclosures = {},
): { entry: AuditEntry; erased: readonly ErasablePointer[] } {
  const { salt: _salt, ...open } = sealed as AuditEntry & { salt?: string };
  let entry: AuditEntry = open;
  const erased: ErasablePointer[] = [];
  for (const { pointer } of sealedIn(sealed)) {
    const known = disclosed[pointer];
    if (!known) erased.push(pointer);
    entry = withValue(entry, pointer, known ? known.value : remains(pointer));
  }
  return { entry: erased.length > 0 ? { ...entry, erased } : entry, erased };
}
