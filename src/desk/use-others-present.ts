'use client';
import { type RefObject, useEffect, useState } from 'react';
import { watchPresence } from '../review/presence.session.js';
import type { PresentPerson } from '../review/presence.types.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import { watchOnScreen } from './use-on-screen.js';

const NOBODY: readonly PresentPerson[] = [];

/**
 * Who else has the case open that is to be decided, besides whoever has claimed it. The backend is told, and asked, only while
 * the card is on screen and the page can be seen.
 */
export function useOthersPresent(inCard: RefObject<HTMLElement | null>): readonly PresentPerson[] {
  const { presence } = useReviewSession().backend;
  const [people, setPeople] = useState(NOBODY);
  const claimant = useReview(({ review }) => review?.claim?.by.id);
  const id = useReview(({ review }) =>
    review && (review.status === 'pending' || review.status === 'reviewing') ? review.id : undefined,
  );
  useEffect(() => {
    if (!presence || id === undefined) return;
    let isShown = false;
    let isVisible = document.visibilityState !== 'hidden';
    let leave: (() => void) | undefined;
    function follow() {
      if (isShown && isVisible) {
        leave ??= presence?.watch(id as string, setPeople);
        return;
      }
      leave?.();
      leave = undefined;
      setPeople(NOBODY);
    }
    const show = () => {
      isShown = true;
      follow();
      return () => {
        isShown = false;
        follow();
      };
    };
    const see = (isSeen: boolean) => {
      isVisible = isSeen;
      follow();
    };
    const card = inCard.current?.closest('article');
    const stops = [
      card ? watchOnScreen(card, show) : show(),
      watchPresence({
        onInput() {},
        onWake: () => see(true),
        onLeave: () => see(false),
        onAttentionChange() {},
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [presence, id, inCard]);
  return people.some((person) => person.id === claimant) ? people.filter((person) => person.id !== claimant) : people;
}
