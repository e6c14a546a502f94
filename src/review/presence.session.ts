import type { Unsubscribe } from './backend.types.js';

/** What counts as doing something on the page. Passive and in the capture phase: seen, never in the way. */
const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'input', 'wheel', 'touchmove', 'focusin'] as const;
/** Between two inputs that are told, in milliseconds. */
const PAUSE = 1_000;

export interface PresenceListener {
  /** The person did something on the visible page; told once a second at most. */
  onInput(): void;
  /** The page is seen again, or runs again after it was frozen. */
  onWake(): void;
  /** The page goes out of sight, maybe for good. */
  onLeave(): void;
  /** Whether `isAttended()` may have changed. */
  onAttentionChange(): void;
}

const listeners = new Set<PresenceListener>();
let last = Number.NEGATIVE_INFINITY;

function tellInput({ timeStamp }: Event) {
  if (document.visibilityState === 'hidden' || (timeStamp >= last && timeStamp - last < PAUSE)) return;
  last = timeStamp;
  for (const { onInput } of [...listeners]) onInput();
}

/** Whether the page was left; what it shows is seen by nobody then, although it still says so (Page Lifecycle). */
let isGone = false;

/** Whether the page is seen and has focus, be it in a frame inside it. */
export function isAttended(): boolean {
  if (typeof document === 'undefined') return false;
  return !isGone && document.visibilityState !== 'hidden' && document.hasFocus();
}

function tellAttention({ type }: Event) {
  if (type === 'pagehide' || type === 'freeze') isGone = true;
  if (type === 'pageshow' || type === 'resume') isGone = false;
  for (const { onAttentionChange } of [...listeners]) onAttentionChange();
}

/** What changes whether a page is seen or has focus. */
const ATTENTION = {
  document: ['visibilitychange', 'freeze', 'resume'],
  page: ['focus', 'blur', 'pagehide', 'pageshow'],
};

function tellVisibility() {
  const isHidden = document.visibilityState === 'hidden';
  for (const listener of [...listeners]) isHidden ? listener.onLeave() : listener.onWake();
}

function tellWake() {
  for (const { onWake } of [...listeners]) onWake();
}

function tellLeave() {
  for (const { onLeave } of [...listeners]) onLeave();
}

/** Listens for signs of the person, once for all sittings of the page. Does nothing where there is no document. */
export function watchPresence(listener: PresenceListener): Unsubscribe {
  if (typeof document === 'undefined') return () => {};
  if (listeners.size === 0) {
    for (const type of INPUTS) document.addEventListener(type, tellInput, { capture: true, passive: true });
    document.addEventListener('visibilitychange', tellVisibility);
    // A page that was frozen (Page Lifecycle), or that comes back from the back/forward cache.
    document.addEventListener('resume', tellWake);
    document.defaultView?.addEventListener('pageshow', tellWake);
    document.defaultView?.addEventListener('pagehide', tellLeave);
    for (const type of ATTENTION.document) document.addEventListener(type, tellAttention);
    for (const type of ATTENTION.page) document.defaultView?.addEventListener(type, tellAttention);
  }
  listeners.add(listener);
  return () => {
    if (!listeners.delete(listener) || listeners.size > 0) return;
    for (const type of INPUTS) document.removeEventListener(type, tellInput, { capture: true });
    document.removeEventListener('visibilitychange', tellVisibility);
    document.removeEventListener('resume', tellWake);
    document.defaultView?.removeEventListener('pageshow', tellWake);
    document.defaultView?.removeEventListener('pagehide', tellLeave);
    for (const type of ATTENTION.document) document.removeEventListener(type, tellAttention);
    for (const type of ATTENTION.page) document.defaultView?.removeEventListener(type, tellAttention);
  };
}
