'use client';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import {
  type ActiveShortcut,
  createShortcutRegistry,
  type Shortcut,
  type ShortcutMap,
  type ShortcutRegistry,
} from './shortcut-registry.js';

const ShortcutContext = /* @__PURE__ */ createContext<ShortcutRegistry | undefined>(undefined);

export interface ShortcutProviderProps {
  /** Other keys for a shortcut by its id, `null` for none: `{ 'desk.next': 'Mod+Shift+ArrowDown' }`. */
  map?: ShortcutMap;
  /**
   * Whether keys that type a character, such as a letter alone, may do something where nobody types. Whoever dictates would set
   * them off with words (WCAG 2.1.4), so they are off unless a person asks for them.
   * @default false
   */
  allowsTyped?: boolean;
  children?: ReactNode;
}

/** Whether this is a Mac, where other modifiers are usual. */
export function isMacHere(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iP(hone|ad|od)/.test(navigator.platform);
}

/**
 * One place for what keys do below it: handlers, what is said of them and the list of all of them. Without it the kit listens
 * to no keys but those of its controls. Renders nothing of its own.
 *
 * @throws {CountersignError} `shortcut-invalid` where keys cannot be read
 */
export function ShortcutProvider({ map, allowsTyped, children }: ShortcutProviderProps) {
  const asked = JSON.stringify(map ?? {});
  const registry = useMemo(
    () =>
      createShortcutRegistry({
        map: JSON.parse(asked),
        ...(allowsTyped !== undefined && { allowsTyped }),
        isMac: isMacHere(),
      }),
    [asked, allowsTyped],
  );
  useEffect(() => {
    const { handle } = registry;
    document.addEventListener('keydown', handle);
    return () => document.removeEventListener('keydown', handle);
  }, [registry]);
  return <ShortcutContext.Provider value={registry}>{children}</ShortcutContext.Provider>;
}

/**
 * Lets keys do something while the caller is mounted, and nothing afterwards.
 *
 * @returns the keys in force, for `aria-keyshortcuts`; nothing without a `ShortcutProvider`, or where a map has taken them away
 */
export function useShortcut(shortcut: Shortcut, isEnabled = true): string | undefined {
  const { id, keys, label } = shortcut;
  const registry = useContext(ShortcutContext);
  const latest = useRef(shortcut);
  useEffect(() => {
    latest.current = shortcut;
  });
  useEffect(() => {
    if (!registry || !isEnabled) return undefined;
    return registry.add({
      ...{ id, keys, label },
      onPress: (event) => latest.current.onPress(event),
      within: () => latest.current.within?.(),
    });
  }, [registry, isEnabled, id, keys, label]);
  return isEnabled ? registry?.keysOf({ id, keys }) : undefined;
}

/** Whether a `ShortcutProvider` is above. */
export function useHasShortcuts(): boolean {
  return useContext(ShortcutContext) !== undefined;
}

const NONE: readonly ActiveShortcut[] = [];
const never = () => () => {};

/** Every shortcut in force, in the order they came. */
export function useShortcuts(): readonly ActiveShortcut[] {
  const registry = useContext(ShortcutContext);
  return useSyncExternalStore(
    registry?.subscribe ?? never,
    () => registry?.getSnapshot() ?? NONE,
    () => NONE,
  );
}
