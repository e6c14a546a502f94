'use client';
import { forwardRef, type HTMLAttributes, type ReactNode } from 'react';
import { formatPercentRange } from '../internal/format.js';
import { Claim, Claims } from './claims.js';
import { Root as EvidenceList } from './evidence-list.js';
import type { ExplanationMessages } from './explanation.messages.js';
import { trackRecordVerdict } from './explanation.selectors.js';
import { explanationPanel } from './explanation.variants.js';
import { type Panel, usePanel } from './explanation-context.js';
import { filled } from './explanation-sources.js';
import { FactorList } from './factor-list.js';
import { shortText } from './reveal.js';

type SectionProps = HTMLAttributes<HTMLElement>;

/**
 * Makes a slot: its heading, and its content or "Not provided".
 *
 * @param bodyOf what the explanation has for it; the host's children replace it
 */
function slot(name: string, kind: keyof ExplanationMessages['slots'], bodyOf: (panel: Panel) => ReactNode) {
  const part = forwardRef<HTMLElement, SectionProps>(({ className, children, ...rest }, ref) => {
    const panel = usePanel(name);
    const { messages } = panel;
    const Heading = `h${panel.headingLevel + 1}` as 'h4';
    const body = children === undefined ? bodyOf(panel) : children;
    return (
      <section
        {...rest}
        data-slot={kind}
        data-empty={body ? undefined : ''}
        ref={ref}
        className={explanationPanel('-slot', className)}
      >
        <Heading className={explanationPanel('-slot-title')}>{messages.slots[kind]}</Heading>
        <div className={explanationPanel('-slot-body')}>
          {body || <p className={explanationPanel('-empty')}>{messages.notProvided}</p>}
        </div>
      </section>
    );
  });
  part.displayName = `ExplanationPanel.${name}`;
  return part;
}

/**
 * What the model says in its own words: 60 of them, then "More" (B-8). Renders a `<section>`.
 *
 * @selector [data-slot] which one it is
 * @selector [data-empty]
 */
export const Summary = slot(
  'Summary',
  'summary',
  ({ explanation: { summary } }) =>
    typeof summary === 'string' && summary.trim() && <Claim claim={{ text: summary }} />,
);

/** What speaks for the proposed value and what against it, as bars with their values. Renders a `<section>`. */
export const Factors = slot('Factors', 'factors', ({ explanation }) => filled(explanation.factors) && <FactorList />);

/** What speaks against the proposal, in words. Renders a `<section>`. */
export const CounterEvidence = slot('CounterEvidence', 'counterEvidence', ({ explanation }) => {
  const claims = filled(explanation.counterEvidence);
  return claims && <Claims claims={claims} />;
});

/** The sources, and which of them were opened. Renders a `<section>`. */
export const Evidence = slot(
  'Evidence',
  'evidence',
  ({ explanation, opened, openedBy, onEvidenceOpen, opensUnlinked, isReadOnly }) => {
    const items = filled(explanation.evidence);
    return items && <EvidenceList {...{ items, opened, openedBy, onEvidenceOpen, opensUnlinked, isReadOnly }} />;
  },
);

/** What the model cannot do or does not know. Renders a `<section>`. */
export const Limits = slot('Limits', 'limits', ({ explanation }) => {
  const limits = filled(explanation.limits);
  return limits && <Claims claims={limits.map((text) => ({ text }))} />;
});

/** How often the model was right on similar cases; only from 30 cases on (B-20). Renders a `<section>`. */
export const TrackRecord = slot(
  'TrackRecord',
  'trackRecord',
  ({ explanation: { trackRecord }, messages: m, format: f }) => {
    if (!trackRecord) return null;
    const verdict = trackRecordVerdict(trackRecord);
    const { n, right, interval, asOf } = trackRecord;
    const range = interval && formatPercentRange(f.locale, ...interval);
    const date = asOf && f.date(asOf);
    return (
      <p className={explanationPanel('-text')}>
        {verdict === 'too-few'
          ? m.tooFewSimilar(n, f)
          : verdict === 'ok'
            ? `${m.trackRecord(n, f.percent(right), range, f)}${date ? ` ${m.measuredOn(date)}` : ''}`
            : m.notAvailable}
      </p>
    );
  },
);

/** Which model it was, how its score was calibrated, and how the factors were found. Renders a `<section>`. */
export const Model = slot(
  'Model',
  'model',
  ({ model, calibration, explanation: { method }, messages: m, format: f }) => {
    const released = model?.releasedAt && f.date(model.releasedAt);
    const facts: [name: keyof typeof m.facts, fact: ReactNode][] = [
      ['model', model && m.modelVersion(shortText(model.id) ?? '', shortText(model.version) ?? '', released)],
      ['calibration', calibration],
      ['method', shortText(method)],
    ];
    return (
      (model || calibration || method) && (
        <dl className={explanationPanel('-facts')}>
          {facts.map(([name, fact]) => (
            <div key={name} className={explanationPanel('-fact')}>
              <dt className={explanationPanel('-fact-name')}>{m.facts[name]}</dt>
              <dd className={explanationPanel('-fact-value')}>{fact || m.notProvided}</dd>
            </div>
          ))}
        </dl>
      )
    );
  },
);
