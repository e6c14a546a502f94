'use client';
import { forwardRef, type HTMLAttributes, useEffect, useId, useState } from 'react';
import { sameJson } from '../internal/canonical-json.js';
import { Button } from '../react/button.js';
import { ChevronEndIcon } from '../react/icons.js';
import { composeRefs, dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import * as Provenance from '../review/provenance.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import { DecisionBox, OwnAnswer, SuggestionContent, UnsignedBox } from './answer-boxes.js';
import { reviewCard } from './desk.variants.js';
import {
  draftedVerdict,
  mayShowSuggestion,
  shownDecisions,
  shownProposal,
  showsSuggestion,
  situationOf,
} from './review-card.selectors.js';
import { useCard } from './review-card-context.js';
import { useCaseWords } from './use-case-words.js';
import { useOnDemand } from './use-on-demand.js';

/**
 * Whose answers there are: the person's own first one, the AI's, the decision or the draft. Nothing is struck out and
 * nothing replaced: an override stands beside what it overrides. Renders a `<section>`.
 */
export const Answers = forwardRef<HTMLElement, HTMLAttributes<HTMLElement>>(function ReviewCardAnswers(
  { className, children, ...rest },
  ref,
) {
  const { answersRef, level } = useCard('Answers');
  const { desk, words } = useCaseWords();
  const snapshot = useReview((whole) => whole);
  const { review, reviewer } = snapshot;
  const proposal = shownProposal(snapshot);
  if (!review || !proposal) return null;
  const Heading = `h${level + 1}` as 'h4';
  const situation = situationOf(snapshot);
  const decisions = shownDecisions(snapshot);
  const judgement = situation === 'deciding' ? review.claim?.judgement : review.decision?.judgement;
  const unsigned = draftedVerdict(snapshot);
  const first = judgement && situation === 'deciding';
  const theirs = decisions.length === 1 ? decisions[0] : undefined;
  const only = theirs && (
    <DecisionBox decision={theirs} proposal={proposal} policy={review.policy} isMine={theirs.by.id === reviewer.id} />
  );
  const mine = unsigned && (
    <UnsignedBox verdict={unsigned} reason={snapshot.draft.reason} proposal={proposal} policy={review.policy} />
  );

  return (
    <section {...rest} ref={ref} className={joinClasses(reviewCard.section, className)}>
      <Heading
        ref={composeRefs(answersRef)}
        tabIndex={-1}
        className={joinClasses(
          primitives('section-title'),
          reviewCard.heading,
          !first && decisions.length === 0 && primitives('visually-hidden'),
        )}
      >
        {first
          ? sameJson(judgement.value, proposal.value)
            ? desk.twoAnswers
            : desk.readingsDiffer
          : decisions.length > 0
            ? desk.decision
            : words.aiSuggestion}
      </Heading>
      {children ?? (
        <>
          {first && (
            <OwnAnswer
              mark={desk.yourFirstAnswer}
              estimate={desk.ownEstimate}
              by={review.claim?.by ?? reviewer}
              judgement={judgement}
              proposal={proposal}
            />
          )}
          {showsSuggestion(snapshot) && !only && !mine && <Suggestion />}
          {only && mine && <Suggestion isDecided />}
          {only && !mine && (
            <Provenance.Pair>
              <Suggestion isDecided />
              <Provenance.Arrow />
              {only}
            </Provenance.Pair>
          )}
          {only && mine && (
            <Provenance.Pair>
              {only}
              {mine}
            </Provenance.Pair>
          )}
          {mine && !only && (
            <Provenance.Pair>
              <Suggestion isDecided />
              <Provenance.Arrow />
              {mine}
            </Provenance.Pair>
          )}
          {decisions.length > 1 && (
            <Provenance.Pair>
              {decisions.map((decision) => (
                <DecisionBox
                  key={decision.seat}
                  decision={decision}
                  proposal={proposal}
                  policy={review.policy}
                  isMine={decision.by.id === reviewer.id}
                  mark={decision.seat === 'second' ? desk.secondDecision : desk.firstDecision}
                />
              ))}
            </Provenance.Pair>
          )}
        </>
      )}
    </section>
  );
});

export interface SuggestionProps extends HTMLAttributes<HTMLDivElement> {
  /** Whether a person has decided since: the box then says what the AI suggested. @default false */
  isDecided?: boolean;
}

/**
 * What the AI suggests, how sure it is, what speaks for and against it. Renders a `<div>` in pencil, nothing where the AI
 * is hidden.
 */
export const Suggestion = forwardRef<HTMLDivElement, SuggestionProps>(function ReviewCardSuggestion(
  { isDecided = false, children, ...rest },
  ref,
) {
  const proposal = useReview(shownProposal);
  const decision = useReview((snapshot) => snapshot.review?.decision);
  const isShown = useReview(mayShowSuggestion);
  if (!proposal || !isShown) return null;
  return (
    <Provenance.Root {...rest} ref={ref} origin="ai">
      {children ?? <SuggestionContent proposal={proposal} isDecided={isDecided} decision={decision} />}
    </Provenance.Root>
  );
});

const loadPanel = () => import('./explanation-part.js').then((module) => module.ExplanationPart);

/** Opens the whole explanation in place. Its code arrives on first use. Renders a `<div>`, nothing where the AI is hidden. */
export const Explanation = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(function ReviewCardExplanation(
  { className, children, ...rest },
  ref,
) {
  const { desk } = useCaseWords();
  const session = useReviewSession();
  const isShown = useReview(showsSuggestion);
  const [isOpen, setOpen] = useState(false);
  const panel = useOnDemand(loadPanel);
  const id = useId();
  useEffect(() => {
    // It can be read without a connection as well.
    if (isShown) loadPanel().catch(() => {});
  }, [isShown]);
  if (!isShown) return null;
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewCard.section, className)}>
      <Button
        variant="quiet"
        className={reviewCard.toggle}
        aria-expanded={isOpen}
        aria-controls={id}
        isBusy={panel.isLoading}
        onClick={() => {
          if (!isOpen) session.openExplanation();
          setOpen(!isOpen || panel.isFailed);
          if (!panel.loaded) void panel.request();
        }}
      >
        <ChevronEndIcon className={reviewCard.toggleIcon} {...dataAttributes({ open: isOpen })} />
        {desk.explanation}
      </Button>
      <div id={id} hidden={!isOpen} className={reviewCard.panel}>
        {panel.isFailed && <p role="alert">{desk.formFailed}</p>}
        {isOpen && panel.loaded && (children ?? <panel.loaded />)}
      </div>
    </div>
  );
});
