import type { ReplayMessages } from './replay.messages.js';

export const replayMessagesDe: ReplayMessages = {
  replayTitle: (reference) => (reference ? `Verlauf von ${reference}` : 'Verlauf'),
  replayPosition: (seq, total) => `Eintrag ${seq} von ${total}`,
  replayValue: (position, what, when) => `${position}: ${what}${when ? `, ${when}` : ''}`,
  replaySlider: 'Stelle im Protokoll',
  replayKeys:
    'Pfeiltasten gehen um einen Eintrag weiter, Bild auf zur nächsten Entscheidung und Bild ab zur vorigen, Pos 1 und Ende an den Anfang und das Ende.',
  replayControls: 'Durch das Protokoll gehen',
  replayFirst: 'Erster',
  replayPrevious: 'Voriger',
  replayPlay: 'Abspielen',
  replayPause: 'Anhalten',
  replayNext: 'Nächster',
  replayLast: 'Letzter',
  replayStill: 'Abspielen ist aus, weil dieses Gerät weniger Bewegung verlangt.',
  replayCard: 'Der Fall nach diesem Eintrag',
  replayEntries: 'Alle Einträge',
  replayLoading: (loaded, total, f) =>
    loaded === 0
      ? 'Das Protokoll wird geladen'
      : `Das Protokoll wird geladen, bisher ${f.number(loaded)}${total === undefined ? '' : ` von ${f.number(total)}`} Einträge`,
  replayEmpty: 'Es gibt keinen Eintrag, der sich zeigen ließe',
  replayFailed: 'Das Protokoll konnte nicht ganz geladen werden und lässt sich deshalb noch nicht durchgehen',
  replayBroken: {
    withheld: (seq) => `Eintrag ${seq} wird Ihnen vorenthalten`,
    missing: (seq) => `Vor Eintrag ${seq} fehlen Einträge`,
    unknown: (seq) => `Eintrag ${seq} ist von einer Art, die diese Version nicht kennt`,
    foreign: (seq) => `Eintrag ${seq} gehört zu einem anderen Fall`,
    mismatch: (seq) => `Eintrag ${seq} folgt nicht aus den vorigen`,
  },
  replayUpTo: (seq) =>
    seq
      ? `Bis Eintrag ${seq} lässt sich der Verlauf zeigen. Was danach galt, lässt sich nicht wiederherstellen.`
      : 'Von diesem Protokoll lässt sich nichts zeigen.',
  replayGoTo: (seq) => `Zu Eintrag ${seq}`,
  replayStates: (state) => `Der Eintrag selbst sagt, dass der Fall danach bei „${state}“ stand.`,
  replayBlind: (name) => `${name} antwortete zuerst. Die Antwort der KI war noch verborgen.`,
  replaySecond: (name) =>
    `${name} entschied als zweite Person. Die erste Entscheidung, ihr Grund und von wem sie ist, waren verborgen.`,
  replayPreserved: (name) => `Aufbewahrung angeordnet von ${name}`,
  replayRevision: (revision) => `Fassung ${revision}`,
  replayAnswers: 'Eigene erste Antworten',
  replayBecause: (when, reason) => `${when}. Grund: „${reason}“`,
  replaySeats: {
    first: 'Erste Entscheidung',
    second: 'Zweite Entscheidung',
    adjudicator: 'Entscheidung der Schlichtung',
  },
  replayShowSeen: (name) => `Zeigen, was ${name} sah`,
  replayHideSeen: (name) => `Ausblenden, was ${name} sah`,
  replayWithheldEntry: 'Was dieser Eintrag enthält, wird Ihnen vorenthalten',
};
