/**
 * One text per JSON value: keys sorted by code unit, no white space, `undefined` left out. The order of RFC 8785,
 * so that two sides that hold the same value compare and hash the same text.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const source = value as Record<string, unknown>;
  const members = Object.keys(source)
    .filter((key) => source[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(source[key])}`);
  return `{${members.join(',')}}`;
}

/** Whether two JSON values are the same value, whatever the order of their keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  return a === b || canonicalJson(a) === canonicalJson(b);
}

/** Deeper than anything a person reads, and far from the end of the stack. */
const DEEPEST = 100;

/**
 * Whether a value comes back from JSON as it was. A member that is `undefined` counts as left out.
 *
 * @param anyNumber whether NaN and the infinities pass, which come back as `null`
 */
export function isJson(value: unknown, anyNumber = false, depth = 0): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return anyNumber || Number.isFinite(value);
  if (typeof value !== 'object' || depth > DEEPEST) return false;
  const inside = (part: unknown) => isJson(part, anyNumber, depth + 1);
  if (Array.isArray(value)) return value.every(inside);
  const prototype = Object.getPrototypeOf(value);
  // An object of another realm (a frame, a worker's message) has another `Object.prototype`, which has none itself.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return false;
  return Object.values(value).every((part) => part === undefined || inside(part));
}
