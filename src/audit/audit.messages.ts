import type { Format } from '../internal/format.js';

export interface AuditMessages {
  notAvailable: string;
}

export const auditMessages: AuditMessages = {
  notAvailable: 'Not available',
};
export type { Format };
