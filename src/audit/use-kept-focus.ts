'use client';
import { useLayoutEffect, useState } from 'react';
import type { AuditEntry } from '../review/review.types.js';
import type { TimelineState } from './audit-context.js';

const CONTROLS = 'a, button, summary, input, select, textarea, [tabindex]';

interface Kept {
  /** What had focus. */
  element: HTMLElement;
  scope: Document | ShadowRoot;
  /** Of the entry that it belongs to, or of the list. */
  id: string;
  /** Which control of the entry it is; -1 for the entry itself. */
  index: number;
}

function focusIn(listId: string | undefined): Kept | undefined {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!(element instanceof HTMLElement) || !element.closest(`[id=${JSON.stringify(listId)}]`)) return undefined;
  const owner = element.closest('[data-type][id]') ?? element;
  return {
    element,
    scope: element.getRootNode() as Document | ShadowRoot,
    id: owner.id,
    index: [...owner.querySelectorAll(CONTROLS)].indexOf(element),
  };
}

/**
 * Keeps focus where it is in the list that this one takes the place of: its elements are others.
 *
 * @param listId the `id` that both have
 * @returns the entry that has to be in the document for that
 */
export function useKeptFocus({ entries, idOf }: TimelineState, listId: string | undefined): AuditEntry | undefined {
  // On the first render, while the other list is still in the document.
  const [{ kept, entry }] = useState(() => {
    const kept = focusIn(listId);
    return { kept, entry: kept && entries.find((each) => idOf(each) === kept.id) };
  });
  useLayoutEffect(() => {
    if (!kept || kept.element.isConnected) return;
    const owner = kept.scope.getElementById(kept.id);
    const place = (owner?.querySelectorAll<HTMLElement>(CONTROLS)[kept.index] ?? owner) as HTMLElement | undefined;
    if (!place) return;
    // What is no control has focus because it was taken there.
    if (place === owner) place.tabIndex = -1;
    place.focus({ preventScroll: true });
  }, [kept]);
  return entry;
}
