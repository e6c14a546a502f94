import type { PluralForms } from '../internal/format.js';
import type { SelfCheckMessages } from './self-check.messages.js';

const CASES: PluralForms = {
  zero: 'صفر حالة',
  one: 'حالة واحدة',
  two: 'حالتين',
  few: '# حالات',
  many: '# حالة',
  other: '# حالة',
};

export const selfCheckMessagesAr: SelfCheckMessages = {
  agreementTitle: 'اتفقت مع الذكاء الاصطناعي كثيرًا',
  agreementText: (decisions, disagreements, expected, f) =>
    `في آخر قراراتك وعددها ${f.number(decisions)} قررت خلاف الاقتراح في ${f.plural(disagreements, CASES)}. وبحسب درجاته هو يخطئ الذكاء الاصطناعي في نحو ${f.number(Math.round(expected))} منها. واستغرقت كذلك وقتًا أقل من المعتاد.`,
  paceTitle: 'ربما حان وقت استراحة',
  paceText: (items, minutes, f) =>
    `قررت في ${f.plural(items, CASES)} خلال ${f.number(minutes, { style: 'unit', unit: 'minute', unitDisplay: 'long' })}، وكان وقت الحالات الأخيرة أقل من وقت الأولى. تبقى حالاتك ومسوداتك كما هي.`,
  onlyYou: 'لا يرى هذا أحد سواك.',
  closeNotice: 'إغلاق هذا التنبيه',
  paceOff: 'عدم اقتراح استراحات',
  paceIsOff: 'لن تُقترح عليك استراحات بعد الآن.',
  paceOn: 'اقتراح الاستراحات من جديد',
};
