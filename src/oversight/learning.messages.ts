import type { TextFormat } from '../internal/format.js';

/** Words about known answers and later outcomes: facts, for the person they are about, without praise or blame (B-25, B-26). */
export interface LearningMessages {
  checkTitle: string;
  /** Beneath it: that nothing follows from the answer, and who sees it. */
  checkText: string;
  /** Of a case that was practised on. */
  practiceTitle: string;
  answerSame: string;
  answerOther: string;
  answerOpen: string;
  yourAnswerIs: string;
  leftOpen: string;
  aiProposed: string;
  knownAnswer: string;
  tellsIt: string;
  calibrationTitle: string;
  /** While fewer than `least` outcomes are known. */
  calibrationTooFew: (n: number, least: number, format: TextFormat) => string;
  calibrationRight: (n: number, right: string, range: string, format: TextFormat) => string;
  /** How what was said on average lies to what came true. */
  calibrationFinding: Record<'above' | 'within' | 'below', (mean: string, n: number, format: TextFormat) => string>;
  /** Names the table. */
  calibrationTable: string;
  youSaid: string;
  cases: string;
  wereRight: string;
  ofCases: (right: number, n: number, format: TextFormat) => string;
  /** Around a share: "(95% interval 36–81%)". */
  within: (range: string) => string;
  /** Below the table: how to read it, and who sees it. */
  calibrationNote: string;
  outcomeTitle: string;
  outcomeKnown: (date: string, source: string) => string;
}

export const learningMessages: LearningMessages = {
  checkTitle: 'This case was a check',
  checkText:
    'Its answer was known beforehand. Nothing follows from yours, and only you and those who audit the record see it.',
  practiceTitle: 'What is known of this case',
  answerSame: 'Your answer is the known one.',
  answerOther: 'The known answer is another one than yours.',
  answerOpen: 'You left this case open.',
  yourAnswerIs: 'Your answer',
  leftOpen: 'Left open',
  aiProposed: 'The AI proposed',
  knownAnswer: 'Known answer',
  tellsIt: 'What in the case tells it',
  calibrationTitle: 'How sure you were, and how often you were right',
  calibrationTooFew: (n, least, f) =>
    `The outcome of ${f.plural(n, { one: '# of your decisions', other: '# of your decisions' })} is known so far. From ${f.number(least)} on, this shows how often you were right.`,
  calibrationRight: (n, right, range, f) =>
    `You were right in ${right} (${range}) of ${f.plural(n, { one: '# decision', other: '# decisions' })} whose outcome is known.`,
  calibrationFinding: {
    above: (mean, n, f) =>
      `In the ${f.number(n)} of them where you said how sure you were, you said ${mean} on average: more than came true.`,
    within: (mean, n, f) =>
      `In the ${f.number(n)} of them where you said how sure you were, you said ${mean} on average: about what came true.`,
    below: (mean, n, f) =>
      `In the ${f.number(n)} of them where you said how sure you were, you said ${mean} on average: less than came true.`,
  },
  calibrationTable: 'By what you said of your own answer',
  youSaid: 'You said',
  cases: 'Cases',
  wereRight: 'You were right in',
  ofCases: (right, n, f) => `${f.number(right)} of ${f.number(n)}`,
  within: (range) => `(95% interval ${range})`,
  calibrationNote:
    'On few cases chance decides much, which is what the interval is for. Only you see this, and nobody is compared with anybody.',
  outcomeTitle: 'What came of it',
  outcomeKnown: (date, source) => `Known since ${date}, from ${source}.`,
};
