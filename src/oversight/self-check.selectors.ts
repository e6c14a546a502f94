import { calibrationVerdict, probabilityOfValue, shownShare } from '../confidence/confidence.selectors.js';
import type { AuditEntry, Decision, Proposal, Review } from '../review/review.types.js';
import type { AgreementFinding, PaceFinding, PastDecision } from './self-check.types.js';

/** Decisions over which agreement is looked at (B-15). */
export const AGREEMENT_WINDOW = 50;
/** Decisions that a person's own pace is measured by, at the beginning and now (B-16). */
export const PACE_WINDOW = 20;
/** How many decisions are remembered: enough for a baseline before the window, and no dossier. */
export const HISTORY_MOST = 500;

/**
 * Fewer expected disagreements say nothing: with three, none at all comes about by chance one time in twenty (exp(−3) = 0.0498,
 * Poisson), with fewer more often. Our judgement beside the thresholds of B-15.
 */
const EXPECTED_LEAST = 3;
/** Of the disagreements that the scores imply (B-15). */
const AGREEMENT_SHARE = 1 / 3;
/** Of one's own usual time (B-15). */
const HASTE_SHARE = 0.5;
/** How much faster than one's own beginning (B-16). */
const PACE_RISE = 1.3;
const PACE_MINUTES = 60;
const PACE_ITEMS = 100;
/** After so long without a decision, in milliseconds, somebody has had their break. */
const BREAK = 15 * 60_000;
const MINUTE = 60_000;

/** The middle of what is known; nothing where nothing is. */
export function medianOf(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined || sorted.length % 2 === 1) return upper;
  return ((sorted[middle - 1] as number) + upper) / 2;
}

function isAfter(at: string, moment: string | undefined): boolean {
  return moment === undefined || Date.parse(at) > Date.parse(moment);
}

function activeTimes(decisions: readonly PastDecision[]): number[] {
  return decisions.flatMap(({ activeMs }) =>
    typeof activeMs === 'number' && Number.isFinite(activeMs) && activeMs > 0 ? [activeMs] : [],
  );
}

/** The median of a person's own active times, in milliseconds; nothing before there are enough of them. */
export function medianActiveMs(decisions: readonly PastDecision[]): number | undefined {
  const times = activeTimes(decisions);
  return times.length < PACE_WINDOW ? undefined : medianOf(times);
}

/**
 * The probability that a proposed value is right: what the model says of it, or else its one score, where nothing says that this
 * is about something else. A probability of “default within 24 months” is none of the value.
 */
export function valueProbability({ confidence }: Proposal): number | undefined {
  return probabilityOfValue(confidence);
}

/**
 * What is remembered of a decision; nothing of an answer to the agent, which decides on no value.
 *
 * @param now milliseconds since 1970: a score whose calibration is too old by then does not count (B-4)
 * @param probabilityOf the probability that a proposed value is right, 0 to 1, where the host knows it
 */
export function pastDecisionOf(
  { review, decision, entry }: { review: Review; decision: Decision; entry: AuditEntry },
  now?: number,
  probabilityOf: (proposal: Proposal) => number | undefined = valueProbability,
): PastDecision | undefined {
  if (decision.verdict.type === 'respond') return undefined;
  const { proposal } = review;
  const isCalibrated = calibrationVerdict(proposal.confidence?.calibration, now) === 'ok';
  const probability = isCalibrated ? shownShare(probabilityOf(proposal)) : undefined;
  const activeMs = entry.exposure?.activeMs;
  return {
    at: decision.at,
    agreed: decision.verdict.type === 'approve',
    ...(probability !== undefined && { probability }),
    ...(activeMs !== undefined && { activeMs }),
  };
}

/**
 * Whether somebody agrees more than the AI's own calibrated scores bear out and takes much less time than they used to (B-15,
 * after Green and Chen 2019): over the last 50 decisions with such a score, fewer disagreements than a third of the sum of
 * 1 − p, and a median time below half of one's own before that.
 *
 * @param decisions oldest first
 * @param after ISO 8601: when they were told last, where they were; what is older is the baseline alone
 */
export function agreementFinding(decisions: readonly PastDecision[], after?: string): AgreementFinding | undefined {
  const scored = decisions.filter(
    ({ probability: p, at }) => p !== undefined && p >= 0 && p <= 1 && isAfter(at, after),
  );
  const window = scored.slice(-AGREEMENT_WINDOW);
  if (window.length < AGREEMENT_WINDOW) return undefined;
  const expected = window.reduce((sum, { probability = 1 }) => sum + (1 - probability), 0);
  const disagreements = window.filter(({ agreed }) => !agreed).length;
  if (expected < EXPECTED_LEAST || disagreements >= expected * AGREEMENT_SHARE) return undefined;
  const baseline = medianActiveMs(decisions.slice(0, decisions.indexOf(window[0] as PastDecision)));
  const present = medianOf(activeTimes(window));
  if (baseline === undefined || present === undefined || present >= baseline * HASTE_SHARE) return undefined;
  return { kind: 'agreement', decisions: window.length, disagreements, expected };
}

/** The decisions since the last break: a time without any, or one that was suggested. */
function sinceBreak(decisions: readonly PastDecision[], after: string | undefined): PastDecision[] {
  const since = decisions.filter(({ at }) => isAfter(at, after));
  const first = since.findLastIndex((each, place) => {
    const before = since[place - 1];
    return !before || Date.parse(each.at) - Date.parse(before.at) >= BREAK;
  });
  return since.slice(Math.max(0, first));
}

/**
 * Whether a break is worth suggesting (B-16): somebody works for an hour or on a hundred cases, and decides them more than 30 %
 * faster than their own first twenty.
 *
 * @param decisions oldest first
 * @param after ISO 8601: when it was suggested last, where it was
 */
export function paceFinding(decisions: readonly PastDecision[], after?: string): PaceFinding | undefined {
  const sitting = sinceBreak(decisions, after);
  const [first, last] = [sitting[0], sitting.at(-1)];
  if (!first || !last) return undefined;
  const minutes = Math.floor((Date.parse(last.at) - Date.parse(first.at)) / MINUTE);
  if (!(minutes >= PACE_MINUTES || sitting.length >= PACE_ITEMS)) return undefined;
  const times = activeTimes(sitting);
  // The first twenty are not compared with themselves.
  if (times.length < 2 * PACE_WINDOW) return undefined;
  const before = medianOf(times.slice(0, PACE_WINDOW)) as number;
  const present = medianOf(times.slice(-PACE_WINDOW)) as number;
  return before / present > PACE_RISE ? { kind: 'pace', items: sitting.length, minutes } : undefined;
}
