import type { ExplanationMessages } from './explanation.messages.js';

const similar = { one: '# ähnlicher Fall', other: '# ähnliche Fälle' };

export const explanationMessagesDe: ExplanationMessages = {
  notAvailable: 'Nicht verfügbar',
  more: 'Mehr',
  less: 'Weniger',
  showMore: (left, f) => `Mehr zeigen, noch ${f.number(left)}`,
  opened: (time) => (time ? `Geöffnet ${time}` : 'Geöffnet'),
  notOpened: 'Nicht geöffnet',
  notOpenable: 'Hier nicht zu öffnen',
  openedBy: (name) => `Was ${name} vor der Entscheidung geöffnet hatte`,
  openedUnknown: (name) => `Was ${name} vor der Entscheidung geöffnet hatte, ist nicht festgehalten`,
  requiredEvidence: (note) => (note ? `${note}. Erforderlich` : 'Erforderlich'),
  mark: 'Erklärung der KI',
  title: (value) => (value ? `Warum „${value}“ vorgeschlagen wird` : 'Warum dies vorgeschlagen wird'),
  slots: {
    summary: 'Zusammenfassung',
    factors: 'Einflüsse',
    counterEvidence: 'Was dagegen spricht',
    evidence: 'Belege',
    limits: 'Grenzen',
    trackRecord: 'Bisherige Treffer',
    model: 'Modell und Version',
  },
  notProvided: 'Nicht angegeben',
  showAllFactors: (count, f) => `Alle ${f.number(count)} Einflüsse zeigen`,
  for: (value) => (value ? `Für „${value}“` : 'Dafür'),
  against: 'Dagegen',
  weightsIn: (unit) => `Gewichte in ${unit}`,
  weightFor: (weight) => `Dafür, ${weight}`,
  weightAgainst: (weight) => `Dagegen, ${weight}`,
  noWeight: 'Ohne Gewicht',
  evidenceFor: 'Belege:',
  trackRecord: (n, right, range, f) =>
    `${f.plural(n, { one: 'Im letzten ähnlichen Fall', other: 'In den letzten # ähnlichen Fällen' })} traf dies zu ${right} zu${range ? ` (${range})` : ''}.`,
  measuredOn: (date) => `Gemessen am ${date}.`,
  tooFewSimilar: (n, f) => `${f.plural(n, similar)}, zu wenige für eine Aussage über die Treffer.`,
  facts: { model: 'Modell', calibration: 'Kalibrierung', method: 'Art der Erklärung' },
  modelVersion: (id, version, released) => `${id} ${version}${released ? `, vom ${released}` : ''}`,
};
