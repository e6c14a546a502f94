/**
 * Characters that change how text reads without being seen: controls but tab and line ends, and everything that Unicode
 * lets a font leave out: zero-width and bidirectional controls, fillers, joiners, variation selectors, tag characters.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const HIDDEN = /(?!\t|\r?\n)[\p{DI}\p{Cc}\p{Cs}\ufff9-\ufffb]/gu;

/** Scripts whose letters take joiners: Arabic to Sinhala, Myanmar, Khmer, Mongolian, Arabic presentation forms. */
const JOINING = /[\u0600-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]/;
const PICTURE = /\p{ExtPict}/u;

/** Whether a hidden character does its own script's work where it stands. */
function belongs(code: number, before: string, after: string): boolean {
  if (code === 0x200c || code === 0x200d) {
    if (JOINING.test(before)) return !/\p{DI}/u.test(before);
    return code === 0x200d
      ? /\p{ExtPict}|\p{EMod}|\ufe0f/u.test(before) && PICTURE.test(after)
      : JOINING.test(after) && /[\p{L}\p{N}]/u.test(before);
  }
  // One selector after what it selects: a second one, or one after a Latin letter, hides data.
  if (code >= 0xfe00 && code <= 0xfe0f) return /[^\p{DI}\p{Z}\p{C}A-Za-z]/u.test(before);
  if (code >= 0x180b && code <= 0x180f) return /[\u1820-\u18aa]/.test(before);
  return code >= 0xe0100 && code <= 0xe01ef && /\p{Script=Han}/u.test(before);
}

/**
 * Text of a model or another outsider with its hidden characters made visible as their code points: `[U+202E]`. Joiners
 * and variation selectors stay where a script or an emoji needs them.
 */
export function visibleText(text: string): string {
  // What a server sends need not be what the types say.
  return String(text ?? '').replace(HIDDEN, (character, offset: number, whole: string) => {
    const code = character.codePointAt(0) ?? 0;
    const before = [...whole.slice(Math.max(0, offset - 2), offset)].at(-1) ?? '';
    const after = String.fromCodePoint(whole.codePointAt(offset + character.length) ?? 0);
    return belongs(code, before, after) ? character : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  });
}
