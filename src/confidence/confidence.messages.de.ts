import type { ConfidenceMessages } from './confidence.messages.js';

const cases = { one: '# Fall', other: '# Fälle' };
const days = { one: '# Tag', other: '# Tagen' };

export const confidenceMessagesDe: ConfidenceMessages = {
  flagAbout: (of, words) => `${of}: ${words}`,
  flagNotChecked: 'Nicht geprüft',
  flagged: 'Markiert',
  flagNothingFound: (missed, n, f) =>
    missed === undefined || n === undefined
      ? 'Geprüft, nichts gefunden (wie oft etwas übersehen wird, ist nicht bekannt)'
      : `Geprüft, nichts gefunden (übersieht etwa ${missed}, gemessen an ${f.plural(n, { one: '# Fall', other: '# Fällen' })})`,
  notAvailable: 'Wert nicht verfügbar',
  notCalibrated: 'Wert nicht kalibriert',
  bands: {
    'almost-no-chance': 'Fast ausgeschlossen',
    'very-unlikely': 'Sehr unwahrscheinlich',
    unlikely: 'Unwahrscheinlich',
    'roughly-even': 'Etwa gleich wahrscheinlich',
    likely: 'Wahrscheinlich',
    'very-likely': 'Sehr wahrscheinlich',
    'almost-certain': 'Fast sicher',
    'as-likely-as-not': 'Etwa so wahrscheinlich wie nicht',
  },
  about: (of) => `${of}:`,
  interval: 'Intervall {range}',
  decided: 'war {was}, jetzt entschieden von {person}',
  somebody: 'einem Menschen',
  meter: (low, high, band) => `${low} bis ${high}, ${band}`,
  basis: (n, date, f) => `${f.plural(n, cases)}, ${date}`,
  readings: 'Mögliche Lesarten',
  coverage: (count, share, f) =>
    f.plural(count, {
      one: `Diese Lesart deckt ${share} ähnlicher Fälle ab.`,
      other: `Diese # Lesarten decken ${share} ähnlicher Fälle ab.`,
    }),
  noRecommendation: 'Keine Empfehlung',
  tooMany: (count, f) => `${f.number(count)} Lesarten sind plausibel, zu viele, um eine zu empfehlen.`,
  unreadable: 'Nicht verfügbar',
  outcomesAbove: (above, count, amount, f) =>
    f.plural(above, {
      one: `# von ${f.number(count)} gleich wahrscheinlichen Ergebnissen liegt über ${amount}.`,
      other: `# von ${f.number(count)} gleich wahrscheinlichen Ergebnissen liegen über ${amount}.`,
    }),
  outcomesBetween: (count, low, high, f) =>
    `${f.number(count)} gleich wahrscheinliche Ergebnisse liegen zwischen ${low} und ${high}.`,
  outcomesNotAvailable: 'Ergebnisse nicht verfügbar',
  calibration: ({ n, asOf, error }, f) => `${f.plural(n, cases)}, ${f.date(asOf)}, Fehler ${f.number(error)}`,
  calibrationProblems: {
    missing: () => 'Nicht angegeben',
    malformed: () => 'Nicht verfügbar',
    'error-too-high': ({ error }, { maxError }, f) =>
      `Fehler ${f.number(error)}, mehr als die zulässigen ${f.number(maxError)}`,
    'too-old': ({ asOf }, { maxAgeDays }, f) =>
      `Gemessen am ${f.date(asOf)}, vor mehr als ${f.plural(maxAgeDays, days)}`,
    'too-few-cases': ({ n }, { minCases }, f) => `${f.plural(n, cases)}, nötig sind ${f.number(minCases)}`,
  },
};
