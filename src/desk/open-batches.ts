import type { BatchSession } from '../queue/batch.types.js';
import type { ReviewBackend } from '../review/backend.types.js';

const batches = new WeakMap<ReviewBackend, Map<string, BatchSession>>();

/** The batch that a person has open at a backend: it goes on, and is found again, however often the page shows and hides its desk. */
export function openBatch(backend: ReviewBackend, reviewerId: string): BatchSession | undefined {
  return batches.get(backend)?.get(reviewerId);
}

export function keepBatch(backend: ReviewBackend, reviewerId: string, batch: BatchSession | undefined): void {
  const known = batches.get(backend) ?? new Map<string, BatchSession>();
  batches.set(backend, known);
  if (batch) known.set(reviewerId, batch);
  else known.delete(reviewerId);
}
