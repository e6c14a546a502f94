import { shareInterval, sumOfEstimates } from './interval.selectors.js';
import type { Estimate, PassingEstimate, RecordedCase } from './policy-estimate.types.js';

/*
 * How many wrong ones are among the cases that would take effect without a person.
 *
 * Whether a case was looked at is no accident: rules send the doubtful ones to people, and a sample of the others is drawn by
 * chance. Each looked-at case therefore stands for as many as the inverse of its chance (Horvitz and Thompson, "A generalization
 * of sampling without replacement from a finite universe", JASA 47, 1952), and shares are ratios of such sums (Hájek 1971). The
 * cases that rules sent to people stand for themselves alone: they are a stratum of their own. Cases that nobody could get are
 * another one, of which nothing is known.
 */

/** What is summed up of one stratum. `q`: the chance with which a case would pass; `w`: q by its chance to be looked at. */
interface Stratum {
  /** Looked-at cases. */
  known: number;
  /** Σ q of all. */
  cases: number;
  /** Σ q of the looked-at. */
  knownCases: number;
  w: number;
  w2: number;
  /** Σ w² times the chance to be looked at. */
  w2chance: number;
  wrongW: number;
  wrongW2: number;
  /** Σ q of the looked-at that are wrong. */
  wrong: number;
}

const STRATA = ['sure', 'drawn'] as const;

/** Sums over cases, that sums over other cases can be added to. */
export interface PassingTally {
  sure: Stratum;
  drawn: Stratum;
  /** Σ q of the cases that nobody could get. */
  never: number;
  /** Σ q of the wrong ones that are known by name. */
  found: number;
}

const newStratum = (): Stratum => ({
  known: 0,
  cases: 0,
  knownCases: 0,
  w: 0,
  w2: 0,
  w2chance: 0,
  wrongW: 0,
  wrongW2: 0,
  wrong: 0,
});

export function newTally(): PassingTally {
  return { sure: newStratum(), drawn: newStratum(), never: 0, found: 0 };
}

/** Counts one case that would pass with the chance `q`. */
export function countCase(tally: PassingTally, { chance, answer, truth }: RecordedCase, q: number): void {
  if (q <= 0) return;
  const isWrong = truth === undefined ? answer === 'changed' : truth === 'wrong';
  if (isWrong) tally.found += q;
  if (!(chance > 0)) {
    tally.never += q;
    return;
  }
  const isSure = chance >= 1;
  const stratum = isSure ? tally.sure : tally.drawn;
  stratum.cases += q;
  // What came out about a case that was not drawn came out because of what it is: it stands for no other.
  if (answer === undefined && !(isSure && truth !== undefined)) return;
  const w = q / Math.min(1, chance);
  stratum.known += 1;
  stratum.knownCases += q;
  stratum.w += w;
  stratum.w2 += w * w;
  stratum.w2chance += w * w * Math.min(1, chance);
  if (!isWrong) return;
  stratum.wrongW += w;
  stratum.wrongW2 += w * w;
  stratum.wrong += q;
}

/** Adds the sums of one tally to another. */
export function addTally(into: PassingTally, from: PassingTally): void {
  into.never += from.never;
  into.found += from.found;
  for (const name of STRATA) {
    const [own, other] = [into[name], from[name]];
    for (const sum of Object.keys(own) as (keyof Stratum)[]) own[sum] += other[sum];
  }
}

/**
 * How many looked-at cases of equal weight would tell as much: by their weights (Kish 1965, section 11.7), or by how far those of
 * the wrong ones differ from them (Taylor's linearisation), whichever is less; more by as much as is not left to chance, because
 * most of a small stratum was looked at.
 */
function effectiveSize({ w, w2, w2chance, wrongW2, cases }: Stratum, share: number): number {
  const kish = (w * w) / w2;
  const variance = (wrongW2 * (1 - 2 * share) + share * share * w2) / (w * w);
  const size = variance > 0 && share > 0 && share < 1 ? Math.min(kish, (share * (1 - share)) / variance) : kish;
  // Weights are scaled to the known number of cases; what undecided cases leave open makes the chance smaller.
  const lookedAt = Math.min(1, (w2chance / w2) * (w / cases));
  return lookedAt > 1 - 1e-9 ? Number.POSITIVE_INFINITY : size / (1 - lookedAt);
}

/** Wrong ones in one stratum; nothing where none of its cases was looked at. */
function wrongIn(stratum: Stratum): Estimate | undefined {
  if (stratum.known === 0) return undefined;
  const share = Math.min(1, stratum.wrongW / stratum.w);
  const [low, high] = shareInterval(share, effectiveSize(stratum, share));
  return { value: share * stratum.cases, low: low * stratum.cases, high: high * stratum.cases };
}

const between = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** What the sums tell. */
export function passingEstimate(tally: PassingTally): PassingEstimate {
  const { never, found } = tally;
  const strata = STRATA.map((name) => tally[name]);
  const known = strata.filter(({ known: each }) => each > 0);
  const cases = known.reduce((sum, each) => sum + each.cases, 0);
  const untold = never + strata.reduce((sum, each) => sum + (each.known > 0 ? 0 : each.cases), 0);
  const whole = { cases: cases + untold, untold, found };
  if (known.length === 0) return whole;

  const raw = sumOfEstimates(known.map((each) => wrongIn(each) as Estimate));
  // What was looked at is known, and there is no part of a case: no interval is narrower than that allows.
  const least = known.reduce((sum, { wrong }) => sum + wrong, 0);
  const most = cases - known.reduce((sum, { knownCases, wrong }) => sum + knownCases - wrong, 0);
  const wrong: Estimate = {
    value: between(raw.value, least, most),
    low: between(Math.floor(raw.low + 1e-9), least, most),
    high: between(Math.ceil(raw.high - 1e-9), least, most),
  };
  return {
    ...whole,
    told: {
      cases,
      known: known.reduce((sum, each) => sum + each.known, 0),
      wrong,
      rate: { value: wrong.value / cases, low: wrong.low / cases, high: wrong.high / cases },
    },
  };
}
