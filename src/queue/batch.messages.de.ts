import type { PluralForms } from '../internal/format.js';
import type { BatchMessages } from './batch.messages.js';

const cases: PluralForms = { one: '# Fall', other: '# Fälle' };
const selectedCases: PluralForms = { one: '# ausgewählten Fall', other: '# ausgewählten Fällen' };

export const batchMessagesDe: BatchMessages = {
  title: 'Gemeinsam genehmigen',
  checking: (selected, f) =>
    `Prüft ${f.plural(selected, { one: '# ausgewählten Fall', other: '# ausgewählte Fälle' })}`,
  summary: (together, selected, f) =>
    together === selected
      ? `Alle ${f.number(selected)} ausgewählten lassen sich gemeinsam genehmigen.`
      : `${f.number(together)} von ${f.number(selected)} ausgewählten lassen sich gemeinsam genehmigen.`,
  tooFew: (selected, f) =>
    `Von ${f.plural(selected, selectedCases)} lassen sich keine zwei gemeinsam genehmigen. Öffnen Sie sie und entscheiden Sie jeden für sich.`,
  most: (most, f) => `Höchstens ${f.number(most)}.`,
  openFirst: (reference) => `Öffnen Sie zuerst ${reference}`,
  openFirstText:
    'Einer von zehn wird gezogen und angesehen, bevor die anderen folgen. Wer neu auswählt, zieht denselben Fall. Gezogen wird durch Zufall, nicht danach, was die KI sagt.',
  firstOpened: (reference) => `${reference} wurde zum Öffnen gezogen und ist geöffnet worden.`,
  open: 'Öffnen',
  openCase: (reference) => `Öffnen: ${reference}`,
  unknownCase: 'Nicht verfügbar',
  together: 'Lassen sich gemeinsam genehmigen',
  given: 'In dieser gemeinsamen Genehmigung',
  left: 'Nicht dabei',
  approve: (count, f) => `${f.plural(count, cases)} genehmigen`,
  openEach: 'Einzeln öffnen',
  recorded: 'Das Protokoll hält bei jedem Fall fest, dass er einer von mehreren war und ob Sie ihn geöffnet hatten.',
  openBefore: (reference) => `Öffnen Sie ${reference}, bevor Sie genehmigen.`,
  stop: 'Nach diesem Fall anhalten',
  stopping: 'Hält nach diesem Fall an',
  retry: 'Erneut versuchen',
  undo: (count, f) => `${f.plural(count, cases)} zurücknehmen`,
  undoUntil: (time) => `Zurücknehmen ist längstens bis ${time} möglich.`,
  close: 'Schließen',
  approving: 'Wird genehmigt',
  takingBack: 'Wird zurückgenommen',
  progress: (done, total, f) => `${f.number(done)} von ${f.number(total)} erledigt`,
  waiting: 'Wartet auf eine Verbindung. Nichts geht verloren.',
  started: (count, f) =>
    `${f.plural(count, { one: '# Fall wird genehmigt', other: '# Fälle werden nacheinander genehmigt' })}.`,
  undoStarted: (count, f) =>
    `${f.plural(count, { one: '# Fall wird zurückgenommen', other: '# Fälle werden nacheinander zurückgenommen' })}.`,
  result: ({ approved, failed, untried, undone, kept }, f) =>
    [
      approved > 0 && `${f.number(approved)} genehmigt`,
      undone > 0 && `${f.number(undone)} zurückgenommen`,
      kept > 0 && `${f.number(kept)} nicht zurückzunehmen und weiter genehmigt`,
      failed > 0 && `${f.number(failed)} nicht genehmigt`,
      untried > 0 && `${f.number(untried)} nicht begonnen`,
    ]
      .filter(Boolean)
      .join(', ')
      .concat('.'),
  statuses: {
    checking: 'Wird angesehen',
    left: 'Nicht dabei',
    ready: 'Wartet',
    sending: 'Wird genehmigt',
    approved: 'Genehmigt',
    failed: 'Nicht genehmigt',
    untried: 'Nicht begonnen',
    undoing: 'Wird zurückgenommen',
    undone: 'Zurückgenommen',
    kept: 'Bleibt genehmigt',
  },
  failures: {
    taken: 'Jemand anderes bearbeitet ihn.',
    decided: 'Er wurde inzwischen entschieden. Öffnen Sie ihn, um zu sehen wie.',
    changed: 'Er ist nicht mehr, was aufgeführt war. Öffnen Sie ihn und entscheiden Sie ihn für sich.',
    lost: 'Die Übernahme endete vor der Genehmigung. Es wurde nichts festgehalten; versuchen Sie es erneut.',
    held: 'Er ist angehalten. Versuchen Sie es erneut, sobald er fortgesetzt ist.',
    forbidden: 'Das steht Ihnen nicht offen.',
    refused: 'Er wurde so nicht angenommen. Öffnen Sie ihn und entscheiden Sie ihn für sich.',
    gone: 'Diesen Fall gibt es nicht.',
    'signed-out': 'Sie sind nicht mehr angemeldet. Melden Sie sich an und versuchen Sie es erneut.',
    unreachable: 'Es kam keine Antwort, es kann also trotzdem geschehen sein. Ein erneuter Versuch tut nichts doppelt.',
    'undo-over': 'Die Entscheidung ist wirksam. Öffnen Sie den Fall, um ihn wieder aufzunehmen.',
  },
  because: (sentence, words) => `${sentence} „${words}“`,
  problems: {
    'answer-first': 'Sie antworten, bevor die KI gezeigt wird.',
    off: 'Nach seiner Richtlinie wird jeder Fall für sich entschieden.',
    risk: 'Sein Risiko ist höher als niedrig.',
    'second-review': 'Zwei Personen entscheiden über ihn.',
    signature: 'Er ist zu unterzeichnen.',
    evidence: 'Seine Belege sind zu öffnen.',
    assumption: 'Er fragt, was zutreffen muss.',
    reason: 'Er verlangt einen Grund.',
    dwell: 'Er verlangt Zeit am Bildschirm.',
    'not-offered': 'Seine Richtlinie sieht keine Genehmigung vor.',
    'views-unrecorded': 'Wer ihn ansieht, wird nicht festgehalten.',
    uncalibrated: 'Wie wahrscheinlich der Vorschlag stimmt, ist nicht bekannt.',
    unlikely: 'Der Vorschlag stimmt weniger als sehr wahrscheinlich.',
    decided: 'Er ist schon entschieden.',
    held: 'Er ist angehalten.',
    claimed: 'Jemand anderes bearbeitet ihn.',
    'own-claim': 'Sie bearbeiten ihn. Entscheiden Sie ihn dort.',
    escalated: 'Er wurde weitergegeben.',
    waiting: 'Er wartet auf eine Antwort.',
    undecidable: 'Sie dürfen ihn nicht entscheiden.',
    unreadable: 'Er ließ sich nicht laden.',
    'too-few': 'Er wäre allein.',
    'too-many': 'Es sind schon so viele, wie auf einmal genehmigt werden dürfen.',
    'not-among': 'Er war nicht unter den ausgewählten.',
    unopened: 'Der gezogene Fall ist nicht geöffnet worden.',
    'not-begun':
      'Der Fall, der zuerst zu öffnen war, ist noch nicht genehmigt: Mit ihm beginnt die gemeinsame Genehmigung.',
    'unknown-case': 'Einen der anderen gibt es nicht mehr.',
    'not-together': 'Einer der anderen darf nicht zusammen mit anderen genehmigt werden.',
    'other-batch': 'Die gemeinsame Genehmigung ist inzwischen eine andere.',
  },
};
