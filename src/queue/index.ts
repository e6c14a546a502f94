export { type QueueMessages, queueMessages } from './queue.messages.js';
export { createReviewQueue } from './queue.session.js';
export * from './queue.types.js';
export type { RenderConfidence } from './queue-context.js';
export type { ReviewQueueHandle, ReviewQueueRootProps } from './queue-root.js';
export * as ReviewQueue from './review-queue.js';
export { type ReviewQueueStoreProps, useReviewQueue } from './use-review-queue.js';
