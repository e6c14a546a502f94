import { errorFor } from '../internal/errors.js';

const MODIFIERS = ['Control', 'Alt', 'Shift', 'Meta'] as const;
type Modifier = (typeof MODIFIERS)[number];

/** Keys that are pressed together. */
export interface Chord {
  /** Held meanwhile. */
  modifiers: readonly Modifier[];
  /** As `KeyboardEvent.key` has it, letters in upper case. */
  key: string;
}

const NAMED =
  /^(Enter|Escape|Tab|Space|Backspace|Delete|Insert|Home|End|PageUp|PageDown|Arrow(Up|Down|Left|Right)|F\d{1,2})$/;

/**
 * Reads keys as `aria-keyshortcuts` has them: "Alt+Shift+N", "Mod+Enter", "J". `Mod` is Meta on a Mac and Control elsewhere.
 *
 * @throws {CountersignError} `shortcut-invalid`
 */
export function readKeys(keys: string, isMac: boolean): Chord {
  const parts = keys.split('+').map((part) => (part === 'Mod' ? (isMac ? 'Meta' : 'Control') : part));
  const key = parts.pop() ?? '';
  const isKey = [...key].length === 1 ? key.trim() !== '' : NAMED.test(key);
  const isOnce = new Set(parts).size === parts.length;
  if (!isKey || !isOnce || !parts.every((part) => (MODIFIERS as readonly string[]).includes(part))) {
    throw errorFor('shortcut-invalid', keys);
  }
  const modifiers = MODIFIERS.filter((modifier) => parts.includes(modifier));
  return { modifiers, key: [...key].length === 1 ? key.toUpperCase() : key };
}

/** As `aria-keyshortcuts` has them, so that two spellings of the same keys are the same text. */
export function keysText({ modifiers, key }: Chord): string {
  return [...modifiers, key].join('+');
}

/** Whether keys would be typed, or spoken by whoever dictates: only where somebody asked for such (WCAG 2.1.4). */
export function isTyped({ modifiers, key }: Chord): boolean {
  return [...key].length === 1 && modifiers.every((modifier) => modifier === 'Shift');
}

const HELD: Record<Modifier, 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'> = {
  Control: 'ctrlKey',
  Alt: 'altKey',
  Shift: 'shiftKey',
  Meta: 'metaKey',
};

/** Whether an event is these keys. */
export function isPressed(event: KeyboardEvent, { modifiers, key }: Chord): boolean {
  // AltGr reads as Control and Alt, and types a character.
  if (event.getModifierState('AltGraph')) return false;
  const own = event.key === ' ' ? 'Space' : event.key;
  const isLetter = /^[A-Z]$/.test(key);
  // "?" is typed with Shift on one keyboard and without on another.
  const isSign = [...key].length === 1 && !isLetter;
  for (const modifier of MODIFIERS) {
    if (modifier === 'Shift' && isSign && !modifiers.includes('Shift')) continue;
    if (event[HELD[modifier]] !== modifiers.includes(modifier)) return false;
  }
  if (own.toUpperCase() === key.toUpperCase()) return true;
  // Alt makes another character of a letter on a Mac, and other alphabets have their own: then the place of the key counts. Where
  // the key is a letter, it is that one, wherever a layout has it.
  return isLetter && !/^[A-Z]$/i.test(own) && event.code === `Key${key}`;
}
