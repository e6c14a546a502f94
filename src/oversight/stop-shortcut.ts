'use client';
import { useEffect } from 'react';

/** Opens a stop from anywhere: with a modifier, so that neither typing nor a voice command sets it off. */
export const STOP_SHORTCUT = 'Alt+Shift+S' as const;

const MODIFIERS = ['Alt', 'Control', 'Meta', 'Shift'] as const;

/** Whether keys that were pressed are a shortcut, written as in `aria-keyshortcuts`. */
function isPressed(event: KeyboardEvent, shortcut: string): boolean {
  const keys = shortcut.split('+');
  const key = keys.at(-1) ?? '';
  const held = { Alt: event.altKey, Control: event.ctrlKey, Meta: event.metaKey, Shift: event.shiftKey };
  if (MODIFIERS.some((name) => held[name] !== keys.includes(name))) return false;
  // With Alt the key of a Mac is another character; where the letter stands, the layout says.
  return event.key.toLowerCase() === key.toLowerCase() || event.code === `Key${key.toUpperCase()}`;
}

/** Listens on the whole page while it is mounted; `false` listens to nothing. Also while somebody types: it has a modifier. */
export function useStopShortcut(shortcut: string | false, onPress: () => void): void {
  useEffect(() => {
    if (shortcut === false) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.repeat || event.isComposing || !isPressed(event, shortcut)) return;
      event.preventDefault();
      onPress();
    };
    document.addEventListener('keydown', listen, true);
    return () => document.removeEventListener('keydown', listen, true);
  }, [shortcut, onPress]);
}
