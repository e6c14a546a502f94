'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useLocaleAttributes, useMessages, useTextFormat } from '../react/locale-context.js';
import { dataAttributes } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { nBestMessages } from './badge.messages.js';
import { N_BEST_MOST, shownShare } from './confidence.selectors.js';
import type { Alternative, Calibration, CalibrationLimits, ConfidenceScale } from './confidence.types.js';
import { nBest } from './confidence.variants.js';
import { Root as Badge } from './confidence-badge.js';

export interface NBestRootProps extends HTMLAttributes<HTMLDivElement> {
  /** Every reading, the proposed one included. Shown with the likeliest first. */
  readings: readonly Alternative[];
  /** How the probabilities were calibrated; without it each reads "Score not calibrated". */
  calibration?: Calibration;
  /** Share of similar cases whose true value is among the readings, 0 to 1. */
  coverage?: number;
  /** Words for the ranges. @default icd203 */
  scale?: ConfidenceScale;
  /** When a score counts as calibrated, where that differs from `calibrationLimits`. */
  limits?: Partial<CalibrationLimits>;
}

/**
 * Readings that cannot be told apart, side by side (B-6); "No recommendation" where there are more than five. Renders a
 * `<div>`.
 *
 * @selector [data-too-many]
 */
export const Root = forwardRef<HTMLDivElement, NBestRootProps>(function NBestRoot(
  { readings, calibration, coverage, scale, limits, className, children, ...rest },
  ref,
) {
  const m = useMessages('confidence', nBestMessages);
  const f = useTextFormat();
  const count = readings.length;
  const tooMany = count > N_BEST_MOST;
  const covered = shownShare(coverage);
  const sorted = [...readings].sort((a, b) => (shownShare(b.confidence) ?? 0) - (shownShare(a.confidence) ?? 0));
  return (
    <div
      {...useLocaleAttributes()}
      {...rest}
      {...dataAttributes({ tooMany })}
      ref={ref}
      className={nBest.root({ className: [primitives('root'), className] })}
    >
      {children ??
        (tooMany ? (
          <>
            <p className={nBest.value()}>{m.noRecommendation}</p>
            <p className={nBest.note()}>{m.tooMany(count, f)}</p>
          </>
        ) : (
          <>
            {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role where list-style is none */}
            <ol className={nBest.list()} role="list" aria-label={m.readings}>
              {sorted.map((reading, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two readings may be equal, and rows hold no state
                <Item key={index} reading={reading} calibration={calibration} scale={scale} limits={limits} />
              ))}
            </ol>
            {covered !== undefined && <p className={nBest.note()}>{m.coverage(count, f.percent(covered), f)}</p>}
          </>
        ))}
    </div>
  );
});

export interface NBestItemProps
  extends HTMLAttributes<HTMLLIElement>,
    Pick<NBestRootProps, 'calibration' | 'scale' | 'limits'> {
  reading: Alternative;
}

/** One reading and how likely it is. Renders an `<li>`. */
export const Item = forwardRef<HTMLLIElement, NBestItemProps>(function NBestItem(
  { reading, calibration, scale, limits, className, ...rest },
  ref,
) {
  const m = useMessages('confidence', nBestMessages);
  const text = reading.label ?? (['string', 'number'].includes(typeof reading.value) ? reading.value : undefined);
  return (
    <li {...rest} ref={ref} className={nBest.item({ className })}>
      <span className={nBest.value()}>
        <bdi>{text === undefined ? m.unreadable : visibleText(String(text))}</bdi>
      </span>
      <Badge confidence={{ value: reading.confidence, calibration }} scale={scale} limits={limits} />
    </li>
  );
});
