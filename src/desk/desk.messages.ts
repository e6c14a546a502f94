import type { Format } from '../internal/format.js';

export interface DeskMessages {
  notAvailable: string;
}

export const deskMessages: DeskMessages = {
  notAvailable: 'Not available',
};
export type { Format };
