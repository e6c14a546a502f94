import type { PolicySafeguardMessages } from './policy-safeguard.messages.js';

export const policySafeguardMessagesAr: PolicySafeguardMessages = {
  safeguardsSet: (count, format) =>
    count === 0
      ? 'الضمانات المنفردة: كلها كما في الملف'
      : `الضمانات المنفردة: المحدد منها بالاسم ${format.number(count)}`,
  safeguardNames: {
    blindFirst: 'الإجابة الخاصة أولًا',
    evidenceGate: 'فتح الأدلة المطلوبة',
    assumptionPrompt: 'السؤال عمّا يجب أن يصح',
    reasons: 'الأسباب',
    signature: 'التوقيع',
    secondReview: 'شخص ثانٍ',
    seededChecks: 'حالات اختبار بين الحالات الأخرى',
    weeklyBurst: 'جولة أسبوعية من حالات الاختبار',
    batchApprove: 'الموافقة على عدة حالات معًا',
    dwell: 'الانتظار قبل التوقيع',
    agreementNudge: 'تنبيه حول الاتفاق مع الذكاء الاصطناعي',
    paceWatch: 'اقتراح أخذ استراحة',
  },
  asProfile: (value) => `كما في الملف${value === undefined ? '' : ` (${value})`}`,
  switched: { on: 'مفعّل', off: 'معطّل' },
  inAShare: 'في حصة من الحالات',
  shareOf: (safeguard) => `${safeguard}: حصة الحالات`,
  secondsOf: (safeguard) => `${safeguard}: بالثواني`,
  emptyIsProfile: (value) => `إذا تُرك فارغًا: كما في الملف${value === undefined ? '' : ` (${value})`}.`,
  batchSettings: { off: 'معطّلة', limited: 'محدودة', allowed: 'مسموحة' },
  forEachVerdict: 'محددة لكل قرار',
  verdictNames: {
    approve: 'الموافقة',
    override: 'التغيير',
    reject: 'الرفض',
    respond: 'الرد',
    abstain: 'عدم استخدام الذكاء الاصطناعي',
  },
  reasonDemands: { none: 'لا شيء', code: 'سبب', 'code-and-check': 'سبب وطريقة التحقق' },
  demandOf: (verdict, demand) => `${verdict}: ${demand}`,
  stays: (what, value) => `${what}: يبقى ${value}`,
  asksNothing: (profile) => `معطّل مع أن الملف «${profile}» يفعّله.`,
  asksLess: (profile) => `يطلب أقل مما يطلبه الملف «${profile}».`,
  allowsMore: (profile) => `يسمح بأكثر مما يسمح به الملف «${profile}».`,
  noMoreOfNew: 'لا يُطلب من المراجعين الجدد أكثر من هذا.',
  escalationsHint: 'إلى أين تذهب حالات الدور عندما ينتهي وقتها ولم يقرر أحد.',
  escalationsSet: (count, format) =>
    count === 0 ? 'الأدوار التالية: لا شيء' : `الأدوار التالية: لعدد ${format.number(count)} من الأدوار`,
  noNextRole: 'لا أحد: تُغلق',
};
