'use client';
import { createContext } from 'react';
import { useRequiredContext } from '../react/required-context.js';
import { type CommandType, VERDICTS, type VerdictType } from '../review/review.types.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import type { NoteKind } from './kept-notes.js';
import { isStale } from './review-card.selectors.js';
import { useCaseWords } from './use-case-words.js';

/** What a person can do from the bar. */
export type BarVerb = VerdictType | NoteVerb | 'claim' | 'release' | 'undo';

/** Verbs that ask for a few words first. */
export const NOTE_VERBS = ['ask', 'escalate', 'skip', 'answer', 'reopen', 'resume'] as const satisfies NoteKind[];

export type NoteVerb = (typeof NOTE_VERBS)[number];

export const BAR_VERBS = [...VERDICTS, ...NOTE_VERBS, 'claim', 'release', 'undo'] as const;

export interface DecisionBarContextValue {
  /** Why each verb is off, in words; absent when it is on. */
  whyNot: { readonly [verb in BarVerb]?: string };
  /** Each reason once, in the order of the verbs, with the id of the line that says it. */
  reasons: readonly { id: string; text: string }[];
  busy: CommandType | undefined;
  isOpening: boolean;
  act: (verb: BarVerb, trigger: HTMLButtonElement) => void;
}

export const DecisionBarContext = createContext<DecisionBarContextValue | null>(null);

export function useDecisionBar(part: string): DecisionBarContextValue {
  return useRequiredContext(DecisionBarContext, `DecisionBar.${part}`, 'DecisionBar.Root');
}

/** Why each verb is off now: asked with every rendering, so with whatever the host renders again for. */
export function useWhyNot(): { readonly [verb in BarVerb]?: string } {
  const session = useReviewSession();
  const review = useReview((snapshot) => snapshot.review);
  const { refusalText } = useCaseWords();
  // The rest of what the session's answer rests on.
  useReview((snapshot) => snapshot.seen);
  useReview((snapshot) => snapshot.opened);
  useReview((snapshot) => snapshot.mayDecide);
  useReview((snapshot) => snapshot.undo);
  useReview((snapshot) => snapshot.claimStatus);
  useReview(isStale);
  return Object.fromEntries(
    BAR_VERBS.flatMap((verb) => {
      const refusal = session.whyNot(verb);
      return refusal ? [[verb, refusalText(refusal, review)]] : [];
    }),
  );
}
