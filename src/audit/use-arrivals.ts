'use client';
import { type SyntheticEvent, useEffect, useRef } from 'react';
import { useAnnounce } from '../react/announcer.js';
import { entryKey } from './audit.selectors.js';
import type { AuditProblem } from './audit.types.js';
import type { TimelineState } from './audit-context.js';

/** What the reader asked for and has not got yet. */
interface Expected {
  what: 'older' | 'newer' | 'first';
  known: ReadonlySet<string>;
  /** The problem on screen when they asked: the same one is no answer. */
  problem?: AuditProblem;
  /** What they pressed, and where it stood: it may be gone when the answer comes. */
  control: EventTarget & Element;
  scope: Document | ShadowRoot;
}

/**
 * Moves focus to an element that is no control, so that reading goes on there.
 *
 * @param near an element of the same document or shadow root, or that root
 */
export function focusPlace(near: Element | Document | ShadowRoot, ...ids: readonly string[]) {
  const scope = near.getRootNode() as Document | ShadowRoot;
  for (const id of ids) {
    const place = scope.getElementById(id);
    if (!place) continue;
    place.tabIndex = -1;
    place.focus();
    return;
  }
}

/** Says a sentence whenever it becomes another one. */
function useSpoken(text: string | false | undefined) {
  const announce = useAnnounce();
  useEffect(() => {
    if (text) announce(text);
  }, [text, announce]);
}

/**
 * Takes the reader to what they asked for: focus to the first entry that came, and a sentence about how many. Focus
 * stays where it is when they went elsewhere meanwhile.
 *
 * @param total how many entries the record has, where the host says
 * @returns call it with what was asked for when a control is pressed
 */
export function useArrivals(
  state: Pick<
    TimelineState,
    'entries' | 'hasOlder' | 'isLoading' | 'newCount' | 'problem' | 'messages' | 'format' | 'idOf'
  >,
  total: number | undefined,
) {
  const announce = useAnnounce();
  const expected = useRef<Expected | undefined>(undefined);
  const { entries, hasOlder, isLoading, newCount, problem, messages, format, idOf } = state;

  useEffect(() => {
    const wish = expected.current;
    if (!wish) return;
    const { what, known, control, scope } = wish;
    const came = entries.filter((entry) => !known.has(entryKey(entry)));
    const hasFailed = problem && problem !== wish.problem;
    const isOver = what === 'older' ? !hasOlder : what === 'first' && !problem && !isLoading;
    if (came.length === 0 && !isOver && !hasFailed) return;
    expected.current = undefined;
    if (hasFailed) return;
    // The control that was pressed may be gone, and focus with it; a shadow root then knows no active element.
    const active = scope.activeElement ?? document.activeElement;
    if (!active || active === document.body || active === control) focusPlace(scope, idOf(came[0]), idOf());
    if (what === 'older') announce(messages.olderLoaded(came.length, entries.length, total, format));
  }, [entries, total, hasOlder, isLoading, problem, messages, format, idOf, announce]);

  useSpoken(newCount > 0 && messages.newEntries(newCount, format));
  useSpoken(problem && (messages.problems[problem.during] ?? messages.problems.loading));

  return (what: Expected['what'], { currentTarget }: SyntheticEvent) => {
    expected.current = {
      what,
      known: new Set(entries.map(entryKey)),
      problem,
      control: currentTarget,
      scope: currentTarget.getRootNode() as Document | ShadowRoot,
    };
  };
}
