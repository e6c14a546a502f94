import type { Format } from '../internal/format.js';

export interface QueueMessages {
  notAvailable: string;
}

export const queueMessages: QueueMessages = {
  notAvailable: 'Not available',
};
export type { Format };
