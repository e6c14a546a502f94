/** A run of text that both versions have, or one of them alone. */
export interface DiffPart {
  text: string;
  kind: 'same' | 'removed' | 'added';
}

/** Above as many pairs of words, the middle is told as one replacement: nobody reads a difference of a thousand words by the word. */
const MOST_PAIRS = 250_000;

/** Words with the white space after them; in a script without spaces, by its own words. */
function wordsOf(text: string): string[] {
  return /\s/.test(text.trim())
    ? (text.match(/\S+\s*|\s+/g) ?? [])
    : [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)].map(({ segment }) => segment);
}

/** Length of what two lists of words have in common from each pair on: the table of the longest common subsequence. */
function commonTable(a: readonly string[], b: readonly string[]): Uint16Array {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const [below, beside] = [table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0];
      table[i * width + j] = a[i] === b[j] ? (table[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(below, beside);
    }
  }
  return table;
}

/** What changed between two texts, word by word, in reading order. */
export function diffWords(before: string, after: string): DiffPart[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  const parts: DiffPart[] = [];
  const say = (kind: DiffPart['kind'], words: readonly string[]) => {
    const text = words.join('');
    const last = parts.at(-1);
    if (text === '') return;
    if (last?.kind === kind) last.text += text;
    else parts.push({ kind, text });
  };
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [from, to] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  say('same', a.slice(0, start));
  if (from.length * to.length > MOST_PAIRS) {
    say('removed', from);
    say('added', to);
  } else {
    const table = commonTable(from, to);
    const width = to.length + 1;
    let [i, j] = [0, 0];
    while (i < from.length || j < to.length) {
      const isRemoved =
        j >= to.length || (i < from.length && (table[(i + 1) * width + j] ?? 0) >= (table[i * width + j + 1] ?? 0));
      if (i < from.length && j < to.length && from[i] === to[j]) {
        say('same', [from[i] as string]);
        i += 1;
        j += 1;
      } else if (isRemoved) say('removed', [from[i++] as string]);
      else say('added', [to[j++] as string]);
    }
  }
  say('same', a.slice(a.length - end));
  return parts;
}
