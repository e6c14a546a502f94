/** Deepest nesting of what may be sent: a proposal's value may be a small tree, nothing that people decide is deeper. */
export const DEEPEST_JSON = 32;

/** A text that is no JSON, or JSON that two readers could understand differently. */
export class JsonError extends Error {
  override name = 'JsonError';
}

/** Whether a value has named fields: no list, and not `null`. */
export function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** In valid JSON these are all that structure consists of; numbers and words need no look. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/** Every object that is open holds the names it has had; a list holds none. */
type Level = Set<string> | undefined;

/**
 * Reads JSON. A name that is there twice is refused: the last one counts here and the first one elsewhere, so that what was
 * checked on the way would not be what is decided.
 *
 * @throws {JsonError}
 */
export function parseStrictly(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new JsonError('The body is not JSON.');
  }
  const levels: Level[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') {
      levels.push(token === '{' ? new Set() : undefined);
      if (levels.length > DEEPEST_JSON) throw new JsonError(`The body is nested deeper than ${DEEPEST_JSON} levels.`);
    } else if (token === '}' || token === ']') {
      levels.pop();
    } else if (token === ':') {
      // Read, since one name can be written in several ways.
      const name = JSON.parse(last) as string;
      const names = levels.at(-1);
      if (names?.has(name)) throw new JsonError(`The body has the name "${name.slice(0, 100)}" twice in one object.`);
      names?.add(name);
    }
    last = token;
  }
  return value;
}
