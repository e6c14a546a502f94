import type { PluralForms } from '../internal/format.js';
import type { PracticeMessages } from './practice.messages.js';

const CASES: PluralForms = {
  zero: 'صفر حالة',
  one: 'حالة واحدة',
  two: 'حالتين',
  few: '# حالات',
  many: '# حالة',
  other: '# حالة',
};

export const practiceMessagesAr: PracticeMessages = {
  practiceTitle: 'تدريب',
  practiceAt: (position, count, f) => `الحالة ${f.number(position)} من ${f.number(count)}`,
  practiceNote: 'ما تقرره هنا لا يصل إلى أحد. بعد كل حالة ترى ما هو معروف عنها.',
  practiceNotKept: 'لا يحتفظ هذا المتصفح بشيء لهذه الصفحة: إن غادرتها بدأت من جديد.',
  practiceNext: 'الحالة التالية',
  practiceEnd: 'عرض نتيجة كل الحالات',
  practiceDone: 'حُسمت كل الحالات',
  practiceRight: (right, n, f) => `قدّمت الإجابة المعروفة في ${f.number(right)} من ${f.plural(n, CASES)}.`,
  practiceAiWrong: (wrong, found, f) =>
    `أخطأ الذكاء الاصطناعي في ${f.plural(wrong, CASES)}، وكانت لديك الإجابة المعروفة في ${f.number(found)} منها.`,
  practiceAiRight: (right, kept, f) =>
    `أصاب الذكاء الاصطناعي في ${f.plural(right, CASES)}، وكانت لديك الإجابة المعروفة في ${f.number(kept)} منها.`,
  practiceOpen: (open, f) => `تركت ${f.plural(open, CASES)} دون حسم.`,
  practiceTable: 'كل الحالات',
  practiceCase: 'الحالة',
  practiceAgain: 'التدرب من جديد',
};
