import { createContext, useContext } from 'react';
import { type Numbers, numbersIn, WORDS, type Words } from './words.js';

export interface PageLanguage {
  words: Words;
  numbers: Numbers;
}

export const PageLanguageContext = createContext<PageLanguage>({ words: WORDS.en, numbers: numbersIn('en') });

export const usePage = () => useContext(PageLanguageContext);
