import { canonicalLocale, canonicalTimeZone } from './locale-names.js';
import { warnOnce } from './warn.js';

/** A locale that `Intl` takes, `en_US` included; nothing, and a warning, for any other text. */
export function knownLocale(locale: string | undefined): string | undefined {
  if (locale === undefined) return undefined;
  const known = canonicalLocale(locale);
  if (known === undefined) {
    warnOnce(`"${locale}" is not a BCP 47 language tag, so English is used. Pass one such as "en" or "pt-BR".`);
  }
  return known;
}

/** A time zone that `Intl` takes; nothing, and a warning, for any other text. */
export function knownTimeZone(timeZone: string | undefined): string | undefined {
  if (timeZone === undefined) return undefined;
  const known = canonicalTimeZone(timeZone);
  if (known === undefined) {
    warnOnce(
      `"${timeZone}" is not a time zone, so the reader's own is used. Pass an IANA name such as "Europe/Berlin".`,
    );
  }
  return known;
}
