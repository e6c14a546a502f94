import { describe, expect, it } from 'vitest';
import { visibleText } from '../../src/internal/plain-text.js';

describe('hidden characters become visible', () => {
  it.each([
    ['an override that turns text round', 'pay \u202e00001', 'pay [U+202E]00001'],
    ['isolates', '\u2066a\u2069', '[U+2066]a[U+2069]'],
    ['direction marks', 'a\u200eb\u200fc\u061cd', 'a[U+200E]b[U+200F]c[U+061C]d'],
    ['a zero-width space', 'ap\u200bprove', 'ap[U+200B]prove'],
    ['a joiner inside a Latin word', 'ap\u200dprove', 'ap[U+200D]prove'],
    ['a non-joiner inside a Latin word', 'ap\u200cprove', 'ap[U+200C]prove'],
    ['a byte order mark', '\ufeffyes', '[U+FEFF]yes'],
    ['a word joiner', 'a\u2060b', 'a[U+2060]b'],
    ['a soft hyphen', 'de\u00adny', 'de[U+00AD]ny'],
    ['a grapheme joiner', 'a\u034fb', 'a[U+034F]b'],
    ['fillers', '\u115f\u3164\uffa0', '[U+115F][U+3164][U+FFA0]'],
    ['tag characters', 'ok\u{e0069}\u{e0067}', 'ok[U+E0069][U+E0067]'],
    ['variation selectors that carry data', 'a\ufe01\u{1f600}\ufe01\ufe02', 'a[U+FE01]\u{1f600}\ufe01[U+FE02]'],
    ['ideographic selectors after anything else', 'a\u{e0100}', 'a[U+E0100]'],
    ['interlinear marks', 'a\ufff9b\ufffb', 'a[U+FFF9]b[U+FFFB]'],
    ['control characters', 'a\u0000b\u001b[31mc\u0085', 'a[U+0000]b[U+001B][31mc[U+0085]'],
    ['half a surrogate pair', 'a\ud83d', 'a[U+D83D]'],
    ['a carriage return that overwrites a line', 'deny\rapprove', 'deny[U+000D]approve'],
    ['a run of joiners', '\u0645\u200c\u200c\u200c\u06cc', '\u0645\u200c[U+200C][U+200C]\u06cc'],
  ])('%s', (_, text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });
});

describe('what people write stays as it is', () => {
  it.each([
    ['line ends and tabs', 'one\r\ntwo\n\tthree'],
    ['Persian with its non-joiner', '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'],
    ['a Persian ending after a foreign word', 'PDF\u200c\u0647\u0627'],
    ['a vowel sign before the non-joiner', '\u0628\u064e\u200c\u0647\u0627'],
    ['Hindi half forms', '\u0915\u094d\u200d\u0937'],
    ['Malayalam at the end of a word', '\u0d05\u0d35\u0d28\u0d4d\u200d '],
    ['Sinhala', '\u0dc1\u0dca\u200d\u0dbb\u0dd3'],
    ['a family', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'],
    ['a rainbow flag', '\u{1f3f3}\ufe0f\u200d\u{1f308}'],
    ['a health worker of some colour', '\u{1f469}\u{1f3fd}\u200d\u2695\ufe0f'],
    ['a heart on fire', '\u2764\ufe0f\u200d\u{1f525}'],
    ['a keycap', '1\ufe0f\u20e3'],
    ['a Japanese name with its variant', '\u845b\u{e0100}\u98fe'],
    ['Mongolian with its selector', '\u1820\u180b'],
    ['markup, as text', '<img src=x onerror=alert(1)> **bold** [a](javascript:b)'],
    ['Arabic and Hebrew', '\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd'],
    ['nothing', ''],
  ])('%s', (_, text) => {
    expect(visibleText(text)).toBe(text);
  });

  it('shows what is no text at all, rather than throw', () => {
    expect([undefined, null, 7, true, {}].map((value) => visibleText(value as never))).toEqual([
      '',
      '',
      '7',
      'true',
      '[object Object]',
    ]);
  });

  it('takes long text that is nothing but hidden characters', () => {
    expect(visibleText('\u200b'.repeat(200_000))).toHaveLength(200_000 * 8);
  });
});
