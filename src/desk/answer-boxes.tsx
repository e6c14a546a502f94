'use client';
import { useEffect } from 'react';
import { bandOf, icd203, isBeyondNBest, isNBestShown } from '../confidence/confidence.selectors.js';
import type { Confidence } from '../confidence/confidence.types.js';
import { type ConfidenceReadoutRootProps, Readout } from '../confidence/readout-parts.js';
import type { Factor } from '../explanation/explanation.types.js';
import { formatPercentRange } from '../internal/format.js';
import { visibleText } from '../internal/plain-text.js';
import { TRACK_RECORD_LEAST } from '../internal/track-record.js';
import { keptWhole } from '../react/set-apart.js';
import * as Provenance from '../review/provenance.js';
import type { Decision, Policy, Proposal, Reason, Verdict } from '../review/review.types.js';
import { useBandWords } from '../review/use-band-words.js';
import { useValueText, ValueText } from '../review/value-text.js';
import { reviewCard } from './desk.variants.js';
import { HostText } from './host-text.js';
import { useCaseWords } from './use-case-words.js';
import { useOnDemand } from './use-on-demand.js';
import { useReasonText } from './use-reason-text.js';

// The boxes of a card, drawn from what they are given: for a case at hand, and for one told again from its record.

/** Reasons shown per side beside a suggestion; the explanation has them all. */
const REASONS_PER_SIDE = 2;

export interface OwnAnswerProps {
  /** What the mark says. */
  mark: string;
  /** How their own probability reads, from its band. */
  estimate: (band: string) => string;
  by: { readonly name: string; readonly title?: string };
  judgement: NonNullable<Decision['judgement']>;
  proposal: Pick<Proposal, 'schema'>;
}

/** What the person answered before the AI's answer was shown. */
export function OwnAnswer({ mark, estimate, by, judgement, proposal }: OwnAnswerProps) {
  const bandWords = useBandWords();
  const band = bandOf(judgement.confidence, icd203);
  return (
    <Provenance.Root origin="human">
      <Provenance.Mark isSigned>{mark}</Provenance.Mark>
      <Provenance.Value>
        <ValueText value={judgement.value} schema={proposal.schema} />
      </Provenance.Value>
      {band && <Provenance.Note>{estimate(bandWords.full(band))}</Provenance.Note>}
      <Provenance.Signature by={by} at={judgement.at} />
    </Provenance.Root>
  );
}

export interface SuggestionContentProps {
  proposal: Proposal;
  /** Whether a person has decided since: it then says what the AI suggested. */
  isDecided?: boolean;
  /** The decision in effect. */
  decision?: Decision;
}

/** What the AI suggests, how sure it is, what speaks for and against it: the inside of its box. */
export function SuggestionContent({ proposal, isDecided = false, decision }: SuggestionContentProps) {
  const { desk, words, format } = useCaseWords();
  const valueText = useValueText();
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
    trackRecord && trackRecord.n >= TRACK_RECORD_LEAST && trackRecord.right >= 0 && trackRecord.right <= 1;
  const range = trackRecord?.interval && formatPercentRange(format.locale, ...trackRecord.interval);
  const isOverridden = decision !== undefined && decision.verdict.type !== 'approve';
  return (
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
                {keptWhole(desk.trackRecord(trackRecord.n, format.percent(trackRecord.right), range, format), range)}
              </Provenance.Note>
            </Provenance.Split>
          )}
        </>
      )}
    </>
  );
}

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

export interface DecisionBoxProps {
  decision: Decision;
  proposal: Proposal;
  policy: Policy;
  isMine: boolean;
  mark?: string;
}

/** What a person decided, why, and whose it is. */
export function DecisionBox({ decision, proposal, policy, isMine, mark }: DecisionBoxProps) {
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

export interface UnsignedBoxProps {
  verdict: Partial<Verdict>;
  reason: Reason | undefined;
  proposal: Proposal;
  policy: Policy;
}

/** What a person has entered and not signed. */
export function UnsignedBox({ verdict, reason, proposal, policy }: UnsignedBoxProps) {
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
