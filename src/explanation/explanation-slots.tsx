'use client';
import { forwardRef, type HTMLAttributes, type ReactNode } from 'react';
import { formatPercentRange } from '../internal/format.js';
import { useMessages, useTextFormat } from '../react/locale-context.js';
import { dataAttributes } from '../react/merge-props.js';
import { EvidenceLink, Root as EvidenceList } from './evidence-list.js';
import { explanationPanelMessages, explanationTextMessages } from './explanation.messages.js';
import { ROWS_STEP, trackRecordVerdict } from './explanation.selectors.js';
import type { TrackRecord as Record } from './explanation.types.js';
import { explanationPanel } from './explanation.variants.js';
import { usePanel } from './explanation-context.js';
import { FactorList } from './factor-list.js';
import { LongText, MoreRows, shortText, useReveal } from './long-text.js';

/** The items of a list that came from outside, or nothing where there are none. */
function filled<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return Array.isArray(list) && list.length > 0 ? list : undefined;
}

type SectionProps = HTMLAttributes<HTMLElement>;

interface SlotProps extends SectionProps {
  kind: keyof typeof explanationPanelMessages.slots;
  /** What the explanation has for it; the host's children replace it. */
  body: ReactNode;
}

/**
 * One slot: its heading, and its content or "Not provided".
 *
 * @selector [data-slot] which one it is
 * @selector [data-empty]
 */
const Slot = forwardRef<HTMLElement, SlotProps>(function ExplanationPanelSlot(
  { kind, body, className, children = body, ...rest },
  ref,
) {
  const m = useMessages('explanation', explanationPanelMessages);
  const Heading = `h${usePanel('Slot').headingLevel + 1}` as 'h4';
  return (
    <section
      {...rest}
      {...dataAttributes({ slot: kind, empty: !children })}
      ref={ref}
      className={explanationPanel.slot({ className })}
    >
      <Heading className={explanationPanel.slotTitle()}>{m.slots[kind]}</Heading>
      <div className={explanationPanel.slotBody()}>
        {children || <p className={explanationPanel.empty()}>{m.notProvided}</p>}
      </div>
    </section>
  );
});

/** What the model says in its own words: 60 of them, then "More" (B-8). Renders a `<section>`. */
export const Summary = forwardRef<HTMLElement, SectionProps>(function ExplanationPanelSummary(props, ref) {
  const {
    explanation: { summary },
  } = usePanel('Summary');
  return (
    <Slot
      {...props}
      ref={ref}
      kind="summary"
      body={typeof summary === 'string' && summary.trim() && <Claim claim={{ text: summary }} />}
    />
  );
});

/** What speaks for the proposed value and what against it, as bars with their values. Renders a `<section>`. */
export const Factors = forwardRef<HTMLElement, SectionProps>(function ExplanationPanelFactors(props, ref) {
  const {
    explanation: { factors },
  } = usePanel('Factors');
  return <Slot {...props} ref={ref} kind="factors" body={filled(factors) && <FactorList />} />;
});

/** What speaks against the proposal, in words. Renders a `<section>`. */
export const CounterEvidence = forwardRef<HTMLElement, SectionProps>(
  function ExplanationPanelCounterEvidence(props, ref) {
    const {
      explanation: { counterEvidence },
    } = usePanel('CounterEvidence');
    return (
      <Slot
        {...props}
        ref={ref}
        kind="counterEvidence"
        body={filled(counterEvidence) && <Claims claims={counterEvidence ?? []} />}
      />
    );
  },
);

/** The sources, and which of them were opened. Renders a `<section>`. */
export const Evidence = forwardRef<HTMLElement, SectionProps>(function ExplanationPanelEvidence(props, ref) {
  const {
    explanation: { evidence },
    opened,
    onEvidenceOpen,
  } = usePanel('Evidence');
  return (
    <Slot
      {...props}
      ref={ref}
      kind="evidence"
      body={filled(evidence) && <EvidenceList items={evidence ?? []} opened={opened} onEvidenceOpen={onEvidenceOpen} />}
    />
  );
});

/** What the model cannot do or does not know. Renders a `<section>`. */
export const Limits = forwardRef<HTMLElement, SectionProps>(function ExplanationPanelLimits(props, ref) {
  const {
    explanation: { limits },
  } = usePanel('Limits');
  return (
    <Slot
      {...props}
      ref={ref}
      kind="limits"
      body={filled(limits) && <Claims claims={(limits ?? []).map((text) => ({ text }))} />}
    />
  );
});

/** How often the model was right on similar cases; only from 30 cases on (B-20). Renders a `<section>`. */
export const TrackRecord = forwardRef<HTMLElement, SectionProps>(function ExplanationPanelTrackRecord(props, ref) {
  const {
    explanation: { trackRecord },
  } = usePanel('TrackRecord');
  return (
    <Slot {...props} ref={ref} kind="trackRecord" body={trackRecord && <TrackRecordText record={trackRecord} />} />
  );
});

/** Which model it was, how its score was calibrated, and how the factors were found. Renders a `<section>`. */
export const Model = forwardRef<HTMLElement, SectionProps>(function ExplanationPanelModel(props, ref) {
  const {
    model,
    calibration,
    explanation: { method },
  } = usePanel('Model');
  return <Slot {...props} ref={ref} kind="model" body={(model || calibration || method) && <ModelFacts />} />;
});

/** Sources of one claim, each opened from here (B-8); nothing where it names none that is in the list. */
export function Sources({ ids }: { ids: readonly string[] | undefined }) {
  const { explanation, onEvidenceOpen } = usePanel('Evidence');
  const m = useMessages('explanation', explanationPanelMessages);
  const items = filled(ids)?.flatMap((id) => filled(explanation.evidence)?.find((item) => item.id === id) ?? []);
  return items?.length ? (
    <span className={explanationPanel.sources()}>
      {m.evidenceFor}
      {items.slice(0, ROWS_STEP).map((item) => (
        <EvidenceLink key={item.id} item={item} onEvidenceOpen={onEvidenceOpen} />
      ))}
    </span>
  ) : null;
}

interface ClaimText {
  text: string;
  evidence?: readonly string[];
}

function Claim({ claim }: { claim: ClaimText }) {
  const { detail } = usePanel('Slot');
  const m = useMessages('explanation', explanationTextMessages);
  return (
    <div className={explanationPanel.text()}>
      {typeof claim?.text === 'string' ? <LongText text={claim.text} isWhole={detail === 'report'} /> : m.notAvailable}
      <Sources ids={claim?.evidence} />
    </div>
  );
}

function Claims({ claims }: { claims: readonly ClaimText[] }) {
  const { shown, more } = useReveal(claims.length, ROWS_STEP, ROWS_STEP);
  if (claims.length === 1) return <Claim claim={claims[0] as ClaimText} />;
  return (
    <>
      <ul className={explanationPanel.list()}>
        {claims.slice(0, shown).map((claim, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: claims have no id and never change places
          <li key={index} className={explanationPanel.item()}>
            <Claim claim={claim} />
          </li>
        ))}
      </ul>
      <MoreRows left={claims.length - shown} onMore={more} />
    </>
  );
}

function TrackRecordText({ record }: { record: Record }) {
  const m = useMessages('explanation', explanationPanelMessages);
  const { notAvailable } = useMessages('explanation', explanationTextMessages);
  const f = useTextFormat();
  const verdict = trackRecordVerdict(record);
  const { n, right, interval, asOf } = record;
  const range = interval && formatPercentRange(f.locale, ...interval);
  const date = asOf && f.date(asOf);
  return (
    <p className={explanationPanel.text()}>
      {verdict === 'too-few'
        ? m.tooFewSimilar(n, f)
        : verdict === 'ok'
          ? `${m.trackRecord(n, f.percent(right), range, f)}${date ? ` ${m.measuredOn(date)}` : ''}`
          : notAvailable}
    </p>
  );
}

function ModelFacts() {
  const { model, calibration, explanation } = usePanel('Model');
  const m = useMessages('explanation', explanationPanelMessages);
  const f = useTextFormat();
  const released = model?.releasedAt && f.date(model.releasedAt);
  const facts: { [name in keyof typeof m.facts]: ReactNode } = {
    model: model && m.modelVersion(shortText(model.id) ?? '', shortText(model.version) ?? '', released),
    calibration,
    method: shortText(explanation.method),
  };
  return (
    <dl className={explanationPanel.facts()}>
      {(['model', 'calibration', 'method'] as const).map((name) => (
        <div key={name} className={explanationPanel.fact()}>
          <dt className={explanationPanel.factName()}>{m.facts[name]}</dt>
          <dd className={explanationPanel.factValue()}>{facts[name] || m.notProvided}</dd>
        </div>
      ))}
    </dl>
  );
}
