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
  outboxLabel: 'Waiting to be sent',
  allSent: 'Everything is sent.',
  nextCase: 'Next case',
  noNextCase: 'There is no case left that you can start.',
  nextFailed: 'The next case could not be asked for. Try again.',
  approveTogether: 'Approve together…',
  togetherFailed: 'This part of the page could not be loaded.',
  lastDecision: (reference, what) => `Case ${reference}: ${what}.`,
  checkTold: (reference) => `Case ${reference} was a check. What was known of it is shown.`,
  checkFinal: 'An answer to a check is not taken back: you have read the known one.',
  checkUnread: (reference) => `Case ${reference} was a check. What was known of it could not be loaded.`,
  putCheckAside: 'Put aside',
} satisfies Partial<DeskMessages>;
