import type { PolicySafeguardMessages } from './policy-safeguard.messages.js';

export const policySafeguardMessagesDe: PolicySafeguardMessages = {
  safeguardsSet: (count, format) =>
    count === 0
      ? 'Einzelne Schutzmaßnahmen: alle wie im Profil'
      : format.plural(count, {
          one: 'Einzelne Schutzmaßnahmen: # eigens eingestellt',
          other: 'Einzelne Schutzmaßnahmen: # eigens eingestellt',
        }),
  safeguardNames: {
    blindFirst: 'Eigene Antwort zuerst',
    evidenceGate: 'Verlangte Belege geöffnet',
    assumptionPrompt: 'Frage, was zutreffen muss',
    reasons: 'Begründungen',
    signature: 'Unterschrift',
    secondReview: 'Zweite Person',
    seededChecks: 'Prüffälle unter den anderen',
    weeklyBurst: 'Wöchentliche Runde von Prüffällen',
    batchApprove: 'Mehrere gemeinsam genehmigen',
    dwell: 'Wartezeit vor der Unterschrift',
    agreementNudge: 'Hinweis auf Übereinstimmung mit der KI',
    paceWatch: 'Vorschlag einer Pause',
  },
  asProfile: (value) => `wie im Profil${value === undefined ? '' : ` (${value})`}`,
  switched: { on: 'an', off: 'aus' },
  inAShare: 'in einem Teil der Fälle',
  shareOf: (safeguard) => `${safeguard}: Anteil der Fälle`,
  secondsOf: (safeguard) => `${safeguard}: Sekunden`,
  emptyIsProfile: (value) => `Leer: wie im Profil${value === undefined ? '' : ` (${value})`}.`,
  batchSettings: { off: 'aus', limited: 'begrenzt', allowed: 'erlaubt' },
  forEachVerdict: 'für jede Entscheidung eingestellt',
  verdictNames: {
    approve: 'Genehmigen',
    override: 'Ändern',
    reject: 'Ablehnen',
    respond: 'Antworten',
    abstain: 'KI nicht verwenden',
  },
  reasonDemands: { none: 'nichts', code: 'ein Grund', 'code-and-check': 'ein Grund und die Art der Prüfung' },
  demandOf: (verdict, demand) => `${verdict}: ${demand}`,
  stays: (what, value) => `${what}: bleibt ${value}`,
  asksNothing: (profile) => `Abgeschaltet, obwohl das Profil „${profile}“ es verlangt.`,
  asksLess: (profile) => `Verlangt weniger als das Profil „${profile}“.`,
  allowsMore: (profile) => `Erlaubt mehr als das Profil „${profile}“.`,
  noMoreOfNew: 'Von neuen Prüfenden wird nicht mehr verlangt als das.',
  escalationsHint: 'Wohin die Fälle einer Rolle gehen, wenn ihre Zeit vorbei ist und niemand entschieden hat.',
  escalationsSet: (count, format) =>
    count === 0
      ? 'Nächste Rollen: keine'
      : format.plural(count, { one: 'Nächste Rollen: von # Rolle', other: 'Nächste Rollen: von # Rollen' }),
  noNextRole: 'Niemand: Sie werden geschlossen',
};
