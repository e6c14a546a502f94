import { learningMessagesDe } from './learning.messages.de.js';
import type { OversightMessages, ProblemDetail } from './oversight.messages.js';
import { selfCheckMessagesDe } from './self-check.messages.de.js';
import { stopMessagesDe } from './stop.messages.de.js';
import { systemMessagesDe } from './system.messages.de.js';

const given = ({ given: value }: ProblemDetail) => (typeof value === 'string' ? `„${value}“` : String(value));
const listed = (list: unknown) => (Array.isArray(list) ? list.map((each) => `„${each}“`).join(', ') : '');

export const oversightMessagesDe: OversightMessages = {
  ...learningMessagesDe,
  ...stopMessagesDe,
  ...systemMessagesDe,
  ...selfCheckMessagesDe,
  modes: {
    auto: 'Ohne Menschen',
    monitor: 'Unter Beobachtung',
    review: 'Ein Mensch entscheidet',
    second: 'Zwei Menschen',
  },
  modeMeanings: {
    auto: 'Der Wert der KI gilt, ohne dass ein Mensch entscheidet.',
    monitor: 'Der Wert der KI gilt, wenn bis zum Ende der Frist niemand eingreift.',
    review: 'Ein Mensch entscheidet.',
    second: 'Zwei Menschen entscheiden, ohne voneinander zu wissen.',
  },
  profiles: { low: 'Niedrig', standard: 'Standard', high: 'Hoch', regulated: 'Reguliert' },
  batchApprovals: { off: 'Aus', limited: 'Begrenzt', allowed: 'Erlaubt' },
  facts: {
    confidence: {
      below: ([limit]) => `Die Sicherheit der KI liegt unter ${limit}`,
      'at-least': ([limit]) => `Die Sicherheit der KI liegt bei mindestens ${limit}`,
      between: ([low, high]) => `Die Sicherheit der KI liegt zwischen ${low} und ${high}`,
    },
    entropy: {
      below: ([limit]) => `Die KI schwankt zwischen ihren Lesarten um weniger als ${limit}`,
      'at-least': ([limit]) => `Die KI schwankt zwischen ihren Lesarten um mindestens ${limit}`,
      between: ([low, high]) => `Die KI schwankt zwischen ihren Lesarten um ${low} bis ${high}`,
    },
    novelty: {
      below: () => 'Ähnlich den Fällen, mit denen die KI entstanden ist',
      'at-least': () => 'Unähnlich den Fällen, mit denen die KI entstanden ist',
      between: () => 'Den Fällen, mit denen die KI entstanden ist, nur zum Teil ähnlich',
    },
    'model-disagreement': {
      below: ([limit]) => `Weniger als ${limit} der anderen Modelle schlagen etwas anderes vor`,
      'at-least': ([limit]) => `Mindestens ${limit} der anderen Modelle schlagen etwas anderes vor`,
      between: ([low, high]) => `${low} bis ${high} der anderen Modelle schlagen etwas anderes vor`,
    },
    'factor-disagreement': {
      below: () => 'Die Faktoren weisen in eine Richtung',
      'at-least': () => 'Die Faktoren widersprechen sich',
      between: () => 'Die Faktoren widersprechen sich zum Teil',
    },
  },
  margin: {
    below: (first, second) => `Geringer Abstand zwischen ${first} und ${second}`,
    'at-least': (first, second, [limit]) => `${first} liegt um mindestens ${limit} vor ${second}`,
    between: (first, second, [low, high]) => `${first} liegt um ${low} bis ${high} vor ${second}`,
  },
  confidenceIn: (about, sentence) => `${about}: ${sentence}`,
  value: {
    below: (name, [limit]) => `${name} liegt unter ${limit}`,
    'at-least': (name, [limit]) => `${name} liegt bei mindestens ${limit}`,
    between: (name, [low, high]) => `${name} liegt zwischen ${low} und ${high}`,
  },
  proposedValue: 'Der vorgeschlagene Wert',
  valueListed: (name, value) => `${name}: ${value}`,
  valueUnlisted: (name, value) => `${name}: ${value}, in der Regel nicht genannt`,
  risk: (risk) => risk,
  kind: (kind) => `Art des Falls: ${kind}`,
  drawn: (rate) => `In der Zufallsstichprobe von ${rate}`,
  notDrawn: (rate) => `Nicht in der Zufallsstichprobe von ${rate}`,
  unknown: {
    confidence: 'Die KI hat keine brauchbare Sicherheit angegeben',
    margin: 'Aus den Werten der KI geht nicht hervor, wie nah ihre Lesarten beieinander liegen',
    entropy: 'Aus den Werten der KI geht nicht hervor, wie sehr sie schwankt',
    novelty: 'Wie unähnlich dieser Fall anderen ist, ist nicht bekannt',
    'model-disagreement': 'Kein anderes Modell wurde gefragt',
    'factor-disagreement': 'Die KI hat keine Faktoren angegeben, die sich abwägen lassen',
    value: 'Dem Vorschlag fehlt ein Wert, nach dem die Regel fragt',
  },
  noRule: 'Keine Regel betrifft diesen Fall',
  answerFirst: 'Sie antworten zuerst: Warum der Fall zu Ihnen kam, steht danach hier',
  newReviewer: 'Wer ihn bekommt, ist neu: Es wird mehr verlangt als sonst',
  reasonTitle: 'Wie dieser Fall zugewiesen wurde',
  takesEffect: (when) => `Wird am ${when} wirksam, wenn niemand eingreift`,
  tookEffect: (when) => `Wirksam seit ${when}. Kein Mensch hat darüber entschieden.`,
  policyName: (id, version) => `Richtlinie ${id}, Version ${version}`,
  problems: {
    'field-missing': () => 'Das fehlt. Ergänzen Sie es.',
    'field-unknown': ({ known }) => `Dieses Feld kennt niemand, es hätte keine Wirkung. Möglich sind ${listed(known)}.`,
    'wrong-type': (detail) =>
      detail.expected === 'number'
        ? `${given(detail)} ist keine Zahl. Schreiben Sie eine Zahl von ${detail.min} bis ${detail.max}, ohne Anführungszeichen: 90 % sind 0.9.`
        : `${given(detail)} passt hier nicht (erwartet: ${detail.expected}).`,
    'not-one-of': (detail) => `${given(detail)} gehört nicht zu ${listed(detail.list)}.`,
    'out-of-range': (detail) =>
      `${given(detail)} liegt nicht zwischen ${detail.min} und ${detail.max}.${detail.max === 1 ? ' Ein Anteil ist ein Teil von 1: 90 % sind 0.9.' : ''}`,
    'bounds-missing': () => 'Ohne Grenze wird nach nichts gefragt. Ergänzen Sie „atLeast“, „below“ oder beide.',
    'bounds-empty': ({ atLeast, below }) =>
      `Nichts ist mindestens ${atLeast} und unter ${below}. Ändern Sie die Grenzen.`,
    'list-empty': () => 'Die Liste ist leer und sagt nichts. Ergänzen Sie etwas, oder nehmen Sie die Bedingung heraus.',
    'id-repeated': (detail) =>
      `${given(detail)} heißt schon eine andere Regel. Das Protokoll nennt Regeln so: Geben Sie dieser einen eigenen Namen.`,
    'role-unknown': (detail) =>
      `Die Rolle ${given(detail)} gibt es nicht, niemand bekäme den Fall. Möglich sind ${listed(detail.roles)}.`,
    'escalation-cycle': ({ chain }) =>
      `Fälle gingen ohne Ende im Kreis: ${Array.isArray(chain) ? chain.join(' → ') : ''}. Bei einer Rolle müssen sie bleiben.`,
    'escalation-missing': ({ role }) =>
      role
        ? `Abgelaufene Fälle von „${role}“ bekommt niemand. Ergänzen Sie die Rolle in „escalations“, oder lassen Sie sie schließen.`
        : 'Ohne Rolle ist nicht bekannt, wer abgelaufene Fälle bekommt. Ergänzen Sie eine, oder lassen Sie sie schließen.',
    'veto-missing': () => 'Niemand könnte eingreifen: Sagen Sie, wie viele Minuten der Wert wartet.',
    'people-bypassed': () =>
      'Ein Fall, den keine Regel betrifft, geht an Menschen. Schreiben Sie eine Regel für das, was ohne sie gelten darf.',
    'date-invalid': (detail) => `${given(detail)} ist kein Datum mit Uhrzeit und Zeitzone, etwa 2026-12-01T08:00:00Z.`,
    'never-holds': () =>
      'Kein Fall kann diese Bedingung erfüllen. Suchen Sie Grenzen oder Listen, die einander ausschließen.',
    'never-reached': ({ before }) =>
      `Die Regeln davor nehmen jeden Fall, den diese betrifft: ${listed(before)}. Ziehen Sie sie nach oben, oder nehmen Sie sie heraus.`,
    'too-complex': () =>
      'Das ist zu verschachtelt, um zu sagen, ob es zutreffen kann. Teilen Sie es in mehrere Regeln.',
  },
};
