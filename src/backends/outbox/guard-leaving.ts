import type { Outbox, Unsubscribe } from '../../review/backend.types.js';

/** What a guard needs to know of an outbox. */
export interface LeaveGuarded {
  outbox: Pick<Outbox, 'subscribe'>;
  /** Whether something would be lost with this page. */
  hasUnsaved(): boolean;
}

/**
 * Has the browser ask before the page is left, while something would be lost with it, and only then: a listener that is
 * always there keeps pages out of the back-forward cache. Returns what ends it.
 */
export function guardLeaving(backend: LeaveGuarded): Unsubscribe {
  const ask = (event: Event) => {
    event.preventDefault();
    // Chromium before 119 asks only for this.
    (event as BeforeUnloadEvent).returnValue = true;
  };
  const follow = () => {
    if (backend.hasUnsaved()) globalThis.addEventListener?.('beforeunload', ask);
    else globalThis.removeEventListener?.('beforeunload', ask);
  };
  const unsubscribe = backend.outbox.subscribe(follow);
  follow();
  return () => {
    unsubscribe();
    globalThis.removeEventListener?.('beforeunload', ask);
  };
}
