export { type BatchCounts, type BatchMessages, batchMessages } from './batch.messages.js';
export { batchRemedy } from './batch.selectors.js';
export { type BatchOptions, createBatch } from './batch.session.js';
export * from './batch.types.js';
export * as BatchApproval from './batch-approval.parts.js';
export type { RenderBatchConfidence } from './batch-context.js';
export * from './filter.types.js';
export { createLocalQueue } from './local-queue.session.js';
export { type QueueMessages, queueMessages } from './queue.messages.js';
export { createReviewQueue } from './queue.session.js';
export * from './queue.types.js';
export type { RenderConfidence } from './queue-context.js';
export type { ReviewQueueHandle, ReviewQueueRootProps } from './queue-root.js';
export * as ReviewQueue from './review-queue.js';
export { createSavedViews, localViewStorage } from './saved-views.js';
export { type LocalQueueProps, useLocalQueue } from './use-local-queue.js';
export {
  type BackendFacet,
  type ReviewQueueStoreOptions,
  type ReviewQueueStoreProps,
  useReviewQueue,
} from './use-review-queue.js';
