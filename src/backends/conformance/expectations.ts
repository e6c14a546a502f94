import { canonicalJson, sameJson } from '../../internal/canonical-json.js';
import type { CommandOutcome, CommandResult } from '../../review/review.types.js';
import type { ConformanceCapability } from './conformance.types.js';

/** Longest account of what came, in characters: a whole review says less than its beginning. */
const LONGEST = 600;

/** A promise that a backend does not keep. */
export class ConformanceError extends Error {
  override name = 'ConformanceError';

  constructor(
    /** What the backend should have done. */
    readonly expected: string,
    /** What it did. */
    readonly came: string,
    /** Why it matters. */
    readonly why: string,
    options?: ErrorOptions,
  ) {
    super(`Expected: ${expected}\nCame: ${came}\nWhy it matters: ${why}`, options);
  }
}

/** What one check found, before the case has said why it matters. */
export class Mismatch extends Error {
  constructor(
    readonly expected: string,
    readonly came: string,
  ) {
    super(`${expected} ${came}`);
  }
}

/** Ends a case that is about something the backend does not offer. */
export class Missing extends Error {
  constructor(readonly capability: ConformanceCapability) {
    super(capability);
  }
}

/** Anything a backend may answer with, in words that fit into a message. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value instanceof Error) return `a rejection: ${value.message}`.slice(0, LONGEST);
  try {
    return canonicalJson(value).slice(0, LONGEST);
  } catch {
    return String(value).slice(0, LONGEST);
  }
}

export function expectThat(holds: boolean, expected: string, came?: unknown): asserts holds {
  if (!holds) throw new Mismatch(expected, shown(came));
}

/** @param what the whole sentence, for what was compared */
export function expectSame(came: unknown, wanted: unknown, what: string): void {
  if (!sameJson(came, wanted)) throw new Mismatch(`${what} ${shown(wanted)}`, shown(came));
}

type Answer<O extends CommandOutcome> = Extract<CommandResult, { outcome: O }>;

/** @param what who sent what, as the subject of a sentence */
export function answered<O extends CommandOutcome>(result: CommandResult, outcome: O, what: string): Answer<O> {
  expectThat(result?.outcome === outcome, `${what} is answered "${outcome}".`, result);
  return result as Answer<O>;
}

export const accepted = (result: CommandResult, what: string): Answer<'accepted'> => answered(result, 'accepted', what);

/** What became of a promise that may reject. */
export async function settled<T>(promise: Promise<T>): Promise<{ value: T } | { error: Error }> {
  try {
    return { value: await promise };
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** A call that must be refused by a rejection: there is nothing to answer with. */
export async function expectRejection(promise: Promise<unknown>, what: string): Promise<void> {
  const came = await settled(promise);
  expectThat('error' in came, `${what} rejects.`, 'value' in came ? came.value : undefined);
}
