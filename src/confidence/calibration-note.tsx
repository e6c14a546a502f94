'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import { useMessages, useTextFormat, useToday } from '../react/locale-context.js';
import { dataAttributes } from '../react/merge-props.js';
import { calibrationNoteMessages } from './basis.messages.js';
import { calibrationLimits, calibrationVerdict } from './confidence.selectors.js';
import type { Calibration, CalibrationLimits } from './confidence.types.js';

export interface CalibrationNoteProps extends Omit<HTMLAttributes<HTMLSpanElement>, 'children'> {
  calibration: Calibration | null | undefined;
  /** When a score counts as calibrated, where that differs from `calibrationLimits`. */
  limits?: Partial<CalibrationLimits>;
}

/**
 * What the score rests on, or why it is not shown: "61 cases, fewer than the 200 required". Renders a `<span>`.
 *
 * @selector [data-problem]
 */
export const CalibrationNote = forwardRef<HTMLSpanElement, CalibrationNoteProps>(function CalibrationNote(
  { calibration, limits, ...rest },
  ref,
) {
  const m = useMessages('confidence', calibrationNoteMessages);
  const f = useTextFormat();
  const verdict = calibrationVerdict(calibration, useToday(), limits);
  const problem = verdict === 'ok' ? undefined : verdict;
  return (
    <span {...rest} {...dataAttributes({ problem })} ref={ref}>
      {calibration && !problem
        ? m.calibration(calibration, f)
        : m.calibrationProblems[problem ?? 'missing'](
            calibration as Calibration,
            { ...calibrationLimits, ...limits },
            f,
          )}
    </span>
  );
});
