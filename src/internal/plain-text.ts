/**
 * Characters that change how text reads without being seen: C0 and C1 controls but tab and line feed, soft hyphen,
 * zero-width and bidirectional controls, word joiners, variation and tag characters that hide text. Source: Unicode
 * Standard Annex 9 (bidirectional controls) and Unicode Technical Report 36, section 3.
 */
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;

/**
 * Text of a model or another outsider with its hidden characters made visible as their code points: `[U+202E]`. A
 * zero-width joiner between two letters or pictographs stays, since Indic scripts, Arabic and emoji need it.
 */
export function visibleText(text: string): string {
  return text.replace(HIDDEN, (character, offset: number) => {
    const code = character.codePointAt(0) ?? 0;
    if (code === 0x200c || code === 0x200d) {
      const before = text.slice(0, offset).at(-1) ?? '';
      const after = text.slice(offset + 1).at(0) ?? '';
      // Arabic to Sinhala: the blocks whose letters take a joiner.
      const joins = /[\u0600-\u0dff]/;
      const pictures = /[\ud800-\udfff\u2600-\u27bf]|\ufe0f/;
      if ((joins.test(before) && joins.test(after)) || (pictures.test(before) && pictures.test(after)))
        return character;
    }
    return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  });
}
