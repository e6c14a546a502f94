'use client';
import { type ReactNode, useMemo } from 'react';
import { KeyHintsContext, type KeyHintsOf } from '../react/key-hints.js';
import { useMessages } from '../react/locale-context.js';
import { useShortcuts } from '../react/shortcuts.js';
import { namedKeys } from './key-names.js';
import { shortcutMessages } from './shortcut.messages.js';

/** Lets the controls of a desk say which keys press them: those of the registry, whatever the host made of them. */
export function DeskKeyHints({ children }: { children: ReactNode }) {
  const shortcuts = useShortcuts();
  const { keyNames } = useMessages('desk', shortcutMessages);
  const hintsOf = useMemo<KeyHintsOf>(
    () => (id) => {
      const keys = shortcuts.find((each) => each.id === id)?.keys;
      if (keys === undefined) return undefined;
      return { 'aria-keyshortcuts': keys, title: namedKeys(keys, keyNames).join('+') };
    },
    [shortcuts, keyNames],
  );
  return <KeyHintsContext.Provider value={hintsOf}>{children}</KeyHintsContext.Provider>;
}
