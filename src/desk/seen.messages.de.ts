import type { SeenMessages } from './seen.messages.js';

export const seenMessagesDe: SeenMessages = {
  seenTitle: (name, when) => `Was ${name} bei der Entscheidung sah${when ? `, ${when}` : ''}`,
  seenMark: 'Rekonstruktion',
  seenSources: (count, list) =>
    `Wiederhergestellt aus ${count === 1 ? 'Eintrag' : 'den Einträgen'} ${list} des Protokolls. Das ist nicht der laufende Fall, und hier lässt sich nichts ändern.`,
  seenNothing: (seq) =>
    `Was zu sehen war, lässt sich nicht wiederherstellen: Eintrag ${seq} ist keine Entscheidung einer Person, wird Ihnen vorenthalten oder fehlt.`,
  seenErased: (when, name, reason) =>
    `Worum es im Fall ging, wurde${when ? ` am ${when}` : ''} von ${name} gelöscht. Grund: „${reason}“`,
  seenGapsTitle: 'Was das Protokoll nicht sagen kann',
  seenGaps: {
    entries: 'Einträge vor der Entscheidung fehlen oder werden Ihnen vorenthalten.',
    proposal: 'Die gesehene Fassung steht in keinem der vorhandenen Einträge.',
    fingerprint: 'Der Vorschlag im Protokoll ist nicht der gesehene: Die Prüfsummen unterscheiden sich.',
    erased: 'Worum es im Fall ging und die Erklärung wurden von Gesetzes wegen gelöscht.',
    exposure:
      'Der Eintrag stammt aus der Zeit, bevor festgehalten wurde, was zu sehen war. Gezeigt wird, was andere Einträge sagen.',
    confidence: 'Wie die Sicherheit der KI auf dem Bildschirm stand.',
    evidence: 'Welche Belege geöffnet waren.',
    'evidence-times': 'Wann einige der Belege geöffnet wurden.',
    'active-time': 'Wie lange der Fall zu sehen war.',
  },
  seenTheirAnswer: (name) => `Erste Antwort von ${name}, bevor die KI gezeigt wurde`,
  seenTheirEstimate: (band) => `${band}, nach eigener Einschätzung.`,
  seenConditions: 'Wie entschieden wurde',
  seenSeat: 'Entschieden als',
  seenSeats: {
    first: 'Erste Unterschrift',
    second: 'Zweite Unterschrift',
    adjudicator: 'Schlichtung, mit beiden Entscheidungen auf dem Tisch',
  },
  seenAnswerFirst: 'Eigene Antwort zuerst',
  seenAnswerFirstYes: 'Ja, die Antwort der KI war bis dahin verborgen',
  seenAnswerFirstNo: 'Nein',
  seenRevealed: 'Antwort der KI gezeigt',
  seenConfidence: 'Sicherheit auf dem Bildschirm',
  seenSafeguards: 'Verlangt wurde',
  seenSafeguard: {
    'answer-first': 'vor der KI zu antworten',
    'evidence-gate': 'die verlangten Belege zu öffnen',
    reason: 'einen Grund anzugeben',
    check: 'anzugeben, wie geprüft wurde',
    signature: 'zu unterschreiben',
    'second-review': 'eine zweite, unabhängige Entscheidung',
    assumption: 'anzugeben, was zutreffen muss',
    dwell: 'vor der Unterschrift zu warten',
  },
  seenNoSafeguards: 'Nichts außer der Entscheidung',
  seenKeptBack: 'Vorenthalten wurde',
  seenKept: {
    answer: () => 'Die Antwort der KI, bis die eigene gegeben war',
    'first-decision': (seq) =>
      `Die erste Entscheidung, ihr Grund und von wem sie ist (Eintrag ${seq}), bis die eigene vorlag`,
  },
  seenNothingKept: 'Nichts',
  seenPolicy: 'Geltende Regel',
  seenPolicyVersion: (id, version) => `${id}, Version ${version}`,
  seenRevision: 'Fassung des Vorschlags',
  seenModel: 'Modell',
  seenActive: 'Fall im Blick',
  seenActiveTime: (ms, f) =>
    ms < 60_000 ? f.plural(Math.round(ms / 1000), { one: '# Sekunde', other: '# Sekunden' }) : f.duration(ms),
  seenNotOnRecord: 'Nicht festgehalten',
  seenNoEvidence: 'Davon ist nichts festgehalten',
};
