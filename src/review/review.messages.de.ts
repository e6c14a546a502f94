import type { ReviewMessages } from './review.messages.js';

export const reviewMessagesDe: ReviewMessages = {
  yes: 'Ja',
  no: 'Nein',
  emptyValue: 'Leer',
  fieldText: (name, value) => `${name}: ${value}`,
  fieldSeparator: '; ',
  ai: 'KI',
  you: 'Sie',
  notAvailable: 'Nicht verfügbar',
  notProvided: 'Nicht angegeben',
  states: {
    'pending.open': 'Offen',
    'pending.monitored': 'Unter Beobachtung',
    'pending.escalated': 'Eskaliert',
    'pending.awaitingInfo': 'Information angefordert',
    'pending.awaitingSecond': 'Zweite Prüfung steht aus',
    'pending.adjudicating': 'In Klärung',
    'reviewing.blind': 'Erst eigene Antwort',
    'reviewing.revealed': 'In Prüfung',
    approved: 'Genehmigt',
    overridden: 'Abweichend entschieden',
    'closed.withdrawn': 'Zurückgezogen',
    'closed.expired': 'Frist abgelaufen',
    'closed.automated': 'Automatisch wirksam',
  },
  unknownStatus: (status) => `Unbekannter Status: ${status}`,
  held: 'Angehalten',
  notSaved: 'Nicht gespeichert',
  changedElsewhere: 'Von jemand anderem geändert',
  closed: 'Geschlossen',
  risks: { low: 'Niedrig', medium: 'Mittel', high: 'Hoch', critical: 'Kritisch' },
  riskNoun: (risk) => `Risiko: ${risk.toLocaleLowerCase('de')}`,
  unknownRisk: (risk) => `Unbekanntes Risiko: ${risk}`,
  verdicts: {
    approve: 'Genehmigt',
    override: 'Abweichend entschieden',
    reject: 'Abgelehnt',
    respond: 'Beantwortet',
    abstain: 'KI nicht verwendet',
  },
  notSigned: 'Noch nicht unterzeichnet',
  meanings: {
    review: 'Prüfung',
    approval: 'Genehmigung',
    responsibility: 'Verantwortung',
    authorship: 'Urheberschaft',
    override: 'abweichende Entscheidung',
    abstain: 'Verzicht auf die KI',
  },
  signedMeaning: (meaning) => `Bedeutung: ${meaning}`,
  aiSuggestion: 'KI-Vorschlag',
  aiSuggested: 'Die KI schlug vor',
  due: (when) => `Fällig ${when}`,
  wasDue: (when) => `War fällig ${when}`,
  noDeadline: 'Keine Frist',
  pausedDeadline: (when) => `Fällig ${when}, angehalten`,
  issues: {
    'command-unknown': ({ command }) => `Diese Version kennt den Befehl „${command}“ nicht.`,
    'command-illegal': () => 'Das ist im jetzigen Zustand nicht möglich.',
    'field-missing': () => 'Füllen Sie dieses Feld aus.',
    'verdict-not-offered': () => 'Die Richtlinie dieses Falls sieht das nicht vor.',
    'value-invalid': () => 'Das passt nicht zu dem, was gefragt ist.',
    'value-unchanged': () =>
      'Das ist der Vorschlag der KI. Wählen Sie einen anderen Wert oder genehmigen Sie den Vorschlag.',
    'number-out-of-range': ({ min, max }, f) =>
      typeof min === 'number' && typeof max === 'number'
        ? `Geben Sie eine Zahl von ${f.number(min)} bis ${f.number(max)} ein.`
        : typeof min === 'number'
          ? `Geben Sie ${f.number(min)} oder mehr ein.`
          : `Geben Sie ${f.number(Number(max))} oder weniger ein.`,
    'number-off-step': ({ step }, f) => `Geben Sie eine Zahl in Schritten von ${f.number(Number(step))} ein.`,
    'choice-unknown': () => 'Wählen Sie eine der Möglichkeiten.',
    'text-too-long': ({ max, length }, f) =>
      `Kürzen Sie von ${f.number(Number(length))} auf ${f.number(Number(max))} Zeichen.`,
    'text-reserved': ({ text }) => `„${text}“ steht für das, was gelöscht werden musste. Schreiben Sie etwas anderes.`,
    'date-invalid': () => 'Das ist kein Datum.',
    'date-ahead': () => 'Das liegt in der Zukunft.',
    'probability-invalid': () => 'Geben Sie eine Wahrscheinlichkeit von 0 bis 100\u00a0% ein.',
    'revision-not-newer': () => 'Eine neuere Fassung ist schon da.',
    'reason-missing': () => 'Wählen Sie einen Grund.',
    'reason-unknown': () => 'Wählen Sie einen der angebotenen Gründe.',
    'reason-text-too-short': ({ length }, f) =>
      `Beschreiben Sie den anderen Grund mit mindestens ${f.number(15)} Zeichen.${length ? ` Bisher sind es ${f.number(Number(length))}.` : ''}`,
    'check-missing': () => 'Geben Sie an, wie Sie geprüft haben.',
    'assumption-missing': () => 'Beantworten Sie die Frage, die vor der Unterschrift gestellt wird.',
    'dwell-short': ({ seconds }, f) =>
      `Sehen Sie sich den Fall mindestens so lange an: ${f.number(Number(seconds), { style: 'unit', unit: 'second', unitDisplay: 'long' })}. Oder geben Sie an, warum Sie nicht warten.`,
    'evidence-unopened': () => 'Öffnen Sie zuerst die erforderlichen Belege.',
    'signature-missing': () => 'Unterzeichnen Sie die Entscheidung.',
    'saw-missing': () => 'Sehen Sie sich zuerst den Vorschlag an.',
    'batch-refused': () =>
      'Dieser Fall lässt sich nicht zusammen mit anderen genehmigen. Öffnen Sie ihn und entscheiden Sie ihn für sich.',
  },
  assumptionQuestions: {
    holds: 'Was muss zutreffen, damit das richtig ist?',
    'rests-on': 'Worauf beruht Ihre Entscheidung?',
    otherwise: 'Was müsste anders sein, damit Sie anders entscheiden?',
  },
  forbidden: {
    'cannot-decide': () => 'Sie sind für diesen Fall nicht entscheidungsberechtigt.',
    'not-a-person': () => 'Nur ein Mensch kann entscheiden.',
    'same-person': () => 'Sie haben diesen Fall schon unterzeichnet. Die nächste Entscheidung trifft jemand anderes.',
    'not-fresh': () =>
      'Dieser Fall wurde nach Ihrer Entscheidung wieder geöffnet. Jetzt entscheidet, wer noch nicht entschieden hat.',
    'not-independent': () =>
      'Sie wissen, wer zuerst unterzeichnet hat: Sie haben deren Stopp aufgehoben oder den Fall zugewiesen. Die zweite Entscheidung trifft jemand anderes.',
    'not-adjudicator': (roles, f) => `Diesen Unterschied klärt: ${f.list(roles)}.`,
    assigned: ([name]) =>
      name ? `Dieser Fall ist zugewiesen an: ${name}.` : 'Dieser Fall ist einer anderen Person zugewiesen.',
    'assignee-signed': () => 'Diese Person hat den Fall schon unterzeichnet. Weisen Sie ihn jemand anderem zu.',
    'role-missing': (roles, f) => `Das dürfen nur diese Rollen: ${f.list(roles)}.`,
    'system-only': () => 'Das tut nur das System.',
    'not-signer': () => 'Nur wer entschieden hat, kann das zurücknehmen.',
    'legal-hold': () => 'Der Verlauf ist rechtlich gesichert: Gelöscht wird erst, wenn die Sicherung aufgehoben ist.',
    'signature-unproved': () => 'Die Unterschrift wurde nicht angenommen: Sie muss noch einmal bestätigt werden.',
    'first-shown': () =>
      'Die zweite Entscheidung hat die erste gezeigt und lässt sich darum nicht zurücknehmen. Ist der Fall entschieden, kann er wieder geöffnet werden.',
    'undo-over': () => 'Diese Entscheidung ist wirksam. Zum Ändern den Fall wieder öffnen.',
  },
};
