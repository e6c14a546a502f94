'use client';
import {
  createContext,
  forwardRef,
  type HTMLAttributes,
  useEffect,
  useId,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';

import { visibleText } from '../internal/plain-text.js';
import { CheckFeedback } from '../oversight/check-feedback.js';
import { learningMessages } from '../oversight/learning.messages.js';
import { practiceSummary } from '../oversight/practice.selectors.js';
import type { Practice, PracticeResult, PracticeSnapshot, PracticeSummary } from '../oversight/practice.types.js';
import { Announcer } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { useFormat, useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { useRequiredContext } from '../react/required-context.js';
import { useSnapshot } from '../react/use-snapshot.js';
import { ReviewProvider } from '../review/review-context.js';
import type { ReviewSession, SessionSnapshot } from '../review/session.types.js';
import { useValueText } from '../review/value-text.js';
import { type Desk, deskFor } from './desk.session.js';
import { afterDialog, focusTitle } from './focus-title.js';
import { practiceMessages } from './practice.messages.js';
import { practiceSet } from './practice.variants.js';
import { Root as ReviewCard } from './review-card.js';
import { NO_SITTING } from './use-sitting.js';

type DivProps = HTMLAttributes<HTMLDivElement>;
type Level = 2 | 3 | 4;

interface PracticeContextValue {
  practice: Practice;
  snapshot: PracticeSnapshot;
  desk: Desk;
  /** The sitting with the case at hand. */
  session: ReviewSession | undefined;
  level: Level;
  titleId: string;
}

const PracticeContext = createContext<PracticeContextValue | null>(null);
const usePractice = (part: string) => useRequiredContext(PracticeContext, `PracticeSet.${part}`, 'PracticeSet.Root');

const isWaiting = (snapshot: SessionSnapshot | undefined) => snapshot?.pending !== undefined;

export interface RootProps extends HTMLAttributes<HTMLElement> {
  /** Made by `createPractice()` of `countersign/backends/memory`, outside of components. */
  practice: Practice;
  /**
   * Level of the heading.
   * @default 2
   */
  headingLevel?: Level;
  /**
   * Called when all cases are decided, and once more when a practice that is finished is shown again: what a host keeps of it,
   * such as that somebody may decide (B-22), is not lost with one call that fails.
   */
  onFinish?: (details: { summary: PracticeSummary; results: readonly PracticeResult[] }) => void;
}

/**
 * Cases whose answer is known, one after another, each with what is known of it once it is decided (B-22; the burst of B-14).
 * Without children it arranges its parts itself. Renders a `<section>`.
 */
export const Root = forwardRef<HTMLElement, RootProps>(function PracticeSetRoot(
  { practice, headingLevel = 2, onFinish, className, children, ...rest },
  ref,
) {
  const locale = useLocaleAttributes();
  const snapshot = useSyncExternalStore(practice.subscribe, practice.getSnapshot, practice.getServerSnapshot);
  const { backend, reviewer } = practice;
  const desk = useMemo(
    () => deskFor({ backend, reviewer, agreementNudge: false, paceWatch: false }),
    [backend, reviewer],
  );
  useEffect(() => desk.hold(), [desk]);
  const { currentId, results, count } = snapshot;
  const session = useMemo(() => (currentId === undefined ? undefined : desk.sessionFor(currentId)), [desk, currentId]);
  const titleId = useId();

  const isFinished = results.length === count;
  const latest = useRef({ onFinish, results });
  useEffect(() => {
    latest.current = { onFinish, results };
  });
  useEffect(() => {
    const { onFinish, results } = latest.current;
    if (isFinished) onFinish?.({ summary: practiceSummary(results), results });
  }, [isFinished]);

  const value = useMemo(
    () => ({ practice, snapshot, desk, session, level: headingLevel, titleId }),
    [practice, snapshot, desk, session, headingLevel, titleId],
  );
  return (
    <PracticeContext.Provider value={value}>
      <Announcer>
        <section
          aria-labelledby={titleId}
          {...locale}
          {...rest}
          ref={ref}
          className={joinClasses(primitives('root'), practiceSet.root(), className)}
        >
          {children ?? (
            <>
              <Header />
              <Feedback />
              <Case />
              <Summary />
            </>
          )}
        </section>
      </Announcer>
    </PracticeContext.Provider>
  );
});

/** What this is, and how far it is. Renders a `<div>`. */
export const Header = forwardRef<HTMLDivElement, DivProps>(function PracticeSetHeader(
  { className, children, ...rest },
  ref,
) {
  const { snapshot, level, titleId } = usePractice('Header');
  const messages = useMessages('desk', practiceMessages);
  const format = useFormat();
  const { count, currentId, results, result, isKept } = snapshot;
  const Heading = `h${level}` as 'h2';
  return (
    <div {...rest} ref={ref} className={joinClasses(practiceSet.header(), className)}>
      {children ?? (
        <>
          <Heading id={titleId} className={practiceSet.title()}>
            {messages.practiceTitle}
          </Heading>
          {currentId !== undefined && (
            <p className={practiceSet.progress()}>
              {messages.practiceAt(results.length + (result ? 0 : 1), count, format)}
            </p>
          )}
          <p className={practiceSet.note()}>
            {messages.practiceNote}
            {!isKept && ` ${messages.practiceNotKept}`}
          </p>
        </>
      )}
    </div>
  );
});

/** What is known of the case at hand, once it is decided, with the way on. Renders a `<div>`, nothing before that. */
export const Feedback = forwardRef<HTMLDivElement, DivProps>(function PracticeSetFeedback(
  { className, children, ...rest },
  ref,
) {
  const { practice, snapshot, session, level } = usePractice('Feedback');
  const messages = useMessages('desk', practiceMessages);
  const { result, results, count } = snapshot;
  const feedback = useRef<HTMLElement>(null);
  const id = result?.reviewId;
  const wasOpen = useRef(id === undefined);
  // The answer is there before the sitting has heard of it and its dialog closes.
  const isSending = useSnapshot<SessionSnapshot | undefined, boolean>(session ?? NO_SITTING, isWaiting);
  useEffect(() => {
    if (isSending) return;
    if (id === undefined) {
      wasOpen.current = true;
      return;
    }
    // Of a case that was decided before the page was loaded, focus is nobody's business.
    if (!wasOpen.current) return;
    wasOpen.current = false;
    return afterDialog(() => feedback.current?.focus());
  }, [id, isSending]);
  if (!result) return null;
  return (
    <div {...rest} ref={ref} className={joinClasses(practiceSet.feedback(), className)}>
      {children ?? (
        <CheckFeedback
          ref={feedback}
          tabIndex={-1}
          kind="practice"
          outcome={result}
          schema={practice.schemaOf(result.reviewId)}
          headingLevel={(level + 1) as 3}
          {...(result.reference !== undefined && { reference: result.reference })}
          actions={
            <Button onClick={() => practice.next()}>
              {results.length === count ? messages.practiceEnd : messages.practiceNext}
            </Button>
          }
        />
      )}
    </div>
  );
});

/** The case at hand. Renders a `<div>`, nothing once all of them are done. */
export const Case = forwardRef<HTMLDivElement, DivProps>(function PracticeSetCase(
  { className, children, ...rest },
  ref,
) {
  const { snapshot, session, level } = usePractice('Case');
  const card = useRef<HTMLElement>(null);
  const first = useRef(session?.id);
  const id = session?.id;
  useEffect(() => {
    if (!session || first.current === id) return;
    first.current = undefined;
    const focus = () => focusTitle(card.current);
    if (session.getSnapshot().review) {
      focus();
      return;
    }
    // A heading that says nothing yet would be read as nothing.
    const stop = session.subscribe(() => {
      if (!session.getSnapshot().review) return;
      stop();
      requestAnimationFrame(focus);
    });
    return stop;
  }, [session, id]);
  if (!session || snapshot.currentId === undefined) return null;
  return (
    <div {...rest} ref={ref} className={joinClasses(practiceSet.case(), className)}>
      <ReviewProvider session={session}>
        {children ?? <ReviewCard key={id} ref={card} headingLevel={(level + 1) as 3} />}
      </ReviewProvider>
    </div>
  );
});

/** What came of all cases, in counts and case by case. Renders a `<div>`, nothing before all are decided. */
export const Summary = forwardRef<HTMLDivElement, DivProps>(function PracticeSetSummary(
  { className, children, ...rest },
  ref,
) {
  const { practice, snapshot, level } = usePractice('Summary');
  const messages = useMessages('desk', practiceMessages);
  const format = useFormat();
  const title = useRef<HTMLHeadingElement>(null);
  const { currentId, results } = snapshot;
  const isShown = currentId === undefined;
  const wasShown = useRef(isShown);
  useEffect(() => {
    if (isShown && !wasShown.current) title.current?.focus();
    wasShown.current = isShown;
  }, [isShown]);
  if (!isShown) return null;
  const { n, right, open, aiWrong, aiWrongFound, aiRight, aiRightKept } = practiceSummary(results);
  const Heading = `h${level + 1}` as 'h3';
  return (
    <div {...rest} ref={ref} className={joinClasses(practiceSet.summary(), className)}>
      <Heading ref={title} tabIndex={-1} className={practiceSet.summaryTitle()}>
        {messages.practiceDone}
      </Heading>
      <ul className={practiceSet.list()}>
        <li>{messages.practiceRight(right, n, format)}</li>
        <li>{messages.practiceAiWrong(aiWrong, aiWrongFound, format)}</li>
        <li>{messages.practiceAiRight(aiRight, aiRightKept, format)}</li>
        {open > 0 && <li>{messages.practiceOpen(open, format)}</li>}
      </ul>
      <ResultTable practice={practice} results={results} />
      {children}
      <Button onClick={() => practice.restart()}>{messages.practiceAgain}</Button>
    </div>
  );
});

function ResultTable({ practice, results }: { practice: Practice; results: readonly PracticeResult[] }) {
  const messages = useMessages('desk', practiceMessages);
  const learning = useMessages('oversight', learningMessages);
  const text = useValueText();
  const columns = [messages.practiceCase, learning.knownAnswer, learning.yourAnswerIs, learning.aiProposed];
  return (
    // biome-ignore lint/a11y/useSemanticElements: there is no element for a place that scrolls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard (WCAG 2.1.1)
    <div className={practiceSet.scroll()} role="group" aria-label={messages.practiceTable} tabIndex={0}>
      <table className={primitives('table')}>
        <caption className={primitives('table-caption')}>{messages.practiceTable}</caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={column} scope="col" className={primitives('table-head', index > 0 && practiceSet.answer())}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {results.map(({ reviewId, reference, truth, decided, proposed }) => {
            const schema = practice.schemaOf(reviewId);
            return (
              <tr key={reviewId}>
                <th scope="row" className={primitives('table-cell')}>
                  <bdi>{visibleText(reference ?? reviewId)}</bdi>
                </th>
                <td className={primitives('table-cell')}>
                  <bdi>{text(truth, schema)}</bdi>
                </td>
                <td className={primitives('table-cell')}>
                  {decided === undefined ? learning.leftOpen : <bdi>{text(decided, schema)}</bdi>}
                </td>
                <td className={primitives('table-cell')}>
                  <bdi>{text(proposed, schema)}</bdi>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
