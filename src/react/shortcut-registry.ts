import { notifyAll } from '../internal/notify.js';
import { warnOnce } from '../internal/warn.js';
import { type Chord, isPressed, isTyped, keysText, readKeys } from './keys.js';

/** What keys do. */
export interface Shortcut {
  /** Names it in a map of other keys: `desk.next`. */
  id: string;
  /** As `aria-keyshortcuts` has them: "Alt+Shift+N"; `Mod` is Meta on a Mac and Control elsewhere. */
  keys: string;
  /** What it does, in words. */
  label: string;
  /** Called when the keys are pressed. */
  onPress: (event: KeyboardEvent) => void;
  /** Where it belongs: while that is hidden or inert, as behind a dialog, its keys do nothing. */
  within?: () => Element | null | undefined;
}

/** Other keys for what is named, or none. */
export interface ShortcutMap {
  readonly [id: string]: string | null;
}

/** A shortcut as it is in force. */
export interface ActiveShortcut {
  id: string;
  label: string;
  /** As `aria-keyshortcuts` has them. */
  keys: string;
}

export interface ShortcutRegistry {
  /** Every shortcut in force, in the order they came. */
  getSnapshot(): readonly ActiveShortcut[];
  subscribe(listener: () => void): () => void;
  /** Puts a shortcut into force, until what comes back is called. */
  add(shortcut: Shortcut): () => void;
  /** The keys in force; nothing where it has none. */
  keysOf(shortcut: Pick<Shortcut, 'id' | 'keys'>): string | undefined;
  /** Presses what an event is the keys of. */
  handle(event: KeyboardEvent): void;
}

export interface ShortcutRegistryOptions {
  map?: ShortcutMap;
  /** Whether keys that type a character may do something, where nobody types. */
  allowsTyped?: boolean;
  isMac: boolean;
}

const EDITABLE = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"]';
/** Inputs into which nothing is typed. */
const PRESSED = ['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color', 'file', 'image'];

function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof Element)) return false;
  const field = target.closest(EDITABLE);
  return field !== null && !(field instanceof HTMLInputElement && PRESSED.includes(field.type));
}

function isAway({ within }: Shortcut): boolean {
  return within?.()?.closest('[aria-hidden="true"], [inert]') != null;
}

/** One list for what keys do, for whoever shows them, and for whoever presses them. */
export function createShortcutRegistry({
  map = {},
  allowsTyped = false,
  isMac,
}: ShortcutRegistryOptions): ShortcutRegistry {
  const listeners = new Set<() => void>();
  const entries: { shortcut: Shortcut; chord: Chord }[] = [];
  let snapshot: readonly ActiveShortcut[] = [];

  function changed() {
    snapshot = entries.map(({ shortcut: { id, label }, chord }) => ({ id, label, keys: keysText(chord) }));
    notifyAll(listeners);
  }
  function chordOf({ id, keys }: Pick<Shortcut, 'id' | 'keys'>): Chord | undefined {
    const given = Object.hasOwn(map, id) ? map[id] : keys;
    if (given === null || given === undefined) return undefined;
    const chord = readKeys(given, isMac);
    return isTyped(chord) && !allowsTyped ? undefined : chord;
  }

  /** On a Mac, Alt and a key type a character too. */
  const mayType = (chord: Chord) =>
    isTyped(chord) ||
    (isMac && [...chord.key].length === 1 && !chord.modifiers.some((each) => each === 'Control' || each === 'Meta'));

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(shortcut) {
      const chord = chordOf(shortcut);
      if (!chord) return () => {};
      const keys = keysText(chord);
      const before = entries.find((entry) => keysText(entry.chord) === keys && entry.shortcut.id !== shortcut.id);
      if (before) {
        warnOnce(
          `“${shortcut.id}” and “${before.shortcut.id}” have the same keys, ${keys}: the later one is pressed. Give one of them others with the \`map\` of ShortcutProvider.`,
        );
      }
      const entry = { shortcut, chord };
      entries.push(entry);
      changed();
      return () => {
        const index = entries.indexOf(entry);
        if (index < 0) return;
        entries.splice(index, 1);
        changed();
      };
    },
    keysOf(shortcut) {
      const chord = chordOf(shortcut);
      return chord && keysText(chord);
    },
    handle(event) {
      // What an input method composes is no key, and one that is held down is pressed once.
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      // Of two with the same keys the later one counts.
      const found = entries.findLast(({ chord, shortcut }) => isPressed(event, chord) && !isAway(shortcut));
      if (!found || (mayType(found.chord) && isTyping(event))) return;
      event.preventDefault();
      found.shortcut.onPress(event);
    },
  };
}
