import type { SystemMessages } from './system.messages.js';

const cases = { zero: '# حالة', one: 'حالة واحدة', two: 'حالتين', few: '# حالات', many: '# حالة', other: '# حالة' };

export const systemMessagesAr: SystemMessages = {
  aboutSystem: 'عن نظام الذكاء الاصطناعي',
  systemSlots: {
    purpose: 'الغرض منه',
    measured: 'كم مرة يصيب',
    failures: 'أين يُعرف أنه يخطئ',
    untested: 'ما لم يُختبر عليه',
    interpretation: 'كيف يُقرأ',
    oversight: 'كيف يشرف الناس عليه',
  },
  systemNotProvided: 'غير مذكور',
  systemVersion: (id, version, released) => `${id} ${version}${released ? `، بتاريخ ${released}` : ''}`,
  systemRight: (name, right, range, n, f) =>
    `${name}: صحيح بنسبة ${right}${range ? ` (${range})` : ''} من ${f.plural(n, cases)}.`,
  systemMeasuredOn: (date) => `قيس في ${date}.`,
  systemUndated: 'لا يُعرف متى قيس ذلك.',
  systemTooFew: (name, n, f) => `${name}: ${f.plural(n, cases)}، وهو أقل من أن يبيّن كم مرة يصيب.`,
  systemMalformed: (name) => `${name}: لا يمكن قراءة ما قيس.`,
  systemDegraded: (since) => (since ? `أداؤه منخفض منذ ${since}` : 'أداؤه منخفض'),
  disclosureTitle: 'يشارك نظام ذكاء اصطناعي في هذا القرار',
  disclosureSystem: (name, purpose) => (purpose ? `${name}: ${purpose}` : name),
  disclosureBy: {
    auto: 'يسري ما يقترحه النظام. لا ينظر فيه أحد قبل ذلك.',
    monitor: 'يسري ما يقترحه النظام بعد مدة، ما لم يتدخل شخص قبلها.',
    review: 'يقدّم النظام اقتراحًا. يقرر شخص، وله أن يقرر غير ذلك.',
    second: 'يقدّم النظام اقتراحًا. يقرر شخصان دون علم أحدهما بالآخر، ولهما أن يقررا غير ذلك.',
  },
  disclosureRights: 'ما يمكنك فعله',
  disclosureRight: {
    explanation: 'أن يُشرح لك القرار',
    person: 'أن تطلب أن يقرر شخص، أو أن يقرر من جديد',
    objection: 'أن تعترض على القرار',
  },
};
