'use client';
import { type RefObject, useEffect } from 'react';
import type { Unsubscribe } from '../review/backend.types.js';
import { useReviewSession } from '../review/review-context.js';

/** Calls `show` while a part of the page can be seen: not below the fold, and not in what is hidden. */
export function watchOnScreen(node: Element, show: () => Unsubscribe): Unsubscribe {
  if (typeof IntersectionObserver === 'undefined') return show();
  let hide: (() => void) | undefined;
  const observer = new IntersectionObserver((changes) => {
    if (changes.at(-1)?.isIntersecting) hide ??= show();
    else {
      hide?.();
      hide = undefined;
    }
  });
  observer.observe(node);
  return () => {
    observer.disconnect();
    hide?.();
  };
}

/** Tells the session while its case can be seen. */
export function useOnScreen(element: RefObject<HTMLElement | null>): void {
  const session = useReviewSession();
  useEffect(() => {
    if (element.current) return watchOnScreen(element.current, () => session.show());
  }, [session, element]);
}
