'use client';
import { forwardRef, type HTMLAttributes, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { canonicalJson } from '../internal/canonical-json.js';
import type { SelfCheck } from '../oversight/self-check.session.js';
import type { SavedViews } from '../queue/filter.types.js';
import type { QueueQuery } from '../queue/queue.types.js';
import { useBrowserLayoutEffect } from '../queue/queue-context.js';
import type { ReviewQueueHandle } from '../queue/queue-root.js';
import type { BackendFacet } from '../queue/use-review-queue.js';
import { Announcer } from '../react/announcer.js';
import { useLocaleAttributes } from '../react/locale-context.js';
import { composeRefs, dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import type { ReviewBackend } from '../review/backend.types.js';
import type { CanDecide, Reviewer } from '../review/review.types.js';
import type { Reauthenticate } from '../review/session.types.js';
import { type DeskOptions, type DeskSettlement, deskFor } from './desk.session.js';
import { DeskKeyHints } from './desk-key-hints.js';
import { DeskShortcuts } from './desk-shortcuts.js';
import { afterDialog } from './focus-title.js';
import type { RootProps as ReviewCardProps } from './review-card.js';
import { reviewDesk } from './review-desk.variants.js';
import { Case } from './review-desk-case.js';
import { Checks } from './review-desk-checks.js';
import { DeskContext, type DeskContextValue, useDesk } from './review-desk-context.js';
import { LastDecision } from './review-desk-next.js';
import { Outbox } from './review-desk-outbox.js';
import { OwnWork } from './review-desk-own-work.js';
import { Queue } from './review-desk-queue.js';
import { Record } from './review-desk-record.js';
import { isUnknownCase } from './use-sitting.js';

export { Case } from './review-desk-case.js';
export { Checks } from './review-desk-checks.js';
export { Next } from './review-desk-next.js';
export { Outbox } from './review-desk-outbox.js';
export { Outcome } from './review-desk-outcome.js';
export { OwnWork } from './review-desk-own-work.js';
export { Queue } from './review-desk-queue.js';
export { Record } from './review-desk-record.js';

type DivProps = HTMLAttributes<HTMLDivElement>;

export interface RootProps extends DivProps {
  /** Where reviews come from and commands go. The desk's sittings live as long as this object. */
  backend: ReviewBackend;
  /** Who sits here. */
  reviewer: Reviewer;
  /** What the queue asks for. A new query lists again; the reader's choice of order stays otherwise. */
  query?: QueueQuery;
  /** Whether this person may decide; the backend is asked again with every command. */
  canDecide?: CanDecide;
  /**
   * Asked before a decision is sent whose policy asks for a signature: `createReauthentication()`, or the host's own. Make it
   * once, outside of components.
   */
  reauthenticate?: Reauthenticate;
  /**
   * The open case where the host keeps it, for instance in the page's address; `null` is none. Change it with
   * `onReviewOpen` and `onReviewLeave`. A change from elsewhere, such as the browser's Back, moves focus as well: to the
   * heading of the case, or to its row once none is open.
   */
  openId?: string | null;
  /** The case that is open at first, where the host does not keep it. */
  initialId?: string;
  /** Called when a case is opened. */
  onReviewOpen?: (details: { id: string }) => void;
  /** Called when the reader goes from a case back to the queue. */
  onReviewLeave?: (details: { id: string }) => void;
  /** Called once for each decision of this desk, also when another case is on screen by then. */
  onDecisionSettle?: (details: DeskSettlement) => void;
  /** Called when an evidence item is opened. */
  onEvidenceOpen?: ReviewCardProps['onEvidenceOpen'];
  /**
   * Where the reader is after a decision: at the same case, at the next one that can be started, or in the queue. The
   * kit goes nowhere by itself unless it is told to (WCAG 3.2.5).
   * @default 'stay'
   */
  afterDecide?: 'stay' | 'next' | 'list';
  /**
   * Whether cases can be selected and approved together, as far as the policy of each allows it (B-18).
   * @default false
   */
  isBatchable?: boolean;
  /** Whether readers narrow the queue themselves, inside of what `query` asks for. @default false */
  isFilterable?: boolean;
  /** What the backend finds cases by beside status and risk, where readers narrow the queue. Give the same list every time. */
  queueFacets?: readonly BackendFacet[];
  /** Where the reader's views of the queue are kept, of `createSavedViews`; without it there are none. */
  savedViews?: SavedViews;
  /**
   * Whether the next case of the queue is loaded while one is open, so that it is there at once. Never where the browser is to
   * save data.
   * @default true
   */
  loadsAhead?: boolean;
  /**
   * The probability that a proposed value is right, 0 to 1, where the proposal's confidence is about something else, such as a
   * default; without it such cases count for nothing (B-15).
   */
  probabilityOf?: DeskOptions['probabilityOf'];
  /** The person's own history, where the host feeds or keeps it. Make it once, outside of components. */
  selfCheck?: SelfCheck;
  /**
   * Whether the person hears of agreeing more than the AI's own scores bear out, where the policy of a case has it on (B-15).
   * @default true
   */
  agreementNudge?: boolean;
  /**
   * Whether a break is suggested to them, where the policy of a case has it on and they have not turned it off (B-16).
   * @default true
   */
  paceWatch?: boolean;
  /**
   * Level of the headings of queue, case and record.
   * @default 2
   */
  headingLevel?: 1 | 2 | 3 | 4;
}

/**
 * Queue, case and record side by side, below each other where it is narrower, one at a time where it is narrow. Without
 * children it arranges its parts itself. Renders a `<div>`.
 *
 * @selector [data-view] `queue` or `case`: which one a narrow desk shows
 */
export const Root = forwardRef<HTMLDivElement, RootProps>(function ReviewDeskRoot(
  {
    backend,
    reviewer,
    query,
    canDecide,
    reauthenticate,
    openId: givenId,
    initialId,
    onReviewOpen,
    onReviewLeave,
    onDecisionSettle,
    onEvidenceOpen,
    afterDecide = 'stay',
    probabilityOf,
    selfCheck,
    agreementNudge = true,
    paceWatch = true,
    isBatchable = false,
    isFilterable = false,
    queueFacets,
    savedViews,
    loadsAhead = true,
    headingLevel = 2,
    className,
    children,
    ...rest
  },
  ref,
) {
  const locale = useLocaleAttributes();
  const who = canonicalJson(reviewer);
  // With other roles come other sittings. A rule is a new function with every rendering: it follows below.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const desk = useMemo(() => deskFor({ backend, reviewer, canDecide, reauthenticate, selfCheck }), [backend, who]);
  // Also where the function is the same: what it rests on may be why the host renders again.
  useBrowserLayoutEffect(() =>
    desk.seat({ reviewer, canDecide, reauthenticate, probabilityOf, agreementNudge, paceWatch }),
  );
  const rule = useRef(canDecide);
  useBrowserLayoutEffect(() => {
    rule.current = canDecide;
  });
  const asked = canonicalJson(query ?? {});
  const queue = useMemo(() => desk.queueFor(JSON.parse(asked)), [desk, asked]);
  useEffect(() => desk.hold(), [desk]);
  const [ownId, setOwnId] = useState(initialId);
  const openId = givenId === undefined ? ownId : (givenId ?? undefined);
  const [shownId, setShownId] = useState(openId);
  const [view, setView] = useState<'queue' | 'case'>(openId === undefined ? 'queue' : 'case');
  const [focusRequest, setFocusRequest] = useState(0);
  const [rowRequest, setRowRequest] = useState<{ id: string | undefined; isNext: boolean }>();
  const queueRef = useRef<ReviewQueueHandle>(null);
  const root = useRef<HTMLDivElement>(null);

  // Whoever changed the case, reader or host: the view and focus follow it.
  if (shownId !== openId) {
    setShownId(openId);
    if (openId !== undefined) {
      setView('case');
      setFocusRequest(focusRequest + 1);
    } else if (view === 'case') {
      setView('queue');
      setRowRequest({ id: shownId, isNext: false });
    }
  }

  const open = useCallback(
    (id: string) => {
      setOwnId(id);
      if (id === openId) {
        setView('case');
        setFocusRequest((count) => count + 1);
      }
      onReviewOpen?.({ id });
    },
    [openId, onReviewOpen],
  );
  const leave = useCallback(() => {
    setView('queue');
    setRowRequest({ id: openId, isNext: false });
    if (openId === undefined) return;
    // What is not there need not stay open beside the queue.
    if (isUnknownCase(desk.sessionFor(openId).getSnapshot())) setOwnId(undefined);
    onReviewLeave?.({ id: openId });
  }, [desk, openId, onReviewLeave]);

  useEffect(
    () =>
      desk.onSettle((settlement) => {
        onDecisionSettle?.(settlement);
        const { review, decision, nextId } = settlement;
        // Whoever approves several together stays with them.
        if (decision.batch) return;
        if (afterDecide === 'stay' || review.id !== openId) return;
        if (afterDecide === 'next' && nextId !== undefined) open(nextId);
        else {
          setView('queue');
          setRowRequest({ id: review.id, isNext: true });
          onReviewLeave?.({ id: review.id });
        }
      }, queue),
    [desk, queue, onDecisionSettle, onReviewLeave, afterDecide, openId, open],
  );

  useEffect(() => {
    if (!rowRequest) return;
    const { id, isNext } = rowRequest;
    const focus = () => {
      const queue = queueRef.current;
      if (!queue) return;
      const isThere = id !== undefined && (isNext ? queue.focusNext(id) !== undefined : queue.focusRow(id));
      if (!isThere) queue.focusHeading();
    };
    if (!isNext) {
      focus();
      return;
    }
    return afterDialog(focus);
  }, [rowRequest]);

  const value = useMemo<DeskContextValue>(
    () => ({
      desk,
      backend,
      queue,
      openId,
      view,
      headingLevel,
      queueRef,
      focusRequest,
      open,
      leave,
      onEvidenceOpen,
      reviewer,
      canDecide: () => rule.current,
      isBatchable,
      isFilterable,
      queueFacets,
      savedViews,
      loadsAhead,
    }),
    [
      desk,
      backend,
      queue,
      openId,
      view,
      headingLevel,
      focusRequest,
      open,
      leave,
      onEvidenceOpen,
      reviewer,
      isBatchable,
      isFilterable,
      queueFacets,
      savedViews,
      loadsAhead,
    ],
  );
  return (
    <DeskContext.Provider value={value}>
      <Announcer>
        <DeskKeyHints>
          <div
            {...locale}
            {...rest}
            {...dataAttributes({ view })}
            ref={composeRefs(ref, root)}
            className={joinClasses(primitives('root'), reviewDesk.root, className)}
          >
            {children ?? (
              <>
                <Outbox />
                <LastDecision />
                <OwnWork />
                <Checks />
                <Main>
                  <Queue />
                  <Case />
                  <Record />
                </Main>
              </>
            )}
            <DeskShortcuts rootRef={root} />
          </div>
        </DeskKeyHints>
      </Announcer>
    </DeskContext.Provider>
  );
});

/** The columns. Renders a `<div>`. */
export const Main = forwardRef<HTMLDivElement, DivProps>(function ReviewDeskMain({ className, ...rest }, ref) {
  const { view } = useDesk('Main');
  return <div {...rest} {...dataAttributes({ view })} ref={ref} className={joinClasses(reviewDesk.main, className)} />;
});
