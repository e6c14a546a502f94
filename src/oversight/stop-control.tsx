'use client';
import { forwardRef, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { EnsureAnnouncer, useAnnounce } from '../react/announcer.js';
import { Button, type ButtonProps } from '../react/button.js';
import { StopIcon } from '../react/icons.js';
import { useMessages } from '../react/locale-context.js';
import { composeHandlers, composeRefs } from '../react/merge-props.js';
import type { ReviewBackend } from '../review/backend.types.js';
import type { Reviewer } from '../review/review.types.js';
import { stopMessages } from './stop.messages.js';
import { createStopSession } from './stop.session.js';
import type { StopAnswer, StopAsk } from './stop.types.js';
import { Banner } from './stop-banner.js';
import {
  StopControlContext,
  type StopControlState,
  type StopDialogState,
  type StoppableModel,
  useStopControl,
  useStops,
} from './stop-context.js';
import { StopDialogs } from './stop-dialog.js';
import { STOP_SHORTCUT, useStopShortcut } from './stop-shortcut.js';
import { stoppedTitle } from './stop-text.js';

export interface RootProps {
  /** Where stops are kept. Without `stops` only an open case can be stopped. */
  backend: ReviewBackend;
  /** Who is signed in: their roles say whether they may resume. The server asks again. */
  reviewer: Reviewer;
  /**
   * Models that can be stopped, each as a whole or in one version.
   * @default none: everything, or one case
   */
  models?: readonly StoppableModel[];
  /** The case that is open, where one is. */
  review?: { id: string; title: string };
  /**
   * Keys that open the dialog from anywhere, written as in `aria-keyshortcuts`; `false` for none. With a modifier, so that
   * neither typing nor a voice command sets it off.
   * @default 'Alt+Shift+S'
   */
  shortcut?: string | false;
  /** Where the dialogs are put. @default the end of the page */
  container?: Element | null;
  /** Called with the answer to an order that was given here. */
  onOrderSettle?: (details: { ask: StopAsk; answer: StopAnswer }) => void;
  /** The parts, where they stand apart: `Trigger` in the host's bar, `Banner` above its content. */
  children?: ReactNode;
}

/**
 * Stops one case, a model or everything, and says to everybody what is stopped, by whom and why (L-9). In reach from
 * anywhere: one keystroke opens it, the second begins to say what. Without children it arranges its parts itself. Renders no
 * element of its own.
 */
export function Root(props: RootProps) {
  return (
    <EnsureAnnouncer>
      <Provider {...props} />
    </EnsureAnnouncer>
  );
}

const NO_MODELS: readonly StoppableModel[] = [];

function Provider({
  backend,
  reviewer,
  models = NO_MODELS,
  review,
  shortcut = STOP_SHORTCUT,
  container,
  onOrderSettle,
  children,
}: RootProps) {
  const { id } = reviewer;
  const session = useMemo(() => createStopSession({ backend, by: id }), [backend, id]);
  const [dialog, setDialog] = useState<StopDialogState>();
  const trigger = useRef<HTMLButtonElement | null>(null);
  const canStop = backend.stops !== undefined || review !== undefined;
  const isOpen = dialog !== undefined;
  const isPending = useStops(session, (snapshot) => snapshot.attempt !== undefined);

  const keys = useStopShortcut(
    canStop && shortcut,
    !isOpen,
    useCallback(() => setDialog({ type: 'stop' }), []),
  );
  useEffect(() => {
    window.addEventListener('online', session.tryNow);
    return () => window.removeEventListener('online', session.tryNow);
  }, [session]);
  useEffect(() => {
    if (!isPending) return undefined;
    // Nobody else knows of it, and it is gone with the page.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isPending]);

  const state = useMemo<StopControlState>(
    () => ({
      session,
      backend,
      reviewer,
      models,
      review,
      shortcut: keys,
      dialog,
      open: setDialog,
      close: () => setDialog(undefined),
      async give(ask) {
        const answer = await session.give(ask);
        if (answer) onOrderSettle?.({ ask, answer });
        return answer;
      },
      trigger,
      container,
    }),
    [session, backend, reviewer, models, review, keys, dialog, onOrderSettle, container],
  );
  return (
    <StopControlContext.Provider value={state}>
      {children ?? (
        <>
          <Trigger />
          <Banner />
        </>
      )}
      <StopDialogs />
      <Speaker />
    </StopControlContext.Provider>
  );
}

/** Says aloud what begins and ends: at once, whatever somebody is doing. */
function Speaker() {
  const { session, models } = useStopControl('Root');
  const stops = useStops(session, (snapshot) => snapshot.stops);
  const words = useMessages('oversight', stopMessages);
  const announce = useAnnounce();
  const known = useRef<ReadonlySet<string> | undefined>(undefined);
  useEffect(() => {
    if (!stops) return;
    const before = known.current;
    known.current = new Set(stops.map(({ id }) => id));
    for (const stop of stops) {
      if (before?.has(stop.id)) continue;
      announce(`${stoppedTitle(stop, models, words)}. ${visibleText(stop.reason)}`, {
        assertive: before !== undefined,
      });
    }
    if (before && [...before].some((id) => !known.current?.has(id))) announce(words.resumed);
  }, [stops, models, words, announce]);
  return null;
}

/**
 * Opens the dialog that stops; stands in the host's bar, never beside approve and override. Renders a `<button>`, or nothing
 * where nothing can be stopped.
 */
export const Trigger = forwardRef<HTMLButtonElement, ButtonProps>(function StopTrigger(
  { children, onClick, ...rest },
  ref,
) {
  const { backend, review, shortcut, open, trigger } = useStopControl('Trigger');
  const words = useMessages('oversight', stopMessages);
  if (!backend.stops && !review) return null;
  return (
    <Button
      variant="stop"
      aria-haspopup="dialog"
      {...(shortcut !== false && { 'aria-keyshortcuts': shortcut, title: words.stopWith(shortcut) })}
      {...rest}
      ref={composeRefs(ref, trigger)}
      onClick={composeHandlers(onClick, () => open({ type: 'stop' }))}
    >
      {children ?? (
        <>
          <StopIcon />
          {words.stop}
        </>
      )}
    </Button>
  );
});
