import { notifyAll } from '../internal/notify.js';
import type { SavedView, SavedViewStorage, SavedViews, SavedViewsSnapshot } from './filter.types.js';
import { readViews } from './saved-view.selectors.js';

/**
 * Keeps views in this browser.
 *
 * @param key what tells the views of this queue, and of this person where several share a browser, from others
 */
export function localViewStorage(key: string): SavedViewStorage {
  return {
    load() {
      const kept = localStorage.getItem(key);
      return kept === null ? [] : JSON.parse(kept);
    },
    store: (views) => localStorage.setItem(key, JSON.stringify(views)),
  };
}

/**
 * Makes the store behind the saved views of a queue. It belongs outside the component that shows it.
 *
 * @example <ReviewQueue.Root savedViews={createSavedViews(localViewStorage(`queue of ${reviewer.id}`))} />
 */
export function createSavedViews(storage: SavedViewStorage): SavedViews {
  const listeners = new Set<() => void>();
  let snapshot: SavedViewsSnapshot = { views: [] };
  let isLoaded = false;
  /** Only the newest list is worth a word on whether it was kept. */
  let turn = 0;

  function set(next: SavedViewsSnapshot) {
    snapshot = next;
    notifyAll(listeners);
  }

  async function keep(views: readonly SavedView[]) {
    turn += 1;
    const mine = turn;
    // What reads late is older than what was just saved.
    isLoaded = true;
    set({ views });
    try {
      await storage.store(views);
    } catch {
      if (mine === turn) set({ views, problem: 'unsaved' });
    }
  }

  const without = (name: string) => snapshot.views.filter((view) => view.name !== name);
  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async load() {
      if (isLoaded) return;
      try {
        const views = readViews(await storage.load());
        if (!isLoaded) set({ views });
        isLoaded = true;
      } catch {
        if (!isLoaded) set({ views: snapshot.views, problem: 'unread' });
      }
    },
    save: (view) => void keep([...without(view.name), view]),
    rename(name, to) {
      void keep(snapshot.views.map((view) => (view.name === name ? { ...view, name: to } : view)));
    },
    remove: (name) => void keep(without(name)),
  };
}
