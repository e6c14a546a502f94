import type { PluralForms, TextFormat } from '../internal/format.js';
import type { AuditMessages } from './audit.messages.js';

// The passive («تم …») keeps the phrases independent of the actor's gender.

const ENTRIES: PluralForms = {
  zero: 'لا إدخالات',
  one: 'إدخال واحد',
  two: 'إدخالان',
  few: '# إدخالات',
  many: '# إدخالًا',
  other: '# إدخال',
};
const OLDER: PluralForms = {
  zero: 'لم يُحمَّل أي إدخال أقدم',
  one: 'تم تحميل إدخال أقدم واحد',
  two: 'تم تحميل إدخالين أقدم',
  few: 'تم تحميل # إدخالات أقدم',
  many: 'تم تحميل # إدخالًا أقدم',
  other: 'تم تحميل # إدخال أقدم',
};
const NEW: PluralForms = {
  zero: 'لا إدخالات جديدة',
  one: 'إدخال جديد واحد',
  two: 'إدخالان جديدان',
  few: '# إدخالات جديدة',
  many: '# إدخالًا جديدًا',
  other: '# إدخال جديد',
};
const SHOW_NEW: PluralForms = { ...NEW, two: 'إدخالين جديدين' };
const LOAD: PluralForms = {
  one: 'تحميل إدخال أقدم واحد',
  two: 'تحميل إدخالين أقدم',
  few: 'تحميل # إدخالات أقدم',
  many: 'تحميل # إدخالًا أقدم',
  other: 'تحميل # إدخال أقدم',
};

const entries = (count: number, format: TextFormat) => format.plural(count, ENTRIES);

export const auditMessagesAr: AuditMessages = {
  title: 'السجل',
  orders: { 'newest-first': 'الأحدث أولًا', 'oldest-first': 'الأقدم أولًا' },
  listLabel: (title, order, reference) => `${title}${reference ? ` الخاص بـ ${reference}` : ''}، ${order}`,
  count: (shown, total, order, f) =>
    total > shown ? `${f.number(shown)} من أصل ${entries(total, f)}، ${order}` : `${entries(shown, f)}، ${order}`,
  actions: {
    proposed: 'تم تقديم هذا الاقتراح',
    claimed: 'تم بدء المراجعة',
    judged: 'تم تسجيل إجابة أولى قبل إظهار اقتراح الذكاء الاصطناعي',
    approved: 'تم اعتماد اقتراح الذكاء الاصطناعي',
    overridden: 'تم تجاوز اقتراح الذكاء الاصطناعي',
    rejected: 'تم رفض اقتراح الذكاء الاصطناعي',
    responded: 'تم إرسال رد إلى الذكاء الاصطناعي',
    abstained: 'تقرَّر عدم استخدام الذكاء الاصطناعي في هذه الحالة',
    released: 'تمت إعادة الحالة دون قرار',
    escalated: 'تم تصعيد الحالة إلى {}',
    asked: 'تم طلب معلومات من {}',
    answered: 'تمت الإجابة عن السؤال',
    undone: 'تراجع عن القرار',
    lapsed: 'تمت إعادة الحالة لانتهاء مهلة المراجعة',
    reopened: 'تمت إعادة فتح الحالة',
    revised: 'تم تعديل الاقتراح',
    withdrawn: 'تم سحب الاقتراح',
    expired: 'تم إغلاق الحالة لانقضاء موعدها',
    'claimed-over': 'تابع المراجعة في نافذة أخرى',
    'expired-escalated': 'تم تصعيد الحالة لانقضاء موعدها',
    held: 'تم إيقاف هذه الحالة',
    'held-model': 'تم إيقاف جميع حالات هذا النموذج',
    'held-all': 'تم إيقاف جميع الحالات',
    resumed: 'تم استئناف الحالة',
    viewed: 'تم الاطلاع على الحالة',
    'viewed-explanation': 'فُتح الشرح',
    'viewed-evidence': 'فُتح الدليل {}',
    preserved: 'وُضع السجل تحت الحفظ القانوني',
    lifted: 'رُفع الحفظ القانوني',
    erased: 'مُحي ما يوجب القانون محوه',
    decided: 'تم تسجيل قرار',
    unknown: 'تم تسجيل «{}»',
  },
  actorEnd: ':',
  actorKinds: { model: 'ذكاء اصطناعي', rule: 'قاعدة' },
  unknownActor: 'جهة غير معروفة',
  changedTo: 'تغيّر إلى',
  fieldName: (field) => `${field}:`,
  answerHidden: 'يظهر بعد تسجيل إجابتك',
  ownProbability: (percent) => `الاحتمال بحسب التقدير الشخصي ${percent}`,
  quote: '«{}»',
  otherReason: 'سبب آخر',
  checked: 'التحقق: {}.',
  checkSeparator: '، ',
  meanings: {
    review: 'مراجعة',
    approval: 'اعتماد',
    responsibility: 'مسؤولية',
    authorship: 'تأليف',
    override: 'تجاوز',
    abstain: 'عدم استخدام الذكاء الاصطناعي',
  },
  signed: (meaning) => `التوقيع: {}، ومعناه: ${meaning}.`,
  awaitsSecond: 'القرار التالي لشخص ثانٍ.',
  awaitsAdjudication: 'القراران مختلفان. القرار التالي للمحكِّم.',
  nameEnd: '، ',
  supersededBy: 'حلّ محله {}',
  supersedes: 'يحل محل {}',
  entryNotLoaded: (seq) => `الإدخال ${seq}، لم يُحمَّل بعد`,
  timeNotAvailable: 'الوقت غير متاح',
  loading: 'جارٍ تحميل السجل',
  empty: 'لا توجد إدخالات بعد',
  problems: {
    loading: 'تعذَّر تحميل السجل',
    older: 'تعذَّر تحميل الإدخالات الأقدم. يبقى المعروض كما هو.',
    newer: 'تعذَّر تحميل الإدخالات الجديدة. يبقى المعروض كما هو.',
  },
  tryAgain: 'إعادة المحاولة',
  loadOlder: (count, f) => f.plural(count, LOAD),
  olderLoaded: (count, shown, total, f) =>
    `${f.plural(count, OLDER)}، ${total === undefined ? `المعروض ${f.number(shown)}` : `${f.number(shown)} من أصل ${f.number(total)}`}`,
  newEntries: (count, f) => f.plural(count, NEW),
  showNewEntries: (count, f) => `عرض ${f.plural(count, SHOW_NEW)}`,
};
