import type { TextFormat } from '../internal/format.js';

/** Words of a set of cases to practise on: what came of it is said in counts, without praise or blame (B-25, B-26). */
export interface PracticeMessages {
  practiceTitle: string;
  practiceAt: (position: number, count: number, format: TextFormat) => string;
  practiceNote: string;
  /** The browser keeps nothing. */
  practiceNotKept: string;
  practiceNext: string;
  practiceEnd: string;
  practiceDone: string;
  practiceRight: (right: number, n: number, format: TextFormat) => string;
  practiceAiWrong: (wrong: number, found: number, format: TextFormat) => string;
  practiceAiRight: (right: number, kept: number, format: TextFormat) => string;
  practiceOpen: (open: number, format: TextFormat) => string;
  practiceTable: string;
  practiceCase: string;
  practiceAgain: string;
}

const CASES = { one: '# case', other: '# cases' };

export const practiceMessages: PracticeMessages = {
  practiceTitle: 'Practice',
  practiceAt: (position, count, f) => `Case ${f.number(position)} of ${f.number(count)}`,
  practiceNote: 'What you decide here reaches nobody. After each case you see what is known of it.',
  practiceNotKept: 'This browser keeps nothing for this page: once you leave it, you begin anew.',
  practiceNext: 'Next case',
  practiceEnd: 'See what came of all cases',
  practiceDone: 'All cases are decided',
  practiceRight: (right, n, f) => `You gave the known answer in ${f.number(right)} of ${f.plural(n, CASES)}.`,
  practiceAiWrong: (wrong, found, f) =>
    `The AI was wrong in ${f.plural(wrong, CASES)}: there, you had the known answer in ${f.number(found)}.`,
  practiceAiRight: (right, kept, f) =>
    `The AI was right in ${f.plural(right, CASES)}: there, you had the known answer in ${f.number(kept)}.`,
  practiceOpen: (open, f) => `You left ${f.plural(open, CASES)} open.`,
  practiceTable: 'All cases',
  practiceCase: 'Case',
  practiceAgain: 'Practise again',
};
