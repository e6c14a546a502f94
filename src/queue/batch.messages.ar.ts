import type { PluralForms } from '../internal/format.js';
import type { BatchMessages } from './batch.messages.js';

const cases: PluralForms = {
  zero: '# حالة',
  one: 'حالة واحدة',
  two: 'حالتان',
  few: '# حالات',
  many: '# حالة',
  other: '# حالة',
};
/** After a preposition or a verbal noun. */
const ofCases: PluralForms = { ...cases, two: 'حالتين' };

export const batchMessagesAr: BatchMessages = {
  title: 'الموافقة معًا',
  checking: (selected, f) => `يجري النظر في المحدَّد: ${f.plural(selected, cases)}`,
  summary: (together, selected, f) =>
    together === selected
      ? `يمكن الموافقة على كل المحدَّد معًا، وعدده ${f.number(selected)}.`
      : `يمكن الموافقة معًا على ${f.number(together)} من ${f.number(selected)} محدَّدة.`,
  tooFew: (selected, f) =>
    `لا يمكن الموافقة على أي اثنتين معًا من المحدَّد: ${f.plural(selected, cases)}. افتحها وبُتّ في كل منها.`,
  most: (most, f) => `بحد أقصى ${f.number(most)}.`,
  openFirst: (reference) => `افتح ${reference} أولًا`,
  openFirstText:
    'تُسحب واحدة من كل عشر ويُنظر فيها قبل أن تتبعها الأخرى. إعادة التحديد تسحب الحالة نفسها. السحب بالمصادفة لا بما يقوله الذكاء الاصطناعي.',
  firstOpened: (reference) => `سُحبت ${reference} لتُفتح أولًا، وقد فُتحت.`,
  open: 'فتح',
  openCase: (reference) => `فتح ${reference}`,
  unknownCase: 'غير متاحة',
  together: 'يمكن الموافقة عليها معًا',
  given: 'في هذه المجموعة',
  left: 'خارج المجموعة',
  approve: (count, f) => `الموافقة على ${f.plural(count, ofCases)}`,
  openEach: 'فتحها واحدة واحدة',
  recorded: 'يذكر السجل عن كل حالة أنها واحدة من عدة حالات، وهل كنت قد فتحتها.',
  openBefore: (reference) => `افتح ${reference} قبل الموافقة.`,
  stop: 'التوقف بعد هذه الحالة',
  stopping: 'يتوقف بعد هذه الحالة',
  retry: 'إعادة المحاولة',
  undo: (count, f) => `التراجع عن ${f.plural(count, ofCases)}`,
  undoUntil: (time) => `يمكن التراجع حتى ${time} على الأكثر.`,
  close: 'إغلاق',
  approving: 'تجري الموافقة',
  takingBack: 'يجري التراجع',
  progress: (done, total, f) => `أُنجز ${f.number(done)} من ${f.number(total)}`,
  waiting: 'في انتظار الاتصال. لا يضيع شيء.',
  started: (count, f) => `تجري الموافقة على ${f.plural(count, ofCases)}، واحدة بعد أخرى.`,
  undoStarted: (count, f) => `يجري التراجع عن ${f.plural(count, ofCases)}، واحدة بعد أخرى.`,
  result: ({ approved, failed, untried, undone, kept }, f) =>
    [
      approved > 0 && `تمت الموافقة: ${f.number(approved)}`,
      undone > 0 && `تم التراجع: ${f.number(undone)}`,
      kept > 0 && `لا يمكن التراجع وتبقى الموافقة: ${f.number(kept)}`,
      failed > 0 && `لم تتم الموافقة: ${f.number(failed)}`,
      untried > 0 && `لم تبدأ: ${f.number(untried)}`,
    ]
      .filter(Boolean)
      .join('، ')
      .concat('.'),
  statuses: {
    checking: 'قيد النظر',
    left: 'خارج المجموعة',
    ready: 'في الانتظار',
    sending: 'تجري الموافقة',
    approved: 'تمت الموافقة',
    failed: 'لم تتم الموافقة',
    untried: 'لم تبدأ',
    undoing: 'يجري التراجع',
    undone: 'تم التراجع',
    kept: 'تبقى الموافقة',
  },
  failures: {
    taken: 'يعمل عليها شخص آخر.',
    decided: 'بُتّ فيها في هذه الأثناء. افتحها لترى كيف.',
    changed: 'لم تعد كما عُرضت في القائمة. افتحها وبُتّ فيها وحدها.',
    lost: 'انتهى حجزها قبل الموافقة. لم يُسجَّل شيء؛ أعد المحاولة.',
    held: 'هي موقوفة. أعد المحاولة بعد استئنافها.',
    forbidden: 'هذا غير متاح لك.',
    refused: 'لم تُقبل ضمن هذه المجموعة. افتحها وبُتّ فيها وحدها.',
    gone: 'لا توجد حالة كهذه.',
    'signed-out': 'لم تعد مسجَّل الدخول. سجّل الدخول ثم أعد المحاولة.',
    unreachable: 'لم يصل رد، فقد يكون الأمر قد تم مع ذلك. إعادة المحاولة لا تكرر شيئًا.',
    'undo-over': 'أصبح القرار نافذًا. افتح الحالة لإعادة فتحها.',
  },
  because: (sentence, words) => `${sentence} «${words}»`,
  problems: {
    'answer-first': 'تجيب قبل أن يُعرض الذكاء الاصطناعي.',
    off: 'سياستها أن يُبتّ في كل حالة وحدها.',
    risk: 'خطرها أعلى من منخفض.',
    'second-review': 'يقرر فيها شخصان.',
    signature: 'يجب توقيعها.',
    evidence: 'يجب فتح أدلتها.',
    assumption: 'تسأل عمّا يجب أن يصح.',
    reason: 'تطلب سببًا.',
    dwell: 'تطلب وقتًا على الشاشة.',
    'not-offered': 'سياستها لا تتيح الموافقة.',
    'views-unrecorded': 'لا يُسجَّل من يطّلع عليها.',
    uncalibrated: 'لا يُعرف كم هو مرجح أن يكون الاقتراح صائبًا.',
    unlikely: 'ترجيح صواب الاقتراح دون المرجح جدًا.',
    decided: 'بُتّ فيها من قبل.',
    held: 'هي موقوفة.',
    claimed: 'يعمل عليها شخص آخر.',
    'own-claim': 'أنت تعمل عليها. بُتّ فيها هناك.',
    escalated: 'تم تصعيدها.',
    waiting: 'تنتظر جوابًا.',
    undecidable: 'لست مخولًا بالبت فيها.',
    unreadable: 'تعذّر تحميلها.',
    'too-few': 'ستكون وحدها.',
    'too-many': 'بلغ العدد ما يجوز الموافقة عليه دفعة واحدة.',
    'not-among': 'لم تكن بين المحدَّد.',
    unopened: 'لم تُفتح الحالة التي سُحبت.',
    'not-begun': 'لم تُعتمد بعد الحالة التي تُفتح أولًا، وبها تبدأ المجموعة.',
    'unknown-case': 'لم تعد إحدى الحالات الأخرى موجودة.',
    'not-together': 'إحدى الحالات الأخرى لا يجوز اعتمادها مع غيرها.',
    'other-batch': 'أصبحت المجموعة غيرها الآن.',
  },
};
