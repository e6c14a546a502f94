import type { VerifyMessages } from './verify.messages.js';

export const verifyMessagesAr: VerifyMessages = {
  entry: (position, id) => `الإدخال ${position}${id ? ` (\u2068${id}\u2069)` : ''}`,
  entryRange: (from, to) => `الإدخالات من ${from} إلى ${to}`,
  line: (line) => `السطر ${line}`,
  someEntry: 'إدخال',
  someLine: 'سطر من الملف',
  faults: {
    unreadable: ({ line, entries }) => `${entries}: تتعذّر قراءته بوصفه جزءًا من سجل (${line}).`,
    changed: ({ entries, line }) => `${entries}: جرى تغييره بعد كتابته (${line}).`,
    removed: ({ entries }) => `${entries}: حُذف من السجل.`,
    inserted: ({ entries, line }) => `${entries}: أُدرج لاحقًا؛ في هذا الموضع من السجل إدخال آخر (${line}).`,
    reordered: ({ entries, line }) => `${entries}: نُقل إلى موضع آخر (${line}).`,
    'clock-backwards': ({ entries, line }) => `${entries}: يذكر وقتًا أسبق من الإدخال الذي قبله (${line}).`,
    'cut-off': ({ entries }) => `${entries}: غير موجود في النهاية مع أن نقطة تحقق تَعُدّه.`,
    rewritten: ({ entries }) => `${entries}: متسق في ذاته لكنه ليس ما وُقِّع عليه. أُعيدت كتابة السجل.`,
    'checkpoint-forged': ({ entries }) => `${entries}: توقيع نقطة التحقق التي تنتهي هنا لا يطابقها.`,
    'key-unknown': ({ entries }) => `${entries}: نقطة التحقق التي تنتهي هنا موقّعة بمفتاح غير معروف.`,
    'disclosure-missing': ({ entries }) => `${entries}: كلمات مفقودة لم يمحُها أحد.`,
    'not-a-log': ({ line }) => `الملف ليس سجلًا من Countersign: لا ترويسة في ${line}.`,
    'version-newer': () => 'كُتب الملف بإصدار أحدث. لم يُتحقق من أي شيء فيه.',
    truncated: ({ line }) => `ينقطع الملف عند ${line}.`,
    'counts-wrong': ({ line }) => `يحتوي الملف على عدد من الإدخالات أو الإفصاحات غير الذي يذكره (${line}).`,
    'block-wrong': ({ entries, line }) => `${entries}: يذكر الملف بصماتها على نحو خاطئ (${line}).`,
    'not-canonical': ({ entries, line }) =>
      `${entries}: لم يتغيّر المضمون، لكنه غير مكتوب بالصيغة التي وُقِّع عليها (بدءًا من ${line}).`,
    misplaced: ({ line }) => `يوجد في ${line} ما لا ينتمي إلى هذا الموضع.`,
    'outside-scope': ({ entries, line }) => `${entries}: ليس جزءًا مما يذكر هذا المستخرج أنه يحتويه (${line}).`,
    'disclosure-unknown': ({ entries, line }) => `${entries}: أُعطيت له كلمات لا مكان لها فيه (${line}).`,
    'proof-wrong': ({ line }) => `لا يربط الإثبات إدخالات هذا المستخرج بالسجل الموقّع (${line}).`,
    unsigned: ({ entries }) => `${entries}: لا تشمله أي نقطة تحقق في الملف.`,
  },
};
