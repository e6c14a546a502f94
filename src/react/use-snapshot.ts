'use client';
import { useCallback, useRef, useSyncExternalStore } from 'react';

/** Something outside React that has a current value and says when it changes. */
export interface SnapshotSource<T> {
  getSnapshot(): T;
  subscribe(listener: () => void): () => void;
}

/**
 * Reads one part of a source and renders again only when that part changes.
 *
 * @param isSame how two selections compare; `Object.is` unless given
 */
export function useSnapshot<T, S>(
  source: SnapshotSource<T>,
  select: (snapshot: T) => S,
  isSame: (a: S, b: S) => boolean = Object.is,
): S {
  const last = useRef<{ snapshot: T; select: (snapshot: T) => S; selection: S } | undefined>(undefined);
  const getSelection = () => {
    const snapshot = source.getSnapshot();
    const kept = last.current;
    if (kept && kept.snapshot === snapshot && kept.select === select) return kept.selection;
    const next = select(snapshot);
    const selection = kept && isSame(kept.selection, next) ? kept.selection : next;
    last.current = { snapshot, select, selection };
    return selection;
  };
  const subscribe = useCallback((listener: () => void) => source.subscribe(listener), [source]);
  return useSyncExternalStore(subscribe, getSelection, getSelection);
}
