import type { PluralForms } from '../internal/format.js';
import type { ConfidenceMessages } from './confidence.messages.js';

const cases: PluralForms = {
  zero: '# حالة',
  one: 'حالة واحدة',
  two: 'حالتان',
  few: '# حالات',
  many: '# حالة',
  other: '# حالة',
};
const days: PluralForms = { one: 'يوم واحد', two: 'يومين', few: '# أيام', many: '# يومًا', other: '# يوم' };

export const confidenceMessagesAr: ConfidenceMessages = {
  flagAbout: (of, words) => `${of}: ${words}`,
  flagNotChecked: 'لم يُفحص',
  flagged: 'عليه علامة',
  flagNothingFound: (missed, n, f) =>
    missed === undefined || n === undefined
      ? 'فُحص ولم يوجد شيء (لا يُعرف كم مرة يفوته شيء)'
      : `فُحص ولم يوجد شيء (يفوته نحو ${missed}، مقيسًا على ${f.plural(n, { zero: '# حالة', one: 'حالة واحدة', two: 'حالتين', few: '# حالات', many: '# حالة', other: '# حالة' })})`,
  notAvailable: 'الدرجة غير متاحة',
  notCalibrated: 'الدرجة غير معايَرة',
  bands: {
    'almost-no-chance': 'شبه مستحيل',
    'very-unlikely': 'مستبعَد جدًا',
    unlikely: 'مستبعَد',
    'roughly-even': 'الاحتمالان متقاربان',
    likely: 'مرجَّح',
    'very-likely': 'مرجَّح جدًا',
    'almost-certain': 'شبه مؤكد',
    'as-likely-as-not': 'احتمال الحدوث كاحتمال عدمه تقريبًا',
  },
  about: (of) => `${of}:`,
  interval: 'المجال {range}',
  decided: 'كان {was}، والقرار الآن من {person}',
  somebody: 'شخص',
  meter: (low, high, band) => `من ${low} إلى ${high}، ${band}`,
  basis: (n, date, f) => `${f.plural(n, cases)}، ${date}`,
  readings: 'القراءات الممكنة',
  coverage: (count, share, f) =>
    f.plural(count, {
      one: `تغطي هذه القراءة ${share} من الحالات المشابهة.`,
      two: `تغطي هاتان القراءتان ${share} من الحالات المشابهة.`,
      few: `تغطي هذه القراءات الـ# ${share} من الحالات المشابهة.`,
      other: `تغطي هذه القراءات الـ# ${share} من الحالات المشابهة.`,
    }),
  noRecommendation: 'لا توصية',
  tooMany: (count, f) =>
    `${f.plural(count, { few: '# قراءات ممكنة', many: '# قراءة ممكنة', other: '# قراءة ممكنة' })}، وهي أكثر من أن يُوصى بإحداها.`,
  unreadable: 'غير متاح',
  outcomesAbove: (above, count, amount, f) =>
    `${f.number(above)} من ${f.number(count)} من النتائج المتساوية الاحتمال أعلى من ${amount}.`,
  outcomesBetween: (count, low, high, f) => `${f.number(count)} من النتائج المتساوية الاحتمال تقع بين ${low} و${high}.`,
  outcomesNotAvailable: 'النتائج غير متاحة',
  calibration: ({ n, asOf, error }, f) => `${f.plural(n, cases)}، ${f.date(asOf)}، الخطأ ${f.number(error)}`,
  calibrationProblems: {
    missing: () => 'غير مذكور',
    malformed: () => 'غير متاح',
    'error-too-high': ({ error }, { maxError }, f) =>
      `الخطأ ${f.number(error)}، وهو أعلى من الحد المسموح ${f.number(maxError)}`,
    'too-old': ({ asOf }, { maxAgeDays }, f) => `قيست في ${f.date(asOf)}، قبل أكثر من ${f.plural(maxAgeDays, days)}`,
    'too-few-cases': ({ n }, { minCases }, f) => `${f.plural(n, cases)}، والمطلوب ${f.number(minCases)} على الأقل`,
  },
};
