'use client';
import { forwardRef, type HTMLAttributes, useId, useMemo, useRef } from 'react';
import { EnsureAnnouncer } from '../react/announcer.js';
import { useLocaleAttributes } from '../react/locale-context.js';
import { composeRefs, dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { useReview } from '../review/review-context.js';
import { AnswerForm } from './answer-form.js';
import { Root as DecisionBarRoot } from './decision-bar.js';
import { reviewCard } from './desk.variants.js';
import { draftedVerdict, isStale, shownDecisions, showsSuggestion, situationOf } from './review-card.selectors.js';
import { Answers, Explanation } from './review-card-answers.js';
import {
  CardContext,
  type CardContextValue,
  type DecisionSettleDetails,
  type OnEvidenceOpen,
} from './review-card-context.js';
import { Evidence } from './review-card-evidence.js';
import { Notices } from './review-card-notices.js';
import { Body, Column, Facts, Header, Why } from './review-card-parts.js';
import { SaveState } from './review-card-save-state.js';
import { useCardEvents } from './use-card-events.js';
import { useOnScreen } from './use-on-screen.js';

export { AnswerForm } from './answer-form.js';
export { Answers, Explanation, Suggestion } from './review-card-answers.js';
export type { DecisionSettleDetails, OnEvidenceOpen } from './review-card-context.js';
export { Evidence } from './review-card-evidence.js';
export { Notices } from './review-card-notices.js';
export {
  Body,
  type BodyProps,
  type CardSectionProps,
  Column,
  Facts,
  Flags,
  Header,
  Meta,
  Section,
  Status,
  Title,
  Why,
} from './review-card-parts.js';
export { SaveState } from './review-card-save-state.js';

export interface RootProps extends HTMLAttributes<HTMLElement> {
  /**
   * Level of the heading over the case; sections below it are one level deeper.
   * @default 3
   */
  headingLevel?: 2 | 3 | 4 | 5;
  /** Called once when a decision of this sitting is on the record. */
  onDecisionSettle?: (details: DecisionSettleDetails) => void;
  /**
   * Called when an evidence item is opened; the session has noted it already. Give it where it opens the items that have
   * no `href`: without it they cannot be opened, and a gate that asks for them stays shut (B-13).
   */
  onEvidenceOpen?: OnEvidenceOpen;
}

/**
 * One case for one person, bound to the session of the nearest `ReviewProvider`: evidence first, then people, then the
 * AI, then the verbs (B-2). Without children it arranges its parts itself. Renders an `<article>`.
 *
 * @selector [data-status] the review's status
 * @selector [data-situation] `loading`, `unavailable`, `pending`, `waiting`, `claimed`, `blind`, `deciding`, `decided` or `closed`
 * @selector [data-sitting] the session's status, such as `sending`, `failed` or `conflict`
 * @selector [data-stale] the suggestion was revised since it was looked at
 */
export const Root = forwardRef<HTMLElement, RootProps>(function ReviewCardRoot(props, ref) {
  return (
    <EnsureAnnouncer>
      <Card {...props} ref={ref} />
    </EnsureAnnouncer>
  );
});

const Card = forwardRef<HTMLElement, RootProps>(function Card(
  { headingLevel = 3, onDecisionSettle, onEvidenceOpen, className, children, ...rest },
  ref,
) {
  const titleId = useId();
  const titleRef = useRef<HTMLHeadingElement>(null);
  const answersRef = useRef<HTMLHeadingElement>(null);
  const locale = useLocaleAttributes();
  const status = useReview((snapshot) => snapshot.review?.status);
  const sitting = useReview((snapshot) => snapshot.status);
  const situation = useReview(situationOf);
  const stale = useReview(isStale);
  const card = useMemo<CardContextValue>(
    () => ({ titleId, level: headingLevel, titleRef, answersRef, onEvidenceOpen }),
    [titleId, headingLevel, onEvidenceOpen],
  );
  useCardEvents(card, onDecisionSettle);
  const article = useRef<HTMLElement>(null);
  useOnScreen(article);
  return (
    <CardContext.Provider value={card}>
      <article
        aria-labelledby={titleId}
        aria-busy={situation === 'loading' || sitting === 'sending' || undefined}
        {...locale}
        {...rest}
        {...dataAttributes({ status, situation, sitting, stale })}
        ref={composeRefs(ref, article)}
        className={joinClasses(primitives('root'), reviewCard.root, className)}
      >
        {children ?? <DefaultParts />}
      </article>
    </CardContext.Provider>
  );
});

function DefaultParts() {
  const situation = useReview(situationOf);
  const hasAnswers = useReview(
    (snapshot) =>
      showsSuggestion(snapshot) ||
      shownDecisions(snapshot).length > 0 ||
      (snapshot.status === 'conflict' && draftedVerdict(snapshot) !== undefined),
  );
  const isBlind = situation === 'blind';
  return (
    <>
      <Header />
      <Notices />
      {situation !== 'unavailable' && (
        <Body columns={isBlind || hasAnswers ? 2 : 1}>
          <Column>
            {situation === 'loading' ? (
              <Skeleton />
            ) : (
              <>
                <Facts />
                <Evidence />
                <Why />
              </>
            )}
          </Column>
          {isBlind ? (
            <Column>
              <AnswerForm />
            </Column>
          ) : (
            hasAnswers && (
              <Column>
                <Answers />
                <Explanation />
              </Column>
            )
          )}
        </Body>
      )}
      <SaveState />
      <DecisionBarRoot />
    </>
  );
}

function Skeleton() {
  return ['70%', '90%', '55%', '80%'].map((inlineSize) => (
    <span key={inlineSize} className={reviewCard.skeleton} style={{ inlineSize }} aria-hidden="true" />
  ));
}
