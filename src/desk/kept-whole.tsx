import type { ReactNode } from 'react';
import { primitives } from '../react/primitives.variants.js';

/** A sentence of which one part, such as a range of numbers, neither breaks over two lines nor turns with the text around it. */
export function keptWhole(sentence: string, part: string | undefined): ReactNode {
  const at = part ? sentence.indexOf(part) : -1;
  if (!part || at < 0) return sentence;
  return (
    <>
      {sentence.slice(0, at)}
      <bdi className={primitives('nowrap')}>{part}</bdi>
      {sentence.slice(at + part.length)}
    </>
  );
}
