import type { LearningMessages } from './learning.messages.js';

export const learningMessagesDe: LearningMessages = {
  checkTitle: 'Dieser Fall war eine Probe',
  checkText:
    'Die Antwort stand vorher fest. Ihre hat keine Folgen, und nur Sie sowie diejenigen, die das Protokoll prüfen, sehen sie.',
  practiceTitle: 'Was über diesen Fall bekannt ist',
  answerSame: 'Ihre Antwort ist die bekannte.',
  answerOther: 'Die bekannte Antwort ist eine andere als Ihre.',
  answerOpen: 'Sie haben diesen Fall offen gelassen.',
  yourAnswerIs: 'Ihre Antwort',
  leftOpen: 'Offen gelassen',
  aiProposed: 'Vorschlag der KI',
  knownAnswer: 'Bekannte Antwort',
  tellsIt: 'Woran es im Fall zu sehen ist',
  calibrationTitle: 'Wie sicher Sie waren, und wie oft Sie recht hatten',
  calibrationTooFew: (n, least, f) =>
    `Bisher ist bei ${f.plural(n, { one: '# Ihrer Entscheidungen', other: '# Ihrer Entscheidungen' })} bekannt, was daraus wurde. Ab ${f.number(least)} steht hier, wie oft Sie recht hatten.`,
  calibrationRight: (n, right, range, f) =>
    `Sie hatten in ${right} (${range}) von ${f.plural(n, { one: '# Entscheidung', other: '# Entscheidungen' })} recht, deren Ausgang bekannt ist.`,
  calibrationFinding: {
    above: (mean, n, f) =>
      `In ${f.number(n)} davon haben Sie gesagt, wie sicher Sie waren, im Mittel ${mean}: mehr, als sich bestätigt hat.`,
    within: (mean, n, f) =>
      `In ${f.number(n)} davon haben Sie gesagt, wie sicher Sie waren, im Mittel ${mean}: etwa so viel, wie sich bestätigt hat.`,
    below: (mean, n, f) =>
      `In ${f.number(n)} davon haben Sie gesagt, wie sicher Sie waren, im Mittel ${mean}: weniger, als sich bestätigt hat.`,
  },
  calibrationTable: 'Danach, was Sie von Ihrer Antwort gesagt haben',
  youSaid: 'Sie sagten',
  cases: 'Fälle',
  wereRight: 'Sie hatten recht in',
  ofCases: (right, n, f) => `${f.number(right)} von ${f.number(n)}`,
  within: (range) => `(95-%-Intervall ${range})`,
  calibrationNote:
    'Bei wenigen Fällen macht der Zufall viel aus, dafür ist das Intervall da. Das sehen nur Sie, und niemand wird mit anderen verglichen.',
  outcomeTitle: 'Was daraus wurde',
  outcomeKnown: (date, source) => `Bekannt seit ${date}, Quelle: ${source}.`,
};
