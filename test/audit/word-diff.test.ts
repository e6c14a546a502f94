import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffWords } from '../../src/audit/word-diff.selectors.js';

const shown = (before: string, after: string) =>
  diffWords(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `{-${text}-}`))
    .join('');

describe('diffWords', () => {
  it('tells what was taken out and what was put in, by the word', () => {
    expect(shown('We refund the whole order today.', 'We refund one mug today.')).toBe(
      'We refund {-the whole order -}{+one mug +}today.',
    );
    expect(shown('Same words.', 'Same words.')).toBe('Same words.');
    expect(shown('', 'All new.')).toBe('{+All new.+}');
    expect(shown('All gone.', '')).toBe('{-All gone.-}');
  });

  it('gives both texts back whole, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ' ', '\n', 'dé', '日本'), { maxLength: 60 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = diffWords(before, after);
        const without = (kind: string) =>
          parts
            .filter((part) => part.kind !== kind)
            .map((part) => part.text)
            .join('');
        expect(without('added')).toBe(before);
        expect(without('removed')).toBe(after);
      }),
    );
  });

  it('keeps as much as two texts have in common', () => {
    const parts = diffWords('a b c d e f g', 'a x c d y f g');
    expect(parts.filter(({ kind }) => kind === 'same').map(({ text }) => text.trim())).toEqual(['a', 'c d', 'f g']);
  });

  it('ends soon on two long texts that have nothing in common', () => {
    const long = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word}${index}`).join(' ');
    expect(diffWords(long('a'), long('b'))).toHaveLength(2);
  });
});
