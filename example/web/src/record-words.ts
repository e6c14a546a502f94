import type { Numbers } from './words.js';

/** The words of the page for those who check the record. */
export interface RecordWords {
  record: string;
  cases: string;
  allCases: string;
  caseRecord: (id: string) => string;
  openCase: string;
  check: string;
  checking: (entries: number, all: number | undefined, numbers: Numbers) => string;
  stopChecking: string;
  checkNote: string;
  checkFailed: string;
  preserve: string;
  lift: string;
  erase: string;
  because: string;
  becauseNeeded: string;
  cancel: string;
  confirm: string;
  refused: string;
  agreement: (agreed: number, pairs: number, interval: readonly [number, number], numbers: Numbers) => string;
  noAgreement: string;
}

const en: RecordWords = {
  record: 'Record',
  cases: 'Cases',
  allCases: 'Record of all cases',
  caseRecord: (id) => `Record of ${id}`,
  openCase: 'Open the case',
  check: 'Check the record',
  checking: (entries, all, n) =>
    `Checking: ${n.whole(entries)}${all === undefined ? '' : ` of ${n.whole(all)}`} entries read`,
  stopChecking: 'Stop checking',
  checkNote: 'Every entry is read on this device and held against what the server has signed.',
  checkFailed: 'The record could not be read. Nothing was checked.',
  preserve: 'Put under legal hold',
  lift: 'Lift the legal hold',
  erase: 'Erase what the law asks to erase',
  because: 'Reason',
  becauseNeeded: 'Say why: it stands in the record.',
  cancel: 'Cancel',
  confirm: 'Confirm',
  refused: 'That was not done.',
  agreement: (agreed, pairs, [low, high], n) =>
    `Of ${n.whole(pairs)} cases that two people decided without knowing of each other, they agreed on ${n.whole(agreed)} (${n.percent(agreed / pairs)}; 95 % interval ${n.percent(low)} to ${n.percent(high)}).`,
  noAgreement: 'No case has been decided by two people yet.',
};

const de: RecordWords = {
  record: 'Verlauf',
  cases: 'Fälle',
  allCases: 'Verlauf aller Fälle',
  caseRecord: (id) => `Verlauf von ${id}`,
  openCase: 'Fall öffnen',
  check: 'Verlauf prüfen',
  checking: (entries, all, n) =>
    `Wird geprüft: ${n.whole(entries)}${all === undefined ? '' : ` von ${n.whole(all)}`} Einträgen gelesen`,
  stopChecking: 'Prüfung anhalten',
  checkNote: 'Jeder Eintrag wird auf diesem Gerät gelesen und mit dem verglichen, was der Server signiert hat.',
  checkFailed: 'Der Verlauf konnte nicht gelesen werden. Geprüft wurde nichts.',
  preserve: 'Rechtlich sichern',
  lift: 'Rechtliche Sicherung aufheben',
  erase: 'Löschen, was das Gesetz zu löschen verlangt',
  because: 'Grund',
  becauseNeeded: 'Sagen Sie, warum: Es steht im Verlauf.',
  cancel: 'Abbrechen',
  confirm: 'Bestätigen',
  refused: 'Das wurde nicht getan.',
  agreement: (agreed, pairs, [low, high], n) =>
    `Von ${n.whole(pairs)} Fällen, die zwei Personen unabhängig voneinander entschieden haben, waren sie sich in ${n.whole(agreed)} einig (${n.percent(agreed / pairs)}; 95-%-Intervall ${n.percent(low)} bis ${n.percent(high)}).`,
  noAgreement: 'Noch kein Fall wurde von zwei Personen entschieden.',
};

const ar: RecordWords = {
  record: 'السجل',
  cases: 'الحالات',
  allCases: 'سجل كل الحالات',
  caseRecord: (id) => `سجل ${id}`,
  openCase: 'فتح الحالة',
  check: 'فحص السجل',
  checking: (entries, all, n) =>
    `جارٍ الفحص: قُرئ ${n.whole(entries)}${all === undefined ? '' : ` من ${n.whole(all)}`} من القيود`,
  stopChecking: 'إيقاف الفحص',
  checkNote: 'يُقرأ كل قيد على هذا الجهاز ويُقارن بما وقّعه الخادم.',
  checkFailed: 'تعذّرت قراءة السجل. لم يُفحص شيء.',
  preserve: 'وضع تحت الحفظ القانوني',
  lift: 'رفع الحفظ القانوني',
  erase: 'محو ما يوجب القانون محوه',
  because: 'السبب',
  becauseNeeded: 'اذكر السبب: سيُدوَّن في السجل.',
  cancel: 'إلغاء',
  confirm: 'تأكيد',
  refused: 'لم يُنفَّذ ذلك.',
  agreement: (agreed, pairs, [low, high], n) =>
    `من ${n.whole(pairs)} حالة قررها شخصان دون علم أحدهما بالآخر اتفقا في ${n.whole(agreed)} (${n.percent(agreed / pairs)}؛ مجال 95 % من ${n.percent(low)} إلى ${n.percent(high)}).`,
  noAgreement: 'لم يقرر شخصان أي حالة بعد.',
};

export const RECORD_WORDS = { en, de, ar };
