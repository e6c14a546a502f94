import type { DeskMessages } from './desk.messages.js';

/** Words of the desk around the card. */
export const reviewDeskMessages = {
  queueLabel: 'Queue',
  recordLabel: 'Record',
  backToQueue: 'Back to the queue',
  nothingOpen: 'No case is open',
  nothingOpenText: 'Choose a case in the queue.',
  unknownCase: 'There is no such case',
  unknownCaseText: 'It does not exist, or you may not read it. Check the address, or choose a case in the queue.',
} satisfies Partial<DeskMessages>;
