'use client';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef } from 'react';
import { primitives } from './primitives.variants.js';

/** Says something to a screen reader without moving focus; polite unless `assertive`. */
export type Announce = (text: string, options?: { assertive?: boolean }) => void;

const AnnouncerContext = createContext<Announce | null>(null);

/** Safari misses text that appears together with its region. */
const FIRST_MESSAGE_DELAY = 100;
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
  const mountedAt = useRef(0);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());

  useEffect(() => {
    mountedAt.current = Date.now();
    const running = timers.current;
    return () => {
      for (const timer of running) clearTimeout(timer);
      running.clear();
    };
  }, []);

  const announce = useCallback<Announce>((text, options) => {
    const urgent = options?.assertive === true;
    const notifier = document as Notifier;
    if (notifier.ariaNotify) {
      notifier.ariaNotify(text, { priority: urgent ? 'high' : 'normal' });
      return;
    }
    const later = (run: () => void, delay: number) => {
      const timer = setTimeout(() => {
        timers.current.delete(timer);
        run();
      }, delay);
      timers.current.add(timer);
    };
    const wait = Math.max(0, FIRST_MESSAGE_DELAY - (Date.now() - mountedAt.current));
    later(() => {
      const region = urgent ? assertive.current : polite.current;
      const line = document.createElement('div');
      line.textContent = text;
      region?.append(line);
      later(() => line.remove(), CLEAR_AFTER);
    }, wait);
  }, []);

  return (
    <AnnouncerContext.Provider value={announce}>
      {children}
      <div
        ref={polite}
        className={primitives.hidden()}
        aria-live="polite"
        aria-relevant="additions"
        data-csn-announcer=""
      />
      <div
        ref={assertive}
        className={primitives.hidden()}
        aria-live="assertive"
        aria-relevant="additions"
        data-csn-announcer="assertive"
      />
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
  const announce = useContext(AnnouncerContext);
  return useMemo(() => announce ?? silent, [announce]);
}
