'use client';
import { createContext, useContext } from 'react';

/** What a control says of the keys that press it: to whoever hears it, and to whoever points at it. */
export interface KeyHints {
  'aria-keyshortcuts': string;
  title: string;
}

/** Of the shortcut with an id; nothing where no keys are in force for it. */
export type KeyHintsOf = (id: string) => KeyHints | undefined;

export const KeyHintsContext = /* @__PURE__ */ createContext<KeyHintsOf | null>(null);

export function useKeyHints(id: string): KeyHints | undefined {
  return useContext(KeyHintsContext)?.(id);
}
