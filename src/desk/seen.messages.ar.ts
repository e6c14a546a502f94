import type { SeenMessages } from './seen.messages.js';

export const seenMessagesAr: SeenMessages = {
  seenTitle: (name, when) => `ما كان أمام ${name} عند اتخاذ القرار${when ? `، ${when}` : ''}`,
  seenMark: 'إعادة بناء',
  seenSources: (count, list) =>
    `أُعيد البناء من ${count === 1 ? 'الإدخال' : 'الإدخالات'} ${list} في السجل. هذه ليست الحالة الجارية، ولا يمكن تغيير شيء هنا.`,
  seenNothing: (seq) =>
    `لا يمكن إعادة بناء ما كان على الشاشة: الإدخال ${seq} ليس قرار شخص، أو هو محجوب عنك، أو غير موجود.`,
  seenErased: (when, name, reason) =>
    `تم محو موضوع الحالة${when ? ` في ${when}` : ''} من قِبل ${name}، والسبب: «${reason}»`,
  seenGapsTitle: 'ما لا يمكن للسجل أن يبيّنه',
  seenGaps: {
    entries: 'إدخالات قبل القرار مفقودة أو محجوبة عنك.',
    proposal: 'النسخة التي كانت على الشاشة ليست في أي إدخال موجود.',
    fingerprint: 'الاقتراح في السجل ليس الذي كان على الشاشة: البصمتان مختلفتان.',
    erased: 'تم محو موضوع الحالة والشرح بحكم القانون.',
    exposure: 'الإدخال أقدم من تسجيل ما كان على الشاشة. يُعرض ما تبيّنه إدخالات أخرى.',
    confidence: 'كيف ظهرت درجة الثقة على الشاشة.',
    evidence: 'أي أدلة تم فتحها.',
    'evidence-times': 'متى فُتح بعض الأدلة.',
    'active-time': 'كم بقيت الحالة معروضة.',
  },
  seenTheirAnswer: (name) => `الجواب الأول من ${name}، قبل عرض الذكاء الاصطناعي`,
  seenTheirEstimate: (band) => `${band}، بحسب التقدير الذاتي.`,
  seenConditions: 'كيف اتُّخذ القرار',
  seenSeat: 'صفة القرار',
  seenSeats: {
    first: 'الموقّع الأول',
    second: 'الموقّع الثاني',
    adjudicator: 'الفصل في الخلاف، والقراران معروضان',
  },
  seenAnswerFirst: 'الجواب الذاتي أولًا',
  seenAnswerFirstYes: 'نعم، كان جواب الذكاء الاصطناعي مخفيًا حتى ذلك الحين',
  seenAnswerFirstNo: 'لا',
  seenRevealed: 'عرض جواب الذكاء الاصطناعي',
  seenConfidence: 'درجة الثقة على الشاشة',
  seenSafeguards: 'ما كان مطلوبًا',
  seenSafeguard: {
    'answer-first': 'الجواب قبل الذكاء الاصطناعي',
    'evidence-gate': 'فتح الأدلة المطلوبة',
    reason: 'ذكر السبب',
    check: 'ذكر طريقة التحقق',
    signature: 'التوقيع',
    'second-review': 'قرار ثانٍ مستقل',
    assumption: 'بيان ما يجب أن يصح',
    dwell: 'الانتظار قبل التوقيع',
  },
  seenNoSafeguards: 'لا شيء سوى القرار',
  seenKeptBack: 'ما كان محجوبًا',
  seenKept: {
    answer: () => 'جواب الذكاء الاصطناعي، إلى حين تقديم الجواب الذاتي',
    'first-decision': (seq) => `القرار الأول وسببه وصاحبه (الإدخال ${seq})، إلى حين تقديم هذا القرار`,
  },
  seenNothingKept: 'لا شيء',
  seenPolicy: 'السياسة السارية',
  seenPolicyVersion: (id, version) => `${id}، الإصدار ${version}`,
  seenRevision: 'نسخة الاقتراح',
  seenModel: 'النموذج',
  seenActive: 'مدة عرض الحالة',
  seenActiveTime: (ms, f) =>
    ms < 60_000
      ? f.plural(Math.round(ms / 1000), {
          one: 'ثانية واحدة',
          two: 'ثانيتان',
          few: '# ثوانٍ',
          many: '# ثانية',
          other: '# ثانية',
        })
      : f.duration(ms),
  seenNotOnRecord: 'غير مسجَّل',
  seenNoEvidence: 'لا شيء منها مسجَّل',
};
