import type { PolicyHistoryMessages } from './policy-history.messages.js';

export const policyHistoryMessagesDe: PolicyHistoryMessages = {
  versions: 'Versionen',
  showVersions: 'Alle Versionen zeigen',
  versionsLoading: 'Die Versionen werden geladen',
  versionsNone: 'Es ist keine Version aufgezeichnet.',
  versionsUnavailable: 'Die Versionen konnten nicht geladen werden.',
  versionName: (version) => `Version ${version}`,
  inEffect: (from, until) =>
    `Jetzt in Kraft, ${from === undefined ? 'von Anfang an' : `seit ${from}`}${until === undefined ? '' : `, bis ${until}`}`,
  takesEffect: (from, until) => `Gilt ab ${from}${until === undefined ? '' : `, bis ${until}`}`,
  wasInEffect: (from, until) => `War in Kraft ${from === undefined ? 'von Anfang an' : `von ${from}`} bis ${until}`,
  waitsForSecond: (from) =>
    `Wartet auf eine zweite Person. Gilt, sobald sie bestätigt ist${from === undefined ? '' : `, nicht vor ${from}`}.`,
  neverConfirmed: 'War nie in Kraft: Niemand hat sie bestätigt.',
  neverInEffect: (version) => `War nie in Kraft: Version ${version} trat an ihre Stelle.`,
  savedBy: 'Gespeichert von',
  beforeTime: ', ',
  savedBecause: 'Warum',
  noReason: 'Kein Grund ist aufgezeichnet.',
  secondPerson: 'Zweite Person',
  nobody: 'Niemand',
  nobodyYet: 'Noch niemand',
  changedAgainst: (version, before) => `Was Version ${version} gegenüber Version ${before} geändert hat`,
  startFrom: (version) => `Von Version ${version} ausgehen`,
  startedFrom: (version) =>
    `Das Formular enthält jetzt Version ${version}. Noch ist nichts gespeichert, und die letzte Änderung lässt sich zurücknehmen.`,
};
