'use client';
import { createContext, type ReactNode, useCallback, useContext, useRef } from 'react';
import { primitives } from './primitives.variants.js';

/** Says something to a screen reader without moving focus; polite unless `assertive`. */
export type Announce = (text: string, options?: { assertive?: boolean }) => void;

const AnnouncerContext = createContext<Announce | null>(null);

/** Safari misses text that appears together with its region. */
const DELAY = 100;
/** Long enough to be read, short enough not to be found later by browsing. */
const CLEAR_AFTER = 7_000;

type Notifier = { ariaNotify?: (text: string, options?: { priority?: 'high' | 'normal' }) => void };

/**
 * The one place that speaks for everything below it. A root renders one; an open dialog renders its own,
 * because VoiceOver drops regions outside an `aria-modal` subtree (w3c/aria#1854). Renders two hidden `<div>`s.
 */
export function Announcer({ children }: { children?: ReactNode }) {
  const polite = useRef<HTMLDivElement>(null);
  const assertive = useRef<HTMLDivElement>(null);

  const announce = useCallback<Announce>((text, options) => {
    const isUrgent = options?.assertive;
    const notifier = document as Notifier;
    if (notifier.ariaNotify) {
      notifier.ariaNotify(text, { priority: isUrgent ? 'high' : 'normal' });
      return;
    }
    setTimeout(() => {
      const region = (isUrgent ? assertive : polite).current;
      // Unmounted meanwhile.
      if (!region) return;
      const line = document.createElement('div');
      line.textContent = text;
      region.append(line);
      setTimeout(() => line.remove(), CLEAR_AFTER);
    }, DELAY);
  }, []);

  const region = { className: primitives('visually-hidden'), 'aria-relevant': 'additions' } as const;
  return (
    <AnnouncerContext.Provider value={announce}>
      {children}
      <div {...region} ref={polite} aria-live="polite" data-csn-announcer="" />
      <div {...region} ref={assertive} aria-live="assertive" data-csn-announcer="assertive" />
    </AnnouncerContext.Provider>
  );
}

/** Brings an announcer where there is none above, so that a component used alone can speak. */
export function EnsureAnnouncer({ children }: { children?: ReactNode }) {
  const above = useContext(AnnouncerContext);
  return above ? children : <Announcer>{children}</Announcer>;
}

const silent: Announce = () => {};

/** Speaks through the nearest announcer; silent where there is none. */
export function useAnnounce(): Announce {
  return useContext(AnnouncerContext) ?? silent;
}
