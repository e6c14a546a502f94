'use client';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';

const QUERY = '(prefers-reduced-motion: reduce)';
const motion = () => (typeof matchMedia === 'function' ? matchMedia(QUERY) : undefined);

function subscribe(listener: () => void) {
  const query = motion();
  query?.addEventListener('change', listener);
  return () => query?.removeEventListener('change', listener);
}

/** Whether the device asks for less motion; not while rendering on a server. */
export function useReducedMotion(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => motion()?.matches ?? false,
    () => false,
  );
}

/**
 * Goes on by itself, once somebody asked for it: until the end, until they take a step of their own, or until the page is out
 * of sight.
 *
 * @param place where it stands, so that a step that came late does not count
 * @param step goes on by one; nothing where there is nowhere to go
 * @param interval milliseconds between two steps
 */
export function usePlaying(place: number, step: (() => void) | undefined, interval: number) {
  const [isWanted, setWanted] = useState(false);
  const isStill = useReducedMotion();
  const isPlaying = isWanted && step !== undefined && !isStill;
  const latest = useRef(step);
  useEffect(() => {
    latest.current = step;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each place waits as long as the others
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setTimeout(() => latest.current?.(), interval);
    const hide = () => document.hidden && setWanted(false);
    document.addEventListener('visibilitychange', hide);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', hide);
    };
  }, [isPlaying, place, interval]);
  const isOver = isWanted && step === undefined;
  useEffect(() => {
    if (isOver) setWanted(false);
  }, [isOver]);
  return { isPlaying, isStill, play: setWanted };
}
