import { sameJson } from '../internal/canonical-json.js';
import { notifyAll } from '../internal/notify.js';
import { presentAsSeenBy } from '../review/presence.selectors.js';
import type { PresenceService, PresentPerson } from '../review/presence.types.js';
import type { Review, Reviewer } from '../review/review.types.js';

interface Watcher {
  reader: Reviewer;
  listener: (people: readonly PresentPerson[]) => void;
  told?: readonly PresentPerson[];
}

export interface MemoryPresence {
  serviceFor(reader: Reviewer): PresenceService;
  /** A review changed, and with it perhaps what is withheld. */
  follow(reviewId: string): void;
}

/**
 * Who has which case open, of a store in memory.
 *
 * @param find a review as it stands; nothing where it is not there for this person
 */
export function createMemoryPresence(find: (id: string, reader: Reviewer) => Review | undefined): MemoryPresence {
  const watched = new Map<string, Set<Watcher>>();

  /** In several windows a person is one person. */
  function peopleAt(id: string): PresentPerson[] {
    const people = new Map<string, PresentPerson>();
    for (const { reader } of watched.get(id) ?? []) people.set(reader.id, { id: reader.id, name: reader.name });
    return [...people.values()].sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
  }

  function tell(id: string) {
    const people = peopleAt(id);
    for (const watcher of [...(watched.get(id) ?? [])]) {
      const review = find(id, watcher.reader);
      const told = review ? presentAsSeenBy(people, review, watcher.reader) : [];
      if (watcher.told && sameJson(watcher.told, told)) continue;
      watcher.told = told;
      notifyAll([watcher.listener], structuredClone(told));
    }
  }

  /** Nobody hears of it before `watch` has returned. */
  const tellSoon = (id: string) => queueMicrotask(() => tell(id));

  return {
    serviceFor: (reader) => ({
      watch(id, listener) {
        if (!find(id, reader)) {
          let isOver = false;
          queueMicrotask(() => {
            if (!isOver) notifyAll([listener], []);
          });
          return () => {
            isOver = true;
          };
        }
        const watcher: Watcher = { reader, listener };
        const all = watched.get(id) ?? new Set();
        watched.set(id, all.add(watcher));
        tellSoon(id);
        return () => {
          if (!all.delete(watcher)) return;
          if (all.size === 0 && watched.get(id) === all) watched.delete(id);
          tellSoon(id);
        };
      },
    }),
    follow(id) {
      if (watched.has(id)) tellSoon(id);
    },
  };
}
