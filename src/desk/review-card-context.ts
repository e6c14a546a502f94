'use client';
import { createContext, type MouseEvent, type RefObject } from 'react';
import { useRequiredContext } from '../react/required-context.js';
import type { AuditEntry, Decision, Review } from '../review/review.types.js';

/** What `onDecisionSettle` is called with. */
export interface DecisionSettleDetails {
  review: Review;
  decision: Decision;
  entry: AuditEntry;
}

/** Called when an evidence item is opened; `event.preventDefault()` keeps a link from being followed. */
export type OnEvidenceOpen = (details: { id: string; reviewId: string; event: MouseEvent<HTMLElement> }) => void;

export interface CardContextValue {
  titleId: string;
  /** Level of the card's title; its sections are one level below. */
  level: 2 | 3 | 4 | 5;
  titleRef: RefObject<HTMLHeadingElement | null>;
  answersRef: RefObject<HTMLHeadingElement | null>;
  onEvidenceOpen?: OnEvidenceOpen;
}

export const CardContext = createContext<CardContextValue | null>(null);

export function useCard(part: string): CardContextValue {
  return useRequiredContext(CardContext, `ReviewCard.${part}`, 'ReviewCard.Root');
}
