'use client';
import { Fragment, forwardRef, type HTMLAttributes, type ReactNode, useContext } from 'react';
import { formatNumber, formatPercentRange } from '../internal/format.js';
import { visibleText } from '../internal/plain-text.js';
import { useLocale, useLocaleAttributes, useMessages, useTextFormat } from '../react/locale-context.js';
import { dataAttributes } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { confidenceBadgeMessages, confidenceReadoutMessages } from './badge.messages.js';
import { isBeyondNBest, isNBestShown, shownInterval } from './confidence.selectors.js';
import type { Alternative, CalibrationLimits, Confidence, ConfidenceScale, Icd203Band } from './confidence.types.js';
import { type ConfidenceBadgeSize, confidenceBadge, confidenceReadout } from './confidence.variants.js';
import { Root as Badge, Scale, Text } from './confidence-badge.js';
import { ConfidenceContext } from './confidence-context.js';
import { Root as NBest } from './n-best.js';

export type ConfidenceKind = 'category' | 'number' | 'nBest' | 'dots';

/** Puts elements into the `{…}` places of a message. */
function fill(message: string, parts: { [name: string]: ReactNode }): ReactNode {
  return message.split(/[{}]/).map((piece) => <Fragment key={piece}>{parts[piece] ?? piece}</Fragment>);
}

export interface ConfidenceReadoutRootProps extends HTMLAttributes<HTMLDivElement> {
  /** How sure the model is. */
  confidence: Confidence | null | undefined;
  /**
   * How it is shown. Where it is not said: as readings side by side when the best are too close (B-6), as dots when there
   * are outcomes (B-7), else as a band.
   * @selector [data-kind]
   */
  kind?: ConfidenceKind;
  /** How the proposed value reads, for the list of readings. */
  valueLabel?: string;
  /** Other readings of the same thing. */
  alternatives?: readonly Alternative[];
  /** Share of similar cases whose true value is among the readings, 0 to 1. */
  coverage?: number;
  /** Whether `confidence.of` stands before the score. @default false */
  showAbout?: boolean;
  /** Whether the interval follows a band; a number always has it. @default false */
  showInterval?: boolean;
  /**
   * Name of the person who decided since; the score then says what it was. Empty where no name may be shown.
   * @selector [data-decided]
   */
  decidedBy?: string;
  /** Words for the ranges. @default icd203 */
  scale?: ConfidenceScale;
  /** When a score counts as calibrated, where that differs from `calibrationLimits`. */
  limits?: Partial<CalibrationLimits>;
  /** @default 'md' */
  size?: ConfidenceBadgeSize;
}

/**
 * The readout without the dots, which it takes as children: a card without outcomes need not carry them. Renders a
 * `<div>`.
 */
export const Readout = forwardRef<HTMLDivElement, ConfidenceReadoutRootProps>(function ConfidenceReadout(
  {
    confidence,
    kind,
    valueLabel,
    alternatives,
    coverage,
    showAbout,
    showInterval,
    decidedBy,
    scale,
    limits,
    size,
    className,
    children,
    ...rest
  },
  ref,
) {
  const shown =
    kind ?? (isNBestShown(confidence, alternatives, coverage) || isBeyondNBest(alternatives) ? 'nBest' : 'category');
  const words = shown === 'number' ? <NumberText /> : <Text />;
  return (
    <div
      {...useLocaleAttributes()}
      {...rest}
      {...dataAttributes({ kind: shown, decided: decidedBy !== undefined })}
      ref={ref}
      className={confidenceReadout.root({ className: [primitives.root(), className] })}
    >
      {children ??
        (shown === 'nBest' ? (
          <NBest
            readings={[{ value: valueLabel, confidence: confidence?.value }, ...(alternatives ?? [])]}
            calibration={confidence?.calibration}
            {...{ coverage, scale, limits }}
          />
        ) : (
          <>
            {showAbout && <About of={confidence?.of} />}
            <Badge {...{ confidence, scale, limits, size }}>
              <Scale />
              {decidedBy === undefined ? (
                <span className={confidenceReadout.words()}>
                  {words}
                  {showInterval && shown === 'category' && <Interval />}
                  {shown === 'number' && <Basis />}
                </span>
              ) : (
                <Decided by={decidedBy}>{words}</Decided>
              )}
            </Badge>
          </>
        ))}
    </div>
  );
});

type SpanProps = HTMLAttributes<HTMLSpanElement>;

export interface ConfidenceReadoutAboutProps extends SpanProps {
  /** The statement that the score is about. */
  of: string | undefined;
}

/** What the score is about: "Default within 24 months:". Renders a `<span>`, or nothing where it is not said. */
export const About = forwardRef<HTMLSpanElement, ConfidenceReadoutAboutProps>(function ConfidenceReadoutAbout(
  { of, className, ...rest },
  ref,
) {
  const { about } = useMessages('confidence', confidenceReadoutMessages);
  return of ? (
    <span {...rest} ref={ref} className={confidenceReadout.about({ className })}>
      {about(visibleText(`${of}`))}
    </span>
  ) : null;
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
        range: <bdi className={primitives.nowrap()}>{formatPercentRange(locale, ...interval)}</bdi>,
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

export interface ConfidenceReadoutDecidedProps extends SpanProps {
  /** Name of the person who decided, or empty where no name may be shown. */
  by: string;
}

/** What the badge says, as the past: "was Likely (55–80%), now decided by Amara Osei". Renders a `<span>`. */
export const Decided = forwardRef<HTMLSpanElement, ConfidenceReadoutDecidedProps>(function ConfidenceReadoutDecided(
  { by, className, children = <Text />, ...rest },
  ref,
) {
  const m = useMessages('confidence', confidenceReadoutMessages);
  return (
    <span {...rest} ref={ref} className={confidenceReadout.words({ className })}>
      {fill(m.decided, { was: children, person: <bdi>{visibleText(by) || m.somebody}</bdi> })}
    </span>
  );
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
