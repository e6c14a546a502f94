import { sameJson } from '../internal/canonical-json.js';
import { inTime } from '../internal/in-time.js';
import { isRecord } from '../internal/is-record.js';
import { notifyAll } from '../internal/notify.js';
import type { PresenceService, PresentPerson } from '../review/presence.types.js';
import { isText } from './http-answers.js';
import { HttpBackendError } from './http-errors.js';

/** How often a page says that a case is open, in milliseconds: three times before a server forgets it. */
const BEAT = 20_000;
/** After so many of them without an answer nobody knows who is there. */
const FORGOTTEN_AFTER = 3;

type Listener = (people: readonly PresentPerson[]) => void;

function isPresentPerson(value: unknown): value is PresentPerson {
  return isRecord(value) && isText(value.id) && isText(value.name);
}

export function isPresenceAnswer(value: unknown): value is { people: readonly PresentPerson[] } {
  return isRecord(value) && Array.isArray(value.people) && value.people.every(isPresentPerson);
}

export interface HttpPresenceOptions {
  /**
   * Says that a case is open; who else has it.
   *
   * @param page names this page, so that another one of the same person can be left
   */
  say(reviewId: string, page: string): Promise<readonly PresentPerson[]>;
  /** Says that it is not open any more. On its way when the call returns: the page may be gone after it. */
  leave(reviewId: string, page: string): Promise<unknown>;
}

interface Watched {
  listeners: Set<Listener>;
  /** Nothing before the first answer. */
  people?: readonly PresentPerson[];
  isAsking: boolean;
  failures: number;
  /** The server has nothing to say of this case: it is asked no more. */
  isRefused: boolean;
  timer?: ReturnType<typeof setTimeout>;
}

/** Whether the next try would be answered alike. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof HttpBackendError)) return (error as { code?: unknown } | null)?.code === 'review-unknown';
  return error.code === 'request-refused' && error.status !== 429;
}

const retryAfter = (error: unknown) => (error instanceof HttpBackendError ? (error.retryAfter ?? 0) : 0);

/** Who else has a case open, on a server that is asked now and then. Whatever fails is quiet. */
export function createHttpPresence({ say, leave }: HttpPresenceOptions): PresenceService {
  const page = Math.random().toString(36).slice(2, 12);
  const watched = new Map<string, Watched>();
  /** Goodbyes on their way: whoever comes back at once must not be taken away by one of them. */
  const leaving = new Map<string, Promise<unknown>>();

  function hear(entry: Watched, people: readonly PresentPerson[]) {
    if (entry.people && sameJson(entry.people, people)) return;
    entry.people = people;
    notifyAll(entry.listeners, people);
  }

  function end(id: string, entry: Watched) {
    clearTimeout(entry.timer);
    watched.delete(id);
    if (entry.isRefused) return;
    const goodbye = inTime(leave(id, page), BEAT)
      .catch(() => {})
      .finally(() => {
        if (leaving.get(id) === goodbye) leaving.delete(id);
      });
    leaving.set(id, goodbye);
  }

  async function beat(id: string, entry: Watched) {
    let wait = BEAT;
    entry.isAsking = true;
    try {
      await leaving.get(id);
      const people = await inTime(say(id, page), BEAT);
      entry.failures = 0;
      hear(entry, people);
    } catch (error) {
      entry.failures += 1;
      entry.isRefused = isFinal(error);
      wait = Math.max(wait, retryAfter(error));
      if (entry.isRefused || entry.failures >= FORGOTTEN_AFTER) hear(entry, []);
    }
    entry.isAsking = false;
    // They left while it was asked: the goodbye comes after the word that it takes back.
    if (entry.listeners.size === 0) end(id, entry);
    else if (!entry.isRefused) entry.timer = setTimeout(() => void beat(id, entry), wait);
  }

  function begin(id: string): Watched {
    const entry: Watched = { listeners: new Set(), isAsking: false, failures: 0, isRefused: false };
    watched.set(id, entry);
    void beat(id, entry);
    return entry;
  }

  return {
    watch(id, listener) {
      const entry = watched.get(id) ?? begin(id);
      const own: Listener = (people) => listener(people);
      entry.listeners.add(own);
      if (entry.people) {
        queueMicrotask(() => {
          if (entry.people && entry.listeners.has(own)) notifyAll([own], entry.people);
        });
      }
      return () => {
        if (!entry.listeners.delete(own) || entry.listeners.size > 0) return;
        if (!entry.isAsking) end(id, entry);
      };
    },
  };
}
