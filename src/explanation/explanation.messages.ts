import type { Format } from '../internal/format.js';

export interface ExplanationMessages {
  notAvailable: string;
}

export const explanationMessages: ExplanationMessages = {
  notAvailable: 'Not available',
};
export type { Format };
