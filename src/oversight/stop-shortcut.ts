'use client';
import { useEffect } from 'react';
import { isPressed, keysText, readKeys } from '../react/keys.js';
import { useMessages } from '../react/locale-context.js';
import { isMacHere, useHasShortcuts, useShortcut } from '../react/shortcuts.js';
import { stopMessages } from './stop.messages.js';

/** Opens a stop from anywhere: with a modifier, so that neither typing nor a voice command sets it off. */
export const STOP_SHORTCUT = 'Alt+Shift+S' as const;

/**
 * Listens on the whole page while it is mounted, also while somebody types. Where a `ShortcutProvider` is above, the keys are
 * one of its shortcuts, `stop`: listed with the rest, and changed by its map.
 *
 * @param shortcut the keys; `false` for none
 * @returns the keys in force; `false` for none
 */
export function useStopShortcut(shortcut: string | false, isListening: boolean, onPress: () => void): string | false {
  const { stopTitle } = useMessages('oversight', stopMessages);
  const isProvided = useHasShortcuts();
  const keys = shortcut === false ? STOP_SHORTCUT : shortcut;
  const listed = useShortcut({ id: 'stop', keys, label: stopTitle, onPress }, shortcut !== false);
  const given = shortcut !== false && keysText(readKeys(shortcut, isMacHere()));
  const inForce = isProvided ? (listed ?? false) : given;
  useEffect(() => {
    if (inForce === false || !isListening) return undefined;
    const chord = readKeys(inForce, isMacHere());
    const listen = (event: KeyboardEvent) => {
      if (event.repeat || event.isComposing || !isPressed(event, chord)) return;
      event.preventDefault();
      onPress();
    };
    // Before anything else on the page: nothing may keep a stop from being given. The list of shortcuts leaves alone what is taken.
    document.addEventListener('keydown', listen, true);
    return () => document.removeEventListener('keydown', listen, true);
  }, [inForce, isListening, onPress]);
  return inForce;
}
