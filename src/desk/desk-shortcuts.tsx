'use client';
import { type RefObject, useRef, useState } from 'react';
import { useMessages } from '../react/locale-context.js';
import { useShortcut } from '../react/shortcuts.js';
import { useSnapshot } from '../react/use-snapshot.js';
import type { SessionSnapshot } from '../review/session.types.js';
import { mayAssignOthers } from './assigning.selectors.js';
import { cardMessages } from './card.messages.js';
import { reviewDesk } from './review-desk.variants.js';
import { useDesk } from './review-desk-context.js';
import { shortcutMessages } from './shortcut.messages.js';
import { useOnDemand } from './use-on-demand.js';
import { NO_SITTING, useSitting } from './use-sitting.js';

const loadSheet = () => import('./shortcut-sheet.js').then((module) => module.ShortcutSheet);

/**
 * What keys do on a desk. With modifiers, so that neither typing nor dictation sets them off; a verdict's keys open its form
 * and record nothing, and both verdicts have as many (B-11). Renders nothing until the list of them is asked for.
 */
export function DeskShortcuts({ rootRef }: { rootRef: RefObject<HTMLElement | null> }) {
  const { openId, open, leave, queueRef, view } = useDesk('DeskShortcuts');
  const { shortcutLabels: labels } = useMessages('desk', shortcutMessages);
  const { verbs, skip, assign } = useMessages('desk', cardMessages);
  const sheet = useOnDemand(loadSheet);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const opener = useRef<HTMLElement | null>(null);
  const within = () => rootRef.current;
  /** As a pointer would: a button that is off stays off, and its reason is read because focus is on it. */
  const press = (selector: string) => {
    const button = rootRef.current?.querySelector<HTMLElement>(selector);
    button?.focus();
    button?.click();
  };
  /** Whether it stands behind what a narrow desk shows. */
  const isBehind = (selector: string) => rootRef.current?.querySelector(selector)?.checkVisibility?.() === false;
  const pressVerb = (verb: string) => {
    const selector = `[data-verb="${verb}"]`;
    // Where the queue stands before the case, the case comes first: nothing opens where nobody sees it.
    if (openId !== undefined && isBehind(selector)) open(openId);
    else press(selector);
  };

  useShortcut({
    id: 'desk.shortcuts',
    keys: 'Alt+Shift+K',
    label: labels.sheet,
    within,
    onPress() {
      opener.current = document.activeElement as HTMLElement | null;
      setSheetOpen(true);
      if (!sheet.loaded) void sheet.request();
    },
  });
  useShortcut({
    id: 'desk.next',
    keys: 'Alt+Shift+N',
    label: labels.next,
    within,
    onPress: () => press(`.${reviewDesk.next} button`),
  });
  useShortcut({
    id: 'desk.queue',
    keys: 'Alt+Shift+L',
    label: labels.queue,
    within,
    onPress() {
      if (view === 'case' && (queueRef.current === null || isBehind(`.${reviewDesk.queue}`))) leave();
      else if (openId === undefined || !queueRef.current?.focusRow(openId)) queueRef.current?.focusHeading();
    },
  });
  const isCaseOpen = openId !== undefined;
  useShortcut(
    {
      id: 'desk.case',
      keys: 'Alt+Shift+C',
      label: labels.case,
      within,
      onPress: () => openId !== undefined && open(openId),
    },
    isCaseOpen,
  );
  useShortcut(
    {
      id: 'case.approve',
      keys: 'Alt+Shift+A',
      label: verbs.approve,
      within,
      onPress: () => pressVerb('approve'),
    },
    isCaseOpen,
  );
  useShortcut(
    {
      id: 'case.override',
      keys: 'Alt+Shift+O',
      label: verbs.override,
      within,
      onPress: () => pressVerb('override'),
    },
    isCaseOpen,
  );
  const session = useSitting(openId);
  const mayBeSkipped = useSnapshot<SessionSnapshot | undefined, boolean>(
    session ?? NO_SITTING,
    (snapshot) => snapshot?.review?.policy.skips !== undefined,
  );
  useShortcut(
    { id: 'case.skip', keys: 'Alt+Shift+G', label: skip, within, onPress: () => pressVerb('skip') },
    mayBeSkipped,
  );
  const mayBeAssigned = useSnapshot<SessionSnapshot | undefined, boolean>(
    session ?? NO_SITTING,
    () => session !== undefined && mayAssignOthers(session),
  );
  useShortcut(
    { id: 'case.assign', keys: 'Alt+Shift+P', label: assign, within, onPress: () => pressVerb('assign') },
    mayBeAssigned,
  );

  return sheet.loaded && isSheetOpen && <sheet.loaded openerRef={opener} onClose={() => setSheetOpen(false)} />;
}
