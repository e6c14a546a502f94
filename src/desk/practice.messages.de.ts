import type { PracticeMessages } from './practice.messages.js';

const IN_CASES = { one: '# Fall', other: '# Fällen' };

export const practiceMessagesDe: PracticeMessages = {
  practiceTitle: 'Übung',
  practiceAt: (position, count, f) => `Fall ${f.number(position)} von ${f.number(count)}`,
  practiceNote: 'Was Sie hier entscheiden, erreicht niemanden. Nach jedem Fall sehen Sie, was über ihn bekannt ist.',
  practiceNotKept: 'Dieser Browser merkt sich für diese Seite nichts: Wenn Sie sie verlassen, beginnen Sie von vorn.',
  practiceNext: 'Nächster Fall',
  practiceEnd: 'Zum Ergebnis aller Fälle',
  practiceDone: 'Alle Fälle sind entschieden',
  practiceRight: (right, n, f) =>
    `In ${f.number(right)} von ${f.plural(n, IN_CASES)} haben Sie die bekannte Antwort gegeben.`,
  practiceAiWrong: (wrong, found, f) =>
    `In ${f.plural(wrong, IN_CASES)} lag die KI falsch: In ${f.number(found)} davon hatten Sie die bekannte Antwort.`,
  practiceAiRight: (right, kept, f) =>
    `In ${f.plural(right, IN_CASES)} lag die KI richtig: In ${f.number(kept)} davon hatten Sie die bekannte Antwort.`,
  practiceOpen: (open, f) => `Offen gelassen haben Sie ${f.plural(open, { one: '# Fall', other: '# Fälle' })}.`,
  practiceTable: 'Alle Fälle',
  practiceCase: 'Fall',
  practiceAgain: 'Noch einmal üben',
};
