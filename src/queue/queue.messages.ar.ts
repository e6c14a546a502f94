import type { PluralForms } from '../internal/format.js';
import type { QueueMessages } from './queue.messages.js';

const cases: PluralForms = {
  zero: 'لا حالات',
  one: 'حالة واحدة',
  two: 'حالتان',
  few: '# حالات',
  many: '# حالة',
  other: '# حالة',
};

export const queueMessagesAr: QueueMessages = {
  notAvailable: 'غير متاح',
  notProvided: 'غير مقدَّم',
  title: 'قائمة المراجعة',
  count: (total, f) => f.plural(total, cases),
  gridLabel: (title, order) => `${title}، ${order}`,
  orderLabel: 'الترتيب',
  orders: {
    oldest: 'الأقدم أولاً',
    newest: 'الأحدث أولاً',
    due: 'الأقرب موعداً أولاً',
    'least-confident': 'الأقل يقيناً أولاً',
    risk: 'الأعلى خطورة أولاً',
  },
  columns: {
    select: 'تحديد',
    case: 'الحالة المعروضة',
    why: 'سبب العرض',
    score: 'تقدير الذكاء الاصطناعي',
    risk: 'الخطورة',
    due: 'الموعد النهائي',
    status: 'الوضع',
  },
  dueColumn: (zone) => `الموعد النهائي (${zone})`,
  updated: (count, f) =>
    f.plural(count, {
      zero: 'لم تُحدَّث أي حالة',
      one: 'حُدِّثت حالة واحدة',
      two: 'حُدِّثت حالتان',
      few: 'حُدِّثت # حالات',
      many: 'حُدِّثت # حالة',
      other: 'حُدِّثت # حالة',
    }),
  upToDate: 'القائمة محدَّثة',
  updatesPaused: 'التحديثات متوقفة مؤقتاً',
  show: 'عرض',
  pause: 'إيقاف مؤقت',
  resume: 'استئناف',
  selected: (count, f) => `المحدَّد: ${f.number(count)}`,
  clear: 'إلغاء التحديد',
  select: (name) => `تحديد ${name}`,
  scoredGroup: 'حسب التقدير',
  scoredGroupNote: 'الأقل يقيناً أولاً',
  answerFirst: 'إجابتك أولاً',
  answerFirstNote: 'حسب الموعد النهائي، وتقدير الذكاء الاصطناعي مخفي',
  afterAnswer: 'بعد إجابتك',
  received: (when) => `وردت في ${when}`,
  waiting: (duration) => `مدة الانتظار: ${duration}`,
  claimedBy: (name) => `لدى ${name}`,
  empty: 'لا توجد حالات',
  emptyText: 'تظهر الحالات الجديدة هنا عند وصولها.',
  loading: 'جارٍ تحميل الحالات',
  loaded: (count, f) =>
    f.plural(count, {
      zero: 'لا توجد حالات',
      one: 'حُمِّلت حالة واحدة',
      two: 'حُمِّلت حالتان',
      few: 'حُمِّلت # حالات',
      many: 'حُمِّلت # حالة',
      other: 'حُمِّلت # حالة',
    }),
  problems: {
    list: 'تعذّر تحميل قائمة المراجعة',
    more: 'تعذّر تحميل المزيد من الحالات',
    updates: 'تعذّر استلام تغييرات الآخرين',
    slow: 'يستغرق تحميل القائمة وقتاً أطول من المعتاد',
  },
  safe: 'الحالات والمسودات محفوظة، ولا يُتخذ أي قرار من دونك.',
  retry: 'إعادة المحاولة',
  shown: (count, total, f) =>
    total === undefined ? `المعروض: ${f.number(count)}` : `المعروض: ${f.number(count)} من ${f.number(total)}`,
  loadMore: (count, f) => (count === undefined ? 'تحميل المزيد' : `تحميل ${f.number(count)} أخرى`),
  moreLoaded: (count, f) =>
    f.plural(count, {
      zero: 'لا توجد حالات أخرى',
      one: 'حُمِّلت حالة أخرى',
      two: 'حُمِّلت حالتان أخريان',
      few: 'حُمِّلت # حالات أخرى',
      many: 'حُمِّلت # حالة أخرى',
      other: 'حُمِّلت # حالة أخرى',
    }),
};
