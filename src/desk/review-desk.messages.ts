import type { DeskMessages } from './desk.messages.js';

/** Words of the desk around the card. */
export const reviewDeskMessages = {
  queueLabel: 'Queue',
  recordLabel: 'Record',
  backToQueue: 'Back to the queue',
  nothingOpen: 'No case is open',
  nothingOpenText: 'Choose a case in the queue.',
} satisfies Partial<DeskMessages>;
