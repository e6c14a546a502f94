import {
  type DiffMessages,
  diffMessages,
  type ExposureMessages,
  exposureMessages,
  type FilterMessages,
  filterMessages,
  type LogMessages,
  logMessages,
  type VerificationMessages,
  verificationMessages,
} from './audit-more.messages.js';
import { type TimelineMessages, timelineMessages } from './timeline.messages.js';

/** Words of the audit timeline, its filters, its verification and the log of all reviews. */
export interface AuditMessages
  extends TimelineMessages,
    FilterMessages,
    VerificationMessages,
    ExposureMessages,
    DiffMessages,
    LogMessages {}

export const auditMessages: AuditMessages = {
  ...timelineMessages,
  ...filterMessages,
  ...verificationMessages,
  ...exposureMessages,
  ...diffMessages,
  ...logMessages,
};
