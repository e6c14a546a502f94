'use client';
import { useContext } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { Button } from '../react/button.js';
import { SignIcon } from '../react/icons.js';
import type { Review, VerdictType } from '../review/review.types.js';
import { useReview } from '../review/review-context.js';
import { useDecisionBar } from './decision-bar-context.js';
import { Consequences, Gate, Others, Record, Undo, Verb, Verbs } from './decision-bar-parts.js';
import { mainVerdicts, offeredVerdicts, situationOf } from './review-card.selectors.js';
import { CardContext } from './review-card-context.js';
import { useCaseWords } from './use-case-words.js';
import { useSittingParts } from './use-sitting-parts.js';

/** In the order of how far they lead from the suggestion. */
const OTHER_VERDICTS: readonly VerdictType[] = ['abstain', 'reject', 'respond'];

/** The bar as it is arranged for each situation. */
export function DefaultParts() {
  const situation = useReview(situationOf);
  const review = useReview((snapshot) => snapshot.review) as Review;
  const sitting = useReview((snapshot) => snapshot.status);
  const { desk, words, format } = useCaseWords();
  const formId = useContext(CardContext)?.titleId;
  const { busy, whyNot } = useDecisionBar('Root');
  const { loaded } = useSittingParts();
  const isWaiting = useReview((snapshot) => snapshot.isWaiting);
  const isElsewhere = useReview((snapshot) => snapshot.claimStatus === 'elsewhere');

  if ((sitting === 'failed' || isWaiting) && situation !== 'decided') return <Record>{desk.stillReviewing}</Record>;
  const resume = whyNot.resume === undefined && <Verb verb="resume" />;
  if (review.hold && (situation === 'pending' || situation === 'blind' || situation === 'deciding')) {
    return (
      <Record>
        {desk.heldBar}
        {resume}
      </Record>
    );
  }
  switch (situation) {
    case 'pending':
      return (
        <>
          <Undo />
          <Consequences>
            {review.state === 'pending.open'
              ? desk.startConsequence
              : desk.reclaimConsequence(words.states[review.state])}
          </Consequences>
          <Gate verbs={['claim']} />
          <Verbs>
            <Verb verb="claim" variant="decide" />
          </Verbs>
          {loaded && <loaded.Assigning />}
        </>
      );
    case 'waiting':
      return (
        <Record>
          {desk.asked(visibleText(review.question?.to ?? words.notAvailable))}
          {whyNot.answer === undefined && <Verb verb="answer" />}
          {resume}
        </Record>
      );
    case 'claimed':
      return (
        <Record>
          {isElsewhere ? desk.elsewhereBar : desk.claimedBar(visibleText(review.claim?.by.name ?? words.notAvailable))}
          {resume}
        </Record>
      );
    case 'blind':
      return (
        <>
          <Consequences>{desk.recordConsequence}</Consequences>
          <Verbs>
            <Button
              variant="decide"
              type="submit"
              form={formId && `${formId}-answer`}
              isBusy={busy === 'judge'}
              isDisabled={busy !== undefined}
            >
              <SignIcon />
              {desk.recordAnswer}
            </Button>
            <Verb verb="ask" variant="outline" />
          </Verbs>
          <Others verbs={['escalate', 'skip', 'release']} />
        </>
      );
    case 'deciding': {
      const main = mainVerdicts(review);
      const others = offeredVerdicts(review).filter((verdict) => !main.includes(verdict));
      return (
        <>
          <Consequences />
          <Gate verbs={[...main, ...others]} />
          <Verbs>
            {main.map((verdict) => (
              <Verb key={verdict} verb={verdict} variant="decide" />
            ))}
          </Verbs>
          <Others
            verbs={[...OTHER_VERDICTS.filter((verb) => others.includes(verb)), 'ask', 'escalate', 'skip', 'release']}
          />
        </>
      );
    }
    case 'decided':
      // Reopening is a new entry that needs a reason; nothing is erased.
      return (
        <>
          <Record>
            <span>
              {desk.decidedAt((review.decision && format.timestamp(review.decision.at)) ?? words.notAvailable)}
            </span>
            {whyNot.reopen === undefined && <Verb verb="reopen" />}
            {resume}
          </Record>
          <Undo />
        </>
      );
    default:
      return <Record>{desk.closedBar}</Record>;
  }
}
