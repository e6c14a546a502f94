// What arrives once cases are selected: one request for all that approves them together.
export { createBatch } from '../queue/batch.session.js';
export { Root as BatchApproval } from '../queue/batch-approval.js';
