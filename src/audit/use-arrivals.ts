'use client';
import { type RefObject, useEffect, useRef } from 'react';
import type { Format } from '../internal/format.js';
import { useAnnounce } from '../react/announcer.js';
import type { AuditEntry } from '../review/review.types.js';
import type { AuditMessages } from './audit.messages.js';
import { entryKey } from './audit.selectors.js';
import type { AuditProblem } from './audit.types.js';

/** What the reader asked for and has not got yet. */
interface Expected {
  what: 'older' | 'newer' | 'first';
  known: ReadonlySet<string>;
  /** The problem on screen when they asked: the same one is no answer. */
  problem?: AuditProblem;
}

interface Arrivals {
  entries: readonly AuditEntry[];
  total?: number;
  hasOlder: boolean;
  isLoading: boolean;
  newCount: number;
  problem?: AuditProblem;
  messages: AuditMessages;
  format: Format;
  root: RefObject<HTMLElement | null>;
  list: RefObject<HTMLOListElement | null>;
  idOf: (entry: AuditEntry) => string;
}

/** Moves focus to an element that is no control, so that reading goes on there. */
export function focusPlace(place: HTMLElement | null | undefined) {
  if (!place) return;
  place.tabIndex = -1;
  place.focus();
}

/**
 * Takes the reader to what they asked for: focus to the first entry that came, and a sentence about how many. Focus
 * stays where it is when they went elsewhere meanwhile.
 */
export function useArrivals(state: Arrivals): (what: Expected['what']) => void {
  const announce = useAnnounce();
  const expected = useRef<Expected | undefined>(undefined);
  const { entries, total, hasOlder, isLoading, newCount, problem, messages, format, root, list, idOf } = state;

  useEffect(() => {
    const wish = expected.current;
    if (!wish) return;
    if (problem && problem !== wish.problem) {
      expected.current = undefined;
      return;
    }
    const came = entries.filter((entry) => !wish.known.has(entryKey(entry)));
    const isOver = wish.what === 'older' ? !hasOlder : wish.what === 'first' && !problem && !isLoading;
    if (came.length === 0 && !isOver) return;
    expected.current = undefined;
    const scope = root.current?.getRootNode() as Document | ShadowRoot | undefined;
    // The control that was pressed may be gone, and focus with it; a shadow root then knows no active element.
    const active = scope?.activeElement ?? document.activeElement;
    if (!active || active === document.body || (root.current?.contains(active) && active.tagName === 'BUTTON')) {
      const [first] = came;
      focusPlace((first && scope?.getElementById(idOf(first))) || list.current);
    }
    if (wish.what === 'older') announce(messages.olderLoaded(came.length, entries.length, total, format));
  }, [entries, total, hasOlder, isLoading, problem, messages, format, root, list, idOf, announce]);

  const told = useRef(0);
  useEffect(() => {
    if (newCount > told.current) announce(messages.newEntries(newCount, format));
    told.current = newCount;
  }, [newCount, messages, format, announce]);

  const during = problem?.during;
  useEffect(() => {
    if (during) announce(messages.problems[during] ?? messages.problems.loading);
  }, [during, messages, announce]);

  return (what) => {
    expected.current = { what, known: new Set(entries.map(entryKey)), problem };
  };
}
