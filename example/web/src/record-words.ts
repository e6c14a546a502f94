import type { Numbers } from './words.js';

/** The words of the page for those who check the record. */
export interface RecordWords {
  record: string;
  cases: string;
  allCases: string;
  caseRecord: (id: string) => string;
  openCase: string;
  /** What the affected person is told, as a document. */
  explanation: string;
  /** Above what the affected person is told of the system before that. */
  toldToApplicant: string;
  check: string;
  mode: string;
  /** How much is verified, and in a sentence what that finds. */
  modes: Record<'quick' | 'full', { name: string; finds: string }>;
  checking: (entries: number, all: number | undefined, numbers: Numbers) => string;
  stopChecking: string;
  /** What became of it, beside the button: what was found stands in the record. */
  checked: Record<'whole' | 'broken' | 'unknown', string>;
  checkFailed: string;
  stillContains: (moment: string) => string;
  notCompared: (moment: string) => string;
  noLongerContains: (moment: string) => string;
  noLongerContainsText: (size: number, numbers: Numbers) => string;
  startAnew: string;
  preserve: string;
  lift: string;
  erase: string;
  because: string;
  becauseNeeded: string;
  /** What an erasure takes, that it takes it for good, and what it leaves. */
  erases: readonly [string, string];
  heldBy: (name: string, moment: string) => string;
  heldBecause: (reason: string) => string;
  cancel: string;
  confirm: string;
  refused: string;
  agreement: (agreed: number, pairs: number, interval: readonly [number, number], numbers: Numbers) => string;
  noAgreement: string;
  groups: string;
  decidedCases: string;
  denials: string;
  overturned: string;
  shareBetween: (low: string, high: string) => string;
}

const en: RecordWords = {
  record: 'Record',
  cases: 'Cases',
  allCases: 'Record of all cases',
  caseRecord: (id) => `Record of ${id}`,
  openCase: 'Open the case',
  explanation: 'Explanation for the applicant',
  toldToApplicant: 'What the applicant is told of the AI',
  check: 'Check the record',
  checking: (entries, all, n) =>
    `Checking: ${n.whole(entries)}${all === undefined ? '' : ` of ${n.whole(all)}`} ${(all ?? entries) === 1 ? 'entry' : 'entries'} read`,
  stopChecking: 'Stop checking',
  checked: {
    whole: 'Checked: nothing was changed after it was written.',
    broken: 'Checked: something is wrong. What was found stands in the record.',
    unknown: 'Checked, but the signatures could not be.',
  },
  mode: 'How much',
  modes: {
    quick: {
      name: 'Quick',
      finds:
        'Quick: finds whether anything of the signed record was changed, removed or added. Words that may be erased are counted, not compared.',
    },
    full: {
      name: 'Full',
      finds:
        'Full: reads every entry for itself, and also finds words that do not fit their entry, an order or times that cannot be, and which entry it is.',
    },
  },
  checkFailed: 'The record could not be read. Nothing was checked.',
  stillContains: (moment) => `The record still contains what was verified in this browser on ${moment}.`,
  notCompared: (moment) =>
    `Whether the record still contains what was verified in this browser on ${moment} could not be found out: the server gave no proof of it.`,
  noLongerContains: (moment) => `The record no longer contains what was verified on ${moment}`,
  noLongerContainsText: (size, n) =>
    `The log had ${n.whole(size)} ${size === 1 ? 'entry' : 'entries'} then. Some of them are gone or are others now: it was cut back or written anew since, whatever the server has signed. Tell whoever is responsible for the record. Where the reason is known, such as a backup that was put back, later checks can begin with the record as it is now.`,
  startAnew: 'Begin with the record as it is now',
  preserve: 'Put under legal hold',
  lift: 'Lift the legal hold',
  erase: 'Erase what the law asks to erase',
  because: 'Reason',
  becauseNeeded: 'Say why: it stands in the record.',
  erases: [
    'Erased for good: who and what the case is about, the explanation, and what people wrote in their own words, each with the salt that proves it. Nobody can bring it back.',
    'What stays: every entry and the chain, what was decided, by whom and when, and that you erased this, when and why.',
  ],
  heldBy: (name, moment) => `Under legal hold by ${name} since ${moment}`,
  heldBecause: (reason) => `Reason: “${reason}” Nothing of this record can be erased until the hold is lifted.`,
  cancel: 'Cancel',
  confirm: 'Confirm',
  refused: 'That was not done.',
  agreement: (agreed, pairs, [low, high], n) =>
    `Of ${n.whole(pairs)} cases that two people decided without knowing of each other, they agreed on ${n.whole(agreed)} (${n.percent(agreed / pairs)}; 95 % interval ${n.percent(low)} to ${n.percent(high)}).`,
  noAgreement: 'No case has been decided by two people yet.',
  groups: 'What people made of proposed denials, by group of applicants',
  decidedCases: 'Decided by people',
  denials: 'Denial proposed',
  overturned: 'Not denied after all',
  shareBetween: (low, high) => `(${low} to ${high} of them at 95 %)`,
};

const de: RecordWords = {
  record: 'Verlauf',
  cases: 'Fälle',
  allCases: 'Verlauf aller Fälle',
  caseRecord: (id) => `Verlauf von ${id}`,
  openCase: 'Fall öffnen',
  explanation: 'Erklärung für die antragstellende Person',
  toldToApplicant: 'Was die antragstellende Person über die KI erfährt',
  check: 'Verlauf prüfen',
  checking: (entries, all, n) =>
    `Wird geprüft: ${n.whole(entries)}${all === undefined ? '' : ` von ${n.whole(all)}`} ${(all ?? entries) === 1 ? 'Eintrag' : 'Einträgen'} gelesen`,
  stopChecking: 'Prüfung anhalten',
  checked: {
    whole: 'Geprüft: Nach dem Schreiben wurde nichts geändert.',
    broken: 'Geprüft: Dieser Verlauf ist nicht das, was geschrieben wurde. Was gefunden wurde, steht darin.',
    unknown: 'Geprüft, nur die Signaturen nicht.',
  },
  mode: 'Wie viel',
  modes: {
    quick: {
      name: 'Schnell',
      finds:
        'Schnell: findet, ob am signierten Verlauf etwas geändert, entfernt oder hinzugefügt wurde. Worte, die gelöscht werden dürfen, werden gezählt und nicht verglichen.',
    },
    full: {
      name: 'Vollständig',
      finds:
        'Vollständig: liest jeden Eintrag für sich und findet auch Worte, die nicht zu ihrem Eintrag passen, eine Reihenfolge oder Zeiten, die nicht sein können, und welcher Eintrag es ist.',
    },
  },
  checkFailed: 'Der Verlauf konnte nicht gelesen werden. Geprüft wurde nichts.',
  stillContains: (moment) => `Der Verlauf enthält noch, was in diesem Browser am ${moment} geprüft wurde.`,
  notCompared: (moment) =>
    `Ob der Verlauf noch enthält, was in diesem Browser am ${moment} geprüft wurde, ließ sich nicht feststellen: Der Server gab keinen Nachweis.`,
  noLongerContains: (moment) => `Der Verlauf enthält nicht mehr, was am ${moment} geprüft wurde`,
  noLongerContainsText: (size, n) =>
    `Damals hatte das Protokoll ${n.whole(size)} ${size === 1 ? 'Eintrag' : 'Einträge'}. Einige davon fehlen jetzt oder sind andere: Es wurde seither gekürzt oder neu geschrieben, was auch immer der Server signiert hat. Melden Sie es der Stelle, die für den Verlauf zuständig ist. Ist der Grund bekannt, etwa eine zurückgespielte Sicherung, können spätere Prüfungen beim jetzigen Stand beginnen.`,
  startAnew: 'Beim jetzigen Stand beginnen',
  preserve: 'Rechtlich sichern',
  lift: 'Rechtliche Sicherung aufheben',
  erase: 'Löschen, was das Gesetz zu löschen verlangt',
  because: 'Grund',
  becauseNeeded: 'Sagen Sie, warum: Es steht im Verlauf.',
  erases: [
    'Endgültig gelöscht werden: um wen und was es in dem Fall geht, die Erklärung und was Menschen mit eigenen Worten geschrieben haben, jeweils mit dem Salz, das es beweist. Niemand kann es zurückholen.',
    'Es bleibt: jeder Eintrag und die Kette, was von wem wann entschieden wurde, und dass Sie dies gelöscht haben, wann und warum.',
  ],
  heldBy: (name, moment) => `Rechtlich gesichert von ${name} seit ${moment}`,
  heldBecause: (reason) =>
    `Grund: „${reason}“ Nichts von diesem Verlauf kann gelöscht werden, bis die Sicherung aufgehoben ist.`,
  cancel: 'Abbrechen',
  confirm: 'Bestätigen',
  refused: 'Das wurde nicht getan.',
  agreement: (agreed, pairs, [low, high], n) =>
    `Von ${n.whole(pairs)} Fällen, die zwei Personen unabhängig voneinander entschieden haben, waren sie sich in ${n.whole(agreed)} einig (${n.percent(agreed / pairs)}; 95-%-Intervall ${n.percent(low)} bis ${n.percent(high)}).`,
  noAgreement: 'Noch kein Fall wurde von zwei Personen entschieden.',
  groups: 'Was Menschen aus vorgeschlagenen Ablehnungen machten, nach Gruppen von Antragstellern',
  decidedCases: 'Von Menschen entschieden',
  denials: 'Ablehnung vorgeschlagen',
  overturned: 'Doch nicht abgelehnt',
  shareBetween: (low, high) => `(${low} bis ${high} davon bei 95 %)`,
};

const ar: RecordWords = {
  record: 'السجل',
  cases: 'الحالات',
  allCases: 'سجل كل الحالات',
  caseRecord: (id) => `سجل ${id}`,
  openCase: 'فتح الحالة',
  explanation: 'شرح لمقدّم الطلب',
  toldToApplicant: 'ما يُقال لمقدّم الطلب عن الذكاء الاصطناعي',
  check: 'فحص السجل',
  checking: (entries, all, n) =>
    `جارٍ الفحص: قُرئ ${n.whole(entries)}${all === undefined ? '' : ` من ${n.whole(all)}`} من القيود`,
  stopChecking: 'إيقاف الفحص',
  checked: {
    whole: 'تم الفحص: لم يتغيّر شيء بعد كتابته.',
    broken: 'تم الفحص: هذا السجل ليس ما كُتب. ما وُجد مذكور فيه.',
    unknown: 'تم الفحص دون التواقيع.',
  },
  mode: 'المقدار',
  modes: {
    quick: {
      name: 'سريع',
      finds: 'سريع: يكشف إن غُيّر شيء من السجل الموقّع أو حُذف أو أُضيف. الكلمات التي يجوز محوها تُعدّ ولا تُقارن.',
    },
    full: {
      name: 'كامل',
      finds:
        'كامل: يقرأ كل قيد على حدة، ويكشف أيضًا كلمات لا توافق قيدها، وترتيبًا أو أوقاتًا غير ممكنة، وأيّ قيد هو المعنيّ.',
    },
  },
  checkFailed: 'تعذّرت قراءة السجل. لم يُفحص شيء.',
  stillContains: (moment) => `لا يزال السجل يحتوي على ما جرى التحقق منه في هذا المتصفح في ${moment}.`,
  notCompared: (moment) =>
    `تعذّرت معرفة ما إذا كان السجل لا يزال يحتوي على ما جرى التحقق منه في هذا المتصفح في ${moment}: لم يقدّم الخادم إثباتًا.`,
  noLongerContains: (moment) => `لم يعد السجل يحتوي على ما جرى التحقق منه في ${moment}`,
  noLongerContainsText: (size, n) =>
    `كان عدد قيود السجل حينها ${n.whole(size)}. بعضها مفقود الآن أو مختلف: قُطع السجل أو أُعيدت كتابته منذ ذلك الحين، أيًا كان ما وقّعه الخادم. أبلغ الجهة المسؤولة عن السجل. إن كان السبب معروفًا، كاستعادة نسخة احتياطية، فيمكن أن تبدأ عمليات الفحص اللاحقة من السجل كما هو الآن.`,
  startAnew: 'البدء من السجل كما هو الآن',
  preserve: 'وضع تحت الحفظ القانوني',
  lift: 'رفع الحفظ القانوني',
  erase: 'محو ما يوجب القانون محوه',
  because: 'السبب',
  becauseNeeded: 'اذكر السبب: سيُدوَّن في السجل.',
  erases: [
    'يُمحى نهائيًا: من تخصّه الحالة وموضوعها، والشرح، وما كتبه الناس بكلماتهم، كلٌّ مع القيمة العشوائية التي تثبته. لا يمكن لأحد استعادته.',
    'ويبقى: كل قيد والسلسلة، وما تقرّر ومن قرّره ومتى، وأنك محوت هذا ومتى ولماذا.',
  ],
  heldBy: (name, moment) => `تحت الحفظ القانوني بواسطة ${name} منذ ${moment}`,
  heldBecause: (reason) => `السبب: «${reason}» لا يمكن محو شيء من هذا السجل حتى يُرفع الحفظ.`,
  cancel: 'إلغاء',
  confirm: 'تأكيد',
  refused: 'لم يُنفَّذ ذلك.',
  agreement: (agreed, pairs, [low, high], n) =>
    `من ${n.whole(pairs)} حالة قررها شخصان دون علم أحدهما بالآخر اتفقا في ${n.whole(agreed)} (${n.percent(agreed / pairs)}؛ مجال 95 % من ${n.percent(low)} إلى ${n.percent(high)}).`,
  noAgreement: 'لم يقرر شخصان أي حالة بعد.',
  groups: 'ما قرره الناس في حالات الرفض المقترحة، بحسب فئة المتقدمين',
  decidedCases: 'قررها الناس',
  denials: 'اقتُرح رفضها',
  overturned: 'لم تُرفض في النهاية',
  shareBetween: (low, high) => `(من ${low} إلى ${high} منها عند 95 %)`,
};

export const RECORD_WORDS = { en, de, ar };
