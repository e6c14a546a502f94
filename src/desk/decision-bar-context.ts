'use client';
import { createContext, useMemo } from 'react';
import { useRequiredContext } from '../react/required-context.js';
import { type CommandType, VERDICTS, type VerdictType } from '../review/review.types.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import type { NoteKind } from './kept-notes.js';
import { useCaseWords } from './use-case-words.js';

/** What a person can do from the bar. */
export type BarVerb = VerdictType | NoteKind | 'claim' | 'release';

export const BAR_VERBS = [...VERDICTS, 'ask', 'escalate', 'answer', 'reopen', 'resume', 'claim', 'release'] as const;

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

/** Why each verb is off now; asked again only when something it rests on changed, not with every keystroke. */
export function useWhyNot(): { readonly [verb in BarVerb]?: string } {
  const session = useReviewSession();
  const review = useReview((snapshot) => snapshot.review);
  const seen = useReview((snapshot) => snapshot.seen);
  const opened = useReview((snapshot) => snapshot.opened);
  const { refusalText } = useCaseWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the session's answer rests on these three
  const refusals = useMemo(
    () => BAR_VERBS.map((verb) => [verb, session.whyNot(verb)] as const),
    [session, review, seen, opened],
  );
  return Object.fromEntries(
    refusals.flatMap(([verb, refusal]) => (refusal ? [[verb, refusalText(refusal, review)]] : [])),
  );
}
