import { createContext, useContext } from 'react';
import { type Language, type Numbers, numbersIn, WORDS, type Words } from './words.js';

export interface PageLanguage {
  words: Words;
  numbers: Numbers;
  language: Language;
}

export const PageLanguageContext = createContext<PageLanguage>({
  words: WORDS.en,
  numbers: numbersIn('en'),
  language: 'en',
});

export const usePage = () => useContext(PageLanguageContext);
