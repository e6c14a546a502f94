export { Panel, Root, type RootProps, Trigger } from './audit-export.js';
export type { AuditExportOptions } from './audit-export-context.js';
