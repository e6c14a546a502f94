'use client';
import { useMessages } from '../react/locale-context.js';
import { sittingMessages } from './sitting.messages.js';
import { useCaseWords } from './use-case-words.js';

/** The words of the card and those that arrive after it. */
export function useSittingWords() {
  const card = useCaseWords();
  const sitting = useMessages('desk', sittingMessages);
  return { ...card, desk: { ...card.desk, ...sitting } };
}
