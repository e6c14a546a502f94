import { createFormat, type Format } from '../internal/format.js';
import { canonicalLocale, canonicalTimeZone, directionOf } from '../internal/locale-names.js';
import { assumptionMessages } from '../review/assumption.messages.js';
import { statusMessages, valueMessages } from '../review/case.messages.js';
import type { ReviewMessages } from '../review/review.messages.js';
import type { Json, ValueSchema } from '../review/review.types.js';
import { valueText } from '../review/value.selectors.js';
import type { AuditMessages } from './audit.messages.js';
import type { ExportMessages } from './export.messages.js';

/** In which language a document is written. */
export interface DocumentLanguage {
  /** BCP 47 tag. @default 'en' */
  locale?: string;
  /** Follows `locale` when absent. */
  dir?: 'ltr' | 'rtl';
  /** IANA time zone of every time. @default 'UTC' */
  timeZone?: string;
  /** A catalogue such as `countersign/messages/de`, or parts of one; English fills what is left out. */
  messages?: {
    exports?: Partial<ExportMessages>;
    audit?: Partial<AuditMessages>;
    review?: Partial<ReviewMessages>;
  };
}

export interface Writing {
  locale: string;
  dir: 'ltr' | 'rtl';
  format: Format;
  states: ReviewMessages['states'];
  questions: ReviewMessages['assumptionQuestions'];
  /** How a value reads. */
  value: (value: unknown, schema?: ValueSchema) => string;
  /** A moment with its zone; the text itself where it is none. */
  moment: (iso: unknown) => string;
}

/** What every document needs of a language, apart from its own words. */
export function writingIn({ locale, dir, timeZone, messages }: DocumentLanguage): Writing {
  const known = (locale === undefined ? undefined : canonicalLocale(locale)) ?? 'en';
  const format = createFormat(known, (timeZone === undefined ? undefined : canonicalTimeZone(timeZone)) ?? 'UTC');
  const words = { ...valueMessages, ...messages?.review };
  return {
    locale: known,
    dir: dir ?? directionOf(known),
    format,
    states: { ...statusMessages.states, ...messages?.review?.states },
    questions: { ...assumptionMessages.assumptionQuestions, ...messages?.review?.assumptionQuestions },
    value: (value, schema) => valueText(value as Json | undefined, schema, format, words),
    moment: (iso) => format.timestamp(String(iso)) ?? String(iso ?? ''),
  };
}
