import { learningMessagesAr } from './learning.messages.ar.js';
import type { OversightMessages, ProblemDetail } from './oversight.messages.js';
import { selfCheckMessagesAr } from './self-check.messages.ar.js';
import { stopMessagesAr } from './stop.messages.ar.js';
import { systemMessagesAr } from './system.messages.ar.js';

const given = ({ given: value }: ProblemDetail) => (typeof value === 'string' ? `«${value}»` : String(value));
const listed = (list: unknown) => (Array.isArray(list) ? list.map((each) => `«${each}»`).join('، ') : '');

export const oversightMessagesAr: OversightMessages = {
  ...learningMessagesAr,
  ...stopMessagesAr,
  ...systemMessagesAr,
  ...selfCheckMessagesAr,
  modes: { auto: 'دون تدخل بشري', monitor: 'تحت المراقبة', review: 'يقرر شخص', second: 'يقرر شخصان' },
  modeMeanings: {
    auto: 'تسري قيمة الذكاء الاصطناعي دون أن يقرر شخص.',
    monitor: 'تسري قيمة الذكاء الاصطناعي ما لم يتدخل أحد قبل انتهاء المهلة.',
    review: 'يقرر شخص.',
    second: 'يقرر شخصان، ولا يعلم أحدهما برأي الآخر.',
  },
  profiles: { low: 'منخفض', standard: 'قياسي', high: 'مرتفع', regulated: 'خاضع للتنظيم' },
  batchApprovals: { off: 'معطّل', limited: 'محدود', allowed: 'مسموح' },
  facts: {
    confidence: {
      below: ([limit]) => `ثقة الذكاء الاصطناعي أقل من ${limit}`,
      'at-least': ([limit]) => `ثقة الذكاء الاصطناعي لا تقل عن ${limit}`,
      between: ([low, high]) => `ثقة الذكاء الاصطناعي بين ${low} و${high}`,
    },
    entropy: {
      below: ([limit]) => `تردد الذكاء الاصطناعي بين قراءاته أقل من ${limit}`,
      'at-least': ([limit]) => `تردد الذكاء الاصطناعي بين قراءاته لا يقل عن ${limit}`,
      between: ([low, high]) => `تردد الذكاء الاصطناعي بين قراءاته من ${low} إلى ${high}`,
    },
    novelty: {
      below: () => 'تشبه الحالات التي أُعدّ بها الذكاء الاصطناعي',
      'at-least': () => 'لا تشبه الحالات التي أُعدّ بها الذكاء الاصطناعي',
      between: () => 'تشبه جزئيًا الحالات التي أُعدّ بها الذكاء الاصطناعي',
    },
    'model-disagreement': {
      below: ([limit]) => `أقل من ${limit} من النماذج الأخرى يقترح شيئًا آخر`,
      'at-least': ([limit]) => `ما لا يقل عن ${limit} من النماذج الأخرى يقترح شيئًا آخر`,
      between: ([low, high]) => `من ${low} إلى ${high} من النماذج الأخرى يقترح شيئًا آخر`,
    },
    'factor-disagreement': {
      below: () => 'تشير العوامل إلى اتجاه واحد',
      'at-least': () => 'العوامل متعارضة',
      between: () => 'العوامل متعارضة جزئيًا',
    },
  },
  margin: {
    below: (first, second) => `فارق ضئيل بين ${first} و${second}`,
    'at-least': (first, second, [limit]) => `يتقدم ${first} على ${second} بما لا يقل عن ${limit}`,
    between: (first, second, [low, high]) => `يتقدم ${first} على ${second} بمقدار ${low} إلى ${high}`,
  },
  confidenceIn: (about, sentence) => `${about}: ${sentence}`,
  value: {
    below: (name, [limit]) => `${name} أقل من ${limit}`,
    'at-least': (name, [limit]) => `${name} لا يقل عن ${limit}`,
    between: (name, [low, high]) => `${name} بين ${low} و${high}`,
  },
  proposedValue: 'القيمة المقترحة',
  valueListed: (name, value) => `${name}: ${value}`,
  valueUnlisted: (name, value) => `${name}: ${value}، ولا تذكرها القاعدة`,
  risk: (risk) => risk,
  kind: (kind) => `نوع الحالة: ${kind}`,
  drawn: (rate) => `ضمن العينة العشوائية (${rate})`,
  notDrawn: (rate) => `خارج العينة العشوائية (${rate})`,
  unknown: {
    confidence: 'لم يقدّم الذكاء الاصطناعي درجة ثقة صالحة',
    margin: 'لا تبيّن درجات الذكاء الاصطناعي مدى تقارب قراءاته',
    entropy: 'لا تبيّن درجات الذكاء الاصطناعي مدى تردده بين قراءاته',
    novelty: 'لا يُعرف مدى اختلاف هذه الحالة عن غيرها',
    'model-disagreement': 'لم يُسأل أي نموذج آخر',
    'factor-disagreement': 'لم يقدّم الذكاء الاصطناعي عوامل يمكن وزنها',
    value: 'ينقص الاقتراح قيمة تطلبها القاعدة',
  },
  noRule: 'لا توجد قاعدة تخص هذه الحالة',
  answerFirst: 'تجيب أنت أولًا: يظهر سبب وصول الحالة إليك بعد ذلك',
  newReviewer: 'تذهب الحالة إلى مراجع جديد، لذا يُطلب فيها أكثر من المعتاد',
  reasonTitle: 'كيف أُحيلت هذه الحالة',
  takesEffect: (when) => `يصبح نافذًا في ${when} ما لم يتدخل أحد`,
  tookEffect: (when) => `أصبح نافذًا في ${when}. لم يقرر فيه أي إنسان.`,
  policyName: (id, version) => `السياسة ${id}، الإصدار ${version}`,
  problems: {
    'field-missing': () => 'هذا مفقود. أضفه.',
    'field-unknown': ({ known }) => `هذا الحقل غير معروف ولن يكون له أثر. المتاح: ${listed(known)}.`,
    'wrong-type': (detail) =>
      detail.expected === 'number'
        ? `${given(detail)} ليس رقمًا. اكتب رقمًا من ${detail.min} إلى ${detail.max} دون علامات اقتباس: 90٪ هي 0.9.`
        : `${given(detail)} لا يصلح هنا (المتوقع: ${detail.expected}).`,
    'not-one-of': (detail) => `${given(detail)} ليس من ${listed(detail.list)}.`,
    'out-of-range': (detail) =>
      `${given(detail)} ليس بين ${detail.min} و${detail.max}.${detail.max === 1 ? ' تُكتب الحصة جزءًا من 1: 90٪ هي 0.9.' : ''}`,
    'bounds-missing': () => 'لا يوجد حد، فلا يُسأل عن شيء. أضف «atLeast» أو «below» أو كليهما.',
    'bounds-empty': ({ atLeast, below }) => `لا شيء لا يقل عن ${atLeast} وأقل من ${below}. عدّل الحدين.`,
    'list-empty': () => 'القائمة فارغة ولا تقول شيئًا. أضف إليها أو احذف الشرط.',
    'id-repeated': (detail) => `${given(detail)} اسم لقاعدة أخرى. يسمي السجل القواعد به: أعط هذه اسمًا خاصًا بها.`,
    'role-unknown': (detail) =>
      `لا يعرف المضيف الدور ${given(detail)}، فلن تصل الحالة إلى أحد. المتاح: ${listed(detail.roles)}.`,
    'escalation-cycle': ({ chain }) =>
      `ستدور الحالات بلا نهاية: ${Array.isArray(chain) ? chain.join(' ← ') : ''}. اجعل دورًا واحدًا يحتفظ بها.`,
    'escalation-missing': ({ role }) =>
      role
        ? `لا أحد يتلقى الحالات المنتهية مهلتها من «${role}». أضف الدور إلى «escalations» أو دعها تُغلق.`
        : 'دون دور لا يُعرف من يتلقى الحالات المنتهية مهلتها. أضف دورًا أو دعها تُغلق.',
    'veto-missing': () => 'لن يتمكن أحد من التدخل: حدّد عدد الدقائق التي تنتظرها القيمة.',
    'people-bypassed': () => 'الحالة التي لا تخصها قاعدة تذهب إلى الأشخاص. اكتب قاعدة لما يجوز أن يمر دونهم.',
    'date-invalid': (detail) => `${given(detail)} ليس تاريخًا مع الوقت والمنطقة الزمنية، مثل 2026-12-01T08:00:00Z.`,
    'never-holds': () => 'لا يمكن لأي حالة أن تستوفي هذا الشرط. ابحث عن حدود أو قوائم تستبعد بعضها بعضًا.',
    'never-reached': ({ before }) =>
      `القواعد التي قبلها تأخذ كل حالة تخص هذه القاعدة: ${listed(before)}. انقلها إلى أعلى أو احذفها.`,
    'too-complex': () => 'هذا أعقد من أن يُعرف هل يمكن أن يتحقق. قسّمه إلى عدة قواعد.',
  },
};
