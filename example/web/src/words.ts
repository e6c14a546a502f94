import type { ModelState } from '../../server/model-service.js';

type Report = NonNullable<ModelState['report']>;
type Change = Report['comparison']['brier']['change'];
type Measure = keyof Report['comparison'];

/** Numbers as the language writes them. */
export interface Numbers {
  whole(value: number): string;
  percent(share: number): string;
  decimal(value: number): string;
  date(iso: string): string;
}

/** The words of this page; the kit brings its own. */
export interface Words {
  title: string;
  loading: string;
  unreachable: string;
  stillSignedIn: string;
  tryAgain: string;
  signIn: string;
  signInIntro: string;
  person: string;
  password: string;
  passwordHint: (password: string) => string;
  signInRefused: string;
  signInTooOften: string;
  signedInAs: (name: string, title: string) => string;
  signOut: string;
  theme: string;
  themes: Record<'system' | 'light' | 'dark', string>;
  language: string;
  generated: string;
  fromFile: (name: string) => string;
  readsOnly: string;
  model: string;
  policy: string;
  modelVersion: (version: string, date: string) => string;
  learnedFrom: (train: string, decisions: string, hasDecisions: boolean) => string;
  measuredOn: (heldOut: string) => string;
  measures: Record<Measure, string>;
  measureNotes: Record<Measure, string>;
  retrain: string;
  retraining: string;
  retrainNote: string;
  labels: (available: number, fresh: number, numbers: Numbers) => string;
  report: (from: string, to: string) => string;
  reportDecisions: (report: Report, numbers: Numbers) => string;
  reportRevised: (count: number, numbers: Numbers) => string;
  measure: string;
  before: string;
  after: string;
  change: string;
  changes: Record<Change, string>;
  difference: (low: string, high: string) => string;
  verdictOf: (changes: readonly Change[]) => string;
}

const en: Words = {
  title: 'Credit desk',
  loading: 'Loading',
  unreachable: 'The server cannot be reached. What you decided is kept.',
  stillSignedIn: 'The server cannot be reached. You are still signed in.',
  tryAgain: 'Try again',
  signIn: 'Sign in',
  signInIntro: 'Choose who you are. Everybody here is made up.',
  person: 'Person',
  password: 'Password',
  passwordHint: (password) => `The password of this demonstration is “${password}”.`,
  signInRefused: 'Person and password do not fit.',
  signInTooOften: 'That was tried too often. Wait a moment, then try again.',
  signedInAs: (name, title) => `${name}, ${title}`,
  signOut: 'Sign out',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  language: 'Language',
  generated: 'The applications and their outcomes are generated. None of them is real.',
  fromFile: (name) => `The applications come from ${name}.`,
  readsOnly: 'Your account can read cases. Deciding takes the role of a reviewer.',
  model: 'Model',
  policy: 'Policy',
  modelVersion: (version, date) => `Version ${version}, trained ${date}`,
  learnedFrom: (train, decisions, hasDecisions) =>
    hasDecisions
      ? `Learned from ${train} applications, ${decisions} of them by what people decided.`
      : `Learned from ${train} applications with a known outcome.`,
  measuredOn: (heldOut) => `Measured on ${heldOut} held-out applications that it has not learned from.`,
  measures: { accuracy: 'Accuracy', calibrationError: 'Calibration error', brier: 'Brier score' },
  measureNotes: {
    accuracy: 'share where the likelier outcome is the true one; higher is better',
    calibrationError: 'distance of said and true probabilities; lower is better',
    brier: 'squared error of the probabilities; lower is better',
  },
  retrain: 'Retrain',
  retraining: 'Retraining',
  retrainNote:
    'A decision stands in for the outcome of its application. Open proposals get a new revision; a case that somebody is reviewing only where something else is proposed.',
  labels: (available, fresh, numbers) =>
    available === 0
      ? 'Nobody has approved or overridden a proposal yet: there is nothing to learn from.'
      : `${numbers.whole(available)} ${available === 1 ? 'decision' : 'decisions'} to learn from, ${numbers.whole(fresh)} of them new.`,
  report: (from, to) => `What version ${to} changed from version ${from}`,
  reportDecisions: ({ decisions, contrary, n }, numbers) =>
    `It learned from ${numbers.whole(decisions)} ${decisions === 1 ? 'decision' : 'decisions'}, ${numbers.whole(contrary)} of them against the outcome on file. Both versions were measured on the same ${numbers.whole(n)} held-out applications.`,
  reportRevised: (count, numbers) =>
    `${numbers.whole(count)} open ${count === 1 ? 'proposal was' : 'proposals were'} revised.`,
  measure: 'Measure',
  before: 'Before',
  after: 'After',
  change: 'Change',
  changes: { better: 'Better', worse: 'Worse', 'no-clear-difference': 'No clear difference' },
  difference: (low, high) => `difference ${low} to ${high}, 95% interval`,
  verdictOf: (changes) =>
    changes.includes('worse')
      ? 'The new version is worse in part. It is in use all the same: people decide.'
      : changes.includes('better')
        ? 'The new version is better where the table says so.'
        : 'No difference that chance would not explain.',
};

const de: Words = {
  title: 'Kreditprüfung',
  loading: 'Wird geladen',
  unreachable: 'Der Server ist nicht erreichbar. Was Sie entschieden haben, bleibt erhalten.',
  stillSignedIn: 'Der Server ist nicht erreichbar. Sie sind noch angemeldet.',
  tryAgain: 'Erneut versuchen',
  signIn: 'Anmelden',
  signInIntro: 'Wählen Sie, wer Sie sind. Alle Personen sind erfunden.',
  person: 'Person',
  password: 'Passwort',
  passwordHint: (password) => `Das Passwort dieser Vorführung ist „${password}“.`,
  signInRefused: 'Person und Passwort passen nicht zusammen.',
  signInTooOften: 'Das waren zu viele Versuche. Warten Sie einen Moment und versuchen Sie es dann noch einmal.',
  signedInAs: (name, title) => `${name}, ${title}`,
  signOut: 'Abmelden',
  theme: 'Farbschema',
  themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  language: 'Sprache',
  generated: 'Die Anträge und ihre Ausgänge sind erzeugt. Keiner davon ist echt.',
  fromFile: (name) => `Die Anträge stammen aus ${name}.`,
  readsOnly: 'Ihr Konto kann Fälle lesen. Zum Entscheiden braucht es die Rolle einer Prüferin oder eines Prüfers.',
  model: 'Modell',
  policy: 'Richtlinie',
  modelVersion: (version, date) => `Version ${version}, trainiert am ${date}`,
  learnedFrom: (train, decisions, hasDecisions) =>
    hasDecisions
      ? `Hat aus ${train} Anträgen gelernt, bei ${decisions} davon aus der Entscheidung eines Menschen.`
      : `Hat aus ${train} Anträgen mit bekanntem Ausgang gelernt.`,
  measuredOn: (heldOut) => `Gemessen an ${heldOut} zurückgehaltenen Anträgen, aus denen es nicht gelernt hat.`,
  measures: { accuracy: 'Genauigkeit', calibrationError: 'Kalibrierungsfehler', brier: 'Brier-Wert' },
  measureNotes: {
    accuracy: 'Anteil, bei dem der wahrscheinlichere Ausgang der wahre ist; höher ist besser',
    calibrationError: 'Abstand zwischen genannter und wahrer Wahrscheinlichkeit; niedriger ist besser',
    brier: 'quadrierter Fehler der Wahrscheinlichkeiten; niedriger ist besser',
  },
  retrain: 'Neu trainieren',
  retraining: 'Wird trainiert',
  retrainNote:
    'Eine Entscheidung steht für den Ausgang ihres Antrags. Offene Vorschläge erhalten eine neue Fassung; was gerade jemand prüft, nur wenn etwas anderes vorgeschlagen wird.',
  labels: (available, fresh, numbers) =>
    available === 0
      ? 'Noch wurde kein Vorschlag angenommen oder geändert: Es gibt nichts zu lernen.'
      : `${numbers.whole(available)} ${available === 1 ? 'Entscheidung' : 'Entscheidungen'} zum Lernen, davon ${numbers.whole(fresh)} neu.`,
  report: (from, to) => `Was Version ${to} gegenüber Version ${from} geändert hat`,
  reportDecisions: ({ decisions, contrary, n }, numbers) =>
    `Gelernt wurde aus ${numbers.whole(decisions)} ${decisions === 1 ? 'Entscheidung' : 'Entscheidungen'}, davon ${numbers.whole(contrary)} gegen den bekannten Ausgang. Beide Versionen wurden an denselben ${numbers.whole(n)} zurückgehaltenen Anträgen gemessen.`,
  reportRevised: (count, numbers) =>
    count === 1
      ? '1 offener Vorschlag wurde neu gefasst.'
      : `${numbers.whole(count)} offene Vorschläge wurden neu gefasst.`,
  measure: 'Maß',
  before: 'Vorher',
  after: 'Nachher',
  change: 'Änderung',
  changes: { better: 'Besser', worse: 'Schlechter', 'no-clear-difference': 'Kein klarer Unterschied' },
  difference: (low, high) => `Unterschied ${low} bis ${high}, 95-%-Intervall`,
  verdictOf: (changes) =>
    changes.includes('worse')
      ? 'Die neue Version ist zum Teil schlechter. Sie ist dennoch im Einsatz: Menschen entscheiden.'
      : changes.includes('better')
        ? 'Die neue Version ist besser, wo die Tabelle es sagt.'
        : 'Kein Unterschied, den der Zufall nicht erklären würde.',
};

/** Keeps a sign before its number where the text around runs from right to left. */
const isolated = (text: string) => `\u2066${text}\u2069`;

const ar: Words = {
  title: 'مكتب الائتمان',
  loading: 'جارٍ التحميل',
  unreachable: 'يتعذّر الوصول إلى الخادم. ما قرّرته محفوظ.',
  stillSignedIn: 'يتعذّر الوصول إلى الخادم. ما زلت مسجّلاً الدخول.',
  tryAgain: 'إعادة المحاولة',
  signIn: 'تسجيل الدخول',
  signInIntro: 'اختر من أنت. جميع الأشخاص هنا خياليون.',
  person: 'الشخص',
  password: 'كلمة المرور',
  passwordHint: (password) => `كلمة المرور في هذا العرض هي «${password}».`,
  signInRefused: 'الشخص وكلمة المرور غير متطابقين.',
  signInTooOften: 'جرت محاولات كثيرة. انتظر لحظة ثم حاول مرة أخرى.',
  signedInAs: (name, title) => `${name}، ${title}`,
  signOut: 'تسجيل الخروج',
  theme: 'المظهر',
  themes: { system: 'حسب النظام', light: 'فاتح', dark: 'داكن' },
  language: 'اللغة',
  generated: 'الطلبات ونتائجها مولَّدة، وليس أيٌّ منها حقيقيًا.',
  fromFile: (name) => `مصدر الطلبات: ${name}.`,
  readsOnly: 'يمكن لحسابك قراءة الحالات. يتطلب اتخاذ القرار دور المراجِع.',
  model: 'النموذج',
  policy: 'السياسة',
  modelVersion: (version, date) => `الإصدار ${version}، دُرِّب في ${date}`,
  learnedFrom: (train, decisions, hasDecisions) =>
    hasDecisions
      ? `عدد الطلبات التي تعلّم منها: ${train}، ومنها بقرارات أشخاص: ${decisions}.`
      : `عدد الطلبات ذات النتيجة المعروفة التي تعلّم منها: ${train}.`,
  measuredOn: (heldOut) => `عدد الطلبات المستبعَدة من التعلّم التي قيس عليها: ${heldOut}.`,
  measures: { accuracy: 'الدقة', calibrationError: 'خطأ المعايرة', brier: 'درجة برايير' },
  measureNotes: {
    accuracy: 'نسبة الحالات التي كانت فيها النتيجة الأرجح هي الصحيحة؛ الأعلى أفضل',
    calibrationError: 'الفرق بين الاحتمالات المذكورة والفعلية؛ الأقل أفضل',
    brier: 'مربع خطأ الاحتمالات؛ الأقل أفضل',
  },
  retrain: 'إعادة التدريب',
  retraining: 'جارٍ التدريب',
  retrainNote:
    'يحلّ القرار محلّ نتيجة طلبه. وتحصل المقترحات المفتوحة على مراجعة جديدة، أما الحالة التي يراجعها شخص الآن فلا تتغيّر إلا إذا اختلف المقترح.',
  labels: (available, fresh, numbers) =>
    available === 0
      ? 'لم يُعتمد أي مقترح أو يُعدَّل بعد، فلا شيء للتعلّم منه.'
      : `القرارات المتاحة للتعلّم: ${numbers.whole(available)}، الجديد منها: ${numbers.whole(fresh)}.`,
  report: (from, to) => `ما غيّره الإصدار ${to} عن الإصدار ${from}`,
  reportDecisions: ({ decisions, contrary, n }, numbers) =>
    `عدد القرارات التي تعلّم منها: ${numbers.whole(decisions)}، ومنها المخالف للنتيجة المسجّلة: ${numbers.whole(contrary)}. قيس الإصداران على الطلبات المستبعَدة نفسها، وعددها ${numbers.whole(n)}.`,
  reportRevised: (count, numbers) => `عدد المقترحات المفتوحة التي رُوجعت: ${numbers.whole(count)}.`,
  measure: 'المقياس',
  before: 'قبل',
  after: 'بعد',
  change: 'التغيّر',
  changes: { better: 'أفضل', worse: 'أسوأ', 'no-clear-difference': 'لا فرق واضح' },
  difference: (low, high) => `الفرق من ${isolated(low)} إلى ${isolated(high)}، فترة ثقة ${isolated('95%')}`,
  verdictOf: (changes) =>
    changes.includes('worse')
      ? 'الإصدار الجديد أسوأ في جانب منه. وهو مستخدَم مع ذلك: القرار للأشخاص.'
      : changes.includes('better')
        ? 'الإصدار الجديد أفضل حيث يذكر الجدول ذلك.'
        : 'لا فرق لا تفسّره الصدفة.',
};

export const WORDS = { en, de, ar };
export type Language = keyof typeof WORDS;
export const LANGUAGES = { en: 'English', de: 'Deutsch', ar: 'العربية' } as const satisfies Record<Language, string>;

export function numbersIn(language: Language): Numbers {
  const format = (options: Intl.NumberFormatOptions) => {
    const kept = new Intl.NumberFormat(language, options);
    return (value: number) => kept.format(value);
  };
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    whole: format({ maximumFractionDigits: 0 }),
    percent: format({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    decimal: format({ minimumFractionDigits: 3, maximumFractionDigits: 3 }),
    date: (iso) => date.format(new Date(iso)),
  };
}
