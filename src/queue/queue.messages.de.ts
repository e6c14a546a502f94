import type { PluralForms } from '../internal/format.js';
import { filterMessagesDe } from './filter.messages.de.js';
import type { QueueMessages } from './queue.messages.js';

const cases: PluralForms = { one: '# Fall', other: '# Fälle' };

export const queueMessagesDe: QueueMessages = {
  ...filterMessagesDe,
  notProvided: 'Nicht angegeben',
  title: 'Prüfliste',
  count: (total, f) => f.plural(total, cases),
  gridLabel: (title, order) => `${title}, ${order}`,
  orderLabel: 'Reihenfolge',
  orders: {
    oldest: 'Älteste zuerst',
    newest: 'Neueste zuerst',
    due: 'Früheste Frist zuerst',
    'least-confident': 'Unsicherste zuerst',
    risk: 'Höchstes Risiko zuerst',
    margin: 'Knappste zuerst',
    entropy: 'Am breitesten gestreute zuerst',
    'expected-cost': 'Höchste erwartete Kosten zuerst',
  },
  columns: {
    select: 'Auswählen',
    case: 'Fall',
    why: 'Grund der Vorlage',
    score: 'KI-Bewertung',
    risk: 'Risiko',
    due: 'Frist',
    status: 'Status',
  },
  dueColumn: (zone) => `Frist (${zone})`,
  updated: (count, f) => `${f.plural(count, cases)} aktualisiert`,
  upToDate: 'Keine Aktualisierungen',
  updatesPaused: (updated) => (updated === undefined ? 'Aktualisierung pausiert' : `${updated}, pausiert`),
  streams: {
    connecting: 'Verbindung für Aktualisierungen wird hergestellt',
    polling: 'Aktualisierungen kommen verzögert an',
    down: (time) => (time === undefined ? 'Keine Aktualisierungen möglich' : `Keine Aktualisierungen. Stand: ${time}`),
  },
  streamBack: 'Aktualisierungen kommen wieder an',
  tryNow: 'Jetzt versuchen',
  show: 'Anzeigen',
  pause: 'Pausieren',
  resume: 'Fortsetzen',
  selected: (count, f) => `${f.number(count)} ausgewählt`,
  clear: 'Auswahl aufheben',
  select: (name) => `${name} auswählen`,
  scoredGroup: 'Nach Bewertung',
  scoredGroupNote: 'unsicherste zuerst',
  answerFirst: 'Zuerst antworten',
  answerFirstNote: 'nach Frist, KI verborgen',
  afterAnswer: 'Nach Ihrer Antwort',
  places: {
    margin: (share) =>
      share === undefined
        ? 'Nach dem Abstand der beiden wahrscheinlichsten Antworten'
        : `Abstand der beiden wahrscheinlichsten Antworten: ${share}`,
    entropy: (nats) =>
      nats === undefined ? 'Nach der Streuung der Bewertungen' : `Streuung der Bewertungen: Entropie ${nats}`,
    expectedCost: (cost) => (cost === undefined ? 'Nach erwarteten Kosten' : `Erwartete Kosten: ${cost}`),
    leastConfidence: (share) =>
      share === undefined ? 'Nach der Bewertung der wahrscheinlichsten Antwort' : `Wahrscheinlichste Antwort: ${share}`,
    due: (when, isOver) => `${isOver ? 'War fällig' : 'Fällig'} ${when}`,
    random: 'Im Zufallsanteil',
    answerFirst: 'Platz durch Zufall bestimmt',
    noDeadline: 'Am Ende: keine Frist',
    notMeasured: 'Am Ende: kein Maß für diese Reihenfolge',
  },
  comma: ', ',
  since: (when) => `Seit ${when}`,
  sinceUnknown: 'Alter nicht verfügbar',
  waiting: (duration) => `Wartezeit ${duration}`,
  claimedBy: (name) => `bei ${name}`,
  claimedByAnother: 'bei einer anderen Person',
  assignedToYou: 'Ihnen zugewiesen',
  assignedTo: (name) => `zugewiesen an ${name}`,
  assignedToAnother: 'einer anderen Person zugewiesen',
  skippedBy: (count, f) => `von ${f.number(count)} zurückgegeben`,
  empty: 'Keine Fälle',
  emptyText: 'Neue Fälle erscheinen hier, sobald sie eingehen.',
  loading: 'Fälle werden geladen',
  loaded: (count, f) => `${f.plural(count, cases)} geladen`,
  problems: {
    list: 'Die Prüfliste konnte nicht geladen werden',
    more: 'Weitere Fälle konnten nicht geladen werden',
    updates: 'Änderungen anderer können nicht empfangen werden',
    slow: 'Die Prüfliste braucht länger als üblich',
  },
  safe: 'Fälle und Entwürfe sind sicher, und ohne Sie wird nichts entschieden.',
  retry: 'Erneut versuchen',
  shown: (count, total, f) =>
    total === undefined ? `${f.number(count)} angezeigt` : `${f.number(count)} von ${f.number(total)} angezeigt`,
  loadMore: (count, f) => (count === undefined ? 'Weitere laden' : `${f.number(count)} weitere laden`),
  moreLoaded: (count, f) => `${f.plural(count, { one: '# weiterer Fall', other: '# weitere Fälle' })} geladen`,
};
