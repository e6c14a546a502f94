import type { Review } from './review.types.js';

/** `seq` of the newest entry that tells of more than viewing: who has heard of it has heard of everything. */
export function changedVersion({ version, views = 0 }: Pick<Review, 'version' | 'views'>): number {
  return version - views;
}
