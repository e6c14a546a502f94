import type { ReactNode } from 'react';
import { primitives } from './primitives.variants.js';

/**
 * A sentence of which one part keeps to itself: words of a host or a model, whose full stop would otherwise move to the other end
 * of a line that runs the other way. What stands in the sentence more than once is meant where it stands last.
 */
export function setApart(sentence: string, part: string | undefined, className?: string): ReactNode {
  const at = part ? sentence.lastIndexOf(part) : -1;
  if (!part || at < 0) return sentence;
  return (
    <>
      {sentence.slice(0, at)}
      <bdi className={className}>{part}</bdi>
      {sentence.slice(at + part.length)}
    </>
  );
}

/** A sentence of which one part, such as a range of numbers, neither breaks over two lines nor turns with the text around it. */
export const keptWhole = (sentence: string, part: string | undefined): ReactNode =>
  setApart(sentence, part, primitives('nowrap'));
