import type { AuditMessages } from '../audit/audit.messages.js';
import type { ExportMessages } from '../audit/export.messages.js';
import type { ConfidenceMessages } from '../confidence/confidence.messages.js';
import type { DeskMessages } from '../desk/desk.messages.js';
import type { ExplanationMessages } from '../explanation/explanation.messages.js';
import type { OverrideMessages } from '../override/override.messages.js';
import type { OversightMessages } from '../oversight/oversight.messages.js';
import type { PolicyMessages } from '../oversight/policy.messages.js';
import type { BatchMessages } from '../queue/batch.messages.js';
import type { QueueMessages } from '../queue/queue.messages.js';
import type { ReviewMessages } from '../review/review.messages.js';

/** Every word the kit shows, by concept. A catalogue is complete when it satisfies this. */
export interface Messages {
  review: ReviewMessages;
  confidence: ConfidenceMessages;
  explanation: ExplanationMessages;
  override: OverrideMessages;
  audit: AuditMessages;
  exports: ExportMessages;
  queue: QueueMessages;
  batch: BatchMessages;
  oversight: OversightMessages;
  policy: PolicyMessages;
  desk: DeskMessages;
}
