import type { ReplayMessages } from './replay.messages.js';

export const replayMessagesAr: ReplayMessages = {
  replayTitle: (reference) => (reference ? `إعادة عرض ${reference}` : 'إعادة العرض'),
  replayPosition: (seq, total) => `الإدخال ${seq} من ${total}`,
  replayValue: (position, what, when) => `${position}: ${what}${when ? `، ${when}` : ''}`,
  replaySlider: 'الموضع في السجل',
  replayKeys:
    'مفاتيح الأسهم تنتقل إدخالًا واحدًا، وPage Up إلى القرار التالي، وPage Down إلى القرار السابق، وHome وEnd إلى البداية والنهاية.',
  replayControls: 'التنقل في السجل',
  replayFirst: 'الأول',
  replayPrevious: 'السابق',
  replayPlay: 'تشغيل',
  replayPause: 'إيقاف مؤقت',
  replayNext: 'التالي',
  replayLast: 'الأخير',
  replayStill: 'التشغيل متوقف لأن هذا الجهاز يطلب حركة أقل.',
  replayCard: 'الحالة بعد هذا الإدخال',
  replayEntries: 'جميع الإدخالات',
  replayLoading: (loaded, total, f) =>
    loaded === 0
      ? 'جارٍ تحميل السجل'
      : `جارٍ تحميل السجل، الإدخالات حتى الآن: ${f.number(loaded)}${total === undefined ? '' : ` من ${f.number(total)}`}`,
  replayEmpty: 'لا يوجد إدخال لإعادة عرضه',
  replayFailed: 'تعذّر تحميل السجل كاملًا، ولا يمكن إعادة عرضه بعد',
  replayBroken: {
    withheld: (seq) => `الإدخال ${seq} محجوب عنك`,
    missing: (seq) => `إدخالات قبل الإدخال ${seq} مفقودة`,
    unknown: (seq) => `الإدخال ${seq} من نوع لا يعرفه هذا الإصدار`,
    foreign: (seq) => `الإدخال ${seq} يخص حالة أخرى`,
    mismatch: (seq) => `الإدخال ${seq} لا يتبع ما قبله`,
  },
  replayUpTo: (seq) =>
    seq ? `يمكن إعادة العرض حتى الإدخال ${seq}. ما كان بعده لا يمكن بناؤه.` : 'لا يمكن إعادة عرض شيء من هذا السجل.',
  replayGoTo: (seq) => `الانتقال إلى الإدخال ${seq}`,
  replayStates: (state) => `يذكر الإدخال نفسه أن الحالة كانت بعده «${state}».`,
  replayBlind: (name) => `كان الجواب الأول مطلوبًا من ${name}، وكان جواب الذكاء الاصطناعي مخفيًا.`,
  replaySecond: (name) => `كان القرار الثاني لدى ${name}، وكان القرار الأول وسببه وصاحبه مخفيًا.`,
  replayPreserved: (name) => `محفوظ قانونيًا بأمر من ${name}`,
  replayRevision: (revision) => `النسخة ${revision}`,
  replayAnswers: 'الأجوبة الأولى',
  replayBecause: (when, reason) => `${when}. السبب: «${reason}»`,
  replaySeats: { first: 'القرار الأول', second: 'القرار الثاني', adjudicator: 'قرار الفصل في الخلاف' },
  replayShowSeen: (name) => `عرض ما كان أمام ${name}`,
  replayHideSeen: (name) => `إخفاء ما كان أمام ${name}`,
  replayWithheldEntry: 'محتوى هذا الإدخال محجوب عنك',
};
