import { auditMessagesDe } from '../audit/audit.messages.de.js';
import { exportMessagesDe } from '../audit/export.messages.de.js';
import { confidenceMessagesDe } from '../confidence/confidence.messages.de.js';
import { deskMessagesDe } from '../desk/desk.messages.de.js';
import { explanationMessagesDe } from '../explanation/explanation.messages.de.js';
import { overrideMessagesDe } from '../override/override.messages.de.js';
import { oversightMessagesDe } from '../oversight/oversight.messages.de.js';
import { policyMessagesDe } from '../oversight/policy.messages.de.js';
import { batchMessagesDe } from '../queue/batch.messages.de.js';
import { queueMessagesDe } from '../queue/queue.messages.de.js';
import { reviewMessagesDe } from '../review/review.messages.de.js';
import type { Messages } from './messages.types.js';

/** Every word of the kit in German: `<LocaleProvider locale="de" messages={de}>`. */
export const de: Messages = {
  review: reviewMessagesDe,
  confidence: confidenceMessagesDe,
  explanation: explanationMessagesDe,
  override: overrideMessagesDe,
  audit: auditMessagesDe,
  exports: exportMessagesDe,
  queue: queueMessagesDe,
  batch: batchMessagesDe,
  oversight: oversightMessagesDe,
  policy: policyMessagesDe,
  desk: deskMessagesDe,
};

export { verifyMessagesDe } from '../audit/log-fault.messages.de.js';
