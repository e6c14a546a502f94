import { auditMessagesAr } from '../audit/audit.messages.ar.js';
import { exportMessagesAr } from '../audit/export.messages.ar.js';
import { confidenceMessagesAr } from '../confidence/confidence.messages.ar.js';
import { deskMessagesAr } from '../desk/desk.messages.ar.js';
import { explanationMessagesAr } from '../explanation/explanation.messages.ar.js';
import { overrideMessagesAr } from '../override/override.messages.ar.js';
import { oversightMessagesAr } from '../oversight/oversight.messages.ar.js';
import { policyMessagesAr } from '../oversight/policy.messages.ar.js';
import { batchMessagesAr } from '../queue/batch.messages.ar.js';
import { queueMessagesAr } from '../queue/queue.messages.ar.js';
import { reviewMessagesAr } from '../review/review.messages.ar.js';
import type { Messages } from './messages.types.js';

/** Every word of the kit in Arabic: `<LocaleProvider locale="ar" messages={ar}>`. */
export const ar: Messages = {
  review: reviewMessagesAr,
  confidence: confidenceMessagesAr,
  explanation: explanationMessagesAr,
  override: overrideMessagesAr,
  audit: auditMessagesAr,
  exports: exportMessagesAr,
  queue: queueMessagesAr,
  batch: batchMessagesAr,
  oversight: oversightMessagesAr,
  policy: policyMessagesAr,
  desk: deskMessagesAr,
};

export { verifyMessagesAr } from '../audit/log-fault.messages.ar.js';
