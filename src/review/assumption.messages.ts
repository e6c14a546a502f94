import type { ReviewMessages } from './review.messages.js';

/** What a person is asked before they sign (B-9): of any verdict, and without a word of the AI. */
export const assumptionMessages = {
  assumptionQuestions: {
    holds: 'What must be true for this to be right?',
    'rests-on': 'What does your decision rest on?',
    otherwise: 'What would have to be different for you to decide otherwise?',
  },
} satisfies Partial<ReviewMessages>;
