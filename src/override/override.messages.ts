import type { Format } from '../internal/format.js';

export interface OverrideMessages {
  notAvailable: string;
}

export const overrideMessages: OverrideMessages = {
  notAvailable: 'Not available',
};
export type { Format };
