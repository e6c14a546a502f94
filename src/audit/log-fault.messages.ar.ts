import type { VerifyMessages } from './log-fault.messages.js';

export const verifyMessagesAr: VerifyMessages = {
  entry: (position, id) => `الإدخال ${position}${id ? ` (\u2068${id}\u2069)` : ''}`,
  entryRange: (from, to) => `الإدخالات من ${from} إلى ${to}`,
  line: (line) => `السطر ${line}`,
  someEntry: 'الملف',
  someLine: 'سطر من الملف',
  faults: {
    unreadable: ({ entries, inLine }) => `${entries}: تتعذّر قراءته بوصفه جزءًا من سجل${inLine}.`,
    changed: ({ entries, inLine }) => `${entries}: جرى تغييره بعد كتابته${inLine}.`,
    removed: ({ entries }) => `${entries}: حُذف من السجل.`,
    inserted: ({ entries, inLine }) => `${entries}: أُدرج لاحقًا؛ في هذا الموضع من السجل إدخال آخر${inLine}.`,
    reordered: ({ entries, inLine }) => `${entries}: نُقل إلى موضع آخر${inLine}.`,
    'clock-backwards': ({ entries, inLine }) => `${entries}: يذكر وقتًا أسبق من الإدخال الذي قبله${inLine}.`,
    'cut-off': ({ entries }) => `${entries}: غير موجود في النهاية مع أن نقطة تحقق تَعُدّه.`,
    rewritten: ({ entries }) => `${entries}: متسق في ذاته لكنه ليس ما وُقِّع عليه. أُعيدت كتابة السجل.`,
    'checkpoint-forged': ({ entries }) => `${entries}: توقيع نقطة التحقق التي تنتهي هنا لا يطابقها.`,
    'key-unknown': ({ entries }) => `${entries}: نقطة التحقق التي تنتهي هنا موقّعة بمفتاح غير معروف.`,
    'key-out-of-time': ({ entries }) => `${entries}: نقطة التحقق التي تنتهي هنا موقّعة بمفتاح لم يكن ساريًا في وقتها.`,
    'checkpoint-time': ({ entries }) =>
      `${entries}: نقطة التحقق التي تنتهي هنا تذكر وقتًا أسبق من نقطة قبلها أو من إدخال تشمله.`,
    'disclosure-missing': ({ entries }) => `${entries}: كلمات مفقودة لم يمحُها أحد.`,
    'not-a-log': ({ line }) => `الملف ليس سجلًا من Countersign: لا ترويسة في ${line}.`,
    'version-newer': () => 'كُتب الملف بإصدار أحدث. لم يُتحقق من أي شيء فيه.',
    truncated: ({ line }) => `ينقطع الملف عند ${line}.`,
    'counts-wrong': ({ inLine }) => `يحتوي الملف على عدد من الإدخالات أو الإفصاحات غير الذي يذكره${inLine}.`,
    'block-wrong': ({ entries, inLine }) => `${entries}: يذكر الملف بصماتها على نحو خاطئ${inLine}.`,
    'not-canonical': ({ entries, inLine }) =>
      `${entries}: لم يتغيّر المضمون، لكنه غير مكتوب بالصيغة التي وُقِّع عليها${inLine}.`,
    misplaced: ({ line }) => `يوجد في ${line} ما لا ينتمي إلى هذا الموضع.`,
    'outside-scope': ({ entries, inLine }) => `${entries}: ليس جزءًا مما يذكر هذا المستخرج أنه يحتويه${inLine}.`,
    'disclosure-unknown': ({ entries, inLine }) => `${entries}: أُعطيت له كلمات لا مكان لها فيه${inLine}.`,
    'proof-wrong': ({ inLine }) => `لا يربط الإثبات إدخالات هذا المستخرج بالسجل الموقّع${inLine}.`,
    unsigned: ({ entries }) => `${entries}: لا تشمله أي نقطة تحقق.`,
    'not-continued': ({ count, moment }) =>
      `لم يعد السجل يحتوي على ما وُقِّع في ${moment}: من إدخالات ذلك الوقت (${count}) ما هو مفقود أو مختلف.`,
  },
  disclosures: {
    'given-only': 'لم يُنظر في الكلمات غير الموجودة: قد يكون إدخال بعد هذا المستخرج قد محاها.',
    'not-checked': 'لم تُقارن الكلمات التي يجوز محوها بما التُزم به.',
  },
};
