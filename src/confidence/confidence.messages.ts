import type { Format } from '../internal/format.js';

export interface ConfidenceMessages {
  notAvailable: string;
}

export const confidenceMessages: ConfidenceMessages = {
  notAvailable: 'Not available',
};
export type { Format };
