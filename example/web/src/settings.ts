import { useCallback, useState } from 'react';

/** A choice that this browser remembers; where it may not store anything it lasts as long as the page. */
export function useSetting<T extends string>(name: string, options: readonly T[], first: T): [T, (value: T) => void] {
  const key = `credit-desk-${name}`;
  const [value, setValue] = useState<T>(() => {
    try {
      const kept = localStorage.getItem(key) as T;
      return options.includes(kept) ? kept : first;
    } catch {
      return first;
    }
  });
  const choose = useCallback(
    (next: T) => {
      setValue(next);
      try {
        localStorage.setItem(key, next);
      } catch {
        // Blocked storage costs the memory of a choice, nothing else.
      }
    },
    [key],
  );
  return [value, choose];
}
