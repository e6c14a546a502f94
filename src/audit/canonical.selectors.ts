import { canonicalJson } from '../internal/canonical-json.js';
import { CountersignError, valueNotCanonical } from '../internal/render-errors.js';

/** A surrogate without its other half: not a character, and nothing that UTF-8 can hold. */
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
/** Deeper than any record, and far from the end of the stack. */
const DEEPEST = 200;

/** What keeps a value from having one text, and where; nothing where it has. */
function obstacle(value: unknown, path: string, depth: number): string | undefined {
  if (depth > DEEPEST) return `${path} is nested deeper than ${DEEPEST} levels`;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${path} is ${value}`;
  if (typeof value === 'string') return LONE_SURROGATE.test(value) ? `${path} holds half a character` : undefined;
  if (value === null || typeof value === 'boolean') return undefined;
  if (typeof value !== 'object') return `${path} is ${typeof value}`;
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) {
      const found = obstacle(each, `${path}/${index}`, depth + 1);
      if (found) return found;
    }
    return undefined;
  }
  for (const [key, each] of Object.entries(value)) {
    if (LONE_SURROGATE.test(key)) return `${path} has a key with half a character`;
    // Absent and undefined are one thing in storage.
    const found = each === undefined ? undefined : obstacle(each, `${path}/${key}`, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/**
 * The one text of a JSON value after RFC 8785 (JSON Canonicalization Scheme): what is hashed of an entry, the same on
 * every machine. Keys in the order of their UTF-16 code units, numbers as ECMAScript writes them, no white space.
 *
 * @throws {CountersignError} `value-not-canonical` for what JSON has no text for: a number that is not finite, half a
 * surrogate pair, a function
 */
export function canonicalText(value: unknown): string {
  const found = obstacle(value, '', 0);
  if (found) throw new CountersignError('value-not-canonical', valueNotCanonical(found));
  return canonicalJson(value);
}
