import { calibrationVerdict } from '../confidence/confidence.selectors.js';
import type { Format } from '../internal/format.js';
import type { ReviewSummary } from '../review/review.types.js';
import type { QueueMessages } from './queue.messages.js';
import type { RankReason } from './rank.types.js';

/** As finely as two cases next to each other may differ. */
const PRECISE = { maximumFractionDigits: 2 } as const;
const SHARE = { style: 'percent', maximumFractionDigits: 1 } as const;

/**
 * Why a case stands where it does, in words. Nothing where its row says so anyway: by age, risk, or a score that stands on it.
 * A number that a model gave is said only of scores that passed the calibration gate (B-4).
 *
 * @param now in milliseconds, where it is known
 */
export function placeText(
  reason: RankReason,
  row: ReviewSummary,
  { places }: Pick<QueueMessages, 'places'>,
  format: Format,
  now: number | undefined,
): string | undefined {
  const { uncertainty = {}, confidence, dueAt } = row;
  const isShown = calibrationVerdict(confidence?.calibration, now) === 'ok';
  const said = (value: number | undefined, options: Intl.NumberFormatOptions) =>
    isShown && value !== undefined ? format.number(value, options) : undefined;
  switch (reason) {
    case 'margin':
      return places.margin(said(uncertainty.margin, SHARE));
    case 'entropy':
      return places.entropy(said(uncertainty.entropy, PRECISE));
    case 'expected-cost':
      return places.expectedCost(said(uncertainty.expectedCost, PRECISE));
    case 'least-confidence':
      return uncertainty.leastConfidence === undefined
        ? undefined
        : places.leastConfidence(said(1 - uncertainty.leastConfidence, SHARE));
    case 'due': {
      const when = now === undefined || dueAt === undefined ? undefined : format.relative(dueAt, now);
      return when === undefined ? undefined : places.due(when, Date.parse(dueAt as string) < (now as number));
    }
    case 'random':
      return places.random;
    case 'answer-first':
      return places.answerFirst;
    case 'no-deadline':
      return places.noDeadline;
    case 'not-measured':
      return places.notMeasured;
    default:
      return undefined;
  }
}
