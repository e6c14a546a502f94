'use client';
import { forwardRef } from 'react';
import { isBeyondNBest, isNBestShown } from './confidence.selectors.js';
import { quantileLayout } from './quantile.selectors.js';
import { Root as QuantileDots } from './quantile-dots.js';
import { type ConfidenceKind, type ConfidenceReadoutRootProps, Readout } from './readout-parts.js';

export {
  About,
  Basis,
  type ConfidenceKind,
  type ConfidenceReadoutAboutProps,
  type ConfidenceReadoutDecidedProps,
  type ConfidenceReadoutMeterProps,
  type ConfidenceReadoutRootProps,
  Decided,
  Interval,
  Meter,
  Number,
} from './readout-parts.js';

export const CONFIDENCE_KINDS = ['category', 'number', 'nBest', 'dots'] as const satisfies ConfidenceKind[];

/** How sure the model is, in the form that fits what it says. Renders a `<div>`. */
export const Root = forwardRef<HTMLDivElement, ConfidenceReadoutRootProps>(function ConfidenceReadoutRoot(
  { kind, children, ...rest },
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
    <Readout {...rest} ref={ref} kind={shown}>
      {children ?? (shown === 'dots' ? <QuantileDots quantiles={confidence?.quantiles} /> : undefined)}
    </Readout>
  );
});
