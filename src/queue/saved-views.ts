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

type Change = (views: readonly SavedView[]) => readonly SavedView[];

const without = (views: readonly SavedView[], name: string) => views.filter((view) => view.name !== name);

/** The views with another name for one, in the place of one that had it. */
function renamed(views: readonly SavedView[], name: string, to: string): readonly SavedView[] {
  if (!views.some((view) => view.name === name)) return views;
  return views
    .filter((view) => view.name === name || view.name !== to)
    .map((view) => (view.name === name ? { ...view, name: to } : view));
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
  let isReading = false;
  /** What was changed before the views were read: done again to those that are read. */
  const early: Change[] = [];
  /** Only the newest list is worth a word on whether it was kept. */
  let turn = 0;

  function set(next: SavedViewsSnapshot) {
    snapshot = next;
    notifyAll(listeners);
  }

  async function write() {
    turn += 1;
    const mine = turn;
    const { views } = snapshot;
    try {
      await storage.store(views);
    } catch {
      if (mine === turn) set({ views, problem: 'unsaved' });
    }
  }

  async function read() {
    if (isReading) return;
    isReading = true;
    try {
      const kept = readViews(await storage.load());
      isLoaded = true;
      set({ views: early.reduce((views, change) => change(views), kept) });
    } catch {
      set({ views: snapshot.views, problem: early.length > 0 ? 'unsaved' : 'unread' });
    }
    isReading = false;
    if (isLoaded && early.length > 0) void write();
  }

  /** Nothing is written over what was not read. */
  function change(by: Change) {
    if (!isLoaded) early.push(by);
    set({ views: by(snapshot.views) });
    void (isLoaded ? write() : read());
  }

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load() {
      if (!isLoaded) void read();
    },
    save: (view) => change((views) => [...without(views, view.name), view]),
    rename: (name, to) => change((views) => renamed(views, name, to)),
    remove: (name) => change((views) => without(views, name)),
  };
}
