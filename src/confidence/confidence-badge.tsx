'use client';
import { forwardRef, type HTMLAttributes, type ReactNode, type SVGProps, useContext } from 'react';
import { formatPercentRange } from '../internal/format.js';
import { useLocale, useLocaleAttributes, useMessages, useToday } from '../react/locale-context.js';
import { joinClasses } from '../react/merge-props.js';
import { confidenceBadgeMessages } from './badge.messages.js';
import { bandOf, calibratedShare, clampShare, icd203, shownShare } from './confidence.selectors.js';
import type { CalibrationLimits, Confidence, ConfidenceScale, Icd203Band } from './confidence.types.js';
import { type ConfidenceBadgeSize, confidenceBadge } from './confidence.variants.js';
import { ConfidenceContext } from './confidence-context.js';

export interface ConfidenceBadgeRootProps extends HTMLAttributes<HTMLSpanElement> {
  /** How sure the model is. What is no probability from 0 to 1 reads "Score not available". */
  confidence: Confidence | null | undefined;
  /**
   * Which words stand for which range.
   * @default icd203
   * @selector [data-band]
   */
  scale?: ConfidenceScale;
  /** When a score counts as calibrated, where that differs from `calibrationLimits`. */
  limits?: Partial<CalibrationLimits>;
  /** @default 'md' */
  size?: ConfidenceBadgeSize;
  /** Other parts than `Scale` and `Text`, in the order they are read. */
  children?: ReactNode;
}

/**
 * How sure the model is, in words: "Likely (55–80%)". Renders a `<span>` whose visible text is its name; it takes no
 * focus.
 *
 * @selector [data-calibrated] the score passes the calibration gate
 */
export const Root = forwardRef<HTMLSpanElement, ConfidenceBadgeRootProps>(function ConfidenceBadgeRoot(
  { confidence, scale = icd203, limits, size = 'md', className, children, ...rest },
  ref,
) {
  const score = shownShare(confidence?.value);
  const share = calibratedShare(confidence, useToday(), limits);
  const band = bandOf(share, scale);
  return (
    <ConfidenceContext.Provider value={{ confidence, score, share, band }}>
      <span
        {...useLocaleAttributes()}
        {...rest}
        data-band={band?.id}
        data-calibrated={band && ''}
        ref={ref}
        className={joinClasses(confidenceBadge.root, confidenceBadge.size[size], className)}
      >
        {children ?? (
          <>
            <Scale />
            <Text />
          </>
        )}
      </span>
    </ConfidenceContext.Provider>
  );
});

/** Length of the axis; the bar over it is never thinner than `THINNEST`. */
const LENGTH = 48;
const THINNEST = 3.5;

/** An axis from 0 to 100% with a bar over the stated range. Renders an `<svg>` hidden from assistive technology. */
export const Scale = forwardRef<SVGSVGElement, SVGProps<SVGSVGElement>>(function ConfidenceBadgeScale(
  { className, ...rest },
  ref,
) {
  const { band } = useContext(ConfidenceContext);
  const length = band && Math.max((band.high - band.low) * LENGTH, THINNEST);
  return (
    <svg
      viewBox="0 0 48 12"
      {...rest}
      aria-hidden="true"
      ref={ref as never}
      className={joinClasses(confidenceBadge.scale, className)}
    >
      <path className={confidenceBadge.axis} d="M.5 3.5v5M0 6h48M24 4v4M47.5 3.5v5" />
      {length && (
        <path className={confidenceBadge.bar} d={`M${Math.min(band.low * LENGTH, LENGTH - length)} 6h${length}`} />
      )}
    </svg>
  );
});

/** The band and its range: "Likely (55–80%)". Renders a `<span>`. */
export const Text = forwardRef<HTMLSpanElement, Omit<HTMLAttributes<HTMLSpanElement>, 'children'>>(
  function ConfidenceBadgeText({ className, ...rest }, ref) {
    const { score, band } = useContext(ConfidenceContext);
    const m = useMessages('confidence', confidenceBadgeMessages);
    const locale = useLocale();
    return (
      <span {...rest} ref={ref} className={joinClasses(confidenceBadge.text, className)}>
        {band ? (
          <>
            {band.label ?? m.bands[band.id as Icd203Band] ?? band.id}{' '}
            <bdi className={confidenceBadge.range}>
              ({formatPercentRange(locale, clampShare(band.low), clampShare(band.high))})
            </bdi>
          </>
        ) : score ? (
          m.notCalibrated
        ) : (
          m.notAvailable
        )}
      </span>
    );
  },
);
