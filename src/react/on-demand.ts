'use client';
import { useEffect, useSyncExternalStore } from 'react';

/** Code that arrives on first use, once for everybody who asks for it. */
export interface OnDemand<T> {
  loaded?: T;
  isFailed: boolean;
  /** Tries again what could not be loaded. */
  retry: () => void;
}

/**
 * Makes a hook for code that arrives on first use, where many parts of a page need it at the same time. Not `React.lazy`: a
 * chunk that cannot be loaded is a value here, not an exception in the host's render.
 *
 * @param load imports the module
 * @returns call it with whether the code is wanted
 */
export function createOnDemand<T>(load: () => Promise<T>): (isWanted: boolean) => OnDemand<T> {
  const listeners = new Set<() => void>();
  let isLoading = false;
  const set = (change: Partial<OnDemand<T>>) => {
    state = { ...state, ...change };
    for (const each of listeners) each();
  };
  const request = () => {
    if (isLoading || state.loaded) return;
    isLoading = true;
    if (state.isFailed) set({ isFailed: false });
    load()
      .then(
        (loaded) => set({ loaded }),
        () => set({ isFailed: true }),
      )
      .finally(() => {
        isLoading = false;
      });
  };
  const nothing: OnDemand<T> = { isFailed: false, retry: request };
  let state = nothing;
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return (isWanted) => {
    const current = useSyncExternalStore(
      subscribe,
      () => state,
      () => nothing,
    );
    useEffect(() => {
      if (isWanted) request();
    }, [isWanted]);
    return current;
  };
}
