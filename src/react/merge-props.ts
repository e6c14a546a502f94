import type { Ref, SyntheticEvent } from 'react';

/** Joins class names and leaves out what is empty. */
export function joinClasses(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

/**
 * The host's handler first; ours unless it called `preventDefault()`: a host can veto what a part does.
 */
export function composeHandlers<E extends SyntheticEvent>(
  theirs: ((event: E) => void) | undefined,
  ours: (event: E) => void,
): (event: E) => void {
  return (event) => {
    theirs?.(event);
    if (!event.defaultPrevented) ours(event);
  };
}

type AnyRef = Ref<never> & object;

const composed = new WeakMap<object, WeakMap<object, (node: never) => void>>();

/**
 * Sets both refs, whichever kind they are. The same two give the same function again: React takes a new one for a new
 * ref, and empties and fills both on every render.
 */
export function composeRefs<T>(a: Ref<T> | undefined, b?: Ref<T> | undefined): (node: T | null) => void {
  const set = (ref: Ref<T> | undefined, node: T | null) => {
    if (typeof ref === 'function') ref(node);
    else if (ref) (ref as { current: T | null }).current = node;
  };
  const [first, second] = [(a ?? composed) as AnyRef, (b ?? composed) as AnyRef];
  const known = composed.get(first) ?? new WeakMap();
  composed.set(first, known);
  const both =
    known.get(second) ??
    ((node: T | null) => {
      set(a, node);
      set(b, node);
    });
  known.set(second, both);
  return both as (node: T | null) => void;
}

/**
 * State as `data-*`: text as its value, `true` as a bare attribute, everything else not at all.
 *
 * @example dataAttributes({ status: 'overridden', busy: true }) // { 'data-status': 'overridden', 'data-busy': '' }
 */
export function dataAttributes(state: { readonly [name: string]: string | number | boolean | null | undefined }): {
  [attribute: `data-${string}`]: string;
} {
  const attributes: { [attribute: `data-${string}`]: string } = {};
  for (const [name, value] of Object.entries(state)) {
    if (value === undefined || value === null || value === false) continue;
    const attribute = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    attributes[`data-${attribute}`] = value === true ? '' : String(value);
  }
  return attributes;
}
