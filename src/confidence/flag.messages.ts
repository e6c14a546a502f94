import type { TextFormat } from '../internal/format.js';

/** Words about whether a system looked for something, and what it means that it found nothing (B-21). */
export interface FlagMessages {
  flagAbout: (of: string, words: string) => string;
  flagNotChecked: string;
  flagged: string;
  /** `missed` is a share; absent where it was not measured, or on too few cases. */
  flagNothingFound: (missed: string | undefined, n: number | undefined, format: TextFormat) => string;
}

export const flagMessages: FlagMessages = {
  flagAbout: (of, words) => `${of}: ${words}`,
  flagNotChecked: 'Not checked',
  flagged: 'Flagged',
  flagNothingFound: (missed, n, f) =>
    missed === undefined || n === undefined
      ? 'Checked, nothing found (how often it misses something is not known)'
      : `Checked, nothing found (misses about ${missed}, measured on ${f.plural(n, { one: '# case', other: '# cases' })})`,
};
