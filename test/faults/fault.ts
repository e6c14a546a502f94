import type { ReviewSession } from '../../src/review/session.types.js';
import type { Bench, ServerName } from './bench.js';
import type { Expected, Shown } from './findings.js';
import type { Given } from './window.js';

/** What came of one try: whose words are to be compared with the record. */
export interface Outcome {
  /** Whether the fault was met: a try that nothing disturbed proves nothing, and is made again. */
  isStruck: boolean;
  reviewIds: readonly string[];
  given: readonly Given[];
  shown: readonly Shown[];
  /** Where a real page was asked, which tells its words but not its commands. */
  expected?: readonly Expected[];
}

export interface Fault {
  name: string;
  on: readonly Bench['name'][];
  /** The server that it is about, where only one can be. @default 'one' */
  server?: ServerName;
  /** @param number counts the tries from 0; the first strikes where most is at stake */
  run(bench: Bench, number: number): Promise<Outcome>;
}

export const EVERYWHERE = ['PGlite', 'PostgreSQL'] as const;
export const SERVER_ONLY = ['PostgreSQL'] as const;
export const isCommand = (method: string, path: string) => method === 'POST' && path.endsWith('/commands');
export const isUnderClaim = (method: string, path: string) => isCommand(method, path) || path.endsWith('/claim/renew');

export const DRAFT = { verdict: 'approve', message: 'The order arrived broken; the photo shows it.\n' } as const;

/** What a window shows of a review, and what must still be there of its draft. */
export function shownBy(person: string, session: ReviewSession, draft?: Shown['draft']): Shown {
  return { reviewId: session.id, person, snapshot: session.getSnapshot(), ...(draft && { draft }) };
}
