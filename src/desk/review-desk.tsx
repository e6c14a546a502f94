'use client';
import { forwardRef, type HTMLAttributes, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AuditLog } from '../audit/audit.session.js';
import { Root as AuditTimeline } from '../audit/audit-timeline.js';
import { useAuditLog } from '../audit/use-audit-log.js';
import { Root as ConfidenceBadge } from '../confidence/confidence-badge.js';
import { canonicalJson } from '../internal/canonical-json.js';
import type { SelfCheck } from '../oversight/self-check.session.js';
import type { SavedViews } from '../queue/filter.types.js';
import type { QueueQuery } from '../queue/queue.types.js';
import { type RenderConfidence, useBrowserLayoutEffect } from '../queue/queue-context.js';
import { Root as ReviewQueue, type ReviewQueueHandle } from '../queue/queue-root.js';
import { type BackendFacet, useReviewQueue } from '../queue/use-review-queue.js';
import { Announcer } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { ArrowIcon } from '../react/icons.js';
import { useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { composeRefs, dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { useSnapshot } from '../react/use-snapshot.js';
import type { ReviewBackend } from '../review/backend.types.js';
import type { CanDecide, Reviewer } from '../review/review.types.js';
import { ReviewProvider } from '../review/review-context.js';
import type { Reauthenticate, ReviewSession, SessionSnapshot } from '../review/session.types.js';
import { type DeskOptions, type DeskSettlement, deskFor } from './desk.session.js';
import { DeskKeyHints } from './desk-key-hints.js';
import { DeskShortcuts } from './desk-shortcuts.js';
import { afterDialog, focusTitle } from './focus-title.js';
import { Root as ReviewCard, type RootProps as ReviewCardProps } from './review-card.js';
import { hidesRecord, recordSight, referenceOf } from './review-card.selectors.js';
import { reviewDeskMessages } from './review-desk.messages.js';
import { reviewDesk } from './review-desk.variants.js';
import { useDeskBatch } from './review-desk-batch.js';
import { CaseCheck, Checks } from './review-desk-checks.js';
import { DeskContext, type DeskContextValue, useDesk } from './review-desk-context.js';
import { LastDecision, Next } from './review-desk-next.js';
import { Outbox } from './review-desk-outbox.js';
import { Outcome } from './review-desk-outcome.js';
import { OwnWork } from './review-desk-own-work.js';
import { NO_SITTING, useSitting } from './use-sitting.js';

export { Checks } from './review-desk-checks.js';
export { Next } from './review-desk-next.js';
export { Outbox } from './review-desk-outbox.js';
export { Outcome } from './review-desk-outcome.js';
export { OwnWork } from './review-desk-own-work.js';

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

const renderConfidence: RenderConfidence = ({ row }) => <ConfidenceBadge confidence={row.confidence} />;

/** The cases to choose from. Renders a `<div>`. */
export const Queue = forwardRef<HTMLDivElement, DivProps>(function ReviewDeskQueue(
  { className, children, ...rest },
  ref,
) {
  const {
    queue: store,
    openId,
    open,
    queueRef,
    headingLevel,
    isFilterable,
    queueFacets,
    savedViews,
  } = useDesk('Queue');
  const messages = useMessages('desk', reviewDeskMessages);
  const queue = useReviewQueue(store, { isFilterable, moreFacets: queueFacets });
  const batch = useDeskBatch();
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewDesk.queue, className)}>
      {children ?? (
        <>
          {batch?.panel}
          <ReviewQueue
            {...queue}
            {...(batch && {
              selectedIds: batch.selectedIds,
              onSelectionChange: batch.onSelectionChange,
              selectionActions: batch.action,
            })}
            savedViews={savedViews}
            label={messages.queueLabel}
            headingLevel={headingLevel}
            currentId={openId}
            renderConfidence={renderConfidence}
            onRowOpen={({ id }) => open(id)}
            handleRef={queueRef}
          />
        </>
      )}
    </div>
  );
});

/** Whether the backend says that there is no such case, or none for this person. */
function isUnknownCase(snapshot: SessionSnapshot | undefined): boolean {
  const { review, problem } = snapshot ?? {};
  return !review && problem?.kind === 'unreachable' && problem.code === 'review-unknown';
}

/** Whether this person's part is done: a decision of this sitting is on the record. */
function isSettledHere(snapshot: SessionSnapshot | undefined): boolean {
  return snapshot?.status === 'settled';
}

/** The open case, with the way back to the queue where there is room for one only. Renders a `<div>`. */
export const Case = forwardRef<HTMLDivElement, DivProps>(function ReviewDeskCase(
  { className, children, ...rest },
  ref,
) {
  const { desk, queue, openId, leave, loadsAhead } = useDesk('Case');
  const messages = useMessages('desk', reviewDeskMessages);
  const session = useSitting(openId);
  const isUnknown = useSnapshot<SessionSnapshot | undefined, boolean>(session ?? NO_SITTING, isUnknownCase);
  const isSettled = useSnapshot<SessionSnapshot | undefined, boolean>(session ?? NO_SITTING, isSettledHere);
  // A sitting that was kept may have missed what happened while nobody looked.
  useEffect(() => {
    const snapshot = session?.getSnapshot();
    if (isUnknownCase(snapshot)) session?.retry();
    else if (snapshot?.review && snapshot.status !== 'sending' && snapshot.status !== 'claiming') session?.refresh();
  }, [session]);
  useEffect(
    () => (openId !== undefined && loadsAhead ? desk.loadAheadOf(openId, queue) : undefined),
    [desk, queue, openId, loadsAhead],
  );
  if (isUnknown) {
    return (
      <div {...rest} ref={ref} className={joinClasses(reviewDesk.case, className)}>
        <UnknownCase key={openId} />
      </div>
    );
  }
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewDesk.case, className)}>
      <Button variant="quiet" className={reviewDesk.back} onClick={leave}>
        <ArrowIcon className={reviewDesk.backIcon} />
        {messages.backToQueue}
      </Button>
      {session ? (
        <ReviewProvider session={session}>
          {children ?? (
            <>
              <Outcome />
              <OpenCase key={session.id} session={session} />
              <CaseCheck session={session} />
              {isSettled && <Next />}
            </>
          )}
        </ReviewProvider>
      ) : (
        <div className={reviewDesk.empty}>
          <p className={reviewDesk.emptyTitle}>{messages.nothingOpen}</p>
          <p className={reviewDesk.emptyText}>{messages.nothingOpenText}</p>
          <Next />
        </div>
      )}
    </div>
  );
});

/** Says that there is no such case, and leads back wherever the desk stands. */
function UnknownCase() {
  const { focusRequest, leave } = useDesk('Case');
  const messages = useMessages('desk', reviewDeskMessages);
  const title = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (focusRequest > 0) title.current?.focus();
  }, [focusRequest]);
  return (
    <div className={reviewDesk.empty}>
      <p ref={title} tabIndex={-1} className={reviewDesk.emptyTitle}>
        {messages.unknownCase}
      </p>
      <p className={reviewDesk.emptyText}>{messages.unknownCaseText}</p>
      <Button onClick={leave}>{messages.backToQueue}</Button>
    </div>
  );
}

const isLoaded = (snapshot: SessionSnapshot) => snapshot.review !== undefined || snapshot.problem !== undefined;

/** Waits for the case before it puts focus on the heading: a heading that says nothing yet would be read as nothing. */
function OpenCase({ session }: { session: ReviewSession }) {
  const { focusRequest, headingLevel, onEvidenceOpen } = useDesk('Case');
  const card = useRef<HTMLElement>(null);
  const answered = useRef(0);
  const isReady = useSnapshot(session, isLoaded);
  useEffect(() => {
    if (!isReady || answered.current === focusRequest) return;
    answered.current = focusRequest;
    focusTitle(card.current);
  }, [isReady, focusRequest]);
  return <ReviewCard ref={card} headingLevel={headingLevel === 1 ? 2 : headingLevel} onEvidenceOpen={onEvidenceOpen} />;
}

/** The record of the open case. Renders a `<div>`, empty while no case is open. */
export const Record = forwardRef<HTMLDivElement, DivProps>(function ReviewDeskRecord(
  { className, children, ...rest },
  ref,
) {
  const { desk, openId } = useDesk('Record');
  const [log, setLog] = useState<AuditLog>();
  // Asking for a record loads it: after mounting, so that a server renders without.
  useEffect(() => setLog(openId === undefined ? undefined : desk.logFor(openId)), [desk, openId]);
  const session = useSitting(openId);
  const isUnknown = useSnapshot<SessionSnapshot | undefined, boolean>(session ?? NO_SITTING, isUnknownCase);
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewDesk.record, className)}>
      {children ??
        (log && session && !isUnknown && log.id === session.id && (
          <OpenRecord key={log.id} log={log} session={session} />
        ))}
    </div>
  );
});

/** What could be seen when a log was loaded: it changes also while another record is on screen. */
const sights = new WeakMap<AuditLog, string>();

function OpenRecord({ log, session }: { log: AuditLog; session: ReviewSession }) {
  const { headingLevel } = useDesk('Record');
  const messages = useMessages('desk', reviewDeskMessages);
  const review = useSnapshot(session, (snapshot) => snapshot.review);
  const isBlind = useSnapshot(session, hidesRecord);
  const props = useAuditLog(log);
  const version = review?.version;
  const sight = useSnapshot(session, recordSight);
  useEffect(() => {
    const known = sights.get(log);
    if (sight !== undefined) sights.set(log, sight);
    if (known !== undefined && sight !== undefined && sight !== known) {
      // What a server kept back from entries that are here already, or will from now on.
      void log.reload();
      return;
    }
    const { entries, isLoading } = log.getSnapshot();
    if (version !== undefined && !isLoading && (entries.at(-1)?.seq ?? 0) < version) void log.refresh();
  }, [log, sight, version]);
  return (
    <AuditTimeline
      {...props}
      title={messages.recordLabel}
      headingLevel={headingLevel}
      reference={review && referenceOf(review)}
      schema={review?.proposal.schema}
      policy={review?.policy}
      isBlind={!review || isBlind}
    />
  );
}
