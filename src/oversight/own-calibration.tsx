'use client';
import { forwardRef, type HTMLAttributes, useId, useMemo } from 'react';
import { TRACK_RECORD_LEAST } from '../internal/track-record.js';
import { useFormat, useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { keptWhole } from '../react/set-apart.js';
import type { OwnOutcome } from '../review/outcome.types.js';
import { useBandWords } from '../review/use-band-words.js';
import { type CalibrationBand, ownCalibration } from './calibration.selectors.js';
import { learningMessages } from './learning.messages.js';
import { calibrationView } from './oversight.variants.js';
import { percentRange } from './percent-range.js';

export interface OwnCalibrationProps extends HTMLAttributes<HTMLElement> {
  /** One person's own decisions whose outcome is known, in any order: `backend.outcomes.own()`. */
  outcomes: readonly OwnOutcome[];
  /**
   * Level of the heading.
   * @default 3
   */
  headingLevel?: 2 | 3 | 4 | 5;
}

const percent = (share: number) => `${share * 100}%`;
const between = (low: number, high: number) => ({ insetInlineStart: percent(low), insetInlineEnd: percent(1 - high) });

/** What was said, as a band, and what came true, as a point in its interval, over 0 to 100 %. */
function Strip({ band: { low, high }, n, right, interval }: CalibrationBand) {
  // The row says all of it in words.
  return (
    <span aria-hidden="true" className={calibrationView.strip()}>
      <span className={calibrationView.band()} style={between(low, high)} />
      <span className={calibrationView.interval()} style={between(...interval)} />
      <span className={calibrationView.point()} style={{ insetInlineStart: percent(right / n) }} />
    </span>
  );
}

/**
 * Shows one person how sure they were of their own answers, and how often these came true (B-27). For nobody else: it is no
 * score, and compares with nobody (B-26). On fewer than 30 known outcomes it says how many there are, and no more (B-20).
 * Renders a `<section>`.
 *
 * @selector [data-finding] `above`, `within` or `below`: what they said, to what came true
 */
export const OwnCalibration = forwardRef<HTMLElement, OwnCalibrationProps>(function OwnCalibrationView(
  { outcomes, headingLevel = 3, className, children, ...rest },
  ref,
) {
  const messages = useMessages('oversight', learningMessages);
  const format = useFormat();
  const locale = useLocaleAttributes();
  const words = useBandWords();
  const titleId = useId();
  const Heading = `h${headingLevel}` as 'h3';
  const { n, right, interval, stated, finding } = useMemo(() => ownCalibration(outcomes), [outcomes]);
  const isShown = n >= TRACK_RECORD_LEAST;
  const range = (interval: readonly [number, number]) => percentRange(format.locale, interval);
  return (
    <section
      aria-labelledby={titleId}
      {...locale}
      {...rest}
      {...dataAttributes({ finding })}
      ref={ref}
      className={joinClasses(primitives('root'), calibrationView.root(), className)}
    >
      <Heading id={titleId} className={calibrationView.title()}>
        {messages.calibrationTitle}
      </Heading>
      {isShown ? (
        <p className={calibrationView.text()}>
          {messages.calibrationRight(n, format.percent(right / n), range(interval), format)}
          {finding && ` ${messages.calibrationFinding[finding](format.percent(stated.mean), stated.n, format)}`}
        </p>
      ) : (
        <p className={calibrationView.text()}>{messages.calibrationTooFew(n, TRACK_RECORD_LEAST, format)}</p>
      )}
      {isShown && stated.bands.length > 0 && (
        <table className={primitives('table', calibrationView.table())}>
          <caption className={primitives('table-caption')}>{messages.calibrationTable}</caption>
          <thead>
            <tr>
              <th scope="col" className={primitives('table-head')}>
                {messages.youSaid}
              </th>
              <th scope="col" className={primitives('table-head')}>
                {messages.wereRight}
              </th>
            </tr>
          </thead>
          <tbody>
            {stated.bands.map((row) => (
              <tr key={row.band.id}>
                <th scope="row" className={primitives('table-cell', calibrationView.cell())}>
                  {keptWhole(words.full(row.band), words.range(row.band))}
                </th>
                <td className={primitives('table-cell', calibrationView.cell())}>
                  {messages.ofCases(row.right, row.n, format)}{' '}
                  <span className={calibrationView.range()}>{messages.within(range(row.interval))}</span>
                  <Strip {...row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={calibrationView.note()}>{messages.calibrationNote}</p>
      {children}
    </section>
  );
});
