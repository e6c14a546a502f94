import type { DocumentLanguage } from 'countersign/core';
import { ar } from 'countersign/messages/ar';
import { de } from 'countersign/messages/de';
import type { Context } from 'hono';
import { RequestError } from './request-error.js';
import type { Env } from './sign-in.js';

export interface HostLanguage extends DocumentLanguage {
  /** Whose record it is that is not of one case. */
  allCases: string;
}

const LANGUAGES: Record<string, HostLanguage> = {
  en: { locale: 'en-GB', allCases: 'All cases' },
  de: { locale: 'de', messages: de, allCases: 'Alle Fälle' },
  ar: { locale: 'ar', messages: ar, allCases: 'كل الحالات' },
};
export const ORGANISATION = 'Countersign example bank';
/** Where this bank is. */
const ZONE = 'Europe/Berlin';

/**
 * The language that a reader asked for.
 *
 * @throws {RequestError}
 */
export function languageOf(context: Context<Env>): HostLanguage {
  const { lang = 'en' } = context.req.query();
  const language = Object.hasOwn(LANGUAGES, lang) ? LANGUAGES[lang] : undefined;
  if (!language) {
    throw new RequestError(400, 'query-invalid', `lang: one of ${Object.keys(LANGUAGES).join(', ')} was expected.`);
  }
  return { ...language, timeZone: ZONE };
}

/** A file to keep, whatever the case is called. Saved, it stands under its own policy: `EXPORT_CSP`. */
export function attachment(name: string, type: string): Record<string, string> {
  const plain = name.replace(/[^\x20-\x7e]/g, '_');
  return {
    'content-type': `${type}; charset=utf-8`,
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
  };
}
