export const RANKINGS = [
  'least-confidence',
  'margin',
  'entropy',
  'expected-cost',
  'oldest',
  'newest',
  'due',
  'risk',
] as const;
/**
 * What comes first: what the model is least sure of, by three measures (Settles 2009) · what costs most · what waits longest ·
 * what came last · what is due · what the host says is at stake.
 */
export type Ranking = (typeof RANKINGS)[number];

/**
 * Why a row stands where it does: by a ranking · in the random share · by chance, for it is to be answered first · last, for it
 * does not say what is ranked by, or has no deadline.
 */
export type RankReason = Ranking | 'random' | 'answer-first' | 'not-measured' | 'no-deadline';
