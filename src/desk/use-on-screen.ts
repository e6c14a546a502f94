'use client';
import { type RefObject, useEffect } from 'react';
import { useReviewSession } from '../review/review-context.js';

/** Tells the session while its case can be seen: not below the fold, and not in a part of the page that is hidden. */
export function useOnScreen(element: RefObject<HTMLElement | null>): void {
  const session = useReviewSession();
  useEffect(() => {
    const node = element.current;
    if (!node) return;
    if (typeof IntersectionObserver === 'undefined') return session.show();
    let hide: (() => void) | undefined;
    const observer = new IntersectionObserver((changes) => {
      if (changes.at(-1)?.isIntersecting) hide ??= session.show();
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
  }, [session, element]);
}
