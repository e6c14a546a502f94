'use client';
import { forwardRef, useContext } from 'react';
import { formatNumber, formatPercentRange } from '../internal/format.js';
import { useLocale, useMessages, useTextFormat } from '../react/locale-context.js';
import { primitives } from '../react/primitives.variants.js';
import { confidenceBadgeMessages, confidenceReadoutMessages } from './badge.messages.js';
import { isBeyondNBest, isNBestShown, shownInterval } from './confidence.selectors.js';
import type { Icd203Band } from './confidence.types.js';
import { confidenceBadge, confidenceReadout } from './confidence.variants.js';
import { Scale, Text } from './confidence-badge.js';
import { ConfidenceContext } from './confidence-context.js';
import { quantileLayout } from './quantile.selectors.js';
import { Root as QuantileDots } from './quantile-dots.js';
import {
  type ConfidenceKind,
  type ConfidenceReadoutRootProps,
  fill,
  Readout,
  type SpanProps,
} from './readout-parts.js';

export {
  About,
  type ConfidenceKind,
  type ConfidenceReadoutAboutProps,
  type ConfidenceReadoutDecidedProps,
  type ConfidenceReadoutRootProps,
  Decided,
} from './readout-parts.js';

export const CONFIDENCE_KINDS = ['category', 'number', 'nBest', 'dots'] as const satisfies ConfidenceKind[];

/** How sure the model is, in the form that fits what it says. Renders a `<div>`. */
export const Root = forwardRef<HTMLDivElement, ConfidenceReadoutRootProps>(function ConfidenceReadoutRoot(
  { kind, showInterval, children, ...rest },
  ref,
) {
  const { confidence, alternatives, coverage } = rest;
  const shown =
    kind ??
    (isNBestShown(confidence, alternatives, coverage) || isBeyondNBest(alternatives)
      ? 'nBest'
      : quantileLayout(confidence?.quantiles)
        ? 'dots'
        : 'category');
  return (
    <Readout
      {...rest}
      ref={ref}
      kind={shown}
      {...(shown === 'number' && { words: <NumberText />, details: <Basis /> })}
      {...(shown === 'category' && showInterval && { details: <Interval /> })}
    >
      {children ?? (shown === 'dots' ? <QuantileDots quantiles={confidence?.quantiles} /> : undefined)}
    </Readout>
  );
});

/** Whole percent with the interval: "66% (57–74%)". Renders a `<span>`; the words of the band's part where there is no score. */
const NumberText = forwardRef<HTMLSpanElement, SpanProps>(function ConfidenceReadoutNumber(
  { className, ...rest },
  ref,
) {
  const { confidence, share, band } = useContext(ConfidenceContext);
  const locale = useLocale();
  const interval = shownInterval(confidence?.interval);
  if (!share || !band) return <Text {...rest} ref={ref} className={className} />;
  return (
    <span {...rest} ref={ref} className={confidenceReadout.words({ className })}>
      <bdi>{formatNumber(locale, share, { style: 'percent' })}</bdi>
      {interval && (
        <>
          {' '}
          <bdi className={confidenceBadge.range}>({formatPercentRange(locale, ...interval)})</bdi>
        </>
      )}
    </span>
  );
});

export { NumberText as Number };

/** The interval around the score: "interval 57–74%". Renders a `<span>`, or nothing without one. */
export const Interval = forwardRef<HTMLSpanElement, SpanProps>(function ConfidenceReadoutInterval(
  { className, ...rest },
  ref,
) {
  const { confidence, band } = useContext(ConfidenceContext);
  const m = useMessages('confidence', confidenceReadoutMessages);
  const locale = useLocale();
  const interval = band && shownInterval(confidence?.interval);
  return interval ? (
    <span {...rest} ref={ref} className={confidenceReadout.note({ className })}>
      {' '}
      {fill(m.interval, {
        range: <bdi className={primitives('nowrap')}>{formatPercentRange(locale, ...interval)}</bdi>,
      })}
    </span>
  ) : null;
});

/** On how many cases the score was calibrated, and when. Renders a `<span>`, or nothing where the score is not shown. */
export const Basis = forwardRef<HTMLSpanElement, SpanProps>(function ConfidenceReadoutBasis(
  { className, ...rest },
  ref,
) {
  const { confidence, band } = useContext(ConfidenceContext);
  const m = useMessages('confidence', confidenceReadoutMessages);
  const f = useTextFormat();
  const calibration = confidence?.calibration;
  return band && calibration ? (
    <span {...rest} ref={ref} className={confidenceReadout.note({ className })}>
      {' '}
      {m.basis(calibration.n, f.date(calibration.asOf) ?? calibration.asOf, f)}
    </span>
  ) : null;
});

export interface ConfidenceReadoutMeterProps extends SpanProps {
  /** Names the meter: a screen reader says it before the value. */
  'aria-label': string;
}

/**
 * The badge as a meter, for hosts that need its values: few screen readers announce one (w3c/aria#2872), and the text
 * alone says the same. Renders a `<span role="meter">`, or its children alone where the score is not shown.
 */
export const Meter = forwardRef<HTMLSpanElement, ConfidenceReadoutMeterProps>(function ConfidenceReadoutMeter(
  {
    children = (
      <>
        <Scale />
        <Text />
      </>
    ),
    ...rest
  },
  ref,
) {
  const { share, band } = useContext(ConfidenceContext);
  const { meter } = useMessages('confidence', confidenceReadoutMessages);
  const { bands } = useMessages('confidence', confidenceBadgeMessages);
  const locale = useLocale();
  if (!share || !band) return children;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <meter> draws itself and takes no content that all browsers show
    <span
      {...rest}
      ref={ref}
      role="meter"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={meter(
        formatNumber(locale, Math.round(band.low * 100)),
        formatNumber(locale, band.high, { style: 'percent' }),
        band.label ?? bands[band.id as Icd203Band] ?? band.id,
      )}
      className={confidenceReadout.words({ className: [confidenceBadge.root, rest.className] })}
    >
      {children}
    </span>
  );
});
