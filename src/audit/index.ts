export * from './audit.messages.js';
export * from './audit.selectors.js';
export * from './audit.session.js';
export * from './audit.types.js';
export * as AuditTimeline from './audit-timeline.parts.js';
export * from './use-audit-log.js';
