'use client';
import { forwardRef, type HTMLAttributes, useEffect, useId, useState } from 'react';
import { bandOf, icd203, isBeyondNBest, isNBestShown } from '../confidence/confidence.selectors.js';
import type { Confidence } from '../confidence/confidence.types.js';
import { type ConfidenceReadoutRootProps, Readout } from '../confidence/readout-parts.js';
import type { Factor } from '../explanation/explanation.types.js';
import { sameJson } from '../internal/canonical-json.js';
import { formatPercentRange } from '../internal/format.js';
import { visibleText } from '../internal/plain-text.js';
import { Button } from '../react/button.js';
import { ChevronEndIcon } from '../react/icons.js';
import { composeRefs, dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import * as Provenance from '../review/provenance.js';
import type { Decision, Policy, Proposal, Reason, Verdict } from '../review/review.types.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import { useValueText, ValueText } from '../review/value-text.js';
import { reviewCard } from './desk.variants.js';
import { HostText } from './host-text.js';
import {
  draftedVerdict,
  mayShowSuggestion,
  shownDecisions,
  shownProposal,
  showsSuggestion,
  situationOf,
} from './review-card.selectors.js';
import { useCard } from './review-card-context.js';
import { useBandWords } from './use-band-words.js';
import { useCaseWords } from './use-case-words.js';
import { useOnDemand } from './use-on-demand.js';
import { useReasonText } from './use-reason-text.js';

/** Reasons shown per side beside a suggestion; the explanation has them all. */
const REASONS_PER_SIDE = 2;
/** Fewer similar cases say nothing (B-20). */
const TRACK_RECORD_MIN = 30;

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
          {first && <OwnAnswer by={review.claim?.by ?? reviewer} judgement={judgement} proposal={proposal} />}
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

interface OwnAnswerProps {
  by: { readonly name: string; readonly title?: string };
  judgement: NonNullable<Decision['judgement']>;
  proposal: Proposal;
}

/** What the person answered before the AI's answer was shown. */
function OwnAnswer({ by, judgement, proposal }: OwnAnswerProps) {
  const { desk } = useCaseWords();
  const bandWords = useBandWords();
  const band = bandOf(judgement.confidence, icd203);
  return (
    <Provenance.Root origin="human">
      <Provenance.Mark isSigned>{desk.yourFirstAnswer}</Provenance.Mark>
      <Provenance.Value>
        <ValueText value={judgement.value} schema={proposal.schema} />
      </Provenance.Value>
      {band && <Provenance.Note>{desk.ownEstimate(bandWords.full(band))}</Provenance.Note>}
      <Provenance.Signature by={by} at={judgement.at} />
    </Provenance.Root>
  );
}

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
  const { desk, words, format } = useCaseWords();
  const valueText = useValueText();
  const proposal = useReview(shownProposal);
  const decision = useReview((snapshot) => snapshot.review?.decision);
  const isShown = useReview(mayShowSuggestion);
  if (!proposal || !isShown) return null;
  const { factors = [], trackRecord } = proposal.explanation ?? {};
  const strongest = (side: 1 | -1) =>
    factors
      .filter((factor) => Math.sign(factor.contribution) === side)
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
      .slice(0, REASONS_PER_SIDE);
  const sides = [
    [desk.for, strongest(1)],
    [desk.against, strongest(-1)],
  ] as const;
  const hasRecord =
    trackRecord && trackRecord.n >= TRACK_RECORD_MIN && trackRecord.right >= 0 && trackRecord.right <= 1;
  const isOverridden = decision !== undefined && decision.verdict.type !== 'approve';
  return (
    <Provenance.Root {...rest} ref={ref} origin="ai">
      {children ?? (
        <>
          <Provenance.Mark>{isDecided ? words.aiSuggested : words.aiSuggestion}</Provenance.Mark>
          <Provenance.Value>
            <ValueText value={proposal.value} schema={proposal.schema} />
          </Provenance.Value>
          {proposal.confidence && (
            <Provenance.Line>
              <ScoreReadout
                confidence={proposal.confidence}
                valueLabel={valueText(proposal.value, proposal.schema)}
                alternatives={proposal.alternatives?.map((each) => ({
                  ...each,
                  label: each.label ?? valueText(each.value, proposal.schema),
                }))}
                coverage={proposal.coverage}
                showAbout
                {...(isDecided && isOverridden && { decidedBy: visibleText(decision.by.name) })}
              />
            </Provenance.Line>
          )}
          {isDecided ? (
            decision && proposal.explanation && <Provenance.Note>{desk.explanationKept}</Provenance.Note>
          ) : (
            <>
              {factors.length > 0 && (
                <Provenance.Split>
                  <dl className={reviewCard.reasons}>
                    {sides.map(([side, reasons]) => (
                      <Reasons key={side} side={side} reasons={reasons} nothing={words.notProvided} />
                    ))}
                  </dl>
                </Provenance.Split>
              )}
              {hasRecord && (
                <Provenance.Split>
                  <Provenance.Note>
                    {desk.trackRecord(
                      trackRecord.n,
                      format.percent(trackRecord.right),
                      trackRecord.interval && formatPercentRange(format.locale, ...trackRecord.interval),
                      format,
                    )}
                  </Provenance.Note>
                </Provenance.Split>
              )}
            </>
          )}
        </>
      )}
    </Provenance.Root>
  );
});

const loadOutcomes = () => import('./outcomes.js');

/** How sure the AI is. Outcomes are drawn once their code is there, which few cases need; until then their band is said. */
function ScoreReadout({ confidence, ...rest }: ConfidenceReadoutRootProps & { confidence: Confidence }) {
  const { loaded, request } = useOnDemand(loadOutcomes);
  const { quantiles } = confidence;
  useEffect(() => {
    if (quantiles) void request();
  }, [quantiles, request]);
  const isDots =
    loaded?.quantileLayout(quantiles) !== undefined &&
    !isBeyondNBest(rest.alternatives) &&
    !isNBestShown(confidence, rest.alternatives, rest.coverage);
  return (
    <Readout confidence={confidence} {...rest} {...(isDots && { kind: 'dots' })}>
      {isDots ? <loaded.QuantileDots quantiles={quantiles} /> : undefined}
    </Readout>
  );
}

function Reasons({ side, reasons, nothing }: { side: string; reasons: readonly Factor[]; nothing: string }) {
  return (
    <>
      <dt className={reviewCard.reasonsSide}>{side}</dt>
      <dd className={reviewCard.reasonsList}>
        {reasons.length === 0 && nothing}
        {reasons.map(({ id, name, value }) => (
          <span key={id} className={reviewCard.reason}>
            <HostText>{value === undefined ? name : `${name}: ${value}`}</HostText>
          </span>
        ))}
      </dd>
    </>
  );
}

/** What a verdict puts into effect, as it reads. */
function VerdictValue({ verdict, proposal }: { verdict: Partial<Verdict>; proposal: Proposal }) {
  const { desk, words } = useCaseWords();
  switch (verdict.type) {
    case 'approve':
      return <ValueText value={proposal.value} schema={proposal.schema} />;
    case 'override':
      return verdict.value === undefined ? (
        words.emptyValue
      ) : (
        <ValueText value={verdict.value} schema={proposal.schema} />
      );
    case 'respond':
      return verdict.message ? <HostText>{verdict.message}</HostText> : words.emptyValue;
    case 'reject':
      return desk.nothingTakesEffect;
    default:
      return desk.aiNotUsed;
  }
}

interface DecisionBoxProps {
  decision: Decision;
  proposal: Proposal;
  policy: Policy;
  isMine: boolean;
  mark?: string;
}

function DecisionBox({ decision, proposal, policy, isMine, mark }: DecisionBoxProps) {
  const { desk } = useCaseWords();
  const { reason, checked } = useReasonText()(decision.reason, policy);
  const { type } = decision.verdict;
  return (
    <Provenance.Root origin="human">
      <Provenance.Mark isSigned>{mark ?? (isMine ? desk.youDecided : desk.reviewerDecided)[type]}</Provenance.Mark>
      <Provenance.Value>
        <VerdictValue
          verdict={type === 'approve' ? { type: 'override', value: decision.value } : decision.verdict}
          proposal={proposal}
        />
      </Provenance.Value>
      {reason && <Provenance.Note>{reason}</Provenance.Note>}
      {checked && <Provenance.Note>{checked}</Provenance.Note>}
      <Provenance.Signature
        by={decision.by}
        at={decision.at}
        {...(policy.signature && decision.signature && { signature: decision.signature })}
      />
    </Provenance.Root>
  );
}

interface UnsignedBoxProps {
  verdict: Partial<Verdict>;
  reason: Reason | undefined;
  proposal: Proposal;
  policy: Policy;
}

function UnsignedBox({ verdict, reason, proposal, policy }: UnsignedBoxProps) {
  const { desk } = useCaseWords();
  const text = useReasonText()(reason, policy);
  return (
    <Provenance.Root origin="human">
      <Provenance.Mark>{desk.youEntered}</Provenance.Mark>
      <Provenance.Value>
        <VerdictValue verdict={verdict} proposal={proposal} />
      </Provenance.Value>
      {text.reason && <Provenance.Note>{text.reason}</Provenance.Note>}
      {text.checked && <Provenance.Note>{text.checked}</Provenance.Note>}
      <Provenance.Signature />
    </Provenance.Root>
  );
}

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
