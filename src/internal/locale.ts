import { warnOnce } from './warn.js';

/** A locale that `Intl` takes, `en_US` included; nothing, and a warning, for any other text. */
export function knownLocale(locale: string | undefined): string | undefined {
  if (locale === undefined) return undefined;
  try {
    return Intl.getCanonicalLocales(locale.replaceAll('_', '-'))[0];
  } catch {
    warnOnce(`"${locale}" is not a BCP 47 language tag, so English is used. Pass one such as "en" or "pt-BR".`);
    return undefined;
  }
}

/** A time zone that `Intl` takes; nothing, and a warning, for any other text. */
export function knownTimeZone(timeZone: string | undefined): string | undefined {
  if (timeZone === undefined) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) && timeZone;
  } catch {
    warnOnce(
      `"${timeZone}" is not a time zone, so the reader's own is used. Pass an IANA name such as "Europe/Berlin".`,
    );
    return undefined;
  }
}
