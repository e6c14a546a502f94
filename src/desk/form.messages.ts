import type { DeskMessages } from './desk.messages.js';

/** Words of the small forms, which arrive with them. */
export const formMessages = {
  answerQuestion: 'What is your answer?',
  estimateQuestion: 'How likely is it that you are right, in your own estimate?',
  estimateMissing: 'Choose how likely it is.',
  send: 'Send',
  cancel: 'Cancel',
  escalateTo: 'Escalate to',
  escalateNote: 'What should they know?',
  skipReason: 'Why do you give it back?',
  skipText: 'What should the next person know?',
  assignTo: 'Who is to have the case?',
  assignNote: 'What should they know?',
  askTo: 'Who can answer?',
  question: 'What do you need to know?',
  reopenReason: 'Why is the case opened again?',
  resumeReason: 'Why can the case go on?',
  yourAnswer: 'Your answer',
  optional: '(optional)',
  choose: 'Choose one',
} satisfies Partial<DeskMessages>;
