import type { PluralForms } from '../internal/format.js';
import type { ExplanationMessages } from './explanation.messages.js';

const similar: PluralForms = {
  one: 'حالة مشابهة واحدة',
  two: 'حالتان مشابهتان',
  few: '# حالات مشابهة',
  many: '# حالة مشابهة',
  other: '# حالة مشابهة',
};

export const explanationMessagesAr: ExplanationMessages = {
  notAvailable: 'غير متاح',
  more: 'المزيد',
  less: 'أقل',
  showMore: (left, f) => `عرض المزيد، بقي ${f.number(left)}`,
  opened: (time) => (time ? `فُتح ${time}` : 'فُتح'),
  notOpened: 'لم يُفتح',
  notOpenable: 'لا يمكن فتحه هنا',
  openedBy: (name) => `ما فُتح قبل القرار من طرف ${name}`,
  openedUnknown: (name) => `لم يُسجَّل ما فُتح قبل القرار من طرف ${name}`,
  requiredEvidence: (note) => (note ? `${note}، مطلوب` : 'مطلوب'),
  mark: 'شرح الذكاء الاصطناعي',
  title: (value) => (value ? `لماذا اقتُرح «${value}»` : 'لماذا هذا الاقتراح'),
  slots: {
    summary: 'الملخص',
    factors: 'العوامل',
    counterEvidence: 'ما يعارضه',
    evidence: 'الأدلة',
    limits: 'الحدود',
    trackRecord: 'السجل السابق',
    model: 'النموذج والإصدار',
  },
  notProvided: 'غير مذكور',
  showAllFactors: (count, f) =>
    `عرض كل العوامل، ${f.plural(count, { two: 'عاملان', few: '# عوامل', many: '# عاملًا', other: '# عامل' })}`,
  for: (value) => (value ? `مع «${value}»` : 'مع'),
  against: 'ضد',
  weightsIn: (unit) => `الأوزان بوحدة ${unit}`,
  weightFor: (weight) => `مع، ${weight}`,
  weightAgainst: (weight) => `ضد، ${weight}`,
  noWeight: 'بلا وزن',
  evidenceFor: 'الأدلة:',
  trackRecord: (n, right, range, f) =>
    `في آخر ${f.plural(n, { few: '# حالات مشابهة', many: '# حالة مشابهة', other: '# حالة مشابهة' })} كان هذا صحيحًا بنسبة ${right}${range ? ` (${range})` : ''}.`,
  measuredOn: (date) => `قيس في ${date}.`,
  tooFewSimilar: (n, f) => `${f.plural(n, similar)}، وهي أقل من أن تبيّن كم كان هذا صحيحًا.`,
  facts: { model: 'النموذج', calibration: 'المعايرة', method: 'طريقة الشرح' },
  modelVersion: (id, version, released) => `${id} ${version}${released ? `، بتاريخ ${released}` : ''}`,
};
