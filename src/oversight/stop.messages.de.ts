import type { StopMessages } from './stop.messages.js';

export const stopMessagesDe: StopMessages = {
  stop: 'Anhalten',
  stopWith: (keys) => `Einen Fall, ein Modell oder alles anhalten (${keys})`,
  stopTitle: 'Anhalten',
  stopMeaning:
    'Was angehalten ist, wird weder übernommen noch entschieden noch ausgeführt, bis es jemand fortsetzt. Entwürfe bleiben erhalten.',
  stopWhat: 'Was angehalten wird',
  stopCase: (title) => `Nur dieser Fall: ${title}`,
  stopModel: (model, version) =>
    version === undefined ? `Modell ${model}, jede Version` : `Modell ${model}, nur Version ${version}`,
  stopAll: 'Alles',
  stopAllNote: 'Jeder Fall jedes Modells, auch was noch eingeht',
  stopReason: 'Warum',
  stopReasonHint: 'Das lesen alle, die hier arbeiten.',
  stopWhatMissing: 'Geben Sie an, was angehalten wird.',
  stopReasonMissing: 'Geben Sie in wenigen Worten an, warum.',
  reach: ({ open, claimed, effects }, format) => {
    const cases = format.plural(open, { one: 'Das hält # offenen Fall an', other: 'Das hält # offene Fälle an' });
    const people = format.plural(claimed, { one: '# davon übernommen', other: '# davon übernommen' });
    if (!effects) return `${cases}, ${people}.`;
    return `${cases}, ${people}, und ${format.plural(effects, { one: '# Entscheidung, die noch nicht hinausging', other: '# Entscheidungen, die noch nicht hinausgingen' })}.`;
  },
  reachAsked: 'Es wird gezählt, was das anhält',
  reachUnknown: 'Wie viel das anhält, ließ sich nicht zählen.',
  stopSubmit: 'Jetzt anhalten',
  stopCancel: 'Abbrechen',
  stopSending: 'Das Anhalten wird gesendet',
  stopUnreached: 'Das Anhalten hat den Server nicht erreicht',
  stopUnreachedText: (tries, format) =>
    `Es gilt noch nicht: Andere können weiter entscheiden. Dieser Bildschirm ist angehalten. Es wird von selbst wieder gesendet, bis es ankommt oder Sie es aufgeben. ${format.plural(tries, { one: '# Versuch blieb ohne Antwort.', other: '# Versuche blieben ohne Antwort.' })}`,
  resumeUnreached: 'Die Anfrage hat den Server nicht erreicht',
  resumeUnreachedText: (tries, format) =>
    `Angehalten ist es weiterhin. Die Anfrage wird von selbst wieder gesendet, bis sie ankommt oder Sie sie aufgeben. ${format.plural(tries, { one: '# Versuch blieb ohne Antwort.', other: '# Versuche blieben ohne Antwort.' })}`,
  tryNow: 'Jetzt versuchen',
  giveUp: 'Aufgeben',
  givenUp: 'Aufgegeben. Ob der letzte Versuch ankam, ist nicht bekannt.',
  stopForbidden: (roles) => `Ihre Rolle darf das nicht. Nötig ist: ${roles}.`,
  stopRefused: 'Der Server hat es abgelehnt. Nichts hat sich geändert.',
  resumedAlready: (name) => `${name} hat es bereits fortgesetzt.`,
  stopsLabel: 'Angehaltenes',
  stopped: {
    all: (name) => `Alles angehalten von ${name}`,
    model: (name, model, version) =>
      version === undefined
        ? `Modell ${model} angehalten von ${name}`
        : `Modell ${model}, Version ${version}, angehalten von ${name}`,
  },
  stoppedText: (when, reason) => `${when}. Grund: „${reason}“`,
  stoppedHeld: (held, format) =>
    held === undefined
      ? 'Nichts davon wird übernommen, entschieden oder ausgeführt. Entwürfe bleiben erhalten.'
      : `${format.plural(held, { one: '# Fall ist angehalten', other: '# Fälle sind angehalten' })}: nicht übernommen, nicht entschieden, nicht ausgeführt. Entwürfe bleiben erhalten.`,
  resumeIs: (roles) => `Fortsetzen darf die Rolle: ${roles}.`,
  resume: 'Fortsetzen',
  resumeTitle: 'Fortsetzen',
  resumeMeaning: 'Was nur dadurch angehalten ist, geht weiter, wo es stand. Was sonst etwas anhält, bleibt angehalten.',
  resumeReason: 'Warum es weitergehen kann',
  resumeSubmit: 'Jetzt fortsetzen',
  resumeSending: 'Die Anfrage zum Fortsetzen wird gesendet',
  resumed: 'Es ist nicht mehr angehalten.',
  newsLate: 'Was angehalten wird, erscheint hier vielleicht verspätet',
  newsLateText: 'Die Verbindung, die es sofort meldet, ist unterbrochen. Es wird alle paar Sekunden nachgefragt.',
};
