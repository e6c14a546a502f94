import type { ReviewBackend } from '../review/backend.types.js';

type Verb = 'list' | 'load' | 'send' | 'history';
type Fault =
  /** Never reaches the backend. */
  | 'unreachable'
  /** Reaches it, and the answer is lost. */
  | 'answer-lost'
  /** Reaches it, and answers only when `letThrough()` is called. */
  | 'late'
  /** Answers with something that is no answer. */
  | 'garbage';

/** A backend that misbehaves on demand, to see what a reviewer is told. */
export interface FaultyBackend extends ReviewBackend {
  /** Makes the next calls of a verb fail, `times` of them; the others pass. @default 1 */
  fail(verb: Verb, fault: Fault, times?: number): void;
  /** Lets every late answer arrive. */
  letThrough(): void;
  /** How often each verb was called. */
  readonly calls: { readonly [verb in Verb]: number };
}

/** Wraps a backend so that it can be made to fail, to stall, to answer late or not at all. */
export function createFaultyBackend(backend: ReviewBackend): FaultyBackend {
  const faults: Record<Verb, Fault[]> = { list: [], load: [], send: [], history: [] };
  const calls: Record<Verb, number> = { list: 0, load: 0, send: 0, history: 0 };
  let waiting: (() => void)[] = [];

  function faulty<A extends unknown[], R>(verb: Verb, call: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
    return async (...args) => {
      calls[verb] += 1;
      const fault = faults[verb].shift();
      if (fault === 'unreachable') throw new TypeError('The network is unreachable.');
      if (fault === 'garbage') return '<!doctype html><title>502 Bad Gateway</title>' as R;
      const answer = await call(...args);
      if (fault === 'answer-lost') throw new TypeError('The connection was closed before the answer.');
      if (fault === 'late') await new Promise<void>((resolve) => waiting.push(resolve));
      return answer;
    };
  }

  return {
    ...backend,
    list: faulty('list', (query) => backend.list(query)),
    load: faulty('load', (id, options) => backend.load(id, options)),
    send: faulty('send', (id, command, options) => backend.send(id, command, options)),
    history: faulty('history', (id, cursor) => backend.history(id, cursor)),
    calls,
    fail(verb, fault, times = 1) {
      for (let count = 0; count < times; count++) faults[verb].push(fault);
    },
    letThrough() {
      const arrived = waiting;
      waiting = [];
      for (const resolve of arrived) resolve();
    },
  };
}
