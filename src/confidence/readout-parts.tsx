'use client';
import { Fragment, forwardRef, type HTMLAttributes, type ReactNode } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { dataAttributes } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { confidenceReadoutMessages } from './badge.messages.js';
import { isBeyondNBest, isNBestShown } from './confidence.selectors.js';
import type { Alternative, CalibrationLimits, Confidence, ConfidenceScale } from './confidence.types.js';
import { type ConfidenceBadgeSize, confidenceReadout } from './confidence.variants.js';
import { Root as Badge, Scale, Text } from './confidence-badge.js';
import { Root as NBest } from './n-best.js';

export type ConfidenceKind = 'category' | 'number' | 'nBest' | 'dots';

/** Puts elements into the `{…}` places of a message. */
export function fill(message: string, parts: { [name: string]: ReactNode }): ReactNode {
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

export interface ReadoutProps extends Omit<ConfidenceReadoutRootProps, 'showInterval'> {
  /** What the badge says instead of its band. */
  words?: ReactNode;
  /** What follows these words. */
  details?: ReactNode;
}

/**
 * The readout without dots, numbers and intervals, which it takes from outside: a card need not carry them. Renders a
 * `<div>`.
 */
export const Readout = forwardRef<HTMLDivElement, ReadoutProps>(function ConfidenceReadout(
  {
    confidence,
    kind,
    valueLabel,
    alternatives,
    coverage,
    showAbout,
    words = <Text />,
    details,
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
  return (
    <div
      {...useLocaleAttributes()}
      {...rest}
      {...dataAttributes({ kind: shown, decided: decidedBy !== undefined })}
      ref={ref}
      className={confidenceReadout.root({ className: [primitives('root'), className] })}
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
                  {details}
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

export type SpanProps = HTMLAttributes<HTMLSpanElement>;

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
