/** The kit without React: what a server needs to keep reviews, and a browser to talk about them. */
export * from './audit/audit.types.js';
export * from './confidence/confidence.selectors.js';
export * from './confidence/confidence.types.js';
export * from './confidence/quantile.selectors.js';
export * from './confidence/scale.selectors.js';
export * from './explanation/explanation.types.js';
export { CountersignError, ERROR_CODES, type ErrorCode } from './internal/errors.js';
export type { Messages } from './messages/messages.types.js';
export * from './queue/queue.types.js';
export * from './review/backend.types.js';
export * from './review/lifecycle.machine.js';
export * from './review/lifecycle.selectors.js';
export * from './review/policy.selectors.js';
export * from './review/proposal.selectors.js';
export * from './review/review.types.js';
export * from './review/session.types.js';
export * from './review/undo.selectors.js';
