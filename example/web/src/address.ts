import { useSyncExternalStore } from 'react';

const CASE = '#case/';

/** Those who are told when this page changes its address itself: a browser says so of its Back and Forward only. */
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

function caseInAddress(): string | null {
  const { hash } = window.location;
  if (!hash.startsWith(CASE)) return null;
  const text = hash.slice(CASE.length);
  try {
    return decodeURIComponent(text) || null;
  } catch {
    // Nobody wrote this by a link of ours; as it stands it is an id that does not exist.
    return text;
  }
}

/** Goes to a case, or with `null` to the list, as a step that the browser's Back undoes. */
export function goToCase(id: string | null): void {
  if (id === caseInAddress()) return;
  const { pathname, search } = window.location;
  history.pushState(null, '', pathname + search + (id === null ? '' : CASE + encodeURIComponent(id)));
  for (const listener of listeners) listener();
}

/** The case that the page's address names; `null` is the list. */
export function useCaseInAddress(): string | null {
  return useSyncExternalStore(subscribe, caseInAddress);
}
