import type { PluralForms } from '../internal/format.js';
import type { LearningMessages } from './learning.messages.js';

const DECISIONS: PluralForms = {
  zero: 'صفر قرار',
  one: 'قرار واحد',
  two: 'قرارين',
  few: '# قرارات',
  many: '# قرارًا',
  other: '# قرار',
};

export const learningMessagesAr: LearningMessages = {
  checkTitle: 'كانت هذه الحالة اختبارًا',
  checkText: 'كانت إجابتها معروفة مسبقًا. لا يترتب على إجابتك شيء، ولا يراها إلا أنت ومن يدقق السجل.',
  practiceTitle: 'المعروف عن هذه الحالة',
  answerSame: 'إجابتك هي الإجابة المعروفة.',
  answerOther: 'الإجابة المعروفة غير إجابتك.',
  answerOpen: 'تركت هذه الحالة مفتوحة.',
  yourAnswerIs: 'إجابتك',
  leftOpen: 'تُركت مفتوحة',
  aiProposed: 'اقتراح الذكاء الاصطناعي',
  knownAnswer: 'الإجابة المعروفة',
  tellsIt: 'ما يدل عليها في الحالة',
  calibrationTitle: 'مدى يقينك، وكم مرة أصبت',
  calibrationTooFew: (n, least, f) =>
    `عُرفت حتى الآن نتيجة ${f.plural(n, DECISIONS)} من قراراتك. بدءًا من ${f.number(least)} يظهر هنا كم مرة أصبت.`,
  calibrationRight: (n, right, range, f) => `أصبت في ${right} (${range}) من ${f.plural(n, DECISIONS)} عُرفت نتيجتها.`,
  calibrationFinding: {
    above: (mean, n, f) => `في ${f.number(n)} منها ذكرت مدى يقينك، وكان متوسطه ${mean}: أكثر مما تحقق.`,
    within: (mean, n, f) => `في ${f.number(n)} منها ذكرت مدى يقينك، وكان متوسطه ${mean}: قريبًا مما تحقق.`,
    below: (mean, n, f) => `في ${f.number(n)} منها ذكرت مدى يقينك، وكان متوسطه ${mean}: أقل مما تحقق.`,
  },
  calibrationTable: 'بحسب ما قلته عن إجابتك',
  youSaid: 'قلت',
  cases: 'الحالات',
  wereRight: 'أصبت في',
  ofCases: (right, n, f) => `${f.number(right)} من ${f.number(n)}`,
  within: (range) => `(مجال الثقة 95%: ${range})`,
  calibrationNote: 'في الحالات القليلة يؤثر الحظ كثيرًا، ولذلك يُذكر المجال. لا يرى هذا أحد سواك، ولا يُقارن أحد بأحد.',
  outcomeTitle: 'ما آل إليه الأمر',
  outcomeKnown: (date, source) => `معروف منذ ${date}، والمصدر: ${source}.`,
};
