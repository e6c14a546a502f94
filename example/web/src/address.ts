import { useSyncExternalStore } from 'react';

const CASE = '#case/';
const RECORD = '#record';
const POLICY = '#policy';
const OWN = '#own';

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

function idFrom(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Nobody wrote this by a link of ours; as it stands it is an id that does not exist.
    return text;
  }
}

function caseInAddress(): string | null {
  const { hash } = window.location;
  return hash.startsWith(CASE) ? idFrom(hash.slice(CASE.length)) || null : null;
}

function goTo(hash: string): void {
  const { pathname, search } = window.location;
  history.pushState(null, '', pathname + search + hash);
  for (const listener of listeners) listener();
}

/** Goes to a case, or with `null` to the list, as a step that the browser's Back undoes. */
export function goToCase(id: string | null): void {
  if (id !== caseInAddress() || recordInAddress() || isPolicyInAddress() || isOwnInAddress())
    goTo(id === null ? '' : CASE + encodeURIComponent(id));
}

/** What of the record the address names: of all cases, or of one. */
export interface RecordPlace {
  reviewId?: string;
}

function recordInAddress(): string | null {
  const { hash } = window.location;
  return hash === RECORD || hash.startsWith(`${RECORD}/`) ? hash : null;
}

/** Goes to the record of all cases, or of one. */
export function goToRecord({ reviewId }: RecordPlace = {}): void {
  goTo(reviewId === undefined ? RECORD : `${RECORD}/${encodeURIComponent(reviewId)}`);
}

/** The part of the record that the page's address names; nothing where it names a case or the list. */
export function useRecordInAddress(): RecordPlace | undefined {
  const hash = useSyncExternalStore(subscribe, recordInAddress);
  if (hash === null) return undefined;
  const id = hash.slice(RECORD.length + 1);
  return id === '' ? {} : { reviewId: idFrom(id) };
}

const isPolicyInAddress = () => window.location.hash === POLICY;

/** Goes to the oversight policy. */
export function goToPolicy(): void {
  goTo(POLICY);
}

/** Whether the page's address names the oversight policy. */
export function useIsPolicyInAddress(): boolean {
  return useSyncExternalStore(subscribe, isPolicyInAddress);
}

const isOwnInAddress = () => window.location.hash === OWN;

/** Goes to what was said of one's own checks. */
export function goToOwn(): void {
  goTo(OWN);
}

/** Whether the page's address names one's own checks. */
export function useIsOwnInAddress(): boolean {
  return useSyncExternalStore(subscribe, isOwnInAddress);
}

/** The case that the page's address names; `null` is the list. */
export function useCaseInAddress(): string | null {
  return useSyncExternalStore(subscribe, caseInAddress);
}
